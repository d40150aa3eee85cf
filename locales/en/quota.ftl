# Quotas from need: what a key gives, and what the prices would have.

quota-title = { $key }: { $total ->
    [one] 1 place
   *[other] { $total } places
  }
quota-kicker = Quota
quota-synthetic = SYNTHETIC FIGURES: some of the figures behind this quota were made up to show how the key works. It is no quota of a real place.
quota-more = and { $count } more; all are in quota.csv
quota-written = Written to { $folder }: quota.html, quota.xlsx, quota.csv, quota.json{ $capacities ->
    [yes] , capacities.csv
   *[no] {""}
  } ({ $seconds } s)
quota-terms = Terms: { $terms }.
quota-given-first = given before the rest is shared
quota-method-largest-remainder = Rounded by largest remainder: everyone the whole part of its share, then one each by the largest remainder.
quota-method-webster = Rounded by Webster's method (Sainte-Laguë): the divisor method that favours neither large nor small.
quota-method-huntington-hill = Rounded by Huntington and Hill's method: everyone with a share is given one place before anybody is given two.
quota-phased = Phased: regions move only part of the way, or by so much at the most, from the quota in force.
quota-distance = { $share } % of the places would lie in another region under the quota in force ({ $then } places, brought to the same total).
quota-source = Source: { $source }
quota-tie = Equal claims to the last places. First in the table and given them: { $given }; not given: { $refused }.
quota-held-floor = at its least
quota-held-cap = at its most

quota-col-key = Key
quota-col-within = Within
quota-col-places = Places
quota-col-share = Share
quota-col-in-force = In force
quota-col-change = Change
quota-col-held = Held
quota-col-term = Term
quota-col-weight = Weight
quota-col-phase = Phase
quota-col-limits = Limits
quota-col-rounding = Rounding
quota-col-proposed = Proposed
quota-col-used-before = Used, in force
quota-col-used-after = Used, proposed
quota-col-price-before = Price, in force
quota-col-price-after = Price, proposed
quota-sum = Together

quota-s-places = Places by region
quota-s-map = Map
quota-s-terms = What each term contributes
quota-s-formula = The key
quota-s-proposal = The proposal
quota-s-worth = What it is worth
quota-lead = Places shared over regions by a written key. Whoever has the key and its tables gets the same numbers.
quota-map-how = One tile for each region: its places. The darker, the more.
quota-map-how-compared = One tile for each region: its places, and under them the change against the quota in force. The darker, the more places.
quota-chart = Places by term, before limits and rounding
quota-chart-desc = One bar for each region; its parts are what the terms contribute, in places. The table holds the figures.
quota-read-1 = A term gives each region its share of a figure: its part of the sum over all regions. Shares count by the weight of the term.
quota-read-2 = Phase is what moving only part of the way from the quota in force adds or takes. Limits is what the least and most places add or take: a region held at a limit changes what is left for the others.
quota-read-3 = Rounding is what whole places add to the exact share or take from it. Terms, phase, limits and rounding sum to the places.
quota-read-4 = Shares are computed as exact fractions; the decimals here are rounded for reading.
quota-read-5 = A key says how places are shared by the figures chosen. It does not say that these are the right figures, that families want to go there, or that they will stay.

quota-refused = { $case ->
        [least] The least places of the regions sum to { $first }; there are { $second }.
        [most] The regions may be given { $first } places together; there are { $second }.
        [crossed] { $region }: at least { $first } places are asked for and at most { $second } allowed.
        [given] { $first } places are given before the rest is shared; there are { $second }.
        [nothing] { $first } places are left, and no term with a weight shares them.
       *[other] The key gives no quota.
    }{ $within ->
        [none] {""}
       *[other] {" "}(Within { $within }.)
    }
    .fix = { $case ->
        [least] Lower the floors or raise --total.
        [most] Raise the caps or lower --total. A region whose share is 0 is given no more than its floor.
        [crossed] Change its floor or cap, or the bounds of the phase, so that the first is not above the second.
        [given] Lower the places of the term or raise --total.
        [nothing] Give the key a term with a weight above 0.
       *[other] Check the key.
    }
