"""The catalogue: words by key, and the phrases that are put together from them."""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from reports.words import (
    chinese,
    chinese_orders,
    chinese_outages,
    chinese_page,
    english,
    english_orders,
    english_outages,
    english_page,
)
from sim.measures.gap_measures import base_name
from sim.measures.registry import TREATMENTS, measure
from sim.scenario.overrides import BASELINE
from sim.scenario.target import PEAKS

LANGUAGES: dict[str, Mapping[str, str]] = {
    "en": ChainMap(english.ENGLISH, english_page.ENGLISH, english_orders.ENGLISH, english_outages.ENGLISH),
    "zh": ChainMap(chinese.CHINESE, chinese_page.CHINESE, chinese_orders.CHINESE, chinese_outages.CHINESE),
}
"""The words of each language by key; all languages have the same keys."""


@dataclass(frozen=True)
class Words:
    """The words of one language.

    Names that a planner chose are filled into phrases as plain text; whoever writes them into a page escapes them.

    Attributes
    ----------
    language : str
        ``en`` or ``zh``.
    names : mapping
        What people call policies, pools and places, by scope (``pool:clerks``, ``policy:greeter``); whatever is not among them is called
        by its key without underscores.
    """

    language: str
    _texts: Mapping[str, str] = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    def with_names(self, names: Mapping[str, str]) -> Words:
        """The same words, with the names of a scenario."""
        return replace(self, names=names)

    def name(self, scope: str) -> str:
        """What people call the thing of a scope such as ``pool:clerks``."""
        return self.names.get(scope) or spoken(scope.partition(":")[2]) or scope

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, with `values` filled in.

        Raises
        ------
        KeyError
            The catalogue has no such key, or the text needs a value that is not given.
        """
        text = self._texts[key]
        return text.format(**values) if values else text

    def measure(self, name: str, scope: str = "all", period: str = "all") -> str:
        """A measure, with its scope and period where they are not ``all``, as it stands inside a sentence.

        Raises
        ------
        KeyError
            The measure or the kind of scope is unknown.
        """
        prefix, base = base_name(name)
        text = self._measure(base)
        if prefix and ":" in scope:
            text = self(f"{prefix}behind", measure=text, scope=self.scope(scope))
        elif prefix:
            text = self(f"{prefix}between", measure=text, kinds=self(f"kinds.{scope}"))
        elif scope != "all":
            text = self("label.scoped", measure=text, scope=self.scope(scope))
        if period == "all":
            return text
        when = self(f"period.{period}") if period in PEAKS else self("period.date", date=period)
        return self("label.period", measure=text, period=when)

    def scope(self, scope: str) -> str:
        """A scope such as ``hall:lecong``; a channel, and others whose names are not the planner's, by its word."""
        kind, _, name = scope.partition(":")
        key = f"{kind}.{name}"
        if kind in ("channel", "matter", "supply") and key in self._texts:
            return self(key)
        return self.names.get(scope) or self(f"scope.{kind}", name=self.name(scope))

    def _measure(self, name: str) -> str:
        key = f"measure.{measure(name).name}"
        if key in self._texts:
            return self._texts[key]
        if name.startswith("escalated_"):
            return self("measure.escalated", level=name.rpartition("_")[2])
        treatment = next((each for each in TREATMENTS if name.endswith(f"_{each}")), "")
        family = name.removesuffix(f"_{treatment}").rsplit("_", 2)[0]
        kind = f"{family}_{treatment}" if treatment else family
        return self(f"measure.{kind}", time=self.time_of(name))

    def time_of(self, name: str) -> str:
        """The threshold in the name of a measure such as ``service_level_20_s_missed``: ``20 s``."""
        treatment = next((each for each in TREATMENTS if name.endswith(f"_{each}")), "")
        _, number, unit = name.removesuffix(f"_{treatment}").rsplit("_", 2)
        return self(f"time.{unit}", value=number)

    def policy(self, name: str) -> str:
        """A policy's name; the scenario without a policy is called by its word, where it has no label."""
        scope = f"policy:{name}"
        return self("baseline") if name == BASELINE and scope not in self.names else self.name(scope)

    def pool(self, name: str) -> str:
        """A pool's name."""
        return self.name(f"pool:{name}")

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row: ``a, b and c``."""
        if len(names) < 2:
            return "".join(names)
        most = self("list.between").join(names[:-1])
        return self("list.last", most=most, last=names[-1])

    def day(self, date: dt.date) -> str:
        """A date in the heading of a column: its weekday, and the date as files have it."""
        return f"{self(f'weekday.{date.weekday()}').lower()} {date.isoformat()}"

    def date(self, date: dt.date, style: str = "long") -> str:
        """A date, ``long`` with its year or ``short`` with its weekday; ``month`` is its month and year."""
        return self(
            f"date.{style}",
            year=date.year,
            month=self(f"month.{date.month}"),
            day=date.day,
            weekday=self(f"weekday.{date.weekday()}"),
        )


def spoken(key: str) -> str:
    """A key as people say it: without underscores."""
    return key.replace("_", " ").strip()


@cache
def words(language: str = "en") -> Words:
    """The catalogue of a language.

    Raises
    ------
    ValueError
        There are no words in that language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}, languages are {', '.join(LANGUAGES)}")
    return Words(language, LANGUAGES[language])


def capital(text: str) -> str:
    """The text with a capital first letter, as it stands alone."""
    return text[:1].upper() + text[1:]
