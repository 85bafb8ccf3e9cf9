"""Figures of the house, for `architecture.md`: files, their lengths, long functions, circles, modules outside the import rules."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median, quantiles

from grimp import ImportGraph, build_graph

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("sim", "optimize", "reports", "commands")
ALONE = "counterline.py"
"""The one module beside the rooms: it imports what the commands need, and nothing imports it."""

LONG = 50
"""Lines of a function from which on it is called long, its docstring left out."""

BEGIN, END = "<!-- made by docs/make_house.py -->\n", "<!-- end -->\n"


def house_markdown() -> str:
    """The page with its figures made anew."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    return before + BEGIN + _figures() + END + rest.split(END)[1]


def _figures() -> str:
    rows = [_row(f"`{room}/`", sorted((ROOT / room).rglob("*.py"))) for room in ROOMS]
    everything = [*(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / ALONE]
    graph = build_graph(*ROOMS)
    return "\n".join(
        (
            "| where | files | lines a file: median | 90th percentile | functions over 50 lines |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            _row("all, with `counterline.py`", everything),
            "",
            f"Lines are rounded to tens, empty files (`__init__.py`) left out, docstrings of functions too. Circles of imports, also "
            f"inside rooms: {len(circles(graph))}. Modules outside the import rules: {len(outside(graph))}.",
            "",
        )
    )


def _row(where: str, paths: list[Path]) -> str:
    lengths = [count for path in paths if (count := len(path.read_text(encoding="utf-8").splitlines()))]
    long = sum(length > LONG for path in paths for _, length in functions(path))
    middle, most = median(lengths), quantiles(lengths, n=10)[-1]
    return f"| {where} | {len(lengths)} | {round(middle, -1):.0f} | {round(most, -1):.0f} | {long} |"


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file, with its lines without the docstring."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first, length = node.body[0], (node.end_lineno or 0) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                length -= (first.end_lineno or 0) - first.lineno + 1
            yield node.name, length


def circles(graph: ImportGraph) -> list[list[str]]:
    """Circles of modules, and of the rooms and modules that lie in one room; of those that overlap one alone."""
    found = []
    for parent in ("", *sorted(graph.modules)):
        children = graph.find_children(parent) if parent else set(ROOMS)
        imports = {child: _siblings(graph, child, children) for child in children}
        try:
            TopologicalSorter(imports).prepare()
        except CycleError as error:
            found.append(list(error.args[1]))
    return found


def _siblings(graph: ImportGraph, child: str, children: set[str]) -> set[str]:
    """The other children of a room that one of them imports, or what is in it does."""
    within = {child, *graph.find_descendants(child)}
    imported = {name for each in within for name in graph.find_modules_directly_imported_by(each)}
    return {
        other
        for other in children - {child}
        if any(name == other or name.startswith(f"{other}.") for name in imported)
    }


def outside(graph: ImportGraph) -> list[str]:
    """Modules of which no exhaustive contract on layers says where they stand."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = {
        f"{container}.{name.strip()}"
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and contract.get("exhaustive")
        for container in contract["containers"]
        for layer in contract["layers"]
        for name in layer.replace(":", "|").split("|")
    }
    return sorted(
        module for module in graph.modules if "." in module and ".".join(module.split(".")[:2]) not in told
    )
