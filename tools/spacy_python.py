"""A Python that has spaCy 3.8, for the tests and benchmarks that put Tallybook beside it.

Set-up does not install spaCy, because nothing of the program needs it: it goes into a virtual environment of its own the
first time that somebody asks, where the package index can be reached. TALLYBOOK_SPACY_PYTHON names another Python.
"""
import os
import subprocess
import sys
from pathlib import Path

INSTALL_SECONDS = 400


def has_spacy(python):
    code = "import spacy, sys; sys.exit(0 if spacy.__version__.startswith('3.8.') else 1)"
    return subprocess.run([str(python), "-c", code], stderr=subprocess.DEVNULL, check=False).returncode == 0


def python_with_spacy(folder):
    """(the Python, None), or (None, the reason why there is none). What is installed lies below `folder`."""
    named = os.environ.get("TALLYBOOK_SPACY_PYTHON")
    if named:
        return (named, None) if has_spacy(named) else (None, f"TALLYBOOK_SPACY_PYTHON ({named}) has no spaCy 3.8")
    if has_spacy(sys.executable):
        return sys.executable, None
    folder = Path(folder) / "spacy-venv"
    python = folder / "bin/python"
    if python.exists() and has_spacy(python):
        return python, None
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, timeout=120)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--retries", "1", "--timeout", "15", "spacy==3.8.*"],
                       check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except subprocess.TimeoutExpired:
        return None, f"spaCy could not be installed in {INSTALL_SECONDS} s"
    except (subprocess.CalledProcessError, OSError) as error:
        said = (getattr(error, "stderr", None) or b"").decode(errors="replace").strip().splitlines()
        return None, "spaCy cannot be installed: " + (said[-1] if said else str(error))
    return python, None
