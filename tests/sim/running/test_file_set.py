"""Files of an output folder as one set: what is listed is ours, and nothing else is touched."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from sim.running import file_set
from sim.running.file_set import create, put_set, read_manifest, unchanged


def everything(_: str) -> bool:
    return True


def contents(folder: Path) -> dict[str, bytes]:
    """All files but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_what_an_earlier_set_listed_goes_and_all_else_stays(tmp_path: Path) -> None:
    """The folder of a listed file goes with its last file; one that somebody else uses does not."""
    put_set(
        tmp_path, {"a.csv": b"1", "b.csv": b"2", "figures/c.svg": b"3", "unfinished/d": b"4"}, {"seed": 1}
    )
    (tmp_path / "figures" / "c_old.svg").write_bytes(b"mine")
    (tmp_path / "mine.csv").write_bytes(b"mine")
    put_set(tmp_path, {"a.csv": b"5"}, {"seed": 2}, everything)
    assert contents(tmp_path) == {"a.csv": b"5", "figures/c_old.svg": b"mine", "mine.csv": b"mine"}
    assert not (tmp_path / "unfinished").exists()
    assert read_manifest(tmp_path).account == {"seed": 2}
    assert set(read_manifest(tmp_path).written) == {"a.csv"}


def test_a_file_that_was_changed_since_is_its_owner_s(tmp_path: Path) -> None:
    put_set(tmp_path, {"a.csv": b"1", "b.csv": b"2"})
    (tmp_path / "b.csv").write_bytes(b"with a note of mine")
    put_set(tmp_path, {"a.csv": b"3"}, stale=everything)
    assert contents(tmp_path) == {"a.csv": b"3", "b.csv": b"with a note of mine"}


@pytest.mark.parametrize(
    "name", ["../mine", "figures/../../mine", "/mine", "a/b/c", "..", "c:mine", "a\\..\\mine"]
)
def test_a_manifest_that_lists_what_lies_elsewhere_is_not_obeyed(tmp_path: Path, name: str) -> None:
    """The digest is the right one; the file of that name is outside the folder, or could be."""
    out = tmp_path / "out"
    put_set(out, {"a.csv": b"1"})
    (tmp_path / "mine").write_bytes(b"1")
    known = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    known["written"][name] = known["written"]["a.csv"]
    (out / "manifest.json").write_text(json.dumps(known), encoding="utf-8")
    put_set(out, {"a.csv": b"2"}, stale=everything)
    assert (tmp_path / "mine").read_bytes() == b"1"


def test_no_link_is_followed(tmp_path: Path) -> None:
    """Links in place of a temporary file, of a file, of a listed one and of a folder: what they lead to stays."""
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_bytes(b"thesis")
    put_set(out, {"old.csv": b"thesis", "figures/thesis.txt": b"thesis"})
    (out / "old.csv").unlink()
    (out / "old.csv").symlink_to(elsewhere / "thesis.txt")
    (out / ".measures.csv.part").symlink_to(elsewhere / "thesis.txt")
    (out / "measures.csv").symlink_to(elsewhere / "thesis.txt")
    (out / "figures" / "thesis.txt").unlink()
    (out / "figures").rmdir()
    (out / "figures").symlink_to(elsewhere)
    put_set(out, {"measures.csv": b"new"}, stale=everything)
    assert (elsewhere / "thesis.txt").read_bytes() == b"thesis"
    assert (out / "measures.csv").read_bytes() == b"new"
    assert not (out / "measures.csv").is_symlink()
    with pytest.raises(OSError, match="figures is a link, which is not followed"):
        put_set(out, {"figures/a.svg": b"new"})
    assert [path.name for path in elsewhere.iterdir()] == ["thesis.txt"]


def test_a_temporary_file_is_made_exclusively(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that comes between the look and the opening is refused by the system."""
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / ".a.csv.part").symlink_to(tmp_path / "victim")
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    with pytest.raises(FileExistsError):
        create(tmp_path / "a.csv")
    assert (tmp_path / "victim").read_bytes() == b"mine"


@pytest.mark.parametrize("full_at", [1, 2])
def test_a_full_disk_leaves_the_earlier_set_whole_and_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: int
) -> None:
    put_set(tmp_path, {"measures.csv": b"old", "report.html": b"old"}, {"seed": 1})
    before = contents(tmp_path), (tmp_path / "manifest.json").read_bytes()
    synced = 0

    def full(_: int) -> None:
        nonlocal synced
        synced += 1
        if synced == full_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as error:
        put_set(tmp_path, {"measures.csv": b"new", "report.html": b"new"}, {"seed": 2}, everything)
    assert Path(error.value.filename).name == ["measures.csv", "report.html"][full_at - 1]
    assert (contents(tmp_path), (tmp_path / "manifest.json").read_bytes()) == before


def test_a_run_that_ends_while_files_are_moved_says_so_and_loses_no_file_from_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file cannot be moved; the next run finds both sets listed, and cleans up."""
    put_set(tmp_path, {"comparison.csv": b"old", "measures.csv": b"old"}, {"seed": 1})
    move = file_set._move

    def stops(part: Path, path: Path) -> None:
        if path.name == "report.html":
            raise KeyboardInterrupt
        move(part, path)

    monkeypatch.setattr(file_set, "_move", stops)
    with pytest.raises(KeyboardInterrupt):
        put_set(tmp_path, {"measures.csv": b"new", "report.html": b"new"}, {"seed": 2}, everything)
    monkeypatch.undo()
    known = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert known["complete"] is False
    assert set(known["written"]) == {"comparison.csv", "measures.csv", "report.html"}
    put_set(tmp_path, {"measures.csv": b"newer"}, {"seed": 2}, everything)
    assert contents(tmp_path) == {"measures.csv": b"newer"}
    assert "complete" not in json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))


def test_a_manifest_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web application"}')
    with pytest.raises(FileExistsError, match="is not Counterline's"):
        put_set(tmp_path, {"a.csv": b"1"})
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("text", ["", '{"written": {"a.c', "\x00" * 40])
def test_a_manifest_that_was_cut_lists_nothing(tmp_path: Path, text: str) -> None:
    """After a power cut; nothing is ours then, and nothing is removed."""
    (tmp_path / "manifest.json").write_text(text)
    (tmp_path / "a.csv").write_bytes(b"whose?")
    put_set(tmp_path, {"b.csv": b"1"}, stale=everything)
    assert contents(tmp_path) == {"a.csv": b"whose?", "b.csv": b"1"}


def test_a_file_is_unchanged_if_it_is_listed_and_its_digest_agrees(tmp_path: Path) -> None:
    put_set(tmp_path, {"unfinished/a.npz": b"1", "unfinished/b.npz": b"2"})
    (tmp_path / "unfinished" / "b.npz").write_bytes(b"forged")
    (tmp_path / "unfinished" / "c.npz").write_bytes(b"planted")
    names = [f"unfinished/{name}.npz" for name in "abc"]
    assert [unchanged(tmp_path, name) for name in names] == [b"1", None, None]
