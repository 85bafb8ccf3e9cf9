"""M/M/10 at load 0.9 on one core: peers, event engine, lanes."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks import contest, lanes, queue
from benchmarks.contest import Entry, Score
from benchmarks.recursion import serve
from benchmarks.table import Table, against, seconds
from benchmarks.waits import LIMIT
from sim.draws.dice import Dice
from sim.theory import mmc_mean_wait, mmc_wait_within

SERVERS = 10
LOAD = 0.9
SIZES = {"SimPy": 30_000, "Ciw": 20_000, "salabim": 3_000, "Cimba": 1_500_000}
ENGINE = "event engine"
STREAMED = "lanes, streamed"


def table(divide: int, rounds: int) -> Table:
    """All contestants; sizes divided by so much."""
    entries = [
        *contest.peer_entries({name: size // divide for name, size in SIZES.items()}),
        Entry(ENGINE, queue.event_engine, 40_000 // divide),
        Entry(
            "lane engine, a record a customer",
            partial(queue.lane_engine, days=200 // min(divide, 20)),
            1_000_000 // divide,
        ),
        Entry(STREAMED, lanes.streamed, 40_000_000 // divide),
    ]
    scores = contest.held(entries, LOAD, SERVERS, rounds)
    alone = 1 / min(queue_alone(4_000_000 // divide) for _ in range(rounds))
    return Table(
        f"M/M/{SERVERS} at load {LOAD:g}, one core",
        f"""Everybody draws customers, serves them first come, first served, and collects the mean wait and the share who wait at
most {LIMIT:g} mean service. The rate is the median of {rounds} rounds, in which contestants take turns; the first run of each, with
{contest.FEW:,} customers, is apart, as something is compiled there or not. Engines of ours begin with a scenario and write a record for each
customer; *streamed* draws through `sim/draws/dice.py` and the inverse distribution function, serves with `benchmarks/recursion.py` and
adds up, in {lanes.LANES:,} lanes; *queue alone* is that recursion on arrays that are there. Lanes start empty, so their waits are a little short.""",
        (
            "who",
            "customers a round",
            "customers/s",
            "times event engine",
            "times Cimba",
            "first run",
            "mean wait",
            "short waits",
        ),
        (*_rows(scores), _alone(scores, alone), _theory()),
        (*contest.absent(list(SIZES)), *_goals(scores, alone)),
    )


def _rows(scores: list[Score]) -> list[tuple[str, ...]]:
    engine, cimba = contest.rate_of(scores, ENGINE), contest.rate_of(scores, "Cimba")
    return [
        (
            score.entry.name,
            f"{score.entry.customers:,}",
            f"{score.rate:,.0f}",
            contest.times(score.rate, engine),
            contest.times(score.rate, cimba),
            f"{score.first:.2f} s",
            f"{score.found.mean:.3f}",
            f"{score.found.share_within:.3f}",
        )
        for score in scores
    ]


def _alone(scores: list[Score], rate: float) -> tuple[str, ...]:
    engine, cimba = contest.rate_of(scores, ENGINE), contest.rate_of(scores, "Cimba")
    return (
        "lanes, queue alone",
        "",
        f"{rate:,.0f}",
        contest.times(rate, engine),
        contest.times(rate, cimba),
        "",
        "",
        "",
    )


def _theory() -> tuple[str, ...]:
    rate = LOAD * SERVERS
    wait, within = mmc_mean_wait(rate, 1, SERVERS), mmc_wait_within(rate, 1, SERVERS, LIMIT)
    return ("Erlang C", "", "", "", "", "", f"{wait:.3f}", f"{within:.3f}")


def _goals(scores: list[Score], alone: float) -> list[str]:
    rate, engine = contest.rate_of(scores, STREAMED), contest.rate_of(scores, ENGINE)
    cimba = contest.rate_of(scores, "Cimba")
    if rate is None or engine is None:
        return []
    goals = [
        against("queue alone, customers/s", alone, 20e6, "{:,.0f}"),
        against("streamed, customers/s", rate, 8e6, "{:,.0f}"),
        against("streamed, times the event engine", rate / engine, 60, "{:,.1f}"),
    ]
    return goals + ([against("streamed, times Cimba", rate / cimba, 3, "{:,.1f}")] if cimba else [])


def queue_alone(customers: int) -> float:
    """Seconds a customer of the recursion, on customers drawn before."""
    source = lanes.Source(LOAD, SERVERS, Dice(1), lanes.LANES)
    chunks = lanes.CHUNK // lanes.LANES
    turns = max(customers // lanes.LANES // chunks, 1) * chunks
    ready = lanes.arrivals(source.gaps(0, turns), np.zeros(lanes.LANES))
    services, free = source.services(0, turns), np.zeros((SERVERS, lanes.LANES))

    def work() -> None:
        for first in range(0, turns, chunks):
            serve(ready[first : first + chunks], services[first : first + chunks], free)

    return seconds(work) / ready.size
