#!/usr/bin/env python3
"""Keys and seconds for a batch whose faces are all covered, in a real window.

    tools/batch_run.py SLADD_PROGRAM PHOTO [HOW_MANY] [KEYS_A_SECOND]

Needs Xvfb and xdotool (Debian) and draws in software. Opens copies of the photo (40) over a fresh data folder, waits until faces
were looked for in all of them, presses Ctrl+Shift+R and Enter, and then Enter only (four times a second), the way a
person would who has looked: through the parts of each photo, its statement, its copy, and on to the next. Ends when every copy
lies beside its record, and tells how many keys it took and how long, from the first key on.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from measure_window import at_rest, megabytes, titles, wait


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, photo = (pathlib.Path(word).absolute() for word in sys.argv[1:3])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    rate = float(sys.argv[4]) if len(sys.argv) > 4 else 4.0
    display = f":{80 + os.getpid() % 900}"
    environment = {**os.environ, "DISPLAY": display, "WAYLAND_DISPLAY": ""}
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    try:
        with tempfile.TemporaryDirectory() as home:
            run(program, photo, count, rate, pathlib.Path(home), environment)
    finally:
        screen.terminate()


def run(program, photo, count, rate, home, environment):
    def xdotool(*words):
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, check=False).returncode == 0

    if not wait(lambda: xdotool("getmouselocation"), 20):
        sys.exit("Xvfb did not come")
    environment = {**environment, "HOME": str(home)}
    (home / "data").mkdir()
    settings = 'organisation = "Eksempelregionen"\ncontact = "billeder@example.org"\nwithdrawal = "Skriv til billeder@example.org"\n'
    (home / "data" / "settings.toml").write_text(settings)
    photos = home / "photos"
    photos.mkdir()
    for number in range(count):
        shutil.copy(photo, photos / f"{number:03}{photo.suffix}")
    words = [program, "--lang", "en", "--country", "NO", "--data", home / "data", photos]
    process = subprocess.Popen([str(word) for word in words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not wait(lambda: "undecided" in titles(environment), 60):
            sys.exit("the window did not come")
        while not at_rest(process.pid):
            pass
        xdotool("search", "--onlyvisible", "--name", "^Sladd", "windowmove", "0", "0", "windowfocus")
        time.sleep(1)
        begun = time.monotonic()
        xdotool("key", "ctrl+shift+r")
        time.sleep(1 / rate)
        keys = 1
        records = lambda: len(list(home.rglob("*.consent.json")))
        while records() < count:
            if process.poll() is not None or keys > 60 * count:
                sys.exit(f"stopped after {keys} keys with {records()} of {count} copies")
            xdotool("key", "Return")
            keys += 1
            time.sleep(1 / rate)
        seconds = time.monotonic() - begun
        print(f"{count} photos: {keys} keys, {seconds:.0f} s, {seconds / count:.1f} s a photo; peak memory {megabytes(process.pid, 'VmHWM')} MB")
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
