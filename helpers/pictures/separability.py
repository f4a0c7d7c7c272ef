"""The separability picture: what a linear readout gets right from the inputs and from each layer."""

import numpy as np

from .base import Picture
from .layer_axes import dress
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve
from .words import layers, percent, trained


class SeparabilityPicture(Picture):
    """Test accuracy of a linear readout of the inputs (at 0) and of each layer, before training and after it.

    `deepest` is the last layer on the axis (it grows if a result is deeper).
    """

    quantity = "the readout"
    needs = (
        "probe_before", "probe_after", "steps", "l1",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, deepest=3):
        super().__init__()
        self.deepest = deepest

    def _sentences(self, result):
        return [f"{trained(result)}: {separability_sentence(result)}"]

    def _build(self, figure, palette):
        axes = figure.subplots()
        self._axis = LinearAxis(axes, SHARES, palette.scale)
        dress(axes, "What a linear readout gets right", "share of test examples", self.deepest, palette)
        axes.set_xlabel("layer (0 is the input itself)")
        self._reach()
        self._input = self._canvas.moving(axes.axhline(0, color=palette.quiet, linewidth=1, zorder=2))
        before = dict(color=palette.theory, marker="s", linestyle="--", zorder=3)
        after = dict(color=palette.measured, marker="o", zorder=4)
        self._curves = {
            key: Curve(self._axis, self._canvas.moving, **look)
            for key, look in {"probe_before": before, "probe_after": after}.items()
        }

    def _key(self, palette):
        names = {"before training": "probe_before", "after training": "probe_after"}
        return {name: self._curves[key].line for name, key in names.items()} | {"the input itself": self._input}

    def _ghost(self, looks):
        looks |= {"markersize": 3}
        at = np.arange(len(self.pinned["probe_after"]))
        Curve(self._axis, marker="s", linestyle="--", **looks).set(self.pinned["probe_before"], at)
        return Curve(self._axis, marker="o", **looks).set(self.pinned["probe_after"], at)

    def _guess(self, looks):
        return self._axis.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        if result["depth"] > self.deepest:
            self.deepest = result["depth"]
            self._reach()
            self._canvas.refresh()
        self._input.set_ydata([result["probe_before"][0]] * 2)
        for key, curve in self._curves.items():
            curve.set(result[key], np.arange(result["depth"] + 1))

    def _reach(self):
        self._axis.axes.set_xlim(-0.5, self.deepest + 0.5)
        self._axis.axes.set_xticks(
            np.unique(np.linspace(0, self.deepest, min(self.deepest, 5) + 1).round().astype(int))
        )


def separability_sentence(result):
    """What a linear readout gets right from the inputs, and from the last layer before and after training."""
    known = np.isfinite(result["probe_after"])
    if not known.all():
        return f"diverged: {layers(~known[1:])} became inf or nan."
    ends = f"layer {result['depth']}"
    inputs, before, after = result["probe_before"][0], result["probe_before"][-1], result["probe_after"][-1]
    return (
        f"a linear readout gets {_exact(inputs)} of the test examples right from the input, {_exact(before)} from {ends} "
        f"before training and {_exact(after)} after it."
    )


def _exact(share):
    """With one digit more than `percent`, because a few examples are what it is about."""
    return percent(share) if share < 0.1 or share == 1 else f"{100 * share:.1f} %"
