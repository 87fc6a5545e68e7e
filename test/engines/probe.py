"""Which engines an interpreter has: {"duckdb": null, "clickhouse": "No module named 'chdb'"}, null where there is nothing amiss."""

import importlib
import json
import sys

MODULES = {"duckdb": ["duckdb"], "sqlite": ["sqlite3"], "clickhouse": ["chdb"], "postgres": ["psycopg"],
           "spark": ["pyspark", "pandas", "pyarrow"], "texts": ["sqlglot"]}


def amiss(engine):
    try:
        modules = [importlib.import_module(name) for name in MODULES[engine]]
        if engine == "sqlite":
            if modules[0].sqlite_version_info < (3, 35):
                return f"SQLite {modules[0].sqlite_version} is older than 3.35"
            modules[0].connect(":memory:").execute("SELECT exp(1.0)")
    except Exception as error:
        return str(error)
    return None


print(json.dumps({engine: amiss(engine) for engine in sys.argv[1:]}))
