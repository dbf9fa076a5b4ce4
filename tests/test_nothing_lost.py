"""Commands in any order, and a person's hands between them: nothing that a person wrote is lost."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner, Result
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from generator.__main__ import main
from generator.model.paper import Paper
from generator.model.provenance import ABSENT, may_write, value_of
from generator.store import files, store
from generator.store.store import Store
from tests.builders import abstract, make_capture, make_content, tree, write_file

DAYS = [date(2026, 2, day) for day in (3, 4, 5)]
TITLES = ["T", "T", "Alpha: a study", "Beta retrieval"]
WORDS = ["We", "They", "Nobody", "Somebody"]
BIB = """\
@inproceedings{{x,
  title = {{{title}}}, author = {{{author}}}, year = {{2024}}, booktitle = {{{venue}}},
  doi = {{10.1000/{number}}}, url = {{https://github.com/x/{number}}}, abstract = {{{abstract}}}
}}
"""
HELD = ("title", "abstract", "authors", "published", "venue", "arxiv", "doi", "summary", "note")
"""Fields of which a value that a person gave is to be found again."""
MARK = re.compile(rb"w\d+w")
"""What a person writes in a test: each mark is another."""
REMARK = re.compile(r"\s*# w\d+w$")
ENTRY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
SHORT = re.compile(r"^(?:  \w+:|-|- \w+:|\w+:) [^\s>|{\[&*#][^\s#]*$")
"""A line that holds one value whole, after which a comment may stand."""


class Hands(RuleBasedStateMachine):
    """A list that commands and a person change by turns."""

    @initialize()
    def begin(self) -> None:
        """Start with an empty list and two captures."""
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        self.content = make_content(folder)
        self.number, self.day = 0, DAYS[0]
        pairs = [(title, abstract(words)) for title, words in zip(TITLES, WORDS, strict=True)]
        self.captures = [
            write_file(folder / "one.txt", make_capture(pairs[:3])),
            write_file(folder / "two.txt", make_capture(pairs[1:])),
        ]
        self.references = folder / "references.bib"
        self.run("import", str(self.captures[0]))
        self.import_library("A", "C")

    def teardown(self) -> None:
        """Leave nothing on the disk."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    # ---- what programs do ----

    @rule(number=st.integers(0, 1))
    def import_capture(self, number: int) -> None:
        """Another list, or the same again."""
        self.twice("import", "--year", "2025", str(self.captures[number]))

    @rule(author=st.sampled_from("AB"), venue=st.sampled_from("CD"))
    def import_library(self, author: str, venue: str) -> None:
        """References say things of all papers, and correct what they said."""
        entries = (
            BIB.format(
                title=title,
                abstract=abstract(words),
                author=f"Ada {author}",
                venue=f"{venue} 2024",
                number=number,
            )
            for number, (title, words) in enumerate(zip(TITLES, WORDS, strict=True))
        )
        write_file(self.references, "".join(entries))
        self.twice("import", str(self.references))

    @rule(draw=st.randoms(use_true_random=False))
    def merge(self, draw: Random) -> None:
        """A curator says that two are one."""
        if len(self.keys) > 1:
            self.twice("merge", *draw.sample(self.keys, 2))

    @rule()
    def merge_answered(self) -> None:
        """What has been answered is carried out."""
        self.twice("merge")

    @rule(draw=st.randoms(use_true_random=False))
    def split(self, draw: Random) -> None:
        """A merge is taken back."""
        if gone := sorted(self.known.merged.redirects):
            self.run("split", draw.choice(gone))

    @rule(draw=st.randoms(use_true_random=False))
    def merge_and_split(self, draw: Random) -> None:
        """All files are as they were, but for the day and the answer."""
        if len(self.keys) < 2:
            return
        one, other = draw.sample(self.keys, 2)
        before = self.lines()
        if self.run("merge", one, other).exit_code == 0:
            done = self.run("split", other)
            assert done.exit_code == 0, done.output
            assert self.lines() == before
            for each in (self.content / "decisions").glob("*--*.yml"):
                each.write_bytes(each.read_bytes().replace(b"answer: different", b"answer:"))

    @rule(draw=st.randoms(use_true_random=False), how=st.sampled_from(["--tag", "--not-tag"]))
    def edit(self, draw: Random, how: str) -> None:
        """Tags, for some papers at once."""
        if keys := draw.sample(self.keys, min(2, len(self.keys))):
            self.twice("edit", *keys, how, draw.choice(["rag", "peft"]), "--rating", "3")

    @rule()
    def fix(self) -> None:
        """What can be mended is mended."""
        self.twice("check", "--fix")

    @rule()
    def tag(self) -> None:
        """The rules give their tags again."""
        self.twice("tag")

    # ---- what a person does ----

    @rule(draw=st.randoms(use_true_random=False))
    def write(self, draw: Random) -> None:
        """A curator edits the files of all papers, each in a way of its own."""
        for file in (files.paper(self.content, key) for key in self.keys):
            before = files.read_text(file)
            windows = "\r\n" in before
            after = draw.choice(HABITS)(before.replace("\r\n", "\n"), draw, self.mark)
            write_file(file, after.replace("\n", "\r\n") if windows else after)
            if self.known.problems:
                write_file(file, before)

    @rule(draw=st.randoms(use_true_random=False))
    def to_windows(self, draw: Random) -> None:
        """An editor writes other ends of lines."""
        if self.keys:
            file = files.paper(self.content, draw.choice(self.keys))
            write_file(file, files.read_text(file).replace("\r", "").replace("\n", "\r\n"))

    @rule(draw=st.randoms(use_true_random=False), answer=st.sampled_from(["same", "different", ""]))
    def answer(self, draw: Random, answer: str) -> None:
        """A curator answers a question, thinks aloud, or takes the answer back."""
        if questions := sorted((self.content / "decisions").glob("*--*.yml")):
            file = draw.choice(questions)
            said = f"answer: {answer} # {self.mark()}"
            text = re.sub(r"^answer:.*$", said, files.read_text(file), flags=re.MULTILINE)
            write_file(file, text)

    @rule(draw=st.randoms(use_true_random=False))
    def forget(self, draw: Random) -> None:
        """A curator deletes a question."""
        if questions := sorted((self.content / "decisions").glob("*--*.yml")):
            draw.choice(questions).unlink()

    @rule(draw=st.randoms(use_true_random=False))
    def delete(self, draw: Random) -> None:
        """A curator deletes a paper into which none was merged."""
        needed = set(self.known.reading_list.redirects.values())
        if free := [key for key in self.keys if key not in needed]:
            files.paper(self.content, draw.choice(free)).unlink()

    @rule(draw=st.randoms(use_true_random=False))
    def comment_on_redirects(self, draw: Random) -> None:
        """A curator notes why."""
        file = self.content / "redirects.yml"
        if file.exists():
            lines = files.read_text(file).splitlines()
            lines.insert(draw.randint(0, len(lines)), f"# {self.mark()}")
            write_file(file, "\n".join(lines) + "\n")

    @rule()
    def sleep(self) -> None:
        """It is another day."""
        self.day = DAYS[(DAYS.index(self.day) + 1) % len(DAYS)]

    # ---- what always holds ----

    @property
    def known(self) -> Store:
        """The list, as it can be read."""
        return store.load(self.content)

    @property
    def keys(self) -> list[str]:
        """The keys of the papers."""
        return sorted(self.known.reading_list.by_key)

    def mark(self) -> str:
        """Return words that a person writes for the first time."""
        self.number += 1
        return f"w{self.number}w"

    def lines(self) -> dict[str, list[str]]:
        """Return what is kept, without days of change, answers about pairs and remarks.

        A remark beside what becomes a list and one thing again ends in a line of its own.
        """
        return {
            name: [
                line
                for each in files.read_text(self.content / name).splitlines()
                if (line := REMARK.sub("", each)) and not line.startswith("updated:")
            ]
            for name in tree(self.content)
            if name.endswith(".yml") and not name.startswith("decisions/")
        }

    def run(self, *words: str) -> Result:
        """Run a command, and see what became of all that was there."""
        before, files_before = self.known, tree(self.content)
        noon = (self.day - date(1970, 1, 1)).days * 86400
        result = CliRunner(env={"SOURCE_DATE_EPOCH": str(noon)}).invoke(
            main, ["--content", str(self.content), *words], catch_exceptions=False
        )
        after = self.known
        if result.exit_code and words[0] != "check":
            assert tree(self.content) == files_before, result.output
            assert before.problems or re.search("expected “same”|split it first", result.output)
        assert not after.problems or before.problems, (words, result.output, after.problems)
        written = b"\n".join(files_before.values())
        there = {*MARK.findall(b"\n".join(tree(self.content).values()))}
        assert {*MARK.findall(written)} <= there, (words, result.output)
        for key, paper in before.reading_list.by_key.items():
            self.check(paper, after, split=words[0] == "split")
            assert key in after.reading_list.by_key or key in after.reading_list.redirects
        return result

    def check(self, paper: Paper, after: Store, *, split: bool) -> None:
        """See that a paper's own words, its keys and its refusals stay."""
        now = after.reading_list.by_key.get(paper.key) or after.merged.papers[paper.key]
        for name in HELD:
            value = value_of(paper, name)
            if value not in ABSENT and not may_write(paper, name) and not split:
                assert value_of(now, name) == value, (paper.key, name)
        assert paper.refused - {"rating", "tags"} <= now.refused
        if paper.citation_key and not split:
            assert now.citation_key == paper.citation_key

    def twice(self, *words: str) -> None:
        """Run a command, and again, which changes nothing more."""
        self.run(*words)
        before = tree(self.content)
        again = self.run(*words)
        assert tree(self.content) == before, (words, again.output)


def _entries(text: str) -> list[str]:
    return ENTRY.split(text)


def _replaced(text: str, name: str, entry: str) -> str:
    kept = [each for each in _entries(text) if not each.startswith(f"{name}:")]
    return "".join([*kept[:-1], kept[-1].removesuffix("\n") + "\n", entry])


def _named(text: str, draw: Random, *but: str) -> str:
    names = [each.partition(":")[0] for each in _entries(text)[1:]]
    return draw.choice([name for name in names if name not in but])


Mark = Callable[[], str]


def says(text: str, draw: Random, mark: Mark) -> str:
    """Give a field another value."""
    name = draw.choice(["title", "venue", "venue", "note"])
    return _replaced(text, name, f"{name}: {mark()} # {mark()}\n")


def refuses(text: str, draw: Random, mark: Mark) -> str:
    """Say that a field is to stay unknown."""
    name = draw.choice(["venue", "authors", "doi", "links", "tags", "note", "citation_key"])
    return _replaced(text, name, f"{name}: null # {mark()}\n")


def removes(text: str, draw: Random, mark: Mark) -> str:
    """Delete a field, perhaps a program's."""
    del mark
    name = _named(text, draw, "title", "abstract", "citation_key")
    return "".join(each for each in _entries(text) if not each.startswith(f"{name}:"))


def comments(text: str, draw: Random, mark: Mark) -> str:
    """Write a line between two fields."""
    entries = _entries(text)
    entries.insert(draw.randint(0, len(entries)), f"# {mark()}\n")
    return "".join(entries)


def remarks(text: str, draw: Random, mark: Mark) -> str:
    """Write something after a value, also within a list."""
    lines = text.split("\n")
    fit = [place for place, line in enumerate(lines) if SHORT.match(line)]
    if fit:
        lines[draw.choice(fit)] += f" # {mark()}"
    return "\n".join(lines)


def links(text: str, draw: Random, mark: Mark) -> str:
    """Give links, in one of the forms that YAML has."""
    url = f"https://x.org/{mark()}"
    forms = [
        f"links: {{code: {url}}} # {mark()}\n",
        f"links:\n  code: # {mark()}\n  - {url} # {mark()}\n  - https://y.org/\n",
        f"links:\n    video: {url} # {mark()}\n    code: null\n",
        f"links: {{code: [{url}, # {mark()}\n    https://y.org/]}}\n",
    ]
    return _replaced(text, "links", draw.choice(forms))


def rejects(text: str, draw: Random, mark: Mark) -> str:
    """Refuse tags, or a link."""
    forms = {
        "tags": f"tags:\n  peft: rejected # {mark()}\n  rag: person\n",
        "rejected": f"rejected:\n  links: [https://github.com/Ada A/x] # {mark()}\n",
    }
    name = draw.choice(sorted(forms))
    return _replaced(text, name, forms[name])


def lists(text: str, draw: Random, mark: Mark) -> str:
    """Put a place of a list before the others, or after, perhaps one that is there."""
    if "\nlisted:\n" not in text:
        return text
    [entry] = [each for each in _entries(text) if each.startswith("listed:")]
    items = entry.removeprefix("listed:\n").splitlines()
    items = [each if "#" in each else f"{each} # {mark()}" for each in items]
    items.insert(draw.randint(0, len(items)), f"- {{capture: by-hand, position: 1}} # {mark()}")
    items.insert(draw.randint(0, len(items)), draw.choice(items).partition(" #")[0])
    return text.replace(entry, "\n".join(["listed:", *items, ""]))


HABITS = (says, says, refuses, removes, removes, comments, remarks, links, rejects, lists)

TestHands: Any = Hands.TestCase
# Where a failure is made shorter, that takes minutes, and the steps say enough as they are.
TestHands.settings = settings(
    max_examples=18,
    stateful_step_count=16,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
