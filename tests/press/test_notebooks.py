import ast
from pathlib import Path

import nbformat
import pytest

from marginalia.errors import BuildError
from marginalia.parameters import parse
from marginalia.press.kernels import kernels
from marginalia.press.notebooks import execute, normalised, parameters_of, read
from marginalia.press.project import Page

HEADER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A page
"""


def page(*cells: str) -> Page:
    body = "".join(f"\n```{{code-cell}} ipython3\n{cell}\n```\n" for cell in cells)
    return Page("chapters/page", Path("chapters/page.md"), HEADER + body)


def test_the_parameters_cell_says_what_a_page_can_be_given() -> None:
    notebook = page(":tags: [parameters]\nconfidence = 0.95\nseed: int = 1\n# edition = 'x'\nprint(seed == 2)")

    assert parameters_of(notebook, read(notebook)) == ("confidence", "seed")


def test_a_parameter_that_nobody_sets_is_a_mistake_of_the_page() -> None:
    wrong = page(":tags: [parameters]\nconfidense = 0.95")

    with pytest.raises(BuildError, match=r"chapters/page\.md.*did you mean 'confidence'"):
        parameters_of(wrong, read(wrong))


def test_nothing_that_differs_from_run_to_run_stays() -> None:
    notebook = nbformat.v4.new_notebook(
        metadata={"papermill": {"start_time": "now"}, "kernelspec": {"name": "x", "display_name": "X"}}
    )
    output = nbformat.v4.new_output("stream", text="<object object at 0x7f0123456789>\n")
    result = nbformat.v4.new_output("execute_result", data={"text/plain": "<a.B at 0x7f0123456789>"})
    cell = nbformat.v4.new_code_cell("x", metadata={"papermill": {"duration": 1}}, outputs=[output, result])
    notebook.cells = [cell]

    text = nbformat.writes(normalised(notebook))

    assert "papermill" not in text
    assert "0x7f" not in text
    assert cell.id == "cell-1"
    assert notebook.metadata.kernelspec.name == "x"


def test_values_given_take_the_place_of_the_defaults() -> None:
    default = nbformat.v4.new_code_cell("seed = 1", metadata={"tags": ["parameters", "hide-input"]})
    injected = nbformat.v4.new_code_cell("# Parameters\nseed = 2\n", metadata={"tags": ["injected-parameters"]})
    notebook = nbformat.v4.new_notebook(cells=[default, injected, nbformat.v4.new_code_cell("seed")])

    cells = normalised(notebook).cells

    assert [cell.source for cell in cells] == ["seed = 2", "seed"]
    assert cells[0].metadata.tags == ["parameters", "hide-input"]


def test_a_failing_cell_is_told_with_chapter_cell_line_and_message(tmp_path: Path) -> None:
    failing = page("x = 1", "y = 2\n\nint('four')", "z = 3")

    with kernels(fresh=True) as ready, pytest.raises(BuildError) as caught:
        execute(failing, parse([]), tmp_path, ready)

    error = caught.value
    assert (error.chapter, error.cell, error.line) == ("chapters/page.md", 2, 3)
    assert "invalid literal for int() with base 10: 'four'" in error.message
    line = int(error.message.rpartition(":")[2].rstrip(")"))
    assert failing.text.splitlines()[line - 1] == "int('four')"


def test_a_cell_that_is_no_python_is_told_too(tmp_path: Path) -> None:
    with kernels(fresh=True) as ready, pytest.raises(BuildError, match=r"cell 1.*SyntaxError"):
        execute(page("def"), parse([]), tmp_path, ready)


@pytest.mark.parametrize("fresh", [True, False])
def test_kernels_listen_in_a_folder_of_their_own_and_at_no_port_that_another_may_take(
    fresh: bool, tmp_path: Path
) -> None:
    asking = page("import json, ipykernel.connect", "print(json.loads(ipykernel.connect.get_connection_info()))")

    with kernels(fresh=fresh) as ready:
        executed = execute(asking, parse([]), tmp_path, ready)

    [said] = [cell.outputs for cell in executed.cells if cell.get("outputs")]
    talk = ast.literal_eval(said[0].text)
    assert talk["transport"] == "ipc"
    assert not Path(talk["ip"]).parent.exists()
