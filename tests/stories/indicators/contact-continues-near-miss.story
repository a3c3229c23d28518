# a near miss does not set contact_continues
published: 2021-12-10
outlet: Demo Wire
---
The French president spoke by phone with the Polish president on Thursday.
---
!Sighting indicator=contact_continues
