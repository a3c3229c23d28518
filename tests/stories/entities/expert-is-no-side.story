# What an expert studies is not the country that the expert acts for.
published: 2031-03-14
outlet: Demo Wire
---
Russian military expert Jonas Reed said the exercise was routine. Reed, director of Russian studies at the Harbour Institute (HI), told the paper that HI would publish more.
---
Entity name="Jonas Reed" kind=person country=null roles="military expert|director of Russian studies"
Entity name="Harbour Institute" kind=organization sector=NGO
Mention span=HI entity="Harbour Institute" form=name
!Entity name="Jonas Reed" country=RUS
