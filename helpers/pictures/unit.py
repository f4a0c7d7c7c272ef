"""The unit picture follows one unit among all: how it answers the examples, what arrives at it, and what gets through."""

import numpy as np

from .base import Picture
from .layer_rows import GAP, ends, heights
from .linear_axis import HALVES, LinearAxis
from .log_axis import Curve, LogAxis
from .pre_activations import PreActivations
from .raster_panel import Raster
from .step_axis import LEAST, dress_steps, enough, reach
from .words import listing, number, percent, settings, training


class UnitPicture(Picture):
    """The raster of all units, with an arrow at the followed one; of that one the pre-activations, the activity and two gradients.

    The gradient that arrives is taken by its output, the one that passes by its pre-activation: a dead unit lets none pass.
    `steps` is the last step on the axes (it grows if a training goes on longer), `gradient` the smallest and largest number
    on the log axis. A guess is the share of examples on which the unit is active.
    """

    quantity = "the share of examples"
    height = 640
    needs = (
        "step", "step_history", "unit_history", "dead_history", "events", "dead_units", "diverged", "follow_layer",
        "follow_unit", "pre_activation_edges", "pre_activation_histogram", "arriving_history", "passing_history",
        "optimizer", "learning_rate", "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, steps=LEAST, gradient=(1e-11, 1e2)):
        super().__init__()
        self.steps, self.gradient = steps, gradient
        self._depth = self._width = 1

    def grip(self):
        """The band of each layer: up it go the layer's units, so that a click picks one."""
        left, bottom, width, height = self._raster.axes.get_position().bounds
        low, high = ends(self._depth)
        band = (1 - GAP) * height / (high - low)
        feet = bottom + height * (np.arange(self._depth) + 0.5 + GAP / 2 - low) / (high - low)
        place = {"left": left, "width": width, "height": band, "y": ("follow_unit", 0.5, self._width + 0.5)}
        return [place | {"top": 1 - foot - band, "x": ("follow_layer", n, n)} for n, foot in enumerate(feet, 1)]

    def _sentences(self, result):
        return [f"{training(result)}, step {result['step']}: {unit_sentence(result)}", _gradient_sentence(result)]

    def _pinned_words(self, pinned):
        return f"{settings(pinned)}: {unit_sentence(pinned)}"

    def _build(self, figure, palette):
        places = [["raster", "histogram"], ["raster", "activity"], ["raster", "gradient"]]
        axes = figure.subplot_mosaic(places, width_ratios=(10, 11), height_ratios=(3, 2, 4))
        moving = self._canvas.moving
        self._raster = Raster(axes["raster"], moving, palette, self._depth, self.steps)
        axes["raster"].set(title="Each unit's life", ylabel="layer, a row a unit", xlabel="training step")
        place = dict(marker=">", color=palette.guess, clip_on=False, transform=axes["raster"].get_yaxis_transform())
        self._arrow = moving(axes["raster"].plot([], [], markersize=9 * palette.scale, linestyle="none", **place)[0])
        self._histogram = PreActivations(axes["histogram"], moving, palette)
        self._activity = LinearAxis(axes["activity"], HALVES, palette.scale, nan=False)
        self._gradient = LogAxis(axes["gradient"], *self.gradient, palette.scale, gaps=4)
        dress_steps(axes["activity"], "Examples it is active on", "", self.steps, palette)
        dress_steps(axes["gradient"], "Gradient at the unit", "RMS", self.steps, palette)
        axes["activity"].set(xlabel="")
        axes["activity"].tick_params(labelbottom=False)
        self._stepped = axes["activity"], axes["gradient"]
        ends = dict(moving=moving, markevery=[0, -1], zorder=3)
        self._share = Curve(self._activity, color=palette.measured, marker="o", nan=False, **ends)
        self._gradients = {
            "arriving_history": Curve(self._gradient, color=palette.weights, marker="s", linestyle="--", **ends),
            "passing_history": Curve(self._gradient, color=palette.measured, marker="o", **ends),
        }

    def _keep(self, palette):
        lines, names = self._raster.legend()
        lines += [self._arrow, *(curve.line for curve in self._gradients.values())]
        names += ["followed", "gradient that arrives", "that passes"]
        if self.pinned is not None:
            ghost = Curve(self._activity, nan=False, color=palette.ghost, linewidth=1.2, zorder=2)
            lines.append(ghost.set(of_unit(self.pinned, "unit_history"), self.pinned["step_history"]))
            names.append(f"pinned: {_name(self.pinned)}")
        if self.guessed is not None:
            guess = np.atleast_1d(self.guessed)[0]
            lines.append(self._activity.axes.axhline(guess, color=palette.guess, linestyle=":", zorder=5))
            names.append("your guess")
        return lines, names

    def _show(self, result):
        self._fit(result)
        self._width = result["width"]
        self._raster.show(result)
        self._histogram.show(result)
        self._arrow.set_data(
            [-0.005], [heights(result["follow_layer"] - 1, result["follow_unit"] - 1, result["width"])]
        )
        self._share.set(of_unit(result, "unit_history"), result["step_history"])
        for key, curve in self._gradients.items():
            curve.set(of_unit(result, key), result["step_history"])

    def _fit(self, result):
        """Give the axes the layers and the steps of this result; costs a full draw where they change."""
        wanted = max(self.steps, enough(result["step"])), len(result["dead_units"])
        if wanted == (self.steps, self._depth):
            return
        self.steps, self._depth = wanted
        self._raster.fit(self._depth, self.steps)
        for axes in self._stepped:
            reach(axes, self.steps)
        self._canvas.refresh()


def of_unit(result, key):
    """The history of the followed unit, as float."""
    return result[key][:, result["follow_layer"] - 1, result["follow_unit"] - 1].astype(float)


def unit_sentence(result):
    """What became of the followed unit."""
    name, share = _name(result), of_unit(result, "unit_history")[-1]
    if result["diverged"]:
        return f"the training diverged, which is not death; {name} {_story(result)}."
    now = "is dead" if result["dead_units"][result["follow_layer"] - 1, result["follow_unit"] - 1] else "is alive"
    return f"{name} {now}, active on {percent(share)} of the training examples. It {_story(result)}."


def _name(result):
    return f"unit {result['follow_unit']} of layer {result['follow_layer']}"


def _story(result):
    """When it died and came back; the first and the last few of many times."""
    here = result["follow_layer"] - 1, result["follow_unit"] - 1
    told = [
        "was born dead" if kind == "born dead" else f"{kind} by step {step}"
        for step, _, *place, kind in result["events"]
        if tuple(place) == here
    ]
    if not told:
        return "has never been dead"
    return listing(told if len(told) <= 5 else [*told[:2], f"{len(told) - 4} changes more", *told[-2:]])


def _gradient_sentence(result):
    arriving, passing = of_unit(result, "arriving_history")[-1], of_unit(result, "passing_history")[-1]
    if not np.isfinite([arriving, passing]).all():
        return ""
    if passing == 0 < arriving:
        return f"A gradient of {number(arriving)} arrives at it and none gets through to its weights."
    if arriving == 0:
        return "No gradient arrives at it."
    return f"A gradient of {number(arriving)} arrives at it and {number(passing)} gets through to its weights."
