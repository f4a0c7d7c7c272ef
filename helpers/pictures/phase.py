"""The phase picture: a map of what depth and weight scale do to the gradient, and the layers of the cell under a cross-hair."""

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_rgba
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from seaborn import diverging_palette

from .base import Picture
from .layer_axes import dress, mark_floor
from .log_axis import Curve, LogAxis, power_of_ten
from .verdict import gradient_sentence, trend
from .words import settings, times

DECADES = 6  # a ratio beyond 10^-6 or 10^6 has the last color
BLUE, RED = 250, 15  # hues that color-blind readers tell apart
AT_EDGE = 1.02  # a weight scale within this factor of the edge is at it: 50 layers at it stay within STEADY


class PhasePicture(Picture):
    """Gradient in layer 1 over that in the last layer for every depth and weight scale, and one cell's curve beside it.

    Only a new map costs a full draw: the cross-hair and the curve are data. `gradient` is the smallest and the
    largest number on the curve's axis.
    """

    quantity = "the edge of chaos"
    needs = (
        "map_depths", "map_scales", "map_ratio", "map_diverged", "edge", "level",
        "gradient_rms", "predicted_gradient_rms", "activation_std", "dead_fraction", "diverged",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, gradient=(1e-46, 1e39)):
        super().__init__()
        self.gradient = gradient

    def _sentences(self, result):
        return [f"{settings(result)}: {gradient_sentence(result)}", _cell_sentence(result), _phase_sentence(result)]

    def grip(self):
        """The map: across it goes the weight scale, in decades as on its slider, and up the depth."""
        left, bottom, width, height = self._map.get_position().bounds
        place = {"left": left, "top": 1 - bottom - height, "width": width, "height": height}
        return place | {"x": ("weight_scale", *self._map.get_xlim()), "y": ("depth", *self._map.get_ylim())}

    def _build(self, figure, palette):
        self._map, right = figure.subplots(1, 2)
        self._palette, self._mapped = palette, None
        self._dress_map(figure, palette)
        axis = LogAxis(right, *self.gradient, palette.scale)
        dress(right, "Gradient in this cell", "RMS of dLoss/dz", 50, palette)
        mark_floor(right, palette)
        moving, theory = self._canvas.moving, dict(color=palette.theory, linestyle="--", zorder=4)
        self._axis = axis
        self._curves = {
            "gradient_rms": Curve(axis, moving, color=palette.measured, marker="o", zorder=3),
            "predicted_gradient_rms": Curve(axis, moving, nan=False, markersize=2 * palette.scale, **theory),
        }

    def _dress_map(self, figure, palette):
        axes = self._map
        axes.set(title="Gradient, layer 1 / last layer", xlabel="weight scale", ylabel="depth")
        # The limits of the usual map: room for its labels must not wait for the first result.
        axes.set(xlim=(-31 / 30, 31 / 30), ylim=(0.5, 50.5))
        axes.set_xticks(np.log10([0.1, 0.3, 1, 3, 10]), ["0.1", "0.3", "1", "3", "10"])
        axes.set_yticks([1, 10, 20, 30, 40, 50])
        colors = ScalarMappable(Normalize(-DECADES, DECADES), ratio_colors(palette))
        bar = figure.colorbar(colors, ax=axes, ticks=[-6, -3, 0, 3, 6], extend="both", aspect=30, pad=0.02)
        bar.ax.set_yticklabels([power_of_ten(tick) for tick in (-6, -3, 0, 3, 6)])
        bar.outline.set_visible(False)
        halo = [withStroke(linewidth=3.5 * palette.scale, foreground=palette.paper)]
        line = dict(color=palette.theory, zorder=3, path_effects=halo)
        self._edge = axes.plot([], [], linestyle="-", **line)[0]
        self._level = axes.plot([], [], linestyle="-.", **line)[0]
        cross = dict(color=palette.ink, linewidth=1.2 * palette.scale, zorder=5, path_effects=halo)
        self._cross = [self._canvas.moving(axes.plot([], [], **cross)[0]) for _ in range(2)]
        ring = dict(marker="o", markersize=9 * palette.scale, markerfacecolor="none", markeredgewidth=2, clip_on=False)
        self._cell = self._canvas.moving(axes.plot([], [], **cross, **ring)[0])

    def _key(self, palette):
        zero, diverged = (Patch(color=color) for color in special_colors(palette))
        return {
            "measured": self._curves["gradient_rms"].line,
            "theory": self._curves["predicted_gradient_rms"].line,
            "zero": zero,
            "diverged": diverged,
            "edge of chaos": self._edge,
            "ratio 1": self._level,
        }

    def _ghost(self, looks):
        place = np.log10(self.pinned["weight_scale"]), self.pinned["depth"]
        square = {"color": looks["color"], "markeredgecolor": self._palette.ink, "markersize": 8, "zorder": 4}
        self._map.plot(*place, "s", **square)
        return Curve(self._axis, marker="s", markersize=3, **looks).set(self.pinned["gradient_rms"])

    def _guess(self, looks):
        return self._map.axvline(np.log10(np.maximum(np.atleast_1d(self.guessed)[0], 1e-9)), **looks)

    def _show(self, result):
        if self._mapped is not result["map_ratio"]:
            self._paint(result)
        x, y = np.log10(result["weight_scale"]), result["depth"]
        vertical, horizontal = self._cross
        # From the axes to the cell, as coordinates are read, so that theory's lines stay in sight.
        vertical.set_data([x, x], [self._map.get_ylim()[0], y])
        horizontal.set_data([self._map.get_xlim()[0], x], [y, y])
        self._cell.set_data([x], [y])
        for key, curve in self._curves.items():
            curve.set(result[key])

    def _paint(self, result):
        """A new map and its theory; costs one full draw."""
        self._mapped, logs = result["map_ratio"], np.log10(result["map_scales"])
        half, depths = (logs[1] - logs[0]) / 2, result["map_depths"]
        extent = logs[0] - half, logs[-1] + half, depths[0] - 0.5, depths[-1] + 0.5
        for image in self._map.images:
            image.remove()
        cells = painted(self._mapped, result["map_diverged"], self._palette)
        self._map.imshow(cells, extent=extent, origin="lower", aspect="auto", interpolation="nearest", zorder=1)
        self._edge.set_data(np.log10([result["edge"]] * 2), extent[2:])
        self._level.set_data(np.log10(result["level"]), depths)
        self._canvas.refresh()


