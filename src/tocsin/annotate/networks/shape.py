"""Whether a pipeline is one whose networks are known here; any other is run by its own library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["fits"]

_PARTS = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
_EMBED = {"extract_features", "list2ragged", "ints-getitem", "hashembed", "maxout", "layernorm", "dropout",
          "ragged2list"}  # fmt: skip
_ENCODE = {"expand_window", "maxout", "layernorm", "dropout"}


def fits(language: Language) -> bool:
    """Whether a pipeline has the parts and the kinds of layers that `networks` runs."""
    if [name for name, _ in language.pipeline] != _PARTS:
        return False
    parts: dict[str, Any] = dict(language.pipeline)
    finder, tagger = parts["ner"].model, parts["tagger"].model
    return (
        _known_steps(parts["ner"], places=3)
        and _known_steps(parts["parser"], places=8)
        and "subtok" not in parts["parser"].labels
        and _known_vectors(parts["tok2vec"].model)
        and _known_vectors(finder.get_ref("tok2vec").layers[0])
        and [node.name for node in tagger.walk()].count("softmax") == 1
        and _known_rules(parts["attribute_ruler"], parts["lemmatizer"])
    )


def _known_rules(ruler: Any, lemmatizer: Any) -> bool:
    """Whether lemmas are made by the English rules, and the ruler looks at nothing but words, tags and labels."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer

    asked = {name for row in ruler.patterns for pattern in row["patterns"] for token in pattern for name in token}
    return (
        type(lemmatizer) is EnglishLemmatizer
        and lemmatizer.mode == "rule"
        and not lemmatizer.overwrite
        and asked <= {"TAG", "LOWER", "DEP", "IS_SPACE"}
    )


def _known_steps(component: Any, places: int) -> bool:
    """Whether a component chooses move by move, each by two maxout pieces over so many places and a linear layer."""
    model = component.model
    return (
        model.has_ref("lower")
        and model.get_ref("lower").get_dim("nF") == places
        and model.get_ref("lower").get_dim("nP") == 2
        and bool(model.attrs.get("has_upper"))
        and not model.attrs.get("unseen_classes")
        and component.cfg["beam_width"] == 1
    )


def _known_vectors(network: Any) -> bool:
    if not (network.has_ref("embed") and network.has_ref("encode")):
        return False
    embed, encode = (
        {node.name for node in network.get_ref(part).walk() if not node.layers} for part in ("embed", "encode")
    )
    windows = [node.attrs.get("window_size") for node in network.walk() if node.name == "expand_window"]
    return embed <= _EMBED and encode <= _ENCODE and set(windows) == {1} and len(windows) > 1
