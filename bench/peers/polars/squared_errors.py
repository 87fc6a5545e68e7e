import sys
import polars as pl

error = pl.col("y_true") - pl.col("y_pred")
pl.read_csv(sys.argv[1]).select(loss=error * error).write_csv("/dev/stdout")
