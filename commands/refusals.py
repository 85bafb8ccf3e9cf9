"""What `staff` would refuse, told by `validate`; nothing is imported for it that a scenario without such targets does not need."""

from __future__ import annotations

import sys

from optimize.target_checks import chooses_crews, chooses_in_offices, target_problems
from sim.scenario import Scenario


def warn_of_staffing(scenario: Scenario) -> None:
    """Say why `staff` would not begin with a scenario that can be run: its targets cannot guide a search, for example."""
    if scenario.staffing is None:
        return
    for policy in scenario.staffing.policies or (scenario.policy,):
        variant = scenario.with_policy(policy)
        if not target_problems(
            variant.targets, orders=chooses_in_offices(variant), crews=chooses_crews(variant)
        ):
            continue
        from optimize.outcome import CannotStaff
        from optimize.staff import task_of

        try:
            task_of(variant)
        except CannotStaff as error:
            under = f" under the policy {policy}" if scenario.staffing.policies else ""
            said = f"{scenario.source.path}: counterline staff would refuse it{under}: {error}"
            print(said, file=sys.stderr)
