"""The models of call centres that are run, and what each of their figures should be: closed forms, and Markov chains solved numerically."""

from __future__ import annotations

import numpy as np

from sim import theory
from tests.validation.model import Check, Model

DAY = "all"
HOURS = 180
"""Minutes that are measured of a steady state."""

ERLANG_B = "Erlang B"
ERLANG_C = "Erlang C"
TRANSIENT = "birth-and-death process over the day"
MMCK = "M/M/c/K (Gross et al. 2008, 2.5)"
GENERAL = "M/M/n+G (Baccelli and Hebuterne 1981)"
STAGES = "chain of stages (Hillier and Lo 1971)"
COBHAM = "Cobham 1954; Kella and Yechiali 1985"
FALIN = "chain of calls and orbit (Falin 1990)"
AGUIR = "chain of calls and orbit (Aguir et al. 2004)"
JACKSON = "Jackson 1957; Erlang C"
DESIGN = "chain of agents and queues"
BUSY = "arrival rate * service / servers"


def _day_of_mmc() -> tuple[Model, Model]:
    """Buist and L'Ecuyer's MMC, 4.2 calls a minute for eight hours, 12 agents, 2 min, once with patience and once with 17 trunks."""
    impatient = theory.mmck_finite_day(4.2, 0.5, 12, 480, patience_rate=1)
    bounded = theory.mmck_finite_day(4.2, 0.5, 12, 480, places=17)
    day = "12 agents, 4.2/min for 8 h, service exponential, mean 2 min, starts empty"
    hang_up = (
        Check("abandoned", impatient.abandoned / impatient.arrived, f"{TRANSIENT}: {impatient.abandoned:.3f} a day", period=DAY),
        Check("calls_answered", impatient.arrived - impatient.abandoned, TRANSIENT, period=DAY),
    )  # fmt: skip
    blocked = (
        Check("busy_tone", bounded.blocked / bounded.arrived, f"{TRANSIENT}: {bounded.blocked:.3f} a day", period=DAY),
        Check("calls_offered", bounded.arrived - bounded.blocked, TRANSIENT, period=DAY),
    )  # fmt: skip
    return (
        Model(
            "call_mmc_patience",
            "MMC with abandonment",
            f"{day}, patience exponential, mean 1 min",
            120,
            0.09,
            hang_up,
        ),
        Model("call_mmc_places", "MMC with 5 waiting places", day, 150, 0.15, blocked),
    )


def _erlang_b() -> Model:
    lost = float(theory.erlang_b(20, 15))
    checks = (
        Check("busy_tone", lost, ERLANG_B),
        Check("occupancy", 15 * (1 - lost) / 20, ERLANG_B),
    )
    return Model(
        "call_erlang_b", "M/M/c/c (Erlang B)", "20 agents and trunks, 30/min, mean 30 s", 40, 0.12, checks
    )


def _erlang_c() -> Model:
    wait = float(theory.mmc_mean_wait(36, 2, 20))
    checks = (
        Check("service_level_0_s_missed", 1 - float(theory.erlang_c(20, 18)), ERLANG_C),
        Check("service_level_20_s_missed", float(theory.mmc_wait_within(36, 2, 20, 1 / 3)), ERLANG_C),
        Check("speed_of_answer", wait, ERLANG_C),
        Check("queue_mean", 36 * wait, f"{ERLANG_C}, Little's law"),
        Check("occupancy", 0.9, BUSY),
    )
    return Model("call_erlang_c", "M/M/c (Erlang C)", "20 agents, 36/min, mean 30 s", 40, 0.25, checks)


def _mmck() -> Model:
    exact = theory.mmck(18, 2, 10, 15)
    checks = (
        Check("busy_tone", exact.blocked, MMCK),
        Check("speed_of_answer", exact.mean_wait, MMCK),
        Check("service_level_20_s_missed", exact.wait_within(1 / 3), MMCK),
        Check("queue_mean", exact.queue, MMCK),
        Check("occupancy", exact.occupancy, MMCK),
    )
    return Model("call_mmck", "M/M/c/K", "10 agents, 15 trunks, 18/min, mean 30 s", 30, 0.12, checks)


def _impatient(exact: theory.ImpatientQueue, source: str) -> tuple[Check, ...]:
    return (
        Check("abandoned", exact.abandonment, source),
        Check("time_in_queue", exact.mean_wait, source),
        Check("speed_of_answer", exact.mean_wait_served, source),
        Check("occupancy", exact.occupancy, source),
    )


