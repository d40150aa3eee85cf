# Why a family is where it is: explain, the notes of plan.csv, the reasons of plan.xlsx.

decided-pin = a decision pins it here
decided-must-tie = a must-tie leads here
decided-party = it goes with the families tied to it
decided-only-region = no other region was open
decided-best-value = no other region is worth more to it
decided-price = other regions would suit it as well or better, but places or openings there are scarcer
decided-promise = the policy's promise to a group brings it here
decided-minimum = a minimum must be met here; else another region would suit it as well or better
decided-fitting = families are not split and openings are filled once, so not all could have their best region
decided-opening = an opening matches
decided-kin = kin are here
decided-wish = it wished for this region
decided-kept = it stays where the earlier plan had it
decided-waiting = it waits
note-dearer = { $region } would be worth { $worth } more

wait-no-open-region = Every region is closed to the family by a rule.
wait-priority = Places that it could use went to families of a more urgent priority class.
wait-applied-later = Places that it could use went to families who applied no later than it did.
wait-decided = Places that it could use went to families whom a decision put there (a pin).
wait-places-short = There are fewer places than are asked for, and places that it could use went to others.
wait-not-worth = By the scores given, no place would be worth anything to the family.
wait-declined = Only regions that the family, or one that goes with it, had vetoed could be given to it.
wait-unasked = The run was stopped before the family’s turn to choose came, and the plan had it in a region that it, or one that goes with it, had vetoed.

explain-title = Family { $household } · { $programme }, { $year }
explain-people = People: { $count }
explain-stream = Stream: { $stream }
explain-applied = Applied: { $date }
explain-priority = Priority class: { $class }
explain-party = Moves together with: { $households }
explain-region = Region: { $region }
explain-waits = Place: none yet, the family waits
explain-decided = What decided: { $reasons }

worth-head = What the place is worth: { $worth } (expected people in work one year on)
worth-head-scores = What the place is worth: { $worth } (by the scores given)
worth-work = { $worth }: expected by education and region, without a matched opening
worth-score = { $worth }: the score given
worth-none = { $worth }: nobody in the family is counted as looking for work (children, old people, people who cannot work). This never counts against the family.
worth-openings = { $worth }: added by matched openings
worth-job = { $person }: { $occupation } ({ $code }); digits of the code that agree: { $digits } of 4
worth-kin = { $worth }: kin there
worth-wish = { $worth }: the family's wish, rank { $rank }

next-head = Next best region: { $region }
next-none = No other region was open to the family.
balance-worth = worth to the family
balance-others = worth to kin and to those who go with it
balance-promise = Promises of the policy
balance-places = price of the places
balance-openings = price of the openings
balance-net = left after the prices
tipped-both = Worth { $worth } more here, and prices here are { $price } lower.
tipped-worth = Worth { $worth } more here, at the same prices.
tipped-worth-despite-price = Worth { $worth } more here; that outweighs prices that are { $price } higher.
tipped-price = Worth the same, but prices here are { $price } lower.
tipped-price-despite-worth = It would be worth { $worth } more there, but places and openings there cost { $price } more: they are scarcer.
tipped-even = For the plan both regions are equally good; one had to be chosen.
tipped-promise = Without the policy's promises the other region would be as good or better; they count { $promise } more here.
tipped-minimum = Without the minimum that must be met here the other region would be as good or better; it counts { $minimum } here.
tipped-fitting = At these prices the other region would be better by { $net }, but families are not split and openings are filled once, so not all could have their best region.
tipped-rule = Worth and prices were not asked: a decision or a must-tie comes first.

explain-closed-head = Regions closed to the family
closed-capacity = Too few places in all ({ $capacity }): { $regions }
closed-pinned = A decision pins the family elsewhere: { $regions }
closed-forbidden = Forbidden by a decision: { $regions }
closed-tied = A must-tie leads elsewhere: { $regions }
closed-veto = Refused by the family or by one that goes with it: { $regions }
closed-no-score = No score is given: { $regions }

explain-locks-head = Decisions that bind the family
lock-pin = { $household }: pinned to { $region }. Reason: { $reason }. By: { $author }. Date: { $date }.
lock-forbid = { $household }: not to { $region }. Reason: { $reason }. By: { $author }. Date: { $date }.
lock-exception = { $household }: placed in { $region } above quota, in the best interest of a child. Reason: { $reason }. By: { $author }. Date: { $date }.

explain-change-head = What would change the answer
change-margin = { $region }: at these prices the family would go there if it were worth { $margin } more to the family.
change-margin-party = { $region }: at these prices they would go there if it were worth { $margin } more to the family and those who go with it.
change-fitting = { $region }: the family would go there if places for all of it were free.
change-even = { $region }: the family could as well go there; a small change in the data is enough.
change-close = { $region }: a small change in the data could be enough.
change-pin = Only a new decision: a pin is obeyed whatever a place is worth.
change-must-tie = Only if the must-tie were taken out of the data.
change-open-another = Another region would have to be opened: the closed ones are listed above.
change-places = { $region }: places to add: { $missing } ({ $capacity }), if nobody who comes first by the rule takes them.
change-in-all = { $region }: { $capacity }: needed for all who move together: { $need }; in all the region: { $places }.
change-worth = A place that is worth something to the family: another score, an opening that fits, kin or a wish.
change-unasked = A run that is not stopped: then the family is asked in its turn.
change-veto = Taking back the refusal of: { $regions }
change-forbid = A new decision on: { $regions }

wait-head = Why the family waits
rule-value = The programme's rule: places go by priority class, and within a class so that the whole plan is worth most.
rule-order = The programme's rule: places go by priority class, and within a class by date of application. Nobody waits for somebody who applied later, unless a decision or a minimum holds the place.
rule-everyone = The programme's rule: everyone must be placed.
wait-dignity = Waiting follows from the rule and from the number of places. It is no judgement on the family.
short-head = Places that are short
short-places = { $region }: { $capacity }: needed { $need }, free { $free }, missing { $missing }
short-more = Further regions: { $count }

explain-price-note = A price is what one more place or opening would add to the worth of the whole plan. Nobody pays it.
explain-assumed = Assumptions behind these figures (numbers that nobody has measured): { $count }. The report lists them.
