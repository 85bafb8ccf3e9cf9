"""Offices that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said, write
from tests.sim.scenario.broken_office import SOUND_OFFICE, said_of_office

MIX = "start,pay,report\n00:00,50 %,50 %\n"

CASES = (
    broken(
        "an unknown category of a service",
        "{voltage: 60 %, meter: 5 %}",
        "{voltag: 60 %, meter: 5 %}",
        "9: services.report.orders.voltag = 60 %: is an unknown category of work orders, did you mean voltage?",
    ),
    broken(
        "shares of orders above all",
        "{voltage: 60 %, meter: 5 %}",
        "{voltage: 60 %, meter: 45 %}",
        "9: services.report.orders: has shares that add up to 105 %, make them 100 % or less",
    ),
    broken(
        "an unknown category of a cause",
        "    escalations:",
        "    causes: {wires: {category: voltag, share: 10 %}}\n    escalations:",
        "41: offices.bureau.causes.wires.category = voltag: is an unknown category, did you mean voltage?",
    ),
    broken(
        "shares of causes above all",
        "    escalations:",
        "    causes:\n      wires: {category: voltage, share: 60 %}\n      age: {category: meter, share: 90 %}\n      load: {category: voltage, share: 60 %}\n    escalations:",
        "44: offices.bureau.causes.load.share = 60 %: lets the shares of the category voltage add up to 120 %, they must add up to 100 % at most",
    ),
    broken(
        "a cause that recurs, nobody knows when",
        "    escalations:",
        "    causes: {wires: {category: voltage, share: 10 %, recurs: 20 %}}\n    escalations:",
        "41: offices.bureau.causes.wires.recurs = 20 %: says not after how long, write after: {exponential: {mean: 60 days}} beside it",
    ),
    broken(
        "an analysis that begins after the horizon",
        "    escalations:",
        "    causes: {wires: {category: voltage, share: 10 %}}\n    analysis: {takes: 1, begins: 2024-01-15}\n    escalations:",
        "42: offices.bureau.analysis.begins = 2024-01-15: lies after the horizon, which ends on 2024-01-14, write an earlier date",
    ),
    broken(
        "an analysis without causes, and typical problems without",
        "    escalations:",
        "    analysis: {takes: 1}\n    typical_problems: {causes: 5, work: 75 %}\n    escalations:",
        "41: offices.bureau.analysis: has no causes to work on: give the office causes such as {old_meters: {category: meter, share: 40 %}}",
        "42: offices.bureau.typical_problems: has no causes to work on: give the office causes such as {old_meters: {category: meter, share: 40 %}}",
    ),
    broken(
        "regions that do not add up",
        "{city: 60 %, country: 40 %}",
        "{city: 60 %, country: 30 %}",
        "10: regions: have shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "a batch of one",
        "operations: {pools: [crews]}",
        "operations: {pools: [crews], batch: {size: 1, at_most: 3 working days}}",
        "19: offices.bureau.departments.operations.batch.size = 1: is out of range, it must be at least 2",
    ),
    broken(
        "a batch that may wait for ever",
        "operations: {pools: [crews]}",
        "operations: {pools: [crews], batch: {size: 10}}",
        "19: offices.bureau.departments.operations.batch.at_most: is missing, write for example at_most: 3 working days",
    ),
    broken(
        "a batch by what there is not",
        "operations: {pools: [crews]}",
        "operations: {pools: [crews], batch: {size: 10, at_most: 3 working days, by: town}}",
        "19: offices.bureau.departments.operations.batch.by = town: is unknown, write all or region",
    ),
    broken(
        "days for an unknown region",
        "operations: {pools: [crews]}",
        "operations: {pools: [crews], days: {cty: [mon, wed]}}",
        "19: offices.bureau.departments.operations.days.cty: is an unknown region, did you mean city?",
    ),
    broken(
        "days that are no days of the week",
        "operations: {pools: [crews]}",
        "operations: {pools: [crews], days: {city: [mon, wen]}}",
        "19: offices.bureau.departments.operations.days.city: has the unknown weekday 'wen', write mon-fri or [mon, wed]",
    ),
    broken(
        "a pause that does not say how long",
        "solved: 92 %}",
        "solved: 92 %, pause: {share: 20 %}}",
        "23: offices.bureau.categories.voltage.pause.time: is missing, write for example time: 2 days",
    ),
    broken(
        "an unknown key of a pause",
        "solved: 92 %}",
        "solved: 92 %, pause: {share: 20 %, time: 2 days, misuse: 5 %}}",
        "23: offices.bureau.categories.voltage.pause.misuse = 5 %: is an unknown key, did you mean misused?",
    ),
    broken(
        "a meeting of every week without a day",
        "right: 95 %",
        "meeting: {every: week, time: 14:00, categories: {voltage: 10 %}}",
        "39: offices.bureau.coordinator.meeting: is held every week and does not say on which day, write for example weekday: wed",
    ),
    broken(
        "a meeting of every month on a weekday",
        "right: 95 %",
        "meeting: {every: month, on: 15, weekday: wed, time: 14:00, categories: {voltage: 10 %}}",
        "39: offices.bureau.coordinator.meeting.weekday = wed: stands beside every: month, leave it out",
    ),
    broken(
        "a meeting for orders that there are not",
        "right: 95 %",
        "meeting: {every: month, on: 15, time: 14:00, categories: {voltag: 10 %}}",
        "39: offices.bureau.coordinator.meeting.categories.voltag = 10 %: is no category of the office bureau, did you mean voltage?",
    ),
    broken(
        "a meeting on no day of a month",
        "right: 95 %",
        "meeting: {every: month, on: 32, time: 14:00, categories: {voltage: 10 %}}",
        "39: offices.bureau.coordinator.meeting.on = 32: is out of range, it must be at most 31",
    ),
    broken(
        "people of nowhere in a meeting",
        "right: 95 %",
        "meeting: {every: month, on: 15, time: 14:00, lasts: 1 h, heads: {crew: 1}, categories: {voltage: 10 %}}",
        "39: offices.bureau.coordinator.meeting.heads.crew = 1: is no pool of the office bureau, did you mean crews?",
    ),
    broken(
        "people in a meeting of no time",
        "right: 95 %",
        "meeting: {every: month, on: 15, time: 14:00, heads: {crews: 1}, categories: {voltage: 10 %}}",
        "39: offices.bureau.coordinator.meeting.heads: sit in a meeting that takes no time: add lasts such as 1 h",
    ),
    broken(
        "an analysis that is nobody's work",
        "    coordinator:",
        "    causes: {wires: {category: voltage, share: 30 %}}\n    analysis: {takes: 1, work: 20 h}\n    coordinator:",
        "37: offices.bureau.analysis.work = 20 h: is nobody's time: add pool, such as pool: analysts",
    ),
    broken(
        "analysts without work",
        "    coordinator:",
        "    causes: {wires: {category: voltage, share: 30 %}}\n    analysis: {takes: 1, pool: crews}\n    coordinator:",
        "37: offices.bureau.analysis.pool = crews: has nothing to do: add work, such as work: 20 h",
    ),
    broken(
        "analysts of nowhere",
        "    coordinator:",
        "    causes: {wires: {category: voltage, share: 30 %}}\n    analysis: {takes: 1, pool: clerks, work: 20 h}\n    coordinator:",
        "37: offices.bureau.analysis.pool = clerks: is no pool of the office bureau, known are coordinators, crews, fitters, builders, duty",
    ),
    broken(
        "an order that leaves one of an unknown category",
        "clock: acceptance}",
        "clock: acceptance, leaves: {voltag: 30 %}}",
        "24: offices.bureau.categories.meter.leaves.voltag = 30 %: is no category of the office bureau, did you mean voltage?",
    ),
    broken(
        "orders that leave more than one each",
        "clock: acceptance}",
        "clock: acceptance, leaves: {voltage: 70 %, connection: 40 %}}",
        "24: offices.bureau.categories.meter.leaves: has shares that add up to 110 %, make them 100 % or less",
    ),
    broken(
        "orders that leave orders without end",
        "clock: acceptance}",
        "clock: acceptance, leaves: {meter: 10 %}}",
        "24: offices.bureau.categories.meter.leaves.meter = 10 %: leads back to meter, so that one order leaves orders without end: leave it out",
    ),
    broken(
        "an unknown pool behind own heads",
        "metering: {pools: [fitters]}",
        "metering: {pools: [fitters], own: {within: 4 working hours, then: [builder]}}",
        "20: offices.bureau.departments.metering.own.then[0] = builder: is no pool of the office bureau, did you mean builders?",
    ),
    broken(
        "a wait for the own head that is no time",
        "metering: {pools: [fitters]}",
        "metering: {pools: [fitters], own: {within: soon}}",
        "20: offices.bureau.departments.metering.own.within = soon: is not a quantity, write a deadline such as 5 working days, 8 working hours, 24 h or 7 days",
    ),
    broken(
        "an unknown pool of a department",
        "operations: {pools: [crews]}",
        "operations: {pools: [crew]}",
        "17: offices.bureau.pools[1] = crews: works at no desk, name it in a department, as coordinator or in an escalation",
        "19: offices.bureau.departments.operations.pools[0] = crew: is no pool of the office bureau, did you mean crews?",
    ),
    broken(
        "an unknown pool of an office",
        "pools: [coordinators, crews, fitters, builders, duty]",
        "pools: [coordinators, crews, fitters, builders, dutty]",
        "17: offices.bureau.pools[4] = dutty: is an unknown pool, did you mean duty?",
        "43: offices.bureau.escalations[1].pool = duty: is no pool of the office bureau, known are coordinators, crews, fitters, builders",
    ),
    broken(
        "a department without pools",
        "operations: {pools: [crews]}",
        "operations: {pools: []}",
        "19: offices.bureau.departments.operations.pools: has no entries, it must have at least one",
    ),
    broken(
        "a department that says nothing of pools",
        "operations: {pools: [crews]}",
        "operations: {}",
        "19: offices.bureau.departments.operations.pools: is missing, write for example pools: [fitters]",
    ),
    broken(
        "a pool at two departments",
        "metering: {pools: [fitters]}",
        "metering: {pools: [fitters, crews]}",
        "20: offices.bureau.departments.metering.pools[1] = crews: works at two desks, the department operations and the department metering: make a pool for each",
    ),
    broken(
        "a pool twice in a department",
        "metering: {pools: [fitters]}",
        "metering: {pools: [fitters, fitters]}",
        "20: offices.bureau.departments.metering.pools[1] = fitters: is named twice, name each pool once",
    ),
    broken(
        "a coordinator from a department",
        "      pool: coordinators",
        "      pool: crews",
        "17: offices.bureau.pools[0] = coordinators: works at no desk, name it in a department, as coordinator or in an escalation",
        "37: offices.bureau.coordinator.pool = crews: works at two desks, the department operations and the coordinator's: make a pool for each",
    ),
    broken(
        "an escalation to a department's pool",
        "priority: 2, pool: duty",
        "priority: 2, pool: builders",
        "17: offices.bureau.pools[4] = duty: works at no desk, name it in a department, as coordinator or in an escalation",
        "43: offices.bureau.escalations[1].pool = builders: works at two desks, the department construction and that of escalations: make a pool for each",
    ),
    broken(
        "an unknown pool of an escalation",
        "priority: 2, pool: duty",
        "priority: 2, pool: dut",
        "17: offices.bureau.pools[4] = duty: works at no desk, name it in a department, as coordinator or in an escalation",
        "43: offices.bureau.escalations[1].pool = dut: is no pool of the office bureau, did you mean duty?",
    ),
    broken(
        "a pool of counters in an office",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: counter, heads: 5}",
        "17: offices.bureau.pools[1] = crews: works at counter, an office has pools with works_at: office",
    ),
    broken(
        "a pool of an office in a hall",
        "clerks: {works_at: counter, heads: 2}",
        "clerks: {works_at: office, heads: 2}",
        "8: services.pay: is a service that nobody in the hall north can serve: give a pool at its counters heads above zero and pay among what it serves",
        "9: services.report: is a service that nobody in the hall north can serve: give a pool at its counters heads above zero and report among what it serves",
        "14: halls.north.pools[0] = clerks: works in an office, name it in an office's pools",
    ),
    broken(
        "a pool of an office that serves services",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 5, serves: [pay, voltage, connection]}",
        "47: pools.crews.serves[0] = pay: is no category of the office bureau, known are voltage, meter, connection",
    ),
    broken(
        "a category that nobody of its department takes",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 5, serves: [connection]}",
        "23: offices.bureau.categories.voltage.department = operations: is a department in which nobody takes orders of voltage, add voltage to serves of crews",
    ),
    broken(
        "a stage that nobody of its department takes",
        "builders: {works_at: office, heads: 1}",
        "builders: {works_at: office, heads: 1, serves: [voltage]}",
        "28: offices.bureau.categories.connection.stages[1].department = construction: is a department in which nobody takes orders of connection, add "
        "connection to serves of builders",
    ),
    broken(
        "a coordinator who takes some orders alone",
        "coordinators: {works_at: office, heads: 1}",
        "coordinators: {works_at: office, heads: 1, serves: [voltage, meter]}",
        "46: pools.coordinators.serves: is too little, since as coordinator it gets orders of connection, too: add them, or leave serves out",
    ),
    broken(
        "a pool that takes some of the orders with deadlines that come to it",
        "duty: {works_at: office, heads: 1}",
        "duty: {works_at: office, heads: 1, serves: [voltage]}",
        "50: pools.duty.serves: is too little, since escalations give it orders of meter, too: add them, or leave serves out",
    ),
    broken(
        "levels of unknown categories, and of those that it does not take",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 5, serves: [voltage, connection], office: {levels: {voltag: {speed: 80 %}, meter: {speed: 80 %}}}}",
        "47: pools.crews.office.levels.voltag: is no category of the office bureau, did you mean voltage?",
        "47: pools.crews.office.levels.meter: is for what the pool does not take, add meter to serves or leave the level out",
    ),
    broken(
        "several orders at a counter",
        "clerks: {works_at: counter, heads: 2}",
        "clerks: {works_at: counter, heads: 2, office: {at_once: 2}}",
        "45: pools.clerks.office: is for pools that work at office, this one works at counter",
    ),
    broken(
        "more values of pace than orders in hand",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 5, office: {at_once: 2, pace: [100 %, 80 %, 70 %]}}",
        "47: pools.crews.office: has 3 values of pace for at most 2 orders at once, leave out the last",
    ),
    broken(
        "no order in hand",
        "crews: {works_at: office, heads: 5}",
        "crews: {works_at: office, heads: 5, office: {at_once: 0}}",
        "47: pools.crews.office.at_once = 0: is out of range, it must be at least 1",
    ),
    broken(
        "an approval by a pool that there is not",
        "priority: 2, pool: duty}",
        "approval: {pool: dut, work: 30 min}}",
        "17: offices.bureau.pools[4] = duty: works at no desk, name it in a department, as coordinator or in an escalation",
        "43: offices.bureau.escalations[1].approval.pool = dut: is no pool of the office bureau, did you mean duty?",
    ),
    broken(
        "an approval by a department",
        "priority: 2, pool: duty}",
        "priority: 2, pool: duty, approval: {pool: crews, work: 30 min}}",
        "43: offices.bureau.escalations[1].approval.pool = crews: works at two desks, the department operations and that of escalations: make a pool for each",
    ),
    broken(
        "an approval without work",
        "priority: 2, pool: duty}",
        "priority: 2, approval: {pool: duty}}",
        "43: offices.bureau.escalations[1].approval.work: is missing, write for example work: 30 min",
    ),
    broken(
        "a daily list that changes nothing",
        "- {at: 50 %, priority: 1}",
        "- {at: 50 %, daily_list: true}",
        "42: offices.bureau.escalations[0]: changes nothing, give it a priority above 0 or a pool",
    ),
    broken(
        "travel to an unknown region",
        "construction: {pools: [builders]}",
        "construction: {pools: [builders], travel: {city: 45 min, contry: 2 h}}",
        "21: offices.bureau.departments.construction.travel.contry = 2 h: is an unknown region, did you mean country?",
    ),
    broken(
        "travel without a unit",
        "construction: {pools: [builders]}",
        "construction: {pools: [builders], travel: {city: 45}}",
        "21: offices.bureau.departments.construction.travel.city = 45: has no unit, write 45 min, 45 s or 45 h",
    ),
    broken(
        "an unknown department of a category",
        "meter: {department: metering,",
        "meter: {department: meterin,",
        "24: offices.bureau.categories.meter.department = meterin: is an unknown department, did you mean metering?",
    ),
    broken(
        "an unknown department of a stage",
        "{department: construction, work: 6 h",
        "{department: constructio, work: 6 h",
        "28: offices.bureau.categories.connection.stages[1].department = constructio: is an unknown department, did you mean construction?",
    ),
    broken(
        "a matrix with unknown departments",
        "passes_on: {operations: {metering: 70 %",
        "passes_on: {operation: {meteringg: 70 %",
        "35: offices.bureau.routing.passes_on.operation: is an unknown department, did you mean operations?",
        "35: offices.bureau.routing.passes_on.operation.meteringg = 70 %: is an unknown department, did you mean metering?",
    ),
    broken(
        "a row that does not add up",
        "{metering: 70 %, construction: 30 %}",
        "{metering: 70 %, construction: 20 %}",
        "35: offices.bureau.routing.passes_on.operations: has shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "a department that passes on to itself",
        "{metering: 70 %, construction: 30 %}",
        "{metering: 70 %, operations: 30 %}",
        "35: offices.bureau.routing.passes_on.operations.operations = 30 %: passes orders on to itself, name other departments",
    ),
    broken(
        "a matrix that never ends",
        "passes_on: {operations: {metering: 70 %, construction: 30 %}, construction: {operations: 50 %, metering: 50 %}}",
        "passes_on: {operations: {construction: 100 %}, construction: {operations: 100 %}}",
        "35: offices.bureau.routing.passes_on.operations: never lets an order reach the department metering where that is the right one: from operations, construction on, give some row a share of metering",
    ),
    broken(
        "a matrix that never ends from a third",
        "passes_on: {operations: {metering: 70 %, construction: 30 %}, construction: {operations: 50 %, metering: 50 %}}",
        "passes_on: {operations: {construction: 100 %}, metering: {construction: 100 %}, construction: {metering: 100 %}}",
        "35: offices.bureau.routing.passes_on.metering: never lets an order reach the department operations where that is the right one: from metering, construction on, give some row a share of operations",
    ),
    broken(
        "an unknown sender",
        "by_sender: {north: 60 %}",
        "by_sender: {nort: 60 %}",
        "32: offices.bureau.routing.by_sender.nort = 60 %: is an unknown hall or centre, did you mean north?",
    ),
    broken(
        "an office as sender",
        "by_sender: {north: 60 %}",
        "by_sender: {bureau: 60 %}",
        "32: offices.bureau.routing.by_sender.bureau = 60 %: is an unknown hall or centre, known are north",
    ),
    broken(
        "both stages and a department",
        "meter: {department: metering, work: 1 h,",
        "meter: {department: metering, stages: [{department: metering, work: 1 h}],",
        "24: offices.bureau.categories.meter: has both stages and department or work, keep the stages or the other two",
    ),
    broken(
        "neither stages nor a department",
        "meter: {department: metering, work: 1 h,",
        "meter: {",
        "24: offices.bureau.categories.meter: has no department and work, write for example department: metering and work: 1 h, or stages",
    ),
    broken(
        "a department without work",
        "meter: {department: metering, work: 1 h,",
        "meter: {department: metering,",
        "24: offices.bureau.categories.meter: has no work, write for example department: metering and work: 1 h, or stages",
    ),
    broken(
        "work without a department",
        "meter: {department: metering, work: 1 h,",
        "meter: {work: 1 h,",
        "24: offices.bureau.categories.meter: has no department, write for example department: metering and work: 1 h, or stages",
    ),
    broken(
        "escalations that do not rise",
        "- {at: 50 %, priority: 1}",
        "- {at: 80 %, priority: 1}",
        "43: offices.bureau.escalations[1].at = 80 %: must rise against the one before it, sort them by at",
    ),
    broken(
        "escalations that do not rise, beside another fault",
        "      - {at: 50 %, priority: 1}\n      - {at: 80 %, priority: 2, pool: duty}",
        "      - {at: 80 %}\n      - {at: 80 %, priority: 2, pool: dutty}",
        "17: offices.bureau.pools[4] = duty: works at no desk, name it in a department, as coordinator or in an escalation",
        "42: offices.bureau.escalations[0]: changes nothing, give it a priority above 0 or a pool",
        "43: offices.bureau.escalations[1].pool = dutty: is no pool of the office bureau, did you mean duty?",
        "43: offices.bureau.escalations[1].at = 80 %: must rise against the one before it, sort them by at",
    ),
    broken(
        "an escalation that changes nothing",
        "- {at: 50 %, priority: 1}",
        "- {at: 50 %}",
        "42: offices.bureau.escalations[0]: changes nothing, give it a priority above 0 or a pool",
    ),
    broken(
        "a coordinator without heads",
        "coordinators: {works_at: office, heads: 1}",
        "coordinators: {works_at: office, heads: 0}",
        "37: offices.bureau.coordinator.pool = coordinators: is a pool without heads, so that all orders stay with it: give it heads above zero, or leave the coordinator out",
    ),
    broken(
        "work that is always sent back",
        "rework: 10 %",
        "rework: 100 %",
        "28: offices.bureau.categories.connection.stages[1].rework = 100 %: sends every work back, so that no order is ever done: write less than 100 %",
    ),
    broken(
        "an unknown unit of a deadline",
        "deadline: 5 working days",
        "deadline: 5 working weeks",
        "23: offices.bureau.categories.voltage.deadline = 5 working weeks: has the unknown unit 'working weeks', known are min, h, days, working hours and working days",
    ),
    broken(
        "a deadline in a bare number",
        "deadline: 5 working days",
        "deadline: 5",
        "23: offices.bureau.categories.voltage.deadline = 5: has no unit, write 5 working days, 5 working hours or 5 h",
    ),
    broken(
        "a working deadline where nobody works",
        "  bureau:\n",
        "  bureau:\n    open: sat\n    closed: [2024-01-06, 2024-01-13]\n",
        "2: calendar: leaves the office bureau closed on all of its 14 days, change open, closed or days",
        "25: offices.bureau.categories.voltage.deadline = 5 working days: runs in working time, and the office bureau never works: write a deadline such as 24 h or 7 days, or give it hours",
    ),
    broken(
        "an office with the name of a hall",
        "  bureau:\n",
        "  north:\n",
        "16: offices.north: is the name of a hall, too, call one of them otherwise",
    ),
    broken(
        "orders of planned works by service",
        "arrivals: {per_day: 1, profile: profile.csv}\n    routing",
        "arrivals: {per_day: 1, profile: profile.csv, mix: mix.csv}\n    routing",
        "29: offices.bureau.categories.connection.arrivals.mix = mix.csv: gives shares of services, and work orders have none: leave it out",
        mix=MIX,
    ),
    broken(
        "planned orders in groups",
        "arrivals: {per_day: 1, profile: profile.csv}\n    routing",
        "arrivals: {per_day: 1, profile: profile.csv, groups: {share: 10 %, sizes: {2: 100 %}}}\n    routing",
        "29: offices.bureau.categories.connection.arrivals.groups: is of work orders, which come alone: leave it out",
    ),
    broken(
        "planned orders that wait at the start",
        "arrivals: {per_day: 1, profile: profile.csv}\n    routing",
        "arrivals: {per_day: 1, profile: profile.csv, at_start: 5}\n    routing",
        "29: offices.bureau.categories.connection.arrivals.at_start = 5: is of work orders, which lie in the office and wait at no door: leave it out",
    ),
    broken(
        "heads of an office to choose that cost nothing",
        "targets:",
        "staffing: {pools: {crews: {most: 9}}}\ntargets:",
        "51: staffing.pools.crews: is a pool whose heads cost nothing, so that no plan is the cheapest: give it a cost such as 45 yuan/h",
    ),
    broken(
        "an office without categories",
        "    routing:\n      first_right: 70 %",
        "    routing:\n      first_rihgt: 70 %",
        "31: offices.bureau.routing.first_rihgt = 70 %: is an unknown key, did you mean first_right?",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of_office(case, tmp_path) == list(case.says)


def test_the_sound_office_is_sound(tmp_path: Path) -> None:
    assert said(write(tmp_path, SOUND_OFFICE)) == []


def test_orders_that_are_always_opened_again(tmp_path: Path) -> None:
    text = SOUND_OFFICE.replace("solved: 92 %", "solved: 0 %").replace("finds: 90 %", "finds: 100 %")
    assert said(write(tmp_path, text)) == [
        "23: offices.bureau.categories.voltage.solved = 0 %: solves nothing, and the closing call finds all of that, so that no order is "
        "ever closed: write more than 0 %"
    ]


def test_two_offices_share_no_names(tmp_path: Path) -> None:
    """Services name categories, and targets departments, without their office."""
    other = """\
  depot:
    pools: [drivers]
    departments: {operations: {pools: [drivers]}}
    categories: {meter: {department: operations, work: 1 h}}
