"""Memory and time of a long M/M/10, each length in a process of its own.

``python -m benchmarks.memory CUSTOMERS`` prints seconds, and the most memory that the process ever held, in MiB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from benchmarks import lanes
from benchmarks.many_servers import LOAD, SERVERS
from benchmarks.table import Table, seconds

ROOT = Path(__file__).resolve().parents[1]
LENGTHS = (10**6, 10**7, 10**8)
FAR = 10**9


def table(divide: int) -> Table:
    """Measured lengths, and the extrapolation to a thousand million customers."""
    lengths = [length // divide for length in LENGTHS]
    measured = [_apart(length) for length in lengths]
    (before, _), (last, most) = measured[-2:]
    slope = (last - before) / (lengths[-1] - lengths[-2])
    rows = [
        (f"{length:,}", f"{taken:.2f} s", f"{1e9 * taken / length:.1f} ns", f"{held:.0f} MiB")
        for length, (taken, held) in zip(lengths, measured, strict=True)
    ]
    far = last + slope * (FAR - lengths[-1])
    rows.append((f"{FAR:,}, extrapolated", f"{far:.0f} s", f"{1e9 * far / FAR:.1f} ns", f"{most:.0f} MiB"))
    return Table(
        "Memory and linear time",
        f"""M/M/{SERVERS} at load {LOAD:g}, streamed as above, one core, each length in a new process: the most memory that the process ever
held, Python and its packages included. The last row is not measured: the time goes on as between the two rows before it, and the
memory stays, because nothing is kept of a chunk but three sums.""",
        ("customers", "time", "time a customer", "most memory"),
        tuple(rows),
        (
            f"Goal: {FAR:,} customers in less than 1,024 MiB; {'reached' if most < 1024 else 'missed'}, as extrapolated.",
        ),
    )


def _apart(customers: int) -> tuple[float, float]:
    """Seconds and MiB of a new process."""
    command = [sys.executable, "-m", "benchmarks.memory", str(customers)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    return float(told[0]), float(told[1])


def peak() -> float:
    """The most memory that this process ever held, in MiB.

    Linux counts what the parent held, too, in the figure that every Unix has; its own file does not.
    """
    status = Path("/proc/self/status")
    if status.exists():
        text = status.read_text(encoding="utf-8")
        return int(text.split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2 ** (20 if sys.platform == "darwin" else 10)


if __name__ == "__main__":
    taken = seconds(lambda: lanes.streamed(int(sys.argv[1]), LOAD, SERVERS, 1))
    print(taken, peak())
