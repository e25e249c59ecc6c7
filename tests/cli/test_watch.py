"""watch, against a local server that misbehaves: what is read, what is refused, that no feed stops another, and that a restart goes on."""

import gzip
import http.server
import json
import pathlib
import signal
import subprocess
import threading
import time

import cli

LINES = ["Gunmen killed four soldiers at a checkpoint near Gao on Monday, an army officer said.",
         "A car bomb wounded nine people outside a bank in Mosul on Tuesday, police said.",
         "Rebels shelled a village near Kindu on Wednesday and killed two farmers, a priest said."]


def page(text, title="Raid"):
    return (f"<!doctype html><html><head><title>{title}</title></head><body><nav>Home</nav><article><h1>{title}</h1><p>{text}</p>"
            "</article></body></html>").encode()


def rss(items, title="Quay Wire"):
    entries = "".join(f"<item><title>{name}</title><link>{link}</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>"
                      f"<description>{text}</description></item>" for name, link, text in items)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{entries}</channel></rss>".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def give(self, body, status=200, kind="text/html", **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        server = self.server
        with server.lock:
            server.hits.append((self.headers.get("Host", ""), self.path, dict(self.headers)))
        answer = server.answers.get(self.path)
        try:
            if answer is None:
                self.give(b"none", 404)
            elif callable(answer):
                answer(self)
            else:
                self.give(answer)
        except OSError:
            pass
        finally:
            self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("0.0.0.0", 0), Handler)
        self.answers, self.hits, self.lock = {}, [], threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def handle_error(self, *_):
        pass

    def asked(self, path):
        with self.lock:
            return sum(1 for _, asked, _ in self.hits if asked == path)


class WatchCase(cli.Case):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.ledger = str(self.folder / "test.ledger")

    def feeds(self, *paths, **settings):
        settings = {"allow_private": ["127.0.0.1"], "delay": "0ms", "timeout": "1s", "robots": False} | settings
        text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
        for path in paths:
            text += f"[[feed]]\nurl = \"{path if '://' in path else self.server.url + path}\"\n"
        return self.file("feeds.toml", text)

    def watch(self, feeds, *words, status=0):
        """One round; the line of the round, and the lines of the feeds by the last part of their address."""
        done = self.run_program("watch", feeds, "--ledger", self.ledger, "--once", "--json", *words)
        self.assertEqual(done.returncode, status, done.stdout.decode() + done.stderr.decode())
        lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
        return lines[0], {line["url"].rsplit("/", 1)[-1]: line for line in lines[1:]}

    def reports(self):
        found = [json.loads(line) for line in self.output("export", "--format", "jsonl", "--ledger", self.ledger).splitlines()]
        return {one["key"]: one for one in found if one["record"] == "report"}

    def log(self):
        return [json.loads(line) for line in pathlib.Path(self.ledger + ".watch.jsonl").read_text("utf-8").splitlines()]


