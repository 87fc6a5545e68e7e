import sys
import duckdb

loss = "avg((y_true - y_pred) * (y_true - y_pred))"
files = f"'{sys.argv[1]}' join '{sys.argv[2]}' using (id)"
print(duckdb.sql(f"select {loss} from {files}").fetchall()[0][0])
