#!/usr/bin/env python3
"""What the window costs: start, idle processor, memory.

    tools/measure_window.py SLADD_PROGRAM PHOTO [HOW_MANY_COPIES | FOLDER_OF_PHOTOS]

Needs Xvfb and xdotool (Debian) and draws in software. Starts the program three times on one photo and tells the seconds
from the start of the process to its window, and to the end of the search for faces (the window's title tells its
state); then, with nothing touched, the processor time of 20 seconds. With a number it opens that many copies of the
photo, with a folder the photos in it, waits until every one has been searched (the process comes to rest), and tells
memory and idle processor again.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def megabytes(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) // 1024
    return 0


def titles(environment):
    words = ["xdotool", "search", "--onlyvisible", "--name", "Sladd", "getwindowname"]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False).stdout


def wait(done, seconds):
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if done():
            return True
        time.sleep(0.02)
    return False


def at_rest(pid):
    """True once ten seconds pass with less than a tenth of a second of work."""
    before = processor_seconds(pid)
    time.sleep(10)
    return processor_seconds(pid) - before < 0.1


def idle(pid):
    before = processor_seconds(pid)
    time.sleep(20)
    return processor_seconds(pid) - before


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, photo = sys.argv[1:3]
    batch = sys.argv[3] if len(sys.argv) > 3 else ""
    with tempfile.TemporaryDirectory() as folder:
        display = f":{80 + os.getpid() % 900}"
        screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
        try:
            time.sleep(2)
            measure(program, photo, batch, pathlib.Path(folder), display)
        finally:
            screen.terminate()


def measure(program, photo, batch, folder, display):
    environment = {**os.environ, "DISPLAY": display, "HOME": str(folder), "WAYLAND_DISPLAY": "", "LANG": "C"}
    (folder / "data").mkdir()
    settings = 'organisation = "Eksempelregionen"\ncontact = "billeder@example.org"\nwithdrawal = "x"\n'
    (folder / "data" / "settings.toml").write_text(settings)

    def start(paths):
        begun = time.monotonic()
        process = subprocess.Popen([program, "--lang", "en", "--country", "DK", "--data", str(folder / "data"), *paths], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shown = wait(lambda: titles(environment), 60)
        return process, time.monotonic() - begun if shown else None, begun

    for _ in range(3):
        process, seconds, begun = start([photo])
        searched = wait(lambda: "–" in (now := titles(environment)) and "Looking" not in now and "Waiting" not in now, 120)
        print(f"window after {seconds:.2f} s, faces after {time.monotonic() - begun:.2f} s ({searched}), {titles(environment).strip()}")
        process.terminate()
        process.wait()
    process, _, _ = start([photo])
    wait(lambda: at_rest(process.pid), 120)
    print(f"idle with one photo: {idle(process.pid):.2f} s of processor in 20 s, {megabytes(process.pid, 'VmRSS')} MB, peak {megabytes(process.pid, 'VmHWM')} MB", flush=True)
    process.terminate()
    process.wait()
    if batch:
        many = pathlib.Path(batch).absolute()
        if batch.isdigit():
            many = folder / "many"
            many.mkdir()
            original = pathlib.Path(photo).read_bytes()
            for number in range(int(batch)):
                # Bytes after the end make each a file of its own.
                (many / f"{number:04}.jpg").write_bytes(original + b"%04d" % number)
        count = sum(1 for _ in many.iterdir())
        process, _, begun = start([str(many)])
        wait(lambda: at_rest(process.pid), 3000)
        print(f"{count} photos: at rest after {time.monotonic() - begun:.0f} s, {megabytes(process.pid, 'VmRSS')} MB, peak {megabytes(process.pid, 'VmHWM')} MB, idle {idle(process.pid):.2f} s in 20 s")
        process.terminate()
        process.wait()
    shutil.rmtree(folder / "data", ignore_errors=True)


if __name__ == "__main__":
    main()
