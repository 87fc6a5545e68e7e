"""Writes a CSV file as Parquet, with polars' defaults: `write_parquet.py table.csv table.parquet`."""

import sys
import polars as pl

source, target = sys.argv[1:]
pl.read_csv(source).write_parquet(target)
