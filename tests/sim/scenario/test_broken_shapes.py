"""Distributions that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "two shapes",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}, gamma: {mean: 14 min, cv: 0.5}}",
        "16: services.connect.handle_time: names 2 shapes, name exactly one, such as {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "no shape",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {}",
        "16: services.connect.handle_time: names no shapes, name exactly one, such as {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "an unknown shape",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {lognorm: {mean: 14 min, cv: 0.5}}",
        "16: services.connect.handle_time.lognorm: is an unknown key, did you mean lognormal?",
    ),
    broken(
        "a shape without parameters",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {lognormal: }",
        "16: services.connect.handle_time: names a shape without parameters, write them too: {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "a shape written as a formula",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: lognormal(14 min, 0.5)",
        "16: services.connect.handle_time = lognormal(14 min, 0.5): is not a time, write 6 min, or a shape such as {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "a list of times",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: [3 min, 4 min]",
        "16: services.connect.handle_time: is not a time, write 6 min, or a shape such as {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "nothing",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: ",
        "16: services.connect.handle_time: is not a time, write 6 min, or a shape such as {lognormal: {mean: 4 min, cv: 0.6}}",
    ),
    broken(
        "a shape that is a number",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {exponential: 14 min}",
        "16: services.connect.handle_time.exponential = 14 min: is not a group of keys, write its keys below it",
    ),
    broken(
        "a parameter too few",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {lognormal: {mean: 14 min}}",
        "16: services.connect.handle_time.lognormal.cv: is missing, write for example cv: 0.6",
    ),
    broken(
        "a parameter too many",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {exponential: {mean: 14 min, cv: 1}}",
        "16: services.connect.handle_time.exponential.cv = 1: is an unknown key, known are mean",
    ),
    broken(
        "a negative coefficient of variation",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {lognormal: {mean: 14 min, cv: -0.5}}",
        "16: services.connect.handle_time.lognormal.cv = -0.5: is out of range, it must be above 0",
    ),
    broken(
        "a coefficient of variation in percent",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {gamma: {mean: 14 min, cv: 50 %}}",
        "16: services.connect.handle_time.gamma.cv = 50 %: is not a number, write one such as 0.6",
    ),
    broken(
        "a coefficient of variation of zero",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {gamma: {mean: 14 min, cv: 0}}",
        "16: services.connect.handle_time.gamma.cv = 0: is out of range, it must be above 0",
    ),
    broken(
        "half a stage",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {erlang: {mean: 14 min, stages: 2.5}}",
        "16: services.connect.handle_time.erlang.stages = 2.5: is not a whole number, write one such as 3",
    ),
    broken(
        "no stages",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {erlang: {mean: 14 min, stages: 0}}",
        "16: services.connect.handle_time.erlang.stages = 0: is out of range, it must be at least 1",
    ),
    broken(
        "a shape beyond bounds",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {weibull: {mean: 14 min, shape: 0.01}}",
        "16: services.connect.handle_time.weibull.shape = 0.01: is out of range, it must be at least 0.1",
    ),
    broken(
        "a triangle out of order",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {triangular: {low: 5 min, mode: 2 min, high: 9 min}}",
        "16: services.connect.handle_time.triangular: is out of order, write low, mode and high from short to long, with low below high",
    ),
    broken(
        "a triangle without width",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {triangular: {low: 5 min, mode: 5 min, high: 5 min}}",
        "16: services.connect.handle_time.triangular: is out of order, write low, mode and high from short to long, with low below high",
    ),
    broken(
        "a range out of order",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {uniform: {low: 5 min, high: 2 min}}",
        "16: services.connect.handle_time.uniform: is out of order, low must be below high",
    ),
    broken(
        "an empirical list",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: [3, 4]}",
        "16: services.connect.handle_time.empirical: is not a table, write the path of a CSV file such as tables/profile.csv",
    ),
    broken(
        "an empirical file that is missing",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: is not a file in the scenario's folder, write the path of a CSV file, such as tables/NAME.csv",
    ),
    broken(
        "an empirical file without times",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: is a table without rows, give a header and at least one row",
        times="minutes\n",
    ),
    broken(
        "an empirical file with a bad cell",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: has in line 3, column 'minutes', the value '-4', which is negative, write a number of zero or more",
        times="minutes\n3\n-4\n",
    ),
    broken(
        "an empirical file with a time in words",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: has in line 3, column 'minutes', the value '4 min', which is not a number of zero or more, write one such as 12.5",
        times="minutes\n3\n4 min\n",
    ),
    broken(
        "an empirical file with two units",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: has both columns minutes and seconds, it needs one of them",
        times="minutes,seconds\n3,180\n",
    ),
    broken(
        "an empirical file without a unit",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: has neither of the columns minutes and seconds, it needs one of them",
        times="time\n3\n",
    ),
    broken(
        "an empirical file with a time of years",
        "handle_time: {lognormal: {mean: 14 min, cv: 0.5}}",
        "handle_time: {empirical: times.csv}",
        "16: services.connect.handle_time.empirical = times.csv: has a time longer than a year in line 3, check its unit",
        times="minutes\n3\n999999\n",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
