"""Characters that harm a terminal or that no file can hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load
from tests.sim.scenario.broken import SOUND, said, write


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "name: Town hall",
            'name: Town hall\nnote: "\\uDFFF x"',
            "2: note = \\udfff x: has the character U+DFFF, which no text needs, remove it",
        ),
        (
            "name: Town hall",
            'name: "\\e[31mTown hall"',
            "1: name = \\x1b[31mTown hall: has the character U+001B, which no text needs, remove it",
        ),
        (
            "name: Town hall",
            'name: "\\x9b31mTown hall"',
            "1: name = \\x9b31mTown hall: has the character U+009B, which no text needs, remove it",
        ),
        (
            "    pools.clerks.heads: 5",
            '    pools.clerks.heads: 5\n    note: "\\uD83D"',
            "50: policies.busy.note = \\ud83d: has the character U+D83D, which no text needs, remove it",
        ),
        (
            "  rural:",
            '  "ru\\uD800":',
            "21: segments.ru\\ud800: has the character U+D800, which no text needs, remove it",
        ),
        (
            "  rural:",
            '  "ru\\aral":',
            "21: segments.ru\\x07ral: is not a usable name, write 1 to 80 characters without . : , [ ] and spaces at its ends",
        ),
    ],
)
def test_escaped_control_characters_and_halves_are_refused(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert said(write(tmp_path, SOUND.replace(old, new))) == [message]


def test_two_halves_are_one_character_as_in_json(tmp_path: Path) -> None:
    """U+1F600, a face."""
    path = write(tmp_path, SOUND.replace("name: Town hall", 'name: "Town \\uD83D\\uDE00"'))
    assert load(path).name == "Town \U0001f600"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("note", "\udfff", "U+DFFF, which no text needs"),
        ("note", "\x1b[2J", "U+001B, which no text needs"),
        ("targets", [{"measure": "wait_mean", "at_most": "5 min", "scope": "\ud800"}], "unknown scope"),
    ],
)
def test_so_are_those_that_a_script_replaces(key: str, value: object, message: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(write(tmp_path, SOUND)).replace({key: value})
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_text_may_have_lines_and_tabs(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND.replace("name: Town hall", 'name: Town hall\nnote: "one\\n\\ttwo"'))
    assert load(path).note == "one\n\ttwo"


def test_a_character_beyond_the_last_one_is_refused(tmp_path: Path) -> None:
    text = SOUND.replace("name: Town hall", 'name: x\nnote: "\\U00110000"')
    assert said(write(tmp_path, text)) == ["2: has \\U00110000, which is no character, remove it"]
