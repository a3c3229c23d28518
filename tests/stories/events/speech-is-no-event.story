# Saying alone is no event.
published: 2031-03-14
outlet: Demo Wire
---
Tomas Brandt said on Monday that the weather was fine and added that the harbour was open.
---
!Event event_type=CONSULT
!Event event_type=REQUEST
!Event event_type=ACCUSE
