"""The numbers of sections, figures, tables and equations, as the HTML pages print them."""

from __future__ import annotations

from docutils import nodes
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment


def of_section(env: BuildEnvironment, docname: str, section: nodes.Element) -> str:
    """`2.1`, or nothing where the contents are not numbered here. The page's own title is kept under an empty key."""
    numbers = env.toc_secnumbers.get(docname, {})
    keys = [f"#{id}" for id in section["ids"]]
    if not isinstance(section.parent, nodes.section):
        keys.append("")
    number = next((numbers[key] for key in keys if numbers.get(key)), None)
    return ".".join(map(str, number)) if number else ""


def of_figure(env: BuildEnvironment, docname: str, node: nodes.Element) -> str:
    """`Figure 2.1`, as the project words it (`numfig_format`), or nothing where the node bears no number."""
    domain = env.get_domain("std")
    assert isinstance(domain, StandardDomain)
    kind = domain.get_enumerable_node_type(node)
    if kind is None or not env.config.numfig:
        return ""
    numbers = env.toc_fignumbers.get(docname, {}).get(kind, {})
    number = next((numbers[id] for id in node["ids"] if id in numbers), None)
    if number is None:
        return ""
    wording: str = env.config.numfig_format.get(kind, "%s")
    return wording % ".".join(map(str, number))


def of_equation(env: BuildEnvironment, docname: str, node: nodes.math_block) -> str:
    """`(2.1)` without its brackets; follows `math_numfig` as the HTML writer does."""
    if not node.get("number"):
        return ""
    if env.config.math_numfig and env.config.numfig:
        numbers = env.toc_fignumbers.get(docname, {}).get("displaymath", {})
        number = next((numbers[id] for id in node["ids"] if id in numbers), None)
        if number is not None:
            return str(env.config.math_numsep).join(".".join(map(str, number)).rsplit(".", 1))
    return str(node["number"])
