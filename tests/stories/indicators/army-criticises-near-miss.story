# a near miss does not set army_criticises
published: 2031-03-14
outlet: Demo Wire
---
The army of Arvenia congratulated the government on Wednesday.
---
!Sighting indicator=army_criticises
