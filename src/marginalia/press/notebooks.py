"""One notebook: from its text, with its parameters, through a kernel, to a form that is the same every time."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from marginalia.display import markup
from marginalia.errors import BuildError
from marginalia.parameters import Parameters, names, unknown
from marginalia.press.kernels import Kernels
from marginalia.press.project import Page
from marginalia.press.terminal import without_colours
from marginalia.study.contents import name_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Seconds that one cell may take.
CELL_TIMEOUT = 600

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_LINE = re.compile(r"Cell In\s*\[\d+\], line (\d+)")
_ASSIGNMENT = re.compile(r"^([A-Za-z_]\w*)\s*(?::[^=]+)?=[^=]", re.MULTILINE)


def read(page: Page) -> NotebookNode:
    """The page as a notebook. Raises `BuildError` where jupytext cannot read it."""
    import jupytext

    try:
        notebook: NotebookNode = jupytext.reads(page.text, fmt="md:myst")
    except Exception as error:
        raise BuildError(page.file.as_posix(), None, None, f"not a MyST notebook: {error}") from None
    return notebook


def parameters_of(page: Page, notebook: NotebookNode) -> tuple[str, ...]:
    """The parameters that the page's `parameters` cell declares. Raises `BuildError` for one that nobody sets."""
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
    declared = tuple(name for cell in cells for name in _ASSIGNMENT.findall(cell.source))
    for name in declared:
        if name not in names():
            raise BuildError(page.file.as_posix(), None, None, unknown(name))
    return declared


def execute(page: Page, parameters: Parameters, folder: Path, kernels: Kernels) -> NotebookNode:
    """The page executed by papermill in `folder`. Raises `BuildError` with cell and line where a cell fails."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    notebook = read(page)
    values = parameters.model_dump(include=set(parameters_of(page, notebook)))
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    own_kernel = notebook.metadata.get("kernelspec")
    try:
        executed = papermill.execute_notebook(
            notebook,
            None,
            parameters=values,
            kernel_name=kernels.name,
            language=language,
            progress_bar=False,
            autosave_cell_every=0,
            request_save_on_cell_execute=False,
            start_timeout=120,
            execution_timeout=CELL_TIMEOUT,
            coalesce_streams=True,
            record_timing=False,
            shutdown_kernel="immediate",
            extra_arguments=["--log-level=ERROR"],
            # Not papermill's own `cwd`, which moves the whole process while other chapters run beside this one.
            resources={"metadata": {"path": str(folder)}},
            kernel_manager_class=kernels.manager,
        )
    except PapermillExecutionError as error:
        raise _failure(page, notebook, error) from None
    except Exception as error:
        said = f"the kernel failed: {error}\n{kernels.said()}".strip()
        raise BuildError(page.file.as_posix(), None, None, said) from error
    if own_kernel is not None:
        executed.metadata["kernelspec"] = own_kernel
    if values:
        executed.cells.append(_made_with(values))
    return normalised(executed)


def normalised(notebook: NotebookNode) -> NotebookNode:
    """The same notebook without anything that differs from run to run: ids, times, addresses, papermill's notes.

    The cell that papermill adds takes the place of the defaults that it overrides, so that the notebook says what
    it was run with and runs the same again.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    notebook.cells = _one_parameters_cell(notebook.cells)
    for position, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{position}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", ()):
            _without_addresses(output)
    return notebook


def written(notebook: NotebookNode) -> bytes:
    """The notebook as the bytes of an `.ipynb` file."""
    import nbformat

    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return f"{text}\n".encode()


def _made_with(values: dict[str, Any]) -> NotebookNode:
    """A last cell that says what the page was made with; of the study its folder's name alone."""
    import nbformat

    told = {name: name_of(PurePosixPath(value)) if name == "study" else value for name, value in values.items()}
    source = markup.directive("made-with", markup.json_line(told))
    cell: NotebookNode = nbformat.v4.new_markdown_cell(source)  # type: ignore[no-untyped-call]
    return cell


def _one_parameters_cell(cells: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for cell in cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            if kept and "parameters" in kept[-1].metadata.get("tags", ()):
                before = kept.pop()
                cell.metadata = before.metadata
                cell.source = cell.source.removeprefix("# Parameters\n")
                cell.source = cell.source.rstrip("\n")
            else:
                cell.metadata["tags"] = [*cell.metadata["tags"], "remove-cell"]
        kept.append(cell)
    return kept


def _without_addresses(output: Any) -> None:
    if "text" in output:
        output["text"] = _ADDRESS.sub("0x0", output["text"])
    plain = output.get("data", {}).get("text/plain")
    if isinstance(plain, str):
        output["data"]["text/plain"] = _ADDRESS.sub("0x0", plain)


def _failure(page: Page, notebook: NotebookNode, error: Any) -> BuildError:
    """What papermill says of a failed cell, as chapter, cell, line and message.

    The line is also given in the page's own file, where the cell is found in it, since that is what its author opens.
    """
    traceback = without_colours("\n".join(error.traceback))
    in_cell = [int(line) for line in _LINE.findall(traceback)]
    line = in_cell[0] if in_cell else None
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    cell = sources.index(error.source) + 1 if error.source in sources else None
    message = f"{error.ename}: {error.evalue}"
    start = page.text.find(error.source) if error.source else -1
    if line is not None and start >= 0:
        message += f" ({page.file.as_posix()}:{page.text.count(chr(10), 0, start) + line})"
    return BuildError(page.file.as_posix(), cell, line, message)
