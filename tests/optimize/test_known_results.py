"""What a search has simulated is not simulated again: in one process, and in one after another that was broken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimize import known_results, simulation
from optimize.known_results import KnownResults
from optimize.simulation import Heads
from optimize.staff import staffed, task_of
from optimize.task import Effort
from sim.results.result import Result
from sim.running.file_set import put_set
from sim.running.kept_answers import KeptAnswers
from sim.scenario import Scenario
from tests.optimize.made_centres import PLANNED, centre
from tests.optimize.made_halls import made

EFFORT = Effort(search=20, check=40, rounds=10, proof=100)


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many variants each call of a simulation is of."""
    counts, real = list[int](), simulation.evaluate_variants

    def counted(variants: Sequence[Scenario], *args: Any, **named: Any) -> list[Result]:
        counts.append(len(variants))
        return real(variants, *args, **named)

    monkeypatch.setattr(simulation, "evaluate_variants", counted)
    return counts


def found(scenario: Scenario, known: KnownResults) -> tuple[Heads, float, str]:
    """Plan, cost and status of a search."""
    outcome = staffed(task_of(scenario, effort=EFFORT, known=known))
    assert outcome.plan is not None
    return outcome.plan.heads, outcome.plan.cost, outcome.status


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(made(0, 2, True, True).scenario, id="hall"),
        pytest.param(centre(PLANNED), id="centre", marks=pytest.mark.slow),
    ],
)
def test_second_search_simulates_checks_alone(
    scenario: Scenario, simulated: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same plan from what was kept; what a check says of all measures is too much to keep, and is simulated again."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(known_results, "WORTH", 0.0)
    first = found(scenario, KnownResults(keep=kept.update))
    before = sum(simulated)
    simulated.clear()
    assert found(scenario, KnownResults(kept)) == first
    assert 0 < sum(simulated) < before / 4


def test_a_search_goes_on_wherever_it_was_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """With any part of what was kept, the plan is the same."""
    scenario, batches = made(1, 0, False, True).scenario, list[dict[str, bytes]]()
    monkeypatch.setattr(known_results, "WORTH", 0.0)
    first = found(scenario, KnownResults(keep=lambda new: batches.append(dict(new))))
    for count in (1, len(batches) // 2, len(batches) - 1):
        known: dict[str, bytes] = {}
        for batch in batches[:count]:
            known |= batch
        assert found(scenario, KnownResults(known)) == first


def test_results_are_told_apart_by_all_that_digits_depend_on(simulated: list[int]) -> None:
    """Other heads, pay, volume, replications, seed or measures are asked anew; another threshold is not."""
    choice = made(0, 0, True, False)
    known, only = KnownResults(), frozenset({("wait_mean", "all")})
    base = task_of(choice.scenario, known=known).simulation(range(4))
    same = choice.scenario.replace({"targets": [{"measure": "wait_mean", "at_most": "9 min"}]})
    base.of_variants([choice.scenario, choice.scenario, same], only)
    assert sum(simulated) == 1
    others = [
        choice.scenario.replace({key: value})
        for key, value in (
            ("pools.clerks.heads", 3),
            ("pools.clerks.cost", "61 yuan/h"),
            ("halls.north.arrivals.per_day", 51),
        )
    ]
    base.of_variants(others, only)
    assert sum(simulated) == 4
    for other in (replace(base, replications=range(4, 8)), replace(base, seed=2)):
        other.of_variants([choice.scenario], only)
    base.of_variants([choice.scenario], frozenset({("wait_mean", "hall")}))
    assert sum(simulated) == 7


def test_recalled_figures_are_the_same(simulated: list[int]) -> None:
    """To the last bit, with their intervals."""
    choice = made(0, 0, True, False)
    known, only = KnownResults(), frozenset({("wait_mean", "all")})
    base = task_of(choice.scenario, known=known).simulation(range(4))
    (first,), (again,) = (base.of_variants([choice.scenario], only) for _ in range(2))
    assert simulated == [1]
    assert first.estimate("wait_mean") == again.estimate("wait_mean")


def answers(out: Path, seed: int = 1, effort: Sequence[object] = ("cuts", 40)) -> KeptAnswers:
    return KeptAnswers(out, [made(0, 0, True, False).scenario], seed, effort)


def test_answers_are_found_by_the_same_search_alone(tmp_path: Path) -> None:
    """Another seed, effort or scenario finds nothing; what is kept later comes on top."""
    first = answers(tmp_path)
    assert first.read() == {}
    first.add({"a": b"1", "b": b"2"})
    again = answers(tmp_path)
    assert again.read() == {"a": b"1", "b": b"2"}
    again.add({"c": b"3"})
    assert answers(tmp_path).read() == {"a": b"1", "b": b"2", "c": b"3"}
    assert answers(tmp_path, seed=2).read() == {}
    assert answers(tmp_path, effort=("cuts", 80)).read() == {}
    other = KeptAnswers(tmp_path, [made(0, 0, False, False).scenario], 1, ("cuts", 40))
    assert other.read() == {}
    again.forget()
    assert answers(tmp_path).read() == {}
    assert list(tmp_path.iterdir()) == []


def test_answers_that_were_cut_are_left_out_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file that is not as it was written is not read."""
    answers(tmp_path).add({"a": b"1"})
    later = answers(tmp_path)
    later.read()
    later.add({"b": b"2"})
    (first, _) = sorted((tmp_path / "unfinished").iterdir())
    first.write_bytes(first.read_bytes()[:-9])
    assert answers(tmp_path).read() == {"b": b"2"}
    assert "is not as Counterline wrote it" in caplog.text


def test_answers_stay_beside_the_files_of_a_plan(tmp_path: Path) -> None:
    """What an interrupted search shows leaves them where they are."""
    from reports.output import put_outputs

    answers(tmp_path).add({"a": b"1"})
    files: Mapping[str, bytes] = {"plan.csv": b"pool\n"}
    put_outputs(tmp_path, dict(files), {"command": "staff"})
    put_set(tmp_path, {"more.txt": b"."})
    assert answers(tmp_path).read() == {"a": b"1"}
