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

from tests.validation.call_centres import (  # noqa: E402
    PUBLISHED as PUBLISHED_CENTRES,
)
from tests.validation.call_centres import (  # noqa: E402
    REPLICATIONS,
    Published,
    feldman_points,
    simulated,
)
from tests.validation.centre_models import CENTRE_MODELS  # noqa: E402
from tests.validation.model import LONG, SEED, Check, Model, figure  # noqa: E402
from tests.validation.models import MODELS, PUBLISHED_DAY  # noqa: E402
from tests.validation.outage_models import OUTAGE_MODELS  # noqa: E402

HEADER = ("model", "parameters", "figure", "expected", "source", "simulated", "99 % interval", "inside?")

INTRODUCTION = f"""# Validation

Models whose answers are known, run as scenario files (`tests/validation/scenarios/`) through the engine that `auto` takes. This page
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


OFTEN, DAYS = 5, 4000
"""Times the published replications, and days of the cycle, on the page."""

CENTRES = ("model", "figure", "published", "simulated", "99 % interval", "agree?")

OF_CENTRES = """
## Call centres

Closed forms, and Markov chains that are solved numerically (`sim/theory/`). Figures of one line are those of all its calls, which come
in the three hours that are measured. Seeds 2 and 3 hold `service_level_0_s_missed` of chats with pace, which seed 1 misses.

"""

OF_PUBLICATIONS = f"""
Published as simulations of 1,000 days, Telethon of 1,000 weeks (Buist and L'Ecuyer, *ContactCenters: examples*, 2014; intervals of 95 %, those of
CallCC of 90 %), and run here {OFTEN} times as often. Two simulations agree if they differ by no more than the 99 % interval of
their difference. Waits of CallCC are those of all callers, and its service level counts those who hang up in time.

"""

OF_CYCLE = f"""
With patience as long as service the number of callers present follows a Poisson law exactly, however the rate of calls moves (Feldman, Mandelbaum,
Massey and Whitt, "Staffing of time-varying queues to achieve time-stable performance", *Management Science* 54, 2008). The share who do not
wait, of 100 agents whose calls rise and fall in a cycle of 2 pi hours, at ten points of it, {DAYS:,} days:

"""

OF_OUTAGES = """
## Outages

Closed forms of outages that end by themselves, of those that begin on the day that is measured.

"""


def known(model: Model, check: Check) -> tuple[str, ...]:
    """What a row says before any run: the columns up to the source."""
    name = check.measure if check.scope == "all" else f"{check.measure} ({check.scope})"
    return model.title, model.parameters, f"`{name}`", f"{check.expected:.5g}", check.source


def row(model: Model, check: Check) -> tuple[str, ...]:
    """A whole row of the table."""
    found = figure(model, check, times=LONG)
    inside = "yes" if found.low <= check.expected <= found.high else "**no**"
    return (*known(model, check), f"{found.mean:.5g}", f"{found.low:.5g} to {found.high:.5g}", inside)


def published_row(check: Check) -> tuple[str, ...]:
    """A row of the comparison with the publication."""
    found, (low, high) = figure(MODELS["mmc_day"], check, times=LONG), PUBLISHED_DAY[check.measure]
    return f"`{check.measure}`", f"{low:.3f} to {high:.3f}", f"{found.mean:.4f}", f"{check.expected:.4f}"


def centre_row(each: Published) -> tuple[str, ...]:
    """A row of the call centres that are published as simulations."""
    result = simulated(each.model, OFTEN * REPLICATIONS[each.model][True], SEED, "auto")
    found = result.estimate(each.measure, confidence=0.99)
    mean, low, high = (f"{each.scale * value:.4g}" for value in (found.mean, found.low, found.high))
    published = f"{each.low:g} to {each.high:g} {each.unit}".rstrip()
    agree = "yes" if each.agrees(found) else "**no**"
    return each.title, f"`{each.measure}`", published, mean, f"{low} to {high}", agree


def delay_rows() -> list[tuple[str, ...]]:
    """Rows of the cycle with its exact chance of no wait."""
    result, rows = simulated("feldman", DAYS, SEED, "auto"), []
    for period, expected in feldman_points().items():
        found = result.estimate("service_level_0_s_missed", "all", period, 0.99)
        inside = "yes" if found.low <= expected <= found.high else "**no**"
        interval = f"{found.low:.4f} to {found.high:.4f}"
        rows.append((period[-5:], f"{expected:.4f}", f"{found.mean:.4f}", interval, inside))
    return rows


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [header, ("---",) * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def rows_of(models: dict[str, Model]) -> str:
    """The table of some models, by a run of each."""
    rows = []
    for model in models.values():
        print(model.title, file=sys.stderr)
        rows += [row(model, check) for check in model.checks]
    return table(HEADER, rows)


def page() -> str:
    """The page, by a run of all models."""
    published = [published_row(check) for check in MODELS["mmc_day"].checks if check.measure in PUBLISHED_DAY]
    header = ("figure", "published", "simulated", "exact")
    print("call centres", file=sys.stderr)
    centres = table(CENTRES, [centre_row(each) for each in PUBLISHED_CENTRES])
    delays = table(("from", "exact", "simulated", "99 % interval", "inside?"), delay_rows())
    halls = f"{INTRODUCTION}\n{rows_of(MODELS)}{PUBLISHED}{table(header, published)}"
    return f"{halls}{OF_CENTRES}{rows_of(CENTRE_MODELS)}{OF_PUBLICATIONS}{centres}{OF_CYCLE}{delays}{OF_OUTAGES}{rows_of(OUTAGE_MODELS)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
