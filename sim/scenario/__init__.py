"""What a planner writes: the scenario file, its units, its checks, its policies."""

from sim.scenario.files import bundled
from sim.scenario.overrides import BASELINE
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.scenario import Scenario, load

__all__ = ["BASELINE", "Problem", "Scenario", "ScenarioError", "bundled", "load"]
