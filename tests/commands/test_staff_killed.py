"""A search that is killed goes on from what it has simulated, to the same plan; and two searches of one folder refuse each other."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.running.checkpoint import FOLDER
from sim.running.file_set import MANIFEST
from tests.commands.calling import ROOT, counterline
from tests.commands.small_hall import SCENARIO, written

FEW = ("--replications", "20", "--quiet")
PROGRAM = """\
import optimize.known_results as known
known.WORTH = 0.0
import counterline
counterline.main()
"""
"""The program, which keeps what it has simulated at once: a search of this size is over before that would be worth it."""


def killed(path: str, out: Path) -> None:
    """Begin a search, and kill it when it has kept something; a second one of the same folder is refused meanwhile."""
    command = [sys.executable, "-c", PROGRAM, "staff", path, *FEW, "--out", str(out)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 240
        while not list((out / FOLDER).glob("*.zip")):
            assert process.poll() is None, "the search ended before it could be killed"
            assert time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(signal.SIGSTOP)  # so that it is still there, however slow this machine is
        other = counterline("staff", path, *FEW, "--out", str(out))
        assert (other.code, "another run is writing into this folder" in other.err) == (2, True)
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals that stop and kill")
def test_a_killed_search_goes_on_to_the_same_plan(tmp_path: Path) -> None:
    """Plan, certificate and shifts are the same bytes as those of a search that was not killed; what was kept is gone at the end."""
    path, out, whole = written(tmp_path, SCENARIO), tmp_path / "out", tmp_path / "whole"
    killed(path, out)
    kept = list((out / FOLDER).glob("*.zip"))
    assert kept
    listed = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["written"]
    assert {f"{FOLDER}/{file.name}" for file in kept} >= {name for name in listed if name.startswith(FOLDER)}
    for folder in (out, whole):
        ended = counterline("staff", path, *FEW, "--out", str(folder))
        assert ended.code == 0, ended.err
    for name in ("plan.csv", "shifts.csv", "certificate.json", "measures.csv"):
        assert (out / name).read_bytes() == (whole / name).read_bytes()
    assert not (out / FOLDER).exists()
