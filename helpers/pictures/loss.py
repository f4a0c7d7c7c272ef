"""The loss picture: how the loss falls and the accuracy rises, step by step."""

import numpy as np

from .base import Picture
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve, LogAxis
from .step_axis import LEAST, dress_steps, enough, reach
from .words import number, percent, settings, training

SAME = 0.01  # a loss that changed by less than this share has not moved


class LossPicture(Picture):
    """Loss on training and test examples over the steps on a fixed log axis, and beside it the test accuracy.

    `steps` is the last step on the axis (it grows if a training goes on longer), `loss` are the smallest and
    largest loss on it.
    """

    needs = (
        "step", "step_history", "train_loss_history", "test_loss_history", "test_accuracy_history", "diverged",
        "optimizer", "learning_rate", "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, steps=LEAST, loss=(1e-4, 1e3)):
        super().__init__()
        self.steps, self.loss = steps, loss

    def _sentences(self, result):
        return [f"{training(result)}: {loss_sentence(result)}"]

    def _guess_sentence(self):
        return f"Your guess for the test accuracy is {percent(np.atleast_1d(self.guessed)[0])}."

    def _pinned_words(self, pinned):
        return f"{settings(pinned)}: {loss_sentence(pinned)}"

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        self._loss, self._accuracy = LogAxis(left, *self.loss, palette.scale), LinearAxis(right, SHARES, palette.scale)
        dress_steps(left, "Loss", "mean loss of an example", self.steps, palette)
        dress_steps(right, "Test accuracy", "share of test examples", self.steps, palette)
        self._curves = {
            "train_loss_history": self._curve(self._loss, palette.measured, "o"),
            "test_loss_history": self._curve(self._loss, palette.theory, "s", linestyle="--"),
            "test_accuracy_history": self._curve(self._accuracy, palette.theory, "s", linestyle="--", nan=False),
        }

    def _curve(self, axis, color, marker, **looks):
        # Only its ends are marked: where the training began, and where it stands.
        return Curve(axis, self._canvas.moving, color=color, marker=marker, markevery=[0, -1], zorder=3, **looks)

    def _key(self, palette):
        names = {"training examples": "train_loss_history", "test examples": "test_loss_history"}
        return {name: self._curves[key].line for name, key in names.items()}

    def _ghost(self, looks):
        steps = self.pinned["step_history"]
        Curve(self._accuracy, nan=False, **looks).set(self.pinned["test_accuracy_history"], steps)
        return Curve(self._loss, **looks).set(self.pinned["train_loss_history"], steps)

    def _guess(self, looks):
        return self._accuracy.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        if result["step"] > self.steps:
            self.steps = enough(result["step"])
            for axis in (self._loss, self._accuracy):
                reach(axis.axes, self.steps)
            self._canvas.refresh()
        for key, curve in self._curves.items():
            curve.set(result[key], result["step_history"])


def loss_sentence(result):
    """Where loss and accuracy stand, and where they come from."""
    loss, accuracy = result["train_loss_history"], result["test_accuracy_history"][-1]
    steps = f"{result['step']} step{'s' if result['step'] != 1 else ''}"
    if not np.isfinite(loss[-1]):
        return f"diverged after {steps}: the loss is {number(loss[-1])}."
    right = "" if np.isnan(accuracy) else f"; {percent(accuracy)} of the test examples are right"
    if len(loss) == 1:
        return f"after {steps} the loss on the training examples is {number(loss[-1])}{right}."
    return f"after {steps} the loss on the training examples {_moved(loss[0], loss[-1])}{right}."


def _moved(start, now):
    if not np.isfinite(start):
        return f"is {number(now)}"
    if abs(now - start) < SAME * start:
        return f"has not moved from {number(start)}"
    return f"has {'fallen' if now < start else 'risen'} from {number(start)} to {number(now)}"
