"""Where cases go: from the first contact over channels and their ends to solved, again, or given up."""

from __future__ import annotations

from matplotlib.axes import Axes

from reports.plots.bands import Band, Box, draw_bands
from reports.plots.style import FAINT, LOOKS, canvas, dress, finish, plain
from reports.words import Words, format_percent, format_value, words
from sim.flow import SOLVED, UNSOLVED, Flow, flows
from sim.result import Result

HEIGHT = 5.2
"""Inches."""
GOOD, BAD, AGAIN = LOOKS[0].color, LOOKS[1].color, LOOKS[3].color
HATCH = "////"
SMALLEST = 0.0005
"""Ends of a smaller share of all contacts are left out."""


def flow_of_cases(result: Result, ax: Axes | None = None, language: str = "en") -> Axes:
    """The contacts of an average day: first and further ones, on which channel, how they end, and whether that solves it.

    Parameters
    ----------
    result : Result
        Of one policy, with a call centre.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes, without scales: the labels have the numbers.
    """
    say = words(language)
    axes = canvas(ax, HEIGHT)
    dress(axes, say("plot.flow", policy=plain(say.policy(result.policy))))
    boxes, bands = boxes_and_bands(flows(result), result.frame.days, say)
    draw_bands(axes, boxes, bands, HEIGHT - 0.6)
    return finish(axes)


def boxes_and_bands(found: list[Flow], days: int, say: Words) -> tuple[list[Box], list[Band]]:
    """Boxes for origins, channels, ends and what follows, and the bands between them; contacts of a mean day."""
    first = {flow.channel: float(flow.first.mean) / days for flow in found}
    again = {flow.channel: float(flow.again.mean) / days for flow in found}
    ends = {flow.channel: {end: float(each.mean) / days for end, each in flow.ends.items()} for flow in found}
    through = {end: sum(of[end] for of in ends.values()) for end in (*SOLVED, *UNSOLVED, "other")}
    solved, unsolved = (sum(through[end] for end in kind) for kind in (SOLVED, UNSOLVED))
    whole = sum(through.values())
    shown = [end for end in through if through[end] > SMALLEST * whole]

    def box(column: int, name: str, text: str, value: float, color: str) -> Box:
        share = format_percent(round(value / whole, 3) if whole else 0.0, say.language)
        count = format_value(value, "count", say.language)
        numbers = say("flow.numbers", count=count, share=share.replace(" ", "\u00a0"))
        return Box(column, name, (text, numbers), value, color)

    boxes = [
        box(0, "first", say("flow.first"), sum(first.values()), FAINT),
        box(0, "again", say("flow.again"), sum(again.values()), AGAIN),
        *(box(1, each, say.scope(f"channel:{each}"), first[each] + again[each], FAINT) for each in first),
        *(box(2, end, say(f"flow.{end}"), through[end], _color(end)) for end in shown),
        box(3, "solved", say("flow.solved"), solved, GOOD),
        box(3, "not_solved", say("flow.not_solved"), unsolved, BAD),
    ]
    bands = [
        *(Band("first", channel, value, FAINT) for channel, value in first.items()),
        *(Band("again", channel, value, AGAIN) for channel, value in again.items()),
        *(
            Band(channel, end, ends[channel][end], _color(end), HATCH * (end in UNSOLVED))
            for channel in first
            for end in shown
        ),
        *(Band(end, "solved", through[end], GOOD) for end in shown if end in SOLVED),
        *(Band(end, "not_solved", through[end], BAD, HATCH) for end in shown if end in UNSOLVED),
    ]
    return boxes, bands


def _color(end: str) -> str:
    return GOOD if end in SOLVED else BAD if end in UNSOLVED else FAINT
