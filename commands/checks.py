"""What is looked at before anything is simulated, and what pictures lack once they are written."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence

from commands.stop import Stop
from reports.fonts import characters_lacking, draws_chinese, has_chinese
from reports.words import words
from reports.words.names import words_for
from reports.words.targets import target_words, verdict_words
from sim.results.result import Result
from sim.scenario import Scenario
from sim.scenario.problems import listed

MOST_SHOWN = 12
"""Characters that a warning shows."""


def check_choices(*options: tuple[str, str | None, Collection[str]]) -> None:
    """End the command if options have values that they cannot have, all of them at once.

    Parameters
    ----------
    *options : tuple of str, str, collection of str
        Name of an option, its value (None where it is not given), and the values that it may have.
    """
    wrong = [
        f"{name} {value!r} is unknown, write {listed(known)}"
        for name, value, known in options
        if value is not None and value not in known
    ]
    if wrong:
        raise Stop("\n".join(wrong))


def warn_of_empty(results: Iterable[Result]) -> None:
    """Say which targets hold for want of anybody who came: that may be meant, or a slip in the calendar or in the volumes."""
    say = words()
    told = {
        f"{target_words(verdict.target, result, say)}: {verdict_words(verdict, say)}": None
        for result in results
        for verdict in result.verdicts()
        if verdict.empty
    }
    for said in told:
        print(f"counterline: {said}", file=sys.stderr)


def warn_of_boxes(scenarios: Sequence[Scenario], language: str) -> None:
    """Say what the pictures lack, once they are written."""
    boxes = "words" if language == "zh" else "names" if has_chinese(_names(scenarios)) else ""
    if boxes and not draws_chinese():
        said = f"no font with Chinese is installed, so {boxes} in figures/*.png are boxes; report.html and figures/*.svg are not affected"
        print(f"counterline: {said}: install one, such as Noto Sans CJK SC", file=sys.stderr)
    lacking = characters_lacking(_names(scenarios))
    if lacking:
        shown = lacking[:MOST_SHOWN] + ("..." if len(lacking) > MOST_SHOWN else "")
        said = f"no font with Chinese is installed, and the small one of Counterline lacks {shown}, which are boxes in figures/*.png"
        print(f"counterline: {said}: install one, such as Noto Sans CJK SC", file=sys.stderr)


def _names(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Names that pictures may show."""
    for scenario in scenarios:
        yield scenario.policy
        others = {f"policy:{name}" for name in scenario.policies if name != scenario.policy}
        yield from (label for place, label in words_for(scenario).names.items() if place not in others)
        yield from scenario.languages
        for named in (scenario.sites, scenario.pools, scenario.services, scenario.segments):
            yield from named
