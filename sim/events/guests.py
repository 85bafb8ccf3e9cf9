"""Cases of a call centre that go on in halls: the same people, with dice of their own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from sim.draws.calls import LineDemand
from sim.draws.contact_sampler import NewCases
from sim.draws.visits import HallDemand, VisitsAfterCalls
from sim.events.call import Call
from sim.events.draws import BatchDraws
from sim.events.hall import HallProcess
from sim.rules.phone import VISIT_AFTER
from sim.scenario.units import DAY


@dataclass(frozen=True)
class GuestDemand:
    """What visits to a hall carry of cases that began at a line.

    Attributes
    ----------
    hall : HallDemand
        The hall.
    line : BatchDraws
        Whose cases.
    """

    hall: HallDemand
    line: BatchDraws[LineDemand]

    def cases(self, day: int, replications: range) -> NewCases:
        """The cases of a day."""
        return self.line.cases(day)

    def carried(self, cases: NewCases, attempt: int) -> dict[str, NDArray[Any]]:
        """The columns that their visits carry, by name."""
        return VisitsAfterCalls(self.hall, self.line.demand.site).carried(cases, attempt)


class Guests:
    """Sends cases of one centre to halls in one replication.

    Parameters
    ----------
    centre : int
        The centre's number among the centres.
    halls : sequence
        The halls.
    draws : mapping
        What visits carry, by numbers of the hall and of the door at which the case began.
    row : int
        The replication's place in the batch.
    """

    def __init__(
        self,
        centre: int,
        halls: Sequence[HallProcess],
        draws: Mapping[tuple[int, int], BatchDraws[GuestDemand]],
        row: int,
    ) -> None:
        self._centre, self._halls, self._draws, self._row = centre, halls, draws, row

    def visit(self, number: int, call: Call, now: float) -> None:
        """The case of a call goes to a hall on its next open day, if there is one within the horizon."""
        hall, draws = self._halls[number], self._draws[number, call.door]
        day = hall.opening.open_day_after(int(now // DAY), VISIT_AFTER)
        if day is not None:

            def carry(day: int, attempt: int) -> Any:
                return draws.lists(day, attempt, self._row)

            hall.expect(call, day, call.move_time, carry, self._centre)
