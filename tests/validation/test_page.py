"""The page of validation results speaks of the models that are tested, without running them again."""

from __future__ import annotations

from pathlib import Path

from tests.docs_scripts import DOCS, docs_script
from tests.validation.call_centres import PUBLISHED
from tests.validation.centre_models import CENTRE_MODELS
from tests.validation.model import SCENARIOS
from tests.validation.models import MODELS
from tests.validation.outage_models import OUTAGE_MODELS


def rows_of_the_page() -> list[tuple[str, ...]]:
    text = (DOCS / "validation.md").read_text(encoding="utf-8")
    lines = [tuple(line.strip("| ").split(" | ")) for line in text.splitlines() if line.startswith("|")]
    return [line for line in lines if len(line) == 8 and line[0] not in ("model", "---")]


def test_the_page_has_the_models_figures_and_expectations_that_are_tested():
    known = docs_script("make_validation").known
    models = [*MODELS.values(), *CENTRE_MODELS.values(), *OUTAGE_MODELS.values()]
    expected = [known(model, check) for model in models for check in model.checks]
    assert [row[:5] for row in rows_of_the_page()] == expected


def test_the_page_says_of_each_row_whether_its_interval_holds_the_value():
    for row in rows_of_the_page():
        low, high = map(float, row[6].split(" to "))
        assert row[7] == ("yes" if low <= float(row[3]) <= high else "**no**")


def test_every_scenario_of_the_folder_is_run_by_a_test():
    names = ("call_centres.py", "test_call_centres.py")
    calls = "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)
    others = {path.stem for path in SCENARIOS.glob("*.yaml")} - set(MODELS | CENTRE_MODELS | OUTAGE_MODELS)
    assert [name for name in sorted(others) if f'"{name}' not in calls] == []


def test_the_page_has_the_published_figures_that_are_tested():
    text = (DOCS / "validation.md").read_text(encoding="utf-8")
    for each in PUBLISHED:
        assert (
            f"| {each.title} | `{each.measure}` | {each.low:g} to {each.high:g} {each.unit}".rstrip() in text
        )


def test_the_page_names_the_command_that_makes_it():
    assert "python docs/make_validation.py" in (DOCS / "validation.md").read_text(encoding="utf-8")
