from sim.running import checkpoint
from sim.running.checkpoint import fingerprint
from sim.scenario import load


def test_a_checkpoint_of_another_version_of_a_package_is_not_found(monkeypatch):
    scenario = load("lecong_hall")
    today = fingerprint(scenario, 1, "numpy")
    monkeypatch.setattr(checkpoint, "versions", lambda: {"numpy": "0.1"})
    assert fingerprint(scenario, 1, "numpy") != today


def test_a_note_does_not_make_another_run():
    scenario = load("lecong_hall")
    noted = scenario.replace({"note": "asked for by the board"})
    assert fingerprint(noted, 1, "numpy") == fingerprint(scenario, 1, "numpy")
