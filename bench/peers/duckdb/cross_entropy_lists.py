import sys
import duckdb

print(duckdb.sql(f"select avg(-ln(probs[label + 1])) from '{sys.argv[1]}'").fetchall()[0][0])
