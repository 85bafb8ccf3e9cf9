"""The made scenarios of the golden figures: 90 of halls, 70 of call centres, 40 of both.

They are data, in ``made.jsonl``, a line each, so that they stay what they are however their makers change. ``python -m tests.golden.made`` writes that
file anew, from the makers of the property tests and the dice; whoever does so changes the cases, and every hash with them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sim.scenario import Scenario, ScenarioError
from tests import centre_strategy, hall_features, hall_strategy
from tests.choices import Choices, FromDice
from tests.scenarios_for_tests import written

FILE = Path(__file__).with_name("made.jsonl")

Content = tuple[dict[str, Any], dict[str, str]]
"""What a scenario file says, and its tables."""

LATE = "start,end,weight\n00:00,02:00,2\n19:00,23:00,3\n23:00,24:00,3\n"
"""Customers of a hall that is open through midnight."""

ALL_OF_A_CENTRE = centre_strategy.Features(chats=True, callbacks=True, transfers=True)


def made() -> dict[str, Callable[[], Scenario]]:
    """The made scenarios by name, each to be read by the real loader when it is called."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {name: partial(written, data, tables) for name, data, tables in map(json.loads, lines)}


class Author:
    """Writes one made scenario from choices."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.one, self.flag, self.number = self.choices.one, self.choices.flag, self.choices.number

    def plain_hall(self) -> Content:
        """First come, first served."""
        maker = hall_strategy.Maker(self.choices, hall_features.PLAIN)
        data = maker.data()
        self._some_come(data["halls"]["north"]["arrivals"])
        return data, maker.tables

    def hall(self) -> Content:
        """One or two halls of any kind."""
        features = self.one(hall_features.EVERYTHING, hall_features.TWINS)
        maker = hall_strategy.Maker(self.choices, features)
        data = maker.data()
        self._uneven_days([hall["arrivals"] for hall in data["halls"].values()])
        return data, maker.tables

    def hall_at_night(self) -> Content:
        """A hall that is open through midnight."""
        features = hall_features.Features(shifts=False, heads_by_time=False)
        maker = hall_strategy.Maker(self.choices, features)
        data = maker.data()
        data["calendar"]["hours"] = ["00:00-02:00", "19:00-24:00"]
        self._some_come(data["halls"]["north"]["arrivals"])
        return data, dict.fromkeys(maker.tables, LATE) | {
            name: table for name, table in maker.tables.items() if name == "mix.csv"
        }

    def centre(self) -> Content:
        """A call centre of any kind."""
        maker = centre_strategy.Maker(self.choices, ALL_OF_A_CENTRE)
        data = maker.data()
        self._finish_centre(data, maker.tables)
        return data, maker.tables

    def both(self, features: hall_features.Features = hall_features.EVERYTHING) -> Content:
        """Halls and a call centre, some of whose callers visit a hall."""
        of_halls = hall_strategy.Maker(self.choices, features)
        of_centre = centre_strategy.Maker(self.choices, ALL_OF_A_CENTRE)
        data, calls = of_halls.data(), of_centre.data()
        tables = of_halls.tables | of_centre.tables
        for segment in data["segments"].values():
            segment.pop("services", None)  # which callers would want, too
        centre = calls["centres"]["hub"]
        if "round_the_clock" not in centre:
            centre["hours"] = calls["calendar"]["hours"]
        sites = [*data["halls"].values(), *centre["lines"].values()]
        own = [data["services"]] * len(data["halls"]) + [calls["services"]] * len(centre["lines"])
        data["services"] = _half(data["services"]) | _half(calls["services"])
        for number, (site, services) in enumerate(zip(sites, own, strict=True)):
            tables[f"mix{number}.csv"] = _mix(services, list(data["services"]))
            site["arrivals"]["mix"] = f"mix{number}.csv"
        data["pools"] |= calls["pools"]
        data["centres"] = calls["centres"]
        self._finish_centre(data, tables)
        self._visits(data)
        return data, tables

    def _some_come(self, arrivals: dict[str, Any]) -> None:
        """The makers leave one hall in four empty, of which one in ten is enough here."""
        if arrivals["per_day"] == 0 and self.number(1, 10) > 1:
            arrivals["per_day"] = 90

    def _uneven_days(self, arrivals: list[dict[str, Any]]) -> None:
        """Days of the week and halves of the day that differ."""
        for each in arrivals:
            self._some_come(each)
            if self.flag():
                each["weekday"] = {"mon-tue": self.one("150 %", "80 %")}
            if self.flag():
                each["halves"] = {
                    "cv": self.one(0.1, 0.4),
                    "correlation": self.one(-0.5, 0.5, 1),
                    "at": "09:30",
                }

    def _finish_centre(self, data: dict[str, Any], tables: dict[str, str]) -> None:
        """What the maker of centres leaves out: an app, moves to another line, costs, training."""
        centre = data["centres"]["hub"]
        lines = list(centre["lines"])
        self._uneven_days([line["arrivals"] for line in centre["lines"].values()])
        if self.flag():
            arrivals = centre["lines"][lines[0]]["arrivals"]
            centre["app"] = {
                "arrivals": {key: arrivals[key] for key in ("profile", "mix") if key in arrivals}
                | {"per_day": self.one(40, 120)},
                "contained": self.one("30 %", "70 %"),
                "then": {lines[0]: "60 %"} | ({lines[-1]: "30 %"} if len(lines) > 1 else {}),
                "after": self.one("2 min", {"exponential": {"mean": "3 min"}}),
            }
        again = [way for way in ("busy", "reneged", "unsolved") if centre["redial"][way] != "0 %"]
        if len(lines) > 1 and again and self.flag():
            centre["moves"] = [
                {
                    "after": again[:1],
                    "lines": [lines[-1]],
                    "line": lines[0],
                    "share": self.one("40 %", "100 %"),
                }
            ]
        for name in centre["pools"]:
            pool = data["pools"][name]
            pool["cost"] = self.one("42 yuan/h", "60 yuan/h")
            if self.number(1, 3) == 1:
                pool["phone"] |= {"outsourced": True, "cost_per_call": "3 yuan", "least_calls": 20}
            if self.number(1, 3) == 1:
                pool["phone"]["training"] = [{"time": "09:30-10:15", "heads": 1}]
            if self.number(1, 4) == 1:
                pool["phone"]["line_levels"] = {
                    pool["phone"]["speaks"][0]: {"speed": "80 %", "quality": "90 %"}
                }

    def _visits(self, data: dict[str, Any]) -> None:
        """In every other scenario some of those who called in vain visit a hall instead."""
        centre = data["centres"]["hub"]
        again = [way for way in ("busy", "balked", "closed", "unsolved") if centre["redial"][way] != "0 %"]
        taken = {way for move in centre.get("moves", ()) for way in move["after"]}
        free = [way for way in again if way not in taken]
        if free and self.flag():
            visit = {"after": free, "hall": self.one(*data["halls"]), "share": self.one("50 %", "100 %")}
            centre["moves"] = [*centre.get("moves", ()), visit]


def _half(services: dict[str, Any]) -> dict[str, Any]:
    """The services with half of their shares."""
    return {name: each | {"share": f"{float(each['share'][:-2]) / 2:g} %"} for name, each in services.items()}


def _mix(wanted: dict[str, Any], services: list[str]) -> str:
    """A table of shares by which only some of the services are wanted."""
    shares = [wanted[name]["share"] if name in wanted else "0 %" for name in services]
    return f"start,{','.join(services)}\n00:00,{','.join(shares)}\n"


KINDS = {"plain_hall": 20, "hall": 60, "hall_at_night": 10, "centre": 70, "both": 40}
"""How many there are of each kind."""


def write() -> None:
    """Make them, and write the file; what the loader refuses is left out, and the next one made."""
    lines = []
    for kind, count in KINDS.items():
        found = tried = 0
        while found < count:
            tried += 1
            if tried > 2 * count:
                raise RuntimeError(f"too many of {kind} are refused")
            data, tables = getattr(Author(FromDice(f"golden {kind} {tried}")), kind)()
            try:
                written(data, tables)
            except ScenarioError as error:
                print(kind, tried, str(error).splitlines()[0], file=sys.stderr)
                continue
            found += 1
            lines.append(json.dumps([f"{kind} {found}", data, tables], separators=(",", ":")))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
