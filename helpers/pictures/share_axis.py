"""A share axis runs from none to all, and has a row above for what is no number."""

import numpy as np

ROW = 0.09  # height of the row of nan, as a share of the axis


class ShareAxis:
    """The y axis of `axes` for shares from 0 to 1, labeled in percent; a `Curve` can be drawn on it.

    `scale` is the size of the text, for which the row must have room.
    """

    def __init__(self, axes, scale=1.0):
        self.axes = axes
        row = ROW * scale
        self.beyond = 1 + row
        axes.set_ylim(-0.5 * row, 1 + 1.7 * row)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1, self.beyond], ["0 %", "25 %", "50 %", "75 %", "100 %", "nan"])
        axes.yaxis.get_major_ticks()[-1].tick1line.set_visible(False)

    def places(self, values):
        """Heights of `values`, and for each kind of value a mask: on, zero, below, above, beyond."""
        values = np.asarray(values, dtype=float)
        beyond, none = ~np.isfinite(values), np.zeros(values.shape, bool)
        heights = np.where(beyond, self.beyond, values)
        return heights, {"on": ~beyond, "zero": none, "below": none, "above": none, "beyond": beyond}
