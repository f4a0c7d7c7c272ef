"""What a long evening does to kernel and page: memory before and after 1,000 slider moves and 10,000 live frames.

Run it from the repository's root:  python tests/benchmarks/endurance.py [--moves 1000] [--frames 10000]
Both are read after garbage collection; the kernel's is its resident memory, the page's its heap. What a first use takes
once and keeps is told in rows of its own: the first 160 moves, and the first 3,000 frames.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import sync_playwright

from tests.benchmarks.machine import machine_and_versions
from tests.browser import chromium
from tests.browser.jupyter_server import JupyterServer, copy_of_the_repository
from tests.browser.notebook_page import EVALUATE, NotebookPage
from tests.browser.waiting import eventually

PACKAGES = ("jupyterlab", "ipywidgets", "ipykernel", "matplotlib", "numpy", "playwright")
CELLS = (
    """
import sys; sys.path.insert(0, "..")
from helpers.experiments import Training, measure_layers
from helpers.lab import Lab
from helpers.live import LiveLab
from helpers.pictures import LayerPicture, RasterPicture
""",
    "Lab(measure_layers, LayerPicture(), depth=(1, 50), weight_scale=(0.1, 4.0))",
    "live = LiveLab(Training, RasterPicture(), learning_rate=(0.01, 1.0)); live",
)
KERNEL = "import gc, psutil; gc.collect(); answer = psutil.Process().memory_info().rss"
FRAMES = "answer = live._run.reel._count"


class Watched:
    """A notebook in the browser, and the memory of its kernel and of its page in MB."""

    def __init__(self, browser, server):
        self.notebook = NotebookPage(browser.new_page(viewport={"width": 1400, "height": 1000}), server)
        self.notebook.open(server.write_notebook(*CELLS)).run_all()
        self._devtools = self.notebook.page.context.new_cdp_session(self.notebook.page)
        self.still, self.live = self.notebook.labs()

    def memory(self):
        self._devtools.send("HeapProfiler.collectGarbage")
        heap = self._devtools.send("Runtime.getHeapUsage")["usedSize"]
        return self._ask(KERNEL) / 2**20, heap / 2**20

    def move(self, moves):
        keys = ["ArrowRight"] * 40 + ["ArrowLeft"] * 40
        for place in range(moves):
            self.still.control("depth").press(keys[place % len(keys)])
            if place % 10 == 9:  # ten at a time, as in a drag
                self.still.drawn("depth")

    def play(self, frames):
        """Play until so many more frames have been measured; Play again when the lab has paused by itself."""
        goal = self._ask(FRAMES) + frames
        while self._ask(FRAMES) < goal:
            if self.live.root.locator(".gradient-lab-play").inner_text() == "Play":
                self.live.press_button("play")
            self.notebook.page.wait_for_timeout(1000)
        self.live.press_button("play")
        eventually(lambda: self.live.root.locator(".gradient-lab-play").inner_text() == "Play", "the lab to stop")
        eventually(self.live.is_sharp, "the sharp picture of where it stopped")

    def _ask(self, code):
        return int(self.notebook.page.evaluate(EVALUATE, code)["data"]["text/plain"])


def report(what, before, after):
    """One row of the Markdown table."""
    cells = [f"{low:.1f} → {high:.1f} MB ({high / low - 1:+.1%})" for low, high in zip(before, after)]
    print(f"| {what} | {' | '.join(cells)} | {os.getloadavg()[0]:.1f} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--moves", type=int, default=1000)
    arguments.add_argument("--frames", type=int, default=10_000)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            print(f"Chromium {browser.version}, {machine_and_versions(*PACKAGES)}\n")
            print("| what was done | kernel | page | load |\n|---|---|---|---|")
            watched = Watched(browser, server)
            for use, times, what in (
                (watched.move, 160, "the first {:,} slider moves"),
                (watched.move, chosen.moves, "{:,} slider moves after them"),
                (watched.play, 3000, "the first {:,} live frames"),
                (watched.play, chosen.frames, "{:,} live frames after them"),
            ):
                before = watched.memory()
                use(times)
                report(what.format(times), before, watched.memory())
        browser.close()


if __name__ == "__main__":
    main()
