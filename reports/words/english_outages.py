"""English words of outages."""

ENGLISH: dict[str, str] = {
    "measure.outages": "outages",
    "measure.customers_interrupted": "customers interrupted",
    "measure.saidi": "minutes without supply per customer (SAIDI)",
    "measure.saifi": "interruptions per customer (SAIFI)",
    "measure.caidi": "minutes per interruption (CAIDI)",
    "measure.major_event_days": "major event days",
    "measure.saidi_without_major_days": "SAIDI without major event days",
    "measure.customers_out_mean": "customers without supply",
    "measure.customers_out_max": "most customers without supply at once",
    "measure.outages_known": "outages that the utility came to know of",
    "measure.time_to_know_mean": "mean time until the utility knows",
    "measure.time_to_restore_mean": "mean time until supply is back",
    "measure.time_to_site_mean": "mean time until a crew is on site",
    "measure.on_site_in_time": "crews on site in the time promised",
    "measure.estimate_error_mean": "mean error of the time of restoration given",
    "measure.estimates_passed": "times of restoration given that passed without supply",
    "kinds.outage_kind": "kinds of outage",
    "kinds.outage_cause": "causes of outages",
    "scope.outage_kind": "outages {name}",
    "scope.outage_cause": "outages by {name}",
}
