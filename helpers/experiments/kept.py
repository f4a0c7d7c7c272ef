"""What is kept was computed once: who asks again is given the same arrays, and nobody can change them."""

from __future__ import annotations

import numpy as np


class Kept(dict):
    """The newest results, at most `room` of them, each by a key of all that it depends on."""

    def __init__(self, room: int):
        super().__init__()
        self.room = room

    def once(self, key, make) -> dict:
        """The result with this key; `make()` computes it where it is not kept yet."""
        if key not in self:
            self[key] = frozen(make())
            if len(self) > self.room:
                del self[next(iter(self))]
        return self[key]


def frozen(result: dict) -> dict:
    """The same dict; no array in it, or in a dict in it, can be written to from now on."""
    for value in result.values():
        if isinstance(value, dict):
            frozen(value)
        elif isinstance(value, np.ndarray):
            value.flags.writeable = False
    return result
