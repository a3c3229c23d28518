# a build-up that is only imagined is none
published: 2021-12-10
outlet: Demo Wire
---
The German foreign ministry said on Thursday that a Russian military build-up would have consequences.
---
!Sighting indicator=force_buildup_near_border
