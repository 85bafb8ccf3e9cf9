"""What a scenario file says that is allowed and yet worth a word: each message names line, key, value, and what would be right."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.scenarios_for_tests import small

PHONE: dict[str, Any] = {
    "halls": None,
    "calendar.hours": ["08:00-12:00"],
    "pools.clerks.works_at": "phone",
    "pools.clerks.heads": 3,
    "pools.others": {"works_at": "phone", "heads": 2},
    "centres": {
        "line": {
            "lines": {"main": {"arrivals": {"per_day": 200, "profile": "profile.csv"}}},
            "pools": ["clerks", "others"],
        }
    },
}


def warned(changes: dict[str, Any], tables: dict[str, str] | None = None) -> list[str]:
    """What is said of the small scenario with these changes, without file and line."""
    return [str(each).split(": ", 1)[1] for each in small(deepcopy(changes), tables).warnings]


def routed(*routes: dict[str, Any]) -> dict[str, Any]:
    """The line with these routes."""
    return {**PHONE, "centres.line.routing": list(routes)}


def test_nothing_is_said_of_what_can_be_meant():
    assert warned({}) == []
    assert warned(PHONE) == []


def test_customers_who_find_the_hall_closed_on_saturday():
    """54 of 100 come before noon; on Saturday the hall closes then, so 46 find it closed."""
    said = warned(
        {
            "calendar.days": 7,
            "calendar.hours": ["08:00-16:00"],
            "calendar.weekday_hours": {"sat": ["08:00-12:00"]},
        },
        {"profile.csv": "start,end,weight\n08:00,12:00,54\n12:00,16:00,46\n"},
    )
    assert said == [
        "halls.north.arrivals.profile = profile.csv: sends 46 % of the customers of sat to a closed hall, open 08:00-12:00: "
        "give the days their own columns, mon to sun (too many on sat)"
    ]


def test_with_a_column_for_saturday_nothing_is_said():
    rows = "start,end,mon,tue,wed,thu,fri,sat,sun\n08:00,12:00,54,54,54,54,54,1,1\n12:00,16:00,46,46,46,46,46,0,1\n"
    changes = {
        "calendar.days": 6,
        "calendar.hours": ["08:00-16:00"],
        "calendar.weekday_hours": {"sat": ["08:00-12:00"]},
    }
    assert warned(changes, {"profile.csv": rows}) == []


def test_those_who_wait_at_the_door_find_it_open():
    """The first half hour of the profile is before the opening, and the door is 30 minutes wide; at 10 minutes, 20 of 240 minutes are lost."""
    early = {"profile.csv": "start,end,weight\n07:30,11:30,1\n"}
    assert warned({}, early) == []
    said = warned({"halls.north.door": "10 min"}, early)
    assert len(said) == 1
    assert "sends 8 % of the customers of mon" in said[0]


def test_holidays_of_another_year():
    said = warned({"calendar.days": 28, "calendar.closed": ["2024-01-10", "2025-01-28", "2025-01-29"]})
    assert said == [
        "calendar.closed[1] = 2025-01-28: lies outside the horizon of 2024-01-01 to 2024-01-28, as do 1 more, and closes nothing: "
        "is the year right?"
    ]


def test_three_hundred_clerks_for_three_hundred_customers():
    """300 customers of 4 minutes are 1,200 minutes of work in 240: five clerks are busy, of three hundred."""
    said = warned({"pools.clerks.heads": 300, "halls.north.arrivals.per_day": 300})
    assert said == [
        "pools.clerks.heads = 300: puts up to 300 heads on duty, where all who come to the hall north keep 5 busy in the mean: "
        "is that the number of staff?"
    ]


@pytest.mark.parametrize("heads", [9, 90])
def test_few_heads_or_a_tenth_of_the_time_busy_may_be_meant(heads):
    customers = 1 if heads == 9 else 300  # nine clerks may wait for one customer; of 90, five are busy
    assert warned({"pools.clerks.heads": heads, "halls.north.arrivals.per_day": customers}) == []


def test_absence_of_everybody():
    assert warned({**PHONE, "pools.others.phone": {"absence": "100 %"}}) == [
        "pools.others.phone.absence = 100 %: keeps everybody away every day, so that the pool never works"
    ]


def test_absence_of_everybody_at_the_counters():
    assert warned({"pools.clerks.absence": "100 %"}) == [
        "pools.clerks.absence = 100 %: keeps everybody away every day, so that the pool never works"
    ]


def test_leave_of_another_year():
    leave = [{"first": "2025-01-01", "last": "2025-01-02", "heads": 1}]
    assert warned({"pools.clerks.leave": leave}) == [
        "pools.clerks.leave[0]: lies outside the horizon of 2024-01-01 to 2024-01-01, and keeps nobody away: is the year right?"
    ]


def test_lunch_when_nobody_works():
    breaks = [{"length": "30 min", "within": "11:00-12:00", "at_once": 1}]
    changes = {"pools.clerks.heads": {"08:00": 2, "11:00": 0}, "pools.clerks.breaks": breaks}
    assert warned(changes) == [
        "pools.clerks.breaks[0]: is at times at which nobody of the pool is on duty, move it into the working time"
    ]


def test_a_menu_that_serves_and_is_not_there():
    assert warned({**PHONE, "services.pay.phone": {"in_menu": "30 %"}}) == [
        "services.pay.phone.in_menu = 30 %: has no effect, since no centre has a menu: add menu"
    ]


def test_a_route_behind_one_that_takes_all():
    everybody, behind = {"steps": [{"pools": ["clerks"]}]}, {"steps": [{"pools": ["others"]}]}
    assert warned(routed(everybody, behind)) == [
        "centres.line.routing[1]: is taken by no call, since the routes before it take all that it is for: move it up"
    ]
    assert warned(routed({**everybody, "share": "60 %"}, behind)) == []


def test_a_route_of_no_share():
    nobody = {"share": "0 %", "steps": [{"pools": ["others"]}]}
    assert warned(routed(nobody, {"steps": [{"pools": ["clerks"]}]})) == [
        "centres.line.routing[0].share = 0 %: lets no call take the route"
    ]


def test_a_route_that_begins_at_a_pool_without_heads():
    steps = {"steps": [{"pools": ["others"]}, {"pools": ["clerks"], "after": "1 min"}]}
    changes = {**routed(steps), "pools.others.heads": 0}
    assert warned(changes) == [
        "centres.line.routing[0].steps[0].pools: takes no call, since nobody of these pools ever works: give one heads"
    ]
    assert (
        warned(
            {
                **changes,
                "staffing": {"pools": {"others": {"most": 4}}},
                "pools.others.cost": "30 yuan/h",
                "targets": [{"measure": "abandoned", "at_most": "5 %"}],
            }
        )
        == []
    )  # a plan may give it some


def test_a_reserve_that_nobody_exceeds():
    steps = [{"pools": ["clerks"]}, {"pools": ["others"], "reserve": 2}]
    assert warned(routed({"steps": steps})) == [
        "centres.line.routing[0].steps[1].reserve = 2: lets these pools take no call here, since they have 2 heads at the most"
    ]


def test_endings_that_cannot_be():
    said = warned({**PHONE, "centres.line.redial": {"busy": "50 %", "reneged": "40 %", "unsolved": "20 %"}})
    assert said == [
        "centres.line.redial.busy = 50 %: has no effect, since nobody hears the busy tone without trunks",
        "centres.line.redial.reneged = 40 %: has no effect, since everybody waits for ever without patience",
    ]


def test_what_one_policy_needs_is_not_in_vain():
    changes = {**PHONE, "centres.line.redial": {"busy": "50 %"}}
    assert warned({**changes, "policies": {"few_trunks": {"centres.line.trunks": 5}}}) == []


def test_what_a_policy_says_is_told_of_the_policy():
    said = warned({"policies": {"plenty": {"pools.clerks.heads": 300}}})
    assert len(said) == 1
    assert said[0].startswith("pools.clerks.heads = 300: puts up to 300 heads on duty")
    assert said[0].endswith("(under the policy plenty)")


def test_a_greeter_with_nothing_to_do():
    said = warned(
        {
            "halls.north.pools": ["clerks", "greeters"],
            "halls.north.greeter": {"triage": "20 s", "answers": "50 %", "steers": "30 %"},
            "pools.greeters": {"works_at": "greeter", "heads": 1},
        }
    )
    assert said == [
        "halls.north.greeter.answers = 50 %: has no effect, since no service has quick questions: add quick",
        "halls.north.greeter.steers = 30 %: has no effect, since the hall has no kiosk that can do a service: add one",
    ]


def test_variants_keep_what_is_said_of_their_file():
    scenario = small({"calendar.closed": ["2030-01-01"], "policies": {"two": {"pools.clerks.heads": 2}}})
    (warning,) = scenario.warnings
    for variant in (scenario.with_policy("two"), scenario.replace({"pools.clerks.heads": 3})):
        assert variant.warnings == (warning,)


FIRST_WEEK = {"calendar.days": 5}
"""Monday to Friday."""


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("pools.clerks.training", {"time": "09:00-10:00", "heads": 1, "days": "sat"}),
        ("pools.clerks.breaks", {"length": "20 min", "within": "09:00-11:00", "at_once": 1, "days": "sat"}),
    ],
)
def test_time_away_on_a_day_of_the_week_that_the_horizon_does_not_have(key, row):
    assert warned({**FIRST_WEEK, key: [row]}) == [
        f"{key}[0]: is on sat, and from 2024-01-01 to 2024-01-05 the hall north is open on no such day: it has no effect"
    ]
    assert warned({**FIRST_WEEK, key: [{**row, "days": "fri"}]}) == []


def test_training_at_the_phone_on_a_day_without_an_opening():
    training = {"training": [{"time": "09:00-10:00", "heads": 1, "days": "sun"}]}
    assert warned({**PHONE, "calendar.days": 14, "calendar.closed": ["2024-01-07", "2024-01-14"], "pools.clerks.phone": training}) == [
        "pools.clerks.phone.training[0]: is on sun, and from 2024-01-01 to 2024-01-14 the centre line is open on no such day: "
        "it has no effect"
    ]  # fmt: skip


def test_dates_of_another_year():
    """Of the factor, of the table of heads and of the counts none is in the horizon; a table that goes on beyond it is as it should be."""
    arrivals, year = "halls.north.arrivals", {"calendar.days": 5}
    said = "has no date of the horizon of 2024-01-01 to 2024-01-05, and no effect: is the year right?"
    assert warned({**year, f"{arrivals}.dates": {"2025-01-02": "80 %"}}) == [f"{arrivals}.dates: {said}"]
    assert warned({**year, f"{arrivals}.dates": {"2024-01-02": "80 %", "2025-01-02": "80 %"}}) == []
    volumes = {"volumes.csv": "date,contacts\n2023-01-02,30\n"}
    assert warned({**year, f"{arrivals}.volumes": "volumes.csv"}, volumes) == [
        f"{arrivals}.volumes = volumes.csv: {said}"
    ]
    everyday = {"start": "08:00", "end": "12:00", "heads": 1}
    heads = [{**everyday, "days": "mon-sun"}, {**everyday, "heads": 2, "date": "2025-01-02"}]
    assert warned({**year, "pools.clerks.heads": heads}) == [f"pools.clerks.heads: {said}"]


IDLE = {"halls.north.pools": ["clerks", "idle"], "pools.idle": {"works_at": "counter", "heads": 0}}


def test_counters_that_close_and_have_nobody():
    outage = {"every": "20 h", "lasts": "20 min"}
    assert warned({**IDLE, "halls.north.outages": [{**outage, "pools": ["clerks", "idle"]}]}) == [
        "halls.north.outages[0].pools[1] = idle: is closed in vain, since nobody of the pool ever works: give it heads"
    ]
    closure = {"date": "2024-01-01", "start": "09:00", "end": "10:00"}
    assert warned({**IDLE, "halls.north.closures": [closure, {**closure, "pool": "idle"}]}) == [
        "halls.north.closures: closes in row 2 idle in vain, since nobody of the pool ever works: give it heads"
    ]
    assert warned({**IDLE, "halls.north.outages": [outage], "halls.north.closures": [closure]}) == []
    busy = {"policies": {"busy": {"pools.idle.heads": 1}}}
    assert warned({**IDLE, **busy, "halls.north.outages": [{**outage, "pools": ["idle"]}]}) == []


SOUTH = {
    "halls.south": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["others"]},
    "pools.others": {"works_at": "counter", "heads": 1},
}


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"halls.north.label": "Town hall", "halls.south.label": "Town hall"}, ("halls.south.label = Town hall", "halls.north")),
        ({"halls.south.label": "north"}, ("halls.south.label = north", "halls.north")),
        ({"pools.clerks.label": "Staff", "pools.others.label": "Staff"}, ("pools.others.label = Staff", "pools.clerks")),
        ({"policies": {"more": {"label": "Now"}, "most": {"label": "Now"}}}, ("policies.most.label = Now", "policies.more")),
        ({"label": "Now", "policies": {"more": {"label": "Now"}}}, ("policies.more.label = Now", "the scenario without a policy")),
    ],
)  # fmt: skip
def test_labels_that_do_not_tell_apart(changes, places):
    key, other = places
    assert warned({**SOUTH, **changes}) == [
        f"{key}: is what {other} is called, too, so that reports put keys beside them: give each a label of its own"
    ]


def test_the_same_label_for_a_hall_and_its_pool_may_be_meant():
    assert warned({**SOUTH, "halls.south.label": "South", "pools.others.label": "South"}) == []
