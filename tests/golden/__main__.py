"""Run the cases, say by case and measure what has changed, and write the hashes anew. Takes some minutes.

python -m tests.golden            all cases
python -m tests.golden 'hall 1*'  cases whose names match
"""

from __future__ import annotations

import sys
from fnmatch import fnmatchcase

from tests.golden.cases import Said, cases
from tests.golden.committed import FILE, changes, commit, committed


def main(pattern: str = "*") -> None:
    """Look at the cases whose names match; the others keep what they said, and those that there are no more go."""
    before = committed() if FILE.exists() else {}
    now: dict[str, Said] = {}
    changed = 0
    for name, case in cases().items():
        said = case.says() if fnmatchcase(name, pattern) else before.get(name)
        if said is None:
            continue
        now[name] = said
        different = changes(before[name], said) if name in before else ["new"]
        changed += bool(different)
        if different:
            print(f"{name}: {', '.join(different)}", flush=True)
    for name in before.keys() - now.keys():
        print(f"{name}: gone")
    commit(now)
    print(f"{changed} of {len(now)} cases have changed.")


if __name__ == "__main__":
    main(*sys.argv[1:2])
