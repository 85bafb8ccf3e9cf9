"""Tables of the page, and how seconds are taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Table:
    """One part of the page: what was measured, and what it says.

    Attributes
    ----------
    title : str
        Its heading.
    before : str
        What was measured, and how.
    head : tuple of str
        Names of the columns.
    rows : tuple of tuple of str
        Cells as they are printed.
    after : tuple of str
        What is to be said of it, one paragraph each; the distance from the goals is here.
    """

    title: str
    before: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    after: tuple[str, ...] = ()

    def markdown(self) -> str:
        """As it stands in the page."""
        lines = (self.head, tuple("---" for _ in self.head), *self.rows)
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        return "\n\n".join((f"## {self.title}", self.before, table, *self.after)) + "\n"


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of some work."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def against(what: str, measured: float, goal: float, form: str) -> str:
    """A goal beside what was measured."""
    verdict = "reached" if measured >= goal else "missed"
    return f"Goal: {what} {form.format(goal)}; measured {form.format(measured)}, {verdict}."


def within(what: str, measured: float, most: float) -> str:
    """Seconds that something may take beside those that it took."""
    verdict = "reached" if measured <= most else "missed"
    return f"Goal: {what} in {most:g} s; measured {measured:.2f} s, {verdict}."
