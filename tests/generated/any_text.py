"""Text that a stranger may call things by: in any script, of any length, with all that means something to a program."""

from __future__ import annotations

from hypothesis import strategies as st

#: Pieces of labels. Right to left, combining, joined, wide and invisible; quotes and backslashes; what MyST, Jinja,
#: HTML, LaTeX, Typst, CSV, YAML, Vega and a shell give a meaning to.
PIECES = (
    *("آلام الظهر", "כאב גב", "腰痛", "ปวดหลัง", "दर्द", "é", "e\u0301\u0323", "ﬁ", "Å", "İı", "ß", "ǅ", "½"),
    *("−3 °C", "№ 5"),
    *("👩🏽‍⚕️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "𝔗𝔥𝔢", "a\u200bb", "a\u200db", "a\u00adb"),
    *("a\u00a0b", "“”‘’«»", "…", "→", "‰", "№ 5"),
    *('"', "'", "'''", '"""', "\\", "\\\\", "\\n", "|", "||", "/", "../../etc/passwd"),
    *("C:\\x", "~", "^", "`", "```", "``x``"),
    *("*a*", "**a**", "_a_", "__a__", "~~a~~", "# a", "- a", "+ a", "1. a"),
    *("> a", "---", "===", "***", ":::", "::", ":a:"),
    *("[a](b)", "![a](b)", "[a][b]", "[^1]", "<a@b.c>", "https://example.org/?a=1&b=2"),
    *("www.example.org", "(a)=", "% a"),
    *("<b>", "</b>", "<!--", "-->", "<script>alert(1)</script>"),
    *("<img src=x onerror=alert(1)>", "&amp;", "&#65;", "]]>"),
    *("$x^2$", "$$", "\\(x\\)", "\\input{/etc/passwd}", "\\end{document}"),
    *("#read(\"/etc/passwd\")", "#import", "@a", "@a{"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "%s", "%(a)s"),
    *("%d%%", "$HOME", "$(id)", "`id`", ";", "&&"),
    *("null", "true", "no", "~", "1e5", "0x10", "2020-01-01", "!!python/object:os.system"),
    *("&a", "*a", "a: b", "- ", "? a"),
    *("datum.x", "None", "nan", "undefined", "__proto__", "constructor"),
    *("toString", "{numref}`a`", "all", "not reported"),
)  # fmt: skip
#: Pieces with braces, which no template may have.
BRACED = ("{x}", "{0}", "{{ x }}", "{% x %}", "${x}", "{math}`a`", "{glue}`x`", "}{", "\\frac{1}{2}", "{")

_LONG = (" very" * 250 + " long", "x" * 1200, "腰" * 1100, "-" * 1000, "W" * 300 + " " + "i" * 900, "👩🏽‍⚕️" * 200)

#: What no package may hold in a text: controls, what turns the direction of the text behind it, half characters.
_NEVER = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

_ANY = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters=_NEVER), max_size=12)


def pieces(*, braces: bool = True) -> st.SearchStrategy[str]:
    """A piece of a label, the plainest first. Most are short."""
    short = st.one_of(st.sampled_from(PIECES + BRACED if braces else PIECES), _ANY)
    found = st.one_of(st.just(""), short, short, short, st.sampled_from(_LONG))
    return found if braces else found.map(lambda text: text.translate({ord("{"): "(", ord("}"): ")"}))
