# The template package that `qonys init` writes: notes, comments, README.

init-readme-title = A data package for Qonys
init-readme-run = Put your programme into these files and run: qonys check . and then qonys place . --out out
init-readme-sample = The rows in the files are a sample: replace them.
init-readme-csv = The files are CSV: UTF-8 or Windows-1251, with commas or semicolons, as a spreadsheet saves them.
init-readme-star = A star (*) marks the files and columns that must be there. The others may be absent or empty.
init-readme-programme = The policy of the year. Its comments explain every key.
init-readme-further = Further tables that a package may have:
init-readme-uses = household*, region*, capacity*, amount*: where a household's use of a capacity differs by region.
init-readme-scores = household* (or person*), region*, value*: the numbers of a model of your own; a pair that is absent is not allowed. People may then be replaced by counts in columns of households.csv.
init-readme-columns = households.csv may have further columns of whole numbers, which a capacity can count; regions.csv may have further columns of numbers.

init-required = Required.
init-sheet-key = The policy of the year, one key in a row. Point at a key to read what it is.
init-sheet-value = A key whose row is left out has the value that stands here, unless it is required.
init-words-title = Not one of the words
init-words-error = Only these may stand here: { $words }.
init-new-title = A new name
init-new-error = The sheet programme must name it in a capacity.
init-unknown-title = Not known
init-unknown-error = Put it on the sheet { $table } first.

init-regions = The regions where people are placed.
init-regions-region = Key of the region: its ISO 3166-2 code. Each key stands once.
init-regions-name_kk = Name in Kazakh.
init-regions-name_ru = Name in Russian.
init-regions-name_en = Name in English.
init-regions-tile_x = Column of the region's tile on the map of the report, from 0 at the left.
init-regions-tile_y = Row of the region's tile on the map, from 0 at the top.
init-regions-work_factor = Multiplies the base chance of work in this region; empty = 1. An assumption unless the programme says it was measured.

init-capacities = How much of each capacity a region has. A region and a capacity stand together once.
init-capacities-capacity = A capacity that the programme names.
init-capacities-places = At most so much is used there. A whole number.
init-capacities-minimum = At least so much is used there. Empty = no minimum.
init-capacities-period = The period for which the places are given, in your words.

init-openings = Jobs of one occupation that are wanted in one region. A region and an occupation stand together once.
init-openings-occupation = Occupation by its ISCO-08 code, one to four digits: 7212 are welders, 72 all metal workers.
init-openings-openings = How many. A whole number.

init-households = The households to be placed. People who move together are one household and are never split.
init-households-household = Key of the household. Each key stands once. Use a number of the case, not a name.
init-households-stream = Kind of mover, as the programme's capacities count it.
init-households-priority = Priority class: 1 is placed before 2, and so on. Empty comes after every number.
init-households-applied = Day of application, like 2026-02-10. Needed for the inclusion rule `order`.
init-households-arrived = Day of arrival.
init-households-origin = Country or region of origin.

init-people = The members of the households, one row each. May be absent when scores are given.
init-people-person = Key of the person. Each key stands once.
init-people-household = The household that the person moves with.
init-people-birth_year = Year of birth.
init-people-sex = Sex as recorded. It never enters the value of a placement.
init-people-occupation = Occupation by its ISCO-08 code, one to four digits. Empty = unknown.
init-people-education = Highest level completed. Empty = unknown: kept and shown, never guessed.
init-people-languages = Languages spoken, by code, with semicolons between: kk;ru.
init-people-works = Whether the person can work. Empty = judged by age alone.
init-people-needs = Needs that a place must meet, with semicolons between: dialysis.

init-household = A household of the table households.
init-region = A region of the table regions.
init-ties = Bonds of a household to a region or to another household.
init-ties-to = A region of the table regions, or a household of the table households.
init-ties-tie = must = obeyed; prefer = worth `value.kin` of the programme when satisfied.
init-ties-relation = The relation, in your words.

init-wishes = What households wish. A household and a region stand together once.
init-wishes-rank = 1 for the first wish, 2 for the second, and so on; veto = not there.

init-locks = Decisions of people that the engine obeys.
init-locks-lock = pin = there and nowhere else, never waiting; forbid = not there; exception = pinned there above quota in the best interest of a child, with reason and author.
init-locks-reason = Why it was decided.
init-locks-author = Who decided it.
init-locks-at = Day of the decision, like 2026-03-01.

