# A year in a folder: `qonys year`.

year-opened = { $name }, { $year }: opened in { $folder }. Regions: { $regions }.
year-pool = Past year { $year }: { $households ->
    [one] 1 family stands
   *[other] { $households } families stand
  } for those who may come.
year-pool-none = No past year is given: prices are learnt from the families of this year as they come.
year-pool-later = A past year cannot be { $year } when this year is { $this }. Give packages of this year or of earlier ones.
year-pool-twice = The year { $year } is given twice, with the same families: it would count as two years that do not differ. Give each past year once.
year-pool-mixed = Past year { $year } and another one cannot both teach: one has only scores, the other only people, and the families of this year are valued in one way. Give scores for all past years, or people for all.
year-pool-scores = { "  " }They have scores and no people: the families of this year must have scores too, or nothing is learnt from them.
pool-foreign = Past year { $year } teaches no prices: { $case ->
    [people] its families are valued by people and openings, those of this year by scores. Give scores for it too
    [scores] it has scores and no people, and the families of this year have people and no scores. Give people for it too
   *[regions] none of its scores is for a region of this year. Give its regions the keys of this year
  }, or leave it out.
year-pool-foreign-advice = Past years are given when a year is opened: open this one anew in another folder and give its sittings again.
year-rules-left = The programme promises groups something, or lets families exchange or choose. Sittings do not do that: it holds for a whole year placed at once.
year-count-known = Families expected in the whole year: { $families }.
year-count-fitted = How many families come is fitted to the totals of the past years.
year-count-one-year = How many families come is taken from the one past year; it is assumed that years differ by a fifth.
year-count-poisson = How many families come is taken from the mean of the past years (Poisson).
year-count-unknown = How many families come is not known: the pace of the year so far is all that counts.
year-families-left = The package has { $families ->
    [one] 1 family
   *[other] { $families } families
  } in it. Opening a year takes none of them in: give them to `qonys year sit`.
year-faults-of = { $package }:

year-journal-missing = No year is open in { $folder }. `qonys year open` opens one.
year-journal-exists = A year is open in { $folder } already. Choose another folder; a year is never overwritten.
year-journal-locked = Another process writes into { $folder } at this moment. Nothing was changed; try again when it is done.
year-journal-damaged = { $file } is damaged: record { $record } is not what was written. Nothing was changed. Put the file back from a copy; every record before it is sound.
year-journal-failed = The journal could not be read or written. { $error }
year-record-foreign = Record { $record } of the journal cannot be understood. It was written by another version of Qonys, or changed by hand.

year-date-outside = { $date } is not in the programme's year { $year }.
year-day-refused = No sitting can be held on { $date }: it must be in { $year } and not before { $first }, the day of the last one. Give the day with --date.

year-status-day-refused = The year cannot be looked at on { $date }: the day must be in { $year } and not before { $first }, the day of the last sitting. Give it with --date, or leave it out.
year-head = Sitting { $number }, { $date }. { $elapsed } of the year is over; { $last ->
    [yes] nobody is expected after this sitting.
   *[no] { $coming ->
      [one] 1 family is still expected.
     *[other] { $coming } families are still expected.
    }
  }
year-nobody = Nobody asks for a place.
year-column-household = family
year-column-to = to
year-column-worth = worth
year-column-price = price
year-column-next = next best (worth − price)
year-column-after = then
year-column-region = region
year-column-capacity = kind
year-column-places = places
year-column-given = given
year-column-left = left
year-column-forecast = asked yet
year-column-one-more = price
year-waits = waits
year-beside = { $region } { $worth } { $sign } { $price }
year-why = { $household }: { $note }
year-next = { "  " }not { $region }: { $tipped ->
    [worth] it is worth less.
    [price] { $waits ->
        [yes] its places are worth more to others and to those who are still to come.
       *[no] what it would take there is dearer.
      }
    [both] it is worth less, and what it would take there is dearer.
    [even] at these prices it would be as good.
    [minimum] it would be as good or better, but a minimum must be met where the family goes.
    [fitting] at these prices it would be a little better, but whole families had to be fitted in.
    [rule] a rule or a decision of people stands before worth and price.
   *[room] there was no room for the whole family.
  }
