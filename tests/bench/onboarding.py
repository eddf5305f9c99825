# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes to read large schemas, how much memory, and how soon they are asked.

The schemas are those of tests/support/SyntheticSchema: departments, things and numbers as
names, twenty columns or ten, keys to tables before them, a few rows each.
"""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time

import bench

DEPARTMENTS = "sales stock hr finance support plant web fleet".split()
THINGS = "customer order product invoice payment employee supplier delivery contract project location machine ticket".split()
KINDS = [("name", "VARCHAR(80)"), ("status", "VARCHAR(20)"), ("amount", "NUMERIC(12, 2)"), ("created_on", "DATE"),
         ("city", "VARCHAR(40)"), ("quantity", "INTEGER"), ("reference_code", "VARCHAR(20)")]
CITIES = ["Berlin", "Osaka", "Lyon", "Porto", "Leeds"]
STATES = ["open", "paid", "late"]
LARGE = 70_000
QUESTIONS = ["How many rows are in sales customer 7?", "What is the average amount of stock invoice 17 per status?",
             "Which hr employee 3 have the highest quantity?"]


def table_name(t):
    return f"{DEPARTMENTS[t // len(THINGS) % len(DEPARTMENTS)]}_{THINGS[t % len(THINGS)]}_{t // (len(THINGS) * len(DEPARTMENTS)) + 1}"


def value(t, kind, row):
    i = t + row
    return [f"'{THINGS[t % len(THINGS)]} {row + 1}'", f"'{STATES[i % 3]}'", f"{i * 137 % 90000 / 100:.2f}",
            f"'2025-{i % 12 + 1:02}-{i % 28 + 1:02}'", f"'{CITIES[i % 5]}'", str(i % 40), f"'R-{t}-{row}'"][kind]


def statements(tables, columns, rows):
    """CREATE TABLE and INSERT of each table."""
    for t in range(tables):
        parent = t // 8 if t >= 8 else None
        head = ["id INTEGER PRIMARY KEY"]
        if parent is not None:
            name = table_name(parent)
            head.append(f"{name}_id INTEGER" + (f" REFERENCES {name} (id)" if t % 3 else ""))
        kinds = [(place, *KINDS[place % len(KINDS)]) for place in range(columns - len(head))]
        head += [f"{name}{'' if place < len(KINDS) else f'_{place // len(KINDS) + 1}'} {kind}" for place, name, kind in kinds]
        yield f"CREATE TABLE {table_name(t)} ({', '.join(head)})"
        values = []
        for row in range(rows):
            cells = [str(row + 1)] + ([str((row * 7 + t) % rows + 1)] if parent is not None else [])
            cells += [value(t, place % len(KINDS), row) for place, _, _ in kinds]
            values.append(f"({', '.join(cells)})")
        yield f"INSERT INTO {table_name(t)} VALUES {', '.join(values)}"


def write_sqlite(path, tables, columns, rows):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        for statement in statements(tables, columns, rows):
            database.execute(statement)
        database.commit()
    return path


def write_large_sqlite(path, tables):
    """As write_sqlite with ten columns and three rows. SQLite reads its whole catalogue for each CREATE TABLE, which
    takes minutes here; so all but the first tables are entered into the catalogue, and share the rows of one."""
    first = 16
    with contextlib.closing(sqlite3.connect(write_sqlite(path, first, 10, 3))) as database:
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table_name(first - 1),)).fetchone()[0]
        create = (statement for statement in statements(tables, 10, 1) if statement.startswith("CREATE"))
        database.execute("PRAGMA writable_schema = ON")
        database.executemany("INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, ?, ?)",
                             ((table_name(t), table_name(t), root, statement) for t, statement in enumerate(create) if t >= first))
        version = database.execute("PRAGMA schema_version").fetchone()[0]
        database.execute(f"PRAGMA schema_version = {version + 1}")
        database.commit()
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def postgres(folder):
    """A PostgreSQL of the measurement's own, as tests/support/PostgresServer starts it; gives its port."""
    versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        raise bench.BenchError("PostgreSQL is not installed")
    programs = versions[-1].parent
    place = pathlib.Path(folder, "postgres")
    place.mkdir()
    user = []
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
        os.chmod(folder, 0o755)
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    subprocess.run([*user, programs / "initdb", "-D", place / "data", "-U", "tester", "-A", "trust", "-E", "UTF8",
                    "--locale=C", "--no-sync"], check=True, capture_output=True)
    port = free_port()
    with bench.running([*user, programs / "postgres", "-D", place / "data", "-p", port, "-k", place, "-c",
                        "listen_addresses=127.0.0.1", "-c", "fsync=off"], stdout=subprocess.DEVNULL):
        ready = [programs / "pg_isready", "-h", "127.0.0.1", "-p", str(port)]
        for _ in range(600):
            if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.05)
        yield port


