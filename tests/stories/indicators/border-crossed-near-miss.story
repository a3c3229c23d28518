# a near miss does not set border_crossed
published: 2021-12-10
outlet: Demo Wire
---
Russia could attack Ukraine in the coming weeks.
---
!Sighting indicator=border_crossed
