"""`make bench`: builds, measures, and writes var/bench.json and docs/performance.md."""

import datetime
import json
import os
import sys
import time
from pathlib import Path

from .build import UNIT
from .cluster import ROOT, Cluster
from .measure import ACTS, TITLES, TOGETHER, percentile, time_all

GOALS = {"bare": 2.0, "growth": 1.3, "kilobytes": 100, "visible": 1.3}
SHARED = "What partners share, with four disclosures for each consultation, read by managers who have no vetting and are kept from a third:"
BEGAN = time.monotonic()


def say(text: str) -> None:
    sys.stdout.write(f"[{time.monotonic() - BEGAN:4.0f} s] {text}\n")
    sys.stdout.flush()


def sizes_wanted() -> list[int]:
    """1,000 and 50,000, and SIZE where it is given; BENCH_SIZES stands for all of them."""
    try:
        chosen = [int(part) for part in os.environ.get("BENCH_SIZES", "1000,50000").split(",")]
        if os.environ.get("SIZE"):
            chosen.append(int(os.environ["SIZE"]))
    except ValueError:
        sys.exit("kith: SIZE is a number of consultations, for instance SIZE=500000.")
    if any(size < UNIT or size % UNIT for size in chosen):
        sys.exit(f"kith: SIZE is a multiple of {UNIT:,}, for instance SIZE=500000.")
    return sorted(set(chosen))


