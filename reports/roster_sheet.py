"""The sheet of a roster: people down, days across; each cell has shift, break and site; days off, wishes and holidays have a letter and a colour."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from optimize.rosters.posts import Post
from optimize.rosters.roster import Assigned, RosterFound
from reports.handout import Code, Handout, shift_text
from reports.sheet import (
    BREAK,
    CLOSED,
    FAINT,
    HEADING_ROW,
    Formula,
    begin,
    box,
    dress,
    ends_of_weeks,
    fill,
    font,
    head,
    in_the_middle,
    on_a4,
    put,
    two_lines,
)
from reports.words import Words
from sim.scenario.people import Wish
from sim.scenario.units import window_text

COLORS = ("CFE3F3", "FBE0CC", "CDEBDD", "F3DCE9", "FFF0C2", "DDD9F0", "D9EEF7", "E8E3D3", "F7D4D4", "DCE8C8")
"""Backgrounds of shifts, pale ones of Okabe and Ito's first."""

MARKED = {"off": "D8CFE6", "wish": "BFE3C0", "holiday": CLOSED}
"""Backgrounds of days on which somebody does not work."""

WEEKS_A_PAGE = 1

LETTERS = 24
"""Letters of a line in a cell of a day."""

FIRST = 2
"""The column of the first day."""


