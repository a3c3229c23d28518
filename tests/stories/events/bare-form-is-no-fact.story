# a verb without a finite form shares a modal that stands further off
published: 2031-03-14
outlet: Demo Wire
---
Norway published a draft under which the alliance would refuse new members, end all drills there and withdraw the forces that it has sent.
---
!Event trigger="withdraw … forces" status=occurred
