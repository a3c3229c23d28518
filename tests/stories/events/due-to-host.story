# What someone is due to do on a day is planned for that day.
published: 2031-03-14
outlet: Demo Wire
---
Norway is due to host a summit with Canada on Friday (March 21).
---
Event event_type=CONSULT status=planned days=2031-03-21
!Event event_type=CONSULT status=occurred
