# A postponed summit is cancelled; a PLOVER coder writes REJECT.
published: 2031-03-14
outlet: Demo Wire
---
Norway postponed the summit with Canada.
---
Event trigger="summit" event_type=CONSULT status=cancelled status_cue="postponed" plover=REJECT/meet
!Event event_type=CONSULT status=occurred
