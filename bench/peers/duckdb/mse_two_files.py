import sys
import duckdb

loss = "avg((t.y - p.y) * (t.y - p.y))"
files = f"'{sys.argv[1]}' t positional join '{sys.argv[2]}' p"
print(duckdb.sql(f"select {loss} from {files}").fetchall()[0][0])
