import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

import pytest

from reports.output import measures_csv, write_outputs


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def folder(results, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "deep" / "run"
    write_outputs(results[:2], out, "compare")
    return out


def test_the_same_results_give_the_same_bytes(results, folder, tmp_path):
    write_outputs(results[:2], tmp_path, "compare")
    assert written(tmp_path) == written(folder)


def test_the_files_of_a_comparison(folder):
    names = set(written(folder))
    assert {"measures.csv", "comparison.csv", "manifest.json", "report.html"} <= names
    assert {
        "figures/waits_over_day.png",
        "figures/waits_over_day.svg",
        "figures/wait_heat_map_2.png",
    } <= names
    assert not [name for name in names if name.endswith(".part")]


def test_measures_are_tidy_and_read_back_to_the_last_digit(results, folder):
    text = (folder / "measures.csv").read_bytes()
    assert b"\r" not in text
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    assert list(rows[0]) == [
        "policy", "measure", "scope", "period", "unit", "mean", "ci_low", "ci_high", "replications",
    ]  # fmt: skip
    for result in results[:2]:
        row = next(
            row
            for row in rows
            if (row["policy"], row["measure"], row["scope"], row["period"])
            == (result.policy, "wait_mean", "all", "all")
        )
        estimate = result.estimate("wait_mean")
        assert (float(row["mean"]), float(row["ci_low"])) == (estimate.mean, estimate.low)


def test_comparison_has_the_columns_of_the_contract(folder):
    header = (folder / "comparison.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == "measure,scope,period,unit,a,b,mean_a,mean_b,difference,ci_low,ci_high,replications"


def test_the_manifest_names_files_and_versions_and_no_place_or_time(folder, scenario_file):
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert content["files"] == {
        name: hashlib.sha256((scenario_file.parent / name).read_bytes()).hexdigest()
        for name in ("hall.yaml", "profile.csv")
    }
    assert list(content["policies"]) == ["baseline", "greeter"]
    engines = {name: entry["engine"] for name, entry in content["policies"].items()}
    assert engines == {"baseline": "numpy", "greeter": "numpy"}
    assert content["policies"]["greeter"]["replications"] == 3
    assert (content["seed"], content["command"], content["interrupted"]) == (1, "compare", False)
    assert content["written"] == {
        name: hashlib.sha256(whole).hexdigest()
        for name, whole in written(folder).items()
        if name != "manifest.json"
    }
    assert "complete" not in content
    assert set(content["versions"]) == {"counterline", "python", "numpy", "simpy"}
    assert str(scenario_file.parent) not in text


def test_a_folder_is_used_again_and_what_is_stale_goes(results, folder, tmp_path):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "figures" / "mine.png").write_bytes(b"mine")
    (tmp_path / "notes.txt").write_text("mine")
    write_outputs(results[:1], tmp_path, "run")
    names = set(written(tmp_path))
    assert not names & {"comparison.csv", "figures/wait_heat_map_2.png", "figures/differences.svg"}
    assert {"figures/mine.png", "notes.txt", "figures/wait_heat_map_1.png"} <= names


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(results, tmp_path, monkeypatch):
    monkeypatch.setattr("reports.output.draw_figures", lambda *_: [])
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError):
        write_outputs(results[:1], tmp_path / "file" / "out", "run")


def test_nothing_is_written_when_the_page_cannot_be_made(results, tmp_path):
    with pytest.raises(ValueError, match="languages are"):
        write_outputs(results[:1], tmp_path / "out", "run", language="fr")
    assert not (tmp_path / "out").exists()


def test_policies_stand_one_below_the_other(results):
    rows = list(csv.DictReader(io.StringIO(measures_csv(results[:2]))))
    assert list(dict.fromkeys(row["policy"] for row in rows)) == ["baseline", "greeter"]
