"""A player has something done again and again, from one task on the event loop, until it is paused.

Between two turns it sleeps: a loop that is never idle hears a press of Stop late.
"""

import asyncio
from collections import deque
from time import perf_counter

from ..owner import alive, running_loop

LONGEST = 10_000  # turns after which a lab that was forgotten pauses by itself, to spare memory and power
PAUSE = 0.01  # seconds; with 0 Stop took 98 to 124 ms, with this 20 to 49


class Player:
    """Calls `tick()` on the loop it was made on while `playing`; play and pause may be called from any thread."""

    def __init__(self, tick):
        self.playing = self.tired = False  # tired: it paused by itself
        self._tick, self._task, self._loop = tick, None, running_loop()

    def play(self):
        """Start, if it is not going already; raises RuntimeError where no loop runs."""
        if not alive(self._loop):
            raise RuntimeError("to play takes a running event loop, such as a notebook has; elsewhere use step(n)")
        self.playing, self.tired = True, False
        self._loop.call_soon_threadsafe(self._start)

    def pause(self):
        self.playing = False

    def _start(self):
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._play())

    async def _play(self):
        for _ in range(LONGEST):
            self._tick()
            await asyncio.sleep(0)  # what the tick asked for is waiting in line, and comes first
            await asyncio.sleep(PAUSE)
            if not self.playing:
                return
        self.playing, self.tired = False, True
        self._tick()


class Rate:
    """How many times a second something happens, of late."""

    def __init__(self, over=20):
        self._times = deque(maxlen=over)

    def count(self):
        self._times.append(perf_counter())  # finer than `monotonic`, whose tick may be longer than a frame

    def restart(self):
        self._times.clear()

    def __float__(self):
        if len(self._times) < 2:
            return 0.0
        return (len(self._times) - 1) / (self._times[-1] - self._times[0])
