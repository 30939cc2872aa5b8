#!/usr/bin/env python3
"""How smoothly a photo is moved and zoomed when everything is drawn in software.

    tools/measure_frames.py SLADD_PROGRAM PHOTO [SECONDS]

Needs Xvfb, xdotool and python3-xlib (Debian). Opens the photo in the real window at 1366x768, waits for its faces, and then, for
SECONDS (5) each, drags it at its actual size and zooms it in and out with the wheel. Counts the frames that reach the screen
(X DAMAGE) and the processor time, and tells frames a second, the longest time between two frames, and the milliseconds of
processor for each. Then redacts everyone and walks through the sweep, and tells what the window takes from the key to the
last frame of each part: what a person's looking comes on top of.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

from Xlib import X, display as xdisplay
from Xlib.ext import damage

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Frames(threading.Thread):
    """Notes when a frame reaches the screen: the moment at which its first line is drawn."""

    def __init__(self, name):
        super().__init__(daemon=True)
        self.display = xdisplay.Display(name)
        self.display.query_extension("DAMAGE") or sys.exit("no DAMAGE extension")
        self.display.damage_query_version()
        self.times = []
        root = self.display.screen().root
        root.damage_create(damage.DamageReportRawRectangles)
        self.display.sync()

    def run(self):
        while True:
            event = self.display.next_event()
            if event.__class__.__name__ == "DamageNotify" and event.area.y == 0 and event.area.width > 600:
                self.times.append(time.monotonic())


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, photo = (str(pathlib.Path(word).absolute()) for word in sys.argv[1:3])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5.0
    name = f":{80 + os.getpid() % 900}"
    screen = subprocess.Popen(["Xvfb", name, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    time.sleep(2)
    try:
        with tempfile.TemporaryDirectory() as home:
            measure(program, photo, seconds, pathlib.Path(home), name)
    finally:
        screen.terminate()


def measure(program, photo, seconds, home, name):
    environment = {**os.environ, "DISPLAY": name, "HOME": str(home), "WAYLAND_DISPLAY": ""}
    (home / "data").mkdir()
    settings = 'organisation = "E"\ncontact = "a@example.org"\nwithdrawal = "x"\n'
    (home / "data" / "settings.toml").write_text(settings)
    words = [program, "--lang", "en", "--country", "DK", "--data", str(home / "data"), photo]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def xdotool(*words):
        words = ["xdotool", *(str(word) for word in words)]
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=False).stdout.strip()

    def title():
        return xdotool("search", "--onlyvisible", "--name", "^Sladd", "getwindowname")

    begun = time.monotonic()
    while "undecided" not in title() and "Look at" not in title():
        if process.poll() is not None or time.monotonic() - begun > 300:
            sys.exit(f"no faces: {title()!r}")
        time.sleep(0.2)
    window = xdotool("search", "--onlyvisible", "--name", "^Sladd")
    xdotool("windowsize", window, 1366, 768, "windowmove", window, 0, 0, "windowfocus", window)
    frames = Frames(name)
    frames.start()
    time.sleep(1)

    def tell(what, work):
        xdotool("mousemove", 620, 400)
        time.sleep(0.5)
        frames.times.clear()
        before, start = processor_seconds(process.pid), time.monotonic()
        steps = 0
        while time.monotonic() - start < seconds:
            work(steps)
            steps += 1
        took, used = time.monotonic() - start, processor_seconds(process.pid) - before
        times = list(frames.times)
        gaps = [b - a for a, b in zip(times, times[1:])] or [took]
        count = max(len(times), 1)
        print(f"{what}: {len(times) / took:.0f} frames a second (asked {steps / took:.0f} times), longest gap {max(gaps) * 1000:.0f} ms, {used / count * 1000:.0f} ms of processor a frame", flush=True)

    # Bursts of one process each: starting xdotool for every motion would take longer than a frame.
    def drag(step):
        way = 6 if step % 2 == 0 else -6
        xdotool("mousedown", 1, *(["mousemove_relative", "--", way, way // 2, "sleep", 0.016] * 30), "mouseup", 1)

    def zoom(step):
        xdotool(*(["click", 4 if step % 2 == 0 else 5, "sleep", 0.03] * 12))

    try:
        xdotool("key", "0")
        tell("standing still", lambda _: time.sleep(0.5))
        xdotool("mousemove", 620, 400, "key", "1")
        time.sleep(1)
        tell("dragged at its actual size", drag)
        tell("zoomed by the wheel", zoom)
        xdotool("key", "0", "key", "shift+r")
        time.sleep(2)
        waits = []
        while "Looked through" not in title() and len(waits) < 200:
            frames.times.clear()
            pressed = time.monotonic()
            xdotool("key", "Return")
            while not frames.times and time.monotonic() - pressed < 2:
                time.sleep(0.002)
            while frames.times and time.monotonic() - frames.times[-1] < 0.25:
                time.sleep(0.01)
            waits.append((frames.times[-1] if frames.times else time.monotonic()) - pressed)
            # Until the part counts as looked at, as for a person who looks.
            time.sleep(0.4)
        # The first key begins the walk, the last makes the statement.
        parts = len(waits) - 1
        print(f"sweep: {parts} parts, {len(waits)} keys; the window takes {sum(waits):.1f} s in all, at most {max(waits):.2f} s for one")
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
