#!/usr/bin/env python3
"""The whole job by the keyboard alone, in a real window, with a picture after each step.

    tools/keyboard_run.py SLADD_PROGRAM PHOTO FOLDER

Needs Xvfb, xdotool and ImageMagick's `import` (Debian) and draws in software. Opens the photo over a fresh data folder, goes
from undecided faces to a checked copy with keys only, and writes `01.jpg`, `02.jpg` ... and `README.md`, which says what was
pressed for each, into the folder. Ends with an error where a step does not lead to the title of the window that it should.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

# What is said, the keys in the order in which they are pressed ("=" types text), and a part of the window's title then.
STEPS = [
    ("The photo is open and searched. Every undecided face is covered; the selected one is shown.", [], "3 undecided"),
    ("`R` redacts the face. The next undecided one is selected.", ["r"], "2 undecided"),
    ("`K` asks who this is and for the consent. The keyboard is where the consent is entered.", ["k"], "2 undecided"),
    ("`Enter`: a new consent. The form asks only what the rules ask of a member of staff.", ["Return"], "2 undecided"),
    ("Three times `Tab`, and the reference of the archive is typed. Nobody's name.", ["Tab", "Tab", "Tab", "=box 12, form 7"], "2 undecided"),
    ("`Enter` records it. The number is for the paper form.", ["Return"], "2 undecided"),
    ("`Enter` keeps the face by this consent.", ["Return"], "1 undecided"),
    ("`Ctrl+Z`: taken back. Everything can be.", ["ctrl+z"], "2 undecided"),
    ("`Ctrl+Y`: made again.", ["ctrl+y"], "1 undecided"),
    ("`Shift+R` redacts everyone else.", ["shift+r"], "Look at the whole picture"),
    ("`Enter`: the walk through the whole picture begins.", ["Return"], "Look at the whole picture"),
    ("`B` held: the photo as it was, to compare.", ["hold b"], "Look at the whole picture"),
    ("`Enter` after each part, then for the statement that the whole picture was looked at. Now purpose, channels and folder of the copy; what stands against it would be told here.", ["walk"], "Looked through"),
    ("`Enter` writes the copy and its record, which are read back and checked.", ["Return"], "Exported"),
]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    program, photo, folder = (pathlib.Path(word).absolute() for word in sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    display = f":{80 + os.getpid() % 900}"
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1240x740x24"], stderr=subprocess.DEVNULL)
    try:
        # The display is there once it answers; on a busy machine that takes a while.
        for _ in range(100):
            asked = subprocess.run(["xdotool", "getmouselocation"], env={**os.environ, "DISPLAY": display}, capture_output=True)
            if asked.returncode == 0:
                break
            time.sleep(0.2)
        with tempfile.TemporaryDirectory() as home:
            run(program, photo, folder, pathlib.Path(home), display)
    finally:
        screen.terminate()


def run(program, photo, folder, home, display):
    environment = {**os.environ, "DISPLAY": display, "HOME": str(home), "WAYLAND_DISPLAY": "", "XDG_PICTURES_DIR": str(home)}
    (home / "data").mkdir()
    settings = 'organisation = "Eksempelregionen"\ncontact = "billeder@example.org"\nwithdrawal = "Skriv til billeder@example.org"\n'
    (home / "data" / "settings.toml").write_text(settings)
    words = [program, "--lang", "en", "--country", "NO", "--data", home / "data", photo]
    process = subprocess.Popen([str(word) for word in words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def xdotool(*words):
        done = subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def title():
        return xdotool("search", "--onlyvisible", "--name", "^Sladd", "getwindowname")

    def wait_for(part):
        begun = time.monotonic()
        while part not in title():
            if process.poll() is not None or time.monotonic() - begun > 120:
                sys.exit(f"{part!r} did not come, but {title()!r}")
            time.sleep(0.1)

    def picture(number):
        time.sleep(0.7)
        path = folder / f"{number:02}.jpg"
        subprocess.run(["import", "-window", "root", "-quality", "82", str(path)], env=environment, check=True)

    pressed = 0
    lines = ["# The whole job by the keyboard alone", "", "Made by `tools/keyboard_run.py`, which presses these keys in the real window and takes a picture after each step.", ""]
    try:
        wait_for("Sladd")
        xdotool("search", "--onlyvisible", "--name", "^Sladd", "windowmove", "0", "0", "windowfocus")
        for number, (said, keys, after) in enumerate(STEPS, 1):
            held = False
            for key in keys:
                if key.startswith("="):
                    xdotool("type", "--delay", "40", key[1:])
                elif key.startswith("hold "):
                    xdotool("keydown", key[5:])
                    held = True
                elif key == "walk":
                    while "Looked through" not in title() and pressed < 100:
                        xdotool("key", "Return")
                        pressed += 1
                        time.sleep(0.6)
                else:
                    xdotool("key", key)
                    pressed += 1
                time.sleep(0.4)
            wait_for(after)
            picture(number)
            if held:
                xdotool("keyup", keys[-1][5:])
            lines += [f"{number}. {said}", "", f"   ![Step {number}]({number:02}.jpg)", ""]
        lines += [f"Keys in all, besides the reference: {pressed}.", ""]
        (folder / "README.md").write_text("\n".join(lines))
        print(f"{len(STEPS)} steps, {pressed} keys")
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
