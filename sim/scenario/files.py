"""Files: which one a name means, a path or a scenario that comes with Counterline; links; and the text of a table, as Excel may have written it."""

from __future__ import annotations

import codecs
import logging
import stat
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

from sim.scenario.characters import joined
from sim.scenario.problems import Problem, ScenarioError, quoted


def bundled() -> dict[str, Path]:
    """The scenario files that come with Counterline, by name."""
    folder = Path(str(resources.files("scenarios")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find(name: str) -> Path:
    """The file that `name` means: a path, or the name of a bundled scenario.

    Raises
    ------
    ScenarioError
        There is no such file.
    """
    path = Path(name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what = "is not a file, name a YAML file"
        elif not _is_text(path.name):
            what = "has a name that is not UTF-8, so that no report can name it: rename the file"
        else:
            return path
    except (OSError, ValueError):
        what = _missing(path, name)
    if name in bundled():
        return bundled()[name]
    raise ScenarioError([Problem(name, 1, (), None, what)])


def _is_text(name: str) -> bool:
    """Whether a file's name is text; Python has halves of characters for bytes that are none."""
    try:
        return joined(name) == name
    except ValueError:
        return False


def _missing(path: Path, name: str) -> str:
    if is_link(path):
        return LOST_LINK
    near = get_close_matches(name, bundled(), n=1) or get_close_matches(name, _beside(path), n=1, cutoff=0.8)
    hint = f"did you mean {near[0]}?" if near else f"bundled are {', '.join(bundled())}"
    return f"is neither a file nor a bundled scenario, {hint}"


def _beside(path: Path) -> list[str]:
    """The YAML files in the folder of a path; none where there is no such folder."""
    try:
        return [str(other) for other in sorted(path.parent.glob("*.y*ml"))]
    except (OSError, ValueError):
        return []


LOST_LINK = "is a link that leads to no file, name the file itself"


def is_link(path: Path) -> bool:
    """Whether a path is a link, wherever that leads."""
    try:
        return path.is_symlink()
    except (OSError, ValueError):  # a name too long, or with a null
        return False


CHINESE = "gb18030"
"""The national encoding of China; it reads GBK and GB2312, too."""
USUAL = "gb2312"
"""The 6,763 characters in everyday use, and signs."""

_LONGEST_SAMPLE = 20
"""Characters of the text that are shown, so that a reader sees whether they are what was meant."""


def read_text(path: Path) -> str:
    """The text of a file, without the mark of its encoding; that it is not UTF-8 is logged.

    Raises
    ------
    UnicodeDecodeError
        It is neither UTF-8, nor UTF-16 with its mark, nor Chinese in GB18030; says the first byte that is not UTF-8.
    OSError
        The file cannot be read.
    """
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _chinese(raw)
        if text is None:
            raise error
    said = "%s: is not UTF-8, so it was read as GB18030, as in %s: if that is wrong, save it as UTF-8"
    logging.getLogger(__name__).warning(said, path, quoted(_sample(text)))
    return text


def _chinese(raw: bytes) -> str | None:
    """What the bytes say in GB18030; None where few of its characters would be the usual ones, as with Latin letters."""
    try:
        text = raw.decode(CHINESE)
    except UnicodeDecodeError:
        return None
    chars = [char for char in text if not char.isascii()]
    usual = {char for char in set(chars) if char.encode(USUAL, "ignore")}
    return text if 2 * sum(char in usual for char in chars) > len(chars) else None


def _sample(text: str) -> str:
    """The first word with characters that are not ASCII."""
    first = next(place for place, char in enumerate(text) if not char.isascii())
    words = text[first : first + _LONGEST_SAMPLE].replace(",", " ").split()
    return words[0]
