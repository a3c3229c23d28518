# a near miss does not set force_buildup_near_border
published: 2021-12-10
outlet: Demo Wire
---
Ukraine fears that Russia could mass troops near its border.
---
!Sighting indicator=force_buildup_near_border
