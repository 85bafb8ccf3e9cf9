"""Everything that the documentation of the fields offers can be written, and is read as it is meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sim.scenario import Scenario, ScenarioError, bundled, load
from sim.scenario.checks.demand import busiest
from sim.scenario.demand import MixRow, ProfileRow
from sim.scenario.distributions import Distribution
from sim.scenario.pool import Piece
from sim.scenario.units import Window
from tests.sim.scenario.broken import SOUND, said, write

DAILY = frozenset(range(7))


def sound(folder: Path, old: str = "", new: str = "", **tables: str) -> Scenario:
    """The sound scenario with one piece exchanged."""
    assert not old or SOUND.count(old) == 1
    return load(write(folder, SOUND.replace(old, new) if old else SOUND, dict(tables)))


@pytest.mark.parametrize("name", bundled())
def test_each_bundled_scenario_loads_under_each_of_its_policies(name: str) -> None:
    scenario = load(name)
    for policy in scenario.policies:
        assert scenario.with_policy(policy).policy == policy
    last = list(scenario.policies)[-1]
    assert load(name, last).policy == last


def test_values_have_units_inside(tmp_path: Path) -> None:
    """Minutes, fractions, yuan a minute: by hand from the text of the sound scenario."""
    scenario = sound(tmp_path)
    assert scenario.services["pay"].share == 0.6
    assert scenario.services["connect"].handle_time.mean_minutes == 14
    assert scenario.halls["centre"].greeter is not None
    assert scenario.halls["centre"].greeter.triage.mean_minutes == pytest.approx(1 / 3)
    assert scenario.pools["clerks"].cost == 0.75
    assert scenario.calendar.hours == (Window(510, 720), Window(840, 1050))
    assert scenario.halls["centre"].arrivals.profile[1] == ProfileRow(840, 1050, (1,) * 7)


def test_what_is_left_out_has_its_documented_default(tmp_path: Path) -> None:
    scenario = sound(tmp_path, "segments:\n  town: {share: 70 %}\n  rural: {share: 30 %, priority: 1}\n")
    assert {name: part.share for name, part in scenario.segments.items()} == {"everyone": 1.0}
    assert scenario.services["pay"].found_after == 0.4
    assert scenario.services["pay"].quick_time == Distribution.model_validate("1 min")
    assert scenario.come_back.after_days == (0.6, 0.3, 0.1)
    assert scenario.halls["centre"].overtime_limit == 240
    assert scenario.pools["clerks"].serves == "all"


def test_heads_are_a_number(tmp_path: Path) -> None:
    assert sound(tmp_path).pools["clerks"].heads == (Piece(DAILY, None, 0, 1440, 4),)


def test_heads_change_from_given_times_on(tmp_path: Path) -> None:
    heads = sound(tmp_path, "    heads: 4", "    heads: {08:30: 6, 10:00: 9, 17:30: 0}").pools["clerks"].heads
    assert heads == (
        Piece(DAILY, None, 510, 600, 6),
        Piece(DAILY, None, 600, 1050, 9),
        Piece(DAILY, None, 1050, 1440, 0),
    )


def test_heads_come_from_a_table_with_days(tmp_path: Path) -> None:
    table = "start,end,heads,days\n08:30,12:00,6,mon-thu\n08:30,12:00,4,fri\n"
    heads = sound(tmp_path, "    heads: 4", "    heads: heads.csv", heads=table).pools["clerks"].heads
    assert heads == (
        Piece(frozenset({0, 1, 2, 3}), None, 510, 720, 6),
        Piece(frozenset({4}), None, 510, 720, 4),
    )


def test_heads_come_from_rows_with_dates(tmp_path: Path) -> None:
    """A date's own heads stand beside those of its weekday."""
    rows = "[{start: 08:30, end: 12:00, heads: 6}, {start: 08:30, end: 12:00, heads: 9, date: 2010-12-21}]"
    heads = sound(tmp_path, "    heads: 4", f"    heads: {rows}").pools["clerks"].heads
    assert heads == (Piece(DAILY, None, 510, 720, 6), Piece(DAILY, dt.date(2010, 12, 21), 510, 720, 9))


