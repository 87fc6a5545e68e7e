import sys
import polars as pl

true, pred = map(pl.scan_csv, sys.argv[1:])
error = pl.col("y_true") - pl.col("y_pred")
joined = true.join(pred, on="id").select((error * error).mean())
print(joined.collect(engine="streaming").item())
