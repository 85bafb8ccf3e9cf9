"""What files say of customers who chase open orders: what is refused, and what is warned of."""

from __future__ import annotations

from pathlib import Path

from sim.scenario import load
from tests.sim.scenario.broken import said, write
from tests.sim.scenario.broken_centre import SOUND_CENTRE
from tests.sim.scenario.broken_office import SOUND_OFFICE

ASKS = SOUND_OFFICE.replace("  report: {", "  ask: {share: 0 %, handle_time: 2 min}\n  report: {")


def chased(rules: str, text: str = ASKS) -> str:
    """The sound office whose customers chase by some rules."""
    return text.replace("    coordinator:\n", f"    chasing: {rules}\n    coordinator:\n")


def warned(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    return [str(each).removeprefix(f"{path}:") for each in load(path).warnings]


def test_customers_who_chase_are_sound(tmp_path: Path) -> None:
    rules = "{service: ask, a_day: 2 %, a_day_older: 0.5 %, overdue: 10 %, informed: 60 %}"
    assert warned(tmp_path, chased(rules)) == []


def test_an_unknown_service_of_those_who_chase(tmp_path: Path) -> None:
    assert said(write(tmp_path, chased("{service: aks, a_day: 2 %}"))) == [
        "37: offices.bureau.chasing.service = aks: is an unknown service, did you mean ask?"
    ]


def test_a_share_of_more_than_all(tmp_path: Path) -> None:
    assert said(write(tmp_path, chased("{service: ask, a_day: 120 %}"))) == [
        "37: offices.bureau.chasing.a_day = 120 %: is more than the whole, a share is between 0 % and 100 %"
    ]


def test_somebody_serves_those_who_chase_where_they_do(tmp_path: Path) -> None:
    """Nobody wants the service `ask` at first, so that it need not be served without chasing."""
    unable = ASKS.replace("works_at: counter, heads: 2", "works_at: counter, heads: 2, serves: [pay, report]")
    assert said(write(tmp_path, unable)) == []
    assert said(write(tmp_path, chased("{service: ask, a_day: 2 %}", unable))) == [
        "9: services.ask: is a service that nobody in the hall north can serve: give a pool at its counters heads above zero and ask "
        "among what it serves"
    ]


def test_somebody_answers_those_who_chase_by_phone(tmp_path: Path) -> None:
    office = """\
offices:
  bureau:
    pools: [crews]
    departments: {operations: {pools: [crews]}}
    categories: {voltage: {department: operations, work: 1 h}}
    chasing: {service: progress, a_day: 2 %}
pools:
  crews: {works_at: office, heads: 5}
"""
    text = SOUND_CENTRE.replace(
        "  fault:\n    share: 30 %",
        "  progress: {share: 0 %, handle_time: 2 min}\n  fault:\n    orders: {voltage: 10 %}\n    share: 30 %",
    )
    text = text.replace("pools:\n  own:", f"{office}  own:").replace(
        "heads: {08:00: 3, 12:00: 4}", "heads: 3\n    serves: [ask, fault]"
    )
    assert said(write(tmp_path, text)) == [
        "36: centres.town.routing[0]: has nobody for calls of the line mongolian for progress: give a pool heads above zero, progress among "
        "what it serves, and mongolian among what it speaks"
    ]


def test_chasing_that_can_never_be(tmp_path: Path) -> None:
    assert warned(tmp_path, chased("{service: ask}")) == [
        "37: offices.bureau.chasing: lets nobody contact again: give a_day a share such as 2 %"
    ]
    planned = ASKS.replace(", orders: {voltage: 60 %, meter: 5 %}", "")
    assert (
        "37: offices.bureau.chasing: lets nobody contact again, since no contact leaves an order here: give a service orders"
        in warned(tmp_path, chased("{service: ask, a_day: 2 %}", planned))
    )


def test_parts_of_chasing_that_can_never_matter(tmp_path: Path) -> None:
    endless = ASKS.replace(", deadline: 5 working days", "").replace(
        ", deadline: 7 days, clock: acceptance", ""
    )
    said_of = warned(tmp_path, chased("{service: ask, a_day: 2 %, overdue: 10 %}", endless))
    assert (
        "37: offices.bureau.chasing.overdue = 10 %: has no effect, since no category has a deadline: add one such as 5 working days"
        in said_of
    )
    head, _, tail = ASKS.partition("    coordinator:\n")
    alone = (
        head
        + "    chasing: {service: ask, a_day: 2 %, informed: 50 %}\n"
        + "    escalations:"
        + tail.partition("    escalations:")[2]
    )
    alone = alone.replace("pools: [coordinators, ", "pools: [").replace(
        "  coordinators: {works_at: office, heads: 1}\n", ""
    )
    assert (
        "37: offices.bureau.chasing.informed = 50 %: has no effect, since nobody classifies and tells the customer: add a coordinator"
        in warned(tmp_path, alone)
    )
