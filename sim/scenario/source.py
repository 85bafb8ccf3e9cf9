"""A scenario file as text: its data, and for each key the line it stands on and the comment beside it.

YAML is read safely and by the rules of YAML 1.2's core schema: ``10:00`` stays text, ``no`` is not a
boolean, a date is text. A key given twice is refused, and so are anchors that unfold into more than a person
would write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.characters import joined
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.tables import Tables
from sim.scenario.yaml_errors import DEEPEST, TOO_DEEP, explain

Key = tuple[str | int, ...]
"""Where a value stands: ``("pools", "clerks", "heads")``."""

LARGEST_FILE = 1_000_000
"""Bytes; a scenario that a person wrote is far smaller (assumed)."""
MOST_VALUES = 50_000
"""Values in one file, after aliases are unfolded (assumed)."""


class _Loader(yaml.SafeLoader):
    """SafeLoader without YAML 1.1's surprises (sexagesimal numbers, dates, yes and no), and not endlessly deep.

    The depth is limited in the scanner, whose time grows with its square.
    """

    def fetch_flow_collection_start(self, token: Any) -> None:
        self._limit(self.flow_level)
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> bool:
        self._limit(len(self.indents))
        return bool(super().add_indent(column))

    def _limit(self, depth: int) -> None:
        if depth >= DEEPEST:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=self.get_mark())


_Loader.yaml_implicit_resolvers = {}
for _kind, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_pattern})$"), list(_first))


@dataclass(frozen=True)
class Source:
    """What a scenario file says, and where.

    Attributes
    ----------
    path : Path
        The file, as the user named it.
    data : dict
        Plain YAML data.
    lines : dict
        Line number (from 1) of each key.
    comments : dict
        Comment beside or right above each value that has one.
    tables : Tables
        The tables in its folder, shared by all variants.
    """

    path: Path
    data: dict[str, Any]
    lines: dict[Key, int] = field(repr=False)
    comments: dict[Key, str] = field(repr=False)
    tables: Tables = field(repr=False, compare=False)

    @property
    def folder(self) -> Path:
        """The folder that holds the file and its tables."""
        return self.path.resolve().parent

    def line(self, key: Key) -> int:
        """The line of `key`, or of the nearest key above it that the file has."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def value(self, key: Key) -> Any:
        """The raw value at `key`; None where the file has none."""
        here: Any = self.data
        for part in key:
            if isinstance(here, Mapping):
                here = here.get(part)
            elif isinstance(here, list | tuple) and isinstance(part, int) and part < len(here):
                here = here[part]
            else:
                return None
        return here

    def problem(self, key: Key, message: str, value: Any = None) -> Problem:
        """A problem at `key`, with its line and the value as the file has it.

        One entry may stand without its list; its place is then that of the list.
        """
        while key and isinstance(key[-1], int) and not isinstance(self.value(key[:-1]), list | tuple):
            key = key[:-1]
        shown = value if value is not None else self.value(key)
        return Problem(str(self.path), self.line(key), key, shown, message)


def read_source(path: Path) -> Source:
    """Read a scenario file.

    Raises
    ------
    ScenarioError
        The file cannot be read, is not UTF-8, is not YAML, is too large, or is not a mapping.
    """
    text = _read_text(path)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise _refused(path, *explain(error, text)) from None
    if not isinstance(node, yaml.MappingNode):
        kind = {yaml.SequenceNode: "is a list", yaml.ScalarNode: "is only text"}.get(type(node), "is empty")
        raise _refused(path, 1, f"{kind}, a scenario is made of keys such as name: and calendar:")
    reader = _Reader(path)
    data = reader.read(node, ())
    if reader.problems:
        raise ScenarioError(reader.problems)
    comments = comments_of(text.splitlines(), reader.ends)
    return Source(path, data, reader.lines, comments, Tables(path.resolve().parent))


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(
                path, 1, f"is larger than {LARGEST_FILE / 1e6:.0f} MB, put long tables in CSV files beside it"
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, 1, f"is not UTF-8 text (byte {error.start}), save it as UTF-8") from None
    except OSError as error:
        raise _refused(path, 1, f"cannot be read: {error.strerror or error}") from None


