# sets separatists_recognised
published: 2021-12-10
outlet: Demo Wire
---
Russia recognised the two breakaway regions of Ukraine on Thursday.
---
Sighting indicator=separatists_recognised
