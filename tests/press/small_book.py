"""A small book of two notebooks in a folder of its own: create, change, build, assert."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from marginalia.parameters import parse
from marginalia.press.build import Order, Result, build
from marginalia.press.progress import Steps
from marginalia.press.project import Project

HERE = Path(__file__).parent
TOP = HERE.parents[1]


@dataclass(frozen=True)
class SmallBook:
    """A copy of `template/` with the study package `tiny` and the settings of the real book."""

    top: Path

    @classmethod
    def create(cls, top: Path) -> SmallBook:
        shutil.copytree(HERE / "template", top)
        shutil.copytree(TOP / "tests" / "packages" / "tiny", top / "data" / "tiny")
        shutil.copyfile(TOP / "_config.yml", top / "_config.yml")
        return cls(top)

    def replace(self, file: str, old: str, new: str) -> None:
        """Change one place of a source; it must be there."""
        text = (self.top / file).read_text("utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {file}"
        (self.top / file).write_text(text.replace(old, new), "utf-8")

    def build(self, *assignments: str, out: str = "_build", fresh: bool = False) -> Result:
        """The HTML book, built in this process."""
        order = Order(
            project=Project(self.top),
            parameters=parse(["study=data/tiny", *assignments]),
            out=self.top / out,
            start=self.top,
            outputs=("html",),
            jobs=2,
            fresh_kernels=fresh,
        )
        return build(order, Steps())

    def page(self, name: str, out: str = "_build") -> str:
        return (self.top / out / "html" / f"{name}.html").read_text("utf-8")

    def files(self, out: str = "_build") -> dict[str, bytes]:
        """Every file of the built book."""
        html = self.top / out / "html"
        return {file.relative_to(html).as_posix(): file.read_bytes() for file in html.rglob("*") if file.is_file()}
