#!/usr/bin/env python3
"""Refuses what ties the repository to one machine: absolute paths of a developer's machine and host names of package registries.

Packages are named by name, version and digest, and fetched by the machine's own clients, so that mirrors work; a path belongs to
the person who typed it. The words looked for are put together here from parts, so that this file does not find itself.
"""

import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "devtool"))

from tree import files  # noqa: E402

HOSTS = ["registry." + "npmjs", "npmjs." + "org", "npmjs." + "com", "pypi." + "org", "python" + "hosted", "deb.debian" + ".org",
         "security.debian" + ".org", "snapshot.debian" + ".org", "nodesource" + ".com", "hugging" + "face.co", "crates" + ".io"]
PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", "/Us" + r"ers/\w", "/tm" + "p/b-", r"\b[A-Z]:\\" + "Users"]
RULES = [("host name of a registry", re.compile("|".join(map(re.escape, HOSTS)), re.IGNORECASE)),
         ("path of a machine", re.compile(r"(?<![\w.])(?:" + "|".join(PATHS) + ")"))]
ALLOWED = re.compile(r"check_text: allowed")


def check_text(text):
    """[(line, what)] of one file's text."""
    return [(number, what) for number, line in enumerate(text.splitlines(), 1) for what, rule in RULES
            if rule.search(line) and not ALLOWED.search(line)]


def main():
    parser = argparse.ArgumentParser(description="Looks for machine paths and registry host names in the repository's files.")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[1])
    root = parser.parse_args().root.resolve()
    count = found = 0
    for path in files(root):
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        count += 1
        for number, what in check_text(text):
            found += 1
            print(f"{path.relative_to(root)}:{number}: {what}")
    print(f"{count} files, {found} findings")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
