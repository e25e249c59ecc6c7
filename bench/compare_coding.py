#!/usr/bin/env python3
"""Words a second of whole coding, bytes in to records out, beside spaCy's pipeline on the same text, as ratios of one run.

    python3 bench/compare_coding.py [--words 300000] [--spacy-words 20000] [--turns 3] [--program build/release/src/tallybook]

Ordinary news is the Reuters-21578 collection, conflict news the messages of MUC-4 (in capitals, so they are recased first);
where they are not at hand, both are the reports of examples/. The program runs as anybody would run it, one thread, JSON
Lines in, records out to a file; seconds are the CPU time of the process, its start included. spaCy runs as in compare_speed.py.
The programs take turns, and of each the fastest turn counts. Start is the wall clock of coding one short sentence.
Two threads are compared by the wall clock, which other work on the machine disturbs; the CPU time beside it tells how much
more the two do in all.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "bench"))

from compare_speed import child, reports  # noqa: E402
from compare_with_spacy import REUTERS  # noqa: E402
from spacy_python import python_with_spacy  # noqa: E402

MUC = REUTERS.parent.parent / "muc4/raw"


def conflict_news(wanted):
    out, words = [], 0
    for path in sorted(MUC.glob("*/*muc*")):
        if path.name.startswith("key-"):
            continue
        text = path.read_text(encoding="latin-1").replace("\r\n", "\n")
        for message in re.split(r"^(?:DEV|TST\d)-MUC\d-\d{4}\b.*$", text, flags=re.MULTILINE)[1:]:
            message = message.strip()
            if message:
                out.append(message)
                words += len(message.split())
            if words >= wanted:
                return out
    return out


def own_reports():
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]


class Corpus:
    """Texts as a file of JSON Lines."""

    def __init__(self, folder, name, texts):
        self.words = sum(len(text.split()) for text in texts)
        self.reports = len(texts)
        self.path = Path(folder) / f"{name}.jsonl"
        with open(self.path, "w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text}) + "\n")


class Program:
    def __init__(self, path, folder):
        self.path, self.out = path, Path(folder) / "out"

    def run(self, *words):
        """CPU seconds, seconds of the wall clock, peak memory in MiB."""
        begin = time.monotonic()
        process = subprocess.Popen([str(self.path), *map(str, words), "-o", str(self.out)], stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        if status != 0:
            raise SystemExit(f"{self.path} {' '.join(map(str, words))}: status {status}")
        return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def table(title, columns, rows):
    width = max(len(row[0]) for row in rows)
    print(f"\n{title:<{width}}" + "".join(f"{column:>16}" for column in columns))
    for row in rows:
        print(f"{row[0]:<{width}}" + "".join(f"{cell:>16}" for cell in row[1:]))


def main():
    data = Path(os.environ.get("TALLYBOOK_DATA") or ROOT / ".tallybook")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=300000)
    parser.add_argument("--spacy-words", type=int, default=20000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/src/tallybook")
    parser.add_argument("--pipeline", type=Path, default=data / "sources/en_core_web_sm")
    args = parser.parse_args()
    if not args.program.exists():
        print(f"skipped: {args.program} is not there")
        return 0
    python, reason = python_with_spacy(data)
    if python and not args.pipeline.exists():
        python, reason = None, f"{args.pipeline} is not there"
    if reason:
        print(f"without spaCy: {reason}")
    with tempfile.TemporaryDirectory() as folder:
        compare(args, python, folder)
    return 0


def compare(args, python, folder):
    ordinary = Corpus(folder, "ordinary", reports([REUTERS], args.words) if REUTERS.exists() else own_reports())
    sample = Corpus(folder, "sample", reports([REUTERS], args.spacy_words) if REUTERS.exists() else own_reports())
    conflict = Corpus(folder, "conflict", conflict_news(args.words // 3) if MUC.exists() else own_reports())
    one = Corpus(folder, "one", ["Two rockets hit an air base near the town on Friday."])
    program = Program(args.program, folder)
    threads = ("--threads", 1)
    runs = {
        "violence": ("code", *threads, "--scope", "violence", ordinary.path),
        "all": ("code", *threads, ordinary.path),
        "ungated": ("code", *threads, "--no-gating", ordinary.path),
        "coded": ("code", *threads, conflict.path),
        "tokens": ("annotate", *threads, "--layers", "tokens", conflict.path),
        "two": ("code", "--threads", 2, conflict.path),
        "start": ("code", *threads, one.path),
    }
    best = {}
    spacy_rate = 0.0
    for _ in range(args.turns):
        for name, words in runs.items():
            best[name] = tuple(map(min, zip(best.get(name, (1e9,) * 3), program.run(*words))))
        if python:
            told = child([python, "-B", "-W", "ignore", ROOT / "bench/compare_speed.py", "--run-spacy", sample.path, "--pipeline",
                          args.pipeline, "--rounds", 1])
            spacy_rate = max(spacy_rate, told["words_per_second"]["whole analysis"][1])
    print(f"ordinary news: {ordinary.words} words in {ordinary.reports} reports; conflict news: {conflict.words} in {conflict.reports}")
    rows = [("spaCy's pipeline", f"{spacy_rate:,.0f}", "1.0", "")] if python else []
    for name, title in (("violence", "code --scope violence"), ("all", "code (--scope all)"), ("ungated", "code --no-gating")):
        rate = ordinary.words / best[name][0]
        rows.append((title, f"{rate:,.0f}", f"{rate / spacy_rate:.1f}" if python else "", f"{best[name][2]:.0f}"))
    table("ordinary news, one core", ("words a second", "times spaCy", "peak MiB"), rows)
    coded, tokens = (conflict.words / best[name][0] for name in ("coded", "tokens"))
    table("conflict news, one core", ("words a second", "of it"), [("annotate --layers tokens", f"{tokens:,.0f}", "1.00"),
                                                                   ("code", f"{coded:,.0f}", f"{coded / tokens:.2f}")])
    wall, cpu = best["coded"][1] / best["two"][1], 2 * best["coded"][0] / best["two"][0]
    table("two threads beside one", ("wall clock", "by CPU time"), [("times as fast", f"{wall:.2f}", f"{cpu:.2f}")])
    table("start", ("ms", "of CPU", "peak MiB"), [("one sentence coded", f"{1000 * best['start'][1]:.0f}", f"{1000 * best['start'][0]:.0f}",
                                                   f"{best['start'][2]:.0f}")])


if __name__ == "__main__":
    sys.exit(main())
