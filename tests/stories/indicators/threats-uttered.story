# sets threats_uttered
published: 2021-12-10
outlet: Demo Wire
---
Russia threatened to attack Ukraine.
---
Sighting indicator=threats_uttered
