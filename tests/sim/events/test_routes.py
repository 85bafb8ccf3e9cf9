"""Who takes whom: designs of skills, overflow, reserve, priority, shares. Logs written out by hand from the rules."""

from tests.sim.events.written_calls import Log, caller, centre
from tests.sim.events.written_log import expected

TWO = ("ask", "fault")


def test_n_design_the_general_pool_helps_one_line_only(log: Log) -> None:
    """N: `asks` takes the first service, `all` both, and first what waits longest."""
    scenario = centre({"asks": {"serves": ["ask"]}, "all": {}}, services=TWO)
    calls = [
        caller("A", "08:00", service="ask"),
        caller("B", "08:01", service="ask"),
        caller("C", "08:02", service="fault"),
        caller("D", "08:03", service="ask"),
        caller("E", "08:03:30", service="fault"),
    ]
    assert log(scenario, calls) == expected("""
        A agent asks#0 08:00 08:00 08:04 resolved
        B agent all#0 08:01 08:01 08:05 resolved
        C agent all#0 08:02 08:05 08:09 resolved
        D agent asks#0 08:03 08:04 08:08 resolved
        E agent all#0 08:03:30 08:09 08:13 resolved
    """)


def test_x_design_each_pool_prefers_its_own_service_and_helps_the_other_at_once(log: Log) -> None:
    """X: two pools that can do both, each first on its own route."""
    routing = [
        {"services": ["ask"], "steps": [{"pools": ["asks"]}, {"pools": ["faults"]}]},
        {"services": ["fault"], "steps": [{"pools": ["faults"]}, {"pools": ["asks"]}]},
    ]
    scenario = centre({"asks": {}, "faults": {}}, services=TWO, routing=routing)
    calls = [
        caller("A", "08:00", service="fault"),
        caller("B", "08:01", service="fault"),
        caller("C", "08:02", service="ask"),
        caller("D", "08:03", service="fault"),
    ]
    assert log(scenario, calls) == expected("""
        A agent faults#0 08:00 08:00 08:04 resolved
        B agent asks#0 08:01 08:01 08:05 resolved
        C agent faults#0 08:02 08:04 08:08 resolved
        D agent asks#0 08:03 08:05 08:09 resolved
    """)


def test_w_design_the_middle_pool_takes_from_both_sides(log: Log) -> None:
    """W: three services, two pools; the middle service can go to either."""
    scenario = centre(
        {"left": {"serves": ["ask", "bill"]}, "right": {"serves": ["bill", "fault"]}},
        services=("ask", "bill", "fault"),
    )
    calls = [
        caller("A", "08:00", service="bill"),
        caller("B", "08:01", service="bill"),
        caller("C", "08:02", service="fault"),
        caller("D", "08:03", service="bill"),
        caller("E", "08:03:30", service="ask"),
    ]
    assert log(scenario, calls) == expected("""
        A agent left#0 08:00 08:00 08:04 resolved
        B agent right#0 08:01 08:01 08:05 resolved
        C agent right#0 08:02 08:05 08:09 resolved
        D agent left#0 08:03 08:04 08:08 resolved
        E agent left#0 08:03:30 08:08 08:12 resolved
    """)


def test_m_design_the_flexible_pool_between_two_others(log: Log) -> None:
    """M: two services, each with its own pool, and one for both that is named last."""
    scenario = centre(
        {"asks": {"serves": ["ask"]}, "faults": {"serves": ["fault"]}, "both": {}}, services=TWO
    )
    calls = [
        caller("A", "08:00", service="ask"),
        caller("B", "08:01", service="ask"),
        caller("C", "08:02", service="fault"),
        caller("D", "08:03", service="ask"),
        caller("E", "08:03", service="fault"),
        caller("F", "08:03", service="ask"),
    ]
    assert log(scenario, calls) == expected("""
        A agent asks#0 08:00 08:00 08:04 resolved
        B agent both#0 08:01 08:01 08:05 resolved
        C agent faults#0 08:02 08:02 08:06 resolved
        D agent asks#0 08:03 08:04 08:08 resolved
        E agent both#0 08:03 08:05 08:09 resolved
        F agent asks#0 08:03 08:08 08:12 resolved
    """)


