"""The code picture: which units of a layer are active on which example, the examples sorted by class."""

import numpy as np
from matplotlib.colors import to_rgb

from .base import Picture
from .words import number, settings


class CodePicture(Picture):
    """A row for each example and a column for each unit of one layer, colored where the unit is active.

    Beside it the number of active units of each example. A unit that is active on none of them has a cross above it.
    """

    quantity = "the active units"
    width, height = 960, 520
    needs = (
        "layer", "code", "code_classes", "active_units", "distinct_codes", "silent_units",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self):
        super().__init__()
        self._shape = None

    def _sentences(self, result):
        return [f"{settings(result)}{_when(result)}: {code_sentence(result)}"]

    def _build(self, figure, palette):
        self._colors = np.array([to_rgb(color) for color in (palette.paper, palette.measured, palette.ghost)])
        left, right = figure.subplots(1, 2, width_ratios=(7, 3), sharey=True)
        left.set(title="Active units of each example", xlabel="unit", ylabel="class of the example")
        right.set(title="How many", xlabel="active units")
        self._axes, self._shape = (left, right), None
        moving = self._canvas.moving
        self._image = moving(left.imshow(np.zeros((1, 1, 3)), aspect="auto", interpolation="nearest", zorder=1))
        self._silent = moving(left.plot([], [], "x", color=palette.alarm, clip_on=False, zorder=4)[0])
        self._edges = [
            moving(axes.plot([], [], color=palette.quiet, linewidth=0.8, zorder=3)[0]) for axes in (left, right)
        ]
        self._count = moving(right.plot([], [], color=palette.measured, zorder=2)[0])
        right.tick_params(axis="y", length=0)
        self._fit(64, np.arange(10))  # room for labels must not wait for the first result

    def _key(self, palette):
        return {"active": self._count, "silent: active on none of these examples": self._silent}

    def _ghost(self, looks):
        counts = self.pinned["active_units"]
        return self._axes[1].plot(counts, middles(len(counts)), **looks | {"zorder": 1})[0]

    def _guess(self, looks):
        return self._axes[1].axvline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        code, classes = result["code"], result["code_classes"]
        examples, units = code.shape
        self._fit(units, classes)
        self._image.set_data(self._colors[code])  # -1, which is no number, takes the last color
        self._image.set_extent((0.5, units + 0.5, 1, 0))
        silent = np.flatnonzero(~code.any(axis=0)) + 1
        self._silent.set_data(silent, np.full(len(silent), -0.018))
        self._count.set_data(result["active_units"], middles(examples))

    def _fit(self, units, classes):
        """Give the axes the units and classes of another layer or data set; costs a full draw."""
        shape = units, tuple(np.bincount(classes))
        if shape == self._shape:
            return
        self._shape = shape
        left, right = self._axes
        left.set_xlim(0.5, units + 0.5)
        left.set_xticks(places(units))
        right.set_xlim(-0.02 * units, 1.06 * units)  # right of the last number, room for half of it
        right.set_xticks([0, *places(units)[1:]])
        ends = np.cumsum(np.bincount(classes)) / len(classes)
        starts = np.concatenate([[0], ends[:-1]])
        left.set_ylim(1, 0)
        left.set_yticks((starts + ends) / 2, [str(label) for label in range(len(ends))])
        for line in self._edges:
            line.set_data(*fences(ends[:-1], *line.axes.get_xlim()))
        self._canvas.refresh()


def middles(rows):
    """Heights of the middles of so many rows between 0 and 1."""
    return (np.arange(rows) + 0.5) / rows


def places(units):
    """A few numbers of units to mark on an axis, the first and the last among them."""
    return np.unique(np.linspace(1, units, min(units, 5)).round().astype(int))


def fences(heights, low, high):
    """(x, y) of one line that crosses from low to high at each height."""
    heights = np.asarray(heights, dtype=float)
    x = np.tile([low, high, np.nan], len(heights))
    return x, np.stack([heights, heights, np.full(len(heights), np.nan)], axis=1).ravel()


def _when(result):
    return f", {result['step']} step{'s' if result['step'] != 1 else ''}" if "step" in result else ""


def code_sentence(result):
    """How many units are active on an example, how many codes differ, and how many units are silent."""
    examples, units = result["code"].shape
    where = f"layer {result['layer']}"
    if (result["code"] < 0).any():
        return f"diverged: {where} holds inf or nan."
    counts, silent = result["active_units"], result["silent_units"]
    between = f", between {counts.min()} and {counts.max()}" if counts.min() != counts.max() else ""
    quiet = "none is" if silent == 0 else "one is" if silent == 1 else f"{silent} are"
    return (
        f"in {where} {number(counts.mean())} of {units} unit{'s' if units > 1 else ''} are active on an example{between}. "
        f"{_variety(examples, int(result['distinct_codes']))}, and {quiet} silent."
    )


def _variety(examples, distinct):
    if distinct == 1:
        return f"All {examples} examples have the same code"
    if distinct == examples:
        return f"All {examples} codes are different"
    return f"There are {distinct} different codes among {examples} examples"
