"""The training map picture: what trainings come to at each crossing of one setting with the initial bias, and one row of it by seed."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from seaborn import dark_palette, light_palette

from .base import Picture
from .heat_cells import HeatCells
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve
from .words import LEARNED, activation, number, percent

MEANS = {"test_accuracy": "accuracy_map", "dead_share": "dead_map"}
TITLES = {"test_accuracy": "Test accuracy, %", "dead_share": "Dead units, %"}
DARKEST = {"test_accuracy": 1.0, "dead_share": 0.6}  # the number with the last of the colors
CROSS = "×"  # in a cell and beside it, a seed that diverged


class TrainingMapPicture(Picture):
    """A map with the setting `across` from left to right and the bias from top to bottom, and the chosen row beside it.

    The map's cells are means over the seeds, of test accuracies or, with `shown="dead_share"`, of shares of dead units;
    the row has both, a dot a seed. A guess is a share.
    """

    needs = (
        "axes", "accuracy_map", "dead_map", "test_accuracy", "dead_share", "diverged", "seeds", "bias", "learning_rate",
        "activation", "depth", "width", "dataset", "steps",
    )  # fmt: skip

    def __init__(self, across="slope", shown="test_accuracy"):
        super().__init__()
        self.across, self.shown = across, shown

    def describe(self, result):
        """The picture read aloud, true at every setting."""
        parts = [f"{_settings(result)}: {_cell_sentence(result, self._cell(result))}", self._row_sentence(result)]
        if self.guessed is not None:
            parts.append(f"Your guess for this cell is {number(np.atleast_1d(self.guessed)[0])}.")
        if self.pinned is not None:
            told = _cell_sentence(self.pinned, self._cell(self.pinned))
            parts.append(f"Pinned in grey: {_settings(self.pinned)}: {told}")
        return " ".join(filter(None, parts))

    def grip(self):
        """The map, whose two sliders are moved from cell to cell."""
        left, bottom, width, height = self._map.get_position().bounds
        place = {"left": left, "top": 1 - bottom - height, "width": width, "height": height}
        columns, rows = map(len, self._written[:2]) if self._written else (1, 1)
        return place | {"x": (self.across, -0.5, columns - 0.5), "y": ("bias", rows - 0.5, -0.5)}

    def _lettering(self, result):
        return tuple(result["axes"][self.across]), tuple(result["axes"]["bias"]), result.get("rival")

    def _build(self, figure, palette):
        columns, rows, _ = self._written or ((), (), None)
        self._map, right = figure.subplots(1, 2, width_ratios=(5, 4))
        from_paper = light_palette if palette.theme == "light" else dark_palette
        hue = palette.slopes if self.shown == "test_accuracy" else palette.theory
        names = [[f"{value:g}" for value in axis] for axis in (rows, columns)]
        colors, ends = from_paper(hue, as_cmap=True), (0, DARKEST[self.shown])
        self._cells = HeatCells(self._map, *names, colors, ends, self._canvas, palette)
        across = self.across.replace("_", " ")
        self._map.set(title=TITLES[self.shown], xlabel=across, ylabel="initial bias")
        right.set(title="This row, seed by seed", xlabel=across, ylabel="share")
        band = Rectangle((0, 0), 1, 1, color=palette.quiet, alpha=0.2, transform=right.get_xaxis_transform())
        self._band = self._canvas.moving(right.add_patch(band))
        self._build_row(right, names[1], palette)
        self._frames = self._make_frames(len(columns), palette)
        looks = dict(marker="s", linestyle="none", color=palette.ghost, markeredgecolor=palette.paper, zorder=4)
        self._pin_mark = self._canvas.moving(self._map.plot([], [], markersize=7 * palette.scale, **looks)[0])

    def _build_row(self, axes, names, palette):
        self._axis = LinearAxis(axes, SHARES, palette.scale)
        axes.set_xlim(0, max(len(names), 1))
        axes.set_xticks(np.arange(len(names)) + 0.5, names)
        axes.grid(axis="y", color=palette.faint, linewidth=0.8)
        axes.set_axisbelow(True)
        size, moving = 3.5 * palette.scale, self._canvas.moving
        right = dict(color=palette.measured, zorder=3)
        dead = dict(color=palette.theory, zorder=3)
        self._means = {
            "test_accuracy": Curve(self._axis, moving, nan=False, **right),
            "dead_share": Curve(self._axis, moving, nan=False, linestyle="--", **dead),
        }
        dots = dict(linestyle="none", markersize=size)
        self._seeds = {
            "test_accuracy": Curve(self._axis, moving, marker="o", **dots, **right),
            "dead_share": Curve(self._axis, moving, nan=False, marker="D", fillstyle="none", **dots, **dead),
        }
        self._rival = moving(axes.plot([], [], color=palette.slopes, linestyle="-.", zorder=2)[0])

    def _make_frames(self, columns, palette):
        """Around the row that is told beside the map, and around the cell in it."""
        halo = [withStroke(linewidth=4.5 * palette.scale, foreground=palette.paper)]
        looks = dict(fill=False, edgecolor=palette.ink, clip_on=False, zorder=5)
        row = Rectangle((0, 0), columns, 1, linewidth=1.2 * palette.scale, **looks)
        cell = Rectangle((0, 0), 1, 1, linewidth=2.4 * palette.scale, path_effects=halo, **looks)
        return [self._canvas.moving(self._map.add_patch(frame)) for frame in (row, cell)]

    def _key(self, palette):
        rival = self._written[2] if self._written else None
        lost = Line2D([], [], color=palette.measured, marker="x", linestyle="none")
        return {
            "test accuracy, mean": self._means["test_accuracy"].line,
            "a seed's": self._seeds["test_accuracy"].line,
            "dead units, mean": self._means["dead_share"].line,
            "a seed's dead": self._seeds["dead_share"].line,
            **({f"{rival}'s accuracy": self._rival} if rival else {}),
            "diverged": lost,
        }

    def _called(self, result):
        return ", ".join(f"{name.replace('_', ' ')} {result[name]:g}" for name in (self.across, "bias"))

    def _ghost(self, looks):
        _, row = self._cell(self.pinned)
        values = self.pinned[MEANS[self.shown]][:, row]
        return Curve(self._axis, nan=False, marker="s", markersize=4, **looks).set(values, _middles(values))

    def _guess(self, looks):
        return self._axis.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        means, lost = result[MEANS[self.shown]].T, result["diverged"].sum(axis=-1).T
        words = np.array([[_word(*cell) for cell in zip(*row)] for row in zip(means, lost)])
        self._cells.show(means, words, np.ones(means.shape, bool))
        column, row = self._cell(result)
        self._frames[0].set_y(row)
        self._frames[1].set_xy((column, row))
        self._band.set_x(column)
        for name in MEANS:
            mean, seeds = result[MEANS[name]][:, row], result[name][:, row]
            self._means[name].set(mean, _middles(mean))
            self._seeds[name].set(seeds.ravel(), _beside(*seeds.shape))
        if "rival" in result:
            self._rival.set_data([0, len(mean)], [result["rival_accuracy"][row]] * 2)
        if self.pinned is not None:
            self._pin_mark.set_data(*([place + 0.15] for place in self._cell(self.pinned)))

    def _cell(self, result):
        """Column and row of the chosen cell."""
        return tuple(list(result["axes"][name]).index(result[name]) for name in (self.across, "bias"))

    def _row_sentence(self, result):
        row, values = self._cell(result)[1], result["axes"][self.across]
        means = result[MEANS[self.shown]][:, row]
        told = _least_sentence if self.shown == "test_accuracy" else _most_sentence
        return f"At a bias of {result['bias']:g}, {told(result, means, values, self.across.replace('_', ' '))}"


def _middles(values):
    return np.arange(len(values)) + 0.5


def _beside(columns, seeds):
    """A place for each seed, side by side within its column."""
    beside = 0.4 * (np.arange(seeds) / max(seeds - 1, 1) - 0.5) if seeds > 1 else np.zeros(1)
    return (np.arange(columns)[:, None] + 0.5 + beside).ravel()


def _word(mean, lost):
    """What stands in a cell: its mean in percent, and a cross for each seed that diverged."""
    return "\n".join(filter(None, ["" if np.isnan(mean) else f"{100 * mean:.0f}", CROSS * int(lost)]))


def _settings(result):
    seeds = f"{result['seeds']} seed{'s' if result['seeds'] > 1 else ''}"
    network = f"{activation(result)}, {result['depth']} × {result['width']} units, {result['dataset']}"
    rate = f"learning rate {number(result['learning_rate'])}"
    return f"{network}, bias {result['bias']:g}, {rate}, {result['steps']} steps, {seeds}"


def _cell_sentence(result, cell):
    lost = int(result["diverged"][cell].sum())
    if lost == result["seeds"]:
        return "every seed diverged." if lost > 1 else "it diverged."
    right, dead = (f"{percent(result[name][cell])}{_spread(result[key][cell])}" for key, name in MEANS.items())
    apart = f"; {lost} diverged" if lost else ""
    return f"{right} of the test examples are right and {dead} of the units dead{apart}."


def _spread(values):
    known = values[np.isfinite(values)]
    return f" ({number(100 * known.min())} to {percent(known.max())})" if np.ptp(known) > 0 else ""


def _least_sentence(result, means, values, name):
    """The smallest value with which enough is right, and how the rival fares there."""
    enough = np.flatnonzero(means >= LEARNED)
    found = f"{values[enough[0]]:g} is the smallest {name} here with" if len(enough) else f"no {name} here has"
    rival = f"; {result['rival']} has {percent(result['rival_accuracy'][_row(result)])}" if "rival" in result else ""
    return f"{found} {percent(LEARNED)} or more right{rival}."


def _most_sentence(result, means, values, name):
    """Where most units are dead, and where fewest."""
    if np.isnan(means).all():
        return f"every training diverged, at any {name}."
    most, least = np.nanargmax(means), np.nanargmin(means)
    if most == least:
        return f"{percent(means[most])} of the units are dead, at any {name} that leaves a seed."
    ends = f"at a {name} of {values[least]:g}, {percent(means[least])}, and most at {values[most]:g}, {percent(means[most])}"
    return f"the fewest units are dead {ends}."


def _row(result):
    return list(result["axes"]["bias"]).index(result["bias"])
