"""The network, the probes, the experiments, the pictures and the labs behind the notebooks.

Read the file list as a table of contents; README.md says which file to edit to add a thing.
"""

import os

# These networks are small: sharing one matrix product between cores costs more than it saves.
# NumPy reads this once, when it is first imported, so helpers come before it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _has_avx512():
    """Whether this is a Linux machine with such a processor; other systems do not say without a package."""
    try:
        with open("/proc/cpuinfo") as processors:
            return "avx512f" in processors.read(8192)  # the first processor's flags; a server has hundreds
    except OSError:
        return False


# A long training follows its last digits, and OpenBLAS rounds them otherwise with AVX-512. The kernels for AVX2, as
# fast at these sizes, give a teacher the numbers that the notebooks name.
if _has_avx512():
    os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")

import numpy as np  # noqa: E402

# Linux's allocator hands a freed array back to the system until it has seen a larger one come and go.
# Having seen this one it keeps the memory, and a measurement takes two thirds of the time.
np.empty(31 << 20, np.uint8)
