"""What is compiled, and how: functions that numba compiles when they are first called, and the structured arrays that they work on.

Nothing here knows what is compiled; engine and tally bring their own loops. What needs no compiler must not import one.
"""
