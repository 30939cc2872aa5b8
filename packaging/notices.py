#!/usr/bin/env python3
"""Writes the licences of everything that is in the program: packaging/notices.py --target TRIPLE --into FILE

Reads the tree of crates for this target from the lock file (`cargo metadata`), and each crate's own licence files from its
source. A text that several share is written once. A crate without a file of its own gets the text of its licence, under the
names of its authors; where none is known here, nothing is written and the crate is named.
"""

import argparse
import json
import pathlib
import re
import subprocess

from project import ROOT

NAMES = re.compile(r"^(un)?licen[cs]e|^copying|^copyright|^notice|^ofl|^ufl|licen[cs]e[^/]*\.(txt|md)$|^readme\.ijg$", re.I)
# What is in the program and no crate, with its licence and the files that say so.
BESIDES = [
    ("CenterFace, the weights of a face detector", "MIT", ["models/LICENSE-centerface"]),
    ("YuNet-s, the weights of a face detector", "BSD-3-Clause", ["models/LICENSE-yunet_s"]),
    ("PP-OCRv6 tiny, the weights that find and read writing", "Apache-2.0", ["models/LICENSE-ppocrv6"]),
    ("MediaPipe selfie segmentation, the weights that draw the outline of people", "Apache-2.0", ["models/LICENSE-selfie_segmentation"]),
    ("Inter, a typeface", "OFL-1.1", ["assets/fonts/Inter-copyright.txt"]),
    ("Phosphor, a typeface of icons", "MIT", ["assets/fonts/Phosphor-LICENSE"]),
]
STANDARD = ("Rust's standard library", "MIT OR Apache-2.0", ["LICENSE-APACHE"])
# Where a crate names a choice and has no file, these are taken first.
PREFERRED = ["Apache-2.0", "MIT", "BSL-1.0", "BSD-3-Clause", "ISC", "Zlib"]


def crates(target):
    """The crates that are compiled into the program or compile a part of it, sorted by name and version."""
    told = subprocess.run(
        ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target],
        check=True, capture_output=True, cwd=ROOT,
    )
    data = json.loads(told.stdout)
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    root = data["resolve"]["root"]
    found, waiting = set(), [root]
    while waiting:
        identity = waiting.pop()
        if identity in found:
            continue
        found.add(identity)
        for dependency in nodes[identity]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    edges = {identity: sorted(d["pkg"] for d in nodes[identity]["deps"] if d["pkg"] in found) for identity in found}
    chosen = sorted(found - {root}, key=lambda identity: (packages[identity]["name"], packages[identity]["version"]))
    return packages[root], [packages[identity] for identity in chosen], edges


def licence_files(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    found = [path for path in folder.rglob("*") if path.is_file() and NAMES.search(path.name) and path.suffix != ".rs"]
    return sorted(path for path in found if len(path.relative_to(folder).parts) <= 2)


def text_of(path):
    lines = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").replace("\f", "\n").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip() + "\n"


def choices(expression):
    return [part for part in re.split(r"[\s()/]+", expression or "") if part not in ("", "OR", "AND")]


def known_texts(packages):
    """The text of a licence by its short name: from crates that have this one licence and this one file."""
    known = {"Apache-2.0": text_of(ROOT / "LICENSE-APACHE"), "MIT": text_of(ROOT / "LICENSE-MIT")}
    for package in packages:
        names, files = choices(package["license"]), licence_files(package)
        if len(names) == 1 and len(files) == 1 and names[0] not in known:
            known[names[0]] = text_of(files[0])
    # The words of the licence only: who holds the rights is told by the crate.
    return {name: "\n".join(line for line in text.splitlines() if not line.startswith("Copyright")) for name, text in known.items()}


def notices(target):
    root, packages, _ = crates(target)
    known = known_texts(packages)
    texts, missing = {}, []
    for name, licence, files in [*BESIDES, STANDARD]:
        for file in files:
            texts.setdefault(text_of(ROOT / file), []).append(f"{name} ({licence})")
    for package in packages:
        title = f"{package['name']} {package['version']} ({package['license']})"
        files = licence_files(package)
        for file in files:
            texts.setdefault(text_of(file), []).append(title)
        if not files:
            name = next((name for name in PREFERRED if name in choices(package["license"]) and name in known), None)
            if name is None:
                missing.append(title)
                continue
            holders = ", ".join(re.sub(r"\s*<[^>]*>", "", author) for author in package["authors"])
            by = f"Copyright {holders or 'the authors of ' + package['name']}\n\n" if name != "Apache-2.0" else ""
            texts.setdefault(f"{by}{known[name].strip()}\n", []).append(f"{title}, under {name}")
    if missing:
        raise SystemExit("no text of a licence is known for " + ", ".join(missing))
    head = [
        f"Sladd {root['version']} is under MIT or Apache-2.0, at your choice. It contains the work of others:",
        f"{len(packages)} crates for {target}, models of three makers, two typefaces.", "",
        *(f"  {package['name']} {package['version']}: {package['license']}" for package in packages),
        *(f"  {name}: {licence}" for name, licence, _ in [*BESIDES, STANDARD]), "",
    ]
    parts = []
    for text, names in sorted(texts.items(), key=lambda item: item[1]):
        unique = list(dict.fromkeys(names))
        parts.append("=" * 100 + "\n" + "".join(f"{name}\n" for name in unique) + "\n" + text)
    return "\n".join(head) + "\n" + "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", default="x86_64-pc-windows-gnu")
    parser.add_argument("--into", type=pathlib.Path, required=True)
    given = parser.parse_args()
    given.into.parent.mkdir(parents=True, exist_ok=True)
    given.into.write_text(notices(given.target), encoding="utf-8")
    print(given.into)


if __name__ == "__main__":
    main()
