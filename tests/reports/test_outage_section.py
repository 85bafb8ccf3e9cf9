"""What the page says of outages, in both languages: of a list, so that everything in it is known."""

from __future__ import annotations

import pytest

from reports.figure_plans import figure_plans
from reports.outage_section import outage_section
from reports.page import render_page
from reports.plots import timeline_of_outages
from reports.words.names import words_for
from sim.results.outage_timeline import out_by_hour, track, tracks
from sim.results.result import Result
from sim.running.experiment import run
from tests.scenarios_for_tests import small
from tests.sim.tally.test_outages_by_hand import scenario


@pytest.fixture(scope="module")
def result() -> Result:
    """The list of three days."""
    return run(scenario(), replications=2)


def test_the_worst_outages_with_what_was_known_when(result: Result) -> None:
    section = outage_section([result], words_for(result))
    assert section is not None
    (_title, table), *others = section.worst
    assert not others
    assert [row.label for row in table.rows] == [
        "Country, planned",
        "City, Fault",
        "City, Fault",
        "City, Fault",
        "Country, Fault",
    ]
    first = [cell.text for cell in table.rows[0].cells]
    assert first[:3] == ["100", "300", "planned"]
    assert [text[-5:] for text in first[3:5]] == ["08:00", "08:00"]
    assert first[5:8] == ["–"] * 3  # no crew came
    assert [text[-5:] for text in first[8:]] == ["10:30", "10:30", "11:00"]


def test_customers_without_supply_by_region_and_hour(result: Result) -> None:
    """At eight on the first day 1,500 + 30 * 50 customer-minutes of the 1,000 customers of the city, at nine none; on the second all 100 of 500."""
    found = out_by_hour(result)
    assert found.shape == (2, 3, 24)
    assert found[0, 0, 8] == pytest.approx((50 * 60 + 30 * 50) / 60 / 1000)
    assert found[0, 0, 9] == 0
    assert found[1, 1, 8:11].tolist() == [0.2, 0.2, 0.2]
    section = outage_section([result], words_for(result))
    assert section is not None
    table = section.hours[0]
    assert len(table.rows) == 6
    assert table.rows[4][1][8] == ("20.0", 11)


def test_the_timeline_has_what_there_is(result: Result) -> None:
    assert tracks(result) == ["customers_out_mean"]
    told = track(result, "customers_out_as_told")
    assert told is not None
    assert told.mean[48 + 21] == 0.0  # from 10:30 on the second day
    assert "timeline" in [plan.kind for plan in figure_plans([result], "en")]


@pytest.mark.parametrize(("language", "title"), [("en", "Outages"), ("zh", "停供")])
def test_the_page_has_a_section(result: Result, language: str, title: str) -> None:
    page = render_page([result], language)
    assert f"<h2>{title}</h2>" in page
    assert 'data-name="worst_outages_1"' in page
    assert 'data-name="outage_hours_1"' in page
    assert 'data-name="timeline"' in page


def test_without_outages_there_is_no_section() -> None:
    bare = run(small(), replications=2)
    assert outage_section([bare], words_for(bare)) is None
    assert "timeline" not in [plan.kind for plan in figure_plans([bare], "en")]


def test_tracks_one_above_the_other_have_one_legend(result: Result) -> None:
    """The last one says whose line is whose, and once what dots are."""
    without = timeline_of_outages([result, result], legend=False)
    assert without.get_legend() is None
    legend = timeline_of_outages([result, result]).get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()][-1] == "dotted: by the first times given"
    assert len(legend.get_texts()) == 3
