"""Counters, line and clerks: logs written out by hand from the rules."""

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person

TWO_SERVICES = {
    "services": {
        "pay": {"share": "50 %", "handle_time": "4 min"},
        "connect": {"share": "50 %", "handle_time": "10 min"},
    }
}


def test_two_counters_serve_first_come_first_served():
    people = [
        person("A", "08:00", handle=10.0),
        person("B", "08:01"),
        person("C", "08:02"),
        person("D", "08:03"),
    ]
    assert log(small({"pools.clerks.heads": 2}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:10 resolved
        B counter clerks#1 08:01 08:01 08:05 resolved
        C counter clerks#1 08:02 08:05 08:09 resolved
        D counter clerks#1 08:03 08:09 08:13 resolved
    """)


def test_the_clerk_free_longest_is_called():
    people = [person("A", "08:00", handle=5.0), person("B", "08:01", handle=2.0), person("C", "08:06")]
    assert log(small({"pools.clerks.heads": 2}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:05 resolved
        B counter clerks#1 08:01 08:01 08:03 resolved
        C counter clerks#1 08:06 08:06 08:10 resolved
    """)


def test_clerks_who_get_free_at_one_instant_are_called_by_number():
    # both get free at 08:04; C came first and gets the lower number, D the other
    people = [
        person("A", "08:00", handle=4.0),
        person("B", "08:01", handle=3.0),
        person("C", "08:02"),
        person("D", "08:03"),
    ]
    assert log(small({"pools.clerks.heads": 2}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#1 08:01 08:01 08:04 resolved
        C counter clerks#0 08:02 08:04 08:08 resolved
        D counter clerks#1 08:03 08:04 08:08 resolved
    """)


def test_who_waits_is_called_before_who_comes_in_at_that_instant():
    people = [person("A", "08:00"), person("B", "08:01"), person("C", "08:04")]
    assert log(small(), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter clerks#0 08:04 08:08 08:12 resolved
    """)


def test_who_comes_in_at_one_instant_is_served_in_the_order_of_the_cases():
    people = [person("A", "08:05"), person("B", "08:05"), person("C", "08:05")]
    assert log(small(), people) == expected("""
        A counter clerks#0 08:05 08:05 08:09 resolved
        B counter clerks#0 08:05 08:09 08:13 resolved
        C counter clerks#0 08:05 08:13 08:17 resolved
    """)


def test_a_service_without_duration_frees_the_clerk_at_the_same_instant():
    people = [person("A", "08:05", handle=0.0), person("B", "08:05")]
    assert log(small(), people) == expected("""
        A counter clerks#0 08:05 08:05 08:05 resolved
        B counter clerks#0 08:05 08:05 08:09 resolved
    """)


def test_higher_priority_is_called_first_and_interrupts_nobody():
    segments = {"ordinary": {"share": "90 %"}, "elderly": {"share": "10 %", "priority": 1}}
    people = [
        person("A", "08:00", handle=10.0),
        person("B", "08:01"),
        person("C", "08:02", segment="elderly"),
        person("D", "08:03", segment="elderly"),
    ]
    assert log(small({"segments": segments}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:10 resolved
        B counter clerks#0 08:01 08:18 08:22 resolved
        C counter clerks#0 08:02 08:10 08:14 resolved
        D counter clerks#0 08:03 08:14 08:18 resolved
    """)


def test_speed_divides_the_handle_time():
    people = [person("A", "08:00", handle=5.0), person("B", "08:01", handle=10.0)]
    assert log(small({"pools.clerks.speed": "125 %"}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:12 resolved
    """)


def test_a_clerk_passes_over_those_whom_he_cannot_serve():
    scenario = small(
        {
            **TWO_SERVICES,
            "pools.clerks.serves": ["pay"],
            "pools.experts": {"works_at": "counter", "heads": 1, "serves": ["connect"]},
            "halls.north.pools": ["clerks", "experts"],
        }
    )
    people = [
        person("A", "08:00", "connect"),
        person("B", "08:01", "connect"),
        person("C", "08:02", "pay"),
        person("D", "08:03", "pay"),
    ]
    assert log(scenario, people) == expected("""
        A counter experts#0 08:00 08:00 08:10 resolved
        B counter experts#0 08:01 08:10 08:20 resolved
        C counter clerks#0  08:02 08:02 08:06 resolved
        D counter clerks#0  08:03 08:06 08:10 resolved
    """)


def test_the_pool_named_first_takes_the_customer():
    # experts can do everything; clerks only payments
    changes = {
        **TWO_SERVICES,
        "pools.clerks.serves": ["pay"],
        "pools.experts": {"works_at": "counter", "heads": 1},
    }
    people = [person("A", "08:00", "pay"), person("B", "08:01", "pay"), person("C", "08:02", "connect")]
    assert log(small({**changes, "halls.north.pools": ["clerks", "experts"]}), people) == expected("""
        A counter clerks#0  08:00 08:00 08:04 resolved
        B counter experts#0 08:01 08:01 08:05 resolved
        C counter experts#0 08:02 08:05 08:15 resolved
    """)
    assert log(small({**changes, "halls.north.pools": ["experts", "clerks"]}), people) == expected("""
        A counter experts#0 08:00 08:00 08:04 resolved
        B counter clerks#0  08:01 08:01 08:05 resolved
        C counter experts#0 08:02 08:04 08:14 resolved
    """)


def test_pools_that_get_free_at_one_instant_choose_in_the_order_of_the_hall():
    # at 08:10 an expert and a clerk get free; clerks are named first and take B, the expert takes C
    scenario = small(
        {
            **TWO_SERVICES,
            "pools.clerks.serves": ["pay"],
            "pools.experts": {"works_at": "counter", "heads": 1},
            "halls.north.pools": ["clerks", "experts"],
        }
    )
    people = [
        person("A", "08:00", "connect"),
        person("P", "08:00", "pay", handle=10.0),
        person("B", "08:01", "pay"),
        person("C", "08:02", "pay"),
    ]
    assert log(scenario, people) == expected("""
        A counter experts#0 08:00 08:00 08:10 resolved
        P counter clerks#0  08:00 08:00 08:10 resolved
        B counter clerks#0  08:01 08:10 08:14 resolved
        C counter experts#0 08:02 08:10 08:14 resolved
    """)


def test_one_line_is_called_in_the_order_of_tickets_whatever_the_service():
    people = [person("A", "08:00", "pay"), person("B", "08:01", "pay"), person("C", "08:02", "connect")]
    scenario = small({**TWO_SERVICES, "pools.clerks.serves": ["connect", "pay"]})
    assert log(scenario, people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter clerks#0 08:02 08:08 08:18 resolved
    """)


def test_lines_by_service_are_called_in_the_order_of_the_pools_skills():
    people = [person("A", "08:00", "pay"), person("B", "08:01", "pay"), person("C", "08:02", "connect")]
    lines = {**TWO_SERVICES, "halls.north.lines": "by_service"}
    assert log(small({**lines, "pools.clerks.serves": ["connect", "pay"]}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:14 08:18 resolved
        C counter clerks#0 08:02 08:04 08:14 resolved
    """)
    # a pool that serves all empties the lines in the order of the services: payments first
    assert log(small(lines), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:04 08:08 resolved
        C counter clerks#0 08:02 08:08 08:18 resolved
    """)


def test_priority_orders_within_a_line_by_service_not_between_lines():
    scenario = small(
        {
            **TWO_SERVICES,
            "halls.north.lines": "by_service",
            "pools.clerks.serves": ["connect", "pay"],
            "segments": {"ordinary": {"share": "90 %"}, "elderly": {"share": "10 %", "priority": 1}},
        }
    )
    people = [
        person("A", "08:00", "pay"),
        person("B", "08:01", "pay"),
        person("C", "08:02", "pay", "elderly"),
        person("D", "08:03", "connect"),
    ]
    assert log(scenario, people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B counter clerks#0 08:01 08:18 08:22 resolved
        C counter clerks#0 08:02 08:14 08:18 resolved
        D counter clerks#0 08:03 08:04 08:14 resolved
    """)


def test_a_pool_with_several_skills_calls_the_earliest_ticket_over_all_of_them():
    # the expert does connections only, the clerk everything: at 08:04 the clerk calls B, who came before C
    scenario = small(
        {
            **TWO_SERVICES,
            "pools.experts": {"works_at": "counter", "heads": 1, "serves": ["connect"]},
            "halls.north.pools": ["experts", "clerks"],
        }
    )
    people = [
        person("A", "08:00", "connect"),
        person("P", "08:00", "pay"),
        person("B", "08:01", "connect"),
        person("C", "08:02", "pay"),
    ]
    assert log(scenario, people) == expected("""
        A counter experts#0 08:00 08:00 08:10 resolved
        P counter clerks#0  08:00 08:00 08:04 resolved
        B counter clerks#0  08:01 08:04 08:14 resolved
        C counter clerks#0  08:02 08:14 08:18 resolved
    """)
