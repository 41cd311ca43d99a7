"""Prints the hash of the first conversations of each split: `python3 -m ponder_demo.data.slice`.

data.sha256 holds what it must print. It shows without any package that the data set is rebuilt byte for byte.
"""

import hashlib
from random import Random

from .chats import chat
from .grammar import ROOT, SPLITS
from .render import spans

CHATS = 500


def digest() -> str:
    total = hashlib.sha256()
    for split in SPLITS:
        rng = Random(f"slice/{split}")
        for _ in range(CHATS):
            for span in spans(chat(split, rng), rng):
                total.update(f"{span.role:d}{span.text}\0".encode())
    return total.hexdigest()


def sources() -> str:
    """Hash of all wordings and word lists: a digest of some conversations does not see every line."""
    total = hashlib.sha256()
    for folder in ("guide", "phrases", "words"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            total.update(path.read_bytes())
    return total.hexdigest()


if __name__ == "__main__":
    print(digest())