@cli.needs_data
class Reading(WatchCase):
    def setUp(self):
        super().setUp()
        answers = self.server.answers
        answers["/a"] = lambda h: h.give(rss([("One", "/p1", "short"), ("Two", self.server.url + "/p2", "short"), ("Gone", "/p3", LINES[2])]),
                                         kind="application/rss+xml", ETag='"v1"', Last_Modified="Tue, 05 Mar 2024 10:00:00 GMT")
        answers["/p1"] = page(LINES[0])
        answers["/p2"] = lambda h: h.give(gzip.compress(page(LINES[1])), Content_Encoding="gzip")

    def test_pages_are_read_once_and_kept(self):
        feeds = self.feeds("/a")
        kept = self.folder / "pages"
        first, by_feed = self.watch(feeds, "--keep-pages", kept)
        self.assertEqual((first["feeds"], first["failed"], first["pages"], first["entries"], first["new_reports"]), (1, 0, 2, 1, 3))
        self.assertEqual((by_feed["a"]["status"], by_feed["a"]["entries"], by_feed["a"]["error"]), (200, 3, None))
        reports = self.reports()
        self.assertEqual({key.rsplit("/", 1)[-1] for key in reports}, {"p1", "p2", "p3"})
        one = reports[self.server.url + "/p1"]
        self.assertEqual((one["published"], one["outlet"]), ("2024-03-05", "Quay Wire"))
        pages = {line["url"].rsplit("/", 1)[-1]: line for line in self.log() if line["record"] == "page"}
        self.assertEqual((pages["p1"]["status"], pages["p3"]["status"]), (200, 404))
        self.assertEqual(len(pages["p1"]["sha256"]), 64)
        archive, = kept.glob("*.warc.gz")
        whole = archive.read_bytes()
        member = gzip.decompress(whole[pages["p2"]["offset"]:pages["p2"]["offset"] + pages["p2"]["length"]])
        self.assertIn(b"WARC-Target-URI: " + self.server.url.encode() + b"/p2", member)
        # Whoever reads the archive gets the same record, without the network.
        again = str(self.folder / "again.ledger")
        done = self.run_program("read", "--quiet", kept, "--ledger", again)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(self.output("export", "--format", "jsonl", "--ledger", again), self.output("export", "--format", "jsonl", "--ledger", self.ledger))

        # Not due: nothing is asked. Asked: the ETag is told, and nothing is read twice.
        before = len(self.server.hits)
        quiet, _ = self.watch(feeds)
        self.assertEqual((quiet["feeds"], len(self.server.hits)), (0, before))
        self.server.answers["/a"] = lambda h: h.give(b"", 304) if h.headers.get("If-None-Match") == '"v1"' else h.give(b"no etag", 500)
        second, by_feed = self.watch(feeds, "--now")
        self.assertEqual((second["unchanged"], second["failed"], second["new_reports"]), (1, 0, 0))
        self.assertEqual((by_feed["a"]["status"], by_feed["a"]["etag"], by_feed["a"]["entries"]), (304, '"v1"', 3))
        self.assertEqual(self.server.asked("/p1"), 1)
        self.assertIn("If-Modified-Since", self.server.hits[-1][2])

    def test_a_page_that_fails_is_tried_again(self):
        tries = []

        def shaky(handler):
            tries.append(1)
            handler.give(b"", 503) if len(tries) == 1 else handler.give(page(LINES[0]))

        self.server.answers["/p1"] = shaky
        feeds = self.feeds("/a")
        _, by_feed = self.watch(feeds)
        self.assertEqual(by_feed["a"]["waiting"], 1)
        self.assertEqual(len(self.reports()), 2)
        # As if its time had come.
        path = pathlib.Path(self.ledger + ".watch.jsonl")
        path.write_text("".join(json.dumps(line | ({"next_at": "2024-01-01T00:00:00Z"} if line["record"] == "wanted" else {})) + "\n"
                                for line in self.log()), "utf-8")
        _, by_feed = self.watch(feeds)
        self.assertEqual(by_feed["a"]["waiting"], 0)
        self.assertEqual(len(self.reports()), 3)

    def test_entries_themselves(self):
        self.server.answers["/full"] = rss([("One", "/x1", LINES[0]), ("Two", "/x2", LINES[1])])
        line, _ = self.watch(self.feeds("/full", pages=False))
        self.assertEqual((line["pages"], line["new_reports"]), (0, 2))
        self.assertEqual(self.server.asked("/x1"), 0)
        line, _ = self.watch(self.feeds("/full", pages=False), "--now")
        self.assertEqual((line["new_reports"], line["known"]), (0, 2))

    def test_most_pages_of_a_round(self):
        line, by_feed = self.watch(self.feeds("/a", max_pages=1))
        self.assertEqual((line["pages"] + line["entries"], by_feed["a"]["waiting"]), (1, 2))
        for _ in range(2):
            line, by_feed = self.watch(self.feeds("/a", max_pages=1))
        self.assertEqual(by_feed["a"]["waiting"], 0)
        self.assertEqual(len(self.reports()), 3)

    def test_killed_and_started_again(self):
        self.server.answers["/p2"] = lambda h: (time.sleep(0.6), h.give(page(LINES[1])))
        feeds = self.feeds("/a", timeout="5s")
        running = subprocess.Popen([cli.PROGRAM, "watch", feeds, "--ledger", self.ledger, "--quiet"], env=cli.WITH_DATA)
        while not self.server.asked("/p2"):
            time.sleep(0.02)
            self.assertIsNone(running.poll())
        running.send_signal(signal.SIGKILL)
        running.wait()
        self.watch(feeds)
        self.assertEqual(len(self.reports()), 3)
        verified = self.run_program("ledger", "verify", "--follow", "--ledger", self.ledger)
        self.assertEqual(verified.returncode, 0, verified.stdout.decode())

    def test_it_goes_on_until_it_is_stopped(self):
        feeds = self.feeds("/a", every="10s")
        running = subprocess.Popen([cli.PROGRAM, "watch", feeds, "--ledger", self.ledger], env=cli.WITH_DATA, stdout=subprocess.PIPE)
        said = running.stdout.readline().decode()
        self.assertIn("3 new pages, 3 new reports", said)
        second = self.run_program("watch", feeds, "--ledger", self.ledger, "--once")
        self.assertEqual(second.returncode, 1)
        self.assertIn(b"TB7010", second.stderr)
        running.send_signal(signal.SIGTERM)
        self.assertEqual(running.wait(10), 0)
        running.stdout.close()
        done = self.run_program("watch", feeds, "--ledger", self.ledger, "--status")
        self.assertIn("status 200, 3 entries", done.stdout.decode())


