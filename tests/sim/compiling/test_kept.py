"""Compiled functions on disk: damaged files are made anew, and where nothing can be kept that is said."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.compiling import compiled
from sim.compiling.compiled import entry

Made = Callable[[], Any]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A function of a file in a folder of its own, as a process that begins finds it; no home folder can be written."""
    monkeypatch.setattr(compiled._announced, "_said", set())
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "no_folder"))
    (tmp_path / "no_folder").write_text("a file, so that no folder can be made in it, by nobody")
    path = tmp_path / "counted.py"
    path.write_text("def one_more(number):\n    return number + 1\n")

    def function() -> Any:
        monkeypatch.setattr("sys.dont_write_bytecode", True)
        spec = importlib.util.spec_from_file_location("sim.lanes.counted", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return entry(module.one_more)

    return function


def test_nothing_can_be_kept(made: Made, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An installation that cannot be written, and no home folder: compiled all the same, and said."""
    (tmp_path / "__pycache__").write_text("a file")
    assert made()(1) == 2
    assert made()(2) == 3
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert (
        "as in every run, since neither the installation nor the home folder can be written" in record.message
    )


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
@pytest.mark.parametrize("harm", ["empty", "cut", "zeros"])
def test_a_damaged_file_is_made_anew(made: Made, tmp_path: Path, ending: str, harm: str) -> None:
    """And is then read again: the last function has compiled nothing."""
    assert made()(1) == 2
    (path,) = (tmp_path / "__pycache__").glob(f"*.{ending}")
    whole = path.read_bytes()
    path.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "zeros": bytes(len(whole))}[harm])
    assert made()(1) == 2
    last = made()
    assert last(1) == 2
    assert sum(last.stats.cache_hits.values()) == 1


def test_a_full_disk_costs_the_cache_alone(
    made: Made, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    function = made()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(function._cache, "_save_overload", full)
    assert function(1) == 2
    assert "cannot be kept in" in caplog.text
