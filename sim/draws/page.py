"""The page ``docs/draws.md``, made from the table of draws."""

from __future__ import annotations

from sim.draws.draw import Draw
from sim.draws.place import APP, CALLS, HALL
from sim.draws.table import DRAWS, OTHERS

_HEAD = """\
# Draws

Made from `sim/draws/table.py` by `make docs`. Every draw is one uniform in [0, 1), found in the dice by its address, of which the stream is a part
([model.md](model.md), "The dice"); its law makes a time, a number or a decision of it. A draw is not made where it is not needed, nor where what its law
leads to is fixed, such as a constant time or a share of 0 %; that moves no other draw. Times are minutes, on the grid.
"""

_CONTACTS = """\
A contact carries these as columns, under the names by which rules read them. Each contact of a case has draws of its own, but `quick`, which is the
same at all. Where several draws make one column, each is for some of the contacts. `read` says where a column is read: on the contact's arrival, at
a stage, at its end, or when a return to a hall is planned.
"""

_SECTIONS = {
    "Visits to halls": (HALL,),
    "Calls and chats": CALLS,
    "Contacts in the app": (APP,),
}


def draws_markdown() -> str:
    """Every draw with its stream, its law, and when it is needed, as Markdown."""
    parts = [_HEAD, _CONTACTS]
    for title, channels in _SECTIONS.items():
        rows = [_row(draw) for draw in DRAWS if not set(channels).isdisjoint(draw.channels)]
        head = "| column | stream | law | read | needed where | decides |\n" + "| --- " * 6 + "|"
        parts += [f"## {title}", "\n".join([head, *rows])]
    head = "| stream | law | one for each | needed where | decides | made in |\n" + "| --- " * 6 + "|"
    others = [
        f"| {each.stream} | {each.law} | {each.of} | {each.when} | {each.decides} | `{each.made}` |"
        for each in OTHERS
    ]
    parts += ["## Days, cases and heads", "\n".join([head, *others])]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _row(draw: Draw) -> str:
    among = f", for {draw.among.words}" if draw.among else ""
    calls = "" if len(draw.channels) > 1 or draw.channels[0] != CALLS[0] else "; not in chats"
    return (
        f"| `{draw.column}` | {draw.stream} | {draw.law.words} | {draw.at} | {draw.when.words}{among}{calls} "
        f"| {draw.decides} |"
    )
