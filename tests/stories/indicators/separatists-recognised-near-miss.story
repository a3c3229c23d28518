# a near miss does not set separatists_recognised
published: 2021-12-10
outlet: Demo Wire
---
Russia said on Thursday that it would not recognise the breakaway regions of Ukraine.
---
!Sighting indicator=separatists_recognised
