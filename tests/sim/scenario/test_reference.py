"""The reference and the JSON Schema say what the loader does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.scenario import Scenario, bundled, load
from sim.scenario.field_descriptions import parts_below
from sim.scenario.reference import PARTS, json_schema, reference_markdown
from sim.scenario.source import read_source
from tests.sim.scenario import test_broken_keys
from tests.sim.scenario.broken import SOUND, Broken, write

REFERENCE = reference_markdown()
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def rows(part: str) -> dict[str, list[str]]:
    """The table of a part: key, and the cells behind it."""
    section = REFERENCE.split(f"\n## {part}\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {cells[0].strip("`"): [cell.strip() for cell in cells[1:]] for cells in lines}


def accepts(text: str, folder: Path) -> bool:
    """Whether the JSON Schema accepts a scenario's text."""
    return VALIDATOR.is_valid(read_source(write(folder, text)).data)


def test_the_reference_has_a_section_for_each_part() -> None:
    """None is forgotten, none is left over."""
    assert set(PARTS) == set(parts_below(Scenario))
    assert len(PARTS) == len(set(PARTS)) == REFERENCE.count("\n## ")


def test_each_key_is_explained() -> None:
    for part in PARTS:
        table = rows(part.__name__)
        assert list(table) == list(part.model_fields)
        assert all(kind and meaning for kind, _, meaning in table.values()), part


@pytest.mark.parametrize(
    ("part", "key", "kind", "default"),
    [
        ("Calendar", "days", "whole number, 1 to 3660", "must be given"),
        ("Calendar", "interval", "duration above zero", "`30 min`"),
        ("Calendar", "open", "days of the week", "`mon-sun`"),
        ("Calendar", "closed", "dates, or names of countries", ""),
        ("Service", "handle_time", "[Distribution](#distribution)", "must be given"),
        ("Service", "quick_time", "[Distribution](#distribution)", "`1 min`"),
        ("Service", "found_after", "share, 0 % to 100 %", "`40 %`"),
        ("Scenario", "segments", "by name: [Segment](#segment)", "`{everyone: {share: 100 %}}`"),
        ("Scenario", "policies", "by name: overrides", ""),
        ("Hall", "overtime_limit", "duration", "`4 h`"),
        ("Hall", "at_lunch", "`serve`, `wait` or `send_home`", "`serve`"),
        ("Greeter", "check_time", "[Distribution](#distribution)", "`30 s`"),
        ("Greeter", "helps_with_forms", "true or false", "`false`"),
        ("Arrivals", "dates", "by date: percentage", ""),
        ("Pool", "cost", "price", "`0 yuan/h`"),
        ("Pool", "overtime_pay", "percentage, 1 % or more", "`150 %`"),
        ("ComeBack", "after_days", "list: share, 0 % to 100 %", "`[60 %, 30 %, 10 %]`"),
        ("Gamma", "cv", "number, above 0 to 20", "must be given"),
    ],
)
def test_kinds_and_defaults_are_in_the_words_of_a_planner(
    part: str, key: str, kind: str, default: str
) -> None:
    """By hand from the classes."""
    assert rows(part)[key][:2] == [kind, default]


def test_each_link_leads_to_a_section() -> None:
    targets = {part.__name__.lower() for part in PARTS}
    assert {link.split(")")[0] for link in REFERENCE.split("](#")[1:]} <= targets


def test_a_default_means_the_same_when_it_is_written_out(tmp_path: Path) -> None:
    """Every default of the JSON Schema, put into the sound scenario, changes nothing."""
    town = load(write(tmp_path, SOUND))
    places = {
        "": "",
        "Calendar": "calendar.",
        "Service": "services.pay.",
        "KioskUse": "services.pay.kiosk.",
        "Segment": "segments.town.",
        "Hall": "halls.centre.",
        "Greeter": "halls.centre.greeter.",
        "Pool": "pools.greeters.",
        "ComeBack": "come_back.",
    }
    overrides: dict[str, Any] = {}
    for name, place in places.items():
        part = SCHEMA["$defs"][name] if name else SCHEMA
        for key, entry in part["properties"].items():
            if "default" in entry and town.source.value(tuple(f"{place}{key}".split("."))) is None:
                overrides[place + key] = entry["default"]
    assert len(overrides) > 25
    assert town.replace(overrides).model_dump() == town.model_dump()


def test_the_json_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("name", bundled())
def test_the_json_schema_accepts_the_bundled_scenarios(name: str) -> None:
    data = read_source(bundled()[name]).data
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("    heads: 4", "    heads: {08:30: 4, 10:00: 5}"),
        ("    heads: 4", "    heads: tables/heads.csv"),
        ("    heads: 4", "    heads: [{start: 08:30, end: 12:00, heads: 4}]"),
        ("handle_time: 4 min", "handle_time: {exponential: {mean: 4 min}}"),
        ("handle_time: 4 min", "handle_time: {constant: 4 min}"),
        ("handle_time: 4 min", "handle_time: {empirical: times.csv}"),
        ("hours: [08:30-12:00, 14:00-17:30]", "hours: 08:30-12:00"),
        ("open: mon-fri", "open: [mon, wed]"),
        ("    cost: 45 yuan/h", "    serves: [pay, connect]"),
        ("    greeter:\n      triage: 20 s\n", "    greeter: null\n"),
    ],
)
def test_the_json_schema_accepts_every_way_to_write_things(old: str, new: str, tmp_path: Path) -> None:
    assert accepts(SOUND.replace(old, new), tmp_path)


@pytest.mark.parametrize("case", test_broken_keys.CASES, ids=lambda case: case.name)
def test_the_json_schema_refuses_each_unknown_key(case: Broken, tmp_path: Path) -> None:
    assert not accepts(SOUND.replace(case.old, case.new), tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("handle_time: 4 min", "handle_time: 4"),
        ("handle_time: 4 min", "handle_time: {exponential: {mean: 4 min}, gamma: {mean: 4 min, cv: 1}}"),
        ("handle_time: 4 min", "handle_time: {}"),
        ("handle_time: 4 min", "handle_time: {exponential: null}"),
        ("share: 60 %", "share: 0.6"),
        ("days: 7", "days: 0"),
        ("hours: [08:30-12:00, 14:00-17:30]", "hours: [8 to 12]"),
        ("    heads: 4", "    heads: 4.5"),
        ("works_at: counter", "works_at: desk"),
        ("    cost: 45 yuan/h", "    cost: 45"),
        ("name: Town hall\n", ""),
    ],
)
def test_the_json_schema_refuses_values_of_another_kind(old: str, new: str, tmp_path: Path) -> None:
    assert not accepts(SOUND.replace(old, new), tmp_path)
