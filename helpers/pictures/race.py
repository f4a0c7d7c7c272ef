"""The race picture: how up to four trainings fare, step by step, in what they learn and in what still reaches their units."""

import numpy as np

from .base import Picture
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve, LogAxis
from .step_axis import LEAST, dress_steps, enough, reach
from .words import number, percent

STYLES = ("-", "--", ":", "-.")
MARKERS = ("o", "s", "^", "D")
WIDTHS = (
    2,
    1.5,
    1.1,
    0.8,
)  # of the usual width and size: where curves lie on each other, the ones below can still be seen


class RacePicture(Picture):
    """Training loss, test accuracy, share of dead units and gradient in layer 1 over the steps, one curve a contender.

    `steps` is the end of the step axis (it grows if a training goes on longer), `loss` and `gradient` are the smallest and
    largest number on the log axes.
    """

    width, height = 960, 600
    needs = ("names", "lanes", "results", "divergences", "step", "dataset", "depth", "width", "bias", "learning_rate")

    def __init__(self, steps=LEAST, loss=(1e-3, 3e1), gradient=(1e-6, 3e1)):
        super().__init__()
        self.steps, self.loss, self.gradient = steps, loss, gradient

    def describe(self, result):
        """The picture read aloud, true at every setting."""
        parts = [f"{_settings(result)}."]
        parts += map(_racer_sentence, result["names"], result["results"], result["divergences"])
        if self.guessed is not None:
            parts.append(f"Your guess for the test accuracy is {percent(np.atleast_1d(self.guessed)[0])}.")
        if self.pinned is not None:
            parts.append(f"Pinned in grey: {_settings(self.pinned)}; {_accuracies(self.pinned)}.")
        return " ".join(parts)

    def _lettering(self, result):
        return result["names"], result["lanes"]

    def _build(self, figure, palette):
        self._names, self._lanes = self._written or ((), ())
        (loss, accuracy), (dead, gradient) = figure.subplots(2, 2)
        self._axes = {
            "loss": LogAxis(loss, *self.loss, palette.scale),
            "accuracy": LinearAxis(accuracy, SHARES, palette.scale),
            "dead": LinearAxis(dead, SHARES, palette.scale),
            "gradient": LogAxis(gradient, *self.gradient, palette.scale),
        }
        dress_steps(loss, "Training loss", "mean of an example", self.steps, palette)
        dress_steps(accuracy, "Test accuracy", "share right", self.steps, palette)
        dress_steps(dead, "Dead units", "share of all units", self.steps, palette)
        dress_steps(gradient, "Gradient arriving in layer 1", "RMS of dLoss/dz", self.steps, palette)
        for axes in (loss, accuracy):
            axes.set_xlabel("")
        self._curves = [
            {name: self._curve(axis, lane, palette.lanes[lane]) for name, axis in self._axes.items()}
            for lane in self._lanes
        ]

    def _curve(self, axis, lane, color):
        looks = {"color": color, "linestyle": STYLES[lane], "marker": MARKERS[lane], "zorder": 3}
        curve = Curve(axis, self._canvas.moving, nan=axis is self._axes["loss"], **looks)
        for size in ("linewidth", "markersize"):
            usual = getattr(curve.line, f"get_{size}")()
            curve.line.set(**{size: WIDTHS[lane] * usual})
        return curve

    def _key(self, palette):
        return {name: curves["loss"].line for name, curves in zip(self._names, self._curves)}

    def _called(self, result):
        return ", ".join(result["names"])

    def _ghost(self, looks):
        for lane, racer in zip(self.pinned["lanes"], self.pinned["results"]):
            for name, axis in self._axes.items():
                ghost = Curve(axis, nan=False, linestyle=STYLES[lane], **looks)
                line = ghost.set(histories(racer)[name], racer["step_history"])
        return line

    def _guess(self, looks):
        return self._axes["accuracy"].axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        if result["step"] > self.steps:
            self.steps = enough(result["step"])
            for axis in self._axes.values():
                reach(axis.axes, self.steps)
            self._canvas.refresh()
        for lane, curves, racer in zip(self._lanes, self._curves, result["results"]):
            for name, values in histories(racer).items():
                line = curves[name].set(values, racer["step_history"])
                line.set_markevery(marked(len(line.get_xdata()), lane))


def marked(points, lane):
    """The points of a curve that have marks: a few at places that differ from lane to lane, and the last one."""
    apart = max(1, points // 4)
    return [*range(lane * apart // 4, points, apart), *range(points)[-1:]]


def histories(racer):
    """What the four panels show of one training."""
    return {
        "loss": racer["train_loss_history"],
        "accuracy": racer["test_accuracy_history"],
        "dead": racer["dead_fraction_history"].mean(axis=1),
        "gradient": racer["gradient_rms_history"][:, 0],
    }


def _settings(result):
    bias = f", bias {result['bias']:g}" if result["bias"] else ""
    network = f"{result['depth']} × {result['width']} units{bias}, {result['dataset']}"
    return f"{network}, learning rate {number(result['learning_rate'])}, step {result['step']}"


def _racer_sentence(name, racer, divergence):
    if divergence:
        return f"{name}: {divergence}"
    last = {panel: values[-1] for panel, values in histories(racer).items()}
    told = [f"loss {number(last['loss'])}"]
    if np.isfinite(last["accuracy"]):
        told.append(f"{percent(last['accuracy'])} of the test examples right")
    if np.isfinite(last["dead"]):
        told.append(f"{percent(last['dead'])} of the units dead")
    return f"{name}: {', '.join(told)}, gradient in layer 1 {number(last['gradient'])}."


def _accuracies(result):
    shares = [racer["test_accuracy_history"][-1] for racer in result["results"]]
    told = [f"{name} {percent(share)}" for name, share in zip(result["names"], shares) if np.isfinite(share)]
    return f"{', '.join(told) or 'none'} of the test examples right"
