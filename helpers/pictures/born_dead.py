"""The born-dead picture: how often a narrow, deep network is constant before training begins, measured and as theory bounds it."""

import numpy as np
from matplotlib.patches import Patch

from .base import Picture
from .linear_axis import SHARES
from .quiet_lines import draw_quiet_lines
from .words import percent

ROOM = 0.05  # height that a label needs; widths whose curves end closer share one
RARE = 0.01  # a share below this is called rare


class BornDeadPicture(Picture):
    """Share of random networks born dead over the depth, a curve for each width; the chosen one with theory's two bounds.

    `deepest` is the last number of hidden layers on the axis. A guess is a share.
    """

    quantity = "the share born dead"
    needs = (
        "width", "depth", "networks", "probability", "standard_error", "lower_bound", "upper_bound",
        "map_widths", "map_depths", "map_probability", "map_lower", "map_upper",
    )  # fmt: skip

    def __init__(self, deepest=60):
        super().__init__()
        self.deepest = deepest

    def _sentences(self, result):
        return [f"{_cell(result)}: {_share_sentence(result)}", _bounds_sentence(result), _cure_sentence(result)]

    def _build(self, figure, palette):
        self._axes = axes = figure.subplots()
        axes.set(title="Born dead", xlabel="hidden layers", ylabel="share of networks")
        axes.set(xlim=(0, (1 + 0.11 * palette.scale) * self.deepest), ylim=(-0.04, 1.04))
        axes.set_xticks([1, *range(10, self.deepest + 1, 10)])
        axes.set_yticks([*SHARES], SHARES.values())
        draw_quiet_lines(axes, palette)
        moving, theory = self._canvas.moving, dict(color=palette.theory, linestyle="--", zorder=3)
        self._band = moving(axes.fill_between([], [], [], color=palette.theory, alpha=0.15, linewidth=0, zorder=1))
        self._bounds = [moving(axes.plot([], [], **theory)[0]) for _ in range(2)]
        quiet = dict(color=palette.quiet, linewidth=0.8 * palette.scale, zorder=2)
        self._others = [moving(axes.plot([], [], **quiet)[0]) for _ in range(9)]
        looks = dict(color=palette.quiet, va="center", size="small")
        self._labels = [moving(axes.text(0, 0, "", **looks)) for _ in range(9)]
        self._curve = moving(axes.plot([], [], color=palette.measured, marker="o", zorder=4)[0])
        ring = dict(marker="o", linestyle="none", markersize=11 * palette.scale, fillstyle="none", markeredgewidth=2)
        self._ring = moving(axes.plot([], [], color=palette.ink, clip_on=False, zorder=5, **ring)[0])

    def _key(self, palette):
        return {
            "measured at this width": self._curve,
            "this depth": self._ring,
            "between theory's bounds": Patch(color=palette.theory, alpha=0.3),
            "other widths": self._others[0],
        }

    def _called(self, result):
        return f"width {result['width']}"

    def _ghost(self, looks):
        place = int(np.searchsorted(self.pinned["map_depths"], self.pinned["depth"]))
        curve = self.pinned["map_depths"], _row(self.pinned, "map_probability")
        return self._axes.plot(*curve, marker="s", markersize=7, markevery=[place], **looks)[0]

    def _guess(self, looks):
        return self._axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        depths, low, high = result["map_depths"], _row(result, "map_lower"), _row(result, "map_upper")
        self._band.set_data(depths, low, high)
        for line, bound in zip(self._bounds, (low, high)):
            line.set_data(depths, bound)
        self._curve.set_data(depths, _row(result, "map_probability"))
        self._ring.set_data([result["depth"]], [result["probability"]])
        for line, row in zip(self._others, result["map_probability"]):
            line.set_data(depths, row)
        self._label(result)

    def _label(self, result):
        ends = [(row[-1], width) for width, row in zip(result["map_widths"], result["map_probability"])]
        groups = _together(ends)
        for label, group in zip(self._labels, groups + [[]] * (len(self._labels) - len(groups))):
            heights = [height for height, _ in group] or [0]
            label.set_position((1.012 * result["map_depths"][-1], float(np.mean(heights))))
            label.set_text(_widths([width for _, width in group]))


def _together(ends):
    """(height, width) of neighbors in groups, so that the groups are far enough apart for a label each."""
    groups = []
    for end in sorted(ends, reverse=True):
        if groups and groups[-1][0][0] - end[0] < ROOM:
            groups[-1].append(end)
        else:
            groups.append([end])
    return groups


def _widths(group):
    if len(group) < 2:
        return f"width {group[0]}" if group else ""
    return f"width {min(group)}–{max(group)}"


def _row(result, key):
    return result[key][list(result["map_widths"]).index(result["width"])]


def _cell(result):
    depth = result["depth"]
    return f"{depth} hidden layer{'s' * (depth != 1)} of {result['width']} units"


def _share_sentence(result):
    probability, networks = result["probability"], f"{result['networks']:,}"
    if probability in (0, 1):
        return f"{'none' if probability == 0 else 'all'} of {networks} random networks {'is' if probability == 0 else 'are'} born dead."
    margin = f", give or take {percent(2 * result['standard_error'])}"
    return f"{percent(probability)} of {networks} random networks are born dead{margin}."


def _bounds_sentence(result):
    low, high = percent(result["lower_bound"]), percent(result["upper_bound"])
    return f"Theory says: at least {low} and at most {high}."


def _cure_sentence(result):
    """The least width that makes it rare at this depth."""
    here = result["map_probability"][:, list(result["map_depths"]).index(result["depth"])]
    rare = np.flatnonzero(here < RARE)
    if not len(rare):
        return f"At this depth no width up to {result['map_widths'][-1]} makes it rare."
    width = result["map_widths"][rare[0]]
    return f"At this depth it is below {percent(RARE)} from width {width} on."
