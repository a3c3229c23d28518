# One who goes on ("added", "continued") says it on the same day and in the same place.
published: 2031-03-14
outlet: Demo Wire
---
"The harbour is full," Foreign Minister Ilse Varga said at a press conference on Monday.

"We cannot take more ships," Varga added.
---
Statement cue="added" source_entity="Ilse Varga" said=2031-03-10 said_basis=inherited venue="at a press conference"
