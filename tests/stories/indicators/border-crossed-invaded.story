# the border crossed, told by the verb
published: 2021-12-10
outlet: Demo Wire
---
Russia invaded Ukraine on Thursday.
---
Sighting indicator=border_crossed
