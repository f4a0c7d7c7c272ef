"""The layer picture: how large the gradient is in each layer, and how far the activations spread."""

import numpy as np

from .base import Picture
from .layer_axes import dress, mark_floor, widen
from .log_axis import Curve, LogAxis
from .verdict import gradient_sentence, guess_sentence, spread_sentence, theory_sentence
from .words import settings


class LayerPicture(Picture):
    """Gradient RMS and activation spread per layer, measured and as theory predicts them.

    `deepest` is the last layer on the axis (it grows if a result is deeper), `gradient` and `spread`
    are the smallest and largest number on the two log axes.
    """

    needs = (
        "gradient_rms", "predicted_gradient_rms", "activation_std", "predicted_activation_std",
        "dead_fraction", "diverged", "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, deepest=50, gradient=(1e-46, 1e15), spread=(1e-15, 1e5)):
        super().__init__()
        self.deepest, self.gradient, self.spread = deepest, gradient, spread

    def _sentences(self, result):
        return [f"{settings(result)}: {gradient_sentence(result)}", theory_sentence(result), spread_sentence(result)]

    def _guess_sentence(self):
        return guess_sentence(self.guessed)

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        self._gradient = LogAxis(left, *self.gradient, palette.scale)
        self._spread = LogAxis(right, *self.spread, palette.scale)
        dress(left, "Gradient in each layer", "RMS of dLoss/dz", self.deepest, palette)
        dress(right, "Activation spread", "standard deviation", self.deepest, palette)
        mark_floor(left, palette)
        moving = self._canvas.moving
        measured = dict(moving=moving, color=palette.measured, marker="o", zorder=3)
        theory = dict(moving=moving, color=palette.theory, linestyle="--", markersize=2 * palette.scale, zorder=4)
        self._curves = {
            "gradient_rms": Curve(self._gradient, **measured),
            "activation_std": Curve(self._spread, **measured),
            "predicted_gradient_rms": Curve(self._gradient, nan=False, **theory),
            "predicted_activation_std": Curve(self._spread, nan=False, **theory),
        }

    def _key(self, palette):
        return {"measured": self._curves["gradient_rms"].line, "theory": self._curves["predicted_gradient_rms"].line}

    def _ghost(self, looks):
        looks = looks | {"marker": "s", "markersize": 3}
        Curve(self._spread, **looks).set(self.pinned["activation_std"])
        return Curve(self._gradient, **looks).set(self.pinned["gradient_rms"])

    def _guess(self, looks):
        return Curve(self._gradient, marker="D", **looks).set(np.atleast_1d(self.guessed))

    def _show(self, result):
        if len(result["gradient_rms"]) > self.deepest:
            self.deepest = len(result["gradient_rms"])
            widen(self._canvas, self.deepest, self._gradient.axes, self._spread.axes)
        for key, curve in self._curves.items():
            curve.set(result[key])
