import sys
import pandas as pd

true = pd.read_csv(sys.argv[1]).y
pred = pd.read_csv(sys.argv[2]).y
print(((true - pred) ** 2).mean())
