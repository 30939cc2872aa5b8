#!/usr/bin/env python3
"""Sladd against `deface` from the Python package index: coverage, time and memory, in one run.

    python3 -m venv venv && venv/bin/pip install deface==1.5.0 onnxruntime==1.32.0 pillow
    venv/bin/python tools/compare_with_deface.py FOLDER [--every N] [--sladd PROGRAM] [--cores 0,1]

FOLDER holds `labels.json` and the photos it names. Both programs are run as a person would run them, with solid
masks, so that what they covered can be read from the written picture itself: a labelled face counts as covered where
at least 90 % of its box is of the mask's colour. (deface's solid mask is the box; its default, a blurred ellipse, covers
less.) Both get the same upright JPEG files without Exif.

Time and peak memory are taken of each whole process with one photo of 12 and one of 24 megapixels, both made
by setting labelled photos side by side. With $SLADD_ONNXRUNTIME, Sladd runs once with each engine.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

from PIL import Image, ImageOps

BLACK, GREY = 0, 128
NEAR = 24


def run(command, cores, environment=None):
    """Seconds and peak mebibytes of a whole process and its children."""
    if cores:
        command = ["taskset", "-c", cores, *command]
    # A helper process, so that its children's largest is that of this command alone.
    script = (
        "import resource,subprocess,sys,time;t=time.monotonic();"
        "c=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE);"
        "print(time.monotonic()-t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024,c.returncode);"
        "sys.stderr.buffer.write(c.stderr[-2000:])"
    )
    outcome = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, env=environment)
    seconds, memory, code = outcome.stdout.split()
    if int(code) not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {code}: {outcome.stderr}")
    return float(seconds), float(memory)


def covered(picture, face, colour):
    """True where at least 90 % of the face's box has the mask's colour."""
    x, y, width, height = face
    box = [max(0, round(x)), max(0, round(y)), min(picture.width, round(x + width)), min(picture.height, round(y + height))]
    if box[2] <= box[0] or box[3] <= box[1]:
        return True
    pixels = list(picture.crop(box).convert("RGB").getdata())
    return sum(max(abs(v - colour) for v in pixel) <= NEAR for pixel in pixels) >= 0.9 * len(pixels)


def deface(program, files, out, extra=()):
    return [program, *map(str, files), "--replacewith", "solid", "--output", str(out / "x.jpg"), *extra]


def coverage(given, work):
    labels = json.loads((given.folder / "labels.json").read_text())
    sets = {}
    for name in sorted(labels):
        sets.setdefault(name.split("/")[0], []).append(name)
    print(f"{'set':8} {'program':8} {'faces >= 16 px':>16} {'>= 32 px':>12}")
    for name, photos in sets.items():
        photos = photos[:: given.every]
        folder = work / name
        folder.mkdir()
        files = {}
        for photo in photos:
            target = folder / (photo.replace("/", "_").rsplit(".", 1)[0] + ".jpg")
            with Image.open(given.folder / photo) as picture:
                ImageOps.exif_transpose(picture).convert("RGB").save(target, quality=95)
            files[photo] = target
        out = work / f"{name}-sladd"
        command = [given.sladd, "redact", *map(str, files.values()), "--out", str(out), "--style", "solid",
                   "--keep-names", "--format", "png", "--data", str(work / "data")]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        # deface writes beside its input where it gets several, with a suffix of its own.
        subprocess.run([given.deface, "--replacewith", "solid", *map(str, files.values())],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        written = {
            "deface": ({p: f.with_name(f"{f.stem}_anonymized.jpg") for p, f in files.items()}, BLACK),
            "sladd": ({p: out / f"{f.stem}.png" for p, f in files.items()}, GREY),
        }
        for program, (results, colour) in written.items():
            counts = {16: [0, 0], 32: [0, 0]}
            for photo, result in results.items():
                with Image.open(result) as picture:
                    for face in labels[photo]["faces"]:
                        side = (face[2] * face[3]) ** 0.5
                        hit = covered(picture, face, colour) if side >= 16 else False
                        for least, count in counts.items():
                            if side >= least:
                                count[0] += hit
                                count[1] += 1
            shares = [f"{100 * hit / max(all_, 1):.1f} % of {all_}" for hit, all_ in counts.values()]
            print(f"{name:8} {program:8} {shares[0]:>16} {shares[1]:>12}")


def sheet(given, work, size):
    """Labelled photos side by side, each at its own size, until the picture is full."""
    labels = json.loads((given.folder / "labels.json").read_text())
    picture = Image.new("RGB", size, (120, 130, 140))
    x = y = row = 0
    for name in sorted(labels):
        with Image.open(given.folder / name) as part:
            part = ImageOps.exif_transpose(part).convert("RGB")
        if x + part.width > size[0]:
            x, y, row = 0, y + row, 0
        if y >= size[1]:
            break
        picture.paste(part, (x, y))
        x, row = x + part.width, max(row, part.height)
    target = work / f"{size[0] * size[1] // 1_000_000}mp.jpg"
    picture.save(target, quality=92)
    return target


def speed(given, work):
    library = os.environ.get("SLADD_ONNXRUNTIME")
    plain = {key: value for key, value in os.environ.items() if key != "SLADD_ONNXRUNTIME"}
    print(f"\n{'photo':>6} {'program':24} {'seconds':>8} {'MiB':>7} {'ratio':>6}")
    for size in ((4000, 3000), (6000, 4000)):
        photo = sheet(given, work, size)
        rows = [("deface", [given.deface, "--output", str(work / "d.jpg"), str(photo)], plain)]
        engines = [("sladd, embedded", plain)] + ([("sladd, ONNX Runtime", dict(os.environ))] if library else [])
        for title, environment in engines:
            data = ["--data", str(work / "data")]
            rows.append((f"{title}: detect", [given.sladd, "detect", str(photo), *data], environment))
            rows.append((f"{title}: redact", [given.sladd, "redact", str(photo), "--out", str(work / f"o{len(rows)}{size[0]}"), *data], environment))
        first = None
        for title, command, environment in rows:
            # The better of two, but of one where a file would be written twice.
            tries = 1 if title.endswith("redact") else 2
            seconds, memory = min(run(command, given.cores, environment) for _ in range(tries))
            first = first or seconds
            print(f"{photo.stem:>6} {title:24} {seconds:8.2f} {memory:7.0f} {first / seconds:6.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sladd", default="target/release/sladd")
    parser.add_argument("--deface", default=str(pathlib.Path(sys.executable).with_name("deface")))
    parser.add_argument("--cores", default="")
    parser.add_argument("--no-coverage", action="store_true")
    given = parser.parse_args()
    given.sladd = str(pathlib.Path(given.sladd).resolve())
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        if not given.no_coverage:
            coverage(given, work)
        speed(given, work)


if __name__ == "__main__":
    main()
