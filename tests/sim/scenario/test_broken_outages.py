"""Outages that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import load
from tests.sim.scenario.broken import Broken, broken, said, write

SOUND = """\
name: Town
calendar: {start: 2024-07-01, days: 14, hours: [08:30-17:30]}
services:
  pay: {share: 100 %, handle_time: 4 min}
regions: {city: 60 %, country: 40 %}
halls:
  north: {arrivals: {per_day: 100, profile: profile.csv}, pools: [clerks]}
pools:
  clerks: {works_at: counter, heads: 2}
outages:
  customers: {city: 1200, country: 500}
  kinds:
    fault:
      per_day: {city: 3, country: 2}
      season: {jun-aug: 200 %}
      customers: {lognormal: {mean: 30, cv: 1}}
      causes: {trees: 40 %, equipment: 60 %}
      lasts: {lognormal: {mean: 2 h, cv: 1}}
      sensed: {share: 60 %, after: 3 min}
    planned:
      weekday: {sat-sun: 0 %}
      per_day: {city: 0.8}
      at: 08:00-10:00
      customers: 40
      announced: 7 days
      lasts: 4 h
      promised: 4 h
    replayed: {label: of the list}
  storms:
    summer:
      a_year: 4
      kind: fault
      outages: 60
      over: {gamma: {mean: 8 h, cv: 0.5}}
      regions: {city: 30 %, country: 70 %}
      behind: 10 %
  listed: storm.csv
