"""What a search looks at before it tries a staffing as a whole: few replications, and known visits."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.cuts.near import Near
from optimize.effort import Effort
from optimize.reasons import most_heads
from optimize.staffed import Staffed
from optimize.trials import Trials
from sim.running.fixed_arrivals import SameVisits, can_be_known


@dataclass(frozen=True)
class Looks:
    """Quicker trials than those of the search.

    Attributes
    ----------
    look : Trials
        On few replications, for what single heads do.
    glance : Trials
        On very few where simulating is dear, for even staffings.
    near : Near or None
        On known visits, where simulating is dear and they can be known.
    """

    look: Trials
    glance: Trials
    near: Near | None = None


def looks_of(trials: Trials, effort: Effort) -> Looks:
    """The looks of a search; visits are known from a run with the most heads everywhere."""
    choice, first = trials.choice, trials.replications
    counts = (effort.look, effort.glance if effort.is_dear else effort.look)
    if not effort.is_dear or not can_be_known(choice.scenario):
        plain = (Trials(choice, first[:count], trials.seed, trials.workers, effort.check) for count in counts)
        return Looks(next(plain), next(plain))
    fullest = Staffed(choice).with_heads(most_heads(choice))
    same = SameVisits.of(fullest, first, trials.seed, trials.workers)
    look, glance = (Near(trials, same.first(count), count, effort.check) for count in counts)
    return Looks(look, glance, Near(trials, same, len(first)))
