"""Runs queries on engines: a line of JSON in, a line out.

{"engine": "duckdb", "table": ["schema", "name"], "columns": [["y", "double"]], "rows": [[1.5]]}  makes a table
{"engine": "duckdb", "query": "SELECT 1"}                                     answers {"columns": [...], "rows": [...]}

NaN and infinities are the texts "NaN", "Infinity" and "-Infinity". What an engine does not take is {"error": "..."}.
"""

import decimal
import json
import math
import sys

SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
# As ClickHouse writes them.
SHORT = {"nan": math.nan, "-nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def quoted(name, mark='"'):
    return mark + name.replace(mark, mark * 2) + mark


def backslashed(name):
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


class DuckDB:
    types = {"double": "DOUBLE", "text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "decimal": "DECIMAL(18, 6)",
             "array": "DOUBLE[]"}

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect()

    def table(self, name, columns, rows):
        for depth in range(1, len(name)):
            self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {'.'.join(map(quoted, name[:depth]))}")
        path = ".".join(map(quoted, name))
        declared = ", ".join(f"{quoted(column)} {self.types[kind]}" for column, kind in columns)
        self.connection.execute(f"CREATE OR REPLACE TABLE {path} ({declared})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            self.connection.executemany(f"INSERT INTO {path} VALUES ({marks})", rows)

    def query(self, text):
        result = self.connection.execute(text)
        return [column[0] for column in result.description], result.fetchall()


class SQLite:
    types = {"double": "REAL", "text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "decimal": "REAL", "array": "TEXT"}

    def __init__(self):
        import sqlite3

        self.connection = sqlite3.connect(":memory:")

    def table(self, name, columns, rows):
        # A schema of SQLite is a file.
        path = quoted(name[-1])
        declared = ", ".join(f"{quoted(column)} {self.types[kind]}" for column, kind in columns)
        self.connection.execute(f"DROP TABLE IF EXISTS {path}")
        self.connection.execute(f"CREATE TABLE {path} ({declared})")
        marks = ", ".join("?" for _ in columns)
        rows = [[json.dumps(cell) if isinstance(cell, list) else cell for cell in row] for row in rows]
        self.connection.executemany(f"INSERT INTO {path} VALUES ({marks})", rows)

    def query(self, text):
        result = self.connection.execute(text)
        return [column[0] for column in result.description], result.fetchall()


class Postgres:
    types = {"double": "double precision", "text": "text", "integer": "bigint", "boolean": "boolean",
             "decimal": "numeric(18, 6)", "array": "double precision[]"}

    def __init__(self):
        import os

        import psycopg

        self.connection = psycopg.connect(os.environ["LOSSCALC_POSTGRES"], autocommit=True)

    def table(self, name, columns, rows):
        path = ".".join(map(quoted, name))
        if len(name) > 1:
            self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(name[0])}")
        declared = ", ".join(f"{quoted(column)} {self.types[kind]}" for column, kind in columns)
        self.connection.execute(f"DROP TABLE IF EXISTS {path}")
        self.connection.execute(f"CREATE TABLE {path} ({declared})")
        # Names may hold what psycopg takes for a parameter.
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {path} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def query(self, text):
        result = self.connection.execute(text)
        return [column.name for column in result.description], result.fetchall()


class Spark:
    def __init__(self):
        import logging

        from pyspark.sql import SparkSession

        logging.getLogger("py4j").setLevel(logging.ERROR)
        builder = SparkSession.builder.master("local[1]")
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
        }.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")

    def table(self, name, columns, rows):
        from pyspark.sql import types

        kinds = {"double": types.DoubleType(), "text": types.StringType(), "integer": types.LongType(),
                 "boolean": types.BooleanType(), "decimal": types.DecimalType(18, 6),
                 "array": types.ArrayType(types.DoubleType())}
        schema = types.StructType([types.StructField(column, kinds[kind]) for column, kind in columns])
        made = {"double": float, "decimal": lambda cell: decimal.Decimal(str(cell)), "array": lambda cells: list(map(float, cells))}
        rows = [[made.get(kind, lambda same: same)(cell) if cell is not None else None
                 for cell, (_, kind) in zip(row, columns)] for row in rows]
        # A view of a session has no schema.
        self.session.createDataFrame(rows, schema).createOrReplaceTempView("losscalc_made")
        self.session.sql(f"CREATE OR REPLACE TEMPORARY VIEW {quoted(name[-1], '`')} AS SELECT * FROM losscalc_made")

    def query(self, text):
        frame = self.session.sql(text)
        return frame.columns, [tuple(row) for row in frame.collect()]


class ClickHouse:
    types = {"double": "Nullable(Float64)", "text": "Nullable(String)", "integer": "Nullable(Int64)",
             "boolean": "Nullable(Bool)", "decimal": "Nullable(Decimal(18, 6))", "array": "Array(Float64)"}

    def __init__(self):
        from chdb import session

        self.session = session.Session()

    def table(self, name, columns, rows):
        if len(name) > 1:
            self.session.query(f"CREATE DATABASE IF NOT EXISTS {backslashed(name[0])}")
        path = ".".join(map(backslashed, name if len(name) > 1 else ["default", *name]))
        declared = ", ".join(f"{backslashed(column)} {self.types[kind]}" for column, kind in columns)
        self.session.query(f"CREATE OR REPLACE TABLE {path} ({declared}) ENGINE = Memory")
        lines = "\n".join(json.dumps([encoded(cell) for cell in row]) for row in rows)
        if rows:
            self.session.query(f"INSERT INTO {path} FORMAT JSONCompactEachRow {lines}")

    def query(self, text):
        text += "\nSETTINGS output_format_json_quote_denormals = 1"
        answer = self.session.query(text, "JSONCompact").bytes().decode()
        parsed = json.loads(answer)
        kinds = [column["type"] for column in parsed["meta"]]
        rows = [[self.number(cell, kind) for cell, kind in zip(row, kinds)] for row in parsed["data"]]
        return [column["name"] for column in parsed["meta"]], rows


    @staticmethod
    def number(cell, kind):
        if not isinstance(cell, str) or "String" in kind:
            return cell
        return int(cell) if "Int" in kind else SHORT[cell]


ENGINES = {"duckdb": DuckDB, "sqlite": SQLite, "postgres": Postgres, "spark": Spark, "clickhouse": ClickHouse}


class Parser:
    """Engines that cannot be had: their texts are parsed."""

    def __init__(self, dialect):
        self.dialect = dialect

    def query(self, text):
        import sqlglot

        statements = sqlglot.parse(text, read=self.dialect)
        return ["statements"], [[len(statements)]]


def encoded(cell):
    if isinstance(cell, float) and not math.isfinite(cell):
        return "NaN" if math.isnan(cell) else "Infinity" if cell > 0 else "-Infinity"
    if isinstance(cell, (list, tuple)):
        return [encoded(each) for each in cell]
    if cell is None or isinstance(cell, (int, float, str, bool)):
        return cell
    return float(cell)


def decoded(cell, kind):
    if isinstance(cell, list):
        return [decoded(each, kind) for each in cell]
    return SPECIAL[cell] if kind != "text" and isinstance(cell, str) else cell


def main():
    open_engines = {}
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        name = request["engine"]
        try:
            if name not in open_engines:
                open_engines[name] = ENGINES[name]() if name in ENGINES else Parser(name)
            engine = open_engines[name]
            if "table" in request:
                kinds = [kind for _, kind in request["columns"]]
                rows = [[decoded(cell, kind) for cell, kind in zip(row, kinds)] for row in request["rows"]]
                engine.table(request["table"], request["columns"], rows)
                answer = {}
            elif "query" in request:
                columns, rows = engine.query(request["query"])
                answer = {"columns": list(columns), "rows": [[encoded(cell) for cell in row] for row in rows]}
            else:
                answer = {}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


main()
