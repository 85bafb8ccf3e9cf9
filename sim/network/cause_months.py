"""What an office learns of its causes from month to month: how many orders come of each, which are taken and found out, which are typical."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice, Stream
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.network.causes import MonthlyAnalysis
from sim.network.office import OfficePlan
from sim.rules.causes import most_frequent, no_longer_arises
from sim.scenario.calendar import Calendar
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class CauseMonths:
    """The causes of one office in some lanes, month by month.

    Days come in their order: at the begin of each, before all else, :meth:`begin`; then the orders of it.

    Parameters
    ----------
    plan : OfficePlan
        The office.
    calendar : Calendar
        What date a day is.
    dice : Dice
        The random numbers.
    replications : range
        One lane each, under each candidate.
    candidates : int
        How many there are; the lanes of each follow those of the one before.

    Attributes
    ----------
    plan : OfficePlan
        The office.
    gone_from : ndarray
        From which time on problems of each cause no longer arise; infinite where that is not known: shape (lanes, causes).
    """

    def __init__(
        self, plan: OfficePlan, calendar: Calendar, dice: Dice, replications: range, candidates: int = 1
    ) -> None:
        self.plan, self._calendar, self._causes = plan, calendar, plan.causes
        shape = candidates * len(replications), plan.causes.count
        self.gone_from: Floats = np.full(shape, np.inf)
        self._taken, self._typical = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        self._orders: dict[int, Ints] = defaultdict(lambda: np.zeros(shape, np.int64))
        site = f"office:{plan.name}:causes"
        success = dice.uniforms(Stream.ANALYSIS, site, 0, plan.causes.count, replications)
        self._success = np.tile(success, (candidates, 1))

    @property
    def is_begun(self) -> bool:
        """Whether it is known of some cause that its problems no longer arise from some time on."""
        return not np.isinf(self.gone_from).all()

    def begins(self, day: int) -> bool:
        """Whether a month begins with a day."""
        return self._month(day - 1) != self._month(day)

    def begin(self, day: int) -> None:
        """Turn to a day: at the begin of a month the list of typical problems is made anew, and causes are taken."""
        if not self.begins(day):
            return
        month, rules, typical = self._month(day), self._causes.analysis, self._causes.typical
        if typical is not None:
            self._typical = most_frequent(self._orders[month - 1], np.bool_(True), typical.causes)
        if rules is not None and day >= rules.begins:
            self._take(day, month, rules)

    def _take(self, day: int, month: int, rules: MonthlyAnalysis) -> None:
        """Take causes at the begin of a month, and do away with those that are found out from the next one on."""
        orders = np.sum([self._orders[month - back] for back in range(1, rules.months_back + 1)], axis=0)
        taken = most_frequent(orders, ~self._taken, rules.takes)
        self._taken |= taken
        following = next(later for later in itertools.count(day + 1) if self.begins(later))
        self.gone_from[taken & (self._success < rules.success)] = following * DAY

    def _month(self, day: int) -> int:
        """The number of the month of a day."""
        return month_of(self._calendar.date(day))

    def came(self, lane: Numbers, cause: Numbers, created: Floats) -> None:
        """Count orders that come, each in the month of its creation."""
        some = np.flatnonzero(cause >= 0)
        days, place = np.unique((created[some] // DAY).astype(np.int64), return_inverse=True)
        of_month = np.array([self._month(day) for day in days.tolist()], dtype=np.int64)[place]
        for month in np.unique(of_month).tolist():
            own = some[of_month == month]
            np.add.at(self._orders[month], (lane[own], cause[own]), 1)

    def work_shares(self, lane: Numbers, cause: Numbers) -> Floats:
        """Share of the work of departments that orders need which come now."""
        typical = self._causes.typical
        if typical is None:
            return np.ones(len(cause))
        listed = (cause >= 0) & self._typical[lane, cause]
        return np.where(listed, typical.work, 1.0)

    def prevented(self, lane: Numbers, cause: Numbers, seed: Floats, time: Floats | float) -> Flags:
        """Which problems, that would lead to orders of some seeds, do not arise at a time."""
        rules = self._causes.analysis
        if rules is None or not self.is_begun:
            return np.zeros(len(cause), np.bool_)
        uniform = SeededDice(seed).uniforms(OrderStream.PREVENTED, 0)
        gone_from = np.where(cause >= 0, self.gone_from[lane, cause], np.inf)
        found: Flags = no_longer_arises(gone_from, rules.removes, uniform, time)
        return found


def months_of(
    plan: OfficePlan, calendar: Calendar, dice: Dice, replications: range, candidates: int = 1
) -> CauseMonths | None:
    """The causes of an office, month by month; None where nothing hangs on them."""
    if plan.causes.analysis is None and plan.causes.typical is None:
        return None
    return CauseMonths(plan, calendar, dice, replications, candidates)


def month_of(date: dt.date) -> int:
    """A number that rises by one from month to month."""
    return 12 * date.year + date.month
