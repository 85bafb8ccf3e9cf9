"""Tables and sentences on terminals and in pipes."""

from __future__ import annotations

import pytest
from rich.console import Console

from reports.screen import PIPE_WIDTH, say, screen, table_of
from reports.words import words
from reports.words.targets import named, where
from sim.scenario.target import Target


def printed(console: Console, *rows: tuple[str, str]) -> list[str]:
    with console.capture() as captured:
        console.print(table_of(("target", "value"), rows, right=("value",)))
    return captured.get().splitlines()


def test_nothing_is_cut_on_a_narrow_terminal() -> None:
    """A name that does not fit goes on in the next line."""
    lines = printed(screen(24), ("service_level_20_s_missed", "80 %"))
    first = [line.split("│")[1].strip() for line in lines if line.startswith("│")]
    assert "".join(first) == "service_level_20_s_missed"
    assert max(map(len, lines)) <= 24


def test_without_a_terminal_no_line_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a cell nor a sentence, however long."""
    long = "a name " * 40
    assert any(long.strip() in line for line in printed(screen(), (long, "1")))
    say(screen(), [long])
    assert capsys.readouterr().out.splitlines() == [long]
    assert len(long) < PIPE_WIDTH


def test_what_a_planner_wrote_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    say(screen(), ["[/bold] and [red]"])
    assert capsys.readouterr().out == "[/bold] and [red]\n"
    assert any("[/bold]" in line for line in printed(screen(), ("[/bold]", "1")))


@pytest.mark.parametrize("name", ["\x1b[31mred", "\x9b2J", "\x07", "\u202eevil", "\r"])
def test_no_name_moves_the_cursor(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal would obey is spelt out, in sentences, headings and cells."""
    screen().print(table_of((name, "b"), [(name, "1")]))
    say(screen(), [name])
    out = capsys.readouterr().out
    assert name[0] not in out
    assert out.count(repr(name[0])[1:-1]) == 3


def test_what_languages_need_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A wide space, and the joiner of a family of faces."""
    say(screen(), ["城\u3000北 \U0001f468\u200d\U0001f469"])
    assert capsys.readouterr().out == "城\u3000北 \U0001f468\u200d\U0001f469\n"


def test_figures_end_where_their_column_does() -> None:
    """The heading is five wide."""
    lines = printed(screen(), ("a", "1"), ("b", "10"))
    assert [line.split("│")[2] for line in lines if line.startswith("│")] == ["     1 ", "    10 "]


def test_scope_and_period_are_said_where_they_are_not_all_there_is() -> None:
    names = words().with_names({"hall:south": "South gate"})
    assert [
        where(*each, names) for each in (("all", "all"), ("hall:north", "all"), ("hall:south", "peak"))
    ] == [
        "",
        "hall north",
        "South gate, peak",
    ]
    target = Target.model_validate({"measure": "wait_mean", "at_most": "5 min"})
    assert named(target, names) == "wait_mean"
    assert named(target.model_copy(update={"period": "peak"}), names) == "wait_mean\n  peak"
