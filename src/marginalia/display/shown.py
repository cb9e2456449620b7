"""What a notebook cell returns: MyST for the book, HTML for JupyterLab."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marginalia.display import markup


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
