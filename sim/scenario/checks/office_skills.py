"""Checks on who in an office can do which orders."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.pools import ever_works
from sim.scenario.checks.sections import Found, Offices, Pools
from sim.scenario.names import among
from sim.scenario.office import Category, Office
from sim.scenario.problems import listed, nearest
from sim.scenario.source import Key


def orders_served_are_known(offices: Offices, pools: Pools) -> Found:
    """Pools serve orders of categories that their office has, and have levels of what they serve."""
    for office, name in _staff(offices, pools):
        categories, pool, key = offices[office].categories, pools[name], ("pools", name)
        for number, category in enumerate(pool.serves if pool.serves != "all" else ()):
            if category not in categories:
                yield (
                    (*key, "serves", number),
                    f"is no category of the office {office}, {nearest(category, categories)}",
                )
        for category in pool.office.levels:
            here: Key = (*key, "office", "levels", category)
            if category not in categories:
                yield here, f"is no category of the office {office}, {nearest(category, categories)}"
            elif not among(category, pool.serves):
                yield (
                    here,
                    f"is for what the pool does not take, add {category} to serves or leave the level out",
                )


def orders_find_skills(offices: Offices, pools: Pools) -> Found:
    """Somebody in each department that works on orders of a category can do so."""
    for name, office in offices.items():
        for place, department, category in _stages(name, office):
            staff = office.departments[department].all_pools
            if all(pool in pools and not among(category, pools[pool].serves) for pool in staff):
                who = listed(staff)
                yield (
                    place,
                    f"is a department in which nobody takes orders of {category}, add {category} to serves of {who}",
                )


def desks_for_all_take_all(offices: Offices, pools: Pools) -> Found:
    """Whoever coordinates takes every order, and a pool to which orders are escalated every order with a deadline."""
    for office in offices.values():
        every = [name for name, each in office.categories.items() if each.deadline is not None]
        needed = dict.fromkeys(office.extra_pools, (every, "escalations give it orders of"))
        if office.coordinator is not None:
            needed[office.coordinator.pool] = list(office.categories), "as coordinator it gets orders of"
        for pool, (categories, why) in needed.items():
            lacks = [name for name in categories if pool in pools and not among(name, pools[pool].serves)]
            if lacks:
                yield (
                    ("pools", pool, "serves"),
                    f"is too little, since {why} {', '.join(lacks)}, too: add them, or leave serves out",
                )


def skills_are_used(offices: Offices, pools: Pools) -> Found:
    """Pools with skills get such orders, and these find heads."""
    for name, office in offices.items():
        of_department: dict[str, set[str]] = {each: set() for each in office.departments}
        for place, department, category in _stages(name, office):
            of_department[department].add(category)
            staff = [pool for pool in office.departments[department].all_pools if pool in pools]
            able = [pool for pool in staff if among(category, pools[pool].serves)]
            if len(able) < len(staff) and not any(ever_works(pools[pool]) for pool in able):
                yield (
                    place,
                    f"is a department in which orders of {category} are never done, since nobody who takes them has heads: give {listed(able)} heads above zero",
                )
        for department, each in office.departments.items():
            for pool in each.all_pools:
                if (
                    pool in pools
                    and of_department[department]
                    and not any(among(one, pools[pool].serves) for one in of_department[department])
                ):
                    yield (
                        ("pools", pool, "serves"),
                        f"has no orders in the department {department}: name one of {listed(sorted(of_department[department]))}",
                    )


def _staff(offices: Offices, pools: Pools) -> Iterator[tuple[str, str]]:
    """Each office, and each pool of it that there is."""
    for name, office in offices.items():
        yield from ((name, pool) for pool in office.pools if pool in pools)


def _stages(name: str, office: Office) -> Iterator[tuple[Key, str, str]]:
    """Where the file names a department of the office as that of a stage; the department, and the category."""
    for category, each in office.categories.items():
        place: Key = ("offices", name, "categories", category)
        for key, department in _departments(each):
            if department in office.departments:
                yield (*place, *key), department, category


def _departments(category: Category) -> Iterator[tuple[Key, str]]:
    if category.department is not None:
        yield ("department",), category.department
    for number, stage in enumerate(category.stages):
        yield ("stages", number, "department"), stage.department
