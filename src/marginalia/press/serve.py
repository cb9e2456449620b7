"""The book on this machine's own address, built again whenever a source changes."""

from __future__ import annotations

import contextlib
import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import marginalia
from marginalia.errors import MarginaliaError
from marginalia.parameter_sources import Choice
from marginalia.press.project import Project
from marginalia.press.sources import locate_study


def serve(project: Project, choice: Choice, out: Path, port: int) -> None:
    """Build, serve `out`/html on localhost, and watch, until interrupted.

    Each build is a process of its own, so that changed modules of ours count as well; a build that fails is told
    and leaves the last good book being served. Raises `MarginaliaError` where the port cannot be had.
    """
    from watchfiles import watch

    # Watching begins before the first build, so that no change falls between the two.
    watched = _watched(project, choice)
    changes = watch(
        *watched,
        watch_filter=functools.partial(_is_source, (project.top, *watched), out),
        debounce=400,
        rust_timeout=500,
        yield_on_timeout=True,
    )
    next(changes)
    with _server(out, port) as address:
        _build(project, choice, out)
        print(f"{address}  (Ctrl-C ends it)", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            for changed in changes:
                if changed:
                    _build(project, choice, out)


def _watched(project: Project, choice: Choice) -> list[Path]:
    study = locate_study(project, choice.parameters().study, Path.cwd()).folder
    names = (*project.folders, "data/literature", "_config.yml", "_toc.yml", "requirements.txt")
    beside = [project.top / name for name in names if (project.top / name).exists()]
    file = [] if choice.file is None else [choice.file.resolve()]
    return [*beside, *file, study, Path(marginalia.__file__).parent]


def _is_source(roots: Sequence[Path], out: Path, change: object, path: str) -> bool:
    """Whether a changed file counts. What is hidden is judged from the nearest of `roots` down: the book may itself
    lie in a hidden folder."""
    file = Path(path)
    within = min(
        (file.relative_to(root).parts for root in roots if file.is_relative_to(root)), key=len, default=file.parts
    )
    hidden = any(part.startswith(".") or part == "__pycache__" for part in within)
    return not hidden and not file.is_relative_to(out) and not file.name.endswith("~")


def _build(project: Project, choice: Choice, out: Path) -> None:
    command = [sys.executable, "-m", "marginalia", "build", "--html", "--out", str(out), *choice.arguments()]
    subprocess.run(command, check=False)


@contextlib.contextmanager
def _server(out: Path, port: int) -> Iterator[str]:
    """A server in a thread of its own. The folder is looked up at each request: builds replace it."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, directory=str(out / "html"), **options)  # type: ignore[arg-type]

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing: the terminal belongs to the builds."""

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Quiet)
    except OSError as error:
        raise MarginaliaError(f"port {port} cannot be used ({error.strerror}); choose another with --port") from None
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{server.server_address[1]}"
        finally:
            server.shutdown()
