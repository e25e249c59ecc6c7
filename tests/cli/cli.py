"""What the tests of the command line share: the program, its data, running it. TALLYBOOK_PROGRAM names the program to test."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("TALLYBOOK_PROGRAM", str(SOURCE / "build/release/src/tallybook"))


def data_file(variable, name):
    path = pathlib.Path(os.environ.get(variable) or pathlib.Path(os.environ.get("TALLYBOOK_DATA") or SOURCE / ".tallybook") / name)
    return path if path.exists() else None


MODEL = data_file("TALLYBOOK_MODEL", "models/en_core_web_sm.tbm")
GAZETTEER = data_file("TALLYBOOK_GAZETTEER", "gazetteer.tbg")
needs_data = unittest.skipUnless(MODEL and GAZETTEER, "no model or gazetteer image (./tallybook setup makes them)")

# Where set-up has run or not, the tests say themselves which data is used.
WITH_DATA = dict(os.environ, TALLYBOOK_MODEL=str(MODEL), TALLYBOOK_GAZETTEER=str(GAZETTEER), TALLYBOOK_CODEBOOK=str(SOURCE / "codebooks"))
WITHOUT_DATA = {k: v for k, v in os.environ.items() if not k.startswith("TALLYBOOK_")} | {"TALLYBOOK_DATA": "/nonexistent"}

TEXT = (
    "Two rockets hit an air base in western Iraq late on Friday, an army spokesman said. Three soldiers were wounded.\n\n"
    "Nobody claimed responsibility for the attack. The base has been attacked at least nine times since October.\n"
)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder_ = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder_.cleanup)
        self.folder = pathlib.Path(self.folder_.name)

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def lines_file(self, items, name="input.jsonl"):
        return self.file(name, "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items))

    def run_program(self, *arguments, env=None, **options):
        options.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([PROGRAM, *map(str, arguments)], env=env or WITH_DATA, stderr=subprocess.PIPE, check=False, **options)

    def records(self, *arguments, status=0, **options):
        """Runs it, checks the exit status and that each line is one record, and returns (records, standard error)."""
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        if found:
            self.assertEqual(found[0]["record"], "run")
        return found[1:], done.stderr.decode()

    def output(self, *arguments, **options):
        """Standard output of a run that goes well and writes records."""
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn(b'{"record":"report"', done.stdout)
        return done.stdout

    def fails(self, status, *arguments, **options):
        """Runs it, checks that it fails as told and says why; returns standard error."""
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        self.assertTrue(done.stderr)
        return done.stderr.decode()


def main():
    """Exit status 77 where every test was skipped: so CTest says that it was."""
    program = unittest.main(module="__main__", exit=False, verbosity=1)
    result = program.result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if result.testsRun and len(result.skipped) == result.testsRun else 0)
