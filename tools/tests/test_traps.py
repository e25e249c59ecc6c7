"""The runner of the traps: what it calls false or missed, and that it fails where it must."""

import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOOLS))

import traps

# Stands in for tallybook: gives a mention for each text that holds "boom", a threat for each that holds "grr".
CODER = """
import json, sys
for line in open(sys.argv[-1], encoding="utf-8"):
    report = json.loads(line)
    mention = {"record": "mention", "key": report["id"], "type": "ASSAULT", "polarity": "affirmed", "phase": "past", "historic": False,
               "trigger": {"text": "boom"}, "rule": "test/boom"}
    threat = {"record": "statement", "key": report["id"], "act": "threaten", "polarity": "affirmed", "cue": {"text": "grr"}, "rule": "test/grr"}
    for word, record in (("boom", mention), ("grr", threat)):
        if word in report["text"]:
            print(json.dumps(record))
"""


def mention(**changes):
    return {"record": "mention", "type": "ASSAULT", "polarity": "affirmed", "phase": "past", "historic": False} | changes


class Judging(unittest.TestCase):
    def test_what_counts_as_current(self):
        self.assertTrue(traps.is_current(mention()))
        self.assertTrue(traps.is_current(mention(type="COERCE", phase="ongoing")))
        for change in [{"type": "RETREAT"}, {"polarity": "denied"}, {"polarity": "negated"}, {"phase": "foiled"}, {"phase": "threatened"},
                       {"phase": "hypothetical"}, {"historic": True}, {"record": "tally"}]:
            self.assertFalse(traps.is_current(mention(**change)), change)

    def test_a_twin_asks_for_its_type_and_a_statement_for_its_act(self):
        threat = {"record": "statement", "act": "threaten", "polarity": "affirmed"}
        self.assertEqual(traps.speaking("nothing", [mention(), threat]), [mention()])
        self.assertEqual(traps.speaking("COERCE", [mention(), threat]), [])
        self.assertEqual(traps.speaking("no statement threaten", [mention(), threat]), [threat])
        self.assertEqual(traps.speaking("statement deny", [mention(), threat]), [])


class Running(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "coder.py").write_text(CODER, encoding="utf-8")

    def run_on(self, text):
        path = self.folder / "some.traps"
        path.write_text(text, encoding="utf-8")
        coder = f"{shlex.quote(sys.executable)} {shlex.quote(str(self.folder / 'coder.py'))}"
        return subprocess.run([sys.executable, "-B", str(TOOLS / "traps.py"), "--tallybook", coder, str(path)], capture_output=True, text=True, check=False)

    def test_all_right(self):
        result = self.run_on("published: 2024-05-14\n# a comment\n## topic\nQuiet. => nothing\nA boom. => ASSAULT\ngrr => statement threaten\n")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("in all: traps false 0/1 (0.0 %), twins missed 0/2 (0.0 %)", result.stdout)

    def test_false_traps_over_the_limit_fail(self):
        result = self.run_on("## topic\nA boom. => nothing\ngrr => no statement threaten\n")
        self.assertEqual(result.returncode, 1)
        self.assertIn("some.traps:2: false (nothing): A boom.\n    ASSAULT 'boom' by test/boom\n", result.stdout)
        self.assertIn("statement threaten 'grr' by test/grr", result.stdout)
        self.assertIn("traps false 2/2", result.stdout)

    def test_missed_twins_over_the_limit_fail(self):
        result = self.run_on("Quiet. => ASSAULT\n" * (traps.TWINS_LIMIT + 1))
        self.assertEqual(result.returncode, 1)
        self.assertIn("some.traps:1: missed (ASSAULT): Quiet.", result.stdout)

    def test_a_line_that_asks_nothing_is_refused(self):
        for text in ["No arrow.", "Typo. => noting", "Type. => ATTACK", "Act. => no statement threat", " => nothing", "A. => nothing\npublished: 2024-05-14"]:
            result = self.run_on(text + "\n")
            self.assertEqual(result.returncode, 1, text)
            self.assertIn("some.traps:", result.stderr)

    def test_no_traps_at_all_is_no_success(self):
        self.assertEqual(self.run_on("# nothing here\n").returncode, 1)


if __name__ == "__main__":
    unittest.main()
