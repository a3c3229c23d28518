# a near miss does not set threats_uttered
published: 2021-12-10
outlet: Demo Wire
---
Ukraine feared that Russia could attack.
---
!Sighting indicator=threats_uttered
