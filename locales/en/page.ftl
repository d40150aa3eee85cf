# The report page and its charts.

page-title = { $programme }, { $year }
page-kicker = Placement plan
page-made = Made on { $date }
page-languages = Language
page-contents = Contents
page-synthetic-title = Synthetic data
page-synthetic = The families and people behind these figures are not real. They were made up or drawn from published statistics to show how the method works. No figure describes a real family.

page-what-1 = This report shows where the programme could place { $households } so that no family is split, every limit is kept, and as many people as possible are expected to be in work one year on.
page-what-1-scores = This report shows where the programme could place { $households } so that no family is split, every limit is kept, and the plan is worth as much as possible by the scores given to it.
page-what-2 = It is a proposal computed from the data by the rules written below. People decide.

page-s-figures = Main figures
page-s-map = The map: places used and their price
page-s-quota = Places by region: asked, placed, left
page-s-openings = Openings wanted and filled
page-s-waiting = Who waits and why
page-s-prices = What one more place is worth
page-s-assumptions = Assumptions
page-s-method = Method
page-s-reading = How to read this report
page-s-record = Record of the run

page-asked = Asked for a place
page-placed = Placed
page-waiting = Waiting
page-value = Expected in work
page-value-scores = Worth of the plan
page-value-note = of those placed, one year on
page-value-note-scores = by the scores given
page-openings = Openings filled
page-openings-note = of { $wanted } wanted
page-share-of-asked = { $share } of those who asked

page-bound = No plan that keeps the same rules can be worth more than { $bound }. This one is worth { $value }: it is within { $gap } of the best possible.
page-bound-met = No plan that keeps the same rules can be worth more than { $bound }. This one is worth { $value }: it is proved to be the best possible.
page-inclusion-proved = It is also proved that no other plan follows the programme's rule on who comes first more closely.
page-inclusion-open = It is not proved that no other plan follows the programme's rule on who comes first more closely.
page-rule-value = Who is placed when places are short: by priority class, and within a class the plan that is worth most.
page-rule-order = Who is placed when places are short: by priority class, and within a class by date of application. Nobody waits for somebody who applied later, unless a decision or a minimum holds the place.
page-rule-everyone = Who is placed when places are short: everyone must be placed.

page-parts = What the worth of the plan is made of
page-part-work = Expected in work without a matched opening
page-part-scores = Scores given
page-part-openings = Added by matched openings
page-part-kin = Kin who come together (by weight)
page-part-wish = Wishes met (by weight)
page-total = Total
page-unit = Expected people in work
page-col-part = Part

page-use = Use of every kind of place
page-use-desc = For every kind of place: the part of all its places that the plan uses. The bars are shares, because kinds count different things.
page-use-part = Used
page-use-whole = Places in all
page-use-rest = The { $shown } largest of { $all } kinds of place are drawn; the tables by region have all of them.
page-use-of = { $used } of { $places } ({ $share })
page-use-unlimited = { $used }, unlimited

page-map-how = Each tile is a region. The darker the tile, the larger the part of its places that is used; the large figure is the places used. The bar at the lower edge is the price: what one more place there would add to the plan, in expected people in work. A dashed tile has no places.
page-map-key = Part of the places used
page-map-key-none = no places
page-map-key-0 = none used
page-map-key-1 = under 25%
page-map-key-2 = under 50%
page-map-key-3 = under 75%
page-map-key-4 = under 100%
page-map-key-5 = full
page-map-key-open = no limit, or not shown
page-map-title = { $capacity }: places used by region, and the price of one more
page-map-desc = A tile for each of { $regions ->
    [one] { $regions } region
   *[other] { $regions } regions
}; { $full ->
    [0] none is full
    [one] one is full
   *[other] { $full } are full
}. The same figures stand in the table of the next section.
page-map-of = of { $places }
page-map-unlimited = unlimited
page-map-more = Maps are shown for the { $shown } largest kinds of place; the figures of all { $all } stand in the tables of the next section.
page-map-none = No region has places of any kind.

page-quota-how = Asked: places that families would take where they are worth most if places cost nothing. Placed: places that the plan uses. Left: places that stay free.
page-quota-title = { $capacity }: asked, placed and left by region
page-quota-desc = Three bars for each region, in the order of their places. The table below has the same figures.
page-quota-chart = Asked, placed and left
page-quota-part = regions { $from } to { $to }
page-quota-rest = The { $shown } regions with the most places are drawn; the table has all { $all }.
page-left = Left
page-col-region = Region
page-col-asked = Asked
page-col-placed = Placed
page-col-places = Places
page-col-left = Left
page-col-minimum = Minimum
page-col-price = Price
page-unlimited = unlimited
page-table = Table of the figures
page-table-of = Table: { $title }
page-table-cut = The table shows { $shown } of { $all } rows; run.json has all of them.

page-openings-how = An opening is a job of one occupation that a region wants to fill. A person takes at most one, in the region where the family is placed.
page-openings-title = Openings wanted and filled by occupation
page-openings-desc = For each occupation an outlined bar of openings wanted, with the part that the plan fills. The table below has the same figures.
page-openings-none = The package has no openings: values rest on base rates alone.
page-openings-rest = All other occupations ({ $count })
page-openings-of = { $filled } of { $wanted }
page-wanted = Wanted
page-filled = Filled
page-col-code = ISCO-08
page-col-occupation = Occupation
page-col-share = Share
page-openings-price = The openings of which one more would add most
page-openings-price-how = One more opening of this occupation in this region would add about so many expected people in work to the plan.

