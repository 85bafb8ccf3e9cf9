"""What each column of ``outages.parquet`` says: one row an outage, times in minutes since the horizon's first midnight."""

from __future__ import annotations

COLUMNS = {
    "replication": "number of the replication",
    "outage": "number of the outage in it, by start, from 0",
    "kind": "kind of outage",
    "region": "where it is",
    "cause": "its cause; empty where none is named",
    "customers": "customers without supply at its start",
    "priority": "its priority for crews",
    "key": "whether a key customer is among them",
    "start": "when it began",
    "behind": "number of the outage behind which it lies; -1: of none",
    "announced": "when customers were first told, of planned work",
    "known": "when the utility came to know of it",
    "by": "how: sensed, reported, planned or found; empty where it never knew",
    "assigned": "when a crew was first sent",
    "on_site": "when a crew first arrived",
    "cause_known": "when it had been assessed",
    "isolated": "when it had been isolated",
    "restored": "when the supply of all its customers was back",
    "crews": "how many crews it needs",
    "failures": "how many repairs of it fail",
    "customer_minutes": "minutes without supply of all its customers within the horizon",
    "estimates": "how many times of restoration were given",
    "first_estimate": "the first of them",
    "last_estimate": "the last of them",
}
"""What each column of the table says."""
