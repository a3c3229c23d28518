# sets exercises_near_border
published: 2021-12-10
outlet: Demo Wire
---
Russia held military exercises near the border with Ukraine on Thursday.
---
Sighting indicator=exercises_near_border
