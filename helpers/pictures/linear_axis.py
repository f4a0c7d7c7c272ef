"""A linear axis here is fixed, and has a row above for what is no number, where there can be any."""

import numpy as np

SHARES = {0: "0 %", 0.25: "25 %", 0.5: "50 %", 0.75: "75 %", 1: "100 %"}  # the ticks of shares on a high axis,
HALVES = {0: "0 %", 0.5: "50 %", 1: "100 %"}  # and on a low one
ROW = 0.09  # height of the row of nan, as a share of the axis


class LinearAxis:
    """The y axis of `axes` from the first to the last of `ticks`, a label for each height; a `Curve` can be drawn on it.

    `scale` is the size of the text, for which the row must have room; `nan=False` leaves the row out.
    """

    def __init__(self, axes, ticks, scale=1.0, nan=True):
        self.axes = axes
        low, high = min(ticks), max(ticks)
        row = ROW * scale * (high - low)
        self.beyond = high + row
        axes.set_ylim(low - 0.5 * row, high + (1.7 if nan else 0.5) * row)
        axes.set_yticks([*ticks], [*ticks.values()])
        if nan:
            self._add_row()

    def _add_row(self):
        ticks, labels = self.axes.get_yticks(), [text.get_text() for text in self.axes.get_yticklabels()]
        self.axes.set_yticks([*ticks, self.beyond], [*labels, "nan"])
        self.axes.yaxis.get_major_ticks()[-1].tick1line.set_visible(False)

    def places(self, values):
        """Heights of `values`, and for each kind of value a mask: on, zero, below, above, beyond."""
        values = np.asarray(values, dtype=float)
        beyond, none = ~np.isfinite(values), np.zeros(values.shape, bool)
        heights = np.where(beyond, self.beyond, values)
        return heights, {"on": ~beyond, "zero": none, "below": none, "above": none, "beyond": beyond}
