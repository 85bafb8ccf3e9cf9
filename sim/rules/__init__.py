"""What people do, and what is done with them: each rule of the network once, for both engines.

A rule is a pure function of a contact and of the rules of its node. It reads attributes and nothing else, so that the objects of the
event engine fit, and so do the entries of the lane engine's tables, for which the same functions are compiled. How time, lines and
servers are kept is no rule, and stays out.
"""
