"""A dispatch of our own, its forms, and what outlets do with it."""

from __future__ import annotations

from tocsin.records import Document, Published, make_document

STORY = """CALDER, Sorland, March 14 (Reuters) - Sorland moved two brigades to the frontier with Norrvik on \
Monday, the \
Defence Ministry in Calder said, after a week of exercises along the river.

Columns of trucks and tanks were seen on the road to Sorby before dawn, and the ferry at Halden was closed to \
travellers \
until further notice.

Minister Ilse Varga told reporters that the troops would stay for as long as the exercises of the neighbour \
went on. She \
gave no number and took no questions.

A senior official in Norrvik said the movement had been seen for days and was larger than any since 2019. The \
official \
spoke on condition of anonymity.

Farmers in the villages along the river said they had been told to keep their cattle indoors, and the school \
in Halden \
sent its pupils home at noon.
"""
DECREE = """The President has declared that a major disaster exists in the Province of {name} and ordered aid to \
supplement recovery efforts in the areas affected by severe storms and flooding from {day}, 2031.

Funding is available to provincial and eligible local governments on a cost-sharing basis for emergency work and the \
repair or replacement of facilities damaged by the severe storms and flooding in the districts of {where}.

Mira Holm has been named to coordinate recovery operations in the affected area. Additional designations may \
be made at \
a later date if requested by the province and warranted by the results of further assessments.
"""


def document(text: str, outlet: str | None = "Demo Wire", day: str = "2031-03-14", title: str = "Brigades") -> Document:
    return make_document(text, outlet=outlet, published=Published(value=day, basis="given"), title=title)
