"""The project that is packed: where it lies, its version, its time, and the tools of Python that its documents need."""

import os
import pathlib
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "target" / "packaging"
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"


def version():
    return tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["version"]


def epoch():
    """The one time that every package bears, in seconds since 1970: $SOURCE_DATE_EPOCH, else that of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], check=True, capture_output=True, text=True)
    return int(told.stdout)


def python_tools():
    """Makes what `requirements.txt` pins by hash importable, without installing it into this Python."""
    folder = TARGET / "python"
    mark = folder / "requirements.txt"
    wanted = REQUIREMENTS.read_bytes()
    if not mark.exists() or mark.read_bytes() != wanted:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--upgrade",
             "--root-user-action=ignore", "--require-hashes", "--target", folder, "-r", REQUIREMENTS],
            check=True,
        )
        mark.write_bytes(wanted)
    sys.path.insert(0, str(folder))


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)
