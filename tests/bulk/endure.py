#!/usr/bin/env python3
"""Nothing is lost and nothing doubled: a bulk reading is killed, runs out of disk, or has a write call fail, is started again, and the ledger's
export is in the end that of the undisturbed reading, byte for byte.

    tests/bulk/endure.py kills [--kills 20]     kill -9 at random moments
    tests/bulk/endure.py full                   no room: files may not grow beyond a size that is raised step by step; a small file system where one can be mounted
    tests/bulk/endure.py faults [--most 12]     each write call on the ledger's files fails once (--most: so many of them, evenly spread; 0: all)

The program: TALLYBOOK_PROGRAM; the library that lets calls fail: TALLYBOOK_FAULTY.
"""

import argparse
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

import cli  # noqa: E402
import make_reports  # noqa: E402
import json  # noqa: E402

NO_ROOM = "TB5005"
BAD_DISK = ("TB5005", "TB5008", "TB5013", "TB5006", "TB5001", "TB5007", "TB5003")


def make_inputs(folder, distinct, count):
    """A folder of many small files and a few with many reports, copies and near copies among them, and a damaged line."""
    folder.mkdir()
    rows = list(make_reports.reports(distinct, count, 0.3, seed=3))
    third = len(rows) // 3
    for row in rows[:third]:
        (folder / f"{row['id']}.json").write_text(json.dumps(row) + "\n")
    for n, part in enumerate((rows[third:2 * third], rows[2 * third:])):
        (folder / f"many{n}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in part))
    (folder / "odd.jsonl").write_text(json.dumps(rows[0] | {"published": "2023-12-30", "id": "earlier"}) + "\nnot JSON\n")


class Scene:
    def __init__(self, folder, distinct=100, count=180):
        self.folder = pathlib.Path(folder)
        self.inputs = self.folder / "in"
        # Compiled once: hundreds of starts would compile it each time.
        self.data = cli.WITH_DATA | {"TALLYBOOK_CODEBOOK": str(self.folder / "codebook.tbc")}
        subprocess.run([cli.PROGRAM, "codebook", "compile", str(cli.SOURCE / "codebooks"), "-o", self.data["TALLYBOOK_CODEBOOK"]], check=True,
                       stdout=subprocess.DEVNULL)
        make_inputs(self.inputs, distinct, count)
        start = time.monotonic()
        self.read(self.folder / "calm.ledger").wait()
        self.seconds = time.monotonic() - start
        self.calm = self.export(self.folder / "calm.ledger")
        assert self.calm.count(b'"record":"mention"') > distinct / 2, "the reports give no mentions"
        assert b'"copies":[{' in self.calm

    def read(self, ledger, *more, env=None, limit=None):
        def limited():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

        # Python ignores SIGXFSZ; the program is to see the failed call and not the signal.
        return subprocess.Popen([cli.PROGRAM, "read", str(self.inputs), "--ledger", str(ledger), "--quiet", *more], env=self.data | (env or {}),
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, restore_signals=False, preexec_fn=limited if limit else None)

    def export(self, ledger):
        done = subprocess.run([cli.PROGRAM, "export", "--ledger", str(ledger), "--format", "jsonl"], env=self.data, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def said(self, process):
        _, said = process.communicate()
        return process.returncode, said.decode()

    def finish(self, ledger, why):
        """The same command once more, undisturbed; the export must be the calm one."""
        status, said = self.said(self.read(ledger))
        assert status == 1 and "TB1006" in said and said.count("TB") == 1, f"{why}: {status} {said}"
        same = self.export(ledger) == self.calm
        assert same, f"{why}: the ledger differs from the undisturbed one ({ledger})"


def fresh(scene, number):
    for path in scene.folder.glob("test*.ledger*"):
        path.unlink()
    return scene.folder / f"test{number}.ledger"


def kills(scene, options):
    pick = random.Random(options.seed)
    shapes = [(), ("--threads", "2"), ("--shards", "2"), ("--threads", "3", "--shards", "3")]
    done = rounds = 0
    while done < options.kills:
        ledger = fresh(scene, rounds)
        shape = shapes[rounds % len(shapes)]
        here = 0
        while done < options.kills:
            process = scene.read(ledger, *shape)
            try:
                process.wait(pick.uniform(0.05, 1.0) * scene.seconds)
                process.stderr.close()
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                process.stderr.close()
                done += 1
                here += 1
        scene.finish(ledger, f"round {rounds}, {here} kills, {' '.join(shape)}")
        rounds += 1
        if rounds % 20 == 0:
            print(f"{done} kills, {rounds} ledgers, all equal to the undisturbed one", flush=True)
    print(f"kills: {done} in {rounds} readings; every ledger equals the undisturbed one")


def full(scene, options):
    # Sizes from nothing to all of it: each file may grow to the limit and no further, then the limit is raised.
    size = (scene.folder / "calm.ledger").stat().st_size
    ledger = fresh(scene, 0)
    met = 0
    for share in (0.02, 0.1, 0.3, 0.5, 0.8):
        status, said = scene.said(scene.read(ledger, limit=int(size * share)))
        assert status == 1, said
        if NO_ROOM not in said:  # read in several goes its pages lie closer than at once: by now it has room enough
            assert "TB1006" in said and said.count("TB") == 1, said
            break
        met += 1
    assert met >= 3, f"no room at {met} sizes only"
    scene.finish(ledger, "after the limit was lifted")
    print(f"full: no room at {met} sizes, {NO_ROOM} each time; the ledger equals the undisturbed one")
    disk = scene.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(size * 0.6)}", "tmpfs", str(disk)], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("full: no file system of its own can be mounted here: left out")
        return
    try:
        ledger = disk / "small.ledger"
        for _ in range(2):
            status, said = scene.said(scene.read(ledger))
            assert status == 1 and NO_ROOM in said, said
        subprocess.run(["mount", "-o", f"remount,size={size * 8}", str(disk)], check=True)
        scene.finish(ledger, "after the file system grew")
        print(f"full: a file system of {int(size * 0.6) >> 10} KB ran full, {NO_ROOM}; after it grew the ledger equals the undisturbed one")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def faults(scene, options):
    counted = scene.folder / "calls"
    shim = {"LD_PRELOAD": os.environ["TALLYBOOK_FAULTY"], "FAULTY_NAME": ".ledger", "FAULTY_COUNT": str(counted)}
    scene.said(scene.read(fresh(scene, 0), env=shim))
    calls = int(counted.read_text())
    step = max(1, calls // options.most) if options.most else 1
    chosen = range(1, calls + 1, step)
    failed = 0
    for at in chosen:
        ledger = fresh(scene, at)
        for code in (5, 28) if options.most == 0 else (5 if at // step % 2 else 28,):
            status, said = scene.said(scene.read(ledger, env=shim | {"FAULTY_AT": str(at), "FAULTY_ERRNO": str(code)}))
            assert status == 1, f"call {at}: {status} {said}"
            numbers = [number for number in BAD_DISK if number in said]
            failed += bool(numbers)
            scene.finish(ledger, f"call {at} of {calls}, errno {code}: {said.strip()}")
        if at % 50 == 0:
            print(f"call {at} of {calls}", flush=True)
    print(f"faults: {len(chosen)} of {calls} write calls failed once; {failed} times the program said so with a number; every ledger equals the undisturbed one")
    assert failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["kills", "full", "faults"])
    parser.add_argument("--kills", type=int, default=int(os.environ.get("TALLYBOOK_KILLS", 20)))
    parser.add_argument("--most", type=int, default=int(os.environ.get("TALLYBOOK_FAULTS", 12)))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not (cli.MODEL and cli.GAZETTEER):
        print("no model or gazetteer image (./tallybook setup makes them)")
        return 77
    with tempfile.TemporaryDirectory(prefix="tallybook-endure-") as folder:
        scene = Scene(folder)
        {"kills": kills, "full": full, "faults": faults}[options.what](scene, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
