"""Other programs that simulate the same queue with the same statistics; each is optional (``pip install '.[bench]'``).

Each module has one function ``simulate``, a :data:`benchmarks.waits.Contestant`: it draws its own customers, with its own
generator, and collects each wait as it happens or from what the program records.
"""

from __future__ import annotations

import importlib
from importlib.metadata import version

from benchmarks.waits import Contestant

PEERS = {"SimPy": "simpy", "Ciw": "ciw", "salabim": "salabim", "Cimba": "cimba"}


def peer(name: str) -> Contestant | None:
    """A peer by its name; None where its package is not there."""
    try:
        module = importlib.import_module(f"benchmarks.peers.{PEERS[name]}")
    except ModuleNotFoundError as missing:
        if missing.name != PEERS[name]:
            raise
        return None
    contestant: Contestant = module.simulate
    return contestant


def release(name: str) -> str:
    """Name and version of a peer that is there."""
    return f"{name} {version(PEERS[name])}"
