"""Heat cells are the colored cells of a heat map and the words in them, which say what the color says."""

import numpy as np
from matplotlib.colors import to_rgb
from seaborn import heatmap

from ..palette import LIGHT

LUMINANCE = (0.299, 0.587, 0.114)  # of red, green and blue, ITU-R BT.601


class HeatCells:
    """A heat map on `axes` with these names of rows, top row first, and columns; none where there are no names yet.

    `ends` are the numbers that have the first and the last of the `colors`.
    """

    def __init__(self, axes, rows, columns, colors, ends, canvas, palette):
        self._colors, self._ends, self._palette = colors, ends, palette
        if rows:
            blank = np.zeros((len(rows), len(columns)))
            names = {"xticklabels": list(columns), "yticklabels": list(rows)}
            looks = {"cmap": colors, "cbar": False, "linewidths": 1, "linecolor": palette.paper}
            heatmap(blank, ax=axes, annot=blank, fmt="", annot_kws={"size": "small"}, **names, **looks)
        axes.tick_params(length=0)
        axes.tick_params(axis="y", rotation=0)
        self._mesh = canvas.moving(axes.collections[0]) if rows else None
        self._words = [canvas.moving(text) for text in axes.texts]

    def show(self, values, words, reached):
        """Color the cells by `values`, grey where there is no number, and write `words`; paper where not `reached`."""
        low, high = self._ends
        share = np.clip((values - low) / (high - low), 0, 1)
        cells = np.where(np.isfinite(share)[..., None], self._colors(share)[..., :3], to_rgb(self._palette.ghost))
        cells[~reached] = to_rgb(self._palette.paper)
        self._mesh.set_array(None)
        self._mesh.set_facecolor(cells.reshape(-1, 3))
        for text, word, cell in zip(self._words, words.flat, cells.reshape(-1, 3)):
            text.set_text(word)
            text.set_color(LIGHT.ink if cell @ LUMINANCE > 0.5 else LIGHT.paper)
