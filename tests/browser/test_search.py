"""What a reader finds: by words, ids and filters, and how results show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from generator.model.paper import Paper
from generator.model.reading_list import ReadingList
from generator.publish.search import cards
from generator.publish.search.words import Compounds, stem, written
from tests.browser.conftest import Open, Visit
from tests.browser.results import (
    FUSECHAT,
    HITS,
    Held,
    box,
    engine,
    everything,
    focused,
    plain,
    search,
    settled,
    status,
)
from tests.browser.test_pages import NARROW, PAPER, WIDE
from tests.site import words
from tests.ugly import SEEN, TITLES, papers


@pytest.fixture
def front(look: Open, real_url: str) -> Iterator[Page]:
    """The front page of the real list, the same for all tests that search there and stay."""
    yield from stayed_on(look(), real_url)


@pytest.fixture
def ugly_front(look: Open, ugly_url: str) -> Iterator[Page]:
    """The front page of the ugly list, for such tests, too."""
    yield from stayed_on(look(), ugly_url)


def stayed_on(visited: Visit, url: str) -> Iterator[Page]:
    """Lend a page, opened only where it is not open; it comes back quiet and to where it was."""
    page = visited.page
    if page.url != url:
        visited.open(url)
    yield page
    box(page).fill("")
    assert page.url == url
    assert visited.complaints == []


# ---- What is typed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spellings",
    [
        "fine tuning|fine-tuning|finetuning|Fine‑Tuning|FINE–TUNING",
        "pre-trained models|pretrained models|pre trained models|Pré-trained   models",
        "in-context learning|in context learning|incontext learning",
        "instruction tuning of models|instruction-tuning of models",
        "llm's reasoning|LLM’s reasoning|LLM reasoning",
    ],
)
def test_spellings_of_one_thing_give_one_order(front: Page, spellings: str) -> None:
    """A hyphen, a space or nothing; case, accents and apostrophes."""
    found = [search(front, text) for text in spellings.split("|")]
    assert len(found[0]) > 3
    assert [each for each in found if each != found[0]] == []


@pytest.mark.parametrize(
    ("slip", "meant", "said"),
    [
        ("instrution tunning", "instruction tuning", "searched for “instruction”, “tuning”"),
        ("paramter eficient", "parameter efficient", "searched for “parameter”, “efficient”"),
        ("mutlimodal", "multimodal", "searched for “multimodal”"),
        ("hallucinatoin", "hallucination", "searched for “hallucination”"),
    ],
)
def test_slip_gives_what_the_right_spelling_gives(
    front: Page, slip: str, meant: str, said: str
) -> None:
    """Letters missing, added, wrong or swapped; and the page says what it searched for."""
    found = search(front, f"{slip} ")
    expect(front.locator(".search-notes")).to_contain_text(said)
    assert found == search(front, f"{meant} ")
    expect(front.locator(".search-notes")).not_to_contain_text("searched for")


def test_beginning_of_a_word_finds_it(front: Page, real_list: ReadingList) -> None:
    """While a word is typed, papers are found that say a word which begins so."""
    said = {paper.key: said_in(paper, real_list) for paper in real_list.papers}
    for typed in ("qua", "quan", "quant", "quanti", "quantiz", "quantizat"):
        search(front, typed)
        by_words = front.locator(HITS).filter(has_not=front.locator(".by-meaning"))
        keys = by_words.evaluate_all("all => all.map(e => e.dataset.paper)")
        assert keys, typed
        for key in keys:
            assert any(word.startswith(typed) for word in said[key]), f"{typed}: {key}"


def said_in(paper: Paper, known: ReadingList) -> set[str]:
    """Return the words of all fields of a paper, and its compounds in one."""
    texts = cards.fields(paper, known.taxonomy).values()
    return {part for text in texts for word in text for part in (*word, "".join(word))}


def test_title_finds_its_paper_once_and_first(front: Page, real_list: ReadingList) -> None:
    """Through the page: whatever stands in the title, a colon, a hyphen, a question mark."""
    for key in (
        "model-breadcrumbs",
        "on-giants-shoulders",
        "evolutionary-optimization-model-merging-recipes",
    ):
        found = search(front, words(real_list.by_key[key].shown_title.plain()))
        assert found[0] == key
        assert len(found) == len(set(found))


# ---- Ids -----------------------------------------------------------------------------------------


IDS = [
    "2402.16107",
    " 2402.16107 ",
    "arXiv:2402.16107v2",
    "arxiv: 2402.16107",
    "10.48550/arXiv.2402.16107",
    "doi:10.48550/arXiv.2402.16107",
]


def test_id_finds_its_paper_and_enter_opens_it(look: Open, real_url: str) -> None:
    """With a version or without, whatever stands before it; one paper and no other."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url)
    for typed in IDS:
        assert search(page, typed) == [FUSECHAT], typed
        assert status(page).startswith("1 paper.")
    page.keyboard.press("Enter")
    expect(page).to_have_url(real_url + PAPER)
    assert visited.complaints == []


