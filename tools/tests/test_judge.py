"""The draws of the judge: the same for the same seed, only the mentions asked for; and the count of the verdicts."""

import json
import lzma
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOOLS))

import judge

# Stands in for tallybook: an assault in each text, past where it says "today", planned where not.
CODER = """
import json, sys
for line in open(sys.argv[-1], encoding="utf-8"):
    report = json.loads(line)
    end = len(report["text"].encode())
    print(json.dumps({"record": "report", "key": report["id"], "sentences": 3}))
    print(json.dumps({"record": "mention", "key": report["id"], "id": "r-0/m1", "type": "ASSAULT", "mode": None, "polarity": "affirmed",
                      "phase": "past" if "today" in report["text"] else "planned", "historic": False, "reciprocal": False, "trigger": {"text": "hit"},
                      "participants": [{"role": "actor", "text": None, "effect": None, "status": "unknown"}], "evidence": [{"span": [0, end]}]}))
"""


class Drawing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "coder.py").write_text(CODER, encoding="utf-8")
        (self.folder / "reuters21578").mkdir()
        items = ["A port was hit today.\n Reuter\n&#3;", None, "A port will be hit.", "A road was hit today."]
        sgml = "".join(f'<REUTERS NEWID="{n}">\n<DATE> 3-MAR-1987 09:00</DATE>\n<TEXT>{f"<BODY>{body}</BODY>" if body else ""}</TEXT></REUTERS>\n'
                       for n, body in enumerate(items, 1))
        (self.folder / "reuters21578" / "reut2-000_021.sgm.xz").write_bytes(lzma.compress(sgml.encode()))
        (self.folder / "muc4" / "raw" / "dev").mkdir(parents=True)
        (self.folder / "muc4" / "raw" / "dev" / "dev-muc3-0001").write_text(
            "DEV-MUC3-0001 (X)\n\n   PORT, 4 MAY 90 -- [TEXT] A ROAD WILL BE HIT.\n\nDEV-MUC3-0002\n\nPORT -- HIT today.\n", encoding="utf-8")

    def draw(self, *options):
        coder = f"{shlex.quote(sys.executable)} {shlex.quote(str(self.folder / 'coder.py'))}"
        command = [sys.executable, "-B", str(TOOLS / "judge.py"), "draw", "--bench", str(self.folder), "--tallybook", coder, *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def test_reuters_gives_what_is_current(self):
        head, *drawn = map(json.loads, self.draw("--set", "reuters", "--seed", "7").splitlines())
        self.assertEqual(head, {"set": "reuters", "seed": 7, "items": 3, "mentions": 2, "drawn": 2, "sentences": 9})
        self.assertEqual([(m["id"], m["evidence"], m["actor"]) for m in drawn],
                         [("reuters-1/m1", ["A port was hit today."], ["unknown | unknown"]), ("reuters-4/m1", ["A road was hit today."], ["unknown | unknown"])])

    def test_muc_gives_all_mentions(self):
        head, *drawn = map(json.loads, self.draw("--set", "muc4", "--seed", "7").splitlines())
        self.assertEqual((head["items"], head["mentions"]), (2, 2))
        self.assertEqual([m["id"] for m in drawn], ["DEV-MUC3-0001/m1", "DEV-MUC3-0002/m1"])

    def test_a_seed_gives_one_draw(self):
        options = ["--set", "muc4", "--seed", "3", "--count", "1"]
        self.assertEqual(self.draw(*options), self.draw(*options))
        few, more = judge.reuters(self.folder, 5, 1), judge.reuters(self.folder, 5, 2)
        self.assertLess(set(few), set(more))
        self.assertEqual({day for day, _, _ in more.values()}, {"1987-03-03"})


class Counting(unittest.TestCase):
    HEAD = {"set": "reuters", "seed": 7, "mentions": 8, "sentences": 800}
    LINES = ["# by hand", "a right", "b wrong figure of speech", "c unsure figure of speech", "d right"]

    def test_unsure_counts_half(self):
        table = judge.counted(self.HEAD, set("abcd"), self.LINES)
        self.assertIn("| figure of speech | 1.5 | 37.5 % |", table)
        self.assertIn("| **in all** | 1.5 | 37.5 % (9.2 to 78.1) |", table)
        self.assertEqual(table[-1].split("|")[2:4], [" 3 ", " 0.38 % (0.09 to 0.78) "])

    def test_each_drawn_mention_has_one_verdict(self):
        for lines in (self.LINES[:-1], self.LINES + ["a right"], self.LINES + ["e right"], self.LINES[:-1] + ["d maybe"]):
            with self.assertRaises(ValueError):
                judge.counted(self.HEAD, set("abcd"), lines)


if __name__ == "__main__":
    unittest.main()
