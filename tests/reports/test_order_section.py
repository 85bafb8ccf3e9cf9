"""What reports say of offices: the section, the figures, and the sentence about too much work."""

from __future__ import annotations

import re

import pytest

from reports.answer import answer
from reports.figure_plans import figure_plans
from reports.figures import Drawn
from reports.headline import headline
from reports.order_section import order_section
from reports.page import render_page
from reports.plots import backlog_over_days, causes_by_month, flow_of_orders
from reports.summary import short_heads, summary_figures
from reports.terminal import print_headline
from reports.words import format_time_limit
from reports.words.names import words_for
from sim import run
from sim.results.result import Result
from sim.scenario.deadline import parse_time_limit
from tests.reports.blank_figures import blank_figures
from tests.scenarios_for_tests import FLAT, small, written
from tests.sim.results.test_orders import ONE_HEAD, with_office

LABELS = {"offices.bureau.label": "Büro <1>", "offices.bureau.departments.metering.label": "Meters & more"}


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """With enough heads, and with one of operations and nobody to whom orders are escalated."""
    return [run(with_office({**each, **LABELS}), replications=3) for each in ({}, ONE_HEAD)]


@pytest.fixture(scope="module")
def figures(results: list[Result]) -> list[Drawn]:
    """Those of the first, with words of one language: they are not looked at."""
    return blank_figures(results[:1])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_has_the_section(results: list[Result], figures: list[Drawn], language: str) -> None:
    page = render_page(results[:1], language, figures=figures)
    section = re.search(r'<section id="orders">.*?</section>', page, re.DOTALL)
    assert section is not None
    text = section[0]
    assert "Meters &amp; more" in text
    for name in ("orders", "orders_1", "orders_2", "orders_3", "desks", "order_flow_1", "backlog"):
        assert f'data-name="{name}"' in text
    assert words_for(results, language)("orders") in page
    assert "Büro <1>" not in page


def test_a_page_without_offices_says_nothing_of_them() -> None:
    plain = run(small(), replications=2)
    page = render_page([plain], figures=[])
    assert 'id="orders"' not in page
    assert order_section([plain], words_for(plain)) is None
    assert not {"backlog", "order_flow"} & {plan.kind for plan in figure_plans([plain], "en")}


def test_tables(results: list[Result]) -> None:
    found = order_section(results[:1], words_for(results))
    assert found is not None
    assert found.figures[0].label == "Work orders created"
    titles = [title for title, _ in found.groups]
    assert titles[0].startswith("In time")
    # meters have no deadline, and so are not judged; the other kind, a department, and two regions are
    assert [row.label for row in found.groups[0][1]] == [
        "Voltage",
        "Department operations",
        "Region city",
        "Region country",
    ]
    assert [row.label for row in found.desks.rows] == ["operations", "Meters & more", "coord", "duty"]
    table = found.flows[0]
    assert table.starts == ["operations", "Meters & more", "coord", "duty", "closed"]
    assert [label for label, _ in table.rows] == ["new", "operations", "Meters & more", "coord", "duty"]
    new = dict(zip(table.starts, table.rows[0][1], strict=True))
    assert (
        new["coord"][0] != ""
    )  # the coordinator has every new order, and nobody is closed before somebody had it
    assert new["closed"] == ("", None)


def test_too_much_work_is_said(results: list[Result]) -> None:
    rich, poor = results
    growth = f"{poor.estimate('backlog_growth', 'office:bureau').mean:,.0f}"
    said = f"the backlog of Büro <1> grows by {growth} orders a week"
    say = words_for(poor)
    assert said in headline([poor], names=say.names)
    assert said in answer([poor], say)
    assert "grows" not in headline([rich], names=words_for(rich).names)
    chinese = words_for(poor, "zh")
    assert f"积压每周增加 {growth} 件" in headline([poor], "zh", names=chinese.names)


