"""What no plan that holds costs less than: the work that must be done, and the waits that no staffing avoids.

A bound here needs the choice and what is known of its demand, and no plan. Each says under what it is right; how it is searched for
a plan, and what simulation says of one, has no place here.
"""
