"""The counts picture: how many units are active on an example, against coins, and class by class."""

import numpy as np

from .base import Picture
from .quiet_lines import draw_quiet_lines
from .words import number, padded, percent, settings


class CountsPicture(Picture):
    """Left how often each number of active units occurs, right its mean and spread for each class.

    `tallest` is the largest share on the left axis.
    """

    quantity = "the mean count"
    needs = (
        "count_share", "coin_share", "count_mean", "count_std", "coin_std", "class_mean", "class_std", "class_share",
        "layer", "steps", "l1", "diverged", "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, tallest=0.2):
        super().__init__()
        self.tallest = tallest
        self._shape = None

    def _sentences(self, result):
        return [f"{_settings(result)}: {counts_sentence(result)}"]

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2)
        left.set(
            title="How many units are active",
            xlabel="active units",
            ylabel="share of examples",
        )
        shares = np.linspace(0, self.tallest, 5)
        left.set_ylim(0, 1.08 * self.tallest)
        left.set_yticks(shares, [percent(share) for share in shares])
        right.set(title="Class by class", xlabel="class", ylabel="active units")
        for axes in (left, right):
            draw_quiet_lines(axes, palette)
        self._axes, self._shape = (left, right), None
        moving = self._canvas.moving
        bars = dict(color=palette.measured, drawstyle="steps-mid", zorder=3)
        coins = dict(color=palette.theory, linestyle="--", zorder=4)
        self._counted, self._coins = (moving(left.plot([], [], **looks)[0]) for looks in (bars, coins))
        self._means = moving(right.plot([], [], "o", color=palette.measured, zorder=4)[0])
        self._spreads = moving(right.plot([], [], color=palette.measured, zorder=3)[0])
        self._fit(64, 10)  # room for labels must not wait for the first result

    def _key(self, palette):
        return {
            "counted": self._counted,
            "expected of independent units": self._coins,
            "class: mean ± its spread": self._means,
        }

    def _ghost(self, looks):
        share, means = self.pinned["count_share"], self.pinned["class_mean"]
        self._axes[1].plot(np.arange(len(means)), means, "s", markersize=4, **looks)
        return self._axes[0].plot(np.arange(len(share)), share, drawstyle="steps-mid", **looks)[0]

    def _guess(self, looks):
        return self._axes[0].axvline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        units, classes = result["width"], len(result["class_mean"])
        self._fit(units, classes)
        counts, places = np.arange(units + 1), np.arange(classes)
        self._counted.set_data(counts, np.minimum(result["count_share"], 1.05 * self.tallest))
        self._coins.set_data(counts, np.minimum(result["coin_share"], 1.05 * self.tallest))
        self._means.set_data(places, result["class_mean"])
        ends = result["class_mean"] + np.outer([-1, 1, np.nan], result["class_std"])
        self._spreads.set_data(np.repeat(places, 3), ends.T.ravel())

    def _fit(self, units, classes):
        """Give the axes the units and the classes of another layer or data set; costs a full draw."""
        if (units, classes) == self._shape:
            return
        self._shape = units, classes
        left, right = self._axes
        marks = np.unique(np.linspace(0, units, min(units, 4) + 1).round().astype(int))
        left.set_xlim(-0.02 * units, 1.02 * units)
        left.set_xticks(marks)
        right.set_ylim(-0.02 * units, 1.02 * units)
        right.set_yticks(marks, [padded(mark, 4) for mark in marks])
        right.set_xlim(-0.7, classes - 0.3)
        right.set_xticks(np.arange(classes))
        self._canvas.refresh()


def _settings(result):
    penalty = f", l1 {number(result['l1'])}" if result["l1"] else ""
    return f"{settings(result)}, {result['steps']} steps{penalty}, layer {result['layer']}"


def counts_sentence(result):
    """How many units are active, whether that varies more than by chance, and whether the class explains it."""
    if result["diverged"]:
        return "diverged: what became inf or nan counts as active."
    mean, spread, chance = (number(result[key]) for key in ("count_mean", "count_std", "coin_std"))
    units = f"of {result['width']} unit{'s' if result['width'] > 1 else ''}"
    if result["count_std"] == 0:
        return f"{mean} {units} are active on every example."
    return (
        f"on average {mean} {units} are active, with a standard deviation of {spread}; independent units would have "
        f"{chance}. {percent(result['class_share'])} of the variance lies between the classes."
    )
