"""A search that is killed goes on from what it has simulated, to the same plan; and two searches of one folder refuse each other."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from optimize.staff import staff
from optimize.task import Effort
from reports.certificate import certificate
from reports.csv_text import csv_bytes
from reports.plan_files import plan_csv, shifts_csv
from sim.running.checkpoint import FOLDER
from sim.running.file_set import MANIFEST
from sim.scenario import load
from tests.commands.calling import ROOT, in_this_process
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
        other = in_this_process("staff", path, *FEW, "--out", str(out))
        assert (other.code, "another run is writing into this folder" in other.err) == (2, True)
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals that stop and kill")
def test_a_killed_search_goes_on_to_the_same_plan(tmp_path: Path) -> None:
    """Plan, shifts and certificate are those of a search that was not killed; what was kept is gone at the end."""
    path, out = written(tmp_path, SCENARIO), tmp_path / "out"
    killed(path, out)
    kept = {f"{FOLDER}/{file.name}" for file in (out / FOLDER).glob("*.zip")}
    listed = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["written"]
    assert kept
    assert kept >= {name for name in listed if name.startswith(FOLDER)}
    ended = in_this_process("staff", path, *FEW, "--out", str(out))
    assert ended.code == 0, ended.err
    whole = staff(load(path), effort=Effort(20, 80))
    known = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert known == json.loads(json.dumps(certificate(whole, 1)))
    assert (out / "plan.csv").read_bytes() == csv_bytes(plan_csv(whole))
    assert (out / "shifts.csv").read_bytes() == csv_bytes(shifts_csv(whole))
    assert not (out / FOLDER).exists()
