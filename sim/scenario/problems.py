"""What is wrong with a scenario, said so that a planner can mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from sim.scenario.characters import full_width

T = TypeVar("T")

LONGEST_VALUE = 60
"""Characters of a value, or of one part of a key, that a message shows (assumed: one terminal line holds all)."""
MOST_NAMES = 12
"""Names that a message lists (assumed)."""
MOST_TOLD = 100
"""Problems that are told, and names for which a similar one is looked for, which takes long where many are known (assumed: nobody
mends more of them in one go)."""

_searches: ContextVar[Iterator[object]] = ContextVar("searches")
"""One item for each name that may still be looked for; not set where there is no limit."""


@contextmanager
def few_searches() -> Iterator[None]:
    """Meanwhile a similar name is looked for at most :data:`MOST_TOLD` times; further messages list what is known."""
    before = _searches.set(iter(range(MOST_TOLD)))
    try:
        yield
    finally:
        _searches.reset(before)


class WrongAt(ValueError):
    """Something wrong at a place below the value that is read: in one item of a list, or under one key; and what else is wrong there."""

    def __init__(
        self,
        key: tuple[str | int, ...],
        message: str,
        of_key: bool = False,
        others: tuple[WrongAt, ...] = (),
    ) -> None:
        super().__init__(message)
        self.key = key
        self.of_key = of_key
        """Whether the key itself is wrong, not the value under it."""
        self.others = others
        """What is wrong beside it, at other places below the same value."""

    @classmethod
    def all_of(cls, found: Sequence[WrongAt]) -> WrongAt:
        """Several as one, in their order."""
        first, *others = (each for one in found for each in (one, *one.others))
        return cls(first.key, str(first), first.of_key, tuple(others))


def at(key: tuple[str | int, ...], parse: Callable[[Any], T], value: Any) -> T:
    """What `parse` makes of a value (or of the last key itself); its :class:`ValueError` becomes a :class:`WrongAt`."""
    try:
        return parse(value)
    except WrongAt as error:
        below = (WrongAt((*key, *each.key), str(each), each.of_key) for each in (error, *error.others))
        raise WrongAt.all_of(tuple(below)) from None
    except ValueError as error:
        raise WrongAt(key, str(error), isinstance(value, str) and key[-1] == value) from None


def each_at(values: Iterable[tuple[str | int, Any]], parse: Callable[[Any], T]) -> list[T]:
    """What `parse` makes of each value under its key; whatever is wrong with any of them becomes one :class:`WrongAt`."""
    read, wrong = list[T](), list[WrongAt]()
    for key, value in values:
        try:
            read.append(at((key,), parse, value))
        except WrongAt as error:
            wrong.append(error)
    refuse(wrong)
    return read


def refuse(found: Iterable[WrongAt]) -> None:
    """Raise all that is wrong as one :class:`WrongAt`, if anything is."""
    wrong = tuple(found)
    if wrong:
        raise WrongAt.all_of(wrong)


def counted(number: int, noun: str) -> str:
    """``1 head``, ``3 heads``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """``did you mean clerks?``, or else what is known."""
    names = list(known)
    search = next(_searches.get(iter([True])), None) is not None
    near = get_close_matches(name, names, n=1, cutoff=cutoff) if search else []
    if near:
        return f"did you mean {near[0]}?"
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"known are {', '.join(names[:MOST_NAMES])}{more}" if names else "there are none"


@dataclass(frozen=True)
class Problem:
    """One thing wrong, at one place.

    Attributes
    ----------
    file, line : str, int
        Where it stands.
    key : tuple
        The path of keys to it.
    value : object
        The value as the file has it; None where there is none to show.
    message : str
        What is wrong, and what would be right.
    """

    file: str
    line: int
    key: tuple[str | int, ...]
    value: Any
    message: str

    def __str__(self) -> str:
        where = f"{printable(self.file)}:{self.line}: "
        name = key_text(self.key)
        if not name:
            return f"{where}{printable(self.message)}"
        shown = (
            ""
            if self.value is None or isinstance(self.value, dict | list | tuple)
            else f" = {value_text(self.value)}"
        )
        return f"{where}{name}{shown}: {printable(self.message)}{self._full_width()}"

    def _full_width(self) -> str:
        """What a Chinese keyboard left in the value or in its key, where a scenario has characters of ASCII."""
        texts = (text for text in (self.value, *self.key[-1:]) if isinstance(text, str))
        wide = next(filter(None, map(full_width, texts)), None)
        return f" (it has {wide})" if wide else ""


class ScenarioError(ValueError):
    """A scenario that cannot be meant; carries every problem found, and tells the first :data:`MOST_TOLD`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set_in_order(problems), key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(map(str, first_of(self.problems, MOST_TOLD))))

    def __reduce__(self) -> tuple[Any, ...]:
        return (ScenarioError, (self.problems,))


def key_text(key: tuple[str | int, ...]) -> str:
    """``targets[0].measure`` from its parts."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{_short(part)}" if text else _short(part)
    return text


def value_text(value: Any) -> str:
    """A value as a file has it, on one line that harms no terminal."""
    return _short(str(value).lower() if isinstance(value, bool) else str(value))


def quoted(text: str) -> str:
    """A piece of a value within a message, cut where it is long."""
    return f"'{_short(text)}'" if text else "''"


def listed(choices: Iterable[str]) -> str:
    """``one, two or three``."""
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


def printable(text: str) -> str:
    """Text with each control character, line break or invisible mark spelled out."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _short(text: str) -> str:
    if not text:
        return "''"
    short = text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
    return printable(short)


def first_of(problems: list[Problem], most: int) -> list[Problem]:
    """The first of many problems, which are in order, and how many more there are."""
    if len(problems) <= most:
        return problems
    after = problems[most]
    said = f"and {len(problems) - most} more problems from here on"
    return [*problems[:most], Problem(after.file, after.line, (), None, said)]


def set_in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by what it prints."""
    return list({str(problem): problem for problem in problems}.values())
