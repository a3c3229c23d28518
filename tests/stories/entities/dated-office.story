# A clause about a past office gives a role with its years, and the office that is held now stays.
published: 2031-03-14
outlet: Demo Wire
---
Karl Berg, who served as US ambassador to Chile from 2005-2008, met Treasury Secretary Ilse Varga.
---
Entity name="Karl Berg" country=USA sector=null roles="ambassador to Chile"
Entity name="Ilse Varga" sector=GOV
