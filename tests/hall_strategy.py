"""Made halls: scenarios of all that a hall can do, drawn by hypothesis, for properties that hold in every hall.

Each is written to a file with its tables and read by the real loader. Times lie often on whole minutes, so that much
happens at one instant; some are no whole number of ticks.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sim.scenario import Scenario
from tests.choices import Choices, FromHypothesis
from tests.hall_drawing import Drawing
from tests.hall_features import EVERYTHING, Features
from tests.hall_rules import appointments, closures, greeter, rules_of_hall
from tests.hall_staff import away, counters, floaters, schedule, speed
from tests.scenarios_for_tests import written

HOURS = (
    ["08:00-10:00"],
    ["08:30-10:00", "10:30-12:00"],
    ["08:00-09:00", "09:10-10:00"],
    ["08:00-08:30", "09:00-09:45", "11:00-12:00"],
    ["09:00-13:00"],
)

NIGHTS_TOO = (
    ["00:00-24:00"],
    ["00:00-24:00"],
    ["20:00-24:00"],
    ["22:00-23:30"],
    ["00:00-06:00", "18:00-24:00"],
)
"""Open through midnight, or until shortly before it."""


@st.composite
def halls(draw: st.DrawFn, features: Features = EVERYTHING) -> Scenario:
    """Scenarios with one or more halls of a few dozen customers a day."""
    return Maker(FromHypothesis(draw), features).scenario()


class Maker:
    """Draws the parts of one scenario."""

    def __init__(self, choices: Choices, features: Features) -> None:
        self.by = Drawing(choices, features)
        self.tables: dict[str, str] = {}
        self.services: list[str] = []

    def scenario(self) -> Scenario:
        return written(self.data(), self.tables)

    def data(self) -> dict[str, Any]:
        """The content of a scenario file; what its tables say is then in `tables`."""
        calendar = self._calendar()
        data = {
            "name": "made",
            "calendar": calendar,
            "services": self._services(),
            "segments": self._segments(),
            "halls": {},
            "pools": {},
        }
        for name in ("north", "south")[: self.by.number(1, self.by.can.most_halls)]:
            if name == "south" and self.by.maybe(self.by.can.twins):
                self._twin(name, "north", data, calendar["hours"])
            else:
                self._hall(name, data, calendar["hours"])
        if len(data["halls"]) == 2 and self.by.maybe(self.by.can.floaters):
            floaters(self.by, data, calendar["hours"][0].split("-")[0])
        if self.by.can.returns and self.by.maybe():
            ways = ("papers_missing", "balked", "reneged", "sent_home", "turned_away")
            data["come_back"] = {way: self.by.percent() for way in ways} | {
                "after_days": self.by.one(["100 %"], ["50 %", "50 %"], ["20 %", "0 %", "80 %"]),
                "complete": self.by.percent(),
                "most_visits": self.by.number(1, 4),
            }
        elif not self.by.can.returns:
            data["come_back"] = {"papers_missing": "0 %"}
        return data

    # -- calendar and demand ----------------------------------------------------------------------------------------

    def _calendar(self) -> dict[str, Any]:
        days = self.by.number(1, self.by.can.most_days)
        calendar: dict[str, Any] = {
            "start": self.by.one("2024-01-01", "2024-02-28", "2023-12-31"),
            "days": days,
            "warm_up": self.by.one(0, 0, 1),
            "hours": self.by.one(*(NIGHTS_TOO if self.by.can.nights else HOURS)),
            "interval": self.by.one("30 min", "1 h"),
        }
        if days == 3 and self.by.maybe():
            calendar["closed"] = [{"2024-01-01": "2024-01-02", "2024-02-28": "2024-02-29"}.get(
                calendar["start"], "2024-01-01"
            )]  # fmt: skip
        return calendar

    def _services(self) -> dict[str, Any]:
        self.services = ["pay", "connect", "complain"][: self.by.number(1, 3)]
        shares = {1: ["100 %"], 2: ["70 %", "30 %"], 3: ["50 %", "30 %", "20 %"]}[len(self.services)]
        services: dict[str, Any] = {}
        for name, share in zip(self.services, shares, strict=True):
            service: dict[str, Any] = {"share": share, "handle_time": self.by.time()}
            if self.by.maybe():
                service |= {"quick": self.by.percent(), "quick_time": self.by.time(1, 2)}
            if self.by.maybe(self.by.can.kiosks):
                service["kiosk"] = {"handle_time": self.by.time(1, 4), "chosen": self.by.percent()}
            elif self.by.maybe(self.by.can.missing_papers):
                service |= {"papers_missing": self.by.percent(), "found_after": self.by.percent()}
            if self.by.likely(self.by.can.greeters):
                service["form"] = {"help_time": self.by.time(1, 4), "saves": self.by.percent(0, 30, 100)}
            services[name] = service
        return services

    def _segments(self) -> dict[str, Any]:
        if not self.by.maybe(self.by.can.priorities):
            return {"everyone": {"share": "100 %"}}
        return {
            "ordinary": {"share": "60 %"},
            "elderly": {"share": "30 %", "priority": 1, **self._own_work()},
            "late": {"share": "10 %", "priority": -1},
        }

    def _own_work(self) -> dict[str, Any]:
        """What customers of a segment do otherwise than the others."""
        own: dict[str, Any] = {}
        if not self.by.maybe(self.by.can.own_work):
            return own
        if self.by.maybe():
            own["time_factor"] = self.by.one("130 %", "70 %", "33.3 %")
        if self.by.maybe():
            shares = {1: ["100 %"], 2: ["10 %", "90 %"], 3: ["0 %", "75 %", "25 %"]}[len(self.services)]
            own["services"] = dict(zip(self.services, shares, strict=True))
        if self.by.maybe():
            own["quick"] = self.by.percent()
        if self.by.maybe(self.by.can.kiosks):
            own["kiosk"] = self.by.percent()
        return own

    # -- a hall -----------------------------------------------------------------------------------------------------

    def _hall(self, name: str, data: dict[str, Any], hours: list[str]) -> None:
        pools = counters(self.by, self.services, name, hours)
        if (
            self.by.can.kiosks
            and any("kiosk" in service for service in data["services"].values())
            and self.by.maybe()
        ):
            pools[f"{name} kiosks"] = {"works_at": "kiosk", **schedule(self.by, hours, 0)}
        if self.by.maybe(self.by.can.greeters):
            pools[f"{name} greeters"] = {
                "works_at": "greeter",
                **schedule(self.by, hours, 1),
                **speed(self.by),
            }
        hall: dict[str, Any] = {"arrivals": self._arrivals(name, hours), **rules_of_hall(self.by)}
        if f"{name} greeters" in pools:
            hall["greeter"] = greeter(self.by)
        for pool in pools.values():
            pool |= away(self.by, data["calendar"], pool)
        hall["pools"] = self.by.choices.shuffled(list(pools))
        hall |= closures(self.by, data["calendar"], hall["pools"])
        if self.by.maybe(self.by.can.groups):
            hall["arrivals"]["groups"] = {"share": self.by.percent(), "sizes": {2: "60 %", 5: "40 %"}}
        if not data["calendar"]["warm_up"] and self.by.maybe(self.by.can.groups):
            hall["arrivals"]["at_start"] = self.by.number(1, 9)
        if self.by.maybe(self.by.can.tickets):
            hall |= {"patience": self.by.time(1, 10), "called_in_vain": self.by.one("0 s", "20 s", "1 min")}
        if self.by.likely(self.by.can.appointments):
            hall["appointments"] = appointments(self.by, self.services, hours)
        data["halls"][name] = hall
        data["pools"] |= pools

    def _twin(self, name: str, of: str, data: dict[str, Any], hours: list[str]) -> None:
        hall = dict(data["halls"][of])
        for pool in hall["pools"]:
            rules = {
                key: data["pools"][pool][key]
                for key in ("works_at", "serves", "speed")
                if key in data["pools"][pool]
            }
            data["pools"][pool.replace(of, name)] = rules | schedule(
                self.by, hours, int(rules["works_at"] != "kiosk")
            )
        pools = [pool.replace(of, name) for pool in hall["pools"]]
        data["halls"][name] = hall | {"arrivals": self._arrivals(name, hours), "pools": pools}

    def _arrivals(self, name: str, hours: list[str]) -> dict[str, Any]:
        table, rows, reached = f"{name}.csv", ["start,end,weight"], "07:00"
        for window in hours:  # some come while it is closed, less than half of all
            start, end = window.split("-")
            if reached < start and not self.by.can.nights:
                rows.append(f"{reached},{start},{self.by.number(0, 2)}")
            rows.append(f"{start},{end},{self.by.number(3, 9)}")
            reached = end
        self.tables[table] = "\n".join(rows)
        arrivals = {
            "per_day": self.by.one(20, 60, 60, 0),
            "profile": table,
            "day_to_day_cv": self.by.one(0, 0.3),
        }
        if len(self.services) == 2 and self.by.maybe():
            self.tables["mix.csv"] = "start,pay,connect\n09:00,20 %,80 %\n09:30,100 %,0 %\n"
            arrivals["mix"] = "mix.csv"
        return arrivals
