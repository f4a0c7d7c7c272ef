"""A live lab as a reader meets it: what it has beside the parts of every lab."""

import re

from tests.browser.lab_on_page import SCREEN
from tests.browser.waiting import eventually


class LiveLabOnPage:
    """What a live lab has beside the parts of every lab."""

    def __init__(self, lab):
        self.lab, self.root = lab, lab.root

    def press(self, button, times=1):
        for _ in range(times):
            self.lab.press_button(button)

    def step(self):
        return int(re.match(r"Step (\d+)", self.progress())[1])

    def progress(self):
        return self.lab.part.inside(".gradient-lab-progress").text().strip()

    def is_playing(self):
        return self.lab.part.inside(".gradient-lab-play").text() == "Pause"

    def wait_for_step(self, step):
        eventually(lambda: self.step() >= step, lambda: f"step {step}; it says: {self.progress()} {self.lab.note()}")

    def wait_for_stop(self):
        eventually(lambda: not self.is_playing(), "the button to say Play")
        eventually(lambda: " frame " in self.progress(), lambda: f"it to stand still; it says {self.progress()}")
        # While a frame is on its way the step may be that of the one before; the sharp picture comes last.
        eventually(self.is_sharp, "the sharp picture of where it stopped")
        return self.step()

    def wind_to(self, key):
        """Moves the slider through the frames gone by."""
        self.root.locator(".gradient-lab-frame .noUi-handle").press(key)

    def is_sharp(self):
        return self.lab.part.inside(SCREEN).ask("image => image.naturalWidth > 1000")
