# A meeting to come is a CONSULT that is planned; a PLOVER coder writes AGREE.
published: 2031-03-14
outlet: Demo Wire
---
The government said Foreign Minister Ilse Varga will meet Tomas Brandt in Geneva on Tuesday.
---
Event trigger="meet" event_type=CONSULT status=planned status_cue="will" plover=AGREE days=2031-03-18 actors="Ilse Varga|Tomas Brandt"
!Event trigger="meet" status=occurred
