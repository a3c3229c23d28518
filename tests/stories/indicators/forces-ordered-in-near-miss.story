# an order back, and one to another country's frontier, do not set it
published: 2021-12-10
outlet: Demo Wire
---
Vladimir Putin ordered his troops back to their bases from the border with Ukraine on Thursday. President Joe Biden ordered troops into Poland on Friday.
---
!Sighting indicator=forces_ordered_in
