"""The lock: exact versions with hashes, of everything that `pyproject.toml` asks for, and within its bounds."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
BUILDING = PROJECT["dependency-groups"]["build"]
RUNNING = PROJECT["project"]["dependencies"] + BUILDING
EXTRAS = PROJECT["project"]["optional-dependencies"]
DEVELOPING = RUNNING + EXTRAS["cluster"] + [each for each in EXTRAS["dev"] if each != "counterline[cluster]"]


def locked(name: str) -> dict[str, tuple[Requirement, int]]:
    """What a lock file pins, by canonical name, and how many hashes each pin has."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found = [(Requirement(line.split("--hash")[0]), line.count("--hash=sha256:")) for line in pins]
    return {canonicalize_name(pin.name): (pin, hashes) for pin, hashes in found}


@pytest.mark.parametrize(
    ("name", "wanted"), [("requirements.txt", RUNNING), ("requirements-dev.txt", DEVELOPING)]
)
def test_what_the_project_asks_for_is_pinned_within_its_bounds(name: str, wanted: list[str]) -> None:
    """A bound that is moved without `make lock` is seen here."""
    pins = locked(name)
    for requirement in map(Requirement, wanted):
        (specifier,) = pins[canonicalize_name(requirement.name)][0].specifier
        assert requirement.specifier.contains(specifier.version), requirement


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact_and_has_hashes(name: str) -> None:
    """pip checks hashes of all files once one has them, and refuses what has none."""
    for pin, hashes in locked(name).values():
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), pin
        assert hashes >= 1, pin


def test_tests_run_on_the_versions_that_users_get() -> None:
    """What runs is pinned to the same versions in both files."""
    users, developers = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: pin for name, pin in users.items() if developers.get(name) != pin} == {}


@pytest.mark.parametrize("package", ["numpy", "scipy", "pandas", "numba", "pyarrow", "highspy"])
def test_compiled_packages_have_files_for_every_system_and_python(package: str) -> None:
    """Three systems and Python 3.11 to 3.14 are a dozen files at least."""
    assert locked("requirements.txt")[package][1] >= 12
