# sets forces_withdrawn
published: 2021-12-10
outlet: Demo Wire
---
Russia withdrew troops from the border with Ukraine on Thursday.
---
Sighting indicator=forces_withdrawn
