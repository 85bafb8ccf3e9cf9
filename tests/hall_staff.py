"""Who works in a made hall, and when."""

from __future__ import annotations

from typing import Any

from tests.hall_drawing import Drawing


def counters(by: Drawing, services: list[str], hall: str, hours: list[str]) -> dict[str, Any]:
    pools = {f"{hall} clerks": {"works_at": "counter", **schedule(by, hours, 1), **speed(by)}}
    for number in range(by.number(0, 2) if by.can.skills else 0):
        skills = by.choices.shuffled(services)[: by.number(1, len(services))]
        pools[f"{hall} experts {number}"] = {
            "works_at": "counter",
            "serves": list(skills),
            **schedule(by, hours, 0),
            **speed(by),
        }
    return pools


def floaters(by: Drawing, data: dict[str, Any], first: str) -> None:
    """People who change halls while these are open, or on the second day."""
    later = f"{half_open(first)}:40"
    (north, south), people = by.one(
        (({first: 1, later: 0}, {first: 0, later: 1}), 1),
        (({first: 2, later: 1}, {first: 1, later: 2}), 3),
        (({first: 1, later: 2}, {first: 1, later: 0}), 2),
    )
    for hall, heads in (("north", north), ("south", south)):
        data["pools"][f"{hall} floaters"] = {"works_at": "counter", "heads": heads, **speed(by)}
        data["halls"][hall]["pools"] = [*data["halls"][hall]["pools"], f"{hall} floaters"]
    data["floaters"] = {
        "runners": {
            "pools": ["south floaters", "north floaters"],
            "people": people,
            "travel": by.one("10 min", "100 s", "1 h", "0 min"),
        }
    }


def away(by: Drawing, calendar: dict[str, Any], pool: dict[str, Any]) -> dict[str, Any]:
    """When people of a pool do not work though they are scheduled."""
    if pool["works_at"] == "kiosk" or not by.maybe(by.can.away):
        return {}
    first, last = calendar["hours"][0].split("-")[0], calendar["hours"][-1].split("-")[1]
    away: dict[str, Any] = {"absence": by.percent(0, 0, 30)}
    if by.maybe() and pool.get("heads") in (1, 2, 3):
        away["training"] = [{"time": by.one(f"{first}-{half_open(first)}:40", f"{first}-{last}"), "heads": 1}]
    if by.maybe():
        away["leave"] = [{"first": calendar["start"], "last": calendar["start"], "heads": by.number(1, 2)}]
    if by.maybe():
        length, at_once = by.one(("5 min", 1), ("10 min", 2), ("25 min", 2), ("100 s", 4))
        within = by.one(f"{first}-{last}", f"{half_open(first)}:40-{last}")
        away["breaks"] = [{"length": length, "within": within, "at_once": at_once}]
    return away


def speed(by: Drawing) -> dict[str, Any]:
    return {"speed": by.one("100 %", "100 %", "70 %", "150 %"), "cost": "60 yuan/h"}


def schedule(by: Drawing, hours: list[str], least: int) -> dict[str, Any]:
    """Heads (at least so many at some time): a number, by time of day, or shifts."""
    first, last = hours[0].split("-")[0], hours[-1].split("-")[1]
    inside = [first, f"{half_open(first)}:40", later(first)]
    kind = by.one("constant", *(("steps",) * by.can.heads_by_time), *(("shifts",) * by.can.shifts))
    if kind == "constant":
        return {"heads": by.number(least, 3)}
    if kind == "steps":
        starts = sorted(set(inside))
        heads = [max(least, by.number(0, 3)), *(by.number(0, 3) for _ in starts[1:])]
        return {"heads": dict(zip(starts, heads, strict=True))}
    whole = {"time": f"{first}-{last}", "heads": max(least, by.number(0, 2))}
    if by.maybe():
        whole["breaks"] = [f"{half_open(first)}:40-{later(first)}"] if first != "09:00" else ["09:20-09:50"]
    part = {"time": f"{inside[1]}-{last}", "heads": by.number(0, 2)}
    return {"shifts": [whole, part] if by.maybe() else [whole]}


def half_open(first: str) -> str:
    """The hour of opening, written with two digits."""
    return first[:2]


def later(first: str) -> str:
    """A time some hours after opening, or in the next hour."""
    return "09:30" if first < "09:30" else f"{int(first[:2]) + 1}:10"
