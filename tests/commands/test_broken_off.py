"""A search that is broken off writes the best plan that it has, and says whether that was checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import commands.staff
import optimize.staff
import optimize.staff_by_cuts
import optimize.verify.check
from optimize.cuts.search import Search
from optimize.deadline import OutOfTime
from sim.running.executor import WorkerLost
from tests.commands.calling import Command
from tests.commands.small_hall import written

LOST = "a worker process was killed"


class Known(NamedTuple):
    """What is in the output folder."""

    status: str
    checked: bool
    has_plan: bool
    has_measures: bool


@pytest.fixture
def broken_off(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, Known]]:
    """Runs `staff`, in which something raises; exit code, what is said, and what is known afterwards."""

    def run(owner: object, name: str, error: BaseException) -> tuple[int, str, Known]:
        def fails(*_: Any, **__: Any) -> None:
            raise error

        monkeypatch.setattr(owner, name, fails)
        out = tmp_path / "out"
        ended = command("staff", written(tmp_path), "--replications", 20, "--time-limit", 1000, "--out", out)
        certificate = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
        there = {path.name for path in out.iterdir()}
        known = Known(
            certificate["status"], certificate["checked"], "plan.csv" in there, "measures.csv" in there
        )
        return ended.code, ended.err, known

    return run


def test_time_that_ends_in_the_search_leaves_some_for_the_check(broken_off: Any) -> None:
    code, said, known = broken_off(Search, "prove", OutOfTime())
    assert (code, said) == (0, "")
    assert known == Known("feasible", checked=True, has_plan=True, has_measures=True)


def test_time_that_ends_in_the_check_leaves_a_plan_that_was_not_checked(broken_off: Any) -> None:
    code, said, known = broken_off(optimize.verify.check, "check_on_fresh", OutOfTime())
    assert code == 3
    assert "time was over before the plan was checked on fresh replications: it held in the search" in said
    assert known == Known("time_limit", checked=False, has_plan=True, has_measures=False)


@pytest.mark.parametrize(
    ("error", "code", "why"), [(KeyboardInterrupt(), 130, "interrupted"), (WorkerLost(LOST), 1, LOST)]
)
@pytest.mark.parametrize(("owner", "name"), [(Search, "prove"), (optimize.verify.check, "check_on_fresh")])
def test_what_ends_a_search_from_outside_leaves_its_best_plan(
    broken_off: Any, owner: object, name: str, error: BaseException, code: int, why: str
) -> None:
    ended, said, known = broken_off(owner, name, error)
    assert (ended, said) == (
        code,
        f"counterline: {why}; the best plan until then is written, and was not checked on fresh replications\n",
    )
    assert known == Known("time_limit", checked=False, has_plan=True, has_measures=False)


def test_ctrl_c_after_the_check(broken_off: Any) -> None:
    code, said, known = broken_off(commands.staff, "compare_with_own_staffing", KeyboardInterrupt())
    assert code == 130
    assert "the best plan until then is written, and was checked on fresh replications" in said
    assert known == Known("optimal", checked=True, has_plan=True, has_measures=True)


@pytest.mark.parametrize(
    ("error", "code", "why"),
    [
        (KeyboardInterrupt(), 130, "interrupted; no plan was found until then"),
        (OutOfTime(), 3, "time_limit: no plan was found"),
    ],
)
@pytest.mark.parametrize(
    ("owner", "name"), [(optimize.staff_by_cuts, "screening_of"), (optimize.staff, "no_rules_can_be_kept")]
)
def test_broken_off_before_there_was_a_plan(
    broken_off: Any, owner: object, name: str, error: BaseException, code: int, why: str
) -> None:
    ended, said, known = broken_off(owner, name, error)
    assert (ended, known) == (code, Known("time_limit", checked=False, has_plan=False, has_measures=False))
    assert why in said
