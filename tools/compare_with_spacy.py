#!/usr/bin/env python3
"""Compares `tallybook annotate --layers tokens --presplit` with a live spaCy, token by token.

    python3 tools/compare_with_spacy.py [--text FILE… | --reuters FILE.sgm.xz] [--sentences 20000]
        [--tallybook PROGRAM] [--image MODEL.tbm] [--pipeline en_core_web_sm]

Needs a Python with spaCy 3.8 and the pipeline that the image was imported from (an installed package, or a directory with
config.cfg). The text is plain text, or one JSON object with "text" a line (.jsonl), or Reuters SGML (.sgm, .sgm.xz); each
sentence goes through both programs as a text of its own. Without one, the Reuters-21578 collection is looked for in
../shared/bench/reuters21578, and if it is not there the comparison is skipped.

Every difference is printed, none left out, with the gap between spaCy's best and second-best choice where it could have gone the other
way. Floating-point sums come out differently by up to 2.3e-5 with another order of additions, so a decision with a gap
below 1e-4 may fall either way and is called a tie; anything else is an error of ours, and the exit status is 1.
"""
import argparse
import importlib
import json
import lzma
import re
import subprocess
import sys
import tempfile
import time
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REUTERS = ROOT.parent / "shared/bench/reuters21578/reut2-000_021.sgm.xz"
TIE = 1e-4
FIELDS = ("span", "tag", "pos", "lemma", "head", "dep", "entity")


# ---- text

def read_texts(path):
    path = Path(path)
    opener = lzma.open if path.suffix == ".xz" else open
    name = path.name.removesuffix(".xz")
    with opener(path, "rb") as file:
        data = file.read()
    if name.endswith((".sgm", ".sgml")):
        text = data.decode("latin-1")
        return [unescape(body) for body in re.findall(r"<BODY>(.*?)</BODY>", text, re.DOTALL)]
    text = data.decode("utf-8", errors="replace")
    if name.endswith((".jsonl", ".json")):
        return [json.loads(line).get("text", "") for line in text.splitlines() if line.strip()]
    return [text]


def sentences_of(texts, wanted):
    """Rough sentences by a rule of its own, so that no splitter of either program decides what is compared."""
    out = []
    for text in texts:
        text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
        for paragraph in re.split(r"\n\s*\n|\n {3,}", text):
            line = " ".join(paragraph.split("\n")).strip()
            line = re.sub(r" {2,}", " ", line) if len(out) % 50 else line  # some keep their inner white space
            for sentence in re.split(r"(?<=[.!?\"])\s+(?=[A-Z\"“(])", line):
                if 0 < len(sentence) <= 1000:
                    out.append(sentence)
                    if len(out) >= wanted:
                        return out
    return out


# ---- both programs

def load_spacy(pipeline):
    import spacy
    try:
        return spacy.load(pipeline)
    except OSError:
        package = Path(importlib.import_module(pipeline).__file__).parent
        return spacy.load(next(package.rglob("config.cfg")).parent)