def fill_postgres(port, tables, columns, rows):
    script = ";\n".join(statements(tables, columns, rows)) + ";\n"
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port), "-U", "tester",
                    "-d", "postgres"], input=script, text=True, check=True, capture_output=True)
    return f"postgresql://tester@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def mariadb(folder):
    """A MariaDB of the measurement's own, as tests/support/MariaDbServer starts it; gives its port and socket."""
    if not shutil.which("mariadbd"):
        raise bench.BenchError("MariaDB is not installed")
    place = pathlib.Path(folder, "mariadb")
    place.mkdir()
    options = ["--no-defaults", f"--datadir={place}/data"]
    if os.geteuid() == 0:
        shutil.chown(place, "mysql", "mysql")
        os.chmod(folder, 0o755)
        options.append("--user=mysql")
    subprocess.run(["mariadb-install-db", *options, "--skip-test-db", "--auth-root-authentication-method=normal"], check=True,
                   capture_output=True)
    port, place_of_socket = free_port(), f"{place}/socket"
    with bench.running(["mariadbd", *options, f"--tmpdir={place}/data", f"--port={port}", "--bind-address=127.0.0.1",
                        f"--socket={place_of_socket}", "--innodb-flush-log-at-trx-commit=0"], stdout=subprocess.DEVNULL):
        for _ in range(600):
            if subprocess.run(["mariadb-admin", "--no-defaults", f"--socket={place_of_socket}", "-u", "root", "ping"],
                              capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.05)
        yield port, place_of_socket


def fill_mariadb(port, place_of_socket, tables, columns, rows):
    script = ("CREATE DATABASE large; USE large; CREATE USER reader@'%' IDENTIFIED BY 'reader'; GRANT SELECT ON large.* TO reader@'%';\n"
              + ";\n".join(statements(tables, columns, rows)) + ";\n")
    subprocess.run(["mariadb", "--no-defaults", f"--socket={place_of_socket}", "-u", "root"], input=script, text=True, check=True,
                   capture_output=True)
    return f"mysql://reader:reader@127.0.0.1:{port}/large"


def onboard(binaries, url):
    """Seconds and megabytes that the terminal program takes to read a database and print all of it."""
    started = time.perf_counter()
    process = subprocess.Popen([binaries / "tabletalk-cli", "onboard", "--db", url, "--json"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise bench.BenchError(f"tabletalk-cli onboard ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def ask(binaries, url):
    """Milliseconds an answer takes once the database was read, by the times at which the lines come."""
    times = []
    with subprocess.Popen([binaries / "tabletalk-cli", "ask", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as process:
        for question in [QUESTIONS[0], *QUESTIONS]:
            started = time.perf_counter()
            process.stdin.write(json.dumps({"id": "q", "db": str(url), "question": question}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            if not answer.get("sql"):
                raise bench.BenchError(f"not answered: {question}")
            times.append((time.perf_counter() - started) * 1000)
    return times[1:] # the first waited for the reading


def measure_large(results, binaries, folder):
    path = write_large_sqlite(pathlib.Path(folder, "70000.sqlite"), LARGE)
    seconds, megabytes = onboard(binaries, path)
    results.add("onboard_70000_tables", [seconds], "s")
    results.add("onboard_70000_memory", [megabytes], "MB", ("<=", 1500))
    results.add("ask_on_70000_tables", ask(binaries, path), "ms", ("<=", 500))


def measure_thousand(results, binaries, folder):
    path = write_sqlite(pathlib.Path(folder, "1000.sqlite"), 1000, 20, 20)
    results.add("onboard_1000_tables_sqlite", [onboard(binaries, path)[0]], "s", ("<=", 20))
    with postgres(folder) as port:
        url = fill_postgres(port, 1000, 20, 20)
        results.add("onboard_1000_tables_postgresql", [onboard(binaries, url)[0]], "s", ("<=", 20))
        measure_rereading(results, binaries, folder, port, url)
    with mariadb(folder) as (port, place_of_socket):
        url = fill_mariadb(port, place_of_socket, 1000, 20, 20)
        results.add("onboard_1000_tables_mariadb", [onboard(binaries, url)[0]], "s", ("<=", 20))


def measure_rereading(results, binaries, folder, port, url):
    """The second reading, by the server, of a database in which nothing or one table changed."""
    serve = [binaries / "tabletalkd", "serve", "--data-dir", f"{folder}/data", "--listen", "127.0.0.1:0",
             "--registration", "open", "--allow-hosts", "127.0.0.0/8"]
    with bench.fresh_home() as home, bench.running(serve, home) as process:
        client = bench.Client(bench.wait_for_line(process, r"http://([\w.]+:\d+)", 60)[1])
        person = {"organization": "Bench", "email": "bench@example.org", "password": "correct horse battery", "fullName": "Ann"}
        client.token = client.call("POST", "auth/register", person)[1]["accessToken"]
        path = f"tenant/databases/{client.call('POST', 'tenant/databases', {'name': 'Large', 'url': url})[1]['id']}"

        def until_read():
            started = time.perf_counter()
            while True:
                stage = client.call("GET", path)[1]["onboarding"]["stage"]
                if stage == "ready":
                    return time.perf_counter() - started
                if stage == "failed":
                    raise bench.BenchError("the reading failed")
                time.sleep(0.02)

        until_read()
        client.call("POST", f"{path}/onboard", {})
        results.add("reread_unchanged_1000_tables", [until_read()], "s", ("<=", 5))
        subprocess.run(["psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "tester", "-d", "postgres", "-c",
                        f"UPDATE {table_name(500)} SET quantity = 1"], check=True, capture_output=True)
        time.sleep(2) # the server counts what was changed a second later
        client.call("POST", f"{path}/onboard", {})
        results.add("reread_one_changed", [until_read()], "s", ("<=", 10))
        read = client.call("GET", f"{path}/drift")[1]["tablesRead"]
        results.add("reread_one_changed_tables_read", [read], "tables", ("<=", 1))


def measure(results, binaries):
    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder:
        measure_thousand(results, binaries, folder)
        measure_large(results, binaries, folder)
