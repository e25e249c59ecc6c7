"""The steps after fetching: the build, and the three conversions into the images that the program maps into memory.

A conversion is done when its image is there and its stamp holds the same key: the digests of everything the image is made of,
the converter's own sources among them. Images are written beside their place and renamed, so a half-written one is never read.
An image without a stamp was laid there by hand (a site without registries): it is used as it is.
"""

import hashlib
import json
import os
import re

from console import SetupError


def tree_digest(root, patterns):
    """One digest over names and contents of the files that match; the same on every machine."""
    whole = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
        whole.update(f"{path.relative_to(root)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def build(root, preset, targets, console, title):
    """Configures where needed and builds. Costs well under a second when nothing has changed."""
    folder = root / "build" / preset
    presets = root / "CMakePresets.json"
    cache = folder / "CMakeCache.txt"
    ninja = folder / "build.ninja"
    environment = dict(os.environ, NINJA_STATUS="[%f/%t] ")
    with console.step(title, silent=True) as step:
        if not ninja.exists() or presets.stat().st_mtime > cache.stat().st_mtime:
            step.tell()
            step.progress = "configuring"
            status, tail = console.run(["cmake", "--preset", preset], cwd=root)
            if status != 0:
                raise SetupError("TB8006", "cmake could not prepare the build." + console.failure(tail))
            os.utime(cache)

        def progress(text):
            counted = re.match(r"\[(\d+)/(\d+)\] (?!Re-)", text)
            if not counted:
                return
            done, total = map(int, counted.groups())
            step.tell()
            step.progress = f"{done} of {total},"
            if not console.terminal and total >= 20 and done % (total // 4) == 0 and done < total:
                console.line(f"  {done} of {total} built")

        status, tail = console.run(["ninja", "-C", str(folder), *targets], on_line=progress, env=environment)
        if status != 0:
            raise SetupError("TB8006", "the build failed." + console.failure(tail))


class Image:
    """One converted file and its stamp."""

    def __init__(self, data, name, what):
        self.path = data / name
        self.stamp = data / "stamps" / (name.replace("/", "-") + ".json")
        self.what = what

    def by_hand(self):
        return self.path.exists() and not self.stamp.exists()

    def is_current(self, key):
        if not self.path.exists():
            return False
        try:
            kept = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return kept.get("key") == key and kept.get("bytes") == self.path.stat().st_size

    def make(self, program, arguments, key, console):
        """Runs `tallybook <arguments> -o <new file>` and puts the result in place."""
        if not program.exists():
            raise SetupError("TB8006", f"the build made no program {program}, which {self.what} needs.")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.unlink(missing_ok=True)
        # A stamp without a key: a making that fails must not leave an old image that passes for one laid there by hand.
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text("{}\n", encoding="utf-8")
        with console.step(self.what):
            status, tail = console.run([str(program), *map(str, arguments), "-o", str(fresh)])
            if status != 0 or not fresh.exists():
                fresh.unlink(missing_ok=True)
                if not self.path.exists():
                    self.stamp.unlink(missing_ok=True)
                raise SetupError("TB8007", f"`tallybook {arguments[0]} {arguments[1]}` failed." + console.failure(tail))
            os.replace(fresh, self.path)
        self.stamp.write_text(json.dumps({"key": key, "bytes": self.path.stat().st_size}) + "\n", encoding="utf-8")
