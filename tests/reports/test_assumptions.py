from pathlib import Path

import pytest

from reports.assumptions import about, assumptions, changes, text_of
from reports.page import render_page
from sim import load, run
from tests.scenarios_for_tests import small


@pytest.fixture
def edited(scenario_file):
    """Writes the scenario with some of its text replaced, beside the original, and loads it."""
    made: list[Path] = []

    def write(*replaced: tuple[str, str]):
        text = scenario_file.read_text(encoding="utf-8")
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        made.append(scenario_file.with_name(f"edited{len(made)}.yaml"))
        made[-1].write_text(text, encoding="utf-8")
        return load(made[-1])

    yield write
    for path in made:
        path.unlink()


def test_values_keep_the_order_of_the_file(results):
    assert [each.key for each in assumptions(results)] == [
        "services.pay.share",
        "services.pay.handle_time.exponential.mean",
        "services.<script>alert(1)</script>.handle_time.constant",
    ]


def test_a_comment_that_says_assumed_marks_its_value(results):
    assert [each.assumed for each in assumptions(results)] == [False, True, False]


def test_values_of_one_line_share_its_comment(edited):
    scenario = edited(("heads: 1, cost: 45 yuan/h}", "heads: 1, cost: 45 yuan/h}  # agreed"))
    found = assumptions([run(scenario, 1)])[-1]
    assert (found.key, found.value) == ("pools.clerks", "{works_at: counter, heads: 1, cost: 45 yuan/h}")


def test_a_changed_value_is_not_shown_with_the_comment_of_the_old_one(edited):
    scenario = edited(
        ("{note: One greeter more,", "{services.pay.quick: 10 %,"), ("quick: 30 %", "quick: 30 %  # counted")
    )
    baseline, greeter = run(scenario, 1), run(scenario.with_policy("greeter"), 1)
    assert "services.pay.quick" in [each.key for each in assumptions([greeter, baseline])]
    assert "services.pay.quick" not in [each.key for each in assumptions([greeter])]


def test_a_part_of_a_mapping_is_shown_by_its_keys(edited):
    old = "works_at: counter, heads: 1, cost: 45 yuan/h}"
    scenario = edited((old, "works_at: counter, heads: 1,  # agreed\n    cost: 45 yuan/h}"))
    found = next(each for each in assumptions([run(scenario, 1)]) if each.comment == "agreed")
    assert (found.key, found.value) == ("pools.clerks", "works_at: counter, heads: 1")


def test_the_head_of_the_file_is_about_the_whole_scenario(edited):
    result = run(edited(("name: ", "# From a paper.\nname: ")), 1)
    assert about([result]) == "From a paper."
    assert "name" not in [each.key for each in assumptions([result])]


def test_changes_are_the_overrides_and_the_note(results):
    baseline, greeter, *_ = changes(results)
    assert (baseline.values, baseline.note) == ([], "")
    assert greeter.note == "One greeter more"
    assert [(each.key, each.value) for each in greeter.values] == [("pools.greeters.heads", "1")]


def test_a_value_is_written_as_in_a_file():
    assert text_of({"a": [1, True, None], "b": "x"}) == "{a: [1, true, null], b: x}"


def test_warnings_stand_below_the_heading_of_the_assumptions():
    warned = run(small({"calendar.closed": ["2030-01-01"]}), replications=2)
    page = render_page([warned], figures=[])
    heading, warning = (
        page.index("<h2>Assumptions and sources"),
        page.index("closes nothing: is the year right?"),
    )
    assert heading < warning < page.index("No value of the scenario file carries a comment")
