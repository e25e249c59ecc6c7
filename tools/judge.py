#!/usr/bin/env python3
"""How many records are false: draws mentions for a reader to judge, and counts the verdicts.

    python3 tools/judge.py draw --set reuters|muc4 --seed N [--count 200] [--items 2000] [--tallybook ./tallybook] > DRAW.jsonl
    python3 tools/judge.py table DRAW.jsonl VERDICTS                        a verdict a line: ID right|wrong|unsure [cause]

reuters: items of the Reuters-21578 collection, chosen by the seed (more items hold those of fewer); drawn are mentions of material
conflict that are affirmed, past or ongoing, not historic. muc4: all MUC-3/4 messages for development; drawn are mentions of any kind. The sets are not in the tree
but in ../shared/bench. The same seed, text and program give the same draw, and the same seed the same items for any program.
The first line of a draw counts what it was drawn from, so that a share of records becomes a share of sentences.

Gold keys were turned down as judges: they hold no background events and no directions, so they cannot say what is false. An unsure
verdict counts half. Draws and verdicts hold other people's text: keep them outside the tree.
"""
import argparse, collections, datetime, json, lzma, random, re, sys
from html import unescape
from pathlib import Path

from golden import ROOT, code
from traps import is_current

BENCH = ROOT.parent / "shared" / "bench"
CONTEXT = 250     # bytes before and after the evidence
VERDICTS = {"right": 0, "unsure": 0.5, "wrong": 1}


def day(text, pattern, century=""):
    found = re.search(pattern, text)
    try:
        return datetime.datetime.strptime("-".join([found[1], found[2][:3].title(), century + found[3]]), "%d-%b-%Y").date().isoformat()
    except (TypeError, ValueError):
        return None


def reuters(bench, seed, count):
    """{key: (day, text, None)} of as many items as wanted that have a body, in the collection's order."""
    path = bench / "reuters21578" / "reut2-000_021.sgm.xz"
    if not path.exists():
        sys.exit(f"{path} is not there")
    sgml = lzma.decompress(path.read_bytes()).decode("latin-1")
    items = re.findall(r'<REUTERS [^>]*NEWID="(\d+)">\s*<DATE>(.*?)</DATE>.*?(?:<BODY>(.*?)</BODY>.*?)?</REUTERS>', sgml, re.DOTALL)
    items = [item for item in items if item[2]]
    order = list(range(len(items)))
    random.Random(seed).shuffle(order)
    cases = {}
    for number, date, body in (items[i] for i in sorted(order[:count])):
        text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", unescape(body)).rstrip()
        cases[f"reuters-{number}"] = (day(date, r"(\d+)-(\w+)-(\d{4})"), re.sub(r"\s+reuter$", "", text, flags=re.IGNORECASE) + "\n", None)
    return cases


def muc4(bench, seed, count):
    files = sorted(path for path in (bench / "muc4" / "raw").glob("*/*-muc*") if not path.name.startswith("key-"))
    if not files:
        sys.exit(f"{bench / 'muc4'} is not there")
    cases = {}
    for path in files:
        parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", path.read_text("latin-1").replace("\r\n", "\n"), flags=re.MULTILINE)
        for key, body in zip(parts[1::2], parts[2::2]):
            body = body.strip("\n").rstrip()
            cases[key] = (day(body[:300], r",\s*(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?\s+(\d{2})\b", "19"), body + "\n", None)
    return cases


SETS = {"reuters": (reuters, is_current), "muc4": (muc4, lambda record: record["record"] == "mention")}


