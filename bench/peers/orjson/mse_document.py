import sys
import numpy as np
import orjson

with open(sys.argv[1], "rb") as file:
    document = orjson.loads(file.read())
error = np.array(document["true"]) - np.array(document["pred"])
print((error * error).mean())
