"""Chinese words of outages."""

CHINESE: dict[str, str] = {
    "measure.outages": "停供次数",
    "measure.customers_interrupted": "停供客户次数",
    "measure.saidi": "客户平均停供时间（SAIDI）",
    "measure.saifi": "客户平均停供次数（SAIFI）",
    "measure.caidi": "每次停供平均时间（CAIDI）",
    "measure.major_event_days": "重大事件日",
    "measure.saidi_without_major_days": "不计重大事件日的SAIDI",
    "measure.customers_out_mean": "停供客户数",
    "measure.customers_out_max": "同时停供客户数最大值",
    "measure.outages_known": "已知晓的停供比例",
    "measure.time_to_know_mean": "平均知晓时间",
    "measure.time_to_restore_mean": "平均恢复时间",
    "measure.time_to_site_mean": "平均到场时间",
    "measure.on_site_in_time": "抢修到场及时率",
    "measure.estimate_error_mean": "预计恢复时间的平均误差",
    "measure.estimates_passed": "到时仍未恢复的预计比例",
    "kinds.outage_kind": "停供类型",
    "kinds.outage_cause": "停供原因",
    "scope.outage_kind": "停供类型 {name}",
    "scope.outage_cause": "停供原因 {name}",
}
