"""A valid package from somebody who means no good: every text in it tries to be more than text.

It is the small invented study of the tests with patients one by one, an earlier version, literature and a filled form
of its own, so that its book has every page that a book can have.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, cycle
from pathlib import Path
from typing import Any

from marginalia.analysis.instruments import read_instruments
from marginalia.reconstruction.cohort import synthesise
from marginalia.reconstruction.writing import write_synthetic
from marginalia.study.model import Study
from marginalia.study.reading import read_study
from tests.generated.on_disc import draft
from tests.generated.renamed import renamed

#: What stands in names, each with a word that nothing else has: for a browser, for MyST and Sphinx, for TeX and Typst,
#: for a spreadsheet, a shell and a path.
PAYLOADS = (
    '<script>window.__pwned="wasp"</script>',
    "<img src=x onerror=\"window.__pwned='bee'\">",
    '"><svg onload=window.__pwned="ant"><a href="javascript:window.__pwned=1">fly</a>',
    "</title></style></textarea></script><script>window.__pwned='tick'</script>",
    '<iframe srcdoc="<script>parent.__pwned=1</script>">moth</iframe><!-- mite',
    "<b onmouseover=window.__pwned=1>gnat</b> &lt;b&gt;louse&lt;/b&gt; &#119;&amp;",
    "[flea](javascript:window.__pwned=1) ![mosquito](https://evil.example/a.png) <https://evil.example/>",
    "https://evil.example/hornet www.evil.example //evil.example/x.js",
    "{glue:text}`paper` {eval}`1+1` {raw-html}`<b>` {download}`/etc/passwd` {cite:p}`earwig` {numref}`x`",
    "```{include} /etc/passwd``` :::{raw} html <b>beetle</b> ::: {% raw %}{{ paper }} (label)= % comment",
    "```{eval-rst} .. raw:: html :file: /etc/passwd ``` |cricket|_ :ref:`x` `x <http://evil.example>`_",
    "\\input{/etc/passwd} \\write18{id} $\\frac{1}{2}$ $$x$$ \\begin{document} \\(cicada\\) ~^%\\\\",
    '#read("/etc/passwd") #eval("1+1") #(6*7) #import "@preview/x:1.0.0": * @locust <label> $ sum $ = a // b',
    "=cmd|' /C calc'!A0 termite",
    "@SUM(1+1)*cmd|' /C calc'!A0 weevil",
    "+1-1|%0a aphid",
    "../../../../etc/passwd ~/.ssh/id_rsa C:\\Windows\\system32 file:///etc/passwd midge",
    "$(touch pwned) `touch pwned` ; rm -rf . && %PATH% ${HOME} thrips",
    "!!python/object/apply:os.system [id] &anchor *anchor <<: hopper",
    "datum.x'+window.__pwned=1+' %s %(x)s {0.__class__} __proto__ constructor chafer",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 e\u0301\u0323 \U0001f41e ladybird",
    "*a* **b** _c_ ~~d~~ # e --- === ::: 1. f - g > h | i | j [^1] mantis",
)
#: A text that is longer than any line, without a place to break it.
LONG = "caterpillar" * 120

_BIB = r"""
@article{evil2020bib,
  author = {<script>window.__pwned="author"</script>, Eve and {Ladybug \& Sons}},
  title = {\input{/etc/passwd} <img src=x onerror="window.__pwned=1"> \write18{id} silverfish},
  journal = {#read("/etc/passwd") {\bf x} $x$},
  year = {2020},
  volume = {1},
  pages = {\includegraphics{/etc/passwd}},
  doi = {10.1000/evil(2020)},
  note = {Silverfish: <b>note</b> \href{javascript:alert(1)}{x}},
}
"""


def in_templates(payload: str) -> str:
    """A payload as it may stand in a claim or a note, where braces enclose references."""
    return payload.replace("{", "(").replace("}", ")")


def write_hostile(folder: Path, root: Path) -> Path:
    """The package, in this new folder."""
    tiny = read_study(root / "tests" / "packages" / "tiny")
    payloads = cycle((*PAYLOADS, LONG))
    known: dict[str, str] = {}

    def name(text: str) -> str:
        return known.setdefault(text, f"{next(payloads)} {text.strip()}")

    study = _commented(renamed(tiny, name), cycle([in_templates(one) for one in (*PAYLOADS, LONG)]))
    made = draft(study)
    described = made.documents["study.yml"]
    described["design"] |= {"arms": 2, "control": "heavy"}
    for group in described["groups"]:
        group["kind"] = "arm" if group["kind"] == "treatment" else group["kind"]
    change = {"version": "2", "because": PAYLOADS[0], "source": PAYLOADS[1], "date": "=1+1"}
    described |= {"version": "2", "changed": [change]}
    for row in made.rows:
        if row["id"].startswith("table-2.heavy.response.12"):
            row["printed"] = f"<i onmouseover=window.pwn()>{row['printed']}</i>"
    made.write(folder)
    _write_patients(study, folder)
    (folder / "appraisal").mkdir()
    (folder / "appraisal" / "form.yml").write_text(json.dumps(list(_forms(root))), encoding="utf-8")
    described |= {"version": "1", "changed": []}
    made.rows[0] |= {"note": PAYLOADS[2]}
    made.documents["claims.yml"][0]["says"] = in_templates(PAYLOADS[13])
    made.write(folder / "earlier" / "1")
    for place in (folder, folder / "earlier" / "1"):
        (place / "references.bib").write_text(_BIB, encoding="utf-8")
    return folder


def _commented(study: Study, payloads: Iterator[str]) -> Study:
    """The study with claims and notes that try the same, and that cite its own literature."""
    claims = tuple(
        replace(one, says=f"{next(payloads)} {one.says}", annotation=f"{next(payloads)} {one.annotation}")
        for one in study.claims
    )
    notes = tuple(
        replace(one, text=f"{next(payloads)} {one.text} {{cite:evil2020bib}}", literature=("evil2020bib",))
        for one in study.notes
    )
    return replace(study, claims=claims, notes=notes)


def _write_patients(study: Study, folder: Path) -> None:
    """Patients one by one, some of whom have names that somebody should worry about."""
    made = folder.parent / f"{folder.name}-patients"
    write_synthetic(study, synthesise(study), made)
    for file in ("patients.csv", "visits.csv", "events.csv"):
        if (made / file).exists():
            rows = list(csv.reader(io.StringIO((made / file).read_text(encoding="utf-8"))))
            with (folder / file).open("w", encoding="utf-8", newline="") as text:
                csv.writer(text, lineterminator="\n").writerows([list(map(_named, row)) for row in rows])
    shutil.rmtree(made)


def _named(value: str) -> str:
    """The first patients under other names."""
    names = dict(zip((f"synthetic-{at:02}" for at in count(1)), (one[:80] for one in PAYLOADS), strict=False))
    return names.get(value, value)


def _forms(root: Path) -> Iterator[dict[str, Any]]:
    """The shortest form that there is, filled."""
    instruments = read_instruments(root / "data" / "instruments")
    id, shortest = min(instruments.items(), key=lambda one: len(one[1].blank.items))
    blank, payloads = shortest.blank, cycle([in_templates(one) for one in PAYLOADS])
    yield {
        "id": "hostile",
        "instrument": id,
        "about": next(payloads),
        "filled_by": next(payloads),
        "label": next(payloads),
        **({"overall": min(blank.overall), "overall_reason": next(payloads)} if blank.overall else {}),
        "answers": [
            {"item": item, "answer": min(answers), "reason": next(payloads), "places": [f"results/{next(payloads)}"]}
            for item, answers in blank.items.items()
        ],
    }
