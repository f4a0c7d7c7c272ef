"""What the tests of the notebooks read: their cells, the prose in them, and the numbers in the prose."""

import ast
import re
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))

# A number with its sign, decimals, power of ten and percent sign; not a digit in a name such as float32, T4 or f2.
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?: ?%)?(?![\w])")


def notebook(name):
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def prose(name):
    """All that a notebook says: its Markdown without link targets, formulas and HTML tags, and the sentences in its code."""
    cells = notebook(name).cells
    told = [cell.source if cell.cell_type == "markdown" else "\n".join(sentences(cell.source)) for cell in cells]
    text = "\n\n".join(told)
    for pattern, instead in ((r"\]\([^)]*\)", "]"), (r"\$\$.*?\$\$", ""), (r"</?\w[^>]*>", "")):
        text = re.sub(pattern, instead, text, flags=re.DOTALL)
    return text


def sentences(code):
    """The strings of four words or more in a code cell: questions, and what is printed."""
    strings = [node.value for node in ast.walk(parsed(code)) if isinstance(node, ast.Constant)]
    return [text for text in strings if isinstance(text, str) and len(text.split()) >= 4]


def parsed(code):
    return ast.parse(TransformerManager().transform_cell(code))


def numbers_in(text):
    """(start, number as it stands) for each number in a text."""
    return [(found.start(), found.group()) for found in NUMBER.finditer(text)]