def test_languages_are_skills_too(log: Log) -> None:
    scenario = centre(
        {"han": {"phone": {"speaks": ["mandarin"]}}, "both": {}}, {"mandarin": {}, "mongolian": {}}
    )
    calls = [
        caller("A", "08:00", "mandarin"),
        caller("B", "08:01", "mongolian"),
        caller("C", "08:02", "mongolian"),
        caller("D", "08:03", "mandarin"),
    ]
    assert log(scenario, calls) == expected("""
        A agent han#0 08:00 08:00 08:04 resolved
        B agent both#0 08:01 08:01 08:05 resolved
        C agent both#0 08:02 08:05 08:09 resolved
        D agent han#0 08:03 08:04 08:08 resolved
    """)


def test_overflow_after_a_stated_wait(log: Log) -> None:
    routing = [{"steps": [{"pools": ["own"]}, {"pools": ["hired"], "after": "1 min"}]}]
    calls = [caller("A", "08:00"), caller("B", "08:01"), caller("C", "08:01:30"), caller("D", "08:03:30")]
    # B goes over at 08:02; C would at 08:02:30, but the only hired agent talks until 08:06; D waits behind C
    assert log(centre({"own": {}, "hired": {}}, routing=routing), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent hired#0 08:01 08:02 08:06 resolved
        C agent own#0 08:01:30 08:04 08:08 resolved
        D agent hired#0 08:03:30 08:06 08:10 resolved
    """)


def test_a_wait_that_ends_in_overflow_and_patience_at_one_instant_is_answered(log: Log) -> None:
    routing = [{"steps": [{"pools": ["own"]}, {"pools": ["hired"], "after": "1 min"}]}]
    calls = [caller("A", "08:00"), caller("B", "08:01", patience=1.0)]
    assert log(centre({"own": {}, "hired": {}}, routing=routing), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent hired#0 08:01 08:02 08:06 resolved
    """)


def test_overflow_from_a_stated_length(log: Log) -> None:
    routing = [{"steps": [{"pools": ["own"]}, {"pools": ["hired"], "waiting": 2}]}]
    calls = [caller("A", "08:00"), caller("B", "08:01"), caller("C", "08:02"), caller("D", "08:02:30")]
    # C makes two: B, who is first, goes over. Then one waits; D makes two again, but the hired agent is busy
    assert log(centre({"own": {}, "hired": {}}, routing=routing), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent hired#0 08:01 08:02 08:06 resolved
        C agent own#0 08:02 08:04 08:08 resolved
        D agent own#0 08:02:30 08:08 08:12 resolved
    """)


def test_a_reserve_is_kept_for_another_line(log: Log) -> None:
    routing = [
        {"lines": ["mongolian"], "steps": [{"pools": ["own"]}]},
        {"steps": [{"pools": ["own"], "reserve": 1}]},
    ]
    scenario = centre({"own": {"heads": 2}}, {"mandarin": {}, "mongolian": {}}, routing=routing)
    calls = [
        caller("A", "08:00", "mandarin"),
        caller("B", "08:01", "mandarin"),  # one agent is free, and kept
        caller("C", "08:02", "mongolian"),
        caller("D", "08:03", "mandarin"),
    ]
    # at 08:04 one agent gets free and is kept; at 08:06 both are free: B is answered, at 08:10 D
    assert log(scenario, calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent own#0 08:01 08:06 08:10 resolved
        C agent own#1 08:02 08:02 08:06 resolved
        D agent own#1 08:03 08:10 08:14 resolved
    """)


