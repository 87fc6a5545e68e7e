import sys
import duckdb

probabilities = ", ".join(f"p{k}" for k in range(10))
loss = f"avg(-ln([{probabilities}][label + 1]))"
print(duckdb.sql(f"select {loss} from '{sys.argv[1]}'").fetchall()[0][0])
