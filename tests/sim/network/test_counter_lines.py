"""Which customers stand in which line: by hand."""

from sim.network.counter_lines import CounterLines, counter_lines_of
from tests.scenarios_for_tests import small

THREE = {
    "services": {
        "pay": {"share": "50 %", "handle_time": "4 min"},
        "connect": {"share": "30 %", "handle_time": "10 min"},
        "complain": {"share": "20 %", "handle_time": "10 min"},
    },
    "pools.clerks.serves": ["connect", "pay"],
    "pools.experts": {"works_at": "counter", "heads": 1},
    "halls.north.pools": ["experts", "clerks"],
}


def test_with_one_pool_all_stand_in_one_line():
    assert counter_lines_of(small(), "north") == CounterLines((0,), ((0,),), False)


def test_services_that_the_same_pools_can_do_share_a_line():
    # experts and clerks do payments and connections; experts alone complaints
    assert counter_lines_of(small(THREE), "north") == CounterLines((0, 0, 1), ((0, 1), (0,)), False)


def test_lines_by_service_are_emptied_in_the_order_of_each_pools_skills():
    found = counter_lines_of(small({**THREE, "halls.north.lines": "by_service"}), "north")
    assert found == CounterLines((0, 1, 2), ((0, 1, 2), (1, 0)), True)
    assert found.count == 3


def test_only_pools_at_the_counters_count():
    changes = {
        **THREE,
        "services.pay.kiosk": {"handle_time": "2 min"},
        "pools.kiosks": {"works_at": "kiosk", "heads": 1},
        "halls.north.pools": ["kiosks", "experts", "clerks"],
    }
    assert counter_lines_of(small(changes), "north") == counter_lines_of(small(THREE), "north")
