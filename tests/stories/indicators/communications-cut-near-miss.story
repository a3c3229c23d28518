# a near miss does not set communications_cut
published: 2031-03-14
outlet: Demo Wire
---
The soldiers in Arvenia could cut the internet.
---
!Sighting indicator=communications_cut
