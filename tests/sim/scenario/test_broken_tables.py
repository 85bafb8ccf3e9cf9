"""CSV tables that are missing, damaged or out of the folder. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "a missing file",
        "profile: profile.csv",
        "profile: profil.csv",
        "26: halls.centre.arrivals.profile = profil.csv: is not a file in the scenario's folder, did you mean profile.csv?",
    ),
    broken(
        "a folder for a file",
        "profile: profile.csv",
        "profile: .",
        "26: halls.centre.arrivals.profile = .: is not a file, write the path of a CSV file, such as tables/NAME.csv",
    ),
    broken(
        "a path out of the folder",
        "profile: profile.csv",
        "profile: ../profile.csv",
        "26: halls.centre.arrivals.profile = ../profile.csv: leads out of the scenario's folder, keep tables beside the scenario file",
    ),
    broken(
        "an absolute path",
        "profile: profile.csv",
        "profile: /etc/passwd",
        "26: halls.centre.arrivals.profile = /etc/passwd: leads out of the scenario's folder, keep tables beside the scenario file",
    ),
    broken(
        "a path with a null",
        "profile: profile.csv",
        'profile: "a\\0b.csv"',
        "26: halls.centre.arrivals.profile = a\\x00b.csv: is not a usable path, write one such as tables/profile.csv",
    ),
    broken(
        "a path too long",
        "profile: profile.csv",
        "profile: " + "x" * 5000 + ".csv",
        "26: halls.centre.arrivals.profile = " + "x" * 59 + "…: cannot be read (file name too long)",
    ),
    broken(
        "a number for a file",
        "profile: profile.csv",
        "profile: 5",
        "26: halls.centre.arrivals.profile = 5: is not a table, write the path of a CSV file such as tables/profile.csv",
    ),
    broken(
        "a missing column",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: is a table without the column 'end', its columns are 'start', 'weight'",
        t="start,weight\n08:30,1\n",
    ),
    broken(
        "no weights",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: needs the columns start, end and weight, or start, end and all of mon to sun",
        t="start,end\n08:30,12:00\n",
    ),
    broken(
        "some weekdays only",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: needs the columns start, end and weight, or start, end and all of mon to sun",
        t="start,end,mon,tue\n08:30,12:00,1,1\n",
    ),
    broken(
        "weights twice over",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: needs the columns start, end and weight, or start, end and all of mon to sun",
        t="start,end,weight,mon\n08:30,12:00,1,1\n",
    ),
    broken(
        "an unknown column",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has the unknown column 'weigth', did you mean weight?",
        t="start,end,weigth\n08:30,12:00,1\n",
    ),
    broken(
        "a column twice",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has two columns 'weight', keep one",
        t="start,end,weight,weight\n08:30,12:00,1,1\n",
    ),
    broken(
        "a column without a name",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has a column without a name (number 4), name it in the header",
        t="start,end,weight,\n08:30,12:00,1,3\n",
    ),
    broken(
        "a ragged row",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has 2 cells in line 3 where the header has 3, give each column a cell",
        t="start,end,weight\n08:30,12:00,1\n14:00,17:30\n",
    ),
    broken(
        "many cells that are no numbers",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: "
        + "".join(
            f"has in line {line}, column 'weight', the value '{cell}', which is not a number of zero or more, write one such as 12.5; "
            for line, cell in enumerate("abcde", 2)
        )
        + "2 more cells are wrong",
        t="start,end,weight\n"
        + "".join(f"{hour:02}:00,{hour + 1:02}:00,{cell}\n" for hour, cell in enumerate("abcdefg", 8)),
    ),
    broken(
        "a bad cell",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 3, column 'weight', the value 'many', which is not a number of zero or more, write one such as 12.5",
        t="start,end,weight\n08:30,12:00,1\n14:00,17:30,many\n",
    ),
    broken(
        "a negative cell",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 2, column 'weight', the value '-1', which is negative, write a number of zero or more",
        t="start,end,weight\n08:30,12:00,-1\n",
    ),
    broken(
        "an endless cell",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 2, column 'weight', the value 'inf', which is not a number of zero or more, write one such as 12.5",
        t="start,end,weight\n08:30,12:00,inf\n",
    ),
    broken(
        "an empty cell",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 2, column 'weight', an empty cell, fill it in",
        t="start,end,weight\n08:30,12:00,\n",
    ),
    broken(
        "a bad time below a comment and a blank line",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 4, column 'end', the value '25:00', which is not a time of day, they go from 00:00 to 24:00",
        t="# weights\nstart,end,weight\n\n08:30,25:00,1\n",
    ),
    broken(
        "rows that overlap",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has a row that starts before the one above it ends (line 3), sort rows by start",
        t="start,end,weight\n08:30,12:00,1\n11:30,17:30,1\n",
    ),
    broken(
        "a row reversed",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has a row that ends before it starts (line 2), start must be earlier than end",
        t="start,end,weight\n12:00,08:30,1\n",
    ),
    broken(
        "only zeros",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has only zeros, give some row a weight (a closed day gets no customers anyway)",
        t="start,end,weight\n08:30,12:00,0\n",
    ),
    broken(
        "a weekday of zeros",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has only zeros in its column wed, and the hall centre is open then (such as on 2010-12-22): give some row a weight",
        t="start,end,mon,tue,wed,thu,fri,sat,sun\n08:30,12:00,1,1,0,1,1,0,0\n",
    ),
    broken(
        "percentages mixed with numbers",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: mixes percentages and plain numbers in its column weight, write all of them in one way",
        t="start,end,weight\n08:30,12:00,60 %\n14:00,17:30,0.4\n",
    ),
    broken(
        "nothing",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: is a table without rows, give a header and at least one row",
        t="",
    ),
    broken(
        "only a header",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: is a table without rows, give a header and at least one row",
        t="start,end,weight\n",
    ),
    broken(
        "not UTF-8",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: is not UTF-8 text (byte 29), save the table as CSV in UTF-8",
        t=b"start,end,weight\n08:30,12:00,\xff\n",
    ),
    broken(
        "a quote that is not closed",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: is not a CSV table (unexpected end of data), save it as CSV again",
        t='start,end,weight\n08:30,12:00,"1\n',
    ),
    broken(
        "a null byte",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 2, column 'weight', the value '\\x00', which is not a number of zero or more, write one such as 12.5",
        t=b"start,end,weight\n08:30,12:00,\x00\n",
    ),
    broken(
        "a colour in a cell",
        "profile: profile.csv",
        "profile: t.csv",
        "26: halls.centre.arrivals.profile = t.csv: has in line 2, column 'weight', the value '\\x1b[31m', which is not a number of zero or more, write one such as 12.5",
        t="start,end,weight\n08:30,12:00,\x1b[31m\n",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
