"""The gazetteer by the command line: a facility is added to the hand-kept list, the image is built with it, and the name is found."""

import json
import os
import pathlib
import shutil
import unittest

import cli

SOURCES = pathlib.Path(os.environ.get("TALLYBOOK_DATA") or cli.SOURCE / ".tallybook") / "sources"


class Adding(cli.Case):
    def setUp(self):
        super().setUp()
        shutil.copytree(cli.SOURCE / "gazetteer", self.folder / "gazetteer")
        self.list = str(self.folder / "gazetteer/facilities.tsv")

    def add(self, name, *options, status=0):
        done = self.run_program("gazetteer", "add", name, "--facilities", self.list, "--kind", "camp", "--country", "NE", "--lat", "13.52",
                                "--lon", "2.1", *options)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done

    def rows(self):
        return pathlib.Path(self.list).read_text("utf-8").splitlines()

    def test_row_is_the_last_one_and_no_other_changes(self):
        before = self.rows()
        done = self.add("Camp Tamesna", "--alias", "Tamesna Camp", "--radius-km", "3", "--json")
        self.assertEqual(json.loads(done.stdout)["id"], "facility:camp-tamesna")
        after = self.rows()
        self.assertEqual(after[:-1], before)
        self.assertEqual(after[-1].split("\t")[:9], ["camp-tamesna", "Camp Tamesna", "Tamesna Camp", "en", "camp", "13.52", "2.1", "3", "NE"])

    def test_what_the_build_would_refuse_is_not_written(self):
        self.add("Camp Tamesna")
        before = self.rows()
        for name, options in [("Camp Tamesna", []), ("Camp tamesna", ["--id", "other"]), ("Other Camp", ["--id", "Camp Other"]),
                              ("Tab\tCamp", []), ("", [])]:
            with self.subTest(name):
                self.assertIn(b"facilities.tsv", self.add(name, *options, status=1).stderr)
        for options in [["--country", "niger"], ["--lat", "91"], ["--radius-km", "-1"], ["--kind", "cafe"]]:
            with self.subTest(" ".join(options)):
                base = {"--kind": "camp", "--country": "NE", "--lat": "13", "--lon": "2", options[0]: options[1]}
                done = self.run_program("gazetteer", "add", "New Camp", "--facilities", self.list, *[word for pair in base.items() for word in pair])
                self.assertNotEqual(done.returncode, 0)
        self.assertEqual(self.rows(), before)

    @unittest.skipUnless(SOURCES.exists(), "no sources of the gazetteer (./tallybook setup fetches them)")
    def test_added_built_and_found(self):
        self.add("Camp Tamesna", "--alias", "Tamesna Camp")
        image = str(self.folder / "places.tbg")
        built = self.run_program("gazetteer", "build", "--sources", SOURCES, "--facilities", self.list, "-o", image)
        self.assertEqual(built.returncode, 0, built.stderr.decode())
        found = self.run_program("gazetteer", "lookup", "Tamesna Camp", "--json", "--gazetteer", image)
        self.assertEqual(found.returncode, 0, found.stderr.decode())
        hit = json.loads(found.stdout.decode().splitlines()[0])
        self.assertEqual((hit["id"], hit["kind"], hit["country"]), ("facility:camp-tamesna", "facility", "NE"))


@cli.needs_data
class LookingUp(cli.Case):
    def hits(self, *arguments):
        done = self.run_program("gazetteer", "lookup", *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]

    def test_one_place_under_all_its_names(self):
        for place, names in {"geonames:703448": ["Kyiv", "Kiev"], "geonames:99072": ["Mosul", "الموصل"], "geonames:1298824": ["Rangoon", "Yangon"],
                             "geonames:170794": ["Deir ez-Zor", "Deir al-Zour", "دير الزور"]}.items():
            for name in names:
                with self.subTest(name):
                    self.assertEqual(self.hits(name)[0]["id"], place)

    def test_country_narrows(self):
        self.assertEqual({h["country"] for h in self.hits("Tripoli", "--country", "LB")}, {"LB"})
        self.assertGreater(len({h["country"] for h in self.hits("Tripoli")}), 1)


if __name__ == "__main__":
    cli.main()
