"""The files of an output folder, written as one set.

A set is made under temporary names and then moved into place, ``manifest.json`` last. The manifest lists every file with its
SHA-256. So a later run knows which files an earlier one wrote, and leaves all others alone. Links in the folder are not followed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TypeAlias

MANIFEST = "manifest.json"

WRITTEN = "written"
"""Key of the manifest: SHA-256 of each file, by its name in the folder."""

COMPLETE = "complete"
"""Key of the manifest; false where the files were being moved into place when the run ended."""

Content: TypeAlias = bytes | Path
"""What a file is to hold: bytes, or the name of a temporary file from :func:`create` that is closed."""


@dataclass(frozen=True)
class Manifest:
    """What a folder says of itself: what its files came from, and the SHA-256 of each."""

    account: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where there is none, or it is not JSON.

    Raises
    ------
    FileExistsError
        There is a ``manifest.json`` of another program.
    """
    path = folder / MANIFEST
    try:
        found = None if path.is_symlink() else json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Manifest()
    if found is None:
        return Manifest()
    if not _is_ours(found):
        raise FileExistsError(errno.EEXIST, "is there already, and is not Counterline's", str(path))
    account = {key: value for key, value in found.items() if key not in (WRITTEN, COMPLETE)}
    listed = {name: digest for name, digest in found.get(WRITTEN, {}).items() if _lies_inside(name)}
    return Manifest(account, listed)


def put_set(
    folder: Path,
    files: Mapping[str, Content],
    account: dict[str, Any] | None = None,
    stale: Callable[[str], bool] = lambda _: False,
) -> None:
    """Write files into a folder as one set, and remove what an earlier set has in their place.

    Where a file cannot be made, the earlier set stays as it is. A run that ends while files are moved leaves a manifest that
    says so, and lists the files of both sets.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    files : mapping of str to bytes or Path
        What to write, by name in the folder.
    account : dict, optional
        What the manifest says besides; what it said before, if not given.
    stale : callable
        Whether a file of an earlier set, of that name, is of no use beside this one. It is removed unless somebody changed it.

    Raises
    ------
    OSError
        A file cannot be written; its `filename` says which.
    """
    earlier = read_manifest(folder)
    known = earlier.account if account is None else account
    parts: dict[str, Path] = {}
    try:
        for name, content in files.items():
            parts[name] = _made(folder, name, content)
        new = {name: _digest(part) for name, part in parts.items()}
        _write_manifest(folder, Manifest(known | {COMPLETE: False}, earlier.written | new))
        for name, part in parts.items():
            _move(part, folder / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    old = {name for name in earlier.written if name not in files and stale(name)}
    for name in sorted(old):
        _remove(folder, name, earlier.written[name])
    stay = {name: digest for name, digest in earlier.written.items() if name not in old}
    _write_manifest(folder, Manifest(known, stay | new))


def unchanged(folder: Path, name: str) -> bytes | None:
    """What a file of an earlier set holds; None where the manifest does not list it, or it is not as it was written."""
    try:
        digest, path = read_manifest(folder).written.get(name), folder / name
        if digest is None or not _is_plain(folder, path) or _digest(path) != digest:
            return None
        return path.read_bytes()
    except OSError:
        return None


def create(path: Path) -> BinaryIO:
    """A new file, under the temporary name of another. What a killed run left under that name is removed; a link is not followed."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    return part.open("xb")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An error of the system names the file that was to be written, and not its temporary one."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _made(folder: Path, name: str, content: Content) -> Path:
    """The file under its temporary name, whole and on the disk."""
    if isinstance(content, Path):
        return content
    path = folder / name
    with naming(path):
        if path.parent != folder and path.parent.is_symlink():
            raise OSError(errno.ELOOP, f"{path.parent.name} is a link, which is not followed")
        path.parent.mkdir(parents=True, exist_ok=True)
        with create(path) as file:
            part = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(
                    file.fileno()
                )  # a file that is moved before it is on the disk is empty after a power cut
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    return part


def _move(part: Path, path: Path) -> None:
    with naming(path):
        part.replace(path)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest, or remove it where it has nothing to say."""
    content = manifest.account | {WRITTEN: dict(sorted(manifest.written.items()))}
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    if manifest.account or manifest.written:
        _move(_made(folder, MANIFEST, text.encode()), folder / MANIFEST)
    else:
        (folder / MANIFEST).unlink(missing_ok=True)


def _remove(folder: Path, name: str, digest: str) -> None:
    """Remove a file of an earlier set if it is as it was written, and its folder in the output folder if that is empty then."""
    path = folder / name
    if not _is_plain(folder, path) or _digest(path) != digest:
        return
    path.unlink()
    if path.parent != folder and not any(path.parent.iterdir()):
        path.parent.rmdir()


def _is_ours(found: Any) -> bool:
    """Whether a manifest is Counterline's, of this version or of one that listed no files."""
    if not isinstance(found, dict):
        return False
    written, versions = found.get(WRITTEN, {}), found.get("versions", {})
    texts = isinstance(written, dict) and all(isinstance(each, str) for each in written.values())
    return texts and (WRITTEN in found or (isinstance(versions, dict) and "counterline" in versions))


def _lies_inside(name: str) -> bool:
    """Whether a name is that of a file in the folder, or in a folder of it."""
    parts = PurePosixPath(name).parts
    return 1 <= len(parts) <= 2 and not {"..", "/"} & set(parts) and "\\" not in name and ":" not in name


def _is_plain(folder: Path, path: Path) -> bool:
    """Whether it is a file, and neither a link nor behind one."""
    return (
        path.is_file() and not path.is_symlink() and (path.parent == folder or not path.parent.is_symlink())
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
