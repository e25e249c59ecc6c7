#!/usr/bin/env python3
"""The examples that stand under the codebook's frames, each coded as a report of its own.

    python3 tools/examples.py [--tallybook ./tallybook] [FILE…]     checks; prints what does not hold

    + SENTENCE => WHAT; FIELD; FIELD     one record must have all of this
    - SENTENCE                           no record may come from this frame

Each frame and statement has at least two of both.

WHAT is `TYPE[/MODE] [PHASE]` under a `frame`, `ACT[/MODE]` under a `statement`; a FIELD is `ROLE "words" [EFFECT]`, `actor unknown`,
`type TYPE`, or of a statement `speaker|addressee|against|content "words"`. Which frame gives the wanted record is left open: two frames
may tell the same, and which of them wins is no promise.
"""
import argparse, collections, re, sys
from pathlib import Path

from golden import code

FRAMES = Path(__file__).resolve().parent.parent / "codebooks" / "frames"
PUBLISHED = "2021-06-09"
FIELD = re.compile(r'(\w+) (?:"([^"]*)"(?: (\w+))?|(unknown))$|type (\w+)$')


class Malformed(Exception):
    pass


def read(path):
    """The examples of a file: {key: (published, sentence, (frame, expectation or None))}."""
    examples, frame = {}, None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        if head := re.match(r"(?:frame|statement) ([^\s:]+)", line):
            frame = head[1]
        elif line.startswith("+ "):
            sentence, arrow, wanted = line[2:].partition(" => ")
            if not arrow or frame is None:
                raise Malformed(f"{path.name}:{number}: no ` => ` behind the example, or no frame above it")
            examples[f"{path.name}:{number}"] = (PUBLISHED, sentence.strip(), (frame, wanted.strip()))
        elif line.startswith("- "):
            examples[f"{path.name}:{number}"] = (PUBLISHED, line[2:].strip(), (frame, None))
    return examples


def scant(examples):
    """The frames of files that have fewer than two examples or fewer than two counter-examples."""
    counts = collections.defaultdict(lambda: [0, 0])
    for key, (_, _, (frame, wanted)) in examples.items():
        counts[key.split(":")[0], frame][wanted is None] += 1
    return [f"{name}: {frame} has {plus} examples and {minus} counter-examples" for (name, frame), (plus, minus) in counts.items()
            if min(plus, minus) < 2]


def people(record):
    for one in record.get("participants") or record.get("against") or []:
        yield one.get("role") or "against", one
    for role in ("speaker", "addressee", "content"):
        if isinstance(record.get(role), dict):
            yield role, record[role]


def is_what(record, what):
    kind, _, phase = what.partition(" ")
    head, _, mode = kind.partition("/")
    own = record["type"] if record["record"] == "mention" else record["act"]
    return own == head and (not mode or record["mode"] == mode) and (not phase or record.get("phase") == phase)


def has(record, field):
    found = FIELD.match(field)
    if not found:
        raise Malformed(f"not a field of an example: {field}")
    role, words, effect, unknown, kind = found.groups()
    if kind:
        return record["type"] == kind
    if unknown:
        return any(r == role and one.get("status") == "unknown" for r, one in people(record))
    return any(r == role and one["text"] == words and (not effect or one.get("effect") == effect) for r, one in people(record))


def holds(records, frame, wanted):
    records = [r for r in records if r["record"] in ("mention", "statement")]
    if wanted is None:
        return not any(r["rule"].rpartition(":")[0] == frame for r in records)
    what, *fields = [part.strip() for part in wanted.split(";")]
    return any(is_what(r, what) and all(has(r, field) for field in fields) for r in records)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--tallybook", default=str(FRAMES.parents[1] / "tallybook"))
    args = parser.parse_args()
    examples, wrong = {}, 0
    try:
        for path in args.files or sorted(FRAMES.glob("*.txt")):
            examples.update(read(path))
        if not examples:
            raise Malformed("there are no examples")
        found = code(args.tallybook, examples, "--statements", "all")
        for key, (_, sentence, (frame, wanted)) in examples.items():
            if holds(found[key], frame, wanted):
                continue
            wrong += 1
            print(f"{key}: {sentence}\n    {'=> ' + wanted if wanted else 'nothing of ' + frame}")
    except (Malformed, OSError) as error:
        sys.exit(str(error))
    few = scant(examples)
    print("".join(f"{line}; two of each are the least\n" for line in few), end="")
    print(f"examples: {len(examples) - wrong} of {len(examples)} hold")
    return 1 if wrong or few else 0


if __name__ == "__main__":
    sys.exit(main())
