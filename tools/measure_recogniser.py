#!/usr/bin/env python3
"""Criterion R11: does anything inside a cover look more like its own person than like others?

    python3 -m venv venv && venv/bin/pip install numpy pillow
    venv/bin/python tools/measure_recogniser.py FOLDER [--sladd PROGRAM] [--people 150]

FOLDER holds `labels.json` and photos of different people. From each photo the largest labelled face is cut out, before
and after `sladd redact` with each style: of the label's box alone, without hair or surroundings. Faces are compared
by histograms of local binary patterns (8 neighbours, 7 x 7 cells; Ahonen et al. 2006), a classic recogniser
without weights of its own, so that nothing that was trained on people enters the project. Prints the area under the ROC
curve of cosine similarity, the same person against all others: 0.5 is chance. As a check that the measure can
find something, it is also taken for a faint blur and for the same picture stored as a poor JPEG.
"""

import argparse
import io
import json
import pathlib
import subprocess
import tempfile

import numpy
from PIL import Image, ImageFilter, ImageOps

SIDE, CELLS = 112, 7
LEAST_PX = 40


def described(crop):
    """Histograms of local binary patterns of a square grey picture, cell by cell, each of unit length."""
    grey = ImageOps.equalize(crop.convert("L").resize((SIDE, SIDE), Image.BILINEAR))
    pixels = numpy.asarray(grey, dtype=numpy.int16)
    centre = pixels[1:-1, 1:-1]
    code = numpy.zeros(centre.shape, dtype=numpy.int32)
    around = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0)]
    for bit, (dy, dx) in enumerate(around):
        code |= (pixels[dy : dy + centre.shape[0], dx : dx + centre.shape[1]] >= centre).astype(numpy.int32) << bit
    cells = [
        numpy.bincount(cell.ravel(), minlength=256)
        for band in numpy.array_split(code, CELLS, axis=0)
        for cell in numpy.array_split(band, CELLS, axis=1)
    ]
    vector = numpy.sqrt(numpy.concatenate(cells).astype(numpy.float64))
    return vector / numpy.linalg.norm(vector)


def area(before, after):
    """Area under the curve, and its standard error by leaving out one person at a time in ten groups."""
    alike = numpy.array(before) @ numpy.array(after).T

    def of(people):
        part = alike[numpy.ix_(people, people)]
        own = numpy.diag(part)
        others = part[~numpy.eye(len(people), dtype=bool)]
        return (own[:, None] > others[None, :]).mean() + 0.5 * (own[:, None] == others[None, :]).mean()

    everybody = numpy.arange(len(before))
    groups = [of(everybody[everybody % 10 != left]) for left in range(10)]
    return of(everybody), numpy.sqrt(9 / 10 * ((numpy.array(groups) - numpy.mean(groups)) ** 2).sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--sladd", default="target/release/sladd")
    parser.add_argument("--people", type=int, default=150)
    given = parser.parse_args()
    labels = json.loads((given.folder / "labels.json").read_text())
    chosen = {}
    for name in sorted(labels):
        faces = [face for face in labels[name]["faces"] if min(face[2], face[3]) >= LEAST_PX]
        if name.startswith("masked/") and faces and len(chosen) < given.people:
            chosen[name] = max(faces, key=lambda face: face[2] * face[3])
    sladd = str(pathlib.Path(given.sladd).resolve())
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "in").mkdir()
        for name in chosen:
            with Image.open(given.folder / name) as picture:
                ImageOps.exif_transpose(picture).convert("RGB").save(work / "in" / f"{pathlib.Path(name).stem}.png")
        styles = ("blur", "glass", "mosaic", "solid", "sign")
        for style in styles:
            subprocess.run([sladd, "redact", str(work / "in"), "--out", str(work / style), "--style", style, "--keep-names",
                            "--format", "png", "--data", str(work / "data")],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        vectors = {key: [] for key in ("original", "poor JPEG", "blur of 2 pixels", *styles)}
        for name, (x, y, width, height) in chosen.items():
            stem = pathlib.Path(name).stem
            if not all((work / style / f"{stem}.png").exists() for style in styles):
                continue
            crops = {}
            for key, source in [("original", "in"), *((style, style) for style in styles)]:
                with Image.open(work / source / f"{stem}.png") as picture:
                    crops[key] = picture.convert("RGB").crop((round(x), round(y), round(x + width), round(y + height)))
            changed = numpy.abs(numpy.asarray(crops["solid"], dtype=int) - numpy.asarray(crops["original"], dtype=int))
            if (changed.max(axis=2) > 0).mean() < 0.9:
                continue  # not covered: recall is measured elsewhere
            poor = io.BytesIO()
            crops["original"].save(poor, "JPEG", quality=20)
            crops["poor JPEG"] = Image.open(poor)
            crops["blur of 2 pixels"] = crops["original"].filter(ImageFilter.GaussianBlur(2))
            for key, vector in vectors.items():
                vector.append(described(crops[key]))
    print(f"{len(vectors['original'])} people")
    for key in list(vectors)[1:]:
        value, error = area(vectors["original"], vectors[key])
        print(f"{key:18} AUC {value:.3f} ± {error:.3f}")


if __name__ == "__main__":
    main()
