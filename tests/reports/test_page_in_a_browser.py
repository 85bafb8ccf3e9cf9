"""What the page's script does, in a Chromium without a window: tables that sort and filter, sections that fold, files to take away, charts that
say their values, and tables that fit the window or show that they go on."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.figure_plans import figure_plans
from reports.figures import Drawn
from reports.page import render_page
from sim import Result, run
from tests.reports.browser import CHROMIUM, Page, browser
from tests.reports.conftest import CENTRE, PHONE
from tests.scenarios_for_tests import small

pytestmark = [
    pytest.mark.slow,  # some ten seconds: a browser begins, and lays a page out four times
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>'
TABLE = "document.querySelector('table[data-name=figures]')"
ROWS = f"[...{TABLE}.tBodies[0].rows]"
CONTROLS = f"{TABLE}.parentElement.previousElementSibling"


def written(folder: Path, results: list[Result], name: str = "report.html") -> Path:
    """The page of some results with all its charts; in the place of the drawings, which print shows, stands an empty one."""
    figures = [
        Drawn(plan.name, plan.kind, DRAWING, b"", b"", [chart() for chart in plan.charts])
        for plan in figure_plans(results, "en")
    ]
    path = folder / name
    path.write_text(render_page(results, figures=figures), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def chromium(folder: Path) -> Iterator[Page]:
    with browser(folder) as page:
        page.save_into(folder / "taken")
        yield page


@pytest.fixture
def page(chromium: Page, folder: Path, results: list[Result]) -> Page:
    """The page of a hall under five policies, newly opened."""
    path = folder / "report.html"
    chromium.open(path if path.exists() else written(folder, results))
    return chromium


def column(page: Page, place: int) -> list[str]:
    """The texts of a column of the table of figures, as far as its rows are shown."""
    found: list[str] = page(
        f"{ROWS}.filter(row => !row.hidden).map(row => row.cells[{place}].firstChild.textContent.trim())"
    )
    return found


def test_nothing_fails_and_nothing_is_forbidden(page: Page) -> None:
    """The names of the scenario are full of markup; none of it runs, and no rule of the page stops its own scripts."""
    assert page("document.querySelectorAll('.controls').length") > 5
    assert page.errors == []


def test_tables_sort_by_a_heading_and_back(page: Page) -> None:
    before = column(page, 0)
    head = f"{TABLE}.tHead.rows[0].cells[0]"
    orders = []
    for _ in range(3):
        page(f"{head}.click()")
        orders.append((page(f"{head}.ariaSort"), column(page, 0)))
    assert [order for order, _ in orders] == ["ascending", "descending", "none"]
    (_, up), (_, down), (_, again) = orders
    assert up == sorted(before, key=str.lower) != before
    assert down == up[::-1]
    assert again == before


def test_figures_sort_by_what_they_are_worth(page: Page) -> None:
    """Of the table of staff: hours as numbers, so that 16 stands behind 8; with the keyboard, too."""
    table = "document.querySelector('table[data-name=staff]')"
    names: list[str] = page(f"[...{table}.tHead.rows[0].cells].map(cell => cell.textContent.trim())")
    place = names.index("Hours on duty")
    page(
        f"{table}.tHead.rows[0].cells[{place}].dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter'}}))"
    )
    cells: list[str] = page(f"[...{table}.tBodies[0].rows].map(row => row.cells[{place}].textContent.trim())")
    values = [float(cell.split()[0].replace(",", "")) for cell in cells]
    assert values == sorted(values)
    assert len(set(values)) > 2


def test_tables_filter_by_what_is_written(page: Page) -> None:
    every = column(page, 0)
    wanted = [name for name in every if "wait" in name.lower()]
    field = f"{CONTROLS}.querySelector('input')"
    page(f"{field}.value = 'WAIT'; {field}.dispatchEvent(new Event('input'))")
    assert 0 < len(wanted) < len(every)
    assert set(wanted) <= set(column(page, 0)) < set(every)
    page(f"{field}.value = ''; {field}.dispatchEvent(new Event('input'))")
    assert column(page, 0) == every


def test_sections_fold_and_a_link_unfolds_them(page: Page) -> None:
    fold = "document.querySelector('#targets details')"
    inside = "document.querySelector('#targets table').getBoundingClientRect().height"
    assert page(f"{fold}.open") is True
    page(f"{fold}.querySelector('summary').click()")
    assert page(f"{fold}.open") is False
    page("document.querySelector('nav a[href=\"#targets\"]').click()")
    assert page(f"{fold}.open") is True
    assert page(inside) > 0


def test_print_shows_what_is_folded(page: Page) -> None:
    fold = "document.querySelector('#targets details')"
    page(f"{fold}.querySelector('summary').click(); dispatchEvent(new Event('beforeprint'))")
    assert page(f"{fold}.open") is True
    page("dispatchEvent(new Event('afterprint'))")
    assert page(f"{fold}.open") is False


def test_a_table_is_taken_away_as_csv(page: Page, folder: Path) -> None:
    """As the page shows it: a column of figures, and one of what stands small below them; names cannot become formulas."""
    page(f"[...{CONTROLS}.querySelectorAll('button')].at(-1).click()")
    path = folder / "taken" / "figures.csv"
    until = time.monotonic() + 20
    while not path.exists() and time.monotonic() < until:
        page("new Promise(done => setTimeout(done, 100))")
    head, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    assert [row[0] for row in rows] == [" ".join(name.split()) for name in column(page, 0)]
    assert head[1:3] == ["baseline", "baseline (…)"]
    assert all(len(row) == len(head) for row in rows)


def test_charts_say_their_values_where_the_mouse_is(page: Page) -> None:
    """Before, the legend has no value; over the middle of the chart it has a time and a figure for each policy."""
    page("document.querySelector('figure.live').scrollIntoView()")
    page("new Promise(done => setTimeout(done, 500))")
    spot: dict[str, float] = page(
        "(({left, top, width, height}) => ({x: left + width / 3, y: top + height / 2}))"
        "(document.querySelector('figure.live .u-over').getBoundingClientRect())"
    )
    values = "[...document.querySelectorAll('figure.live')[0].querySelector('.u-legend').querySelectorAll('.u-value')].map(each => each.textContent)"
    page.call("Input.dispatchMouseEvent", type="mouseMoved", **spot)
    page("new Promise(done => setTimeout(done, 300))")
    told: list[str] = page(values)
    assert "–" in told[0], told
    assert any(any(char.isdigit() for char in each) for each in told[1:]), told


@pytest.fixture(scope="module")
def mixed(folder: Path) -> Path:
    """The page of a hall and a line under four policies, with the cost of a month."""
    scenario: dict[str, Any] = {
        **PHONE,
        "centres.town": {**CENTRE, "pools": ["agents"], "lines": {"han": CENTRE["lines"]["han"]}},
        "pools.clerks.cost": "4500 yuan/h",
        "pools.agents.cost": "4500 yuan/h",
        "policies": {
            name: {"pools.clerks.heads": heads}
            for heads, name in enumerate(("no_greeter", "longer_line", "fewer_clerks"), 2)
        },
    }
    found = small(scenario)
    return written(
        folder, [run(found.with_policy(name), 3) for name in ("baseline", *found.policies)], "mixed.html"
    )


def widths(page: Page, name: str) -> tuple[int, int]:
    """How wide a table is, and how wide the place is in which it stands."""
    place = f"document.querySelector('table[data-name={name}]').parentElement"
    return page(f"{place}.scrollWidth"), page(f"{place}.clientWidth")


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_first_table_fits_a_window(chromium: Page, mixed: Path, width: int) -> None:
    """With all that a file of halls and centres has in it: two figures of each, cost, heads and targets of four policies."""
    chromium.open(mixed, width)
    assert chromium("document.querySelectorAll('table[data-name=summary] thead th').length") == 8
    table, place = widths(chromium, "summary")
    assert table <= place
    assert chromium("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_first_table_scrolls_and_the_page_does_not(chromium: Page, mixed: Path) -> None:
    """That it goes on is seen by a shadow at its edge, and by a bar."""
    chromium.open(mixed, 400)
    table, place = widths(chromium, "summary")
    assert table > place
    style = "getComputedStyle(document.querySelector('table[data-name=summary]').parentElement)"
    assert chromium(f"{style}.overflowX") == "auto"
    assert "gradient" in chromium(f"{style}.backgroundImage")
    assert chromium("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
