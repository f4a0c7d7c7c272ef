"""The grid picture: every activation with every initialization, its gradient before training beside its accuracy after."""

import numpy as np
from matplotlib.patches import Patch
from seaborn import dark_palette, diverging_palette, light_palette

from .base import Picture
from .heat_cells import HeatCells
from .log_axis import power_of_ten
from .words import LEARNED, percent

LEVEL = 10  # gradient in layer 1 and in the last layer within this factor of each other: level
DECADES = 6  # a ratio beyond 10^-6 or 10^6 has the last color


class GridPicture(Picture):
    """Two heat maps with the same rows (activations) and columns (initializations).

    Left the gradient of layer 1 over that of the last layer before training, right the test accuracy after it.
    A guess is how many of the starts learn.
    """

    quantity = "the starts that learn"
    needs = (
        "activations", "inits", "untrained_gradient_ratio", "test_accuracy", "diverged", "reached",
        "depth", "width", "dataset", "steps", "seeds", "optimizer", "learning_rate",
    )  # fmt: skip

    def _sentences(self, result):
        return [f"{_settings(result)}: {_count_sentence(result)}", _cause_sentence(result)]

    def _lettering(self, result):
        return tuple(result["activations"]), tuple(result["inits"])

    def _build(self, figure, palette):
        self._palette = palette
        ratio = diverging_palette(250, 15, s=90, l=45, center=palette.theme, as_cmap=True)
        from_paper = light_palette if palette.theme == "light" else dark_palette
        left, right = figure.subplots(1, 2)
        self._ratio = self._map(left, "Gradient before: layer 1 / last", ratio, -DECADES, DECADES)
        self._accuracy = self._map(right, "Accuracy after training", from_paper(palette.slopes, as_cmap=True), 0, 1)
        right.set_yticks([])
        ghosts = dict(marker="s", linestyle="none", color=palette.ghost, markeredgecolor=palette.paper)
        self._ghosts = [
            self._canvas.moving(axes.plot([], [], markersize=7, zorder=4, **ghosts)[0]) for axes in (left, right)
        ]

    def _map(self, axes, title, colors, low, high):
        cells = HeatCells(axes, *(self._written or ((), ())), colors, (low, high), self._canvas, self._palette)
        axes.set_title(title)
        for label in axes.get_xticklabels():
            label.set(rotation=25, ha="right", va="top", rotation_mode="anchor", size="small")
        return cells

    def _key(self, palette):
        return {"no number: diverged, or no gradient at all": Patch(color=palette.ghost)}

    def _called(self, result):
        return f"learned at depth {result['depth']}"

    def _ghost(self, looks):
        return self._ghosts[0]  # they lie over the cells, so `_show` puts them there

    def _guess(self, looks):
        return Patch(color=looks["color"])

    def _show(self, result):
        ratio, reached = np.asarray(result["untrained_gradient_ratio"], dtype=float), result["reached"]
        with np.errstate(divide="ignore"):
            self._ratio.show(np.log10(ratio), _words(ratio, reached, _power, "none"), reached)
        accuracy = np.asarray(result["test_accuracy"], dtype=float)
        self._accuracy.show(accuracy, _words(accuracy, reached, _hundredths, "nan"), reached)
        rows, columns = np.nonzero(_learned(self.pinned)) if self.pinned is not None else ([], [])
        for ghost in self._ghosts:
            ghost.set_data(np.add(columns, 0.88), np.add(rows, 0.16))


def _words(values, reached, write, unknown):
    """What is written into each cell, as an array of their shape."""
    known = [[write(value) if np.isfinite(value) else unknown for value in row] for row in values]
    return np.where(reached, known, "")


def _power(ratio):
    """A ratio with one digit, or as a power of ten where it is far from 1."""
    if ratio == 0:
        return "0"
    return f"{ratio:.1g}" if 0.0095 <= ratio < 95 else power_of_ten(round(np.log10(ratio)))


def _hundredths(accuracy):
    return f"{100 * accuracy:.0f} %"


def _settings(result):
    seeds = f", {result['seeds']} seeds" if result["seeds"] > 1 else ""
    training = f"{result['steps']} steps of {result['optimizer']} at learning rate {result['learning_rate']:g}{seeds}"
    return f"Depth {result['depth']}, {result['width']} units a layer, {result['dataset']}, {training}"


def _learned(result):
    return np.asarray(result["test_accuracy"]) >= LEARNED


def _count_sentence(result):
    learned, reached = _learned(result), np.asarray(result["reached"], bool)
    if not reached.any():
        return "not computed, because the sweep was stopped."
    diverged = int((np.asarray(result["diverged"]) > 0).sum())
    lost = f", {diverged} diverged" if diverged else ""
    missing = f" ({(~reached).sum()} more were not computed)" if not reached.all() else ""
    return f"{learned.sum()} of {reached.sum()} starts learn, to a test accuracy of {percent(LEARNED)} or more{lost}{missing}."


def _cause_sentence(result):
    """Whether those whose gradient was level before training are those that learned."""
    learned, reached = _learned(result), np.asarray(result["reached"], bool)
    if not reached.any():
        return ""
    with np.errstate(divide="ignore", invalid="ignore"):
        level = reached & (np.abs(np.log10(result["untrained_gradient_ratio"])) <= np.log10(LEVEL))
    others = reached & ~level
    return (
        f"Before training {level.sum()} had a gradient in layer 1 within a factor of {LEVEL} of that in the last layer: "
        f"{(learned & level).sum()} of these learned, and {(learned & others).sum()} of the other {others.sum()}."
    )
