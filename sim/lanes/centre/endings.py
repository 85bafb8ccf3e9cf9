"""How and where calls end, as numbers of NumPy: of plain ones, the compiler makes each function anew for each number."""

from __future__ import annotations

import numpy as np

from sim.records import Outcome, Stage

ON_LINE, IN_MENU, AT_AGENT = (np.int64(stage) for stage in (Stage.LINE, Stage.MENU, Stage.AGENT))
TURNED_AWAY, BUSY = np.int64(Outcome.TURNED_AWAY), np.int64(Outcome.BUSY)
LEFT_MENU, RESOLVED = np.int64(Outcome.LEFT_MENU), np.int64(Outcome.RESOLVED)
BALKED, RENEGED, SENT_HOME = (
    np.int64(outcome) for outcome in (Outcome.BALKED, Outcome.RENEGED, Outcome.SENT_HOME)
)
CALLBACK, TRANSFER = np.int64(Stage.CALLBACK), np.int64(Stage.TRANSFER)
UNSOLVED, NOT_REACHED, HANDED_OVER = (
    np.int64(outcome) for outcome in (Outcome.UNSOLVED, Outcome.NOT_REACHED, Outcome.HANDED_OVER)
)
