r"""Characters and their LaTeX names, used in both directions.

The names are those of plain TeX, LaTeX, textcomp and amssymb.
"""

import re
import unicodedata
from collections.abc import Callable

_MATH = r"""
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
Omega Ω ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅
pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ odot ⊙
leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ ll ≪ gg ≫ neq ≠ ne ≠ equiv ≡ approx ≈ simeq ≃
cong ≅ propto ∝ prec ≺ succ ≻ lesssim ≲ gtrsim ≳ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
in ∈ notin ∉ ni ∋ cup ∪ cap ∩ setminus ∖ wedge ∧ vee ∨ neg ¬ forall ∀ exists ∃ top ⊤ bot ⊥
perp ⊥ parallel ∥ mid ∣ angle ∠ triangle △ sum ∑ prod ∏ int ∫ surd √ to → rightarrow → leftarrow ←
gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ longrightarrow ⟶ longleftarrow ⟵ mapsto ↦
Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ nearrow ↗ searrow ↘ langle ⟨
rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ cdots ⋯ vdots ⋮ prime ′ dagger † ddagger ‡
checkmark ✓ square □ diamond ⋄ spadesuit ♠ heartsuit ♡
"""
_TEXT = r"""
textbackslash \ textasciitilde ~ textasciicircum ^ textunderscore _ textbar | textless <
textgreater > textdollar $ textbraceleft { textbraceright } lbrace { rbrace } lbrack [ rbrack ]
lt < gt > sim ~ vert | Vert ‖ colon : backslash \ textquotedblleft “ textquotedblright ”
textquoteleft ‘ textquoteright ’ textendash – textemdash — ldots … dots … textellipsis …
textbullet • item • copyright © textcopyright © textregistered ® texttrademark ™ S § P ¶ dag †
ddag ‡ pounds £ textsterling £ euro € texteuro € textdegree ° degree ° textpm ± texttimes ×
textmu µ minus − ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ
"""


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


#: LaTeX command name → the character it sets.
SYMBOLS = _pairs(_MATH) | _pairs(_TEXT)
#: Commands that name a letter: TeX swallows the space after them.
LETTERS = frozenset(_TEXT[_TEXT.index("ss ß") :].split()[::2])
#: LaTeX accent → Unicode combining character; long names are those of mathematics.
ACCENTS = dict(
    zip(
        "\" ' ` ^ ~ = . u v H c d k r b vec".split(),
        "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0328\u030a\u0331\u20d7",
        strict=True,
    )
)
MATH_ACCENTS = {
    "hat": "^", "widehat": "^", "bar": "=", "overline": "=", "tilde": "~", "widetilde": "~",
    "dot": ".", "ddot": '"', "vec": "vec",
}  # fmt: skip
SUPERSCRIPTS = dict(zip("0123456789+-−=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀ", strict=True))
SUBSCRIPTS = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)

_ESCAPES = {c: f"\\{c}" for c in "&%$#_"} | {
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not, so neither form is bare
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\textless{}",  # the next three are other characters in TeX's oldest font encoding
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "−": "$-$",
}
_ENCODED = {char: f"$\\{name}$" for name, char in reversed(_pairs(_MATH).items())} | _ESCAPES
_TO_ESCAPE = re.compile("[" + re.escape("".join(_ENCODED)) + "]")
_COMBINED = re.compile(r"([A-Za-z])([\u0300-\u036f])")
_PLAIN_OF = {
    mark: {shown: plain for plain, shown in reversed(table.items())}
    for mark, table in (("^", SUPERSCRIPTS), ("_", SUBSCRIPTS))
}
_RUNS = {mark: re.compile(f"[{''.join(table)}]+") for mark, table in _PLAIN_OF.items()}


def encode(text: str) -> str:
    """Escape plain text for LaTeX and for a BibTeX field between braces.

    Accented letters, typographic quotes and dashes stay as UTF-8, which pdflatex reads; what
    the tables do not know (Chinese, emoji) stays too and asks for another engine.
    """
    text = unicodedata.normalize("NFC", text)
    text = _TO_ESCAPE.sub(lambda match: _ENCODED[match[0]], text)
    text = _COMBINED.sub(_accented, text).replace("--", "-{}-").replace("--", "-{}-")
    for mark, run in _RUNS.items():
        text = run.sub(_math_script(mark), text)
    return re.sub(r"(?<!\\)\$\$", "${}$", text)  # two formulas side by side are not a display


def _math_script(mark: str) -> Callable[[re.Match[str]], str]:
    plain = _PLAIN_OF[mark]
    return lambda run: f"${mark}{{{''.join(plain[c] for c in run[0])}}}$"


def _accented(match: re.Match[str]) -> str:
    accent = next((name for name, mark in ACCENTS.items() if mark == match[2]), None)
    return f"\\{accent}{{{match[1]}}}" if accent else match[0]
