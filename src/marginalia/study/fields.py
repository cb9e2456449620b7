"""The types of which the format of a study package is made, and how a field says what it means."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WrapValidator

#: Controls, ends of lines that no editor shows, halves of characters, and code points that are none. Among the controls
#: are those that turn the direction of the text behind them, in which a page would show what nobody typed; Arabic and
#: Hebrew do without them.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def _printable(text: str) -> str:
    found = _CONTROL.search(text)
    if found:
        raise ValueError(f"text without control characters, not U+{ord(found[0]):04X}")
    return text


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1), AfterValidator(_printable)]
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(strict=True, pattern=SLUG, max_length=80)]
#: The id of a number or of the cell that it stands in: parts of letters, digits and hyphens, joined by dots.
REFERENCE = r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
Reference = Annotated[str, StringConstraints(strict=True, pattern=REFERENCE, max_length=160)]
CITATION_KEY = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
CitationKey = Annotated[str, StringConstraints(strict=True, pattern=CITATION_KEY, max_length=80)]
#: The name of a package's version, which is a folder's name as well.
Version = Annotated[str, StringConstraints(strict=True, pattern=REFERENCE, max_length=40)]
Real = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Month = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1200)]
Whole = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
#: A number that the paper may not print: 0 where the package says `unknown`.
Enrolled = Annotated[Whole, WrapValidator(lambda value, whole: 0 if value == "unknown" else whole(value))]
#: Text that may be left out.
Words = Annotated[str, Field(strict=True), AfterValidator(_printable)]


def _identifier(text: str) -> str:
    if text and not re.fullmatch(r"10\.\d{4,9}/\S+", text, re.ASCII):
        raise ValueError("10., four digits or more, a slash and the rest, without https://doi.org/")
    return text


#: A digital object identifier without address, empty where there is none.
Doi = Annotated[str, Field(strict=True), AfterValidator(_printable), AfterValidator(_identifier)]


class Strict(BaseModel):
    """Refuses keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def described(text: str, **more: Any) -> Any:
    """A required field and what it means."""
    return Field(description=text, **more)


def slug_of(text: str) -> str:
    """The nearest name that an id may have: `My Paper (2)` as `my-paper-2`; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
