"""Orders that the same pools of an office can do."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario import Scenario
from sim.scenario.names import among
from sim.scenario.order_load import COORDINATOR


class DeskGroup(NamedTuple):
    """Orders that the same pools of a desk can do.

    Attributes
    ----------
    desk : str
        Name of the department, or :data:`COORDINATOR`.
    pools, categories : tuple of str
        Who does which orders there.
    """

    desk: str
    pools: tuple[str, ...]
    categories: tuple[str, ...]


def desk_groups(scenario: Scenario, name: str, all_pools: bool) -> list[DeskGroup]:
    """The groups of orders at each desk of an office to which orders come, one where everybody does everything; of `all_pools`, or of those alone that do
    not stand behind others who have customers of their own."""
    office = scenario.offices[name]
    desks = {desk: each.all_pools if all_pools else each.pools for desk, each in office.departments.items()}
    if office.coordinator:
        desks[COORDINATOR] = (office.coordinator.pool,)
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for desk, pools in desks.items():
        for category, rules in office.categories.items():
            comes = desk == COORDINATOR or any(stage.department == desk for stage in rules.all_stages)
            able = tuple(pool for pool in pools if among(category, scenario.pools[pool].serves))
            found.setdefault((desk, able if comes and able else pools), []).append(category)
    return [DeskGroup(desk, pools, tuple(categories)) for (desk, pools), categories in found.items()]
