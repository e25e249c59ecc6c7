"""The launcher on a small tree with a program and a set-up that only say what they were called with."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

LAUNCHER = pathlib.Path(__file__).resolve().parents[2] / "tallybook"
SETUP = """import pathlib, sys
root = pathlib.Path(__file__).resolve().parents[2]
data = sys.argv[sys.argv.index("--data") + 1]
print("SETUP", *[a for a in sys.argv[1:] if a.startswith("--before") or a == "--from"])
if (root / "broken").exists(): sys.exit(1)
program = root / "build/release/src/tallybook"
program.parent.mkdir(parents=True, exist_ok=True)
program.write_text("#!/bin/sh\\necho RUN data=$TALLYBOOK_DATA args=$*\\nexit 7\\n")
program.chmod(0o755)
(root / "build/release/setup.stamp").write_text(data + "\\n")
"""


class Launcher(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tally book ")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        shutil.copy(LAUNCHER, self.root / "tallybook")
        for name in ["tools/setup/__main__.py", "src/a/b.cpp", "src/language/kernels/k.cpp", "codebooks/frames/x.txt", "gazetteer/f.tsv",
                     "CMakeLists.txt"]:
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SETUP if name.endswith("__main__.py") else "", encoding="utf-8")
        self.age()

    def age(self):
        """Makes everything in the tree ten seconds old, so that a later change is newer whatever the file system's clock."""
        past = time.time() - 10
        for path in [self.root, *self.root.rglob("*")]:
            os.utime(path, (past, past))

    def call(self, *words, cwd=None, program="./tallybook", **environment):
        kept = {key: value for key, value in os.environ.items() if key != "TALLYBOOK_DATA"}
        result = subprocess.run([program, *words], cwd=cwd or self.root, capture_output=True, text=True, env=dict(kept, **environment), check=False)
        return result.returncode, result.stdout.splitlines()

    def settle(self):
        self.call("first")
        self.age()
        stamp = self.root / "build/release/setup.stamp"
        os.utime(stamp, (time.time() - 5, time.time() - 5))

    def test_first_call_sets_up_and_then_runs(self):
        status, lines = self.call("read", "a b.txt")
        self.assertEqual(lines, ["SETUP --before=read", f"RUN data={self.root}/.tallybook args=read a b.txt"])
        self.assertEqual(status, 7)

    def test_later_calls_only_run(self):
        self.settle()
        self.assertEqual(self.call("x")[1], [f"RUN data={self.root}/.tallybook args=x"])

    def test_option_as_first_word(self):
        self.assertEqual(self.call("--help")[1][0], "SETUP --before=--help")

    def test_any_changed_input_sets_up_again(self):
        for name in ["src/a/b.cpp", "src/language/kernels/k.cpp", "codebooks/frames/x.txt", "gazetteer/f.tsv", "CMakeLists.txt",
                     "tools/setup/__main__.py"]:
            with self.subTest(name):
                self.settle()
                os.utime(self.root / name)
                self.assertEqual(self.call("x")[1][0], "SETUP --before=x")

    def test_added_and_removed_files_set_up_again(self):
        self.settle()
        (self.root / "src/a/new.cpp").write_text("")
        self.assertEqual(self.call("x")[1][0], "SETUP --before=x")
        self.settle()
        (self.root / "src/a/new.cpp").unlink()
        self.assertEqual(self.call("x")[1][0], "SETUP --before=x")

    def test_another_data_folder_sets_up_again(self):
        self.settle()
        lines = self.call("x", TALLYBOOK_DATA="elsewhere")[1]
        self.assertEqual(lines, ["SETUP --before=x", f"RUN data={self.root}/elsewhere args=x"])

    def test_failed_set_up_does_not_run(self):
        (self.root / "broken").write_text("")
        status, lines = self.call("x")
        self.assertEqual((status, lines), (1, ["SETUP --before=x"]))

    def test_setup_by_hand(self):
        self.assertEqual(self.call("setup", "--from", "x.tgz")[1], ["SETUP --from"])

    def test_from_another_folder_by_link_and_by_search_path(self):
        self.settle()
        run = [f"RUN data={self.root}/.tallybook args=x"]
        with tempfile.TemporaryDirectory() as other:
            self.assertEqual(self.call("x", cwd=other, program=str(self.root / "tallybook"))[1], run)
            os.symlink(self.root / "tallybook", pathlib.Path(other) / "tb")
            self.assertEqual(self.call("x", cwd="/", program=f"{other}/tb")[1], run)
            result = subprocess.run(["sh", "-c", "tallybook x"], cwd=other, capture_output=True, text=True, check=False,
                                    env={"PATH": f"{self.root}:{os.environ['PATH']}"})
            self.assertEqual(result.stdout.splitlines(), run)


if __name__ == "__main__":
    unittest.main()
