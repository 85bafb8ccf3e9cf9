"""Every word that a report shows a person, in English and Chinese, and how values are printed."""

from reports.words.catalogue import LANGUAGES, Words, words
from reports.words.values import (
    format_difference,
    format_figure,
    format_interval,
    format_percent,
    format_time_limit,
    format_value,
    is_shown_as_zero,
    shown_scale,
    shown_unit,
    unit_of_difference,
    unit_word,
)

__all__ = [
    "LANGUAGES",
    "Words",
    "format_difference",
    "format_figure",
    "format_interval",
    "format_percent",
    "format_time_limit",
    "format_value",
    "is_shown_as_zero",
    "shown_scale",
    "shown_unit",
    "unit_of_difference",
    "unit_word",
    "words",
]
