"""The Sphinx builder `typst`: the whole book as one PDF."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from marginalia.press.typst import assembly, maths, setting
from marginalia.press.typst.writer import TypstTranslator

logger = logging.getLogger(__name__)

_TEMPLATE = Path(__file__).with_name("template.typ")


class TypstBuilder(Builder):
    """Writes `main.typ`, its data and pictures into the output folder, and sets them as `book.pdf`."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"]  # noqa: RUF012
    allow_parallel = False

    def init(self) -> None:
        self.fonts = Path(self.srcdir, self.config.typst_fonts)
        self.current_docname = self.config.root_doc
        self.formulas: dict[tuple[str, bool], str] = {}
        self.footnotes: dict[str, nodes.footnote] = {}
        self.known_places: set[str] = set()
        self.alphabetic_places: set[str] = set()

    def get_outdated_docs(self) -> str:
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing is written page by page."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        raise NotImplementedError("the book is written as a whole")

    def write(self, *ignored: Any) -> None:
        self.imagedir = "images"
        folder = Path(self.outdir)
        (folder / self.imagedir).mkdir(parents=True, exist_ok=True)
        book = assembly.assemble(self)
        self._survey(book)
        self._convert_formulas(book)
        self._copy_images(book)
        translator = self.create_translator(book, self)
        assert isinstance(translator, TypstTranslator)
        book.walkabout(translator)
        lost = translator.links - translator.places
        if lost:
            raise SphinxError(f"links to places that were not printed: {', '.join(sorted(lost))}")
        shutil.copyfile(_TEMPLATE, folder / "template.typ")
        about = json.dumps(self._description(), ensure_ascii=False, indent=1)
        (folder / "book.json").write_text(about, encoding="utf-8")
        source = f'#import "template.typ": *\n#show: book\n{translator.source}\n'
        (folder / "main.typ").write_text(source, encoding="utf-8")
        self._typeset(folder)

    def finish(self) -> None:
        """Everything was done by `write`."""

    # -- before the walk ------------------------------------------------------------------------------------

    def _survey(self, book: nodes.document) -> None:
        """Learn every place that a link may lead to, and the text of every footnote."""
        for page in book.children:
            docname = page.get("docname") if isinstance(page, nodes.Element) else None
            if not docname:
                continue
            self.known_places.add(f"{docname}#")
            for node in page.findall(nodes.Element):
                places = {f"{docname}#{id}" for id in node.get("ids", [])}
                self.known_places |= places
                if isinstance(node, nodes.footnote):
                    self.footnotes.update(dict.fromkeys(places, node))
                elif isinstance(node, nodes.citation | nodes.term):
                    self.alphabetic_places |= places

    def _convert_formulas(self, book: nodes.document) -> None:
        found = [(node.astext(), False) for node in book.findall(nodes.math)]
        found += [(node.astext(), True) for node in book.findall(nodes.math_block)]
        self.formulas, complaints = maths.to_typst(found)
        for complaint in complaints:
            logger.warning("pandoc: %s", complaint, type="typst", subtype="formula")

    def _copy_images(self, book: nodes.document) -> None:
        self.post_process_images(book)
        for source, name in self.images.items():
            shutil.copyfile(Path(self.srcdir, source), Path(self.outdir, self.imagedir, name))

    def draw_chart(self, spec: dict[str, Any]) -> str:
        """The chart as SVG, with the book's fonts. Raises `ValueError` where Vega-Lite cannot draw it."""
        from marginalia.display import drawing  # nothing to draw with is imported for a book without charts

        drawing.use_fonts(self.fonts)
        return drawing.svg(spec, Path(self.doctreedir) / "charts")

    def write_image(self, name: str, text: str) -> None:
        Path(self.outdir, self.imagedir, name).write_text(text, encoding="utf-8")

    # -- after the walk -------------------------------------------------------------------------------------

    def _description(self) -> dict[str, Any]:
        """What the template needs to know beside the text, as data."""
        config = self.config
        language, _, region = (config.language or "en").replace("_", "-").partition("-")
        return {
            "title": config.typst_title or config.html_title or config.project,
            "subtitle": config.typst_subtitle,
            "author": config.author,
            "edition": config.typst_edition,
            "version": config.typst_version or config.release,
            "imprint": config.typst_imprint,
            "language": language,
            "region": region or None,
            "paper": config.typst_paper,
            "sides": config.typst_sides,
        }

    def _typeset(self, folder: Path) -> None:
        if not any(self.fonts.glob("*.[ot]tf")):
            raise SphinxError(f"no fonts in {self.config.typst_fonts} (typst_fonts)")
        try:
            result = setting.typeset(folder, self.fonts)
        except typst.TypstError as error:
            raise SphinxError(f"Typst: {error.args[0]}\n{getattr(error, 'diagnostic', '')}") from error
        for warning in result.warnings:
            logger.warning("typst: %s", warning, type="typst", subtype="setting")
        if result.shortfall:
            logger.warning(
                "the PDF does not meet %s: %s",
                setting.STANDARD_NAME,
                result.shortfall,
                type="typst",
                subtype="standard",
            )
        (folder / "book.pdf").write_bytes(result.pdf)
