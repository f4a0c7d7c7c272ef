"""A log axis here is fixed, and has a row of its own for exact zeros and one for inf and nan.

Fixed, because an axis that follows its data hides vanishing. With the two rows every number has a
place: a curve on it never loses a point.
"""

import numpy as np

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ROW = 0.085  # height of the row of zeros, and of that of inf and nan, as a share of the axis


class LogAxis:
    """The y axis of `axes` for numbers from `low` to `high`; it is drawn in units of decades.

    `scale` is the size of the text, for which the rows must have room, `gaps` the most there may be between its labels.
    """

    def __init__(self, axes, low, high, scale=1.0, gaps=6):
        self.axes, self._gaps = axes, gaps
        self.low, self.high = np.log10(low), np.log10(high)
        row = ROW * scale * (self.high - self.low)
        self.zero, self.beyond = self.low - row, self.high + row
        axes.set_ylim(self.low - 1.7 * row, self.high + 1.7 * row)
        self._label()

    def _label(self):
        ticks = decades(self.low, self.high, self._gaps)
        labels = [power_of_ten(tick) for tick in ticks]
        self.axes.set_yticks([self.zero, *ticks, self.beyond], ["0", *labels, "inf, nan"])
        for tick in self.axes.yaxis.get_major_ticks():
            if tick.get_loc() in (self.zero, self.beyond):
                tick.tick1line.set_visible(False)

    def places(self, values):
        """Heights of `values`, and for each kind of value a mask: on, zero, below, above, beyond."""
        values = np.asarray(values, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log10(values)
        kinds = {
            "zero": values == 0,
            "below": (values > 0) & (logs < self.low),
            "above": np.isfinite(values) & (logs > self.high),
            "beyond": ~np.isfinite(values),
        }
        heights = np.clip(logs, self.low, self.high)
        heights[kinds["zero"]] = self.zero
        heights[kinds["beyond"]] = self.beyond
        return heights, {"on": ~np.any(list(kinds.values()), axis=0), **kinds}


def decades(low, high, gaps=6):
    """Whole powers of ten between two, with so few gaps between them that text stays sparse."""
    step = next(step for step in (1, 2, 3, 5, 10, 15, 20, 50) if (high - low) / step <= gaps)
    return np.arange(np.ceil(low / step) * step, high + 1e-9, step)


def power_of_ten(exponent):
    """10 to a whole power as text, without the cost of mathtext."""
    return "1" if exponent == 0 else "10" + f"{int(exponent)}".translate(SUPERSCRIPT)


# How each kind of value is marked; the shape says what the height cannot.
MARKS = {"zero": "o", "below": "v", "above": "^", "beyond": "x"}


class Curve:
    """A curve on a `LogAxis`: a line through the values on it, and marks for all others.

    `moving` is a canvas's method of that name, where the curve is data and not background. `nan=False`
    leaves nan out, where it means that there is nothing to say.
    """

    def __init__(self, axis, moving=None, nan=True, **looks):
        self._axis, self._nan = axis, nan
        self.line = axis.axes.plot([], [], **looks)[0]
        size = 1.5 * self.line.get_markersize()
        mark = dict(color=looks["color"], zorder=looks["zorder"], linestyle="none", fillstyle="none", markersize=size)
        self._marks = {kind: axis.axes.plot([], [], marker=shape, **mark)[0] for kind, shape in MARKS.items()}
        if moving:
            for artist in (self.line, *self._marks.values()):
                moving(artist)

    def set(self, values, at=None):
        """Show `values` above `at`, by default one per layer from layer 1 on; returns the line, for a legend."""
        at = np.arange(1, len(values) + 1) if at is None else at
        if not self._nan:
            at, values = at[~np.isnan(values)], values[~np.isnan(values)]
        heights, kinds = self._axis.places(values)
        self.line.set_data(at, np.where(kinds["on"], heights, np.nan))
        for kind, mark in self._marks.items():
            mark.set_data(at[kinds[kind]], heights[kinds[kind]])
            mark.set_visible(kinds[kind].any())  # a line without points takes as long to draw as one with
        return self.line
