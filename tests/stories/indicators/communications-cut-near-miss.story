# a near miss does not set communications_cut
published: 2031-03-14
outlet: Demo Wire
---
The soldiers in Sorland seized the state television on Wednesday and cut the internet.
---
!Sighting indicator=communications_cut
