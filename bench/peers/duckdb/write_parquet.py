"""Writes a CSV file as Parquet, with DuckDB's defaults: `write_parquet.py table.csv table.parquet`."""

import sys
import duckdb

source, target = sys.argv[1:]
duckdb.sql(f"copy (from '{source}') to '{target}' (format parquet)")
