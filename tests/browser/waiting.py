"""Waiting for a condition, instead of for a time."""

import time


def eventually(condition, what, seconds=120, pause=0.02):
    """Returns the first true answer of `condition`; fails, saying what was awaited, when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what() if callable(what) else what}"
        time.sleep(pause)
