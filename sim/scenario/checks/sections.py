"""Names for the sections of a scenario, as the checks across them see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sim.scenario.centre import Centre
from sim.scenario.demand import Segment, Service
from sim.scenario.hall import Hall
from sim.scenario.office import Office
from sim.scenario.pool import Pool
from sim.scenario.source import Key

Found: TypeAlias = Iterator[tuple[Key, str]]
"""What a check yields: where something is wrong, and what."""
Halls: TypeAlias = Mapping[str, Hall]
Centres: TypeAlias = Mapping[str, Centre]
Offices: TypeAlias = Mapping[str, Office]
Pools: TypeAlias = Mapping[str, Pool]
Services: TypeAlias = Mapping[str, Service]
Segments: TypeAlias = Mapping[str, Segment]
