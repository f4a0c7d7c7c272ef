"""Fates are what became of the units: born dead, died, revived; here they are counted in a table and in words."""

import numpy as np

from .words import layers

ROWS = 10  # of the table, at most: of deeper networks several layers share a row
HEAD = ("now", "■", "✖", "▲")
COLUMN = 5  # letters


class FateTable:
    """For each layer, beside its band in `axes`: how many units are dead now, were born dead, died, and revived."""

    def __init__(self, axes, moving, palette):
        self.axes = axes
        axes.set_title("Dead units", pad=22 * palette.scale)
        axes.set(xticks=[], yticks=[])
        axes.set_axis_off()
        looks = dict(family="DejaVu Sans Mono", ha="left")
        axes.text(0, 1, line(HEAD), transform=axes.transAxes, va="bottom", **looks)
        place = dict(transform=axes.get_yaxis_transform(), va="center", **looks)
        self._texts = [moving(axes.text(0, 0, "", **place)) for _ in range(ROWS)]

    def fit(self, limits):
        """Give the table the height of the bands that it stands beside."""
        self.axes.set_ylim(limits)

    def show(self, result):
        """Show the counts of `result`."""
        counts, lost = counts_of(result), result["diverged"]
        groups = np.array_split(np.arange(len(counts)), min(ROWS, len(counts)))
        for place, text in enumerate(self._texts):
            if place < len(groups):
                now, *story = counts[groups[place]].sum(axis=0)
                text.set_text(line(["–" if lost else now, *story]))
                text.set_y(groups[place].mean() + 1)
            else:
                text.set_text("")


def line(entries):
    return "".join(f"{entry:>{COLUMN}}" for entry in entries)


def counts_of(result):
    """Units that are dead now, were born dead, died and revived, an array of shape (depth, 4)."""
    now = result["dead_units"].sum(axis=1)
    return np.stack([now, result["births_dead"], result["deaths"], result["revivals"]], axis=1)


def fate_sentence(result):
    """How many units are alive, and what befell the others; a network that diverged is not called dead."""
    now, born, died, revived = counts_of(result).sum(axis=0).tolist()
    units, steps = result["dead_units"].size, _count(result["step"], "step")
    story = f"{born} born dead, {_count(died, 'death')}, {_count(revived, 'revival')}"
    if result["diverged"]:
        return f"diverged after {steps}, {_lost(result)}. Until then: {story}."
    return f"after {steps} {_alive(units, now)}. So far: {story}.{_worst(result)}"


def _alive(units, dead):
    if units == 1:
        return f"the only unit is {'dead' if dead else 'alive'}"
    if dead == 0:
        return f"all {units} units are alive"
    return f"{units - dead} of {units} units {'is' if units - dead == 1 else 'are'} alive"


def _count(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _lost(result):
    lost = np.isnan(result["unit_history"][-1]).any(axis=1)
    where = f"{layers(lost)} became inf or nan" if lost.any() else "the loss is no number any more"
    return f"{where}, which is not death"


def _worst(result):
    """Where the dead units are, if there is more than one place where they could be."""
    depth, width = result["dead_units"].shape
    dead = result["dead_units"].sum(axis=1)
    if not dead.any() or depth == 1:
        return ""
    if dead.max() == width:
        return f" No unit is alive in {layers(dead == width)}."
    return f" Most of the dead are in layer {dead.argmax() + 1}: {dead.max()}."
