"""A palette is the set of colors, line styles and text sizes that all pictures share.

The colors are those of Okabe & Ito, "Color Universal Design" (2008), which stay apart for
color-blind readers; no picture tells two curves apart by color alone.
"""

from dataclasses import dataclass, replace

from seaborn import axes_style, plotting_context

from .checks import check_number
from .menu import Menu


@dataclass(frozen=True)
class Palette:
    """Colors by meaning, and `scale`, the size of text and lines (1 is for a desk)."""

    theme: str
    ink: str
    paper: str
    quiet: str
    faint: str
    measured: str
    theory: str
    slopes: str
    weights: str
    guess: str
    ghost: str
    alarm: str
    scale: float = 1.0

    @property
    def lanes(self):
        """The colors of up to four contenders, which differ in line style and marker too."""
        return self.measured, self.theory, self.slopes, self.ink

    def rc(self):
        """The matplotlib settings of a picture drawn with this palette."""
        return {**axes_style("ticks"), **plotting_context("notebook"), **self._sizes(), **self._colors()}

    def _sizes(self):
        text = 10.5 * self.scale
        return {
            "font.family": ["sans-serif"],
            "font.sans-serif": ["DejaVu Sans"],
            "font.size": text,
            "axes.labelsize": text,
            "axes.titlesize": 1.1 * text,
            "xtick.labelsize": 0.95 * text,
            "ytick.labelsize": 0.95 * text,
            "legend.fontsize": 0.95 * text,
            "lines.linewidth": 1.8 * self.scale,
            "lines.markersize": 4.5 * self.scale,
            "axes.linewidth": 0.8,
            "xtick.major.width": 0.8,
            "ytick.major.width": 0.8,
            "xtick.major.size": 4,
            "ytick.major.size": 4,
        }

    def _colors(self):
        return {
            "figure.facecolor": self.paper,
            "axes.facecolor": self.paper,
            "text.color": self.ink,
            "axes.labelcolor": self.ink,
            "axes.titlecolor": self.ink,
            "axes.edgecolor": self.quiet,
            "xtick.color": self.quiet,
            "ytick.color": self.quiet,
            "xtick.labelcolor": self.ink,
            "ytick.labelcolor": self.ink,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "legend.frameon": False,
        }


LIGHT = Palette(
    theme="light", ink="#1f2328", paper="#ffffff", quiet="#5f6770", faint="#dde1e6",
    measured="#0072B2", theory="#D55E00", slopes="#007A5A", weights="#C27C00",
    guess="#9A4C86", ghost="#8b929a", alarm="#B00020",
)  # fmt: skip
DARK = Palette(
    theme="dark", ink="#e6e8ea", paper="#111418", quiet="#9aa2ab", faint="#343a42",
    measured="#56B4E9", theory="#E69F00", slopes="#2BC79A", weights="#F0E442",
    guess="#E39AC6", ghost="#858c94", alarm="#FF8A80",
)  # fmt: skip
LARGEST = 1.4  # the scale at which the words of every picture still have room
THEMES = Menu("theme", {palette.theme: palette for palette in (LIGHT, DARK)})

_in_use = LIGHT


def use(theme="light", scale=1.0):
    """Set theme and size of every picture, from its next frame on; 1.4 reads well on a projector.

    `theme` is "light" or "dark", `scale` between 0.5 and 1.4: larger words would lie on each other, and the browser's
    zoom enlarges pictures and page alike. Raises ValueError for any other.
    """
    global _in_use
    check_number("scale", scale, 0.5, LARGEST)
    _in_use = replace(THEMES[theme], scale=scale)


def in_use():
    """The palette that pictures draw with now."""
    return _in_use
