# A hyphen keeps a country from being the country of the noun: backed by it, for it, against it.
published: 2031-03-14
outlet: Demo Wire
---
Russian-backed separatists fired on the town. A pro-Russian party condemned it.
---
Entity kind=group name=null country=null sector=REB
!Entity kind=group country=RUS
!Entity kind=organization country=RUS
