"""Files that are not plain YAML. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken("a tab for indent", "  start: 2010", "\tstart: 2010", "3: has a tab, indent with spaces"),
    broken(
        "a bracket that is not closed",
        "[clerks, greeters, kiosks]",
        "[clerks, greeters, kiosks",
        "29: has a [ without its ], or lacks a comma between two entries",
    ),
    broken(
        "a brace that is not closed",
        "{share: 70 %}",
        "{share: 70 %",
        "20: has a { without its }, or lacks a comma between two entries",
    ),
    broken(
        "a quote that is not closed",
        "name: Town hall",
        'name: "Town hall',
        "1: has a quote that is not closed",
    ),
    broken(
        "a key given twice",
        "    quick: 20 %",
        "    quick: 20 %\n    share: 61 %",
        "13: services.pay.share: is given twice (first on line 10), keep one",
    ),
    broken(
        "a key given twice in braces",
        "{share: 70 %}",
        "{share: 70 %, share: 60 %}",
        "20: segments.town.share: is given twice (first on line 20), keep one",
    ),
    broken(
        "a colon too many",
        "name: Town hall",
        "name: Town hall: winter",
        "1: has one colon too many, or a wrong indent: put text with a colon in quotes",
    ),
    broken(
        "a line without a colon",
        "  days: 7",
        "  days 7",
        "5: has a line without a colon, write it as key: value",
    ),
    broken(
        "a wrong indent",
        "  days: 7",
        "   days: 7",
        "4: has one colon too many, or a wrong indent: put text with a colon in quotes",
    ),
    broken(
        "a Python object",
        "name: Town hall",
        'name: !!python/object/apply:os.system ["true"]',
        "1: name: has the tag !!python/object/apply:os.system, remove the tag: scenario files are plain data",
    ),
    broken(
        "a Python object for a group of keys",
        "come_back:\n  balked: 50 %",
        "come_back: !!python/object:os.path {balked: 50 %}",
        "43: come_back: has the tag !!python/object:os.path, remove the tag: scenario files are plain data",
    ),
    broken(
        "a tag that lies",
        "days: 7",
        "days: !!int seven",
        "4: calendar.days = seven: is not what its tag !!int says, remove the tag",
    ),
    broken(
        "a tag of one's own",
        "days: 7",
        "days: !days 7",
        "4: calendar.days: has the tag !days, remove the tag: scenario files are plain data",
    ),
    broken(
        "a key with a tag",
        "days: 7",
        "!!python/name:os.system days: 7",
        "4: calendar: has a key that is not plain text, write a name and a colon",
    ),
    broken(
        "an alias that nothing defines",
        "name: Town hall",
        "name: *town",
        "1: has text that starts with *, put it in quotes",
    ),
    broken(
        "text that starts with a percent sign",
        "name: Town hall",
        "name: % of the town",
        "1: has text that starts with a sign of YAML such as % or @, put it in quotes",
    ),
    broken(
        "text that starts with an exclamation mark",
        "name: Town hall",
        "name: !town!hall x",
        "1: has text that starts with !, put it in quotes",
    ),
    broken(
        "a merge key",
        "  town: {share: 70 %}",
        "  town: {<<: {share: 70 %}}",
        "20: segments.town.<<: merges keys, which scenario files do not do, write the keys out",
    ),
    broken(
        "a list for a key",
        "  town: {share: 70 %}",
        "  [town]: {share: 70 %}",
        "20: segments: has a key that is not plain text, write a name and a colon",
    ),
    broken(
        "a first line that is indented",
        "name: Town hall\ncalendar:",
        "  name: Town hall\ncalendar:",
        "2: stands outside what is above it, begin all keys of a scenario in one column",
    ),
    broken(
        "keys behind the end",
        "services:\n",
        "...\nservices:\n",
        "9: stands outside what is above it, begin all keys of a scenario in one column",
    ),
    broken("a brace that is not opened", "  days: 7\n", "  days: 7\n}\n", "5: has a } without its {"),
    broken(
        "two commas",
        "[clerks, greeters, kiosks]",
        "[clerks,, kiosks]",
        "29: has a comma or a bracket too many",
    ),
    broken(
        "a list behind its key",
        "  open: mon-fri",
        "  open: - mon",
        "6: has a list behind its key, write it in [ ] or below the key",
    ),
    broken(
        "a path of Windows in double quotes",
        "profile: profile.csv",
        'profile: "tables\\profile.csv"',
        "26: has a \\ that begins no character, put the text in single quotes",
    ),
    broken(
        "a character beyond the last",
        "name: Town hall",
        'name: "\\U00110000"',
        "1: has \\U00110000, which is no character, remove it",
    ),
    broken("a second document", "", "---\nname: Another\n", "50: has a second document after ---, keep one"),
    broken(
        "a number with five thousand digits",
        "days: 7",
        "days: " + "9" * 5000,
        "4: calendar.days = " + "9" * 59 + "…: is too large a number",
    ),
    broken(
        "a control character",
        "name: Town hall",
        "name: Town\x07hall",
        "1: has the character U+0007, which no text needs, remove it",
    ),
    broken(
        "nesting without end",
        "name: Town hall",
        "name: " + "[" * 50 + "]" * 50,
        "1: is nested more than 40 levels deep, a scenario needs fewer than ten",
    ),
    broken(
        "very deep nesting",
        "name: Town hall",
        "name: " + "[" * 5000 + "]" * 5000,
        "1: is nested more than 40 levels deep, a scenario needs fewer than ten",
    ),
    broken(
        "very deep nesting by dashes",
        "name: Town hall",
        "name:\n" + "- " * 1000 + "x",
        "2: is nested more than 40 levels deep, a scenario needs fewer than ten",
    ),
    broken(
        "an alias that unfolds into millions",
        "come_back:\n",
        "bomb: [&a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a], &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b], &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c], &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d], &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]]\ncome_back:\n",
        "43: unfolds into more than 50,000 values, put long tables in CSV files",
    ),
    broken(
        "an alias that contains itself",
        "name: Town hall",
        "name: &a [*a]",
        "1: is nested more than 40 levels deep, a scenario needs fewer than ten",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