quota-which-capacity = The package has several capacities with places. Say with --capacity whose places may move: { $names }.
quota-no-capacity = No region of the package has places of “{ $name }”. Capacities: { $names }.

quota-moved-title = { $programme }: { $capacity }, { $total ->
    [one] 1 place
   *[other] { $total } places
  } where the prices would have them
quota-moved-lead = The quota of the same total that would place the families at hand best. Everything else stays as it is: rules, wishes, openings, other capacities.
quota-moved-none = No quota of this total that was found places the families better. The plan is worth { $value }; none within the bounds{ $seated ->
    [rule] {" "}that seats the same families by the rule of inclusion
   *[all] {""}
  } can be worth more than { $bound }.
quota-moved-worth = { $moved ->
    [one] 1 place moves
   *[other] { $moved } places move
  }. The plan is worth { $after } instead of { $before }: { $gain } more expected in work, { $each } for each place moved.
quota-moved-proof = Both plans are proved: within { $gap_before } % and { $gap_after } % of the best. No quota of the same total within the bounds lets a plan{ $seated ->
    [rule] {" "}that seats the same families by the rule of inclusion
   *[all] {""}
  } be worth more than { $bound }. The prices in force had promised { $forecast }: a price holds for the next place, and falls as places come.
quota-moved-placed = Placed: { $before } under the quota in force, { $after } under the proposal. { $left ->
    [0] Every place is used under the proposal.
    [one] Under the proposal no family uses 1 place.
   *[other] Under the proposal no family uses { $left } places.
  }
quota-moved-priority = Families have priorities: those of a higher class are seated first whatever it costs, so a plan under another quota may seat more of them and be worth less.
quota-moved-chart = Places more or less than in force
quota-moved-chart-desc = To the right regions that would gain places, to the left, striped, those that would lose some.
quota-moved-read-1 = A price is what one more place in a region would add to the plan under the quota it stands beside, in expected people in work.
quota-moved-read-2 = A place moves from a region where it is worth little to one where it is worth more. The gain is measured: all families are placed anew under the proposal.
quota-moved-read-3 = Only regions that have a row of this capacity take part. A row with 0 places in capacities.csv opens a region.
quota-moved-read-4 = The proposal fits the families at hand. Other families, another year, ask for another one.
quota-moved-read-5 = It weighs what the package values. Housing, schools and the will of a region count only as far as the package holds them as capacities.
quota-col-share-in-force = Share in force
quota-moved-fewest = Of quotas whose plans are worth the same, the one is proposed that moves fewest places{ $equal ->
    [exact] .
   *[near] {" "}(plans that differ by { $tolerance } or less count as the same: the proof does not tell them apart better, and it is no more than a hundredth of the gain).
  }
quota-steps = What the first places moved gain, and what further ones add. Each line: the best plan found with so many places moved; none with so many or fewer{ $seated ->
    [rule] {" "}that seats the same families by the rule of inclusion
   *[all] {""}
  } can be worth more than is proved.
quota-s-steps = Gain by places moved
quota-col-moved = Moved
quota-col-worth = Worth
quota-col-gain = Gain
quota-col-gain-each = Each further place
quota-col-at-most = Proved at most
quota-col-persons = Persons placed
quota-moved-stopped = { $by ->
    [user] You stopped the search before it was done
   *[time] The search was stopped by the time limit before it was done
}: a longer one may find a better quota, or one that moves fewer places.
quota-transfers = Which places move. They go from where a place is worth least to where it is worth most by the prices in force{ $pairs ->
    [several] ; other pairs of regions make the same quota. Each line is measured alone: all families are placed anew with only its places moved. So the lines do not sum to the gain of { $gain } that is proved for all together
   *[one] . All families were placed anew with them: the gain of { $gain } is the difference of two proved plans
}. By prices: what the first of them gains, an estimate.
quota-s-transfers = From where to where
quota-col-from = From
quota-col-to = To
quota-col-first-by-prices = First, by prices
quota-col-gain-alone = Gain, measured
quota-col-gain-alone-each = Each place
quota-col-gain-at-most = Gain at most
quota-moved-written = Written to { $folder }: quota.html, quota.xlsx, quota.csv, quota-moves.csv, quota-curve.csv, quota.json, capacities.csv ({ $seconds } s)
