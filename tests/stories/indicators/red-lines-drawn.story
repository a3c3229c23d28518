# sets red_lines_drawn
published: 2021-12-10
outlet: Demo Wire
---
Moscow said on Thursday that the red lines had been drawn.
---
Sighting indicator=red_lines_drawn
