#!/usr/bin/env python3
"""Small pipelines of other shapes than en_core_web_sm, through `tallybook model import` and `annotate`, against spaCy itself.

    tiny_pipelines_test.py --tallybook PROGRAM --work DIR

spaCy comes from this Python, from TALLYBOOK_SPACY_PYTHON, or is installed with pip into a virtual environment below
TALLYBOOK_DATA (or DIR) where the package index can be reached. Where there is none, the test says why and ends with
status 77 (skipped). Status 1: a difference that no tie explains, or a comparison that cannot see differences.
"""
import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))

from spacy_python import python_with_spacy  # noqa: E402

SKIPPED = 77
SENTENCES = ROOT / "tests/language_golden/sentences.txt"


def sees_differences(comparison, program, image, nlp):
    """Whether one wrong tag, one wrong head and one wrong boundary would be reported."""
    text = "Two soldiers were wounded near Kandar on Friday."
    mine = comparison.tallybook_tokens(program, [text], image)[0]
    theirs = comparison.spacy_tokens(nlp(text))
    seen = [mine == theirs]
    for field, value in (("tag", "??"), ("head", 99), ("span", [0, 1])):
        wrong = [dict(token) for token in mine]
        wrong[1][field] = value
        tie, said = comparison.explain(nlp, text, wrong, theirs)
        seen.append(not tie and field.replace("span", "tokens") in said)
    return all(seen)


def run(args):
    import spacy

    import compare_with_spacy as comparison
    import make_tiny_pipelines as tiny

    sentences = comparison.sentences_of(comparison.read_texts(SENTENCES), 1000)
    sentences += [line for line in SENTENCES.read_text(encoding="utf-8").split("\n") if line]
    failed = []
    for name, shape in tiny.SHAPES.items():
        directory = args.work / "tiny" / name
        if not (directory / "config.cfg").exists():
            tiny.make(name, shape, args.work / "tiny")
        image = args.work / f"tiny_{name}.tbm"
        imported = subprocess.run([str(args.tallybook), "model", "import", str(directory), "-o", str(image)], capture_output=True, text=True,
                                  check=False)
        if imported.returncode != 0:
            print(f"{name}: import failed: {imported.stdout}{imported.stderr}")
            failed.append(name)
            continue
        nlp = spacy.load(directory)
        print(f"{name}:", flush=True)
        errors, _, _ = comparison.compare(nlp, args.tallybook, image, sentences)
        if errors:
            failed.append(name)
        if not sees_differences(comparison, args.tallybook, image, nlp):
            print(f"{name}: the comparison does not see differences")
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else f"{len(tiny.SHAPES)} pipelines, {len(sentences)} sentences: equal")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tallybook", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)  # this Python has spaCy
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    if args.inside:
        return run(args)
    if not args.tallybook.exists():
        print(f"skipped: {args.tallybook} is not built")
        return SKIPPED
    python, reason = python_with_spacy(os.environ.get("TALLYBOOK_DATA") or args.work)
    if python is None:
        print(f"skipped: {reason}")
        return SKIPPED
    return subprocess.run([str(python), "-B", "-W", "ignore", __file__, *sys.argv[1:], "--inside"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
