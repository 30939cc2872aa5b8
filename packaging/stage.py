"""Lays out one folder as it is packed: the program, ONNX Runtime's library, licences, bill of materials, documents.

`files.toml` says which documents. Every file gets the same time and the same rights, whatever this computer's are.
"""

import csv
import hashlib
import io
import os
import pathlib
import re
import shutil
import sys
import tomllib

import notices
import sbom
from project import ROOT, TARGET, epoch, python_tools, run

WINDOWS = ("x86_64-pc-windows-gnu", "windows-x86_64")
LINUX = ("x86_64-unknown-linux-gnu", "linux-x86_64")
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body{{max-width:46em;margin:2em auto;padding:0 1em;font:1em/1.5 "Segoe UI",sans-serif;color:#1c1c1c;background:#fff}}
img{{max-width:100%}}table{{border-collapse:collapse}}td,th{{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}}
pre{{overflow:auto;background:#f2f2f2;padding:.6em}}code{{background:#f2f2f2}}</style></head>
<body>
{body}
</body></html>
"""


def listed(package):
    """What `files.toml` lists for this package: pairs of a file of the project and its path in the folder."""
    pairs = []
    for entry in tomllib.loads((ROOT / "packaging" / "files.toml").read_text())["file"]:
        if package not in entry["in"]:
            continue
        source, to = entry["from"], entry["to"]
        if "*" in source:
            base = ROOT / source.split("*")[0].rpartition("/")[0]
            found = sorted(path for path in ROOT.glob(source + ("/*" if source.endswith("**") else "")) if path.is_file())
            pairs += [(path, f"{to}/{path.relative_to(base).as_posix()}") for path in found]
        else:
            found = [ROOT / source] if (ROOT / source).is_file() else []
            pairs += [(path, to) for path in found]
        if not found and not entry.get("optional"):
            raise SystemExit(f"packaging/files.toml: there is no {source}")
    return pairs


def page(source, to, all_names):
    """A document as HTML. Links to documents that are in the package lead there; others are left as plain words."""
    import markdown

    text = source.read_text(encoding="utf-8")
    title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), source.stem)
    language = next((part for part in ("da", "nb", "sv") if re.search(rf"(^|\.){part}$", source.stem)), "en")
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "sane_lists", "toc"])
    folder = os.path.dirname(to)

    def link(match):
        target, _, place = match.group(1).partition("#")
        if "://" in target or not target:
            return match.group(0)
        resolved = os.path.normpath(os.path.join(folder, target)).replace(os.sep, "/")
        if resolved not in all_names:
            return f"<span>{match.group(2)}</span>"
        return f'<a href="{re.sub(r"[.]md$", ".html", target)}{"#" + place if place else ""}">{match.group(2)}</a>'

    body = re.sub(r'<a href="([^"]*)">(.*?)</a>', link, body, flags=re.S)
    return PAGE.format(language=language, title=title, body=body)


def documents(package, into):
    python_tools()
    pairs = listed(package)
    names = {to for _, to in pairs}
    for source, to in pairs:
        target = into / to
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            target.with_suffix(".html").write_text(page(source, to, names), encoding="utf-8", newline="\n")
        elif package != "deb" and source.suffix in (".txt", ".cmd"):
            # Windows' own editor of old shows lines only so.
            text = source.read_text(encoding="utf-8")
            target.write_bytes(("\ufeff" * (source.suffix == ".txt") + text).replace("\n", "\r\n").encode())
        else:
            shutil.copyfile(source, target)


def runtime(platform, into):
    """ONNX Runtime's pinned library and its licences, from the Python package index; fetched once."""
    kept = TARGET / f"onnxruntime-{platform}"
    tool = ROOT / "tools" / "fetch_onnxruntime.py"
    mark = kept / "complete"
    pinned = (ROOT / "assets" / "onnxruntime.json").read_bytes()
    if not mark.exists() or mark.read_bytes() != pinned:
        shutil.rmtree(kept, ignore_errors=True)
        run(sys.executable, tool, "--platform", platform, "--into", kept, stdout=sys.stderr)
        mark.write_bytes(pinned)
    into.mkdir(parents=True)
    for path in sorted(kept.iterdir()):
        if path != mark:
            shutil.copyfile(path, into / (path.name if "onnxruntime-" not in path.name else f"{path.name.removesuffix('.txt')}.txt"))


def authenticode(content):
    """The SHA-256 by which App Control and AppLocker know a program file: without checksum, signature and their place.
    `None` where the content is no such file."""
    if content[:2] != b"MZ":
        return None
    header = int.from_bytes(content[0x3C:0x40], "little")
    optional = header + 24
    wide = content[optional:optional + 2] == b"\x0b\x02"
    checksum, entry = optional + 64, optional + (144 if wide else 128)
    place = int.from_bytes(content[entry:entry + 4], "little")
    end = place if place else len(content)
    digest = hashlib.sha256(content[:checksum] + content[checksum + 4:entry] + content[entry + 8:end])
    if not place and len(content) % 8:
        digest.update(b"\0" * (8 - len(content) % 8))
    return digest.hexdigest()


def list_of_files(folder):
    """The table for whoever allows files by their hash: path, bytes, SHA-256, and the hash of program files."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["path", "bytes", "sha256", "authenticode_sha256"])
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        table.writerow([path.relative_to(folder).as_posix(), len(content), digest, authenticode(content) or ""])
    return text.getvalue()


def settle(folder):
    """One time, and rights that do not depend on who packs."""
    time = epoch()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.chmod(0o755)
        else:
            with path.open("rb") as file:
                program = file.read(4) == b"\x7fELF" and ".so" not in path.name
            path.chmod(0o755 if program or path.suffix == ".exe" else 0o644)
        os.utime(path, (time, time), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (time, time))


def windows(package, program, into, version, with_runtime=True):
    """The folder of the zip and of the MSI. Signs what is unsigned, where there is something to sign with."""
    target, platform = WINDOWS
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    shutil.copyfile(program, into / "sladd.exe")
    # What waits and prints in a console (ADR 33) is built beside it.
    shutil.copyfile(pathlib.Path(program).with_name("sladd-console.exe"), into / "sladd.com")
    if with_runtime:
        runtime(platform, into / "lib")
    sign = ROOT / "packaging" / "windows" / "sign"
    for module in [into / "sladd.exe", into / "sladd.com", *sorted((into / "lib").glob("*.dll"))]:
        run(sign, module, stdout=sys.stderr)
    documents(package, into)
    (into / "NOTICES.txt").write_bytes(("\ufeff" + notices.notices(target)).replace("\n", "\r\n").encode())
    sbom.write(into / "sbom.cdx.json", target, platform if with_runtime else None, version)
    (into / "FILES.csv").write_text(list_of_files(into), newline="\r\n")
    settle(into)


def linux(program, into, documents_into, version, with_runtime=True):
    """The program's own folder and the folder of documents of the .deb."""
    target, platform = LINUX
    into.mkdir(parents=True)
    shutil.copyfile(program, into / "sladd")
    if with_runtime:
        runtime(platform, into / "lib")
        for licence in sorted((into / "lib").glob("*.txt")):
            documents_into.mkdir(parents=True, exist_ok=True)
            shutil.move(licence, documents_into / licence.name)
    documents_into.mkdir(parents=True, exist_ok=True)
    documents("deb", documents_into)
    (documents_into / "NOTICES.txt").write_text(notices.notices(target), encoding="utf-8")
    sbom.write(documents_into / "sbom.cdx.json", target, platform if with_runtime else None, version)
