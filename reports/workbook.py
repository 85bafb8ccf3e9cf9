"""``plan.xlsx``: a plan as a planner hands it out, and what is needed to read it back."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from optimize.outcome import StaffingOutcome
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, trained_in
from optimize.rosters.roster import RosterFound
from reports.goal_sheet import fill_goal
from reports.handout import Handout
from reports.origin_sheet import ORIGIN, fill_origin
from reports.overview_sheet import fill_overview
from reports.roster_sheet import RosterSheet
from reports.shifts_sheet import fill_shifts
from reports.site_sheet import SiteSheet
from reports.training_sheet import fill_training
from reports.words.names import words_for

MOMENT = (1980, 1, 1, 0, 0, 0)
"""Date of the parts of the file: the first that a zip file can have, so that the same plan is the same bytes."""

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
"""Characters of a sheet's name that Excel takes."""


def workbook(
    choice: Choice,
    plan: Plan,
    roster: RosterFound | None = None,
    language: str = "en",
    outcome: StaffingOutcome | None = None,
    seed: int = 1,
) -> bytes:
    """The workbook of a plan.

    Parameters
    ----------
    choice : Choice
        What was chosen.
    plan : Plan
        The plan.
    roster : RosterFound, optional
        Who works what.
    language : str
        ``en`` or ``zh``.
    outcome : StaffingOutcome, optional
        What is known of the plan; nothing of shifts that were only given to people.
    seed : int
        Seed of the dice.
    """
    say = words_for(choice.scenario, language)
    handout = Handout(choice, plan, roster if roster and roster.exists else None)
    book, titles = _Book(), dict[str, str]()
    overview = book.sheet(say("book.sheet.plan"))
    cells, hours = dict[tuple[int, int], str](), dict[str, str]()
    sites = {site: book.sheet(say.name(choice.scenario.sites[site].scope)) for site in handout.sites}
    for site, sheet in sites.items():
        titles[sheet.title] = f"site {site}"
    if handout.shifts:
        shifts = book.sheet(say("book.shifts"))
        titles[shifts.title] = "shifts"
    named = None
    if handout.roster:
        sheet = RosterSheet(book.sheet(say("roster.title")), handout, say)
        sheet.fill()
        titles[sheet.sheet.title] = "roster"
        named = sheet.sheet.title, sheet.columns, sheet.last
    if handout.shifts:
        cells = fill_shifts(shifts, handout, named, say)
    for site, sheet in sites.items():
        totals = SiteSheet(sheet, handout, site, cells, say).fill()
        hours |= {pool: f"{quoted(sheet.title)}!{cell}" for pool, cell in totals.items()}
    trained = trained_in(choice, plan)
    if trained:
        sheet = book.sheet(say("training.title"))
        titles[sheet.title] = "training"
        fill_training(sheet, trained, choice.scenario.name, say)
    goal = outcome.record.goal if outcome else None
    if goal and goal.frontier:
        sheet = book.sheet(say("goal.title"))
        titles[sheet.title] = "goal"
        fill_goal(sheet, goal, choice.scenario.name, say)
    fill_overview(overview, handout, outcome, hours, say)
    fill_origin(book.sheet(ORIGIN), handout, titles, outcome, seed, say)
    return book.saved()


def quoted(title: str) -> str:
    """A sheet's name as formulas of other sheets have it."""
    return "'" + title.replace("'", "''") + "'"


class _Book:
    """A workbook of openpyxl whose sheets have names that Excel takes."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book, self._taken = Workbook(), set[str]()
        self._book.remove(self._book.active)

    def sheet(self, name: str) -> Any:
        """A new sheet."""
        short = FORBIDDEN.sub(" ", name)[:LONGEST_TITLE].strip("'") or "sheet"
        title, number = short, 1
        while title.lower() in self._taken:
            number += 1
            title = f"{short[: LONGEST_TITLE - 4]} {number}"
        self._taken.add(title.lower())
        return self._book.create_sheet(title)

    def saved(self) -> bytes:
        """The bytes of the file."""
        raw = io.BytesIO()
        self._book.save(raw)
        return _without_clock(raw.getvalue())


def _without_clock(raw: bytes) -> bytes:
    """The same file without the moment at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", content)
            new.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
