"""Run the validation models, long version, and write ``docs/validation.md``. Takes some minutes.

python docs/make_validation.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path(__file__).with_name("validation.md")

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.validation.models import LONG, MODELS, PUBLISHED_DAY, SEED, Check, Model, figure  # noqa: E402

HEADER = ("model", "parameters", "figure", "expected", "source", "simulated", "99 % interval", "inside?")

INTRODUCTION = f"""# Validation

Models whose answers are known, run through the event engine as scenario files (`tests/validation/scenarios/`). This page
is written by a run of

    python docs/make_validation.py

with seed {SEED} and {LONG} times the replications of the quick tests. `make test` runs the quick version,
`make test-slow` the long one with another seed, and counts how often intervals hold the truth.

How to read it: the expected value should lie in the 99 % interval of the simulation. Of a hundred such intervals one
does not hold its value, by chance. Waits are in minutes and those of customers who were served, if it does not say
otherwise; `wait_within_0_s` is the share who do not wait at all. A steady state is measured from one hour after an empty
start, when the start is forgotten, to ten minutes before closing.
"""

PUBLISHED = """
The finite day is also published as a simulation (Buist and L'Ecuyer, *ContactCenters: examples*, 2014, section 1.1: 1,000
days, 95 % intervals). Who waits at the end of the day is served and counted there and here; the service level counts all
contacts; the occupancy is that of the eight hours alone.

"""


def known(model: Model, check: Check) -> tuple[str, ...]:
    """What a row says before any run: the columns up to the source."""
    name = check.measure if check.scope == "all" else f"{check.measure} ({check.scope})"
    return model.title, model.parameters, f"`{name}`", f"{check.expected:.5g}", check.source


def row(model: Model, check: Check) -> tuple[str, ...]:
    """A whole row of the table."""
    found = figure(model.name, check, times=LONG)
    inside = "yes" if found.low <= check.expected <= found.high else "**no**"
    return (*known(model, check), f"{found.mean:.5g}", f"{found.low:.5g} to {found.high:.5g}", inside)


def published_row(check: Check) -> tuple[str, ...]:
    """A row of the comparison with the publication."""
    found, (low, high) = figure("mmc_day", check, times=LONG), PUBLISHED_DAY[check.measure]
    return f"`{check.measure}`", f"{low:.3f} to {high:.3f}", f"{found.mean:.4f}", f"{check.expected:.4f}"


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [header, ("---",) * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page() -> str:
    """The page, by a run of all models."""
    rows = []
    for model in MODELS.values():
        print(model.title, file=sys.stderr)
        rows += [row(model, check) for check in model.checks]
    published = [published_row(check) for check in MODELS["mmc_day"].checks if check.measure in PUBLISHED_DAY]
    header = ("figure", "published", "simulated", "exact")
    return f"{INTRODUCTION}\n{table(HEADER, rows)}{PUBLISHED}{table(header, published)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
