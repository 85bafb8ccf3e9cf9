"""What services are in the mean over all segments, some of which may have work of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.scenario.demand import Segment, Service

Services = Mapping[str, Service]
Segments = Mapping[str, Segment]


def share_of(name: str, services: Services, segments: Segments) -> float:
    """Share of all customers who want a service."""
    if all(segment.services is None for segment in segments.values()):
        return services[name].share
    return sum(segment.share * _wants(segment, name, services) for segment in segments.values())


def time_factor_of(name: str, services: Services, segments: Segments) -> float:
    """Mean factor on the time that those take who want a service; 1 where nobody does."""
    if all(segment.time_factor == 1.0 for segment in segments.values()):
        return 1.0
    wanted = [(segment.share * _wants(segment, name, services), segment) for segment in segments.values()]
    total = sum(weight for weight, _ in wanted)
    return sum(weight * segment.time_factor for weight, segment in wanted) / total if total else 1.0


def _wants(segment: Segment, name: str, services: Services) -> float:
    return services[name].share if segment.services is None else segment.services.get(name, 0.0)


def have_work_of_their_own(segments: Segments) -> bool:
    """Whether customers of some segment want something else than the others, or take other times for it."""
    return any(segment.services is not None or segment.time_factor != 1.0 for segment in segments.values())


def regions_by_segments(regions: Iterable[str], segments: Iterable[str]) -> list[str]:
    """Names of the customers of each segment in each region, such as ``city/large``; none where there is one region or one segment."""
    rows, columns = list(regions), list(segments)
    return (
        [f"{row}/{column}" for row in rows for column in columns] if min(len(rows), len(columns)) > 1 else []
    )
