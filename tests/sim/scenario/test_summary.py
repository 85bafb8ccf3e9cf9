"""A scenario printed in five lines, or six with an office."""

from tests.scenarios_for_tests import small
from tests.sim.network.offices import office


def test_five_lines():
    scenario = small(
        {
            "policies": {"two": {"pools.clerks.heads": 2}},
            "targets": [{"measure": "wait_mean", "at_most": "9 min"}],
        }
    )
    assert str(scenario.with_policy("two")).splitlines() == [
        "one clerk (two)",
        "1 day from 2024-01-01 to 2024-01-01",
        "customers a day: north 20",
        "most heads at once: clerks 2",
        "targets: wait_mean; policies: two",
    ]
    assert repr(scenario) == "Scenario('one clerk', baseline)"


def test_of_many_names_the_first_are_told():
    policies = {f"p{number}": {"pools.clerks.heads": number} for number in range(1, 8)}
    assert str(small({"policies": policies})).endswith(
        "targets: none; policies: p1, p2, p3, p4, p5 and 2 more"
    )


def test_an_office_has_a_line_of_its_orders():
    """20 customers on one day are 140 a week; 65 % of them leave an order. Nobody comes to an office."""
    lines = str(office()).splitlines()
    assert lines[2:5] == [
        "customers a day: north 20",
        "work orders a week, about: bureau 91",
        "most heads at once: clerks 1, crews 5, fitters 2, builders 2",
    ]
