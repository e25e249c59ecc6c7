#!/usr/bin/env python3
"""Checks or mends the layout of the C++ files with clang-format 14; another version lays out differently, so it is refused.

Files that were well laid out are remembered by their digest in build/format.txt and not looked at again."""

import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "devtool"))

from tree import files  # noqa: E402

VERSION = "14."


def find_program():
    for name in ("clang-format-14", "clang-format"):
        path = shutil.which(name)
        if path and f"version {VERSION}" in subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout:
            return path
    return None


def main():
    parser = argparse.ArgumentParser(description="Checks the layout of the C++ files; with --fix, mends it.")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[1])
    parser.add_argument("--fix", action="store_true")
    options = parser.parse_args()
    program = find_program()
    if not program:
        print("format: clang-format 14 is not here. As root: apt-get install clang-format-14", file=sys.stderr)
        return 2
    paths = files(options.root, {".cpp", ".hpp"})
    style = (options.root / ".clang-format").read_bytes()
    memory = options.root / "build" / "format.txt"
    good = set(memory.read_text().split()) if memory.exists() else set()

    def digest(path):
        return hashlib.sha256(style + path.read_bytes()).hexdigest()

    def run(path):
        if digest(path) in good:
            return path, None
        how = ["-i"] if options.fix else ["--dry-run", "-Werror"]
        return path, subprocess.run([program, *how, str(path)], capture_output=True, text=True, check=False)

    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, result in pool.map(run, paths):
            if result is None:
                continue
            if result.returncode == 0:
                good.add(digest(path))
            else:
                wrong += 1
                place = next((line.split(str(path))[1].split(" ")[0] for line in result.stderr.splitlines() if str(path) in line), "")
                print(f"{path.relative_to(options.root)}{place} not in the layout of .clang-format")
    memory.parent.mkdir(exist_ok=True)
    fresh = memory.with_suffix(".new")
    fresh.write_text("\n".join(sorted(good)) + "\n")
    os.replace(fresh, memory)
    print(f"{len(paths)} files, {wrong} to lay out anew" + (": ./dev fmt does it" if wrong else ""))
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
