"""The overlap picture: how much of the set of active units a changed input keeps, and how far its code moves."""

import numpy as np

from .base import Picture
from .layer_axes import dress, reach_layers
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve
from .words import layers, listing, percent, trained

ALIKE = 0.005  # two overlaps that differ by less are said once


class OverlapPicture(Picture):
    """Left the overlap of sets of units, right how much of the code changed and how far it moved, both for each layer.

    `deepest` is the last layer on the axes (it grows if a result is deeper).
    """

    quantity = "the overlap"
    needs = (
        "overlap", "side_overlap", "other_side_overlap", "changed_share", "code_change", "change", "steps",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset", "l1",
    )  # fmt: skip

    def __init__(self, deepest=5):
        super().__init__()
        self.deepest = deepest

    def _sentences(self, result):
        return [f"{trained(result)}: {overlap_sentence(result)}"]

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2)
        self._sets, self._code = LinearAxis(left, SHARES, palette.scale), LinearAxis(right, SHARES, palette.scale)
        dress(left, "Which units stay the same", "overlap, before and after", self.deepest, palette)
        dress(right, "How their values change", "share", self.deepest, palette)
        looks = {
            "overlap": (self._sets, dict(color=palette.measured, marker="o", zorder=3)),
            "side_overlap": (self._sets, dict(color=palette.theory, marker="s", linestyle="--", zorder=4)),
            "other_side_overlap": (self._sets, dict(color=palette.quiet, marker="^", linestyle=":", zorder=2)),
            "changed_share": (self._code, dict(color=palette.slopes, marker="v", linestyle="-.", zorder=3)),
            "code_change": (self._code, dict(color=palette.weights, marker="D", zorder=4)),
        }
        self._curves = {key: Curve(axis, self._canvas.moving, **look) for key, (axis, look) in looks.items()}

    def _key(self, palette):
        names = {
            "active units": "overlap", "units above zero": "side_overlap", "… of two other inputs": "other_side_overlap",
            "values changed": "changed_share", "distance moved": "code_change",
        }  # fmt: skip
        return {name: self._curves[key].line for name, key in names.items()}

    def _ghost(self, looks):
        looks |= {"markersize": 3}
        Curve(self._code, marker="D", **looks).set(self.pinned["code_change"])
        return Curve(self._sets, marker="o", **looks).set(self.pinned["side_overlap"])

    def _guess(self, looks):
        return self._sets.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        if result["depth"] > self.deepest:
            self.deepest = result["depth"]
            for axis in (self._sets, self._code):
                reach_layers(axis.axes, self.deepest)
            self._canvas.refresh()
        for key, curve in self._curves.items():
            curve.set(np.minimum(result[key], 1) if key == "code_change" else result[key])


def overlap_sentence(result):
    """What a change of the inputs leaves of the sets of units in the last layer, and what it does to the code there."""
    keys = ("overlap", "side_overlap", "other_side_overlap", "changed_share", "code_change")
    if not all(np.isfinite(result[key]).all() for key in keys):
        lost = ~np.all([np.isfinite(result[key]) for key in keys], axis=0)
        return f"no comparison in {layers(lost)}: it diverged, or its code is the same for all inputs."
    active, above, other, changed, moved = (float(result[key][-1]) for key in keys)
    kept = {"of those active": active, "of those above zero": above}
    if abs(active - above) < ALIKE:
        kept = {"of those active": active}
    said = listing([f"{percent(value)} {which}" for which, value in kept.items()])
    return (
        f"a change of {percent(result['change'])} of the input leaves {said} the same in layer {result['depth']} "
        f"({percent(other)} above zero are common to two different inputs). {percent(changed)} of the values change, "
        f"and the code moves {percent(moved)} of the distance to another input's."
    )
