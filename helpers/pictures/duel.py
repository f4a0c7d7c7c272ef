"""The duel picture: two trainings side by side, their losses and the gradient in each of their layers."""

import numpy as np

from .base import Picture
from .layer_axes import dress, mark_floor, reach_layers
from .log_axis import Curve, LogAxis
from .loss import loss_sentence
from .step_axis import LEAST, dress_steps, enough, reach
from .verdict import gradient_sentence
from .words import number

RIVAL = "rival_"
NEEDED_OF_EACH = (
    "step_history", "train_loss_history", "test_accuracy_history", "gradient_rms", "diverged", "step",
    "activation", "init", "depth", "width", "dataset",
)  # fmt: skip


class DuelPicture(Picture):
    """Training loss over the steps, and gradient RMS per layer, of two trainings on the same fixed log axes.

    `steps` and `deepest` are the ends of the axes (they grow if a result goes further), `loss` and `gradient`
    the smallest and largest number on the log axes.
    """

    needs = ("names", "divergences", *NEEDED_OF_EACH, *(RIVAL + key for key in NEEDED_OF_EACH))

    def __init__(self, steps=LEAST, deepest=20, loss=(1e-4, 1e3), gradient=(1e-46, 1e15)):
        super().__init__()
        self.steps, self.deepest, self.loss, self.gradient = steps, deepest, loss, gradient

    def describe(self, result):
        """The picture read aloud, true at every setting."""
        layers = f"{result['depth']} layer{'s' if result['depth'] > 1 else ''}"
        sides = zip(result["names"], (result, rival(result)), result["divergences"])
        parts = [f"{layers}, {result['dataset']}.", *(_side_sentence(*side) for side in sides)]
        if self.guessed is not None:
            parts.append(f"Your guess for the loss is {number(np.atleast_1d(self.guessed)[0])}.")
        if self.pinned is not None:
            parts.append(f"Pinned in grey: {self.pinned['names'][0]}: {loss_sentence(self.pinned)}")
        return " ".join(parts)

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2)
        self._loss, self._gradient = (
            LogAxis(left, *self.loss, palette.scale),
            LogAxis(right, *self.gradient, palette.scale),
        )
        dress_steps(left, "Loss on the training examples", "mean loss of an example", self.steps, palette)
        dress(right, "Gradient in each layer", "RMS of dLoss/dz", self.deepest, palette)
        mark_floor(right, palette)
        looks = {
            "": dict(color=palette.measured, marker="o"),
            RIVAL: dict(color=palette.theory, marker="s", linestyle="--"),
        }
        moving = self._canvas.moving
        self._losses = {
            side: Curve(self._loss, moving, markevery=[0, -1], zorder=3, **look) for side, look in looks.items()
        }
        self._gradients = {side: Curve(self._gradient, moving, zorder=3, **look) for side, look in looks.items()}
        self._names = ("first", "second")

    def _key(self, palette):
        return dict(zip(self._names, (curve.line for curve in self._losses.values())))

    def _called(self, result):
        return result["names"][0]

    def _ghost(self, looks):
        Curve(self._gradient, marker="^", markersize=3, **looks).set(self.pinned["gradient_rms"])
        return Curve(self._loss, **looks).set(self.pinned["train_loss_history"], self.pinned["step_history"])

    def _guess(self, looks):
        (height,), _ = self._loss.places(np.atleast_1d(self.guessed)[:1])
        return self._loss.axes.axhline(height, **looks)

    def _show(self, result):
        self._fit(result)
        for side in ("", RIVAL):
            self._losses[side].set(result[side + "train_loss_history"], result[side + "step_history"])
            self._gradients[side].set(result[side + "gradient_rms"])

    def _fit(self, result):
        """Give axes and legend what this result needs; costs a full draw where they change."""
        wanted = max(self.steps, enough(result["step"])), max(self.deepest, result["depth"]), result["names"]
        if wanted == (self.steps, self.deepest, self._names):
            return
        self.steps, self.deepest, self._names = wanted
        reach(self._loss.axes, self.steps)
        reach_layers(self._gradient.axes, self.deepest)
        for text, name in zip(self._canvas.figure.legends[0].get_texts(), self._names):
            text.set_text(name)
        self._canvas.refresh()


def rival(result):
    """The rival's part of a result, under the names it would have alone."""
    return {key.removeprefix(RIVAL): value for key, value in result.items() if key.startswith(RIVAL)}


def _side_sentence(name, result, divergence):
    if divergence:
        return f"{name}: {divergence}"
    gradient = gradient_sentence(result)
    return f"{name}: {loss_sentence(result)} {gradient[0].upper()}{gradient[1:]}"
