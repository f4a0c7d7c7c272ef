"""A hinge panel draws the first layer where it can be seen: a line for each unit across the points of the plane."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from .painting import Painting
from .words import padded

TICKS = np.array([0.1, 0.3, 0.5, 0.7, 0.9])  # of a line, where marks point to its active side
TICK = 0.035  # length of such a mark, as a share of the plane
CROWD = 24  # lines; where there are more they are drawn thinner
TINT = 0.16  # of a class's color in the places that the network gives to it
MARKERS = "o", "^"


class Hinges:
    """The points, the lines of the first layer's units, and whom the network gives each place; `moving` is a canvas's."""

    def __init__(self, axes, moving, palette, reach):
        self.axes, self._result = axes, None
        classes = palette.weights, palette.guess
        axes.set(title="Hinges of layer 1", xlabel="input 1", ylabel="input 2", aspect="equal")
        self._colors = tints(classes, palette.paper)
        moving(Painting(axes, self._paint))
        self._points = [
            moving(
                axes.plot([], [], marker, color=color, markersize=2.2 * palette.scale, linestyle="none", zorder=2)[0]
            )
            for marker, color in zip(MARKERS, classes)
        ]
        looks = {
            "crosses the points": dict(color=palette.measured),
            "all points on one side": dict(color=palette.quiet, linestyle=(0, (1, 1.5))),
            "dead": dict(color=palette.alarm, linestyle=(0, (4, 2))),
        }
        self._width = 1.4 * palette.scale
        self._lines = {name: moving(self._collect(**look)) for name, look in looks.items()}
        self._ticks = {name: moving(self._collect(color=look["color"])) for name, look in looks.items()}
        self.fit(reach)

    def _collect(self, **looks):
        lines = LineCollection([], zorder=3, **looks)
        self.axes.add_collection(lines, autolim=False)
        return lines

    def fit(self, reach):
        """Let the plane run from -reach to reach; costs one full draw."""
        self.axes.set(xlim=(-reach, reach), ylim=(-reach, reach))
        self.axes.set_xticks([-reach, 0, reach])
        # A third number would touch the first of the other axis.
        self.axes.set_yticks([0, reach], [padded(place, 3) for place in (0, reach)])

    def show(self, result):
        """Show points, lines and places of `result`."""
        self._result = result
        self._thin(len(result["hinges"]))
        for number, points in enumerate(self._points):
            points.set_data(*result["points"][result["point_classes"] == number].T)
        for name, chosen in kinds_of_line(result).items():
            lines = lines_in(result["hinges"][chosen], result["reach"])
            self._lines[name].set_segments(lines)
            self._ticks[name].set_segments(ticks_of(lines, result["hinges"][chosen], result["reach"]))

    def _thin(self, lines):
        """Draw lines thinner where there are many."""
        thin = min(1, np.sqrt(CROWD / lines))
        for collection in (*self._lines.values(), *self._ticks.values()):
            collection.set_linewidth(thin * self._width)

    def legend(self):
        """Lines and names for a legend; the dead are named elsewhere."""
        names = [name for name in self._lines if name != "dead"]
        return [self._lines[name] for name in names], names

    def _paint(self, rows, columns):
        if self._result is None:
            return np.zeros((rows, columns, 4), np.uint8)
        regions = self._result["regions"]
        row, column = (np.arange(pixels) * len(regions) // pixels for pixels in (rows, columns))
        return self._colors[regions[row][:, column]]


def tints(colors, paper):
    """RGBA bytes of the places of each class, and last of those of none, which are left as they are."""
    mixed = [TINT * np.array(to_rgba(color)) + (1 - TINT) * np.array(to_rgba(paper)) for color in colors]
    return (255 * np.array([*mixed, (0, 0, 0, 0)])).astype(np.uint8)


def kinds_of_line(result):
    """Which units of layer 1 are dead, and of the others whose lines have points on both sides; of one that diverged none."""
    share, dead = result["hinge_share"], result["dead_units"][0] & (not result["diverged"])
    crossing = (share > 0) & (share < 1)
    return {"crosses the points": crossing & ~dead, "all points on one side": ~crossing & ~dead, "dead": dead}


def lines_in(hinges, reach):
    """Both ends (units, 2, 2) of the part of each line that lies in the plane; nan for a line that does not meet it."""
    weights, bias = hinges[:, :2].astype(float), hinges[:, 2:].astype(float)
    with np.errstate(all="ignore"):
        square = np.square(weights).sum(axis=1, keepdims=True)
        foot = -bias * weights / square
        along = np.stack([-weights[:, 1], weights[:, 0]], axis=1) / np.sqrt(square)
        ends = np.stack([(-reach - foot) / along, (reach - foot) / along])
        enter, leave = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
        places = np.where(enter < leave, [enter, leave], np.nan).T
        return foot[:, None] + places[:, :, None] * along[:, None]


def ticks_of(lines, hinges, reach):
    """Short marks (marks, 2, 2) that stand on the lines and point to where the pre-activation is above zero."""
    weights = hinges[:, :2].astype(float)  # the square of a diverging float32 would be inf
    with np.errstate(all="ignore"):
        out = 2 * reach * TICK * weights / np.hypot(*weights.T)[:, None]
    feet = lines[:, None, 0] + TICKS[:, None] * (lines[:, None, 1] - lines[:, None, 0])
    return np.stack([feet, feet + out[:, None]], axis=2).reshape(-1, 2, 2)
