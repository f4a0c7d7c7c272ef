"""A history keeps one row for each frame of a running training, as arrays that grow at their end."""

from __future__ import annotations

import numpy as np

# What is only reserved takes no memory yet; what is outgrown stays where an older frame still reads it.
GROWTH = 32


class GrowingArray:
    """Rows of one shape; the space grows by far when it is full, so that appending seldom copies all that is there."""

    def __init__(self, dtype):
        self.dtype = np.dtype(dtype)
        self._space, self._count = None, 0

    def append(self, row) -> None:
        if self._space is None:
            self._space = np.empty((16, *np.shape(row)), self.dtype)
        if self._count == len(self._space):
            roomier = np.empty((GROWTH * self._count, *np.shape(row)), self.dtype)
            roomier[: self._count] = self._space
            self._space = roomier
        self._space[self._count] = row
        self._count += 1

    def rows(self) -> np.ndarray:
        """A read-only view of all rows; it stays as it is when more rows come."""
        view = self._space[: self._count]
        view.flags.writeable = False
        return view


class History:
    """One growing array for each name; `dtypes` says how exactly each is kept."""

    def __init__(self, **dtypes):
        self.columns = {name: GrowingArray(dtype) for name, dtype in dtypes.items()}

    def append(self, values: dict) -> None:
        """Add a frame; `values` has an entry for each name, and may have more."""
        for name, column in self.columns.items():
            column.append(values[name])

    def arrays(self) -> dict[str, np.ndarray]:
        """`<name>_history` for each name, frames first."""
        return {f"{name}_history": column.rows() for name, column in self.columns.items()}
