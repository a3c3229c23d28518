# A known town keeps its country against a small namesake; of two of like size, with only the other's country named, it is open.
published: 2031-11-11
outlet: Demo Wire
---
In the United States, officials spoke of a trip to Moscow and of a treaty signed in Paris. They toured Birmingham. A bus burned near Springfield.
---
Entity kind=place name=Moscow country=RUS
Entity kind=place name=Paris country=FRA
Entity kind=place name=Springfield country=USA
!Entity kind=place name=Birmingham country=GBR
!Entity kind=place name=Paris country=USA
