# SPDX-License-Identifier: GPL-3.0-or-later
"""Search in invented passages: true neighbours found, queries a second beside raw hnswlib and SQLite's own index, memory."""

import json
import subprocess

from bench import BenchError


def measure(results, binaries):
    done = subprocess.run([binaries / "bench_search"], capture_output=True, text=True, timeout=1200, check=False)
    if done.returncode != 0:
        raise BenchError(f"bench_search ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    one = json.loads(done.stdout)
    results.add("search_recall_at_10", [one["recall"]], "of exact", (">=", 0.97))
    results.add("reference_raw_hnswlib", [one["rawPerSecond"]], "queries/s")
    results.add("search_vector_queries", [one["queriesPerSecond"]], "queries/s")
    results.add("search_vector_to_raw_hnswlib", [one["queriesPerSecond"] / one["rawPerSecond"]], "times", (">=", 0.8))
    results.add("search_vector_queries_exact", [one["exactPerSecond"]], "queries/s")
    results.add("reference_sqlite_fts5", [one["ftsPerSecond"]], "queries/s")
    results.add("search_word_queries", [one["wordsPerSecond"]], "queries/s")
    results.add("search_embedding", [one["embeddingPerSecond"]], "passages/s")
    results.add("search_learning", [one["learningSeconds"]], "s")
    results.add("search_graph_making", [one["graphSeconds"]], "s")
    results.add("search_words_memory_100000_passages", [one["wordMegabytes"]], "MB")
    results.add("search_vectors_memory_100000_passages", [one["vectorMegabytes"]], "MB", ("<=", 250))