def _refused(path: Path, line: int, message: str) -> ScenarioError:
    return ScenarioError([Problem(str(path), line, (), None, message)])


class _Reader:
    """Turns YAML nodes into plain data and remembers where each key stood."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Key, int] = {}
        self.ends: dict[Key, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._values = 0

    def read(self, node: yaml.Node, key: Key) -> Any:
        self._values += 1
        if self._values > MOST_VALUES:
            raise _refused(
                self.path,
                node.start_mark.line + 1,
                f"unfolds into more than {MOST_VALUES:,} values, put long tables in CSV files",
            )
        if len(key) > DEEPEST:
            raise _refused(self.path, node.start_mark.line + 1, TOO_DEEP)
        self.lines.setdefault(key, node.start_mark.line + 1)
        if node.tag not in _TAGS:
            return self._refuse(
                node, key, f"has the tag {_tag(node)}, remove the tag: scenario files are plain data"
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*key, number)) for number, item in enumerate(node.value)]
        self.ends[key] = (node.end_mark.line, node.end_mark.column)
        return self._scalar(node, key)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, yaml.ScalarNode) or name_node.tag not in _TAGS:
                self._refuse(name_node, key, "has a key that is not plain text, write a name and a colon")
                continue
            try:
                name = joined(name_node.value)
            except ValueError as error:
                self._refuse(name_node, (*key, name_node.value), str(error))
                continue
            here = (*key, name)
            if name == "<<":
                self._refuse(
                    name_node, here, "merges keys, which scenario files do not do, write the keys out"
                )
            elif name in data:
                self._refuse(name_node, here, f"is given twice (first on line {self.lines[here]}), keep one")
            else:
                self.lines[here] = name_node.start_mark.line + 1
                data[name] = self.read(value_node, here)
        return data

    def _scalar(self, node: yaml.Node, key: Key) -> Any:
        try:
            text = joined(node.value)
        except ValueError as error:
            return self._refuse(node, key, str(error), node.value)
        try:
            return _SCALARS[node.tag](text)
        except (KeyError, ValueError):
            long = node.tag.endswith(":int") and len(node.value) > 20
            message = (
                "is too large a number" if long else f"is not what its tag {_tag(node)} says, remove the tag"
            )
            return self._refuse(node, key, message, node.value)

    def _refuse(self, node: yaml.Node, key: Key, message: str, value: Any = None) -> None:
        self.problems.append(Problem(str(self.path), node.start_mark.line + 1, key, value, message))


def _tag(node: yaml.Node) -> str:
    return str(node.tag).replace("tag:yaml.org,2002:", "!!")


def _yaml_float(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


_SCALARS: dict[str, Any] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": _yaml_float,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}
_TAGS = {*_SCALARS, "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}


def comments_of(lines: list[str], ends: dict[Key, tuple[int, int]]) -> dict[Key, str]:
    """The comment behind the last value of its line, or else the comment lines right above."""
    last_column: dict[int, int] = {}
    for line, column in ends.values():
        last_column[line] = max(column, last_column.get(line, 0))
    found: dict[Key, str] = {}
    for key, (line, _) in ends.items():
        if line >= len(lines):
            continue
        behind = re.search(r"(?:^|\s)#\s*(.*)$", lines[line][last_column[line] :])
        comment = _continued(lines, line, behind[1]) if behind else _above(lines, line)
        if comment:
            found[key] = comment
    return found


def _continued(lines: list[str], line: int, first: str) -> str:
    """A comment that goes on in the next lines, under the same column, is one comment."""
    column = lines[line].rindex("#" + lines[line].rsplit("#", 1)[1])
    parts = [first]
    for below in lines[line + 1 :]:
        if below[:column].strip() or not below[column:].startswith("#"):
            break
        parts.append(below[column + 1 :])
    return " ".join(part.strip() for part in parts)


def _above(lines: list[str], line: int) -> str:
    parts: list[str] = []
    indent = len(lines[line]) - len(lines[line].lstrip())
    for above in reversed(lines[:line]):
        stripped = above.lstrip()
        if not stripped.startswith("#") or len(above) - len(stripped) != indent:
            break
        parts.append(stripped.lstrip("# ").rstrip())
    return " ".join(reversed(parts))
