"""Cases that come back another day: logs written out by hand from the rules. A clerk finds missing papers after half
of the 4 minutes; a fraction 0.25 of a day's arrivals has come at 09:00."""

import simpy

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, floor, lines_of, log, person


def returning(changes=None):
    return small(
        {
            "calendar.days": 5,
            "services.pay.papers_missing": "50 %",
            "services.pay.found_after": "50 %",
            **(changes or {}),
        }
    )


def test_a_return_skips_closed_days():
    # open on days 0, 2, 3, 4; A returns on the first open day after, B on the second
    people = [
        person("A", "08:00", lacks_papers=True, comes_back=True, return_days=1, return_time=0.25, later=[{}]),
        person("B", "09:00", lacks_papers=True, comes_back=True, return_days=2, return_time=0.5, later=[{}]),
    ]
    # a second contact whose draw is not below the share of complete papers lacks them again: most_visits ends that
    scenario = returning({"calendar.closed": ["2024-01-02"], "come_back.most_visits": 2})
    assert log(scenario, people) == expected("""
        A  counter clerks#0 08:00   08:00   08:02   papers_missing
        A2 counter clerks#0 2/09:00 2/09:00 2/09:02 papers_missing
        B  counter clerks#0 09:00   09:00   09:02   papers_missing
        B2 counter clerks#0 3/10:00 3/10:00 3/10:02 papers_missing
    """)


def test_a_return_beyond_the_horizon_is_not_simulated():
    people = [
        person("A", "3/08:00", lacks_papers=True, comes_back=True, return_days=1, later=[{"papers": 0.0}]),
        person("B", "3/09:00", lacks_papers=True, comes_back=True, return_days=2, later=[{"papers": 0.0}]),
    ]
    assert log(returning(), people) == expected("""
        A  counter clerks#0 3/08:00 3/08:00 3/08:02 papers_missing
        A2 counter clerks#0 4/08:00 4/08:00 4/08:04 resolved
        B  counter clerks#0 3/09:00 3/09:00 3/09:02 papers_missing
    """)


def test_a_case_is_given_up_after_the_most_visits():
    again = {"comes_back": True}  # and papers missing again: the draw is above the share of complete papers
    people = [person("A", "08:00", lacks_papers=True, comes_back=True, later=[again, again, again])]
    assert log(returning({"come_back.most_visits": 3}), people) == expected("""
        A  counter clerks#0 08:00   08:00   08:02   papers_missing
        A2 counter clerks#0 1/08:00 1/08:00 1/08:02 papers_missing
        A3 counter clerks#0 2/08:00 2/08:00 2/08:02 papers_missing
    """)


def test_only_the_stated_share_comes_back():
    # 90 % come back after missing papers: the draw 0.9 is not below it
    people = [person("A", "08:00", lacks_papers=True, comes_back=0.9)]
    assert log(returning(), people) == expected("""
        A counter clerks#0 08:00 08:00 08:02 papers_missing
    """)
    people = [person("A", "08:00", lacks_papers=True, comes_back=0.89, later=[{"papers": 0.0}])]
    assert len(log(returning(), people)) == 2


def test_papers_are_as_they_were_for_who_comes_back_after_giving_up():
    # A reneged without papers, and still has none; B reneged with papers, and has them
    changes = {"come_back.reneged": "50 %", "come_back.most_visits": 2}
    people = [
        person("X", "08:00", handle=30.0),
        person("A", "08:01", lacks_papers=True, patience=1.0, comes_back=True, later=[{"papers": 0.0}]),
        person("B", "08:05", patience=1.0, comes_back=True, return_time=0.5, later=[{"papers": 0.0}]),
    ]
    assert log(returning(changes), people) == expected("""
        X  counter clerks#0 08:00   08:00   08:30   resolved
        A  counter -        08:01   -       08:02   reneged
        A2 counter clerks#0 1/08:00 1/08:00 1/08:02 papers_missing
        B  counter -        08:05   -       08:06   reneged
        B2 counter clerks#0 1/10:00 1/10:00 1/10:04 resolved
    """)


def test_every_way_of_leaving_has_its_own_share_of_returns():
    changes = {
        "halls.north.at_closing": "send_home",
        "halls.north.balking": [{"waiting": 1, "leave": "50 %"}],
        "come_back": {"balked": "10 %", "reneged": "20 %", "sent_home": "30 %", "turned_away": "40 %"},
    }
    draws = {"T": 0.39, "Y": 0.1, "Z": 0.09, "R": 0.2, "S": 0.19, "H": 0.3, "G": 0.29, "U": 0.4}
    people = [
        person("T", "07:00"),  # turned away
        person("A", "08:00", handle=300.0),
        person("B", "08:01"),  # waits, sent home
        person("Y", "08:02", balk=0.0),
        person("Z", "08:03", balk=0.0),
        person("R", "08:04", patience=1.0),
        person("S", "08:10", patience=1.0),
        person("H", "08:20"),
        person("G", "08:30"),
        person("U", "12:10"),  # turned away
    ]
    for each in people:
        each.carries["comes_back"] = draws.get(each.name, 1.0)
        each.later = ({},)
    second = [line.split()[0] for line in log(returning(changes), people) if line[1] == "2"]
    assert second == ["T2", "Z2", "S2", "G2"]


def test_returns_and_new_cases_get_in_by_their_time():
    # the return of A comes at 09:00, between the new cases B and C
    people = [
        person("A", "08:00", lacks_papers=True, comes_back=True, return_time=0.25, later=[{"papers": 0.0}]),
        person("B", "1/08:58"),
        person("C", "1/09:01"),
    ]
    assert log(returning(), people) == expected("""
        A  counter clerks#0 08:00   08:00   08:02   papers_missing
        A2 counter clerks#0 1/09:00 1/09:02 1/09:06 resolved
        B  counter clerks#0 1/08:58 1/08:58 1/09:02 resolved
        C  counter clerks#0 1/09:01 1/09:06 1/09:10 resolved
    """)


def test_two_halls_on_one_clock_do_not_touch_each_other():
    hall = {"arrivals": {"per_day": 20, "profile": "profile.csv"}}
    scenario = small(
        {
            "halls.south": {**hall, "pools": ["agents"], "at_closing": "send_home"},
            "pools.agents": {"works_at": "counter", "heads": 1, "speed": "200 %"},
        }
    )
    north = [person("A", "08:00", handle=30.0), person("B", "08:01")]
    south = [person("C", "08:00"), person("D", "08:01"), person("E", "11:59"), person("F", "11:59:30")]
    env = simpy.Environment()
    floors = [floor(env, scenario, north, "north"), floor(env, scenario, south, "south")]
    env.run()
    assert lines_of(floors[0], scenario, north) == expected("""
        A counter clerks#0 08:00 08:00 08:30 resolved
        B counter clerks#0 08:01 08:30 08:34 resolved
    """)
    assert lines_of(floors[1], scenario, south) == expected("""
        C counter agents#0 08:00    08:00 08:02 resolved
        D counter agents#0 08:01    08:02 08:04 resolved
        E counter agents#0 11:59    11:59 12:01 resolved
        F counter -        11:59:30 -     12:00 sent_home
    """)
