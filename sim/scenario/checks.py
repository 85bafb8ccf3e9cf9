"""Checks across the parts of a scenario: what each part alone cannot see.

Each check names the sections that it reads; it runs when all of them could be read.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from sim.scenario import checks_centres as centres
from sim.scenario import checks_choices as choices
from sim.scenario import checks_demand as demand
from sim.scenario import checks_moves as moves
from sim.scenario import checks_roster as roster
from sim.scenario import checks_shifts as shifts
from sim.scenario import checks_staff as staff
from sim.scenario import checks_targets as targets
from sim.scenario.hours import centre_hours, hall_hours, overlap
from sim.scenario.problems import Problem
from sim.scenario.scenario import BASELINE
from sim.scenario.sections import Found
from sim.scenario.source import Source
from sim.scenario.target import threshold


def policies_have_names_of_their_own(policies: Mapping[str, Any]) -> Found:
    """No policy has the name that means the scenario without a policy."""
    if BASELINE in policies:
        yield ("policies", BASELINE), "is the name of the scenario without a policy, choose another"


CHECKS: tuple[Callable[..., Found], ...] = (
    demand.shares_add_up,
    demand.segment_shares_add_up,
    demand.returns_add_up,
    demand.somewhere_to_go,
    demand.some_day_is_open,
    demand.mixes_name_known,
    demand.arrivals_find_it_open,
    demand.hours_are_plausible,
    demand.demand_fits_memory,
    demand.intervals_fit_memory,
    staff.pools_are_known,
    staff.pools_are_used,
    staff.pools_are_in_their_place,
    staff.skills_are_known,
    staff.services_are_served,
    staff.greeters_have_duties,
    staff.kiosks_are_of_use,
    staff.heads_are_inside_hours,
    staff.trainings_are_worked,
    centres.skills_name_known,
    centres.routes_name_known,
    centres.transfers_find_pools,
    centres.transfers_find_skills,
    centres.calls_find_agents,
    moves.moves_name_known,
    moves.moves_have_shares,
    moves.visitors_are_served,
    targets.targets_are_known,
    choices.choices_are_of_pools,
    choices.choices_have_hours,
    choices.chosen_heads_cost,
    choices.choices_have_a_target,
    choices.covers_are_of_pools,
    choices.trainings_name_known,
    choices.trainings_have_people,
    choices.people_are_enough,
    choices.chosen_policies_are_known,
    choices.patterns_have_weeks,
    choices.blocks_divide_the_day,
    choices.shift_types_fit_the_day,
    shifts.breaks_have_room,
    shifts.starts_go_with_intervals,
    roster.rosters_have_shifts,
    roster.people_work_in_pools,
    roster.wishes_can_be_met,
    policies_have_names_of_their_own,
)

NAMES: tuple[Callable[..., Found], ...] = (
    demand.mixes_name_known,
    staff.pools_are_known,
    staff.skills_are_known,
    centres.skills_name_known,
    centres.routes_name_known,
    moves.moves_name_known,
    targets.targets_are_known,
    choices.choices_are_of_pools,
    choices.covers_are_of_pools,
    choices.trainings_name_known,
    choices.chosen_policies_are_known,
    policies_have_names_of_their_own,
)
"""Those that look at names alone: they are right of the rest of a scenario of which some values are left out."""


def check_sections(
    sections: Mapping[str, Any], source: Source, checks: tuple[Callable[..., Found], ...] = CHECKS
) -> list[Problem]:
    """Every problem that the checks find in the sections at hand."""
    found: list[Problem] = []
    for check in checks:
        names = list(inspect.signature(check).parameters)
        if all(name in sections for name in names):
            found += [
                source.problem(key, message)
                for key, message in check(**{name: sections[name] for name in names})
            ]
    return found


__all__ = ["CHECKS", "centre_hours", "check_sections", "hall_hours", "overlap", "threshold"]
