# what is spoken of as there is taken to be there
published: 2021-12-10
outlet: Demo Wire
---
The German foreign ministry said on Thursday that it had serious concerns about the Russian military build-up.
---
Sighting indicator=force_buildup_near_border
