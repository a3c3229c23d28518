# a near miss does not set emergency_declared
published: 2031-03-14
outlet: Demo Wire
---
Arvenia could impose a curfew next week.
---
!Sighting indicator=emergency_declared