pools:
  drivers: {works_at: office, heads: 1}
"""
    text = SOUND_OFFICE.replace("pools:\n  clerks:", f"{other}  clerks:")
    assert said(write(tmp_path, text)) == [
        "46: offices.depot.departments.operations: is the name of a department of the office bureau, too, call one of them otherwise",
        "47: offices.depot.categories.meter: is the name of a category of the office bureau, too, call one of them otherwise",
    ]


def test_where_no_office_is_no_service_leaves_orders(tmp_path: Path) -> None:
    head, _, _ = SOUND_OFFICE.partition("offices:")
    pools = "pools:\n  clerks: {works_at: counter, heads: 2}\n"
    assert said(write(tmp_path, head + pools)) == [
        "9: services.report.orders.voltage = 60 %: is an unknown category of work orders, there are none",
        "9: services.report.orders.meter = 5 %: is an unknown category of work orders, there are none",
    ]


def test_with_one_department_no_order_can_go_wrong(tmp_path: Path) -> None:
    head, _, _ = SOUND_OFFICE.partition("offices:")
    office = """\
offices:
  bureau:
    pools: [crews]
    departments: {operations: {pools: [crews]}}
    categories:
      voltage: {department: operations, work: 1 h}
      meter: {department: operations, work: 1 h, first_right: 50 %}
    routing: {first_right: 70 %, by_sender: {north: 60 %}}
