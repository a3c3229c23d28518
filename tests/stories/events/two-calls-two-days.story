# Two days joined by 'both ... and' are two tellings of a plural act, each with its day; callers are equals.
published: 2031-03-14
outlet: Demo Wire
---
Chancellor Ilse Varga held phone calls with Tomas Brandt both today (March 14) and yesterday (March 13), a spokesman said.
---
Event trigger="held phone calls" event_type=CONSULT mode=phone status=occurred days=2031-03-14 days_basis=timex actors="Ilse Varga|Tomas Brandt"
Event trigger="held phone calls" status=occurred days=2031-03-13
