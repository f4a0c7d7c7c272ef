"""A share strip is a low panel under other pictures of a training: the share of dead units, and the test accuracy, step by step."""

import numpy as np

from .linear_axis import HALVES, LinearAxis
from .log_axis import Curve
from .step_axis import dress_steps, reach
from .words import activation


class ShareStrip:
    """Two curves in `axes`, which run to `steps`; `moving` is a canvas's method of that name."""

    def __init__(self, axes, moving, palette, steps):
        self._axis, self._palette = LinearAxis(axes, HALVES, palette.scale, nan=False), palette
        dress_steps(axes, "", "share", steps, palette)
        looks = dict(moving=moving, nan=False, markevery=[0, -1], zorder=3)
        self._dead = Curve(self._axis, color=palette.alarm, marker="X", linestyle="-.", **looks)
        self._accuracy = Curve(self._axis, color=palette.theory, marker="s", linestyle="--", **looks)

    def fit(self, steps):
        """Let the axis run to `steps`; costs one full draw."""
        reach(self._axis.axes, steps)

    def show(self, result):
        """Show the curves of `result`."""
        self._dead.set(dead_share(result), result["step_history"])
        self._accuracy.set(result["test_accuracy_history"], result["step_history"])

    def legend(self):
        """Lines and names for a legend."""
        return [self._dead.line, self._accuracy.line], ["share of dead units", "test accuracy"]

    def keep(self, pinned, guessed):
        """Draw what stands still, the dead share of a pinned result and a guess for it; lines and names for a legend."""
        lines, names = [], []
        if pinned is not None:
            ghost = Curve(self._axis, nan=False, color=self._palette.ghost, linewidth=1.2, zorder=2)
            lines.append(ghost.set(dead_share(pinned), pinned["step_history"]))
            names.append(f"pinned: {activation(pinned)}, {pinned['init']}")
        if guessed is not None:
            height, looks = np.atleast_1d(guessed)[0], dict(color=self._palette.guess, linestyle=":", zorder=5)
            lines.append(self._axis.axes.axhline(height, **looks))
            names.append("your guess")
        return lines, names


def dead_share(result):
    """Share of all hidden units that are dead, at each frame; nan once a layer has diverged."""
    return np.asarray(result["dead_fraction_history"], dtype=float).mean(axis=1)
