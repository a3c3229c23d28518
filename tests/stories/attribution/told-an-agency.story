# An agency that was told something stands in the chain between the page and the speaker.
published: 2031-03-14
outlet: Demo Wire
---
Ilse Varga told Reuters on Thursday that the envoys had left.
---
Statement cue="told" source_entity="Ilse Varga" content="that the envoys had left" addressees="Reuters" chain="Demo Wire|Reuters|Ilse Varga" said=2031-03-13
