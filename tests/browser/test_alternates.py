"""What Material makes of the links to feeds and files in a page's head: nothing."""

import re

from tests.browser.conftest import Open

HEAD = """() => [
  document.querySelector("link[rel=canonical]").href,
  document.querySelector("meta[property='og:url']").content,
  ...[...document.head.querySelectorAll("link[rel=alternate]")].map(link => link.href).sort(),
]"""


def test_sitemap_is_asked_for_once(visit: Open, real_url: str) -> None:
    """Every link to a feed would be asked for a sitemap beside it, most of which are not there."""
    visited = visit()
    visited.open_to_the_end(f"{real_url}tags/rag/")
    asked = [each for each in visited.requests if "sitemap" in each]
    assert asked == [f"{real_url}sitemap.xml"]
    assert visited.complaints == []


def test_head_follows_from_page_to_page(visit: Open, real_url: str) -> None:
    """Where a page is loaded without loading all anew, its head is the page's own, once."""
    visited = visit()
    page = visited.open(f"{real_url}tags/rag/")
    page.get_by_role("link", name="RAG vs Fine-tuning").first.click()
    page.wait_for_url(re.compile("/papers/rag-vs-fine-tuning/"))
    page.wait_for_selector("#cite")
    followed = page.evaluate(HEAD)
    page.reload()
    assert followed == page.evaluate(HEAD)
    assert followed[0].endswith("/papers/rag-vs-fine-tuning/")
    assert visited.complaints == []
