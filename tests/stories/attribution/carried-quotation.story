# A quotation that its next paragraph opens again is one statement of one speaker.
published: 2031-03-14
outlet: Demo Wire
---
“The road north is closed to us,” Tomas Brandt said. “We have asked for a corridor and have had no answer.

“Until we have one, nobody leaves the city.”
---
Statement cue="said" source_entity="Tomas Brandt" content="“The road north is closed to us,” … “We have asked for a corridor and have had no answer. … “Until we have one, nobody leaves the city.”"
!Diagnostic code=unattributed-quotation
