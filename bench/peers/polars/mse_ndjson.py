import sys
import polars as pl

error = pl.col("label") - pl.col("score")
print(pl.scan_ndjson(sys.argv[1]).select((error * error).mean()).collect(engine="streaming").item())
