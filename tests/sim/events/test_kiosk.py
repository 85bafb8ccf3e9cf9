"""Kiosks: logs written out by hand from the rules. A kiosk takes 2 min, a clerk 4 min."""

from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected, log, person


def with_kiosk(changes=None):
    return small(
        {
            "services.pay.kiosk": {"handle_time": "2 min", "chosen": "50 %"},
            "pools.kiosks": {"works_at": "kiosk", "heads": 1},
            "halls.north.pools": ["clerks", "kiosks"],
            **(changes or {}),
        }
    )


GREETER = {
    "pools.greeters": {"works_at": "greeter", "heads": 1},
    "halls.north.pools": ["clerks", "kiosks", "greeters"],
    "halls.north.greeter": {"triage": "1 min", "steers": "50 %"},
}


def test_who_chooses_the_kiosk_waits_for_it_beside_a_free_clerk():
    people = [
        person("A", "08:00", kiosk=True),
        person("B", "08:01", kiosk=True),
        person("C", "08:01"),
    ]
    assert log(with_kiosk(), people) == expected("""
        A kiosk   kiosks#0 08:00 08:00 08:02 resolved
        B kiosk   kiosks#0 08:01 08:02 08:04 resolved
        C counter clerks#0 08:01 08:01 08:05 resolved
    """)


def test_the_greeter_steers_to_the_kiosk():
    people = [person("A", "08:00", steered=True), person("B", "08:10"), person("C", "08:20", kiosk=True)]
    assert log(with_kiosk(GREETER), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:01 served
        A kiosk   kiosks#0   08:01 08:01 08:03 resolved
        B greeter greeters#0 08:10 08:10 08:11 served
        B counter clerks#0   08:11 08:11 08:15 resolved
        C greeter greeters#0 08:20 08:20 08:21 served
        C kiosk   kiosks#0   08:21 08:21 08:23 resolved
    """)


def test_who_passed_by_the_greeter_is_not_steered():
    people = [person("A", "08:00", triage=5.0), person("B", "08:01", steered=True)]
    assert log(with_kiosk(GREETER), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:05 served
        A counter clerks#0   08:05 08:07 08:11 resolved
        B greeter -          08:01 -     08:03 bypassed
        B counter clerks#0   08:03 08:03 08:07 resolved
    """)


def test_while_the_kiosks_are_off_everybody_goes_to_the_counter():
    people = [person("A", "08:00", kiosk=True), person("B", "09:00", kiosk=True)]
    assert log(with_kiosk({"pools.kiosks.heads": {"08:00": 0, "09:00": 1}}), people) == expected("""
        A counter clerks#0 08:00 08:00 08:04 resolved
        B kiosk   kiosks#0 09:00 09:00 09:02 resolved
    """)


def test_patience_ends_at_the_kiosk_too():
    people = [
        person("A", "08:00", kiosk=True, kiosk_time=6.0),
        person("B", "08:01", kiosk=True, patience=3.0),
    ]
    assert log(with_kiosk(), people) == expected("""
        A kiosk kiosks#0 08:00 08:00 08:06 resolved
        B kiosk -        08:01 -     08:04 reneged
    """)


def test_no_help_with_the_form_for_who_goes_to_the_kiosk():
    changes = {
        **GREETER,
        "services.pay.form": {"help_time": "2 min", "saves": "50 %"},
        "halls.north.greeter": {"triage": "1 min", "steers": "50 %", "helps_with_forms": True},
    }
    people = [person("A", "08:00", kiosk=True), person("B", "08:10")]
    assert log(with_kiosk(changes), people) == expected("""
        A greeter greeters#0 08:00 08:00 08:01 served
        A kiosk   kiosks#0   08:01 08:01 08:03 resolved
        B greeter greeters#0 08:10 08:10 08:11 served
        B form    greeters#0 08:11 08:11 08:13 served
        B counter clerks#0   08:11 08:13 08:15 resolved
    """)
