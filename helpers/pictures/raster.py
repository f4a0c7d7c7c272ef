"""The raster picture: every unit's life on one sheet, from its first frame on, with each death and revival marked."""

import numpy as np

from .base import Picture
from .fates import FateTable, fate_sentence
from .layer_rows import rows_in
from .raster_panel import Raster
from .share_strip import ShareStrip
from .step_axis import LEAST, enough
from .words import number, percent, settings, training

ROOM = 700  # pixels that the raster is high, about


class RasterPicture(Picture):
    """A row for each unit, grouped by layer, a column for each frame; the darker, the more examples it is active on.

    Beside it the dead units of each layer are counted, and below it run the share of dead units and the test accuracy.
    `steps` is the last step on the axis (it grows if a training goes on longer).
    """

    quantity = "the share of dead units"
    height = 600
    needs = (
        "step", "step_history", "unit_history", "dead_history", "dead_fraction_history", "test_accuracy_history",
        "events", "dead_units", "births_dead", "deaths", "revivals", "diverged", "optimizer", "learning_rate",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, steps=LEAST):
        super().__init__()
        self.steps = steps
        self._depth = 1

    def _sentences(self, result):
        told = _killed_sentence(result), _accuracy_sentence(result), _merged_sentence(result)
        return [f"{training(result)}: {fate_sentence(result)}", *told]

    def _pinned_words(self, pinned):
        return f"{settings(pinned)}: {fate_sentence(pinned)}"

    def _build(self, figure, palette):
        (raster, table), (strip, key) = figure.subplots(2, 2, width_ratios=(4, 1), height_ratios=(5, 2))
        moving = self._canvas.moving
        self._raster = Raster(raster, moving, palette, self._depth, self.steps)
        self._table = FateTable(table, moving, palette)
        self._table.fit(raster.get_ylim())
        raster.set(title="Each unit's life", ylabel="layer, a row a unit")
        raster.tick_params(labelbottom=False)
        self._raster.key(key)
        key.set(box_aspect=0.15, anchor="S")
        self._strip = ShareStrip(strip, moving, palette, self.steps)

    def _keep(self, palette):
        parts = self._raster.legend(), self._strip.legend(), self._strip.keep(self.pinned, self.guessed)
        lines, names = ([entry for part in side for entry in part] for side in zip(*parts))
        return lines, names

    def _show(self, result):
        self._fit(result)
        self._raster.show(result)
        self._table.show(result)
        self._strip.show(result)

    def _fit(self, result):
        """Give the axes the layers and the steps of this result; costs a full draw where they change."""
        wanted = max(self.steps, enough(result["step"])), len(result["dead_units"])
        if wanted == (self.steps, self._depth):
            return
        self.steps, self._depth = wanted
        self._raster.fit(self._depth, self.steps)
        self._table.fit(self._raster.axes.get_ylim())
        self._strip.fit(self.steps)
        self._canvas.refresh()


def _killed_sentence(result):
    """What became of the units that were killed on purpose, where some were."""
    if "killed_units" not in result or result["diverged"]:
        return ""
    killed = result["killed_units"]
    when = f"{killed.sum()} units of layer {result['killed_layer']} killed at step {result['kill_at']}"
    return f"Of the {when}, {(killed & ~result['dead_units']).sum()} are alive."


def _accuracy_sentence(result):
    accuracy = result["test_accuracy_history"][-1]
    return "" if np.isnan(accuracy) or result["diverged"] else f"{percent(accuracy)} of the test examples are right."


def _merged_sentence(result):
    depth, width = result["dead_units"].shape
    rows = rows_in(ROOM, depth, width)
    return (
        ""
        if rows == width
        else f"There is room for {rows} rows a layer, so about {number(width / rows)} units share one: its mean is shown."
    )
