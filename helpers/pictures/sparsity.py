"""The sparsity picture: how much of each layer is switched off, and apart from it how many of its units are dead."""

import numpy as np

from .base import Picture
from .layer_axes import dress, reach_layers
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve
from .step_axis import dress_steps, enough, reach
from .words import layers, percent, settings

HISTORIES = ("step", "step_history", "zero_fraction_history", "dead_fraction_history", "test_accuracy_history")


class SparsityPicture(Picture):
    """Share of zeros and share of dead units, two curves over the layers; with `steps` also over a training, beside its accuracy.

    `deepest` is the last layer and `steps` the last step on the axes (they grow if a result goes further). Without `steps`
    a result needs no training.
    """

    quantity = "the share"

    def __init__(self, deepest=20, steps=None):
        super().__init__()
        self.deepest, self.steps = deepest, steps

    @property
    def needs(self):
        """The keys read from a result; more of them where a training is shown."""
        always = (
            "zero_fraction",
            "dead_fraction",
            "activation",
            "init",
            "weight_scale",
            "bias",
            "depth",
            "width",
            "dataset",
        )
        return always if self.steps is None else (*always, *HISTORIES)

    def _sentences(self, result):
        return [f"{settings(result)}{self._when(result)}: {sparsity_sentence(result)}"]

    def _when(self, result):
        if self.steps is None:
            return ""
        accuracy = result["test_accuracy_history"][-1]
        right = "" if np.isnan(accuracy) else f", {percent(accuracy)} of the test examples right"
        return f", {result['step']} step{'s' if result['step'] != 1 else ''}{right}"

    def _build(self, figure, palette):
        left, right = (figure.subplots(), None) if self.steps is None else figure.subplots(1, 2, width_ratios=(2, 3))
        self._layers = LinearAxis(left, SHARES, palette.scale)
        dress(left, "Off, and dead, in each layer", "share", self.deepest, palette)
        looks = {
            "zero_fraction": dict(color=palette.measured, marker="o", zorder=3),
            "dead_fraction": dict(color=palette.alarm, marker="X", linestyle="-.", zorder=4),
        }
        moving = self._canvas.moving
        self._curves = {key: Curve(self._layers, moving, **look) for key, look in looks.items()}
        self._histories = {}
        if right is not None:
            self._steps = LinearAxis(right, SHARES, palette.scale)
            dress_steps(right, "The same over all layers, and the accuracy", "", self.steps, palette)
            looks["test_accuracy"] = dict(color=palette.theory, marker="s", linestyle="--", zorder=3, nan=False)
            self._histories = {
                key + "_history": Curve(self._steps, moving, markevery=[0, -1], **look) for key, look in looks.items()
            }

    def _key(self, palette):
        key = {
            "zeros: off on an example": self._curves["zero_fraction"].line,
            "dead: derivative zero on every training example": self._curves["dead_fraction"].line,
        }
        return key | ({"test accuracy": self._histories["test_accuracy_history"].line} if self._histories else {})

    def _ghost(self, looks):
        looks |= {"markersize": 3}
        Curve(self._layers, marker="X", linestyle="-.", **looks).set(self.pinned["dead_fraction"])
        for key in self._histories.keys() - {"dead_fraction_history"}:
            Curve(self._steps, nan=False, **looks).set(over_layers(self.pinned[key]), self.pinned["step_history"])
        return Curve(self._layers, marker="o", **looks).set(self.pinned["zero_fraction"])

    def _guess(self, looks):
        return self._layers.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        self._fit(result)
        for key, curve in self._curves.items():
            curve.set(result[key])
        for key, curve in self._histories.items():
            curve.set(over_layers(result[key]), result["step_history"])

    def _fit(self, result):
        """Widen the axes to what this result needs; costs a full draw where they change."""
        deepest = max(self.deepest, result["depth"])
        steps = self.steps and max(self.steps, enough(result["step"]))
        if (deepest, steps) == (self.deepest, self.steps):
            return
        self.deepest, self.steps = deepest, steps
        reach_layers(self._layers.axes, deepest)
        if self._histories:
            reach(self._steps.axes, steps)
        self._canvas.refresh()


def over_layers(history):
    """The mean over the layers of each frame; a history that knows no layers as it is."""
    return history.mean(axis=1) if history.ndim > 1 else history


def sparsity_sentence(result):
    """How much is zero, and apart from it how much is dead."""
    zero, dead = (np.asarray(result[key], dtype=float) for key in ("zero_fraction", "dead_fraction"))
    if not np.isfinite(zero).all():
        return f"diverged: {layers(~np.isfinite(zero))} became inf or nan."
    return f"{_share_of(zero, 'of the activations')} exactly zero, and {_share_of(dead, 'of the units')} dead."


def _share_of(values, what):
    mean = f"{percent(values.mean())} {what} are"
    if len(values) == 1 or percent(values.min()) == percent(values.max()):
        return mean
    low, high = values.argmin(), values.argmax()
    between = f" ({percent(values[low])} in layer {low + 1}, {percent(values[high])} in layer {high + 1})"
    return f"{percent(values.mean())} {what}{between} are"
