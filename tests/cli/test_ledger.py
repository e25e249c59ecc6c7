"""The ledger's file by the command line: verify, backup while another program reads, restore, compact, and what cannot be done."""

import json
import resource
import signal
import sqlite3
import subprocess

import cli

REPORTS = [{"id": f"r{i}", "outlet": "Quay Wire", "published": f"2024-03-{1 + i % 20:02}",
            "text": f"Gunmen killed {i + 2} soldiers at a post near Tahoua on Monday, an officer said. It was attack number {i}.\n"} for i in range(40)]


@cli.needs_data
class Upkeep(cli.Case):
    def setUp(self):
        super().setUp()
        self.ledger = str(self.folder / "test.ledger")
        done = self.run_program("read", "--quiet", self.lines_file(REPORTS), "--ledger", self.ledger)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def ledger_command(self, *words, status=0, **options):
        done = self.run_program("ledger", *words, "--ledger", self.ledger, **options)
        self.assertEqual(done.returncode, status, done.stdout.decode() + done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def export(self, ledger=None):
        return self.output("export", "--format", "jsonl", "--ledger", ledger or self.ledger)

    def test_whole_and_not(self):
        said, _ = self.ledger_command("verify", "--follow", "--json")
        verified = json.loads(said)
        self.assertEqual((verified["record"], verified["flaws"], verified["reports"], verified["followed"]), ("verified", 0, 40, True))
        self.assertGreater(verified["quotes"], 100)
        with sqlite3.connect(self.ledger) as database:
            for change in ("UPDATE", "DELETE"):
                database.execute(f"DROP TRIGGER report_no_{change}")
            database.execute("UPDATE report SET text = replace(text, 'soldiers', 'settlers')")
        said, problem = self.ledger_command("verify", "--json", status=1)
        lines = [json.loads(line) for line in said.splitlines()]
        self.assertIn("TB5011", problem)
        self.assertTrue(any("the quote" in line.get("what", "") for line in lines))
        self.assertTrue(any("trigger report_no_UPDATE is missing" in line.get("what", "") for line in lines))
        said, _ = self.ledger_command("verify", "--most", "1", status=1)
        self.assertIn("… and ", said)

    def test_back_and_forth(self):
        before = self.export()
        copy = str(self.folder / "copy.ledger")
        self.ledger_command("backup", copy)
        self.assertEqual(self.export(copy), before)
        self.assertIn("TB1016", self.ledger_command("backup", copy, status=1)[1])
        said, _ = self.ledger_command("compact")
        self.assertIn("every row is the same", said)
        self.assertEqual(self.export(), before)
        self.assertIn("TB1016", self.ledger_command("restore", copy, status=1)[1])
        (self.folder / "test.ledger").write_bytes(b"broken")
        self.ledger_command("verify", status=1)
        said, _ = self.ledger_command("restore", copy, "--replace")
        self.assertIn("before-restore", said)
        self.assertEqual(self.export(), before)
        self.ledger_command("verify", "--follow")

    def test_backup_while_another_program_reads(self):
        more = self.lines_file([dict(one, id=f"n{n}-{one['id']}", text=one["text"] + f"\nThe depot burned for {n} hours.") for n in range(8) for one in REPORTS],
                               "more.jsonl")
        reader = subprocess.Popen([cli.PROGRAM, "read", "--quiet", more, "--ledger", self.ledger], env=cli.WITH_DATA, stdout=subprocess.DEVNULL)
        copies = 0
        while reader.poll() is None:
            copy = str(self.folder / f"copy{copies}.ledger")
            self.ledger_command("backup", copy)
            done = self.run_program("ledger", "verify", "--ledger", copy)
            self.assertEqual(done.returncode, 0, done.stdout.decode())
            copies += 1
        self.assertEqual(reader.returncode, 0)
        self.assertGreater(copies, 0)
        self.ledger_command("verify", "--follow")

    def test_no_room(self):
        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

        before = self.export()
        copy = str(self.folder / "copy.ledger")
        self.assertIn("TB5005", self.ledger_command("backup", copy, status=1, preexec_fn=small_files)[1])
        self.assertIn("TB5005", self.ledger_command("compact", status=1, preexec_fn=small_files)[1])
        self.assertEqual(list(self.folder.glob("copy*")), [])
        self.assertEqual(self.export(), before)

    def test_what_is_no_ledger(self):
        for words in (["verify"], ["compact"], ["backup", str(self.folder / "x")]):
            done = self.run_program("ledger", *words, "--ledger", self.file("text.txt", "no ledger at all, but long enough to be one " * 40))
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"TB5003", done.stderr)
            done = self.run_program("ledger", *words, "--ledger", self.folder / "none")
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"TB5001", done.stderr)
        self.assertFalse((self.folder / "none").exists())


if __name__ == "__main__":
    cli.main()
