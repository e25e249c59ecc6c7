"""Times, places and counts as an analyst writes them in the tables of tests/values, read by the program as its users run it; and the same
bytes under three locales and two time zones. A table's head says what its columns mean; lines "#published" and "#uri" hold for all of it."""

import os
import pathlib
import shutil
import subprocess
import unittest

import cli

TABLES = cli.SOURCE / "tests/values"
KINDS = {"quantities": "quantity", "times": "time", "places": "place"}


class Table:
    def __init__(self, path):
        self.path = path
        self.given = {"published": "2024-05-16"}
        self.cases = []  # (line, sentence, [row])
        columns = None
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            cells = line.split("\t")
            if line.startswith("#"):
                if not line.startswith("# "):
                    self.given[cells[0][1:]] = cells[1]
            elif columns is None:
                columns = cells
            else:
                row = dict(zip(columns, cells + [""] * (len(columns) - len(cells))))
                if row["sentence"]:
                    self.cases.append((number, row["sentence"], []))
                if row["text"] != "-":
                    self.cases[-1][2].append(row)

    def inputs(self):
        for number, sentence, _ in self.cases:
            yield {"id": f"{self.path.parent.name}/{self.path.name}:{number}", "text": sentence, **self.given}


def tables():
    return [Table(path) for kind in KINDS for path in sorted((TABLES / kind).glob("*.tsv"))]


def shown(value):
    return "-" if value is None else str(value)


def wrong_count(row, read):
    more = []
    if read.get("standing"):
        more.append(read["standing"])
    for field in ("sex", "age", "nationality"):
        if read.get(field):
            more.append(f"{field}={read[field]}")
    got = [read["text"], *(shown(read[k]) for k in ("low", "best", "high", "hedge", "unit")), ", ".join(sorted(more))]
    want = [row[k] for k in ("text", "low", "best", "high", "hedge", "unit")] + [", ".join(sorted(filter(None, row["more"].split(", "))))]
    return "" if got == want else f"{got}, not {want}"


def wrong_time(row, read):
    fields = {"type": "timex", "value": "value", "mod": "mod", "earliest": "earliest", "latest": "latest"}
    bad = [f"{k} {shown(read[v])}, not {row[k]}" for k, v in fields.items() if row[k] and shown(read[v]) != row[k]]
    return "; ".join(bad + ([f"text '{read['text']}', not '{row['text']}'"] if row["text"] and read["text"] != row["text"] else []))


def wrong_place(row, read):
    bad = [f"{k} {shown(read.get(k))}, not {row[k]}" for k in ("text", "name", "country", "kind", "relation") if row[k] and shown(read.get(k)) != row[k]]
    for k in ("lat", "lon"):
        if row[k] and (read[k] is None or abs(read[k] - float(row[k])) > 0.1):
            bad.append(f"{k} {read[k]}, not {row[k]}")
    if row["radius_km"] and (read.get("radius_km") is None or abs(read["radius_km"] / float(row["radius_km"]) - 1) > 0.1):
        bad.append(f"radius {read.get('radius_km')}, not {row['radius_km']}")
    return "; ".join(bad)


WRONG = {"quantity": wrong_count, "time": wrong_time, "place": wrong_place}


def wrong_case(kind, rows, read):
    if len(rows) != len(read):
        return f"{len(read)} read, not {len(rows)}: " + " | ".join(r["text"] for r in read)
    return " | ".join(filter(None, (WRONG[kind](row, r) for row, r in zip(rows, read))))


def locales(folder):
    """Three locales with other commas, other capitals and other bytes; what a machine lacks is compiled for the test."""
    chosen = ["C"]
    for name, source in [("tr_TR.UTF-8", "tr_TR"), ("de_DE.UTF-8", "de_DE")]:
        if shutil.which("localedef") and pathlib.Path("/usr/share/i18n/locales", source).exists():
            subprocess.run(["localedef", "-i", source, "-f", "UTF-8", str(folder / name)], check=False, capture_output=True)
        chosen.append(name)
    return chosen


@cli.needs_data
class Values(cli.Case):
    def setUp(self):
        super().setUp()
        self.tables = tables()
        self.input = self.lines_file([i for table in self.tables for i in table.inputs()])

    def annotate(self, **environment):
        return self.output("annotate", "--layers", ",".join(KINDS), self.input, env=dict(cli.WITH_DATA, **environment))

    def test_every_row_of_the_tables(self):
        import json
        found = {}
        for line in self.annotate().decode("utf-8").splitlines():
            record = json.loads(line)
            if record["record"] in WRONG and record.get("basis") != "part of a name":
                found.setdefault((record["key"], record["record"]), []).append(record)
        counted = {kind: 0 for kind in KINDS}
        failures = []
        for table in self.tables:
            folder = table.path.parent.name
            for number, sentence, rows in table.cases:
                counted[folder] += 1
                key = f"{folder}/{table.path.name}:{number}"
                wrong = wrong_case(KINDS[folder], rows, found.get((key, KINDS[folder]), []))
                if wrong:
                    failures.append(f"{key}: {sentence}\n    {wrong}")
        print("values: " + ", ".join(f"{n} cases of {kind}" for kind, n in counted.items()) + f"; {len(failures)} wrong")
        self.assertFalse(failures, "\n" + "\n".join(failures))
        self.assertGreaterEqual(counted["quantities"], 300)
        self.assertGreaterEqual(counted["times"] + counted["places"], 200)

    def test_same_bytes_in_every_locale_and_zone(self):
        first = self.annotate(LC_ALL="C", TZ="UTC")
        for name in locales(self.folder):
            for zone in ["Pacific/Kiritimati", "America/St_Johns"]:
                with self.subTest(f"{name} {zone}"):
                    self.assertEqual(self.annotate(LC_ALL=name, TZ=zone, LOCPATH=str(self.folder)), first)


if __name__ == "__main__":
    cli.main()
