# The day of a report is not the day of what it reports.
published: 2031-03-14
outlet: Demo Wire
---
Tomas Brandt met with Ilse Varga, the government said on Monday.
---
Event trigger="met with" event_type=CONSULT status=occurred days=null actors="Tomas Brandt|Ilse Varga"
