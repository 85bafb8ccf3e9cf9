"""The benchmarks run, at sizes that show nothing but that."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import run, simpy_loop


def test_peer_serves_in_order_of_arrival_with_so_many_servers() -> None:
    """Two servers, services of 5 min, arrivals at 1, 2, 3, 4: the third waits for 6, the fourth for 7 (by hand)."""
    assert simpy_loop.waits(np.array([1.0, 1.0, 1.0, 1.0]), np.full(4, 5.0), 2) == [0.0, 0.0, 3.0, 3.0]


def test_a_small_run_prints_each_figure_and_writes_the_page(tmp_path, capsys) -> None:
    page = tmp_path / "performance.md"
    sizes = {"customers": 300, "rounds": 1, "replications": 1, "workers": 1, "page": page}
    run.main([part for name, value in sizes.items() for part in (f"--{name}", str(value))])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert float(lines[2].split()[-1]) > 0  # the ratio
    text = page.read_text(encoding="utf-8")
    assert all(line.split("  ")[0].strip() in text for line in lines)


def test_engine_that_gives_other_waits_is_refused(monkeypatch) -> None:
    """A peer with one server fewer waits longer, so the comparison must fail."""
    honest = simpy_loop.waits
    monkeypatch.setattr(
        simpy_loop, "waits", lambda gaps, services, servers: honest(gaps, services, servers - 1)
    )
    with pytest.raises(ValueError, match="do not give the same waits"):
        run.engine_and_peer(customers=300, rounds=1)
