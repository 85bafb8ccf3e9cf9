"""The account of a plan as the certificate has it."""

from __future__ import annotations

import math
from typing import Any

from optimize.why import Effect, Why


def account_of(account: Why) -> dict[str, Any]:
    """What binds, what changes change, and the frontier, as JSON knows them."""
    return {
        "replications": account.replications,
        "binding": [
            {
                "target": each.target,
                "measure": each.figure.measure,
                "scope": each.figure.scope,
                "period": each.figure.period,
                "threshold": each.threshold,
                "slack": _number(each.slack),
                "slack_share": _number(each.share),
                "worst_interval": each.start,
                "value_there": _number(each.value),
            }
            for each in account.binding
        ],
        "measure_of_target": account.binding[0].target,
        "measure": account.binding[0].figure.measure,
        "scope": account.binding[0].figure.scope,
        "one_head": [_effect(each) for each in account.heads],
        "one_absent": [_effect(each) for each in account.absences],
        "missing": [_effect(each) for each in account.missing],
        "demand": [_effect(each) for each in account.demand],
        "frontier": [{"threshold": point.threshold, "cost": point.cost} for point in account.frontier],
        "frontier_is": account.frontier_is,
    }


def _effect(each: Effect) -> dict[str, Any]:
    return {
        "what": each.what,
        "heads": each.heads,
        "cost": each.cost,
        "change": _number(each.change.mean),
        "ci_low": _number(each.change.low),
        "ci_high": _number(each.change.high),
        "targets_hold": each.holds,
        "within_bounds": each.allowed,
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