year-no-room = No region that is open to it has room left for the whole family.
year-kin-full = Its kin are in { $region }, which has no room for { $together ->
        [1] it
       *[other] all { $together } families that go together
    }: { $capacity }: needs { $need }, left { $left }.
year-kin-apart = Its kin are in more than one region: { $regions }. It cannot be with all of them; one of the must-ties must give.
year-minimum-unmet = The minimum of { $region } ({ $capacity }) is not met, and nobody is expected who could meet it.
year-overruled = Decided otherwise: { $household } to { $region } instead of { $proposed }. Worth lost now: { $worth }. Cost to the year at these prices: { $cost }.
year-together = Of families that go together the worth and the price of all of them stand at each.
year-backlog-charged = Prices hold what regions are charged that received ahead of an even pace ([arrivals] backlog).
year-proposed = A proposal; nothing is decided. It lies in { $folder }: proposal.csv, proposal.xlsx. `--accept` writes it into the journal.
year-accepted = Sitting { $number } is written into the journal. In { $folder }: { $file }.csv, { $file }.xlsx, plan.csv.
year-held-without-files = Sitting { $number } is written into the journal and stands, but its tables could not be written. { $error }. `qonys year plan --sitting { $number }` writes them anew.

year-except-refused = These decisions break rules, so nothing was written:
year-except-reasons = Give one --reason for all --except, or one for each, and none of them empty.
year-except-author = Say with --author who decides otherwise; it must not be empty.
year-except-household = There is no family { $household } at this sitting.
year-except-placed = { $household } has a place already. Whoever has a place is not moved.
year-except-region = There is no region { $region }. Give its key, or `waiting`.
year-except-same = The proposal has { $household } in { $region } already, so that nothing is decided otherwise: leave it out.
year-except-waits = The proposal lets { $household } wait already, so that nothing is decided otherwise: leave it out.
year-except-places = Places are those that were left before this sitting.
year-except-twice = { $household } is named twice.

year-limit = { $region } ({ $capacity })
year-moved = From { $date }: { $places ->
    [one] 1 place
   *[other] { $places } places
  } from { $from } to { $to }. { $reason }
year-taken = From { $date }: { $places ->
    [one] 1 place
   *[other] { $places } places
  } less in { $from }. { $reason }
year-added = From { $date }: { $places ->
    [one] 1 place
   *[other] { $places } places
  } more in { $to }. { $reason }

year-status = { $name }. { $date }: { $elapsed } of the year is over, sittings held: { $sittings }. Families placed: { $placed }, waiting: { $waiting }, still expected: { $coming }. Worth of the plan so far: { $value } expected in work.
year-status-note = Left: what may be given on this day; a cut that is ordered for later is held back already. Asked yet: what those who wait and those still expected would take at these prices. Price: what one more place is worth to the rest of the year.
year-status-waiting = Waiting:
year-status-would = { $household }: a sitting on this day would place it in { $region }.
year-status-sittings = Last sittings:
year-status-sitting = { "  " }{ $number }. { $date }: placed { $placed }, waiting { $waiting }
year-status-changes = Places changed:
year-status-overrides = Decided otherwise than proposed, by reason:
year-status-override = { "  " }{ $reason }: { $count }, cost to the year { $cost }
year-plan-written = Written to { $folder }: { $files }. Families placed: { $placed }, waiting: { $waiting }.
year-sitting-missing = There is no sitting { $number }: sittings held so far: { $held }.
year-rerun-same = { $sittings ->
    [one] 1 sitting was
   *[other] { $sittings } sittings were
  } computed again from { $records } records: the same bytes.
year-rerun-differs = Sitting { $number } ({ $date }) comes out otherwise than it was written by version { $version }.

year-figure-placed = Families placed
year-figure-waiting = Families waiting
year-figure-value = Expected in work
year-figure-elapsed = Share of the year that is over
year-figure-coming = Families still expected
