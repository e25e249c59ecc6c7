"""Wrong usage, missing data, help and version: nothing here needs a model."""

import subprocess
import unittest

import cli


class Usage(cli.Case):
    def test_wrong_usage_gives_status_2(self):
        report = self.file("report.txt", cli.TEXT)
        for arguments in [
            [],
            ["nosuch"],
            ["code"],
            ["code", "--nosuch", report],
            ["code", "--statements", "some", report],
            ["code", "--threads", "-1", report],
            ["code", "--threads", "many", report],
            ["code", "--published", "10.12.2023", report],
            ["code", "--published", "2023-02-30", report],
            ["code", "--input-format", "pdf", report],
            ["annotate", "--layers", "times,smells", report],
            ["annotate", "--layers", "", report],
            ["codebook"],
            ["model", "import"],
            ["gazetteer", "lookup"],
            ["gazetteer", "add", "Camp Nowhere", "--kind", "camp"],
        ]:
            with self.subTest(" ".join(arguments)):
                done = self.run_program(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr.decode())
                self.assertTrue(done.stderr)
                self.assertEqual(done.stdout, b"")

    def test_every_command_has_help_with_an_example(self):
        top = self.run_program("--help")
        self.assertEqual(top.returncode, 0)
        for command in ["read", "code", "annotate", "show", "explain", "codebook", "codebook lint", "codebook compile", "codebook explain",
                        "codebook coverage", "model import", "model info", "gazetteer build", "gazetteer lookup", "gazetteer add",
                        "incidents", "claims", "contradictions", "timeline", "tally", "sitrep", "diff", "why-not", "export", "review walk",
                        "review accept", "review reject", "review edit", "review merge", "review split", "review note", "review undo", "review log",
                        "review agreement"]:
            with self.subTest(command):
                done = self.run_program(*command.split(), "--help")
                self.assertEqual(done.returncode, 0)
                self.assertIn(command.split()[0], top.stdout.decode())
                if command != "codebook":
                    self.assertIn("Example:\n  tallybook " + command, done.stdout.decode())

    def test_missing_data_is_told_with_what_to_do(self):
        report = self.file("report.txt", cli.TEXT)
        for command in ["code", "annotate", "explain"]:
            said = self.fails(1, command, report, env=cli.WITHOUT_DATA)
            self.assertIn("TB6001", said)
            self.assertIn("setup", said)
        said = self.fails(1, "code", "--model", self.folder / "none.tbm", report, env=cli.WITHOUT_DATA)
        self.assertIn("none.tbm", said)

    def test_what_is_no_image_is_refused(self):
        report = self.file("report.txt", cli.TEXT)
        for content in [b"", b"short", b"\0" * 5000]:
            said = self.fails(1, "annotate", "--model", self.file("bad.tbm", content), report, env=cli.WITHOUT_DATA)
            self.assertRegex(said, "error TB2[0-9]{3}: .*bad.tbm")

    def test_version_tells_what_the_results_depend_on(self):
        done = self.run_program("--version", env=cli.WITHOUT_DATA)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r"^tallybook \d+\.\d+\.\d+\n")
        for part in ["codebook", "model", "gazetteer"]:
            self.assertIn(part, done.stdout.decode())

    def test_lint_shows_every_finding_with_its_place(self):
        self.file("book/frames/bad.txt", "frame nonsense\nrubbish here\n")
        done = self.run_program("codebook", "lint", self.folder / "book")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout.decode(), r"frames/bad\.txt:\d+:\d+: error: ")
        good = self.run_program("codebook", "lint", cli.SOURCE / "codebooks")
        self.assertEqual(good.returncode, 0, good.stdout.decode())
        self.assertIn("0 errors", good.stdout.decode())

    def test_compile_says_what_it_made(self):
        image = self.folder / "book.tbc"
        done = self.run_program("codebook", "compile", cli.SOURCE / "codebooks", "-o", image)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertTrue(done.stdout)
        self.assertTrue(image.exists())
        self.fails(1, "codebook", "compile", cli.SOURCE / "codebooks", "-o", self.folder / "no/folder/book.tbc")


if __name__ == "__main__":
    cli.main()
