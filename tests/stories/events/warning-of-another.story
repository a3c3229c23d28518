# whoever warns that another could act fears it; whoever warns that they would act threatens
published: 2031-03-14
outlet: Demo Wire
---
Canada warned that Norway could attack the island. Norway warned that it would attack the island.
---
Event event_type=ASSAULT status=feared
Event event_type=ASSAULT status=threatened
