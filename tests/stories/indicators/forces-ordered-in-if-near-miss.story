# what would be ordered, if something came, orders nothing
published: 2021-12-10
outlet: Demo Wire
---
Russia would send troops into eastern Ukraine if Kyiv attacked the breakaway regions, Vladimir Putin said on Thursday.
---
!Sighting indicator=forces_ordered_in
