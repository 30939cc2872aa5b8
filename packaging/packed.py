"""The arguments that zip and MSI share."""

import argparse
import pathlib
import subprocess

from project import ROOT, version


def arguments(description):
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="program", type=pathlib.Path, metavar="EXE", help="a program that is built already")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target" / "packages", metavar="DIR")
    parser.add_argument("--without-onnxruntime", action="store_true", help="leave the faster engine's library out")
    parser.add_argument("--version", default=version(), help="for trying upgrades; else that of Cargo.toml")
    given = parser.parse_args()
    if given.program is None:
        built = subprocess.run([ROOT / "packaging" / "windows" / "program"], check=True, stdout=subprocess.PIPE, text=True)
        given.program = pathlib.Path(built.stdout.strip().splitlines()[-1])
    given.out.mkdir(parents=True, exist_ok=True)
    return given
