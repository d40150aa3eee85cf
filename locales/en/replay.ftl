# A year replayed under several policies.

replay-policy-quota-only = By quota alone
replay-policy-need-key = By a key of need
replay-policy-first-come = First come, best region
replay-policy-prices = Prices
replay-policy-hindsight = Hindsight

replay-refused = The year was not replayed: { $error }
replay-empty = Nobody comes: the package has no families to replay.
replay-pool-itself = The past year is the year itself: prices would know who comes. Give the packages of earlier years.
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

replay-kicker = Replay
replay-s-policies = The policies beside hindsight
replay-s-time = Over the year
replay-s-regions = Where people were sent
replay-s-loss = Where prices lose, and why
replay-chart-share = Worth as a share of hindsight
replay-chart-share-desc = One bar for each policy; the full width is the optimum that hindsight allows.
replay-chart-worth = Worth of all who are placed, in % of hindsight's whole year
replay-chart-waits = Families who have come and wait
replay-chart-time-desc = One line for each policy, from before the first sitting to the last. The tables hold the figures.
replay-sitting = { $number ->
    [0] start
   *[other] sitting { $number }
  }
replay-col-named = need (–: not named)
replay-col-of-best = of hindsight's worth
replay-regions-how = Persons sent to each region, of { $persons }; means over the orders. The need is what the key of need goes by.
replay-loss-rule = The programme's own rule (turns, classes, minimums, pins), even in hindsight
replay-loss-sittings = Whole families into what is left, sitting by sitting, even with a perfect forecast
replay-loss-forecast = Not knowing who comes
replay-loss-fixed = For comparison: the whole loss of a year at hindsight's own prices, never corrected
replay-loss-left = For comparison: places that stay free at the end while families wait
replay-read-1 = By quota alone (the first era): a family is sent to a region with room, drawn in proportion to the region's quota, whatever its trade.
replay-read-2 = By a key of need (the second era): only regions named as short of labour receive; within them families are drawn in proportion to need. When those are full, families wait.
replay-read-3 = First come, best region: each family goes where it is worth most now, with the openings that are left.
replay-read-4 = Prices: this software. Each sitting prices the places by sampled futures and places those at hand at these prices; who waits is looked at again.
replay-read-5 = Hindsight: the most that the year's places, openings and ties allow when everybody is known beforehand, without turns, classes and minimums. No policy can do better, so it is a measure and not a policy.
replay-read-6 = In every policy an opening that is taken stays taken, and a place that is given stays given.
replay-read-7 = The longest queue: if a region takes in as many in each sitting as the year's mean, so many persons stand before it at the worst time.
replay-read-8 = sd is the standard deviation over the orders of arrival. In work is expected a year on; worth adds kin and wishes.
eras-s-totals = All years together
eras-s-years = Year by year
eras-s-marks = Marks of history
eras-s-regions = Regions over- and under-served
eras-chart-work = Expected people in work, by year of arrival
eras-chart-share = Expected people in work of 100 who came
eras-chart-uneven = Unevenness: people away from the openings, %
eras-chart-desc = One line for each policy over the years; numbered lines are the marks of history listed below. The tables hold the figures.
eras-table-openings = Openings filled
eras-table-waiting = Families who wait at the end of the year
eras-table-most = Most over-served region
eras-table-least = Most under-served region
eras-years-how = The same families under each policy. Numbers above the charts are the marks of history listed below.
eras-col-year = Year
eras-col-came = persons came
eras-col-number = No.
eras-col-event = Published
eras-col-openings = openings, derived
eras-marks-how = What is published of the programme. It stands beside the modelled lines and did not go into them, but for the quotas, the named regions and the totals of arrivals.
eras-regions-how = A region's share of those placed, divided by its share of the openings, all years together: 1 is in step with work; above it the region received more than its part, below it less. eras_regions.csv has it by year.
eras-pool = The years of this specification have each the year before as their past year: --pool cannot be given. Leave it out.
eras-read-1 = Every policy places the same people in the same years. The line of a policy says what would be expected had it ruled in all years, not only in its own era.
eras-read-2 = The first era (fixed numbers blind to work) is the line by quota alone, to 2011; the second (named regions) the line by a key of need, from 2014.
eras-read-3 = Where named regions cannot take in all who come, families wait under the key of need, and the line falls.
eras-read-4 = Hindsight is the certified optimum of each year; it is a measure, not a policy.
eras-read-5 = Unevenness: the part of those placed who would have to live elsewhere for people to be where the derived openings are.
eras-read-6 = Differences between policies follow from the assumed rates: with other rates they are larger or smaller. Change eras.toml and run again.
eras-rates = Chances of work: base by education (none, secondary, vocational, higher, unknown) { $base }; matched to an opening by 1 to 4 digits { $matched }. Assumptions, the same in all years.
