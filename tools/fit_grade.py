#!/usr/bin/env python3
"""Fits the weights of src/detection/grade.rs on what `evaluate --evidence FILE` wrote.

    cargo run --release --example evaluate -- FOLDER --evidence FILE    (once for each folder; lines are added)
    python3 tools/fit_grade.py FILE

A logistic regression with a ridge, by Newton's method; needs numpy. First each set is predicted by weights that were fitted
without it and without those of its family (photos and their blurred versions are one), and the area under the curve is printed
beside that of the fused probability; then the weights from all sets are printed as they stand in the source.
"""

import json
import sys

import numpy as np

RIDGE = 3.0
# Sets that show the same photos, or photos of the same makers.
FAMILIES = [("camera", "coco", "ppe", "infant", "ward", "motion25", "motion50", "focus08", "focus16")]


def fit(values, truth):
    mean, deviation = values.mean(0), values.std(0) + 1e-9
    z = np.hstack([np.ones((len(values), 1)), (values - mean) / deviation])
    weights, ridge = np.zeros(z.shape[1]), np.eye(z.shape[1]) * RIDGE
    ridge[0, 0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(z @ weights, -30, 30)))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - truth) + ridge @ weights)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    scaled = weights[1:] / deviation
    return weights[0] - (scaled * mean).sum(), scaled


def predict(model, values):
    return 1 / (1 + np.exp(-(model[0] + values @ model[1])))


def area_under_curve(score, truth):
    order = np.argsort(score)
    rank = np.empty(len(score))
    rank[order] = np.arange(1, len(score) + 1)
    hits = truth.sum()
    return (rank[truth].sum() - hits * (hits + 1) / 2) / max(hits * (len(truth) - hits), 1)


def main():
    lines = [json.loads(line) for path in sys.argv[1:] for line in open(path)]
    sets = np.array([line["set"] for line in lines])
    truth = np.array([line["true"] for line in lines])
    fused = np.array([line["fused"] for line in lines])
    values = np.array([line["evidence"] for line in lines], dtype=float)
    for name in sorted(set(sets)):
        family = next((family for family in FAMILIES if name in family), (name,))
        rest, here = ~np.isin(sets, family), sets == name
        if rest.any() and truth[here].any() and not truth[here].all():
            graded = predict(fit(values[rest], truth[rest].astype(float)), values[here])
            print(f"{name:9} {here.sum():5} clusters, {truth[here].sum():5} true; area under the curve: "
                  f"fused {area_under_curve(fused[here], truth[here]):.3f}, "
                  f"graded {area_under_curve(graded, truth[here]):.3f}")
    bias, weights = fit(values, truth.astype(float))
    print(f"const WEIGHTS: [f32; {len(weights)}] = [{', '.join(f'{weight:.3f}' for weight in weights)}];")
    print(f"const BIAS: f32 = {bias:.3f};")


main()
