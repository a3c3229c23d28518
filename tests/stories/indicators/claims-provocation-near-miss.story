# a near miss does not set claims_provocation
published: 2021-12-10
outlet: Demo Wire
---
Ukraine accused Russia of a provocation at the border. Russia accused Poland of a provocation at the border.
---
!Sighting indicator=claims_provocation
