"""The load of the counters of a hall: who comes in each stretch of a day, and how many minutes each takes.

What the closed forms need, worked out from the scenario alone, without simulation. Customers who stand at the door count
where the hall opens. Return visits after missing papers are spread over the day as first visits are; who leaves without
service, who is helped by a greeter or goes to a kiosk is not foreseen here: simulation says what these change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.segments import share_of, time_factor_of
from sim.scenario.units import DAY, Window

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CounterWork:
    """What one new case of some services brings to the counters.

    Attributes
    ----------
    share : float
        Share of the hall's new cases that want these services.
    visits : float
        Visits of such a case, the first one included.
    minutes : float
        Mean minutes of one visit at the counter, at speed 100 %.
    """

    share: float
    visits: float
    minutes: float


def counter_work(scenario: Scenario, names: tuple[str, ...]) -> CounterWork:
    """The work of some services, of which the shares are those of services and segments (not of a mix by time of day)."""
    shares = [share_of(name, scenario.services, scenario.segments) for name in names]
    share = sum(shares)
    if share == 0:
        return CounterWork(0.0, 1.0, 0.0)
    each = [(own / share, *_case(scenario, name)) for own, name in zip(shares, names, strict=True)]
    visits = sum(part * count for part, count, _ in each)
    return CounterWork(share, visits, sum(part * minutes for part, _, minutes in each) / visits)


def _case(scenario: Scenario, name: str) -> tuple[float, float]:
    """Visits of a case of a service, and minutes of all of them at the counter.

    The first visit lacks papers with the share `m` of those who need more than a quick answer; of these the share `b`
    comes back, and lacks papers again with probability `1 - c`: a geometric number of returns,
    ``m b / (1 - b (1 - c))`` in the mean. That visits end after `most_visits` is left out.
    """
    back, service = scenario.come_back, scenario.services[name]
    factor = time_factor_of(name, scenario.services, scenario.segments)
    whole, asks = factor * service.handle_time.mean_minutes, factor * service.quick_time.mean_minutes
    cut = service.found_after * whole
    lacks = (1 - service.quick) * service.papers_missing
    again = 1 - back.complete
    returns = lacks * back.papers_missing / (1 - back.papers_missing * again)
    first = service.quick * asks + lacks * cut + (1 - service.quick - lacks) * whole
    return 1 + returns, first + returns * (again * cut + back.complete * whole)


def hours_on(scenario: Scenario, hall: str, day: int) -> tuple[Window, ...]:
    """Opening hours of a hall on a day of the horizon."""
    return scenario.sites[hall].hours(scenario.calendar, day)


def rates_on(scenario: Scenario, hall: str, day: int) -> Floats:
    """New cases a minute in each minute of a day, shape (1440,); zero while the hall is closed.

    Whoever waits at the door is spread over the first interval of the opening.
    """
    arrivals, openings = scenario.halls[hall].arrivals, hours_on(scenario, hall, day)
    rates = np.zeros(round(DAY))
    if not openings:
        return rates
    date = scenario.calendar.date(day)
    weekday = scenario.calendar.weekday(date)
    weights = [row.weights[weekday] for row in arrivals.profile]
    for row, weight in zip(arrivals.profile, weights, strict=True):
        rates[int(row.start) : int(row.end)] += weight / (row.end - row.start)
    rates *= arrivals.mean_on(date, weekday) / sum(weights)
    let_in, closed = np.zeros_like(rates), 0
    for window in openings:
        start, end = int(window.start), int(window.end)
        queued = rates[max(closed, start - int(scenario.halls[hall].door)) : start].sum()
        let_in[start:end] = rates[start:end]
        first = int(min(scenario.calendar.interval, end - start))
        let_in[start : start + first] += queued / first
        closed = end
    return let_in
