"""From inputs to records by the command line: keys, formats, errors in their places, the same bytes for any number of threads."""

import json
import subprocess
import unittest

import cli


@cli.needs_data
class Records(cli.Case):
    def test_code_gives_the_report_and_its_records(self):
        records, said = self.records("code", "--published", "2023-12-10", self.file("report.txt", cli.TEXT))
        self.assertEqual(said, "")
        report = records[0]
        self.assertEqual(report["record"], "report")
        self.assertEqual(report["key"], "report.txt")
        self.assertEqual((report["published"], report["published_basis"]), ("2023-12-10", "given"))
        self.assertEqual(report["bytes"], len(cli.TEXT.encode()))
        kinds = [r["record"] for r in records[1:]]
        self.assertEqual(kinds, sorted(kinds, key=["mention", "statement", "tally"].index))
        self.assertIn("mention", kinds)
        for record in records[1:]:
            self.assertEqual(record["report"], report["id"])
            self.assertEqual(record["key"], "report.txt")

    def test_text_is_always_the_bytes_of_its_span(self):
        text = "“Rockets” hit Baghdād’s airport – twice – on Friday, said Müller. Three soldiers were wounded at Ain al-Asad.\n"
        data = text.encode()

        def walk(value):
            if isinstance(value, dict):
                if value.get("span") is not None and "text" in value:
                    self.assertEqual(data[value["span"][0]:value["span"][1]].decode(), value["text"])
                    self.seen += 1
                for inner in value.values():
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)

        self.seen = 0
        path = self.file("report.txt", text)
        walk(self.records("code", path)[0])
        walk(self.records("annotate", path)[0])
        self.assertGreater(self.seen, 10)

    def test_cameo_codes_take_both_sides_where_both_act(self):
        text = (
            "Mali held talks with Niger on Monday. Malian troops clashed with Nigerien soldiers near the border. "
            "Togo condemned Benin. Guerrillas shelled the port of Lagos, killing nine people.\n"
        )
        found = {}
        for r in self.records("code", "--codes", "cameo", self.file("a.txt", text))[0]:
            for c in r.get("codes", {}).get("cameo", []):
                found.setdefault(c["event"], set()).add((c["source"], c["target"]))
        self.assertEqual(found["046"], {("MLI", "NER"), ("NER", "MLI")})
        self.assertEqual(found["190"], {("MLIMIL", "NERMIL"), ("NERMIL", "MLIMIL")})
        self.assertEqual(found["111"], {("TGO", "BEN")})
        self.assertEqual(found["194"], {("---REB", "NGA")})

    def test_annotate_writes_the_layers_asked_for(self):
        path = self.file("report.txt", cli.TEXT)
        found = {r["record"] for r in self.records("annotate", path)[0]}
        self.assertLessEqual({"report", "sentence", "time", "place", "quantity"}, found)
        self.assertNotIn("token", found)
        found = {r["record"] for r in self.records("annotate", "--layers", "times", path)[0]}
        self.assertEqual(found, {"report", "time"})
        tokens = [r for r in self.records("annotate", "--layers", "tokens", path)[0] if r["record"] == "token"]
        self.assertEqual([t["i"] for t in tokens if t["sentence"] == 0], list(range(sum(t["sentence"] == 0 for t in tokens))))
        self.assertTrue(any(t["dep"] == "ROOT" and t["head"] == t["i"] for t in tokens))

    def test_presplit_takes_each_text_as_one_sentence(self):
        source = self.lines_file([{"id": "a", "text": "One ended. Another began."}])
        for options, sentences in [([], 2), (["--presplit"], 1)]:
            records, _ = self.records("annotate", "--layers", "sentences", *options, source)
            self.assertEqual(sum(r["record"] == "sentence" for r in records), sentences)

    def test_json_lines_with_their_fields(self):
        records, _ = self.records("code", self.lines_file([
            {"id": "a", "text": cli.TEXT, "title": "A title", "published": "2023-12-10", "outlet": "Example", "uri": "https://example.org/a"},
            {"id": "b", "text": "<html><body><article><p>" + cli.TEXT + "</p></article></body></html>"}]))
        first, second = [r for r in records if r["record"] == "report"]
        self.assertEqual((first["title"], first["outlet"], first["uri"]), ("A title", "Example", "https://example.org/a"))
        self.assertEqual(second["key"], "b")
        self.assertIn("mention", {r["record"] for r in records if r["key"] == "b"})

    def test_two_inputs_with_one_text_give_their_records_twice(self):
        records, _ = self.records("code", self.lines_file([{"id": "a", "text": cli.TEXT}, {"id": "b", "text": cli.TEXT}]))
        by_key = {key: [{**r, "key": None} for r in records if r["key"] == key] for key in "ab"}
        self.assertEqual(by_key["a"], by_key["b"])

    def test_an_input_that_cannot_be_read_gives_status_1_and_the_rest_goes_on(self):
        source = self.lines_file([{"id": "a", "text": "Rockets hit a base."}])
        with open(source, "a", encoding="utf-8") as out:
            out.write("broken\n")
            out.write(json.dumps({"id": "z", "text": "Rockets hit a base."}) + "\n")
        records, said = self.records("code", source, self.folder / "missing.txt", self.file("binary", b"\0\1\2"), self.file("empty", ""), status=1)
        self.assertEqual([r["key"] for r in records if r["record"] == "report"], ["a", "z"])
        for part in ["input.jsonl:2: ", "TB1006", "TB1001", "TB1004", "TB1003"]:
            self.assertIn(part, said)

    def test_a_folder_and_standard_input(self):
        self.file("in/b.txt", "Bravo was hit by rockets.")
        self.file("in/a/c.txt", "Charlie was hit by rockets.")
        records, _ = self.records("annotate", "--layers", "sentences", self.folder / "in")
        self.assertEqual([r["key"] for r in records if r["record"] == "report"], ["a/c.txt", "b.txt"])
        records, _ = self.records("code", "-", input=b"Rockets hit a base.")
        self.assertEqual(records[0]["key"], "-")

    def test_any_number_of_threads_gives_the_same_bytes(self):
        examples = cli.SOURCE / "examples"
        broken = self.file("broken.jsonl", "not JSON\n")
        expected = self.run_program("code", examples, broken, examples)
        self.assertEqual(expected.returncode, 1)
        for threads in [2, 7]:
            done = self.run_program("code", "--threads", threads, examples, broken, examples)
            self.assertEqual(done.stdout, expected.stdout)
            self.assertEqual(done.stderr, expected.stderr)

    def test_gating_changes_no_byte(self):
        examples = cli.SOURCE / "examples"
        self.assertEqual(self.output("code", examples), self.output("code", "--no-gating", examples))
        scope = ["code", "--scope", "violence"]
        self.assertEqual(self.output(*scope, examples), self.output(*scope, "--no-gating", examples))

    def test_the_violence_scope_leaves_other_reports_out(self):
        text = "The two ministers met in Lisbon on Monday and agreed to lower the duty on cork."
        for scope, least in [("all", 1), ("violence", 0)]:
            records, _ = self.records("code", "--scope", scope, "-", input=text.encode())
            found = [r for r in records if r["record"] not in ("run", "report")]
            self.assertEqual(bool(found), bool(least), scope)

    def test_a_compiled_codebook_gives_the_same_bytes_as_its_texts(self):
        image = self.folder / "book.tbc"
        self.assertEqual(self.run_program("codebook", "compile", cli.SOURCE / "codebooks", "-o", image).returncode, 0)
        examples = cli.SOURCE / "examples"
        self.assertEqual(self.output("code", "--codebook", image, examples), self.output("code", examples))

    def test_a_locale_changes_nothing(self):
        path = self.file("report.txt", cli.TEXT)
        expected = self.output("annotate", path)
        self.assertEqual(self.output("annotate", path, env=dict(cli.WITH_DATA, LC_ALL="C", LANG="")), expected)
        self.assertEqual(self.output("annotate", path, env=dict(cli.WITH_DATA, LC_ALL="de_DE.UTF-8")), expected)

    def test_another_language_is_noted_and_not_coded(self):
        records, _ = self.records("code", self.file("report.txt", "قتل ثلاثة جنود في هجوم على قاعدة عسكرية"))
        self.assertEqual(len(records), 1)
        self.assertEqual(records[0]["notes"], ["not in a supported language: not coded"])

    def test_explain_names_the_rule(self):
        path = self.file("report.txt", cli.TEXT)
        mention = next(r for r in self.records("code", path)[0] if r["record"] == "mention")
        listed = self.run_program("explain", path)
        self.assertEqual(listed.returncode, 0)
        self.assertIn("m1", listed.stdout.decode())
        told = self.run_program("explain", "--record", "m1", path)
        self.assertIn(mention["rule"].split(":")[0], told.stdout.decode())
        self.assertIn("TB6002", self.fails(1, "explain", "--record", "m99", path))

    def test_gazetteer_lookup(self):
        done = self.run_program("gazetteer", "lookup", "Mosul")
        self.assertEqual(done.returncode, 0)
        self.assertIn("geonames:99072", done.stdout.decode().splitlines()[0])
        self.assertEqual(self.run_program("gazetteer", "lookup", "Xyzzyville").returncode, 1)