pools:
  clerks: {works_at: counter, heads: 2}
  crews: {works_at: office, heads: 5}
"""
    end = "sends orders to a wrong department, and the office has only one: write 100 %, or add another"
    assert said(write(tmp_path, head + office)) == [
        f"21: offices.bureau.categories.meter.first_right = 50 %: {end}",
        f"22: offices.bureau.routing.by_sender.north = 60 %: {end}",
        f"22: offices.bureau.routing.first_right = 70 %: {end}",
    ]


def test_an_office_alone_has_orders_of_its_own(tmp_path: Path) -> None:
    """Without a hall or a centre, an office has something to do only if a category has arrivals."""
    office = """\
name: Depot
calendar: {start: 2024-01-01, days: 5, hours: [08:00-17:00]}
services: {any: {share: 100 %, handle_time: 5 min}}
offices:
  depot:
    pools: [crews]
    departments: {operations: {pools: [crews]}}
    categories: {meter: {department: operations, work: 1 h, arrivals: {per_day: 5, profile: profile.csv}}}
pools: {crews: {works_at: office, heads: 5}}
"""
    assert said(write(tmp_path, office)) == []
    nobody = office.replace(", arrivals: {per_day: 5, profile: profile.csv}", "")
    assert said(write(tmp_path, nobody)) == [
        "1: halls: is missing or empty, write a hall (or a call centre under centres) with its keys below it"
    ]


def test_a_goal_of_work_orders(tmp_path: Path) -> None:
    """A budget buys heads of the hall alone."""
    staffing = "staffing: {budget: 5000 yuan, goal: {measure: in_time}, pools: {clerks: {most: 4}}}\n"
    text = SOUND_OFFICE.replace(
        "clerks: {works_at: counter, heads: 2}", "clerks: {works_at: counter, heads: 2, cost: 45 yuan/h}"
    )
    assert said(write(tmp_path, text + staffing)) == [
        "53: staffing.goal.measure = in_time: is about work orders, and staffing.pools names no pool of an office: name those who work on them"
    ]


def test_targets_of_work_orders_name_what_there_is(tmp_path: Path) -> None:
    targets = """\
  - {measure: in_time, scope: region:citi, at_least: 95 %}
  - {measure: in_time, scope: category:voltage, at_least: 95 %}
  - {measure: bounces, scope: department:operation, at_most: 1}
  - {measure: backlog_mean, scope: office:bureaus, at_most: 100}
"""
    assert said(write(tmp_path, SOUND_OFFICE + targets)) == [
        "53: targets[1].scope = region:citi: names an unknown region, did you mean city?",
        "55: targets[3].scope = department:operation: names an unknown department, did you mean operations?",
        "56: targets[4].scope = office:bureaus: names an unknown office, did you mean bureau?",
    ]
