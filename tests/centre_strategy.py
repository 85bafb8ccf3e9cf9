"""Made call centres: scenarios of what a centre can do, drawn by hypothesis, for properties that hold in every centre.

Each is written to a file with its tables and read by the real loader. Times lie often on whole minutes, so that much
happens at one instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from sim.scenario import Scenario
from tests.choices import Choices, FromHypothesis
from tests.scenarios_for_tests import written

SERVICES = ("outage", "bill", "complaint")
LINES = ("mandarin", "mongolian")


@dataclass(frozen=True)
class Features:
    """What the centres of a draw may have.

    Attributes
    ----------
    chats, callbacks, transfers : bool
        Each may be there, or is never there.
    """

    chats: bool = False
    callbacks: bool = False
    transfers: bool = False


@st.composite
def centres(draw: st.DrawFn, features: Features | None = None) -> Scenario:
    """Scenarios with one call centre of some hundred calls a day, often with too few agents."""
    return Maker(FromHypothesis(draw), features or Features()).scenario()


class Maker:
    """Draws the parts of one scenario."""

    def __init__(self, choices: Choices, features: Features) -> None:
        self.choices, self.can = choices, features
        self.tables: dict[str, str] = {}

    def one(self, *choices: Any) -> Any:
        return self.choices.one(*choices)

    def maybe(self, allowed: bool = True) -> bool:
        return allowed and self.choices.flag()

    def number(self, low: int, high: int) -> int:
        return self.choices.number(low, high)

    def share(self, *choices: int) -> str:
        return f"{self.one(*(choices or (0, 20, 50, 90, 100)))} %"

    def some(self, names: list[str]) -> list[str]:
        return self.choices.shuffled(names)[: self.number(1, len(names))]

    def time(self, *constants: str) -> Any:
        constant = self.one(*(constants or ("1 min", "2 min", "3 min", "100 s", "5 min")))
        return self.one(
            constant,
            constant,
            {"exponential": {"mean": constant}},
            {"lognormal": {"mean": constant, "cv": 0.7}},
        )

    def scenario(self) -> Scenario:
        return written(self.data(), self.tables)

    def data(self) -> dict[str, Any]:
        """The content of a scenario file; what its tables say is then in `tables`."""
        self.services, self.lines = list(SERVICES[: self.number(1, 3)]), list(LINES[: self.number(1, 2)])
        self.round_the_clock, self.levels = self.maybe(), ["yellow", "red"][: self.one(0, 0, 1, 2)]
        self.pools = [f"pool {number}" for number in range(self.number(1, 3))]
        self.phones, self.chatters = list(self.lines), list[str]()
        if self.maybe(self.can.chats):
            self.lines.append("chat")
            self.chatters = ["chatters", "blended"][: self.number(1, 2)]
        pools = {name: self._pool(name) for name in self.pools}
        data: dict[str, Any] = {
            "name": "made",
            "calendar": self._calendar(),
            "services": self._services(),
            "segments": self._segments(),
            "pools": pools,
        }
        pools |= {name: self._chatters() for name in self.chatters}
        self.made = pools
        self._transfers(pools)
        self.on_phone = [
            *self.pools,
            *(name for name in self.chatters if pools[name]["phone"]["speaks"] != ["chat"]),
        ]
        self.pools += self.chatters
        data["centres"] = {"hub": self._centre()}
        return data

    def _calendar(self) -> dict[str, Any]:
        return {
            "start": self.one("2024-01-01", "2024-02-28"),
            "days": self.number(1, 3),
            "warm_up": self.one(0, 0, 1),
            "hours": self.one(
                ["00:00-24:00"], ["08:00-12:00"], ["08:30-10:00", "10:30-12:30"], ["08:00-24:00"]
            ),
            "interval": self.one("30 min", "1 h"),
        }

    def _services(self) -> dict[str, Any]:
        shares = {1: ["100 %"], 2: ["70 %", "30 %"], 3: ["50 %", "30 %", "20 %"]}[len(self.services)]
        found: dict[str, Any] = {}
        for name, share in zip(self.services, shares, strict=True):
            phone: dict[str, Any] = {"solved": self.share(30, 80, 100), "in_menu": self.share(0, 0, 30)}
            if self.maybe():
                phone["after_call"] = self.time("30 s", "1 min", "2 min")
            if self.maybe():
                phone["patience"] = self._patience()
            if self.maybe(self.can.chats):
                phone["chat_time"] = self.time()
            found[name] = {"share": share, "handle_time": self.time(), "phone": phone}
        return found

    def _segments(self) -> dict[str, Any]:
        if self.maybe():
            return {"everyone": {"share": "100 %"}}
        return {"ordinary": {"share": "80 %"}, "urgent": {"share": "20 %", "priority": self.one(-1, 1, 3)}}

    def _patience(self) -> dict[str, Any]:
        return {
            "time": self.time(),
            "none": self.share(0, 0, 10),
            "endless": self.share(0, 0, 20, 90),
        }

    # -- pools ------------------------------------------------------------------------------------------------------

    def _pool(self, name: str) -> dict[str, Any]:
        phone: dict[str, Any] = {"absence": self.share(0, 0, 30)}
        serves = self.some(self.services) if name != self.pools[0] and self.maybe() else self.services
        if name != self.pools[0]:
            phone["speaks"] = self.some(self.phones)
            if self.maybe():
                phone["levels"] = {self.one(*serves): {"speed": "50 %", "quality": "50 %"}}
        else:
            phone["speaks"] = self.phones
        if self.maybe():
            phone["quality"] = "70 %"
        pool: dict[str, Any] = {"works_at": "phone", "phone": phone, **self._heads()}
        if serves != self.services:
            pool["serves"] = serves
        if self.maybe():
            pool["speed"] = self.one("80 %", "125 %", "50 %")
        return pool

    def _transfers(self, pools: dict[str, Any]) -> None:
        """Pools may hand over to those that can go on with their calls."""
        skills = {
            name: {
                (line, service)
                for line in pool["phone"]["speaks"]
                for service in pool.get("serves", self.services)
            }
            for name, pool in pools.items()
        }
        for name, pool in pools.items():
            others = [other for other in pools if other != name and skills[other] & skills[name]]
            if others and self.maybe(self.can.transfers):
                pool["phone"]["transfer"] = {"to": self.some(others), "share": self.share(50, 100)}

    def _heads(self) -> dict[str, Any]:
        if self.maybe():
            return {"heads": self.number(1, 3)}
        return {"heads": {"00:00": self.number(0, 2), "09:00": self.number(0, 3), "11:00": self.number(1, 3)}}

    def _chatters(self) -> dict[str, Any]:
        """A pool for chats, or for calls as well."""
        at_once = self.number(1, 3)
        pace = ["100 %", "80 %", "50 %"][: self.number(1, at_once)]
        phone: dict[str, Any] = {
            "speaks": ["chat"],
            "absence": self.share(0, 30),
            "quality": self.share(50, 100),
        }
        phone["chats"] = {"at_once": at_once, "pace": pace}
        if self.maybe():
            phone["speaks"] = ["chat", *self.some(self.phones)]
            phone["chats"]["during_call"] = self.number(0, at_once)
        return {"works_at": "phone", "phone": phone, "speed": self.share(100, 80), **self._heads()}

    # -- the centre -------------------------------------------------------------------------------------------------

    def _centre(self) -> dict[str, Any]:
        centre: dict[str, Any] = {
            "lines": {line: self._line(line) for line in self.lines},
            "pools": self.choices.shuffled(self.pools),
            "routing": self._routing(),
            "day_to_day_cv": self.one(0, 0.2),
            "redial": self._redial(),
        }
        if self.round_the_clock:
            centre["round_the_clock"] = True
        else:
            centre |= {
                "at_closing": self.one("serve", "send_home"),
                "overtime_limit": self.one("0 min", "30 min", "4 h"),
            }
        if self.maybe():
            centre["trunks"] = self.one(1, 2, 3, 5, 9, 30)
        if self.maybe():
            centre["menu"] = {
                "time": self.one("0 min", self.time("30 s", "1 min")),
                "leave": self.share(0, 10, 30),
            }
        if self.maybe():
            centre["patience"] = self._patience()
        if self.maybe():
            few, many = self.share(0, 20, 50), self.share(50, 80, 100)
            centre["balking"] = [{"wait": "1 min", "leave": few}, {"wait": "4 min", "leave": many}]
        if self.maybe(self.can.callbacks):
            centre["callback"] = {
                "wait": self.one("0 min", "1 min", "3 min"),
                "accept": self.share(30, 100),
                "reached": self.share(20, 80),
                "attempts": self.number(1, 3),
                "ring": self.one("30 s", "1 min"),
                "again_after": self.one("1 min", "7 min"),
            }
        if self.levels:
            levels = {name: self._level("trunks" in centre) for name in self.levels}
            centre["watch"] = {"every": self.one("5 min", "7 min"), "levels": levels}
        return centre

    def _line(self, line: str) -> dict[str, Any]:
        self.tables[f"{line}.csv"] = (
            "start,end,weight\n07:00,08:00,1\n08:00,09:00,4\n09:00,12:00,9\n12:00,13:00,1\n"
        )
        found: dict[str, Any] = {
            "arrivals": {"per_day": self.one(30, 100, 200), "profile": f"{line}.csv"},
            "priority": self.one(0, 0, 1),
            "rises": self.one(0, 0, 0.5),
        }
        if line == "chat":
            found["channel"] = "chat"
        return found

    def _routing(self) -> list[dict[str, Any]]:
        routes: list[dict[str, Any]] = []
        if "chat" in self.lines:
            routes.append({"lines": ["chat"], "steps": self._steps(self.chatters)})
        if self.maybe():
            route = {"steps": self._steps(self.on_phone), "share": self.share(30, 60)}
            routes.append(route | ({"services": self.some(self.services)} if self.maybe() else {}))
        routes.append({"steps": self._steps(self.on_phone)})
        return routes

    def _steps(self, pools: list[str]) -> list[dict[str, Any]]:
        """Each pool once, in one step or several; the first, which can do all, is always among them."""
        steps: list[dict[str, Any]] = []
        for pool in self.choices.shuffled(pools):
            if steps and self.maybe():
                steps[-1]["pools"].append(pool)
                continue
            step: dict[str, Any] = {"pools": [pool]}
            if self.maybe():
                step["after"] = self.one("1 min", "20 s", "2 min")
            if self.maybe():
                step["waiting"] = self.number(1, 4)
            if self.maybe():
                step["reserve"] = self.number(0, 1)
            steps.append(step)
        for step in steps if self.levels else ():
            if pools[0] not in step["pools"] and self.maybe():
                step["level"] = self.one(*self.levels)
                for pool in step["pools"]:  # whoever is called in comes
                    self.made[pool].get("phone", {}).pop("absence", None)
        return steps

    def _level(self, limited: bool) -> dict[str, Any]:
        level: dict[str, Any] = {
            "at": {"waiting": self.number(1, 4)},
            "after": self.one("0 min", "12 min"),
            "stays": self.one("0 min", "30 min"),
        }
        if limited:
            level["at"] = self.one(level["at"], {"trunks": self.share(50, 100)})
            level["trunks"] = self.number(0, 2)
        return level

    def _redial(self) -> dict[str, Any]:
        ways = ("busy", "balked", "reneged", "left_menu", "unsolved", "closed")
        return {way: self.share(0, 50, 90) for way in ways} | {
            "after": self.time("1 min", "10 min"),
            "most_calls": self.number(1, 4),
            "patience": self.share(50, 100),
        }
