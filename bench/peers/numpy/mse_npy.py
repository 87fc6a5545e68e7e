import sys
import numpy as np

true = np.load(sys.argv[1], mmap_mode="r")
pred = np.load(sys.argv[2], mmap_mode="r")
error = true - pred
print((error * error).mean())
