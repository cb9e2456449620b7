"""The types of which the format of a study package is made, and how a field says what it means."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("text without control characters")
    return text


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1), AfterValidator(_printable)]
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(strict=True, pattern=SLUG, max_length=80)]
#: The id of a number or of the cell that it stands in: parts of letters, digits and hyphens, joined by dots.
REFERENCE = r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
Reference = Annotated[str, StringConstraints(strict=True, pattern=REFERENCE, max_length=160)]
CitationKey = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
Real = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Month = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1200)]
Whole = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
#: Text that may be left out.
Words = Annotated[str, Field(strict=True), AfterValidator(_printable)]


class Strict(BaseModel):
    """Refuses keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def described(text: str, **more: Any) -> Any:
    """A required field and what it means."""
    return Field(description=text, **more)
