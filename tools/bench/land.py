#!/usr/bin/env python3
"""Lands a large file for a dataflow on a practice platform, killed again and again, and looks at what came of it.

usage: land.py COURIER [--rows 6000000] [--kills 10]

`kill -9` at random moments while it lands, then `courier resume`, until the platform has taken the file. Told are the
size of the file, the starts, the peak memory of `courier` over all of them (from the kernel), what its data folder grew
to, whether a shopper of the file is in it, and the platform's counts. The practice platform is another process.
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# The practice dataset whose schema has the e-mail address as primary identity.
BY_FIELD = "67420c5e1a9d3b2f8c47e602"


def json_of(command, env):
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        return done.returncode, {"said": done.stderr[-500:]}


def size_of(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def holds(folder, needle):
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as file:
                if needle in file.read():
                    return os.path.join(at, name)
    return None


def attempt(command, env, kill_after):
    """Runs it, killed after so many seconds; exit (None where killed), seconds and peak MB."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed = False
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return None if killed else process.returncode, time.monotonic() - began, usage.ru_maxrss / 1024
        if kill_after is not None and not killed and time.monotonic() - began > kill_after:
            process.kill()
            killed = True
        time.sleep(0.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("courier")
    parser.add_argument("--rows", type=int, default=6_000_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--speed", type=int, default=900)
    args = parser.parse_args()
    courier = os.path.abspath(args.courier)
    random.seed(args.seed)
    place = tempfile.mkdtemp(prefix="courier-land-")
    source = os.path.join(place, "customers.csv")
    subprocess.run([sys.executable, f"{HERE}/../gen_shoppers.py", "--rows", str(args.rows), "--seed", "7", "--out", source],
                   check=True, stdout=subprocess.DEVNULL)
    sample = os.path.join(place, "sample.csv")
    with open(source, encoding="utf-8") as all_rows, open(sample, "w", encoding="utf-8") as few:
        lines = [next(all_rows) for _ in range(200)]
        few.writelines(lines)
    needle = re.search(rb"[\w.+-]+@[\w.-]+", lines[5].encode()).group(0)
    home = os.path.join(place, "home")
    env = {"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8"}
    os.mkdir(home)
    server = subprocess.Popen([courier, "practice", "--dir", os.path.join(place, "platform"), "--speed", str(args.speed)],
                              env=env, stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(server.stdout.readline())["gateway"]
        to = ["--dataset", BY_FIELD, "--practice-url", url, "--json"]
        code, made = json_of([courier, "flows", "create", "All", sample, "--every", "15m", *to], env)
        if code != 0:
            sys.exit(f"the dataflow was not made: {made}")
        peak, starts, killed, code, times = 0, 0, 0, None, []
        while code not in (0, 1):
            _, history = json_of([courier, "history", "--json"], env)
            run = next((run["run"] for run in history.get("runs", []) if run.get("handover")), None)
            command = [courier, "resume", run] if run else [courier, "land", source, "--flow", "All"]
            wait = random.uniform(1, 60) if killed < args.kills else None
            code, seconds, memory = attempt([*command, "--wait", "2h", *to], env, wait)
            starts, killed, peak = starts + 1, killed + (code is None), max(peak, memory)
            times.append(seconds)
            print(f"start {starts}: {'killed' if code is None else f'exit {code}'} after {seconds:.0f} s, {memory:.0f} MB", flush=True)
            found = holds(home, needle)
            if found:
                sys.exit(f"a shopper of the file is in {found}")
        _, history = json_of([courier, "history", "--json"], env)
        run = history["runs"][0]
        _, flow = json_of([courier, "flows", "show", "All", *to], env)
        print(json.dumps({"status": run["status"], "rows": run["rows"], "platform": run["platform"], "verified": run["verified"] and
                          {k: v for k, v in run["verified"].items() if k != "shoppers"}, "problem": run["problem"]}))
        print("runs that took something:", [r for r in flow["flow"]["runs"] if r["files"]])
        print(f"{os.path.getsize(source) / 1e9:.2f} GB, {starts} starts, {killed} killed, peak {peak:.0f} MB, "
              f"data folder {size_of(home) / 1e6:.1f} MB, last start {times[-1]:.0f} s")
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(place, ignore_errors=True)


main()
