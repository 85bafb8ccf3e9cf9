"""Closed forms against published values, and against brute force that shares no formula with them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.linalg import expm
from scipy.stats import erlang, gamma, norm, poisson

from sim import theory


def birth_death(rate, deaths):
    """Steady state of a birth-and-death process, from its balance equations alone."""
    size = len(deaths) + 1
    generator = np.zeros((size, size))
    for state, death in enumerate(deaths):
        generator[state, state + 1] = rate
        generator[state + 1, state] = death
    generator -= np.diag(generator.sum(axis=1))
    equations = generator.T.copy()
    equations[-1] = 1.0
    return np.linalg.solve(equations, np.eye(size)[-1])


# -- Erlang B and C -----------------------------------------------------------------------------------------------------


def test_erlang_b_gives_the_printed_tables():
    """Printed to six digits in tables of Erlang's loss formula (Cooper 1981, appendix)."""
    found = theory.erlang_b([10, 10, 20, 100], [5, 8, 15, 95])
    assert found == pytest.approx([0.018385, 0.121661, 0.045593, 0.048804], abs=5e-7)


def test_erlang_c_gives_the_printed_tables():
    """Printed to six digits; C(2, 1.6) is 32/45 by hand."""
    found = theory.erlang_c([2, 5, 10, 20, 100], [1.6, 4, 8, 18, 95])
    assert found == pytest.approx([0.711111, 0.554113, 0.409180, 0.550769, 0.506457], abs=5.1e-7)
    assert theory.erlang_c(2, 1.6) == pytest.approx(32 / 45, rel=1e-14)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.3), (3, 2.5), (12, 8.4), (40, 36.0), (150, 160.0)])
def test_erlang_b_solves_the_balance_equations(servers, load):
    """Brute force: the chain 0..c with births at `load` and deaths at 1, 2, ..."""
    share = birth_death(load, np.arange(1, servers + 1))
    assert theory.erlang_b(servers, load) == pytest.approx(share[-1], rel=1e-10)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.3), (3, 2.1), (12, 8.4), (40, 34.0)])
def test_erlang_c_and_the_mean_wait_solve_the_balance_equations(servers, load):
    """Brute force on the chain cut at 700; the wait by Little's law from the number waiting."""
    share = birth_death(load, np.minimum(np.arange(1, 701), servers))
    waiting = np.maximum(np.arange(701) - servers, 0)
    assert theory.erlang_c(servers, load) == pytest.approx(share[servers:].sum(), rel=1e-9)
    assert theory.mmc_mean_wait(load, 1, servers) == pytest.approx(share @ waiting / load, rel=1e-8)


@pytest.mark.parametrize("threshold", [0.0, 0.1, 0.7, 3.0])
def test_the_distribution_of_the_wait_adds_up_position_by_position(threshold):
    """Who finds j >= c present waits for j - c + 1 services at rate c: an Erlang distribution each."""
    share = birth_death(4.2, np.minimum(np.arange(1, 301), 6))
    late = sum(share[j] * erlang.sf(threshold, j - 5, scale=1 / 6) for j in range(6, 301))
    assert theory.mmc_wait_within(4.2, 1, 6, threshold) == pytest.approx(1 - late, rel=1e-10)


def test_a_quantile_is_where_the_distribution_reaches_the_share():
    shares = np.array([0.5, 0.8, 0.95, 0.999])
    times = theory.mmc_wait_quantile(4.2, 1, 6, shares)
    assert theory.mmc_wait_within(4.2, 1, 6, times[1:]) == pytest.approx(shares[1:], rel=1e-12)
    # 71 % need not wait at all (erlang_c(6, 4.2) = .29), so the median is zero
    assert times[0] == 0


def test_the_textbook_call_centre_needs_14_agents():
    """100 calls in 30 min, 3 min each, 80 % in 20 s: 14 agents, SL .88835, P(wait) .174132 (published)."""
    assert theory.fewest_agents(100 / 30, 1 / 3, 0.8, 1 / 3) == 14
    assert theory.mmc_wait_within(100 / 30, 1 / 3, 14, 1 / 3) == pytest.approx(0.88835, abs=5e-6)
    assert theory.mmc_wait_within(100 / 30, 1 / 3, 13, 1 / 3) < 0.8
    assert theory.erlang_c(14, 10) == pytest.approx(0.174132, abs=5e-7)