def shown(record, text):
    """What a reader needs to judge a mention, and no more: the rule that made it is not shown."""
    data = text.encode()
    cut = lambda begin, end: " ".join(data[max(0, begin):end].decode(errors="ignore").split())
    spans = [told["span"] for told in record["evidence"]]
    begin, end = min(s[0] for s in spans), max(s[1] for s in spans)
    people = {}
    for p in record["participants"]:
        what = [p["text"] or "unknown", p["effect"], None if p["status"] == "reported" else p["status"]]
        people.setdefault(p["role"], []).append(" | ".join(filter(None, what)))
    return {"id": f"{record['key']}/{record['id'].split('/')[-1]}", "type": record["type"], "mode": record["mode"],
            "trigger": record["trigger"]["text"], **{role: people.get(role, []) for role in ("actor", "recipient", "victim", "object")},
            "other": {role: p for role, p in people.items() if role not in ("actor", "recipient", "victim", "object")},
            "reciprocal": record["reciprocal"], "phase": record["phase"], "polarity": record["polarity"], "historic": record["historic"],
            "evidence": [cut(*span) for span in spans], "before": cut(begin - CONTEXT, begin), "after": cut(end, end + CONTEXT)}


def draw(args):
    read, wanted = SETS[args.set]
    cases = read(args.bench, args.seed, args.items)
    found = code(args.tallybook, cases)
    records = [(key, record) for key in cases for record in found[key]]
    mentions = [(key, record) for key, record in records if wanted(record)]
    chosen = sorted(random.Random(args.seed).sample(range(len(mentions)), min(args.count, len(mentions))))
    print(json.dumps({"set": args.set, "seed": args.seed, "items": len(cases), "mentions": len(mentions), "drawn": len(chosen),
                      "sentences": sum(record["sentences"] for _, record in records if record["record"] == "report")}))
    for key, record in (mentions[i] for i in chosen):
        print(json.dumps(shown(record, cases[key][1]), ensure_ascii=False))


def wilson(share, count, z=1.96):
    middle, half = share + z * z / (2 * count), z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return [(middle + sign * half) / (1 + z * z / count) for sign in (-1, 1)]


def counted(head, drawn, lines):
    """The table as lines of Markdown. Raises ValueError unless each drawn mention has exactly one verdict."""
    verdicts, causes = {}, collections.Counter()
    for line in lines:
        name, verdict, cause = (line.split(None, 2) + ["", "", ""])[:3]
        if not name or name.startswith("#"):
            continue
        if name not in drawn or name in verdicts or verdict not in VERDICTS:
            raise ValueError(f"no drawn mention, a second verdict or none of {', '.join(VERDICTS)}: {line.strip()}")
        verdicts[name] = VERDICTS[verdict]
        causes[cause.strip() or "no cause given"] += VERDICTS[verdict]
    if len(verdicts) != len(drawn) or not drawn:
        raise ValueError(f"verdicts: {len(verdicts)} of {len(drawn)}")
    share = sum(verdicts.values()) / len(drawn)
    low, high = wilson(share, len(drawn))
    out = [f"| {head['set']}, seed {head['seed']}, {len(drawn)} of {head['mentions']} mentions | wrong | share |", "|---|---|---|"]
    out += [f"| {cause} | {wrong:g} | {100 * wrong / len(drawn):.1f} % |" for cause, wrong in sorted(causes.items(), key=lambda c: (-c[1], c[0])) if wrong]
    out.append(f"| **in all** | {sum(verdicts.values()):g} | {100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f}) |")
    if head["set"] == "reuters":
        part = [100 * s * head["mentions"] / head["sentences"] for s in (share, low, high)]
        out.append(f"| sentences with a wrong mention, of {head['sentences']} | {share * head['mentions']:.0f} | {part[0]:.2f} % ({part[1]:.2f} to {part[2]:.2f}) |")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--set", choices=SETS, required=True)
    drawing.add_argument("--seed", type=int, required=True)
    drawing.add_argument("--count", type=int, default=200)
    drawing.add_argument("--items", type=int, default=2000, help="of reuters, how many are coded")
    drawing.add_argument("--tallybook", default=str(ROOT / "tallybook"))
    drawing.add_argument("--bench", type=Path, default=BENCH)
    table = commands.add_parser("table")
    table.add_argument("draw", type=Path)
    table.add_argument("verdicts", type=Path)
    args = parser.parse_args()
    if args.command == "draw":
        draw(args)
        return
    head, *drawn = map(json.loads, args.draw.read_text("utf-8").splitlines())
    try:
        print("\n".join(counted(head, {mention["id"] for mention in drawn}, args.verdicts.read_text("utf-8").splitlines())))
    except ValueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
