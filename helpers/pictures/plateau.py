"""The plateau picture: accuracy against sparsity, a mark for each network, and where the accuracy gives way."""

import numpy as np

from .base import Picture
from .linear_axis import SHARES, LinearAxis
from .quiet_lines import draw_quiet_lines
from .words import number, percent, settings


class PlateauPicture(Picture):
    """Test accuracy against the share of zeros of many trained networks, those with the largest penalty shown in front.

    `start` is the smallest share on the axis; a network below it is shown at its edge.
    """

    quantity = "the share of zeros"
    needs = (
        "l1", "penalties", "zero_share", "test_accuracy", "dead_share", "plateau_end", "seeds", "steps",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, start=0.4):
        super().__init__()
        self.start = start

    def _sentences(self, result):
        return [f"{settings(result)}, {result['steps']} steps, l1 {number(result['l1'])}: {plateau_sentence(result)}"]

    def _pinned_words(self, pinned):
        return f"l1 {number(pinned['l1'])}: {plateau_sentence(pinned)}"

    def _called(self, result):
        return f"l1 {number(result['l1'])}"

    def _build(self, figure, palette):
        axes = figure.subplots()
        self._axis = LinearAxis(axes, SHARES, palette.scale)
        axes.set(
            title="What is still right, and how much is off",
            ylabel="test accuracy",
            xlabel="share of zeros in the hidden layers",
        )
        axes.set_xlim(self.start - 0.02, 1.02)
        ticks = np.linspace(self.start, 1, 7)
        axes.set_xticks(ticks, [percent(tick) for tick in ticks])
        draw_quiet_lines(axes, palette)
        moving = self._canvas.moving
        looks = dict(linestyle="none", fillstyle="none", zorder=3)
        self._before = moving(axes.plot([], [], marker="o", color=palette.quiet, **looks)[0])
        self._now = moving(axes.plot([], [], marker="D", color=palette.measured, **looks | {"fillstyle": "full"})[0])
        self._means = moving(axes.plot([], [], color=palette.theory, linestyle="--", zorder=2)[0])

    def _key(self, palette):
        return {"with this penalty": self._now, "with smaller ones": self._before, "means": self._means}

    def _ghost(self, looks):
        x, y = np.maximum(self.pinned["zero_share"][-1], self.start), self.pinned["test_accuracy"][-1]
        return self._axis.axes.plot(x, y, "s", markersize=7, fillstyle="none", **looks)[0]

    def _guess(self, looks):
        return self._axis.axes.axvline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        zeros, accuracy = np.maximum(result["zero_share"], self.start), result["test_accuracy"]
        self._before.set_data(zeros[:-1].ravel(), accuracy[:-1].ravel())
        self._now.set_data(zeros[-1], accuracy[-1])
        self._means.set_data(zeros.mean(axis=1), accuracy.mean(axis=1))


def plateau_sentence(result):
    """How sparse and how accurate the networks with this penalty are, and whether the plateau has ended."""
    zeros, accuracy, dead = (result[key][-1] for key in ("zero_share", "test_accuracy", "dead_share"))
    if not np.isfinite(accuracy).all():
        return "at least one of the networks diverged, or was not trained because the sweep was stopped."
    count = f"{result['seeds']} network{'s' if result['seeds'] > 1 else ''}"
    spread = f" ({percent(accuracy.min())} to {percent(accuracy.max())})" if len(accuracy) > 1 else ""
    end = result["plateau_end"]
    verdict = "No accuracy is lost so far" if end >= zeros.mean() else f"Accuracy is lost beyond {percent(end)} zeros"
    return (
        f"{percent(zeros.mean())} zeros and {percent(dead.mean())} dead units, and {percent(accuracy.mean())}{spread} of the "
        f"test examples right, in {count}. {verdict}."
    )
