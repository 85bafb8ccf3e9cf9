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


CHOICES = """\
staffing:
  pools: {own: {most: nine, people: 5}, hired: {most: 5, people: 5}}
  cross_training: [{of: own, into: hire, most: 1, cost: 9 yuan}]
  policies: [baseline, bussy]
policies:
  busy: {pools.own.cost: 50, pools.hired.phone.speaks: [mandrin]}
"""


def test_strangers_in_a_broken_choice_are_told_with_it(tmp_path: Path) -> None:
    """A wrong bound hides neither who is trained for what, nor which policies there are; nor what is wrong in a policy."""
    assert said(write(tmp_path, SOUND_CENTRE + CHOICES)) == [
        "60: staffing.pools.own.most = nine: is not a whole number, write one such as 12",
        "61: staffing.cross_training[0].into = hire: is no pool whose heads are chosen, did you mean hired?",
        "62: staffing.policies[1] = bussy: is no policy, did you mean busy?",
        "64: policies.busy.pools.own.cost = 50: has no unit, write 50 yuan/h",
        "64: policies.busy.pools.hired.phone.speaks[0] = mandrin: is an unknown line, did you mean mandarin?",
    ]


def test_a_pool_that_cannot_be_read_is_known_by_its_name(tmp_path: Path) -> None:
    """Whether its heads are wrong or all of it."""
    chosen = "staffing:\n  pools: {own: {most: 5}, hire: {most: 5}}\n"
    last = "60: staffing.pools.hire: is an unknown pool, did you mean hired?"
    text = SOUND_CENTRE + chosen
    no_heads = said(write(tmp_path, text.replace("heads: {08:00: 3, 12:00: 4}", "heads: some")))
    assert [no_heads[0].split(":")[:2], no_heads[1:]] == [["44", " pools.own.heads = some"], [last]]
    start, end = text.index("  own:\n    works_at"), text.index("  hired:\n")
    nothing = said(write(tmp_path, text[:start] + "  own: 4\n\n\n\n\n" + text[end:]))
    assert nothing == ["42: pools.own = 4: is not a group of keys, write its keys below it", last]


def test_a_section_that_cannot_be_read_hides_no_names_of_others(tmp_path: Path) -> None:
    """Nobody knows who works in the centre; what may be chosen is of pools that there are."""
    text = SOUND_CENTRE.replace("pools: [own, hired]", "pools: own")
    assert said(write(tmp_path, text + CHOICES.replace("hired: {most", "hird: {most"))) == [
        "26: centres.town.pools = own: is not a list, write it in [ ]",
        "60: staffing.pools.own.most = nine: is not a whole number, write one such as 12",
        "60: staffing.pools.hird: is an unknown pool, did you mean hired?",
        "61: staffing.cross_training[0].into = hire: is no pool whose heads are chosen, did you mean hird?",
        "62: staffing.policies[1] = bussy: is no policy, did you mean busy?",
        "64: policies.busy.pools.own.cost = 50: has no unit, write 50 yuan/h",
    ]