@pytest.mark.parametrize("load", [0.5, 7.0, 60.0, 900.0])
def test_fewest_agents_meet_the_service_level_and_one_fewer_do_not(load):
    agents = theory.fewest_agents(load, 1, 0.9, 0.05)
    assert theory.mmc_wait_within(load, 1, agents, 0.05) >= 0.9
    assert agents == 1 or theory.mmc_wait_within(load, 1, agents - 1, 0.05) < 0.9


def test_fifty_agents_without_abandonment_as_in_garnett_mandelbaum_reiman():
    """Their introduction: 20.8 s, 90th percentile 58.1 s, 17 waiting, 96 % busy."""
    assert 60 * theory.mmc_mean_wait(48, 1, 50) == pytest.approx(20.8, abs=0.05)
    assert 60 * theory.mmc_wait_quantile(48, 1, 50, 0.9) == pytest.approx(58.1, abs=0.05)
    assert 48 * theory.mmc_mean_wait(48, 1, 50) == pytest.approx(17, abs=0.5)


def test_overload_waits_for_ever():
    assert theory.erlang_c(5, [5, 6]).tolist() == [1, 1]
    assert theory.mmc_mean_wait([5, 6], 1, 5).tolist() == [np.inf, np.inf]
    assert theory.mmc_wait_within(6, 1, 5, 10.0) == 0
    assert theory.mmc_wait_quantile(6, 1, 5, 0.5) == np.inf
    assert theory.mg1_mean_wait(1, 1, 0.5) == np.inf
    assert theory.mdc_mean_wait(2, 1, 2) == np.inf
    assert theory.dmc_mean_wait(2, 1, 2) == np.inf


def test_arrays_broadcast_and_scalars_stay_scalars():
    table = theory.erlang_c(np.array([[6], [7]]), np.array([2.0, 3.0, 4.0]))
    assert table.shape == (2, 3)
    assert table[1, 2] == theory.erlang_c(7, 4.0)
    assert np.ndim(theory.erlang_b(3, 2.0)) == 0


def test_thousands_of_servers_keep_their_digits():
    """Erlang B against the Poisson quotient in logarithms: p(c) / P(N <= c)."""
    expected = math.exp(poisson.logpmf(5000, 4950.0) - poisson.logcdf(5000, 4950.0))
    assert theory.erlang_b(5000, 4950.0) == pytest.approx(expected, rel=1e-9)


# -- Erlang A -----------------------------------------------------------------------------------------------------------

CASES = [(48, 1, 0.5, 50), (8, 1, 3.0, 5), (20, 0.5, 0.01, 45), (300, 1, 0.7, 290), (3, 1, 1, 12)]


def test_erlang_a_gives_the_published_figures():
    """Garnett, Mandelbaum and Reiman 2002: 48 calls/min, 1 min, patience 2 min, 50 agents."""
    found = theory.erlang_a(48, 1, 0.5, 50)
    assert found.abandonment == pytest.approx(0.03091, abs=5e-6)
    assert 60 * found.mean_wait == pytest.approx(3.709, abs=5e-4)
    assert found.wait_probability == pytest.approx(0.46777, abs=5e-6)
    assert found.occupancy == pytest.approx(0.93032, abs=5e-6)
    # they print a 90th percentile of 12.5 s; no reading of it (all calls, those served, the offered wait) gives 12.5 to
    # the digit. Of all calls it is 12.445 s, and that is held against the integral of the offered wait below.
    assert 60 * found.wait_quantile(0.9) == pytest.approx(12.445, abs=5e-4)


@pytest.mark.parametrize(("rate", "service", "patience", "servers"), CASES)
def test_erlang_a_solves_the_balance_equations(rate, service, patience, servers):
    """Brute force on the chain cut far beyond the queue; P(Ab) from the rate of hanging up."""
    size = servers + 900
    present = np.arange(1, size + 1)
    share = birth_death(
        rate, service * np.minimum(present, servers) + patience * np.maximum(present - servers, 0)
    )
    states = np.arange(size + 1)
    waiting = share @ np.maximum(states - servers, 0)
    found = theory.erlang_a(rate, service, patience, servers)
    assert found.wait_probability == pytest.approx(share[servers:].sum(), rel=1e-8)
    assert found.abandonment == pytest.approx(patience * waiting / rate, rel=1e-8)
    assert found.mean_wait == pytest.approx(waiting / rate, rel=1e-8)
    assert found.occupancy == pytest.approx(share @ np.minimum(states, servers) / servers, rel=1e-8)


