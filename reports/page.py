"""The page: one file that needs nothing else, neither a network nor a program that runs in it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from reports import tables
from reports.assumptions import Assumption, about, assumptions, changes
from reports.figure_plans import KINDS
from reports.figures import Drawn, draw_figures
from reports.headline import headline
from reports.paired import same_replications
from reports.plan_section import PlanSection
from reports.plots.heat import by_month
from reports.plots.style import look
from reports.provenance import counterline_version
from reports.words import Words, format_percent, words
from reports.words.catalogue import capital
from sim.results.result import CONFIDENCE, Result
from sim.scenario.calendar import Calendar
from sim.scenario.units import DAY, clock_text


@dataclass(frozen=True)
class Picture:
    """A figure in the page: its address (the drawing itself), that for phones, and what it shows, in words."""

    address: str
    narrow: str
    caption: str


def render_page(
    results: Sequence[Result],
    language: str = "en",
    interrupted: bool = False,
    figures: Sequence[Drawn] | None = None,
    plan: PlanSection | None = None,
) -> str:
    """The report of one policy or of several, as HTML.

    Parameters
    ----------
    results : sequence of Result
        Of the same scenario and seed; the others are held against the first. Where one has more replications than
        another, those that all have are shown.
    language : str
        ``en`` or ``zh``.
    interrupted : bool
        Whether the run ended early, which the page then says.
    figures : sequence of Drawn or None
        The figures of these results, where they are drawn already.
    plan : PlanSection or None
        What is said of the plan, where the last result is that of a plan.

    Returns
    -------
    str
        The page. Whatever comes from the scenario stands in it as text.

    Raises
    ------
    ValueError
        There is no result, or there are no words in that language.
    """
    if not results:
        raise ValueError("a report needs at least one result")
    say, shown = words(language), same_replications(results)
    confidence = format_percent(CONFIDENCE, language)
    stated = assumptions(shown)
    return _template().render(
        say=say,
        capital=capital,
        language=language,
        scenario=shown[0].scenario,
        headline=headline(shown, language, plan.cost if plan else None),
        plan=plan,
        banners=_banners(shown, interrupted, say),
        policies=[(say.policy(result.policy), look(place).color) for place, result in enumerate(shown)],
        confidence=confidence,
        targets=tables.targets(shown, say),
        changes=[(say.policy(each.policy), each) for each in changes(shown)],
        side_by_side=tables.side_by_side(shown, say),
        groups=tables.groups(shown, say),
        differences=tables.differences(shown, say),
        greeter=tables.greeter(shown, say),
        about=about(shown),
        assumptions=stated,
        counts=_counts(stated),
        pictures=_pictures(
            draw_figures(shown, language) if figures is None else figures,
            say,
            confidence=confidence,
            rows=say("date.by_month" if by_month(shown[0]) else "date.by_day"),
        ),
        run=_run(shown, confidence, say),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"tied": _tied, "breakable": _breakable}
    return environment.get_template("report.html")


def _tied(text: str) -> str:
    """The text with each number kept on one line with its unit."""
    return re.sub(r"(?<=\d) (?=\S)", "\u00a0", text)


def _breakable(name: str) -> Markup:
    """The name, escaped, with leave to break the line after an underscore."""
    return Markup(str(escape(name)).replace("_", "_<wbr>"))


def _banners(results: Sequence[Result], interrupted: bool, say: Words) -> list[str]:
    """What the reader must know before any figure."""
    count = results[0].replications
    banners = [say("interrupted", replications=f"{count:,}")] if interrupted else []
    return [*banners, say("once")] if count == 1 else banners


def _counts(stated: Sequence[Assumption]) -> dict[str, int]:
    assumed = sum(each.assumed for each in stated)
    return {"assumed": assumed, "sourced": len(stated) - assumed}


def _pictures(figures: Sequence[Drawn], say: Words, **values: str) -> dict[str, list[Picture]]:
    """The figures by kind, `values` being what captions speak of; a drawing inside an image can neither run anything nor load anything."""
    pictures: dict[str, list[Picture]] = {kind: [] for kind in KINDS}
    for figure in figures:
        caption = say(f"caption.{figure.kind}", **values)
        pictures[figure.kind].append(Picture(_address(figure.svg), _address(figure.narrow), caption))
    return pictures


def _address(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode('ascii')}"


def _run(results: Sequence[Result], confidence: str, say: Words) -> list[tuple[str, str]]:
    """What the figures came from, as pairs of name and value."""
    first = results[0]
    calendar = first.scenario.calendar
    opening = first.frame.openings
    dates = {
        "start": say.date(calendar.date(0)),
        "end": say.date(calendar.date(calendar.days - 1)),
        "days": calendar.days,
        "open": sum(any(each.on(day) for each in opening) for day in range(calendar.days)),
    }
    return [
        (say("run.replications"), f"{first.replications:,}"),
        (say("run.seed"), str(first.seed)),
        (say("run.engine"), ", ".join(dict.fromkeys(result.engine for result in results))),
        (say("run.version"), counterline_version() or say("run.version_unknown")),
        (say("run.calendar"), say("run.calendar_value", **dates)),
        *_holidays(calendar, say),
        (say("run.hours"), _hours(first, say)),
        (say("run.warm_up"), str(calendar.warm_up)),
        (say("run.interval"), say("time.min", value=f"{calendar.interval:g}")),
        (say("run.intervals"), say("run.intervals_value", confidence=confidence)),
    ]


def _holidays(calendar: Calendar, say: Words) -> list[tuple[str, str]]:
    """Dates of the horizon that are closed, and its Saturdays and Sundays that are worked, where there are any."""
    off, worked = (say("list.between").join(map(say.day, dates)) for dates in calendar.holidays())
    rows = [(say("run.closed"), off), (say("run.working"), worked)]
    return [(name, dates) for name, dates in rows if dates]


def _hours(result: Result, say: Words) -> str:
    """The opening hours that occur, by hall where halls differ."""
    found = {}
    for name, opening in zip(result.scenario.sites, result.frame.openings, strict=True):
        days = [
            ", ".join(
                f"{clock_text(each.start - day * DAY)}–{clock_text(each.end - day * DAY)}"
                for each in opening.on(day)
            )
            for day in range(result.scenario.calendar.days)
        ]
        found[name] = " / ".join(dict.fromkeys(hours for hours in days if hours)) or say("value.none")
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return say("clause.between").join(
        say("run.hours_of", hall=hall, hours=hours) for hall, hours in found.items()
    )
