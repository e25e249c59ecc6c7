#!/usr/bin/env python3
"""A long reading and its memory: generated reports, most of them repeated or nearly repeated, go through a pipe into a ledger. Prints how much
memory the program holds as it goes, the largest value, and what it said at the end.

    bench/long_run.py [--reports 1000000] [--distinct 3000] [--near 0.02] [--threads 1] [--max-memory 300MB]
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = os.environ.get("TALLYBOOK_PROGRAM", str(ROOT / "build/release/src/tallybook"))


def memory(pid):
    try:
        rows = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status") if line.startswith("Vm") or line.startswith("Rss"))
        return int(rows["VmRSS"].split()[0]) / 1024, int(rows["RssAnon"].split()[0]) / 1024, int(rows["VmHWM"].split()[0]) / 1024
    except (OSError, KeyError, ValueError):
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--distinct", type=int, default=1_000)
    parser.add_argument("--near", type=float, default=0.02)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=float, default=10, help="seconds between two lines")
    parser.add_argument("--max-memory", default="300MB")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tallybook-long-") as folder:
        maker = subprocess.Popen([sys.executable, ROOT / "tests/bulk/make_reports.py", "--distinct", str(options.distinct), "--reports", str(options.reports),
                                  "--near", str(options.near)], stdout=subprocess.PIPE)
        start = time.monotonic()
        reader = subprocess.Popen([PROGRAM, "read", "-", "--input-format", "jsonl", "--ledger", f"{folder}/long.ledger", "--json", "--threads", str(options.threads),
                                   "--max-memory", options.max_memory], stdin=maker.stdout, stdout=subprocess.PIPE)
        maker.stdout.close()
        most, course, last = 0.0, [], -options.every
        while reader.poll() is None:
            now = memory(reader.pid)
            seconds = time.monotonic() - start
            if now:
                most = max(most, now[2])
                if seconds - last >= options.every:
                    last = seconds
                    size = sum(path.stat().st_size for path in pathlib.Path(folder).iterdir()) / 1e6
                    course.append(now[0])
                    print(f"{seconds:7.0f} s  {now[0]:6.0f} MB in memory, {now[1]:6.0f} MB of its own; ledger {size:8.1f} MB", flush=True)
            time.sleep(0.2)
        said = reader.stdout.read().decode()
        seconds = time.monotonic() - start
        print(said.strip())
        summary = json.loads(said or '{"reports":0}')
        print(f"{summary['reports']} reports in {seconds:.0f} s ({summary['reports'] / seconds:.0f} a second), status {reader.returncode}; largest memory {most:.0f} MB")
    return reader.returncode


if __name__ == "__main__":
    sys.exit(main())