ADDRESSES = [
    "https://arxiv.org/abs/2402.16107",
    "http://arxiv.org/abs/2402.16107v2",
    "https://arxiv.org/pdf/2402.16107v1.pdf",
    "arxiv.org/abs/2402.16107",
    "https://www.arxiv.org/html/2402.16107v2#S1",
    "https://export.arxiv.org/abs/2402.16107?context=cs",
    "https://huggingface.co/papers/2402.16107",
    "https://doi.org/10.48550/arXiv.2402.16107",
]


def test_address_of_a_paper_leads_straight_to_it(look: Open, real_url: str) -> None:
    """Pasted into the box; one step back leads to where the reader was."""
    visited = look(viewport=WIDE)
    page = visited.open(f"{real_url}tags/")
    box(page).fill(ADDRESSES[0])
    expect(page).to_have_url(real_url + PAPER)
    expect(page.locator("h1")).to_contain_text("FuseChat")
    page.go_back()
    expect(page).to_have_url(f"{real_url}tags/")
    assert visited.complaints == []


def test_every_address_of_a_paper_is_understood(front: Page, real_url: str) -> None:
    """Of arXiv, in all its forms and of all versions, of Hugging Face, and as a DOI."""
    engine(front, real_url, "words")
    for typed in ADDRESSES:
        assert front.evaluate("typed => engine.answer(typed, 1).straight", typed) == FUSECHAT, typed
    for typed in IDS:  # somebody who types an id may want to see more of the list
        assert front.evaluate("typed => engine.answer(typed, 1).straight", typed) is None, typed


def test_address_after_q_leads_straight_to_the_paper(look: Open, real_url: str) -> None:
    """As a shortcut of the browser, which knows where `?q=` goes, would have it."""
    page = look(viewport=WIDE).open(
        f"{real_url}papers/?q=https%3A%2F%2Farxiv.org%2Fabs%2F2402.16107"
    )
    expect(page).to_have_url(real_url + PAPER)


@pytest.mark.parametrize("kind", ["doi", "anthology"])
def test_other_ids_find_their_papers(
    look: Open, real_url: str, real_list: ReadingList, kind: str
) -> None:
    """Every DOI and every id of the ACL Anthology; as an address it leads straight there."""
    having = {str(getattr(p, kind)): p.key for p in real_list.papers if getattr(p, kind)}
    assert having
    page = look(viewport=WIDE).open(real_url)
    first = engine(page, real_url, "words")
    asked = {
        "doi": ["{}", "doi:{}", "DOI: {}", "https://doi.org/{}", "http://dx.doi.org/{}"],
        "anthology": ["https://aclanthology.org/{}/", "https://www.aclanthology.org/{}.pdf"],
    }[kind]
    for form in asked:
        texts = [form.format(value) for value in having]
        assert first(texts) == list(having.values())
        assert first([text.upper() for text in texts]) == list(having.values())
    value, key = next(iter(having.items()))
    box(page).fill(asked[-1].format(value))
    expect(page).to_have_url(f"{real_url}papers/{key}/")


UNKNOWN = [
    "9999.99999",
    "arXiv:9999.99999v3",
    "https://arxiv.org/abs/9999.99999",
    "10.9999/no.such.paper",
    "https://doi.org/10.9999/no.such.paper",
    "https://aclanthology.org/1999.none-1.1/",
]


