"""What happened: rows of stages, contacts and work, as columns of numbers, and as the tidy table that people read.

Engines write the log, and the tally reads it. Nothing here knows how a row came about, or what is counted of it.
"""
