import sys
import numpy as np
import torch

labels, logits = (torch.from_numpy(np.load(path)) for path in sys.argv[1:])
batch, frames, _ = logits.shape
log_probs = logits.log_softmax(2).transpose(0, 1)
lengths = [torch.full((batch,), length) for length in (frames, labels.shape[1])]
print(torch.nn.functional.ctc_loss(log_probs, labels, *lengths).item())
