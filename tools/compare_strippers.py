#!/usr/bin/env python3
"""How many files still hold a hidden marker after Sladd and three other tools have cleaned them.

    tools/compare_strippers.py FOLDER_OF_MARKED_FILES [SLADD_PROGRAM]

Each file of the folder carries texts that begin with CANARY_ in every place where a picture can keep
something, and hidden pictures of magenta stripes. Every tool that is installed (Debian: libimage-exiftool-perl,
mat2, exiv2) gets a copy of each file; what it writes is searched for the marker as plain text, UTF-16,
hexadecimal, Base64, and inside anything that zlib inflates. Only the standard library is used.

Prints a table: files written, files that still hold a marker, and their names.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

MARKER = b"CANARY_"
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".heic"}
ZLIB_START = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


def holds_marker(data):
    """True where the marker can be read from the bytes by any of the ways named above."""
    spellings = [MARKER, MARKER.decode().encode("utf-16-le"), MARKER.decode().encode("utf-16-be"), MARKER.hex().encode()]
    for shift in range(3):
        # Without the characters that depend on what stands before or after.
        spelled = base64.b64encode(b"\0" * shift + MARKER).rstrip(b"=")
        spellings.append(spelled[(0, 2, 3)[shift] : -1])
    if any(spelling in data for spelling in spellings):
        return True
    for start in ZLIB_START.finditer(data):
        try:
            if MARKER in zlib.decompressobj().decompress(data[start.start() :], 4_000_000):
                return True
        except zlib.error:
            continue
    return False


def run(words, **options):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=600, check=False, **options)


def exiftool(source, folder):
    target = folder / source.name
    run(["exiftool", "-q", "-q", "-all=", "-o", str(target), str(source)])
    return target


def mat2(source, folder):
    copy = folder / source.name
    shutil.copyfile(source, copy)
    run(["mat2", str(copy)])
    return copy.with_name(f"{copy.stem}.cleaned{copy.suffix}")


def exiv2(source, folder):
    target = folder / source.name
    shutil.copyfile(source, target)
    done = run(["exiv2", "-da", "rm", str(target)])
    if done.returncode != 0:
        target.unlink()
    return target


def sladd_all(program, sources, folder):
    """All files in one run; copies in the kind of file that is nearest to the source's."""
    written = {}
    formats = {".png": "png", ".gif": "png", ".bmp": "png", ".tif": "png", ".webp": "webp"}
    for form in ("jpeg", "png", "webp"):
        chosen = [source for source in sources if formats.get(source.suffix, "jpeg") == form]
        out = folder / form
        words = [program, "redact", "--json", "--reviewed", "--quiet", "--format", form, "--out", str(out)]
        words += ["--data", str(folder / "data"), "--country", "DK"]
        done = run(words + [str(source) for source in chosen])
        for line in done.stdout.decode().splitlines():
            answer = json.loads(line)
            if answer["status"] == "exported":
                written[pathlib.Path(answer["photo"]).name] = pathlib.Path(answer["output"])
    return written


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = sys.argv[2] if len(sys.argv) > 2 else "sladd"
    sources = sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.suffix in PICTURES)
    marked = [source for source in sources if holds_marker(source.read_bytes())]
    print(f"{len(sources)} files, {len(marked)} of them with a marker that can be read from the bytes\n")
    print("tool      | files written | still hold a marker | which")
    for name, clean in (("exiftool", exiftool), ("mat2", mat2), ("exiv2", exiv2)):
        if shutil.which(name) is None:
            print(f"{name:<9} | skipped: not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            outputs = {}
            for source in sources:
                target = clean(source, pathlib.Path(folder))
                if target.is_file():
                    outputs[source.name] = target
            tell(name, outputs)
    if shutil.which(program) is None and not os.access(program, os.X_OK):
        print("sladd     | skipped: name the program as the second argument")
        return
    with tempfile.TemporaryDirectory() as folder:
        tell("sladd", sladd_all(program, sources, pathlib.Path(folder)))


def tell(name, outputs):
    left = sorted(source for source, target in outputs.items() if holds_marker(target.read_bytes()))
    print(f"{name:<9} | {len(outputs):>13} | {len(left):>19} | {' '.join(left)}")


if __name__ == "__main__":
    main()
