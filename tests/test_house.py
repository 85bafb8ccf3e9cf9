"""What the figures of the house count."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from grimp import ImportGraph, build_graph

from tests.docs_scripts import docs_script

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def house() -> ModuleType:
    """The script that counts."""
    return docs_script("make_house")


def graph_of(imports: dict[str, list[str]]) -> ImportGraph:
    graph = ImportGraph()
    for module in (
        "sim",
        "optimize",
        "reports",
        "commands",
        "sim.a",
        "sim.a.x",
        "sim.a.y",
        "sim.b",
        "sim.b.z",
    ):
        graph.add_module(module)
    for importer, names in imports.items():
        for name in names:
            graph.add_import(importer=importer, imported=name)
    return graph


def test_no_circles_where_imports_go_one_way(house: ModuleType) -> None:
    assert house.circles(graph_of({"sim.a.x": ["sim.a.y"], "sim.a.y": ["sim.b.z"]})) == []


def test_two_modules_that_import_each_other_are_a_circle(house: ModuleType) -> None:
    (found,) = house.circles(graph_of({"sim.a.x": ["sim.a.y"], "sim.a.y": ["sim.a.x"]}))
    assert set(found) == {"sim.a.x", "sim.a.y"}


def test_two_rooms_that_import_each_other_are_a_circle_though_no_module_does(house: ModuleType) -> None:
    (found,) = house.circles(graph_of({"sim.a.x": ["sim.b.z"], "sim.b.z": ["sim.a.y"]}))
    assert set(found) == {"sim.a", "sim.b"}


def test_a_module_that_no_layer_names_is_outside(house: ModuleType) -> None:
    """`running` is a layer of sim in pyproject.toml; `cellar` is none."""
    graph = ImportGraph()
    for module in ("sim", "sim.running", "sim.running.workers", "sim.cellar"):
        graph.add_module(module)
    assert house.outside(graph) == ["sim.cellar"]


def test_a_docstring_does_not_make_a_function_long(house: ModuleType, tmp_path: Path) -> None:
    """Four lines, of which two are text."""
    file = tmp_path / "one.py"
    file.write_text('def one():\n    """First.\n    Second."""\n    return 1\n', encoding="utf-8")
    assert list(house.functions(file)) == [("one", 2)]


def test_the_house_has_no_circles_and_all_its_modules_are_in_layers(house: ModuleType) -> None:
    graph = build_graph("sim", "optimize", "reports", "commands")
    assert house.circles(graph) == []
    assert house.outside(graph) == []
