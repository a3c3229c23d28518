# Who leads a delegation to a place visits it; the days in brackets settle the vague week, and both were lasted.
published: 2031-03-14
outlet: Demo Wire
---
Envoy Tomas Brandt led a delegation to Ottawa last week (March 4 and 5) to hold consultations.
---
Event trigger="led … delegation" event_type=CONSULT mode=visit status=occurred actors="Tomas Brandt" days=2031-03-04/2031-03-05
!Event trigger="hold consultations" status=occurred
