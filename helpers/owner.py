"""An owner does one kind of work, always on one thread and always for the newest state of things.

Slider messages may arrive on several threads (JupyterLab's kernel subshells), and a figure drawn from
two of them at once comes out wrong without any exception. So whoever changes something only asks; the
owner works on the event loop it was made on, once for however many asked meanwhile. What it makes there
is a draft, at once; when nobody has asked for a moment, it makes the fair copy.
"""

import asyncio
import signal
import threading
from contextlib import contextmanager

CALLER = "caller"  # who works when no loop runs: the thread that asks
REST = 0.25  # seconds without a request after which a draft is made fair; shorter would get in a drag's way


class Owner:
    """Runs `work(draft)` when asked to, and `failed(error)` when that raises or is interrupted."""

    def __init__(self, work, failed):
        self._work, self._failed = work, failed
        self._loop, self._thread = running_loop(), threading.get_ident()
        self._condition = threading.Condition()
        self._asked = self._rough = False  # rough: what was made last is a draft
        self._coming = None  # the loop with a wake-up pending, or CALLER at work, or None
        self._runs = 0

    def ask(self):
        """Have the work done once more; returns at once where a loop runs. Any thread may ask."""
        with self._condition:
            self._asked = True
            if self._coming is CALLER or alive(self._coming):
                return
            coming = self._coming = self._loop if alive(self._loop) else CALLER
        if coming is CALLER:
            self._drain()
        else:
            coming.call_soon_threadsafe(self._turn)

    @property
    def is_asked(self):
        """Whether somebody has asked since the work now done began: it may as well stop."""
        return self._asked

    def settled(self, timeout=60):
        """Wait until all that was asked for is done, and fair; raises TimeoutError after `timeout` seconds."""
        if self._must_work_here():
            self._drain()
            return
        with self._condition:
            if not self._condition.wait_for(self._is_done, timeout):
                raise TimeoutError(f"the picture was not ready after {timeout} seconds")

    def _is_done(self):
        return self._coming is None and not self._rough

    def _must_work_here(self):
        # On the loop's own thread waiting would block the very loop that is to do the work.
        with self._condition:
            if self._is_done() or self._coming is CALLER:
                return False
            return threading.get_ident() == self._thread or not alive(self._loop)

    def _turn(self):
        # Back to the loop after each piece of work, so that other messages get in between.
        if self._work_once(draft=True):
            self._loop.call_soon(self._turn)
        elif self._rough:
            self._loop.call_later(REST, self._make_fair, self._runs)

    def _make_fair(self, runs):
        if runs == self._runs:
            self._drain()

    def _drain(self):
        while self._work_once(draft=False):
            pass

    def _work_once(self, draft):
        """Do the work if it was asked for, or if a draft is to be made fair; False if neither."""
        with self._condition:
            if not self._asked and (draft or not self._rough):
                self._coming = None
                self._condition.notify_all()
                return False
            self._asked, self._rough = False, draft
            self._runs += 1
        try:
            with _interruptible():
                self._work(draft)
        except BaseException as error:  # an interrupt is one, and must not end the loop
            self._rough = False
            if not isinstance(error, Exception):
                self._asked = False  # who interrupts long work does not want it done again
            self._failed(error)
        return True


def running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def alive(loop):
    return loop is not None and loop.is_running()


@contextmanager
def _interruptible():
    """Let the kernel's interrupt reach the work; between cells the kernel ignores it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
