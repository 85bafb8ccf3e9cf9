"""The models of halls that are run, and what each of their figures should be."""

from __future__ import annotations

from sim import theory
from tests.validation.model import Check, Model

KHINCHINE = "Pollaczek and Khinchine"
CROMMELIN = "Crommelin 1934"
PRIORITIES = "Cobham 1954; Kella and Yechiali 1985"
PALM = "Erlang A (Garnett, Mandelbaum and Reiman 2002)"
LITTLE = ", Little's law"
BUSY = "arrival rate * service / servers"


def _delay(rate: float, service: float, servers: int, seconds: int) -> tuple[Check, ...]:
    model = (rate, 1 / service, servers)
    wait = float(theory.mmc_mean_wait(*model))
    at_once = 1 - float(theory.erlang_c(servers, rate * service))
    return (
        Check("wait_mean", wait, "Erlang C"),
        Check("wait_within_0_s", at_once, "Erlang C"),
        Check(f"wait_within_{seconds}_s", float(theory.mmc_wait_within(*model, seconds / 60)), "Erlang C"),
        Check("queue_mean", rate * wait, "Erlang C" + LITTLE),
        Check("occupancy", rate * service / servers, BUSY),
    )


def _one_server(rate: float, service: float, cv: float) -> tuple[Check, ...]:
    wait = float(theory.mg1_mean_wait(rate, service, cv))
    return (
        Check("wait_mean", wait, KHINCHINE),
        Check("wait_within_0_s", 1 - rate * service, f"1 - {BUSY}"),
        Check("queue_mean", rate * wait, KHINCHINE + LITTLE),
        Check("occupancy", rate * service, BUSY),
    )


def _constant(rate: float, service: float, servers: int) -> tuple[Check, ...]:
    wait = theory.mdc_mean_wait(rate, service, servers)
    return (
        Check("wait_mean", wait, CROMMELIN),
        Check("queue_mean", rate * wait, CROMMELIN + LITTLE),
        Check("occupancy", rate * service / servers, BUSY),
    )


def _priorities() -> tuple[Check, ...]:
    waits = theory.mmc_priority_waits([10, 15, 20], 10, 5)
    classes = zip(("first", "second", "third"), waits, strict=True)
    return (
        *(Check("wait_mean", float(wait), PRIORITIES, f"segment:{name}", "all") for name, wait in classes),
        Check("occupancy", 0.9, BUSY),
    )


def _erlang_a() -> tuple[Check, ...]:
    exact = theory.erlang_a(48, 1, 0.5, 50)
    at_once = (1 - exact.wait_probability) / (1 - exact.abandonment)
    return (
        Check("reneged", exact.abandonment, PALM),
        Check("queue_mean", exact.queue, PALM),
        Check("wait_mean", exact.mean_wait_served, PALM + ", of those served"),
        Check("wait_within_0_s", at_once, PALM + ", of those served"),
        Check("service_level_6_s", exact.service_level(0.1), PALM + ", those who leave count as missed"),
        Check("occupancy", exact.occupancy, PALM),
    )


def _day() -> tuple[Check, ...]:
    exact, source = theory.mmc_finite_day(4.2, 0.5, 12, 480, 1 / 3), "birth-and-death process over the day"
    return (
        Check("wait_within_20_s", exact.wait_within, source, period="all"),
        Check("wait_mean", exact.mean_wait, source, period="all"),
        Check("occupancy", exact.occupancy, source, period="2024-01-01T08:00"),
        Check("contacts", 2016.0, "4.2/min for 8 h", period="all"),
    )


def _models() -> tuple[Model, ...]:
    exponential = "service exponential, mean"
    day = f"12 servers, 4.2/min for 8 h, {exponential} 2 min, starts empty"
    calls = f"50 servers, 48/min, {exponential} 1 min, patience exponential, mean 2 min"
    classes = f"5 servers, classes of 10, 15 and 20/min, {exponential} 6 s"
    return (
        Model("mm1", "M/M/1", f"7/min, {exponential} 6 s", 90, 0.07, _delay(7, 0.1, 1, 15)),
        Model("mmc", "M/M/c", f"5 servers, 20/min, {exponential} 12 s", 30, 0.12, _delay(20, 0.2, 5, 10)),
        Model(
            "mg1_lognormal",
            "M/G/1, lognormal",
            "6/min, mean 6 s, cv 1.2",
            72,
            0.1,
            _one_server(6, 0.1, 1.2),
        ),
        Model("mg1_gamma", "M/G/1, gamma", "7/min, mean 6 s, cv 0.5", 60, 0.06, _one_server(7, 0.1, 0.5)),
        Model("md2", "M/D/c", "2 servers, 8/min, service 12 s", 40, 0.1, _constant(8, 0.2, 2)),
        Model("md10", "M/D/c", "10 servers, 16/min, service 30 s", 22, 0.15, _constant(16, 0.5, 10)),
        Model("priorities", "M/M/c, three non-preemptive priorities", classes, 28, 0.2, _priorities()),
        Model("erlang_a", "M/M/n+M (Erlang A)", calls, 20, 0.2, _erlang_a()),
        Model("mmc_day", "M/M/c, finite day (Buist and L'Ecuyer's MMC)", day, 100, 0.15, _day()),
    )


MODELS = {model.name: model for model in _models()}

PUBLISHED_DAY = {"wait_within_20_s": (0.900, 0.904), "wait_mean": (0.097, 0.102), "occupancy": (0.694, 0.697)}
"""95 % intervals of 1,000 days: Buist and L'Ecuyer, ContactCenters examples, 2014, section 1.1. Who waits at the end of
the day is served and counted; the occupancy is that of the day without what comes after its end."""
