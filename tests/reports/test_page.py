import base64
import hashlib
import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports import tables
from reports.figures import draw_figures
from reports.page import render_page
from reports.words import LANGUAGES, words
from tests.reports.blank_figures import blank_figures


class Reader(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.addresses, self.text, self.attributes, self.named = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.named += [(tag, name) for name, _ in attrs]
        self.addresses += [
            value for name, value in attrs if name in ("src", "href", "srcset", "data", "action")
        ]

    def handle_data(self, data):
        if self.tags[-1:] != ["script"]:
            self.text.append(data)


@pytest.fixture(scope="module")
def page(results):
    return render_page(results)


@pytest.fixture(scope="module")
def figures(results):
    """Those of one policy, for pages of which something else is asked."""
    return draw_figures(results[:1])


def test_the_page_loads_nothing(page):
    read = Reader(page)
    assert read.addresses
    assert all(address.startswith(("data:image/svg+xml;base64,", "#")) for address in read.addresses)
    assert not {"link", "iframe", "object", "embed", "base"} & set(read.tags)
    assert "src" not in {name for tag, name in read.named if tag == "script"}
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|WebSocket|importScripts|sendBeacon", page)
    assert re.findall(r"https?:[^ ]*", page) == [
        "https://github.com/leeoniya/uPlot"
    ]  # in the licence of the library


def test_the_drawings_in_the_page_load_nothing(page):
    for address in Reader(page).addresses:
        if address.startswith("#"):
            continue
        drawing = base64.b64decode(address.split(",", 1)[1]).decode()
        assert "<script" not in drawing
        assert "<!DOCTYPE" not in drawing
        assert not re.search(r"""(?:href|src)=["'](?!#|data:image/png;base64,)""", drawing)
        assert not re.search(r"url\((?!#)", drawing)


def test_nothing_runs_but_the_two_scripts_of_the_page(page):
    """Its policy of contents lets scripts run by their digests alone, which are worked out here once more; data is no script."""
    read = Reader(page)
    assert not [name for name in read.attributes if name.startswith("on")]
    assert "img" in read.tags
    bodies = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(bodies) == 2
    assert page.lower().count("<script") == 3
    allowed = re.search(r"script-src ([^;\"]*)", page)[1].split()
    digests = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
    assert allowed == [f"'sha256-{digest}'" for digest in digests]
    assert "default-src 'none'" in page


def test_the_charts_have_the_figures_of_the_results(results, page):
    """The mean wait over the day under every policy, to four digits; names are text in it, too."""
    data = json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1]
    )
    (chart,) = data["charts"]["waits_over_day"]
    assert [line["label"] for line in chart["series"]][:3] == [
        "baseline",
        "greeter",
        "<script>alert(2)</script>",
    ]
    profile = results[0].profile("wait_mean")
    shown = [value for value in chart["series"][0]["mean"] if value is not None]
    assert shown == pytest.approx(list(profile["mean"]), rel=1e-3)


def test_the_library_stands_with_its_licence(page):
    assert "Permission is hereby granted, free of charge" in page
    assert "Copyright (c)" in page


@pytest.mark.parametrize("number", range(6))
def test_what_a_scenario_says_shows_as_text(page, number):
    """0 hall, 1 service, 2 policy, 3 comment, 4 note of the scenario, 5 note of a policy."""
    text = f"<img src=x onerror=alert({number})>" if number == 5 else f"<script>alert({number})</script>"
    assert text in "".join(Reader(page).text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_one_policy_and_many_have_a_page(results, figures, language, count):
    page = render_page(results[:count], language, figures=figures)
    assert f'<html lang="{language}">' in page
    assert (words(language)("figures.side_by_side") in page) == (count > 1)
    assert "nan" not in "".join(Reader(page).text).lower().replace("finance", "")


def test_one_replication_says_that_nothing_is_sure(once):
    text = "".join(Reader(render_page(once, figures=blank_figures(once))).text)
    assert words("en")("once") in text
    assert "one replication, so no interval" in text
    assert "cannot be told" in text
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)


