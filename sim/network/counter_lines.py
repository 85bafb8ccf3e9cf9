"""Which customers stand in which line at the counters, and which pool calls from which line."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario import Scenario


@dataclass(frozen=True)
class CounterLines:
    """The lines at the counters of a hall.

    With one line, services that the same pools can do share a line here, and a pool that has several calls the
    customer with the best rank over all of them: that is one line from which everybody calls whom they can serve.

    Attributes
    ----------
    of_service : tuple of int
        For each service the number of its line.
    of_pool : tuple of tuple of int
        For each counter pool of the hall, in its order, the lines that it calls from, most urgent first.
    ranked : bool
        Whether a pool empties its first line before it calls from the next.
    """

    of_service: tuple[int, ...]
    of_pool: tuple[tuple[int, ...], ...]
    ranked: bool

    @property
    def count(self) -> int:
        """Number of lines."""
        return max(self.of_service) + 1


def counter_lines_of(scenario: Scenario, hall: str) -> CounterLines:
    """The lines at the counters of a hall."""
    services = list(scenario.services)
    pools = [scenario.pools[name] for name in scenario.pools_at(hall, "counter")]
    serves = [services if pool.serves == "all" else list(pool.serves) for pool in pools]
    if scenario.halls[hall].lines == "by_service":
        of_pool = tuple(tuple(services.index(service) for service in able) for able in serves)
        return CounterLines(tuple(range(len(services))), of_pool, True)
    groups = [tuple(service in able for able in serves) for service in services]
    kinds = list(dict.fromkeys(groups))
    return CounterLines(
        tuple(kinds.index(group) for group in groups),
        tuple(tuple(number for number, kind in enumerate(kinds) if kind[pool]) for pool in range(len(pools))),
        False,
    )
