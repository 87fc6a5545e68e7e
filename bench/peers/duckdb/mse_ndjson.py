import sys
import duckdb

loss = "avg((label - score) * (label - score))"
print(duckdb.sql(f"select {loss} from '{sys.argv[1]}'").fetchall()[0][0])
