# sets force_buildup_near_border
published: 2021-12-10
outlet: Demo Wire
---
Russia massed troops near the border with Ukraine, the ministry in Kyiv said.
---
Sighting indicator=force_buildup_near_border
