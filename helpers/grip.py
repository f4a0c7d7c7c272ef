"""A grip is a part of a picture by which two controls are moved at once: the reader drags in it as on a map.

It needs no package beside ipywidgets: a transparent HTML widget lies over the picture, and its script moves the lab's own
sliders, which tell the kernel. Where scripts are not let in, the sliders are still there.
"""

import ipywidgets as widgets

NAME = "gradient-lab-grip"
OVER_EACH_OTHER = "1 / 1 / 2 / 2"  # the one cell of a grid, for the picture and for what lies over it

# From the pointer's place in the grip to that of each slider, whose own steps and ends then hold.
DRAG = """
const edges = this.getBoundingClientRect(), lab = this.closest('.gradient-lab');
const shares = [(event.clientX - edges.left) / edges.width, (edges.bottom - event.clientY) / edges.height];
[[{x}], [{y}]].forEach(([name, low, high], axis) =>
    lab.querySelector('.gradient-lab-control-' + name + ' .noUi-target')?.noUiSlider?.set(low + shares[axis] * (high - low)));
"""


class Grip:
    """The grip of `picture`, which says where it is, or where all its parts are; `box` holds it and the `screen` that shows the picture."""

    def __init__(self, picture, screen):
        self._picture, self._place = picture, None
        self._cover = widgets.HTML(layout=widgets.Layout(width="auto", height="auto", grid_area=OVER_EACH_OTHER))
        self._cover.add_class(NAME)
        screen.layout.grid_area = OVER_EACH_OTHER
        size = widgets.Layout(width=f"{picture.width + 4}px", max_width="100%")
        self.box = widgets.GridBox([screen, self._cover], layout=size)

    def follow(self):
        """Lie where the picture's grip is now."""
        place = self._picture.grip()
        if place != self._place:
            self._place = place
            areas = [_area(**part) for part in (place if isinstance(place, list) else [place])]
            self._cover.value = f'<div style="position: relative; width: 100%; height: 100%">{"".join(areas)}</div>'


def _area(left, top, width, height, x, y):
    """The HTML of one part; places are shares of the picture, `x` and `y` (control, value at one end, at the other)."""
    script = DRAG.format(x=_entry(*x), y=_entry(*y))
    place = "; ".join(
        f"{side}: {100 * share:.3f}%" for side, share in dict(left=left, top=top, width=width, height=height).items()
    )
    return (
        f'<div class="{NAME}-area" aria-hidden="true" title="Drag here" '
        f'style="position: absolute; {place}; cursor: crosshair; touch-action: none" '
        f'onpointerdown="this.setPointerCapture(event.pointerId); event.preventDefault(); {script}" '
        f'onpointermove="if (event.buttons) {{ {script} }}"></div>'
    )


def _entry(name, low, high):
    return f"'{name}', {low:.6g}, {high:.6g}"
