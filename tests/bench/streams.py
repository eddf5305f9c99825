# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures 500 answers that stream from a model at once, and what everybody else waits meanwhile."""

import json
import pathlib
import subprocess
import tempfile

STREAMS = 500
USERS = 100
ORGANISATIONS = 5  # the last asks no model
SECONDS = 10
MODEL_MILLISECONDS = 2000


def measure(results, binaries):
    import bench

    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder, bench.fresh_home() as home:
        model = subprocess.Popen([binaries / "bench_model", str(MODEL_MILLISECONDS)], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            model_url = bench.wait_for_line(model, r"model ready on (\S+)", 20)[1]
            serve = [binaries / "tabletalkd", "serve", "--data-dir", f"{folder}/data", "--listen", "127.0.0.1:0",
                     "--registration", "open", "--allow-model-hosts", "127.0.0.1/32"]
            with bench.running(serve, home) as process:
                address = bench.wait_for_line(process, r"http://([\w.]+:\d+)", 60)[1]
                report = load_run(binaries, address, model_url, process.pid, pathlib.Path(folder, "load.json"))
        finally:
            model.stdin.close()
            model.wait(10)
    if report["streamsAtOnce"] != STREAMS:
        raise bench.BenchError(f"{report['streamsAtOnce']} of {STREAMS} answers were under way at once")
    results.add("streams_at_once", [report["streamsAtOnce"]], "answers")
    results.add("streams_failed", [report["errors"] + report["lost"]], "answers", ("<=", 0))
    results.add("streams_answer_p50", [report["p50Ms"]], "ms")
    results.add("streams_answer_p99", [report["p99Ms"]], "ms")
    results.add("streams_rate", [report["rps"]], "answers/s")
    results.add("streams_others_failed", [report["otherErrors"]], "requests", ("<=", 0))
    results.add("streams_others_p50", [report["otherP50Ms"]], "ms")
    results.add("streams_others_p99", [report["otherP99Ms"]], "ms", ("<=", 100))
    results.add("streams_server_memory", [report["serverRssMb"]], "MB")


def load_run(binaries, address, model_url, pid, state):
    """The first run makes the organisations, and warms up what is kept of them; the second is measured."""
    command = [binaries / "tabletalk-load", "--url", f"ws://{address}/rpc", "--scenario", "stream", "--model-url", model_url,
               "--streams", STREAMS, "--users", USERS, "--orgs", ORGANISATIONS, "--server-pid", pid, "--state", state]
    for more in (["--bootstrap", "--duration", 1], ["--duration", SECONDS]):
        run = subprocess.run([str(part) for part in command + more], capture_output=True, text=True, timeout=600, check=False)
        if run.returncode != 0:
            raise ValueError(f"tabletalk-load ended with {run.returncode}: {(run.stderr or run.stdout).strip()[-300:]}")
    return json.loads(run.stdout)
