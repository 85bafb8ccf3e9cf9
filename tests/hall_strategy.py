"""Made halls: scenarios of all that a hall can do, drawn by hypothesis, for properties that hold in every hall.

Each is written to a file with its tables and read by the real loader. Times lie often on whole minutes, so that much
happens at one instant; some are no whole number of ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from sim.scenario import Scenario
from tests.choices import Choices, FromHypothesis
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


@dataclass(frozen=True)
class Features:
    """What the halls of a draw may have; a comparison of two engines leaves out what one of them does not take.

    Attributes
    ----------
    greeters, kiosks, priorities, patience, balking, skills, missing_papers, returns, random_times : bool
        Each may be there, or is never there. Without `skills` there is one pool of clerks, without `random_times`
        all times are constant.
    shifts, heads_by_time : bool
        Whether staff may come in shifts with breaks, and change by time of day; else heads are constant.
    most_days, most_halls : int
        Bounds of the horizon and of the number of halls.
    twins : bool
        Whether the second hall may have the first one's rules, with other customers and staff.
    sends_home : bool
        Whether a closing hall may send customers home, and overtime may be short.
    nights : bool
        Whether it is open at night, and not by day.
    floaters : bool
        Whether some people may work now in one hall, now in the other.
    closures : bool
        Whether counters may close by chance, and as listed.
    own_work : bool
        Whether segments may have their own times, services, quick questions and use of kiosks.
    away : bool
        Whether staff may be missing, on leave, in training, or at a break in turns.
    appointments, tickets, groups : bool
        Whether customers may book slots, tickets of those who give up stay in line, and customers come together, or wait at the start.
    """

    greeters: bool = True
    kiosks: bool = True
    priorities: bool = True
    patience: bool = True
    balking: bool = True
    skills: bool = True
    missing_papers: bool = True
    returns: bool = True
    random_times: bool = True
    shifts: bool = True
    heads_by_time: bool = True
    sends_home: bool = True
    most_days: int = 3
    most_halls: int = 1
    twins: bool = False
    nights: bool = False
    away: bool = True
    own_work: bool = True
    closures: bool = True
    floaters: bool = True
    appointments: bool = False
    tickets: bool = False
    groups: bool = False


EVERYTHING = Features(most_halls=2)
TWINS = Features(most_halls=2, twins=True)
NIGHTS = Features(most_halls=2, nights=True)
BOOKED = Features(most_halls=2, appointments=True, tickets=True, groups=True)
PLAIN = Features(
    greeters=False,
    kiosks=False,
    priorities=False,
    patience=False,
    balking=False,
    skills=False,
    missing_papers=False,
    returns=False,
    shifts=False,
    heads_by_time=False,
    sends_home=False,
    away=False,
    own_work=False,
    closures=False,
    floaters=False,
)
"""First come, first served, by the same heads all the time they are open."""


@st.composite
def halls(draw: st.DrawFn, features: Features = EVERYTHING) -> Scenario:
    """Scenarios with one or more halls of a few dozen customers a day."""
    return Maker(FromHypothesis(draw), features).scenario()


class Maker:
    """Draws the parts of one scenario."""

    def __init__(self, choices: Choices, features: Features) -> None:
        self.choices, self.can = choices, features
        self.tables: dict[str, str] = {}
        self.services: list[str] = []

    def one(self, *choices: Any) -> Any:
        return self.choices.one(*choices)

    def maybe(self, allowed: bool = True) -> bool:
        return allowed and self.choices.flag()

    def percent(self, *choices: int) -> str:
        return f"{self.one(*(choices or (0, 10, 50, 90, 100)))} %"

    def likely(self, allowed: bool = True) -> bool:
        return allowed and self.one(True, True, True, False)

    def number(self, low: int, high: int) -> int:
        return self.choices.number(low, high)

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
        for name in ("north", "south")[: self.number(1, self.can.most_halls)]:
            if name == "south" and self.maybe(self.can.twins):
                self._twin(name, "north", data, calendar["hours"])
            else:
                self._hall(name, data, calendar["hours"])
        if len(data["halls"]) == 2 and self.maybe(self.can.floaters):
            self._floaters(data, calendar["hours"][0].split("-")[0])
        if self.can.returns and self.maybe():
            ways = ("papers_missing", "balked", "reneged", "sent_home", "turned_away")
            data["come_back"] = {way: self.percent() for way in ways} | {
                "after_days": self.one(["100 %"], ["50 %", "50 %"], ["20 %", "0 %", "80 %"]),
                "complete": self.percent(),
                "most_visits": self.number(1, 4),
            }
        elif not self.can.returns:
            data["come_back"] = {"papers_missing": "0 %"}
        return data

    # -- calendar and demand ----------------------------------------------------------------------------------------

    def _calendar(self) -> dict[str, Any]:
        days = self.number(1, self.can.most_days)
        calendar: dict[str, Any] = {
            "start": self.one("2024-01-01", "2024-02-28", "2023-12-31"),
            "days": days,
            "warm_up": self.one(0, 0, 1),
            "hours": self.one(*(NIGHTS_TOO if self.can.nights else HOURS)),
            "interval": self.one("30 min", "1 h"),
        }
        if days == 3 and self.maybe():
            calendar["closed"] = [{"2024-01-01": "2024-01-02", "2024-02-28": "2024-02-29"}.get(
                calendar["start"], "2024-01-01"
            )]  # fmt: skip
        return calendar

    def _time(self, least: int = 1, most: int = 12) -> Any:
        minutes = self.number(least, most)
        constant = self.one(f"{minutes} min", f"{minutes} min", f"{minutes * 20} s", f"{minutes}.5 min")
        if not self.can.random_times:
            return constant
        mean = f"{minutes} min"
        return self.one(
            constant,
            {"exponential": {"mean": mean}},
            {"gamma": {"mean": mean, "cv": 0.7}},
            {"lognormal": {"mean": mean, "cv": 0.5}},
            {"uniform": {"low": "0 min", "high": f"{2 * minutes} min"}},
            {"triangular": {"low": "0 min", "mode": "1 min", "high": f"{2 * minutes} min"}},
        )

    def _services(self) -> dict[str, Any]:
        self.services = ["pay", "connect", "complain"][: self.number(1, 3)]
        shares = {1: ["100 %"], 2: ["70 %", "30 %"], 3: ["50 %", "30 %", "20 %"]}[len(self.services)]
        services: dict[str, Any] = {}
        for name, share in zip(self.services, shares, strict=True):
            service: dict[str, Any] = {"share": share, "handle_time": self._time()}
            if self.maybe():
                service |= {"quick": self.percent(), "quick_time": self._time(1, 2)}
            if self.maybe(self.can.kiosks):
                service["kiosk"] = {"handle_time": self._time(1, 4), "chosen": self.percent()}
            elif self.maybe(self.can.missing_papers):
                service |= {"papers_missing": self.percent(), "found_after": self.percent()}
            if self.likely(self.can.greeters):
                service["form"] = {"help_time": self._time(1, 4), "saves": self.percent(0, 30, 100)}
            services[name] = service
        return services

    def _segments(self) -> dict[str, Any]:
        if not self.maybe(self.can.priorities):
            return {"everyone": {"share": "100 %"}}
        return {
            "ordinary": {"share": "60 %"},
            "elderly": {"share": "30 %", "priority": 1, **self._own_work()},
            "late": {"share": "10 %", "priority": -1},
        }

    def _own_work(self) -> dict[str, Any]:
        """What customers of a segment do otherwise than the others."""
        own: dict[str, Any] = {}
        if not self.maybe(self.can.own_work):
            return own
        if self.maybe():
            own["time_factor"] = self.one("130 %", "70 %", "33.3 %")
        if self.maybe():
            shares = {1: ["100 %"], 2: ["10 %", "90 %"], 3: ["0 %", "75 %", "25 %"]}[len(self.services)]
            own["services"] = dict(zip(self.services, shares, strict=True))
        if self.maybe():
            own["quick"] = self.percent()
        if self.maybe(self.can.kiosks):
            own["kiosk"] = self.percent()
        return own

    # -- a hall -----------------------------------------------------------------------------------------------------

    def _hall(self, name: str, data: dict[str, Any], hours: list[str]) -> None:
        pools = self._counters(name, hours)
        if (
            self.can.kiosks
            and any("kiosk" in service for service in data["services"].values())
            and self.maybe()
        ):
            pools[f"{name} kiosks"] = {"works_at": "kiosk", **self._schedule(hours, 0)}
        if self.maybe(self.can.greeters):
            pools[f"{name} greeters"] = {"works_at": "greeter", **self._schedule(hours, 1), **self._speed()}
        hall: dict[str, Any] = {"arrivals": self._arrivals(name, hours), **self._rules()}
        if f"{name} greeters" in pools:
            hall["greeter"] = self._greeter()
        for pool in pools.values():
            pool |= self._away(data["calendar"], pool)
        hall["pools"] = self.choices.shuffled(list(pools))
        hall |= self._closures(data["calendar"], hall["pools"])
        if self.maybe(self.can.groups):
            hall["arrivals"]["groups"] = {"share": self.percent(), "sizes": {2: "60 %", 5: "40 %"}}
        if not data["calendar"]["warm_up"] and self.maybe(self.can.groups):
            hall["arrivals"]["at_start"] = self.number(1, 9)
        if self.maybe(self.can.tickets):
            hall |= {"patience": self._time(1, 10), "called_in_vain": self.one("0 s", "20 s", "1 min")}
        if self.likely(self.can.appointments):
            hall["appointments"] = self._appointments(hours)
        data["halls"][name] = hall
        data["pools"] |= pools

    def _floaters(self, data: dict[str, Any], first: str) -> None:
        """People who change halls while these are open, or on the second day."""
        later = f"{_half(first)}:40"
        (north, south), people = self.one(
            (({first: 1, later: 0}, {first: 0, later: 1}), 1),
            (({first: 2, later: 1}, {first: 1, later: 2}), 3),
            (({first: 1, later: 2}, {first: 1, later: 0}), 2),
        )
        for hall, heads in (("north", north), ("south", south)):
            data["pools"][f"{hall} floaters"] = {"works_at": "counter", "heads": heads, **self._speed()}
            data["halls"][hall]["pools"] = [*data["halls"][hall]["pools"], f"{hall} floaters"]
        data["floaters"] = {
            "runners": {
                "pools": ["south floaters", "north floaters"],
                "people": people,
                "travel": self.one("10 min", "100 s", "1 h", "0 min"),
            }
        }

    def _twin(self, name: str, of: str, data: dict[str, Any], hours: list[str]) -> None:
        hall = dict(data["halls"][of])
        for pool in hall["pools"]:
            rules = {
                key: data["pools"][pool][key]
                for key in ("works_at", "serves", "speed")
                if key in data["pools"][pool]
            }
            data["pools"][pool.replace(of, name)] = rules | self._schedule(
                hours, int(rules["works_at"] != "kiosk")
            )
        pools = [pool.replace(of, name) for pool in hall["pools"]]
        data["halls"][name] = hall | {"arrivals": self._arrivals(name, hours), "pools": pools}

    def _closures(self, calendar: dict[str, Any], pools: list[str]) -> dict[str, Any]:
        """When counters are closed."""
        if not self.maybe(self.can.closures):
            return {}
        first = calendar["hours"][0].split("-")[0]
        found: dict[str, Any] = {"at_outage": self.one("finish", "wait")}
        if self.maybe():
            some = {"pools": [pools[0]]} if self.maybe() else {}
            some |= {"heads": 1} if self.maybe() else {}
            found["outages"] = [{"every": self.one("40 min", "3 h"), "lasts": self._time(5, 40), **some}]
        if self.maybe():
            until = f"{int(_half(first)) + 1:02}:10"
            row: dict[str, Any] = {"date": calendar["start"], "start": f"{_half(first)}:40", "end": until}
            row |= {"pool": pools[-1]} if self.maybe() else {}
            row |= {"heads": self.number(1, 2)} if self.maybe() else {}
            found["closures"] = [row]
        return found

    def _arrivals(self, name: str, hours: list[str]) -> dict[str, Any]:
        table, rows, reached = f"{name}.csv", ["start,end,weight"], "07:00"
        for window in hours:  # some come while it is closed, less than half of all
            start, end = window.split("-")
            if reached < start and not self.can.nights:
                rows.append(f"{reached},{start},{self.number(0, 2)}")
            rows.append(f"{start},{end},{self.number(3, 9)}")
            reached = end
        self.tables[table] = "\n".join(rows)
        arrivals = {
            "per_day": self.one(20, 60, 60, 0),
            "profile": table,
            "day_to_day_cv": self.one(0, 0.3),
        }
        if len(self.services) == 2 and self.maybe():
            self.tables["mix.csv"] = "start,pay,connect\n09:00,20 %,80 %\n09:30,100 %,0 %\n"
            arrivals["mix"] = "mix.csv"
        return arrivals

    def _rules(self) -> dict[str, Any]:
        can = self.can
        rules: dict[str, Any] = {
            "lines": self.one("one", "by_service") if can.skills else "one",
            "door": self.one("0 min", "30 min", "100 s"),
            "last_ticket": self.one("0 min", "10 min", "100 s"),
            "at_lunch": self.one("serve", "wait", *(("send_home",) if can.sends_home else ())),
            "overtime_limit": self.one("0 min", "100 s", "30 min", "4 h") if can.sends_home else "10 h",
        }
        if self.maybe(can.sends_home):
            rules["at_closing"] = "send_home"
        if self.maybe(can.patience):
            rules["patience"] = self._time(1, 10)
        if self.maybe(can.balking):
            few, many = self.percent(0, 20, 50), self.percent(50, 80, 100)
            rules["balking"] = [{"waiting": 1, "leave": few}, {"waiting": 4, "leave": many}]
        return rules

    def _appointments(self, hours: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {
            "share": self.percent(20, 50, 100),
            "slots": [{"hours": hours, "every": self.one("5 min", "20 min"), "places": self.number(1, 3)}],
            "no_show": self.percent(0, 20, 50),
            "ahead": self.one("0 min", "5 min", "200 s"),
            "delay": self._time(1, 10),
            "grace": self.one("0 min", "5 min"),
            "priority": self.one(0, 1, 2, -1),
        }
        if self.maybe():
            first = hours[0].split("-")[0]
            own = {"hours": f"{first}-{_later(first)}", "every": "10 min", "places": 1}
            found["slots"].insert(self.number(0, 1), own | {"services": self.services[:1]})
        if self.maybe():
            found["most_per_day"] = self.number(0, 12)
        return found

    def _greeter(self) -> dict[str, Any]:
        return {
            "triage": self._time(1, 2),
            "answers": self.percent(),
            "answer_time": self._time(1, 2),
            "steers": self.percent() if self.can.kiosks else "0 %",
            "check_time": self._time(1, 2),
            "catches": self.percent(),
            "helps_with_forms": self.likely(),
            "bypass_after": self.one("0 min", "20 s", "2 min", "10 min"),
        }

    # -- staff ------------------------------------------------------------------------------------------------------

    def _counters(self, hall: str, hours: list[str]) -> dict[str, Any]:
        pools = {f"{hall} clerks": {"works_at": "counter", **self._schedule(hours, 1), **self._speed()}}
        for number in range(self.number(0, 2) if self.can.skills else 0):
            skills = self.choices.shuffled(self.services)[: self.number(1, len(self.services))]
            pools[f"{hall} experts {number}"] = {
                "works_at": "counter",
                "serves": list(skills),
                **self._schedule(hours, 0),
                **self._speed(),
            }
        return pools

    def _away(self, calendar: dict[str, Any], pool: dict[str, Any]) -> dict[str, Any]:
        """When people of a pool do not work though they are scheduled."""
        if pool["works_at"] == "kiosk" or not self.maybe(self.can.away):
            return {}
        first, last = calendar["hours"][0].split("-")[0], calendar["hours"][-1].split("-")[1]
        away: dict[str, Any] = {"absence": self.percent(0, 0, 30)}
        if self.maybe() and pool.get("heads") in (1, 2, 3):
            away["training"] = [
                {"time": self.one(f"{first}-{_half(first)}:40", f"{first}-{last}"), "heads": 1}
            ]
        if self.maybe():
            away["leave"] = [
                {"first": calendar["start"], "last": calendar["start"], "heads": self.number(1, 2)}
            ]
        if self.maybe():
            length, at_once = self.one(("5 min", 1), ("10 min", 2), ("25 min", 2), ("100 s", 4))
            within = self.one(f"{first}-{last}", f"{_half(first)}:40-{last}")
            away["breaks"] = [{"length": length, "within": within, "at_once": at_once}]
        return away

    def _speed(self) -> dict[str, Any]:
        return {"speed": self.one("100 %", "100 %", "70 %", "150 %"), "cost": "60 yuan/h"}

    def _schedule(self, hours: list[str], least: int) -> dict[str, Any]:
        """Heads (at least so many at some time): a number, by time of day, or shifts."""
        first, last = hours[0].split("-")[0], hours[-1].split("-")[1]
        inside = [first, f"{_half(first)}:40", _later(first)]
        kind = self.one("constant", *(("steps",) * self.can.heads_by_time), *(("shifts",) * self.can.shifts))
        if kind == "constant":
            return {"heads": self.number(least, 3)}
        if kind == "steps":
            starts = sorted(set(inside))
            heads = [max(least, self.number(0, 3)), *(self.number(0, 3) for _ in starts[1:])]
            return {"heads": dict(zip(starts, heads, strict=True))}
        whole = {"time": f"{first}-{last}", "heads": max(least, self.number(0, 2))}
        if self.maybe():
            whole["breaks"] = [f"{_half(first)}:40-{_later(first)}"] if first != "09:00" else ["09:20-09:50"]
        part = {"time": f"{inside[1]}-{last}", "heads": self.number(0, 2)}
        return {"shifts": [whole, part] if self.maybe() else [whole]}


def _half(first: str) -> str:
    """The hour of opening, written with two digits."""
    return first[:2]


def _later(first: str) -> str:
    """A time some hours after opening, or in the next hour."""
    return "09:30" if first < "09:30" else f"{int(first[:2]) + 1}:10"
