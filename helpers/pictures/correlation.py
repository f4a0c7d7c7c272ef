"""The correlation picture: how alike two inputs are in each layer, and what one layer does to their likeness."""

import numpy as np

from .base import Picture
from .layer_axes import dress, widen
from .linear_axis import LinearAxis
from .log_axis import Curve
from .words import layers, number, settings

COSINES = {-1: "-1", -0.5: "-0.5", 0: "0", 0.5: "0.5", 1: "1"}
ONE = 0.99  # two inputs of a larger cosine have become one
ALIKE = 0.05  # cosines this close are called the same
AGREE = 0.1  # measurement and theory this close in every layer agree


class CorrelationPicture(Picture):
    """The mean cosine of pairs of inputs in each layer, and beside it one layer's step: cosine in, cosine out.

    The band is one standard deviation over the pairs to each side. `deepest` is the last layer on the left
    axis (it grows if a result is deeper).
    """

    needs = (
        "cosine", "cosine_mean", "cosine_std", "predicted_cosine", "cosine_grid", "predicted_step", "diverged",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, deepest=50):
        super().__init__()
        self.deepest = deepest

    def _sentences(self, result):
        return [f"{settings(result)}: {_fate_sentence(result)}", _theory_sentence(result)]

    def _guess_sentence(self):
        return f"Your guess for the cosine in the last layer is {number(np.atleast_1d(self.guessed)[-1])}."

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        self._layers = LinearAxis(left, COSINES, palette.scale)
        dress(left, "Two inputs on their way", "cosine between the two", self.deepest, palette)
        moving = self._canvas.moving
        self._band = moving(left.fill_between([], [], [], color=palette.measured, alpha=0.2, linewidth=0, zorder=2))
        looks = dict(marker="D", color=palette.ink, clip_on=False, zorder=5, linestyle="none")
        self._origin = moving(left.plot([], [], **looks)[0])
        theory = dict(color=palette.theory, linestyle="--", zorder=4)
        self._curves = {
            "cosine_mean": Curve(self._layers, moving, color=palette.measured, marker="o", zorder=3),
            "predicted_cosine": Curve(self._layers, moving, nan=False, markersize=2 * palette.scale, **theory),
        }
        self._dress_step(right, palette)
        self._step = moving(right.plot([], [], **theory)[0])
        self._walk = moving(right.plot([], [], color=palette.measured, marker="o", linestyle="none", zorder=3)[0])

    def _dress_step(self, axes, palette):
        axes.set(title="Each layer's step", xlabel="cosine before the layer", ylabel="cosine after it")
        axes.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), xticks=[*COSINES], yticks=[*COSINES])
        axes.set_xticklabels(COSINES.values())
        axes.set_yticklabels(COSINES.values())
        axes.plot([-1, 1], [-1, 1], color=palette.faint, linewidth=1.2, zorder=1)
        axes.annotate(
            "no change", (-0.95, -0.95), xytext=(8, 0), textcoords="offset points", va="center",
            color=palette.quiet, size="small",
        )  # fmt: skip

    def _key(self, palette):
        return {
            "inputs": self._origin,
            "mean over pairs": self._curves["cosine_mean"].line,
            "theory (right: the last layer's)": self._curves["predicted_cosine"].line,
        }

    def _ghost(self, looks):
        return Curve(self._layers, marker="s", markersize=3, **looks).set(self.pinned["cosine_mean"])

    def _guess(self, looks):
        return self._layers.axes.axhline(np.atleast_1d(self.guessed)[-1], **looks)

    def _show(self, result):
        if len(result["cosine_mean"]) > self.deepest:
            self.deepest = len(result["cosine_mean"])
            widen(self._canvas, self.deepest, self._layers.axes)
        for key, curve in self._curves.items():
            curve.set(result[key])
        mean, spread = np.asarray(result["cosine_mean"]), np.asarray(result["cosine_std"])
        self._band.set_data(np.arange(1, len(mean) + 1), np.maximum(mean - spread, -1), np.minimum(mean + spread, 1))
        self._origin.set_data([0], [result["cosine"]])
        self._step.set_data(result["cosine_grid"], result["predicted_step"])
        self._walk.set_data(np.append(result["cosine"], mean[:-1]), mean)


def cosine(value):
    """A cosine with three digits after the point; one that is nearly 1 by what it lacks."""
    lacking = 1 - value
    return f"1 - {number(lacking)}" if 0 < lacking < 5e-4 else f"{round(value, 3) + 0.0:g}"


def _fate_sentence(result):
    mean, start = np.asarray(result["cosine_mean"], dtype=float), result["cosine"]
    if result["diverged"]:
        lost = "the output" if np.isfinite(mean).all() else layers(~np.isfinite(mean))
        return f"diverged: {lost} became inf or nan."
    if not np.isfinite(mean).all():
        return f"every activation in {layers(~np.isfinite(mean))} is zero, dead or too small for float32: nothing tells the two inputs apart."
    return f"two inputs of cosine {cosine(start)} leave layer {len(mean)} with cosine {cosine(mean[-1])}: {_fate(start, mean[-1])}."


def _fate(start, end):
    if end > ONE:
        return "they were one from the start" if start > ONE else "they have become one"
    if abs(end - start) <= ALIKE:
        return "about as alike as before"
    return "more alike than before" if end > start else "less alike than before"


def _theory_sentence(result):
    measured, predicted = (np.asarray(result[key], dtype=float) for key in ("cosine_mean", "predicted_cosine"))
    if not np.isfinite(predicted[-1]):
        return "Theory has no prediction here."
    expected = f"Theory expected {cosine(predicted[-1])}"
    gap = np.abs(measured - predicted)
    if not np.isfinite(gap).any() or np.nanmax(gap) <= AGREE:
        return f"{expected}."
    worst = np.nanargmax(gap)
    pair = f"{cosine(measured[worst])} was measured and {cosine(predicted[worst])} expected"
    return f"{expected}; the two disagree: in layer {worst + 1} {pair}."
