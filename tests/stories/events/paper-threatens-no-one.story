# what a report warns of is no threat by anyone
published: 2031-03-14
outlet: Demo Wire
---
A report warned that floods could spread in Norway.
---
!Event event_type=THREATEN
