"""All checks across the parts of a scenario, in the order in which their problems are told."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sim.scenario.checks import (
    appointments,
    causes,
    centres,
    closures,
    crews,
    demand,
    desk_loads,
    floaters,
    holidays,
    implausible,
    labels,
    moves,
    no_effect,
    office_effects,
    office_skills,
    offices,
    order_waits,
    outage_calls,
    outages,
    policies,
    pools,
    staffing,
    targets,
    watch,
)
from sim.scenario.checks.sections import Found
from sim.scenario.problems import Problem
from sim.scenario.source import Source

CHECKS: tuple[Callable[..., Found], ...] = (
    demand.customers_want_something,
    demand.shares_add_up,
    demand.segment_shares_add_up,
    demand.segments_want_services,
    demand.returns_add_up,
    demand.somewhere_to_go,
    pools.sites_have_names_of_their_own,
    holidays.years_are_announced,
    holidays.countries_are_of_the_calendar,
    demand.some_day_is_open,
    demand.open_days_have_customers,
    demand.lines_at_the_start_are_of_one_kind,
    demand.groups_come_to_halls,
    demand.who_waits_is_known,
    demand.mixes_name_known,
    demand.arrivals_find_it_open,
    demand.hours_are_of_open_days,
    demand.hours_are_plausible,
    demand.demand_fits_memory,
    demand.intervals_fit_memory,
    appointments.slots_are_of_services,
    appointments.slots_are_in_whole_minutes,
    appointments.slots_are_in_hours,
    pools.pools_are_known,
    pools.pools_are_used,
    pools.pools_are_in_their_place,
    pools.skills_are_known,
    pools.services_are_served,
    pools.greeters_have_duties,
    pools.kiosks_are_of_use,
    pools.heads_are_inside_hours,
    pools.trainings_are_worked,
    pools.kiosks_are_no_people,
    closures.closures_name_pools,
    crews.field_pools_take_all,
    crews.crews_go_to_regions,
    crews.outages_find_crews,
    crews.aid_comes,
    crews.stages_come,
    floaters.floaters_name_pools,
    floaters.floaters_stay_together,
    floaters.floaters_are_enough,
    pools.breaks_have_turns,
    centres.skills_name_known,
    centres.routes_name_known,
    centres.transfers_find_pools,
    centres.transfers_find_skills,
    centres.calls_find_agents,
    watch.levels_are_known,
    watch.trunks_are_limited,
    watch.outages_are_there,
    watch.people_are_called_in_by_one,
    moves.moves_name_known,
    moves.moves_have_shares,
    moves.visitors_are_served,
    offices.regions_add_up,
    offices.parts_have_names_of_their_own,
    offices.orders_are_of_categories,
    offices.desks_are_staffed,
    office_skills.orders_served_are_known,
    office_skills.orders_find_skills,
    office_skills.desks_for_all_take_all,
    offices.stages_have_departments,
    offices.days_are_for_known_regions,
    offices.meetings_are_about_known_orders,
    offices.who_meets_works_there,
    offices.travel_is_to_regions,
    offices.senders_are_known,
    offices.rows_add_up,
    offices.orders_can_go_wrong,
    offices.orders_find_the_right_one,
    offices.orders_are_closed,
    offices.escalations_rise,
    offices.coordinators_work,
    offices.specialists_work,
    offices.working_deadlines_have_hours,
    offices.planned_orders_have_no_service,
    offices.chasing_services_are_known,
    offices.orders_leave_known_ones,
    offices.open_orders_are_known,
    offices.open_orders_are_old,
    offices.open_orders_come_alone,
    causes.causes_are_of_categories,
    causes.shares_of_causes_fit,
    causes.analyses_begin_in_the_horizon,
    causes.causes_are_there,
    causes.problems_come_back_some_time,
    outage_calls.outage_calls_name_known,
    outage_calls.outage_calls_have_rules,
    outage_calls.messages_are_sent,
    outages.outages_name_known,
    outages.outages_have_customers,
    outages.outages_end,
    outages.outages_are_in_order,
    outages.storms_begin_in_the_horizon,
    outages.outages_fit_memory,
    targets.targets_are_known,
    targets.goals_are_known,
    staffing.choices_are_of_pools,
    staffing.choices_have_hours,
    staffing.chosen_heads_cost,
    staffing.choices_have_a_target,
    staffing.covers_are_of_pools,
    staffing.trainings_name_known,
    staffing.trainings_have_people,
    staffing.people_are_enough,
    staffing.chosen_policies_are_known,
    staffing.patterns_have_weeks,
    staffing.blocks_divide_the_day,
    staffing.shift_types_fit_the_day,
    staffing.breaks_have_room,
    staffing.starts_go_with_intervals,
    staffing.rosters_have_shifts,
    staffing.people_work_in_pools,
    staffing.wishes_can_be_met,
    policies.policies_have_names_of_their_own,
)

NAMES: tuple[Callable[..., Found], ...] = (
    demand.mixes_name_known,
    demand.who_waits_is_known,
    appointments.slots_are_of_services,
    pools.sites_have_names_of_their_own,
    pools.pools_are_known,
    pools.skills_are_known,
    closures.closures_name_pools,
    crews.crews_go_to_regions,
    floaters.floaters_name_pools,
    centres.skills_name_known,
    centres.routes_name_known,
    moves.moves_name_known,
    offices.orders_are_of_categories,
    offices.stages_have_departments,
    offices.days_are_for_known_regions,
    offices.meetings_are_about_known_orders,
    offices.who_meets_works_there,
    offices.travel_is_to_regions,
    offices.senders_are_known,
    offices.chasing_services_are_known,
    offices.orders_leave_known_ones,
    offices.open_orders_are_known,
    office_skills.orders_served_are_known,
    causes.causes_are_of_categories,
    outage_calls.outage_calls_name_known,
    outages.outages_name_known,
    targets.targets_are_known,
    targets.goals_are_known,
    staffing.choices_are_of_pools,
    staffing.covers_are_of_pools,
    staffing.trainings_name_known,
    staffing.chosen_policies_are_known,
    policies.policies_have_names_of_their_own,
)
"""Those that look at names alone: they are right of the rest of a scenario of which some values are left out."""


NO_EFFECT: tuple[Callable[..., Found], ...] = (
    no_effect.holidays_lie_in_the_horizon,
    no_effect.appointments_are_booked,
    no_effect.tickets_are_called_in_vain,
    no_effect.absences_leave_somebody,
    no_effect.leave_lies_in_the_horizon,
    no_effect.dated_rows_lie_in_the_horizon,
    no_effect.time_away_is_on_days_of_the_horizon,
    no_effect.breaks_are_in_working_time,
    closures.closures_are_while_open,
    closures.closures_close_somebody,
    floaters.floaters_move,
    no_effect.menus_are_there,
    no_effect.segments_find_halls,
    no_effect.greeters_find_something_to_do,
    no_effect.retrials_follow_something,
    no_effect.routes_are_taken,
    no_effect.steps_have_staff,
    watch.levels_bring_help,
    office_effects.departments_work,
    office_skills.skills_are_used,
    office_effects.categories_have_orders,
    office_effects.needs_are_problems,
    office_effects.deadlines_are_there,
    office_effects.deadlines_end_in_the_horizon,
    order_waits.pauses_stop_clocks,
    order_waits.meetings_are_held,
    order_waits.meetings_are_in_hours,
    order_waits.analyses_have_time,
    order_waits.regions_have_days,
    order_waits.batches_fill,
    office_effects.targets_have_orders,
    office_effects.wrong_departments_get_orders,
    office_effects.unsolved_orders_are_found,
    office_effects.regions_have_orders,
    office_effects.customers_chase,
    office_effects.own_heads_matter,
    office_effects.departments_travel,
    causes.analyses_act,
    causes.lists_begin,
    causes.problems_come_back,
    outage_calls.stages_come,
    outages.kinds_come,
)
"""Warnings of what has no effect: told where that is so under every policy, since a file may say what one policy needs."""

IMPLAUSIBLE: tuple[Callable[..., Found], ...] = (
    implausible.profiles_lie_in_the_hours,
    implausible.slots_hold_those_who_book,
    outages.outages_fit_their_regions,
    labels.labels_tell_apart,
)
"""Warnings of what can hardly be meant: told of every policy."""

LOADS: tuple[Callable[..., Found], ...] = (
    implausible.heads_fit_the_work,
    desk_loads.desks_keep_up,
    crews.crews_keep_up,
)
"""Warnings of more work than heads can do in the mean week: told of policies that are the same in each week and for everybody."""

OF_THE_FILE: tuple[Callable[..., Found], ...] = (
    labels.labels_of_policies_tell_apart,
    policies.policies_begin_in_the_horizon,
    policies.heads_hold_for_some,
)
"""Warnings of a file as a whole: of the scenario without a policy alone, since a policy's label takes the place of the scenario's."""


def check_sections(
    sections: Mapping[str, Any], source: Source, checks: tuple[Callable[..., Found], ...] = CHECKS
) -> list[Problem]:
    """Every problem that the checks find in the sections at hand."""
    found: list[Problem] = []
    for check in checks:
        names = _sections_of(check)
        if all(name in sections for name in names):
            found += [
                source.problem(key, message)
                for key, message in check(**{name: sections[name] for name in names})
            ]
    return found


@cache
def _sections_of(check: Callable[..., Found]) -> tuple[str, ...]:
    """The sections that a check asks for, by the names of its parameters."""
    return tuple(inspect.signature(check).parameters)
