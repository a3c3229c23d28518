# a near miss does not set forces_withdrawn
published: 2021-12-10
outlet: Demo Wire
---
Russia could withdraw troops from the border with Ukraine.
---
!Sighting indicator=forces_withdrawn
