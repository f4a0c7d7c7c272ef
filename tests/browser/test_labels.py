"""Names of controls and buttons in a real browser: none is cut off, on a wide page or a narrow one, at a desk or a projector."""

from itertools import combinations

import pytest

LAB = """
import sys; sys.path.insert(0, "..")
from helpers import palette
from helpers.experiments import Duel
from helpers.live import LiveLab
from helpers.pictures import DuelPicture

palette.use(scale={scale})
names = ["rival_activation", "rival_init", "rival_weight_scale", "rival_optimizer"]
LiveLab(Duel, DuelPicture(), depth=(1, 9), training_examples=[100], **{{name: ["same"] for name in names}})
"""
LABELS = (
    "labels => labels.map(label => [label.textContent, label.scrollWidth > label.clientWidth]).filter(([text]) => text)"
)

BOXES = (
    "parts => parts.map(part => part.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
)


def apart(one, other):
    return any(one[side + 2] <= other[side] or other[side + 2] <= one[side] for side in (0, 1))


@pytest.mark.parametrize("scale", [1, 1.4])
def test_no_name_is_cut_off(notebook_page, server, screenshots, scale):
    notebook_page.open(server.write_notebook(LAB.format(scale=scale))).run_all()
    lab, page = notebook_page.lab(), notebook_page.page
    for width in (1400, 900):
        page.set_viewport_size({"width": width, "height": 1200})
        page.wait_for_function("width => window.innerWidth === width", arg=width)
        labels = dict(lab.root.locator(".widget-label").evaluate_all(LABELS))
        assert {"rival activation", "rival weight scale", "training examples", "frame"} <= set(labels)
        buttons = dict(lab.root.locator(".jupyter-button").evaluate_all(LABELS))
        assert {"Play", "New seed", "Save GIF"} <= set(buttons)
        assert not [text for text, cut in (labels | buttons).items() if cut]
        boxes = lab.root.locator(".widget-gridbox > *").evaluate_all(BOXES)
        assert len(boxes) == 7 and min(right - left for left, _, right, _ in boxes) >= 400
        for one, other in combinations(boxes, 2):
            assert apart(one, other), "two controls lie over each other"
        lab.screenshot(screenshots / f"labels-{scale}-{width}.png")
