"""A raster has a row for each unit and a column for each frame, colored by how active the unit then was."""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from seaborn import dark_palette, light_palette

from .layer_rows import dress_bands, heights, rows_in, rows_of_pixels
from .painting import Painting
from .step_axis import reach

LEVELS = 200  # colors for shares above 0; 0 has one of its own
DEAD, PAUSE, LOST, BLANK = range(LEVELS + 1, LEVELS + 5)  # codes above those of the shares
DASHES, COLORED = 80, 0.6  # of a dead unit's row along the whole axis, and how much of a dash is colored
FAINTEST = 0.15  # of the color scale, for a unit that is active on one example only
MARKS = {"born dead": "s", "died": "X", "revived": "^"}
CROWD = 400  # marks of a kind; where there are more they are drawn smaller
SMALLEST = 0.3  # of their usual size


class Raster:
    """The units of `depth` layers in `axes`, from step 0 to `steps`; `moving` is a canvas's method of that name."""

    def __init__(self, axes, moving, palette, depth, steps):
        self.axes, self._result = axes, None
        self._colors = color_table(palette)
        moving(Painting(axes, self._paint))
        colors = {"born dead": palette.alarm, "died": palette.alarm, "revived": palette.slopes}
        self._size = 4.5 * palette.scale
        self._looks = dict(linestyle="none", markeredgecolor=palette.paper, markeredgewidth=0.5, zorder=4)
        self._marks = {
            kind: moving(axes.plot([], [], marker, color=colors[kind], **self._looks)[0])
            for kind, marker in MARKS.items()
        }
        self._dead = Line2D([], [], color=palette.alarm, linewidth=3 * palette.scale, linestyle=(0, (1.5, 1)))
        self.fit(depth, steps)

    def fit(self, depth, steps):
        """Give the axes a band for each layer and room for `steps`; costs one full draw."""
        reach(self.axes, steps)
        dress_bands(self.axes, depth)

    def show(self, result):
        """Show every frame of `result`, and mark what befell the units."""
        self._result = result
        width = result["unit_history"].shape[2]
        for kind, mark in self._marks.items():
            events = np.array([event[:4] for event in result["events"] if event[4] == kind]).reshape(-1, 4).T
            mark.set_data(events[0], heights(events[2], events[3], width))
            crowded = np.clip(np.sqrt(CROWD / max(1, events.shape[1])), SMALLEST, 1)
            mark.set(markersize=crowded * self._size, markeredgewidth=0.5 * (crowded == 1))
            mark.set_visible(events.size > 0)

    def legend(self):
        """Lines and names for a legend."""
        looks = self._looks | {"markersize": 1.3 * self._size}
        marks = [
            Line2D([], [], marker=mark.get_marker(), color=mark.get_color(), **looks) for mark in self._marks.values()
        ]
        return [*marks, self._dead, Patch(color=self._colors[LOST] / 255)], [*self._marks, "dead", "inf or nan"]

    def key(self, axes, upright=False):
        """Draw into other, empty axes which color says what; lying, or upright."""
        silent = np.zeros(LEVELS // 10, int)
        colors = self._colors[None, [*silent, *range(LEVELS + 1)]]
        looks = dict(aspect="auto", origin="lower")
        if upright:
            axes.imshow(colors.transpose(1, 0, 2), extent=(0, 1, -0.1, 1), **looks)
            axes.set(xticks=[], ylabel="share of examples")
            axes.set_yticks([-0.05, 1], ["0", "1"])
        else:
            axes.imshow(colors, extent=(-0.1, 1, 0, 1), **looks)
            axes.set(yticks=[], xlabel="active on this share\nof the examples")
            axes.set_xticks([-0.05, 1], ["0", "100 %"])

    def _paint(self, rows, columns):
        if self._result is None:
            return np.zeros((rows, columns, 4), np.uint8)
        codes = codes_of(self._result, np.linspace(*self.axes.get_xlim(), columns), rows)
        # One lookup of four bytes is four times as fast as four of one.
        return (
            self._colors.view(np.uint32)[:, 0]
            .take(np.ascontiguousarray(codes))
            .view(np.uint8)
            .reshape(rows, columns, 4)
        )


def color_table(palette):
    """RGBA bytes of each code, shape (codes, 4)."""
    from_paper = light_palette if palette.theme == "light" else dark_palette
    shares = from_paper(palette.measured, as_cmap=True)(np.linspace(FAINTEST, 1, LEVELS))
    alarm, paper = np.array(to_rgba(palette.alarm)), np.array(to_rgba(palette.paper))
    special = [alarm, 0.25 * alarm + 0.75 * paper, to_rgba(palette.ghost), (0, 0, 0, 0)]
    return (255 * np.array([to_rgba(palette.faint), *shares, *special])).round().astype(np.uint8)


def codes_of(result, steps, pixels):
    """What each pixel shows, (pixels, steps), from the bottom up: a share, or that it is dead, lost or still to come."""
    frames, outside = frames_at(steps, result["step_history"])
    kept, column = np.unique(frames, return_inverse=True)
    shares, dead = result["unit_history"][kept], result["dead_history"][kept]
    rows = rows_in(pixels, *shares.shape[1:])
    if rows < shares.shape[2]:
        shares, dead = merged(shares, dead, rows)
    layer, row = rows_of_pixels(pixels, shares.shape[1], rows)
    codes = coded(shares, dead)[:, layer, row][column].T
    pauses = np.arange(len(steps)) * DASHES / len(steps) % 1 > COLORED
    codes[:, pauses] = np.where(codes[:, pauses] == DEAD, PAUSE, codes[:, pauses])
    codes[row < 0], codes[:, outside] = BLANK, BLANK
    return codes


def coded(shares, dead):
    """A code for each share, in which the least share above 0 is told from 0."""
    lost = np.isnan(shares)
    codes = np.ceil(LEVELS * np.where(lost, 0, shares)).astype(np.uint8)
    codes[lost] = LOST
    codes[dead] = DEAD
    return codes


def frames_at(steps, measured):
    """For each of `steps` the frame that shows it, the last one measured by then; and which lie outside of all."""
    frames = np.searchsorted(measured, steps, side="right") - 1
    last = max(measured[-1] - measured[-2] if len(measured) > 1 else 0, 0.01 * steps[-1])
    return np.maximum(frames, 0), (steps < 0) | (steps > measured[-1] + last)


def merged(shares, dead, rows):
    """Units that share a row: their mean share, and whether all are dead."""
    starts = np.linspace(0, shares.shape[2], rows, endpoint=False).astype(int)
    sizes = np.diff([*starts, shares.shape[2]])
    total = np.add.reduceat(shares.astype(np.float32), starts, axis=2)
    return total / sizes, np.logical_and.reduceat(dead, starts, axis=2)
