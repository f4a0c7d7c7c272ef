"""The hinge picture: the units of the first layer as lines across the data, so that one that dies is seen leaving them."""

import numpy as np

from .base import Picture
from .fates import fate_sentence
from .hinge_panel import Hinges, kinds_of_line, lines_in
from .raster_panel import Raster
from .share_strip import ShareStrip
from .step_axis import LEAST, enough
from .words import listing, settings, training

PLANE = "hinges", "hinge_share", "points", "point_classes", "reach", "regions"


class HingePicture(Picture):
    """Points of a plane, and for each unit of layer 1 the line on which it switches, marked on the side where it is on.

    The background is tinted by the class that the network gives each place. Beside it are the raster of all units, the share
    of dead ones and the test accuracy. `steps` is the last step on the axis (it grows if a training goes on longer).
    Raises ValueError for a result whose data are not points of a plane.
    """

    quantity = "the share of dead units"
    height = 560
    needs = (
        "step", "step_history", "unit_history", "dead_history", "dead_fraction_history", "test_accuracy_history",
        "events", "dead_units", "births_dead", "deaths", "revivals", "diverged", "optimizer", "learning_rate",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset", *PLANE,
    )  # fmt: skip

    def __init__(self, steps=LEAST):
        super().__init__()
        self.steps = steps
        self._depth, self._reach = 1, 3

    def _sentences(self, result):
        return [f"{training(result)}: {fate_sentence(result)}", _line_sentence(result)]

    def _pinned_words(self, pinned):
        return f"{settings(pinned)}: {fate_sentence(pinned)}"

    def _check(self, result):
        if "dataset" in result and not set(PLANE) & set(result):
            wanted = "data with two inputs, points of a plane: two moons, circles, spirals or XOR"
            raise ValueError(f"HingePicture draws {wanted}; not {result['dataset']}")
        super()._check(result)

    def _build(self, figure, palette):
        places, ratios = [["plane", "raster", "key"], ["plane", "strip", "."]], (10, 9, 0.4)
        axes = figure.subplot_mosaic(places, width_ratios=ratios, height_ratios=(5, 2))
        moving = self._canvas.moving
        self._plane = Hinges(axes["plane"], moving, palette, self._reach)
        self._raster = Raster(axes["raster"], moving, palette, self._depth, self.steps)
        self._strip = ShareStrip(axes["strip"], moving, palette, self.steps)
        axes["raster"].set(title="Each unit's life", ylabel="layer, a row a unit")
        axes["raster"].tick_params(labelbottom=False)
        self._raster.key(axes["key"], upright=True)

    def _keep(self, palette):
        parts = [
            self._plane.legend(), self._raster.legend(), self._strip.legend(),
            self._strip.keep(self.pinned, self.guessed),
        ]  # fmt: skip
        lines, names = ([entry for part in side for entry in part] for side in zip(*parts))
        return lines, names

    def _show(self, result):
        self._fit(result)
        for panel in (self._plane, self._raster, self._strip):
            panel.show(result)

    def _fit(self, result):
        """Give the axes the plane, the layers and the steps of this result; costs a full draw where they change."""
        wanted = max(self.steps, enough(result["step"])), len(result["dead_units"]), result["reach"]
        if wanted == (self.steps, self._depth, self._reach):
            return
        self.steps, self._depth, self._reach = wanted
        self._plane.fit(self._reach)
        self._raster.fit(self._depth, self.steps)
        self._strip.fit(self.steps)
        self._canvas.refresh()


def _line_sentence(result):
    """What the lines of layer 1 do."""
    if result["diverged"]:
        return ""
    crossing, aside, dead = (int(chosen.sum()) for chosen in kinds_of_line(result).values())
    told = [f"{crossing} cross{'es' if crossing == 1 else ''} the points"]
    if aside:
        told.append(f"{aside} {'has' if aside == 1 else 'have'} all of them on one side")
    told.append(f"{dead} {'is' if dead == 1 else 'are'} dead")
    away = int(np.isnan(lines_in(result["hinges"], result["reach"])[:, 0, 0]).sum())
    beyond = f" ({away} of all {'lies' if away == 1 else 'lie'} outside of the picture)" if away else ""
    return f"Of the {len(result['hinges'])} lines of layer 1, {listing(told)}{beyond}."
