"""Prints the accessibility tree of the window as a screen reader hears it, one line a control.

Run by tests/accessibility_x11.rs under dbus-run-session with Debian's own python3 and python3-pyatspi. Switches
accessibility on, starts the program given as arguments, and walks the tree until it holds the text in
SLADD_WAIT_FOR and two walks in a row say the same: a walk during a change mixes the screen before with the one
after.
"""
import os
import subprocess
import sys
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"


def switch_on():
    """Tells the session that somebody listens: toolkits build their tree only then."""
    launcher = subprocess.Popen([LAUNCHER, "--launch-immediately"])
    time.sleep(1.0)
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", value, None, 0, -1, None
        )
    return launcher


def walk(node, depth, lines):
    if depth > 40 or len(lines) > 4000:
        return
    states = node.getState()
    import pyatspi

    told = []
    for state, word in (
        (pyatspi.STATE_FOCUSABLE, "focusable"),
        (pyatspi.STATE_FOCUSED, "focused"),
        (pyatspi.STATE_SELECTED, "selected"),
        (pyatspi.STATE_CHECKED, "checked"),
        (pyatspi.STATE_ENABLED, "enabled"),
    ):
        if states.contains(state):
            told.append(word)
    more = " | %s" % node.description if node.description else ""
    lines.append("%s%s | %s | %s%s" % ("  " * depth, node.getRoleName(), node.name or "", " ".join(told), more))
    for child in node:
        if child is not None:
            walk(child, depth + 1, lines)


def find(desktop):
    for application in desktop:
        if application is not None and "sladd" in (application.name or "").lower():
            return application
    return None


def main():
    launcher = switch_on()
    program = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
    import pyatspi

    wanted = os.environ.get("SLADD_WAIT_FOR", "")
    lines = []
    settled = False
    try:
        deadline = time.time() + 150
        while time.time() < deadline and program.poll() is None:
            before, lines = lines, []
            try:
                application = find(pyatspi.Registry.getDesktop(0))
                if application is not None:
                    walk(application, 0, lines)
            except Exception:  # the tree changes while it is walked
                lines = []
            settled = lines == before and any(wanted in line for line in lines)
            if settled:
                break
            time.sleep(0.5)
    finally:
        program.terminate()
        launcher.terminate()
    print("\n".join(lines))
    sys.exit(0 if settled else 1)


main()
