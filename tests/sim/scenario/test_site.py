"""Sites: what is true of halls and call centres alike, by hand; and no two of one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load
from sim.scenario.site import channels_of, lines_of
from tests.sim.scenario.broken import write
from tests.sim.scenario.broken_centre import SOUND_CENTRE

HALL = """\
halls:
  north:
    arrivals: {per_day: 90, profile: profile.csv}
    pools: [clerks]
    hours: [09:00-12:00, 13:00-17:00]
    at_lunch: wait
    at_closing: send_home
    last_ticket: 10 min
"""
CLERKS = "  clerks: {works_at: counter, heads: {09:00: 1, 12:00: 0, 13:00: 1, 17:00: 0}, serves: all}\n"
APP = "    app: {arrivals: {per_day: 50, profile: profile.csv}, time: 5 min, contained: 60 %, then: {chat: 40 %}}\n"
CHAT = "      chat: {channel: chat, arrivals: {per_day: 9, profile: profile.csv}}\n"


def both(hall: str = "north", centre: str = "town") -> str:
    """A hall, and a call centre with two lines, a way in for chats and an app."""
    text = SOUND_CENTRE.replace(
        "centres:\n  town:\n", f"{HALL.replace('north', hall)}centres:\n  {centre}:\n"
    )
    text = text.replace("    pools: [own, hired]\n", f"{CHAT}    pools: [own, hired]\n{APP}", 1)
    text = text.replace("pools:\n  own:", f"pools:\n{CLERKS}  own:", 1)
    return text.replace("      speaks: [mandarin]", "      chats: {at_once: 2}", 1)


def test_halls_come_first_and_each_says_where_it_is(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, both()))
    assert list(scenario.sites) == ["north", "town"]
    north, town = scenario.sites.values()
    assert [(site.scope, site.title, site.key) for site in (north, town)] == [
        ("hall:north", "hall north", ("halls", "north")),
        ("centre:town", "centre town", ("centres", "town")),
    ]
    assert [scenario.site_of(pool).name for pool in ("clerks", "own", "hired")] == ["north", "town", "town"]


def test_doors_are_those_of_the_hall_the_lines_and_the_app(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, both()))
    doors = [door for site in scenario.sites.values() for door in site.doors]
    assert [(door.channel, door.line, door.arrivals.per_day) for door in doors] == [
        ("hall", None, 90),
        ("phone", "mandarin", 900),
        ("phone", "mongolian", 90),
        ("chat", "chat", 9),
        ("app", None, 50),
    ]
    assert [".".join(map(str, door.key)) for door in doors] == [
        "halls.north.arrivals",
        "centres.town.lines.mandarin.arrivals",
        "centres.town.lines.mongolian.arrivals",
        "centres.town.lines.chat.arrivals",
        "centres.town.app.arrivals",
    ]
    assert channels_of(scenario.sites.values()) == ["hall", "phone", "chat", "app"]
    assert lines_of(scenario.sites.values()) == ("mandarin", "mongolian", "chat")
    assert lines_of(scenario.sites.values(), ("phone",)) == ("mandarin", "mongolian")


def test_a_call_centre_closes_for_a_break_as_it_does_in_the_evening(tmp_path: Path) -> None:
    """A hall has a rule of its own for lunch, a door before it opens, and a last ticket."""
    north, town = load(write(tmp_path, both())).sites.values()
    assert (north.rules.at_closing, north.at_break, north.early, north.last_ticket) == (
        "send_home",
        "wait",
        30,
        10,
    )
    assert (town.rules.at_closing, town.at_break, town.early, town.last_ticket) == ("serve", "serve", 0, 0)


@pytest.mark.parametrize("name", ["town", "north", "服务中心"])
def test_a_hall_and_a_call_centre_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    """Records name the site alone, and so do requirements of plans."""
    with pytest.raises(
        ScenarioError, match=f"centres.{name}: is the name of a hall, too, call one of them otherwise"
    ):
        load(write(tmp_path, both(name, name)))