def test_unknown_id_finds_nothing_and_says_so(front: Page, real_url: str) -> None:
    """No paper is shown for another, the reader stays, and there is no error."""
    found = {typed: (search(front, typed), status(front)) for typed in UNKNOWN}
    assert {typed: keys for typed, (keys, _) in found.items() if keys} == {}
    for typed, (_, said) in found.items():
        assert f"No paper found for “{typed}”" in said
    assert front.url.startswith(f"{real_url}?q=")


# ---- Filters -------------------------------------------------------------------------------------

Wanted = Callable[[Paper], bool]


def apart(text: str, compounds: Compounds) -> str:
    """Return the words of a text, whatever they are made of parted by spaces."""
    parts = plain(text).split()
    while any(part in compounds.parts for part in parts):
        parts = [each for part in parts for each in compounds.parts.get(part, (part,))]
    return f" {' '.join(parts)} "


def says(known: ReadingList, phrase: str) -> Wanted:
    """Whether the title or a sentence of the abstract has these words, one after the other."""
    fields = [cards.fields(paper, known.taxonomy) for paper in known.papers]
    compounds = Compounds.among(words for each in fields for words in each.values())
    wanted = apart(phrase, compounds)
    return lambda paper: any(
        wanted in apart(text, compounds)
        for text in (paper.shown_title.plain(), *paper.shown_abstract.sentences())
    )


def mentions(known: ReadingList, word: str) -> Wanted:
    """Whether any field of the paper has the word, in whatever form."""
    return lambda paper: stem(word) in {stem(each) for each in said_in(paper, known)}


def named(*beginnings: str) -> Wanted:
    """Whether one author has names that begin so."""
    return lambda paper: any(
        all(any(part.startswith(b) for part in plain(author.name).split()) for b in beginnings)
        for author in paper.authors
    )


def published(first: int, last: int = 9999) -> Wanted:
    """Whether it is known to have been published in these years."""
    return lambda paper: paper.published is not None and first <= paper.published.year <= last


def filters(known: ReadingList) -> dict[str, Wanted]:
    """Return filters, and which papers they are to leave."""
    peft, vision = known.taxonomy.tags["peft"], mentions(known, "vision")
    fine_tuning, models = says(known, "fine-tuning"), says(known, "language models")
    low_rank = says(known, "low rank")
    return {
        '"in-context learning"': says(known, "in-context learning"),
        '"In Context Learning"': says(known, "in-context learning"),
        "“parameter-efficient fine-tuning”": says(known, "parameter-efficient fine-tuning"),
        '"state of the art" ': says(known, "state of the art"),
        '"out of the"': says(known, "out of the"),
        '"of the"': says(known, "of the"),
        '"in this"': says(known, "in this"),
        '"low rank" "language models"': lambda p: low_rank(p) and models(p),
        "-vision": lambda p: not vision(p),
        "NOT vision": lambda p: not vision(p),
        '-"language models"': lambda p: not models(p),
        '-"fine-tuning"': lambda p: not fine_tuning(p),
        "-fine-tuning": lambda p: not fine_tuning(p),
        "tag:peft": lambda p: "peft" in p.shown_tags,
        "TAG:PEFT": lambda p: "peft" in p.shown_tags,
        f'tag:"{peft.name}"': lambda p: "peft" in p.shown_tags,
        f'tag:"{peft.aliases[0]}"': lambda p: "peft" in p.shown_tags,
        "topic:model-merging": lambda p: "model-merging" in p.shown_tags,
        "-tag:peft": lambda p: "peft" not in p.shown_tags,
        "tag:peft -tag:survey": lambda p: {"peft"} == {"peft", "survey"} & {*p.shown_tags},
        "author:wan": named("wan"),
        "by:WAN": named("wan"),
        'author:"fanqi wan"': named("fanqi", "wan"),
        "-author:wan": lambda p: not named("wan")(p),
        "year:2024": published(2024, 2024),
        "year:2023-2024": published(2023, 2024),
        "year:2023–2024": published(2023, 2024),
        "year:2023..2024": published(2023, 2024),
        "year:2023-": published(2023),
        "year:>2023": published(2024),
        "year:>=2023": published(2023),
        "year:<2023": published(0, 2022),
        "year:<=2023": published(0, 2023),
        "year:202": published(2020, 2029),
        "-year:2024": lambda p: not published(2024, 2024)(p),
        "has:code": lambda p: "code" in p.links,
        "has:github": lambda p: "code" in p.links,
        "-has:code": lambda p: "code" not in p.links,
        "has:doi": lambda p: bool(p.doi),
        "has:project": lambda p: "project" in p.links,
        "venue:iclr": lambda p: "iclr" in plain(p.venue or ""),
        'venue:"ICLR 2024"': lambda p: p.venue == "ICLR 2024",
        "title:survey": lambda p: any(w.startswith("survey") for w in title_words(p)),
        "title:fine-tun": lambda p: all(
            any(w.startswith(part) for w in title_words(p)) for part in ("fine", "tun")
        ),
        "has:code year:2024 tag:peft": lambda p: (
            "code" in p.links and published(2024, 2024)(p) and "peft" in p.shown_tags
        ),
    }


