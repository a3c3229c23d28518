# a near miss does not set exercises_near_border
published: 2021-12-10
outlet: Demo Wire
---
Sweden held military exercises near its border on Thursday. Russia held military exercises near the border with Finland on Thursday.
---
!Sighting indicator=exercises_near_border
