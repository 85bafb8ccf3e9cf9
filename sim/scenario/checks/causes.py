"""Checks on the causes of problems."""

from __future__ import annotations

from collections import defaultdict

from sim.scenario.checks.sections import Found, Offices
from sim.scenario.problems import nearest
from sim.scenario.source import Key

WHOLE = 1.0 + 1e-6
"""What shares add up to at most, but for rounding."""


def causes_are_of_categories(offices: Offices) -> Found:
    """Causes are of categories of their office."""
    for name, office in offices.items():
        for cause, each in office.causes.items():
            if each.category not in office.categories:
                key: Key = ("offices", name, "causes", cause, "category")
                yield key, f"is an unknown category, {nearest(each.category, office.categories)}"


def shares_of_causes_fit(offices: Offices) -> Found:
    """No category has more orders with a cause than it has orders."""
    for name, office in offices.items():
        total: dict[str, float] = defaultdict(float)
        for cause, each in office.causes.items():
            before = total[each.category]
            total[each.category] += each.share
            if before <= WHOLE < total[each.category]:
                yield (
                    ("offices", name, "causes", cause, "share"),
                    f"lets the shares of the category {each.category} add up to {100 * total[each.category]:g} %, "
                    "they must add up to 100 % at most",
                )
