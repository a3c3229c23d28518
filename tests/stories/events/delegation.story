# Who leads a delegation to a place visits it; the days in brackets settle the vague week, and both were lasted.
published: 2031-03-14
outlet: Demo Wire
---
Envoy Tomas Brandt headed a delegation to Ottawa last week (March 4 and 5) to negotiate.
---
Event trigger="headed … delegation" event_type=CONSULT mode=visit status=occurred actors="Tomas Brandt" days=2031-03-04/2031-03-05
!Event trigger="negotiate" status=occurred
