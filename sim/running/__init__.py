"""Running: replications of a scenario, of several policies or of many variants, through one executor, and what is kept of them.

An executor is this process alone or several that it starts and ends; it knows no scenario and no engine, so that anything can be
run by it. The rest says which blocks of work there are and puts what comes back together.
"""
