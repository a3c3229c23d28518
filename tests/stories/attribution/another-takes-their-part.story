# words spoken from somebody's perspective are the speaker's own
published: 2031-03-14
outlet: Demo Wire
---
From Arvenia’s perspective, “I think the purpose of the drill would be to test the neighbours,” analyst Tomas Brandt said.
---
Statement source="analyst Tomas Brandt" source_entity="Tomas Brandt" cue=said manner=mixed
!Statement source_entity=Arvenia manner=direct
