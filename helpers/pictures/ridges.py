"""Ridges are histograms of one kind, stood one behind the other: a row for each layer, the first in front."""

import numpy as np
from matplotlib.collections import PolyCollection
from seaborn import blend_palette

CUT = 0.075  # the largest share of a bin that a row has room for: a spike above it would flatten all the rest
LABELS = 7  # rows that are numbered, at most
FOOT, TOP = -0.02, 1.14  # of the axis; the first row stands at 0, the last below 1


class Ridges:
    """The histograms of all layers in `axes`; rows stand closer where there are more.

    A row is colored by how much of it is saturated.
    """

    def __init__(self, axes, canvas, palette):
        self.axes = axes
        self._color = blend_palette([palette.measured, palette.guess, palette.alarm], as_cmap=True)
        axes.set_ylim(FOOT, TOP)
        axes.set_yticks([])
        self._rows = self._collect(canvas.moving, edgecolors=palette.paper, linewidths=0.5)
        self._ghost = self._collect(canvas.moving, edgecolors=palette.ghost, linewidths=1.2, facecolors="none")
        self._lost = canvas.moving(axes.plot([], [], "x", color=palette.alarm, zorder=4)[0])
        place = dict(transform=axes.get_yaxis_transform(), ha="right", va="bottom", size="small")
        self._numbers = [axes.text(-0.015, 0, "", **place) for _ in range(LABELS)]
        self._stamp = canvas.stamp(*self._numbers)

    def _collect(self, moving, **looks):
        rows = moving(PolyCollection([], **looks))
        self.axes.add_collection(rows, autolim=False)
        return rows

    def show(self, edges, histogram, saturated):
        """Show `histogram` (layers, bins) of the bins between `edges`; rows with nan are marked as lost."""
        feet, known = feet_of(len(histogram)), np.isfinite(histogram).all(axis=1)
        self._rows.set_verts(outlines(edges, histogram))
        self._rows.set_facecolor(self._color(saturated[known][::-1]))
        self._lost.set_data(np.full((~known).sum(), (edges[0] + edges[-1]) / 2), feet[~known])
        self._number(feet)

    def shadow(self, edges, histogram):
        """Show the outlines of other rows over these; none where `histogram` is None."""
        self._ghost.set_verts([] if histogram is None else outlines(edges, histogram))

    def _number(self, feet):
        self._stamp.state = len(feet)
        rows = np.unique(np.linspace(0, len(feet) - 1, min(LABELS, len(feet))).round().astype(int))
        for place, text in enumerate(self._numbers):
            text.set_text(f"{rows[place] + 1}" if place < len(rows) else "")
            text.set_y(feet[rows[place]] if place < len(rows) else 0)


def feet_of(layers):
    """Height at which the row of each layer stands, layer 1 lowest."""
    return np.arange(layers) / layers


def height_of(layers):
    """Height of a row at its cut."""
    return min(max(1.7 / layers, 0.12), 0.6)


def outlines(edges, histogram):
    """The steps of each row without nan as (x, y) points from its left foot to its right one, the farthest row first."""
    known, feet = np.isfinite(histogram).all(axis=1), feet_of(len(histogram))[:, None]
    tops = feet + height_of(len(feet)) * np.minimum(histogram / CUT, 1)
    y = np.concatenate([feet, np.repeat(tops, 2, axis=1), feet], axis=1)[known][::-1]
    return np.stack([np.broadcast_to(np.repeat(edges, 2), y.shape), y], axis=-1)
