"""Crews in lanes: the whole horizon of a replication in one compiled loop. What comes in here is about crews and outages alone."""
