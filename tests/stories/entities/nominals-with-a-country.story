# A noun for a body or a force with a country before it is a figure of its own; the adjective is not another one.
published: 2031-03-14
outlet: Demo Wire
---
Polish troops crossed the river, and the troops dug in. The Polish government said Danish officials had been told. An embassy was closed.
---
Entity kind=group name=null country=POL sector=MIL
Mention span="Polish troops" entity="(Polish troops)" form=nominal
Mention span=troops entity="(Polish troops)" form=nominal
Entity name="Polish government" kind=organization country=POL sector=GOV
Entity kind=group name=null country=DNK sector=GOV
!Mention span=Polish
