#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the server with its sample organisations, asks one question, and goes on serving.

Called by "./dev run" where there is no display; the benchmark uses its Demo class. Talks to
the server as any program would, so what it prints is what anybody can do with curl.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time

SAMPLES = ("university", "hospital", "retail", "factory")
SAMPLE = "university"
QUESTION = "Number of students for each country"
PORT = 8765
PREPARE_SECONDS = 180
START_SECONDS = 60
READING_SECONDS = 60


class DemoError(Exception):
    """The demonstration cannot go on, and why."""


def request(address, method, path, body=None, token=None):
    """(status, answer) of one call; a status of 429 or 503 is waited out for a while."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    for _ in range(20):
        connection = http.client.HTTPConnection(address, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        if response.status not in (429, 503):
            break
        time.sleep(min(float(response.getheader("Retry-After", "1")), 5))
    try:
        return response.status, json.loads(text or b"{}")
    except ValueError as error:
        raise DemoError(f"{method} {path} answered {response.status} with something that is not JSON") from error


class Organisation:
    """One sample organisation, signed in to: token, and its database ready to be asked."""

    def __init__(self, address, email, password):
        self.address = address
        self.email = email
        self.password = password
        status, answer = request(address, "POST", "/api/v1/auth/login", {"email": email, "password": password})
        if status != 200:
            raise DemoError(f"signing {email} in answered {status}: {answer.get('detail') or answer.get('title')}")
        self.token = answer["accessToken"]
        self.name = answer["organization"]["name"]
        self.database = self._ready_database()

    def _ready_database(self):
        """The id of the organisation's database, once it has been read."""
        deadline = time.monotonic() + READING_SECONDS
        stage = "unknown"
        while time.monotonic() < deadline:
            status, answer = request(self.address, "GET", "/api/v1/tenant/databases", token=self.token)
            if status != 200 or not answer.get("items"):
                raise DemoError(f"the list of databases answered {status}: {answer.get('detail') or 'it is empty'}")
            item = answer["items"][0]
            stage = item["onboarding"]["stage"]
            if stage == "ready":
                return item["id"]
            if stage in ("failed", "cancelled"):
                raise DemoError(f"reading {item['name']} {stage}: {item['onboarding'].get('detail')}")
            time.sleep(0.1)
        raise DemoError(f"after {READING_SECONDS} s the database is still at stage {stage}")

    def ask(self, question):
        status, answer = request(self.address, "POST", "/api/v1/chat/query",
                                 {"databaseId": self.database, "question": question}, self.token)
        if status != 200:
            raise DemoError(f"the question answered {status}: {answer.get('title')}: {answer.get('detail')}")
        return answer


class Demo:
    """The daemon with its samples: prepared and started on entering, stopped on leaving.

    The passwords are printed only once, when the samples are made; they are kept beside the
    data directory, readable by its owner alone, for the next start.
    """

    def __init__(self, daemon, data_dir, port=0):
        self.daemon = pathlib.Path(daemon).resolve()
        self.data_dir = pathlib.Path(data_dir).resolve()
        self.passwords_file = self.data_dir.with_name(self.data_dir.name + ".passwords")
        self.port = port
        self.passwords = {}
        self.process = None
        self.address = None

    def __enter__(self):
        self._prepare()
        self._serve()
        return self

    def __exit__(self, *unused):
        self.stop()

    def _prepare(self):
        if self.data_dir.exists() and not self.passwords_file.exists():
            raise DemoError(f"{self.data_dir} holds samples whose passwords are not kept; remove it and start again")
        if not self.data_dir.exists():
            self.data_dir.parent.mkdir(parents=True, exist_ok=True)
            made = subprocess.run([self.daemon, "demo", "--data-dir", self.data_dir], stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=PREPARE_SECONDS, check=False)
            if made.returncode != 0:
                shutil.rmtree(self.data_dir, ignore_errors=True)
                raise DemoError(f"the samples could not be made: {made.stderr.strip()[-500:]}")
            descriptor = os.open(self.passwords_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(made.stdout)
        for line in self.passwords_file.read_text(encoding="utf-8").splitlines():
            words = line.split()
            emails = [position for position, word in enumerate(words) if "@" in word]
            for sample in SAMPLES:
                if emails and emails[0] + 1 < len(words) and sample in line.lower():
                    self.passwords.setdefault(sample, (words[emails[0]], words[emails[0] + 1]))

    def _serve(self):
        self.process = subprocess.Popen([self.daemon, "serve", "--data-dir", self.data_dir, "--listen", f"127.0.0.1:{self.port}"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        selector = selectors.DefaultSelector()
        selector.register(self.process.stdout, selectors.EVENT_READ)
        line = self.process.stdout.readline() if selector.select(START_SECONDS) else ""
        found = re.search(r"http://(\S+:\d+)", line)
        if not found:
            self.stop()
            raise DemoError(f"the server did not say that it is ready; it said {line.strip()!r}")
        self.address = found[1]

    def organisation(self, sample):
        """Signs in to the sample organisation of that key."""
        if sample not in self.passwords:
            raise DemoError(f"there is no password for the sample {sample} in {self.passwords_file}")
        return Organisation(self.address, *self.passwords[sample])

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process and self.process.stdout:
            self.process.stdout.close()


def free_port(wanted):
    """That port, or 0 (any) when somebody else listens there."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return 0
    return wanted


def show(answer, rows=12):
    """An answer as text: the sentence, the first rows, the statement."""
    headers = [column["name"] for column in answer["columns"]]
    cells = [["" if cell is None else str(cell) for cell in row] for row in answer["rows"][:rows]]
    widths = [max(len(line[column]) for line in [headers, *cells]) for column in range(len(headers))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
             for line in [headers, ["-" * width for width in widths], *cells]]
    left = answer["rowCount"] - len(cells)
    if left > 0:
        table.append(f"… and {left} more")
    return "\n".join([answer["text"], "", *table, "", answer["sql"]])


def explain(server, organisation):
    lines = [f"Tabletalk serves {', '.join(SAMPLES)} on http://{server.address}", "",
             f"  API description  http://{server.address}/docs",
             f"  Desktop program  Join a server: ws://{server.address}/rpc",
             f"  Sign in as       {organisation.email}  {organisation.password}",
             f"  More accounts    {server.passwords_file}"]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--daemon", required=True, help="the tabletalkd to start")
    parser.add_argument("--data-dir", required=True, help="where it keeps the samples; made when missing")
    parser.add_argument("--once", action="store_true", help="end after the answer")
    options = parser.parse_args()
    # Ending by a signal takes the server down as well.
    signal.signal(signal.SIGTERM, lambda *unused: sys.exit(0))
    try:
        with Demo(options.daemon, options.data_dir, 0 if options.once else free_port(PORT)) as server:
            organisation = server.organisation(SAMPLE)
            print(f"\nQuestion to {organisation.name}: {QUESTION}\n\n{show(organisation.ask(QUESTION))}\n", flush=True)
            print(explain(server, organisation), flush=True)
            if not options.once:
                print("\nCtrl-C ends it.", flush=True)
                server.process.wait()
                raise DemoError(f"the server ended with {server.process.returncode}")
    except KeyboardInterrupt:
        print("\nStopped.")
    except (DemoError, OSError, subprocess.SubprocessError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
