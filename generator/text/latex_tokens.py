r"""What in captured text is LaTeX, and what each command becomes.

Only tokens that are surely LaTeX are named here; the decoder leaves all else as it is.
"""

import re
import unicodedata
from collections.abc import Callable

from generator.text import urls
from generator.text.symbols import ACCENTS, MATH_ACCENTS, SYMBOLS

#: What stands around a super- or subscript in decoded text: control characters, which no
#: cleaned text holds, so that every output form can set scripts in its own way.
SUPER, SUPER_END, SUB, SUB_END = "\x01", "\x02", "\x03", "\x04"

#: Commands that set words, or space.
WORDS = {
    "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "cf": "cf.", "vs": "vs.", "etc": "etc.",
    "wrt": "w.r.t.", "aka": "a.k.a.", "Eg": "E.g.", "Ie": "I.e.",
    "quad": " ", "qquad": " ", "space": " ", "newline": " ", "linebreak": " ",
}  # fmt: skip
#: What a backslash and a sign set, where that is not the sign itself.
SIGNS = dict.fromkeys(" \n,;:>\\[", " ") | dict.fromkeys("!/-@()]", "") | {"|": "‖"}
_FONTS = (
    "textbf textit textsc texttt textrm textsf textsl textmd textup textnormal emph underline"
    " mathbf mathit mathcal mathrm mathbb mathsf mathtt mathfrak mathscr boldsymbol"
)
#: Commands that change how text looks, or nothing that a reader sees.
SILENT = frozenset(
    f"{_FONTS} bm bf it em sc tt rm sf sl bfseries itshape scshape ttfamily rmfamily sffamily"
    " normalfont mathsc tiny footnotesize small normalsize large Large left right middle big Big"
    " bigl bigr Bigl Bigr bigg Bigg displaystyle textstyle scriptstyle limits nolimits xspace"
    " centering noindent protect bigskip smallskip medskip relax".split()
)
# Signs and fonts that are no English words: without their backslash they are LaTeX still.
_STRIPPED = (
    "rightarrow|leftarrow|leftrightarrow|longrightarrow|uparrow|downarrow|Rightarrow|infty|leq"
    "|geq|neq|cdot|ldots|cdots|propto|subseteq|nabla|varepsilon"
)
#: One token; the name of the last group that matched tells its kind.
TOKEN = re.compile(
    rf"""(?P<url>{urls.PATTERN})
    | (?P<link>(?:\\|(?<!\w)(?=(?:url|href)\{{https?:))
        (?P<scheme>url|href|path|nolinkurl)\s*\{{(?P<target>[^{{}}]*)\}})
    | (?P<literal>\b[A-Za-z]:\\[\w\\.-]*\w(?![\w{{]))  # a path
    | (?P<accented>\\(?P<accent>["'`^~=.]|[uvHckrbd](?![A-Za-z])(?=[ ]?[{{A-Za-z]))[ ]?
        (?:\{{\\?(?P<inner>[A-Za-z]?)\}}|\\(?P<dotless>[ij])(?![A-Za-z])[ ]?|(?P<bare>[A-Za-z])))
    | (?P<macro>\\(?P<name>[A-Za-z]+)\*?(?:\[[^][{{}}]*\](?=\{{))?)
    | (?P<sign>\\[^A-Za-z0-9])
    | (?P<stripped>(?<=\d)times(?![A-Za-z])|(?<=\d[ ])times(?=[ ]\d)
        |(?<=[\d%)])pm(?=[ ]?\d)|(?<=[\d%)][ ])pm(?=[ ]?\d)
        |(?<![\w\\.])(?:approx|sim)(?=[ ]?\d)|(?<=\w-)mu(?![\w-])
        |(?<![A-Za-z_\\])(?:{_STRIPPED})(?![A-Za-z]|\.\w)
        |(?<![A-Za-z_\\])(?:{_FONTS.replace(" ", "|")})(?=[{{A-Z]))
    | (?P<dollar>\$\$(?!\$)|\$)
    | (?P<nothing>(?<=[$-])\{{\}}(?=[$-]))  # keeps signs apart: `-{{}}-`
    | (?P<open>\{{) | (?P<close>\}})
    | (?P<script>[\^_])
    | (?P<tie>(?<=[^\s~/(\[=<>])~(?=[^\s~]))
    | (?P<dash>(?<=\w)---?(?=\w)|(?<=[ ])---?(?=[ ]))""",
    re.VERBOSE,
)
#: A text without any of these holds no token but addresses that need no repair.
HINT = re.compile(
    rf"[\\$^{{}}~_`]|--|\d ?times|pm ?\d|approx ?\d|sim ?\d|-mu\b|{_STRIPPED}"
    rf"|{_FONTS.replace(' ', '|')}"
)
DOUBLE_QUOTES = re.compile(r"``([^`\"]*?)(?:''|\")")
SINGLE_QUOTES = re.compile(r"(?<![`\w])`(?!`)([^`]*?)(?<!')'(?!['\w])")
#: What may follow the sign that opens a formula. Bounded: a lone sign must not cost the text.
FORMULA = {
    "$": re.compile(r"((?:[^\\$]|\\.){1,999})\$", re.DOTALL),
    "$$": re.compile(r"((?:[^\\$]|\\.){1,999})\$\$", re.DOTALL),
}
LABEL = re.compile(r"\{([^{}]*)\}")
#: What BibTeX's braces protect from small letters: `{BERT}`, `{B}ayes`.
PROTECTED = re.compile(r"[A-Z][\w-]*")
#: Symbols that precede a number as part of it.
PREFIXES = frozenset(("approx", "pm", "leq", "geq", "le", "ge"))
#: Scripts outside mathematics: `10^-3`, `x^2`, `C^k`; and `F_1`, not `layer_1` or `a_1.txt`.
TEXT_SCRIPT = {
    "^": re.compile(r"(?<=[A-Za-z0-9)\]}])\^([-+−]?\d+(?!\.?\w)|[A-Za-z*](?![A-Za-z0-9^]))"),
    "_": re.compile(r"(?<=(?<![\w.])[A-Za-z])_(\d+|[a-z])(?![\w^])(?!\.\w)"),
}
MATH_SCRIPT = re.compile(r".([^\\$\s{}])", re.DOTALL)
SCRIPT_MACRO = re.compile(r"\\([A-Za-z]+)|circ(?![A-Za-z])")


