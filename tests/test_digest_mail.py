"""A digest as mail and as the notes of a release, read back by programs that read such things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from unicodedata import category

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.paper import Author, Listing
from generator.model.reading_list import ReadingList
from generator.publish.digest import mail, period
from generator.publish.digest.length import LARGEST
from generator.publish.digest.notes import inert, notes
from generator.publish.digest.period import week_of
from generator.publish.digest.plain import WIDTH
from generator.publish.digest.sections import Digest, digests, of_period
from generator.publish.site import Site
from generator.store import store
from tests.builders import make_full_paper, make_paper
from tests.site import SUB_PATH, Elements
from tests.test_digest_sections import MONDAY, TAXONOMY

AUTHORITY = "ada@lists.example.org,2026-01"


def make_site(known: ReadingList, name: str = "The Réading List") -> Site:
    """Return a site under a sub-path."""
    return Site(known, name, "", url=SUB_PATH, authority=AUTHORITY)


def site_of(*titles: str, **fields: object) -> Site:
    """Return a site of papers with these titles, all of one day."""
    papers = [
        make_paper(title, key=f"p{number:03}", added=MONDAY, **fields)
        for number, title in enumerate(titles)
    ]
    return make_site(ReadingList({paper.key: paper for paper in papers}, TAXONOMY))


def digest_of(site: Site) -> Digest:
    """Return the digest of the week."""
    found = of_period(site.reading_list, week_of(MONDAY))
    assert found
    return found


def read_back(message: EmailMessage) -> EmailMessage:
    """Return what a mail program reads."""
    found = message_from_bytes(message.as_bytes(), policy=default)
    assert found.defects == []
    assert all(part.defects == [] for part in found.walk())
    return found


def part(message: EmailMessage, kind: str) -> str:
    """Return the text of a part."""
    body = message.get_body((kind,))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def soup(html: str) -> BeautifulSoup:
    """Return the tree of a mail."""
    return BeautifulSoup(html, "html.parser")


@pytest.fixture(scope="module")
def real(real_list: ReadingList) -> Site:
    """The real list as a site."""
    return make_site(real_list)


@pytest.fixture(scope="module")
def ugly(ugly_content: Path) -> Site:
    """The ugly list as a site."""
    return make_site(store.load(ugly_content).checked().reading_list)


# ---- The message ---------------------------------------------------------------------------------


def test_message_reads_as_it_was_written(real: Site) -> None:
    """Its subject, its parts and its headers, by a program that knows how."""
    digest = of_period(real.reading_list, period.week("2025-W12"))
    assert digest
    message = read_back(mail.message(real, digest))
    assert message["Subject"] == "The Réading List: Week 12 of 2025, 17–23 March"
    assert str(message["From"]) == "The Réading List <digest@lists.example.org>"
    assert message["Date"].datetime == datetime(2025, 3, 23, 23, 59, 59, tzinfo=UTC)
    assert message["Message-ID"] == "<2025-W12.digest@lists.example.org>"
    assert message["List-Id"] == "<digest.lists.example.org>"
    assert message["List-Archive"] == f"<{SUB_PATH}digest/>"
    assert message.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in message.iter_parts()] == ["text/plain", "text/html"]
    assert part(message, "plain") == mail.text(real, digest)
    assert part(message, "html") == mail.html(real, digest)
    assert message["To"] is None


def test_message_is_the_same_every_time_and_fit_for_every_server(real: Site) -> None:
    """The same bytes, in ASCII, with lines as short as RFC 5322 and RFC 2045 want them."""
    for digest in digests(real.reading_list, week_of).values():
        data = mail.message(real, digest).as_bytes()
        assert mail.message(make_site(real.reading_list), digest).as_bytes() == data
        assert data.isascii()
        head, _, body = data.partition(b"\r\n\r\n")
        assert max(map(len, head.split(b"\r\n"))) <= 78
        assert max(map(len, body.split(b"\r\n"))) <= 76


def test_date_may_be_said(real: Site) -> None:
    """Else it is the end of the period; of one that is open, the last day that brought a paper."""
    said = datetime(2025, 5, 1, tzinfo=UTC)
    digest = of_period(real.reading_list, period.since(date(2025, 3, 14)))
    assert digest
    assert mail.message(real, digest, said)["Date"].datetime == said
    assert mail.message(real, digest)["Date"].datetime.date() == date(2026, 11, 20)


def test_way_out_stands_in_both_parts(real: Site) -> None:
    """Where mail is sent; files that anyone may read have none."""
    digest = of_period(real.reading_list, period.week("2025-W12"))
    assert digest
    out = "https://example.org/leave?who=a%40b.org&list=1"
    message = read_back(mail.message(real, digest, unsubscribe=out))
    assert part(message, "plain").endswith(f"Unsubscribe:\n{out}\n")
    assert out in [link["href"] for link in soup(part(message, "html"))("a")]
    assert "nsubscribe" not in mail.message(real, digest).as_string()


def test_long_address_stays_whole(real: Site) -> None:
    """Python would encode it, and then nobody could follow it."""
    message = mail.message(real, digest_of(site_of("Title")))
    long = f"<https://example.org/{'leave/' * 40}?a=b>"
    message["List-Unsubscribe"] = long
    assert f"\r\nList-Unsubscribe: {long}\r\n".encode() in message.as_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "a\r\nBcc: b@example.org",
        "=?utf-8?q?a=0D=0ABcc:_b@example.org?=",
        "a\x00\x0b\x0c\x1c\x85\u2028Bcc: b@example.org",
        'The "List" <x@example.org>, (really); it\\is @ home: 大規模言語モデル',
        "long " * 100,
        "",
    ],
)
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    """Whatever the site is called, the message has the headers that it has, and one sender."""
    site = make_site(site_of("T").reading_list, name)
    message = read_back(mail.message(site, digest_of(site)))
    assert message.keys() == mail.message(site_of("T"), digest_of(site)).keys()
    (sender,), (header,) = message["From"].addresses, message.get_all("Subject", [""])
    assert sender.addr_spec == "digest@lists.example.org"
    assert " ".join(header.split()).endswith("Week 12 of 2025, 17–23 March")


# ---- HTML ----------------------------------------------------------------------------------------


def test_html_fetches_and_runs_nothing(real: Site, ugly: Site) -> None:
    """No script, no picture, no style sheet or font; links lead to the web by https or http."""
    for site in (real, ugly):
        for digest in digests(site.reading_list, week_of).values():
            html = mail.html(site, digest)
            elements = Elements(html)
            tags = {tag for tag, _ in elements.all}
            known = "html head meta title style body table tr td h1 h2 h3 p a i"
            assert tags <= set(known.split())
            for tag, attributes, address in elements.references:
                assert tag == "a", attributes
                assert address.startswith(("https://", "http://"))
            assert not re.search(r"url\(|@import|@font-face", html)
            assert not any(name.startswith("on") for _, each in elements.all for name in each)


def test_html_leads_to_our_pages_and_to_the_papers(real: Site) -> None:
    """Of every paper that is shown: our page, arXiv and the PDF."""
    (digest, *_) = digests(real.reading_list, week_of).values()
    links = [link["href"] for link in soup(mail.html(real, digest))("a")]
    shown = digest.shortened(60).papers
    assert len(shown) == 60
    for paper in shown:
        assert f"{SUB_PATH}papers/{paper.key}/" in links
        if paper.arxiv:
            assert f"https://arxiv.org/abs/{paper.arxiv}" in links
            assert f"https://arxiv.org/pdf/{paper.arxiv}" in links
    assert f"{SUB_PATH}digest/{digest.period.slug}/" in links


def test_whole_digest_is_within_what_mail_programs_show(real: Site) -> None:
    """A big week shows sixty papers and says how many more there are, and where."""
    (digest, *_) = digests(real.reading_list, week_of).values()
    assert digest.new > 100
    more = f"And {digest.new - 60} more"
    for text in (mail.html(real, digest), mail.text(real, digest), notes(real, digest)):
        assert len(text.encode()) < LARGEST
        assert more in text
        assert text.count("/papers/") == 60


def test_digest_of_giants_is_cut_until_it_fits() -> None:
    """Titles, names and topics of 100 kB, in signs that HTML and Markdown write longer."""
    giant = "&<'[@ " * 17_000
    site = site_of(
        *[giant] * 70,
        authors=(Author(giant),) * 9,
        abstract=giant,
        summary=giant,
        note=giant,
        doi="10.1000/" + "(&" * 500,
    )
    digest = digest_of(site)
    for text in (mail.html(site, digest), mail.text(site, digest), notes(site, digest)):
        assert 5_000 < len(text.encode()) <= LARGEST
        assert re.search("And [1-6][0-9] more", text)


# ---- Hostile texts -------------------------------------------------------------------------------


def shown_titles(html: str) -> list[str]:
    """Return the titles of papers as a reader reads them."""
    return [" ".join(each.get_text().split()) for each in soup(html)("h3")]


def test_hostile_titles_are_the_text_that_they_are(ugly: Site) -> None:
    """In HTML and in plain text, but for signs that nobody sees, and for the length."""
    said = set()
    for digest in digests(ugly.reading_list, week_of).values():
        titles = shown_titles(mail.html(ugly, digest))
        expected = [" ".join(p.shown_title.plain().split()) for p in digest.papers]
        assert titles == expected
        said.update(titles)
        text = " ".join(mail.text(ugly, digest).split())
        assert all(" ".join(title.split()) in text for title in titles)
    assert "</title><script>hacked = 1</script>" in " ".join(said)


def test_title_that_nobody_sees_is_shown_by_its_key() -> None:
    """So that there is something to follow."""
    site = site_of("\u200b\u00ad")
    assert shown_titles(mail.html(site, digest_of(site))) == ["p000"]


@settings(max_examples=25)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_title_and_name_stay_in_their_line(title: str, name: str) -> None:
    """No text adds a paper, a heading or a line of its own."""
    fields = {"authors": (Author(name or "A"),), "summary": name or "S"}
    site = site_of(title or "T", **fields)
    digest = digest_of(site)
    assert len(shown_titles(mail.html(site, digest))) == 1
    lines = mail.text(site, digest).split("\n")
    assert sum(line.startswith("* ") for line in lines) == 1
    assert all(len(line) <= WIDTH or "://" in line for line in lines)
    assert "Cc" not in {category(sign) for line in lines for sign in line}
    message = read_back(mail.message(site, digest))
    assert part(message, "plain") == mail.text(site, digest)
    assert [
        line for line in notes(site, digest).splitlines() if line.startswith("- ")
    ].__len__() == 1


# ---- Notes of a release --------------------------------------------------------------------------


def words(title: str) -> str:
    """Return what stands in the brackets of the only paper in the notes."""
    site = site_of(title)
    (line,) = [line for line in notes(site, digest_of(site)).splitlines() if line.startswith("- ")]
    found = re.fullmatch(r"- \*\*\[(.*)\]\(<https://user[^>]*>\)\*\*\\", line)
    assert found, line
    return found[1]


@pytest.mark.parametrize(
    "title",
    [
        "@octocat, @org/team and a@octocat",
        "#1, GH-1, gh-23 and owner/repo#1",
        "](https://evil.example) [x](y) ![z](w) <https://evil.example>",
        "<script>hacked = 1</script> &amp; <!-- -->",
        "# *A* **B** _c_ `d` ~~e~~ | f | $g$ :smile: \\* \\",
    ],
)
def test_notes_ping_nobody_and_link_to_no_issue(title: str) -> None:
    """What GitHub would follow is broken, and what Markdown would take for its own is escaped."""
    said = words(title)
    assert not re.search(r"@[A-Za-z0-9]|#\d|(?i:gh-)\d|:smile:", said.replace("\\", ""))
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<>`*_]", said)
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", said).replace("\N{ZERO WIDTH SPACE}", "")
    assert plain == " ".join(make_paper(title).shown_title.plain().split())


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_escaping_for_markdown_loses_nothing(text: str) -> None:
    """Every sign comes back when Markdown's escapes are taken away."""
    back = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inert(text)).replace("\N{ZERO WIDTH SPACE}", "")
    assert back == text


