import sys
import duckdb

losses = f"select (y_true - y_pred) * (y_true - y_pred) as loss from '{sys.argv[1]}'"
duckdb.sql(f"copy ({losses}) to '/dev/stdout' (format csv)")
