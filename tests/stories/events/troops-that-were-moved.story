# where no one is named who moved the troops, their owner did; a quantity is not an actor
published: 2031-03-14
outlet: Demo Wire
---
Some 12,000 Norwegian troops were deployed near the border with Canada. Hundreds of Norwegian soldiers attacked the town.
---
Event trigger="troops … deployed" event_type=MOBILIZE actors="(Norwegian troops)"
Event trigger=attacked event_type=ASSAULT actors="(Norwegian soldiers)"
