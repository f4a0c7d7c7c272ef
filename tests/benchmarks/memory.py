"""How much memory the kernel of each notebook holds when it has run from top to bottom, and how large the environment is.

Run it from the repository's root:  python tests/benchmarks/memory.py
Fails where a notebook holds more than 300 MB, or the packages (without pip, which Binder has anyway) more than 550 MB.
"""

import sys
import sysconfig
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import nbformat
from nbclient import NotebookClient

from tests.benchmarks.machine import machine_and_versions

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MOST_MEMORY, MOST_DISK = 300, 550  # MB
MEASURE = """
import psutil, resource, sys
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(psutil.Process().memory_info().rss / 2**20, peak / 2**20)
"""


def memory(path):
    """MB that the notebook's kernel holds at its end, and the most it held at any time."""
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(MEASURE))
    NotebookClient(book, timeout=600, resources={"metadata": {"path": path.parent}}).execute()
    return [float(number) for number in book.cells[-1].outputs[0].text.split()]


def environment_size():
    """MB of all installed packages but pip."""
    packages = Path(sysconfig.get_path("purelib"))
    files = (path for path in packages.rglob("*") if path.is_file() and path.relative_to(packages).parts[0] != "pip")
    return sum(path.stat().st_size for path in files) / 2**20


def main():
    print(machine_and_versions("numpy", "matplotlib", "seaborn", "ipywidgets", "ipykernel"), "\n")
    print("| notebook | its kernel holds at the end | at most |\n|---|---|---|")
    held = []
    for path in NOTEBOOKS:
        end, peak = memory(path)
        held.append(end)
        print(f"| {path.stem} | {end:.0f} MB | {peak:.0f} MB |", flush=True)
    size = environment_size()
    print(f"\nThe packages of this environment take {size:.0f} MB.")
    if max(held) > MOST_MEMORY or size > MOST_DISK:
        sys.exit(f"More than {MOST_MEMORY} MB of memory, or {MOST_DISK} MB of packages.")


if __name__ == "__main__":
    main()
