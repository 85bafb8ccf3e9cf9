"""Crews and estimates that cannot be meant. Each message was read by a person before it was written down here."""

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
regions: {city: 60 %, village: 40 %}
halls:
  north: {arrivals: {per_day: 100, profile: profile.csv}, pools: [clerks]}
pools:
  clerks: {works_at: counter, heads: 2}
  line_crews: {works_at: field, heads: 2}
  village_crews: {works_at: field, heads: {08:00: 1, 16:00: 0}}
  neighbours: {works_at: field, heads: 3}
outages:
  customers: {city: 1200, village: 500}
  kinds:
    fault:
      per_day: {city: 3, village: 2}
      customers: 30
      sensed: {share: 60 %}
      repair: {crews: 2, repair: 90 min}
  crews:
    pools:
      line_crews: {}
      village_crews: {regions: [village]}
    travel: {village: 1 h}
    promised: {village: 90 min}
    mutual_aid: {pool: neighbours, customers_out: 800, after: 6 h, stays: 2 days}
  estimates: {known: {bias: 150 %, cv: 0.6}, on_site: {}}
"""

CASES = (
    broken("as it is", "", ""),
    broken(
        "a region misspelt",
        "regions: [village]",
        "regions: [vilage]",
        "24: outages.crews.pools.village_crews.regions[0] = vilage: is an unknown region, did you mean village?",
    ),
    broken(
        "a way to nowhere",
        "travel: {village: 1 h}",
        "travel: {village: 1 h, coast: 2 h}",
        "25: outages.crews.travel.coast = 2 h: is an unknown region, known are city, village",
    ),
    broken(
        "a way that nothing says",
        "    travel: {village: 1 h}\n",
        "",
        "21: outages.crews: says for village nowhere how long the way is, add travel: {village: 60 min}",
    ),
    broken(
        "crews that nobody sends out",
        "      village_crews: {regions: [village]}\n",
        "",
        "11: pools.village_crews: is a pool of crews that nobody sends out, name it under outages.crews.pools or remove it",
    ),
    broken(
        "crews that are clerks",
        "      line_crews: {}",
        "      clerks: {}",
        "9: pools.clerks: is used by the hall north and the crews, a pool works in one hall: make a pool for each",
        "10: pools.line_crews: is a pool of crews that nobody sends out, name it under outages.crews.pools or remove it",
        "23: outages.crews.pools.clerks: works at counter, outages.crews has pools with works_at: field",
    ),
    broken(
        "more crews than there can be",
        "crews: 2",
        "crews: 6",
        "20: outages.kinds.fault.repair.crews = 6: is more crews than there can be, since only 5 crews can ever be in city",
    ),
    broken(
        "nobody to end it",
        "      line_crews: {}",
        "      line_crews: {regions: [village]}",
        "20: outages.kinds.fault.repair: is for crews, and none ever go to city: let a pool of outages.crews with heads go there",
    ),
    broken(
        "aid that is never called",
        "customers_out: 800",
        "customers_out: 1701",
        "27: outages.crews.mutual_aid.customers_out = 1701: is never reached, since there are 1700 customers: write fewer",
    ),
    broken(
        "aid that is on the payroll",
        "{works_at: field, heads: 3}",
        "{works_at: field, heads: 3, absence: 5 %}",
        "12: pools.neighbours.absence = 5 %: is of crews from outside, who are not on the payroll: leave it out",
    ),
    broken(
        "an unknown pool of aid",
        "pool: neighbours",
        "pool: neighbors",
        "12: pools.neighbours: is a pool of crews that nobody sends out, name it under outages.crews.pools or remove it",
        "27: outages.crews.mutual_aid.pool = neighbors: is an unknown pool, did you mean neighbours?",
    ),
    broken(
        "crews with services",
        "{works_at: field, heads: 2}",
        "{works_at: field, heads: 2, serves: [pay]}",
        "10: pools.line_crews.serves: is for services, and crews end outages: leave it out",
    ),
    broken(
        "a stage that never comes",
        "repair: {crews: 2, repair: 90 min}",
        "lasts: 2 h",
        "28: outages.estimates.on_site: is a stage that never comes, since no kind of outage has repair, so that no crew goes to any: leave it out",
    ),
    broken(
        "outages that are never known when they are told",
        "      sensed: {share: 60 %}\n      repair: {crews: 2, repair: 90 min}",
        "      lasts: 2 h",
        "27: outages.estimates.known: is a stage that never comes, since no kind of outage is sensed, reported or announced: "
        "leave it out",
        "27: outages.estimates.on_site: is a stage that never comes, since no kind of outage has repair, so that no crew goes to any: leave it out",
    ),
    broken(
        "an estimate by nothing",
        "bias: 150 %",
        "bias: 0 %",
        "28: outages.estimates.known.bias = 0 %: is too small, a percentage here is at least 1 %",
    ),
    broken(
        "an unknown stage",
        "on_site: {}",
        "onsite: {}",
        "28: outages.estimates.onsite: is an unknown key, did you mean on_site?",
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_is_refused(case: Broken, tmp_path: Path) -> None:
    assert not case.old or SOUND.count(case.old) == 1
    assert said(write(tmp_path, SOUND.replace(case.old, case.new), {})) == list(case.says)


def test_a_row_of_a_list_cannot_need_more_crews_than_there_can_be(tmp_path: Path) -> None:
    """Two of the town, one of the village and three from outside are six in the village, and five in the city."""
    rows = "2024-07-02 14:00,village,fault,10,6\n2024-07-02 14:00,city,fault,10,6\n"
    text = SOUND.replace("  crews:\n    pools:", "  listed: storm.csv\n  crews:\n    pools:")
    path = write(tmp_path, text, {"storm": "start,region,kind,customers,crews\n" + rows})
    assert said(path) == [
        "21: outages.listed = storm.csv: has in line 3 an outage that needs 6 crews, and only 5 crews can ever be in city"
    ]


def test_regions_of_outages_alone_are_of_use(tmp_path: Path) -> None:
    """Work orders are not all that has a region."""
    assert load(write(tmp_path, SOUND, {})).warnings == ()


def test_more_work_than_crews_can_do_is_told(tmp_path: Path) -> None:
    """On a day 6 in the city, 45 min of way and 90 of work each, and 4 in the village, 60 and 90: 1410 min, 164.5 h a week. There is one crew from 08:00
    to 12:00, and the village's until 16:00: 12 h a day."""
    text = SOUND.replace(
        "line_crews: {works_at: field, heads: 2}",
        "line_crews: {works_at: field, heads: {08:00: 1, 12:00: 0}}",
    )
    text = text.replace("crews: 2, repair", "crews: 1, repair").replace(
        "per_day: {city: 3, village: 2}", "per_day: {city: 6, village: 4}"
    )
    said = [str(each).partition(": ")[2] for each in load(write(tmp_path, text, {})).warnings]
    assert said == [
        "outages.crews: has 164 h of ways and work a week in the mean, and crews for 84 h: outages wait longer and longer"
    ]
