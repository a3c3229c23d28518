# an order to send forces sets it, though the place is named only beside it
published: 2021-12-10
outlet: Demo Wire
---
Vladimir Putin recognised the breakaway regions of Ukraine on Thursday and ordered troops there.
---
Sighting indicator=forces_ordered_in
