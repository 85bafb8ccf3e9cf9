"""The models of outages that are run, and what each of their figures should be."""

from __future__ import annotations

from tests.validation.model import Check, Model

DAY = "2024-01-02"

A_DAY = {"city": 24.0, "country": 48.0}
"""Mean number of faults of a day."""
SUPPLIED = {"city": 12_000, "country": 8_000}
OF_A_FAULT = 40.0
"""Mean number of customers of a fault."""
LASTS = 180.0
"""Minutes for which a fault lasts in the mean."""

WALD = "rate * mean (Wald)"


def _checks() -> tuple[Check, ...]:
    faults, supplied = sum(A_DAY.values()), sum(SUPPLIED.values())
    by_region = [
        Check("saidi", A_DAY[name] * OF_A_FAULT * LASTS / SUPPLIED[name], WALD, f"region:{name}", DAY)
        for name in A_DAY
    ]
    return (
        Check("outages", faults + 24, "rate", period=DAY),
        Check(
            "customers_out_mean", faults / 1440 * OF_A_FAULT * LASTS, "M/G/infinity, Little's law", period=DAY
        ),
        Check("saidi", faults * OF_A_FAULT * LASTS / supplied, WALD, period=DAY),
        *by_region,
        Check("saifi", faults * OF_A_FAULT / supplied, WALD, period=DAY),
        Check("caidi", LASTS, "mean time of a fault", period=DAY),
        Check("outages_known", 0.6, "share sensed", "outage_kind:fault", DAY),
        Check("time_to_know_mean", 10.0, "mean time until meters tell", period=DAY),
        Check(
            "time_to_restore_mean",
            (faults * LASTS + 24 * 60) / (faults + 24),
            "mean of both kinds",
            period=DAY,
        ),
    )


OUTAGE_MODELS = {
    "outages_mg_infinity": Model(
        "outages_mg_infinity",
        "outages, M/G/infinity",
        "24 and 48 faults a day in two regions, each of 10 to 70 customers for 2 to 4 h, 60 % of them sensed within 20 min; others in which "
        "supply is only worse",
        600,
        0.03,
        _checks(),
    )
}
