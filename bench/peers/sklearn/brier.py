import sys
import numpy as np
from sklearn.metrics import brier_score_loss

true, pred = (np.load(path) for path in sys.argv[1:])
print(brier_score_loss(true, pred))
