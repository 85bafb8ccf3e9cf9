"""What commands print on consoles that do not have every character."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import commands.simulate
import counterline
from tests.commands.calling import Command
from tests.scenarios_for_tests import small

NAMES = {
    "name": "城北 – 营业厅",
    "policies": {"两人": {"pools.clerks.heads": 2}},
    "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
}


@pytest.fixture
def printed(command: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command prints on a console of an encoding; it must end with 0."""

    def run(encoding: str, *arguments: object, errors: str = "strict") -> str:
        console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors)
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", console)
            assert command(*arguments).code == 0
        console.flush()
        raw = console.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode(encoding)

    return run


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "utf-8"])
def test_what_a_console_cannot_print_is_replaced(
    encoding: str, printed: Callable[..., str], tmp_path: Path
) -> None:
    """Everything is written, too; intervals keep a dash between their ends, which cp437 and ASCII have in one form alone."""
    file = small(NAMES).source.path
    text = printed(
        encoding, "compare", file, "--replications", 2, "--workers", 1, "--out", tmp_path / "out" / "城"
    )
    assert ("城北" in text) == (encoding == "utf-8")
    assert ("?? - ???" in text) == (encoding in ("ascii", "cp437"))
    assert ("?? – ???" in text) == (encoding == "cp1252")
    assert "mean wait" in text
    assert (tmp_path / "out" / "城" / "measures.csv").is_file()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "gbk", "utf-8"])
def test_json_is_the_same_on_every_console(
    encoding: str, printed: Callable[..., str], tmp_path: Path
) -> None:
    """In escapes, where the console does not have the characters, so that nothing is lost."""
    arguments = ("compare", small(NAMES).source.path, "--replications", 2, "--workers", 1, "--json")
    assert set(json.loads(printed(encoding, *arguments, "--out", tmp_path))) == {"baseline", "两人"}


def test_who_asks_for_another_way_gets_it(printed: Callable[..., str], tmp_path: Path) -> None:
    arguments = ("run", small(NAMES).source.path, "--replications", 1, "--workers", 1, "--out", tmp_path)
    assert "\\u57ce\\u5317" in printed("ascii", *arguments, errors="backslashreplace")


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "counterline: interrupted\n"),
        (EOFError("Ran out of input"), 1, "counterline: a file that was read is cut off: Ran out of input\n"),
        (EOFError(), 1, "counterline: a file that was read is cut off: it ends too early\n"),
    ],
)
def test_what_ends_a_command_is_told_in_a_sentence(
    raised: BaseException,
    code: int,
    said: str,
    command: Command,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise raised

    monkeypatch.setattr(commands.simulate, "output_folder", fails)
    assert command("run", file, "--out", tmp_path) == (code, "", said)


def test_standard_output_may_be_anything(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as that of a notebook, which is no file."""
    assert command("list").code == 0
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "argv", ["counterline", "list"])
    with pytest.raises(SystemExit) as ended:
        counterline.main()
    assert ended.value.code == 0
