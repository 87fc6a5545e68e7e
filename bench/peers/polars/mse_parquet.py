import sys
import polars as pl

error = pl.col("y_true") - pl.col("y_pred")
print(pl.scan_parquet(sys.argv[1]).select((error * error).mean()).collect(engine="streaming").item())