@cli.needs_data
class Misbehaving(WatchCase):
    def setUp(self):
        super().setUp()
        answers = self.server.answers
        answers["/good"] = rss([("One", "/p1", "short")])
        answers["/p1"] = page(LINES[0])

    def slow(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"<")
            handler.wfile.flush()
            time.sleep(0.1)

    def endless(self, handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"<rss>" + b" " * 65536)

    def wrong_length(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<rss>")

    def huge_head(self, handler):
        handler.send_response(200)
        for i in range(2000):
            handler.send_header(f"X-{i}", "y" * 100)
        handler.end_headers()

    def test_no_feed_stops_another(self):
        server, answers = self.server, self.server.answers
        answers["/slow"] = self.slow
        answers["/endless"] = self.endless
        answers["/wrong-length"] = self.wrong_length
        answers["/loop"] = lambda h: h.give(b"", 302, Location="/loop")
        answers["/private"] = lambda h: h.give(b"", 302, Location=f"http://127.0.0.2:{server.server_port}/secret")
        answers["/link-local"] = lambda h: h.give(b"", 301, Location="http://169.254.169.254/latest/meta-data/")
        answers["/file"] = lambda h: h.give(b"", 302, Location="file:///etc/passwd")
        answers["/secret"] = rss([("No", "/n", "no")])
        bomb = gzip.compress(b"<rss>" + b" " * 40_000_000)
        answers["/bomb"] = lambda h: h.give(bomb, Content_Encoding="gzip")
        answers["/broken"] = b"<rss><channel><item><title>Half"
        answers["/no-feed"] = page("This is no feed.")
        answers["/huge-head"] = self.huge_head
        answers["/no-http"] = lambda h: h.wfile.write(b"\x00\x01\x02 what\r\n\r\n")
        answers["/gone"] = lambda h: h.give(b"", 410)
        answers["/busy"] = lambda h: h.give(b"", 429, Retry_After="7200")
        names = ["slow", "endless", "wrong-length", "loop", "private", "link-local", "file", "bomb", "broken", "no-feed", "huge-head", "no-http",
                 "gone", "busy"]
        feeds = self.feeds(*["/" + name for name in names], "/good", "http://127.0.0.1:1/closed", "http://no-such-name.invalid/x", max_size="1MB")
        line, found = self.watch(feeds, status=1)
        self.assertEqual((line["feeds"], line["failed"], line["pages"], line["new_reports"]), (17, 16, 1, 1))
        self.assertIsNone(found["good"]["error"])
        numbers = {name: found[name]["error"].split(":")[0] for name in [*names, "closed"]}
        self.assertIn(found["x"]["error"][:6], ("TB7003", "TB7004"))
        self.assertEqual(numbers, {
            "slow": "TB7004", "endless": "TB7005", "wrong-length": "TB7008", "loop": "TB7006", "private": "TB7002", "link-local": "TB7002",
            "file": "TB7002", "bomb": "TB7005", "broken": "TB1014", "no-feed": "TB1014", "huge-head": "TB7005", "no-http": "TB7008",
            "gone": "TB7007", "busy": "TB7007", "closed": "TB7003"})
        self.assertEqual(self.server.asked("/secret"), 0)
        self.assertEqual(self.server.asked("/loop"), 6)
        asked, following = (time.mktime(time.strptime(found["busy"][key], "%Y-%m-%dT%H:%M:%SZ")) for key in ("asked", "next"))
        self.assertGreaterEqual(following - asked, 7190)

    def test_ever_more_rarely_and_back(self):
        self.server.answers["/shaky"] = lambda h: h.give(b"", 500)
        feeds = self.feeds("/shaky", every="10m")
        pauses = []
        for _ in range(3):
            _, found = self.watch(feeds, "--now", status=1)
            asked, following = (time.mktime(time.strptime(found["shaky"][key], "%Y-%m-%dT%H:%M:%SZ")) for key in ("asked", "next"))
            pauses.append(round((following - asked) / 600))
        self.assertEqual((pauses, found["shaky"]["failures"]), ([2, 4, 8], 3))
        self.server.answers["/shaky"] = rss([("One", "/p1", "short")])
        line, found = self.watch(feeds, "--now")
        self.assertEqual((found["shaky"]["failures"], found["shaky"]["error"], line["new_reports"]), (0, None, 1))

    def test_names_that_lead_to_private_addresses(self):
        port = self.server.server_port
        feeds = self.feeds(f"http://localhost:{port}/good", f"http://127.0.0.1:{port}/a", f"http://[::1]:{port}/b", f"http://[::ffff:127.0.0.1]:{port}/c",
                           f"http://0.0.0.0:{port}/d", f"http://2130706433:{port}/e", allow_private=[])
        line, found = self.watch(feeds, status=1)
        self.assertEqual((line["failed"], len(self.server.hits)), (line["feeds"], 0))
        for one in found.values():
            self.assertTrue(one["error"].startswith("TB7002"), one)

    def test_robots(self):
        server = self.server
        server.answers["/robots.txt"] = b"User-agent: *\nDisallow: /p1\nDisallow: /closed\n"
        server.answers["/two"] = rss([("One", "/p1", LINES[1]), ("Two", "/p2", "short")])
        server.answers["/p2"] = page(LINES[2])
        server.answers["/closed"] = rss([])
        line, found = self.watch(self.feeds("/two", "/closed", robots=True), status=1)
        self.assertEqual((line["pages"], line["entries"], line["new_reports"]), (1, 1, 2))
        self.assertTrue(found["closed"]["error"].startswith("TB7009"))
        self.assertEqual((server.asked("/p1"), server.asked("/closed"), server.asked("/robots.txt")), (0, 0, 1))
        server.answers["/robots.txt"] = lambda h: h.give(b"", 500)
        _, found = self.watch(self.feeds("/two", robots=True), "--now", status=1)
        self.assertTrue(found["two"]["error"].startswith("TB7003"))

    def test_pace(self):
        self.server.answers["/two"] = rss([(str(i), f"/q{i}", "x") for i in range(3)])
        begun = time.monotonic()
        self.watch(self.feeds("/two", delay="300ms"))
        self.assertGreaterEqual(time.monotonic() - begun, 0.9)

    def test_pages_that_are_none(self):
        server = self.server
        server.answers["/mixed"] = rss([("A", "/pdf", LINES[0]), ("B", "/bomb", LINES[1]), ("C", "/away", LINES[2]), ("D", "mailto:a@b.example", ""),
                                        ("E", "/moved", "short")])
        server.answers["/pdf"] = lambda h: h.give(b"%PDF-1.4 ...", kind="application/pdf")
        bomb = gzip.compress(b"<p>" + b" " * 40_000_000)
        server.answers["/bomb"] = lambda h: h.give(bomb, Content_Encoding="gzip")
        server.answers["/away"] = lambda h: h.give(b"", 302, Location="http://10.1.2.3/")
        server.answers["/moved"] = lambda h: h.give(b"", 301, Location="/p1")
        line, _ = self.watch(self.feeds("/mixed", max_size="1MB"))
        self.assertEqual((line["failed"], line["pages"], line["entries"], line["new_reports"]), (0, 1, 4, 5))
        self.assertIn(server.url + "/p1", self.reports())

    def test_what_cannot_be_kept(self):
        feeds = self.feeds("/good")
        done = self.run_program("watch", feeds, "--ledger", self.ledger, "--once", "--keep-pages", self.file("no-folder", "x"))
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"TB7011", done.stderr)
        self.assertEqual(self.server.asked("/good"), 0)
        done = self.run_program("watch", self.file("bad.toml", "[[feed]]\nurl = 3\n"), "--ledger", self.ledger, "--once")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"bad.toml:2", done.stderr)


if __name__ == "__main__":
    cli.main()
