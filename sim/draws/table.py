"""The one table of what is drawn: a column that contacts carry, its stream in the dice, its law, where and when it is needed, what it decides.

Both engines take their columns from here, and ``docs/draws.md`` is made from it. Whoever adds a draw adds a row, and the rule that reads the
column. A draw that is not needed at a place is never made there, and moves no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.draws.dice import Stream
from sim.draws.draw import Draw, OtherDraw
from sim.draws.laws import Chance, PatienceOfCallers, Time, TimeByService, Uniform
from sim.draws.place import APP, CALLS, HALL, PHONE
from sim.draws.terms import (
    ALWAYS,
    ANNOUNCED,
    ANSWERED,
    ASKS_MORE,
    ASKS_QUICKLY,
    BALKING,
    CALLBACK,
    CHECKED,
    GREETER,
    KIOSK,
    LOSES,
    MAY_BE_HANDED_OVER,
    MAY_REDIAL,
    MENU,
    MOVES,
    PAPERS,
    PATIENCE,
    QUICK,
    RETURN_DAYS,
    SHARES,
    TALK,
    TO_HALLS,
    TRANSFER,
    TRIES,
    each,
    form_times,
    kiosk_shares,
    quick_shares,
    same,
    steered,
    time_factors,
)

VISITS = (HALL,)
ON_PHONE = (PHONE,)
IN_APP = (APP,)

DRAWS: tuple[Draw, ...] = (
    Draw(
        "quick",
        "needs a quick answer",
        Chance(quick_shares),
        VISITS,
        "greeter",
        QUICK,
        "Whether a quick answer is all that is needed: a matter of the case, so the same at every contact.",
        attempt=1,
    ),
    Draw(
        "handle",
        "handle time",
        TimeByService(each(lambda service: service.handle_time), factors=time_factors),
        VISITS,
        "counter",
        ALWAYS,
        "Minutes at a counter at speed 100 % with complete papers.",
        ASKS_MORE,
    ),
    Draw(
        "handle",
        "time of a quick answer at the counter",
        TimeByService(each(lambda service: service.quick_time), factors=time_factors),
        VISITS,
        "counter",
        QUICK,
        "The same for a quick answer.",
        ASKS_QUICKLY,
    ),
    Draw(
        "papers",
        "papers missing",
        Uniform(),
        VISITS,
        "arrival",
        PAPERS,
        "Held against the share of missing papers.",
    ),
    Draw("balk", "balks", Uniform(), VISITS, "door", BALKING, "Held against the share that balks."),
    Draw(
        "patience",
        "patience",
        Time(lambda at: at.hall.patience, absent=np.inf),
        VISITS,
        "queue",
        PATIENCE,
        "Minutes in line before giving up; infinite where customers wait for ever.",
    ),
    Draw(
        "kiosk",
        "chooses the kiosk",
        Chance(kiosk_shares),
        VISITS,
        "kiosk",
        KIOSK,
        "Whether the customer goes to a kiosk unasked.",
    ),
    Draw(
        "steered",
        "greeter steers to the kiosk",
        Chance(steered),
        VISITS,
        "kiosk",
        KIOSK,
        "Whether the customer goes to a kiosk when the greeter says so.",
    ),
    Draw(
        "kiosk_time",
        "time at the kiosk",
        TimeByService(each(lambda service: service.kiosk.handle_time if service.kiosk else None)),
        VISITS,
        "kiosk",
        KIOSK,
        "Minutes at a kiosk.",
    ),
    Draw(
        "triage",
        "triage time",
        Time(lambda at: at.greeter.triage),
        VISITS,
        "greeter",
        GREETER,
        "Minutes in which the greeter finds out what is needed.",
    ),
    Draw(
        "answered",
        "greeter can answer",
        Chance(same(lambda at: at.greeter.answers)),
        VISITS,
        "greeter",
        GREETER,
        "Whether the greeter can answer the quick question.",
    ),
    Draw(
        "answer",
        "time of the greeter's answer",
        Time(lambda at: at.greeter.answer_time),
        VISITS,
        "greeter",
        GREETER,
        "Minutes of the greeter's answer, where there is one.",
        ANSWERED,
    ),
    Draw(
        "check",
        "time to check papers",
        Time(lambda at: at.greeter.check_time),
        VISITS,
        "greeter",
        GREETER,
        "Minutes of the greeter's check of papers.",
        CHECKED,
    ),
    Draw(
        "caught",
        "greeter finds papers missing",
        Chance(same(lambda at: at.greeter.catches)),
        VISITS,
        "greeter",
        GREETER,
        "Whether the greeter finds that papers are missing.",
    ),
    Draw(
        "help",
        "time to help with the form",
        TimeByService(form_times),
        VISITS,
        "greeter",
        GREETER,
        "Minutes of the greeter's help with the form; zero where there is none.",
        ASKS_MORE,
    ),
    Draw(
        "comes_back",
        "comes back",
        Uniform(),
        VISITS,
        "return",
        LOSES,
        "Held against the share that comes back.",
    ),
    Draw(
        "return_days",
        "days until coming back",
        RETURN_DAYS,
        VISITS,
        "return",
        LOSES,
        "After how many open days the customer comes back, from 1.",
    ),
    Draw(
        "return_time",
        "time of day of coming back",
        Uniform("uniform, the share of the day's arrivals that has come"),
        VISITS,
        "return",
        LOSES,
        "Becomes the time of day of coming back.",
    ),
    Draw(
        "menu",
        "time in the voice menu",
        Time(lambda at: at.centre.menu.time if at.centre.menu else None),
        ON_PHONE,
        "menu",
        MENU,
        "Minutes in the voice menu.",
    ),
    Draw(
        "leaves_menu",
        "hangs up in the voice menu",
        Chance(same(lambda at: at.centre.menu.leave if at.centre.menu else 0.0)),
        ON_PHONE,
        "menu",
        MENU,
        "Whether the caller hangs up at the end of the menu.",
    ),
    Draw(
        "in_menu",
        "voice menu serves",
        Chance(each(lambda service: service.phone.in_menu)),
        ON_PHONE,
        "menu",
        MENU,
        "Whether the menu serves the caller who does not leave.",
    ),
    Draw(
        "talk",
        "handle time",
        TALK,
        CALLS,
        "agent",
        ALWAYS,
        "Minutes of talk, or of chat, at speed 100 %: of the same draw, since a contact is either.",
    ),
    Draw(
        "after_call",
        "work after the call",
        TimeByService(each(lambda service: service.phone.after_call)),
        CALLS,
        "agent",
        ALWAYS,
        "Minutes of work after the call at speed 100 %.",
    ),
    Draw(
        "patience",
        "patience",
        PatienceOfCallers(),
        CALLS,
        "queue",
        ALWAYS,
        "Minutes of waiting before hanging up; infinite for those who never do.",
    ),
    Draw(
        "solve",
        "agent solves",
        Uniform(),
        CALLS,
        "agent",
        ALWAYS,
        "Held against the share that the agent solves.",
    ),
    Draw(
        "balk",
        "balks",
        Uniform(),
        CALLS,
        "queue",
        ANNOUNCED,
        "Held against the share that hangs up at an announced wait.",
    ),
    Draw(
        "split",
        "route",
        Uniform("uniform, held against the routes' shares added up"),
        CALLS,
        "arrival",
        SHARES,
        "Chooses among routes with shares.",
    ),
    Draw(
        "redials",
        "calls again",
        Uniform(),
        CALLS,
        "end",
        ALWAYS,
        "Held against the share that contacts again.",
    ),
    Draw(
        "redials_after",
        "time until calling again",
        Time(lambda at: at.centre.redial.after),
        CALLS,
        "end",
        ALWAYS,
        "Minutes from the end of a contact to the next one.",
        MAY_REDIAL,
    ),
    Draw(
        "moves",
        "where to next",
        Uniform("uniform, held against the moves' shares added up"),
        CALLS,
        "end",
        MOVES,
        "Chooses where the next contact is.",
    ),
    Draw(
        "move_time",
        "time of day of a visit after a call",
        Uniform("uniform, the share of the day's arrivals that has come"),
        CALLS,
        "return",
        TO_HALLS,
        "Becomes the time of day of a visit.",
    ),
    Draw(
        "accepts",
        "accepts a callback",
        Uniform(),
        CALLS,
        "queue",
        CALLBACK,
        "Held against the share that accepts a callback.",
    ),
    Draw(
        "reached_at",
        "try that reaches a caller back",
        TRIES,
        CALLS,
        "agent",
        CALLBACK,
        "Number of the try that reaches the caller back, from 1; infinite where none does.",
    ),
    Draw(
        "hands_over",
        "handed over",
        Uniform(),
        CALLS,
        "agent",
        TRANSFER,
        "Held against the share that is handed over.",
    ),
    Draw(
        "second_talk",
        "talk after being handed over",
        TALK,
        CALLS,
        "agent",
        TRANSFER,
        "Minutes of talk, or of chat, at speed 100 % after being handed over.",
        MAY_BE_HANDED_OVER,
    ),
    Draw(
        "second_solve",
        "agent to whom it was handed over solves",
        Uniform(),
        CALLS,
        "agent",
        TRANSFER,
        "Held against the share that the agent solves to whom it was handed over.",
    ),
    Draw(
        "app_time",
        "time in the app",
        Time(lambda at: at.app.time),
        IN_APP,
        "app",
        ALWAYS,
        "Minutes in the app.",
    ),
    Draw(
        "contained",
        "app settles it",
        Chance(same(lambda at: at.app.contained)),
        IN_APP,
        "app",
        ALWAYS,
        "Whether the app settles the matter.",
    ),
    Draw(
        "goes_on_after",
        "time from the app to the next contact",
        Time(lambda at: at.app.after),
        IN_APP,
        "end",
        ALWAYS,
        "Minutes from the app to the next contact.",
    ),
    Draw(
        "moves",
        "where to next",
        Uniform("uniform, held against the lines' shares added up"),
        IN_APP,
        "end",
        ALWAYS,
        "Chooses the line of the next contact.",
    ),
)

ARRIVALS, ABSENCE = "sim/draws/arrivals.py", "sim/draws/absence.py"
OUTAGES = "sim/draws/outages.py"
APPOINTMENTS = "sim/draws/appointments.py"

OTHERS: tuple[OtherDraw, ...] = (
    OtherDraw(
        Stream.BUSYNESS,
        "factor, gamma with mean 1",
        "day",
        ARRIVALS,
        "arrivals have `day_to_day_cv`",
        "How many come on the day, against the mean.",
    ),
    OtherDraw(
        Stream.COMMON_BUSYNESS,
        "factor, gamma with mean 1",
        "day",
        ARRIVALS,
        "the centre has `day_to_day_cv`",
        "The same for all lines of a centre together.",
    ),
    OtherDraw(
        Stream.HALVES,
        "two factors, gamma with mean 1, joined by a Gaussian copula",
        "day",
        ARRIVALS,
        "arrivals have `halves`",
        "How many come in the morning, and in the afternoon.",
    ),
    OtherDraw(
        Stream.GAP,
        "exponential with mean 1; with `counts`, uniform",
        "case",
        ARRIVALS,
        "always",
        "The gap before the case's first contact, in units of the rate; with counts, its time.",
    ),
    OtherDraw(Stream.SERVICE, "number, by shares", "case", ARRIVALS, "there are several", "The service."),
    OtherDraw(Stream.SEGMENT, "number, by shares", "case", ARRIVALS, "there are several", "The segment."),
    OtherDraw(
        Stream.PARTY,
        "number, by shares",
        "arrival",
        ARRIVALS,
        "arrivals have `groups`",
        "How many customers come together.",
    ),
    OtherDraw(
        Stream.BOOKS,
        "uniform, held against a share",
        "case",
        APPOINTMENTS,
        "the hall has appointments",
        "Held against the share that means to book.",
    ),
    OtherDraw(
        Stream.SHOWS,
        "uniform, held against a share",
        "case",
        APPOINTMENTS,
        "the case has a slot",
        "Held against the share that does not come.",
    ),
    OtherDraw(
        Stream.DELAY,
        "time of one distribution",
        "case",
        APPOINTMENTS,
        "the case keeps its slot",
        "How much later than meant a booked customer is there.",
    ),
    OtherDraw(
        Stream.ABSENCE,
        "chance",
        "head and day",
        ABSENCE,
        "a pool has `absence`",
        "Whether the head is missing on the day.",
    ),
    OtherDraw(
        Stream.OUTAGE,
        "exponential, with the mean of `every`",
        "outage of a day",
        OUTAGES,
        "the hall has `outages`",
        "The gap before the outage, from the end of the one before or from the day's first opening.",
    ),
    OtherDraw(
        Stream.OUTAGE_TIME,
        "time of one distribution",
        "outage of a day",
        OUTAGES,
        "the hall has `outages`",
        "How long it lasts.",
    ),
)
"""What no contact carries."""


def draws_of(channels: Sequence[str]) -> list[Draw]:
    """The draws that contacts of some channels carry, in the order of the table."""
    return [draw for draw in DRAWS if not set(channels).isdisjoint(draw.channels)]


def check() -> None:
    """See that no two draws of a channel, and no draw and another one of a day, case or head, read from one stream.

    Raises
    ------
    ValueError
        Two do.
    """
    streams = Counter((draw.stream, channel) for draw in DRAWS for channel in draw.channels)
    others = {str(other.stream) for other in OTHERS}
    twice = [stream for (stream, _), count in streams.items() if count > 1 or stream in others]
    if twice:
        raise ValueError(f"these streams have several draws: {', '.join(twice)}")


check()