@pytest.mark.parametrize(("rate", "service", "patience", "servers"), CASES)
def test_waits_of_erlang_a_integrate_the_offered_wait(rate, service, patience, servers):
    """Brute force: the density of the offered wait (Baccelli and Hebuterne 1981), by numerical integration."""

    def density(time):
        return math.exp(rate / patience * -math.expm1(-patience * time) - servers * service * time)

    def integral(weight, low):
        end = low + 60 / patience
        peak = max(0.0, math.log(rate / (servers * service))) / patience if servers * service < rate else 0.0
        marks = [
            mark
            for mark in (peak, *(low + 1 / servers / service * 4**k for k in range(8)))
            if low < mark < end
        ]
        return quad(
            lambda t: weight(t) * density(t), low, end, points=marks, limit=500, epsabs=0, epsrel=1e-11
        )[0]

    found = theory.erlang_a(rate, service, patience, servers)
    one = integral(lambda _: 1.0, 0.0)
    stays = integral(lambda t: math.exp(-patience * t), 0.0)
    assert found.abandonment == pytest.approx(found.wait_probability * (1 - stays / one), rel=1e-6)
    wait_of_served = integral(lambda t: t * math.exp(-patience * t), 0.0) / one * found.wait_probability
    assert found.mean_wait_served * (1 - found.abandonment) == pytest.approx(wait_of_served, rel=1e-7)
    for time in (0.02, 0.3):
        over = found.wait_probability * integral(lambda _: 1.0, time) / one
        assert found.offered_wait_over(time) == pytest.approx(over, rel=1e-8)
        assert found.wait_over(time) == pytest.approx(over * math.exp(-patience * time), rel=1e-8)
        late = found.wait_probability * integral(lambda t: math.exp(-patience * t), time) / one
        assert found.served_within(time) == pytest.approx(1 - found.abandonment - late, rel=1e-8)


def test_the_three_service_levels_differ_by_those_who_hang_up_in_time():
    """By definition, with a served in time and b gone in time: a, a + b, a / (1 - b)."""
    found = theory.erlang_a(8, 1, 3.0, 5)
    met = found.served_within(0.1)
    gone = 1 - found.wait_over(0.1) - met
    assert gone > 0.05
    assert found.service_level(0.1) == met
    assert found.service_level(0.1, "met") == pytest.approx(met + gone, rel=1e-14)
    assert found.service_level(0.1, "left out") == pytest.approx(met / (1 - gone), rel=1e-14)


def test_erlang_a_has_its_limits():
    """Patience without end gives Erlang C, none at all Erlang B, and patience of service length a Poisson number."""
    patient = theory.erlang_a(8.4, 1, 1e-7, 12)
    assert patient.wait_probability == pytest.approx(float(theory.erlang_c(12, 8.4)), rel=1e-5)
    assert patient.mean_wait == pytest.approx(float(theory.mmc_mean_wait(8.4, 1, 12)), rel=1e-5)
    hasty = theory.erlang_a(8.4, 1, 1e7, 12)
    assert hasty.abandonment == pytest.approx(float(theory.erlang_b(12, 8.4)), rel=1e-5)
    equal = theory.erlang_a(120, 1, 1, 110)
    assert equal.wait_probability == pytest.approx(poisson.sf(109, 120), rel=1e-10)


def test_erlang_a_quantile_is_where_the_distribution_reaches_the_share():
    found = theory.erlang_a(48, 1, 0.5, 50)
    assert found.wait_over(found.wait_quantile(0.9)) == pytest.approx(0.1, rel=1e-10)
    assert found.wait_quantile(0.5) == 0


# -- other distributions ------------------------------------------------------------------------------------------------


def test_pollaczek_khinchine_by_hand():
    """rho = .8, E[S] = 1: M/M/1 waits 4, M/D/1 half of it, cv 2 five halves of it."""
    assert theory.mg1_mean_wait(0.8, 1, [1, 0, 2]) == pytest.approx([4, 2, 10])


