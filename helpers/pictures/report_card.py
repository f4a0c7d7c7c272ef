"""The report card: a row for each activation, a column for each trial, a dot for each seed."""

import numpy as np
from matplotlib.transforms import blended_transform_factory

from .base import Picture
from .log_axis import power_of_ten
from .words import listing, number, percent

SHARE = "share"
LOWEST, HIGHEST = 1e-9, 1e3  # of the gradient's ratio; what lies beyond is marked at the edge

# What is read from a result: its key, the title of its column, what it is a share of, and its scale.
COLUMNS = (
    ("gradient_ratio", "Gradient\nleft", "layer 1 / 20", "log"),
    ("dead_share", "Biases −2:\ndead", "of units", SHARE),
    ("lethal_accuracy", "Biases −2:\nright", "of digits", SHARE),
    ("xor_solved", "XOR:\nsolved", "of starts", SHARE),
    ("digits_accuracy", "Digits:\nright", "of digits", SHARE),
)
SEEN = {"gradient_ratio", "dead_share", "lethal_accuracy", "digits_accuracy"}  # each seed has a dot of its own


class ReportCardPicture(Picture):
    """What each activation came to in each trial of a gauntlet, on fixed scales, the first one set apart by diamonds.

    A dot is a seed, the large mark the mean, the bar its 95 % interval, the number at the right the mean in digits.
    A guess is the share of starts from which the first activation solves XOR.
    """

    needs = ("activation", "init", "seeds", "names", "weight_variances", *(key for key, *_ in COLUMNS))

    def describe(self, result):
        """The picture read aloud, true at every setting."""
        parts = [f"{_who(result)}: {_grades(result)}."]
        if len(result["names"]) > 1:
            parts.append(f"Best of the field: {_best(result)}.")
        lost = _diverged(result)
        if lost:
            parts.append(f"Diverged: {lost}.")
        if self.guessed is not None:
            parts.append(f"Your guess for XOR is {percent(np.atleast_1d(self.guessed)[0])} of the starts.")
        if self.pinned is not None:
            parts.append(f"Pinned in grey: {_who(self.pinned)}: {_grades(self.pinned)}.")
        return " ".join(parts)

    def _lettering(self, result):
        return result["names"]

    def _build(self, figure, palette):
        rows = self._written or ()
        panels = figure.subplots(1, len(COLUMNS), sharey=True)
        self._columns = [
            _Column(axes, self._canvas.moving, rows, palette, *column) for axes, column in zip(panels, COLUMNS)
        ]
        panels[0].set_ylim(max(len(rows), 1) - 0.5, -0.5)
        panels[0].set_yticks(range(len(rows)), rows)
        for label in panels[0].get_yticklabels()[:1]:
            label.set_fontweight("bold")

    def _key(self, palette):
        first = self._columns[0]
        return {"this one (mean, 95 %)": first.own, "the field": first.others, "one seed each": first.seeds}

    def _ghost(self, looks):
        return [column.pin(self.pinned, looks) for column in self._columns][0]

    def _guess(self, looks):
        (axes,) = (column.axes for column in self._columns if column.key == "xor_solved")
        return axes.axvline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        for column in self._columns:
            column.show(result)


