# "She said that she": the pronoun in what somebody says is that somebody where nobody else can be meant.
published: 2031-03-14
outlet: Demo Wire
---
President Ilse Varga said she believes the bridge will open in May.
---
Statement cue="believes" source="she" source_entity="Ilse Varga" parent="said" kind=belief certainty="0.5..0.85"
