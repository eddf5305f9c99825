#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what a user feels, and prints it beside its goal.

Called by "./dev bench"; writes {name: {value, unit, n, min, max}} as JSON. Each figure is
taken from the programs as users run them, from the outside, with a fresh home folder. Where
there is one, a reference figure of the same run says what this machine could do at best.
"""

import argparse
import contextlib
import http.client
import importlib
import json
import os
import pathlib
import re
import resource
import select
import selectors
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time


HERE = pathlib.Path(__file__).resolve().parent
USERS = 10_000
ORGANISATIONS = 100


class BenchError(Exception):
    """A measurement that could not be taken, and why."""


class Results:
    """Figures in the order they were taken, with the goals that they are held against."""

    def __init__(self):
        self.figures = {}
        self.goals = {}
        self.problems = {}

    def add(self, name, values, unit, goal=None):
        values = list(values)
        self.figures[name] = {
            "value": round(statistics.median(values), 3),
            "unit": unit,
            "n": len(values),
            "min": round(min(values), 3),
            "max": round(max(values), 3),
        }
        if goal is not None:
            self.goals[name] = goal
        print(f"  {name}: {self.figures[name]['value']} {unit}", file=sys.stderr)

    def met(self, name):
        compare, limit = self.goals[name]
        value = self.figures[name]["value"]
        return value <= limit if compare == "<=" else value >= limit

    def table(self):
        rows = [("figure", "value", "unit", "n", "min", "max", "goal")]
        for name, figure in self.figures.items():
            goal = ""
            if name in self.goals:
                compare, limit = self.goals[name]
                goal = f"{compare} {limit:g} {'met' if self.met(name) else 'MISSED'}"
            rows.append((name, *(f"{figure[key]}" for key in ("value", "unit", "n", "min", "max")), goal))
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = []
        for row in rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.ljust(width) if column in (2, 6) else cell.rjust(width)
                      for column, (cell, width) in enumerate(zip(row, widths)) if column > 0]
            lines.append("  ".join(cells).rstrip())
        lines += [f"{name}: not measured: {why}" for name, why in self.problems.items()]
        return "\n".join(lines)


def wait_for_line(process, pattern, seconds):
    """The first line of the process's standard output that matches; its other lines are skipped."""
    selector = selectors.DefaultSelector()
    selector.register(process.stdout, selectors.EVENT_READ)
    deadline = time.monotonic() + seconds
    text = b""
    while (left := deadline - time.monotonic()) > 0:
        if not selector.select(left):
            break
        chunk = os.read(process.stdout.fileno(), 65536)
        if not chunk:
            process.wait(5)
            process.errors.seek(0)
            text += process.errors.read()
            raise BenchError(f"it ended with {process.returncode} before printing /{pattern}/; it printed: {text[-300:]!r}")
        text += chunk
        for line in text.decode(errors="replace").splitlines(keepends=True):
            if line.endswith("\n") and (found := re.search(pattern, line)):
                return found
    raise BenchError(f"it printed nothing like /{pattern}/ within {seconds} s; it printed: {text[-300:]!r}")


@contextlib.contextmanager
def running(command, environment=None, stdout=subprocess.PIPE, pass_fds=()):
    """A process that is asked to stop at the end, and made to when it does not."""
    errors = tempfile.TemporaryFile()
    process = subprocess.Popen([str(part) for part in command], stdout=stdout, stderr=errors,
                               stdin=subprocess.DEVNULL, env=environment, pass_fds=pass_fds)
    process.errors = errors
    try:
        yield process
    finally:
        errors.close()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout:
            process.stdout.close()


