"""The tools of the codebook's writers as they are called: lint, explain a sentence, ask why a word gave nothing, cover a corpus."""

import json

import cli


@cli.needs_data
class Explain(cli.Case):
    def traces(self, *arguments):
        done = self.run_program(*arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return {line["word"]: line for line in map(json.loads, done.stdout.decode().splitlines())}

    def test_a_sentence_is_explained_word_by_word(self):
        text = self.run_program("codebook", "explain", "Gunmen fired on a bus near Tuzla.").stdout.decode()
        for part in ['"fired"  verb fire, byte 7', "won", "nothing stands there", "frames/", "m1 ASSAULT"]:
            self.assertIn(part, text)
        fired = self.traces("codebook", "explain", "Gunmen fired on a bus near Tuzla.")["fired"]
        self.assertEqual(fired["span"], [7, 12])
        self.assertEqual([t["end"] for t in fired["tried"]].count("won"), 1)
        self.assertTrue(all(t["slot"] for t in fired["tried"] if t["end"] == "slot-empty"))
        self.assertEqual(len(fired["records"]), 1)
        self.assertEqual(fired["reasons"], [])

    def test_nothing_is_said_so(self):
        done = self.run_program("codebook", "explain", "Pears ripen late.")
        self.assertEqual(done.returncode, 0)
        self.assertIn("no rule begins with any of these words", done.stdout.decode())

    def test_why_a_word_gave_nothing(self):
        report = self.file("report.txt", "The board fired the manager on Friday. Gunmen fired on a bus near Tuzla.\n")
        text = self.run_program("explain", "--why-not", "fire", report).stdout.decode()
        self.assertIn("an exception wins", text)
        self.assertEqual(text.count('"fired"'), 2)
        self.assertEqual(text.count("gives      nothing"), 1)
        said = self.fails(1, "explain", "--why-not", "bombed", report)
        self.assertIn("TB6002", said)
        codes = [r["code"] for r in self.traces("explain", "--why-not", "FIRED", self.file("b.txt", "The board fired the manager.\n"))["fired"]["reasons"]]
        self.assertEqual(codes, ["exception"])


@cli.needs_data
class Coverage(cli.Case):
    def lines(self, *arguments):
        done = self.run_program("codebook", "coverage", "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout, [json.loads(line) for line in done.stdout.decode().splitlines()]

    def test_words_are_counted_with_what_became_of_them(self):
        corpus = self.lines_file([{"id": "a", "text": "Gunmen fired on a bus near Tuzla. The bank fired its manager."},
                                  {"id": "b", "text": "Gunmen fired on a tram. The tram gleamed."}])
        _, lines = self.lines(corpus)
        self.assertEqual(lines[0], {"record": "coverage", "reports": 2, "sentences": 4})
        fire = next(line for line in lines if line["record"] == "trigger" and line["word"] == "fire")
        self.assertEqual([fire["kind"], fire["occurs"], fire["coded"], fire["why_not"]], ["verb", 3, 2, {"exception": 1}])
        self.assertEqual(fire["example"], "The bank fired its manager.")
        self.assertIn("gleam", [line["word"] for line in lines if line["record"] == "no-rule"])
        text = self.run_program("codebook", "coverage", "--most", "3", corpus).stdout.decode()
        self.assertIn("2 reports, 4 sentences", text)
        self.assertIn("1 exception", text)

    def test_threads_and_order_change_nothing(self):
        items = [{"id": f"r{i}", "text": f"Rebels shelled {i + 2} villages. The council debated the budget."} for i in range(30)]
        one, _ = self.lines(self.lines_file(items))
        many, _ = self.lines("--threads", "4", self.lines_file(items[::-1], "reversed.jsonl"))
        self.assertEqual(one, many)


class Lint(cli.Case):
    def test_findings_as_json(self):
        self.file("book/frames/bad.txt", "frame x: ASAULT\n  verb hit: obj=recipient\n  verb hit: obj=victim\n")
        done = self.run_program("codebook", "lint", "--json", self.folder / "book")
        self.assertEqual(done.returncode, 1)
        found = [json.loads(line) for line in done.stdout.decode().splitlines()]
        self.assertTrue(all(set(f) == {"record", "file", "line", "column", "severity", "message"} for f in found))
        self.assertIn(("frames/bad.txt", 1, 10, "error"), [(f["file"], f["line"], f["column"], f["severity"]) for f in found])
        self.assertIn((3, 8), [(f["line"], f["column"]) for f in found if "hidden" in f["message"]])

    @cli.needs_data
    def test_words_that_are_no_lemmas(self):
        self.file("book/frames/a.txt", "frame x: ASSAULT\n  verb attacked, found, bring, process: obj!:series=recipient\n  noun crowds, arms, glass, bombing: by=actor\n")
        done = self.run_program("codebook", "lint", "--json", self.folder / "book")
        found = [json.loads(line) for line in done.stdout.decode().splitlines()]
        self.assertEqual([f["message"].split('"')[1] for f in found if "lemma" in f["message"]], ["attacked", "crowds"])


if __name__ == "__main__":
    cli.main()
