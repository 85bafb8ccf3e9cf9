import string

import pytest

from reports.words import LANGUAGES, words
from reports.words.catalogue import capital
from sim.measures.registry import SCOPES, standard_measures


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_all_languages_have_the_same_keys():
    assert LANGUAGES["en"].keys() == LANGUAGES["zh"].keys()


# A sentence may do without a blank where its grammar says the same: none do at present.
@pytest.mark.parametrize("key", LANGUAGES["en"])
def test_a_text_asks_for_the_same_values_in_all_languages(key):
    assert blanks(LANGUAGES["en"][key]) - {"weekday", "month"} == blanks(LANGUAGES["zh"][key]) - {
        "weekday",
        "month",
    } or key.startswith("date.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_label_of_its_own(language):
    names = [
        measure.name
        for measure in standard_measures(
            ("service_level_90_s", "service_level_90_s_missed"),
            phone=True,
            closes=True,
            booked=True,
            both=True,
            levels=2,
            pauses=True,
            meetings=True,
            approvals=True,
        )
    ]
    labels = [words(language).measure(name) for name in names]
    assert len(set(labels)) == len(names)
    assert all(labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_and_kind_of_scope_has_words(language):
    say = words(language)
    for unit in {measure.unit for measure in standard_measures(closes=True, levels=1)}:
        assert say(f"unit.{unit}", value="1")
        assert say(f"axis.{unit}")
    for kind in {kind for kinds in SCOPES.values() for kind in kinds} - {"all"}:
        assert "x1" in say(f"scope.{kind}", name="x1")


def test_a_threshold_scope_and_period_stand_in_the_label():
    assert words("en").measure("wait_within_15_min") == "served customers who waited at most 15 min"
    assert words("en").measure("wait_mean", "hall:a", "peak") == "mean wait, hall a at the peak"
    assert words("zh").measure("wait_mean", period="peak") == "高峰时段平均等待时间"


def test_names_are_listed_as_people_list_them():
    assert words("en").listed(["a"]) == "a"
    assert words("en").listed(["a", "b", "c"]) == "a, b and c"
    assert words("zh").listed(["a", "b", "c"]) == "a、b和c"


def test_braces_in_a_name_are_text():
    assert words("en")("scope.hall", name="{x}") == "hall {x}"


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="languages are en, zh"):
        words("fr")


def test_capital_changes_the_first_letter_only():
    assert capital("mean wait of VIPs") == "Mean wait of VIPs"
