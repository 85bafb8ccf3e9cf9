"""Variants of a scenario: policies, replaced values, copies for other processes."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.scenario import BASELINE, Scenario, ScenarioError, load
from tests.sim.scenario.broken import SOUND, write

CALM = "  calm:\n    note: Fewer clerks.\n    pools.clerks.heads: 3\n    come_back.balked: 10 %\n"


@pytest.fixture
def town(tmp_path: Path) -> Scenario:
    return load(write(tmp_path, SOUND + CALM))


def heads(scenario: Scenario, pool: str = "clerks") -> int:
    """Heads of a pool whose number does not change."""
    pieces = scenario.pools[pool].heads
    assert pieces is not None
    return pieces[0].heads


def message(town: Scenario, overrides: dict[str, Any]) -> str:
    """What `replace` says, without the file's name."""
    with pytest.raises(ScenarioError) as caught:
        town.replace(overrides)
    return str(caught.value).removeprefix(f"{town.source.path}:")


def test_a_policy_changes_what_it_names_and_nothing_else(town: Scenario) -> None:
    calm = town.with_policy("calm")
    assert (heads(calm), calm.come_back.balked, calm.note, calm.policy) == (3, 0.1, "Fewer clerks.", "calm")
    assert calm.services == town.services
    assert (heads(town), town.come_back.balked, town.note, town.policy) == (4, 0.5, "", BASELINE)


def test_policies_do_not_add_up(town: Scenario) -> None:
    """Under ``busy`` nothing of ``calm`` is left."""
    assert town.with_policy("calm").with_policy("busy") == town.with_policy("busy")
    assert town.with_policy("calm").with_policy(BASELINE) == town
    assert load(town.source.path, "calm") == town.with_policy("calm")


def test_an_unknown_policy_is_answered_with_the_nearest(town: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"47: policies: has no policy 'calmer', did you mean calm\?"):
        town.with_policy("calmer")


def test_replacing_leaves_the_original_as_it_was(town: Scenario) -> None:
    text = repr(town)
    variant = town.replace(
        {"pools.clerks.heads": 8, "services.pay.handle_time": {"exponential": {"mean": "5 min"}}}
    )
    assert (heads(variant), variant.services["pay"].handle_time.mean_minutes) == (8, 5)
    assert repr(town) == text


def test_a_scenario_cannot_be_changed(town: Scenario) -> None:
    with pytest.raises(ValueError, match="frozen"):
        town.name = "Village hall"
    with pytest.raises(ValueError, match="frozen"):
        town.pools["clerks"].cost = 0.0


def test_what_is_replaced_stays_when_more_is_replaced(town: Scenario) -> None:
    variant = town.replace({"pools.clerks.heads": 8}).replace({"pools.kiosks.heads": 3})
    assert (heads(variant), heads(variant, "kiosks")) == (8, 3)


def test_what_is_replaced_stays_under_a_policy_but_where_the_policy_says_otherwise(town: Scenario) -> None:
    variant = town.replace({"pools.clerks.heads": 8, "pools.kiosks.heads": 3}).with_policy("calm")
    assert (heads(variant), heads(variant, "kiosks"), variant.policy) == (3, 3, "calm")
    assert heads(variant.with_policy(BASELINE)) == 8


def test_what_is_replaced_under_a_policy_goes_before_the_policy(town: Scenario) -> None:
    variant = town.with_policy("calm").replace({"pools.clerks.heads": 8})
    assert (heads(variant), variant.come_back.balked, variant.policy) == (8, 0.1, "calm")
    assert town.with_policy("calm").replace({"pools.clerks.heads": 8}, name="mine").policy == "mine"


def test_the_caller_may_change_what_it_gave(town: Scenario) -> None:
    """The scenario keeps a copy of a list."""
    steps = [{"waiting": 10, "leave": "5 %"}]
    variant = town.replace({"halls.centre.balking": steps})
    steps[0]["waiting"] = 99
    assert variant.replace({"pools.clerks.heads": 8}).halls["centre"].balking[0].waiting == 10


def test_keys_that_the_file_does_not_have_can_be_set(town: Scenario) -> None:
    variant = town.replace(
        {
            "come_back.reneged": "20 %",
            "services.connect.form.saves": "50 %",
            "services.pay.form.help_time": "1 min",
            "services.pay.form.saves": "10 %",
            "calendar.weekday_hours.fri": "08:30-12:00",
        }
    )
    assert (variant.come_back.reneged, variant.come_back.balked) == (0.2, 0.5)
    assert variant.services["connect"].form is not None
    assert variant.services["connect"].form.saves == 0.5
    assert variant.services["pay"].form is not None
    assert variant.services["pay"].form.help_time.mean_minutes == 1
    assert list(variant.calendar.weekday_hours) == ["fri"]


