"""Makes the README's picture of a lab, notebooks/pictures/lab.png, from the real lab in the real browser.

Run it from the repository's root:  python tests/browser/shoot.py
"""

import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.jupyter_server import REPOSITORY, JupyterServer, copy_of_the_repository
from tests.browser.notebook_page import NotebookPage

TARGET = REPOSITORY / "notebooks" / "pictures" / "lab.png"
MOST_BYTES = 300_000

LAB = """
import sys; sys.path.insert(0, "..")
from helpers.activations import ACTIVATIONS
from helpers.controls import dropdown
from helpers.datasets import DATASETS
from helpers.experiments import measure_layers
from helpers.initializers import INITIALIZERS
from helpers.lab import Lab
from helpers.pictures import LayerPicture

Lab(
    measure_layers, LayerPicture(), depth=(1, 50), activation=[*ACTIVATIONS], init=[*INITIALIZERS],
    width=(2, 128), weight_scale=(0.1, 4.0, 0.05), dataset=dropdown([*DATASETS]),
)
"""


def shoot(page, server):
    """PNG bytes of a lab that shows a sigmoid network of 30 layers, with ReLU pinned behind it."""
    notebook = NotebookPage(page, server).open(server.write_notebook(LAB)).run_all()
    lab = notebook.lab()
    lab.control("depth").walk_to(30)
    lab.settled("depth")
    lab.press_button("pin")
    activation = lab.control("activation")
    while activation.shown() != "sigmoid":
        activation.press("ArrowLeft")
    lab.settled("activation")
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    return lab.root.screenshot()


def fewer_colors(png):
    """The same picture in 256 colors, which flat charts do not miss."""
    stream = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            page = browser.new_page(viewport={"width": 1400, "height": 1200}, device_scale_factor=2)
            png = fewer_colors(shoot(page, server))
        browser.close()
    assert len(png) < MOST_BYTES, f"{len(png)} bytes are too many for a README"
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(png)
    print(f"{TARGET}: {len(png)} bytes")


if __name__ == "__main__":
    main()
