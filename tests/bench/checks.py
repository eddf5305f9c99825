# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to check who asks, beside the handler alone, and to count what they ask, and whether many organisations
make it dearer."""

import json
import subprocess

from bench import BenchError

FEW, MANY = 10, 10_000
ROUNDS = 3


def run(binaries, organisations):
    done = subprocess.run([binaries / "bench_checks", str(organisations)], capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise BenchError(f"bench_checks ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return json.loads(done.stdout)


def measure(results, binaries):
    few, many = [], []
    for _ in range(ROUNDS):
        few.append(run(binaries, FEW))
        many.append(run(binaries, MANY))
    results.add("handler_alone", [one["handlerMicroseconds"] / 1000 for one in many], "ms")
    results.add("usage_recorded", [one["countingMicroseconds"] for one in many], "µs a question", ("<=", 50))
    for kind in ("warm", "cold"):
        key = f"{kind}Microseconds"
        results.add(f"tenant_check_{kind}", [(one[key] - one["handlerMicroseconds"]) / 1000 for one in many], "ms", ("<=", 0.5))
        results.add(f"request_{kind}_{MANY}_to_{FEW}_organisations", [b[key] / a[key] for a, b in zip(few, many)], "times", ("<=", 1.3))
