"""Makes the README's moving picture, notebooks/pictures/dying.gif: a training in which units die, as the lab's own button saves it.

Run it from the repository's root:  python -m tests.film
"""

import os
from pathlib import Path

from helpers.experiments import PlaneTraining
from helpers.live import LiveLab
from helpers.pictures import HingePicture

FOLDER, NAME = Path(__file__).resolve().parents[1] / "notebooks" / "pictures", "dying.gif"
MOST_BYTES = 3_000_000
FRAMES, STEPS = 50, 2

# Found by trying: it learns all it is taught, and more than half of its first layer dies on the way.
SETTINGS = {"width": 24, "learning_rate": 1.0, "optimizer": "momentum", "seed": 1}


def main():
    os.chdir(FOLDER)  # a lab saves where the notebook is
    menus = {"width": (1, 64), "learning_rate": (0.0, 2.0), "optimizer": ["SGD", "momentum"]}
    lab = LiveLab(PlaneTraining, HingePicture(), steps_per_frame=STEPS, **menus).show(**SETTINGS)
    path = lab.step(FRAMES * STEPS).save(NAME)
    assert path.stat().st_size < MOST_BYTES, f"{path.stat().st_size} bytes are too many for a README"
    print(f"{path}: {path.stat().st_size} bytes\n{lab.page.text}")


if __name__ == "__main__":
    main()
