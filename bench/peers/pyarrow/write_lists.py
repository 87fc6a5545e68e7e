"""Writes labels and lists of numbers as Parquet, with pyarrow's defaults: `write_lists.py labels.npy rows.npy table.parquet`."""

import sys
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

labels, rows, target = sys.argv[1:]
numbers = np.load(rows)
fixed = pa.FixedSizeListArray.from_arrays(pa.array(numbers.ravel()), numbers.shape[1])
lists = fixed.cast(pa.list_(fixed.type.value_type))
pq.write_table(pa.table({"label": pa.array(np.load(labels)), "probs": lists}), target)