@cli.needs_data
class Outputs(cli.Case):
    def setUp(self):
        super().setUp()
        self.report = self.file("report.txt", cli.TEXT)

    def test_a_full_disk_is_told(self):
        with open("/dev/full", "wb") as full:
            self.assertIn("TB1009", self.fails(1, "code", self.report, stdout=full))
        self.assertIn("/dev/full", self.fails(1, "code", self.report, "-o", "/dev/full"))

    def test_a_closed_output_is_told(self):
        done = subprocess.run(["sh", "-c", '"$0" code "$1" >&-', cli.PROGRAM, self.report], env=cli.WITH_DATA, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"TB1009", done.stderr)

    def test_a_reader_that_stops_is_told_and_nothing_hangs(self):
        many = self.lines_file([{"id": str(i), "text": cli.TEXT} for i in range(200)])
        for threads in ["1", "4"]:
            with subprocess.Popen([cli.PROGRAM, "annotate", "--threads", threads, "--layers", "tokens", many], env=cli.WITH_DATA,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
                program.stdout.readline()
                program.stdout.close()
                said = program.stderr.read()
                self.assertEqual(program.wait(timeout=60), 1)
                self.assertIn(b"TB1009", said)

    def test_an_unwritable_file_is_told(self):
        self.assertIn("TB1009", self.fails(1, "code", self.report, "-o", self.folder / "no/such/folder"))

    def test_a_file_takes_what_standard_output_would(self):
        out = self.folder / "records.jsonl"
        done = self.run_program("code", self.report, "-o", out)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual(out.read_bytes(), self.output("code", self.report))


if __name__ == "__main__":
    cli.main()
