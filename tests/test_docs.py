"""The documentation is true: generated pages are fresh, links lead somewhere, and what the README shows runs."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from sim import load, run
from sim.measures.page import measures_markdown
from sim.measures.registry import (
    APPOINTMENTS,
    APPROVALS,
    CALLS,
    CLOSURES,
    CREWS,
    ESTIMATES,
    MEETINGS,
    ORDERS,
    OUTAGES,
    PAUSES,
    PHONE,
    REGISTRY,
    TREATMENTS,
    VISITS,
    WATCHED,
    WATER,
)
from sim.scenario.plan import with_plan
from sim.scenario.source import read_source
from tests.docs_scripts import docs_script

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("sim", "optimize", "reports", "commands")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")


def blocks(language: str, text: str = README) -> list[str]:
    """The fenced blocks of the README, or of another page, in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    """The script that makes pages."""
    return docs_script("make_pages")


@pytest.fixture
def north(tmp_path: Path) -> Path:
    """The README's scenario, with its profile and the guide's plan beside it."""
    [profile], [plan] = blocks("csv"), blocks("csv", GUIDE)
    for name, text in (("north.yaml", blocks("yaml")[0]), ("profile.csv", profile), ("plan.csv", plan)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "north.yaml"


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """The guide's call centre, with the README's profile."""
    (tmp_path / "line.yaml").write_text(blocks("yaml", GUIDE)[0], encoding="utf-8")
    (tmp_path / "profile.csv").write_text(blocks("csv")[0], encoding="utf-8")
    return tmp_path / "line.yaml"


@pytest.mark.parametrize(
    "name", ["architecture.md", "certificate.md", "draws.md", "measures.md", "scenario.md"]
)
def test_generated_page_is_fresh(pages: ModuleType, name: str) -> None:
    """`make docs` would change nothing."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages.PAGES[name]()


def test_measures_page_has_a_row_for_each_measure() -> None:
    rows = re.findall(r"^\| `(\w+)`", measures_markdown(), flags=re.MULTILINE)
    of_calls = ["abandoned_after_5_s", *(f"service_level_20_s_{treatment}" for treatment in TREATMENTS)]
    with_limits = ["wait_within_5_min", "service_level_5_min", "slot_kept_5_min", *of_calls]
    of_orders = [*ORDERS, *PAUSES, *MEETINGS, *APPROVALS, "escalated_1"]
    of_outages = [*OUTAGES, *CREWS, *ESTIMATES, *CALLS, *WATER]
    named = [*REGISTRY, *PHONE, *CLOSURES, *APPOINTMENTS, *VISITS, *WATCHED, *of_orders, *of_outages]
    assert sorted(rows) == sorted([*named, *with_limits])


def test_no_cell_of_the_measures_page_breaks_its_table() -> None:
    """Each row has as many cells as its head: seven in the tables of measures."""
    rows = [line for line in measures_markdown().splitlines() if line.startswith("| `")]
    assert {line.count("|") for line in rows} == {8}


def test_the_staffing_of_the_readme_is_of_its_scenario(north: Path) -> None:
    """Both pools may be chosen."""
    staffing = load(north).staffing
    assert staffing is not None
    assert sorted(staffing.pools) == ["clerks", "greeters"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_named_files_exist(page: Path) -> None:
    """Relative links, and paths in backticks that begin with a folder of the project."""
    text = page.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)", text)]
    assert [link for link in links if not (page.parent / link).exists()] == []
    folders = "sim|reports|optimize|scenarios|tests|docs|examples|benchmarks|\\.ci"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_commands_of_readme_and_contributing_are_targets_of_the_makefile() -> None:
    """And the README offers exactly two of them, as promised."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, flags=re.MULTILINE))
    text = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bmake ([a-z][\w-]*)", text)) <= targets
    assert re.findall(r"^    make (\w+)", README, flags=re.MULTILINE) == ["run", "test"]


def test_pip_lines_of_readme_do_what_the_makefile_does() -> None:
    """The same lock, the same commands."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installed = ("-r requirements-dev.txt", "--no-deps --no-build-isolation -e .")
    for line in (*installed, "counterline compare lecong_hall", "python -m pytest"):
        assert line in makefile
        assert line in README


def test_scenario_of_readme_runs_under_each_policy(north: Path) -> None:
    """Two replications each; as the text says, the greeter takes the place of a clerk."""
    scenario = load(north)
    assert list(scenario.policies) == ["greeter"]
    for policy in ("baseline", "greeter"):
        result = run(scenario.with_policy(policy), replications=2)
        assert result.estimate("resolved").mean > 0.5
        assert (result.estimate("heads_on_duty", "pool:greeters").mean == 1) == (policy == "greeter")


def test_call_centre_of_the_guide_runs_under_each_policy(line: Path) -> None:
    """Callbacks are offered under that policy alone, and each pool answers somebody."""
    scenario = load(line)
    assert list(scenario.policies) == ["callbacks", "on_call"]
    for policy in ("baseline", *scenario.policies):
        result = run(scenario.with_policy(policy), replications=1)
        assert (result.estimate("callbacks_offered").mean > 0) == (policy == "callbacks")
        assert all(result.estimate("occupancy", f"pool:{pool}").mean > 0.1 for pool in scenario.pools)


def test_keys_of_halls_in_the_guide_can_be_read(north: Path) -> None:
    """Laid over the README's hall, with a hall more for those who work in both."""
    keys = north.with_name("keys.yaml")
    keys.write_text(blocks("yaml", GUIDE)[1], encoding="utf-8")
    said, data = read_source(keys).data, read_source(north).data
    runners = {"works_at": "counter", "heads": 1, "cost": "45 yuan/h"}
    more = {"works_at": "counter", "heads": 3, "cost": "45 yuan/h"}
    data["segments"], data["floaters"] = said["segments"], said["floaters"]
    data["pools"]["clerks"] |= said["pools"]["clerks"]
    data["pools"] |= {"north_runners": runners, "south_runners": runners, "others": more}
    data["halls"]["south"] = data["halls"]["north"] | {"pools": ["others", "south_runners"], "greeter": None}
    data["halls"]["north"] |= said["halls"]["north"] | {"pools": ["clerks", "greeters", "north_runners"]}
    keys.write_text(json.dumps(data), encoding="utf-8")
    scenario = load(keys)
    assert not scenario.warnings or all("kiosk" in str(warning) for warning in scenario.warnings)
    assert (
        run(scenario, replications=2).estimate("hours_lost").mean >= 2.0
    )  # two heads for an hour, as listed


def test_office_of_the_guide_runs_behind_the_hall(north: Path) -> None:
    """Of some 90 connections a day four in five leave an order; one in five of these goes to the wrong one of two departments first, which passes it on once."""
    keys = north.with_name("office.yaml")
    keys.write_text("".join(blocks("yaml", GUIDE)[-3:-1]), encoding="utf-8")
    said, data = read_source(keys).data, read_source(north).data
    data["services"]["new_connection"] |= said["services"].pop("new_connection")
    for section in ("services", "pools"):
        data[section] |= said[section]
    keys.write_text(
        json.dumps(data | {key: said[key] for key in ("offices", "targets", "policies")}), encoding="utf-8"
    )
    scenario = load(keys)
    assert not scenario.warnings
    result = run(scenario, replications=8)
    assert 0 < result.estimate("orders_created").mean < 5 * 90
    assert result.estimate("bounces").mean == pytest.approx(0.2, abs=0.03)
    assert result.estimate("chases_per_order").mean > 0
    later = scenario.with_policy("more_fitters").later
    assert later is not None
    assert [step.begins for step in later.steps] == [3]


def test_outages_of_the_guide_bring_calls_to_the_centre(line: Path) -> None:
    """Five outages a day of some 300 customers, and a storm with 40: who is told calls less."""
    keys = line.with_name("outages.yaml")
    keys.write_text(blocks("yaml", GUIDE)[-1], encoding="utf-8")
    said, data = read_source(keys).data, read_source(line).data
    data |= {key: said.pop(key) for key in ("regions", "outages")}
    for section, parts in said.items():
        data[section] |= parts
    keys.write_text(json.dumps(data), encoding="utf-8")
    scenario = load(keys)
    assert not scenario.warnings
    as_it_is, told = (run(each, replications=4) for each in (scenario, scenario.with_policy("tell_more")))
    assert as_it_is.estimate("outages").mean == pytest.approx(7 * 5 + 40, abs=4 * (75 / 4) ** 0.5)
    assert told.estimate("calls_offered").mean < as_it_is.estimate("calls_offered").mean
    assert (
        told.estimate("calls_avoided_by_messages").mean
        > 2 * as_it_is.estimate("calls_avoided_by_messages").mean
        > 0
    )


def test_plan_of_the_guide_fits_its_scenario(north: Path) -> None:
    """Six clerks on the first morning: 6 of 6 heads for 210 of 420 minutes, 4 for the rest."""
    planned = run(with_plan(load(north), north.with_name("plan.csv")), replications=1)
    assert planned.estimate("heads_on_duty", "pool:clerks", "2024-03-04").mean == 5.0


def test_notebook_lines_of_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five lines; with two replications in place of twenty, they give a row of the comparison."""
    mpl.use("Agg")
    [code] = blocks("python")
    assert len(list(filter(None, code.splitlines()))) == 5
    *lines, last = code.replace("replications=20", "replications=2").splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    table = eval(last, names)
    plt.close("all")
    assert set(table["measure"]) == {"wait_mean"}
    assert set(table["period"]) == {"all", "peak", "open_peak"}


@pytest.mark.parametrize("name", ["architecture.md", "model.md"])
def test_what_a_page_names_is_there(name: str) -> None:
    """Each file, and each function or class with a capital or a dot in its name, of the pages about the code."""
    said = set(re.findall(r"`([\w./]+)`", (ROOT / "docs" / name).read_text(encoding="utf-8")))
    files = {text for text in said if text.endswith((".py", ".yaml", "/")) and "/" in text}
    assert [
        text for text in sorted(files) if not (ROOT / text).exists() and not list(ROOT.glob(f"*/**/{text}"))
    ] == []
    sources = "\n".join(
        path.read_text(encoding="utf-8") for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))
    )
    defined = set(re.findall(r"^\s*(?:def|class) (\w+)|^(\w+)(?:: [^=\n]+)? = ", sources, flags=re.MULTILINE))
    known = {each for pair in defined for each in pair}
    names = {text.rpartition(".")[2] for text in said if re.fullmatch(r"[A-Z]\w*[a-z]\w*(\.\w+)?", text)}
    assert sorted(names - known) == []


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_docstring_refers_to_is_there(room: str) -> None:
    """Each module, class, function and attribute of ours that a role names, such as a class that has been renamed since."""
    told = {
        name
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(
            r":\w+:`~?((?:sim|optimize|reports|commands)\.[\w.]+)`", path.read_text(encoding="utf-8")
        )
    }
    assert [name for name in sorted(told) if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Whether a dotted name is that of a module, or of something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if part in getattr(found, "__annotations__", {}):
                return True
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False
