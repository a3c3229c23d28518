# a near miss does not set false_flag_alleged
published: 2021-12-10
outlet: Demo Wire
---
Officials said that Russia planned an air show in the east.
---
!Sighting indicator=false_flag_alleged