"""

HEADER = "start,region,kind,customers,name,behind,sensed,restored\n"
STORM = HEADER + (
    "2024-07-02 14:00,city,replayed,900,feeder,,2024-07-02 14:05,2024-07-02 16:00\n"
    "2024-07-02 14:10,city,replayed,30,lateral,feeder,,2024-07-02 17:00\n"
)


def listed(*rows: str) -> str:
    """The list with other rows."""
    return HEADER + "".join(f"{row}\n" for row in rows)


CASES = (
    broken("as it is", "", ""),
    broken(
        "an unknown region",
        "customers: {city: 1200, country: 500}",
        "customers: {city: 1200, country: 500, coast: 20}",
        "11: outages.customers.coast = 20: is an unknown region, known are city, country",
    ),
    broken(
        "a region misspelt where outages come",
        "per_day: {city: 3, country: 2}",
        "per_day: {city: 3, contry: 2}",
        "14: outages.kinds.fault.per_day.contry = 2: is an unknown region, did you mean country?",
    ),
    broken(
        "areas without customers",
        "customers: {city: 1200, country: 500}",
        "customers: {city: 1200}",
        "14: outages.kinds.fault.per_day.country = 2: is a region without supplied customers, give it some under outages.customers",
        "35: outages.storms.summer.regions.country = 70 %: is a region without supplied customers, give it some under outages.customers",
    ),
    broken(
        "no customers at all",
        "{city: 1200, country: 500}",
        "{city: 0, country: 500}",
        "11: outages.customers.city = 0: is out of range, it must be at least 1",
    ),
    broken(
        "nobody knows how many are without supply",
        "      customers: 40\n",
        "",
        "20: outages.kinds.planned: does not say how many customers are without supply, write for example customers: {lognormal: {mean: 300, cv: 2}}",
    ),
    broken(
        "nothing ends it",
        "      lasts: {lognormal: {mean: 2 h, cv: 1}}\n",
        "",
        "13: outages.kinds.fault: does not say what ends its outages, write repair, which crews do, or lasts: 2 h",
    ),
    broken(
        "causes above all",
        "{trees: 40 %, equipment: 60 %}",
        "{trees: 40 %, equipment: 70 %}",
        "17: outages.kinds.fault.causes: has shares that add up to 110 %, make them 100 % or less",
    ),
    broken(
        "a share over the whole",
        "{share: 60 %, after: 3 min}",
        "{share: 160 %, after: 3 min}",
        "19: outages.kinds.fault.sensed.share = 160 %: is more than the whole, a share is between 0 % and 100 %",
    ),
    broken(
        "regions of a storm that do not add up",
        "{city: 30 %, country: 70 %}",
        "{city: 30 %, country: 60 %}",
        "35: outages.storms.summer.regions: has shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "an unknown kind of a storm",
        "kind: fault",
        "kind: faults",
        "32: outages.storms.summer.kind = faults: is an unknown kind of outage, did you mean fault?",
    ),
    broken(
        "storms by chance, and at a time",
        "      a_year: 4\n",
        "      a_year: 4\n      begins: [2024-07-03 14:00]\n",
        "30: outages.storms.summer: has both a_year and begins, keep one",
    ),
    broken(
        "storms at no time",
        "      a_year: 4\n",
        "",
        "30: outages.storms.summer: has neither a_year nor begins, write for example a_year: 4",
    ),
    broken(
        "storms outside of the horizon",
        "      a_year: 4\n",
        "      begins: [2024-07-03 14:00, 2024-07-15 00:00, 2023-07-03 14:00]\n",
        "31: outages.storms.summer.begins[1] = 2024-07-15 00:00: lies outside of 2024-07-01 to 2024-07-14: is the date right?",
        "31: outages.storms.summer.begins[2] = 2023-07-03 14:00: lies outside of 2024-07-01 to 2024-07-14: is the date right?",
    ),
    broken(
        "storms at a time that cannot be read",
        "      a_year: 4\n",
        "      begins: [noon]\n      season: {jul: 200 %}\n",
        "31: outages.storms.summer.begins[0] = noon: is not a date, write year, month and day as 2010-12-21; write date and time as 2010-11-29 14:30",
    ),
    broken(
        "a season of storms at a time",
        "      a_year: 4\n",
        "      begins: [2024-07-03 14:00]\n      season: {jul: 200 %}\n",
        "32: outages.storms.summer.season: stands beside begins, which says when storms come: leave it out",
    ),
    broken(
        "an unknown month",
        "jun-aug",
        "jun-agu",
        "15: outages.kinds.fault.season.jun-agu: has the unknown month 'jun-agu', write jun-aug or [mar, nov]",
    ),
    broken(
        "a month twice",
        "{jun-aug: 200 %}",
        "{jun-aug: 200 %, aug: 100 %}",
        "15: outages.kinds.fault.season.aug: shares a month with jun-aug, give each month once",
    ),
    broken(
        "a promise to nobody",
        "      announced: 7 days\n",
        "",
        "26: outages.kinds.planned.promised = 4 h: is given to nobody, say with announced how long before: 7 days",
    ),
    broken(
        "two times of the day",
        "at: 08:00-10:00",
        "at: 08:00-10:00\n      profile: profile.csv",
        "23: outages.kinds.planned.at = 08:00-10:00: stands beside profile, keep one of the two",
    ),
    broken(
        "no number of customers",
        "customers: 40",
        "customers: forty",
        "24: outages.kinds.planned.customers = forty: is not a number, write 300, or a shape such as {lognormal: {mean: 300, cv: 2}}",
    ),
    broken(
        "more outages than memory holds",
        "per_day: {city: 0.8}",
        "per_day: {city: 100000}\n      season: {jul: 10000 %}",
        "10: outages: would have about 1e+08 outages in a replication, more than memory holds: check per_day and storms",
    ),
    broken(
        "more customers without supply than there are",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 1201 customers without supply in city, which has 1200: name 1200 or fewer",
        storm=listed("2024-07-02 14:00,city,replayed,1201,,,,2024-07-02 16:00"),
    ),
    broken(
        "restoration before the start, and knowledge before it",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 an outage that is restored before it begins, or just then: write a later time in restored",
        "37: outages.listed = storm.csv: has in line 3 an outage that is sensed before it begins: write a later time in sensed",
        storm=listed(
            "2024-07-02 14:00,city,replayed,10,,,,2024-07-02 14:00",
            "2024-07-02 14:00,city,replayed,10,,,2024-07-02 13:59,2024-07-02 15:00",
        ),
    ),
    broken(
        "nothing ends what is listed",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 an outage that nothing ends: give it restored, or the kind replayed repair or lasts",
        storm=listed("2024-07-02 14:00,city,replayed,10,,,,"),
    ),
    broken(
        "names of a list that are unknown",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 the kind 'replay', which there is not, did you mean replayed?",
        "37: outages.listed = storm.csv: has in line 2 the region 'citi', which there is not, did you mean city?",
        "37: outages.listed = storm.csv: has in line 3 an outage behind 'feedr', which no row is called, did you mean feeder?",
        storm=listed(
            "2024-07-02 14:00,citi,replay,10,feeder,,,2024-07-02 15:00",
            "2024-07-02 14:00,city,replayed,10,,feedr,,2024-07-02 15:00",
        ),
    ),
    broken(
        "outages behind themselves",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 an outage that lies behind itself (one behind two behind one): name the one in front of it",
        "37: outages.listed = storm.csv: has in line 3 an outage that lies behind itself (two behind one behind two): name the one in front of it",
        storm=listed(
            "2024-07-02 14:00,city,replayed,10,one,two,,2024-07-02 15:00",
            "2024-07-02 14:00,city,replayed,10,two,one,,2024-07-02 15:00",
        ),
    ),
    broken(
        "behind a later one, behind one elsewhere, and a name given twice",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 an outage behind 'two', which begins later: name the one in front of it that has begun before",
        "37: outages.listed = storm.csv: has in line 4 the name 'one' once more: give each row a name of its own",
        "37: outages.listed = storm.csv: has in line 4 an outage behind 'two', which is in another region: name the one in front of it in country",
        storm=listed(
            "2024-07-02 14:00,city,replayed,10,one,two,,2024-07-02 15:00",
            "2024-07-02 14:01,city,replayed,10,two,,,2024-07-02 15:00",
            "2024-07-02 14:02,country,replayed,10,one,two,,2024-07-02 15:00",
        ),
    ),
    broken(
        "dates outside of the horizon",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 an outage on 2023-07-02, outside of 2024-07-01 to 2024-07-14: is the date right?",
        "37: outages.listed = storm.csv: has in line 3 an outage on 2024-07-15, outside of 2024-07-01 to 2024-07-14: is the date right?",
        storm=listed(
            "2023-07-02 14:00,city,replayed,10,,,,2024-07-02 15:00",
            "2024-07-15 00:00,city,replayed,10,,,,2024-07-15 15:00",
        ),
    ),
    broken(
        "cells that cannot be read",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2, column 'start', the value 'noon', which is not a date, write year, month and day as "
        "2010-12-21; write date and time as 2010-11-29 14:30; has in line 2, column 'customers', the value '0', which is not a number of customers, "
        "write a whole number from 1 to 100000000",
        storm=listed("noon,city,replayed,0,,,,2024-07-02 15:00"),
    ),
    broken(
        "work of crews where there are none",
        "",
        "",
        "37: outages.listed = storm.csv: has in line 2 crews beside the kind fault, which has no repair: leave one of the two out",
        storm="start,region,kind,customers,crews\n2024-07-02 14:00,city,fault,10,2\n",
    ),
    broken(
        "a target on a kind that there is not, and one on the peak of what has none",
        "  listed: storm.csv\n",
        "  listed: storm.csv\ntargets:\n  - {measure: saidi, scope: outage_kind:faults, at_most: 90 min}\n"
        "  - {measure: caidi, period: peak, at_most: 90 min}\n",
        "39: targets[0].scope = outage_kind:faults: names an unknown outage_kind, did you mean fault?",
        "40: targets[1].period = peak: has no meaning for caidi, write all or a date of the horizon such as 2024-07-01",
    ),
)


def of_case(case: Broken, folder: Path) -> Path:
    """The file of a case."""
    assert not case.old or SOUND.count(case.old) == 1, case.old
    text = SOUND.replace(case.old, case.new) if case.old else SOUND
    return write(folder, text, {"storm": STORM, **case.tables})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_is_refused(case: Broken, tmp_path: Path) -> None:
    assert said(of_case(case, tmp_path)) == list(case.says)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = SOUND.replace("kind: fault", "kind: faults").replace("{city: 1200, country: 500}", "{citi: 1200}")
    found = said(
        write(tmp_path, text, {"storm": listed("2024-07-02 14:00,city,fault,10,,,,2024-07-02 13:00")})
    )
    assert [line.split(":")[0] for line in found] == ["11", "14", "14", "22", "32", "35", "35", "37", "37"]


WARNINGS = (
    broken("as it is", "", ""),
    broken(
        "a kind that never comes",
        "  listed: storm.csv\n",
        "",
        "28: outages.kinds.replayed: has no effect, since no outage is of this kind: give it per_day, a storm, or rows of the list",
    ),
    broken(
        "storms that never come",
        "a_year: 4",
        "a_year: 0",
        "31: outages.storms.summer.a_year = 0: is zero, so that no such storm comes",
    ),
    broken(
        # lognormal with mean 300 and cv 1: P(N > 500.5) = 1 - Phi((ln 500.5 - ln 300 + ln 2 / 2) / sqrt(ln 2)) = 1 - Phi(1.031) = 15 %,
        # and P(N > 1200.5) = 1 - Phi(2.082) = 2 %
        "outages larger than their region",
        "{lognormal: {mean: 30, cv: 1}}",
        "{lognormal: {mean: 300, cv: 1}}",
        "16: outages.kinds.fault.customers: is more than the 1200 customers of city in 2 % of the outages there, in which all of them are without "
        "supply then: is it right?",
        "16: outages.kinds.fault.customers: is more than the 500 customers of country in 15 % of the outages there, in which all of them are without "
        "supply then: is it right?",
    ),
)


@pytest.mark.parametrize("case", WARNINGS, ids=lambda case: case.name)
def test_what_is_worth_a_word_is_told(case: Broken, tmp_path: Path) -> None:
    path = of_case(case, tmp_path)
    assert [str(each).removeprefix(f"{path}:") for each in load(path).warnings] == list(case.says)