def title_words(paper: Paper) -> set[str]:
    """Return the words of a title, a compound in its parts and in one."""
    return {part for word in written(paper.shown_title.plain()) for part in (*word, "".join(word))}


def test_every_filter_leaves_the_papers_that_it_says(
    front: Page, real_url: str, real_list: ReadingList
) -> None:
    """All of them and no other, against a plain look at every paper; the status counts them."""
    wrong = []
    for typed, wanted in filters(real_list).items():
        expected = {paper.key for paper in real_list.papers if wanted(paper)}
        assert expected, typed
        shown = search(front, typed)
        count = int(re.findall(r"\d+", f"{status(front)} 0")[0])
        keys = everything(front, real_url, typed)
        assert len(keys) == len(set(keys))
        if keys[: len(shown)] != shown:
            wrong.append(f"{typed}: begins with {shown}, but all with {keys[:10]}")
        wrong += [
            f"{typed}: {len(found)} {what}, as {min(found)}"
            for what, found in (
                ("missing", expected - set(keys)),
                ("too many", set(keys) - expected),
            )
            if found
        ]
        if count != len(keys):
            wrong.append(f"{typed}: {count} said, {len(keys)} shown")
    assert wrong == []


def test_year_unknown_finds_the_papers_without_one(ugly_front: Page, ugly_url: str) -> None:
    """They are never lost, and no year is made up for them."""
    undated = {p.key for p in papers() if p.status != "removed" and not p.published}
    dated = {p.key for p in papers() if p.status != "removed" and p.published}
    for typed, expected in {
        "year:unknown": undated,
        "-year:unknown": dated,
        "year:1999": {"of-year"},
        "year:0-9999": dated,
        "-has:date": undated,
        "year:<2000": {"of-year"},
    }.items():
        search(ugly_front, typed)
        assert set(everything(ugly_front, ugly_url, typed)) == expected, typed


def test_authors_of_every_script_are_found(ugly_front: Page, ugly_url: str) -> None:
    """By any of their names, with hyphens or without."""
    for typed, expected in {
        "author:王小明": {"names", "names-2"},
        'author:"健 佐藤"': {"names", "names-2"},
        "author:דוד": {"names", "names-2"},
        'author:"kai-wei chang"': {"full"},
        'author:"kai wei"': {"full"},
        "author:Kaiwei": {"full"},
        "author:ØRSTED": {"full"},
        "author:eve": {"names", "names-2"},
        "author:inc": {"names"},
    }.items():
        search(ugly_front, typed)
        assert set(everything(ugly_front, ugly_url, typed)) == expected, typed


def test_without_a_compound_is_without_the_phrase(look: Open, real_url: str) -> None:
    """Papers that say both parts, but not one after the other, stay, from the first answer on."""
    said = []
    for typed in ('-"fine tuning"', "-fine-tuning", '-"fine-tuning"'):
        page = look(viewport=WIDE).open(real_url)
        search(page, typed)
        said.append(status(page))
    assert len(set(said)) == 1, said


MISSED = {
    "tag:nosuchtopic merging ": ("nosuchtopic merging ", "tag:nosuchtopic"),
    'tag:"no such topic" merging ': ("no such topic merging ", "tag:no such topic"),
    "year:soon merging ": ("soon merging ", "year:soon"),
}


