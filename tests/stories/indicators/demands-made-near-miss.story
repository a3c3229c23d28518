# a near miss does not set demands_made
published: 2021-12-10
outlet: Demo Wire
---
Estonia demanded that NATO give legally binding guarantees.
---
!Sighting indicator=demands_made