page-waiting-none = Nobody waits: all families have a place.
page-waiting-how = Waiting: { $households } ({ $persons }). A family can wait for more than one reason.
page-waiting-title = Waiting families by reason
page-waiting-desc = One bar for each reason, with the number of families.
page-reason = Reason
page-reason-no-open-region = Every region is closed to the family by a rule
page-reason-priority = Places went to a more urgent priority class
page-reason-applied-later = Places went to families who applied no later
page-reason-decided = Places went to families whom a decision put there
page-reason-places-short = Places are short, and the plan is worth more with others in them
page-reason-not-worth = No place is worth anything to it by the scores given
page-reason-declined = What could be given to it, it had vetoed
page-reason-unasked = The run was stopped before its turn to choose, and the plan had it where it had vetoed to go
page-reason-unknown = No reason is recorded
page-col-households = Families
page-by-size = By family size
page-by-stream = By stream
page-by-priority = By priority class
page-by-origin = By origin
page-col-size = Persons in the family
page-col-stream = Stream
page-col-priority = Priority class
page-col-origin = Origin
page-size-more = { $from } and more
page-unknown = not stated
page-origin = { $name ->
    [CN] China
    [UZ] Uzbekistan
    [TM] Turkmenistan
    [RU] Russia
    [MN] Mongolia
    [KG] Kyrgyzstan
    [TJ] Tajikistan
    [TR] Türkiye
    [IR] Iran
    [AF] Afghanistan
    [PK] Pakistan
    [KZ] Kazakhstan
    [other] other countries
   *[unlisted] { $name }
}
page-origin-rest = All other origins ({ $count })
page-few = <5
page-hidden = …
page-few-all = So few families wait that they are not broken down: a table could show who they are.
page-few-note = Groups of fewer than five families are shown as <5. An ellipsis hides a figure from which such a group could be worked out.

page-prices-how = Read it like this: one more place ({ $capacity }) in the region “{ $region }” would add about { $price } expected people in work to the plan.
page-prices-zero = A price of zero means that places are left, or that one more would not help. A negative price means that a minimum brings families to a region where they are worth less than elsewhere.
page-prices-valid = A price holds for a small change: ten more places can be worth less than ten times one more.
page-prices-title = What one more place would add, by region and kind of place
page-prices-desc = One bar for each place whose price is not zero, the highest first; negative prices are striped and go to the left.
page-prices-none = No place has a price: wherever families want to go, places are left.
page-prices-rest = The { $shown } highest of { $all } prices are drawn; the tables by region have all of them.
page-prices-row = { $region } · { $capacity }

page-assumptions-how = Nobody has measured these numbers for this programme. They are assumptions: change them in programme.toml and the plan changes. A measured rate is listed with its source.
page-assumptions-none = The run lists no assumption.
page-col-key = Setting
page-col-meaning = What it says
page-col-number = Assumed
page-col-from = Set by
page-from-default = default
page-from-programme = programme.toml
page-measured = Measured rates
page-col-source = Source
page-synthetic-assumption = All families, people and answers of this package are synthetic.

page-method-value = The worth of a plan is the number of people expected to be in work one year on. Each person of working age who can work counts the base rate of the level of education times the factor of the region. A person matched to an opening counts the rate for as many digits of the occupation code as agree. Children, old people and people who cannot work count zero, never less. Kin and wishes are added by weight.
page-method-value-scores = The worth of a plan is the sum of the scores that were given for the families and the regions where they are placed. Kin and wishes are added by weight.
page-method-formula-value = worth = sum over families of (chances of work + gain from matched openings + kin + wishes)
page-method-formula-value-scores = worth = sum over families of (score + kin + wishes)
page-method-rules = Limits: the places of every region and kind, their minimums, ties that must be kept, decisions already taken, vetoes. An opening is filled once. A family is never split.
page-method-bound = Every scarce place gets a price. At any prices, what all families could be worth in their best regions after paying, plus the price of all places, is at least what any plan can reach. The lowest such sum that was found is the bound. It proves how good the plan is without trusting the method that made it.
page-method-formula-bound = bound = lowest over prices of (sum over families of highest (worth − price of what it takes) + sum over places of price)
page-method-formula-gap = gap = (bound − worth) / bound
page-method-check = Before anything was written, a second program that shares no code with the first judged the plan against every rule and found no violation.

page-read-modelled = These figures are modelled, not observed. They say what is expected under the assumptions above. Whether people found work is only known when somebody asks them a year later.
page-read-not = The report does not prove that the programme helps. It compares plans with each other, by one stated measure.
page-read-human = People decide. An official can place a family elsewhere or keep it from a region; such a decision is kept with its reason and author, and the plan is made anew around it.
page-read-traits = Sex and origin do not enter the worth of a placement. What cannot be known about education or occupation stays unknown and is not guessed.
page-read-scores = The worth of a placement comes from a model outside Qonys. Ask its makers what enters it.
page-read-contest = A family can ask why it was placed where it was, correct its data, and ask for another decision. “qonys explain” gives the reasons, the nearest alternative and what would change the answer.
page-read-few = No single family can be seen in this report. Groups of fewer than five families are not shown.

page-record-version = Qonys version
page-record-seed = Seed
page-record-made = Date
page-record-inputs = Inputs and their SHA-256
page-record-stages = What the engine did
page-stage = { $name ->
    [prices] prices of places and openings
    [rounding] first plan by prices
    [search] improvement by moves and swaps
    [exact] exact search
    [inclusion] order of who comes first
   *[other] { $name }
}
page-col-stage = Stage
page-col-value = Worth
page-col-bound = Bound
page-col-file = File
page-record-again = The same package with the same seed and version gives the same plan, to the byte, on any number of processors.
