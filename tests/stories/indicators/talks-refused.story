# sets talks_refused
published: 2021-12-10
outlet: Demo Wire
---
Russia on Thursday refused a meeting with Ukraine.
---
Sighting indicator=talks_refused