def test_notes_of_the_ugly_list_have_no_html_and_no_foreign_link(ugly: Site) -> None:
    """Links are ours, or those that lead to a paper."""
    for digest in digests(ugly.reading_list, week_of).values():
        text = notes(ugly, digest)
        assert not re.search(r"(?<![(\\])<", text)
        ours = (SUB_PATH, "https://arxiv.org/", "https://aclanthology.org/", "https://doi.org/")
        links = re.findall(r"\]\(<([^>]*)>\)", text)
        assert len(links) > 2
        assert all(link.startswith(ours) for link in links)


# ---- What is said --------------------------------------------------------------------------------


def test_entry_says_what_is_known_of_a_paper() -> None:
    """Three authors, the date and venue, a summary or the first sentence, the curator's note."""
    crowd = tuple(Author(f"A{number}") for number in range(5))
    full = make_full_paper(
        key="full", authors=crowd, tags={"a": "rule", "zz": "rule"}, note="Go on."
    )
    bare = make_paper("Bare", key="bare", abstract="First of two. Second.", added=MONDAY)
    site = make_site(ReadingList({"full": full, "bare": bare}, TAXONOMY))
    text = "\n".join(line.rstrip() for line in _entries(mail.text(site, digest_of(site))))
    assert text == (
        "* C# & co: a <b>study</b>\n"
        "  A0, A1, A2 et al. · May 2024 · ICLR 2024\n"
        "  No.\n"
        "  The curator: 4 of 5. Go on.\n"
        "  A\n"
        f"  {SUB_PATH}papers/full/\n"
        "  arXiv: https://arxiv.org/abs/2401.10020\n"
        "  PDF: https://arxiv.org/pdf/2401.10020\n"
        "* Bare\n"
        "  First of two.\n"
        f"  {SUB_PATH}papers/bare/"
    )


def _entries(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.startswith(("* ", "  ")))


def test_day_leads_to_the_page_of_its_week(real: Site) -> None:
    """Days have no digest on the site, and no address leads to nothing."""
    digest = of_period(real.reading_list, period.day(date(2025, 3, 17)))
    assert digest
    pages = set(re.findall(r"https://user\S*/digest/\S*", mail.text(real, digest)))
    assert pages == {f"{SUB_PATH}digest/2025-W12/", f"{SUB_PATH}digest/"}


def test_listing_again_is_told_apart_from_coming() -> None:
    """A digest may hold nothing new."""
    seen = Listing("a", 1, date(2025, 3, 3)), Listing("b", 1, MONDAY)
    paper = make_paper("Again", key="again", listed=seen)
    site = make_site(ReadingList({"again": paper}, TAXONOMY))
    text = mail.text(site, digest_of(site))
    assert "1 shown again, none new." in text
    assert "TRENDING: SHOWN AGAIN" in text