def test_shifts_have_breaks_and_days(tmp_path: Path) -> None:
    new = "{time: 08:30-17:30, heads: 3, breaks: [10:00-10:15, 12:00-13:00], days: [mon, wed-fri]}"
    shift = (
        sound(tmp_path, "{time: 08:30-17:30, heads: 1, breaks: [12:00-13:00]}", new)
        .pools["greeters"]
        .shifts[0]
    )
    assert shift.time == Window(510, 1050)
    assert shift.breaks == (Window(600, 615), Window(720, 780))
    assert shift.days == {0, 2, 3, 4}


def test_a_hall_has_hours_of_its_own_on_open_days(tmp_path: Path) -> None:
    """Tuesday is open, Saturday is not."""
    scenario = sound(tmp_path, "    balking:", "    hours: 08:30-18:00\n    balking:")
    hall = scenario.sites["centre"]
    assert hall.hours(scenario.calendar, 1) == (Window(510, 1080),)
    assert hall.hours(scenario.calendar, 5) == ()


def test_some_days_are_closed_and_some_have_other_hours(tmp_path: Path) -> None:
    """2010-12-20 is a Monday."""
    calendar = sound(
        tmp_path,
        "  interval: 30 min",
        "  weekday_hours: {fri: 09:00-12:00}\n  closed: [2010-12-22]\n  warm_up: 2",
    ).calendar
    hours = [calendar.hours_on(day) for day in range(-2, 7)]
    usual = (Window(510, 720), Window(840, 1050))
    assert hours == [(), (), usual, usual, (), usual, (Window(540, 720),), (), ()]


def test_a_mix_takes_the_place_of_the_shares(tmp_path: Path) -> None:
    table = "start,connect,pay\n08:30,40 %,60 %\n14:00,100 %,0 %\n"
    arrivals = (
        sound(tmp_path, "      day_to_day_cv: 0.1", "      mix: mix.csv", mix=table).halls["centre"].arrivals
    )
    assert arrivals.mix == (
        MixRow(510, (("connect", 0.4), ("pay", 0.6))),
        MixRow(840, (("connect", 1), ("pay", 0))),
    )


def test_a_profile_may_have_a_column_for_each_weekday_and_percentages(tmp_path: Path) -> None:
    table = (
        "start,end,mon,tue,wed,thu,fri,sat,sun\n08:30,12:00,60 %,1,1,1,1,1,1\n14:00,17:30,40 %,2,1,1,1,1,1\n"
    )
    arrivals = sound(tmp_path, "profile.csv", "days.csv", days=table).halls["centre"].arrivals
    assert [row.weights[:2] for row in arrivals.profile] == [(60, 1), (40, 2)]


