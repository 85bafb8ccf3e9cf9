"""Through which channel a contact comes: a matter of its hall or centre, and of its line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario


def channel_numbers(scenario: Scenario) -> NDArray[np.int64]:
    """The number of each channel among those of the scenario, shape (sites, lines + 1); the last column is for no line."""
    names, languages = scenario.channels, scenario.languages
    numbers = np.zeros((len(scenario.sites), len(languages) + 1), dtype=np.int64)
    for number, site in enumerate(scenario.sites.values()):
        if not site.doors:
            continue  # nobody contacts an office
        numbers[number] = names.index(site.doors[-1].channel if site.has_app else site.doors[0].channel)
        for door in site.doors:
            if door.line:
                numbers[number, languages.index(door.line)] = names.index(door.channel)
    return numbers
