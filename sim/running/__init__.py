"""Who does the work: this process alone, or several that it starts and ends.

Only what runs blocks of work lives here. It knows no scenario and no engine, so that anything can be run by it.
"""
