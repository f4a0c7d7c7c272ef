"""From a key press to the new picture, for every control of notebook 02's first labs at depth 50, against `interact`.

Run it from the repository's root:  python tests/benchmarks/starting.py [--presses 20]
Lab (a) is the layer picture, lab (b) the histograms. Each slider takes turns with the same slider of an `interact` that
makes a new inline figure of the same result; what is timed, and how, is said in latency.py.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import sync_playwright

from tests.benchmarks.latency import PACKAGES, START_CLOCK, Subject
from tests.benchmarks.machine import machine_and_versions
from tests.browser import chromium
from tests.browser.jupyter_server import JupyterServer, copy_of_the_repository
from tests.browser.lab_on_page import ControlOnPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.part import Part

REPOSITORY = Path(__file__).resolve().parents[2]
IMPORTS = f"""
import sys; sys.path[:0] = ["..", {str(REPOSITORY)!r}]
from helpers.controls import log_range, make_control
from helpers.experiments import measure_histograms, measure_layers
from helpers.lab import Lab
from helpers.pictures import HistogramPicture, LayerPicture
from ipywidgets import interact
from tests.benchmarks.usual_start import draw_histograms, draw_layers
%matplotlib inline
menus = dict(weight_scale=log_range(0.1, 10), activation=["sigmoid", "tanh", "ReLU"], init=["PyTorch default", "Xavier", "He"])
starts = dict(weight_scale=1.0, activation="tanh", init="Xavier")
def controls():
    made = {{name: make_control(name, menu, starts[name]) for name, menu in menus.items()}}
    for name, control in made.items():
        control.add_class(f"usual-{{name}}")
    return made
"""
LAB = "Lab({experiment}, {picture}(), depth=(1, 50), **menus).show(depth=50, **starts)"
USUAL = "interact({draw}, **controls()).widget.add_class('usual-way');"
LABS = {
    "(a) gradient and spread": ("measure_layers", "LayerPicture", "draw_layers"),
    "(b) histograms": ("measure_histograms", "HistogramPicture", "draw_histograms"),
}
CONTROLS = ("weight_scale", "activation", "init")
LONGEST = """() => Promise.race([window.latency, new Promise((_, fail) => setTimeout(() => fail('no new picture'), 20000))])"""


class Slider(Subject):
    """One slider of one of the ways, and the image it moves."""

    def __init__(self, page, slider, image):
        super().__init__(page, slider, image)
        self.slider = ControlOnPage(Part(page).inside(slider), slider)

    def press(self, key):
        """Milliseconds from the key to the new picture."""
        self.slider.box.locator(".noUi-handle").focus()
        self.page.evaluate(START_CLOCK, self.image)
        self.page.keyboard.press(key)
        return self.page.evaluate(LONGEST)


def take_turns(ours, usual, presses):
    """Latencies in ms of `presses` keys on each, to the right and back again; the one that goes first changes."""
    latencies = [], []
    for number in range(presses):
        for place in (0, 1) if number % 2 else (1, 0):
            slider = (ours, usual)[place]
            latencies[place].append(slider.press("ArrowLeft" if number % 2 else "ArrowRight"))
            slider.rest()
    return latencies


def measure(server, browser, lab, presses):
    """{control: (ours, usual)} latencies for one lab, alone with its rival in a notebook."""
    experiment, picture, draw = LABS[lab]
    page = browser.new_page(viewport={"width": 1400, "height": 2400})
    cells = IMPORTS, LAB.format(experiment=experiment, picture=picture), USUAL.format(draw=draw)
    NotebookPage(page, server).open(server.write_notebook(*cells)).run_all()
    found = {}
    for name in CONTROLS:
        ours = Slider(page, f".gradient-lab-control-{name}", "img.gradient-lab-screen")
        usual = Slider(page, f".usual-way .usual-{name}", ".usual-way .jp-OutputArea img")
        take_turns(ours, usual, 2)  # the first presses load fonts and fill caches
        found[name] = take_turns(ours, usual, presses)
    page.close()
    server.shut_kernels_down()
    return found


def report(results, presses, browser_version):
    """The Markdown table."""
    print(f"{presses} key presses each, taking turns; Chromium {browser_version},")
    print(f"{machine_and_versions(*PACKAGES)} Load average {os.getloadavg()[0]:.1f}.\n")
    print(
        "| at depth 50 | slider | lab, median ms | `interact`, median ms | the lab is faster |\n|---|---|---|---|---|"
    )
    for lab, found in results.items():
        for name, latencies in found.items():
            ours, usual = map(statistics.median, latencies)
            print(f"| {lab} | {name.replace('_', ' ')} | {ours:.0f} | {usual:.0f} | {usual / ours:.1f}× |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--presses", type=int, default=20, help="key presses for each slider (default 20)")
    presses = arguments.parse_args().presses
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            results = {lab: measure(server, browser, lab, presses) for lab in LABS}
            report(results, presses, browser.version)
        browser.close()


if __name__ == "__main__":
    main()
