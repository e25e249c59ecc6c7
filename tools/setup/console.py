"""What a person sees of the set-up, and the log that keeps the rest.

On a terminal the step in progress is one line that is rewritten; elsewhere each step is a plain line when it starts and one when it
ends. All of it goes to standard error, so that `./tallybook code … > file` stays clean on the first run too. The output of the
programs that set-up calls goes to a log file; only the end of it is shown, and only when one of them fails.
"""

import shutil
import subprocess
import sys
import threading
import time


class SetupError(Exception):
    """A numbered failure: what went wrong, and what to do about it."""

    def __init__(self, number, message):
        super().__init__(f"{number}: {message}")
        self.number = number


def seconds_text(seconds):
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.1f} min"


class Console:
    def __init__(self, log_path, stream=None, name="tallybook"):
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.name = name
        self.log_path = log_path
        log_path.parent.mkdir(parents=True, exist_ok=True)
        self.log = open(log_path, "a", encoding="utf-8", errors="replace")
        self.shown = ""
        self.lock = threading.Lock()

    def line(self, text):
        with self.lock:
            self._clear()
            self.stream.write(f"{self.name}: {text}\n")
            self.stream.flush()
            self.log.write(text + "\n")
            self.log.flush()

    def show(self, text):
        """The rewritten line of a terminal; nothing elsewhere."""
        if not self.terminal:
            return
        with self.lock:
            self._clear()
            self.shown = f"{self.name}: {text}"[: shutil.get_terminal_size().columns - 1]
            self.stream.write(self.shown)
            self.stream.flush()

    def clear(self):
        with self.lock:
            self._clear()

    def _clear(self):
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.shown = ""

    def step(self, title, silent=False):
        return Step(self, title, silent)

    def run(self, argv, on_line=None, **options):
        """Runs a program with its output in the log. Returns its exit status and its last lines."""
        self.log.write(f"$ {' '.join(map(str, argv))}\n")
        self.log.flush()
        tail = []
        with subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **options
        ) as process:
            for text in process.stdout:
                self.log.write(text)
                tail = (tail + [text.rstrip()])[-15:]
                if on_line:
                    on_line(text.rstrip())
        self.log.flush()
        return process.returncode, tail

    def failure(self, tail):
        """The words that end an error about a program that failed."""
        shown = "\n".join("    " + text for text in tail if text.strip())
        return f"\n{shown}\n  The whole output is in {self.log_path}."


class Step:
    """One step: its title while it runs, its duration when it is done. A progress text may be set meanwhile.

    A silent step says nothing until `tell` is called: for steps that mostly find nothing to do.
    """

    def __init__(self, console, title, silent):
        self.console = console
        self.title = title
        self.silent = silent
        self.told = False
        self.progress = ""

    def __enter__(self):
        self.start = time.monotonic()
        self.stop = threading.Event()
        self.ticker = None
        if not self.silent:
            self.tell()
        return self

    def tell(self):
        if self.told:
            return
        self.told = True
        if self.console.terminal:
            self.ticker = threading.Thread(target=self._tick, daemon=True)
            self.ticker.start()
        else:
            self.console.line(f"{self.title} …")

    def _tick(self):
        while True:
            elapsed = time.monotonic() - self.start
            self.console.show(f"{self.title} … {self.progress} {elapsed:.0f} s".replace("  ", " "))
            if self.stop.wait(1):
                return

    def __exit__(self, kind, value, trace):
        self.stop.set()
        if self.ticker:
            self.ticker.join()
        if kind is None and self.told:
            self.console.line(f"{self.title}: done in {seconds_text(time.monotonic() - self.start)}")
        elif self.told:
            self.console.clear()
        return False
