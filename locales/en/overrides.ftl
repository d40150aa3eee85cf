# What people decided over the engine's head, and what it costs.

overrides-unsaid = not said
overrides-pin = pinned
overrides-forbid = forbidden
overrides-exception = above quota
overrides-note-pin = Pinned to { $region } by { $author } on { $date }: { $reason }.
overrides-note-silent = A decision ({ $kind }, { $region }); who took it, when and why is not said.
overrides-note-forbid = Kept from { $region } by { $author } on { $date }: { $reason }.
overrides-note-exception = Placed in { $region } above quota, in the best interest of a child, by { $author } on { $date }: { $reason }.
overrides-joint = { $count ->
    [one] 1 decision of people costs
   *[other] { $count } decisions of people cost
  } { $cost } together: so much more would the best plan found without them be worth (proved: between { $low } and { $high }).
overrides-joint-gains = { $count ->
    [one] 1 decision of people changes
   *[other] { $count } decisions of people change
  } the worth by { $gain } together, since places above quota add worth: so much less would the best plan found without them be worth (proved: between { $low } and { $high }).
overrides-lock-cost = { $household }, { $kind }, { $region }: costs { $cost } (proved: at most { $high }); by the prices { $estimate }, an estimate.
overrides-lock-gains = { $household }, { $kind }, { $region }: without it the plan would be worth { $cost }; places above quota add worth.
overrides-lock-estimate = { $household }, { $kind }, { $region }: by the prices { $estimate }, an estimate. The true cost: qonys explain { $household }
overrides-above = { $region }, { $capacity }: { $places } used above quota by { $households }, in the best interest of a child.
overrides-how = A decision is worth its cost where it knows what the numbers do not. The cost of each is by a plan without it alone, or an estimate by prices where that is said; decisions that compete for the same places cost more or less together than the sum.
overrides-s-reasons = Decisions of people, by reason
overrides-col-reason = reason
overrides-col-kind = decision
overrides-col-author = author
overrides-col-count = number
overrides-col-cost = cost, each by itself
overrides-estimated = about { $estimate }, by prices
overrides-s-authors = Decisions of people, by author
overrides-s-kinds = Decisions of people, by kind
overrides-authors-few = Authors of fewer than five decisions each; plan.csv and run.json name them
overrides-against-kept = These costs are against plans that move no more than { $most } of the families of the earlier plan.
overrides-kept-fewest = { $before ->
        [one] Of the one family
       *[other] Of { $before } families
    } that the earlier plan places, { $moved } { $moved ->
        [one] stands
       *[other] stand
    } elsewhere: proved, no plan under the rules moves fewer.
overrides-kept-fewest-open = { $before ->
        [one] Of the one family
       *[other] Of { $before } families
    } that the earlier plan places, { $moved } { $moved ->
        [one] stands
       *[other] stand
    } elsewhere. No plan was found that moves fewer; that there is none is not proved.
overrides-kept-within = { $before ->
        [one] Of the one family
       *[other] Of { $before } families
    } that the earlier plan places, { $moved } { $moved ->
        [one] stands
       *[other] stand
    } elsewhere; { $most } might. At least { $fewest } must: proved.
overrides-kept-within-open = { $before ->
        [one] Of the one family
       *[other] Of { $before } families
    } that the earlier plan places, { $moved } { $moved ->
        [one] stands
       *[other] stand
    } elsewhere; { $most } might. The fewest found is { $fewest }, not proved.
overrides-kept-cost = Keeping the plan costs { $cost } against the best plan that may move anybody (proved: between { $low } and { $high }). One more move would bring about { $price }.
overrides-kept-others = Not counted as moved: { $new } whom the earlier plan does not place, and { $gone } who { $gone ->
        [one] is
       *[other] are
    } gone.
overrides-kept-gone = Of the earlier plan but no longer in the package: { $households }{ $more ->
        [0] .
       *[other] {" "}and { $more } more.
    }
overrides-moved-lock = { $household }: { $from } → { $to }, by decision. { $decisions }
overrides-moved-closed = { $household }: { $from } → { $to }, because { $from } is closed to it now.
overrides-moved-way = { $household }: { $from } → { $to }, it made way or the plan gains; worth to the family { $gain }.
keep-more-must-move = At least { $fewest ->
        [one] one family
       *[other] { $fewest } families
    } must be moved, and --move-at-most allows { $asked }: proved. Nothing was written.
keep-not-found = No plan was found that moves at most { $asked ->
        [one] one family
       *[other] { $asked } families
    }; whether there is one is not known. Nothing was written. Allow more, or leave --move-at-most away.
page-s-overrides = Decisions of people
keep-with-promises = --keep does not go with a [fairness] rule that promises groups something, nor with [wishes] rule trade-up or priority-with-floor: they are not solved together. Nothing was written. Place without --keep, or without the rule, and compare the plans (qonys compare).
overrides-reasons-few = Reasons that fewer than five decisions share; plan.csv and run.json tell them
