"""The chain picture: the factors that backprop multiplies on its walk from the output to layer 1."""

import numpy as np

from .base import Picture
from .layer_axes import dress, mark_floor, widen
from .log_axis import Curve, LogAxis
from .verdict import gradient_sentence, guess_sentence
from .words import number, settings


class ChainPicture(Picture):
    """Two factors per layer, one from the derivative and one from the weights, and the gradient they make.

    `deepest` is the last layer on the axis (it grows if a result is deeper), `factor` and `gradient`
    are the smallest and largest number on the two log axes.
    """

    needs = (
        "derivative_part", "weight_part", "gradient_rms", "diverged",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, deepest=50, factor=(1e-4, 1e2), gradient=(1e-46, 1e15)):
        super().__init__()
        self.deepest, self.factor, self.gradient = deepest, factor, gradient

    def _sentences(self, result):
        return [f"{settings(result)}: {gradient_sentence(result)}", _typical_step(result)]

    def _guess_sentence(self):
        return guess_sentence(self.guessed)

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2)
        self._factors = LogAxis(left, *self.factor, palette.scale)
        self._product = LogAxis(right, *self.gradient, palette.scale)
        dress(left, "Factors of each step back", "factor", self.deepest, palette)
        dress(right, "Their product: the gradient", "RMS of dLoss/dz", self.deepest, palette)
        mark_floor(right, palette)
        left.axhline(0, color=palette.quiet, linewidth=1)
        self._curves = {
            "weight_part": self._curve(self._factors, palette.weights, "s"),
            "derivative_part": self._curve(self._factors, palette.slopes, "^"),
            "gradient_rms": self._curve(self._product, palette.measured, "o"),
        }

    def _curve(self, axis, color, marker):
        return Curve(axis, self._canvas.moving, color=color, marker=marker, zorder=4)

    def _key(self, palette):
        names = {"derivative part": "derivative_part", "weight part": "weight_part", "gradient": "gradient_rms"}
        return {name: self._curves[key].line for name, key in names.items()}

    def _ghost(self, looks):
        looks = looks | {"markersize": 3}
        for key, marker in (("weight_part", "s"), ("derivative_part", "^")):
            Curve(self._factors, marker=marker, **looks).set(self.pinned[key])
        return Curve(self._product, marker="o", **looks).set(self.pinned["gradient_rms"])

    def _guess(self, looks):
        return Curve(self._product, marker="D", **looks).set(np.atleast_1d(self.guessed))

    def _show(self, result):
        if len(result["gradient_rms"]) > self.deepest:
            self.deepest = len(result["gradient_rms"])
            widen(self._canvas, self.deepest, self._factors.axes, self._product.axes)
        for key, curve in self._curves.items():
            curve.set(result[key])


def _typical_step(result):
    """The medians over the layers of the two parts, where something arrives to be multiplied."""
    parts = [np.asarray(result[key], dtype=float) for key in ("derivative_part", "weight_part")]
    known = np.isfinite(parts[0]) & np.isfinite(parts[1])
    if not known.any():
        return "Nothing arrives that could be multiplied."
    slope, weight = (np.median(part[known]) for part in parts)
    return f"A typical step back multiplies it by {number(slope)} (derivative part) and {number(weight)} (weight part)."
