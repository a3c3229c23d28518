# A family name that is also a common word is found wherever it stands, in possessives and headlines too.
published: 2031-03-14
outlet: Demo Wire
---
Stone: no way back to the treaty

Daniel Stone, a former ambassador, spoke in Oslo. Stone summarized the offer. Stone's message did not go through, and nobody asked Stone why.
---
Entity name="Daniel Stone" kind=person sector=null roles="former ambassador"
Mention span=Stone entity="Daniel Stone" form=name
!Entity name=Stone
