"""A measure axis lies along the bottom, linear or logarithmic; on a log one exact zeros have a place of their own at its left end."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from .log_axis import decades, power_of_ten

MARGIN = 0.06  # of the axis, on either side


class MeasureAxis:
    """The x axis of `axes` (None: without ticks) for numbers from `low` to `high`; a log one is drawn in decades."""

    def __init__(self, axes, log, low, high):
        self.log = log
        self.low, self.high = (np.log10(low), np.log10(high)) if log else (low, high)
        margin = MARGIN * (self.high - self.low)
        self.start, self.end, self.zero = self.low - margin, self.high + margin, self.low - 0.6 * margin
        if axes is not None:
            axes.set_xlim(self.start, self.end)
            axes.set_xticks(*self._ticks())

    def places(self, values):
        """Where values lie; what is beyond an end is put at the edge, nan stays nan and is not drawn."""
        values = np.asarray(values, float)
        if not self.log:
            return np.clip(values, self.start, self.end)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.clip(np.log10(values), self.low, self.end)
        return np.where(values <= 0, self.zero, logs)

    def bars(self, low, high):
        """The intervals of rows 0, 1, … as one line with gaps: places and rows."""
        gaps, rows = np.full(len(low), np.nan), np.arange(len(low), dtype=float)
        places = np.stack([self.places(low), self.places(high), gaps], axis=1)
        return places.ravel(), np.stack([rows, rows, gaps], axis=1).ravel()

    def _ticks(self):
        """(places, labels)."""
        if not self.log:
            places = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(self.low, self.high)
            places = places[(places >= self.start) & (places <= self.end)]
            return places, [f"{place:.6g}" for place in places.round(9)]
        places = decades(self.low, self.high)
        return [self.zero, *places], ["0", *map(power_of_ten, places)]
