"""What can be measured: each figure with its formula, unit, scopes and treatment of those who left, defined once.

Definitions only. The sums that a measure names are made in :mod:`sim.tally`, and its value is read in :mod:`sim.results`.
"""
