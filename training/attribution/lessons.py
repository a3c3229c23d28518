"""The open corpus with its texts, in the form that `tocsin train attribution` takes.

    python -m training.attribution.lessons -o FILE

The texts are read from the shared corpora by id; a text that is not the annotated one, to the character, is refused.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from training.attribution.report import FIRST
from training.sheets import digest_of, read_annotations, read_corpus


def main() -> None:
    """Writes the lessons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True)
    output = parser.parse_args().output
    texts = {row["id"]: row["text"] for row in read_corpus()}
    with output.open("wb") as file:
        for row in read_annotations(FIRST):
            text = texts[row["document"]]
            if digest_of(text) != row["text_digest"]:
                raise ValueError(f"{row['document']}: the text is not the one that was annotated")
            file.write(msgspec.json.encode({"text": text, "attributions": row["attributions"]}) + b"\n")


if __name__ == "__main__":
    main()
