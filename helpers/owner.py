"""An owner does one kind of work, always on one thread and always for the newest state of things.

Slider messages may arrive on several threads (JupyterLab's kernel subshells), and a figure drawn from
two of them at once comes out wrong without any exception. So whoever changes something only asks; the
owner works on the event loop it was made on, once for however many asked meanwhile.
"""

import asyncio
import signal
import threading
from contextlib import contextmanager

CALLER = "caller"  # who works when no loop runs: the thread that asks


class Owner:
    """Runs `work()` when asked to, and `failed(error)` when that raises or is interrupted."""

    def __init__(self, work, failed):
        self._work, self._failed = work, failed
        self._loop, self._thread = _running_loop(), threading.get_ident()
        self._condition = threading.Condition()
        self._asked = False
        self._coming = None  # the loop with a wake-up pending, or CALLER at work, or None

    def ask(self):
        """Have the work done once more; returns at once where a loop runs. Any thread may ask."""
        with self._condition:
            self._asked = True
            if self._is_coming():
                return
            self._coming = self._loop if _alive(self._loop) else CALLER
        if self._coming is CALLER:
            self._drain()
        else:
            self._loop.call_soon_threadsafe(self._turn)

    def settled(self, timeout=60):
        """Wait until all that was asked for is done; raises TimeoutError after `timeout` seconds."""
        if self._may_drain():
            self._drain()
            return
        with self._condition:
            if not self._condition.wait_for(lambda: self._coming is None, timeout):
                raise TimeoutError(f"the picture was not ready after {timeout} seconds")

    def _is_coming(self):
        return self._coming is CALLER or _alive(self._coming)

    def _may_drain(self):
        # On the loop's own thread waiting would block the very loop that is to do the work.
        with self._condition:
            if self._coming in (None, CALLER):
                return False
            return threading.get_ident() == self._thread or not _alive(self._loop)

    def _turn(self):
        # Back to the loop after each piece of work, so that other messages get in between.
        if self._work_once():
            self._loop.call_soon(self._turn)

    def _drain(self):
        while self._work_once():
            pass

    def _work_once(self):
        """Do the work if it was asked for; False if it was not."""
        with self._condition:
            if not self._asked:
                self._coming = None
                self._condition.notify_all()
                return False
            self._asked = False
        try:
            with _interruptible():
                self._work()
        except BaseException as error:  # an interrupt is one, and must not end the loop
            if not isinstance(error, Exception):
                self._asked = False  # who interrupts long work does not want it done again
            self._failed(error)
        return True


def _running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _alive(loop):
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