def between_decimals(text: str, start: int, end: int) -> bool:
    """Tell whether a number beside `text[start:end]` has decimals or a percent sign."""
    before, after = text[max(0, start - 12) : start], text[end : end + 12]
    return bool(re.search(r"[.%]\d*[%)]?\s?$", before) or re.match(r"\s?\d+\.\d", after))


def is_math(before: str, body: str, after: str) -> bool:
    """Tell a formula `$body$` from two amounts of money with words between them.

    Args:
        before: the character before the first dollar sign, "" at the start of the text.
        body: what stands between the signs.
        after: the character after the second, "" at the end.
    """
    bare = re.sub(r"\\[A-Za-z]+\*?(?:\{[^{}]*\})?", "", body)
    if body[:1].isdigit() and re.search(r"[A-Za-z]{2}", bare):
        return False
    if re.search(r"\\[A-Za-z]|[\^_]|^(?:[<>=]|\\%)", body):
        return True
    closed = bool(body) and not body[0].isspace() and not body[-1].isspace()
    prose = re.search(r"(?<!\S)[A-Za-z]{2,}(?![^\s,.;:])", bare)
    return closed and not prose and not before.isalnum() and not after.isalnum()


# What in braces names a symbol once the backslash is gone: `f_{theta}`, but not `x_{in}`.
_SCRIPT_NAMES = {
    name: symbol
    for name, symbol in SYMBOLS.items()
    if "α" <= symbol <= "ω" or "Α" <= symbol <= "Ω" or name in ("circ", "prime", "infty", "ast")
}


def _script(content: str, begin: str, end: str) -> str:
    content = _SCRIPT_NAMES.get(content, content)
    if content in ("°", "∘", "′", "*", "∗") and begin == SUPER:
        return content.replace("∘", "°").replace("∗", "*")
    return f"{begin}{content}{end}" if content.strip() else content


def _operand(content: str) -> str:
    return content if content.isalnum() or len(content) < 2 else f"({content})"


def _accented(mark: str) -> Callable[..., str]:
    """Return what sets an accent over one letter; a longer argument goes without."""
    accent = ACCENTS[mark]
    return lambda base: unicodedata.normalize("NFC", base + accent) if len(base) == 1 else base


#: Command → number of arguments, and what they become. All others show their one argument.
COMMANDS: dict[str, tuple[int, Callable[..., str]]] = {
    "^": (1, lambda content: _script(content, SUPER, SUPER_END)),
    "_": (1, lambda content: _script(content, SUB, SUB_END)),
    "textsuperscript": (1, lambda content: _script(content, SUPER, SUPER_END)),
    "textsubscript": (1, lambda content: _script(content, SUB, SUB_END)),
    "href": (2, lambda url, label: f"{label} ({url})" if label not in ("", url) else url),
    "frac": (2, lambda above, below: f"{_operand(above)}/{_operand(below)}"),
    "sqrt": (1, lambda content: f"√{_operand(content)}"),
    "footnote": (1, lambda content: f" ({content})"),
    "textcolor": (2, lambda _colour, content: content),
    "color": (1, lambda _colour: ""),
    "hspace": (1, lambda _width: " "),
    "vspace": (1, lambda _height: " "),
    "begin": (1, lambda _environment: " "),
    "end": (1, lambda _environment: " "),
    "label": (1, lambda _label: ""),
    "cite": (1, lambda keys: f"[{keys}]"),
    "citep": (1, lambda keys: f"[{keys}]"),
    "citet": (1, lambda keys: f"[{keys}]"),
    **{name: (1, _accented(mark)) for name, mark in MATH_ACCENTS.items()},
}
