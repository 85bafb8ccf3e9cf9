"""The page: one file that needs nothing else, no network and, to be read and printed, no program that runs in it.

Its own script, and the small library that draws its charts, stand in it by their digests, so that nothing else can run. They add what
paper does not have: charts that say their values, tables that sort and filter, and files to take away.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from reports import tables
from reports.answer import answer
from reports.assumptions import Assumption, PolicyChanges, about, assumptions, changes
from reports.best import clearly_best
from reports.figure_plans import KINDS
from reports.figures import AS_TABLES, Drawn, draw_figures
from reports.headline import headline
from reports.heat_tables import HeatTable, heat_tables, shades
from reports.inputs import all_hours, input_tables
from reports.order_section import order_section
from reports.outage_section import outage_section
from reports.paired import same_replications
from reports.plan_section import PlanSection
from reports.plots.heat import by_month
from reports.plots.style import look
from reports.provenance import counterline_version
from reports.staff_table import staff_table
from reports.summary import summary_rows
from reports.words import Words, format_percent
from reports.words.catalogue import capital
from reports.words.names import words_for
from sim.results.result import CONFIDENCE, Result
from sim.scenario.calendar import Calendar

CONTROLS = ("csv", "png", "filter", "sort", "time")
"""Words that the script needs."""


@dataclass(frozen=True)
class Picture:
    """A figure in the page.

    Attributes
    ----------
    name : str
        What its file is called.
    address, narrow : str
        The drawing itself, and that for phones (empty where there is none).
    caption : str
        What it shows, in words.
    """

    name: str
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
    shown = same_replications(results)
    say = words_for(shown, language)
    drawn = draw_figures(shown, language) if figures is None else figures
    found = _found(shown, drawn, plan, say)
    return _template().render(
        say=say,
        capital=capital,
        language=language,
        scenario=shown[0].scenario,
        banners=_banners(shown, interrupted, say),
        policies=[(say.policy(result.policy), look(place).color) for place, result in enumerate(shown)],
        confidence=format_percent(CONFIDENCE, language),
        contents={key: title for key, title in _contents(found, say).items() if found[key]},
        data=_json(_data(drawn, say)),
        scripts=_scripts(),
        digests=[_digest(text) for text in _scripts()],
        shades=Markup(shades()),
        **found,
    )


def _found(
    results: Sequence[Result], figures: Sequence[Drawn], plan: PlanSection | None, say: Words
) -> dict[str, Any]:
    """What each section shows, by its name; empty of those that are left out."""
    stated, confidence = assumptions(results), format_percent(CONFIDENCE, say.language)
    columns, rows = summary_rows(results, say, [*[None] * (len(results) - 1), plan.on_top] if plan else ())
    rows_of = say("date.by_month" if by_month(results[0]) else "date.by_day")
    customers = bool(results[0].scenario.halls or results[0].scenario.centres)
    policies, best = changes(results), results[-1] if plan else clearly_best(results)
    return {
        "answer": answer(results, say, plan.cost if plan else None),
        "headline": headline(
            results,
            say.language,
            plan.cost if plan else None,
            say.names,
            None if best is results[0] else best,
        ),
        "summary": {"columns": columns, "rows": rows},
        "when": _when(results, say),
        "plan": plan,
        "why": plan.why if plan else None,
        "targets": tables.targets(results, say),
        "changed": _told(policies, say),
        "figures": tables.side_by_side(results, say),
        "differences": tables.differences(results, say),
        "day": customers,
        "waits": customers,
        "groups": tables.groups(results, say),
        "staff": staff_table(results, say),
        "orders": order_section(results, say),
        "outages": outage_section(results, say),
        "flow": [figure for figure in figures if figure.kind == "flow"],
        "greeter": tables.greeter(results, say),
        "inputs": input_tables(results[0], say),
        "about": about(results),
        "assumptions": True,
        "stated": stated,
        "counts": _counts(stated),
        "known": _known(stated, say),
        "pictures": _pictures(figures, say, confidence=confidence, rows=rows_of),
        "heats": _heats(results, say, confidence=confidence, rows=rows_of),
        "run": _run(results, confidence, say),
    }


def _contents(found: Mapping[str, Any], say: Words) -> dict[str, str]:
    """The sections in their order, each with its title."""
    several = len(found["summary"]["rows"]) > 1
    first = found["summary"]["rows"][0].label
    return {
        "plan": say("plan"),
        "why": say("why"),
        "targets": say("targets"),
        "changed": say("policies"),
        "figures": say("figures.side_by_side" if several else "figures"),
        "differences": say("differences", policy=first),
        "day": say("day"),
        "waits": say("waits"),
        "staff": say("staff"),
        "orders": say("orders"),
        "outages": say("outages"),
        "flow": say("flow"),
        "greeter": say("greeter"),
        "inputs": say("inputs"),
        "assumptions": say("assumptions"),
        "run": say("run"),
    }


def _told(policies: Sequence[PolicyChanges], say: Words) -> list[tuple[str, PolicyChanges]]:
    """Policies with their names; none where there is one alone that changes nothing."""
    if len(policies) == 1 and not policies[0].values:
        return []
    return [(say.policy(each.policy), each) for each in policies]


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


@cache
def _scripts() -> tuple[Markup, ...]:
    """The library that draws charts, with its licence, and the page's own script."""
    folder = files("reports") / "templates"
    library, licence, own = (
        (folder / name).read_text(encoding="utf-8")
        for name in ("uplot/uPlot.iife.min.js", "uplot/LICENSE", "report.js")
    )
    return Markup(f"/*!\n{licence.strip()}\n*/\n{library.strip()}\n"), Markup(own)


