"""The app's manifest: what it says is so, wherever the site is published."""

import json
from collections.abc import Mapping
from typing import Any

from generator.publish import routes
from tests.site import Built, one


def manifest(site: Built) -> Mapping[str, Any]:
    """Return what a browser reads when a reader installs the site."""
    said: Mapping[str, Any] = json.loads(site.text(routes.APP))
    return said


def test_manifest_names_the_site_and_files_that_are_there(ugly_site: Built) -> None:
    """Icons and shortcuts lead to something; every address is relative to the manifest's own."""
    said = manifest(ugly_site)
    assert said["name"] == "The Reading List"
    assert said["start_url"] == said["scope"] == "./"
    assert "id" not in said  # it would be the host's, and another project may be there too
    for icon in said["icons"]:
        assert icon["src"] in ugly_site.files
    for shortcut in said["shortcuts"]:
        assert f"{shortcut['url']}index.html" in ugly_site.files
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}


def test_every_page_leads_to_the_manifest(ugly_site: Built) -> None:
    """By an address that is right from where the page is."""
    for address in ("", "papers/full/", "dates/2025/03/17/", "404.html"):
        link = one(ugly_site.soup(address), "link[rel=manifest]")
        assert ugly_site.place(address, str(link["href"])) == (routes.APP, "")
