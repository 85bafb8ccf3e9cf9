"""Whole models held against closed forms and published simulations."""
