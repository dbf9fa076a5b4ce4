r"""LaTeX remnants in captured text, set as a typesetter would set them.

Abstracts arrive half-decoded: `96.4\%` and `$\infty$`, but also `1.33times`, `0.939 pm 0.008`
and `F_{1}`, where a listing stripped backslashes and dollar signs. One pass reads the tokens
that are surely LaTeX; all else (money, `snake_case`, `~10%`, `Q&A`, `C#`) passes through.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.text import latex_tokens as tokens
from generator.text import urls
from generator.text.symbols import ACCENTS, LETTERS, SYMBOLS

_DEEPEST = 40  # nested groups; braces further in are characters, which keeps the time linear


def decode(text: str) -> str:
    """Set the LaTeX in one paragraph; scripts stand between the marks of `latex_tokens`.

    Never raises. Takes time in proportion to the text. An unknown macro leaves its argument or
    its name, an unclosed group what it held.
    """
    if not tokens.HINT.search(text):
        return text
    if "`" in text:
        text = tokens.DOUBLE_QUOTES.sub(r"“\1”", text)
        text = tokens.SINGLE_QUOTES.sub(r"‘\1’", text)
    return _Decoder(text).run()


@dataclass(slots=True)
class _Group:
    command: str  # "" outside all groups, else "{", "$", "^", "_" or the name of a macro
    math: bool = False
    closes: tuple[int, int] = (-1, -1)  # where the sign that ends a formula stands
    arguments: tuple[str, ...] = ()  # those of the macro's arguments that are complete
    out: list[str] = field(default_factory=list)  # no piece is empty
    tex: bool = False  # a macro stands in it: bare braces around it are LaTeX


class _Decoder:
    """One pass over a text, with a stack of the groups that are open.

    Each public method sets the token of its name and returns where to read on.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._groups = [_Group("")]

    def run(self) -> str:
        position = 0
        while match := tokens.TOKEN.search(self._text, position):
            self._emit(self._text[position : match.start()])
            setter: Callable[[re.Match[str]], int] = getattr(self, str(match.lastgroup))
            position = setter(match)
        self._emit(self._text[position:])
        while len(self._groups) > 1:
            self._pop(closed=False)
        return "".join(self._groups[0].out)

    def url(self, match: re.Match[str]) -> int:
        url = urls.trim(match[0])
        self._emit(urls.repair(url))
        end = match.start() + len(url)
        label = tokens.LABEL.match(self._text, end)
        if label and label[1].lower() in ("url", "link", "here", url.lower()):
            return label.end()  # `\url{u}{u}` and `\href{u}{url}`, stripped of their commands
        return end

    def link(self, match: re.Match[str]) -> int:
        target = urls.repair(match["target"].strip())
        if match["scheme"] != "path" and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", target):
            target = urls.absolute(target)
        self._space_after_word()
        if match["scheme"] == "href" and self._next(match.end()) == "{":
            return self._push(_Group("href", arguments=(target,)), match.end() + 1)
        self._emit(target)
        return self._space_before_word(match.end())

    def literal(self, match: re.Match[str]) -> int:
        self._emit(match[0])
        return match.end()

    def accented(self, match: re.Match[str]) -> int:
        mark, letter = match["accent"], match["inner"] or match["dotless"] or match["bare"]
        shown = unicodedata.normalize("NFC", letter + ACCENTS[mark]) if letter else mark
        if match["bare"] and len(shown) > 1:  # there is no such letter: `\"said\"` is a quotation
            self._emit(mark + letter)
        else:
            self._group.tex = True
            self._emit(shown)
        return match.end()

    def nothing(self, match: re.Match[str]) -> int:
        return match.end()

    def macro(self, match: re.Match[str]) -> int:
        return self._command(match["name"], match.end())

    def stripped(self, match: re.Match[str]) -> int:
        if match[0] == "pm" and not tokens.between_decimals(self._text, *match.span()):
            return self.literal(match)  # an hour: "from 2 pm 30 users"
        return self._command(match[0], match.end())

    def sign(self, match: re.Match[str]) -> int:
        self._emit(tokens.SIGNS.get(match[0][1], match[0][1]))
        return match.end()

    def dollar(self, match: re.Match[str]) -> int:
        ends = next((g.closes for g in self._groups if g.closes[0] == match.start()), None)
        if ends:
            while self._group.closes != ends:
                self._pop(closed=False)
            return self._pop(ends[1])
        formula = tokens.FORMULA[match[0]].match(self._text, match.end())
        if formula and not self._group.math and len(self._groups) <= _DEEPEST:
            before, after = self._next(match.start() - 1), self._next(formula.end())
            if tokens.is_math(before, formula[1], after):
                closes = formula.end(1), formula.end()
                return self._push(_Group("$", math=True, closes=closes), match.end())
        return self.literal(match)

    def open(self, match: re.Match[str]) -> int:
        return self._push(_Group("{", math=self._group.math), match.end())

    def close(self, match: re.Match[str]) -> int:
        if self._group.command not in ("", "$"):
            return self._pop(match.end())
        return match.end() if self._group.math else self.literal(match)

    def script(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if self._next(end) == "{":
            return self._push(_Group(match[0], math=self._group.math), end + 1)
        set_script = tokens.COMMANDS[match[0]][1]
        macro = tokens.SCRIPT_MACRO.match(self._text, end)
        if macro and (macro[1] or "circ") in SYMBOLS:
            self._emit(set_script(SYMBOLS[macro[1] or "circ"]))
            return macro.end()
        found = tokens.TEXT_SCRIPT[match[0]].match(self._text, start)
        if not found and self._group.math:
            found = tokens.MATH_SCRIPT.match(self._text, start)
        if found:
            self._emit(set_script(found[1]))
            return found.end()
        return self.literal(match)

    def tie(self, match: re.Match[str]) -> int:
        before, after = self._next(match.start() - 1), self._next(match.end())
        self._emit("~" if before.isdigit() and after.isdigit() else " ")  # `5~10` is a range
        return match.end()

    def dash(self, match: re.Match[str]) -> int:
        self._emit("—" if match[0] == "---" else "–")
        return match.end()

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def _next(self, position: int) -> str:
        return self._text[position : position + 1] if position >= 0 else ""

    def _emit(self, piece: str) -> None:
        if piece:
            self._group.out.append(piece)

    def _space_after_word(self) -> None:
        if self._group.out and self._group.out[-1][-1].isalnum():
            self._emit(" ")

    def _space_before_word(self, position: int) -> int:
        if self._next(position).isalnum():
            self._emit(" ")
        return position

    def _command(self, name: str, end: int) -> int:
        self._group.tex = True
        if self._text.startswith("{}", end):
            end += 2
        elif self._next(end) == "{" and name not in SYMBOLS and name not in tokens.WORDS:
            return self._push(_Group(name, math=self._group.math), end + 1)
        if name in SYMBOLS:
            return self._symbol(name, end)
        if name in tokens.WORDS:
            self._emit(tokens.WORDS[name])
            return end + (self._next(end) == ".")
        if name in tokens.SILENT:
            return end + (self._next(end) == " ")
        if len(name) == 1 and not self._group.math:
            name = f"\\{name}"  # `\n` in a prompt, `\d` in a pattern
        else:
            self._space_after_word()
        self._emit(name)
        return end

    def _symbol(self, name: str, end: int) -> int:
        r"""Set a symbol; one that begins a formula, as in `$\sim 10$`, clings to its number."""
        first = not self._group.out or self._group.out[-1][-1] in "(["
        prefix = name == "sim" or (first and name in tokens.PREFIXES)
        swallows = name in LETTERS or (prefix and self._next(end + 1).isdigit())
        self._emit(SYMBOLS[name])
        return end + (swallows and self._next(end) == " ")

    def _push(self, group: _Group, end: int) -> int:
        if len(self._groups) > _DEEPEST:
            self._emit("{")
        else:
            self._groups.append(group)
        return end

    def _pop(self, end: int = -1, *, closed: bool = True) -> int:
        """Close the innermost group and set what it holds."""
        group = self._groups.pop()
        content = "".join(group.out)
        if group.command == "{":
            bare = group.tex or group.math or (closed and tokens.PROTECTED.fullmatch(content))
            self._emit(content if bare else f"{{{content}}}" if closed else f"{{{content}")
            return end
        arity, render = tokens.COMMANDS.get(group.command, (1, str))
        arguments = (*group.arguments, content)
        if closed and len(arguments) < arity and self._next(end) == "{":
            return self._push(_Group(group.command, group.math, arguments=arguments), end + 1)
        self._emit(render(*arguments, *[""] * (arity - len(arguments))))
        return self._space_before_word(end) if group.command == "href" else end
