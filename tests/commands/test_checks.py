"""What is refused before anything is simulated, and what pictures lack."""

from __future__ import annotations

from pathlib import Path

import pytest

import reports.fonts
import sim.running.experiment
from sim.results.result import Result
from tests.commands.calling import Command
from tests.commands.small_hall import SCENARIO
from tests.commands.small_hall import written as written_in
from tests.scenarios_for_tests import ONE_CLERK, small


@pytest.mark.parametrize(
    ("language", "installed", "warned"), [("zh", 1, True), ("zh", 2, False), ("en", 1, False)]
)
def test_boxes_for_chinese_in_pictures_are_told(
    command: Command,
    file: Path,
    tmp_path: Path,
    written: list[list[Result]],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    installed: int,
    warned: bool,
) -> None:
    """Where no font but the usual one is found."""
    monkeypatch.setattr(reports.fonts, "font_families", lambda: ["a font"] * installed)
    arguments = ("--replications", "1", "--language", language, "--quiet", "--out", str(tmp_path / "out"))
    code, _, err = command("run", str(file), *arguments)
    assert (code, "no font with Chinese" in err) == (0, warned)


@pytest.mark.parametrize(
    ("changes", "installed", "warned"),
    [
        ({"policies": {"两人": {}}}, 1, False),
        ({"halls.北厅": ONE_CLERK["halls"]["north"], "halls.north": None}, 1, True),
        ({"halls.北厅": ONE_CLERK["halls"]["north"], "halls.north": None}, 2, False),
        ({"segments": {"农村": {"share": "100 %"}}}, 1, True),
        ({"segments": {"ländlich": {"share": "100 %"}}}, 1, False),
        ({"pools.clerks.label": "柜员"}, 1, True),
        ({"policies": {"two": {"label": "两人"}}}, 1, False),
    ],
    ids=[
        "a policy that is not run",
        "a hall",
        "with a font",
        "a segment",
        "an umlaut",
        "a label",
        "that of a policy that is not run",
    ],
)
def test_boxes_for_chinese_names_are_told_in_english_too(
    command: Command,
    tmp_path: Path,
    written: list[list[Result]],
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, object],
    installed: int,
    warned: bool,
) -> None:
    monkeypatch.setattr(reports.fonts, "font_families", lambda: ["a font"] * installed)
    file = small(changes).source.path
    code, _, err = command("run", file, "--replications", "1", "--quiet", "--out", tmp_path / "out")
    assert (code, "so names in figures/*.png are boxes" in err) == (0, warned)


def test_where_no_picture_is_drawn_nothing_is_said_of_boxes(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty come between nine and ten, of whom one clerk serves ten: no plan, so no picture either."""
    monkeypatch.setattr(reports.fonts, "font_families", lambda: ["a font"])
    path = written_in(tmp_path, SCENARIO.replace("most: 4", "most: 1"))
    arguments = ("--replications", "20", "--language", "zh", "--quiet", "--out", str(tmp_path / "out"))
    code, _, err = command("staff", path, *arguments)
    assert (code, "no font with Chinese" in err) == (3, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "lecong_hal"), "did you mean lecong_hall?"),
        (("run", "FILE", "--policy", "tow"), "has no policy 'tow', did you mean two?"),
        (("compare", "FILE", "--policies", "baseline,four"), "has no policy 'four'"),
        (("compare", "FILE", "--policies", "two"), "--policies names at least two different policies"),
        (("compare", "FILE", "--policies", "two,two"), "--policies names at least two different policies"),
        (("compare", "FILE", "--policies", ""), "--policies names at least two different policies"),
        (("run", "FILE", "--replications", "9" * 23), "--replications"),
        (("run", "FILE", "--engine", "fast"), "--engine 'fast' is unknown, write auto, simpy or numpy"),
        (("run", "FILE", "--replications", "-1"), "--replications"),
        (("run", "FILE", "--replications", "0"), "--replications"),
        (("run", "FILE", "--workers", "0"), "--workers"),
        (("run", "FILE", "--seed", "-1"), "--seed"),
        (("run", "FILE", "--precision", "2"), "--precision '2' has no unit, write 2 %"),
        (
            ("run", "FILE", "--precision", "2 %", "--replications", "5"),
            "give either --replications or --precision",
        ),
        (("run", "FILE", "--plan", "none.csv"), "none.csv"),
        (("run", "FILE", "--out", "FILE"), "cannot be written"),
        (("run", "FILE", "--out", "FILE/below"), "cannot be written"),
        (("fly", "FILE"), "fly"),
    ],
)
def test_bad_usage_ends_with_2_and_says_why_on_stderr(
    command: Command,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    """Nothing is simulated and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sim.running.experiment, "simulate_batches", lambda *_: pytest.fail("simulated"))
    code, out, err = command(*(part.replace("FILE", str(file)) for part in arguments))
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert not list(tmp_path.rglob("*.csv"))


def test_plan_with_an_unknown_pool_is_refused_with_its_line(
    command: Command, file: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("pool,date,start,end,heads\nclerk,2024-01-01,08:00,12:00,2\n", encoding="utf-8")
    code, _, err = command("run", file, "--plan", plan, "--out", tmp_path / "out")
    assert code == 2
    assert f"{plan}:2: pool = clerk: is an unknown pool" in err
