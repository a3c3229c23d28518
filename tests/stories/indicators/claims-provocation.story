# sets claims_provocation
published: 2021-12-10
outlet: Demo Wire
---
Russia accused Ukraine of a provocation at the border.
---
Sighting indicator=claims_provocation
