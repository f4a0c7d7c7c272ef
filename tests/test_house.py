"""The rules of the house: which way imports run, how notebooks are stored and paced, and that every command agrees."""

import ast
import json
import re
import statistics
import sys
import tomllib
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager

ROOT = Path(__file__).resolve().parents[1]

# What each file or folder of helpers/ may import beside the standard library. Lower rows stand on higher ones.
MAY_IMPORT = {
    "__init__": "numpy",
    "checks": "numpy",
    "menu": "",
    "data_files": "menu",
    "normal": "numpy",
    "losses": "numpy checks",
    "activations": "numpy checks menu normal",
    "initializers": "numpy checks menu",
    "datasets": "numpy checks menu data_files",
    "network": "numpy checks activations initializers losses",
    "gradient_check": "numpy checks losses activations network",
    "optimizers": "numpy checks menu network",
    "probes": "numpy checks menu activations network",
    "theory": "numpy checks normal activations initializers network probes",
    "correlation": "numpy activations network normal theory",
    "activation_check": "numpy",
    "own_activation": "numpy checks activations theory activation_check",
    "experiments": "numpy checks menu losses activations initializers datasets network gradient_check optimizers probes theory correlation",
    "claims": "numpy checks menu data_files activations experiments",
    "palette": "matplotlib seaborn checks menu",
    "stamp": "numpy matplotlib",
    "canvas": "numpy matplotlib seaborn PIL palette stamp",
    "pictures": "numpy matplotlib seaborn palette canvas",
    "owner": "IPython",
    "cells": "IPython",
    "sliders": "ipywidgets",
    "controls": "ipywidgets checks sliders",
    "progress": "IPython ipywidgets",
    "grip": "ipywidgets",
    "widget_tree": "",
    "page": "IPython ipywidgets palette progress grip widget_tree",
    "lab": "IPython ipywidgets checks menu owner cells controls page",
    "live": "ipywidgets PIL checks owner sliders controls widget_tree page lab",
    "presets": "menu",
    "playground": "activations initializers datasets optimizers experiments controls live presets",
    "lessons": "numpy IPython ipywidgets checks cells controls widget_tree pictures",
    "ledger": (
        "ipywidgets menu activations initializers datasets experiments claims palette pictures cells controls widget_tree page lab live lessons"
    ),
    "exercises": "claims numpy menu activations datasets network theory experiments lessons",
    "machine": "packaging",
}

SOURCES = sorted((ROOT / "helpers").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

every_source = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
every_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)


def _text(*parts):
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


# ---- Which way imports run


def _module(source):
    """`helpers/lab.py` and `helpers/lab/anything.py` are both `lab`."""
    return source.relative_to(ROOT / "helpers").parts[0].removesuffix(".py")


def _imported(source):
    """Names of our modules and of packages outside the standard library that a file imports, wherever it does so."""
    package = source.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            paths = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            base += node.module.split(".") if node.module else []
            paths = [[*base, alias.name] for alias in node.names]
        else:
            continue
        yield from (path[1] if path[0] == "helpers" else path[0] for path in paths)


@every_source
def test_imports_run_in_one_direction(source):
    module = _module(source)
    assert module in MAY_IMPORT, f"helpers/{module} has no row in the table of tests/test_house.py; give it one"
    foreign = set(_imported(source)) - set(sys.stdlib_module_names) - {module}
    assert foreign <= set(MAY_IMPORT[module].split())


def test_each_row_of_the_table_stands_on_rows_above_it():
    above = set()
    for module, allowed in MAY_IMPORT.items():
        assert set(allowed.split()) & set(MAY_IMPORT) <= above, module
        above.add(module)


@every_source
def test_each_file_opens_with_a_sentence_that_defines_it(source):
    opening = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    assert opening.partition("\n")[0].endswith((".", ":"))


@every_source
def test_a_list_of_public_names_names_each_once(source):
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            names = [entry.value for entry in node.value.elts if isinstance(entry, ast.Constant)]
            assert len(set(names)) == len(names)


# ---- How notebooks are stored and paced


def _cells(notebook, kind=None):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if kind in (None, cell["cell_type"])]


def _lines(cell):
    return [line for line in "".join(cell["source"]).splitlines() if line.strip()]


def _python(cell):
    return ast.parse(TransformerManager().transform_cell("".join(cell["source"])))


def test_there_is_a_first_notebook():
    assert "00_start_here.ipynb" in [notebook.name for notebook in NOTEBOOKS]


