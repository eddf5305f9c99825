# SPDX-License-Identifier: GPL-3.0-or-later
"""How well and how fast databases are understood; see tests/bench/understanding/main.cpp."""

import json
import os
import pathlib
import subprocess

TUNING = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data" / "spider_train" / "dbs"
TABLES = 70_000


def run(binaries, *arguments):
    command = [str(binaries / "bench_understanding"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False,
                          env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    if done.returncode != 0:
        raise OSError(f"bench_understanding ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return json.loads(done.stdout)


def keys(results, name, figures):
    results.add(f"{name}_precision", [100 * figures["precision"]], f"% of {figures['found']}", (">=", 90))
    results.add(f"{name}_recall", [100 * figures["recall"]], f"% of {figures['declared']}", (">=", 70))


def measure(results, binaries):
    folder = pathlib.Path(os.environ.get("TABLETALK_TUNING_DATABASES", TUNING))
    report = run(binaries, "measure", str(folder))
    keys(results, "keys_samples", report["keysOfSamples"])
    if report["keys"]["declared"] > 0:
        keys(results, "keys_databases", report["keys"])
        keys(results, "keys_tuned_half", report["keysTuned"])
        keys(results, "keys_other_half", report["keysOther"])
        for name, key in (("tuned", "rolesTuned"), ("other", "rolesOther")):
            results.add(f"roles_{name}_half", [100 * report[key]["share"]], f"% of {report[key]['all']}", (">=", 85))
        for role, score in report["roles"].items():
            results.add(f"roles_{role}", [100 * score["share"]], f"% of {score['all']}")
        halves = (report["kindsTuned"], report["kindsOther"])
        databases = sum(half["all"] for half in halves)
        results.add("kinds", [100 * sum(half["right"] for half in halves) / databases], f"% of {databases}", (">=", 75))
        claimed = report["kindsClaimed"]
        results.add("kinds_claimed_right", [100 * claimed["share"]], f"% of {claimed['all']}", (">=", 90))

    small, large = run(binaries, "scale", str(TABLES // 10)), run(binaries, "scale", str(TABLES))
    results.add("understand_70000_tables", [large["total"]], "s of processor", ("<=", 20))
    results.add("understand_growth", [large["total"] / small["total"] / 10], "x linear", ("<=", 2))
    results.add("understand_memory", [large["megabytes"]], "MB", ("<=", 1500))
