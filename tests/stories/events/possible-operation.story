# A possible operation is hypothetical.
published: 2031-03-14
outlet: Demo Wire
---
Reservists were called in to train for a possible military operation in April, Tomas Brandt wrote.
---
Event trigger="military operation" event_type=ASSAULT status=hypothetical
!Event trigger="military operation" status=occurred
