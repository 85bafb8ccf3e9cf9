"""What happens: scenarios, the engines that simulate them, and the measures that come out."""

from sim.comparison import compare
from sim.experiment import run
from sim.result import Result
from sim.scenario import Scenario, ScenarioError, load

__all__ = ["Result", "Scenario", "ScenarioError", "compare", "load", "run"]
