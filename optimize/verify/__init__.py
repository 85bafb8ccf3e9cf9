"""A plan on replications that the search never saw: whether it holds, and whether anybody can be spared."""