def test_filter_that_means_nothing_is_searched_for_as_words(front: Page, real_url: str) -> None:
    """And the page says so."""
    for typed, (same, said) in MISSED.items():
        assert search(front, typed)
        expect(front.locator(".search-notes")).to_contain_text(f"Nothing here is called “{said}”")
        found, plainly = (everything(front, real_url, text) for text in (typed, same))
        assert set(found) == set(plainly), typed


def test_without_a_topic_that_is_not_there_finds_no_paper_for_its_name(
    front: Page, real_url: str
) -> None:
    """Whoever wants no transformers is not shown the papers that name them, and no other."""
    search(front, "-tag:transformers ")
    without, having = (
        set(everything(front, real_url, text)) for text in ("-tag:transformers ", "transformers ")
    )
    assert having
    assert not without <= having
    expect(front.locator(".search-notes")).to_contain_text("Nothing here is called")
    expect(front.locator(".search-notes")).not_to_contain_text("searched for as words")


ODD = {
    "one quote": 'merging "of models',
    "a quote alone": '"',
    "quotes and nothing": '""',
    "three quotes": '"merging" "',
    "a minus": "-",
    "many minuses": "- -- --- -- -",
    "a field without a value": "tag:",
    "fields without values": 'tag: author:"" -year: has:- title:" "',
    "colons": "::: a:b:c http://x merging:",
    "emoji": "😀 merging 👩🏽‍💻",
    "stop words": "the of and to",
    "one letter": "a",
    "signs": "%$#@!^&*()[]{}\\/|<>?~`",
    "an expression": "(a+)+$ [z-a] \\p{L} .* (?<x>",
    "names of objects": "constructor __proto__ toString hasOwnProperty tag:constructor __proto__:a",
    "operators alone": "AND OR NOT",
    "no words at all": "‘’“”«»„",
    "a lone surrogate": "merging \ud83d",
    "control characters": "mer\u200bging \u202e\u0007 x\u00ad",
    "another script": "大規模言語モデル نموذج 한국어",
    "ten thousand letters": "m" * 10_000,
    "ten thousand characters": "merging unheardof " * 560,
    "markup": '<img src=x onerror="hacked=1"> </title><script>hacked=1</script> &amp;',
}


def test_whatever_is_typed_is_answered(look: Open, real_url: str) -> None:
    """Papers or none, but no error, nothing in the console, nothing run, and the search goes on."""
    visited = look(viewport=NARROW)
    page = visited.open(real_url)
    for name, typed in ODD.items():
        search(page, typed)
        assert re.search(r"\d+ paper|No paper", status(page)), name
        assert "could not" not in status(page), name
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), name
        assert search(page, "fusechat")[0] in {"fusechat", "fusechat-2"}, name
    assert page.evaluate("typeof hacked") == "undefined"
    assert visited.complaints == []


# ---- Results -------------------------------------------------------------------------------------


def test_results_are_announced(visit: Open, real_url: str) -> None:
    """How many there are is said politely, when they are there; the list is busy until then."""
    page = visit().open(real_url)
    texts = Held(page, r"/search/texts-")
    box(page).focus()
    box(page).fill("tag:model-merging has:code")
    region = page.get_by_role("region", name="Papers found")
    expect(region).to_have_attribute("aria-busy", "true")
    texts.release()
    found = settled(page)
    expect(region).to_have_attribute("aria-busy", "false")
    assert re.fullmatch(r"\d+ papers, the newest first\.", status(page))
    expect(page.locator(".search-view").get_by_role("status")).to_have_count(1)
    assert len(found) == region.get_by_role("article").count()
    for nothing in ("title:zzzqqq", "has:code year:1990", "9999.99999"):
        assert search(page, nothing) == []
        assert f"No paper found for “{nothing}”." in status(page)
        expect(page.locator(".search-notes")).to_contain_text("Try fewer words")


def test_query_that_nothing_answers_shows_the_nearest(front: Page, real_list: ReadingList) -> None:
    """A few papers, each marked as found by meaning, and the page says that they only come near."""
    for typed in ("football", "football year:1990"):
        found = search(front, f"{typed} ")
        said = [said_in(real_list.by_key[key], real_list) for key in found]
        assert not any("football" in words for words in said)
        assert re.match(f"No paper found for “{typed}”. The nearest {len(found)}", status(front))
        assert 0 < len(found) <= 5
        assert front.locator(f"{HITS} .by-meaning").count() == len(found)


