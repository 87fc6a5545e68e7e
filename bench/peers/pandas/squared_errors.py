import sys
import pandas as pd

table = pd.read_csv(sys.argv[1])
((table.y_true - table.y_pred) ** 2).rename("loss").to_csv("/dev/stdout", index=False)