init-toml-comments = The policy of a year, in numbers that anyone can read and change. Lines that begin with # are comments.
init-toml-defaults = A key that is left out has the value shown here, unless the comment says that it is required.
init-key-name = Required. Name of the programme, shown on every page.
init-my-programme = My programme
init-key-year = Required. Year of the placement. Ages are counted as year - birth_year.
init-key-seed = Seed of every random choice. The same tables and the same seed give the same plan.
init-key-synthetic = true when the people are not real. It is then said wherever a number is shown.
init-key-capacity = Required, once or more. What is limited in a region, and what counts against each limit. The limits themselves stand in capacities.csv.
init-key-capacity-name = Required. The name that capacities.csv uses.
init-key-counts = Required. What a household uses of it: "persons", "households", or a rule in braces. Every condition given must hold:
init-if-stream = only households of this stream
init-if-origin = only households from this origin
init-if-age = only members of these ages, both ends included; "63.." and "..5" are open
init-if-language = only members who list this language
init-if-needs = only members who have this need
init-if-occupation = only members whose ISCO-08 code begins so
init-if-unit = a household with at least one such member counts one; without it each such member counts one
init-if-column = the number stands in this column of households.csv; goes with stream, origin and unit only
init-key-counts-sheet = Required for each capacity; the name of the capacity stands in the middle of the key. persons, households, or conditions with semicolons between: stream=, origin=, age=6..17, language=kk, needs=, occupation=22, unit=households, column=.
init-key-counts-school = School seats taught in Kazakh: members of these ages who speak the language. Every condition must hold.
init-key-otherwise = What a region without a row in the table capacities has of it: "none" or "unlimited".
init-as-above = As above.
init-key-value = Weights that convert kin and wishes into expected people in work. Policy, not measurement.
init-key-kin = What one satisfied tie of the kind `prefer` is worth, in expected people in work.
init-key-wish = What a household's first wish is worth; its second is worth half of that, its third a third.
init-key-outlook = Chances of being in work one year on. All of these are assumptions until somebody measures them.
init-key-working_age = Ages at which people are expected to work, both ends included.
init-key-matched = Chance when matched to an opening whose ISCO-08 code shares 1, 2, 3, 4 digits with the person's; each 0 to 1, rising. An assumption.
init-key-regional = Column of the table regions whose number multiplies the base chance there; a region without a number has 1.
init-key-base = Chance without a matched opening, by education; each 0 to 1.
init-key-base-none = Chance of work without a matched opening, no completed school. An assumption.
init-key-base-secondary = The same, general secondary school.
init-key-base-vocational = The same, technical and vocational.
init-key-base-higher = The same, higher education.
init-key-base-unknown = The same, education not known.
init-key-measured = Rates that somebody measured, each with its source; the others are shown as assumptions.
init-example-source = Survey of 2025, table 4
init-key-inclusion = Who is placed when places are fewer than people, within each priority class.
init-key-inclusion-rule = "value": the plan of the highest total; "order": by date of application, nobody waits for somebody who applied later; "everyone": all must be placed, or the run says why not.
init-key-arrivals = Families who come all year (`qonys year`): how sittings of the commission look ahead. Not used by `qonys place`.
init-key-futures = Rests of the year that are sampled at every sitting (`qonys year`).
init-key-prior = Past years count as so many families against those seen this year.
init-key-backlog = What a backlog as long as a region's whole year would cost for each place; 0 = regions are not balanced over time.
init-key-month = Largest share of a region's places given in one month, where `period` in the table capacities says so.
init-key-quarter = The same for a quarter.
init-key-fairness = Groups that the policy names, and what it promises them. None: no group enters the value.
init-key-fairness-rule = "none": groups are shown only; "floor": at least what a group could expect under the default policy; "proportional": what it could get alone with its share of every capacity; "max-min": the least ratio to a group's own best is as great as can be.
init-key-against = The default policy: "quota-only" (by lot in proportion to places), "first-come" or "random".
init-key-worse_off = At most so many households worse off than under the default policy:
init-key-group = A group; conditions: stream, origin, persons, column with number, age, sex, education, language, needs, occupation.
init-example-group = Large families
init-key-against-sheet = Groups are named in a programme.toml, or in one column of TOML here.
init-key-wishes = What families' own rankings in the table wishes decide.
init-key-wishes-rule = "none": nothing; "weight": a term of the value; "trade-up": from the best plan families exchange places so that nobody is worse off by the own ranking; "priority-with-floor": families choose in a drawn order as long as the whole reaches the floor.
init-key-loss = trade-up: share of the value that exchanges may cost.
init-key-floor = priority-with-floor: share of the highest value that must be reached.
init-key-veto = What a veto does: "hard" closes the region beforehand; "at-turn" (priority-with-floor only, and there the default): never placed there, and asked when the turn to choose comes; "soft": the last choice. Elsewhere the default is "hard".
init-key-veto-sheet = The rule stands in wishes.rule; without it weight. What a veto does stands in wishes.veto.
init-key-wishes-seed = priority-with-floor: the seed of the draw, published before families are known; without it the programme's seed.
