"""Run the cases, and say by case and measure what has changed. Takes some minutes.

python -m tests.golden                  all cases
python -m tests.golden 'hall 1*'        cases whose names match
python -m tests.golden --renew          writes the hashes of what has changed, too

The hashes of new cases and new measures are written; those of what has changed stay as they were, so that a change is not lost from
sight because a measure was added, until `--renew` says that it is meant.
"""

from __future__ import annotations

import argparse
from fnmatch import fnmatchcase

from tests.golden.cases import Said, cases
from tests.golden.committed import FILE, changes, commit, committed, new_ones, with_new_ones


def main(pattern: str = "*", renew: bool = False) -> int:
    """Look at the cases whose names match; the others keep what they said, and those that there are no more go.

    Returns
    -------
    int
        How many cases have changed.
    """
    before = committed() if FILE.exists() else {}
    now: dict[str, Said] = {}
    changed = grown = 0
    for name, case in cases().items():
        said = case.says() if fnmatchcase(name, pattern) else before.get(name)
        if said is None:
            continue
        earlier = before.get(name, said)
        different, new = changes(earlier, said), new_ones(earlier, said)
        changed, grown = changed + bool(different), grown + bool(new)
        if different:
            print(f"{name}: {', '.join(different)}", flush=True)
        now[name] = said if renew else with_new_ones(earlier, said)
    for name in before.keys() - now.keys():
        print(f"{name}: gone")
    commit(now)
    kept = "" if renew or not changed else "; their hashes are kept, --renew writes them anew"
    print(f"{changed} of {len(now)} cases have changed{kept}. {grown} have new measures.")
    return changed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.golden")
    parser.add_argument("pattern", nargs="?", default="*")
    parser.add_argument("--renew", action="store_true")
    asked = parser.parse_args()
    raise SystemExit(1 if main(asked.pattern, asked.renew) and not asked.renew else 0)
