"""`make bench` itself goes on working: the bare views write the rows that Kith writes, and must grow with them."""

import json
import os
import subprocess
import sys

from bench.cluster import ROOT
from bench.measure import ACTS, TOGETHER


def test_a_small_bench_runs_to_its_end_and_counts_the_same_for_many_rows_and_few(tmp_path):
    env = {**os.environ, "BENCH_SIZES": "1000", "BENCH_SAMPLES": "4", "KITH_VAR_DIR": str(tmp_path)}
    page = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "bench"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300
    )  # noqa: S603
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert list(found["acts"]) == [*ACTS, *TOGETHER]
    for act, sizes in found["acts"].items():
        row = sizes["1000"]
        assert row["queries"] == (row["queries_with_few_rows"] or row["queries"]), act
        assert row["kilobytes"] < 100
    assert (ROOT / "docs/performance.md").read_text(encoding="utf-8") == page  # a trial writes no promise
