"""The JSON Schema of scenario files, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from sim.scenario.base import Part
from sim.scenario.field_descriptions import default_of, descriptions_of, parts_below
from sim.scenario.scenario import Scenario

Schema = dict[str, Any]


def json_schema() -> Schema:
    """What scenario files may hold, as a planner writes it: durations, shares and hours are text.

    It knows keys and how values are written, not what the loader checks across keys: a file that it accepts can still
    be refused.
    """
    schema = Scenario.model_json_schema()
    definitions: Schema = schema["$defs"]
    for part in parts_below(Scenario):
        _as_written(schema if part is Scenario else definitions[part.__name__], part)
    definitions["Distribution"] = _distribution(definitions["Distribution"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def _as_written(schema: Schema, part: type[Part]) -> None:
    """Defaults as a file would have them, descriptions on one line, no titles that only repeat the key."""
    schema.pop("title", None)
    schema["description"] = _line(schema.get("description", ""))
    descriptions = descriptions_of(part)
    for name, field in part.model_fields.items():
        known = schema["properties"][name] | {"description": _line(descriptions.get(name, ""))}
        entry = {key: known[key] for key in sorted(known) if key not in ("title", "default")}
        schema["properties"][name] = entry
        default = None if field.is_required() else default_of(field)
        if default not in (None, {}, []):
            entry["default"] = default


def _distribution(schema: Schema) -> Schema:
    """A bare duration, or exactly one shape."""
    duration = _given(schema["properties"].pop("constant"))
    shapes = {name: _given(entry) for name, entry in schema["properties"].items()}
    constant = {key: value for key, value in duration.items() if key != "description"}
    return {
        "description": schema["description"],
        "anyOf": [
            constant,
            {
                "type": "object",
                "properties": {"constant": duration} | shapes,
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ],
    }


def _given(entry: Schema) -> Schema:
    """A property that need not be given, without the choice to write null for it."""
    choices = [choice for choice in entry["anyOf"] if choice != {"type": "null"}]
    return {**choices[0], "description": entry["description"]}


def _line(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
