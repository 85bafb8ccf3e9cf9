"""What the YAML parser's errors mean to somebody who has never heard of YAML."""

from __future__ import annotations

import re

import yaml

from sim.scenario.characters import full_width

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
    ("but found '}'", "has a } without its {"),
    ("but found ']'", "has a ] without its ["),
    ("could not find expected ':'", "has a line without a colon, write it as key: value"),
    ("expected <block end>", "is indented unlike the lines above it"),
    ("undefined alias", "has text that starts with *, put it in quotes"),
    ("duplicate anchor", "has an & name that is given twice"),
    ("alphabetic or numeric character", "has text that starts with * or &, put it in quotes"),
    ("cannot start any token", "has text that starts with a sign of YAML such as % or @, put it in quotes"),
    ("another document", "has a second document after ---, keep one"),
    ("levels deep", TOO_DEEP),
    ("undefined tag handle", "has text that starts with !, put it in quotes"),
    ("a tag", "has text that starts with !, put it in quotes"),
    (
        "expected '<document start>'",
        "stands outside what is above it, begin all keys of a scenario in one column",
    ),
    ("the node content", "has a comma or a bracket too many"),
    ("sequence entries are not allowed", "has a list behind its key, write it in [ ] or below the key"),
    ("mapping keys are not allowed", "has text that starts with ?, put it in quotes"),
    ("a block scalar", "has text that starts with | or >, put it in quotes"),
    ("a directive", "begins with %, remove the line"),
    ("incompatible YAML", "begins with %, remove the line"),
    ("a double-quoted scalar", "has a \\ that begins no character, put the text in single quotes"),
)

_BEYOND = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
"""An escape of a character beyond the last one, U+10FFFF."""


def explain(error: yaml.YAMLError | ValueError, text: str) -> tuple[int, str]:
    """The line (from 1) and the meaning of an error of the YAML parser in a text."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return line, f"has the character U+{error.character:04X}, which no text needs, remove it"
    if not isinstance(error, yaml.YAMLError):
        found = _BEYOND.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return line, f"has {found[0] if found else 'an escape'}, which is no character, remove it"
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, f"is not YAML ({str(error).splitlines()[0]})"
    said = f"{error.problem or ''} {error.context or ''}"
    meaning = next((meaning for piece, meaning in _MEANINGS if piece in said), "is not YAML: " + said.strip())
    unclosed = meaning.startswith(("has a [", "has a {", "has a quote"))
    mark = error.context_mark if unclosed else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    return _full_width(text.splitlines(), line) or (line, meaning)


def _full_width(lines: list[str], line: int) -> tuple[int, str] | None:
    """A full-width sign in the line of an error or in the one above it, and where; None where there is none."""
    for number in (line, line - 1):
        wide = full_width(lines[number - 1]) if 0 < number <= len(lines) else None
        if wide:
            return number, f"has {wide}"
    return None
