# a near miss does not set force_buildup_near_border
published: 2021-12-10
outlet: Demo Wire
---
In 2014 Russia massed troops near the border with Ukraine.
---
!Sighting indicator=force_buildup_near_border
