# What a quoted person doubts is a belief of that person, with the survey's range for the word.
published: 2031-03-14
outlet: Demo Wire
---
"I doubt the army will move before spring," Tomas Brandt told Demo Wire in an interview on Tuesday.
---
Statement cue="told" source_entity="Tomas Brandt" venue="in an interview" manner=direct said=2031-03-11
Statement source="I" cue="doubt" kind=belief source_entity="Tomas Brandt" certainty="0.1..0.45" hedges="doubt" parent="told" content="the army will move before spring"
