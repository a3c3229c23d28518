# sets demands_made
published: 2021-12-10
outlet: Demo Wire
---
Russia demanded that NATO give legally binding guarantees.
---
Sighting indicator=demands_made
