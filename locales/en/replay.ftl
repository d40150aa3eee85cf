# A year replayed under several policies.

replay-policy-quota-only = By quota alone
replay-policy-need-key = By a key of need
replay-policy-first-come = First come, best region
replay-policy-prices = Prices
replay-policy-hindsight = Hindsight

replay-refused = The year was not replayed: { $error }
replay-written = Written to { $folder }: replay.html, replay.json, replay.csv ({ $seconds } s)
replay-title = { $programme }, { $year }: the year replayed
replay-who = { $households } ({ $persons }) in { $sittings ->
    [one] 1 sitting
   *[other] { $sittings } sittings
  }, { $orders ->
    [one] 1 order of arrivals
   *[other] { $orders } orders of arrivals
  }, pool of { $pool }.
replay-dated = They come on their days of arrival; chance decides within a day.
replay-random = They come in random orders.
replay-col-policy = Policy
replay-col-share = % of hindsight
replay-col-sd = sd
replay-col-work = in work, expected
replay-col-openings = openings filled
replay-col-placed = % of persons placed
replay-col-waiting = families waiting
replay-col-backlog = longest queue, persons
replay-col-ms = ms a family
replay-gap = Hindsight is proved: no plan within the places and openings is worth more than { $bound }, and it is worth { $value } (gap { $gap } %).
replay-loss = Prices lose { $total } % against hindsight: { $rule } % by the programme's own rule, { $sittings } % even with a perfect forecast (whole families into what is left), { $forecast } % by not knowing who comes.
replay-modelled = Every figure is modelled: what the rates of the programme expect, not what was observed.
progress-replay = Replaying: { $policy }, order { $order } of { $orders }
progress-year = Replayed: { $year }

eras-title = { $programme }
eras-modelled = MODELLED, NOT OBSERVED: nobody in this population is real, and what the policies would have done is computed from the rates and rules listed. It says how policies differ on the same people, not what happened.
eras-who = { $households } ({ $persons }) in { $years } years, drawn from published totals.
eras-col-unevenness = unevenness, %
eras-col-work-share = in work of 100 who came
eras-written = Written to { $folder }: eras.html, eras.json, eras.csv, eras_regions.csv ({ $seconds } s)
