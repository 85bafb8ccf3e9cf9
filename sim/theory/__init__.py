"""Closed forms and numerically exact answers: what simulations are held against, and where searches start.

All functions are pure. Rates and times may be in any unit of time, as long as it is the same one throughout. Those that
take arrays broadcast their arguments; scalars give scalars. An argument that cannot be meant raises
:class:`ValueError`, and a queue that grows for ever has an infinite mean wait.
"""

from sim.theory.abandonment import ErlangA, erlang_a
from sim.theory.delay import (
    erlang_b,
    erlang_c,
    fewest_agents,
    mmc_mean_wait,
    mmc_wait_quantile,
    mmc_wait_within,
)
from sim.theory.finite_day import FiniteDay, mmc_finite_day
from sim.theory.general import dmc_mean_wait, mdc_mean_wait, mg1_mean_wait
from sim.theory.networks import Jackson, jackson
from sim.theory.priorities import mg1_priority_waits, mmc_priority_waits
from sim.theory.staffing import (
    halfin_whitt_delay,
    poisson_delay_probability,
    sinusoidal_load,
    square_root_staffing,
)

__all__ = [
    "ErlangA",
    "FiniteDay",
    "Jackson",
    "dmc_mean_wait",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "fewest_agents",
    "halfin_whitt_delay",
    "jackson",
    "mdc_mean_wait",
    "mg1_mean_wait",
    "mg1_priority_waits",
    "mmc_finite_day",
    "mmc_mean_wait",
    "mmc_priority_waits",
    "mmc_wait_quantile",
    "mmc_wait_within",
    "poisson_delay_probability",
    "sinusoidal_load",
    "square_root_staffing",
]
