"""What a notebook cell returns: MyST for the book, HTML for JupyterLab."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marginalia.display import markup

#: In place of the tables that a paper prints on a chapter's matter, and of what is drawn from them.
NO_TABLE = "The paper prints no table on what this chapter asks."
#: In place of everything about a trial that would answer, where there is nothing that it could compare.
NO_OUTCOME = "The paper does not report an outcome that a trial could be planned for."


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of the book. `markdown` is MyST and is what the book prints; `html` stands alone."""

    markdown: str
    html: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        return {"text/markdown": self.markdown, "text/html": self.html, "text/plain": markup.plain(self.markdown)}


def sentence(text: str) -> Shown:
    """One plain sentence of ours, for example that the paper does not report something."""
    return Shown(markup.myst(text), f"<p>{markup.html(text)}</p>")


def together(*pieces: Shown) -> Shown:
    """Several pieces one after another."""
    return Shown("\n\n".join(piece.markdown for piece in pieces), "\n".join(piece.html for piece in pieces))


def in_place_of(label: str, piece: Shown) -> Shown:
    """A piece where this study has no figure or table that prose refers to by `label`: the reference then says so."""
    return replace(piece, markdown=f"{piece.markdown}\n\n{markup.directive('nothing-shown', '', name=label)}")
