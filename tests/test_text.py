import html
import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.text.text import Text, fold

DATA = Path(__file__).parent / "data" / "text"
CAPTURES = Path(__file__).parent.parent / "content" / "captures"

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "smarty", "tables",
    "toc", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.emoji",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tasklist",
    "pymdownx.tilde",
]  # fmt: skip
RENDERER = markdown.Markdown(extensions=EXTENSIONS)

# Pieces that mean something to LaTeX, Markdown, HTML or a template, glued in any order.
PIECES = (
    r"\ { } $ $$ ^ _ ~ ` `` ' '' % & # \% \textbf{ \url{ \href{ \frac{ \alpha \" \c \\ \( \begin{"
    r" x_{ 10^{ https://a.org/b_c github.com/a/b www.a.org ( ) [ ] < > <b> </title><script> &amp;"
    r" :smile: == ++ -- --- --8<-- ~~ ^^ ** __ {#id} {: .x} [x](y) ![x](y) [^1] (c) 1/2 1st ..."
    r" 1. # - + * | ! @me #1 {{ }} {% %} {++ ++} times pm approx 5 0.9 $20 US$ | Straße ﬁ é ² ₁ ∞"
).split()
SPACES = [" ", "\n", "\n\n", "\t", "\r", "\u00a0", "\u2028", "\x02", "\x03", "\u202e", "\ud800"]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*PIECES, *SPACES, "a", "B", "word"])).map("".join),
)


def cases(name: str) -> list[Any]:
    """Return the cases of a file as pytest parameters, one list of strings each."""
    table = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return [pytest.param(strings, id=case) for case, strings in table.items()]


