"""Plots: one function a file. Each draws on `ax`, or on a new figure, returns the axes and never shows them."""

from reports.plots.backlog import backlog_over_days
from reports.plots.calls import calls_over_day, most_calls
from reports.plots.causes import causes_by_month, causes_by_month_height
from reports.plots.control_chart import control_chart_of_orders
from reports.plots.curve import curve_over_day
from reports.plots.differences import paired_differences
from reports.plots.distribution import wait_distribution
from reports.plots.flow import HEIGHT as FLOW_HEIGHT
from reports.plots.flow import flow_of_cases
from reports.plots.frontier import FRONTIER_HEIGHT, cost_against_goal
from reports.plots.heads import heads_over_day, most_heads
from reports.plots.heat import heat_map, heat_map_height, heat_range
from reports.plots.largest import MOST_SHOWN, largest, rest
from reports.plots.level import level_over_day
from reports.plots.lines import gap_between_lines, lines_height, lines_of
from reports.plots.occupancy import occupancy_by_pool, occupancy_height
from reports.plots.occupancy_day import occupancy_over_day
from reports.plots.order_flow import flow_of_orders, flow_of_orders_height
from reports.plots.queue import queue_over_day
from reports.plots.style import LOOKS
from reports.plots.targets import target_reached
from reports.plots.timeline import timeline_of_outages
from reports.plots.waits import waits_over_day

__all__ = [
    "FLOW_HEIGHT",
    "FRONTIER_HEIGHT",
    "LOOKS",
    "MOST_SHOWN",
    "backlog_over_days",
    "calls_over_day",
    "causes_by_month",
    "causes_by_month_height",
    "control_chart_of_orders",
    "cost_against_goal",
    "curve_over_day",
    "flow_of_cases",
    "flow_of_orders",
    "flow_of_orders_height",
    "gap_between_lines",
    "heads_over_day",
    "heat_map",
    "heat_map_height",
    "heat_range",
    "largest",
    "level_over_day",
    "lines_height",
    "lines_of",
    "most_calls",
    "most_heads",
    "occupancy_by_pool",
    "occupancy_height",
    "occupancy_over_day",
    "paired_differences",
    "queue_over_day",
    "rest",
    "target_reached",
    "timeline_of_outages",
    "wait_distribution",
    "waits_over_day",
]
