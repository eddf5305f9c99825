# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures results of a million rows: through the server, to files, and how soon one is stopped."""

import base64
import json
import os
import pathlib
import re
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

ROWS = 1_000_000
STATEMENT = "SELECT * FROM sales"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'row ' || i AS name FROM n"
CANCELS = 5


def make_sales(path):
    """A table of a million sales, the same on every run."""
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE sales (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, city TEXT NOT NULL, "
                     "sold_on DATE NOT NULL, amount DECIMAL(10,2) NOT NULL, quantity INTEGER)")
    cities = ("Berlin", "Paris", "Rome", "Lima")
    database.executemany(
        "INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?)",
        ((i, f"Customer {i % 5000}", cities[i % 4], f"20{10 + i % 15}-{1 + i % 12:02}-{1 + i % 28:02}",
          (i * 7919 % 100_000) / 100, i % 10) for i in range(1, ROWS + 1)))
    database.commit()
    database.close()


def memory_kilobytes(pid, field):
    return int(re.search(rf"{field}:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


class Socket:
    """As much of a WebSocket as a measurement needs: texts in both directions."""

    def __init__(self, address, token):
        host, port = address.split(":")
        self.connection = socket.create_connection((host, int(port)), timeout=120)
        key = base64.b64encode(os.urandom(16)).decode()
        self.connection.sendall((f"GET /rpc HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                 f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                                 f"Authorization: Bearer {token}\r\n\r\n").encode())
        self.file = self.connection.makefile("rb")
        while self.file.readline().strip():
            pass

    def send(self, identifier, method, params):
        text = json.dumps({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params}).encode()
        mask = os.urandom(4)
        size = bytes([0x80 | len(text)]) if len(text) < 126 else bytes([0x80 | 126]) + struct.pack(">H", len(text))
        self.connection.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(text)))

    def receive(self):
        while True:
            text, final = b"", False
            while not final:
                first, second = self.file.read(2)
                final = bool(first & 0x80)
                size = second & 0x7F
                if size == 126:
                    size = struct.unpack(">H", self.file.read(2))[0]
                elif size == 127:
                    size = struct.unpack(">Q", self.file.read(8))[0]
                text += self.file.read(size)
            if first & 0x0F in (0, 1):
                return json.loads(text)

    def close(self):
        self.connection.close()


def raw_sqlite(path):
    """Seconds that Python's own SQLite takes to read the same rows."""
    started = time.perf_counter()
    database = sqlite3.connect(path)
    for _ in database.execute(STATEMENT):
        pass
    database.close()
    return time.perf_counter() - started


def stream(peer, database, results, pid):
    """A million rows through the server; the first are read while the rest arrives."""
    before = memory_kilobytes(pid, "VmRSS")
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")  # the high-water mark starts here
    started = time.perf_counter()
    peer.send(1, "chat.run", {"databaseId": database, "sql": STATEMENT})
    first = None
    while True:
        message = peer.receive()
        if message.get("method") == "event" and message["params"]["type"] == "rows" and first is None:
            first = time.perf_counter() - started
        if message.get("id") == 1:
            break
    took = time.perf_counter() - started
    if "error" in message:
        raise ValueError(f"a million rows were answered with {message['error']['data']['code']}")
    answer = message["result"]
    if answer["rowCount"] != ROWS or answer["truncated"]:
        raise ValueError(f"{answer['rowCount']} of {ROWS} rows came")
    results.add("stream_million_rows", [took], "s", ("<=", 30))
    results.add("stream_million_rows_rate", [ROWS / took], "rows/s")
    results.add("stream_first_rows", [first * 1000], "ms", ("<=", 1000))
    results.add("stream_million_server_memory", [(memory_kilobytes(pid, "VmHWM") - before) / 1024], "MB", ("<=", 100))
    return answer


def totals(path, answer, results):
    """The share of columns whose sum is right to the last digit."""
    exact = sqlite3.connect(path).execute(
        "SELECT sum(CAST(round(amount * 100) AS INTEGER)), sum(quantity) FROM sales").fetchone()
    by_name = {column["name"]: figure for column, figure in zip(answer["columns"], answer["totals"])}
    expected = {"amount": f"{exact[0] // 100}.{exact[0] % 100:02}", "quantity": str(exact[1])}
    right = sum(by_name[name]["sum"] == text for name, text in expected.items())
    results.add("totals_exact", [100 * right / len(expected)], "%", (">=", 100))


def written(binaries, path, file_format, target):
    """The terminal program writes a million rows to a file: seconds, and its most memory in MB."""
    command = [binaries / "tabletalk-cli", "run", "--db", path, "--sql", STATEMENT, "--format", file_format]
    started = time.perf_counter()
    with open(target, "wb") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, memory_kilobytes(process.pid, "VmHWM"))
        except (OSError, TypeError):
            break
        time.sleep(0.02)
    if process.wait() != 0:
        raise ValueError(f"writing {file_format} ended with {process.returncode}")
    return time.perf_counter() - started, peak / 1024


def count_in(stream, mark):
    """How often the mark stands in the stream, also across two pieces."""
    count, rest = 0, b""
    for piece in iter(lambda: stream.read(1 << 20), b""):
        text = rest + piece
        count += text.count(mark)
        rest = text[len(text) - len(mark) + 1:] if len(mark) > 1 else b""
    return count


def files(binaries, path, results):
    """Memory must not grow with the rows of a file."""
    for file_format, seconds in (("csv", 15), ("xlsx", 60)):
        target = pathlib.Path(path).with_name(f"written.{file_format}")
        took, megabytes = written(binaries, path, file_format, target)
        if file_format == "csv":
            with open(target, "rb") as stream:
                rows = count_in(stream, b"\n")
        else:
            with zipfile.ZipFile(target) as book, book.open("xl/worksheets/sheet1.xml") as stream:
                rows = count_in(stream, b"</row>")
        if rows != ROWS + 1:
            raise ValueError(f"the {file_format} has {rows} rows")
        results.add(f"{file_format}_million_rows", [took], "s", ("<=", seconds))
        results.add(f"{file_format}_million_rows_rate", [ROWS / took], "rows/s")
        results.add(f"{file_format}_million_rows_memory", [megabytes], "MB", ("<=", 150))
        target.unlink()


def cancel(peer, database, results):
    """From asking to stop until the answer has ended, in the database too."""
    times = []
    for run in range(CANCELS):
        ask, stop = 100 + 2 * run, 101 + 2 * run
        peer.send(ask, "chat.run", {"databaseId": database, "sql": ENDLESS})
        identifier, began = None, None
        while True:
            message = peer.receive()
            event = message.get("params", {}) if message.get("method") == "event" else {}
            if event.get("type") == "started":
                identifier = event["data"]["messageId"]
            if event.get("type") == "rows" and began is None:
                began = time.perf_counter()
                peer.send(stop, "chat.cancel", {"messageId": identifier})
            if message.get("id") == ask:
                break
        times.append((time.perf_counter() - began) * 1000)
    results.add("cancel_latency", times, "ms", ("<=", 1000))


def measure(results, binaries):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "tools"))
    import bench
    import demo

    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder, bench.fresh_home() as home:
        path = pathlib.Path(folder, "files", "sales.sqlite")
        path.parent.mkdir()
        make_sales(path)
        raw = raw_sqlite(path)
        results.add("reference_raw_sqlite_million_rows", [raw], "s")
        serve = [binaries / "tabletalkd", "serve", "--data-dir", f"{folder}/data", "--listen", "127.0.0.1:0",
                 "--registration", "open", "--allow-files", path.parent]
        with bench.running(serve, home) as process:
            address = bench.wait_for_line(process, r"http://([\w.]+:\d+)", 60)[1]
            status, signed = demo.request(address, "POST", "/api/v1/auth/register",
                                          {"organization": "Bench", "email": "bench@example.org",
                                           "password": "correct horse battery", "fullName": "Bench"})
            if status != 201:
                raise bench.BenchError(f"registering answered {status}")
            token = signed["accessToken"]
            status, database = demo.request(address, "POST", "/api/v1/tenant/databases",
                                            {"name": "Sales", "url": f"sqlite://{path}", "onboard": False}, token)
            if status != 201:
                raise bench.BenchError(f"connecting answered {status}: {database.get('detail')}")
            peer = Socket(address, token)
            answer = stream(peer, database["id"], results, process.pid)
            totals(path, answer, results)
            cancel(peer, database["id"], results)
            peer.close()
        files(binaries, path, results)
