# An office is of a field, and the name follows at once; what goes on as a body's name is none.
published: 2031-03-14
outlet: Demo Wire
---
Director of National Intelligence Avra Haines met Minister of Foreign Affairs Ilse Varga. Haines said that the talks would go on. Secretary of Defense Department files were kept.
---
Entity name="Avra Haines" kind=person country=USA
Entity name="Ilse Varga" kind=person
Statement source=Haines source_entity="Avra Haines"
!Entity name="Department files"
