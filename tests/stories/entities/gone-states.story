# States that are gone keep their own codes.
published: 2031-03-14
outlet: Demo Wire
---
Soviet troops left Czechoslovakia, and East German officials protested.
---
Entity kind=group country=SUN sector=MIL
Entity name=Czechoslovakia kind=country country=CSK
Entity kind=group country=DDR sector=GOV
