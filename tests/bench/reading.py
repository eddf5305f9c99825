# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how fast files are read, by the program that reads them, and what it holds meanwhile.

Megabytes of the file for a second of a processor, so that other work on the machine does not count.
"""

import os
import pathlib
import subprocess
import tempfile
import zlib

RUNS = 3
MEGABYTE = 1_000_000
SENTENCES = ("Orders are delivered within four working days in Europe and within ten elsewhere.",
             "Whoever returns a pair of shoes unworn within thirty days gets the whole price back.",
             "Invoices are due after fourteen days; a reminder costs five euros.")


def prose(size):
    """Paragraphs, one after the other: what this process holds would be counted as the reader's."""
    length, number = 0, 0
    while length < size:
        number += 1
        line = f"Paragraph {number}. " + " ".join(SENTENCES[(number + i) % 3] for i in range(4))
        yield line
        length += len(line) + 2


def make_text(path):
    with path.open("w") as out:
        out.writelines(line + "\n\n" for line in prose(50 * MEGABYTE))


def make_table(path):
    with path.open("w") as out:
        out.write("id,city,customer,amount,note\n")
        for i in range(400_000):
            out.write(f'{i},"Berlin",Customer {i % 5000},{i * 7919 % 100_000 / 100},"as ordered, in time"\n')


def make_page(path):
    with path.open("w") as out:
        out.write("<!doctype html><html><head><title>Handbook</title></head><body><nav>Menu</nav><main>")
        for number, line in enumerate(prose(8 * MEGABYTE)):
            if number % 10 == 0:
                out.write(f"<h2 id='part{number}'>Part {number}</h2>")
            out.write(f"<p class='text'>{line} <a href='/part/{number}'>More</a></p>\n")
        out.write("</main></body></html>")


def make_pdf(path, pages=1_000):
    """A plain PDF: a page has 50 lines in one of the fonts that every reader knows."""
    lines = list(prose(pages * 50 * 90))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in range(pages):
        text = " ".join(lines[page * 13 % len(lines):][:13])
        shown = "".join(f"({text[i * 90:i * 90 + 90]}) Tj T*\n" for i in range(50))
        content = zlib.compress(f"BT /F 9 Tf 11 TL 40 800 Td\n{shown}ET".encode())
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
                       f"/Resources << /Font << /F 3 0 R >> >> >>".encode())
        objects.append(f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content
                       + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Count {pages} /Kids [{' '.join(kids)}] >>".encode()
    with path.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(objects, 1):
            places.append(out.tell())
            out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
        table = out.tell()
        out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
        out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
        out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())


def read(binaries, path):
    """Seconds of a processor and most memory in MB of one reading; what it says goes through a pipe, as to the server."""
    process = subprocess.Popen([binaries / "tabletalk-reader", f"--name={path.name}", path], stdout=subprocess.PIPE)
    last = b""
    while piece := os.read(process.stdout.fileno(), 1 << 16):
        last = (last + piece)[-400:]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or b'"record":"end"' not in last:
        raise ValueError(f"{path.name} was not read: {last.decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(results, binaries):
    kinds = (("text", "prose.txt", make_text, 20), ("csv", "rows.csv", make_table, 10),
             ("html", "page.html", make_page, 5), ("pdf", "pages.pdf", make_pdf, None))
    with tempfile.TemporaryDirectory(prefix="tabletalk-bench-") as folder:
        for kind, name, make, goal in kinds:
            path = pathlib.Path(folder, name)
            make(path)
            runs = [read(binaries, path) for _ in range(RUNS)]
            size = path.stat().st_size / MEGABYTE
            results.add(f"reading_{kind}", [size / took for took, _ in runs], "MB/s", goal and (">=", goal))
            if kind == "pdf":
                results.add("reading_pdf_pages", [1_000 / took for took, _ in runs], "pages/s", (">=", 100))
            results.add(f"reading_{kind}_memory", [memory for _, memory in runs], "MB", ("<=", 300))
