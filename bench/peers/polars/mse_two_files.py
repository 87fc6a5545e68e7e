import sys
import polars as pl

true = pl.read_csv(sys.argv[1])["y"]
pred = pl.read_csv(sys.argv[2])["y"]
print(((true - pred) ** 2).mean())
