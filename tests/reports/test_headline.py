from types import SimpleNamespace

import pytest

from reports import headline as module
from reports.headline import headline
from sim.estimates import Estimate
from sim.scenario.target import Target

NAN = float("nan")


class Made:
    """A result with figures given by hand."""

    def __init__(self, policy, wait, lost=0.0, holds=(), targets=()):
        self.policy, self._wait, self._lost, self._holds = policy, wait, lost, holds
        self.scenario = SimpleNamespace(targets=targets, halls={"lecong": None})

    def estimate(self, name, *_):
        return self._wait if name == "wait_mean" else Estimate(self._lost, self._lost, self._lost, 20)

    def verdicts(self):
        return [SimpleNamespace(holds=each) for each in self._holds]


@pytest.fixture
def paired(monkeypatch):
    """Differences given by hand, by name of the second policy."""
    table = {}

    def difference(_, other, __):
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