def shown(markup: str) -> str:
    """Return the text that a browser shows for HTML, white space collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def one_line(text: Text) -> str:
    """Return the plain form without its paragraphs."""
    return " ".join(text.plain().split())


@pytest.mark.parametrize("case", cases("plain.yml"))
def test_plain_reads_as_typeset(case: list[str]) -> None:
    """LaTeX is set as a typesetter would set it, and nothing else is touched."""
    raw, expected = case
    assert Text(raw).plain() == expected


@pytest.mark.parametrize("case", cases("urls.yml"))
def test_urls_are_found_and_mended(case: list[str]) -> None:
    """Addresses are found in order, whole, and without what belongs to the sentence."""
    raw, *expected = case
    assert Text(raw).urls() == tuple(expected)


@pytest.mark.parametrize("case", cases("sentences.yml"))
def test_sentences_end_where_a_reader_stops(case: list[str]) -> None:
    """Abbreviations, decimals and initials do not end a sentence."""
    assert Text(" ".join(case)).sentences() == tuple(case)


def test_a_paragraph_ends_a_sentence() -> None:
    """A blank line ends a sentence that lacks its full stop."""
    assert Text("No stop\n\nnext one.").sentences() == ("No stop", "next one.")


def test_paragraphs_hold_text() -> None:
    """Blank lines divide paragraphs; empty ones are no paragraphs."""
    paragraphs = Text("\n\none\nline\n \n\n{\\sc two}\n\n").paragraphs()
    assert [paragraph.plain() for paragraph in paragraphs] == ["one line", "two"]


def test_unseen_characters_are_dropped() -> None:
    """Control and bidirectional characters reach no page; a lone surrogate can be written."""
    text = Text("a\x00b\x1b\u202ec\u2066d\u200b\ufeffe \ud800")
    assert text.plain() == "abcde \ufffd"
    assert text.raw.startswith("a\x00")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("R&D < <b>", "R&amp;D &lt; &lt;b&gt;"),
        ("C^2 of F_{1}", "C<sup>2</sup> of F<sub>1</sub>"),
        (r"$\pi_{\text{ref}}$", "π<sub>ref</sub>"),
        (r"$x^{<b>}$", "x<sup>&lt;b&gt;</sup>"),
        ("see https://a.org/?b=1&c=2.", "see https://a.org/?b=1&amp;c=2."),
    ],
)
def test_html_is_escaped_with_scripts_as_tags(raw: str, expected: str) -> None:
    """HTML shows every character as it is; scripts are tags, addresses stay text."""
    assert str(Text(raw).html()) == expected


def test_html_links_http_addresses_only() -> None:
    """With links on, http and https addresses lead somewhere; other schemes stay text."""
    found = Text('github.com/a/b, http://a.org/?b&c", javascript:alert(1)').html(links=True)
    assert found == Markup(
        '<a href="https://github.com/a/b" rel="noopener">github.com/a/b</a>, '
        '<a href="http://a.org/?b&amp;c" rel="noopener">http://a.org/?b&amp;c</a>&#34;, '
        "javascript:alert(1)"
    )


def test_templates_take_the_html_form() -> None:
    """An escaping template shows a text rightly without being told."""
    assert escape(Text("C^2 < 1")) == Markup("C<sup>2</sup> &lt; 1")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("R&D is 5% of $20 # a_b", r"R\&D is 5\% of \$20 \# a\_b"),
        ("{x} ~ ^", r"\textbraceleft{}x\textbraceright{} \textasciitilde{} \textasciicircum{}"),
        (r"\n", r"\textbackslash{}n"),
        ("Tülu, “é” – ø", "Tülu, “é” – ø"),
        ("0.9 ± 0.1, 3×, ∞, α → β", r"0.9 $\pm$ 0.1, 3$\times$, $\infty$, $\alpha$ $\to$ $\beta$"),
        ("C² x₁₂ 10⁻³", "C$^{2}$ x$_{12}$ 10$^{-3}$"),
        (r"$\ell_1$ of $\alpha\beta$", r"$\ell${}$_{1}$ of $\alpha${}$\beta$"),
        ("\\$$\\infty$", r"\$$\infty$"),
        ("e\u0301 p\u0302 --x", r"é \^{p} -{}-x"),
    ],
)  # fmt: skip
def test_latex_is_escaped(raw: str, expected: str) -> None:
    """A BibTeX field gets escapes for TeX's characters, formulas for signs, UTF-8 for accents."""
    assert Text(raw).latex() == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Naïve” C²: A Study", '"naive" c2 - a   study'),
        ("STRASSE, don’t", "Straße don't"),
        ("snake_case", "snake case"),
        ("ﬁne-tuning", "Fine Tuning"),
    ],
)
def test_fold_compares_titles(one: str, other: str) -> None:
    """Titles that differ in case, accents, quotes or punctuation fold to the same words."""
    assert fold(one) == fold(other)


@settings(deadline=None)
@given(TEXTS)
@example("Adapt-$\\infty$: C# {#id} www.a.org ... 1/2 c/o\n\n2. (c)")
def test_markdown_renders_to_the_plain_form(raw: str) -> None:
    """In a heading, a link text and a table cell, Markdown shows exactly the plain words."""
    text = Text(raw)
    source, expected = text.markdown(), one_line(text)
    assert "\n" not in source
    for page in (f"# {source}", f"[{source}](x.md)", f"|a|\n|-|\n|{source}|"):
        words = shown(RENDERER.reset().convert(page))
        assert words == (f"a {expected}".strip() if page.startswith("|") else expected)


@settings(deadline=None)
@given(TEXTS)
def test_html_shows_the_plain_form(raw: str) -> None:
    """Without its tags, HTML says what the plain form says, but for the marks of scripts."""
    text = Text(raw)
    for markup in (text.html(), text.html(links=True)):
        assert re.fullmatch(
            r"([^<>]|</?su[bp]>|<a href=\"https?://[^\"]*\" [a-z=\"]*>|</a>)*", markup
        )
        if "<su" not in markup:
            assert shown(markup) == one_line(text)


