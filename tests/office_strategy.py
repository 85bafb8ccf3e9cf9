"""Made offices behind made halls and call centres: scenarios of all that an office can do, drawn by hypothesis, for properties that hold in all.

Orders are many for the few days there are, times lie often on whole minutes, and some heads are on duty over midnight: so much is in line, in hand
or lies at each midnight, and much happens at one instant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from sim.scenario import Scenario, ScenarioError
from tests import centre_strategy, hall_features, hall_strategy
from tests.choices import Choices, FromHypothesis
from tests.golden.made import ALL_OF_A_CENTRE, Author, Content
from tests.scenarios_for_tests import written

HOURS = (["08:00-12:00", "13:00-17:00"], ["00:00-24:00"], ["00:00-06:00", "18:00-24:00"], ["09:00-11:00"])
DEADLINES = ("1 working days", "2 working hours", "90 min", "1 days", "300 working min")
DEPARTMENTS = ("operations", "metering", "planning")


@st.composite
def offices(draw: st.DrawFn) -> Scenario:
    """Scenarios with one or two offices behind a hall, a centre, or both; what the loader refuses is left out."""
    choices = FromHypothesis(draw)
    data, tables = _fronts(choices)
    Maker(choices, data, tables).add()
    try:
        return written(data, tables)
    except ScenarioError:
        assume(False)
        raise


@st.composite
def offices_that_change(draw: st.DrawFn) -> Scenario:
    """The same under a policy of one to three steps, each from a date on, for some regions and segments or for all."""
    choices = FromHypothesis(draw)
    data, tables = _fronts(choices)
    Maker(choices, data, tables).add()
    start = dt.date.fromisoformat(data["calendar"]["start"])
    begins = sorted(choices.number(-1, data["calendar"]["days"]) for _ in range(choices.number(1, 3)))
    steps = [_step(choices, data, start + dt.timedelta(days=day)) for day in begins]
    data["policies"] = {**data.get("policies", {}), "in_steps": {"steps": steps}}
    try:
        return written(data, tables).with_policy("in_steps")
    except ScenarioError:
        assume(False)
        raise


def _step(choices: Choices, data: dict[str, Any], begins: dt.date) -> dict[str, Any]:
    """A step of a policy that changes every office, with what its pools have."""
    step: dict[str, Any] = {"begins": begins.isoformat(), "set": {}}
    for key in ("regions", "segments"):
        names = list(data.get(key, ()))
        if names and choices.flag():
            step[key] = choices.shuffled(names)[: choices.number(1, len(names))]
    for name, office in data["offices"].items():
        at, categories = f"offices.{name}", list(office["categories"])
        right = "70 %" if len(office["departments"]) > 1 else "100 %"
        some = choices.one(*categories)
        step["set"] |= {
            f"{at}.categories.{some}.deadline": choices.one(*DEADLINES),
            f"{at}.categories.{some}.clock": choices.one("creation", "acceptance"),
            f"{at}.categories.{some}.priority": choices.one(-1, 0, 2),
            f"{at}.categories.{some}.solved": choices.one("100 %", "40 %"),
            f"{at}.routing.look": choices.one("0 min", "10 min"),
        }
        if "coordinator" in office:
            step["set"][f"{at}.coordinator.classify"] = choices.one("0 min", "15 min")
        else:
            pool = f"{name} coordinators"
            step["set"] |= {
                f"{at}.coordinator": {"pool": pool, "classify": "5 min", "right": right},
                f"{at}.pools": [*office["pools"], pool],
                f"pools.{pool}": {"works_at": "office", "heads": choices.number(1, 2), "absence": "20 %"},
            }
        before = [
            level for level in office.get("escalations", []) if _named([level])
        ]  # these pools have no other desk
        step["set"][f"{at}.escalations"] = choices.one([{"at": "10 %", "priority": 1}], []) + before
        pool = choices.one(*office["pools"])
        if "heads" in data["pools"][pool]:
            step["set"][f"pools.{pool}.heads"] = choices.number(1, 3)
    return step


def _fronts(choices: Choices) -> Content:
    """Where contacts come to."""
    features = choices.one(hall_features.EVERYTHING, hall_features.NIGHTS, hall_features.BOOKED)
    kind = choices.one("hall", "hall", "centre", "both")
    if kind == "both":
        return Author(choices).both(features)
    maker = (
        hall_strategy.Maker(choices, features)
        if kind == "hall"
        else centre_strategy.Maker(choices, ALL_OF_A_CENTRE)
    )
    data = maker.data()
    return data, maker.tables


class Maker:
    """Adds offices to a scenario."""

    def __init__(self, choices: Choices, data: dict[str, Any], tables: dict[str, str]) -> None:
        self.one, self.flag, self.number = choices.one, choices.flag, choices.number
        self.shuffled = choices.shuffled
        self.data, self.tables = data, tables

    def add(self) -> None:
        """One or two offices, and the orders that contacts leave."""
        if self.flag():
            self.data["regions"] = {"city": "60 %", "country": "40 %"}
        self.data["calendar"]["days"] = max(2, self.data["calendar"]["days"])
        self.data["offices"] = {}
        for name in ("bureau", "yard")[: self.one(1, 1, 2)]:
            self._office(name)
        categories = [each for office in self.data["offices"].values() for each in office["categories"]]
        for service in self.data["services"].values():
            some = self.shuffled(categories)[: self.number(1, 2)]
            service["orders"] = {category: self.one("50 %", "30 %", "10 %") for category in some}

    def _office(self, name: str) -> None:
        hours = self.one(*HOURS)
        departments = [f"{name} {each}" for each in DEPARTMENTS[: self.number(1, 3)]]
        office: dict[str, Any] = {
            "hours": hours,
            "open": "mon-sun",
            "pools": [],
            "departments": {each: self._department(each, hours) for each in departments},
            "takes": self.one("first", "due"),
            "categories": {
                f"{name} {each}": self._category(departments) for each in "abc"[: self.number(1, 3)]
            },
            "routing": self._routing(departments),
        }
        if self.flag():
            office["coordinator"] = self._coordinator(name, hours)
        if self.flag():
            office["escalations"] = self._escalations(name, hours)
        if self.flag():
            office["chasing"] = self._chasing()
        if self.flag():
            office["causes"] = self._causes(list(office["categories"]))
        if office.get("causes") and self.flag():
            office["analysis"] = {
                "takes": self.number(1, 2),
                "months_back": self.number(1, 2),
                "success": self.one("100 %", "60 %"),
                "removes": self.one("100 %", "60 %"),
            }
        if office.get("causes") and self.flag():
            office["typical_problems"] = {"causes": self.number(1, 2), "work": self.one("70 %", "0 %")}
        if self.flag():
            self.tables[f"{name}.csv"] = "start,end,weight\n" + "\n".join(
                f"{window.replace('-', ',')},1" for window in hours
            )
            planned = {"per_day": self.number(2, 20), "profile": f"{name}.csv"}
            next(iter(office["categories"].values()))["arrivals"] = planned
        if not self.data["calendar"]["warm_up"] and self.flag():
            self._open_orders(name, office, departments)
        for each, department in office["departments"].items():
            if self.one(True, False, False):
                department["own"] = self._portfolios(each, hours)
        for each, department in office["departments"].items():
            if self.flag():
                self._skills(each, department, office["categories"])
        *others, last = office["categories"]
        for each in others:
            if self.flag():
                office["categories"][each]["leaves"] = {last: self.one("100 %", "40 %")}
                office["categories"][each]["prevents"] = self.one("0 %", "100 %", "60 %")
        pools = [pool for department in office["departments"].values() for pool in department["pools"]]
        for department in office["departments"].values():
            pools += department.get("own", {}).get("then", ())
        if "coordinator" in office:
            pools.append(office["coordinator"]["pool"])
        pools += _named(office.get("escalations", ()))
        office["pools"] = list(dict.fromkeys(self.shuffled(pools)))
        self.data["offices"][name] = office

    def _department(self, name: str, office_hours: list[str]) -> dict[str, Any]:
        department: dict[str, Any] = {"pools": self._staff(name, office_hours)}
        if "regions" in self.data and self.flag():
            days = self.one("mon-sun", ["mon", "wed", "thu"], ["tue", "sun"])
            department["days"] = {self.one("city", "country"): days}
        if self.one(False, False, True):
            department["batch"] = {
                "size": self.number(2, 6),
                "at_most": self.one("1 working days", "3 working hours", "300 min", "2 days"),
                "by": self.one("all", "region"),
                "work": self.one("100 %", "70 %"),
            }
        if "regions" in self.data and self.flag():
            department["travel"] = {"city": self._time(0, 45), "country": self._time(90)}
        return department

    def _staff(self, desk: str, office_hours: list[str]) -> list[str]:
        """The pools of a desk, which are added to the scenario."""
        names = [f"{desk} {number}" for number in range(self.one(1, 1, 2))]
        for name in names:
            self._pool(name, office_hours)
        return names

    def _pool(self, name: str, hours: list[str]) -> None:
        first, last = hours[0].split("-")[0], hours[-1].split("-")[1]
        staff = self.one(
            {"heads": self.number(1, 3)},
            {"heads": {first: 1, "10:00": self.number(0, 2), "20:00": self.number(0, 1)}},
            {"shifts": [{"time": f"{first}-{last}", "heads": self.number(1, 2)}]},
        )
        self.data["pools"][name] = {
            "works_at": "office",
            "speed": self.one("100 %", "100 %", "70 %", "150 %"),
            "absence": self.one("0 %", "0 %", "30 %"),
            "cost": "60 yuan/h",
            **staff,
        }
        if self.one(False, False, True):
            pace = self.one(["100 %"], ["100 %", "75 %"], ["120 %", "50 %"])
            self.data["pools"][name]["office"] = {"at_once": self.number(2, 3), "pace": pace}

    def _skills(self, name: str, department: dict[str, Any], categories: dict[str, Any]) -> None:
        """What the pools of a department can do, some of it at another speed: together all that comes there."""
        pools = [*department["pools"], *department.get("own", {}).get("then", ())]
        here = [each for each, rules in categories.items() if name in _departments(rules)]
        able: dict[str, list[str]] = {pool: [] for pool in pools}
        for category in here:
            for pool in self.shuffled(pools)[: self.number(1, len(pools))]:
                able[pool].append(category)
        for pool, some in able.items():
            if some and (len(some) < len(here) or self.flag()):
                self.data["pools"][pool]["serves"] = some
            if some and self.flag():
                levels = {some[0]: {"speed": self.one("50 %", "120 %")}}
                self.data["pools"][pool].setdefault("office", {})["levels"] = levels

    def _portfolios(self, department: str, hours: list[str]) -> dict[str, Any]:
        """For how long orders wait for their own head, and who takes those for everybody too."""
        found: dict[str, Any] = {}
        if self.flag():
            found["within"] = self.one("0 min", "30 min", "2 working hours", "1 working days", "1 days")
        if self.flag():
            found["then"] = [f"{department} others"]
            self._pool(found["then"][0], hours)
        return found

    def _time(self, *minutes: int) -> Any:
        mean = self.one(*minutes)
        return self.one(
            f"{mean} min",
            {"exponential": {"mean": f"{max(mean, 1)} min"}},
            {"uniform": {"low": "0 min", "high": f"{2 * max(mean, 1)} min"}},
        )

    def _category(self, departments: list[str]) -> dict[str, Any]:
        category: dict[str, Any] = {"solved": self.one("100 %", "60 %"), "priority": self.one(0, 0, 1, -1)}
        if self.flag():
            category |= {"department": self.one(*departments), "work": self._time(0, 30, 200, 900)}
        else:
            category["stages"] = [
                {
                    "department": self.one(*departments),
                    "work": self._time(0, 20, 60, 400),
                    "waits": self.one("0 min", "100 min", "1 days"),
                    "rework": self.one("0 %", "0 %", "40 %"),
                }
                for _ in range(self.number(1, 3))
            ]
        if self.one(True, True, False):
            category |= {"deadline": self.one(*DEADLINES), "clock": self.one("creation", "acceptance")}
        if self.one(False, False, True):
            category["pause"] = {
                "share": self.one("0 %", "30 %", "100 %"),
                "time": self._time(30, 500, 3000),
                "misused": self.one("0 %", "50 %"),
            }
        if self.flag():
            category["first_right"] = self.one("0 %", "50 %")
        return category

    def _routing(self, departments: list[str]) -> dict[str, Any]:
        routing: dict[str, Any] = {
            "first_right": self.one("100 %", "40 %") if len(departments) > 1 else "100 %",
            "look": self._time(0, 10),
            "keeps": self._time(0, 60, 600),
        }
        if len(departments) == 3 and self.flag():
            routing["passes_on"] = {departments[0]: {departments[1]: "50 %", departments[2]: "50 %"}}
        return routing

    def _coordinator(self, office: str, hours: list[str]) -> dict[str, Any]:
        pool = f"{office} coordinators"
        self._pool(pool, hours)
        found: dict[str, Any] = {
            "pool": pool,
            "classify": self._time(0, 5),
            "right": self.one("100 %", "50 %"),
        }
        if self.flag():
            when = self.one(
                {"every": "week", "weekday": ["mon", "wed", "fri"]},
                {"every": "month", "on": self.number(1, 31)},
            )
            shares = {f"{office} a": self.one("100 %", "40 %")}
            found["meeting"] = when | {"time": self.one("00:00", "10:00", "15:30"), "categories": shares}
        if self.flag():
            found["closing_call"] = {"time": self._time(0, 4), "finds": self.one("0 %", "50 %", "100 %")}
        return found

    def _open_orders(self, name: str, office: dict[str, Any], departments: list[str]) -> None:
        """Orders that are open at the start, some of them new, some in line at a department, right or wrong."""
        rows = [
            f"{self.one(*office['categories'])},{self.one('2 h', '3 days')},{self.one('', *departments)},{self.number(1, 4)}"
            for _ in range(self.number(1, 4))
        ]
        office["open_orders"] = f"{name} open.csv"
        self.tables[office["open_orders"]] = "\n".join(["category,age,department,orders", *rows])

    def _causes(self, categories: list[str]) -> dict[str, Any]:
        return {
            f"{category} cause {number}": {
                "category": category,
                "share": self.one("20 %", "50 %"),
                **self.one({}, {"recurs": "70 %", "after": self._time(30, 900, 2000)}),
            }
            for category in categories
            for number in range(self.number(0, 2))
        }

    def _chasing(self) -> dict[str, Any]:
        return {
            "service": self.one(*self.data["services"]),
            "a_day": self.one("0 %", "20 %"),
            "a_day_older": self.one("0 %", "10 %"),
            "overdue": self.one("0 %", "30 %"),
            "informed": self.one("0 %", "60 %"),
        }

    def _escalations(self, office: str, hours: list[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for number, at in enumerate(("20 %", "50 %", "100 %", "150 %")[: self.number(1, 4)]):
            level: dict[str, Any] = {
                "at": at,
                "priority": self.number(0, 2),
                "daily_list": self.one(False, False, True),
            }
            if self.one(False, False, True):
                level["approval"] = {
                    "pool": f"{office} specialists {self.one(0, number)}",
                    "work": self._time(0, 20, 300),
                }
                if level["approval"]["pool"] not in self.data["pools"]:
                    self._pool(level["approval"]["pool"], hours)
            if not level["priority"] or self.flag():
                level["pool"] = f"{office} officers {self.one(0, number)}"
                if level["pool"] not in self.data["pools"]:
                    self._pool(level["pool"], hours)
            found.append(level)
        return found


def _departments(category: dict[str, Any]) -> list[str]:
    """The departments of a category, in the order of its stages."""
    return [each["department"] for each in category.get("stages", [category])]


def _named(levels: Iterable[dict[str, Any]]) -> list[str]:
    """The pools that levels of escalation name."""
    return [part["pool"] for level in levels for part in (level, level.get("approval", {})) if "pool" in part]
