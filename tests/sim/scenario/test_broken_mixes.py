"""Tables of shares and of heads that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "a mix that does not add up",
        "      day_to_day_cv: 0.1",
        "      mix: mix.csv",
        "27: halls.centre.arrivals.mix = mix.csv: has shares in line 3 that add up to 90 %, they must add up to 100 %",
        mix="start,pay,connect\n08:30,60 %,40 %\n10:00,60 %,30 %\n",
    ),
    broken(
        "a mix without percent signs",
        "      day_to_day_cv: 0.1",
        "      mix: mix.csv",
        "27: halls.centre.arrivals.mix = mix.csv: has in line 2, column 'pay', the value '60', which has no unit, write 60 %; "
        "has in line 2, column 'connect', the value '40', which has no unit, write 40 %",
        mix="start,pay,connect\n08:30,60,40\n",
    ),
    broken(
        "a mix with an unknown column",
        "      day_to_day_cv: 0.1",
        "      mix: mix.csv",
        "27: halls.centre.arrivals.mix = mix.csv: has the column 'conect', which is no service, did you mean connect?",
        "27: halls.centre.arrivals.mix = mix.csv: has no column for the service connect, add it (0 % where nobody comes for it)",
        mix="start,pay,conect\n08:30,60 %,40 %\n",
    ),
    broken(
        "a mix without a service",
        "      day_to_day_cv: 0.1",
        "      mix: mix.csv",
        "27: halls.centre.arrivals.mix = mix.csv: has no column for the service connect, add it (0 % where nobody comes for it)",
        mix="start,pay\n08:30,100 %\n",
    ),
    broken(
        "a mix out of order",
        "      day_to_day_cv: 0.1",
        "      mix: mix.csv",
        "27: halls.centre.arrivals.mix = mix.csv: has a row that does not start after the one above it (line 3), sort rows by start",
        mix="start,pay,connect\n10:00,60 %,40 %\n08:30,60 %,40 %\n",
    ),
    broken(
        "a mix without times",
        "      day_to_day_cv: 0.1",
        "      mix: mix.csv",
        "27: halls.centre.arrivals.mix = mix.csv: is a table without the column 'start', its columns are 'pay', 'connect'",
        mix="pay,connect\n60 %,40 %\n",
    ),
    broken(
        "a mix of segments with an unknown column",
        "      day_to_day_cv: 0.1",
        "      segment_mix: mix.csv",
        "27: halls.centre.arrivals.segment_mix = mix.csv: has the column 'village', which is no segment, known are town, rural",
        "27: halls.centre.arrivals.segment_mix = mix.csv: has no column for the segment rural, add it (0 % where nobody comes for it)",
        mix="start,town,village\n08:30,60 %,40 %\n",
    ),
    broken(
        "heads that overlap",
        "    heads: 4",
        "    heads: h.csv",
        "36: pools.clerks.heads = h.csv: has rows that overlap (lines 2 and 3), give each time its heads once",
        h="start,end,heads\n08:30,12:00,4\n11:00,17:30,4\n",
    ),
    broken(
        "heads with an unknown column",
        "    heads: 4",
        "    heads: h.csv",
        "36: pools.clerks.heads = h.csv: has the unknown column 'day', did you mean days?",
        h="start,end,heads,day\n08:30,12:00,4,mon\n",
    ),
    broken(
        "half a head in a table",
        "    heads: 4",
        "    heads: h.csv",
        "36: pools.clerks.heads = h.csv: has in line 2, column 'heads', the value '4.5', which is not a number of heads, write a whole number such as 9",
        h="start,end,heads\n08:30,12:00,4.5\n",
    ),
    broken(
        "heads with an unknown weekday",
        "    heads: 4",
        "    heads: h.csv",
        "36: pools.clerks.heads = h.csv: has in line 2, column 'days', the value 'moon', which has the unknown weekday 'moon', write mon-fri or [mon, wed]",
        h="start,end,heads,days\n08:30,12:00,4,moon\n",
    ),
    broken(
        "heads on a date that is none",
        "    heads: 4",
        "    heads: h.csv",
        "36: pools.clerks.heads = h.csv: has in line 2, column 'date', the value '21.12.2010', which is not a date, write year, month and day as 2010-12-21",
        h="start,end,heads,date\n08:30,12:00,4,21.12.2010\n",
    ),
    broken(
        "heads for days and dates",
        "    heads: 4",
        "    heads: h.csv",
        "36: pools.clerks.heads = h.csv: has both columns days and date, keep one",
        h="start,end,heads,days,date\n08:30,12:00,4,mon,2010-12-20\n",
    ),
    broken(
        "a table of heads that is missing",
        "    heads: 4",
        "    heads: heads.csv",
        "36: pools.clerks.heads = heads.csv: is not a file in the scenario's folder, write the path of a CSV file, such as tables/NAME.csv",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
