#!/usr/bin/env python3
"""Refuses an #include that the table of folders in ARCHITECTURE.md does not allow.

The table is the only place where the rule stands: this tool reads it, so the page cannot say one thing and the tree another.
Checked are the includes in quotes (folder of the file against folder of what it includes) in src/, and every include of
include/tallybook/, which shows no third-party type. Includes of a folder's own headers are always allowed; tests and benchmarks
may include everything. The linker is no help here: a header-only use across folders links well and still ties them together.
"""

import argparse
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
ROW = re.compile(r"^\|\s*`(?P<folder>[a-z/]+)/`\s*\|.*\|\s*(?P<allowed>[^|]*?)\s*\|\s*$")
STANDARD = set(
    """algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale cmath
    codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime
    cuchar cwchar cwctype deque exception execution expected filesystem forward_list fstream functional future initializer_list iomanip
    ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric optional ostream
    queue random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept stop_token
    streambuf string string_view strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map
    unordered_set utility valarray variant vector version""".split()
)


class TableError(Exception):
    pass


def read_table(text):
    """{folder of src/: set of folders it may include, or None for everything} from the page's table."""
    rows = [match for match in map(ROW.match, text.splitlines()) if match and match["folder"].startswith("src/")]
    table = {}
    for row in rows:
        allowed = row["allowed"].replace("`", "")
        names = {name.strip() for name in allowed.split(",")} - {"", "–", "-"}
        table[row["folder"].removeprefix("src/")] = None if allowed == "everything" else names
    if not table:
        raise TableError("ARCHITECTURE.md holds no table of folders (rows like | `src/base/` | … | what it may include |)")
    for folder, names in table.items():
        for name in names or ():
            if name not in table and name != "include":
                raise TableError(f"ARCHITECTURE.md: `src/{folder}/` may include {name}, which has no row of its own")
    return table


def folder_of(include, path, root):
    """The folder of src/ that an include in quotes comes from; None if it is not in src/ at all."""
    for base in (root / "src", path.parent):
        target = (base / include).resolve()
        if target.exists() and target.is_relative_to(root / "src"):
            return target.relative_to(root / "src").parts[0]
    if (root / "include" / include).exists():
        return "include"
    return None


def check_file(path, root, table):
    """The findings of one file, as (line, text)."""
    own = path.relative_to(root / "src").parts[0] if path.is_relative_to(root / "src") else "include"
    public = own == "include"
    if not public and own not in table:
        return [(1, f"folder src/{own} has no row in ARCHITECTURE.md")]
    findings = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        kind, include = match.groups()
        if public:
            if not include.startswith("tallybook/") and include not in STANDARD:
                findings.append((number, f"a public header may not include {include}"))
            continue
        if kind == "<":
            continue
        folder = folder_of(include, path, root)
        if folder is None:
            findings.append((number, f'"{include}" is not in src/ or include/; libraries are included with <>'))
        elif folder != own and table[own] is not None and folder not in table[own]:
            allowed = ", ".join(sorted(table[own])) or "nothing"
            findings.append((number, f"{own} may not include {folder} ({include}); it may include: {allowed}"))
    return findings


def check_tree(root):
    table = read_table((root / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    paths = [p for top in ("src", "include") for p in (root / top).rglob("*") if p.suffix in (".cpp", ".hpp", ".h", ".inc")]
    findings = []
    for path in sorted(paths):
        findings += [f"{path.relative_to(root)}:{number}: {text}" for number, text in check_file(path, root, table)]
    return len(paths), findings


def main():
    parser = argparse.ArgumentParser(description="Checks the includes of src/ and include/ against ARCHITECTURE.md.")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[1])
    root = parser.parse_args().root.resolve()
    try:
        count, findings = check_tree(root)
    except (TableError, OSError) as error:
        print(f"check_includes: {error}", file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    print(f"{count} files, {len(findings)} includes that ARCHITECTURE.md does not allow")
    return 1 if findings or not count else 0


if __name__ == "__main__":
    sys.exit(main())