def test_constant_service_gives_the_published_waits():
    """M/D/c with service 1, as tabulated (Seelen, Tijms and van Hoorn 1985)."""
    loads = (0.7, 0.8, 0.9)
    two = [theory.mdc_mean_wait(2 * busy, 1, 2) for busy in loads]
    ten = [theory.mdc_mean_wait(10 * busy, 1, 10) for busy in loads]
    assert two == pytest.approx([0.49361, 0.90328, 2.14692], abs=5e-6)
    assert ten == pytest.approx([0.04187, 0.10983, 0.34458], abs=5e-6)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.6), (2, 0.8), (7, 0.9), (25, 0.85)])
def test_constant_service_iterates_to_the_same_wait(servers, busy):
    """Brute force: N' = (N - c)+ + Poisson(a), iterated until it stands still; the wait by Little's law."""
    load, size = servers * busy, 600
    comes = poisson.pmf(np.arange(size), load)
    present = np.eye(size)[0]
    for _ in range(400):
        left = np.append(present[: servers + 1].sum(), present[servers + 1 :])
        present = np.convolve(left, comes)[:size]
    waiting = present @ np.maximum(np.arange(size) - servers, 0)
    assert theory.mdc_mean_wait(load, 1, servers) == pytest.approx(waiting / load, rel=1e-8)


def test_constant_gaps_give_the_published_waits():
    """D/M/5 with service 1, as tabulated (Seelen, Tijms and van Hoorn 1985)."""
    found = [theory.dmc_mean_wait(5 * busy, 1, 5) for busy in (0.7, 0.8, 0.9)]
    assert found == pytest.approx([0.06654, 0.19471, 0.65674], abs=5e-6)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.7), (3, 0.9), (12, 0.8)])
def test_constant_gaps_solve_their_embedded_chain(servers, busy):
    """Brute force: what an arrival finds, by the matrix exponential of the pure deaths over one gap."""
    size = 260
    deaths = np.minimum(np.arange(size + 1), servers).astype(float)
    generator = np.diag(deaths[1:], -1) - np.diag(deaths)
    arrives = np.eye(size + 1, k=1)
    arrives[-1, -1] = 1.0
    equations = (arrives @ expm(generator / (servers * busy))).T - np.eye(size + 1)
    equations[-1] = 1.0
    found = np.linalg.solve(equations, np.eye(size + 1)[-1])
    wait = found @ np.maximum(np.arange(size + 1) - servers + 1, 0) / servers
    assert theory.dmc_mean_wait(servers * busy, 1, servers) == pytest.approx(wait, rel=1e-8)


# -- priorities and networks --------------------------------------------------------------------------------------------


def test_priorities_give_the_published_waits():
    """c = 5, rates 1, 1.5, 2, service rate 1 (Kella and Yechiali 1985)."""
    found = theory.mmc_priority_waits([1, 1.5, 2], 1, 5)
    assert found == pytest.approx([0.19062, 0.38125, 3.04997], abs=5e-6)


def test_priorities_only_share_out_the_wait():
    """Conservation law: the mean over all customers is that of first come, first served."""
    rates = np.array([0.3, 1.1, 2.0])
    mean = rates @ theory.mmc_priority_waits(rates, 0.8, 5) / rates.sum()
    assert mean == pytest.approx(theory.mmc_mean_wait(3.4, 0.8, 5), rel=1e-12)
    waits = theory.mg1_priority_waits([0.2, 0.3], [1, 1], [0.5, 0.5])
    assert (0.2 * waits[0] + 0.3 * waits[1]) / 0.5 == pytest.approx(
        theory.mg1_mean_wait(0.5, 1, 0.5), rel=1e-12
    )


def test_urgent_classes_keep_their_wait_when_the_others_are_too_many():
    """By hand: one server always busy, rate 1: W1 = 1 / (1 - .5) = 2."""
    assert theory.mmc_priority_waits([0.5, 0.9], 1, 1).tolist() == [2.0, np.inf]


