"""Debian packages: what is listed and missing gets installed in one go, and nothing is asked.

What is installed is left as it is. Without root, or without apt at all, set-up does not try: it says which packages are missing.
"""

import os
import shutil
import subprocess

from console import SetupError


def read_list(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def missing(names):
    """The names that dpkg does not know as installed; all of them where there is no dpkg."""
    if not shutil.which("dpkg-query"):
        return list(names)
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names], capture_output=True, text=True, check=False
    )
    installed = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed]


def update(console):
    """Refreshes the lists of packages. A failure is only noted: what is wanted may be known already."""
    status, tail = console.run(["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"])
    if status != 0:
        console.line("apt-get update did not succeed; going on with the package lists that are here")
    return tail


def check_possible(wanted):
    """Raises where packages are wanted and cannot be installed from here."""
    if not wanted:
        return
    if not shutil.which("apt-get"):
        raise SetupError("TB8001", f"this machine has no apt-get. Install what corresponds to these Debian packages, then run "
                         f"`./tallybook setup --no-packages`: {' '.join(wanted)}")
    if os.geteuid() != 0:
        raise SetupError("TB8001", f"packages are missing and this is not root. As root: apt-get install {' '.join(wanted)}; "
                         "then repeat the command.")


def ensure(names, console):
    wanted = missing(names)
    if not wanted:
        return
    check_possible(wanted)
    with console.step(f"installing {len(wanted)} Debian package{'s' if len(wanted) > 1 else ''}"):
        update(console)
        status, tail = console.run(
            ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", "install", "-y", "--no-install-recommends", *wanted],
            env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"))
        if status != 0:
            raise SetupError("TB8002", "apt-get could not install the packages. Mend what it says, then repeat the command."
                             + console.failure(tail))
