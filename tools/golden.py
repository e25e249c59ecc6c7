#!/usr/bin/env python3
"""Golden cases: reports with the records that must come out, in a form that an analyst can read and write.

    python3 tools/golden.py [--tallybook ./tallybook] [CASE…]      checks; prints the differences
    python3 tools/golden.py --accept [CASE…]                       rewrites the cases; review the diff

A case (tests/golden/*.case) is `published: YYYY-MM-DD`, the report's text, a line `----`, and the records, one a block:

    mention ASSAULT/heavy-weapons affirmed past "landed"
      actor unknown
      instrument "Mortar rounds" mortar count 7/7/7
      place at facility:… ; time 2023-12-08T04:00
    statement condemn "The president" against … about m1

Only what an analyst decides is compared: no scores, no offsets (the quoted words stand for them), no digests. The whole
JSON was turned down: nobody reviews a diff of it.
"""
import argparse, difflib, json, shlex, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "golden"


def number(q):
    if not q:
        return ""
    show = lambda v: "-" if v is None else str(v)
    return f" count {show(q['low'])}/{show(q['best'])}/{show(q['high'])}" + (f" ({q['hedge']})" if q.get("hedge") else "")


def who(p):
    if p is None:
        return "nobody"
    if p["text"] is None:
        return "unknown"
    parts = [json.dumps(p["text"], ensure_ascii=False), p["id"] or p["kind"]]
    if p.get("effect"):
        parts.append(p["effect"])
    if p.get("status", "reported") != "reported":
        parts.append(p["status"] + (f" by {p['by']}" if p.get("by") else ""))
    return " ".join(parts) + number(p.get("count"))


def place(p):
    return f"{p.get('relation') or 'in'} {p['id'] or p['name']}"


def render(records):
    out = []
    short = lambda i: i.split("/")[-1]
    for r in records:
        if r["record"] == "mention":
            flags = [r["polarity"], r["phase"]] + [f for f in ("historic", "series") if r[f]]
            out.append(f"{short(r['id'])} mention {r['type']}{'/' + r['mode'] if r['mode'] else ''} {' '.join(flags)} {json.dumps(r['trigger']['text'], ensure_ascii=False)}{number(r['count'])}"
                       + (f" part of {short(r['part_of'])}" if r["part_of"] else ""))
            out += [f"  {p['role']} {who(p)}" for p in r["participants"]]
            if r["time"]:
                out.append(f"  time {r['time']['value']}{' ' + r['time']['mod'] if r['time']['mod'] else ''}")
            if r["place"]:
                out.append("  place " + ", ".join(map(place, [r["place"], *r["other_places"]])))
            out += [f"  said by {json.dumps(s['text'], ensure_ascii=False)}" for s in r["said_by"]]
            out.append(f"  told in {len(r['evidence'])} sentence{'s' if len(r['evidence']) > 1 else ''}")
        elif r["record"] == "statement":
            out.append(f"{short(r['id'])} statement {r['act']}{' ' + r['type'] if r['type'] else ''} {r['polarity']} {json.dumps(r['cue']['text'], ensure_ascii=False)}")
            out.append(f"  speaker {who(r['speaker'])}")
            if r["addressee"]:
                out.append(f"  addressee {who(r['addressee'])}")
            out += [f"  against {who(p)}" for p in r["against"]]
            if r["content"]:
                out.append(f"  content {json.dumps(r['content']['text'], ensure_ascii=False)}")
            if r["about"]:
                out.append("  about " + " ".join(map(short, r["about"])))
            if r["reported_by"]:
                out.append(f"  reported by {who(r['reported_by'])}")
            if r["medium"]:
                out.append(f"  medium {r['medium']}")
        elif r["record"] == "tally":
            out.append(f"{short(r['id'])} tally {r['of']} {r['superlative'] or ''}{number(r['quantity'])} {r['unit'] or ''}".rstrip())
            for role in ("actor", "recipient", "by"):
                if r[role]:
                    out.append(f"  {role} {who(r[role])}")
            if r["places"]:
                out.append("  place " + ", ".join(map(place, r["places"])))
            if r["since"] or r["until"]:
                out.append(f"  window {r['since'] or '?'} to {r['until'] or '?'}")
    return "\n".join(out) + "\n"


def parse(path):
    head, _, wanted = path.read_text("utf-8").partition("\n----\n")
    published = None
    if head.startswith("published: "):
        first, _, head = head.partition("\n")
        published = first.removeprefix("published: ").strip()
    return published, head.strip("\n") + "\n", wanted


def code(command, cases, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as source:
        for name, (published, text, _) in cases.items():
            source.write(json.dumps({"id": name, "text": text, "published": published}, ensure_ascii=False) + "\n")
        source.flush()
        done = subprocess.run([*shlex.split(command), "code", *options, "--input-format", "jsonl", source.name], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{command} code: exit status {done.returncode}")
    found = {name: [] for name in cases}
    for line in done.stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        if record.get("key") in found:
            found[record["key"]].append(record)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", type=Path)
    parser.add_argument("--tallybook", default=str(ROOT / "tallybook"))
    parser.add_argument("--accept", action="store_true")
    args = parser.parse_args()
    paths = args.cases or sorted(CASES.glob("*.case"))
    if not paths:
        sys.exit("there are no golden cases")
    cases = {path.stem: parse(path) for path in paths}
    found = code(args.tallybook, cases)
    failed = 0
    for path in paths:
        published, text, wanted = cases[path.stem]
        have = render(found[path.stem])
        if args.accept:
            path.write_text((f"published: {published}\n" if published else "") + text + "----\n" + have, "utf-8")
        elif have != wanted:
            failed += 1
            print(f"{path.name}: differs")
            print("".join(difflib.unified_diff(wanted.splitlines(True), have.splitlines(True), "wanted", "have", n=2)))
    if not args.accept:
        print(f"golden: {len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
