"""Through which channel a contact comes: a matter of its hall or centre, and of its line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.sites import channels_of


def channel_numbers(scenario: Scenario) -> NDArray[np.int64]:
    """The number of each channel among those of the scenario, shape (sites, lines + 1); the last column is for no line."""
    names = channels_of(scenario.halls, scenario.centres)
    languages = scenario.languages
    sites = len(scenario.halls) + len(scenario.centres)
    numbers = np.zeros((sites, len(languages) + 1), dtype=np.int64)
    for site, centre in enumerate(scenario.centres.values(), len(scenario.halls)):
        numbers[site] = (
            names.index("app") if centre.app else names.index(next(iter(centre.lines.values())).channel)
        )
        for line, each in centre.lines.items():
            numbers[site, languages.index(line)] = names.index(each.channel)
    return numbers
