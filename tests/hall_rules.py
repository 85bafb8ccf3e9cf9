"""What customers find in a made hall: its lines, its greeter, slots that they can book, counters that close."""

from __future__ import annotations

from typing import Any

from tests.hall_drawing import Drawing
from tests.hall_staff import half_open, later


def rules_of_hall(by: Drawing) -> dict[str, Any]:
    can = by.can
    rules: dict[str, Any] = {
        "lines": by.one("one", "by_service") if can.skills else "one",
        "door": by.one("0 min", "30 min", "100 s"),
        "last_ticket": by.one("0 min", "10 min", "100 s"),
        "at_lunch": by.one("serve", "wait", *(("send_home",) if can.sends_home else ())),
        "overtime_limit": by.one("0 min", "100 s", "30 min", "4 h") if can.sends_home else "10 h",
    }
    if by.maybe(can.sends_home):
        rules["at_closing"] = "send_home"
    if by.maybe(can.patience):
        rules["patience"] = by.time(1, 10)
    if by.maybe(can.balking):
        few, many = by.percent(0, 20, 50), by.percent(50, 80, 100)
        rules["balking"] = [{"waiting": 1, "leave": few}, {"waiting": 4, "leave": many}]
    return rules


def appointments(by: Drawing, services: list[str], hours: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "share": by.percent(20, 50, 100),
        "slots": [{"hours": hours, "every": by.one("5 min", "20 min"), "places": by.number(1, 3)}],
        "no_show": by.percent(0, 20, 50),
        "ahead": by.one("0 min", "5 min", "200 s"),
        "delay": by.time(1, 10),
        "grace": by.one("0 min", "5 min"),
        "priority": by.one(0, 1, 2, -1),
    }
    if by.maybe():
        first = hours[0].split("-")[0]
        own = {"hours": f"{first}-{later(first)}", "every": "10 min", "places": 1}
        found["slots"].insert(by.number(0, 1), own | {"services": services[:1]})
    if by.maybe():
        found["most_per_day"] = by.number(0, 12)
    return found


def greeter(by: Drawing) -> dict[str, Any]:
    return {
        "triage": by.time(1, 2),
        "answers": by.percent(),
        "answer_time": by.time(1, 2),
        "steers": by.percent() if by.can.kiosks else "0 %",
        "check_time": by.time(1, 2),
        "catches": by.percent(),
        "helps_with_forms": by.likely(),
        "bypass_after": by.one("0 min", "20 s", "2 min", "10 min"),
    }


def closures(by: Drawing, calendar: dict[str, Any], pools: list[str]) -> dict[str, Any]:
    """When counters are closed."""
    if not by.maybe(by.can.closures):
        return {}
    first = calendar["hours"][0].split("-")[0]
    found: dict[str, Any] = {"at_outage": by.one("finish", "wait")}
    if by.maybe():
        some = {"pools": [pools[0]]} if by.maybe() else {}
        some |= {"heads": 1} if by.maybe() else {}
        found["outages"] = [{"every": by.one("40 min", "3 h"), "lasts": by.time(5, 40), **some}]
    if by.maybe():
        until = f"{int(half_open(first)) + 1:02}:10"
        row: dict[str, Any] = {"date": calendar["start"], "start": f"{half_open(first)}:40", "end": until}
        row |= {"pool": pools[-1]} if by.maybe() else {}
        row |= {"heads": by.number(1, 2)} if by.maybe() else {}
        found["closures"] = [row]
    return found