def test_first_table(results: list[Result], capsys: pytest.CaptureFixture[str]) -> None:
    scenario = results[0].scenario
    names = [figure.measure for figure in summary_figures(scenario)]
    assert names[-3:] == ["in_time", "time_to_close_mean", "staff_cost"]
    assert "in time" in short_heads(scenario, words_for(results))
    print_headline(results[:1], as_json=False)
    printed = capsys.readouterr().out
    assert "in_time, %" in printed
    assert "backlog_growth, / week" in printed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_causes_by_month(results: list[Result], language: str) -> None:
    """Half of the orders of voltage, a fifth of those of meters, over the end of January; without causes there is neither table nor plot."""
    causes = {
        "wires": {"label": "Wires <old>", "category": "voltage", "share": "50 %"},
        "age": {"category": "meter", "share": "20 %"},
    }
    changes = {"calendar.start": "2024-01-29", "offices.bureau.causes": causes}
    result, say = run(with_office(changes), replications=3), words_for(results, language)
    found = order_section([result], words_for(result, language))
    assert found is not None
    (table,) = found.causes
    assert [label for label, _ in table.rows] == ["Wires <old>", "age", say("orders.unnamed")]
    assert len(table.starts) == 4
    of_wires = [float(text.rstrip(" %").replace(",", "")) for text, _ in table.rows[0][1]]
    assert sum(of_wires[:2]) == pytest.approx(of_wires[2], abs=1.5)
    total = result.estimate("orders_created").mean
    assert of_wires[3] == round(100 * result.estimate("orders_created", "cause:wires").mean / total)
    page = render_page([result], language, figures=[])
    assert 'data-name="causes_1"' in page
    assert "Wires &lt;old&gt;" in page
    texts = [text.get_text() for text in causes_by_month(result, language=language).texts]
    assert {text for text, _ in table.rows[0][1]} <= set(texts)
    assert "causes" in {plan.kind for plan in figure_plans([result], language)}
    without = order_section(results[:1], say)
    assert without is not None
    assert not without.causes
    with pytest.raises(ValueError, match="has no causes"):
        causes_by_month(results[0])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_plots(results: list[Result], language: str) -> None:
    axes = backlog_over_days(results, language=language)
    assert len(axes.get_lines()) == 2
    assert axes.get_xlim() == (0, 10)
    last = axes.get_lines()[0].get_ydata()[-1]
    assert last == pytest.approx(results[0].estimate("backlog_end").mean)
    cells = [text.get_text() for text in flow_of_orders(results[0], language=language).texts]
    assert len(cells) > 5


def test_an_office_alone() -> None:
    """Orders that nobody reports, and neither hall nor centre: 12 a day in the mean, half an hour each, one head for 9 h a day.

    No customers come: neither services nor the sections about waits are needed, and nobody is said not to have waited.
    """
    alone = {
        "name": "an office alone",
        "calendar": {"start": "2024-01-01", "days": 5, "hours": ["08:00-17:00"]},
        "targets": [
            {"measure": "time_to_close_mean", "at_most": "10 days", "period": "2024-01-03"}
        ],  # on which no order comes
        "offices": {
            "bureau": {
                "pools": ["fitters"],
                "departments": {"metering": {"pools": ["fitters"]}},
                "categories": {
                    "change": {
                        "department": "metering",
                        "work": "30 min",
                        "arrivals": {"per_day": 12, "profile": "profile.csv", "weekday": {"wed": "0 %"}},
                    }
                },
            }
        },
        "pools": {"fitters": {"works_at": "office", "heads": 1}},
    }
    result = run(written(alone, {"profile.csv": FLAT}), replications=3)
    assert result.estimate("worked_mean").mean == pytest.approx(30.0)
    busy = result.estimate("occupancy", "pool:fitters").mean
    closed, taken = result.estimate("orders_closed").mean, 5 * 9 * 60
    assert busy == pytest.approx(30 * closed / taken, abs=30 / taken)  # one may be in hand at the end
    page = render_page([result])
    assert 'id="orders"' in page
    assert "Mean time to close a work order" in page
    for name in ('id="day"', 'id="waits"', 'data-name="volumes"', 'data-name="services"', "nobody waited"):
        assert name not in page
    assert result.verdicts()[0].empty
    assert "met: there was no work order to judge" in page


def test_a_dash_where_nobody_can_reopen(results: list[Result]) -> None:
    """Without a call before closing 0 % is no merit: the office with the call alone has a figure, and it is not marked as the best."""
    pools = {"offices.bureau.pools": ["ops", "met", "duty"], "pools.coord": None}
    without = run(with_office({"offices.bureau.coordinator": None, **pools}), replications=3)
    found = order_section([without, results[0]], words_for(results))
    assert found is not None
    row = next(row for row in found.figures if row.label == "Work orders reopened")
    assert row.cells[0].text == "–"
    assert [cell.mark for cell in row.cells] == ["", ""]


def test_deadlines_in_both_languages(results: list[Result]) -> None:
    assert [
        format_time_limit(parse_time_limit(text), "zh")
        for text in ("5 working days", "1 working hour", "90 min", "24 h", "7 days")
    ] == ["5 个工作日", "1 个工作小时", "90 分钟", "24 小时", "7 天"]
    for text in ("5 working days", "1 working day", "8 working hours", "90 min", "24 h", "7 days", "1 day"):
        assert format_time_limit(parse_time_limit(text)) == text
    assert (
        "working days"
        not in render_page(results[:1], "zh", figures=[]).split('id="inputs"')[1].split("</section>")[0]
    )
