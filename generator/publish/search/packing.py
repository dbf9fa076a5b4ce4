"""Files for programs in the browser: a line of JSON and arrays, compressed here.

A file is gzip of: one line of JSON, `{"header": …, "arrays": {name: [type, offset, length]}}`,
padded with spaces so that what follows starts at a multiple of 4; then the arrays, little-endian,
each at its offset, in bytes from the end of the line. Compressed here, because GitHub Pages
compresses only what it takes for text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.uint8] | NDArray[np.int8] | NDArray[np.uint32] | NDArray[np.float32]


def pack(header: object, arrays: Mapping[str, Array]) -> bytes:
    """Return the bytes of a file; the same for the same input."""
    places: dict[str, tuple[str, int, int]] = {}
    body = b""
    for name, array in arrays.items():
        places[name] = array.dtype.name, len(body), array.size
        data = array.astype(array.dtype.newbyteorder("<")).tobytes()
        body += data + b"\0" * (-len(data) % 4)
    line = {"header": header, "arrays": places}
    head = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + 1) % 4) + b"\n"
    return gzip.compress(head + body, mtime=0)


def variable(numbers: Iterable[int]) -> NDArray[np.uint8]:
    """Return numbers from 0 on in as few bytes as each needs: 7 bits a byte, the lowest first.

    The eighth bit says that more follow (LEB128, as in https://webassembly.github.io/spec/core/binary/values.html#integers).
    """
    written = bytearray()
    for number in numbers:
        rest = number
        while rest > 127:
            written.append(rest & 127 | 128)
            rest >>= 7
        written.append(rest)
    return np.frombuffer(bytes(written), np.uint8)


def hashed(name: str, data: bytes) -> str:
    """Return the file's name with a hash of what is in it: it may be kept for ever."""
    stem, dot, ending = name.partition(".")
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:12]}{dot}{ending}"
