"""Set-up's parts without a network: digests, unpacking, handed-in files, stamps, the key of an image."""

import hashlib
import io
import pathlib
import sys
import tarfile
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/setup"))

import fetch
import packages
import steps
from console import Console, SetupError


class SetupCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        self.data = self.root / "data"
        self.stream = io.StringIO()
        self.console = Console(self.root / "log", self.stream)
        self.addCleanup(self.console.log.close)

    def tgz(self, path, files):
        with tarfile.open(path, "w:gz") as tar:
            for name, text in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text.encode()))
        return path

    def source(self, archive, **more):
        return dict({"name": "towns", "what": "towns", "from": "npm", "package": "towns", "version": "1", "file": archive.name, "megabytes": 1,
                     "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(), "strip": "", "keep": ["package/a.txt"]}, **more)


class Fetching(SetupCase):
    def test_handed_file_is_checked_and_taken(self):
        archive = self.tgz(self.root / "towns-1.tgz", {"package/a.txt": "A"})
        for handed in (self.root, archive):
            got = fetch.Fetcher(self.data, [handed], self.console).fetch(self.source(archive))
            self.assertEqual(got, self.data / "downloads/towns-1.tgz")
            self.assertEqual(got.read_bytes(), archive.read_bytes())
            got.unlink()
        self.assertTrue(archive.exists())

    def test_wrong_digest_is_refused_and_nothing_is_left(self):
        archive = self.tgz(self.root / "towns-1.tgz", {"package/a.txt": "A"})
        with self.assertRaises(SetupError) as caught:
            fetch.Fetcher(self.data, [archive], self.console).fetch(self.source(archive, sha256="0" * 64))
        self.assertEqual(caught.exception.number, "TB8004")
        self.assertEqual(list((self.data / "downloads").iterdir()), [])
        self.assertTrue(archive.exists(), "the person's own file is not touched")

    def test_damaged_download_is_fetched_again(self):
        archive = self.tgz(self.root / "towns-1.tgz", {"package/a.txt": "A"})
        (self.data / "downloads").mkdir(parents=True)
        (self.data / "downloads/towns-1.tgz").write_bytes(b"half")
        got = fetch.Fetcher(self.data, [archive], self.console).fetch(self.source(archive))
        self.assertEqual(got.read_bytes(), archive.read_bytes())
        self.assertIn("damaged", self.stream.getvalue())

    def test_whole_download_is_used_as_it_is(self):
        (self.data / "downloads").mkdir(parents=True)
        archive = self.tgz(self.data / "downloads/towns-1.tgz", {"package/a.txt": "A"})
        self.assertEqual(fetch.Fetcher(self.data, [], self.console).fetch(self.source(archive)), archive)

    def test_unpacking_keeps_what_is_listed_and_replaces_the_whole(self):
        archive = self.tgz(self.root / "towns-1.tgz", {"package/a.txt": "A", "package/b.txt": "B", "package/../c.txt": "C"})
        (self.data / "sources/towns").mkdir(parents=True)
        (self.data / "sources/towns/old").write_text("old")
        fetch.unpack(self.source(archive, keep=["package/a.txt", "package/../*"]), archive, self.data / "sources")
        found = sorted(str(p.relative_to(self.data)) for p in (self.data / "sources").rglob("*") if p.is_file())
        self.assertEqual(found, ["sources/towns/package/a.txt"])

    def test_unpacking_a_wheel_strips_its_folder(self):
        path = self.root / "model.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("model/model-1/config.cfg", "c")
            wheel.writestr("model/model-1/ner/model", "m")
            wheel.writestr("model/meta.json", "x")
        fetch.unpack(self.source(path, strip="model/model-1/", keep=["**"]), path, self.data)
        self.assertEqual(sorted(p.name for p in (self.data / "towns").rglob("*") if p.is_file()), ["config.cfg", "model"])

    def test_archive_without_the_files_is_an_error(self):
        archive = self.tgz(self.root / "towns-1.tgz", {"package/b.txt": "B"})
        with self.assertRaises(SetupError):
            fetch.unpack(self.source(archive), archive, self.data)

    def test_every_listed_source_is_pinned(self):
        sources, system = fetch.load(ROOT / "tools/setup/sources.toml")
        self.assertEqual(len(sources), 5)
        for source in sources:
            algorithm, wanted = fetch.pinned(source)
            self.assertEqual(len(wanted), {"sha256": 64, "sha512": 88}[algorithm], source["name"])
        self.assertEqual([entry["name"] for entry in system], ["iso-codes", "tzdata"])


class Images(SetupCase):
    def program(self, text):
        path = self.root / "program"
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def test_made_once_and_again_for_another_key(self):
        image = steps.Image(self.data, "models/x.tbm", "model")
        program = self.program('while [ "$1" != -o ]; do shift; done; echo made > "$2"\n')
        self.assertFalse(image.is_current("k1"))
        image.make(program, ["model", "import", "dir"], "k1", self.console)
        self.assertTrue(image.is_current("k1"))
        self.assertFalse(image.is_current("k2"))
        self.assertFalse(image.by_hand())
        image.path.write_text("cut")
        self.assertFalse(image.is_current("k1"), "another size is another file")

    def test_failed_conversion_leaves_nothing(self):
        image = steps.Image(self.data, "x.tbg", "gazetteer")
        with self.assertRaises(SetupError) as caught:
            image.make(self.program('while [ "$1" != -o ]; do shift; done; echo half > "$2"; echo "it broke"; exit 3\n'), ["gazetteer", "build"], "k",
                       self.console)
        self.assertEqual(caught.exception.number, "TB8007")
        self.assertIn("it broke", str(caught.exception))
        self.assertEqual([p.name for p in self.data.rglob("*") if p.is_file()], [])

    def test_failed_conversion_is_tried_again(self):
        image = steps.Image(self.data, "x.tbc", "codebook")
        image.make(self.program('while [ "$1" != -o ]; do shift; done; echo made > "$2"\n'), ["codebook", "compile"], "k1", self.console)
        with self.assertRaises(SetupError):
            image.make(self.program("exit 3\n"), ["codebook", "compile"], "k2", self.console)
        self.assertEqual(image.path.read_text(), "made\n")
        self.assertFalse(image.by_hand(), "an image that could not be renewed is not taken for one that was laid there")
        self.assertFalse(image.is_current("k2"))

    def test_file_laid_by_hand_is_known(self):
        image = steps.Image(self.data, "x.tbg", "gazetteer")
        self.data.mkdir()
        image.path.write_text("laid")
        self.assertTrue(image.by_hand())

    def test_digest_of_a_tree_depends_on_names_and_contents_only(self):
        (self.root / "t").mkdir()
        (self.root / "t/a").write_text("1")
        (self.root / "t/b").write_text("2")
        first = steps.tree_digest(self.root, ["t/*", "t/a"])
        self.assertEqual(first, steps.tree_digest(self.root, ["t/*"]))
        (self.root / "t/b").rename(self.root / "t/c")
        second = steps.tree_digest(self.root, ["t/*"])
        (self.root / "t/c").write_text("3")
        self.assertEqual(len({first, second, steps.tree_digest(self.root, ["t/*"])}), 3)


class Packages(SetupCase):
    def test_lists_hold_names_only(self):
        for name in ("packages.txt", "packages-test.txt", "packages-fuzz.txt"):
            for package in packages.read_list(ROOT / "tools/setup" / name):
                self.assertRegex(package, r"^[a-z0-9][a-z0-9.+-]+$")

    def test_a_package_that_does_not_exist_is_missing(self):
        self.assertEqual(packages.missing(["no-such-package-as-this"]), ["no-such-package-as-this"])


class Printing(SetupCase):
    def test_plain_lines_where_there_is_no_terminal(self):
        with self.console.step("fetching towns"):
            pass
        with self.console.step("building", silent=True):
            pass
        self.assertEqual(self.stream.getvalue().splitlines(), ["tallybook: fetching towns …", "tallybook: fetching towns: done in 0 s"])
        self.assertNotIn("\r", self.stream.getvalue())

    def test_output_of_programs_goes_to_the_log(self):
        status, tail = self.console.run(["sh", "-c", "echo one; echo two >&2; exit 4"])
        self.assertEqual((status, tail), (4, ["one", "two"]))
        self.assertIn("one\ntwo\n", (self.root / "log").read_text())
        self.assertEqual(self.stream.getvalue(), "")


if __name__ == "__main__":
    unittest.main()
