# A spokesman tells what his minister said, and an agency tells of both: each is held by the next, and the chain runs from the page inward.
published: 2031-03-14
outlet: Demo Wire
---
Ilse Varga told the president that the pipeline must stay open, spokesman Jan Keller said, according to Reuters.
---
Statement cue="according to" source="Reuters" source_entity="Reuters" chain="Demo Wire|Reuters" parent=null
Statement cue="said" source_entity="Jan Keller" parent="according to" chain="Demo Wire|Reuters|Jan Keller"
Statement cue="told" content="that the pipeline must stay open" source_entity="Ilse Varga" parent="said" chain="Demo Wire|Reuters|Jan Keller|Ilse Varga"
