"""The examples run: every code cell of every notebook, in order, as somebody would run them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.ipynb"))


def sources(cells: list[dict[str, Any]]) -> list[str]:
    """The text of each code cell."""
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def values_of(codes: list[str]) -> tuple[list[Any], dict[str, Any]]:
    """Run the cells in one namespace; what each shows (the value of its last line), and the namespace."""
    names: dict[str, Any] = {}
    shown = []
    for code in codes:
        tree = ast.parse(code)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None  # type: ignore[attr-defined]
        shown.append(value)
    return shown, names


def notebook(name: str) -> list[str]:
    """The code cells of an example."""
    [path] = [path for path in NOTEBOOKS if path.stem == name]
    return sources(json.loads(path.read_text(encoding="utf-8"))["cells"])


@pytest.fixture(autouse=True)
def without_a_display() -> Iterator[None]:
    """Figures are drawn on nothing, and closed."""
    mpl.use("Agg")
    yield
    plt.close("all")


def test_there_are_examples() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["lecong", "line", "staffing"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_valid_and_kept_without_outputs(path: Path) -> None:
    """Format 4.5: every cell has a type, an id of its own, metadata and source; code cells have nothing run."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell["id"]) for cell in cells)
    for cell in cells:
        code = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | code
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_lecong_notebook_runs_and_shows_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    """Two replications in place of five; each step gives what its text announces."""
    codes = notebook("lecong")
    codes[0] = codes[0].replace("REPLICATIONS = 5", "REPLICATIONS = 2")
    shown, names = values_of(codes)
    assert {"wait_mean", "occupancy"} <= set(shown[1].index)
    assert {"08:30", "14:00"} <= set(shown[2].index)
    assert [text.get_text() for text in names["axes"].get_legend().get_texts()] == ["baseline", "greeter"]
    assert list(shown[4].index) == [
        name for name in names["differences"]["measure"].unique() if name in names["shown"]
    ]
    printed = capsys.readouterr().out.splitlines()
    assert [line[:18].strip() for line in printed[-3:]] == ["baseline", "greeter", "half the answers"]
    assert (
        names["less"].estimate("resolved_by_greeter").mean
        < names["greeter"].estimate("resolved_by_greeter").mean
    )


def test_line_notebook_runs_and_shows_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    """Every stage of every call with its times, calls by two hours, and a what-if under its name."""
    shown, names = values_of(notebook("line"))
    assert capsys.readouterr().out.startswith(f"{names['line'].name} (one day)")
    assert str(shown[1]["arrived"]).startswith("datetime64")
    assert shown[2].columns.tolist() == ["phone", "chat"]
    assert shown[2].index.tolist() == sorted(shown[2].index)
    offered = names["both"].estimate("calls_offered").mean
    assert shown[3].sum() == pytest.approx(offered)
    legend = [text.get_text() for text in names["axes"].get_legend().get_texts()]
    assert legend == ["one day", "a third of the house away"]
    assert set(shown[5]["b"]) == {"a third of the house away"}


COARSE = {f"staffing.pools.{pool}.block": "12 h" for pool in ("clerks", "greeters")}
"""As many heads all morning, and all afternoon: a search of seconds."""


@pytest.mark.parametrize(
    "coarse", [COARSE, pytest.param({}, marks=pytest.mark.slow)], ids=["coarse", "as it is"]
)
def test_staffing_notebook_runs_and_shows_what_it_says(
    capsys: pytest.CaptureFixture[str], coarse: dict[str, str]
) -> None:
    """A plan whose target holds in its check, its heads by pool, and what it costs beside the staffing that the hall has."""
    first, *codes = notebook("staffing")
    assert '{"calendar.days": 1}' in first
    shown, names = values_of(
        [first.replace('{"calendar.days": 1}', repr({"calendar.days": 1, **coarse})), *codes]
    )
    assert names["found"].status in ("optimal", "feasible")
    assert "yuan; no plan costs less than" in capsys.readouterr().out
    assert {each[3] for each in shown[1]} == {"met"}
    assert {"clerks"} <= set(shown[2].index)
    assert set(shown[3]["measure"]) == {"wait_mean", "staff_cost", "lost"}
    assert set(shown[3]["b"]) == {"plan"}