@every_notebook
def test_notebooks_are_stored_without_outputs(notebook):
    for cell in _cells(notebook, "code"):
        assert not cell["outputs"] and cell["execution_count"] is None, "".join(cell["source"])


@every_notebook
def test_code_cells_are_short(notebook):
    lengths = [len(_lines(cell)) for cell in _cells(notebook, "code")]
    assert max(lengths) <= 12 and statistics.median(lengths) <= 4


@every_notebook
def test_prose_stands_between_code(notebook):
    kinds = "".join(cell["cell_type"][0] for cell in _cells(notebook))
    assert "ccc" not in kinds


@every_notebook
def test_there_are_twelve_words_of_prose_to_a_line_of_code(notebook):
    words = sum(len("".join(cell["source"]).split()) for cell in _cells(notebook, "markdown"))
    assert words >= 12 * sum(len(_lines(cell)) for cell in _cells(notebook, "code"))


@every_notebook
def test_functions_defined_in_a_notebook_are_short(notebook):
    for cell in _cells(notebook, "code"):
        for node in ast.walk(_python(cell)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 6, node.name


@every_notebook
def test_the_first_picture_comes_within_twelve_lines_of_code(notebook):
    lines = 0
    for cell in _cells(notebook, "code"):
        lines += len(_lines(cell))
        if re.search(r"\b(Live)?Lab\(|Picture\(", "".join(cell["source"])):
            break
    else:
        pytest.fail("no picture at all")
    assert lines <= 12


@every_notebook
def test_helpers_come_before_numpy(notebook):
    """They choose how NumPy computes, which it asks once, when it is first imported."""
    code = "\n".join("".join(cell["source"]) for cell in _cells(notebook, "code"))
    assert "import numpy" not in code or code.index("from helpers") < code.index("import numpy")


# ---- That every command agrees


def _readme_command(heading, system):
    """The command that README gives for a system under a heading."""
    section = _text("README.md").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.search(rf"^{system}.*?```\w+\n(.*?)\n```", section, re.DOTALL | re.MULTILINE)[1]


@pytest.mark.parametrize("heading", ["Open it", "Test it"])
@pytest.mark.parametrize("system", ["macOS, Linux", "Windows"])
def test_readme_gives_one_line_for_each_system(heading, system):
    assert "\n" not in _readme_command(heading, system)


def test_readme_opens_the_first_notebook():
    for system in ("macOS, Linux", "Windows"):
        path = _readme_command("Open it", system).split()[-1].replace("\\", "/")
        assert path == "notebooks/00_start_here.ipynb"


def test_ci_and_workflow_run_what_the_readme_says():
    command = _readme_command("Test it", "macOS, Linux")
    assert f"\n{command}\n" in _text(".ci", "run")
    workflow = _text(".github", "workflows", "tests.yml")
    assert "bash .ci/run" in workflow
    for system in ("macOS, Linux", "Windows"):
        assert f"run: {_readme_command('Test it', system)}\n" in workflow


def test_files_that_the_readme_links_and_runs_exist():
    named = re.findall(r"\]\((?!https?:|#)([^)]+)\)|\b(tests/\S+\.py)\b", _text("README.md"))
    missing = [link or script for link, script in named if not (ROOT / (link or script)).exists()]
    assert len(named) > 3 and not missing


def test_readme_maps_every_file_and_folder_of_helpers():
    mapped = set(re.findall(r"`helpers/(\w+(?:\.py|/))`", _text("README.md")))
    there = {path.name + "/" * path.is_dir() for path in (ROOT / "helpers").iterdir() if path.name[0] not in "_."}
    assert mapped == there


def test_binder_gets_a_python_that_newest_numpy_knows():
    assert _text("runtime.txt").strip() == "python-3.12"


def test_binder_will_not_install_a_copy_of_helpers():
    assert set(tomllib.loads(_text("pyproject.toml"))) == {"tool"}
    for hiding in ("binder", ".binder", "setup.py", "environment.yml"):
        assert not (ROOT / hiding).exists()


def test_no_file_of_data_can_run_code():
    assert not [path for path in (ROOT / "data").iterdir() if path.suffix in {".pkl", ".pickle", ".npy", ".npz"}]
    assert not [source for source in SOURCES if re.search(r"\b(pickle|allow_pickle|marshal)\b", _text(source))]


def test_data_readme_tells_checksum_and_size_of_each_file():
    for line in _text("data", "SHA256SUMS").splitlines():
        checksum, name = line.split()
        told = _text("data", "README.md").split(f"## {name}\n")[1]
        assert checksum in told and f"{(ROOT / 'data' / name).stat().st_size:,} bytes" in told
