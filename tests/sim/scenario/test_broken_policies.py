"""Policies that name what is not there, or break the scenario. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "an unknown pool",
        "    pools.clerks.heads: 5\n",
        "    pools.clarks.heads: 5\n",
        "49: policies.busy.pools.clarks.heads = 5: names pools.clarks, which the scenario does not have, did you mean clerks?",
    ),
    broken(
        "an unknown section",
        "    pools.clerks.heads: 5\n",
        "    pool.clerks.heads: 5\n",
        "49: policies.busy.pool.clerks.heads = 5: names pool, which the scenario does not have, did you mean pools?",
    ),
    broken(
        "an unknown key",
        "    pools.clerks.heads: 5\n",
        "    pools.clerks.head: 5\n",
        "49: policies.busy.pools.clerks.head = 5: is an unknown key, did you mean heads?",
    ),
    broken(
        "an unknown key inside a group",
        "    pools.clerks.heads: 5\n",
        "    halls.centre.greeter.anwers: 50 %\n",
        "49: policies.busy.halls.centre.greeter.anwers = 50 %: is an unknown key, did you mean answers?",
    ),
    broken(
        "a key below a value",
        "    pools.clerks.heads: 5\n",
        "    pools.clerks.heads.now: 5\n",
        "49: policies.busy.pools.clerks.heads.now = 5: goes below pools.clerks.heads, which is 4 and has no keys: override it whole",
    ),
    broken(
        "a key below a value of the file",
        "    pools.clerks.heads: 5\n",
        "    calendar.days.first: 5\n",
        "49: policies.busy.calendar.days.first = 5: goes below calendar.days, which is 7 and has no keys: override it whole",
    ),
    broken(
        "a key below a list",
        "    pools.clerks.heads: 5\n",
        "    targets.0.at_most: 5 min\n",
        "49: policies.busy.targets.0.at_most = 5 min: reaches into the list targets, override the whole list",
    ),
    broken(
        "a bad value",
        "    pools.clerks.heads: 5\n",
        "    pools.clerks.heads: -5\n",
        "49: policies.busy.pools.clerks.heads = -5: is out of range, write a whole number from 0 to 10000",
    ),
    broken(
        "a bad value deep inside",
        "    pools.clerks.heads: 5\n",
        "    pools.greeters.shifts: [{time: 08:30-17:30, heads: 1, breaks: [07:00-08:00]}]\n",
        "49: policies.busy.pools.greeters.shifts[0].breaks[0] = 07:00-08:00: is outside the shift, breaks lie within 08:30-17:30",
    ),
    broken(
        "a group that lacks a key",
        "    pools.clerks.heads: 5\n",
        "    pools.clerks: {works_at: counter}\n",
        "49: policies.busy.pools.clerks: has neither heads nor shifts, write for example heads: 9",
    ),
    broken(
        "shares that do not add up any more",
        "    pools.clerks.heads: 5\n",
        "    services.pay.share: 70 %\n",
        "48: policies.busy: breaks services, which then have shares that add up to 110 %, they must add up to 100 %",
    ),
    broken(
        "nobody at the counter",
        "    pools.clerks.heads: 5\n",
        "    pools.clerks.heads: 0\n",
        "48: policies.busy: breaks services.connect, which then is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and connect among what it serves",
        "48: policies.busy: breaks services.pay, which then is a service that nobody in the hall centre can serve: give a pool at its counters heads above zero and pay among what it serves",
    ),
    broken(
        "its own policies",
        "    pools.clerks.heads: 5\n",
        "    policies.busy: {}\n",
        "49: policies.busy.policies.busy: cannot be overridden, only what the scenario does can be, not its policies",
    ),
    broken(
        "another name",
        "    pools.clerks.heads: 5\n",
        "    name: Busy hall\n",
        "49: policies.busy.name = Busy hall: cannot be overridden, only what the scenario does can be, not its name",
    ),
    broken(
        "an unknown table",
        "    pools.clerks.heads: 5\n",
        "    halls.centre.arrivals.profile: peak.csv\n",
        "49: policies.busy.halls.centre.arrivals.profile = peak.csv: is not a file in the scenario's folder, write the path of a CSV file, such as tables/NAME.csv",
    ),
    broken(
        "a policy that is a list",
        "  busy:\n    pools.clerks.heads: 5\n",
        "  busy: [pools.clerks.heads, 5]\n",
        "48: policies.busy: is not a set of overrides, write {pools.clerks.heads: 8}",
    ),
    broken(
        "a policy that is nothing",
        "  busy:\n    pools.clerks.heads: 5\n",
        "  busy:\n",
        "48: policies.busy: is not a set of overrides, write {pools.clerks.heads: 8}",
    ),
    broken(
        "policies that are a list",
        "policies:\n  busy:\n    pools.clerks.heads: 5\n",
        "policies: [busy]\n",
        "47: policies: is not a group of names, write each name below it",
    ),
    broken(
        "a policy called baseline",
        "  busy:\n",
        "  baseline:\n",
        "48: policies.baseline: is the name of the scenario without a policy, choose another",
    ),
    broken(
        "a policy with a dot in its name",
        "  busy:\n",
        "  very.busy:\n",
        "48: policies.very.busy: is not a usable name, write 1 to 80 characters without . : , [ ] and spaces at its ends",
    ),
    broken(
        "a key left open",
        "    pools.clerks.heads: 5\n",
        "    pools: {clerks: {heads: 5}}\n",
        "49: policies.busy.pools.clerks.works_at: is missing, write for example works_at: counter",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
