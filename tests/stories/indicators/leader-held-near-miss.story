# a near miss does not set leader_held
published: 2031-03-14
outlet: Demo Wire
---
Soldiers in Arvenia arrested the former president on Wednesday.
---
!Sighting indicator=leader_held
