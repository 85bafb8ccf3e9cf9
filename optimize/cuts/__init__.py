"""Halls and small centres: an integer program that learns from each staffing that was simulated."""
