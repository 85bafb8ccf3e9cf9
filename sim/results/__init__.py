"""From sums to figures: estimates with their intervals, in every scope and period, alone and compared.

Everything here reads tallies and simulates nothing.
"""
