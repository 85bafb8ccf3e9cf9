"""Rosters that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

TARGET = "  - {measure: wait_mean, scope: hall:centre, at_most: 15 min}\n"
DAY = "shift_types: {day: {earliest: 08:30, lengths: [8 h]}}"
PEOPLE = "name,pools,most_hours\nAn,clerks,40\n"


def roster(name: str, rules: str, *says: str, shifts: str = DAY, **tables: str) -> Broken:
    """The sound file with this roster on line 48, and what is said of it."""
    section = f"staffing:\n  pools: {{clerks: {{most: 4, {shifts}}}}}\n  roster: {{{rules}}}\n"
    return broken(name, TARGET, TARGET + section, *says, **{"people": PEOPLE, **tables})


CASES = (
    roster(
        "no people",
        "rest: 11 h",
        "49: staffing.roster.people: is missing, write for example people: tables/people.csv",
    ),
    roster(
        "a stranger's pool",
        "people: people.csv",
        "49: staffing.roster.people = people.csv: lets 'An' work in 'clerk', which is no pool under staffing.pools, did you mean clerks?",
        "49: staffing.roster.people = people.csv: has nobody who can work in 'clerks', give it people",
        people="name,pools,most_hours\nAn,clerk,40\n",
    ),
    roster(
        "somebody twice",
        "people: people.csv",
        "49: staffing.roster.people = people.csv: has somebody twice (lines 2 and 3), keep one row",
        people=PEOPLE + "An,clerks,20\n",
    ),
    roster(
        "more at least than at most",
        "people: people.csv",
        "49: staffing.roster.people = people.csv: has more least_hours than most_hours (line 2), write at most 40",
        people="name,pools,least_hours,most_hours\nAn,clerks,44,40\n",
    ),
    roster(
        "a week of 200 hours",
        "people: people.csv",
        "49: staffing.roster.people = people.csv: has in line 2, column 'most_hours', the value '200', which is more than a week has, write at most 168",
        people="name,pools,most_hours\nAn,clerks,200\n",
    ),
    roster(
        "a list of pools with commas",
        "people: people.csv",
        "49: staffing.roster.people = people.csv: has in line 2, column 'pools', the value 'clerks;', which is not a list of pools, write clerks or clerks;greeters",
        people="name,pools,most_hours\nAn,clerks;,40\n",
    ),
    roster(
        "a day that no week has",
        "people: people.csv",
        "49: staffing.roster.people = people.csv: has in line 2, column 'off', the value 'funday', which has the unknown weekday 'funday', write mon-fri or [mon, wed]",
        people="name,pools,most_hours,off\nAn,clerks,40,funday\n",
    ),
    roster(
        "wishes of nobody, for no day, for nothing",
        "people: people.csv, wishes: wishes.csv",
        "49: staffing.roster.wishes = wishes.csv: has a wish of 'Ann', who is not in people, did you mean An?",
        "49: staffing.roster.wishes = wishes.csv: has a wish of 'An' for 2011-12-21, which is not in the horizon",
        "49: staffing.roster.wishes = wishes.csv: has the wish 'dy' of 'An', did you mean day?",
        wishes="name,date,wish\nAnn,2010-12-21,off\nAn,2011-12-21,off\nAn,2010-12-22,dy\n",
    ),
    roster(
        "two shifts on a day",
        "people: people.csv, existing: before.csv",
        "49: staffing.roster.existing = before.csv: has somebody on a date twice (lines 2 and 3), keep one row",
        before="name,date,pool,type,start,end\nAn,2010-12-20,clerks,day,08:30,16:30\nAn,2010-12-20,clerks,day,09:00,17:00\n",
    ),
    roster(
        "a rest of a day",
        "people: people.csv, rest: 24 h",
        "49: staffing.roster.rest = 24 h: is so long that it leaves no shift on the next day, write 16 h or less",
    ),
    roster(
        "people without shifts",
        "people: people.csv",
        "49: staffing.roster: gives shifts to people, and the pool 'clerks' has none: give staffing.pools.clerks shift_types",
        shifts="block: 1 h",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message(case: Broken, tmp_path: Path) -> None:
    """Line, key, value, what is wrong and what would be right."""
    assert said_of(case, tmp_path) == list(case.says)
