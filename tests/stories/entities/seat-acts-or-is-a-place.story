# A seat of government that acts is the government; in, to and from it is a place.
published: 2031-03-14
outlet: Demo Wire
---
Moscow said the note had been received. The envoys had met in Moscow a week earlier. The Kremlin declined to comment.
---
Entity name=Moscow kind=organization country=RUS sector=GOV
Entity name=Moscow kind=place country=RUS
Entity name=Kremlin kind=organization country=RUS sector=GOV
