"""A small hall to staff, in a folder, and what `counterline staff` writes of it."""

from __future__ import annotations

import csv
from pathlib import Path

SCENARIO = """\
name: North hall
calendar: {start: 2024-01-01, days: 2, hours: [08:00-12:00], interval: 1 h}
services: {pay: {share: 100 %, handle_time: {exponential: {mean: 6 min}}}}
halls: {north: {arrivals: {per_day: 40, profile: profile.csv}, pools: [clerks]}}
pools: {clerks: {works_at: counter, heads: 2, cost: 60 yuan/h}}
targets: [{measure: wait_mean, at_most: 6 min}]
staffing: {pools: {clerks: {most: 4, block: 2 h}}}
"""


PROFILE = "start,end,weight\n08:00,09:00,1\n09:00,10:00,3\n10:00,12:00,2\n"


FILES = {"plan.csv", "shifts.csv", "plan.xlsx", "certificate.json", "measures.csv"}


REPORT = {"report.html", "comparison.csv", "manifest.json", "requirements.csv"}


def written(folder: Path, text: str = SCENARIO) -> str:
    """The scenario in a folder."""
    (folder / "north.yaml").write_text(text, encoding="utf-8")
    (folder / "profile.csv").write_text(PROFILE, encoding="utf-8")
    return str(folder / "north.yaml")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
