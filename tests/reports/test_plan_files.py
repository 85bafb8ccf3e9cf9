"""The certificate of a plan made by hand."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from reports.certificate import certificate
from reports.words import words
from reports.workbook import workbook
from tests.reports.made_plan import made_choice, made_plan, made_training, without_bound


def test_bound_gap_and_what_is_assumed_for_them() -> None:
    """399 of 420 yuan; nothing of the three where no bound is known."""
    outcome, _ = made_plan()
    known = certificate(outcome, 1)
    assert (known["cost"], known["bound"], known["gap"]) == (420, 399, pytest.approx(21 / 420))
    assert known["bound_assumes"] == words()("plan.assumed.heads")
    unknown = certificate(without_bound(outcome), 1)
    assert [unknown[key] for key in ("cost", "bound", "gap", "bound_assumes")] == [420, None, None, None]


def test_training_stands_in_certificate_and_workbook() -> None:
    """One junior for 800 yuan; in the workbook as a row of its own, with formulas for what it costs."""
    outcome = made_training()
    assert outcome.plan is not None
    assert certificate(outcome, 1)["cross_training"] == [
        {"of": "juniors", "into": "clerks", "people": 1, "cost": 800},
        {"of": "clerks", "into": "juniors", "people": 0, "cost": 0},
    ]
    book = load_workbook(io.BytesIO(workbook(outcome.choice, outcome.plan)))
    assert book.sheetnames == ["Plan", "north", "Cross-training", "counterline"]
    assert [[cell.value for cell in row] for row in book["Cross-training"]["A3:E6"]] == [
        ["Of", "For", "People", "Yuan each", "Yuan"],
        ["juniors", "clerks", 1, 800, "=C4*D4"],
        ["clerks", "juniors", 0, 50, "=C5*D5"],
        ["Total", None, "=SUM(C4:C5)", None, "=SUM(E4:E5)"],
    ]
    costs = {row[0]: row[1] for row in book["Plan"].iter_rows(max_col=2, values_only=True)}
    assert (costs["schedule, with paid breaks and premiums"], costs["training"]) == (420, 800)


def test_policies_stand_in_the_certificate() -> None:
    """That of the plan, and how each of the others ended; no bound of infinity, and no assumption of a bound by rules."""
    known = certificate(made_choice(), 1)
    assert (known["policy"], known["bound"]) == ("baseline", 399)
    assert [
        (each["policy"], each["status"], each["cost"], each["bound"], each["gap"])
        for each in known["alternatives"]
    ] == [
        ("baseline", "feasible", 420, 399, pytest.approx(0.05)),
        ("through", "feasible", 600, 450, 0.25),
        ("late", "dearer", None, 500, None),
        ("dear", "infeasible", None, None, None),
    ]
    assumed = [each["bound_assumes"] for each in known["alternatives"]]
    assert assumed == [words()("plan.assumed.heads"), words()("plan.assumed.halls"), None, None]
    assert "alternatives" not in certificate(made_plan()[0], 1)