def ratio_colors(palette):
    """Blue below 1, red above, and next to the paper's own color at 1."""
    return diverging_palette(BLUE, RED, s=90, l=45, center=palette.theme, as_cmap=True)


def special_colors(palette):
    """Colors of the cells that have no ratio: (zero, diverged)."""
    return palette.ghost, palette.ink


def painted(ratio, diverged, palette):
    """The color of each cell, shape (depths, scales, 4)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = ratio_colors(palette)(Normalize(-DECADES, DECADES)(np.log10(ratio)))
    zero, lost = map(to_rgba, special_colors(palette))
    cells[(ratio == 0) | np.isnan(ratio)] = zero
    cells[np.asarray(diverged, bool)] = lost
    return cells


def _cell_sentence(result):
    first, last = result["gradient_rms"][0], result["gradient_rms"][-1]
    if result["depth"] == 1 or not (first and last and np.isfinite(first) and np.isfinite(last)):
        return ""
    return f"This cell: layer 1 has {times(first / last)} the gradient of layer {result['depth']}."


def _at_the_edge(result):
    """What the edge promises, and whether the cell keeps it: the promise is for endless depth."""
    first, last = result["gradient_rms"][0], result["gradient_rms"][-1]
    promise = "in the long run a layer leaves gradients as they are"
    if not (first and last and np.isfinite(first) and np.isfinite(last)) or trend(first / last) == "steady":
        return promise
    return f"{promise}, but these {result['depth']} together still {'shrink' if first < last else 'blow up'} them"


def _phase_sentence(result):
    edge, scale = result["edge"], result["weight_scale"]
    if np.isnan(edge):
        return "Theory knows no edge of chaos here: no weight scale keeps gradients as they are."
    there = f"edge of chaos, which theory puts at {edge:.3g}"
    if edge / AT_EDGE <= scale <= edge * AT_EDGE:
        return f"Weight scale {scale:.3g} is at the {there}: {_at_the_edge(result)}."
    if scale < edge:
        return f"Weight scale {scale:.3g} is below the {there}: the ordered phase, where gradients vanish with depth."
    return f"Weight scale {scale:.3g} is above the {there}: the chaotic phase, where gradients explode with depth."
