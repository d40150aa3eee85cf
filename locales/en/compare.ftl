# Two plans side by side, and what would follow from a change.

compare-kicker = Comparison
compare-sides = A: { $a }. B: { $b }.
compare-s-difference = The difference
compare-s-totals = In all
compare-s-policy = Keys of the programme that differ
compare-s-regions = Regions
compare-s-capacities = Places and their prices
compare-s-openings = Openings and their prices
compare-s-groups = Groups
compare-s-moves = Families whose place differs
compare-col-figure = figure
compare-col-a = A
compare-col-b = B
compare-col-difference = B − A
compare-col-key = key
compare-col-region = region
compare-col-capacity = places of
compare-col-occupation = occupation
compare-col-persons-a = persons A
compare-col-persons-b = persons B
compare-col-places-a = places A
compare-col-places-b = places B
compare-col-used-a = used A
compare-col-used-b = used B
compare-col-price-a = price A
compare-col-price-b = price B
compare-col-wanted-a = wanted A
compare-col-wanted-b = wanted B
compare-col-filled-a = filled A
compare-col-filled-b = filled B
compare-col-by = by
compare-col-group = group
compare-col-households = families
compare-col-households-b = families in B
compare-col-placed-a = placed A
compare-col-placed-b = placed B
compare-col-mean-a = mean worth A
compare-col-mean-b = mean worth B
compare-col-household = family
compare-col-from = in A
compare-col-to = in B
compare-col-persons = persons
compare-col-worth-a = worth A
compare-col-worth-b = worth B
compare-by-stream = stream
compare-by-origin = origin
compare-by-priority = priority
compare-by-size = persons
compare-not-said = not said
compare-waits = waits
compare-violations = Rules broken
compare-proof-more = Proved: the best of B is worth more than the best of A, by { $low } to { $high }. These plans differ by { $difference }.
compare-proof-less = Proved: the best of B is worth less than the best of A, by { $low } to { $high }. These plans differ by { $difference }.
compare-proof-same = Proved: the best of A and of B are worth the same.
compare-proof-open = Not proved: these plans differ by { $difference }, and the best of each side by something between { $low } and { $high }. Whether B is worth more or less is open.
compare-proof-not-asked = These plans differ by { $difference }. A plan that was given is compared as it is, not the best that its package allows.
compare-none-move = No family stands elsewhere.
compare-moved = Elsewhere in B than in A: { $households } ({ $persons }).
compare-only-a = Only in A: { $count ->
    [one] 1 family
   *[other] { $count } families
  }.
compare-only-b = Only in B: { $count ->
    [one] 1 family
   *[other] { $count } families
  }.
compare-list-a = Only in A: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
  }
compare-list-b = Only in B: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
  }
compare-more-rows = … and { $count } more; the files hold all.
compare-moves-how = Families by where they stand in A and in B. Fewer than five are not counted here; compare.csv or what-if.csv names each by its key.
compare-read-1 = Worth is expected people in work a year on, with kin and wishes by the weights of the programme: it compares plans, not people.
compare-read-2 = Each side carries its own proof. A difference that is smaller than what the two proofs leave open says nothing about which side is better.
compare-read-3 = Where two plans are worth nearly the same, many families may stand elsewhere without anything being better: look at the difference in worth before the moves.
compare-read-4 = A price is what one more place would add by the dual; prices of different packages are each the package's own.
compare-written = Written to { $folder }: { $files } ({ $seconds } s)
compare-programme-both = A is a programme.toml: give the package as A, and the other policy as B.
compare-other-measure = A and B measure worth differently ({ $what }): their worths do not lie on one scale, so that one is greater than the other says nothing about which is better, and nothing is proved of their difference. On common ground stand below: expected people in work, kin and wishes apart, and each plan by the measure of A and by that of B.
compare-measure-scores = scores
compare-measure-rates = chances of work
compare-measure-regional = regional chances of work
compare-measure-kin = weight of kin
compare-measure-wishes = weight of wishes
compare-proof-by-measures = By the measure of A the plan of A is worth { $a_by_a } and the plan of B { $b_by_a }; by the measure of B the plan of A is worth { $a_by_b } and the plan of B { $b_by_b }. Each plan is taken as it is.
compare-proof-other = The plans cannot be put on one scale: a household, a region or an opening of one is not in the other.
compare-value = Worth of the plan, in its parts
compare-part-work = – of it expected people in work
compare-part-scores = – of it by the scores given
compare-part-kin = – of it kin together
compare-part-wish = – of it wishes kept
compare-by-a = Worth by the measure of A
compare-by-b = Worth by the measure of B
compare-s-declared = Groups that the policies name
compare-s-promises = What is promised to them
compare-s-wishes = Wishes
compare-col-each-a = each A
compare-col-each-b = each B
compare-col-default-a = could expect A
compare-col-default-b = could expect B
compare-col-promised-a = promised A
compare-col-promised-b = promised B
compare-col-kept-a = kept A
compare-col-kept-b = kept B
compare-col-promise-price-a = price A
compare-col-promise-price-b = price B
compare-kept = yes
compare-not-kept = no
compare-promise-rule = Rule
compare-rule-none = none
compare-rule-floor = floor
compare-rule-proportional = proportional
compare-rule-max-min = max-min
compare-promise-cost = Worth that the promises cost
compare-worse-off = Families worth less than they could expect by the default policy
compare-worse-off-at-most = Of these at most
compare-wish-rule = Rule
compare-wish-none = none
compare-wish-weight = a term of the worth
compare-wish-trade-up = exchanges
compare-wish-priority = choice in turn
compare-wish-ranking = Placed families that rank a region
compare-wish-first = In their first wish
compare-wish-top-three = In one of their first three
compare-wish-mean = Mean rank
compare-wish-better = Better off by the rule
compare-wish-worse = Worse off by the rule
compare-wish-given-up = Worth that the rule costs
compare-wish-better-in-b = Families better off in B than in A by their own ranking
compare-wish-worse-in-b = Families worse off in B
whatif-other-measure = The change alters how worth is measured; prices foretell nothing of that, and no bound from one measure holds for the other.

