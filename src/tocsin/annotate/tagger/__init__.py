"""The small encoder that all trained coders share: traits of tokens in, a probability for every label out."""

from tocsin.annotate.tagger.labels import Layer, pieces_of
from tocsin.annotate.tagger.network import Shape, Tagger
from tocsin.annotate.tagger.traits import GENERAL_TRAITS, Traits, general_traits, hash_traits
from tocsin.annotate.tagger.weights import bundled_tagger, load_tagger, save_tagger

__all__ = [
    "GENERAL_TRAITS",
    "Layer",
    "Shape",
    "Tagger",
    "Traits",
    "bundled_tagger",
    "general_traits",
    "hash_traits",
    "load_tagger",
    "pieces_of",
    "save_tagger",
]
