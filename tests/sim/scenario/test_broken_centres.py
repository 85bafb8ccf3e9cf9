"""Call centres that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said, write
from tests.sim.scenario.broken_centre import SOUND_CENTRE, said_of_centre

CASES = (
    broken(
        "an unknown line of a route",
        "      - lines: [mongolian]",
        "      - lines: [mongolia]",
        "34: centres.town.routing[0].lines[0] = mongolia: is an unknown line, did you mean mongolian?",
    ),
    broken(
        "an unknown pool in a step",
        "steps: [{pools: [hired]}]",
        "steps: [{pools: [hire]}]",
        "37: centres.town.routing[1].steps[0].pools[0] = hire: is an unknown pool of this centre, did you mean hired?",
    ),
    broken(
        "a number for a pool in a step",
        "steps: [{pools: [hired]}]",
        "steps: [{pools: [5]}]",
        "37: centres.town.routing[1].steps[0].pools[0] = 5: is not text, write some (in quotes, if it looks like a number)",
    ),
    broken(
        "a pool twice in a route",
        "{pools: [own], reserve: 1}",
        "{pools: [own, hired], reserve: 1}",
        "40: centres.town.routing[2].steps[1].pools[0] = hired: is named twice in this route, name each pool once",
    ),
    broken(
        "a language that no line has",
        "speaks: [mandarin]",
        "speaks: [mandrin]",
        "51: pools.hired.phone.speaks[0] = mandrin: is an unknown line, did you mean mandarin?",
    ),
    broken(
        "a level for an unknown service",
        "levels: {fault:",
        "levels: {faults:",
        "46: pools.own.phone.levels.faults: is for an unknown service, did you mean fault?",
    ),
    broken(
        "a level for an unknown line",
        "line_levels: {mongolian:",
        "line_levels: {mongol:",
        "46: pools.own.phone.line_levels.mongol: is for an unknown line, did you mean mongolian?",
    ),
    broken(
        "a share without the rest",
        "      - steps:\n          - {pools: [own], reserve: 1}",
        "      - lines: [mongolian]\n        steps:\n          - {pools: [own], reserve: 1}",
        "33: centres.town.routing: has no route for 70 % of calls of the line mandarin for ask: add one behind the others, without lines, services and share",
        "33: centres.town.routing: has no route for 70 % of calls of the line mandarin for fault: add one behind the others, without lines, services and share",
    ),
    broken(
        "a route with nobody for a line",
        "steps: [{pools: [own]}]",
        "steps: [{pools: [hired]}]",
        "34: centres.town.routing[0]: has nobody for calls of the line mongolian for ask: give a pool heads above zero, ask among what it serves, and mongolian among what it speaks",
        "34: centres.town.routing[0]: has nobody for calls of the line mongolian for fault: give a pool heads above zero, fault among what it serves, and mongolian among what it speaks",
    ),
    broken(
        "patience of more than all",
        "none: 10 %}",
        "none: 10 %, endless: 95 %}",
        "29: centres.town.patience: has shares none and endless that are more than the whole, make one smaller",
    ),
    broken(
        "announced waits that fall",
        "{wait: 5 min, leave: 40 %}",
        "{wait: 1 min, leave: 40 %}",
        "30: centres.town.balking[1]: must rise against the step before it: a longer wait, and at least as many leave",
    ),
    broken(
        "no try to call back",
        "attempts: 3",
        "attempts: 0",
        "31: centres.town.callback.attempts = 0: is out of range, it must be at least 1",
    ),
    broken(
        "a callback for nobody in particular",
        "accept: 40 %, ",
        "",
        "31: centres.town.callback.accept: is missing, write for example accept: 40 %",
    ),
    broken(
        "a transfer to an unknown pool",
        "transfer: {to: [own]",
        "transfer: {to: [owm]",
        "55: pools.hired.phone.transfer.to[0] = owm: is an unknown other pool of the centre, did you mean own?",
    ),
    broken(
        "a transfer to itself",
        "transfer: {to: [own]",
        "transfer: {to: [hired]",
        "55: pools.hired.phone.transfer.to[0] = hired: is an unknown other pool of the centre, known are own",
    ),
    broken(
        "a transfer to who speaks no common language",
        "phone: {levels:",
        "phone: {speaks: [mongolian], levels:",
        "55: pools.hired.phone.transfer.to: names pools that take no line and service of hired, name one that can go on with its calls",
    ),
    broken(
        "a level for a line that the pool does not speak",
        "absence: 5 %",
        "line_levels: {mongolian: {speed: 80 %}}",
        "56: pools.hired.phone.line_levels.mongolian: is for what the pool does not take, add mongolian to phone.speaks or leave the level out",
    ),
    broken(
        "a move to the line itself",
        "    redial: {reneged",
        "    moves: [{after: [reneged], lines: [mandarin], line: mandarin, share: 10 %}]\n    redial: {reneged",
        "32: centres.town.moves[0].line = mandarin: is the line that they come from, name another one: redial is for the same line",
    ),
    broken(
        "a chat line without anybody who takes chats",
        "        priority: 2",
        "        channel: chat",
        "34: centres.town.routing[0]: has nobody for calls of the line mongolian for ask: give a pool heads above zero, ask among what it serves, and mongolian among what it speaks, and chats",
        "34: centres.town.routing[0]: has nobody for calls of the line mongolian for fault: give a pool heads above zero, fault among what it serves, and mongolian among what it speaks, and chats",
    ),
    broken(
        "an unknown channel",
        "        priority: 2",
        "        channel: letter",
        "24: centres.town.lines.mongolian.channel = letter: is unknown, write phone or chat",
    ),
    broken(
        "more values of pace than chats",
        "absence: 5 %",
        "chats: {at_once: 2, pace: [100 %, 80 %, 60 %]}",
        "56: pools.hired.phone.chats: has 3 values of pace for at most 2 chats at once, leave out the last",
    ),
    broken(
        "more chats in a call than at once",
        "absence: 5 %",
        "chats: {at_once: 2, during_call: 3}",
        "56: pools.hired.phone.chats: has more chats during_call than at_once, make during_call smaller",
    ),
    broken(
        "an app that leads to an unknown line",
        "    trunks: 40",
        "    app: {arrivals: {per_day: 90, profile: profile.csv}, contained: 70 %, then: {mandrin: 50 %}}",
        "27: centres.town.app.then.mandrin = 50 %: is an unknown line, did you mean mandarin?",
    ),
    broken(
        "an app that leads more than all on",
        "    trunks: 40",
        "    app: {arrivals: {per_day: 90, profile: profile.csv}, contained: 70 %, then: {mandarin: 80 %, mongolian: 30 %}}",
        "27: centres.town.app.then: has shares that add up to 110 %, make them 100 % or less",
    ),
    broken(
        "a move to an unknown line",
        "    trunks: 40",
        "    moves: [{after: [reneged], line: chat, share: 20 %}]",
        "27: centres.town.moves[0].line = chat: is an unknown line, known are mandarin, mongolian",
    ),
    broken(
        "a move to a hall without halls",
        "    trunks: 40",
        "    moves: [{after: [reneged], hall: lecong, share: 20 %}]",
        "27: centres.town.moves[0].hall = lecong: is an unknown hall, the scenario has no halls",
    ),
    broken(
        "a move nowhere",
        "    trunks: 40",
        "    moves: [{after: [reneged], share: 20 %}]",
        "27: centres.town.moves[0]: needs either line or hall, write for example line: chat",
    ),
    broken(
        "a move after an ending that nobody survives",
        "    trunks: 40",
        "    moves: [{after: [reneged, closed], line: mandarin, share: 20 %}]",
        "27: centres.town.moves[0].after[1] = closed: is an ending after which nobody contacts again, give redial.closed a share",
    ),
    broken(
        "moves of more than all",
        "    trunks: 40",
        "    moves: [{after: [reneged], line: mandarin, share: 60 %}, {after: [reneged], lines: [mongolian], line: mandarin, share: 50 %}]",
        "27: centres.town.moves[1].share = 50 %: makes 110 % of the line mongolian move after reneged, make the shares 100 % or less",
    ),
    broken(
        "training while nobody works",
        "absence: 5 %",
        "training: [{time: 06:00-07:30, heads: 1}, {time: 09:00-10:00, heads: 0}]",
        "56: pools.hired.phone.training[1].heads = 0: is out of range, it must be at least 1",
    ),
    broken(
        "training before anybody comes",
        "phone: {levels: {fault: {speed: 80 %}},",
        "phone: {training: [{time: 06:00-07:30, heads: 1}], levels: {fault: {speed: 80 %}},",
        "46: pools.own.phone.training[0]: is at times at which nobody of the pool is on duty, move it into the working time",
    ),
    broken(
        "halves without a correlation",
        "{per_day: 90, profile: profile.csv}",
        "{per_day: 90, profile: profile.csv, halves: {cv: 0.2, correlation: 1.5, at: noon}}",
        "23: centres.town.lines.mongolian.arrivals.halves.correlation = 1.5: is out of range, it must be at most 1",
        "23: centres.town.lines.mongolian.arrivals.halves.at = noon: is not a time of day, write it as 08:30",
    ),
    broken(
        "hours and round the clock",
        "    trunks: 40",
        "    trunks: 40\n    hours: [08:00-18:00]\n    round_the_clock: true",
        "18: centres.town: has both hours and round_the_clock, keep one",
    ),
    broken(
        "no trunks",
        "    trunks: 40",
        "    trunks: 0",
        "27: centres.town.trunks = 0: is out of range, it must be at least 1",
    ),
    broken(
        "a clerk in a centre",
        "    works_at: phone\n    heads: 2",
        "    works_at: counter\n    heads: 2",
        "26: centres.town.pools[1] = hired: works at counter, a call centre has pools with works_at: phone",
        "50: pools.hired.phone: is for pools that work at phone, this one works at counter",
    ),
    broken(
        "a price without a unit",
        "cost_per_call: 3 yuan",
        "cost_per_call: 3",
        "53: pools.hired.phone.cost_per_call = 3: has no unit, write 3 yuan",
    ),
    broken(
        "an unknown language in a scope",
        "language:mongolian",
        "language:mongolia",
        "58: targets[0].scope = language:mongolia: names an unknown language, did you mean mongolian?",
    ),
    broken(
        "an unknown treatment",
        "service_level_20_s_missed",
        "service_level_20_s_mised",
        "58: targets[0].measure = service_level_20_s_mised: is an unknown measure, did you mean service_level_20_s_missed?",
    ),
    broken(
        "agents at night",
        "heads: {08:00: 3, 12:00: 4}",
        "heads: [{start: 20:30, end: 23:00, heads: 2}, {start: 08:00, end: 18:00, heads: 3}]",
        "44: pools.own.heads: puts staff on duty 20:30-23:00, outside the opening hours: keep it within 08:00-20:00",
    ),
    broken(
        "a misspelt key",
        "      - share: 30 %",
        "      - shar: 30 %",
        "36: centres.town.routing[1].shar = 30 %: is an unknown key, did you mean share?",
    ),
    broken(
        "no centre",
        "centres:\n  town:",
        "centre:\n  town:",
        "1: halls: is missing or empty, write a hall (or a call centre under centres) with its keys below it",
        "17: centre: is an unknown key, did you mean centres?",
        "58: targets[0].scope = language:mongolian: is an unknown scope for service_level_20_s_missed, write all, hall:NAME, pool:NAME, service:NAME, segment:NAME or channel:NAME",
    ),
    broken(
        "a step that never holds",
        "reserve: 1}",
        "reserve: -1}",
        "39: centres.town.routing[2].steps[0].reserve = -1: is out of range, it must be at least 0",
    ),
    broken(
        "a level that ends above its beginning",
        "    trunks: 40\n",
        "    trunks: 40\n    watch: {levels: {red: {at: {waiting: 5}, ends: {waiting: 5}, trunks: 2}}}\n",
        "28: centres.town.watch.levels.red.ends.waiting = 5: is not below the value in at, at which the level begins",
    ),
    broken(
        "a level that nobody knows",
        "{pools: [hired], after: 20 s, waiting: 5}",
        "{pools: [hired], level: read}\n    watch: {levels: {red: {at: {waiting: 5}, trunks: 2}}}",
        "40: centres.town.routing[2].steps[1].level = read: is an unknown level of warning, did you mean red?",
    ),
    broken(
        "a level that nobody watches",
        "{pools: [hired], after: 20 s, waiting: 5}",
        "{pools: [hired], level: red}",
        "40: centres.town.routing[2].steps[1].level = red: is a level of warning, and nobody watches centre town: give the centre a watch with this level",
    ),
    broken(
        "trunks without a number",
        "    trunks: 40\n",
        "    watch: {levels: {red: {at: {trunks: 90 %}, trunks: 2}}}\n",
        "27: centres.town.watch.levels.red.at.trunks = 90 %: can never be reached, since trunks of town are not limited: give it trunks",
        "27: centres.town.watch.levels.red.trunks = 2: opens nothing, since trunks of town are not limited: give it trunks",
    ),
    broken(
        "counts out of order",
        "{per_day: 90, profile: profile.csv}",
        "{per_day: 90, profile: profile.csv, counts: counts.csv}",
        "23: centres.town.lines.mongolian.arrivals.counts = counts.csv: has a row that starts before the one above it ends (line 3), sort rows by date and start",
        counts="date,start,end,contacts\n2024-01-01,09:00,10:00,5\n2024-01-01,09:30,10:00,5\n",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of_centre(case, tmp_path) == list(case.says)


def test_the_sound_centre_is_sound(tmp_path: Path) -> None:
    assert said(write(tmp_path, SOUND_CENTRE)) == []
