# A town of two countries is the one that the text names; of two of like size, without a word of the country, neither's.
published: 2031-11-11
outlet: Demo Wire
---
In Lebanon, officials met in Tripoli on Monday. A bus burned near Springfield.
---
Entity kind=place name=Tripoli country=LBN
Entity kind=place name=Springfield country=USA
