# Refusing to take part is one telling: the act, refused; a PLOVER coder writes REJECT.
published: 2031-03-14
outlet: Demo Wire
---
Norway refused to participate in the talks on fishing rights.
---
Event trigger="participate in … talks" event_type=CONSULT status=refused status_cue="refused" plover=REJECT/meet
!Event event_type=REJECT
!Event status=occurred
