from types import SimpleNamespace

import pytest

from reports import headline as module
from reports.headline import headline
from sim.results.estimates import Estimate
from sim.scenario.target import Target

NAN = float("nan")


class Made:
    """A result with figures given by hand."""

    def __init__(self, policy, leading, lost=0.0, holds=(), targets=(), **sites):
        self.policy, self._leading, self._lost, self._holds = policy, leading, lost, holds
        self.scenario = SimpleNamespace(
            outages=None,
            targets=targets,
            halls=sites.get("halls", {"lecong": None}),
            centres=sites.get("centres", {}),
            offices={},
        )

    def estimate(self, name, *_):
        lost = Estimate(self._lost, self._lost, self._lost, 20)
        return lost if name in ("lost", "abandoned") else self._leading

    def verdicts(self):
        return [
            SimpleNamespace(holds=bool(each), says={True: "met", False: "missed", None: "unknown"}[each])
            for each in self._holds
        ]


@pytest.fixture
def paired(monkeypatch):
    """Differences given by hand, by name of the second policy."""
    table = {}

    def difference(_, other, *__):
        return SimpleNamespace(estimate=lambda _: table[other.policy])

    monkeypatch.setattr(module, "difference", difference)
    return table


BASE = Estimate(42.6, 41.9, 43.3, 20)
PEAK = Target(measure="wait_mean", scope="hall:lecong", period="peak", at_most="15 min")


def test_one_policy():
    assert (
        headline([Made("baseline", BASE)])
        == "Customers wait 42.6 min on average (95 % interval 41.9 to 43.3)."
    )


def test_a_policy_that_shortens_the_wait_says_by_how_much(paired):
    paired["greeter"] = Estimate(-30.3, -30.9, -29.8, 20)
    said = headline([Made("baseline", BASE), Made("greeter", Estimate(12.3, 12.0, 12.6, 20))])
    assert said.endswith("; with greeter it is 12.3 min, 30.3 min less (29.8 to 30.9).")


def test_a_policy_that_lengthens_the_wait_says_so(paired):
    paired["p"] = Estimate(2.7, 2.5, 2.9, 20)
    said = headline([Made("baseline", BASE), Made("p", Estimate(45.3, 45, 46, 20))])
    assert said.endswith("with p it is 45.3 min, 2.7 min more (2.5 to 2.9).")


def test_an_unclear_difference_is_called_unclear(paired):
    paired["p"] = Estimate(-0.5, -1.4, 0.4, 20)
    said = headline([Made("baseline", BASE), Made("p", Estimate(42.1, 41, 43, 20))])
    assert said.endswith("0.5 min less, and -1.4 min to 0.4 min is possible: no clear difference.")


def test_no_difference_at_all(paired):
    paired["p"] = Estimate(0.0, 0.0, 0.0, 20)
    assert headline([Made("baseline", BASE), Made("p", BASE)]).endswith("with p it is 42.6 min, the same.")


@pytest.mark.parametrize("mean", [0.02, -0.04])
def test_a_difference_below_what_is_printed_is_not_called_zero(paired, mean):
    paired["p"] = Estimate(mean, mean - 0.01, mean + 0.01, 20)
    said = headline([Made("baseline", BASE), Made("p", BASE)])
    assert said.endswith("with p it is 42.6 min, which is hardly a change.")


def test_of_many_policies_the_best_is_named(paired):
    paired["b"] = Estimate(-30.0, -31.0, -29.0, 20)
    others = [Made("a", Estimate(20, 19, 21, 20)), Made("b", Estimate(12.6, 12, 13, 20))]
    assert "with b, the shortest wait of 2 alternatives, it is 12.6 min" in headline(
        [Made("baseline", BASE), *others]
    )


def test_a_policy_that_meets_the_target_goes_before_one_with_a_shorter_wait(paired):
    paired["a"] = Estimate(-20.0, -21.0, -19.0, 20)
    others = [
        Made("a", Estimate(20, 19, 21, 20), holds=(True,)),
        Made("b", Estimate(12.6, 12, 13, 20), holds=(False,)),
    ]
    said = headline([Made("baseline", BASE, holds=(False,), targets=(PEAK,)), *others])
    assert "with a, which of 2 alternatives meets most targets" in said
    assert said.endswith(
        "; the target (mean wait at the peak at most 15.0 min) is met by a and not by baseline and b (95 % confidence)."
    )


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ((True,), "the target (mean wait at the peak at most 15.0 min) is met (95 % confidence)."),
        ((False,), "the target (mean wait at the peak at most 15.0 min) is not met (95 % confidence)."),
        ((True, True), "all targets are met."),
        ((True, False), "1 of 2 targets are met."),
    ],
)
def test_targets_of_one_policy(holds, said):
    assert headline([Made("baseline", BASE, holds=holds, targets=(PEAK,) * len(holds))]).endswith(said)


