"""What the command line prints: readable on eighty columns, whatever a scenario is called."""

from __future__ import annotations

import pytest

from reports.terminal import _rows_of, print_headline, print_summary
from reports.words import words
from sim import run
from sim.results.result import Result
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
    """The measures need 1 + 23 + 3 columns and the two long names 25 + 3 and 31 + 3: at 80, no two fit beside each other."""
    print_headline(results, as_json=False, width=80)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert all(name in text for name in NAMES)
    assert "…" not in text
    assert text.count("wait_mean, min") == text.count("first_visit_resolved, %") == 3


def test_without_a_terminal_tables_are_as_wide_as_one(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is room for all of them they stand side by side; no sentence is broken."""
    print_headline(results, as_json=False)
    piped = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in piped if line[:1] in "┏┃┡│└") <= 80
    assert sum(line.startswith(NAMES[0]) and line.endswith("confidence)") for line in piped) == 1
    print_headline(results, as_json=False, width=200)
    wide = capsys.readouterr().out.splitlines()
    assert [line for line in wide if all(name in line for name in NAMES)]


def test_two_policies_with_short_names_stand_side_by_side_on_eighty_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Units stand with the measures, so that there is room; costs are the widest figures."""
    scenario = small({"pools.clerks.cost": "45 yuan/h", "policies": {"two": {"pools.clerks.heads": 2}}})
    print_headline([run(scenario.with_policy(name), 4) for name in ("baseline", "two")], as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert any("baseline" in line and "two" in line for line in lines)
    assert any("staff_cost, yuan" in line for line in lines)
    assert not any("visits_per_case," in line for line in lines)


def test_name_is_shown_as_it_is_and_targets_say_whether_they_are_met(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    print_headline(results, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[/bold] hall: 2 replications, 95 % intervals"
    assert [line.split(": ")[2].split(" (")[0] for line in lines[-3:]] == ["NOT met", "met", "met"]


def test_scopes_and_periods_stand_below_their_measure(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    """The peak of the mean wait below the mean wait; the only pool, where one is named, below the occupancy."""
    print_headline(results, as_json=False)
    rows = [
        line.split("│")[1].rstrip() for line in capsys.readouterr().out.splitlines() if line.startswith("│")
    ]
    assert rows.index("   peak") == rows.index(" wait_mean, min") + 1


def test_a_measure_of_some_scopes_alone_heads_them() -> None:
    """By hand: no figure of all calls, so that its row has none; then one of all, with a pool. Each is called as people do."""
    keys = [("abandoned", "channel:phone", "all"), ("abandoned", "language:a", "peak")]
    staffed = [("occupancy", "all", "all"), ("occupancy", "pool:b", "all")]
    assert list(_rows_of([*keys, *staffed], words().with_names({"pool:b": "Back office"}))) == [
        ("abandoned, %", None),
        ("  on the phone", keys[0]),
        ("  line a, peak", keys[1]),
        ("occupancy, %", staffed[0]),
        ("  Back office", staffed[1]),
    ]


def test_the_first_table_is_one_table_with_a_row_a_policy(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    """On eighty columns, too: no line is longer, no word is broken, and the answer stands below."""
    print_summary(results, width=80)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("┏") for line in lines) == 1
    words = " ".join(lines).split()
    for part in (*" ".join(NAMES).split(), "mean", "wait", "lost", "cost", "people", "met"):
        assert part in words
    assert lines[-1] == "More figures, and each target: --all"
    assert any("[/bold] hall: 2 replications" in line for line in lines)


def test_a_limit_is_told_so_that_it_cannot_be_read_the_other_way_round(
    results: list[Result], capsys: pytest.CaptureFixture[str]
) -> None:
    """Heads on duty are what they are: surely at least one, where two must be."""
    print_headline(results, as_json=False)
    last = capsys.readouterr().out.splitlines()[-3]
    assert last.endswith("heads_on_duty at least 2.00: NOT met (surely at least 1.00, with 95 % confidence)")


def test_a_share_that_is_the_same_in_all_replications_is_not_called_sure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody waits an hour in two replications: that says nothing of how seldom it happens."""
    target = {"measure": "wait_within_60_min", "at_least": "95 %", "confidence": "95 %"}
    print_headline([run(small({"targets": [target]}), replications=2)], as_json=False)
    said = capsys.readouterr().out
    assert "wait_within_60_min at least 95.0 %: met (the same in all replications)" in said
    assert "surely" not in said


def test_policies_and_places_are_called_by_their_labels(capsys: pytest.CaptureFixture[str]) -> None:
    """In the headings, in the rows, and where a target is told; a key without a label has no underscores."""
    scenario = small(
        {
            "label": "As it stands",
            "halls.north.label": "Town hall",
            "targets": [{"measure": "wait_mean", "scope": "hall:north", "at_most": "60 min"}],
            "policies": {
                "two": {"label": "Two clerks", "pools.clerks.heads": 2},
                "three_clerks": {"pools.clerks.heads": 3},
            },
        }
    )
    print_headline(
        [run(scenario.with_policy(name), 2) for name in ("baseline", "two", "three_clerks")],
        as_json=False,
        width=200,
    )
    said = capsys.readouterr().out
    (heads,) = (line for line in said.splitlines() if "measure" in line)
    assert [part.strip() for part in heads.strip("┃").split("┃")[1:]] == [
        "As it stands",
        "Two clerks",
        "three clerks",
    ]
    assert "Two clerks: target wait_mean (Town hall) at most 60.0 min: met" in said
    assert "hall:north" not in said
