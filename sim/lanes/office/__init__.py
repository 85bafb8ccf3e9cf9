"""Offices in lanes: their orders, step by step, in one lane after the other. What is true of any site stands in the rooms around."""
