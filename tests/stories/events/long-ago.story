# A deed long before the story is historical, and a row of deeds in one when-clause shares its year.
published: 2031-03-14
outlet: Demo Wire
---
"They repeated what they did in 2014, when Canada amassed forces along the border and crossed into Norway," Tomas Brandt said.
---
Event trigger="amassed forces" event_type=MOBILIZE status=historical days=2014
!Event trigger="amassed forces" status=occurred
