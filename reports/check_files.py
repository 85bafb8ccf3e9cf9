"""The files of a plan that was checked: those of a plan, and in its certificate what was changed, what that costs, which rules it breaks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from optimize.given_check import GivenCheck
from reports.certificate import certificate
from reports.output import Files
from reports.plan_files import CERTIFICATE, WORKBOOK, plan_files

SHIFTS = "shifts.csv"


def check_certificate(checked: GivenCheck, seed: int, changes: Sequence[str] = ()) -> dict[str, Any]:
    """What is known of a plan that was checked: ``certificate.json``."""
    plan, before = checked.outcome.plan, checked.before
    assert plan is not None
    known = certificate(checked.outcome, seed)
    known["rules_broken"] = list(checked.broken)
    known["changes"] = list(changes)
    known["cost_before"] = before.plan.cost if before else None
    known["cost_of_changes"] = plan.cost - before.plan.cost if before and checked.outcome.check else None
    return known


def check_files(checked: GivenCheck, seed: int, changes: Sequence[str] = (), language: str = "en") -> Files:
    """All files of the check; of a plan of heads alone no shifts and no workbook, since it does not say who works when."""
    files = plan_files(checked.outcome, seed, checked.roster, language=language)
    if not checked.has_shifts:
        files = {name: content for name, content in files.items() if name not in (SHIFTS, WORKBOOK)}
    known = json.dumps(check_certificate(checked, seed, changes), indent=2, ensure_ascii=False) + "\n"
    return files | {CERTIFICATE: known.encode()}
