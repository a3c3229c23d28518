# A minister tells what his president said, and an agency carries it: what is told is held by the telling, and the chain runs from the page inward.
published: 2031-03-14
outlet: Demo Wire
---
President Ilse Varga told the envoys that the pipeline must stay open, Foreign Minister Tomas Brandt said, according to Reuters.
---
Statement cue="said" source_entity="Tomas Brandt" parent=null chain="Demo Wire|Reuters|Tomas Brandt"
Statement cue="told" content="that the pipeline must stay open" source_entity="Ilse Varga" parent="said" chain="Demo Wire|Reuters|Tomas Brandt|Ilse Varga"
!Statement cue="according to"
