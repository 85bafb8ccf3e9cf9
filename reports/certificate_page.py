"""The page ``docs/certificate.md``: every key of ``certificate.json``, with what it means and when it is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TOP = {
    "status": "`optimal` (on the replications of the search, under what `bound_assumes` says, which was not seen to fail, no plan that costs less "
    "holds, but for those in `struck_out`), `feasible` (it holds; whether a cheaper one does is not known), `infeasible` (none can hold), `time_limit` (the time ended before a plan was found, or before it was checked), `not_found` (the search came to its end without a plan, and it is not known that none can hold)",
    "reason": "why there is no plan, or why it was not checked; otherwise empty",
    "method": "`cuts`, `two-step` or `share-out`; `check` of a plan that was given with `--check`, whose status is `feasible` where all targets hold and no rule is broken, "
    "and otherwise `infeasible`",
    "policy": "the policy that was staffed, of several the one with the cheapest plan; `plan.csv` is run with it",
    "cost": "yuan over the horizon: the schedule, overtime, and answered calls that are paid; pools whose heads were not chosen come on top. Null "
    "without a plan",
    "cost_of_schedule": "of the cost, yuan for shifts with their paid breaks and premiums, and for training",
    "cost_of_overtime": "of the cost, yuan for overtime at the sites whose staff was chosen, in the mean over the replications of the check",
    "budget": "`staffing.budget`; null without one",
    "budget.most": "yuan that a plan may cost",
    "budget.kept": "whether it costs no more, on the replications of the check where there was one; null without a plan",
    "bound": "yuan: under what `bound_assumes` says, no plan that holds costs less, but for those in `struck_out`; the plan itself counts as one that "
    "holds, whatever the replications of the search say, since its check has more of them. Null where nothing is known, or what it would rest on was seen to fail",
    "gap": "how much cheaper another plan could be at most, as a share of the cost; null where that is not known",
    "struck_out": "plans that held on the replications of the search and fell short of their check on fresh ones; `optimal` and `bound` are said of the "
    "others alone",
    "struck_out[].cost": "yuan over the horizon, as above",
    "stopped_after": "seconds of `--time-limit`, where that ended the search though a plan was found, so that a longer search may find a cheaper one, or a better value of a goal; "
    "otherwise null",
    "checked": "whether the plan was tried on fresh replications; false where the time limit, or Ctrl-C, came before: then it held in the search "
    "alone, and the status is `time_limit`",
    "cost_of_calls": "of the cost, yuan for answered calls there, with those paid at the least, in the same mean",
    "bound_assumes": "under what the bound is right, as a sentence",
    "cross_training": "people trained of one pool for another, where `staffing.cross_training` allows it",
    "cross_training[].of": "the pool whose people they are",
    "cross_training[].into": "for which pool",
    "cross_training[].people": "how many",
    "cross_training[].cost": "yuan of the cost for that",
    "targets": "each target of the scenario on the replications of the check, in the order of the file",
    "targets[].measure": "what is measured, see [measures](measures.md)",
    "targets[].scope": "where",
    "targets[].period": "`all` or `peak`",
    "targets[].side": "`at_most` or `at_least`",
    "targets[].threshold": "what must be kept, in the unit of the measure: minutes, shares of one, yuan",
    "targets[].confidence": "of the one-sided interval that is held against the threshold",
    "targets[].value": "the measure; null where it has no value",
    "targets[].ci_low": "lower end of its two-sided interval",
    "targets[].ci_high": "upper end of it",
    "targets[].limit": "end of the one-sided interval",
    "targets[].holds": "whether the limit is on the right side of the threshold; a target on waits, and on what became of contacts, holds, too, "
    "where nobody came",
    "targets[].verdict": "the same in the words of the report: `met`, `met: nobody came, so nobody waited`, ...",
    "replications": "replications of the check, which the search never saw; 0 without a check",
    "seed": "seed of the dice",
    "two_step": "plans that cover what closed forms require interval by interval; also tried at the start of `cuts` where it is affordable",
    "two_step.as_it_stands": "the plan for the forecast volume; null where there is none",
    "two_step.least_volume_that_holds": "the plan for the least volume tried with which the targets hold in the search, and in their check where that "
    "was tried; null where none does",
    "two_step.of_the_plan": "with `two-step`: the plan itself, with the least volume from the forecast on for which it holds; otherwise null",
    "two_step.precision": "to within what of the volume that is the least",
    "fewer": "the plan with one person fewer on one shift at a time, on replications of the check; whoever was found not to be needed was left out "
    "before, see `one_fewer`",
    "fewer[].shift": "whose shift is left out: pool, type, days, from when to when, break",
    "fewer[].cost": "yuan over the horizon, as above",
    "fewer[].holds": "whether all targets hold, as read from differences on the same contacts; of those that do, each costs as much as the plan or fell "
    "short without that person on fresh replications of its own, unless a time limit came before",
}

_AMONG = {
    "alternatives": "where `staffing.policies` names policies to choose from: how the search under each of them ended; `status`, `bound` and `gap` above "
    "are those of the choice",
    "alternatives[].policy": "which policy",
    "alternatives[].status": "as above, or `dearer` (no plan under it can be as cheap as that of another policy, so that none was looked for)",
    "alternatives[].reason": "why there is no plan; empty with one",
    "alternatives[].cost": "yuan of the cheapest plan found; null without one",
    "alternatives[].bound": "yuan: no plan under it that holds costs less; null where nothing is known, and where none can hold",
    "alternatives[].gap": "how much cheaper another plan under it could be at most, as a share of the cost; null where that is not known",
    "alternatives[].bound_assumes": "under what the bound is right, as a sentence; null of one by the rules alone",
}

_GOAL = {
    "goal": "where `staffing.goal` names a measure: what is known of its best value for the budget; `optimal` above then says that on the replications "
    "of the search no plan within the budget that holds the targets has a better one, and `bound` and `gap` of the cost are null",
    "goal.measure": "what is measured, see [measures](measures.md)",
    "goal.scope": "where",
    "goal.period": "`all`, `peak` or a date",
    "goal.best": "whether the `lowest` or the `highest` value is the best",
    "goal.budget": "yuan that the plan may cost, on the replications of the search",
    "goal.value": "the measure under the plan, on the replications of the check; null without one",
    "goal.ci_low": "lower end of its two-sided interval",
    "goal.ci_high": "upper end of it",
    "goal.value_in_search": "its mean on the replications of the search, which is what was made as good as possible; null with `--check`",
    "goal.ended": "how the search for the best value ended: `proven`; `time` (the time limit, or a request to stop, ended it); `tried` (nothing that was searched for is better, nor is any plan "
    "with one person more on a shift); `effort` (it ended after as much simulation as is done without a time limit); `given` of a plan that was given with `--check`",
    "goal.bound": "no plan within the budget that holds the targets there has a better value, but for those in `struck_out`; null where that is not known",
    "goal.bound_assumes": "under what that is right, as a sentence",
    "goal.frontier": "the cheapest plans found for other values, on the replications of the search and not checked on fresh ones, from cheap to dear; each "
    "has a better value than the one before",
    "goal.frontier[].value": "of the measure",
    "goal.frontier[].cost": "yuan over the horizon",
    "goal.frontier[].within_budget": "whether the budget allows it",
}

_CHECK = {
    "rules_broken": "with `--check`: rules of `staffing`, and of its roster, that the plan breaks, a sentence each",
    "changes": "with `--check` of a workbook: what was changed in it since it was written",
    "cost_before": "with `--check` of a workbook that was changed: yuan, what the plan cost before, on the same replications; null otherwise",
    "cost_of_changes": "with `--check` of a workbook that was changed: yuan more or, below zero, less; null otherwise",
}

_STEP = {
    "volume": "times which volume it is for",
    "cost": "yuan over the horizon",
    "holds_in_search": "whether all targets hold on the replications of the search",
    "holds_in_check": "whether they hold on fresh replications; null where that was not tried",
}

_CENTRE = {
    "one_fewer": "which plans with one person fewer were tried, and which were not",
    "one_fewer.replications": "on how many replications of the check",
    "one_fewer.tried": "how many plans: one for each shift with somebody on it, or, where these are too many, one for each pool and type of shift, "
    "that whose loss should hurt least by closed forms",
    "one_fewer.not_tried": "shifts with somebody on them that were not tried",
    "one_fewer.kinds_kept_by_rules": "pools with types of shifts from which the rules of `staffing` let nobody go",
    "one_fewer.left_out": "people of an earlier plan that held, found not to be needed in this way; the plan without them was checked on fresh replications",
    "one_fewer.cost_of_one_that_fell_short": "yuan of a plan without some more people that did not hold on fresh replications of its own; null if none was tried",
}

_SHARED = {
    "shared_out": "with `--share-out`: heads shared out and what is waited with them on the replications of the search",
    "shared_out.heads": "heads by pool",
    "shared_out.minutes_waited": "by all customers together, in a replication",
    "shared_out.longest_mean_wait_of_a_hall": "minutes",
}

_SEARCH = {
    "search": "what the search did; not there of `two-step` and `share-out` of halls, nor where nothing was searched",
    "search.replications": "replications of the search",
    "search.staffings_simulated": "staffings simulated in it",
    "search.rounds": "of halls and small call centres: rounds of lines",
    "search.bound_if_more_heads_never_hurt": "of these: yuan, the bound of the search, whether the test of what it rests on failed or not; null where "
    "every plan was tried",
    "search.bound_if_waits_are_convex": "of these: yuan, the bound by the lines of the search, which is right if slacks are concave in heads; null where a "
    "comparison with a simulated staffing contradicts that",
    "search.tests_of_convexity": "of these: comparisons of lines with staffings simulated",
    "search.tests_of_convexity.comparisons": "how many",
    "search.tests_of_convexity.failed": "how many contradict the lines",
    "search.most_lost_by_hall": "of these: share of contacts that a plan may lose, by hall, where no target says so",
    "search.tests_of_more_heads_never_hurt": "of these: pairs of staffings of which one holds all targets and the other has nowhere fewer heads",
    "search.tests_of_more_heads_never_hurt.pairs": "how many",
    "search.tests_of_more_heads_never_hurt.failed": "in how many the one with more heads does not hold; `optimal` and `bound` do not rest on it then",
    "search.levels": "of large call centres: measures whose targets closed forms can promise, in the order of `promised` and `kept`",
    "search.tried": "of large call centres: the plans simulated",
    "search.tried[].cost": "yuan over the horizon",
    "search.tried[].promised": "share that closed forms promise, by level",
    "search.tried[].kept": "share that simulation says; of a measure that compares, how far it is below the others, with a minus",
    "search.tried[].holds": "whether all targets hold",
    "search.tried[].short_of": "targets that it misses",
    "search.tried[].short_of[].measure": "what is measured",
    "search.tried[].short_of[].scope": "where",
    "search.tried[].short_of[].period": "when",
    "search.tried[].short_of[].by": "how far the limit is on the wrong side; null where the measure has no value",
    "stretches": "pools and times in each of which a plan has one number of heads; not there where there is no `search`",
    "heads": "the plan's heads by stretch, in that order; empty without a plan, and not there where there is no `search`",
}

_EFFECT = {
    "what": "what changes: a stretch, a pool, how many are missing, a volume",
    "heads": "heads more or, below zero, fewer",
    "cost": "yuan over the horizon more or, below zero, less",
    "change": "by how much the measure changes, in its unit, on the same customers",
    "ci_low": "lower end of the interval of that",
    "ci_high": "upper end of it",
    "targets_hold": "whether all targets hold then",
    "within_bounds": "whether the bounds of `staffing` allow it",
}

_WHY = {
    "why": "with `--why`",
    "why.replications": "fresh replications on which all of it was simulated",
    "why.binding": "the targets, and the guards on customers who are lost, from the one that is nearest to its threshold",
    "why.binding[].target": "number of the target, from 0; null of a guard",
    "why.binding[].measure": "what it is about",
    "why.binding[].scope": "where",
    "why.binding[].period": "when",
    "why.binding[].threshold": "what its limit is held against; of a guard, what the scenario's own staffing loses, and one in a hundred",
    "why.binding[].slack": "by how much its limit is on the right side",
    "why.binding[].slack_share": "the same as a share of the threshold",
    "why.binding[].worst_interval": "start of the interval of the average day in which the measure is worst; empty where it has none",
    "why.binding[].value_there": "the measure in it",
    "why.measure_of_target": "number of the target whose measure the changes below are about: the one that binds; null of a guard",
    "why.measure": "that measure",
    "why.scope": "where",
    "why.one_head": "a head more, and one fewer, in each stretch; where that takes too many contacts, of each pool in the interval that binds",
    "why.one_absent": "one head of a pool missing all the time",
    "why.missing": "heads missing by chance, each on each day by its own draw (5 and 10 %, assumed), on top of the absence of the scenario",
    "why.demand": "other volumes; empty where the volume stands in a table",
    "why.frontier": "cost against the threshold of the target that binds; empty with `two-step` and `share-out`, which search none, and where every plan of a small call centre was tried",
    "why.frontier[].threshold": "of the target, in its unit",
    "why.frontier[].cost": "yuan of the cheapest plan found; null where none was",
    "why.frontier_is": "how sure these are or, where there are none, why, as a sentence",
}

BY_NAME = ("search.most_lost_by_hall", "shared_out.heads")
"""Keys whose value has a key for each hall or pool."""

KEYS: dict[str, str] = (
    _TOP
    | _GOAL
    | _AMONG
    | _CHECK
    | {
        f"two_step.{plan}.{key}": text
        for plan in ("as_it_stands", "least_volume_that_holds", "of_the_plan")
        for key, text in _STEP.items()
    }
    | _CENTRE
    | _SHARED
    | _SEARCH
    | _WHY
    | {
        f"why.{part}[].{key}": text
        for part in ("one_head", "one_absent", "missing", "demand")
        for key, text in _EFFECT.items()
    }
)
"""What each key means, by where it stands: a dot before a key of an object, ``[]`` behind a list."""


def places(value: Any, where: str = "") -> set[str]:
    """Where the keys of a certificate stand, as in `KEYS`."""
    if isinstance(value, list):
        return set().union(*(places(each, f"{where}[]") for each in value))
    if not isinstance(value, Mapping) or where in BY_NAME:
        return set()
    own = {key: f"{where}.{key}" if where else key for key in value}
    return set(own.values()).union(*(places(value[key], place) for key, place in own.items()))


def certificate_markdown() -> str:
    """The page."""
    rows = [f"| `{place}` | {KEYS[place]} |" for place in _in_order()]
    return "\n".join([_HEAD, "| key | meaning |", "| --- | --- |", *rows, ""])


def _in_order() -> list[str]:
    """Keys with those below them, each as it comes first."""
    tops = list(dict.fromkeys(place.partition(".")[0].removesuffix("[]") for place in KEYS))
    return [place for top in tops for place in KEYS if place.partition(".")[0].removesuffix("[]") == top]


_HEAD = """\
# The certificate

`counterline staff` writes `certificate.json`: what is known of a plan, and how. Here is every key. A dot stands before a key of an object, `[]` behind a
list. Money is in yuan, times are in minutes, shares are of one. This page is made from `reports/certificate_page.py`.
"""