def _mmcd() -> Model:
    patience = 1 / 3
    exact = theory.mmn_g(44, 2, 20, lambda time: np.where(time < patience, 1.0, 0.0), [patience])
    checks = (
        *_impatient(exact, GENERAL),
        Check("service_level_0_s_missed", 1 - exact.wait_probability, GENERAL),
    )
    return Model("call_mmcd", "M/M/c+D", "20 agents, 44/min, mean 30 s, patience 20 s", 40, 0.13, checks)


def _me2c() -> Model:
    exact = theory.mekc(16, 0.25, 5, 2)
    checks = (
        Check("speed_of_answer", exact.mean_wait, STAGES),
        Check("service_level_0_s_missed", 1 - exact.wait_probability, STAGES),
        Check("queue_mean", exact.queue, STAGES),
        Check("occupancy", 0.8, BUSY),
    )
    return Model(
        "call_me2c", "M/E2/c", "5 agents, 16/min, service of two stages, mean 15 s", 40, 0.15, checks
    )


def _priorities() -> Model:
    waits = theory.mmc_priority_waits([15, 28], 10, 5)
    checks = (
        *(
            Check("speed_of_answer", float(wait), COBHAM, f"language:{line}", "all")
            for line, wait in zip(("first", "second"), waits, strict=True)
        ),
        Check("occupancy", 0.86, BUSY),
    )
    return Model(
        "call_priorities",
        "M/M/c, two lines, one first",
        "5 agents, lines of 15 and 28/min, mean 6 s",
        40,
        0.2,
        checks,
    )


def _retrials() -> Model:
    exact = theory.retrial_queue(16, 2, 10, 10, 2)
    checks = (
        Check("busy_tone", exact.blocked / exact.attempts, FALIN),
        Check("calls_per_case", exact.attempts / 16, FALIN),
        Check("retrials", 1 - 16 / exact.attempts, FALIN),
        Check("occupancy", 0.8, BUSY),
    )
    parameters = "10 agents and trunks, 16/min, mean 30 s, all call again after exponential times, mean 30 s"
    return Model("call_retrials", "M/M/c/c with retrials", parameters, 40, 0.1, checks)


def _redial() -> Model:
    exact = theory.retrial_queue(42, 2, 20, 180, 1, patience_rate=2, again_abandoned=0.5)
    checks = (
        Check("abandoned", exact.abandoned / exact.attempts, AGUIR),
        Check("calls_per_case", exact.attempts / 42, AGUIR),
        Check("time_in_queue", exact.queue / exact.attempts, AGUIR),
        Check("occupancy", exact.busy / 20, AGUIR),
    )
    parameters = "20 agents, 42/min, mean 30 s, patience mean 30 s, half call again after exponential times, mean 1 min"
    return Model("call_redial", "M/M/n+M (Erlang A) with redial", parameters, 30, 0.09, checks)


def _callbacks() -> Model:
    """Whoever takes the callback keeps the place in the queue and never hangs up: patience is endless for two in five."""
    taken, hang_up = 0.4, 2.0
    exact = theory.mmn_g(42, 2, 20, lambda time: taken + (1 - taken) * np.exp(-hang_up * time))
    stay = exact.density * (1 - taken)
    patient = np.exp(-hang_up * exact.offered)
    offered = 1 - taken * exact.wait_probability
    at_once = 1 - exact.wait_probability
    speed = float(stay @ (patient * exact.offered)) / (at_once + float(stay @ patient))
    checks = (
        Check("callback_wait", exact.mean_offered_wait / exact.wait_probability, GENERAL),
        Check("callbacks_offered", HOURS * 42 * exact.wait_probability, GENERAL),
        Check("calls_offered", HOURS * 42 * offered, GENERAL),
        Check("abandoned", float(stay @ (1 - patient)) / offered, GENERAL),
        Check("speed_of_answer", speed, GENERAL),
        Check("occupancy", exact.occupancy, GENERAL),
    )
    parameters = (
        "20 agents, 42/min, mean 30 s, patience mean 30 s, two in five who would wait take a callback"
    )
    return Model("call_callbacks", "M/M/n+G with callbacks", parameters, 30, 0.12, checks)


def _chats_as_servers() -> Model:
    checks = (
        Check("speed_of_answer", float(theory.mmc_mean_wait(40, 4, 12)), ERLANG_C),
        Check("service_level_0_s_missed", 1 - float(theory.erlang_c(12, 10)), ERLANG_C),
    )
    parameters = "4 agents with three chats each, 40/min, mean 15 s"
    return Model("chats_as_servers", "Chats as servers (M/M/c)", parameters, 40, 0.15, checks)


