#!/usr/bin/env python3
"""Puts Microsoft's ONNX Runtime library into lib/, where Sladd looks for it.

    tools/fetch_onnxruntime.py [--platform NAME] [--into FOLDER]

Downloads the pinned wheel from the Python package index by pip, holds it against its SHA-256, takes the one
library and its licence out of it and writes them into `lib/` beside the program (by default `target/release/lib/`).
Without --platform it is the machine's own; with it, a library can be fetched for another one:
linux-x86_64, windows-x86_64, windows-arm64 or macos-arm64. Nothing is installed into Python.
"""

import argparse
import hashlib
import pathlib
import platform
import subprocess
import sys
import tempfile
import zipfile

VERSION = "1.32.0"
# Platform: pip's tag, SHA-256 of the wheel for CPython 3.12, name of the library inside. The library does not
# depend on the version of Python; one is named because the wheels are published for each.
WHEELS = {
    "linux-x86_64": (
        "manylinux_2_28_x86_64",
        "99e1074c4b2197accd5073052a465361be17b89c093b8ffb6e6bd8f986c52df8",
        f"onnxruntime/capi/libonnxruntime.so.{VERSION}",
    ),
    "windows-x86_64": (
        "win_amd64",
        "efe7456952c243a05a53d5b8732953625144642c2f3989094277f6217f0c0c40",
        "onnxruntime/capi/onnxruntime.dll",
    ),
    "windows-arm64": (
        "win_arm64",
        "64d394c69d561af3efd4d4f49dcac8f11d0ce135a20701c16d53b74056cd4cf8",
        "onnxruntime/capi/onnxruntime.dll",
    ),
    "macos-arm64": (
        "macosx_14_0_arm64",
        "d52510bbbcc880c13b826f7d75cdf33ac5cf0bb864d960000fc29ce73f0cb83e",
        f"onnxruntime/capi/libonnxruntime.{VERSION}.dylib",
    ),
}
LICENCES = ("onnxruntime/LICENSE", "onnxruntime/ThirdPartyNotices.txt")
PROJECT = pathlib.Path(__file__).resolve().parent.parent


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
    if given.platform not in WHEELS:
        raise SystemExit(f"no wheel is pinned for {given.platform}; there is one for {', '.join(WHEELS)}")
    tag, digest, member = WHEELS[given.platform]
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fetched(tag, digest, folder)) as wheel:
        given.into.mkdir(parents=True, exist_ok=True)
        # macOS: Sladd looks for the name without a version.
        name = "libonnxruntime.dylib" if given.platform.startswith("macos") else pathlib.PurePosixPath(member).name
        (given.into / name).write_bytes(wheel.read(member))
        for licence in LICENCES:
            (given.into / f"onnxruntime-{pathlib.PurePosixPath(licence).name}").write_bytes(wheel.read(licence))
    print(f"{given.into / name}: ONNX Runtime {VERSION}, taken from the wheel with SHA-256 {digest}")


if __name__ == "__main__":
    main()
