import sys
import pandas as pd

table = pd.read_csv(sys.argv[1])
print(((table.y_true - table.y_pred) ** 2).mean())