def test_two_classes_of_one_server_by_hand():
    """Cobham: rates .2, .4, services 1 (constant), 1 (exponential): residual .2/2 + .4 = .5; .5/.8, .5/(.8 * .4)."""
    assert theory.mg1_priority_waits([0.2, 0.4], [1, 1], [0, 1]) == pytest.approx([0.625, 1.5625])


def test_a_jackson_network_has_the_published_numbers_present():
    """Flows 5, 10, 7.5, service rate 10, servers 1, 2, 1: 1, 4/3 and 3 present."""
    found = theory.jackson([5, 5, 0], [[0, 1, 0], [0, 0, 0.75], [0, 0, 0]], [10, 10, 10], [1, 2, 1])
    assert found.arrivals == pytest.approx([5, 10, 7.5])
    assert found.present == pytest.approx([1, 4 / 3, 3])


def test_customers_who_return_add_to_the_flow():
    """By hand: a quarter comes back, so 6 from outside are 8 arrivals; M/M/1 at .8 has 4 present."""
    found = theory.jackson([6], [[0.25]], [10], [1])
    assert (found.arrivals[0], found.present[0]) == pytest.approx((8, 4))


# -- staffing and transients --------------------------------------------------------------------------------------------


def test_the_offered_load_of_a_sinusoid_is_the_published_one():
    """Feldman et al. 2008: m(t) = 100 + 10 (sin t - cos t)."""
    times = np.linspace(0, 7, 30)
    expected = 100 + 10 * (np.sin(times) - np.cos(times))
    assert theory.sinusoidal_load(times, 100, 20, 1) == pytest.approx(expected)


def test_the_offered_load_solves_its_differential_equation():
    """m' = lambda(t) - mu m, integrated from zero for twenty services (the start is then forgotten to e-20)."""
    solution = solve_ivp(
        lambda t, m: 30 + 12 * np.sin(0.5 * t) - 2 * m, (0, 10), [0.0], rtol=1e-10, atol=1e-12
    )
    found = theory.sinusoidal_load(10.0, 30, 12, 2, frequency=0.5)
    assert found == pytest.approx(solution.y[0, -1], rel=1e-6)


@pytest.mark.parametrize(("quality", "aim"), [(1.2816, 0.1), (0.8416, 0.2), (0.0, 0.5)])
def test_square_root_staffing_of_the_sinusoid_stays_near_its_aim(quality, aim):
    """Feldman et al. 2008: P(delay) = P(Poisson(m) >= ceil(m + beta sqrt(m))); brute force adds up the Poisson terms."""
    load = theory.sinusoidal_load(np.linspace(0, 2 * np.pi, 100), 100, 20, 1)
    servers = theory.square_root_staffing(load, quality)
    delay = theory.poisson_delay_probability(load, servers)
    for mean, count, chance in zip(load, servers, delay, strict=True):
        terms = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))
        assert chance == pytest.approx(1 - terms, abs=1e-11)
    # the rule rounds up by at most one server, worth at most the largest Poisson term, .42 standard deviations a server
    assert np.all(np.abs(delay - aim) < poisson.pmf(load.astype(int), load))


def test_square_root_staffing_rounds_up():
    """By hand: 100 + 1.2816 * 10 = 112.8; never below zero."""
    assert theory.square_root_staffing([100, 4], [1.2816, -9]).tolist() == [113, 0]


def test_halfin_and_whitt_is_the_limit_of_erlang_c():
    """Their table: beta = 1 gives .22; Erlang C with 10**6 Erlang agrees to about 1/sqrt(load)."""
    expected = 1 / (1 + norm.cdf(1) / norm.pdf(1))
    assert theory.halfin_whitt_delay(1.0) == pytest.approx(expected)
    assert theory.halfin_whitt_delay(1.0) == pytest.approx(float(theory.erlang_c(10100, 10000.0)), rel=0.01)