class RosterSheet:
    """Writes the sheet of a roster.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    handout : Handout
        A plan with its roster.
    say : Words
        The words.
    """

    def __init__(self, sheet: Any, handout: Handout, say: Words) -> None:
        assert handout.roster is not None
        self.sheet, self.handout, self.say = sheet, handout, say
        self.found: RosterFound = handout.roster
        self.task = self.found.task
        self.last = HEADING_ROW + len(self.task.people)

    @cached_property
    def columns(self) -> dict[int, str]:
        """The letter of each day's column."""
        from openpyxl.utils import get_column_letter

        return {day: get_column_letter(FIRST + number) for number, day in enumerate(self.task.days)}

    def fill(self) -> None:
        """Write everything."""
        say, task = self.say, self.task
        dates = [two_lines(say.day(task.scenario.calendar.date(day))) for day in task.days]
        headings = [say("roster.name"), *dates, say("roster.shifts"), say("sheet.hours")]
        begin(self.sheet, say("roster.title"), say("book.roster_note"), headings, say)
        for person in range(len(task.people)):
            self._person(person)
        self._totals()
        self._legend()
        self._look()

    def _person(self, person: int) -> None:
        """The row of somebody."""
        row = HEADING_ROW + 1 + person
        put(self.sheet, row, 1, self.task.people[person].name)
        dress(self.sheet, range(row, row + 1), range(1, FIRST + len(self.columns) + 2), self.say)
        name = self.sheet.cell(row, 1)
        name.font, name.alignment = font(self.say, bold=True), in_the_middle()
        worked = {each.post.day: each for each in self.found.shifts if each.person == person}
        for day in self.columns:
            self._cell(row, day, person, worked.get(day))
        first, last = self.columns[self.task.days[0]], self.columns[self.task.days[-1]]
        days = f"{first}{row}:{last}{row}"
        column = FIRST + len(self.columns)
        put(self.sheet, row, column, Formula(f'=COUNTIF({days},"*:*")'))
        hours = put(self.sheet, row, column + 1, self._hours(days, worked))
        hours.number_format = "0.##"
        for number in (column, column + 1):
            self.sheet.cell(row, number).alignment = in_the_middle()

    def _cell(self, row: int, day: int, person: int, shift: Assigned | None) -> None:
        """What somebody does on a day."""
        wish = self._wishes.get((self.task.people[person].name, day))
        column = FIRST + day
        if shift:
            text, color = self._shift_text(shift), self.colors[shift.post.pool, shift.post.kind]
            if wish:
                met = wish.wish in ("work", shift.post.kind)
                mark = self.say("mark.wish" if met else "mark.missed")
                first, *others = text.split("\n")
                text = "\n".join([f"{first} {mark}", *others])
        else:
            name = self._free(person, day, wish)
            text, color = (self.say(f"mark.{name}"), MARKED.get(name, "FFFFFF")) if name else ("", "FFFFFF")
        cell = put(self.sheet, row, column, text or None)
        cell.fill, cell.alignment = fill(color), in_the_middle(wrap=True)
        cell.font = font(self.say, size=8)
        if wish and shift and wish.wish not in ("work", shift.post.kind):
            cell.border = box(bottom=BREAK)

    def _free(self, person: int, day: int, wish: Wish | None) -> str:
        """Why somebody is free on a day, as far as that is known: closed, a fixed day off, a wish."""
        scenario, pools = self.task.scenario, self.task.people[person].pools
        if not any(
            scenario.site_of(pool).hours(scenario.calendar, day) for pool in pools if pool in scenario.pools
        ):
            return "holiday"
        if self.task.is_off(self.task.people[person], day):
            return "off"
        return ("wish" if wish.wish == "off" else "missed") if wish else ""

    @cached_property
    def _wishes(self) -> dict[tuple[str, int], Wish]:
        start = self.task.scenario.calendar.start
        return {(wish.name, (wish.date - start).days): wish for wish in self.task.rules.wishes}

    def _shift_text(self, shift: Assigned) -> str:
        """Code and time, and below them the break, and the site where there are several."""
        post = shift.post
        pause = [f"{self.say('mark.break')} {window_text(shift.pause)}"] if shift.pause else []
        place = self.task.scenario.site_of(post.pool).scope
        site = [self.say.name(place)] if self._several_sites else []
        below = " ".join([*pause, *site])
        return "\n".join(filter(None, (shift_text(self.codes[post.pool, post.kind], post.time), below)))

    @cached_property
    def _several_sites(self) -> bool:
        return len(self.handout.sites) > 1

    @cached_property
    def codes(self) -> dict[Code, str]:
        """The letters of shifts."""
        return self.handout.codes(self.say)

    @cached_property
    def colors(self) -> dict[Code, str]:
        """The background of each pool and type of shift."""
        return {code: COLORS[number % len(COLORS)] for number, code in enumerate(self.codes)}

    @cached_property
    def _posts(self) -> dict[str, Post]:
        """The shifts of the roster by their text, which the legend lists; paid hours are those of the first day on which each is worked."""
        posts = sorted(
            (each.post for each in self.found.shifts),
            key=lambda post: (self.handout.pools.index(post.pool), post.time, post.day),
        )
        found: dict[str, Post] = {}
        for post in posts:
            found.setdefault(shift_text(self.codes[post.pool, post.kind], post.time), post)
        return found

    @property
    def _legend_rows(self) -> range:
        start = self.last + 4
        return range(start, start + len(self._posts))

    def _hours(self, days: str, worked: Mapping[int, Assigned]) -> object:
        """Hours of somebody: each shift of the legend as often as it is worked; a number where shifts of one name are paid differently."""
        minutes = sum(each.post.minutes for each in worked.values())
        alike = all(
            self._posts[shift_text(self.codes[each.post.pool, each.post.kind], each.post.time)].minutes
            == each.post.minutes
            for each in self.found.shifts
        )
        if not self._posts or not alike:
            return minutes / 60
        first, last = self._legend_rows[0], self._legend_rows[-1]
        names, hours = f"$A${first}:$A${last}", f"$B${first}:$B${last}"
        return Formula(f'=SUMPRODUCT(COUNTIF({days},{names}&"*"),{hours})')

    def _totals(self) -> None:
        """How many work on each day."""
        row, column = self.last + 1, FIRST + len(self.columns)
        put(self.sheet, row, 1, self.say("roster.at_work"))
        for day, letter in self.columns.items():
            counted = Formula(f'=COUNTIF({letter}{HEADING_ROW + 1}:{letter}{self.last},"*:*")')
            put(self.sheet, row, FIRST + day, counted)
        for number in (column, column + 1):
            first, last = (self.sheet.cell(each, number).coordinate for each in (HEADING_ROW + 1, self.last))
            put(self.sheet, row, number, Formula(f"=SUM({first}:{last})")).number_format = "0.##"
        dress(self.sheet, range(row, row + 1), range(1, column + 2), self.say, bold=True)
        for number in range(FIRST, column + 2):
            self.sheet.cell(row, number).alignment = in_the_middle()

    def _legend(self) -> None:
        """What the letters and colours mean, and the hours of each shift."""
        say, scenario = self.say, self.task.scenario
        row = self._legend_rows.start - 1
        names = ("book.legend", "sheet.hours", "sheet.pool", "sheet.shift", "book.where")
        for number, name in enumerate(names, 1):
            put(self.sheet, row, number, say(name))
        head(self.sheet, row, len(names), say)
        for row, (text, post) in zip(self._legend_rows, self._posts.items(), strict=True):
            site = say.scope(scenario.site_of(post.pool).scope)
            for number, value in enumerate(
                (text, post.minutes / 60, say.pool(post.pool), post.kind, site), 1
            ):
                put(self.sheet, row, number, value)
            dress(self.sheet, range(row, row + 1), range(1, len(names) + 1), say)
            self.sheet.cell(row, 1).fill = fill(self.colors[post.pool, post.kind])
        for row, name in enumerate(("off", "wish", "missed", "holiday"), self._legend_rows.stop):
            cell = put(self.sheet, row, 1, say(f"mark.{name}"))
            put(self.sheet, row, 2, say(f"book.mark.{name}")).font = font(say, color=FAINT)
            cell.fill, cell.font, cell.border = fill(MARKED.get(name, "FFFFFF")), font(say), box()
        row = self._legend_rows.stop + 4
        put(self.sheet, row, 1, say("mark.break")).font = font(say)
        put(self.sheet, row, 2, say("book.mark.break")).font = font(say, color=FAINT)

    def _look(self) -> None:
        """Widths, what stays in sight, how it prints."""
        self.sheet.column_dimensions["A"].width = 17
        for letter in self.columns.values():
            self.sheet.column_dimensions[letter].width = 17
        self.sheet.row_dimensions[HEADING_ROW].height = 30
        texts = [self._shift_text(each).split("\n") for each in self.found.shifts]
        lines = max((sum(1 + len(line) // LETTERS for line in text) for text in texts), default=1)
        for row in range(HEADING_ROW + 1, self.last + 1):
            self.sheet.row_dimensions[row].height = 11.5 * lines + 4
        self.sheet.freeze_panes = self.sheet.cell(HEADING_ROW + 1, FIRST)
        dates = [self.task.scenario.calendar.date(day) for day in self.task.days]
        breaks = [FIRST - 1 + number for number in ends_of_weeks(dates, WEEKS_A_PAGE)]
        on_a4(self.sheet, self.task.scenario.name, self.say, "A", breaks)