class _Column:
    """One trial: its axis, the marks of all rows, and the numbers at their ends."""

    def __init__(self, axes, moving, names, palette, key, title, label, scale):
        self.axes, self.key, self._scale = axes, key, scale
        self._ends = (np.log10(LOWEST), np.log10(HIGHEST)) if scale == "log" else (0.0, 1.0)
        self._dress(title, label, len(names), palette)
        self._colors = [palette.measured, *[palette.quiet] * (len(names) - 1)]
        dots = dict(linestyle="none", marker=".", markersize=4, alpha=0.55)
        self.seeds = moving(axes.plot([], [], color=palette.quiet, zorder=2, **dots)[0])
        marks = dict(linestyle="none", zorder=4, markeredgecolor=palette.paper)
        self.own = moving(axes.plot([], [], marker="D", color=palette.measured, markersize=8, **marks)[0])
        self.others = moving(axes.plot([], [], marker="o", color=palette.quiet, markersize=7, **marks)[0])
        self._bars = [moving(axes.plot([], [], color=color, linewidth=2.5, zorder=3)[0]) for color in self._colors]
        at = blended_transform_factory(axes.transAxes, axes.transData)
        self._numbers = [
            moving(axes.text(1.0, row - 0.29, "", transform=at, ha="right", va="center", zorder=6))
            for row in range(len(names))
        ]

    def _dress(self, title, label, rows, palette):
        low, high = self._ends
        self.axes.set_title(title, size="medium", linespacing=1.15)
        self.axes.set_xlabel(label)
        self.axes.set_xlim(low - 0.06 * (high - low), high + 0.06 * (high - low))
        ticks = {at: power_of_ten(at) for at in (-6, 0)} if self._scale == "log" else {0: "0", 1: "100 %"}
        self.axes.set_xticks([*ticks], [*ticks.values()])
        self.axes.hlines(np.arange(1, rows) - 0.5, *self.axes.get_xlim(), color=palette.faint, linewidth=0.8, zorder=1)
        self.axes.tick_params(axis="y", length=0)

    def show(self, result):
        values = np.asarray(result[self.key], float)
        mean, low, high = (np.asarray(result[f"{self.key}_{name}"], float) for name in ("mean", "low", "high"))
        rows = np.arange(len(mean))
        self._show_seeds(values, rows)
        places = self._place(mean)
        self.own.set_data(places[:1], rows[:1])
        self.others.set_data(places[1:], rows[1:])
        for row, bar in enumerate(self._bars):
            bar.set_data(self._place([low[row], high[row]]), [row] * 2)
            self._numbers[row].set_text(self._written(mean[row], int(np.isnan(values[row]).sum()), values.shape[1]))

    def pin(self, result, looks):
        """The first row of a pinned result, in these looks; returns the marks, for a legend."""
        marks = dict(linestyle="none", marker="D", fillstyle="none", markersize=9)
        return self.axes.plot(self._place(result[f"{self.key}_mean"][:1]), [0], **looks, **marks)[0]

    def _show_seeds(self, values, rows):
        if self.key not in SEEN:
            return
        spread = np.linspace(0.18, 0.4, values.shape[1])
        self.seeds.set_data(self._place(values).ravel(), (rows[:, None] + spread).ravel())

    def _place(self, values):
        """Where on the axis: what lies beyond is drawn at its end, what is no number not at all."""
        values = np.asarray(values, float)
        if self._scale == "log":
            with np.errstate(divide="ignore", invalid="ignore"):
                values = np.log10(values)
        return np.clip(values, *self._ends)

    def _written(self, mean, lost, seeds):
        if lost:
            return f"{lost} of {seeds} diverged" if lost < seeds else "diverged"
        return number(mean) if self._scale == "log" else percent(mean)


def _who(result):
    seeds = f"{result['seeds']} seed{'s' if result['seeds'] > 1 else ''}"
    variance = result["weight_variances"][0]
    start = (
        f"weights of variance {number(variance)} / fan-in" if np.isfinite(variance) else f"{result['init']}'s weights"
    )
    return f"{result['activation']}, {start}, {seeds}"


def _grades(result, row=0):
    mean = {key: result[f"{key}_mean"][row] for key, *_ in COLUMNS}
    told = {
        "gradient_ratio": f"of 20 layers the first has {number(mean['gradient_ratio'])} times the gradient of the last",
        "dead_share": f"a lethal start leaves {percent(mean['dead_share'])} of the units dead",
        "lethal_accuracy": f"and an accuracy of {percent(mean['lethal_accuracy'])}",
        "xor_solved": f"two units solve XOR from {percent(mean['xor_solved'])} of the starts",
        "digits_accuracy": f"{percent(mean['digits_accuracy'])} of the digits are right",
    }
    return ", ".join(words for key, words in told.items() if np.isfinite(mean[key])) or "no trial came to a number"


def _best(result):
    """The best of the field in accuracy, and in XOR."""
    told = []
    for key, words in (
        ("lethal_accuracy", "after the lethal start"),
        ("xor_solved", "in XOR"),
        ("digits_accuracy", "in digits"),
    ):
        means = np.asarray(result[f"{key}_mean"][1:], float)
        if np.isfinite(means).any():
            place = int(np.nanargmax(means))
            told.append(f"{result['names'][1 + place]} {words}, {percent(means[place])}")
    return ", ".join(told)


def _diverged(result):
    """Which activations lost trainings, and how many."""
    lost = {
        name: sum(int(np.isnan(result[key][row]).sum()) for key, *_ in COLUMNS if key != "lethal_accuracy")
        for row, name in enumerate(result["names"])
    }
    return listing([f"{name} {count} times" for name, count in lost.items() if count])