def test_fewer_results_replace_more(front: Page) -> None:
    """Nothing stays of an earlier answer, also when the new one begins like it or is empty."""
    first = search(front, "tag:model-merging")
    assert len(search(front, "tag:model-merging title:fusechat")) == 2
    assert search(front, "tag:model-merging") == first
    assert search(front, "tag:model-merging title:zzzqqq") == []
    assert front.get_by_role("article").count() == 0


def test_query_in_a_script_that_no_paper_has_finds_none(front: Page) -> None:
    """Papers that are as far from it as any other are not called the nearest."""
    assert search(front, "大規模言語") == []
    assert "nearest" not in status(front)


def test_result_shows_what_lists_show(front: Page, real_list: ReadingList) -> None:
    """Title, authors, date, venue and tags, the words marked, and a sentence of the abstract."""
    for key in search(front, "merging")[:5]:
        paper = real_list.by_key[key]
        shown = front.locator(f'{HITS}[data-paper="{key}"]')
        assert words(shown.locator(".title").inner_text()) == words(paper.shown_title.plain())
        byline = words(shown.locator(".byline").inner_text())
        assert byline.startswith(paper.authors[0].name)
        assert (paper.published.words if paper.published else "unknown") in byline
        assert (paper.venue or "") in byline
        assert shown.locator(".tags a").all_inner_texts() == list(paper.shown_tags)
        quote = shown.locator(".quote").inner_text().removeprefix("By meaning").strip()
        parts = [words(part) for part in quote.split("…") if part.strip()]
        assert parts
        assert all(part in words(paper.shown_abstract.plain()) for part in parts)
    marked = front.locator(f"{HITS} mark").all_inner_texts()
    assert marked
    assert {stem(each.lower()) for each in marked} == {stem("merging")}


def test_more_results_follow_the_first(front: Page) -> None:
    """“Show more” keeps those that are there, and goes when all are shown."""
    shown = [search(front, "tag:peft")]
    more = front.get_by_role("button", name="Show more")
    while more.is_visible() and len(shown) < 20:
        more.click()
        shown.append(settled(front))
    expect(more).to_be_hidden()
    assert [len(each) for each in shown][:2] == [10, 30]
    assert all(after[: len(before)] == before for before, after in pairwise(shown))
    assert len(set(shown[-1])) == len(shown[-1])
    assert status(front).startswith(f"{len(shown[-1])} papers")


def test_results_are_narrowed_by_a_tag(front: Page, real_url: str, real_list: ReadingList) -> None:
    """A press on a tag adds it to the query, and leaves the papers that have it."""
    search(front, "merging")
    before = everything(front, real_url, "merging")
    tag = front.locator(".search-notes .tags button").first
    slug = tag.inner_text()
    tag.click()
    settled(front)
    expect(box(front)).to_have_value(f"merging tag:{slug} ")
    expect(box(front)).to_be_focused()
    after = everything(front, real_url, f"merging tag:{slug} ")
    assert 1 < len(after) < len(before)
    assert all(slug in real_list.by_key[key].shown_tags for key in after)


def test_other_pages_are_offered(look: Open, real_url: str, real_list: ReadingList) -> None:
    """Whoever types the beginning of a topic, a path, an author or a page is led there."""
    visited = look(viewport=WIDE)
    tag = real_list.taxonomy.tags["rag"]
    author = max(real_list.authors.values(), key=lambda author: len(author.papers))
    path = real_list.collections[0]
    for typed, kind, name, address in (
        (tag.name[:8], "Topic", tag.name, f"tags/{tag.slug}/"),
        (tag.aliases[0], "Topic", tag.name, f"tags/{tag.slug}/"),
        (path.title, "Path", path.title, f"collections/{path.name}/"),
        (author.name, "Author", author.name, f"authors/{author.slug}/"),
        (author.family, "Author", author.name, f"authors/{author.slug}/"),
        ("trending", "Page", "Trending", "trending/"),
    ):
        page = visited.open(real_url)
        search(page, typed)
        places = page.locator(".search-places")
        expect(places).to_contain_text(f"{kind}: {name}")
        places.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(real_url + address)
        expect(page.locator(".search-view")).to_have_count(0)
    assert visited.complaints == []