def spacy_tokens(doc):
    offsets = [0]
    for character in doc.text:
        offsets.append(offsets[-1] + len(character.encode("utf-8", "surrogatepass")))
    return [{"span": [offsets[t.idx], offsets[t.idx + len(t.text)]], "tag": t.tag_, "pos": t.pos_, "lemma": t.lemma_,
             "head": t.head.i, "dep": t.dep_, "entity": f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O"} for t in doc]


def tallybook_tokens(program, sentences, image=None):
    """One list of tokens a sentence, in the order given."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, sentence in enumerate(sentences):
            file.write(json.dumps({"id": str(number), "text": sentence}) + "\n")
        file.flush()
        command = [str(program), "annotate", "--layers", "tokens", "--presplit", "--quiet"]
        if image:
            command += ["--model", str(image)]
        run = subprocess.run(command + [file.name], stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"{program} annotate ended with status {run.returncode}")
    out = [[] for _ in sentences]
    for line in run.stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        if record["record"] == "token":
            values = {field: "" if record[field] is None else record[field] for field in FIELDS}  # null: none was given
            out[int(record["key"])].append(values)
    return out


# ---- margins

def smallest_gap(scores):
    top = sorted(scores, reverse=True)[:2]
    return top[0] - top[1] if len(top) > 1 else float("inf")


def transition_gap(pipe, doc):
    """The smallest gap between the two best valid classes over all steps of parser or entity recogniser."""
    import numpy
    moves = pipe.moves
    names = [moves.get_class_name(i) for i in range(moves.n_moves)]
    model = pipe.model.predict([doc])
    states = moves.init_batch([doc])
    gap = float("inf")
    while states and not states[0].is_final():
        scores = numpy.asarray(model.predict(states)[0], dtype="f4")
        valid = [bool(moves.is_valid(states[0], name)) for name in names]
        gap = min(gap, smallest_gap([float(s) for s, v in zip(scores, valid) if v]))
        states = pipe.transition_states(states, numpy.ascontiguousarray(scores[None]))
    return gap


def gaps(nlp, text):
    """The smallest gap of each component on this sentence."""
    doc = nlp.make_doc(text)
    out = {}
    for name, pipe in nlp.pipeline:
        if name == "tagger":
            scores = pipe.model.predict([doc])[0]
            out[name] = min((smallest_gap([float(x) for x in row]) for row in scores), default=float("inf"))
        elif name in ("parser", "ner"):
            out[name] = transition_gap(pipe, doc)
        doc = pipe(doc)
    return out


COMPONENT = {"span": None, "tag": "tagger", "head": "parser", "dep": "parser", "entity": "ner", "pos": None, "lemma": None}


def explain(nlp, text, ours, theirs):
    """(is it a tie, what to print) of two token lists that differ."""
    if [t["span"] for t in ours] != [t["span"] for t in theirs]:
        return False, "tokens: " + first_difference(ours, theirs, "span", text)
    margin = gaps(nlp, text)
    fields = [f for f in FIELDS if any(a[f] != b[f] for a, b in zip(ours, theirs))]
    # pos and lemma follow from tags and arcs, entities from the sentence starts of the tree.
    causes = [COMPONENT[f] for f in fields if COMPONENT[f]]
    upstream = {"tagger": ["tagger"], "parser": ["parser"], "ner": ["ner", "parser"]}
    tie = bool(causes) and all(min(margin[c] for c in upstream[cause] if c in margin) < TIE for cause in causes)
    lines = [first_difference(ours, theirs, field, text) for field in fields]
    lines.append("smallest gaps: " + ", ".join(f"{name} {gap:.2g}" for name, gap in margin.items()))
    return tie, "; ".join(lines)


def first_difference(ours, theirs, field, text):
    data = text.encode("utf-8")
    for i, (a, b) in enumerate(zip(ours, theirs)):
        if a[field] != b[field]:
            word = data[b["span"][0]:b["span"][1]].decode("utf-8", "replace")
            return f"{field} of token {i} {word!r}: ours {a[field]!r}, spaCy {b[field]!r}"
    return f"{len(ours)} tokens here, {len(theirs)} there"


def compare(nlp, program, image, sentences):
    """Prints all differences; returns (sentences that differ by more than a tie, ties, tokens)."""
    start = time.monotonic()
    ours = tallybook_tokens(program, sentences, image)
    print(f"tallybook: {time.monotonic() - start:.1f} s", flush=True)
    start = time.monotonic()
    errors = ties = tokens = 0
    for text, mine, doc in zip(sentences, ours, nlp.pipe(sentences, batch_size=256)):
        theirs = spacy_tokens(doc)
        tokens += len(theirs)
        if mine == theirs:
            continue
        tie, explanation = explain(nlp, text, mine, theirs)
        ties += tie
        errors += not tie
        print(f"{'tie  ' if tie else 'ERROR'} {text!r}\n      {explanation}", flush=True)
    print(f"spaCy: {time.monotonic() - start:.1f} s")
    print(f"{len(sentences)} sentences, {tokens} tokens: {errors} sentences differ, {ties} more by a tie (gap below {TIE:g})")
    return errors, ties, tokens


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", nargs="*", default=[])
    parser.add_argument("--reuters", type=Path)
    parser.add_argument("--sentences", type=int, default=20000)
    parser.add_argument("--tallybook", type=Path, default=ROOT / "build/release/src/tallybook")
    parser.add_argument("--image", type=Path)
    parser.add_argument("--pipeline", default="en_core_web_sm")
    args = parser.parse_args()
    sources = list(args.text) or [args.reuters or REUTERS]
    missing = [str(p) for p in sources if not Path(p).exists()]
    if missing:
        print("skipped: no text: " + ", ".join(missing))
        return 0
    if not args.tallybook.exists():
        print(f"skipped: {args.tallybook} is not built")
        return 0
    try:
        nlp = load_spacy(args.pipeline)
    except ImportError as error:
        print(f"skipped: {error} (install spaCy 3.8 and the pipeline in this Python)")
        return 0
    sentences = sentences_of((text for path in sources for text in read_texts(path)), args.sentences)
    errors, _, _ = compare(nlp, args.tallybook, args.image, sentences)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
