"""What a school may ask before it opens a notebook: nothing here reaches out, runs text, or writes outside its folder."""

import ast
import os
import socket
import sys
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from helpers.activations import ACTIVATIONS, Activation
from helpers.experiments import Training, measure_layers
from helpers.lab import Lab
from helpers.live import LiveLab
from helpers.pictures import LayerPicture, LossPicture

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "helpers").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Modules that open connections, start programs, or turn bytes and text into running code.
FORBIDDEN = set(
    "asyncore ctypes ftplib http imaplib marshal multiprocessing pickle poplib pty requests runpy shelve "
    "smtplib socket socketserver ssl subprocess telnetlib urllib webbrowser xmlrpc httpx aiohttp dill joblib".split()
)
RUNS_TEXT = {
    "eval",
    "exec",
    "__import__",
    "import_module",
    "getoutput",
    "popen",
    "run_line_magic",
    "run_cell",
    "system",
}
HOSTILE = '<img src=x onerror="alert(1)">'


def sources():
    for path in MODULES:
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                # A magic or a shell line becomes a call of get_ipython() here, and is seen below.
                yield f"{path.name}, {cell.id}", TransformerManager().transform_cell(cell.source)


def reaches_out(code):
    """What a piece of code imports or calls that it must not."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in FORBIDDEN)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module.split(".")[0] in FORBIDDEN:
            yield node.module
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in RUNS_TEXT or getattr(node.func, "id", "") == "compile":
                yield name


@pytest.mark.parametrize(
    "code",
    ["import urllib.request", "from socket import socket", "eval('1')", "import os; os.system('ls')", "!ls", "%cd .."],
)
def test_the_reader_of_sources_sees_what_it_looks_for(code):
    code = TransformerManager().transform_cell(code)
    assert list(reaches_out(code)) or "get_ipython" in code


def test_no_helper_and_no_notebook_opens_a_connection_starts_a_program_or_runs_text():
    found = [(where, name) for where, code in sources() for name in reaches_out(code)]
    assert not found


def test_no_notebook_holds_a_magic_or_a_shell_line():
    assert not [
        where for where, code in sources() if where.partition(",")[0].endswith("ipynb") and "get_ipython" in code
    ]


def test_a_lab_is_made_moved_and_trained_without_a_connection(monkeypatch):
    def refuse(*address):
        raise AssertionError(f"a connection was asked for: {address}")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    Lab(measure_layers, LayerPicture(), depth=(1, 50)).show(depth=3)
    LiveLab(Training, LossPicture(), depth=(1, 20)).show(depth=2).step(2)


@pytest.fixture
def hostile_activation():
    ACTIVATIONS[HOSTILE] = Activation(HOSTILE, ACTIVATIONS["ReLU"].value, ACTIVATIONS["ReLU"].derivative)
    yield HOSTILE
    del ACTIVATIONS[HOSTILE]


def html_of(lab):
    """All that the lab's widgets hand to the browser as HTML."""
    widgets, found = [lab.page.box], []
    while widgets:
        widget = widgets.pop()
        widgets += getattr(widget, "children", ())
        if type(widget).__name__ == "HTML":
            found.append(widget.value)
        assert not getattr(widget, "description_allow_html", False)
    return "\n".join(found)


def test_a_name_that_is_html_stays_text_wherever_a_lab_says_it(hostile_activation):
    lab = Lab(measure_layers, LayerPicture(), activation=[*ACTIVATIONS])
    lab.show(activation=hostile_activation)
    lab.pin()
    lab.settled()
    assert "&lt;img" in html_of(lab) and "<img" not in html_of(lab)


def test_an_error_that_is_html_stays_text():
    def fails(depth=3):
        raise RuntimeError(HOSTILE)

    lab = Lab(fails, LayerPicture(), depth=(1, 5))
    assert "&lt;img" in html_of(lab) and "<img" not in html_of(lab)


@pytest.mark.parametrize(
    "name", ["../out.gif", "/tmp/out.gif", "a/b.gif", "..\\out.gif", "out.sh", "", ".gif", "~/out.gif"]
)
def test_a_film_cannot_be_saved_outside_the_folder(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lab = LiveLab(Training, LossPicture(), depth=(1, 5))
    with pytest.raises(ValueError):
        lab.save(name)
    assert not os.listdir(tmp_path) and not list(tmp_path.parent.glob("out.*"))


def test_a_film_cannot_be_saved_through_a_link_that_leads_out(tmp_path, monkeypatch):
    if sys.platform == "win32":
        return  # links need rights there that a reader does not have
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    Path("film.gif").symlink_to(tmp_path / "outside.gif")
    with pytest.raises(ValueError, match="leads out of the notebook's folder"):
        LiveLab(Training, LossPicture(), depth=(1, 5)).save("film.gif")
    assert not (tmp_path / "outside.gif").exists()
