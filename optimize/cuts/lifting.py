"""From a staffing that falls short to a larger one that still does: what it forbids is then more."""

from __future__ import annotations

from collections.abc import Sequence

from optimize.plans.program import Choice
from optimize.trials import Heads, Trials


def lifted(choice: Choice, trials: Trials, staffings: Sequence[Heads]) -> list[Heads]:
    """For each staffing that falls short, one with no fewer heads anywhere in which any further head might help.

    Stretch by stretch the heads are raised as far as the staffing still falls short, by bisection; all staffings are
    tried in one call. Each begins at another stretch, so that they end differently.
    """
    heads = [list(each) for each in staffings]
    for step in range(len(choice.places)):
        places = [(step + number) % len(choice.places) for number in range(len(heads))]
        for each, place, count in zip(heads, places, _highest(choice, trials, heads, places), strict=True):
            each[place] = count
    return [tuple(each) for each in heads]


def _highest(choice: Choice, trials: Trials, heads: Sequence[list[int]], places: Sequence[int]) -> list[int]:
    """The most heads at one place of each staffing with which it still falls short."""
    low = [each[place] for each, place in zip(heads, places, strict=True)]
    high = [choice.bounds(place)[1] for place in places]
    middle = list(high)  # most often even the most heads there do not help, so that is tried first
    while True:
        open_ones = [number for number in range(len(heads)) if low[number] < high[number]]
        if not open_ones:
            return low
        tried = []
        for number in open_ones:
            place = places[number]
            tried.append((*heads[number][:place], middle[number], *heads[number][place + 1 :]))
        for number, good in zip(open_ones, trials.hold(tried), strict=True):
            if good:
                high[number] = middle[number] - 1
            else:
                low[number] = middle[number]
            middle[number] = (low[number] + high[number] + 1) // 2
