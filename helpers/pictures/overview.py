"""The overview picture: all of a training on one sheet, for who does not know yet where to look."""

import numpy as np

from .base import Picture
from .fates import fate_sentence
from .layer_axes import dress, reach_layers
from .linear_axis import HALVES, LinearAxis
from .log_axis import Curve, LogAxis
from .loss import loss_sentence
from .raster_panel import Raster
from .step_axis import LEAST, dress_steps, enough, reach
from .verdict import gradient_sentence
from .words import training

OVER_STEPS = (
    "train_loss_history",
    "test_loss_history",
    "zero_fraction_history",
    "dead_fraction_history",
    "test_accuracy_history",
)


class OverviewPicture(Picture):
    """Loss, and the shares of zeros, dead units and right answers over the steps; the gradient in each layer; each unit's life.

    `steps` and `deepest` are the ends of the axes (they grow if a training goes further), `loss` and `gradient` the smallest
    and largest number on the log axes. A guess is the test accuracy.
    """

    quantity = "the test accuracy"
    height = 640
    needs = (
        "step", "step_history", *OVER_STEPS, "gradient_rms", "predicted_gradient_rms", "activation_std", "dead_fraction",
        "unit_history", "dead_history", "events", "dead_units", "births_dead", "deaths", "revivals", "diverged",
        "optimizer", "learning_rate", "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, steps=LEAST, deepest=30, loss=(1e-3, 1e3), gradient=(1e-12, 1e6)):
        super().__init__()
        self.steps, self.deepest, self.loss, self.gradient = steps, deepest, loss, gradient
        self._depth = 1

    def _sentences(self, result):
        return [f"{training(result)}: {loss_sentence(result)}", _capital(gradient_sentence(result)), _units(result)]

    def _build(self, figure, palette):
        (loss, gradient), (shares, raster) = figure.subplots(2, 2)
        self._loss = LogAxis(loss, *self.loss, palette.scale, gaps=4)
        self._shares = LinearAxis(shares, HALVES, palette.scale, nan=False)
        self._gradient = LogAxis(gradient, *self.gradient, palette.scale, gaps=4)
        dress_steps(loss, "Loss", "mean loss", self.steps, palette)
        dress_steps(shares, "Zeros, dead, right", "share", self.steps, palette)
        dress(gradient, "Gradient in each layer", "RMS", self.deepest, palette)
        self._raster = Raster(raster, self._canvas.moving, palette, self._depth, self.steps)
        raster.set(title="Each unit's life", ylabel="layer", xlabel="training step")
        loss.set_xlabel("")
        self._curves = self._over_steps(palette)
        looks = dict(moving=self._canvas.moving, zorder=3)
        self._measured = Curve(self._gradient, color=palette.measured, marker="o", **looks)
        self._theory = Curve(self._gradient, color=palette.weights, linestyle="-.", nan=False, **looks)

    def _over_steps(self, palette):
        """A curve for each history; only its ends are marked."""
        training, test = (
            dict(color=palette.measured, marker="o"),
            dict(color=palette.theory, marker="s", linestyle="--"),
        )
        zeros, dead = dict(color=palette.slopes, marker="v"), dict(color=palette.alarm, marker="X", linestyle="-.")
        axes = [self._loss] * 2 + [self._shares] * 3
        looks = [training, test, zeros, dead, test]
        common = dict(moving=self._canvas.moving, markevery=[0, -1], zorder=3)
        return {
            key: Curve(axis, nan=axis is self._loss, **common, **look)
            for key, axis, look in zip(OVER_STEPS, axes, looks)
        }

    def _key(self, palette):
        loss, test, zeros, dead, _ = (self._curves[key].line for key in OVER_STEPS)
        raster = dict(zip(*reversed(self._raster.legend())))
        raster.pop("dead")
        names = {"training, measured": loss, "test": test, "zeros": zeros, "dead": dead, "theory": self._theory.line}
        return names | raster

    def _ghost(self, looks):
        steps = self.pinned["step_history"]
        Curve(self._shares, nan=False, **looks).set(self.pinned["test_accuracy_history"], steps)
        Curve(self._gradient, marker="s", markersize=3, **looks).set(self.pinned["gradient_rms"])
        return Curve(self._loss, **looks).set(self.pinned["train_loss_history"], steps)

    def _guess(self, looks):
        return self._shares.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        self._fit(result)
        for key, curve in self._curves.items():
            history = np.asarray(result[key], dtype=float)
            curve.set(history.mean(axis=1) if history.ndim > 1 else history, result["step_history"])
        self._measured.set(result["gradient_rms"])
        self._theory.set(result["predicted_gradient_rms"])
        self._raster.show(result)

    def _fit(self, result):
        """Give the axes the layers and the steps of this result; costs a full draw where they change."""
        wanted = max(self.steps, enough(result["step"])), max(self.deepest, result["depth"]), result["depth"]
        if wanted == (self.steps, self.deepest, self._depth):
            return
        self.steps, self.deepest, self._depth = wanted
        for axis in (self._loss, self._shares):
            reach(axis.axes, self.steps)
        reach_layers(self._gradient.axes, self.deepest)
        self._raster.fit(self._depth, self.steps)
        self._canvas.refresh()


def _capital(sentence):
    return sentence[:1].upper() + sentence[1:]


def _units(result):
    return "" if result["diverged"] else f"Of the units: {fate_sentence(result)}"
