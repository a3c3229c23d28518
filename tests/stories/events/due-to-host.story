# What someone is due to do on a day is planned for that day.
published: 2031-03-14
outlet: Demo Wire
---
Norway, meanwhile, is due to host talks with Canada on Friday (March 21).
---
Event trigger="talks" event_type=CONSULT status=planned days=2031-03-21
!Event event_type=CONSULT status=occurred
