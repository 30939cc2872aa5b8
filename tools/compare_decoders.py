#!/usr/bin/env python3
"""Holds what Sladd opens against Pillow, libheif and libvips, over folders of other projects' test files.

    python3 tools/compare_decoders.py target/release/examples/open_photos FOLDER...

Needs `pip install pillow pillow-heif pyvips pyvips-binary numpy`. Prints a table by format: files; equal (a mean difference below 1 and
none above 16), near (mean below 6: colours converted by another engine, chroma spread another way), different; refused, by words, with
how many of these the references open; opened by Sladd alone. `--list KIND` names the files of one column.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import warnings

import numpy
from PIL import Image, ImageCms, ImageOps

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = 150_000_000
SUFFIXES = {
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".tif", ".tiff", ".bmp", ".dib", ".gif", ".webp", ".heic", ".heif", ".hif",
}
SRGB = ImageCms.createProfile("sRGB")


def by_pillow(path):
    """The first picture, upright, in sRGB, on white."""
    with Image.open(path) as image:
        image.seek(0)
        image.load()
        icc = image.info.get("icc_profile")
        image = ImageOps.exif_transpose(image)
        if image.mode.startswith(("I", "F")):
            return None
        if icc and image.mode in ("RGB", "RGBA", "L", "CMYK"):
            profile = ImageCms.ImageCmsProfile(__import__("io").BytesIO(icc))
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            base = image.convert("RGB") if image.mode == "RGBA" else image
            try:
                image = ImageCms.profileToProfile(base, profile, SRGB, outputMode="RGB")
            except ImageCms.PyCMSError:
                image = base
            if alpha:
                image.putalpha(alpha)
        image = image.convert("RGBA") if "A" in image.mode or "transparency" in image.info else image.convert("RGB")
        if image.mode == "RGBA":
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
        return numpy.asarray(image, dtype=numpy.int16)


def by_vips(path):
    import pyvips

    image = pyvips.Image.new_from_file(path, access="sequential").autorot()
    if image.get_typeof("icc-profile-data"):
        image = image.icc_transform("srgb", embedded=True)
    image = image.colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=[255, 255, 255])
    return image.cast("uchar").numpy().astype(numpy.int16)


def references(path):
    for decode in (by_pillow, by_vips):
        try:
            picture = decode(path)
        except Exception:  # whatever a decoder makes of a hostile file
            continue
        if picture is not None and picture.ndim == 3 and picture.shape[2] == 3:
            yield picture


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--list")
    options = parser.parse_args()
    try:
        import pillow_heif

        pillow_heif.register_heif_opener()
    except ImportError:
        print("without pillow-heif: HEIC by libvips alone", file=sys.stderr)
    names = sorted(
        os.path.join(folder, name)
        for top in options.folders
        for folder, _, files in os.walk(top)
        for name in files
        if os.path.splitext(name)[1].lower() in SUFFIXES
    )
    table = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as out:
        worker = subprocess.Popen([options.program, out], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number, name in enumerate(names):
            print(name, file=worker.stdin, flush=True)
            answer = json.loads(worker.stdout.readline())
            kind = os.path.splitext(name)[1].lower().lstrip(".")
            kind = answer.get("format") or {"jpe": "jpeg", "jpg": "jpeg", "tif": "tiff"}.get(kind, kind)
            row = table[kind]
            row["files"] += 1
            if "error" in answer:
                column = "refused: " + answer["error"]
                if any(True for _ in references(name)):
                    column += ", opened by others"
            else:
                raw = os.path.join(out, f"{number}.rgb")
                ours = numpy.fromfile(raw, dtype=numpy.uint8).reshape(answer["height"], answer["width"], 3).astype(numpy.int16)
                os.remove(raw)
                column = "opened by Sladd alone"
                best = None
                for theirs in references(name):
                    if theirs.shape != ours.shape:
                        best = best or (999.0, 999)
                        continue
                    apart = numpy.abs(theirs - ours)
                    found = (float(apart.mean()), int(apart.max()))
                    best = min(best, found) if best else found
                if best:
                    column = "equal" if best[0] < 1 and best[1] <= 16 else "near" if best[0] < 6 else "different"
                    if column == "different" and set(answer["notices"]) & {"incomplete", "brightness_reduced", "print_colours"}:
                        column = "different, with a notice"
            row[column] += 1
            if options.list and column.startswith(options.list):
                print(column, name, answer.get("why", ""), answer.get("notices", ""), best if "error" not in answer else "")
        worker.stdin.close()
        worker.wait()
    for kind, row in sorted(table.items()):
        print(f"\n{kind}: {row.pop('files')} files")
        for column, count in sorted(row.items()):
            print(f"  {count:5}  {column}")


if __name__ == "__main__":
    main()
