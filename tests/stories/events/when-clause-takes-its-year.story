# a when-clause belongs to the year before it, even where words of saying part the two
published: 2031-03-14
outlet: Demo Wire
---
Norway may do again what it did in 2014, Minister Ilse Varga said, when it massed forces along the river.
---
Event trigger="massed forces" status=historical days=2014
!Event trigger="massed forces" status=occurred
