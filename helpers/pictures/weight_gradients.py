"""The weight gradient picture: the layer picture, with the gradient by the weights over that by the pre-activations."""

import numpy as np

from .layers import LayerPicture
from .log_axis import Curve
from .verdict import trend
from .words import number


class WeightGradientPicture(LayerPicture):
    """Two gradients per layer on one axis, RMS of dLoss/dz and of dLoss/dw, and the activation spread.

    The first is what travels back, the second what training subtracts from the weights. Arguments as in `LayerPicture`.
    """

    needs = (*LayerPicture.needs, "weight_gradient_rms")

    def describe(self, result):
        """The picture read aloud, true at every setting."""
        return " ".join(filter(None, [super().describe(result), _weight_sentence(result)]))

    def _build(self, figure, palette):
        super()._build(figure, palette)
        self._gradient.axes.set_ylabel("RMS")
        looks = dict(color=palette.weights, marker="^", zorder=3)
        self._curves["weight_gradient_rms"] = Curve(self._gradient, self._canvas.moving, **looks)

    def _key(self, palette):
        curves = self._curves
        return {
            "dLoss/dz": curves["gradient_rms"].line,
            "its theory": curves["predicted_gradient_rms"].line,
            "dLoss/dw": curves["weight_gradient_rms"].line,
        }

    def _ghost(self, looks):
        Curve(self._gradient, marker="^", markersize=3, **looks).set(self.pinned["weight_gradient_rms"])
        return super()._ghost(looks)


def _weight_sentence(result):
    """What the weight gradient does from the last hidden layer to layer 1; empty where it is inf or nan."""
    gradient = np.asarray(result["weight_gradient_rms"], dtype=float)
    first, last = gradient[0], gradient[-1]
    if not np.isfinite(gradient).all():
        return ""
    if not gradient.any():
        return "Every weight gradient is exactly zero."
    if len(gradient) == 1:
        return f"The weight gradient is {number(first)}."
    told = f"The weight gradient is {number(last)} in layer {len(gradient)} and {number(first)} in layer 1"
    return f"{told}: {trend(first / last)}." if first and last else f"{told}."
