"""A reel keeps the frames of a run, evenly spaced from its first to its newest, and never more than it has room for."""

from typing import NamedTuple


class Frame(NamedTuple):
    """What was measured after `step` steps, with the settings then in force."""

    step: int
    settings: dict
    result: dict


class Reel:
    """At most `room` frames in the order of their steps; when it is full, every other one goes."""

    def __init__(self, room=500):
        self.frames = []
        self._room, self._spacing, self._count = room, 1, 0

    @property
    def newest(self):
        """The last frame added, which is kept until the next one comes, whatever the spacing."""
        return self.frames[-1]

    def add(self, frame):
        """Keep `frame`; one of the same step as the newest takes its place."""
        again = bool(self.frames) and self.newest.step == frame.step
        if again or self._newest_is_between():
            self.frames.pop()
        self._count += not again
        self.frames.append(frame)
        if len(self.frames) > self._room:
            del self.frames[1:-1:2]
            self._spacing *= 2

    def _newest_is_between(self):
        return self._count > 0 and (self._count - 1) % self._spacing > 0
