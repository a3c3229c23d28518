# A possible operation is hypothetical.
published: 2031-03-14
outlet: Demo Wire
---
The army has been told to prepare for a possible military operation in the coming months, Tomas Brandt wrote.
---
Event trigger="military operation" event_type=ASSAULT status=hypothetical
!Event trigger="military operation" status=occurred
