"""`datapackage.json`: the files of data, described for programs.

Data Package 2.0 (https://datapackage.org/standard/data-package/); it has nothing that readers of
version 1 do not understand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.model.keys import slug
from generator.publish import routes
from generator.publish.data import table
from generator.publish.data.files import DataFile
from generator.publish.site import Site

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RIGHTS = (
    "Titles and bibliographic facts are facts, free to use. The abstracts belong to their authors."
    " Summaries, notes and topics are the list’s own words, under the MIT licence."
)


def write(site: Site, files: Iterable[DataFile]) -> str:
    """Return the package's descriptor; paths in it are from where it stands.

    The schema of the records is not one of its resources: it is about data, and is none.
    """
    package = {
        "$schema": PROFILE,
        "name": slug(site.name) or "reading-list",
        "title": site.name,
        "description": site.description,
        **({"homepage": site.url} if site.url else {}),
        "licenses": [{"path": f"{site.absolute(routes.DATA)}#rights", "title": RIGHTS}],
        "resources": [_resource(each) for each in files if each.uri != routes.RECORD_SCHEMA],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(file: DataFile) -> dict[str, Any]:
    described = {
        "name": file.name,
        "path": file.uri,
        "title": file.format,
        "description": file.description,
        "format": file.uri.rpartition(".")[2],
        "mediatype": file.media_type,
        "bytes": len(file.content),
        "hash": f"sha256:{file.digest}",
    }
    if file.uri == routes.DATABASE:
        return described
    described |= {"encoding": "utf-8"}
    if file.uri == routes.TABLE:
        described |= {"type": "table", "schema": table.table_schema()}
    return described
