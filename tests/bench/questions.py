# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the built-in analyst takes for a question, by the size of the schema."""

from understanding import run

GOALS = {10: 5, 100: 10, 1_000: 30, 10_000: None}


def measure(results, binaries):
    for tables, goal in GOALS.items():
        report = run(binaries, "ask", str(tables))
        size = f"{tables}_tables"
        results.add(f"question_median_{size}", [report["medianMs"]], "ms", ("<=", goal) if goal else None)
        results.add(f"question_p95_{size}", [report["p95Ms"]], "ms")
        results.add(f"question_answered_{size}", [100 * report["answered"] / report["questions"]],
                    f"% of {report['questions']}")
        results.add(f"prepare_{size}", [report["preparationSeconds"]], "s")
        results.add(f"prepare_memory_{size}", [report["megabytes"]], "MB")
