# a deed denied is no threat denied
published: 2021-12-10
outlet: Demo Wire
---
Russia has not attacked Ukraine, a spokesman said on Thursday.
---
!Sighting indicator=threats_uttered
