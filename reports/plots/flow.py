"""Where cases go: from the first contact over channels and their ends to solved, the next contact, or given up."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from reports.plots.bands import Band, Box, draw_bands
from reports.plots.style import FAINT, LOOKS, canvas, dress, finish, plain
from reports.words import Words, format_percent, format_value
from reports.words.names import words_for
from sim.results.flow import SOLVED, UNSOLVED, Flow, flows
from sim.results.result import Result

HEIGHT = 5.2
"""Inches."""
GOOD, BAD, AGAIN = LOOKS[0].color, LOOKS[1].color, LOOKS[3].color
HATCH = "////"
SMALLEST = 0.0005
"""Ends of a smaller share of all contacts are left out."""


def flow_of_cases(result: Result, ax: Axes | None = None, language: str = "en") -> Axes:
    """The contacts of an average day: first and further ones, on which channel, how they end, and what follows.

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
    say = words_for(result, language)
    axes = canvas(ax, HEIGHT)
    dress(axes, say("plot.flow", policy=plain(say.policy(result.policy))))
    boxes, bands = boxes_and_bands(flows(result), int(result.frame.open_days("all")[0]), say)
    draw_bands(axes, boxes, bands, HEIGHT - 0.6)
    return finish(axes)


def boxes_and_bands(found: list[Flow], days: int, say: Words) -> tuple[list[Box], list[Band]]:
    """Boxes for origins, channels, ends and what follows, and the bands between them; contacts of a mean day."""
    first = {flow.channel: float(flow.first.mean) / days for flow in found}
    again = {flow.channel: float(flow.again.mean) / days for flow in found}
    ends = {flow.channel: {end: float(each.mean) / days for end, each in flow.ends.items()} for flow in found}
    through = {end: sum(of[end] for of in ends.values()) for end in (*SOLVED, *UNSOLVED, "other")}
    whole = sum(through.values())
    ways = _again(found, days, whole, say)
    given_up = {end: through[end] - sum(way.of.get(end, 0.0) for way in ways.values()) for end in UNSOLVED}
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
        box(3, "solved", say("flow.solved"), sum(through[end] for end in SOLVED), GOOD),
        *(box(3, name, way.label, sum(way.of.values()), AGAIN) for name, way in ways.items()),
        box(3, "not_solved", say("flow.not_solved"), sum(given_up.values()), BAD),
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
        *(Band(end, name, way.of.get(end, 0.0), AGAIN) for end in shown for name, way in ways.items()),
        *(Band(end, "not_solved", given_up[end], BAD, HATCH) for end in shown if end in UNSOLVED),
    ]
    return boxes, bands


@dataclass(frozen=True)
class _Again:
    """Those who come again: their label, and how many a day, by the end of the contact before."""

    label: str
    of: dict[str, float]


def _again(found: list[Flow], days: int, whole: float, say: Words) -> dict[str, _Again]:
    """Those who come again by the channels of the contact before and of theirs; together, where they are few."""
    by_way: dict[str, _Again] = {}
    for flow in found:
        for channel in (other.channel for other in found):
            of = {
                end: float(count.mean) / days for (end, on), count in flow.again_on.items() if on == channel
            }
            several = len(found) > 1 and sum(of.values()) > SMALLEST * whole
            name = f"again_{flow.channel}_{channel}" if several else "again_other"
            before, after = say.scope(f"channel:{flow.channel}"), say.scope(f"channel:{channel}")
            label = say("flow.again_on", before=before, after=after) if several else say("flow.again")
            known = by_way.pop(name, _Again(label, {})).of
            by_way[name] = _Again(
                label, {end: known.get(end, 0.0) + of.get(end, 0.0) for end in {**known, **of}}
            )
    return by_way


def _color(end: str) -> str:
    return GOOD if end in SOLVED else BAD if end in UNSOLVED else FAINT
