"""What the terminal says of why a plan is as it is; expectations are worked out by hand."""

from __future__ import annotations

import pytest

from optimize.why import Binding, Effect, Why
from reports import why_terminal
from reports.why_terminal import print_why
from sim.results.estimates import Estimate
from sim.results.headline import Figure
from tests.reports.made_plan import made_plan

BINDING = (Binding(0, Figure("wait_mean"), 10.0, 1.0, 0.1, "08:00", 5.0),)


def effect(what: str, heads: int, mean: float, half: float = 1.0, holds: bool = True) -> Effect:
    return Effect(what, heads, 60.0 * heads, Estimate(mean, mean - half, mean + half, 4), holds)


def said_of(account: Why, capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_why(account, made_plan()[0])
    return capsys.readouterr().out.splitlines()


def test_of_many_stretches_those_where_a_head_changes_most(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three stretches, of which two are shown; the third is said to be in the certificate."""
    monkeypatch.setattr(why_terminal, "MOST_TELLING", 2)
    heads = tuple(effect(f"stretch {number}", 1, change) for number, change in enumerate((-1.0, -3.0, -2.0)))
    said = "\n".join(said_of(Why(4, BINDING, heads, (), (), ()), capsys))
    assert said.index("stretch 1") < said.index("stretch 2")
    assert "stretch 0" not in said
    assert said.index("-3 min") < said.index("-4 to -2")
    assert "1 more, with less change or none, in certificate.json under why.one_head" in said


def test_a_stretch_where_a_head_changes_nothing_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """In no replication does anything change; but where one fewer breaks a target all the same, that is said."""
    heads = (
        effect("idle", 1, 0.0, half=0.0),
        effect("idle", -1, 0.0, half=0.0),
        effect("needed", 1, 0.0, half=0.0),
        effect("needed", -1, 0.0, half=0.0, holds=False),
    )
    said = "\n".join(said_of(Why(4, BINDING, heads, (), (), ()), capsys))
    assert "idle" not in said
    assert "none, missed" in said
    assert "1 more, with less change or none" in said


def test_tables_keep_to_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """With a stretch and intervals as long as those of a week of halls."""
    what = "west_clerks, mon 2024-03-04 and 4 days alike, 08:30-09:00"
    account = Why(
        4,
        BINDING,
        (
            effect(what, 1, -0.571234, 0.128),
            effect(what, -1, 1.57, 0.25),
            effect("west_clerks, all the time on 5 days", 1, -0.571234, 0.128),
        ),
        (effect("west_clerks", -1, 6.11, 2.48),),
        (effect("10 % of the heads", 0, 0.803, 0.461),),
        (effect("120 % of the customers", 0, -0.213, 0.195),),
    )
    lines = said_of(account, capsys)
    assert max(len(line) for line in lines if line[:1] in "┏┃┡│└") <= 80
    assert any("west clerks, 08:30-09:00" in line for line in lines)
    assert any("mon 2024-03-04 and 4 alike" in line for line in lines)


def test_why_there_is_no_cost_by_threshold_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    account = Why(4, BINDING, (), (), (), (), frontier_is="not looked for: it would take long")
    assert said_of(account, capsys)[-1] == "cost by threshold: not looked for: it would take long"