def test_an_interrupted_run_says_so(results, figures):
    assert "This run was interrupted. The figures are from the 3 replications" in render_page(
        results[:1], interrupted=True, figures=figures
    )
    assert "interrupted" not in render_page(results[:1], figures=figures)


def test_policies_with_unlike_replications_are_shown_with_those_they_share(results, figures):
    fewer = replace(results[1], sums={name: values[:2] for name, values in results[1].sums.items()})
    page = render_page([results[0], fewer], figures=figures)
    assert "<dt>Replications</dt><dd>2</dd>" in page


def test_no_results_are_refused():
    with pytest.raises(ValueError, match="at least one result"):
        render_page([])


def test_assumptions_stand_with_their_sources(page):
    text = "".join(Reader(page).text)
    for part in ("services.pay.share", "60 %", "from the month's counts", "assumed: no figure is given"):
        assert part in text
    assert "2 with a source or a remark, 1 assumed, 0 fitted" in text


def test_a_policy_shows_what_it_changes(page):
    assert "pools.greeters.heads: 1" in page
    assert "One greeter more" in page


def test_the_best_mean_is_marked_where_printed_values_differ(results):
    rows = {row.label: row for row in tables.side_by_side(results[:2], words("en"))}
    waits = [result.estimate("wait_mean").mean for result in results[:2]]
    marks = [cell.mark for cell in rows["Mean wait"].cells]
    assert marks[waits.index(min(waits))] == "best"
    assert marks.count("best") == 1
    assert {cell.mark for cell in rows["Left without service"].cells} == {""}
    assert {cell.mark for cell in rows["Occupancy of staff"].cells} == {""}


def test_differences_are_judged_by_their_intervals(results):
    """Three clerks in place of one, on the same customers: shorter waits, higher cost."""
    rows = {row.label: row.cells[0] for row in tables.differences([results[0], results[2]], words("en"))}
    assert rows["Mean wait"].mark == "better"
    assert rows["Mean wait"].text.startswith("-")
    assert rows["Staff cost"].mark == "worse"
    assert rows["Occupancy of staff"].mark == ""


def test_the_greeter_has_a_table_only_where_somebody_greets(results):
    assert tables.greeter([results[0]], words("en")) == []
    rows = tables.greeter(results[:2], words("en"))
    assert rows[0].label == "Solved by the greeter on the spot"
    assert rows[-1].cells[0].text == "–"


def test_targets_show_the_limit_that_is_held_against_the_threshold(results):
    rows = tables.targets(results[:1], words("en"))
    verdicts = results[0].verdicts()
    assert [row.cells[-1].text for row in rows] == ["met", "not met"]
    assert rows[0].cells[2].text == f"surely at most {verdicts[0].limit:.1f} min"
    assert rows[0].cells[3].text == "must be at most 500.0 min"
    assert rows[1].cells[3].text == "must be at least 99.0 %"
    assert not math.isnan(verdicts[0].limit)


def test_a_call_centre_has_a_page_without_halls(calls):
    text = "".join(Reader(render_page(calls, figures=blank_figures(calls))).text)
    assert "Offered calls answered within 30 s" in text
    assert "Where contacts go" in text
    for label in ("Time in the hall", "Visits per case", "Mean wait"):
        assert label not in text


def test_halls_and_centres_share_a_page(both):
    text = "".join(Reader(render_page(both, "zh", figures=blank_figures(both, "zh"))).text)
    assert "在厅时间（营业厅）" in text
    assert "每件诉求来话次数（电话）" in text


def test_visits_and_calls_are_apart_in_the_table(both):
    labels = [row.label for row in tables.side_by_side(both, words("en"))]
    assert "Mean wait, in halls" in labels
    assert "Mean wait" not in labels