def test_a_higher_priority_goes_first(log: Log) -> None:
    segments = {"all": {"share": "90 %"}, "vital": {"share": "10 %", "priority": 1}}
    calls = [
        caller("A", "08:00"),
        caller("B", "08:01"),
        caller("C", "08:02"),
        caller("D", "08:03", segment="vital"),
    ]
    assert log(centre(segments=segments), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent own#0 08:01 08:08 08:12 resolved
        C agent own#0 08:02 08:12 08:16 resolved
        D agent own#0 08:03 08:04 08:08 resolved
    """)


def test_a_priority_that_rises_with_the_wait_overtakes(log: Log) -> None:
    """At 08:04 B (0.5 a minute) has 1.5 points and C 2; at 08:08 B has 3.5, and D, who came then, 2."""
    lines = {"slow": {"rises": 0.5}, "fast": {"priority": 2}}
    calls = [
        caller("A", "08:00", "slow"),
        caller("B", "08:01", "slow"),
        caller("C", "08:03", "fast"),
        caller("D", "08:07", "fast"),
    ]
    assert log(centre(lines=lines), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent own#0 08:01 08:08 08:12 resolved
        C agent own#0 08:03 08:04 08:08 resolved
        D agent own#0 08:07 08:12 08:16 resolved
    """)


def test_equal_priorities_go_by_the_wait(log: Log) -> None:
    """At 08:04 the points of B (1 a minute for two minutes) and of C (2, just come) are equal: B has waited longer."""
    lines = {"slow": {"rises": 1}, "fast": {"priority": 2}}
    calls = [caller("A", "08:00", "slow"), caller("C", "08:03", "fast"), caller("B", "08:02", "slow")]
    assert log(centre(lines=lines), calls) == expected("""
        A agent own#0 08:00 08:00 08:04 resolved
        B agent own#0 08:02 08:04 08:08 resolved
        C agent own#0 08:03 08:08 08:12 resolved
    """)


def test_pools_of_one_step_are_called_by_who_has_been_free_longest(log: Log) -> None:
    routing = [{"steps": [{"pools": ["own", "hired"]}]}]
    calls = [
        caller("A", "08:00", talk=2.0),  # both free since 08:00: the one named first
        caller("B", "08:01", talk=3.0),
        caller("C", "08:05"),  # own is free since 08:02, hired since 08:04
        caller("D", "08:06"),
    ]
    assert log(centre({"own": {}, "hired": {}}, routing=routing), calls) == expected("""
        A agent own#0 08:00 08:00 08:02 resolved
        B agent hired#0 08:01 08:01 08:04 resolved
        C agent own#0 08:05 08:05 08:09 resolved
        D agent hired#0 08:06 08:06 08:10 resolved
    """)


def test_a_share_of_the_calls_goes_to_the_contractor(log: Log) -> None:
    routing = [{"share": "30 %", "steps": [{"pools": ["hired"]}]}, {"steps": [{"pools": ["own"]}]}]
    calls = [
        caller("A", "08:00", split=0.29),
        caller("B", "08:01", split=0.3),
        caller("C", "08:02", split=0.1),
    ]
    assert log(centre({"own": {}, "hired": {}}, routing=routing), calls) == expected("""
        A agent hired#0 08:00 08:00 08:04 resolved
        B agent own#0 08:01 08:01 08:05 resolved
        C agent hired#0 08:02 08:04 08:08 resolved
    """)


def test_pools_without_a_shared_skill_do_not_help_each_other(log: Log) -> None:
    scenario = centre({"asks": {"serves": ["ask"]}, "faults": {"serves": ["fault"]}}, services=TWO)
    calls = [caller("A", "08:00", service="ask"), caller("B", "08:01", service="ask")]
    assert log(scenario, calls) == expected("""
        A agent asks#0 08:00 08:00 08:04 resolved
        B agent asks#0 08:01 08:04 08:08 resolved
    """)
