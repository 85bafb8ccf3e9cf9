"""The benchmarks run, at sizes that show nothing but that."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from benchmarks import ccbaby, commands, contest, engines, memory, optimizer, orders, peers, run, staffing
from benchmarks.peers import simpy
from benchmarks.table import Table, against, within
from optimize.plans.choice import choice_of
from sim.scenario import load
from tests.scenarios_for_tests import small


def test_peer_serves_in_order_of_arrival_with_so_many_servers() -> None:
    """Two servers, services of 5 min, arrivals at 1, 2, 3, 4: the third waits for 6, the fourth for 7 (by hand)."""
    assert simpy.waits(np.array([1.0, 1.0, 1.0, 1.0]), np.full(4, 5.0), 2) == [0.0, 0.0, 3.0, 3.0]


def test_a_small_run_prints_each_table_and_writes_the_page(tmp_path, capsys, monkeypatch) -> None:
    """Without any peer but SimPy, as where the extra is not installed."""
    monkeypatch.setattr(contest, "FEW", 100)
    monkeypatch.setattr(memory, "LENGTHS", (10**6, 10**7))
    monkeypatch.setattr(peers, "peer", lambda name: simpy.simulate if name == "SimPy" else None)
    monkeypatch.setattr(staffing, "GOALS", {})
    monkeypatch.setattr(commands, "SCENARIOS", ())  # whatever a first run compiles takes its time
    monkeypatch.setattr(commands, "CENTRE", str(small().source.path))
    monkeypatch.setattr(engines, "HALLS", ())
    monkeypatch.setattr(optimizer, "CENTRES", {})
    monkeypatch.setattr(orders, "RUNS", ())  # processes of their own take seconds to begin
    monkeypatch.setitem(sys.modules, "distributed", None)  # a cluster takes seconds to begin
    page = tmp_path / "performance.md"
    run.main(["--divide", "1000", "--rounds", "1", "--workers", "1", "--page", str(page)])
    printed, text = capsys.readouterr().out, page.read_text(encoding="utf-8")
    assert printed.count("\n## ") + printed.startswith("## ") == 15
    assert all(line in text for line in printed.splitlines())
    assert "Not installed, so left out: Ciw, salabim, Cimba" in text


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    table = Table("Title", "Before.", ("a", "b"), (("1", "2"), ("3", "4")), ("After.",))
    assert (
        table.markdown()
        == "## Title\n\nBefore.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\nAfter.\n"
    )


def test_a_goal_is_said_to_be_missed_when_it_is() -> None:
    assert against("speed", 4.0, 5, "{:.1f}") == "Goal: speed 5.0; measured 4.0, missed."
    assert against("speed", 5.0, 5, "{:.1f}").endswith("reached.")
    assert within("run", 5.004, 5) == "Goal: run in 5 s; measured 5.00 s, missed."
    assert within("run", 4.0, 5).endswith("reached.")


def test_engine_that_gives_other_waits_is_refused(monkeypatch) -> None:
    """A peer with one server fewer waits longer, so the comparison must fail."""
    honest = simpy.waits
    monkeypatch.setattr(simpy, "waits", lambda gaps, services, servers: honest(gaps, services, servers - 1))
    with pytest.raises(ValueError, match="do not give the same waits"):
        engines.engine_and_peer(customers=300, rounds=1)


def test_the_published_optimum_of_the_set_cover() -> None:
    """6336, from a textbook's covering problem."""
    assert optimizer.cover() == pytest.approx((6336, 6336))


def test_the_files_of_the_testbed_are_what_its_script_writes() -> None:
    """68 kinds of shift; and by hand, the integral of the rate over the first 16 hours, half of a turn and a quarter: 500 (16 + 32 / (3 pi))."""
    assert (ccbaby.DATA / "ccbaby.yaml").read_text(encoding="utf-8") == ccbaby.scenario()
    assert (ccbaby.DATA / "ccbaby_profile.csv").read_text(encoding="utf-8") == ccbaby.profile()
    assert len(choice_of(load(ccbaby.DATA / "ccbaby.yaml")).shifts) == 68
    assert ccbaby.passed(16) == pytest.approx(500 * (16 - 32 / (3 * np.pi) * np.cos(np.pi)))


def test_some_parts_are_measured_anew_and_the_others_stay(tmp_path, monkeypatch) -> None:
    page = tmp_path / "performance.md"
    made = {"a": Table("One", "Old.", ("x",), (("1",),)), "b": Table("Two", "Old.", ("x",), (("2",),))}
    monkeypatch.setattr(run, "tables", lambda *_: {name: lambda name=name: made[name] for name in made})
    run.main(["--page", str(page)])
    made["b"] = Table("Two", "New.", ("x",), (("3",),))
    run.main(["--page", str(page), "--only", "b"])
    assert list(run.parts_of(page.read_text()).values()) == [made["a"].markdown(), made["b"].markdown()]
