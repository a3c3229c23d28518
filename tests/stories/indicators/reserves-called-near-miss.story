# a near miss does not set reserves_called
published: 2021-12-10
outlet: Demo Wire
---
Russia dismissed the reservists on Thursday.
---
!Sighting indicator=reserves_called
