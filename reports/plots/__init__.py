"""Plots: one function a file. Each draws on `ax`, or on a new figure, returns the axes and never shows them."""

from reports.plots.differences import paired_differences
from reports.plots.distribution import wait_distribution
from reports.plots.heat import heat_map_height, wait_heat_map
from reports.plots.occupancy import occupancy_by_pool, occupancy_height
from reports.plots.queue import queue_over_day
from reports.plots.targets import target_reached
from reports.plots.waits import waits_over_day

__all__ = [
    "heat_map_height",
    "occupancy_by_pool",
    "occupancy_height",
    "paired_differences",
    "queue_over_day",
    "target_reached",
    "wait_distribution",
    "wait_heat_map",
    "waits_over_day",
]
