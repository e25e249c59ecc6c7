#!/usr/bin/env python3
"""Writes the table of figures in docs/quality.md from what the scorers printed: quality_table.py FIGURES.json

FIGURES.json holds {set: {metric: number}}. What stands in the table is chosen here, so that a run never picks its best
figures; the text around the table is written by hand. A set that the file lacks keeps its row.
"""

import json
import pathlib
import re
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/quality.md"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"
HEAD = "| set | what it measures | figures (percent) |\n|---|---|---|\n"

ROWS = [
    ("seed", "one report, gold record", "the whole record", ["right", "precision", "false", "places", "times"]),
    ("plover_sentences", "PLOVER sentences", "event class of a sentence, who to whom", ["root accuracy", "of coded", "coverage", "who-to-whom", "reversed"]),
    ("plover_gsr", "PLOVER gold records", "class, mode, actors", ["class accuracy", "mode accuracy", "actor found", "recipient found"]),
    ("cameo_spans", "CAMEO sentences", "who and whom as spans; quad class", ["token F1", "quad accuracy"]),
    ("petrarch", "PETRARCH unit records", "imported dictionaries", ["exact F1", "event F1"]),
    ("petrarch/gsr", "wire-style sentences", "source, target and CAMEO code", ["exact F1", "root F1"]),
    ("acled_types", "ACLED-style snippets", "event and sub-event type", ["weighted F1", "coded"]),
    ("arguments", "WikiEvents, RAMS", "arguments of an attack", ["argument F1", "wikievents trigger recall", "rams trigger recall"]),
    ("india_police", "India police events", "did anything happen",
     ["document F1 of KILL and ARREST", "KILL sentence P", "ARREST sentence P"]),
    ("muc4 slots", "MUC-4, all slots", "the whole record, cables in capitals", ["F", "P", "R"]),
    ("muc4 gtt form", "MUC-4, five slots", "the same, as later papers report it", ["F", "P", "R"]),
    ("polnear", "PolNeAR", "who said what", ["f1", "precision", "recall"]),
    ("re3d", "re3d", "names", ["f1", "relaxed_f1"]),
    ("lgl", "LGL", "places", ["f1_161", "tag_f1", "acc_161", "id"]),
    ("timeml", "TimeBank and AQUAINT", "times", ["value_f1", "strict_f1", "relaxed_f1"]),
    ("wikiwars", "WikiWars", "times in war histories", ["value_f1", "relaxed_f1"]),
    ("ecbplus", "ECB+", "which mentions are one event", ["CoNLL F1", "B3"]),
    ("series", "series of reports", "incidents, counts, checks across reports", ["mean", "incidents F1", "tallies F1", "attribution F1", "statements F1"]),
]


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    figures = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    table, after = rest.split(END)
    old = {m[1]: m[0] for m in re.finditer(r"^\| (.*?) \|.*$", table, re.MULTILINE)}
    lines = []
    for key, title, what, metrics in ROWS:
        row = figures.get(key)
        if row is None:
            if title in old:
                lines.append(old[title])
            continue
        lines.append(f"| {title} | {what} | " + ", ".join(f"{m} {row[m]:.1f}" for m in metrics if m in row) + " |")
    PAGE.write_text(before + BEGIN + HEAD + "\n".join(lines) + "\n" + END + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
