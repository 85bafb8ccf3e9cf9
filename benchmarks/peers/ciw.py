"""Ciw: a network of one node; the waits are in the record that it keeps of each visit."""

from __future__ import annotations

import ciw

from benchmarks import waits
from benchmarks.waits import Waits


def simulate(customers: int, load: float, servers: int, seed: int) -> Waits:
    """See :data:`benchmarks.waits.Contestant`; the customers are the first who are served to the end."""
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(load * servers)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[servers],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    return waits.of([record.waiting_time for record in simulation.get_all_records(only=["service"])])
