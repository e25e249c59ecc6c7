#!/usr/bin/env python3
"""Words a second of Tallybook's language layer and of spaCy on the same text, one thread each, in one table.

    python3 bench/compare_speed.py [--image MODEL.tbm] [--pipeline DIR] [--text FILE | --reuters FILE.sgm.xz] [--words 150000]
        [--rounds 3] [--turns 2] [--bench build/release/bench/bench_language_pipeline]

The text is cut into reports with unwrapped paragraphs (line breaks inside a paragraph cost spaCy accuracy and us nothing).
spaCy runs nlp.pipe with its default settings over whole reports, its fastest way; Tallybook splits into sentences and
analyses each. The same components run in both: tagger, parser, attribute rules, lemmas, entities. Each program has a
process of its own, so that the peak memory is its own too. "first" is a round with empty caches, "best" the fastest.
Seconds are CPU time, and the programs take turns, so that other work on the machine disturbs as little as it can.

Where not said otherwise the image and the pipeline are those of set-up, the text is the Reuters-21578 collection or, where
that is not at hand, the reports of examples/ (a small text, so "best" has warm caches). Where spaCy cannot be had, the table
has Tallybook's columns only, and says why.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))

from compare_with_spacy import REUTERS, load_spacy, read_texts  # noqa: E402
from spacy_python import python_with_spacy  # noqa: E402

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}


def reports(paths, wanted):
    out, words = [], 0
    for path in paths:
        for text in read_texts(path):
            text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
            paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n|\n {3,}", text)]
            report = "\n\n".join(p for p in paragraphs if p)
            if report:
                out.append(report)
                words += len(report.split())
            if words >= wanted:
                return out
    return out


def run_spacy(path, pipeline, rounds):
    """In a child process: prints one JSON line."""
    nlp = load_spacy(pipeline)
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    words = sum(len(text.split()) for text in texts)

    def timed(work):
        seconds = []
        for _ in range(rounds):
            start = time.process_time()
            work()
            seconds.append(time.process_time() - start)
        return [words / seconds[0], words / min(seconds)]

    rates = {"sentences and tokens": timed(lambda: [nlp.make_doc(text) for text in texts]),
             "whole analysis": timed(lambda: [None for _ in nlp.pipe(texts)])}
    tokens = sum(len(nlp.make_doc(text)) for text in texts)
    import spacy
    print(json.dumps({"version": spacy.__version__, "words": words, "tokens": tokens, "words_per_second": rates,
                      "components": nlp.pipe_names,
                      "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def child(command):
    run = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, env={**os.environ, **ONE_THREAD}, check=True)
    return json.loads(run.stdout.decode().splitlines()[-1])


def faster(a, b):
    """Two measurements of one program: the better of each rate, the larger memory."""
    if a is None:
        return b
    rates = {name: [max(pair) for pair in zip(rate, b["words_per_second"][name])] for name, rate in a["words_per_second"].items()}
    return {**a, "words_per_second": rates, "peak_mib": max(a["peak_mib"], b["peak_mib"])}


def print_table(ours, theirs):
    beside = f"spaCy {theirs['version']} with {', '.join(theirs['components'])}" if theirs else "no spaCy"
    print(f"{ours['words']} words; one thread; {ours['kernels']} kernels; {beside}")
    print(f"{'words a second':<26}{'Tallybook first':>16}{'best':>12}{'spaCy first':>14}{'best':>12}{'ratio first':>14}{'best':>8}")
    for name, (first, best) in ours["words_per_second"].items():
        line = f"{name:<26}{first:>16,.0f}{best:>12,.0f}"
        if theirs and name in theirs["words_per_second"]:
            their_first, their_best = theirs["words_per_second"][name]
            line += f"{their_first:>14,.0f}{their_best:>12,.0f}{first / their_first:>13.1f}x{best / their_best:>7.1f}x"
        print(line)
    line = f"{'peak memory, MiB':<26}{ours['peak_mib']:>16,.0f}"
    print(line + (f"{'':>12}{theirs['peak_mib']:>14,.0f}" if theirs else ""))


def main():
    data = Path(os.environ.get("TALLYBOOK_DATA") or ROOT / ".tallybook")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", nargs="*", default=[])
    parser.add_argument("--reuters", type=Path)
    parser.add_argument("--words", type=int, default=150000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--bench", type=Path, default=ROOT / "build/release/bench/bench_language_pipeline")
    parser.add_argument("--image", default=os.environ.get("TALLYBOOK_MODEL") or data / "models/en_core_web_sm.tbm")
    parser.add_argument("--pipeline", default=data / "sources/en_core_web_sm")
    parser.add_argument("--run-spacy", metavar="FILE", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run_spacy:
        run_spacy(args.run_spacy, args.pipeline, args.rounds)
        return 0
    sources = list(args.text) or [args.reuters or REUTERS]
    if sources == [REUTERS] and not REUTERS.exists():
        sources = sorted((ROOT / "examples").glob("*.txt"))
    for needed in [args.bench, args.image, *sources]:
        if not Path(needed).exists():
            print(f"skipped: {needed} is not there")
            return 0
    python, reason = python_with_spacy(data)
    if python and not Path(args.pipeline).exists():
        python, reason = None, f"{args.pipeline} is not there"
    if reason:
        print(f"without spaCy: {reason}")
    ours = theirs = None
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for text in reports(sources, args.words):
            file.write(json.dumps({"text": text}) + "\n")
        file.flush()
        for _ in range(args.turns):
            ours = faster(ours, child([args.bench, "--model", args.image, "--text", file.name, "--rounds", args.rounds, "--json"]))
            if python:
                theirs = faster(theirs, child([python, "-B", "-W", "ignore", __file__, "--run-spacy", file.name, "--pipeline", args.pipeline,
                                               "--rounds", args.rounds]))
    print_table(ours, theirs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
