"""From sheets to the sums that measures are made of.

A tally is a mapping from names to arrays whose first axis is the row: one replication, or some consecutive ones added
up (see :mod:`sim.tally.groups`). Everything in it can be added over replications without rounding, since times are
whole numbers of ticks; what can be worked out from it is not kept (see :mod:`sim.tally.reading`).

=============================== =============================================== =====================================
name                            shape                                           what
=============================== =============================================== =====================================
``replications``                rows                                            how many the row holds
``histogram``                   rows, minutes                                   served contacts by whole minutes waited
``links``                       rows, channels, ends, channels                  contacts that followed another of their case
``sum/kind/interval``           rows, scopes, days * intervals                  a sum, for halls and pools
``…/date``, ``…/month_clock``   rows, scopes, days or months * intervals        the same, of a long horizon
``sum/kind/date``, ``…/clock``  rows, scopes, days or intervals of the day      a sum, for services and segments
``statistic/kind/cut``          rows, scopes (``all``), or as above             statistics of the replications, added up
``having/kind/cut``             the same                                        how many replications have them
``queue_max/kind/date, …/all``  rows, scopes, days; rows, scopes                longest queues, added up
=============================== =============================================== =====================================
"""

from sim.tally.counter import Counter, tally
from sim.tally.frame import LONG, MONTHS_FROM, Frame
from sim.tally.groups import GROUPS, Array, Tally, group_size, join_tallies, layered, regroup
from sim.tally.order_statistics import HISTOGRAM_MINUTES
from sim.tally.reading import statistic, total

__all__ = [
    "GROUPS",
    "HISTOGRAM_MINUTES",
    "LONG",
    "MONTHS_FROM",
    "Array",
    "Counter",
    "Frame",
    "Tally",
    "group_size",
    "join_tallies",
    "layered",
    "regroup",
    "statistic",
    "tally",
    "total",
]
