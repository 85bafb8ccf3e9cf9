"""Measures of outages: how long and how often customers are without supply, when the utility knows, and how right it says when supply is back."""

from __future__ import annotations

from sim.measures import sums
from sim.measures.measure import Measure, ratio

BEGUN = "outages that began in the horizon"
SUPPLIED = "supplied customers, those of the region in the scope of one"
CUT = "customers without supply at the end of the horizon are counted until then"
SUSTAINED = "interruptions of more than five minutes, of outages that began in the period, without those in which supply is only worse"


def _total(name: str, top: sums.Sum, formula: str, treatment: str) -> Measure:
    return Measure(name, "count", "total", top, formula, "none: a total", treatment)


OUTAGES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _total("outages", sums.OUTAGES, "outages that begin", "counted"),
        _total(
            "customers_interrupted",
            sums.INTERRUPTED,
            f"customers of {SUSTAINED}; who has several counts in each",
            CUT,
        ),
        ratio(
            "saidi",
            "min",
            sums.CUSTOMER_MINUTES,
            sums.SUPPLIED,
            f"minutes without supply of all customers, in {SUSTAINED} / supplied customers (IEEE 1366-2012; all of an interruption counts on the "
            "day on which it began)",
            SUPPLIED,
            CUT,
        ),
        ratio(
            "saifi",
            "count",
            sums.INTERRUPTED,
            sums.SUPPLIED,
            f"customers of {SUSTAINED} / supplied customers (IEEE 1366-2012)",
            SUPPLIED,
            CUT,
        ),
        ratio(
            "caidi",
            "min",
            sums.CUSTOMER_MINUTES,
            sums.INTERRUPTED,
            "saidi / saifi: minutes without supply of a customer who is interrupted (IEEE 1366-2012)",
            f"customers of {SUSTAINED}",
            CUT,
        ),
        _total(
            "major_event_days",
            sums.MAJOR_DAYS,
            "days whose SAIDI is above exp(alpha + 2.5 beta), alpha and beta mean and standard deviation of the logarithm of the SAIDI of those days of "
            "the replication's horizon that have any (IEEE 1366-2012)",
            CUT,
        ),
        ratio(
            "saidi_without_major_days",
            "min",
            sums.ORDINARY_MINUTES,
            sums.SUPPLIED,
            "saidi of interruptions that began on days that are no major event days",
            SUPPLIED,
            CUT,
        ),
        ratio(
            "customers_out_mean",
            "count",
            sums.CUSTOMERS_OUT,
            sums.ELAPSED,
            "minutes without supply of all customers within the period, momentary interruptions too / minutes of the period",
            "minutes of the period",
            "counted, those of outages that began in the warm-up too",
        ),
        Measure(
            "customers_out_max",
            "count",
            "maximum",
            sums.MOST_OUT,
            "largest number of customers without supply at once, in each replication; averaged",
            "none",
            "counted, those of outages that began in the warm-up too",
        ),
        ratio(
            "outages_known",
            "share",
            sums.KNOWN,
            sums.UNPLANNED,
            "outages of which the utility came to know while they lasted / outages that were not announced beforehand",
            f"{BEGUN} and were not announced beforehand",
            "counted, as unknown where the utility does not know by the end of the horizon",
            "high",
        ),
        ratio(
            "time_to_know_mean",
            "min",
            sums.TIME_TO_KNOW,
            sums.KNOWN,
            "time from the begin of outages until the utility knows of them / outages of which it came to know, without those that were announced",
            f"{BEGUN} and became known in it",
            "outages of which nobody knows are left out",
        ),
        ratio(
            "time_to_restore_mean",
            "min",
            sums.TIME_TO_RESTORE,
            sums.RESTORED,
            "time from the begin of outages until the supply of all their customers is back / outages restored",
            f"{BEGUN} and ended in it, lesser ones too",
            "outages that last beyond the horizon are left out",
        ),
    )
}
"""Measures of scenarios with outages, by name."""

CREWS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ratio(
            "time_to_site_mean",
            "min",
            sums.TIME_TO_SITE,
            sums.REACHED,
            "time from when the utility knows of outages until the first crew is there / outages to which a crew came",
            f"{BEGUN} and to which a crew came in it",
            "outages to which nobody has come by the end of the horizon are left out",
        ),
        ratio(
            "on_site_in_time",
            "share",
            sums.SITE_IN_TIME,
            sums.SITE_JUDGED,
            "outages at which a crew is within the time promised in their region, from when the utility knows / outages at which one is, or is late",
            f"{BEGUN}, need crews, and are known",
            "outages to which nobody has come count as late from the time promised on, and are left out before it",
            "high",
        ),
    )
}
"""Measures of scenarios with crews, by name."""

CALLS_MEANT = "calls still to be made, or made again after one in vain, are not counted"

CALLS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ratio(
            "calls_per_affected_customer",
            "count",
            sums.CALLS_ABOUT,
            sums.AFFECTED,
            "calls that customers make because of outages, again when an estimate passes or others have supply too / customers of the outages, of lesser "
            "ones too",
            f"customers of {BEGUN}",
            CALLS_MEANT,
        ),
        _total(
            "calls_avoided_by_messages",
            sums.KEPT_BY_MESSAGE,
            "customers who would have called, and a message has told enough",
            "counted",
        ),
        _total(
            "calls_avoided_by_housekeepers",
            sums.KEPT_BY_HOUSEKEEPER,
            "customers who would have called, and whom a housekeeper answers in time",
            "counted",
        ),
        _total(
            "calls_avoided_by_supply",
            sums.KEPT_BY_SUPPLY,
            "customers who would have called, and whose supply is back before",
            "counted",
        ),
        ratio(
            "informed_before_calling",
            "share",
            sums.KEPT_BY_MESSAGE,
            sums.WOULD_CALL,
            "customers whom a message has told enough before they would have called / customers who would have called, if nothing had kept them from it",
            f"customers of {BEGUN} who would have called",
            "counted",
            "high",
        ),
        ratio(
            "complaints_per_outage",
            "count",
            sums.COMPLAINTS,
            sums.OUTAGES,
            "complaints because of outages / outages",
            BEGUN,
            "counted",
        ),
        _total("messages_sent", sums.MESSAGES, "messages about outages, one a customer and stage", "counted"),
        ratio(
            "cost_per_avoided_call",
            "yuan",
            sums.MESSAGE_COST,
            sums.KEPT_BY_MESSAGE,
            "cost of messages about outages / customers who would have called, and a message has told enough",
            "first calls that messages avoid",
            "no part",
        ),
    )
}
"""Measures of scenarios with calls about outages, by name."""

ESTIMATES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ratio(
            "customers_out_as_told",
            "count",
            sums.OUT_AS_TOLD,
            sums.ELAPSED,
            "customers_out_mean, if each outage had ended at the first time of restoration that was given, where one was",
            "minutes of the period",
            "counted, those of outages that began in the warm-up too",
        ),
        ratio(
            "estimate_error_mean",
            "min",
            sums.ESTIMATE_ERROR,
            sums.ESTIMATES,
            "time between when supply was said to be back and when it was, whichever came first / estimates given",
            "estimates given of outages that began in the horizon and ended in it",
            "outages that last beyond the horizon are left out",
        ),
        ratio(
            "estimates_passed",
            "share",
            sums.PASSED,
            sums.ESTIMATES,
            "estimates that passed before supply was back / estimates given",
            "estimates given of outages that began in the horizon and ended in it",
            "outages that last beyond the horizon are left out",
        ),
    )
}
"""Measures of scenarios in which customers are told when supply will be back, by name."""