@contextlib.contextmanager
def display():
    """A virtual screen; gives its name, for DISPLAY."""
    if not shutil.which("Xvfb"):
        raise BenchError("Xvfb is not installed")
    reader, writer = os.pipe()
    with running(["Xvfb", "-displayfd", writer, "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
                 stdout=subprocess.DEVNULL, pass_fds=(writer,)):
        os.close(writer)
        with open(reader, encoding="ascii") as pipe:
            # It writes the number and the line's end apart, and dies when nobody reads the second.
            number = pipe.readline().strip() if select.select([pipe], [], [], 15)[0] else ""
        if not number:
            raise BenchError("Xvfb did not start")
        yield f":{number}"


@contextlib.contextmanager
def fresh_home(screen=None):
    """An environment whose user has never started the program."""
    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as home:
        runtime = pathlib.Path(home, "run")
        runtime.mkdir(mode=0o700)
        environment = {key: value for key, value in os.environ.items()
                       if not key.startswith(("XDG_", "DBUS_", "TABLETALK_", "QT_")) and key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment |= {"HOME": home, "XDG_RUNTIME_DIR": str(runtime), "LANG": "C.UTF-8"}
        if screen:
            environment |= {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        yield environment


def resident_megabytes(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


# --- answers ------------------------------------------------------------------


class Client:
    """The few calls of the REST interface that a measurement needs, over one kept connection."""

    def __init__(self, address, token=None):
        self.connection = http.client.HTTPConnection(address, timeout=60)
        self.token = token

    def call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        for attempt in range(20):
            self.connection.request(method, f"/api/v1/{path}", json.dumps(body) if body is not None else None, headers)
            response = self.connection.getresponse()
            data = json.loads(response.read() or b"{}")
            if response.status != 429:
                return response.status, data
            time.sleep(min(float(response.getheader("Retry-After", "1")), 5))
        return response.status, data


def questions():
    """{sample: [question]} from questions.txt."""
    found = {}
    for line in (HERE / "questions.txt").read_text().splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found


def sample_file(folder, sample):
    """The sample's SQLite file somewhere below the folder, opened for reading."""
    for path in sorted(folder.rglob(f"{sample}.*")):
        if path.read_bytes()[:15] == b"SQLite format 3":
            return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    raise BenchError(f"the file of the sample {sample} was not found")


def measure_answers(binaries, results):
    sys.path.insert(0, str(HERE.parent.parent / "tools"))
    import demo

    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder:
        with demo.Demo(binaries / "tabletalkd", pathlib.Path(folder, "data")) as server:
            times, raw, unanswered = [], [], []
            for sample, list_of_questions in questions().items():
                organisation = server.organisation(sample)
                client = Client(server.address, organisation.token)
                file = sample_file(pathlib.Path(folder), sample)
                for question in list_of_questions:
                    started = time.perf_counter()
                    status, answer = client.call("POST", "chat/query", {"databaseId": organisation.database, "question": question})
                    took = (time.perf_counter() - started) * 1000
                    if status != 200:
                        unanswered.append(f"{sample}: {question} ({answer.get('code')})")
                        continue
                    times.append(took)
                    started = time.perf_counter()
                    file.execute(answer["sql"]).fetchall()
                    raw.append((time.perf_counter() - started) * 1000)
                file.close()
            asked = len(times) + len(unanswered)
            if not times:
                raise BenchError(f"none of {asked} questions was answered, the first: {unanswered[0]}")
            results.add("builtin_answer", times, "ms", ("<=", 50))
            results.add("builtin_answer_p95", [sorted(times)[len(times) * 95 // 100]], "ms")
            results.add("reference_raw_sqlite_same_sql", raw, "ms")
            results.add("sample_questions_answered", [100 * len(times) / asked], "%")
            for line in unanswered:
                print(f"    not answered: {line}", file=sys.stderr)


# --- many users -----------------------------------------------------------------


def measure_load(binaries, results):
    """One server; its organisations and keys are made outside the timing, by the first of the two runs."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files[1], files[1]))
    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder, fresh_home() as home:
        serve = [binaries / "tabletalkd", "serve", "--data-dir", f"{folder}/data", "--listen", "127.0.0.1:0", "--registration", "open"]
        with running(serve, home) as process:
            address = wait_for_line(process, r"http://([\w.]+:\d+)", 60)[1]
            for scenario, seconds, more in (("idle", 5, ["--bootstrap"]), ("chat", 15, [])):
                command = [binaries / "tabletalk-load", "--url", f"ws://{address}/rpc", "--users", USERS, "--orgs", ORGANISATIONS,
                           "--duration", seconds, "--scenario", scenario, "--server-pid", process.pid, "--state", f"{folder}/load.json"]
                report_load(scenario, load_run(command + more), results)


def load_run(command):
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=900, check=False)
    if run.returncode != 0:
        raise BenchError(f"tabletalk-load ended with {run.returncode}: {(run.stderr or run.stdout).strip()[-300:]}")
    return json.loads(run.stdout)


def report_load(scenario, report, results):
    results.add(f"load_{scenario}_opened", [report["opened"]], "users", (">=", USERS))
    results.add(f"load_{scenario}_failed", [report["failed"]], "users", ("<=", 0))
    results.add(f"load_{scenario}_open_time", [report["openSeconds"]], "s", ("<=", 10))
    if scenario == "chat":
        results.add("load_chat_lost", [report["lost"]], "answers", ("<=", 0))
        results.add("load_chat_rate", [report["rps"]], "answers/s")
        results.add("load_chat_p95", [report["p95Ms"]], "ms")
    results.add(f"load_{scenario}_server_memory", [report["serverRssMb"]], "MB")


def measure_transport(binaries, results):
    """The transport alone, beside a bare Beast echo on this machine at this moment."""
    run = subprocess.run([binaries / "bench_transport"], capture_output=True, text=True, timeout=120, check=False)
    if run.returncode != 0:
        raise BenchError(f"bench_transport ended with {run.returncode}: {run.stderr.strip()[-300:]}")
    report = json.loads(run.stdout)
    for kind, name in (("rawBeast", "raw_beast_echo"), ("rpc", "transport_rpc"), ("rest", "transport_rest")):
        results.add(f"{name}_rate", [report[f"{kind}PerSecond"]], "requests/s")
        results.add(f"{name}_cpu", [report[f"{kind}CpuMicroseconds"]], "us/request")
    results.add("transport_idle_memory", [report["idleMegabytes"]], f"MB for {report['idleSockets']} sockets", ("<=", 100))


def measured_by(module):
    """A group of figures in a module of its own, which finds this one as "bench"."""

    def measure(binaries, results):
        sys.modules.setdefault("bench", sys.modules[__name__])
        importlib.import_module(module).measure(results, binaries)

    return measure


MEASUREMENTS = {"desktop": measured_by("desktop"), "answers": measure_answers, "understanding": measured_by("understanding"),
                "questions": measured_by("questions"),
                "onboarding": measured_by("onboarding"), "results": measured_by("results"), "transport": measure_transport,
                "checks": measured_by("checks"), "streams": measured_by("streams"),
                "reading": measured_by("reading"), "search": measured_by("search"), "knowledge": measured_by("knowledge"),
                "load": measure_load}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the programs")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the JSON file to write")
    parser.add_argument("names", nargs="*", choices=[[], *MEASUREMENTS], help="what to measure; everything when left out")
    options = parser.parse_args()

    results = Results()
    for name in options.names or MEASUREMENTS:
        print(f"{name} …", file=sys.stderr)
        try:
            MEASUREMENTS[name](options.bin.resolve(), results)
        except (BenchError, OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
            results.problems[name] = str(error) or type(error).__name__
            print(f"  not measured: {results.problems[name]}", file=sys.stderr)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(results.figures, indent=2) + "\n")
    print(results.table())
    return 1 if results.problems else 0


if __name__ == "__main__":
    sys.exit(main())
