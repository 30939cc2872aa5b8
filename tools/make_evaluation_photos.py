#!/usr/bin/env python3
"""Makes photos with labels out of labelled photos, always the same: blurred ones, and large ones full of small faces.

    tools/make_evaluation_photos.py FOLDER OUT [--every N] [--mosaics N] [--most-blurred N]

FOLDER holds `labels.json` and the photos, as for `examples/evaluate.rs`; OUT gets the same. Needs Pillow and numpy.

Blur: photos of which every labelled face is at least 40 pixels, smeared by the median side of their faces, which is what moves in front of a
camera and what lies out of its focus: `motion25` and `motion50` along a line of 25 and 50 % of it, rising by 20 degrees; `focus08` and
`focus16` by a Gaussian with a sigma of 8 and 16 % of it.

Mosaics: photos of 6000 x 4000 pixels, each put together of whole photos that are scaled down until their median face has 12, 14, 17, 20, 24
or 28 pixels, in turn, laid in rows. Faces that come out below 10 pixels are to be left alone (`ignore`).
"""

import argparse
import json
import pathlib

import numpy as np
from PIL import Image, ImageFilter

BLUR = {"motion25": 0.25, "motion50": 0.5, "focus08": 0.08, "focus16": 0.16}
ANGLE = np.radians(20.0)
CANVAS = (6000, 4000)
MEDIAN_SIDES = (12, 14, 17, 20, 24, 28)
GREY = (118, 118, 118)


def side(face):
    """The side of a square as large as the face, in pixels."""
    return (face[2] * face[3]) ** 0.5


def smeared(picture, length):
    """The mean of the picture moved along a line of this many pixels; its edges are repeated."""
    pixels = np.asarray(picture, dtype=np.float32)
    steps = max(int(round(length)), 1)
    pad = steps + 1
    wide = np.pad(pixels, ((pad, pad), (pad, pad), (0, 0)), mode="edge")
    total = np.zeros_like(pixels)
    for step in range(steps + 1):
        along = (step / steps - 0.5) * length
        dx, dy = int(round(along * np.cos(ANGLE))), int(round(-along * np.sin(ANGLE)))
        total += wide[pad + dy:pad + dy + pixels.shape[0], pad + dx:pad + dx + pixels.shape[1]]
    return Image.fromarray((total / (steps + 1) + 0.5).clip(0, 255).astype(np.uint8))


def blurred(picture, kind, length):
    if kind.startswith("motion"):
        return smeared(picture, BLUR[kind] * length)
    return picture.filter(ImageFilter.GaussianBlur(BLUR[kind] * length))


def save(picture, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=92, subsampling=0)


def blur(photos, folder, out, most):
    labels = {}
    fit = [(name, of) for name, of in photos if of["faces"] and min(map(side, of["faces"])) >= 40]
    for number, (name, of) in enumerate(fit[:: max(len(fit) // most, 1)][:most]):
        picture = Image.open(folder / name).convert("RGB")
        length = float(np.median([side(face) for face in of["faces"]]))
        for kind in BLUR:
            made = f"{kind}/{number:03}.jpg"
            save(blurred(picture, kind, length), out / made)
            labels[made] = {"faces": of["faces"], "ignore": of.get("ignore", [])}
    return labels


def mosaics(photos, folder, out, wanted):
    labels = {}
    rest = [(name, of) for name, of in photos if of["faces"]]
    at, number = 0, 0
    while number < wanted and at < len(rest):
        canvas, faces, ignore = Image.new("RGB", CANVAS, GREY), [], []
        x = y = height = 0
        while at < len(rest):
            name, of = rest[at]
            scale = MEDIAN_SIDES[at % len(MEDIAN_SIDES)] / float(np.median([side(face) for face in of["faces"]]))
            picture = Image.open(folder / name).convert("RGB")
            if scale > 1.0:
                at += 1
                continue
            picture = picture.resize(
                (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)), Image.LANCZOS)
            if x + picture.width > CANVAS[0]:
                x, y, height = 0, y + height, 0
            if y + picture.height > CANVAS[1] or picture.width > CANVAS[0]:
                break
            canvas.paste(picture, (x, y))
            for kind in ("faces", "ignore"):
                for face in of.get(kind, []):
                    put = [face[0] * scale + x, face[1] * scale + y, face[2] * scale, face[3] * scale]
                    (faces if kind == "faces" and side(put) >= 10 else ignore).append(put)
            x, height, at = x + picture.width, max(height, picture.height), at + 1
        made = f"mosaic/{number:03}.jpg"
        save(canvas, out / made)
        labels[made] = {"faces": faces, "ignore": ignore}
        number += 1
        if y == 0 and x == 0:
            at += 1
    return labels


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--mosaics", type=int, default=4)
    parser.add_argument("--most-blurred", type=int, default=60)
    given = parser.parse_args()
    photos = sorted(json.loads((given.folder / "labels.json").read_text()).items())[:: given.every]
    labels = blur(photos, given.folder, given.out, given.most_blurred) if given.most_blurred else {}
    labels |= mosaics(photos, given.folder, given.out, given.mosaics) if given.mosaics else {}
    (given.out / "labels.json").write_text(json.dumps(labels))
    print(f"{len(labels)} photos, {sum(len(of['faces']) for of in labels.values())} faces in {given.out}")


if __name__ == "__main__":
    main()
