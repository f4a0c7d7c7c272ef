"""A step axis grows in leaps: a curve that moves on meets the same axis for as long as it fits."""

from .quiet_lines import draw_quiet_lines

LEAST = 100  # steps; the shortest axis


def dress_steps(axes, title, label, steps, palette):
    """Give `axes` its words, a step axis to `steps`, and quiet lines to read heights by."""
    axes.set(title=title, ylabel=label, xlabel="training step")
    draw_quiet_lines(axes, palette)
    reach(axes, steps)


def reach(axes, steps):
    """Let the axis run from 0 to `steps`."""
    axes.set_xlim(-0.02 * steps, 1.1 * steps)  # right of the last number, room for half of it
    axes.set_xticks([steps * quarter // 4 for quarter in range(5)])


def enough(step):
    """The first of 100, 200, 400, 1000, 2000, 4000, 10000, … that is not below `step`."""
    steps = LEAST
    while True:
        for times in (1, 2, 4):
            if times * steps >= step:
                return times * steps
        steps *= 10
