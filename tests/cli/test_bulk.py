"""Reading much: threads, shards and shares give one ledger, finished files are left alone, and what was read is told."""

import json
import sys
import unittest

import cli

sys.path.insert(0, str(cli.SOURCE / "tests/bulk"))
import make_reports  # noqa: E402


@cli.needs_data
class Bulk(cli.Case):
    def setUp(self):
        super().setUp()
        self.inputs = self.folder / "in"
        rows = list(make_reports.reports(24, 36, 0.4, seed=2))
        for row in rows[:20]:
            self.file(f"in/{row['id']}.json", json.dumps(row))
        self.file("in/more.jsonl", "".join(json.dumps(row) + "\n" for row in rows[20:]))
        self.file("in/es.txt", "Tres soldados murieron en un ataque a la base de la ciudad, según el ministro de defensa del país.")

    def read(self, ledger, *more, status=0):
        done = self.run_program("read", self.inputs, "--ledger", self.folder / ledger, "--json", *more)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return json.loads(done.stdout)

    def export(self, ledger):
        return self.output("export", "--ledger", self.folder / ledger, "--format", "jsonl")

    def test_threads_shards_and_shares_give_one_ledger(self):
        first = self.read("a")
        self.assertEqual((first["new"], first["reports"], first["files"], first["files_known"]), (first["new"], 37, 22, 0))
        self.assertEqual(first["new"] + first["copies"] + first["again"] + first["known"], 37)
        self.assertEqual(first["not_coded"], {"es": 1})
        self.read("b", "--threads", "3")
        self.read("c", "--shards", "3")
        for n in (3, 1, 2):
            self.read("d", "--share", f"{n}/3")
        for ledger in "bcd":
            self.assertEqual(self.export(ledger), self.export("a"), ledger)
        lines = [json.loads(line) for line in self.export("a").decode().splitlines()]
        reports = {one["id"]: one for one in lines if one["record"] == "report"}
        near = [one for one in reports.values() if one["copy_of"]]
        self.assertTrue(near)
        for one in near:
            self.assertEqual(reports[one["copy_of"]["report"]]["title"], one["title"])

    def test_finished_files_are_not_opened_again(self):
        self.read("a")
        before = self.export("a")
        again = self.read("a")
        self.assertEqual((again["reports"], again["files"], again["files_known"]), (0, 0, 22))
        (self.inputs / "es.txt").write_text("Gunmen shot dead two traders near Gao on Friday, police said.")
        changed = self.read("a")
        self.assertEqual((changed["new"], changed["files"], changed["files_known"]), (1, 1, 21))
        self.assertNotEqual(self.export("a"), before)
        self.assertEqual(self.read("a", "--reread")["files"], 22)

    def test_a_file_of_which_something_failed_is_tried_again(self):
        self.file("in/odd.jsonl", '{"id":"x","text":"A bomb killed two soldiers near Gao on Friday."}\nnot JSON\n')
        for known in (0, 22):
            summary = self.read("a", status=1)
            self.assertEqual((summary["errors"], summary["files_known"]), ({"TB1006": 1}, known))

    def test_a_summary_of_code(self):
        path = self.folder / "summary"
        self.output("code", self.inputs, "--summary", path)
        summary = json.loads(path.read_text())
        self.assertEqual((summary["record"], summary["reports"], summary["files"], summary["errors"]), ("summary", 37, 22, {}))

    def test_a_bound_on_memory(self):
        self.assertIn("TB6004", self.fails(2, "code", "--max-memory", "50MB", self.inputs))
        self.file("in/long.txt", "The market was open and the fish was fresh. " * 9000)
        self.assertIn("TB1005", self.fails(1, "code", "--max-memory", "200MB", self.inputs))
        self.read("a", "--max-memory", "300MB", status=1)
        (self.inputs / "long.txt").unlink()
        self.read("b")
        self.assertEqual(self.export("a"), self.export("b"))

    def test_a_share_must_be_one(self):
        for share in ("0/3", "4/3", "x", "1/3x"):
            self.assertIn("TB6003", self.fails(2, "read", "--share", share, "--ledger", self.folder / "a", self.inputs))


if __name__ == "__main__":
    cli.main()
