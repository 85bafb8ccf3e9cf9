"""Time as a scenario fixes it: the grid that all times lie on, when sites are open, and when each head is on duty.

All of it follows from the scenario alone. Nothing here is drawn, and nothing here waits.
"""
