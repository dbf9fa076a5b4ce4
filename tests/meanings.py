"""Small makers of what has to do with meaning: an encoder, a table, both made up."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from generator.meaning.encoder import SIZE, Encoder, Floats
from generator.meaning.table import Table, rounded

TOKENS = (
    *("[UNK]", "[CLS]", "[SEP]", "merge", "weight", "vision", "read", "long", "-", "?", "c"),
    *("##s", "##ing", "##ed", "text", "model", "a", "##a", "b", "##b"),
)


def make_encoder(size: int = SIZE, layers: int = 1) -> Encoder:
    """Return an encoder of the real one's shape with few layers and weights made up."""
    return Encoder(make_tensors(size, layers), TOKENS)


def make_tensors(size: int, layers: int) -> dict[str, Floats]:
    """Return tensors by their names in BERT's file."""
    chance = np.random.default_rng(1)
    shapes = {f"embeddings.{name}_embeddings.weight": (300, size) for name in ("word", "position")}
    shapes["embeddings.token_type_embeddings.weight"] = (2, size)
    parts = {f"attention.self.{name}": (size, size) for name in ("query", "key", "value")}
    parts |= {"attention.output.dense": (size, size), "intermediate.dense": (2 * size, size)}
    parts["output.dense"] = (size, 2 * size)
    norms = ["embeddings"]
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        shapes |= {f"{name}.{part}.weight": shape for part, shape in parts.items()}
        norms += [f"{name}.attention.output", f"{name}.output"]
    tensors = {name: _drawn(chance, shape) for name, shape in shapes.items()}
    for name in [name for name in tensors if name.startswith("encoder")]:
        tensors[name.replace("weight", "bias")] = np.zeros(tensors[name].shape[0], np.float32)
    for norm in norms:
        tensors[f"{norm}.LayerNorm.weight"] = np.ones(size, np.float32)
        tensors[f"{norm}.LayerNorm.bias"] = np.zeros(size, np.float32)
    return tensors


def _drawn(chance: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return (chance.standard_normal(shape) * 0.1).astype(np.float32)


def safetensors(tensors: Mapping[str, Floats]) -> bytes:
    """Return the bytes of a file of tensors."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, tensor in tensors.items():
        data = tensor.astype("<f4").tobytes()
        place = [len(body), len(body) + len(data)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": place}
        body += data
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + body


def make_table(size: int = 16) -> Table:
    """Return a table of the made-up tokens, with vectors made up."""
    chance = np.random.default_rng(2)
    vectors = _drawn(chance, (len(TOKENS), size))
    return rounded(TOKENS, vectors, _drawn(chance, (SIZE, size)))