def test_sections_that_the_file_does_not_have_can_be_set(tmp_path: Path) -> None:
    """The one segment of a file without segments is ``everyone``."""
    text = SOUND.replace("segments:\n  town: {share: 70 %}\n  rural: {share: 30 %, priority: 1}\n", "")
    town = load(write(tmp_path, text.replace("come_back:\n  balked: 50 %\n", "")))
    variant = town.replace({"segments.everyone.priority": 2, "come_back.balked": "7 %"})
    assert (variant.segments["everyone"].priority, variant.segments["everyone"].share) == (2, 1)
    assert variant.come_back.balked == 0.07


def test_null_takes_away_what_need_not_be(town: Scenario) -> None:
    """From heads to shifts, in one policy."""
    variant = town.replace(
        {"pools.clerks.heads": None, "pools.clerks.shifts": [{"time": "08:30-17:30", "heads": 2}]}
    )
    assert variant.pools["clerks"].heads is None
    assert variant.pools["clerks"].shifts[0].heads == 2


def test_a_new_pool_can_be_added_whole(town: Scenario) -> None:
    variant = town.replace(
        {
            "pools.juniors": {"works_at": "counter", "heads": 2, "speed": "80 %"},
            "halls.centre.pools": ["clerks", "juniors", "greeters", "kiosks"],
        }
    )
    assert variant.pools_at("centre", "counter") == ("clerks", "juniors")


def test_numbers_of_numpy_are_numbers(town: Scenario) -> None:
    variant = town.replace(
        {"pools.clerks.heads": np.int64(8), "halls.centre.arrivals.per_day": np.float64(50)}
    )
    assert (heads(variant), variant.halls["centre"].arrivals.per_day) == (8, 50)
    assert type(variant.halls["centre"].arrivals.per_day) is float


@pytest.mark.parametrize(
    ("overrides", "says"),
    [
        (
            {"pools.clarks.heads": 8},
            "33: pools.clarks.heads = 8: names pools.clarks, which the scenario does not have, did you mean clerks?",
        ),
        ({"pools.clerks.head": 8}, "34: pools.clerks.head = 8: is an unknown key, did you mean heads?"),
        ({"pool": 8}, "1: pool = 8: is an unknown key, did you mean pools?"),
        (
            {"": 8},
            "1: '' = 8: is an unknown key, known are calendar, centres, come_back, floaters, halls, label, name, note, offices, outages, policies, pools and 5 more",
        ),
        (
            {"pools.clerks.heads": 8.5},
            "36: pools.clerks.heads = 8.5: is not a number of heads, write a whole number such as 9",
        ),
        (
            {"policies.calm": {}},
            "50: policies.calm: cannot be overridden, only what the scenario does can be, not its policies",
        ),
        (
            {"services.pay.share": "70 %"},
            "8: services: have shares that add up to 110 %, they must add up to 100 %",
        ),
        (
            {"calendar.interval.length": 5},
            "7: calendar.interval.length = 5: goes below calendar.interval, which is 30 min and has no keys: override it whole",
        ),
        (
            {"calendar.closed.first": 5},
            "2: calendar.closed.first = 5: goes below calendar.closed, which has no keys: override it whole",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_replaced_is_refused(town: Scenario, overrides: dict[str, Any], says: str) -> None:
    assert message(town, overrides) == says


def test_the_file_may_change_or_vanish_while_its_scenario_is_used(town: Scenario) -> None:
    """Policies come from what was read, so that one run never mixes two versions of a file."""
    town.source.path.unlink()
    assert heads(town.with_policy("calm")) == 3


def test_a_scenario_goes_to_another_process_and_back(town: Scenario) -> None:
    variant = town.with_policy("calm").replace({"pools.kiosks.heads": 3})
    copy = pickle.loads(pickle.dumps(variant))
    assert copy == variant
    assert (copy.policy, copy.source.line(("pools", "clerks", "cost"))) == ("calm", 37)
    assert copy.with_policy("busy") == variant.with_policy("busy")


def test_an_error_goes_to_another_process_and_back(town: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        town.replace({"pools.clerks.heads": -1})
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert copy.problems == caught.value.problems
