"""The files that belong to the repository: what git tracks or would add; in an unpacked archive everything but what is built."""

import pathlib
import subprocess

BUILT = {"build", ".tallybook", ".git", "__pycache__", "node_modules", ".venv"}


def files(root, suffixes=None):
    try:
        answer = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                capture_output=True, check=True)
        names = [pathlib.PurePath(name) for name in answer.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(root) for path in root.rglob("*")]
        names = [name for name in names if not BUILT & set(name.parts)]
    return sorted(root / name for name in names if (root / name).is_file() and (not suffixes or name.suffix in suffixes))
