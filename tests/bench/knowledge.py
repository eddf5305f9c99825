# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents from their first byte to being found, through the running server: how fast, and what it holds meanwhile.

Memory is that of the server and of the programs that read files for it, together, sampled ten times a second.
"""

import base64
import hashlib
import pathlib
import tempfile
import threading
import time

import reading

MEGABYTE = 1_000_000
SMALL_FILES = 300
PATIENCE = 600
WORDS = ("order", "invoice", "delivery", "customer", "refund", "harbour", "winter", "garden", "engine", "copper",
         "letter", "window", "market", "signal", "bridge", "doctor", "silver", "planet", "forest", "ticket")


def prose(size):
    """Sentences that are not all alike, with a word in each paragraph that no other has."""
    parts, length, number = [], 0, 0
    while length < size:
        number += 1
        said = " ".join(WORDS[int(c, 16) + number % 4] for c in hashlib.md5(str(number).encode()).hexdigest()[:24])
        parts.append(f"Paragraph q{number:06x} of the report. The {said}. It was paid to Acme Corp in Berlin.\n\n")
        length += len(parts[-1])
    return "".join(parts).encode()


class Memory:
    """The most that a process and its children held, until it is left."""

    def __init__(self, pid):
        self.pid, self.most, self.at_first, self.ended = pid, 0, 0, threading.Event()

    def now(self):
        total = 0
        children = pathlib.Path(f"/proc/{self.pid}/task").glob("*/children")
        pids = {self.pid}
        for each in children:
            try:
                pids |= {int(pid) for pid in each.read_text().split()}
            except OSError:
                pass
        for pid in pids:
            try:
                total += int(pathlib.Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
            except (OSError, IndexError):
                pass
        return total

    def watch(self):
        while not self.ended.wait(0.1):
            self.most = max(self.most, self.now())

    def __enter__(self):
        self.at_first = self.most = self.now()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


class Workspace:
    def __init__(self, client):
        import bench

        self.error = bench.BenchError
        self.client = client
        _, me = client.call("POST", "auth/register", {"organization": "Bench", "email": "bench@example.org",
                                                      "password": "correct horse battery staple", "fullName": "Bench"})
        client.token = me["accessToken"]
        listed = self.call("GET", f"organizations/{me['organization']['id']}/workspaces")
        self.path = f"workspaces/{listed['items'][0]['id']}"

    def call(self, method, path, body=None):
        status, reply = self.client.call(method, path, body)
        if status >= 300:
            raise self.error(f"{method} {path}: {status} {str(reply)[:200]}")
        return reply

    def upload(self, name, data):
        uploads = f"{self.path}/documents/uploads"
        upload = self.call("POST", uploads, {"name": name, "size": len(data)})
        for at in range(0, len(data), upload["pieceSize"]):
            piece = base64.b64encode(data[at:at + upload["pieceSize"]]).decode()
            self.call("PUT", f"{uploads}/{upload['id']}", {"offset": at, "data": piece})
        self.call("POST", f"{uploads}/{upload['id']}/finish", {})

    def wait_until_read(self, documents):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            sums = self.call("GET", f"{self.path}/documents/progress")
            if sums["pending"] + sums["processing"] == 0:
                if sums["failed"] or sums["completed"] != documents:
                    raise self.error(f"documents were not read: {sums}")
                return sums["passages"]
            time.sleep(0.1)
        raise self.error(f"documents were not read within {PATIENCE} s")

    def require_found(self, word):
        hits = self.call("POST", f"{self.path}/search", {"query": word, "mode": "keyword"})["hits"]
        if not hits or word not in hits[0]["text"]:
            raise self.error(f"the word {word} was not found")


def measure_one(results, binaries, name, data, word, most_memory, goal=None):
    """One file in a server of its own."""
    import bench

    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder, bench.fresh_home() as home:
        serve = [binaries / "tabletalkd", "serve", "--data-dir", f"{folder}/data", "--listen", "127.0.0.1:0",
                 "--registration", "open"]
        with bench.running(serve, home) as process:
            client = bench.Client(bench.wait_for_line(process, r"http://([\w.]+:\d+)", 60)[1])
            workspace = Workspace(client)
            with Memory(process.pid) as memory:
                begun = time.monotonic()
                workspace.upload(name, data)
                sent = time.monotonic()
                passages = workspace.wait_until_read(1)
                read = time.monotonic()
                if word:
                    workspace.require_found(word)
                found = time.monotonic()
            kind = name.replace(".", "_")
            size = len(data) / MEGABYTE
            results.add(f"ingest_{kind}_size", [size], "MB")
            results.add(f"ingest_{kind}_passages", [passages], "passages")
            results.add(f"ingest_{kind}_sending", [size / (sent - begun)], "MB/s")
            results.add(f"ingest_{kind}_reading", [size / (read - sent)], "MB/s", goal)
            results.add(f"ingest_{kind}_until_found", [size / (found - begun)], "MB/s")
            results.add(f"ingest_{kind}_first_search", [found - read], "s")
            results.add(f"ingest_{kind}_memory", [memory.most], "MB", ("<=", most_memory))
            results.add(f"ingest_{kind}_memory_idle", [memory.at_first], "MB")


def measure_small(results, binaries):
    import bench

    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder, bench.fresh_home() as home:
        serve = [binaries / "tabletalkd", "serve", "--data-dir", f"{folder}/data", "--listen", "127.0.0.1:0",
                 "--registration", "open"]
        with bench.running(serve, home) as process:
            workspace = Workspace(bench.Client(bench.wait_for_line(process, r"http://([\w.]+:\d+)", 60)[1]))
            texts = prose(SMALL_FILES * 3_000).decode()
            begun = time.monotonic()
            for i in range(SMALL_FILES):
                workspace.call("POST", f"{workspace.path}/documents",
                               {"name": f"note {i}.txt", "text": texts[i * 3_000:i * 3_000 + 3_000]})
            workspace.wait_until_read(SMALL_FILES)
            results.add("ingest_small_files", [SMALL_FILES / (time.monotonic() - begun)], "files/s", (">=", 150))


def measure(results, binaries):
    measure_small(results, binaries)
    measure_one(results, binaries, "text_25.txt", prose(25 * MEGABYTE), "q000100", 300, (">=", 2))
    measure_one(results, binaries, "text_100.txt", prose(100 * MEGABYTE), "q000100", 300)
    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder:
        pdf = pathlib.Path(folder, "pages.pdf")
        reading.make_pdf(pdf)
        measure_one(results, binaries, "pages_1000.pdf", pdf.read_bytes(), None, 300)
