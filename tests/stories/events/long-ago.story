# A deed long before the story is historical, and a row of deeds in one when-clause shares its year.
published: 2031-03-14
outlet: Demo Wire
---
Tomas Brandt recalled 2014, when Canada massed troops at the frontier and invaded Norway.
---
Event trigger="massed troops" event_type=MOBILIZE status=historical days=2014
!Event trigger="massed troops" status=occurred
