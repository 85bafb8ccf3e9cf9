"""How and where calls end, as numbers of NumPy: of plain ones, the compiler makes each function anew for each number."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from sim.log.records import Outcome, Stage


def _number(member: IntEnum) -> Any:
    return np.int64(member)


ON_LINE, IN_MENU, AT_AGENT = _number(Stage.LINE), _number(Stage.MENU), _number(Stage.AGENT)
CALLBACK, TRANSFER = _number(Stage.CALLBACK), _number(Stage.TRANSFER)
TURNED_AWAY, BUSY, LEFT_MENU = _number(Outcome.TURNED_AWAY), _number(Outcome.BUSY), _number(Outcome.LEFT_MENU)
BALKED, RENEGED, SENT_HOME = _number(Outcome.BALKED), _number(Outcome.RENEGED), _number(Outcome.SENT_HOME)
RESOLVED, UNSOLVED = _number(Outcome.RESOLVED), _number(Outcome.UNSOLVED)
PAPERS_MISSING = _number(Outcome.PAPERS_MISSING)
HANDED_OVER, NOT_REACHED = _number(Outcome.HANDED_OVER), _number(Outcome.NOT_REACHED)