def main() -> None:
    sizes, many = sizes_wanted(), int(os.environ.get("BENCH_SAMPLES", "120"))
    warm = 8
    samples, queries = {}, {}
    with Cluster() as cluster:
        say("building: tables and toolkit")
        cluster.create("base", "template1")
        cluster.run("base", "-m", "bench.build", "base")
        for size in sizes:
            say(f"building: {size:,} consultations")
            cluster.create(f"kith_{size}", "base")
            place = cluster.var / f"sample-{size}.json"
            cluster.run(f"kith_{size}", "-m", "bench.build", "fill", str(size), str(place), str(many + warm + 4))
            counted = cluster.var / f"queries-{size}.json"
            cluster.run(f"kith_{size}", "-m", "bench.measure", "count", str(place), str(counted))
            read = json.loads(counted.read_text(encoding="utf-8"))
            samples[size], queries[size] = read["sample"], read["queries"]
        timed = time_all(cluster, samples, many, warm, say)
    result = worked_out(sizes, many, timed, queries)
    kept = Path(os.environ.get("KITH_VAR_DIR", ROOT / "var"))
    kept.mkdir(exist_ok=True)
    (kept / "bench.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    text = f"{table(result)}\n\n{SHARED}\n\n{table_together(result)}"
    trial = "BENCH_SIZES" in os.environ  # sizes of somebody's own: not those that the page promises
    if not trial:
        (ROOT / "docs/performance.md").write_text(page(result, text), encoding="utf-8")
    sys.stdout.write(f"\n{text}\n")
    for line in result["missed"]:
        sys.stdout.write(f"Goal missed: {line}\n")
    say(f"written: {kept}/bench.json" + ("" if trial else " and docs/performance.md"))


def worked_out(sizes: list[int], many: int, timed: dict, queries: dict) -> dict:
    """Everything that was found, with seconds in the JSON alone."""
    small = sizes[0]
    rows, missed = {}, []
    for act in ACTS:
        seconds = timed["seconds"][act]
        rows[act] = {}
        for size in sizes:
            kith, bare = seconds[size, "kith", ""], seconds[size, "bare", ""]
            first = seconds[small, "kith", ""]
            row = rows[act][str(size)] = {
                **compared(kith, bare),
                "growth_p50": percentile(kith, 0.5) / percentile(first, 0.5),
                "growth_p95": percentile(kith, 0.95) / percentile(first, 0.95),
                **counted(queries, timed, act, size),
            }
            missed += over(act, size, row)
            if row["growth_p95"] > GOALS["growth"]:
                missed.append(f"{TITLES[act].lower()}, {size:,}: {row['growth_p95']:.1f} times {small:,}")
        missed += more_queries(act, rows[act])
    for act in TOGETHER:
        seconds = timed["seconds"][act]
        rows[act] = {}
        for size in sorted({size for size, _, _ in seconds}):
            mixed, whole = seconds[size, "kith", "mixed"], seconds[size, "kith", "whole"]
            row = rows[act][str(size)] = {
                **compared(mixed, seconds[size, "bare", "mixed"]),
                "whole": {"p50": percentile(whole, 0.5), "p95": percentile(whole, 0.95)},
                "visible_p95": percentile(mixed, 0.95) / percentile(whole, 0.95),
                **counted(queries, timed, act, size),
            }
            missed += over(act, size, row)
            if row["visible_p95"] > GOALS["visible"]:
                missed.append(f"{TITLES[act].lower()}, {size:,}: {row['visible_p95']:.1f} times everything visible")
        missed += more_queries(act, rows[act])
    command = "make bench" + (f" SIZE={os.environ['SIZE']}" if os.environ.get("SIZE") else "")
    made = datetime.datetime.now(datetime.UTC).date().isoformat()
    return {
        "command": command,
        "made": made,
        "sizes": sizes,
        "samples": many,
        "goals": GOALS,
        "acts": rows,
        "missed": missed,
    }


def compared(kith: list[float], bare: list[float]) -> dict:
    """Seconds of both, and how many times the bare view Kith takes."""
    return {
        "kith": {"p50": percentile(kith, 0.5), "p95": percentile(kith, 0.95)},
        "bare": {"p50": percentile(bare, 0.5), "p95": percentile(bare, 0.95)},
        "ratio_p50": percentile(kith, 0.5) / percentile(bare, 0.5),
        "ratio_p95": percentile(kith, 0.95) / percentile(bare, 0.95),
    }


def counted(queries: dict, timed: dict, act: str, size: int) -> dict:
    """What one page asks of the database, for somebody with much and with little, and how large it is."""
    return {
        "queries": queries[size][act]["busy"],
        "queries_with_few_rows": queries[size][act].get("quiet"),
        "kilobytes": round(timed["kilobytes"][act][size], 1),
    }


def over(act: str, size: int, row: dict) -> list[str]:
    """Which goals of every page this one misses, in words."""
    missed = []
    if row["ratio_p95"] > GOALS["bare"]:
        missed.append(f"{TITLES[act].lower()}, {size:,}: {row['ratio_p95']:.1f} times the bare view")
    if row["kilobytes"] >= GOALS["kilobytes"]:
        missed.append(f"{TITLES[act].lower()}, {size:,}: {row['kilobytes']} kB")
    return missed


def more_queries(act: str, at: dict) -> list[str]:
    """In words, where a page asks more of the database when there is more."""
    asked = {row["queries"] for row in at.values()}
    asked |= {row["queries_with_few_rows"] for row in at.values()} - {None}
    return [f"{TITLES[act].lower()}: between {min(asked)} and {max(asked)} queries"] if len(asked) > 1 else []


def table_together(result: dict) -> str:
    """The same for people of mixed rights, beside people for whom everything is visible."""
    sizes = list(result["acts"][TOGETHER[0]])
    heads = [f"Kith ÷ bare, p95, at {int(size):,}" for size in sizes]
    heads += [f"mixed ÷ everything visible, p95, at {int(size):,}" for size in sizes]
    heads += ["queries (few rows)", "kB"]
    lines = ["| | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(heads)]
    for act in TOGETHER:
        at = result["acts"][act]
        cells = [f"{at[size]['ratio_p95']:.2f}" for size in sizes]
        cells += [f"{at[size]['visible_p95']:.2f}" for size in sizes]
        cells += [queries_shown(at, sizes), f"{max(at[size]['kilobytes'] for size in sizes):.0f}"]
        lines.append(f"| {TITLES[act]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def queries_shown(at: dict, sizes: list[str]) -> str:
    asked = sorted({at[size]["queries"] for size in sizes})
    few = sorted({at[size]["queries_with_few_rows"] for size in sizes} - {None})
    shown = "–".join(map(str, asked))
    return f"{shown} ({'–'.join(map(str, few))})" if few else shown


def table(result: dict) -> str:
    """Ratios, never bare times: those are of one machine."""
    sizes = [str(size) for size in result["sizes"]]
    heads = [f"Kith ÷ bare, p95, at {int(size):,}" for size in sizes]
    heads += [f"p50, {int(size):,} ÷ {int(sizes[0]):,}" for size in sizes[1:]]
    heads += [f"p95, {int(size):,} ÷ {int(sizes[0]):,}" for size in sizes[1:]]
    heads += ["queries (few rows)", "kB"]
    lines = ["| | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(heads)]
    for act in ("queue", "team", "open", "save", "submit", "search", "map", "chronology"):
        at = result["acts"][act]
        cells = [f"{at[size]['ratio_p95']:.2f}" for size in sizes]
        cells += [f"{at[size]['growth_p50']:.2f}" for size in sizes[1:]]
        cells += [f"{at[size]['growth_p95']:.2f}" for size in sizes[1:]]
        cells.append(queries_shown(at, sizes))
        cells.append(f"{max(at[size]['kilobytes'] for size in sizes):.0f}")
        lines.append(f"| {TITLES[act]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(result: dict, text: str) -> str:
    missed = "\n".join(f"- {line}" for line in result["missed"]) or "None."
    return f"""# What Kith costs as it fills

Made by `{result["command"]}` on {result["made"]}, {result["samples"]} requests of each kind at each size. The file is written by
that command; the seconds behind it stand in `var/bench.json`, since they say more of the machine than of Kith.

{text}

“Kith ÷ bare”: the 95th percentile of Kith’s answer, divided by that of a plain Django view that reads the same rows and writes
the same rows by hand-written SQL, behind the middleware that Django’s own `startproject` writes, with neither frame nor forms (`bench/bare.py`). “÷ {result["sizes"][0]:,}”: the same page
of Kith with more consultations in the table. Queries are statements sent for one page, transactions aside; in brackets, for
somebody who has five matters instead of hundreds.

## Goals
p95 within {GOALS["bare"]:.0f} times of the bare view; within {GOALS["growth"]} times from 1,000 to 500,000; the same number of queries however many rows there
are; pages under {GOALS["kilobytes"]} kB; for people of mixed rights within {GOALS["visible"]} times what the same page takes with everything
visible. Missed in this run:

{missed}

## How it is measured
- PostgreSQL is started for the occasion on loopback, one database for each size, all in the same server. `fsync` is off, so that the
  disk does not hide what Kith costs beside the bare view.
- People grow with cases: for each 1,000 consultations there are fourteen practitioners (25 open matters each), a manager, and a screening
  team with one specialist (300 open screenings). All are in one authority, which is the hardest case: the tenant narrows nothing.
- Each consultation has its child, three things noticed, three notes, three parts, its screening, for those decided the decision with its
  outcome, and eight entries of the trail; up to 50,000 of them each have four disclosures by police under conditions (`bench/together.py`). The trail’s chain is computed by Kith’s own functions (`kith audit verify` holds), the rows come by COPY.
- Kith runs behind the server that `kith serve` uses, with DEBUG off, logs on and made-up keys; the bare views behind the same server. People are signed
  in by a session; requests come over a line that stays open, one at a time, sizes and sides by turns, so that noise hits all alike.
- `make bench SIZE=500000` adds that size. It needs about 10 GB of disk and a quarter of an hour.
"""


if __name__ == "__main__":
    main()
