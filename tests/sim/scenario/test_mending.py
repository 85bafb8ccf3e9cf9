"""Misspelt names are told together with whatever else is wrong, and only where they are misspelt."""

from __future__ import annotations

from pathlib import Path

from tests.sim.scenario.broken import said, write
from tests.sim.scenario.broken_centre import SOUND_CENTRE


def _said(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = SOUND_CENTRE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return said(write(folder, text))


TRUNKS = "27: centres.town.trunks = many: is not a whole number, write one such as 9"


def test_a_wrong_number_does_not_hide_a_misspelt_name_of_its_section(tmp_path: Path) -> None:
    changes = ("trunks: 40", "trunks: many"), ("lines: [mongolian]", "lines: [mongolia]")
    line = "34: centres.town.routing[0].lines[0] = mongolia: is an unknown line, did you mean mongolian?"
    assert _said(tmp_path, *changes) == [TRUNKS, line]


def test_a_needed_number_that_is_wrong_stands_for_any(tmp_path: Path) -> None:
    changes = ("leave: 5 %", "leave: five"), ("steps: [{pools: [hired]}]", "steps: [{pools: [hire]}]")
    says = _said(tmp_path, *changes)
    assert [line.split(" = ")[0] for line in says] == [
        "28: centres.town.menu.leave",
        "37: centres.town.routing[1].steps[0].pools[0]",
    ]


def test_names_that_cannot_be_read_are_not_missed_elsewhere(tmp_path: Path) -> None:
    says = _said(tmp_path, ("pools: [own, hired]", "pools: own"), ("trunks: 40", "trunks: many"))
    assert says == ["26: centres.town.pools = own: is not a list, write it in [ ]", TRUNKS]


def test_a_calendar_that_cannot_be_read_says_nothing_of_dates(tmp_path: Path) -> None:
    target = "  - {measure: answer_wait, period: 2024-01-02, at_most: 30 s}\n"
    says = said(write(tmp_path, SOUND_CENTRE.replace("days: 2", "days: two") + target))
    assert says == ["4: calendar.days = two: is not a whole number, write one such as 6"]
