# of a meeting that was called off, the one who did so stands first
published: 2031-03-14
outlet: Demo Wire
---
Minister Ilse Varga on Tuesday cancelled a meeting with her colleague Tomas Brandt.
---
Event trigger="meeting" event_type=CONSULT status=cancelled actors="Ilse Varga|Tomas Brandt"
