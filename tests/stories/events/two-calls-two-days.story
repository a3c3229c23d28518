# Two days joined by 'both ... and' are two tellings of a plural act, each with its day; callers are equals.
published: 2031-03-14
outlet: Demo Wire
---
Ilse Varga had telephone conversations with Tomas Brandt both on Monday (March 10) and on Wednesday (March 12).
---
Event trigger="had telephone conversations" event_type=CONSULT mode=phone status=occurred days=2031-03-10 days_basis=timex actors="Ilse Varga|Tomas Brandt"
Event trigger="had telephone conversations" status=occurred days=2031-03-12
