"""Shifts of a plan given to named people."""
