"""Sheets of the records written by hand (see ``written_records``), row by row."""

import numpy as np

from sim.log.records import Outcome, Stage
from sim.log.sheet import sheet_of
from tests.sim.written_records import records


def test_a_contact_has_its_first_stages_arrival_its_last_stages_outcome_and_all_its_waiting():
    contacts = sheet_of(records(), 0).contacts
    assert len(contacts.lane) == 11
    # the second case of replication 0: bypassed the greeter after two minutes, then straight to a clerk
    (place,) = np.flatnonzero((contacts.lane == 0) & (contacts.arrived == 482))
    assert contacts.bypassed[place]
    assert contacts.wait[place] == 2
    assert contacts.ended[place] == 494
    assert contacts.outcome[place] == Outcome.RESOLVED
    assert contacts.stage[place] == Stage.COUNTER
    assert contacts.first[place]
    assert not contacts.first[contacts.arrived == 1980]  # came back


def test_lanes_count_from_the_first_replication():
    rows = records()
    sheet = sheet_of(rows.where(rows.replication == 1), 1)
    assert sheet.contacts.lane.tolist() == sheet.work.lane.tolist() == sheet.waits.lane.tolist() == [0]


def test_help_with_a_form_is_work_but_no_customer():
    work = sheet_of(records(), 0).work
    assert work.started[~work.customer].tolist() == [492.0]
    assert len(work.customer) == np.sum(records().pool >= 0)


def test_no_rows_make_an_empty_sheet():
    rows = records()
    sheet = sheet_of(rows.where(rows.replication == 7), 0)
    assert len(sheet.contacts.wait) == len(sheet.contacts.bypassed) == len(sheet.work.lane) == 0