def _chats_with_pace() -> Model:
    """One agent: a chat that begins alone goes at 20 a minute, one that begins beside another at 10, and each keeps its pace."""

    def moves(state: theory.State) -> list[tuple[theory.State, float]]:
        alone, beside, waiting = state
        found = []
        if alone + beside == 2:
            found.append(((alone, beside, waiting + 1), 15.0 * (waiting < 200)))
        else:
            found.append(((alone + 1, beside, 0) if alone + beside == 0 else (alone, beside + 1, 0), 15.0))
        for one_less, rate in (((alone - 1, beside), 20.0 * alone), ((alone, beside - 1), 10.0 * beside)):
            after = (one_less[0], one_less[1] + 1, waiting - 1) if waiting else (*one_less, 0)
            found.append((after, rate))
        return [(after, rate) for after, rate in found if rate > 0]

    chain = theory.markov_chain((0, 0, 0), moves)
    steady = chain.steady_state
    source = "chain of chats in hand"
    checks = (
        Check("speed_of_answer", chain.mean(steady, lambda state: state[2]) / 15, source),
        Check("service_level_0_s_missed", chain.mean(steady, lambda state: state[0] + state[1] < 2), source),
        Check("occupancy", chain.mean(steady, lambda state: state[0] + state[1] > 0), source),
    )
    parameters = "1 agent, 15/min, mean 3 s, the second chat at half the pace"
    return Model("chats_with_pace", "Chats with pace", parameters, 40, 0.11, checks)


def _transfers() -> Model:
    """The front's output is Poisson (Burke), so that both groups are M/M/c: 16/min, and 0.3 * 16 + 2 = 6.8/min."""
    network = theory.jackson([16, 2], [[0, 0.3], [0, 0]], [2, 2], [10, 4])
    first, experts = (float(wait) for wait in network.waits)
    checks = (
        Check("speed_of_answer", (16 * first + 2 * experts) / 18, JACKSON),
        Check("transfer_wait", experts, JACKSON),
        Check("transfers", 0.3 * 16 / 18, JACKSON),
        Check("occupancy", (8 + 3.4) / 14, BUSY),
    )
    parameters = "10 agents at the front, 16/min, 3 in 10 calls handed over to 4 experts with 2/min of their own, mean 30 s"
    return Model("call_transfers", "Transfers (two M/M/c)", parameters, 80, 0.25, checks)


def _design(
    name: str,
    title: str,
    parameters: str,
    lines: dict[str, float],
    pools: dict[str, tuple[int, float]],
    routes: list[list[int]],
    hang_up: float,
) -> Model:
    """Calls a minute of each line, the one that is taken first foremost; agents of each pool and their calls a minute."""
    heads, rates = (np.array(each) for each in zip(*pools.values(), strict=True))
    calls = list(lines.values())
    exact = theory.skill_queue(calls, [hang_up] * len(lines), rates, heads, routes, most_waiting=18)
    checks = [
        Check(measure, float(value), DESIGN, f"language:{line}", "all")
        for measure, values in (("abandoned", exact.abandonment), ("time_in_queue", exact.mean_wait))
        for line, value in zip(lines, values, strict=True)
    ]
    checks.append(Check("abandoned", float(exact.abandonment @ calls) / sum(calls), DESIGN))
    checks.append(Check("occupancy", float(exact.occupancy @ heads) / float(heads.sum()), DESIGN))
    return Model(name, title, parameters, 40, 0.07, tuple(checks))


def _designs() -> tuple[Model, ...]:
    return (
        _design(
            "design_n",
            "N design",
            "pools of 3 and 5; 18/min for the second, 14/min for the first or the second; mean 15 s, patience 15 s",
            {"own": 18, "either": 14},
            {"narrow": (3, 4), "broad": (5, 4)},
            [[1], [0, 1]],
            4,
        ),
        _design(
            "design_w",
            "W design",
            "pools of 3 and 4; 8/min for the first, 13/min for the second, 7/min for either; mean 15 s, patience 20 s",
            {"left": 8, "right": 13, "middle": 7},
            {"west": (3, 4), "east": (4, 4)},
            [[0], [1], [0, 1]],
            3,
        ),
        _design(
            "design_m",
            "M design",
            "pools of 3, 2 and 2; 14/min for the first or the third, 10/min for the second or the third; "
            "mean 15 s, in the third 18.75 s, patience 20 s",
            {"first": 14, "second": 10},
            {"one": (3, 4), "two": (2, 4), "both": (2, 3.2)},
            [[0, 2], [1, 2]],
            3,
        ),
    )


def _models() -> tuple[Model, ...]:
    return (
        *_day_of_mmc(),
        _erlang_b(),
        _erlang_c(),
        _mmck(),
        _mmcd(),
        _me2c(),
        _priorities(),
        _retrials(),
        _redial(),
        _callbacks(),
        _chats_as_servers(),
        _chats_with_pace(),
        _transfers(),
        *_designs(),
    )


CENTRE_MODELS = {model.name: model for model in _models()}
