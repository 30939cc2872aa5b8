#!/usr/bin/env python3
"""Puts Microsoft's ONNX Runtime library into lib/, where Sladd looks for it.

    tools/fetch_onnxruntime.py [--platform NAME] [--into FOLDER]

Downloads the pinned wheel from the Python package index by pip, holds it against its SHA-256, takes the one
library and its licence out of it and writes them into `lib/` beside the program (by default `target/release/lib/`).
Without --platform it is the machine's own; with it, a library can be fetched for another one:
linux-x86_64, linux-arm64, windows-x86_64, windows-arm64 or macos-arm64. Nothing is installed into Python.
"""

import argparse
import hashlib
import json
import pathlib
import platform
import subprocess
import sys
import tempfile
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
# The program reads the same table, to tell whether a library is one of these. The library does not depend on the version
# of Python; the wheels are those for CPython 3.12, because they are published for each.
PINNED = json.loads((PROJECT / "assets" / "onnxruntime.json").read_text())
VERSION = PINNED["version"]
LIBRARIES = PINNED["libraries"]
LICENCES = ("onnxruntime/LICENSE", "onnxruntime/ThirdPartyNotices.txt")


def own_platform():
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine().lower())
    return f"{system}-{machine}"


def fetched(tag, digest, folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
         "--python-version", "3.12", "--platform", tag, "--dest", folder, f"onnxruntime=={VERSION}"],
        check=True,
    )
    wheel = next(pathlib.Path(folder).glob("onnxruntime-*.whl"))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{wheel.name}: SHA-256 is {found}, expected {digest}; nothing was written")
    return wheel


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--platform", default=own_platform())
    parser.add_argument("--into", type=pathlib.Path, default=PROJECT / "target" / "release" / "lib")
    given = parser.parse_args()
    if given.platform not in LIBRARIES:
        raise SystemExit(f"no wheel is pinned for {given.platform}; there is one for {', '.join(LIBRARIES)}")
    tag, digest, member = (LIBRARIES[given.platform][key] for key in ("tag", "wheel_sha256", "member"))
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fetched(tag, digest, folder)) as wheel:
        given.into.mkdir(parents=True, exist_ok=True)
        # macOS: Sladd looks for the name without a version.
        name = "libonnxruntime.dylib" if given.platform.startswith("macos") else pathlib.PurePosixPath(member).name
        library = wheel.read(member)
        found = hashlib.sha256(library).hexdigest()
        if found != LIBRARIES[given.platform]["sha256"]:
            raise SystemExit(f"{member}: SHA-256 is {found}, not the pinned one; nothing was written")
        (given.into / name).write_bytes(library)
        for licence in LICENCES:
            (given.into / f"onnxruntime-{pathlib.PurePosixPath(licence).name}").write_bytes(wheel.read(licence))
    print(f"{given.into / name}: ONNX Runtime {VERSION}, taken from the wheel with SHA-256 {digest}")


if __name__ == "__main__":
    main()