def _digest(script: str) -> str:
    """What a policy of contents calls a script that it lets run."""
    return f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode('ascii')}"


def _data(figures: Sequence[Drawn], say: Words) -> dict[str, Any]:
    """What the script reads: its words, and the charts by figure."""
    charts = {figure.name: [chart.plain() for chart in figure.charts] for figure in figures if figure.charts}
    return {"words": {name: say(f"control.{name}") for name in CONTROLS}, "charts": charts}


def _json(value: Any) -> Markup:
    """JSON that may stand in a page: nothing in it ends the element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _banners(results: Sequence[Result], interrupted: bool, say: Words) -> list[str]:
    """What the reader must know before any figure."""
    count = results[0].replications
    banners = [say("interrupted", replications=f"{count:,}")] if interrupted else []
    return [*banners, say("once")] if count == 1 else banners


def _counts(stated: Sequence[Assumption]) -> dict[str, int]:
    assumed, fitted = sum(each.assumed for each in stated), sum(each.fitted for each in stated)
    return {"assumed": assumed, "fitted": fitted, "sourced": len(stated) - assumed - fitted}


def _known(stated: Sequence[Assumption], say: Words) -> str:
    """Of how many values the file says that they are fitted, assumed, or where they come from."""
    if not stated:
        return say("known.nothing")
    counts = _counts(stated)
    fitted = say("known.one_fitted" if counts["fitted"] == 1 else "known.fitted", **counts)
    return say("known", fitted=fitted, assumed=counts["assumed"], sourced=counts["sourced"])


def _pictures(figures: Sequence[Drawn], say: Words, **values: str) -> dict[str, list[Picture]]:
    """The figures by kind, `values` being what captions speak of; a drawing inside an image can neither run anything nor load anything."""
    pictures: dict[str, list[Picture]] = {kind: [] for kind in KINDS}
    for figure in figures:
        if figure.kind in AS_TABLES:
            continue
        caption = say(f"caption.{figure.kind}", **values)
        narrow = _address(figure.narrow) if figure.narrow else ""
        pictures[figure.kind].append(Picture(figure.name, _address(figure.svg), narrow, caption))
    return pictures


def _heats(results: Sequence[Result], say: Words, **values: str) -> list[tuple[str, list[HeatTable], str]]:
    """The maps by kind, with their captions."""
    return [
        (kind, found, say(f"caption.{kind}", **values)) for kind, found in heat_tables(results, say).items()
    ]


def _address(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode('ascii')}"


def _when(results: Sequence[Result], say: Words) -> str:
    """The horizon's dates, how many of its days are open, and how often they were simulated."""
    first = results[0]
    count = say(
        "when.once" if first.replications == 1 else "when.often", replications=f"{first.replications:,}"
    )
    return say("list.between").join([say("run.calendar_value", **_dates(first, say)), count])


def _dates(result: Result, say: Words) -> dict[str, object]:
    calendar = result.scenario.calendar
    opening = result.frame.openings
    return {
        "start": say.date(calendar.date(0)),
        "end": say.date(calendar.date(calendar.days - 1)),
        "days": calendar.days,
        "open": sum(any(each.on(day) for each in opening) for day in range(calendar.days)),
    }


def _run(results: Sequence[Result], confidence: str, say: Words) -> list[tuple[str, str]]:
    """What the figures came from, as pairs of name and value."""
    first = results[0]
    calendar = first.scenario.calendar
    return [
        (say("run.replications"), f"{first.replications:,}"),
        (say("run.seed"), str(first.seed)),
        (say("run.engine"), ", ".join(dict.fromkeys(result.engine for result in results))),
        (say("run.version"), counterline_version() or say("run.version_unknown")),
        (say("run.calendar"), say("run.calendar_value", **_dates(first, say))),
        *_holidays(calendar, say),
        (say("run.hours"), all_hours(first, say)),
        (say("run.warm_up"), str(calendar.warm_up)),
        (say("run.interval"), say("time.min", value=f"{calendar.interval:g}")),
        (say("run.intervals"), say("run.intervals_value", confidence=confidence)),
    ]


def _holidays(calendar: Calendar, say: Words) -> list[tuple[str, str]]:
    """Dates of the horizon that are closed, and its Saturdays and Sundays that are worked, where there are any."""
    off, worked = (say("list.between").join(map(say.day, dates)) for dates in calendar.holidays())
    rows = [(say("run.closed"), off), (say("run.working"), worked)]
    return [(name, dates) for name, dates in rows if dates]
