"""A pre-activation panel shows how one unit answers every example: a histogram on a fixed axis, split at zero."""

import numpy as np
from matplotlib.collections import PolyCollection

from .words import percent

CUT = 0.3  # the largest share of the examples that a bin has room for
PLACES = -100, -10, -1, 0, 1, 10, 100


class PreActivations:
    """The histogram of one unit in `axes`; `moving` is a canvas's method of that name."""

    def __init__(self, axes, moving, palette):
        self.axes = axes
        axes.set(title=f"Its pre-activations (cut at {percent(CUT)})", ylim=(0, CUT))
        axes.set_yticks([0, CUT / 2, CUT], map(percent, (0, CUT / 2, CUT)))
        axes.set_xticks(np.arcsinh(PLACES), [f"{place}" for place in PLACES])
        axes.set_xlim(*np.arcsinh([-1000, 1000]))
        axes.axvline(0, color=palette.quiet, linewidth=1)
        self._sides = [moving(self._collect(color)) for color in (palette.quiet, palette.measured)]

    def _collect(self, color):
        side = PolyCollection([], facecolors=color, linewidths=0)
        self.axes.add_collection(side, autolim=False)
        return side

    def show(self, result):
        """Show the followed unit of `result`, what lies at or below zero in one color and what lies above in another."""
        edges, shares = np.arcsinh(result["pre_activation_edges"]), result["pre_activation_histogram"]
        above = edges[:-1] >= 0
        for side, chosen in zip(self._sides, (~above, above)):
            x = np.repeat(edges[np.append(chosen, chosen[-1]) | np.append(chosen[0], chosen)], 2)
            y = np.concatenate([[0], np.repeat(np.minimum(shares[chosen], CUT), 2), [0]])
            side.set_verts([np.stack([x, y], axis=1)])