def test_those_who_leave_are_mentioned():
    said = headline([Made("baseline", BASE, lost=0.12)])
    assert said.endswith("(95 % interval 41.9 to 43.3), and 12.0 % leave without service.")


def test_one_replication_has_no_interval(paired):
    paired["p"] = Estimate(-2.0, NAN, NAN, 1)
    said = headline([Made("baseline", Estimate(42.6, NAN, NAN, 1)), Made("p", Estimate(40.6, NAN, NAN, 1))])
    assert said == (
        "Customers wait 42.6 min on average (one replication, so no interval); with p it is 40.6 min, 2.0 min less."
    )


def test_nobody_served():
    assert headline([Made("baseline", Estimate(NAN, NAN, NAN, 0))]) == "No customer is served under baseline."


def test_chinese(paired):
    paired["p"] = Estimate(-30.3, -30.9, -29.8, 20)
    said = headline([Made("baseline", BASE), Made("p", Estimate(12.3, 12.0, 12.6, 20))], "zh")
    assert (
        said
        == "客户平均等待 42.6 分钟（95% 置信区间 41.9 至 43.3）；采用 p 时为 12.3 分钟，减少 30.3 分钟（29.8 至 30.9）。"
    )


LEVEL = Estimate(0.808, 0.795, 0.821, 20)
CENTRE = {"halls": {}, "centres": {"town": None}}


def test_a_centre_is_judged_by_the_service_level_that_a_target_names(paired):
    paired["p"] = Estimate(0.022, 0.01, 0.034, 20)
    target = Target(measure="service_level_30_s_left_out", at_least="80 %")
    first = Made("baseline", LEVEL, 0.042, (False,), (target,), **CENTRE)
    other = Made("p", Estimate(0.83, 0.82, 0.84, 20), 0.001, (True,), (target,), **CENTRE)
    assert headline([first, other]) == (
        "Calls answered within 30 s, of those not abandoned sooner: 80.8 % (95 % interval 79.5 to 82.1), and 4.2 % hang "
        "up waiting; with p it is 83.0 %, 2.2 points more (1.0 to 3.4); the target (calls answered within 30 s, of those "
        "not abandoned sooner at least 80.0 %) is met by p and not by baseline (95 % confidence)."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Offered calls answered within 20 s, on the phone: 80.8 % (95 % interval 79.5 to 82.1), and 4.2 % hang",
        ),
        ("zh", "来话 20 秒内接通率（放弃计入未达标）（电话）为 80.8%（95% 置信区间 79.5 至 82.1）"),
    ],
)
def test_a_centre_is_judged_on_the_channel_of_its_target(language, said, monkeypatch):
    """The level and those who hang up are those of the channel, which is named."""
    asked = []
    target = Target(measure="service_level_20_s_missed", scope="channel:phone", at_least="80 %")
    made = Made("baseline", LEVEL, 0.042, (True,), (target,), **CENTRE)
    plain = made.estimate
    monkeypatch.setattr(made, "estimate", lambda *figure: asked.append(figure[:2]) or plain(*figure))
    assert headline([made], language).startswith(said)
    assert {scope for _, scope in asked} == {"channel:phone"}


def test_of_many_policies_of_a_centre_the_highest_service_level_is_named(paired):
    paired["a"] = Estimate(0.01, -0.01, 0.03, 20)
    others = [Made("a", Estimate(0.818, 0.8, 0.83, 20), **CENTRE), Made("b", LEVEL, **CENTRE)]
    said = headline([Made("baseline", LEVEL, **CENTRE), *others])
    assert said.startswith("Offered calls answered within 20 s: 80.8 %")
    assert said.endswith(
        "with a, the highest of 2 alternatives, it is 81.8 %, 1.0 points more, and -1.0 points to 3.0 points is "
        "possible: no clear difference."
    )


def test_halls_and_centres_have_a_clause_each(monkeypatch):
    """Visits are told apart by their channel; only calls have a service level of calls."""
    asked = []
    both = Made("baseline", BASE, halls={"lecong": None}, centres={"town": None})
    plain = both.estimate
    monkeypatch.setattr(both, "estimate", lambda *figure: asked.append(figure) or plain(*figure))
    assert headline([both]).count(";") == 1
    assert ("wait_mean", "channel:hall", "all") in asked
    assert ("service_level_20_s_missed", "all", "all") in asked


def test_a_centre_that_nobody_calls():
    assert headline([Made("p", Estimate(NAN, NAN, NAN, 0), **CENTRE)]) == "No call is offered under p."


def test_one_replication_tells_nothing_of_targets():
    once = Estimate(42.6, NAN, NAN, 1)
    one = headline([Made("baseline", once, holds=[None], targets=[PEAK])])
    assert one.endswith("(one replication, so no interval); whether the target is met cannot be told yet.")
    two = headline([Made("baseline", once, holds=[None, None], targets=[PEAK, PEAK])])
    assert two.endswith("; whether targets are met cannot be told yet.")
