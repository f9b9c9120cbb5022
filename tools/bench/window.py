#!/usr/bin/env python3
"""Measures the window as a person waits for it: package and program sizes, cold start to first paint, idle memory.

usage: window.py PROFILE-COURIER [PACKAGE ...] [--rounds 5] [--into BENCHMARKS.md]

The screen is an Xvfb of its own with software rendering, home and session bus are new each time. A start is *cold* when
the kernel's page cache was dropped before (needs root), else *warm*. First paint is when the middle of the window shows
more than a handful of colours, looked at every few milliseconds from outside; memory is the proportional set size of
the program and of all processes below it, ten seconds later. Needs xvfb, dbus, python3-gi and gir1.2-gtk-3.0.
"""
import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import gi

SIZE = (1280, 800)
MARK = "PROFILE_COURIER_BENCH"
# An empty window has one or two colours, antialiased text dozens.
PAINTED = 12


def screen():
    """An Xvfb on a number of its own choice."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    number = os.read(read, 16).decode().strip()
    return server, f":{number}"


def colours(gdk, root):
    """How many colours the middle of the screen has."""
    picture = gdk.pixbuf_get_from_window(root, SIZE[0] // 4, SIZE[1] // 4, SIZE[0] // 2, SIZE[1] // 2)
    data, channels = picture.get_pixels(), picture.get_n_channels()
    return len({data[i:i + 3] for i in range(0, len(data) - 3, channels * 7)})


def family(mark):
    """Our processes: those that carry the mark in their environment, by id and program."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/environ", "rb") as file:
                    if f"{MARK}={mark}".encode() in file.read().split(b"\0"):
                        found[int(name)] = os.path.basename(os.readlink(f"/proc/{name}/exe"))
            except OSError:
                pass
    return found


def pss(process):
    """Proportional set size in MB."""
    with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
        return int(re.search(r"^Pss:\s+(\d+) kB", file.read(), re.M).group(1)) / 1000


def drop_caches():
    """True where that is allowed."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
            file.write("3\n")
        return True
    except OSError:
        return False


def start(gdk, root, display, program, cold):
    """Seconds to the window and to first paint, and MB by program."""
    home = tempfile.mkdtemp(prefix="courier-bench-")
    os.chmod(home, 0o700)
    environment = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": home, "DISPLAY": display, "LANG": "C.UTF-8",
                   "LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1", "GTK_THEME": "Adwaita", MARK: home}
    # The session is there before a person double-clicks.
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], env=dict(environment, **{MARK: "bus"}),
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    try:
        before = colours(gdk, root)
        if cold and not drop_caches():
            return None
        began = time.monotonic()
        window = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home)
        while colours(gdk, root) < before + PAINTED:
            if time.monotonic() - began > 60 or window.poll() is not None:
                sys.exit("no window was painted")
            time.sleep(0.005)
        painted = time.monotonic() - began
        time.sleep(10)
        memory = {}
        for process, name in family(home).items():
            memory[name] = memory.get(name, 0) + pss(process)
        return painted, memory
    finally:
        for process in family(home):
            os.kill(process, signal.SIGKILL)
        bus.kill()
        time.sleep(0.5)
        shutil.rmtree(home, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("packages", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--into")
    args = parser.parse_args()
    program = os.path.abspath(args.program)

    server, display = screen()
    try:
        os.environ["DISPLAY"] = display
        gi.require_version("Gdk", "3.0")
        from gi.repository import Gdk
        root = Gdk.get_default_root_window()
        starts = {cold: [start(Gdk, root, display, program, cold) for _ in range(args.rounds)] for cold in (True, False)}
    finally:
        server.kill()

    lines = ["| what | found |", "|---|---:|"]
    for path in [program, *args.packages]:
        lines.append(f"| `{os.path.basename(path)}` | {os.path.getsize(path) / 1e6:.1f} MB |")
    for cold, name in ((True, "cold start to first paint"), (False, "warm start to first paint")):
        seconds = [one[0] for one in starts[cold] if one]
        if seconds:
            lines.append(f"| {name}, median of {len(seconds)} | {statistics.median(seconds):.2f} s "
                         f"({min(seconds):.2f} to {max(seconds):.2f}) |")
    for name in sorted({n for one in starts[False] for n in one[1]}):
        lines.append(f"| idle, PSS of `{name}` | {statistics.median(one[1].get(name, 0) for one in starts[False]):.0f} MB |")
    lines.append(f"| idle, PSS of all | {statistics.median(sum(one[1].values()) for one in starts[False]):.0f} MB |")
    found = "\n".join(lines) + "\n"
    print(found)
    if args.into:
        with open(args.into, encoding="utf-8") as file:
            head, rest = file.read().split("<!-- window -->")
        tail = rest.split("<!-- /window -->")[1]
        with open(args.into, "w", encoding="utf-8") as file:
            file.write(f"{head}<!-- window -->\n{found}<!-- /window -->{tail}")


main()
