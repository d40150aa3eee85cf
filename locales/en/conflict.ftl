# Statements that no plan can meet together.

conflict-minimal = There is no plan: these statements cannot all hold, and any one of them must give. It is proved that they conflict, and that a plan would meet all but any one of them.
conflict-loose = There is no plan: these statements cannot all hold. That is proved. It is not proved that each of them is needed for the conflict: fewer may do.
conflict-places = { $region }, { $capacity }: only { $amount } { $amount ->
    [one] place
   *[other] places
  }
conflict-no-row = { $region }, { $capacity }: no places, since no row gives it any
conflict-minimum = { $region }, { $capacity }: at least { $amount } must be used
conflict-pin = { $household } is pinned to { $region }{ $takes ->
    [none] { "" }
   *[other] {""}; it takes: { $takes }
  }
conflict-forbid = { $household } is forbidden { $region }
conflict-veto = { $household } refuses { $region }
conflict-tie-region = { $household } must go to { $region }{ $takes ->
    [none] { "" }
   *[other] {""}; it takes: { $takes }
  }
conflict-tie = { $household } and { $other } must stay together
conflict-no-score = { $household } has no score for: { $regions }
conflict-everyone = everyone must be placed; here { $count ->
    [one] 1 family
   *[other] { $count } families
  } with { $persons ->
    [one] 1 person
   *[other] { $persons } persons
  }: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
  }
