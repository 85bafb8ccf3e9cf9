"""What the command line prints: readable on eighty columns, whatever a scenario is called."""

from __future__ import annotations

import pytest

from reports.terminal import print_headline
from sim import run
from sim.result import Result
from tests.scenarios_for_tests import small

NAMES = ("a policy with a long name", "another policy with a long name", "a third")


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """Three policies of a scenario whose name reads like a style, with a target that one clerk misses."""
    scenario = small(
        {
            "name": "[/bold] hall",
            "targets": [{"measure": "heads_on_duty", "at_least": 2}],
            "policies": {name: {"pools.clerks.heads": 1 + number} for number, name in enumerate(NAMES)},
        }
    )
    return [run(scenario.with_policy(name), replications=2) for name in NAMES]


def test_no_line_of_the_tables_is_longer_than_the_terminal_and_no_name_is_cut(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    """The measures need 1 + 20 + 3 columns and the two long names 25 + 3 and 31 + 3: at 80, no two fit beside each other."""
    print_headline(results, as_json=False, width=80)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert all(name in text for name in NAMES)
    assert "…" not in text
    assert text.count("wait_mean (peak)") == text.count("first_visit_resolved") == 3


def test_without_a_terminal_all_policies_stand_side_by_side(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    print_headline(results, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if all(name in line for name in NAMES)]


def test_name_is_shown_as_it_is_and_targets_say_whether_they_are_met(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    print_headline(results, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[/bold] hall: 2 replications, 95 % intervals"
    assert [line.split(": ")[2].split(" (")[0] for line in lines[-3:]] == ["NOT met", "met", "met"]
