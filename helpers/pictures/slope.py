"""The slope picture: an activation and its derivative, with a point that moves along both."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from .base import Picture
from .words import activation, number, times


class SlopePicture(Picture):
    """Value and derivative of one activation over z, with the tangent at a movable point.

    `z`, `value` and `derivative` are the ends of the three fixed axes. A point beyond an axis is drawn
    at its edge as an arrow head, and the sentence says where it is.
    """

    needs = (
        "z_grid", "value_grid", "derivative_grid",
        "z", "value", "derivative", "largest_derivative", "activation",
    )  # fmt: skip

    def __init__(self, z=(-8, 8), value=(-1.5, 4), derivative=(-0.3, 1.3)):
        super().__init__()
        self.z, self.value, self.derivative = z, value, derivative

    def _sentences(self, result):
        where = f"{activation(result)} at z = {number(result['z'])}"
        return [f"{where}: value {number(result['value'])}, derivative {number(result['derivative'])}{_share(result)}."]

    def _guess_sentence(self):
        return f"Your guess for the largest derivative is {number(self.guessed)}."

    def _pinned_words(self, pinned):
        return f"{activation(pinned)}, largest derivative {_largest(pinned)}."

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2)
        self._value = self._panel(left, self.value, "Activation", "f(z)", palette)
        self._slope = self._panel(right, self.derivative, "Its derivative", "f ′(z)", palette)

    def _panel(self, axes, limits, title, label, palette):
        axes.set(title=title, ylabel=label, xlabel="pre-activation z", xlim=self.z, ylim=limits)
        axes.set_xticks(inside(self.z))
        axes.set_yticks(inside(limits))
        for line in (axes.axhline, axes.axvline):
            line(0, color=palette.faint, linewidth=1, zorder=0)
        return _Panel(axes, self._canvas.moving, palette)

    def _key(self, palette):
        return {"curve": self._value.curve, "tangent; largest derivative": self._value.level}

    def _called(self, result):
        return activation(result)

    def _ghost(self, looks):
        self._value.axes.plot(self.pinned["z_grid"], self.pinned["value_grid"], **looks)
        return self._slope.axes.plot(self.pinned["z_grid"], self.pinned["derivative_grid"], **looks)[0]

    def _guess(self, looks):
        return self._slope.axes.axhline(self.guessed, **looks)

    def _show(self, result):
        z = np.asarray(result["z_grid"], dtype=float)
        tangent = result["value"] + result["derivative"] * (z - result["z"])
        largest = np.full(z.shape, result["largest_derivative"])
        self._value.show(z, result["value_grid"], tangent, result["z"], result["value"])
        self._slope.show(z, result["derivative_grid"], largest, result["z"], result["derivative"])


def inside(limits):
    """A few round ticks that lie within `limits`."""
    return [tick for tick in MaxNLocator(6).tick_values(*limits) if limits[0] <= tick <= limits[1]]


class _Panel:
    """One axes with a curve, a dashed line, and a point that stays in view."""

    def __init__(self, axes, moving, palette):
        self.axes = axes
        self.level = moving(axes.plot([], [], color=palette.theory, linestyle="--", zorder=2)[0])
        self.curve = moving(axes.plot([], [], color=palette.measured, zorder=3)[0])
        self._point = moving(axes.plot([], [], color=palette.ink, marker="o", markersize=9, zorder=4, clip_on=False)[0])

    def show(self, z, values, level, at, value):
        self.curve.set_data(z, values)
        self.level.set_data(z, level)
        limits = self.axes.get_ylim()
        self._point.set_data([np.clip(at, *self.axes.get_xlim())], [np.clip(value, *limits)])
        self._point.set_marker("^" if value > limits[1] else "v" if value < limits[0] else "o")


def _largest(result):
    return number(result["largest_derivative"])


def _share(result):
    largest, here = result["largest_derivative"], abs(result["derivative"])
    if here == 0:
        return ": no gradient passes here" + (f" (at most {number(largest)} elsewhere)" if largest else "")
    if here >= 0.995 * largest:
        return ", the largest there is"
    return f", {times(largest / here)} less than its largest, {number(largest)}"
