"""Sets tallybook up: packages, downloads, build, conversion. Called by ./tallybook when there is something to do.

Python's standard library only, and no question asked. Each step looks first whether it is done already, so a stopped set-up goes
on where it was, and a call with nothing to do takes a fraction of a second. The last act is the stamp that ./tallybook looks at;
it carries the time at which this run began, so a file that was changed meanwhile counts as newer.
Turned down: a Makefile (no digests, no progress), CMake's own downloads (need addresses), a container image (needs a daemon).
"""

import argparse
import fcntl
import os
import pathlib
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import fetch
import packages
import steps
from console import Console, SetupError

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
MODEL = "models/en_core_web_sm.tbm"
GAZETTEER = "gazetteer.tbg"
CODEBOOK = "codebook.tbc"
NEEDED_GIGABYTES = 2.0
# What the images are made by: a change there makes them again.
MODEL_MAKERS = ["src/language/model*", "src/language/import*", "src/language/msgpack*"]
GAZETTEER_MAKERS = ["src/values/gazetteer*", "src/base/name_key*"]
CODEBOOK_MAKERS = ["src/codebook/*"]


def parse(arguments):
    parser = argparse.ArgumentParser(prog="./tallybook setup", description="Installs, fetches, builds and converts what tallybook needs.")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / ".tallybook", help="where models and gazetteers are kept")
    parser.add_argument("--from", dest="handed", type=pathlib.Path, action="append", default=[], metavar="PATH",
                        help="a downloaded file, or a folder of them, to use instead of a registry (may be repeated)")
    parser.add_argument("--no-packages", action="store_true", help="do not look at Debian packages")
    parser.add_argument("--with", dest="extra", choices=["test", "fuzz"], action="append", default=[],
                        help="also install the packages that tests or fuzzing need")
    parser.add_argument("--build-all", action="store_true", help="build the tests too, not only the program")
    parser.add_argument("--before", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def announce(options, wanted, sources, console):
    """Says once what is about to happen, where it will take minutes."""
    program = ROOT / "build/release/src/tallybook"
    if program.exists() and not wanted:
        return
    to_fetch = sum(s["megabytes"] for s in sources if not (options.data / "downloads" / s["file"]).exists())
    cores = os.cpu_count() or 1
    minutes = 1 + 8 / cores + (1 if wanted else 0)
    console.line(f"first run: setting up. {len(wanted)} Debian packages to install, {to_fetch:.0f} MB to fetch, then a build: "
                 f"about {minutes:.0f} minutes with {cores} cores. It may be stopped: the same command goes on where it was.")
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < NEEDED_GIGABYTES:
        raise SetupError("TB8008", f"{free:.1f} GB are free here, and set-up needs {NEEDED_GIGABYTES:.0f}. Make room, then repeat the command.")


def writable(folder):
    existing = folder
    while not existing.exists():
        existing = existing.parent
    return os.access(existing, os.W_OK)


def collect(names, options, sources, system, console):
    """Sees to it that sources/ holds what is named. Returns the digest over the pins, for the stamp of what is made of it."""
    fetcher = fetch.Fetcher(options.data, options.handed, console)
    folder = options.data / "sources"
    key = []
    for source in sources:
        if source["name"] not in names:
            continue
        pin = ":".join(fetch.pinned(source)) + "".join(source.get("keep", []))
        key.append(pin)
        mark = options.data / "stamps" / ("source-" + source["name"])
        if (folder / source["name"]).exists() and mark.exists() and mark.read_text(encoding="utf-8") == pin:
            continue
        archive = fetcher.fetch(source)
        fetch.unpack(source, archive, folder)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(pin, encoding="utf-8")
    for item in system:
        if item["name"] in names:
            key.append(system_digest(item))
    return " ".join(key)


def system_digest(item):
    """A newer tzdata or iso-codes makes the gazetteer again."""
    for path in item["files"]:
        if not pathlib.Path(path).exists():
            raise SetupError("TB8001", f"{path} is missing. It comes with the Debian package {item['name']}.")
    return steps.tree_digest(pathlib.Path("/"), [path.removeprefix("/") for path in item["files"]])


def make_image(image, arguments, inputs, options, console):
    """`inputs` gives the key of what the image is made of; it fetches, so it is called only where the image may have to be made."""
    if image.by_hand():
        return
    if not writable(options.data):
        if image.path.exists():
            return
        raise SetupError("TB8008", f"{image.path} is missing and {options.data} cannot be written. Lay the file there "
                         "(docs/setup.md tells how it is made), or unset TALLYBOOK_DATA.")
    key = inputs()
    if not image.is_current(key):
        image.make(ROOT / "build/release/src/tallybook", arguments, key, console)


def convert(options, sources, system, console):
    data = options.data
    folder = data / "sources"
    model_names = {"en_core_web_sm"}
    place_names = {entry["name"] for entry in sources + system} - model_names
    make_image(steps.Image(data, MODEL, "converting the language model"), ["model", "import", folder / "en_core_web_sm"],
               lambda: collect(model_names, options, sources, system, console) + steps.tree_digest(ROOT, MODEL_MAKERS), options, console)
    make_image(steps.Image(data, GAZETTEER, "building the gazetteer"),
               ["gazetteer", "build", "--sources", folder, "--facilities", ROOT / "gazetteer/facilities.tsv"],
               lambda: collect(place_names, options, sources, system, console)
               + steps.tree_digest(ROOT, GAZETTEER_MAKERS + ["gazetteer/*"]), options, console)
    if options.before != "codebook":
        make_image(steps.Image(data, CODEBOOK, "compiling the codebook"), ["codebook", "compile", ROOT / "codebooks"],
                   lambda: steps.tree_digest(ROOT, CODEBOOK_MAKERS + ["codebooks/**/*"]), options, console)


def set_up(options, console):
    began = time.time_ns()
    sources, system = fetch.load(HERE / "sources.toml")
    listed = packages.read_list(HERE / "packages.txt")
    for extra in options.extra:
        listed += packages.read_list(HERE / f"packages-{extra}.txt")
    wanted = [] if options.no_packages else packages.missing(listed)
    packages.check_possible(wanted)
    announce(options, wanted, sources, console)
    if wanted:
        packages.ensure(wanted, console)
    if writable(options.data):
        # Fetched before the build, so that a missing network is told in the first minute and not after the long part.
        prefetch(options, sources, system, console)
    steps.build(ROOT, "release", [] if options.build_all else ["tallybook"], console, "building (release)")
    convert(options, sources, system, console)
    if options.before != "codebook":
        stamp = ROOT / "build/release/setup.stamp"
        stamp.write_text(f"{options.data}\n", encoding="utf-8")
        os.utime(stamp, ns=(began, began))


def prefetch(options, sources, system, console):
    if not steps.Image(options.data, MODEL, "").by_hand():
        collect({"en_core_web_sm"}, options, sources, system, console)
    if not steps.Image(options.data, GAZETTEER, "").by_hand():
        collect({entry["name"] for entry in sources + system} - {"en_core_web_sm"}, options, sources, system, console)


def main():
    options = parse(sys.argv[1:])
    options.data = options.data.absolute()
    try:
        console = Console(ROOT / "build" / "setup.log")
        with open(ROOT / "build" / "setup.lock", "w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                console.line("another set-up is running in this folder: waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            set_up(options, console)
            if options.before is None:
                console.line(f"set up: program in build/release, data in {options.data}")
    except SetupError as error:
        print(f"tallybook: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"tallybook: TB8008: {error}. Set-up could not read or write here; mend that, then repeat the command.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ntallybook: TB8009: stopped. The same command goes on where it was.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
