# Rules that a plan breaks: qonys check --plan.

violation-missing = { $household }: the plan does not say where the family goes.
violation-outside-package = Entry { NUMBER($placement, useGrouping: "false") } of the plan names something that the package does not have.
violation-closed-capacity = { $household }: stands in { $region }, which has too few places in all: { $capacity }.
violation-closed-pinned = { $household }: stands in { $region }, but a decision pins it elsewhere.
violation-closed-forbidden = { $household }: stands in { $region }, which a decision forbids.
violation-closed-tied = { $household }: stands in { $region }, but a must-tie leads elsewhere.
violation-closed-veto = { $household }: stands in { $region }, which it or a family that goes with it refused.
violation-closed-no-score = { $household }: stands in { $region }, for which no score is given.
violation-pinned-waits = { $household }: waits, but a decision pins it to { $region }.
violation-exception-groundless = { $household }: placed in { $region } above quota without a reason, an author or a member under 18.
violation-party-split = { $household } and { $other }: must stay together, but are not in one place.
violation-capacity = { $region }, { $capacity }: { $used } used, but there are only { $places }.
violation-minimum = { $region }, { $capacity }: { $used } used, but at least { $minimum } must be.
violation-not-a-worker = { $household }: { $person } cannot be matched to an opening: not a member, not counted as looking for work, or matched twice.
violation-job-elsewhere = { $person }: matched to an opening where the family does not go: { $opening }.
violation-job-unfit = { $person }: matched to an opening that shares no digit with the occupation: { $opening }.
violation-overfilled = { $opening }: { $filled } filled, but only { $wanted } wanted.
violation-waits-under-everyone = { $household }: waits, but the rule is that everyone is placed.
violation-priority = { $household }: waits, though there would be room in { $region } if only less urgent classes made way.
violation-order = { $household }: waits, though there would be room in { $region } if only those who applied later made way.
