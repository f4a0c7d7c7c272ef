"""The evidence picture: what was measured for one claim, a row for each contender and a point for each seed."""

from textwrap import fill

import numpy as np

from .base import Picture
from .measure_axis import MeasureAxis
from .words import number

ABOVE = 0.2  # of a row: the rings lie above the mean, which would hide them
LONGEST, WIDEST = 44, 112  # letters of a contender's name, and of the claim above the picture


class EvidencePicture(Picture):
    """A row for each contender: a ring for each seed, a bar for the 95 % interval of the mean, a diamond for the mean.

    Where the verdict rests on a comparison, the lower panel shows it, seed by seed. Numbers published by others are
    squares. The dashed line divides verdicts, where one number does.
    """

    needs = (
        "claim", "says", "verdict", "meaning", "quantity", "scale", "limits", "line", "line_name", "names", "theirs",
        "values", "mean", "low", "high", "headline", "number", "gaps", "seeds",
    )  # fmt: skip

    def __init__(self):
        super().__init__()
        self._claim = None  # a result of the claim that is drawn: its contenders and axes stand still

    def draw(self, result):
        """The matplotlib figure of `result`, kept and changed by the next call; another claim makes a new one."""
        if result is not None:
            self._check(result)
            if self._claim is None or self._claim["claim"] != result["claim"]:
                self._claim = result
                self._start_again()
        return super().draw(result)

    def describe(self, result):
        """The picture read aloud."""
        parts = [
            f"{result['claim']}: {ended(result['verdict'])} {result['meaning']}",
            f"Measured, {result['headline']}: {in_words(result['number'])}; {_seeds(result)}.",
        ]
        if self.guessed is not None:
            parts.append(f"Your guess for this number is {number(np.atleast_1d(self.guessed)[0])}.")
        if self.pinned is not None:
            pinned = self.pinned
            parts.append(f"Pinned in grey: {pinned['claim']}, {pinned['headline']}: {in_words(pinned['number'])}.")
        return " ".join(parts)

    def _build(self, figure, palette):
        self._panels = []
        if self._claim is None:
            figure.subplots()
            return
        compares, rows = self._claim["gaps"] is not None, self._claim["names"]
        heights = (max(len(rows), 3), 1.4) if compares else (1,)
        axes = np.atleast_1d(figure.subplots(len(heights), 1, height_ratios=heights))
        names = [cut(name, LONGEST) for name in rows]
        scale = MeasureAxis(axes[0], self._claim["scale"] == "log", *self._claim["limits"])
        self._panels.append(_Panel(axes[0], scale, names, self._claim["quantity"], self._canvas.moving, palette))
        if compares:
            scale = MeasureAxis(axes[1], self._claim["scale"] == "log", *comparing(self._claim))
            self._panels.append(
                _Panel(axes[1], scale, ["compared"], self._claim["headline"], self._canvas.moving, palette)
            )
        title = f"{self._claim['claim']}: {self._claim['says']}"
        axes[0].set_title(fill(title, int(WIDEST / palette.scale)), size="small", weight="normal")

    def _keep(self, palette):
        if not self._panels:
            return [], []
        lines, names = [*self._panels[0].legend], ["one seed", "mean", "95 % interval"]
        if np.any(self._claim["theirs"]):
            lines.append(self._panels[0].theirs)
            names.append("published by others")
        if self._claim["line"] is not None:
            lines.append(self._panels[0].line(self._claim["line"], color=palette.theory, linestyle="--"))
            names.append(f"{number(self._claim['line'])}: {self._claim['line_name']}")
        if len(self._panels) == 2:
            self._panels[1].line(1 if self._claim["scale"] == "log" else 0, color=palette.quiet, linestyle="-")
        if self.guessed is not None:
            lines.append(self._panels[-1].line(np.atleast_1d(self.guessed)[0], color=palette.guess, linestyle=":"))
            names.append("your guess")
        if self.pinned is not None:
            lines.append(self._panels[0].ghosts)
            names.append(f"pinned: {self.pinned['claim']}, {_seeds(self.pinned)}")
        return lines, names

    def _show(self, result):
        top, ours = self._panels[0], ~result["theirs"]
        spread = (result["low"], result["high"])
        values = [value if known else [] for value, known in zip(result["values"], ours)]
        top.show(values, np.where(ours, result["mean"], np.nan), *spread)
        top.theirs.set_data(top.scale.places(result["mean"][~ours]), np.flatnonzero(~ours))
        if len(self._panels) == 2:
            self._panels[1].show([result["gaps"]], *(np.array([end]) for end in result["number"]))
        if self.pinned is not None and self.pinned["names"] == result["names"]:
            top.ghosts.set_data(top.scale.places(self.pinned["mean"]), np.arange(len(ours)) + ABOVE)


class _Panel:
    """One axis with a row for each name, and the marks in it."""

    def __init__(self, axes, scale, names, label, moving, palette):
        self.axes, self.scale = axes, scale
        axes.set(ylim=(len(names) - 0.4, -0.6), xlabel=label)
        axes.set_yticks(range(len(names)), names, size="small" if len(names) > 8 else "medium")
        axes.tick_params(axis="y", length=0)
        for row in range(len(names)):
            axes.axhline(row, color=palette.faint, linewidth=1, zorder=0)

        def marks(*form, **looks):
            return moving(axes.plot([], [], *form, **looks)[0])

        mark = dict(linestyle="none", zorder=5)
        self.seeds = marks("o", fillstyle="none", color=palette.quiet, **mark)
        self.bars = marks(color=palette.measured, linewidth=4 * palette.scale, zorder=4)
        self.means = marks("D", color=palette.measured, markersize=7 * palette.scale, **mark)
        self.theirs = marks("s", color=palette.weights, markersize=7 * palette.scale, **mark)
        self.ghosts = marks("D", fillstyle="none", color=palette.ghost, markersize=7 * palette.scale, **mark)
        self.legend = (self.seeds, self.means, self.bars)

    def show(self, values, mean, low, high):
        """Move the marks: one array of `values` a row, and arrays of the rows' means and ends."""
        rows = np.repeat(np.arange(len(values)), [len(row) for row in values])
        self.seeds.set_data(self.scale.places(np.concatenate(values)), rows - ABOVE)
        self.means.set_data(self.scale.places(mean), np.arange(len(values)))
        self.bars.set_data(*self.scale.bars(low, high))

    def line(self, place, **looks):
        return self.axes.axvline(self.scale.places([place])[0], zorder=1, **looks)


def comparing(result):
    """The ends of the axis of a comparison: as wide to either side as the axis of what is compared."""
    low, high = result["limits"]
    return (1e-6, 1e6) if result["scale"] == "log" else (low - high, high - low)


def cut(text, most):
    """The text, or as much of it as goes into so many letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _seeds(result):
    most = max(len(values) for values in result["values"])
    if most == 1:
        return "no seed: it is exact"
    return f"{most} seeds" if most == result["seeds"] else f"{most} trainings from {result['seeds']} seeds"


def ended(verdict):
    """The verdict as a sentence; "holds if …" goes on with its condition."""
    return verdict if verdict.endswith("…") else f"{verdict}."


def in_words(interval):
    """A mean and its interval as the prose writes it: 0.5 (0.48 to 0.52); the mean alone where the ends are the same."""
    mean, low, high = interval
    return number(mean) if low == high else f"{number(mean)} ({number(low)} to {number(high)})"
