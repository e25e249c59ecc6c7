"""The include checker on small trees: what it must refuse, what it must let pass, and a page without a table."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import check_includes

PAGE = """# Shape
| folder | holds | may include |
|---|---|---|
| `include/tallybook/` | the public API | – |
| `src/base/` | basics | – |
| `src/report/` | the report | base |
| `src/values/` | values | base, report |
| `src/cli/` | commands | everything |
"""


class CheckIncludes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name).resolve()
        self.write("ARCHITECTURE.md", PAGE)
        self.write("src/base/span.hpp", "#pragma once\n#include <vector>\n")
        self.write("src/report/report.hpp", '#include "base/span.hpp"\n')
        self.write("src/values/place.hpp", '#include "report/report.hpp"\n')
        self.write("include/tallybook/api.hpp", "#include <string>\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def findings(self):
        return check_includes.check_tree(self.root)[1]

    def test_allowed_tree_passes(self):
        self.assertEqual(self.findings(), [])

    def test_upward_include_is_refused(self):
        self.write("src/base/bad.cpp", '#include "base/span.hpp"\n#include "report/report.hpp"\n')
        self.assertEqual(len(self.findings()), 1)
        self.assertIn("src/base/bad.cpp:2: base may not include report", self.findings()[0])

    def test_upward_include_by_a_relative_path_is_refused(self):
        self.write("src/report/bad.cpp", '#  include "../values/place.hpp"\n')
        self.assertIn("report may not include values", self.findings()[0])

    def test_own_folder_and_subfolders_pass(self):
        self.write("src/values/time/day.hpp", '#include "values/place.hpp"\n#include "base/span.hpp"\n')
        self.write("src/values/x.cpp", '#include "time/day.hpp"\n#include "place.hpp"\n')
        self.assertEqual(self.findings(), [])

    def test_command_line_may_include_everything(self):
        self.write("src/cli/main.cpp", '#include "values/place.hpp"\n')
        self.assertEqual(self.findings(), [])

    def test_unknown_folder_and_unknown_header_are_refused(self):
        self.write("src/other/x.cpp", "\n")
        self.write("src/values/x.cpp", '#include "json.hpp"\n')
        found = "\n".join(self.findings())
        self.assertIn("folder src/other has no row", found)
        self.assertIn('"json.hpp" is not in src/', found)

    def test_public_header_shows_no_third_party(self):
        self.write("include/tallybook/api.hpp", "#include <string>\n#include <nlohmann/json.hpp>\n#include \"tallybook/report.hpp\"\n")
        self.assertEqual(len(self.findings()), 1)
        self.assertIn("may not include nlohmann/json.hpp", self.findings()[0])

    def test_page_without_table_is_an_error(self):
        self.write("ARCHITECTURE.md", "# nothing\n")
        with self.assertRaises(check_includes.TableError):
            self.findings()

    def test_table_that_names_an_unknown_folder_is_an_error(self):
        self.write("ARCHITECTURE.md", PAGE.replace("base, report |", "base, reports |"))
        with self.assertRaises(check_includes.TableError):
            self.findings()


if __name__ == "__main__":
    unittest.main()