def test_help_shows_examples_that_work(look: Open, real_url: str) -> None:
    """Every example of how to search is a button, and finds papers."""
    page = look(viewport=WIDE).open(real_url)
    search(page, "merging")
    page.get_by_text("How to search").click()
    examples = page.locator(".search-example").all_inner_texts()
    assert len(examples) > 4
    for example in examples:
        box(page).fill("the")
        settled(page)
        page.get_by_role("button", name=example, exact=True).click()
        expect(box(page)).to_have_value(f"the {example} ")
        assert search(page, example), example


def test_order_stays_when_it_has_settled(front: Page) -> None:
    """Nothing moves under the reader's eyes half a second later."""
    for typed in ("merging", "models that forget what they have learnt", "tag:peft"):
        found = search(front, typed)
        front.evaluate("window.seen = document.querySelector('.search-view').innerHTML")
        front.wait_for_timeout(500)
        assert settled(front) == found
        assert front.evaluate("window.seen === document.querySelector('.search-view').innerHTML")


def test_only_the_last_of_fast_typing_is_shown(front: Page, visit: Open, real_url: str) -> None:
    """What is typed before an answer is there does not come after it."""
    expected = search(front, "model merging")
    page = visit().open(real_url)
    box(page).focus()
    for typed in ("a", "transformer", '"language models"', "model merging"):
        box(page).fill(typed)
    assert settled(page) == expected


def test_focus_stays_on_a_paper_when_its_text_comes(visit: Open, real_url: str) -> None:
    """Whoever is in the list before it has settled is not thrown out of it."""
    page = visit(viewport=WIDE).open(real_url)
    texts = Held(page, r"/search/texts-")
    box(page).focus()
    box(page).fill("tag:peft")
    expect(page.locator(".search-view")).to_have_attribute("data-state", "provisional")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(HITS).nth(1).get_attribute("data-paper")
    assert focused(page) == second
    texts.release()
    settled(page)
    assert focused(page) == second


def test_late_order_does_not_jump_under_a_reader(front: Page, visit: Open, real_url: str) -> None:
    """Who has moved into the list is offered the better order, and decides."""
    query = "models that forget what they have learnt before "
    better = search(front, query)
    page = visit(viewport=WIDE).open(real_url)
    meaning = Held(page, r"/search/meaning-")
    box(page).focus()
    box(page).fill(query)
    expect(page.locator(".search-view")).to_have_attribute("data-state", "provisional")
    expect(page.locator(".search-view").get_by_role("status")).to_contain_text("Still looking")
    shown = page.locator(HITS).evaluate_all("all => all.map(e => e.dataset.paper)")
    assert shown != better
    page.keyboard.press("ArrowDown")
    meaning.release()
    late = page.get_by_role("button", name=re.compile("better order"))
    expect(late).to_be_visible()
    assert settled(page) == shown
    assert focused(page) == shown[0]
    late.click()
    assert settled(page) == better
    expect(late).to_be_hidden()


# ---- Hostile papers ------------------------------------------------------------------------------


def test_hostile_papers_are_shown_as_text(look: Open, ugly_url: str) -> None:
    """What looks like markup in a title or an abstract makes no element among the results."""
    visited = look(viewport=NARROW)
    page = visited.open(ugly_url)
    for key, title in {**TITLES, "unseen": SEEN}.items():
        assert key in search(page, plain(title)), key
        shown = page.locator(f'{HITS}[data-paper="{key}"]')
        assert words(shown.locator(".title").inner_text()) == words(title)
        assert page.locator(".search-view :is(img, script, iframe, b, i, style)").count() == 0
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), key
    for typed in ("long", "crowd", "<script>hacked = 1</script>", "names of all scripts"):
        assert search(page, typed), typed
        assert page.locator(".search-view :is(img, script, iframe, b, i, style)").count() == 0
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), typed
    assert page.evaluate("typeof hacked") == "undefined"
    assert visited.complaints == []


def test_removed_paper_is_not_found(ugly_front: Page, ugly_url: str) -> None:
    """Not by its title, not by a filter, not by its key."""
    for typed in ("Removed <b>", "title:removed", "-nothing", "tag:c"):
        search(ugly_front, typed)
        assert "removed" not in everything(ugly_front, ugly_url, typed)
