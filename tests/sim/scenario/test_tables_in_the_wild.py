"""Tables as Excel, pandas and Chinese keyboards leave them: read as they are meant, or refused by name."""

from __future__ import annotations

import codecs
import datetime as dt
import logging
import time
from pathlib import Path

import pytest

from optimize.rosters.posts import read_posts
from sim.scenario import load
from sim.scenario.plan import with_plan
from sim.scenario.tables import Table, Tables, parse_number
from tests.sim.scenario.broken import SOUND, said, write

WITH = SOUND.replace("profile: profile.csv", "profile: t.csv")
AT = "26: halls.centre.arrivals.profile = t.csv: "
HEADER = "start,end,weight\n"
PROFILE = HEADER + "08:30,12:00,2\n14:00,17:30,1\n"


def said_of(folder: Path, table: str | bytes) -> list[str]:
    """What is said of a profile."""
    return said(write(folder, WITH, {"t": table}))


@pytest.mark.parametrize(
    "table",
    [
        HEADER + "8:30,12:00:00,2\n14:00:00,17:30,1\n",
        "start,end,weight,,\n08:30,12:00,2,,\n14:00,17:30,1,,\n,,,,\n",
        "start,end,weight\n08:30,12:00,2,\n14:00,17:30,1,,,\n",
        "\ufeff" + PROFILE.replace("\n", "\r\n"),
        "\ufeff".encode() + PROFILE.encode(),
        PROFILE.encode("utf-16"),
        HEADER + "０８：３０,12:00,2\n14:00,17:30,1\n",
    ],
    ids=["times", "empty columns", "empty cells", "carriage returns", "mark", "UTF-16", "full-width times"],
)
def test_what_excel_leaves_in_a_table_changes_nothing(table: str | bytes, tmp_path: Path) -> None:
    assert said_of(tmp_path, table) == []
    rows = load(tmp_path / "town.yaml").halls["centre"].arrivals.profile
    assert [(row.start, row.end, row.weights[0]) for row in rows] == [(510, 720, 2), (840, 1050, 1)]


