"""What no lab may do, tried at length: random settings without an exception, a warning, a stuck picture or an untrue sentence.

Run it from the repository's root:  python tests/benchmarks/soak.py [--moves 2000] [--minutes 10] [notebook …]
Every lab of every notebook is set at random, without a browser. After each move the picture and the sentence must be
those that a fresh picture makes of a fresh measurement at the settings that the rebuild line names; each lab's memory is
read before and after. A lab whose experiment is slow stops after the minutes given; its row says how far it came.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import nbformat
from nbclient import NotebookClient

from tests.benchmarks.machine import machine_and_versions

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
ROW = """
from tests.benchmarks.random_settings import row
print(row({number}, {moves}, {minutes}))
"""


def soak(path, moves, minutes):
    """Runs a notebook, then sets each of its labs at random; yields a table row for each as soon as it is done."""
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(book, timeout=None, resources={"metadata": {"path": path.parent}})
    with client.setup_kernel():
        for place, cell in enumerate([*book.cells]):
            client.execute_cell(cell, place)
        number = 0
        while told := said(client, ROW.format(number=number, moves=moves, minutes=minutes)):
            yield told
            number += 1


def said(client, code):
    """What a cell that comes last prints."""
    client.nb.cells.append(nbformat.v4.new_code_cell(code))
    cell = client.execute_cell(client.nb.cells[-1], len(client.nb.cells) - 1)
    return "".join(output.text for output in cell.outputs if output.output_type == "stream").strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=2000, help="random settings for each lab")
    parser.add_argument("--minutes", type=float, default=10, help="the longest that one lab may take")
    parser.add_argument("notebooks", nargs="*", default=[path.stem for path in NOTEBOOKS])
    chosen = parser.parse_args()
    print(machine_and_versions("numpy", "matplotlib", "seaborn", "ipywidgets"), "\n")
    print("| notebook | lab | moves | faults | memory before, after |\n|---|---|---|---|---|", flush=True)
    told = ""
    for path in NOTEBOOKS:
        if path.stem in chosen.notebooks:
            for row in soak(path, chosen.moves, chosen.minutes):
                told += row
                print(f"| {path.stem} {row}", flush=True)
    if "FAULT" in told:
        sys.exit("Faults were found; they are named in the table.")


if __name__ == "__main__":
    main()