def test_a_table_may_lie_deeper_and_come_from_a_spreadsheet(tmp_path: Path) -> None:
    """A byte order mark, carriage returns, quotes, comments and blank lines do no harm."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "p.csv").write_bytes(
        b'\xef\xbb\xbf# made by hand\r\n"start","end",weight\r\n\r\n08:30, 12:00 ,1\r\n'
    )
    arrivals = sound(tmp_path, "profile: profile.csv", "profile: tables/p.csv").halls["centre"].arrivals
    assert arrivals.profile == (ProfileRow(510, 720, (1,) * 7),)


def test_a_table_behind_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("start,end,weight\n08:30,12:00,1\n")
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "outside.csv")
    assert said(write(folder, SOUND.replace("profile: profile.csv", "profile: link.csv"))) == [
        "26: halls.centre.arrivals.profile = link.csv: leads out of the scenario's folder, keep tables beside the scenario file"
    ]


def test_the_busiest_day_counts_every_factor_and_a_date_before_all(tmp_path: Path) -> None:
    """Monday the 20th: 100 * 1.2 * 1.5 = 180; Tuesday the 21st has its own factor of 1.7."""
    new = "      weekday: {mon: 120 %}\n      day_of_month: {20-21: 150 %}\n      dates: {2010-12-21: 170 %}"
    scenario = sound(tmp_path, "      weekday: {mon: 120 %}", new)
    assert busiest(scenario.halls["centre"].arrivals, scenario.calendar) == pytest.approx(180)


def test_yaml_reads_as_a_planner_means_it(tmp_path: Path) -> None:
    """No sexagesimal numbers, no Norway problem, no dates: names stay names."""
    text = SOUND.replace("  pay:", "  no:").replace("name: Town hall", "name: 2010-12-21")
    assert said(write(tmp_path, text)) == []
    scenario = load(tmp_path / "town.yaml")
    assert (list(scenario.services), scenario.name) == (["no", "connect"], "2010-12-21")


def test_a_file_may_have_a_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    assert said(write(tmp_path, b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())) == []


def test_comments_beside_and_above_values_are_kept(tmp_path: Path) -> None:
    """The report's table of assumptions is made from them."""
    scenario = sound(
        tmp_path,
        "    share: 60 %",
        "    share: 60 %   # paper: table 2\n                  # of 2010\n    # assumed",
    )
    assert scenario.source.comments["services", "pay", "share"] == "paper: table 2 of 2010"
    assert scenario.source.comments["services", "pay", "handle_time"] == "assumed"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "1: is empty, a scenario is made of keys such as name: and calendar:"),
        (b"# nothing yet\n", "1: is empty, a scenario is made of keys such as name: and calendar:"),
        (b"- name: Town hall\n", "1: is a list, a scenario is made of keys such as name: and calendar:"),
        (b"Town hall\n", "1: is only text, a scenario is made of keys such as name: and calendar:"),
        (b"name: Town h\xe4ll\n", "1: is not UTF-8 text (byte 12), save it as UTF-8"),
        (SOUND.encode("utf-16"), "1: is not UTF-8 text (byte 0), save it as UTF-8"),
        (b"#" * 1_000_001, "1: is larger than 1 MB, put long tables in CSV files beside it"),
    ],
    ids=["empty", "only a comment", "a list", "text", "Latin-1", "UTF-16", "huge"],
)
def test_what_is_not_a_scenario_at_all_is_refused(raw: bytes, message: str, tmp_path: Path) -> None:
    assert said(write(tmp_path, raw)) == [message]


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Wrong values, a section that does not add up, a wrong target and a wrong policy, in one go."""
    text = (
        SOUND.replace("  days: 7", "  dayz: 7")
        .replace("interval: 30 min", "interval: 30")
        .replace("share: 60 %", "share: 50 %")
        .replace("{share: 70 %}", "{share: 60 %}")
        .replace("pools.clerks.heads: 5", "pools.clerks.heads: many")
    )
    assert said(write(tmp_path, text)) == [
        "2: calendar.days: is missing, write for example days: 6",
        "4: calendar.dayz = 7: is an unknown key, did you mean days?",
        "7: calendar.interval = 30: has no unit, write 30 min, 30 s or 30 h",
        "8: services: have shares that add up to 90 %, they must add up to 100 %",
        "19: segments: have shares that add up to 90 %, they must add up to 100 %",
        "49: policies.busy.pools.clerks.heads = many: is not a number of heads, write 9, {08:30: 6, 10:00: 9}, "
        "or the path of a CSV file such as tables/heads.csv",
    ]


def test_a_scenario_without_halls_and_centres_is_told_that_alone(tmp_path: Path) -> None:
    """No day of its targets is one on which everything is closed: there is nothing to be closed."""
    begin, end = SOUND.index("halls:"), SOUND.index("pools:\n  clerks")
    text = SOUND[:begin] + SOUND[end:].replace("scope: hall:centre", "period: 2010-12-21")
    assert said(write(tmp_path, text)) == [
        "1: halls: is missing or empty, write a hall (or a call centre under centres) with its keys below it"
    ]


@pytest.mark.parametrize("name", ["lecong_hal", "no/such/lecong_hall.yml", "a\0b", "x" * 5000])
def test_a_name_that_means_no_file_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match="is neither a file nor a bundled scenario, "):
        load(name)


def test_a_misspelt_bundled_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("lecong_hal")
    assert (
        str(caught.value)
        == "lecong_hal:1: is neither a file nor a bundled scenario, did you mean lecong_hall?"
    )


def test_a_misspelt_path_is_answered_with_the_file_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND)
    with pytest.raises(ScenarioError, match=f"did you mean {path}"):
        load(tmp_path / "twon.yaml")
    with pytest.raises(ScenarioError, match="is not a file, name a YAML file"):
        load(tmp_path)


def test_a_bundled_name_and_its_path_are_the_same_scenario() -> None:
    assert load("lecong_hall") == load(bundled()["lecong_hall"])