INDEX = "as a table of pandas has for its index: leave it out, as to_csv(index=False) does, or name it in the header"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (PROFILE.replace(",", ";"), "has semicolons between its columns, save it as CSV with commas"),
        (PROFILE.replace(",", "\t"), "has tabs between its columns, save it as CSV with commas"),
        (
            PROFILE.replace(",", "，"),
            "has full-width commas ， between its columns, save it as CSV with commas",
        ),
        ("sep=,\n" + PROFILE, "begins with the line sep=,, which Excel alone reads, remove it"),
        (
            "SEP=;\n" + PROFILE.replace(",", ";"),
            "begins with the line SEP=;, which Excel alone reads, remove it",
        ),
        (",start,end,weight\n0,08:30,12:00,1\n", f"has a first column without a name, {INDEX}"),
        ("Unnamed: 0,start,end,weight\n0,08:30,12:00,1\n", f"has the column 'Unnamed: 0', {INDEX}"),
        (
            "start,,end,weight\n08:30,,12:00,1\n",
            "has a column without a name (number 2), name it in the header",
        ),
        (
            HEADER + "08:30,12:00,１２\n",
            "has in line 2, column 'weight', the value '１２', which has the full-width digits １２, write 12",
        ),
        (
            HEADER + "08:30,12:00,1，5\n",
            "has in line 2, column 'weight', the value '1，5', which is not a number of zero or more, write one such as 12.5 (it has the full-width comma ，)",
        ),
        (
            HEADER + "08:30,12;00：00,1\n",
            "has in line 2, column 'end', the value '12;00：00', which is not a time of day, write it as 08:30 (it has the full-width colon ：)",
        ),
        (
            HEADER + "08:30,12:00,｛1｝\n",
            "has in line 2, column 'weight', the value '｛1｝', which is not a number of zero or more, write one such as 12.5 (it has the full-width brace ｛)",
        ),
        (
            HEADER + '08:30,12:00,"1,5"\n',
            "has in line 2, column 'weight', the value '1,5', which has a comma in its number, write a point for decimals and nothing between thousands",
        ),
        (
            HEADER + "14:00,0:00:00,1\n",
            "has a row that ends before it starts (line 2), write 24:00 for the end of the day",
        ),
        (b"PK\x03\x04 and so on", "is a workbook of Excel, save its sheet as CSV in UTF-8"),
    ],
)
def test_what_cannot_be_meant_is_named(table: str | bytes, message: str, tmp_path: Path) -> None:
    assert said_of(tmp_path, table) == [AT + message]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  days: 7", "  days： 7", "4: has the full-width colon ：, write :"),
        ("{share: 70 %}", "｛share: 70 %｝", "20: has the full-width brace ｛, write {"),
        (
            "{waiting: 30, leave: 10 %}",
            "{waiting: 30，leave: 10 %}",
            "30: has the full-width comma ，, write ,",
        ),
        (
            "  days: 7",
            "  days: ７",
            "4: calendar.days = ７: is text, write the number without quotes (it has the full-width digits ７, write 7)",
        ),
        (
            "pools: [clerks, greeters, kiosks]",
            "pools: [clerks, greeters， kiosks]",
            "29: halls.centre.pools[1] = greeters， kiosks: is an unknown pool, did you mean greeters? (it has the full-width comma ，, write ,)",
        ),
    ],
)
def test_what_a_chinese_keyboard_leaves_in_a_scenario_is_named(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert message in said(write(tmp_path, SOUND.replace(old, new)))


SEGMENTS = (
    SOUND.replace("town:", "城镇:")
    .replace("rural:", "农村:")
    .replace("profile: profile.csv", "profile: profile.csv\n      segment_mix: mix.csv")
)
MIX = "start,城镇,农村\n8:30:00,60%,40%\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_table_that_is_not_utf_8_is_read_as_chinese_and_that_is_said_once(
    encoding: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Also under a policy, which the file has."""
    write(tmp_path, SEGMENTS, {"mix": MIX.encode(encoding)})
    load(tmp_path / "town.yaml").with_policy("busy")
    assert caplog.messages == [
        f"{tmp_path / 'mix.csv'}: is not UTF-8, so it was read as GB18030, as in '城镇': if that is wrong, save it as UTF-8"
    ]


def test_a_character_that_gbk_does_not_have_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """U+20BB7, a form of 吉 in family names, takes four bytes in GB18030; the rest is usual."""
    text = SEGMENTS.replace("农村", "𠮷祥农村")
    write(tmp_path, text, {"mix": MIX.replace("农村", "𠮷祥农村").encode("gb18030")})
    assert "𠮷祥农村" in load(tmp_path / "town.yaml").segments
    assert len(caplog.messages) == 1


@pytest.mark.parametrize(
    "raw", ["caf\u00e9".encode("latin-1"), "M\u00fcller".encode("cp1252"), b"\xff\xfe\xff"]
)
def test_what_is_neither_utf_8_nor_chinese_is_refused(raw: bytes, tmp_path: Path) -> None:
    """Latin letters with accents would read as rare characters of Chinese."""
    (tmp_path / "t.csv").write_bytes(b"name,x\n" + raw + b",1\n" if raw[0] != 255 else raw)
    with pytest.raises(ValueError, match=r"is not UTF-8 text \(byte \d+\), save the table as CSV in UTF-8"):
        Tables(tmp_path).read("t.csv")


def test_utf_8_is_nothing_to_speak_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    write(tmp_path, SEGMENTS, {"mix": MIX})
    assert "城镇" in load(tmp_path / "town.yaml").segments
    assert caplog.messages == []


def test_a_table_is_read_once_so_that_all_policies_see_the_same(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, SOUND))
    (tmp_path / "profile.csv").write_text(HEADER + "09:00,10:00,1\n")
    assert scenario.with_policy("busy").halls == scenario.halls


ROSTER = """staffing:
  pools: {clerks: {most: 4, shift_types: {day: {earliest: 08:30, lengths: [8 h]}}}}
  roster: {people: people.csv, wishes: wishes.csv, existing: before.csv}
"""
TABLES: dict[str, str | bytes] = {
    "people": "name,pools,most_hours,off\n安,clerks,40,sat-sun;2010/12/24\n宝,clerks,40,\n".encode("gbk"),
    "wishes": "name,date,wish,,\n安,2010/12/21,off,,\n".encode("gbk"),
    "before": codecs.BOM_UTF8
    + "name,date,pool,type,start,end\n安,2010/12/20,clerks,day,8:30:00,16:30:00\n".encode(),
    "heads": "date,start,end,heads,\n2010/12/21,8:30,12:00:00,3,\n",
    "counts": "date,start,end,contacts\n2010/12/20,8:30:00,12:00:00,40\n",
    "volumes": "date,contacts\n2010/12/20,120\n",
}


def test_every_table_of_a_scenario_takes_dates_and_times_as_excel_writes_them(tmp_path: Path) -> None:
    text = SOUND.replace("    heads: 4", "    heads: heads.csv").replace(
        "profile: profile.csv", "profile: profile.csv\n      counts: counts.csv\n      volumes: volumes.csv"
    )
    found = load(write(tmp_path, text.replace("policies:\n", f"{ROSTER}policies:\n"), TABLES))
    arrivals, monday = found.halls["centre"].arrivals, dt.date(2010, 12, 20)
    assert arrivals.counts
    assert arrivals.volumes
    assert found.staffing
    assert found.staffing.roster
    assert arrivals.counts[0][:3] == (monday, 510, 720)
    assert arrivals.volumes[0] == (monday, 120)
    assert found.pools["clerks"].heads[0][1:] == (dt.date(2010, 12, 21), 510, 720, 3)
    roster = found.staffing.roster
    assert roster.people[0].off_dates == {dt.date(2010, 12, 24)}
    assert [roster.wishes[0].name, roster.wishes[0].date] == ["安", dt.date(2010, 12, 21)]
    assert roster.existing[0].time == (510, 990)


def test_plans_and_shifts_come_back_from_excel(tmp_path: Path) -> None:
    """Saved as GBK, with another look of dates and times, and with empty columns."""
    text = SOUND.replace("clerks", "柜员").replace("days: 7", "days: 1")
    text = text.replace("policies:\n", f"{ROSTER.replace('clerks', '柜员')}policies:\n")
    tables = {
        "people": "name,pools,most_hours\n安,柜员,40\n",
        "wishes": "name,date,wish\n安,2010-12-20,off\n",
        "before": "name,date,pool,type,start,end\n安,2010-12-20,柜员,day,08:30,16:30\n",
    }
    scenario = load(write(tmp_path, text, dict(tables)))
    (tmp_path / "plan.csv").write_bytes(
        "pool,date,start,end,heads,\n柜员,2010/12/20,8:30:00,17:30,2,\n".encode("gbk")
    )
    assert [piece.heads for piece in with_plan(scenario, tmp_path / "plan.csv").pools["柜员"].heads] == [2]
    header = "pool,date,type,start,end,pause_start,pause_end,people,cost\n"
    row = "柜员,2010/12/20,day,8:30:00,16:30:00,12:00:00,13:00:00,1,360\n"
    (tmp_path / "shifts.csv").write_bytes((header + row).encode("gb18030"))
    (post,) = read_posts(scenario, tmp_path / "shifts.csv")
    assert (post.pool, post.time, post.pauses) == ("柜员", (510, 990), ((720, 780),))


@pytest.mark.parametrize("cell", ["1" * 30_000 + "x", "." + "1" * 30_000 + ".", "-" + "1" * 30_000 + "-"])
def test_a_long_number_takes_no_longer_than_its_length(cell: str) -> None:
    """With time that grows with the square these took two minutes; a tenth of a second is a thousand times enough."""
    begin = time.perf_counter()
    with pytest.raises(ValueError, match="is not a number"):
        parse_number(cell)
    assert time.perf_counter() - begin < 0.1


def test_each_different_cell_is_parsed_once() -> None:
    """A million rows of a few values are read as often as there are values."""
    parsed: list[str] = []
    table = Table(["weight"], [(line, [str(line % 3)]) for line in range(2, 902)])

    def parse(cell: str) -> int:
        parsed.append(cell)
        return int(cell)

    assert sum(table.column("weight", parse)) == 300 * (0 + 1 + 2)
    assert sorted(parsed) == ["0", "1", "2"]
