"""XML is read an element at a time, with lines, and never more of it than is safe."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading.xml_stream import XmlStream, root
from generator.intake.record import Source
from generator.model.problems import ContentError


def source_of(data: bytes) -> Source:
    """Return a file of these bytes."""
    return Source(Path("a.xml"), "a.xml", lambda: BytesIO(data))


def read(data: bytes) -> list[tuple[int, str, str]]:
    """Return line, name and text of the elements `item`, and `e` of the namespace `u`."""
    found = XmlStream(source_of(data), "item", "{u}e").items()
    return [(line, each.tag, "".join(each.itertext())) for line, each in found]


def test_elements_have_their_lines_whatever_their_prefix() -> None:
    """A namespace is known by its address; what stands in an element belongs to it."""
    data = b"""\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/css" href="a.css"?>
<f xmlns="u" xmlns:p="u">
 <e>one <b>two</b></e><p:e a="1">&lt;&amp;&#233;</p:e>\r
 <e xmlns="v">no</e><item xmlns="">
 <item>in it</item></item>
</f>"""
    assert read(data) == [
        (4, "{u}e", "one two"),
        (4, "{u}e", "<&é"),
        (5, "item", "\n in it"),
    ]


BROKEN = {
    b"<f>\n<item>": "a.xml:2: expected XML, got the end: the file is cut off",
    b"": "a.xml:1: expected XML, got the end: the file is cut off",
    b"<f>\n<item/></g>": "a.xml:2: expected XML, got mismatched tag",
    b"<f>\n&nbsp;</f>": "a.xml:2: expected XML, got undefined entity",
    b"<f>\n\xff</f>": "a.xml:2: expected XML, got not well-formed (invalid token)",
    b"<f>\n<item>\x01</item></f>": "a.xml:2: expected XML, got not well-formed (invalid token)",
    '<?xml version="1.0" encoding="utf-16"?><f/>'.encode("utf-16"): (
        "a.xml:1: expected XML in UTF-8, got encoding=“utf-16”"
    ),
    b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<f/>': (
        "a.xml:1: expected XML in UTF-8, got encoding=“ISO-8859-1”"
    ),
    b'\n<!DOCTYPE f [<!ENTITY a "b">]><f>&a;</f>': (
        "a.xml:2: expected a feed without a DTD, got <!DOCTYPE f"
    ),
    b'<!DOCTYPE f SYSTEM "file:///etc/passwd"><f/>': (
        "a.xml:1: expected a feed without a DTD, got <!DOCTYPE f"
    ),
    b"<f>" + b"<item>" * 201: ("a.xml:1: expected XML, got elements in elements, too deep to read"),
}


@pytest.mark.parametrize("data", BROKEN)
def test_what_is_no_safe_xml_is_refused_with_its_line(data: bytes) -> None:
    """Expat's own words where it has any."""
    with pytest.raises(ContentError) as caught:
        read(data)
    assert str(caught.value) == BROKEN[data]


def test_what_came_before_the_breakage_is_given_first() -> None:
    """So that whoever reads it can tell all of its problems at once."""
    found = XmlStream(source_of(b"<f><item>1</item><item>2</item></g>"), "item").items()
    assert [next(found)[1].text, next(found)[1].text] == ["1", "2"]
    with pytest.raises(ContentError):
        next(found)


class Endless(BytesIO):
    """A document that begins well, and then repeats something."""

    def __init__(self, begin: bytes, again: bytes, times: int, end: bytes = b"") -> None:
        """Remember what to give; only the pieces take memory."""
        super().__init__()
        self._pieces = self._made(begin, again, times, end)

    def _made(self, begin: bytes, again: bytes, times: int, end: bytes) -> Iterator[bytes]:
        yield begin
        for _ in range(times):
            yield again
        yield end

    def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - pieces have their size
        """Return the next piece."""
        return next(self._pieces, b"")


def endless(begin: bytes, again: bytes, times: int, end: bytes = b"") -> Source:
    """Return a file of that kind."""

    def opened() -> BinaryIO:
        return Endless(begin, again, times, end)

    return Source(Path("a.xml"), "a.xml", opened)


@pytest.mark.parametrize("begin", [b"<f><item>", b"<f><!--", b"<f><item a='", b"<f><"])
def test_an_element_without_an_end_does_not_fill_the_memory(begin: bytes) -> None:
    """Neither as text, nor as a comment, an attribute or a name."""
    with pytest.raises(ContentError, match="elements of at most 4 MB, got a longer one"):
        list(XmlStream(endless(begin, b"x" * 65536, 90), "item").items())


def test_memory_is_that_of_one_element() -> None:
    """20 MB of elements, of which nobody keeps any, take less than 2 MB."""
    again = b"<item>" + b"x" * 2000 + b"</item>\n"
    tracemalloc.start()
    try:
        stream = XmlStream(endless(b"<f>", again * 30, 330, b"</f>"), "item")
        lines = [line for line, _ in stream.items()]
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert lines == list(range(1, 9901))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<?xml version="1.0" encoding="utf-8"?><!-- <x> --><a:f xmlns:a="u"><b', "{u}f"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;", "rss"),
        ("<!DOCTYPE html><html>", "html"),
        ("<f", None),
        ("<f/> and more", "f"),
        ("no XML", None),
        ("", None),
    ],
)
def test_the_root_is_told_from_the_beginning(head: str, name: str | None) -> None:
    """Wherever the beginning ends."""
    assert root(head) == name


@given(st.binary() | st.text("<>/&;! ?[]-=\"'aitem\n", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """There is no other error, and none without a line."""
    lines = [1]
    try:
        lines += [line for line, _, _ in read(data)]
    except ContentError as error:
        lines += [problem.line for problem in error.problems]
    assert min(lines) == 1
    root(data.decode("utf-8", "ignore"))
