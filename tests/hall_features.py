"""What made halls may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Features:
    """What the halls of a draw may have; a comparison of two engines leaves out what one of them does not take.

    Attributes
    ----------
    greeters, kiosks, priorities, patience, balking, skills, missing_papers, returns, random_times : bool
        Each may be there, or is never there. Without `skills` there is one pool of clerks, without `random_times`
        all times are constant.
    shifts, heads_by_time : bool
        Whether staff may come in shifts with breaks, and change by time of day; else heads are constant.
    most_days, most_halls : int
        Bounds of the horizon and of the number of halls.
    twins : bool
        Whether the second hall may have the first one's rules, with other customers and staff.
    sends_home : bool
        Whether a closing hall may send customers home, and overtime may be short.
    nights : bool
        Whether it is open at night, and not by day.
    floaters : bool
        Whether some people may work now in one hall, now in the other.
    closures : bool
        Whether counters may close by chance, and as listed.
    own_work : bool
        Whether segments may have their own times, services, quick questions and use of kiosks.
    away : bool
        Whether staff may be missing, on leave, in training, or at a break in turns.
    appointments, tickets, groups : bool
        Whether customers may book slots, tickets of those who give up stay in line, and customers come together, or wait at the start.
    """

    greeters: bool = True
    kiosks: bool = True
    priorities: bool = True
    patience: bool = True
    balking: bool = True
    skills: bool = True
    missing_papers: bool = True
    returns: bool = True
    random_times: bool = True
    shifts: bool = True
    heads_by_time: bool = True
    sends_home: bool = True
    most_days: int = 3
    most_halls: int = 1
    twins: bool = False
    nights: bool = False
    away: bool = True
    own_work: bool = True
    closures: bool = True
    floaters: bool = True
    appointments: bool = False
    tickets: bool = False
    groups: bool = False


EVERYTHING = Features(most_halls=2)
TWINS = Features(most_halls=2, twins=True)
NIGHTS = Features(most_halls=2, nights=True)
BOOKED = Features(most_halls=2, appointments=True, tickets=True, groups=True)
PLAIN = Features(
    greeters=False,
    kiosks=False,
    priorities=False,
    patience=False,
    balking=False,
    skills=False,
    missing_papers=False,
    returns=False,
    shifts=False,
    heads_by_time=False,
    sends_home=False,
    away=False,
    own_work=False,
    closures=False,
    floaters=False,
)
"""First come, first served, by the same heads all the time they are open."""
