"""Inputs of every format through the program: what is read, what is said of the rest, where evidence stood."""

import gzip
import io
import tarfile
import unittest

import cli

PAGE = ("<!DOCTYPE html><html><head><title>Raid in the north | Courier</title><meta name='date' content='9 June 2021'></head><body><nav>Home</nav>"
        "<article><h1>Raid in the north</h1><p>Gunmen killed three soldiers in a raid near Kunduz on Tuesday, the police said.</p></article></body></html>")


def record(kind, uri, block):
    return (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Length: {len(block)}\r\n\r\n{block}\r\n\r\n").encode()


@cli.needs_data
class Inputs(cli.Case):
    def test_a_folder_of_everything(self):
        self.file("a.html", PAGE)
        self.file("b.txt.gz", gzip.compress(b"Two soldiers were killed in an attack on their base."))
        self.file("c.warc.gz", gzip.compress(record("response", "http://e.org/1", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE))
                  + gzip.compress(record("response", "http://e.org/2", "HTTP/1.1 404 Gone\r\n\r\n")))
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as tar:
            info = tarfile.TarInfo("in/d.md")
            text = b"# A fire\n\nA shop was **burned** down.\n"
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))
        self.file("d.tar.gz", packed.getvalue())
        self.file("e.xml", "<rss version='2.0'><channel><title>Wire</title><item><title>One</title><link>http://e.org/3</link>"
                           "<description>Four men were arrested.</description></item></channel></rss>")
        self.file("f.txt.gz", gzip.compress(b"Cut short.")[:-6])
        self.file("g.txt", "Tres soldados murieron en un ataque a la base de la ciudad, según el ministro de defensa del país.")
        found, said = self.records("annotate", "--layers", "sentences", self.folder, status=1)
        reports = {one["key"]: one for one in found if one["record"] == "report"}
        self.assertEqual(list(reports), ["a.html", "b.txt", "http://e.org/1", "d.tar/in/d.md", "http://e.org/3", "g.txt"])
        self.assertIn("TB1011", said)
        self.assertIn("left out: answers with status 404 (1)", said)
        self.assertEqual(reports["a.html"]["published"], "2021-06-09")
        self.assertEqual(reports["http://e.org/3"]["outlet"], "Wire")
        self.assertEqual(reports["g.txt"]["language"], "es")
        self.assertIn("not in a supported language: not coded", reports["g.txt"]["notes"])
        self.assertNotIn("origin", reports["b.txt"])
        self.assertEqual(reports["a.html"]["format"], "html")

    def test_evidence_is_found_in_the_page(self):
        page = self.file("a.html", PAGE)
        found, _ = self.records("code", page)
        report = found[0]
        mention = next(one for one in found if one["record"] == "mention")
        begin = mention["evidence"][-1]["span"][0]
        stretch = next(one for one in report["origin"] if one[0] <= begin < one[0] + one[2])
        self.assertTrue(PAGE[stretch[1] + begin - stretch[0]:].startswith("Gunmen killed three soldiers"))
        shown = self.run_program("explain", "--all", page)
        self.assertIn(f"[{PAGE.index('Gunmen')}, ", shown.stdout.decode())

    def test_a_forced_format(self):
        path = self.file("a.txt", PAGE)
        found, _ = self.records("annotate", "--layers", "sentences", "--input-format", "text", path)
        self.assertNotIn("format", found[0])


if __name__ == "__main__":
    cli.main()
