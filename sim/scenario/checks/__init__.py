"""What each part of a scenario alone cannot see: names that are defined, shares that add up, pools that somebody uses.

Each check names the sections that it reads, yields what is wrong and where, and runs when all these sections could be read.
"""