whatif-kicker = What if
whatif-changed = { $what }: { $before } → { $after }
whatif-nothing = nothing
whatif-term = Price of { $what }: { $price } × { $change } = { $worth }
whatif-forecast = The prices foretold { $by_prices }; these plans differ by { $true }.
whatif-at-most = By the prices of A alone it is proved that the best of B is worth at most { $at_most } more than the plan of A.
whatif-unpriced = { $count ->
    [one] 1 limit has
   *[other] { $count } limits have
  } no price in A; the forecast does not speak of it.
whatif-by-turn = Turn, class or the rule of everyone decides who is placed: the prices hold for those who are, and do not foretell what newly placed families bring.
whatif-further = More than numbers of places and openings was changed; prices foretell only these.
whatif-s-curve = Curve
whatif-curve-how = Worth of the plan at each step, beside what the prices of the starting point foretell (a tangent) and what they prove to be the most.
whatif-line-value = Worth of the plan
whatif-line-tangent = What the prices foretell
whatif-line-bound = No plan is worth more, by these prices
whatif-col-number = number
whatif-col-value = worth
whatif-col-bound = proved at most
whatif-col-tangent = foretold by prices
whatif-col-at-most = at most by these prices
whatif-col-placed = persons placed
whatif-col-waiting = families waiting
whatif-col-price = price of one more
whatif-col-moved = families elsewhere
whatif-curve-other-measure = What is swept enters worth itself ({ $what }): worths at two steps do not lie on one scale, and a greater one is not a better one. Worth and proof of each step are by its own measure. To be compared, and drawn, is the plan of each step by the measure of the starting point.
whatif-line-by-start = Worth, measured as at the start
whatif-col-value-own = worth by its own measure
whatif-col-bound-own = proved at most by its own measure
whatif-col-by-start = worth by the measure of the starting point
whatif-read-1 = The forecast is price × change. Families are whole, so one place may bring nothing and the next one much: the forecast holds on the mean and for small changes. A large rise brings less than foretold, a large cut costs more, and who is included by turn or class is not foretold at all.
whatif-read-2 = What is proved by the prices of A alone holds for any change, however large: no plan of B is worth more.
whatif-refused = With this change the package contradicts itself:
whatif-needs-change = Say what to change: --set or --sweep.

setting-no-operator = { $setting }: there is no operator in it. One of { $known } stands between what is changed and by how much.
setting-no-target = { $setting }: it does not say what to change, or a bracket or quotation mark does not close: { $part }
setting-no-operand = { $setting }: nothing stands behind { $part }
setting-table-unknown = { $setting }: { $part } is no table that can be changed so. Meant: { $known }?
setting-keys-counted = { $setting }: [{ $part }] must name { $known }.
setting-region-unknown = { $setting }: the package has no region { $part }. Meant: { $known }?
setting-capacity-unknown = { $setting }: the programme has no capacity { $part }. It has: { $known }
setting-occupation-unknown = { $setting }: { $part } is no code of ISCO-08.
setting-household-unknown = { $setting }: the package has no household { $part }. Nearest: { $known }
setting-person-unknown = { $setting }: the package has no person { $part }. Nearest: { $known }
setting-column-unknown = { $setting }: { $part } is no column that can be changed here. Meant: { $known }?
setting-key-unknown = { $setting }: a programme has no key { $part }. Meant: { $known }?
setting-key-ambiguous = { $setting }: { $part } may be any of { $known }. Write it in full.
setting-position-unknown = { $setting }: there is no position { $part }; the list has { $known }.
setting-not-a-number = { $setting }: { $part } is no number.
setting-nothing-there = { $setting }: no number stands in { $part } to add to or to multiply. Set one with =.
setting-unlimited = { $setting }: places are not limited there ({ $part }). Only = gives them a limit.
setting-below-zero = { $setting }: that would be { $part }, below nothing.
setting-lock-unknown = { $setting }: { $part } is no lock. Write one of { $known }.
setting-not-a-value = { $setting }: { $part } holds a table, or stands in one that cannot be written to.
setting-no-range = { $setting }: { $part } is no range of at least two steps. Write it like { $known }.
setting-too-many-points = { $setting }: { $part } has more than { $known } steps; each is a plan of its own.
