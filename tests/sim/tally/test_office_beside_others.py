"""An office beside a hall and a centre: figures of contacts are those of the scenario without it, digit by digit."""

from __future__ import annotations

from sim.running.experiment import run
from tests.sim.events.written_calls import centre
from tests.sim.network.offices import OFFICE

HALL = {
    "halls": {
        "north": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["clerks"]},
        "south": {"arrivals": {"per_day": 10, "profile": "profile.csv"}, "pools": ["others"]},
    },
    "pools.clerks": {"works_at": "counter", "heads": 2},
    "pools.others": {"works_at": "counter", "heads": 1},
}
STAFF = ("staff", "order")


def test_figures_of_contacts_stay_what_they_were():
    """Waits, quantiles and longest queues of halls and centres, in all scopes and periods: an office has neither a door nor a line of customers."""
    before = centre().replace(HALL)
    orders = {"services.ask.orders": OFFICE["services.pay.orders"]}
    after = before.replace(
        orders | {key: value for key, value in OFFICE.items() if not key.startswith("services")}
    )
    tables = [run(each, 2, 1).to_frame() for each in (before, after)]
    keys = ["measure", "scope", "period"]
    without, with_office = (table.set_index(keys)[["mean", "ci_low", "ci_high"]] for table in tables)
    about_contacts = [
        key
        for key in without.index
        if key[1].partition(":")[0] in ("hall", "centre", "service", "channel", "language", "segment")
    ]
    assert len(about_contacts) > 500
    assert {key[1] for key in about_contacts} >= {"hall:south", "centre:town"}
    assert with_office.loc[about_contacts].equals(without.loc[about_contacts])
