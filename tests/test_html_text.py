"""HTML of others becomes text, and nothing but text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading.html_text import Block, blocks, plain
from generator.text.text import Text


def test_blocks_hold_what_is_shown() -> None:
    """With the element that each begins with, its lines, and where its links lead."""
    html = """<p><small>Ada, Bo<br> ACL &amp; more </small></p>
      loose <b>text</b><ul><li><a href="https://a.b/?c=1&amp;d=2">one</a> <A HREF='x'>two</A>
      <li>three</ul>"""
    assert blocks(html) == [
        Block("Ada, Bo\nACL & more", "small"),
        Block("loose text"),
        Block("one two", "a", ("https://a.b/?c=1&d=2", "x")),
        Block("three"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<script>hacked = 1</script>a<style>b{}</style>", "a"),
        ("<img src=x onerror=hacked()>&lt;b&gt; &amp;amp; &#60;i&#62;", "<b> &amp; <i>"),
        ("a < b & c > d", "a < b & c > d"),
        (f"a&#{'9' * 5000};b&#9;c&nosuch;", "a\ufffdb c&nosuch;"),
        ("<![<!x><?php a ?>a</3>", "<![a"),
        ("a<!-- <p>b</p> -->c<!-- d", "a c"),
        ("<p>a</i></div></p></script>b", "a\nb"),
        ("<svg><title>x</title></svg>a<template>b</template>", "a"),
        ("", ""),
        ("<p> \n </p>", ""),
    ],
)
def test_markup_leaves_no_trace(html: str, text: str) -> None:
    """Neither what it runs nor what it hides; what only looks like it stays."""
    assert plain(html) == text


def test_scripts_stay_what_they_are() -> None:
    """A formula reads the same afterwards."""
    assert Text(plain("C<sup>2</sup> and F<sub>max</sub>")).plain() == "C² and F_max"


@pytest.mark.parametrize("sign", ["<!--", "<", "</", "<![", "<a b='", "<script>", "<a ", "&#9"])
def test_a_hostile_text_takes_no_time(sign: str) -> None:
    """Half a megabyte of beginnings without an end; the parser of Python's own takes hours."""
    start = time.process_time()
    blocks(sign * (1 << 17))
    assert time.process_time() - start < 3


@given(st.text() | st.text("<>/&;!-=\"'pscriptb \n"))
def test_no_text_is_too_strange(html: str) -> None:
    """There is no error, no empty block and no white space around one."""
    for block in blocks(html):
        assert block.text
        assert block.text == block.text.strip()
