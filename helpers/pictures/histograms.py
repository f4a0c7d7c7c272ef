"""The histogram picture: where the activations of each layer lie, and how many of them are saturated."""

import numpy as np

from .base import Picture
from .layer_axes import dress, widen
from .linear_axis import SHARES, LinearAxis
from .log_axis import Curve
from .ridges import CUT, Ridges
from .words import layers, number, percent, settings

NEAR_END = 0.12  # a tick closer to an end than this share of the axis would touch the end's own
CROWDED = 0.99  # a layer with more than this share in one bin holds practically one value


class HistogramPicture(Picture):
    """A histogram for each layer, layer 1 at the bottom, and beside them the saturated and the zero share.

    The bins belong to the activation (they change with it and with nothing else), so histograms can be
    compared by eye. `deepest` is the last layer on the right axis (it grows if a result is deeper).
    """

    quantity = "the largest saturated share"
    needs = (
        "bin_edges", "histogram", "low_end", "high_end", "saturated_fraction", "zero_fraction", "diverged",
        "activation", "init", "weight_scale", "bias", "depth", "width", "dataset",
    )  # fmt: skip

    def __init__(self, deepest=50):
        super().__init__()
        self.deepest = deepest

    def _sentences(self, result):
        return [f"{settings(result)}: {_saturation_sentence(result)}", *_top_sentences(result)]

    def _build(self, figure, palette):
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        self._ridges = Ridges(left, self._canvas, palette)
        left.set(title="Activations of each layer", xlabel=f"activation (a row is cut at {percent(CUT)} per bin)")
        left.set_ylabel("layer", labelpad=22 * palette.scale)
        left.spines["left"].set_visible(False)
        self._share = LinearAxis(right, SHARES, palette.scale)
        dress(right, "Saturated share", "share of activations", self.deepest, palette)
        self._curves = {
            "zero_fraction": self._curve(palette.measured, "s", markersize=5.5 * palette.scale, fillstyle="none"),
            "saturated_fraction": self._curve(palette.alarm, "o"),
        }
        self._values = self._canvas.stamp(left.xaxis, in_layout=True)  # so that another activation costs no full draw
        self._edges = None
        self._write_values(-1, 1, True, True)

    def _curve(self, color, marker, **looks):
        return Curve(self._share, self._canvas.moving, color=color, marker=marker, zorder=4, **looks)

    def _key(self, palette):
        return {
            "saturated: derivative below 5 % of its largest": self._curves["saturated_fraction"].line,
            "exactly zero": self._curves["zero_fraction"].line,
        }

    def _ghost(self, looks):
        return Curve(self._share, marker="s", markersize=3, **looks).set(self.pinned["saturated_fraction"])

    def _guess(self, looks):
        return self._share.axes.axhline(np.atleast_1d(self.guessed)[0], **looks)

    def _show(self, result):
        if len(result["histogram"]) > self.deepest:
            self.deepest = len(result["histogram"])
            widen(self._canvas, self.deepest, self._share.axes)
        edges = result["bin_edges"]
        if self._edges is None or not np.array_equal(edges, self._edges):
            self._measure_out(edges, result["low_end"], result["high_end"])
        self._ridges.show(edges, result["histogram"], result["saturated_fraction"])
        for key, curve in self._curves.items():
            curve.set(result[key])

    def _measure_out(self, edges, low_end, high_end):
        """Give the axis of the ridges the values of another activation."""
        self._edges = edges
        self._write_values(edges[0], edges[-1], low_end, high_end)
        fits = self.pinned is not None and np.array_equal(edges, self.pinned["bin_edges"])
        self._ridges.shadow(edges, self.pinned["histogram"] if fits else None)

    def _write_values(self, *ends):
        low, high, *_ = self._values.state = ends
        axes = self._ridges.axes
        axes.set_xlim(low, high)
        axes.set_xticks(*ticks(*ends))
        labels = axes.get_xticklabels()
        # Those at the ends reach inwards, so that the layout does not depend on how wide they are.
        for label, side in zip(labels, ["left", *["center"] * (len(labels) - 2), "right"]):
            label.set_horizontalalignment(side)


def ticks(low, high, low_end, high_end):
    """(places, labels) of a few round ticks and of the ends, where the outermost bins take all that lies beyond."""
    step = next(step for step in (0.25, 0.5, 1, 2) if (high - low) / step <= 5)
    room = NEAR_END * (high - low)
    steps = np.arange(np.ceil(low / step), high / step) * step + 0.0  # which turns -0 into 0
    inner = [tick for tick in steps if low + room < tick < high - room]
    labels = [f"{tick:g}" for tick in (low, *inner, high)]
    labels[0] = labels[0] if low_end else f"≤ {labels[0]}"
    labels[-1] = labels[-1] if high_end else f"≥ {labels[-1]}"
    return [low, *inner, high], labels


def _saturation_sentence(result):
    share = np.asarray(result["saturated_fraction"], dtype=float)
    if not np.isfinite(share).all():
        return f"diverged: {layers(~np.isfinite(share))} became inf or nan."
    zeros = share.any() and np.allclose(share, result["zero_fraction"], rtol=1e-3, atol=1e-6)
    off = ", all of them exactly zero" if zeros else ""
    if len(share) == 1:
        return f"{percent(share[0])} of the only layer's activations are saturated{off}."
    top = f"{percent(share[-1])} in layer {len(share)}, the top"
    return f"{percent(share[0])} of the activations are saturated in layer 1, {top}{off}."


def _top_sentences(result):
    """Where the activations of the top layer crowd, if they do."""
    histogram, edges = result["histogram"][-1], result["bin_edges"]
    if not np.isfinite(histogram).all():
        return
    top, fullest = f"layer {len(result['histogram'])}", histogram.argmax()
    if histogram[fullest] > CROWDED:
        yield f"Practically all of {top} lies in one bin, {number(edges[fullest])} to {number(edges[fullest + 1])}."
        return
    ends = {0: (edges[0], result["low_end"], "below"), -1: (edges[-1], result["high_end"], "above")}
    crowds = [
        f"{percent(histogram[place])} of {top} lies {'at' if stop else beyond} {number(edge)}"
        for place, (edge, stop, beyond) in ends.items()
        if histogram[place] >= 0.01
    ]
    if crowds:
        yield f"{' and '.join(crowds)}."
