import sys
import numpy as np
import torch

anchor, positive, negative = (torch.from_numpy(np.load(path)) for path in sys.argv[1:])
print(torch.nn.functional.triplet_margin_loss(anchor, positive, negative).item())
