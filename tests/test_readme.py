"""The documents tell the truth: their commands exist, and their YAML is valid."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from mkdocs.__main__ import cli as mkdocs

from generator.__main__ import main as reading_list
from generator.store import document, paper_text, store, taxonomy_file
from tests import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "content/contribute.md")

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:[A-Z_]+=\S* )*(?:make|reading-list|mkdocs)(?: [^`]*)?)`")
ASSIGNMENT = re.compile(r"([A-Z_]+)=")

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"\b([A-Z_]+) *\?=|\$\(if \$\(([A-Z_]+)\)", MAKEFILE))
GROUPS: dict[str, click.Command] = {"reading-list": reading_list, "mkdocs": mkdocs}


def text_of(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, *languages: str) -> list[str]:
    """Return the code blocks of these languages."""
    return [body for language, body in BLOCK.findall(text) if language in languages]


def commands(text: str) -> Iterator[str]:
    """Yield each command of ours, in a block or within a sentence, without its comment."""
    for block in blocks(text, "console", "sh", "shell", "bash"):
        for line in block.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            bare = [word for word in words if not ASSIGNMENT.match(word)]
            if bare and bare[0] in {"make", *GROUPS}:
                yield shlex.join(words)
    yield from INLINE.findall(BLOCK.sub("", text))


def wrong(command: str) -> str | None:
    """Say what is wrong with a command: a target, a variable, a subcommand or an option."""
    words = [word for word in shlex.split(command) if not re.match(r"[A-Z_]+=", word)]
    program, *arguments = words
    if program == "make":
        made_up = set(arguments) - TARGETS
        given = {match[1] for word in shlex.split(command) if (match := ASSIGNMENT.match(word))}
        made_up |= given - {name for pair in VARIABLES for name in pair} - environment()
        return f"make has no {', '.join(sorted(made_up))}" if made_up else None
    return wrong_call(GROUPS[program], arguments)


def wrong_call(command: click.Command, arguments: list[str]) -> str | None:
    """Let click take the arguments apart, as it would if the command were run, and run nothing."""
    context = click.Context(command)
    try:
        _, rest, _ = command.make_parser(context).parse_args(list(arguments))
    except click.UsageError as error:
        return error.format_message()
    if not (isinstance(command, click.Group) and rest):
        return None
    inner = command.get_command(context, rest[0])
    return wrong_call(inner, rest[1:]) if inner else f"no such command: {rest[0]}"


def environment() -> set[str]:
    """Return the variables that the settings of MkDocs read."""
    return set(re.findall(r"!ENV \[([A-Z_]+)", text_of("mkdocs.yml")))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_exists(name: str) -> None:
    """Every target, variable, subcommand and option that a document shows is there."""
    assert [problem for command in commands(text_of(name)) if (problem := wrong(command))] == []


def test_readme_shows_the_commands_that_count() -> None:
    """It has the two commands, and one to bring papers in; they are among what is checked."""
    shown = {" ".join(command.split()[:2]) for command in commands(text_of("README.md"))}
    assert {"make serve", "make test", "reading-list import"} <= shown


@pytest.mark.parametrize(
    "command",
    [
        "make coffee",
        "make serve COLOUR=red",
        "COLOUR=red make site",
        "reading-list improt a.txt",
        "reading-list import a.txt --yaer 2025",
        "reading-list --colour check",
        "mkdocs surf",
        "mkdocs build --strictly",
    ],
)
def test_invented_command_is_noticed(command: str) -> None:
    """In a block and in a sentence alike."""
    for text in (f"```console\n$ {command}  # now\n```\n", f"Run `{command}`.\n"):
        assert [each for each in commands(text) if wrong(each)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_yaml_block_is_valid(name: str) -> None:
    """It parses, and a paper is one that the store would take, with tags of the taxonomy."""
    taxonomy = taxonomy_file.load(ROOT / "content" / "tags.yml")
    for block in blocks(text_of(name), "yaml", "yml"):
        data = yaml.safe_load(block)
        if isinstance(data, dict) and "title" in data:
            paper = paper_text.read(document.parse(block, Path("example.yml")))
            assert paper.tags.keys() <= taxonomy.tags.keys()


def test_readme_shows_a_paper() -> None:
    """There is a paper to copy."""
    assert any("abstract:" in block for block in blocks(text_of("README.md"), "yaml", "yml"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_named_files_are_there(name: str) -> None:
    """A file in a sentence or a table exists; `<name>` stands for any."""
    folders = "generator|content|overrides|tests|\\.github"
    for path in re.findall(rf"[`(]((?:{folders})/[^\s`):]*)", text_of(name)):
        assert list(ROOT.glob(re.sub(r"<\w+>", "*", path).rstrip("/"))), path


def test_a_list_of_ones_own_starts_as_the_page_says(tmp_path: Path) -> None:
    """Without the folders that it names there is no paper, and nothing that asks for one."""
    section = text_of("content/contribute.md").partition("## A list of your own")[2]
    gone = re.findall(r"`(\w+)/`|`(redirects\.yml)`", section)
    ignored = shutil.ignore_patterns(*(name for pair in gone for name in pair if name))
    own = store.load(shutil.copytree(ROOT / "content", tmp_path / "content", ignore=ignored))
    assert (own.problems, own.reading_list.papers, own.vectors) == ((), (), {})
