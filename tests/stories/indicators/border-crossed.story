# sets border_crossed
published: 2021-12-10
outlet: Demo Wire
---
Russia attacked Ukraine on Thursday.
---
Sighting indicator=border_crossed
