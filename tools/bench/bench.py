#!/usr/bin/env python3
"""Measures `courier prepare` beside DuckDB, Polars and pandas doing the same work, and writes the ratios.

usage: bench.py COURIER --rows 1000000 [--rows 5000000] [--rounds 3] [--into BENCHMARKS.md]

Every tool gets two threads and the same file; runs alternate (A B C, A B C, …) and medians are compared. Time is wall
and CPU, memory the peak of the process, all from the kernel (wait4). A tool that fails or is not there is left out and
said.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def run(command, cwd):
    """Wall seconds, CPU seconds, peak MB, last line of output."""
    env = dict(os.environ, POLARS_MAX_THREADS="2", OMP_NUM_THREADS="2")
    out = tempfile.TemporaryFile(mode="w+")
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=subprocess.STDOUT, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    out.seek(0)
    text = out.read()
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(text[-400:])
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def tools(courier, source, form):
    peer = lambda name, *more: [sys.executable, f"{HERE}/{name}_prepare.py", source, form, "./out", *more]
    # All with Snappy, as ours; pandas' script has zstd 1 built in.
    duckdb = peer("duckdb", "snappy") if form == "parquet" else peer("duckdb")
    polars = peer("polars", "sort", "snappy") if form == "parquet" else peer("polars")
    ours = [courier, "prepare", source, "--mapping", f"{HERE}/mapping.json", "--out", "out", "--force", "--quiet",
            "--format", "parquet" if form == "parquet" else "jsonl", "--json"]
    return {"courier": ours, "DuckDB": duckdb, "Polars": polars, "pandas": peer("pandas")}


def measure(courier, source, form, rounds, names):
    seen, rows = {}, None
    for _ in range(rounds):
        for name, command in tools(courier, source, form).items():
            if name not in names:
                continue
            folder = tempfile.mkdtemp(prefix="bench")
            try:
                wall, cpu, peak, text = run(command, folder)
                seen.setdefault(name, []).append((wall, cpu, peak))
                if name == "courier":
                    rows = json.loads(text)["rows"]
            except RuntimeError as error:
                print(f"{name} failed: {error}", file=sys.stderr)
                names = [n for n in names if n != name]
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    median = lambda runs: tuple(statistics.median(values) for values in zip(*runs))
    return {name: median(runs) for name, runs in seen.items()}, rows


def table(title, result, rows):
    ours = result["courier"]
    lines = [f"### {title}", "", "| tool | wall s | CPU s | peak MB | wall ÷ ours | CPU ÷ ours | memory ÷ ours |",
             "|---|---:|---:|---:|---:|---:|---:|"]
    for name, (wall, cpu, peak) in result.items():
        ratios = [f"{theirs / own:.1f}" for theirs, own in zip((wall, cpu, peak), ours)]
        lines.append(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:,.0f} | {' | '.join(ratios)} |")
    lines += ["", f"{rows['read']:,} rows read, {rows['send']:,} sent, {rows['merged']:,} merged, "
                  f"{rows['rejected']:,} rejected.", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("courier")
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--into")
    parser.add_argument("--data", default=os.path.join(tempfile.gettempdir(), "courier-bench"))
    args = parser.parse_args()
    os.makedirs(args.data, exist_ok=True)
    sections = []
    for count in args.rows or [1_000_000]:
        source = os.path.join(args.data, f"{count}.csv")
        if not os.path.exists(source):
            subprocess.run([sys.executable, f"{HERE}/../gen_shoppers.py", "--rows", str(count), "--seed", "7", "--out", source],
                           check=True, stdout=subprocess.DEVNULL)
        for form, words in (("parquet", "nested Parquet"), ("json", "JSON Lines")):
            names = ["courier", "DuckDB", "Polars", "pandas"] if count <= 1_000_000 else ["courier", "DuckDB", "Polars"]
            result, rows = measure(os.path.abspath(args.courier), source, form, args.rounds if count <= 1_000_000 else 1, names)
            section = table(f"{count:,} rows to {words}", result, rows)
            print(section, flush=True)
            sections.append(section)
    if args.into:
        text = open(args.into, encoding="utf-8").read()
        start, end = "<!-- bench -->", "<!-- /bench -->"
        head, rest = text.split(start)
        tail = rest.split(end)[1]
        open(args.into, "w", encoding="utf-8").write(head + start + "\n" + "\n".join(sections) + end + tail)


main()
