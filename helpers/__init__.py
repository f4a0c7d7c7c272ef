"""The network, the probes, the experiments, the pictures and the labs behind the notebooks.

Read the file list as a table of contents; README.md says which file to edit to add a thing.
"""

import os

# These networks are small: sharing one matrix product between cores costs more than it saves.
# NumPy reads this once, when it is first imported, so helpers come before it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

# Linux's allocator hands a freed array back to the system until it has seen a larger one come and go.
# Having seen this one it keeps the memory, and a measurement takes two thirds of the time.
np.empty(31 << 20, np.uint8)
