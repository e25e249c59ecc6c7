"""The text check, and the counting of test results."""

import pathlib
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOOLS), str(TOOLS / "devtool")]

import check_text
import counts


class Texts(unittest.TestCase):
    def test_what_is_refused(self):
        for text in ["see https://registry." + "npm" + "js.org/x", "from PYPI" + ".org", "in /wo" + "rk/main", "under /ho" + "me/ann/x",
                     "C:\\" + "Users\\ann"]:
            self.assertEqual(len(check_text.check_text("fine\n" + text)), 1, text)
            self.assertEqual(check_text.check_text("fine\n" + text)[0][0], 2)

    def test_what_passes(self):
        for text in ["PyPI and npm packages", "src/wo" + "rk/queue.cpp", "https://www.geonames.org", "/usr/share/zoneinfo", "$HOME/x"]:
            self.assertEqual(check_text.check_text(text), [], text)


GTEST = """<testsuites><testsuite name="A">
<testcase name="Good" status="run" result="completed" classname="A"/>
<testcase name="Bad" status="run" result="completed" classname="A"><failure message="x.cpp:3&#x0A;1 != 2"/></testcase>
<testcase name="Later" status="run" result="skipped" classname="A"><skipped message="x.cpp:9&#x0A;no model"/></testcase>
<testcase name="Off" status="notrun" result="suppressed" classname="A"/>
</testsuite></testsuites>"""
CTEST = """<testsuite>
<testcase name="unit_a" status="fail"><system-out>boo</system-out></testcase>
<testcase name="unit_dead" status="fail"><system-out>Segmentation fault</system-out></testcase>
<testcase name="script" status="run"/>
<testcase name="absent" status="notrun"/>
</testsuite>"""


class Counting(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "unit_a.xml").write_text(GTEST, encoding="utf-8")
        (self.folder / "ctest").write_text(CTEST, encoding="utf-8")

    def test_single_tests_are_counted_and_a_crash_is_a_failure(self):
        found = counts.read_ctest(self.folder / "ctest", self.folder)
        self.assertEqual((found.passed, found.failed, found.skipped), (2, 2, 2))
        self.assertEqual(found.line(), "2 passed, 2 failed, 2 skipped")
        self.assertIn("no model", found.reasons)
        self.assertEqual([name for name, _ in found.failures], ["unit_a: A.Bad", "unit_dead"])

    def test_failure_outside_the_tests_is_not_lost(self):
        (self.folder / "unit_a.xml").write_text(GTEST.replace("<failure", "<!--").replace('!= 2"/>', "-->"), encoding="utf-8")
        found = counts.read_ctest(self.folder / "ctest", self.folder)
        self.assertEqual(found.failed, 2)
        self.assertIn("outside its tests", found.failures[0][1])

    def test_by_program(self):
        found = counts.read_ctest(self.folder / "ctest", self.folder, by_program=True)
        self.assertEqual((found.passed, found.failed, found.skipped), (1, 2, 1))


if __name__ == "__main__":
    unittest.main()
