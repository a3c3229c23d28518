# sets reserves_called
published: 2021-12-10
outlet: Demo Wire
---
Russia mobilised reservists on Thursday.
---
Sighting indicator=reserves_called
