"""Quiet lines lie behind the data, to read heights by."""


def draw_quiet_lines(axes, palette):
    """One at each tick of the y axis."""
    axes.grid(axis="y", color=palette.faint, linewidth=0.8)
    axes.set_axisbelow(True)
