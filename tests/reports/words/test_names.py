"""Names as people write them: labels of the file, else keys without underscores."""

from __future__ import annotations

import pytest

from reports.words import words
from reports.words.names import words_for
from sim.scenario import ScenarioError
from tests.scenarios_for_tests import small

LABELS = {
    "label": "As it stands",
    "pools.clerks.label": "Clerks of the counters",
    "halls.north.label": "North gate",
    "services.pay.label": "Bills",
    "policies": {
        "one_more": {"label": "One clerk more", "pools.clerks.heads": 2},
        "two_more": {"pools.clerks.heads": 3},
    },
}


def test_what_has_a_label_is_called_by_it() -> None:
    say = words_for(small(LABELS))
    assert say.policy("baseline") == "As it stands"
    assert say.policy("one_more") == "One clerk more"
    assert say.pool("clerks") == "Clerks of the counters"
    assert say.scope("hall:north") == "North gate"
    assert say.measure("wait_mean", "service:pay") == "mean wait, Bills"


def test_what_has_none_is_called_by_its_key_without_underscores() -> None:
    say = words_for(small(LABELS))
    assert say.policy("two_more") == "two more"
    assert words("en").scope("pool:north_clerks") == "pool north clerks"
    assert words("zh").policy("baseline") == "现状"


def test_the_label_of_the_file_is_not_that_of_its_policies() -> None:
    """A policy without a label, and a variant that somebody names, are called as they are, not as the scenario without a policy."""
    scenario = small(LABELS)
    assert words_for(scenario.with_policy("two_more")).policy("two_more") == "two more"
    assert words_for(scenario.replace({"pools.clerks.heads": 4}, name="four")).policy("four") == "four"


def test_two_with_the_same_label_have_their_keys_beside_it() -> None:
    same = {"policies": {name: {"label": "More", "pools.clerks.heads": 2} for name in ("a", "b")}}
    say = words_for(small(same))
    assert [say.policy(name) for name in ("a", "b")] == ["More (a)", "More (b)"]


def test_a_label_that_is_too_long_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"pools\.clerks\.label"):
        small({"pools.clerks.label": "x" * 61})
