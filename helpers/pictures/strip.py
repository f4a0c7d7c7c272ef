"""The strip picture: the evidence for one claim at the size of a line of text, without words."""

import numpy as np

from .base import Picture
from .measure_axis import MeasureAxis


class StripPicture(Picture):
    """For each contender the mean and its interval; the dashed line divides verdicts. The axis is the evidence picture's."""

    width, height = 200, 64
    needs = ("claim", "verdict", "scale", "limits", "line", "theirs", "mean", "low", "high")

    def describe(self, result):
        """The strip read aloud."""
        return f"{result['claim']}: {result['verdict']}, from {len(result['mean'])} numbers."

    def _build(self, figure, palette):
        figure.set_layout_engine("none")  # there is nothing to lay out
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, 1), ylim=(1, 0))
        axes.set_axis_off()
        looks = (
            dict(color=palette.theory, linestyle="--", linewidth=1.2),
            dict(color=palette.measured, linewidth=3),
            dict(color=palette.measured, marker="D", markersize=4.5, linestyle="none"),
            dict(color=palette.weights, marker="s", markersize=4, linestyle="none"),
        )
        self._line, self._bars, self._means, self._theirs = (
            self._canvas.moving(axes.plot([], [], **look)[0]) for look in looks
        )

    def _keep(self, palette):
        return [], []

    def _show(self, result):
        scale, ours = MeasureAxis(None, result["scale"] == "log", *result["limits"]), ~result["theirs"]
        rows = np.arange(len(ours))

        def put(artist, places, heights):
            shares = (np.asarray(places) - scale.start) / (scale.end - scale.start)
            artist.set_data(shares, (np.asarray(heights) + 0.5) / len(rows))

        put(self._bars, *scale.bars(result["low"], result["high"]))
        put(self._means, scale.places(result["mean"][ours]), rows[ours])
        put(self._theirs, scale.places(result["mean"][~ours]), rows[~ours])
        line = [] if result["line"] is None else np.repeat(scale.places([result["line"]]), 2)
        put(self._line, line, [-0.5, len(rows) - 0.5][: len(line)])
