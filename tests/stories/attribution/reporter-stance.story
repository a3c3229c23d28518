# The reporter signs what is acknowledged, holds back from what is claimed, and contradicts what is claimed falsely.
published: 2031-03-14
outlet: Demo Wire
---
Jan Keller acknowledged that the budget was spent. Ilse Varga falsely claimed that the ballots were lost. Tomas Brandt claims the survey was rigged.
---
Statement cue="acknowledged" stance=endorses
Statement cue="falsely claimed" stance=denies
Statement cue="claims" stance=doubts
