"""Links and names that lead to no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load
from sim.scenario.plan import with_plan
from tests.scenarios_for_tests import small
from tests.sim.scenario.broken import SOUND, said, write

LOST = "is a link that leads to no file, name the file itself"


@pytest.mark.parametrize(("link", "to"), [("town.yaml", "town.yaml"), ("town.yaml", "tow.yaml")])
def test_a_scenario_that_is_a_lost_link_is_not_asked_whether_it_was_meant(
    link: str, to: str, tmp_path: Path
) -> None:
    """One that leads to itself, and one whose file is gone."""
    (tmp_path / link).symlink_to(tmp_path / to)
    with pytest.raises(ScenarioError, match=LOST):
        load(tmp_path / link)


@pytest.mark.parametrize("to", ["t.csv", "tt.csv"])
def test_so_is_a_table(to: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").symlink_to(tmp_path / to)
    text = SOUND.replace("profile: profile.csv", "profile: t.csv")
    assert said(write(tmp_path, text)) == [f"26: halls.centre.arrivals.profile = t.csv: {LOST}"]
    with pytest.raises(ScenarioError, match=LOST):
        with_plan(small(), tmp_path / "t.csv")


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(write(tmp_path, SOUND))
    (tmp_path / "link.csv").symlink_to(tmp_path / "profile.csv")
    (tmp_path / "town.yaml").write_text(SOUND.replace("profile.csv", "link.csv"))
    assert load(tmp_path / "link.yaml").name == "Town hall"


def test_a_file_whose_name_is_no_text_is_refused_before_a_run_fails_over_it(tmp_path: Path) -> None:
    """A byte that no UTF-8 has; reports could not name the file."""
    path = tmp_path / os.fsdecode(b"t\xff.yaml")
    try:
        write(tmp_path, SOUND).rename(path)
    except OSError:
        pytest.skip("this file system takes text alone")
    with pytest.raises(ScenarioError, match="has a name that is not UTF-8") as caught:
        load(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "name", ["a" * 5000 + "/b.yaml", "a" * 300 + ".yaml", ("a" * 255 + "/") * 20 + "b.yaml"]
)
def test_a_name_that_is_too_long_for_any_file_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match="is neither a file nor a bundled scenario, bundled are "):
        load(name)
