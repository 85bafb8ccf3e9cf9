"""Closed forms and numerically exact answers: what simulations are held against, and where searches start.

All functions are pure. Rates and times may be in any unit of time, as long as it is the same one throughout. Those that
take arrays broadcast their arguments; scalars give scalars. An argument that cannot be meant raises
:class:`ValueError`, and a queue that grows for ever has an infinite mean wait.
"""

from sim.theory.abandonment import ErlangA, erlang_a
from sim.theory.chain import MarkovChain, State, markov_chain
from sim.theory.delay import (
    erlang_b,
    erlang_c,
    fewest_agents,
    mmc_mean_wait,
    mmc_wait_quantile,
    mmc_wait_within,
)
from sim.theory.finite_day import DayLosses, FiniteDay, mmc_finite_day, mmck_finite_day
from sim.theory.general import dmc_mean_wait, mdc_mean_wait, mg1_mean_wait
from sim.theory.loss import LossQueue, mmck
from sim.theory.networks import Jackson, jackson
from sim.theory.patience import ImpatientQueue, mmn_g
from sim.theory.phases import StagedQueue, mekc
from sim.theory.priorities import mg1_priority_waits, mmc_priority_waits
from sim.theory.retrials import RetrialQueue, retrial_queue
from sim.theory.skills import SkillQueue, skill_queue
from sim.theory.staffing import (
    halfin_whitt_delay,
    poisson_delay_probability,
    sinusoidal_load,
    square_root_staffing,
)

__all__ = [
    "DayLosses",
    "ErlangA",
    "FiniteDay",
    "ImpatientQueue",
    "Jackson",
    "LossQueue",
    "MarkovChain",
    "RetrialQueue",
    "SkillQueue",
    "StagedQueue",
    "State",
    "dmc_mean_wait",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "fewest_agents",
    "halfin_whitt_delay",
    "jackson",
    "markov_chain",
    "mdc_mean_wait",
    "mekc",
    "mg1_mean_wait",
    "mg1_priority_waits",
    "mmc_finite_day",
    "mmc_mean_wait",
    "mmc_priority_waits",
    "mmc_wait_quantile",
    "mmc_wait_within",
    "mmck",
    "mmck_finite_day",
    "mmn_g",
    "poisson_delay_probability",
    "retrial_queue",
    "sinusoidal_load",
    "skill_queue",
    "square_root_staffing",
]
