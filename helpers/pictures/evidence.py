"""The evidence picture: what was measured for one claim, a row for each contender and a point for each seed."""

import numpy as np

from .base import Picture
from .log_axis import decades, power_of_ten
from .words import number

MARGIN = 0.06  # of the axis, on either side; on a log axis the row of exact zeros stands in the left one
ABOVE = 0.2  # of a row: the rings lie above the mean, which would hide them
LONGEST, WIDEST = 44, 110  # letters of a contender's name, and of the claim above the picture


class EvidencePicture(Picture):
    """A row for each contender: a ring for each seed, a bar for the 95 % interval of the mean, a diamond for the mean.

    Numbers published by others are squares. The dashed line divides verdicts, where one number does.
    """

    needs = (
        "claim", "says", "verdict", "meaning", "quantity", "scale", "limits", "line", "line_name", "names", "theirs", "values",
        "mean", "low", "high", "headline", "number", "seeds",
    )  # fmt: skip

    def __init__(self):
        super().__init__()
        self._frame_of = None  # the contenders and the axis that are drawn, which another claim changes

    def draw(self, result):
        """The matplotlib figure of `result`, kept and changed by the next call; another claim makes a new one."""
        if result is not None:
            self._check(result)
            drawn = (result["claim"], result["names"])
            if drawn != self._frame_of:
                self._frame_of, self._axis_of = drawn, result
                self._start_again()
        return super().draw(result)

    def describe(self, result):
        """The picture read aloud."""
        parts = [
            f"{result['claim']}: {result['verdict']}. {result['meaning']}",
            f"Measured, {result['headline']}: {in_words(result['number'])} ({_seeds(result)}).",
        ]
        if self.guessed is not None:
            parts.append(f"Your guess for the number is {number(np.atleast_1d(self.guessed)[0])}.")
        if self.pinned is not None:
            pinned = self.pinned
            parts.append(f"Pinned in grey: {pinned['claim']}, {pinned['headline']}: {in_words(pinned['number'])}.")
        return " ".join(parts)

    def _build(self, figure, palette):
        self._axes = figure.subplots()
        self._scale = Scale(self._axis_of) if self._frame_of else None
        if self._scale:
            _dress(self._axes, self._axis_of, self._scale, palette)
        moving, marks = self._canvas.moving, dict(linestyle="none", zorder=3)
        plot = self._axes.plot
        self._seeds = moving(plot([], [], "o", fillstyle="none", color=palette.quiet, **marks)[0])
        self._bars = moving(plot([], [], color=palette.measured, linewidth=4 * palette.scale, zorder=4)[0])
        self._means = moving(plot([], [], "D", color=palette.measured, markersize=8, **marks | {"zorder": 5})[0])
        self._theirs = moving(plot([], [], "s", color=palette.weights, markersize=7, **marks)[0])
        self._ghosts = moving(plot([], [], "D", color=palette.ghost, markersize=8, **marks)[0])

    def _keep(self, palette):
        lines, names = [self._seeds, self._means, self._bars], ["one seed", "mean", "95 % interval"]
        if not self._frame_of:
            return lines, names
        if np.any(self._axis_of["theirs"]):
            lines.append(self._theirs)
            names.append("published by others")
        if self._axis_of["line"] is not None:
            place = self._scale.places([self._axis_of["line"]])[0]
            lines.append(self._axes.axvline(place, color=palette.theory, linestyle="--", zorder=1))
            names.append(f"{number(self._axis_of['line'])}: {self._axis_of['line_name']}")
        if self.guessed is not None:
            place = self._scale.places(np.atleast_1d(self.guessed))[0]
            lines.append(self._axes.axvline(place, color=palette.guess, linestyle=":", zorder=2))
            names.append("your guess")
        if self.pinned is not None:
            lines.append(self._ghosts)
            names.append(f"pinned: {self.pinned['claim']}")
        return lines, names

    def _show(self, result):
        ours = ~result["theirs"]
        rows = np.arange(len(ours))
        values = [(row, value) for row in rows[ours] for value in result["values"][row]]
        at, numbers = np.array(values, float).T
        self._seeds.set_data(self._scale.places(numbers), at - ABOVE)
        self._means.set_data(self._scale.places(result["mean"][ours]), rows[ours])
        self._theirs.set_data(self._scale.places(result["mean"][~ours]), rows[~ours])
        self._bars.set_data(*bars(self._scale, result))
        same = self.pinned is not None and self.pinned["names"] == result["names"]
        self._ghosts.set_data(*(self._scale.places(self.pinned["mean"]), rows + 0.25) if same else ([], []))


class Scale:
    """Where numbers lie along an axis of the result's `scale` and `limits`: in decades on a log axis, zeros left of it."""

    def __init__(self, result):
        self.log = result["scale"] == "log"
        low, high = result["limits"]
        self.low, self.high = (np.log10(low), np.log10(high)) if self.log else (low, high)
        self.margin = MARGIN * (self.high - self.low)
        self.ends = self.low - self.margin, self.high + self.margin

    def places(self, values):
        """What lies beyond an end is put at the edge; nan stays nan and is not drawn."""
        values = np.asarray(values, float)
        if not self.log:
            return np.clip(values, *self.ends)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.clip(np.log10(values), self.low, self.ends[1])
        return np.where(values <= 0, self.low - 0.6 * self.margin, logs)

    def ticks(self):
        """(places, labels)."""
        if not self.log:
            places = np.linspace(self.low, self.high, 6)
            return places, [number(place) for place in places]
        places = decades(self.low, self.high)
        return [self.low - 0.6 * self.margin, *places], ["0", *map(power_of_ten, places)]


def bars(scale, result):
    """The intervals as one line with gaps, from the top row down."""
    low, high = scale.places(result["low"]), scale.places(result["high"])
    gaps = np.full(len(low), np.nan)
    rows = np.arange(len(low), dtype=float)
    return np.stack([low, high, gaps], axis=1).ravel(), np.stack([rows, rows, gaps], axis=1).ravel()


def _dress(axes, result, scale, palette):
    names = [cut(name, LONGEST) for name in result["names"]]
    axes.set(xlim=scale.ends, ylim=(len(names) - 0.4, -0.6), xlabel=result["quantity"])
    axes.set_xticks(*scale.ticks())
    axes.set_yticks(range(len(names)), names, size="small" if len(names) > 8 else "medium")
    axes.tick_params(axis="y", length=0)
    axes.set_title(cut(f"{result['claim']}: {result['says']}", int(WIDEST / palette.scale)), x=0, wrap=False)
    for row in range(len(names)):
        axes.axhline(row, color=palette.faint, linewidth=1, zorder=0)


def cut(text, most):
    """The text, or as much of it as goes into so many letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _seeds(result):
    most = max(len(values) for values in result["values"])
    if most == 1:
        return "no seed: it is exact"
    return f"{most} seeds" if most == result["seeds"] else f"{most} trainings from {result['seeds']} seeds"


def in_words(interval):
    """A mean and its interval as the prose writes it: 0.5 [0.48, 0.52]; the mean alone where the ends are the same."""
    mean, low, high = interval
    return number(mean) if low == high else f"{number(mean)} [{number(low)}, {number(high)}]"