@settings(deadline=None)
@given(TEXTS)
def test_every_form_holds_for_every_text(raw: str) -> None:
    """No text makes any form fail; plain is collapsed, and the sum of paragraphs and sentences."""
    text = Text(raw)
    plain = text.plain()
    assert plain == "\n\n".join(paragraph.plain() for paragraph in text.paragraphs())
    assert plain.split() == " ".join(text.sentences()).split()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in plain.replace("\n\n", ""))
    assert not re.search(r"(?<!\\)[%&#_]|[~^]", re.sub(r"\$[\^_]\{.*?\}\$", "", text.latex()))
    assert all(re.match(r"https?://\w", url) for url in text.urls())
    assert fold(fold(raw)) == fold(raw)


@settings(deadline=None)
@given(st.text(alphabet='abcXYZ019 .,;:!?()[]/+=<>|@%&#"éüßαβ∞±×“”‘’–—²³¹₁₂中🙂\n'))
def test_text_without_latex_stays(raw: str) -> None:
    """Text that holds no LaTeX is only collapsed, and its LaTeX form reads back as itself."""
    text = Text(raw)
    paragraphs = re.split(r"\n\s*\n", raw)
    assert text.plain() == "\n\n".join(filter(None, (" ".join(p.split()) for p in paragraphs)))
    assert Text(text.latex()).plain() == text.plain()


@pytest.mark.parametrize(
    "unit",
    ["{", "$", "\\", "``", "`", "\\a{", "^{", "$\\", "\\$", "\\url{", "http://a.b(", "a.", "1 pm ",
     "\\frac{a}", ". ", "\n\n", "\\\\\\$"],
)  # fmt: skip
def test_hostile_length_takes_linear_time(unit: str) -> None:
    """A hundred kilobytes of anything are set within seconds (linear: tenths of one)."""
    text = Text(unit * (100_000 // len(unit)) + "x}$''")
    start = time.perf_counter()
    for form in (text.plain, text.html, text.markdown, text.latex, text.urls, text.sentences):
        form()
    assert time.perf_counter() - start < 10


# Braces that are right as they are: sets of names, whose own backslashes a listing stripped.
KEEPS_BRACES = (
    "{BoolQ, SST2}",
    "{WinoGrande, GSM8K}",
    "{Mistral-7B, Llama2, Llama3.1, and Gemma2}",
)
REMNANT = re.compile(
    r"\\|\$[^$\d][^$]*\$|[{}]|``|''|\^|\w~|\b(?:textbf|textsc|infty|rightarrow)\b"
    r"|\d(?:times|pm)\b| pm \d|approx \d|_\{"
)


def captured() -> list[str]:
    """Return every line of the captures: titles, abstracts, and a few headers."""
    lines = [
        line
        for path in sorted(CAPTURES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    assert len(lines) > 900
    return list(dict.fromkeys(filter(None, lines)))


@pytest.mark.real
def test_no_remnant_is_left_in_real_texts() -> None:
    """No real title or abstract shows LaTeX, but for the sets that keep their braces."""
    for raw in captured():
        plain = Text(raw).plain()
        for kept in KEEPS_BRACES:
            plain = plain.replace(kept, "")
        assert not REMNANT.search(plain), plain


@pytest.mark.real
def test_no_figure_is_lost_from_real_texts() -> None:
    """Every number, percent sign, ampersand and amount of money in a source is in its text."""
    figures = re.compile(r"\d+|[%&]|\$\d+")
    scripts = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
    for raw in captured():
        text = Text(raw)
        # The one address that is named twice in a row is shown once.
        source = re.sub(r"(https://\S+?)\{\1\}", r"\1", raw)
        assert figures.findall(source) == figures.findall(text.plain().translate(scripts)), raw


@pytest.mark.real
def test_markdown_renders_real_texts() -> None:
    """Every real title and abstract survives Markdown to the letter."""
    for text in map(Text, captured()):
        assert shown(RENDERER.reset().convert(f"# {text.markdown()}")) == one_line(text)
