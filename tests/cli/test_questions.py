"""The commands that ask a ledger and review it, as users run them: answers, JSON, exit statuses, errors."""

import csv
import io
import json
import re
import unittest

import cli

REPORTS = [
    {"id": "desk", "outlet": "Daily Desk", "published": "2023-11-21",
     "text": "Two rockets hit an air base near Erbil in northern Iraq on Monday, wounding three soldiers, an Iraqi officer said.\n\n"
             "No group has claimed responsibility for the attack.\n"},
    {"id": "post", "outlet": "Hill Post", "published": "2023-11-22",
     "text": "Rockets struck an air base near Erbil on Monday and wounded five soldiers, the base commander said on Wednesday.\n"},
    {"id": "gulf", "outlet": "Gulf Note", "published": "2023-12-02",
     "text": "A car bomb killed seven people at a market in Mosul on Friday, police said.\n\n"
             "Gunmen shot dead two policemen in Kirkuk on Thursday, a hospital source said.\n"},
]


@cli.needs_data
class Questions(cli.Case):
    def setUp(self):
        super().setUp()
        self.ledger = self.folder / "test.ledger"
        done = self.run_program("read", "--quiet", self.lines_file(REPORTS), "--ledger", self.ledger)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def ask(self, command, *options, status=0):
        done = self.run_program(*command.split(), "--ledger", self.ledger, *options)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done.stdout.decode()

    def lines(self, command, *options):
        found = [json.loads(line) for line in self.ask(command, "--json", *options).splitlines()]
        self.assertEqual(found[0]["record"], "run")
        return found[1:]

    def incidents(self, *options):
        return self.lines("incidents", *options)

    def test_incidents_by_filter(self):
        everything = self.incidents()
        self.assertGreaterEqual(len(everything), 3)
        self.assertEqual({one["record"] for one in everything}, {"incident"})
        december = self.incidents("--since", "2023-11-28")
        self.assertTrue(december)
        self.assertLess(len(december), len(everything))
        for one in self.incidents("--place", "Mosul"):
            self.assertEqual(one["place"]["name"], "Mosul")
        self.assertEqual(self.incidents("--place", "SY"), [])
        self.assertEqual([one["id"] for one in self.incidents(everything[0]["id"])], [everything[0]["id"]])
        self.assertIn("Mosul", self.ask("incidents", "--place", "Mosul"))

    def test_tally(self):
        answer, = self.lines("tally", "--of", "assault", "--place", "IQ", "--since", "2023-11-13", "--by", "week")
        self.assertEqual((answer["record"], answer["of"], answer["by"]), ("count", "ASSAULT", "week"))
        self.assertEqual(sum(row["counted"]["best"] for row in answer["rows"]), answer["counted"]["best"])
        self.assertLessEqual(answer["counted"]["low"], answer["counted"]["best"])
        self.assertEqual(answer["rows"][0]["label"], "2023-W46")
        self.assertEqual(sorted(answer["incidents"]), sorted(i for row in answer["rows"] for i in row["incidents"]))
        killed, = self.lines("tally", "--of", "killed")
        self.assertGreaterEqual(killed["counted"]["best"], 7)
        self.assertIn("2023-W46", self.ask("tally", "--since", "2023-11-13", "--by", "week"))

    def test_the_lists_have_json_and_text(self):
        for command, kinds in [("claims", {"claim"}), ("contradictions", {"disagreement", "check", "conflict"}), ("timeline", {"event"}),
                               ("diff --since 0", {"change"})]:
            with self.subTest(command):
                self.assertLessEqual({one["record"] for one in self.lines(command)}, kinds)
                self.assertTrue(self.ask(command))
        self.assertEqual({one["kind"] for one in self.lines("timeline", "--only", "incidents")}, {"incident"})

    def test_exports(self):
        whole = self.ask("export")
        self.assertEqual(whole, self.run_program("read", self.lines_file(REPORTS), "--quiet", "--ledger", self.folder / "b.ledger",
                                                 "--export", "jsonl").stdout.decode())
        table = self.ask("export", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(table)))
        self.assertEqual([row["id"] for row in rows], [one["id"] for one in self.incidents()])
        for row in rows:
            self.assertTrue(row["evidence"])
            self.assertIn(row["evidence"], " ".join(" ".join(one["text"].split()) for one in REPORTS))
        self.assertTrue(self.ask("export", "--format", "csv", "--bom").startswith("\ufeffid,"))
        shapes = json.loads(self.ask("export", "--format", "geojson", "--place", "Mosul"))
        for one in shapes["features"]:
            self.assertAlmostEqual(one["geometry"]["coordinates"][1], 36.34, 1)
        self.assertEqual({"run", "report", "incident"} - {json.loads(x)["record"] for x in self.ask("export", "--since", "2023-11-28").splitlines()},
                         set())

    def test_a_situation_report(self):
        text = self.ask("sitrep", "--since", "2023-11-13", "--title", "Week")
        self.assertTrue(text.startswith("# Week\n"))
        cited = set(re.findall(r"\[\^(\d+)\](?!:)", text))
        self.assertEqual(cited, set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)))
        out = self.folder / "report.html"
        self.assertEqual(self.ask("sitrep", "--html", "-o", out), "")
        page = out.read_text(encoding="utf-8")
        self.assertTrue(page.startswith("<!doctype html>"))
        self.assertNotIn("<script", page)
        self.assertEqual(page, self.ask("sitrep", "--html"))
        for target in re.findall(r'href="#([is]\d+)"', page):
            self.assertIn(f'id="{target}"', page)

    def test_reviewing(self):
        before = self.ask("export")
        first = self.incidents()[0]
        self.ask("review accept", first["id"], "--by", "anna")
        self.ask("review edit", first["id"], "killed", "at least 2", "--by", "ben", "--reason", "a list of names")
        changed = self.incidents(first["id"])[0]
        self.assertEqual(changed["killed"], {"low": 2, "best": 2, "high": None})
        self.assertEqual((changed["review"]["state"], changed["review"]["by"]), ("edited", "ben"))
        log = self.lines("review log")
        self.assertEqual([(one["kind"], one["by"], one["active"]) for one in log], [("accept", "anna", True), ("edit", "ben", True)])
        rows = self.lines("review agreement")
        self.assertIn((["anna", "ben"], "killed"), [(one["between"], one["field"]) for one in rows])
        self.ask("review reject", first["id"], "--by", "anna", "--reason", "a drill")
        self.assertNotIn(first["id"], [one["id"] for one in self.incidents()])
        self.assertIn(first["id"], [one["id"] for one in self.incidents("--review", "rejected")])
        self.assertEqual(self.run_program("read", "--quiet", self.lines_file(REPORTS), "--ledger", self.ledger).returncode, 0)
        self.assertNotIn(first["id"], [one["id"] for one in self.incidents()])
        for by in ["anna", "anna", "ben"]:
            self.ask("review undo", "--by", by)
        self.assertEqual(self.ask("export"), before)
        self.assertIn("undone", self.ask("review log"))

    def test_merging_and_splitting(self):
        before = self.ask("export")
        a, b = [one["id"] for one in self.incidents()][:2]
        self.ask("review merge", a, b, "--by", "anna", "--reason", "one and the same")
        merged = self.incidents(b)[0]
        self.assertEqual(merged["id"], a)
        self.ask("review split", a, merged["mentions"][-1], "--by", "anna", "--reason", "not the same")
        self.assertEqual(len(self.incidents(a)[0]["mentions"]), len(merged["mentions"]) - 1)
        changes = self.lines("diff", "--incident", a)
        self.assertEqual([one["change"] for one in changes], ["new", "changed", "changed"])
        self.assertEqual(changes[-1]["reviewer"], "anna")
        for _ in range(2):
            self.ask("review undo", "--by", "anna")
        self.assertEqual(self.ask("export"), before)

    def test_walking_through(self):
        first = self.incidents()[0]["id"]
        done = self.run_program("review", "walk", "--ledger", self.ledger, "--by", "anna",
                                input=b"?\nn ask again\ne killed 4\nx\nr no such thing\nu\nq\n")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn(first, done.stdout.decode())
        self.assertEqual([(one["kind"], one["active"]) for one in self.lines("review log")],
                         [("note", True), ("edit", True), ("reject", False), ("undo", True)])

    def test_wrong_questions_are_told(self):
        for status, code, *words in [
            (2, "TB1007", "incidents", "--since", "yesterday"),
            (2, "TB1007", "tally", "--since", "2023-12-01", "--until", "2023-11-01"),
            (2, "TB6003", "incidents", "--status", "true"),
            (2, "TB6003", "export", "--bom"),
            (2, "TB6003", "review", "accept", "i-x"),
            (2, "TB6003", "review", "reject", "i-x", "--by", "anna"),
            (1, "TB6002", "review", "accept", "i-x", "--by", "anna"),
            (1, "TB6002", "review", "undo", "--by", "anna"),
            (1, "TB6002", "incidents", "i-x"),
            (1, "TB6002", "diff", "--since", "12345"),
            (1, "TB6002", "diff", "--incident", "i-x"),
            (2, "", "tally", "--by", "colour"),
            (2, "", "export", "--format", "pdf"),
        ]:
            with self.subTest(" ".join(words)):
                self.assertIn(code, self.fails(status, *words, "--ledger", self.ledger))
        for command in ["incidents", "tally", "sitrep", "export", "diff", "review log"]:
            self.assertIn("TB5001", self.fails(1, *command.split(), "--ledger", self.folder / "none"))
        self.assertFalse((self.folder / "none").exists())
        self.assertIn("TB5001", self.fails(1, "review", "undo", "--by", "anna", "--ledger", self.folder / "none"))
        done = self.run_program("incidents", "--ledger", self.ledger, "--actor", "nobody-at-all")
        self.assertEqual(done.returncode, 0)
        self.assertIn("nobody-at-all", done.stderr.decode())


if __name__ == "__main__":
    cli.main()
