"""What the YAML parser's errors mean to somebody who has never heard of YAML."""

from __future__ import annotations

import yaml

DEEPEST = 40
"""Levels of nesting (assumed); the schema itself needs fewer than ten."""
TOO_DEEP = f"is nested more than {DEEPEST} levels deep, a scenario needs fewer than ten"

_MEANINGS = (
    ("'\\t'", "has a tab, indent with spaces"),
    ("violates indentation", "has a tab, indent with spaces"),
    ("expected ',' or ']'", "has a [ without its ], or lacks a comma between two entries"),
    ("expected ',' or '}'", "has a { without its }, or lacks a comma between two entries"),
    ("unexpected end of stream", "has a quote that is not closed"),
    ("unexpected document separator", "has a quote that is not closed"),
    (
        "mapping values are not allowed",
        "has one colon too many, or a wrong indent: put text with a colon in quotes",
    ),
    ("could not find expected ':'", "has a line without a colon, write it as key: value"),
    ("expected <block end>", "is indented unlike the lines above it"),
    ("undefined alias", "has text that starts with *, put it in quotes"),
    ("duplicate anchor", "has an & name that is given twice"),
    ("alphabetic or numeric character", "has text that starts with * or &, put it in quotes"),
    ("cannot start any token", "has text that starts with a sign of YAML such as % or @, put it in quotes"),
    ("another document", "has a second document after ---, keep one"),
    ("levels deep", TOO_DEEP),
    ("undefined tag handle", "has text that starts with !, put it in quotes"),
)


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) and the meaning of an error of the YAML parser in a text."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return line, f"has the character U+{error.character:04X}, which no text needs, remove it"
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, f"is not YAML ({str(error).splitlines()[0]})"
    said = f"{error.problem or ''} {error.context or ''}"
    meaning = next((meaning for piece, meaning in _MEANINGS if piece in said), "is not YAML: " + said.strip())
    unclosed = "without its" in meaning or "not closed" in meaning
    mark = error.context_mark if unclosed else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    return (mark.line + 1 if mark else 1), meaning
