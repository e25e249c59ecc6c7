#!/usr/bin/env python3
"""False-event traps: sentences that sound like political violence and tell of none, and twins that do tell of it.

    python3 tools/traps.py [--tallybook ./tallybook] [--topics] [FILE…]     codes all; prints what is false, then shares

A file (tests/golden/traps/*.traps) is plain text: `# comment`, `## topic`, `published: YYYY-MM-DD` before the first sentence, and a
sentence a line, each a report of its own, with what must hold behind the last ` => `:

    nothing               trap: no mention of PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT that is affirmed, past or ongoing, not historic
    ASSAULT               twin: such a mention of this type must come out
    no statement threaten trap: no affirmed statement of this act
    statement threaten    twin: one must come out

Twins keep a rule that silences a trap from swallowing the truth. A share is judged, not each line: English has more figures of
speech than a codebook has rules. Whole golden cases were turned down here: they fix every field, a trap asks one question.
"""
import argparse, collections, re, sys
from pathlib import Path

from golden import code

TRAPS = Path(__file__).resolve().parent.parent / "tests" / "golden" / "traps"

# GOAL is to be reached; LIMIT is what fails until then. Over all files, the blind ones too, 1.9 % of the traps are false today
# and 5 of 176 twins are missed. Both limits go down with each rule that helps.
GOAL = 0.02
LIMIT = 0.02
TWINS_LIMIT = 5

TYPES = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
ACTS = ("condemn accuse claim-responsibility deny no-claim threaten warn demand urge promise agree reject praise confirm admit apologise "
        "no-comment report consult order announce").split()

Line = collections.namedtuple("Line", "key topic published text wanted")


class Malformed(Exception):
    pass


def is_trap(wanted):
    return wanted == "nothing" or wanted.startswith("no ")


def read(path):
    """The lines of one file, in its order. Raises Malformed for a line that says nothing testable."""
    lines, topic, published = [], "(no topic)", None
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = text.strip()
        where = f"{path.name}:{number}"
        if text.startswith("## "):
            topic = text[3:].strip()
        elif text.startswith("published:"):
            published = text.removeprefix("published:").strip()
            if lines or not re.fullmatch(r"\d{4}-\d\d-\d\d", published):
                raise Malformed(f"{where}: `published: YYYY-MM-DD` stands once, before the first sentence")
        elif text and not text.startswith("#"):
            sentence, arrow, wanted = text.rpartition(" => ")
            act = re.fullmatch(r"(?:no )?statement (\S+)", wanted)
            if not arrow or not sentence.strip() or not (wanted == "nothing" or wanted in TYPES or act and act[1] in ACTS):
                raise Malformed(f"{where}: a sentence, ` => `, and nothing, {', '.join(TYPES)}, statement ACT or no statement ACT")
            lines.append(Line(where, topic, published, sentence.strip(), wanted))
    return lines


def is_current(record):
    return (record["record"] == "mention" and record["type"] in TYPES and record["polarity"] == "affirmed"
            and record["phase"] in ("past", "ongoing") and not record["historic"])


def speaking(wanted, records):
    """The records that speak for what the line asks about: the false ones of a trap, the right ones of a twin."""
    act = re.fullmatch(r"(?:no )?statement (\S+)", wanted)
    if act:
        return [r for r in records if r["record"] == "statement" and r["act"] == act[1] and r["polarity"] == "affirmed"]
    return [r for r in records if is_current(r) and wanted in ("nothing", r["type"])]


def named(record):
    words = record.get("trigger") or record.get("cue")
    kind = record["type"] if record["record"] == "mention" else f"statement {record['act']}"
    return f"{kind} {words['text']!r} by {record['rule']}"


def share(part, whole):
    return f"{part}/{whole} ({100 * part / whole if whole else 0:.1f} %)"


class Score:
    def __init__(self):
        self.traps = self.false = self.twins = self.missed = 0

    def add(self, trap, wrong):
        self.traps, self.false = self.traps + trap, self.false + (trap and wrong)
        self.twins, self.missed = self.twins + (not trap), self.missed + (not trap and wrong)

    def line(self):
        return f"traps false {share(self.false, self.traps)}, twins missed {share(self.missed, self.twins)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--tallybook", default=str(TRAPS.parents[2] / "tallybook"))
    parser.add_argument("--topics", action="store_true", help="also by topic, and the rules that fired falsely")
    args = parser.parse_args()
    paths = args.files or sorted(TRAPS.glob("*.traps"))
    try:
        lines = [(path.name, line) for path in paths for line in read(path)]
    except (Malformed, OSError) as error:
        sys.exit(str(error))
    if not lines:
        sys.exit("there are no traps")
    found = code(args.tallybook, {line.key: (line.published, line.text, None) for _, line in lines})
    scores, topics, rules = collections.defaultdict(Score), collections.defaultdict(Score), collections.Counter()
    for name, line in lines:
        records = speaking(line.wanted, found[line.key])
        trap = is_trap(line.wanted)
        wrong = bool(records) == trap
        for score in (scores[name], scores["in all"], topics[line.topic]):
            score.add(trap, wrong)
        if wrong:
            print(f"{line.key}: {'false' if trap else 'missed'} ({line.wanted}): {line.text}")
            for record in records:
                print(f"    {named(record)}")
        rules.update({record["rule"] for record in records} if trap else [])
    if args.topics:
        for topic, score in sorted(topics.items(), key=lambda item: (-item[1].false, item[0])):
            print(f"topic {topic}: {score.line()}")
        for rule, count in rules.most_common():
            print(f"rule {rule}: {count}")
    for name, score in sorted(scores.items(), key=lambda item: item[0] == "in all"):
        print(f"{name}: {score.line()}")
    every = scores["in all"]
    good = every.false <= LIMIT * every.traps and every.missed <= TWINS_LIMIT
    print(f"traps: {'within' if good else 'over'} the limits: {100 * LIMIT:.1f} % of the traps false (to be reached: {100 * GOAL:.0f} %), {TWINS_LIMIT} twins missed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
