"""What happens: scenarios, the engines that simulate them, and the measures that come out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.results.comparison import compare
    from sim.results.result import Result
    from sim.running.dask_cluster import DaskCluster
    from sim.running.experiment import run
    from sim.scenario import Scenario, ScenarioError, load

__all__ = ["DaskCluster", "Result", "Scenario", "ScenarioError", "compare", "load", "run"]

_HOMES = {
    "DaskCluster": "sim.running.dask_cluster",
    "Result": "sim.results.result",
    "Scenario": "sim.scenario",
    "ScenarioError": "sim.scenario",
    "compare": "sim.results.comparison",
    "load": "sim.scenario",
    "run": "sim.running.experiment",
}


def __getattr__(name: str) -> Any:
    """Import a name on first use, so that ``counterline --help`` does not wait for NumPy and pydantic."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