def test_the_finite_day_solves_kolmogorovs_equations():
    """Brute force: the same day by an ODE solver and numerical averages."""
    rate, service, servers, length, size = 2.0, 0.5, 5, 12.0, 120
    deaths = service * np.minimum(np.arange(size), servers)
    generator = np.diag(np.full(size - 1, rate), 1) + np.diag(deaths[1:], -1)
    generator -= np.diag(generator.sum(axis=1))
    both = np.zeros((2 * size, 2 * size))
    both[:size, :size], both[:size, size:] = generator, np.eye(size)
    share = expm(both * length)[0, size:] / length
    found = theory.mmc_finite_day(rate, service, servers, length, 0.4)
    states = np.arange(size)
    late = sum(
        share[j] * gamma.sf(0.4, j - servers + 1, scale=1 / servers / service) for j in range(servers, size)
    )
    assert found.wait_probability == pytest.approx(share[servers:].sum(), rel=1e-9)
    assert found.wait_within == pytest.approx(1 - late, rel=1e-9)
    assert found.occupancy == pytest.approx(share @ np.minimum(states, servers) / servers, rel=1e-9)
    assert found.queue == pytest.approx(share @ np.maximum(states - servers, 0), rel=1e-9)
    wait = share @ np.maximum(states - servers + 1, 0) / servers / service
    assert found.mean_wait == pytest.approx(wait, rel=1e-9)


def test_the_empty_start_counts_half_as_much_on_a_day_twice_as_long():
    """Once the start is forgotten, what it took off the wait is a fixed sum that the day's length divides."""
    steady = float(theory.mmc_mean_wait(4.2, 0.5, 12))
    lost = [steady - theory.mmc_finite_day(4.2, 0.5, 12, length, 1 / 3).mean_wait for length in (480, 960)]
    assert lost[0] / lost[1] == pytest.approx(2, rel=1e-4)


def test_the_published_day_contains_the_exact_one():
    """Buist and L'Ecuyer's MMC, 1,000 days, 95 % intervals: the definitions agree."""
    found = theory.mmc_finite_day(4.2, 0.5, 12, 480, 1 / 3)
    assert 0.900 <= found.wait_within <= 0.904
    assert 0.097 <= found.mean_wait <= 0.102
    assert 0.694 <= found.occupancy <= 0.697


# -- arguments ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.erlang_b(-1, 2), "servers = -1 is out of range, give a whole number of 0 or more"),
        (lambda: theory.erlang_c(0, 2), "servers = 0 is out of range, give a whole number of 1 or more"),
        (lambda: theory.erlang_c(2.5, 2), "servers = 2.5 is out of range"),
        (lambda: theory.erlang_c("two", 2), "servers = 'two' is not a number"),
        (
            lambda: theory.erlang_b(3, float("nan")),
            "load = nan is out of range, give a finite number of zero or more",
        ),
        (
            lambda: theory.mmc_mean_wait(1, 0, 2),
            "service_rate = 0 is out of range, give a finite number above zero",
        ),
        (lambda: theory.mmc_wait_within(1, 1, 2, -1), "time = -1 is out of range"),
        (
            lambda: theory.mmc_wait_quantile(1, 1, 2, 1),
            "share = 1 is out of range, give a finite number from 0 to below 1",
        ),
        (lambda: theory.fewest_agents(1e9, 1, 0.8, 1), "the load of 1e+09 Erlang is out of range"),
        (lambda: theory.fewest_agents(1, 1, 1.0, 1), "share = 1.0 is out of range"),
        (lambda: theory.erlang_a(1, 1, 0, 2), "patience_rate = 0 is out of range"),
        (lambda: theory.erlang_a(9, 1, 1e-8, 2).queue, "patience_rate = 1e-08 lets 7e+08 people wait"),
        (lambda: theory.erlang_a(1, 1, 1, 2).service_level(1, "lost"), "abandoned = 'lost' is unknown"),
        (lambda: theory.erlang_a(1, 1, 1, 2).wait_quantile(1), "share = 1 is out of range"),
        (lambda: theory.mg1_priority_waits([0.5, 0.6], [1, 1], [0, 0]), "the load of 1.1 is too much"),
        (lambda: theory.jackson([1], [[1]], [2], [1]), "customers who never leave"),
        (lambda: theory.jackson([1], [[1.5]], [2], [1]), "routing has a row above 1"),
        (lambda: theory.jackson([1, 2], [[0.5]], [2], [1]), "shapes do not agree"),
        (lambda: theory.sinusoidal_load(0, 1, 2, 1), "amplitude = 2 is out of range"),
        (lambda: theory.square_root_staffing(1, np.inf), "quality = inf is out of range"),
    ],
)
def test_arguments_that_cannot_be_meant_say_what_is_right(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert message in str(caught.value)
