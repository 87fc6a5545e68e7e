import sys
import duckdb

loss = "avg((y_true - y_pred) * (y_true - y_pred))"
print(duckdb.sql(f"select {loss} from '{sys.argv[1]}'").fetchall()[0][0])
