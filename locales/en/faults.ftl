# Faults of a package: key, sentence and advice. The list of codes is in crates/model/src/fault.rs.

# 1xx: the package as files
package-missing = There is nothing at “{ $file }”.
    .fix = Check the path. A package is a folder with programme.toml and its tables, or one .xlsx workbook.
file-missing = { $table ->
        [plan] There is no file “{ $file }”.
       *[other] The package has no “{ $file }”.
    }
    .fix = { $table ->
        [plan] Check the path to the plan. A plan is a table with the columns household and region.
       *[other] Add it. A package needs programme.toml, regions, capacities and households; `qonys init` writes a template.
    }
folder-instead-of-file = “{ $file }” is a folder; a file is expected.
    .fix = Put the table itself there, or give the folder another name.
file-empty = “{ $file }” is empty.
    .fix = Save it again with its contents. If the table is not needed, delete the file.
file-unreadable = “{ $file }” cannot be read.
    .fix = Check that it may be read, that no other program keeps it locked, and that it is an ordinary file.
encoding-unknown = The text is neither UTF-8 nor Windows-1251.
    .fix = Save the file again in UTF-8 (in a spreadsheet: “CSV UTF-8”).
file-too-large = “{ $file }” is larger than a table may be.
    .fix = Check that it is the right file. Split the programme into several packages if it is.
xlsx-not-a-workbook = “{ $file }” is not an .xlsx workbook, or it is damaged.
    .fix = Open it in a spreadsheet program and save it as .xlsx (not .xls, .ods or .csv under another name).
xlsx-encrypted = The workbook “{ $file }” is protected by a password.
    .fix = Save it without a password.
xlsx-too-large = The workbook “{ $file }” unpacks to more than a table may be.
    .fix = Do not open it unless you trust its source. Otherwise save the tables again as CSV, without empty formatted rows.
table-twice = This table is in the package twice{ $other ->
        [none] {""}
       *[other] {""}: also as “{ $other }”
    }.
    .fix = Keep one of the two and delete or rename the other.
table-unknown = “{ $value }” is no table of a package and is not read.
    .fix = { $nearest ->
        [none] Nothing needs to be done if it is a note of yours. If it is a table, give it the table's name.
       *[other] If the table “{ $nearest }” is meant, rename it.
    }
faults-not-listed = Further faults of the code { $code } that are not listed here: { $count }.
    .fix = Put right those that are listed and check again.
package-not-a-folder = “{ $file }” is a single file that is no workbook.
    .fix = Give the folder that holds the package, or an .xlsx workbook.

table-format = “{ $value }” is a table in a format that is not read.
    .fix = Save it as .csv or .xlsx. If it is not meant as a table of this package, give it another name.

plan-sheet-missing = No sheet of “{ $file }” has the columns household and region.
    .fix = Put household and region side by side into one sheet, with these words in its first row, or below a title. The plan.xlsx of a run has such a sheet at its end.

results-not-a-package = “{ $file }” holds what a run wrote, and no package.
    .fix = Give the package that the plan was made from. A plan of it goes to --plan (check), --keep (place), --plan-a and --plan-b (compare).

# 2xx: the shape of a table
column-missing = The column “{ $column }” is missing.
    .fix = Add it to the header. Headers may be in English, Russian or Kazakh.
column-twice = The column “{ $column }” stands twice{ $other ->
        [none] {""}
       *[other] {""}; the other time as “{ $other }”
    }.
    .fix = Delete or rename one of the two.
column-unknown = Nothing reads the column “{ $column }”.
    .fix = { $nearest ->
        [none] Nothing needs to be done if it is for your own use.
       *[other] If the column “{ $nearest }” is meant, rename it. Else nothing needs to be done.
    }
row-too-long = The row has more cells than the header.
    .fix = Put text that contains the separator in quotes, or delete what is too much.
row-unreadable = The row cannot be read: a quotation mark does not close, or a cell holds an error of a formula.
    .fix = Correct the quotation marks or the cell.
table-without-rows = The table has a header and no records.
    .fix = Fill it in. { $table ->
        [scores] If there are no scores, delete the file.
       *[other] The programme cannot be run without it.
    }
cell-empty = The cell is empty; a value must stand there.
    .fix = Fill in the cell, or delete the whole row.

# 3xx: a cell
date-unreadable = “{ $value }” is not a date, or there is no such day.
    .fix = Write the date as 2026-03-15 or 15.03.2026.
date-impossible = { $case ->
        [birth] Somebody born in { $value } would not be between 0 and 130 years old in { $year }.
       *[none] The year of “{ $value }” is not between 1900 and 2100.
    }
    .fix = Correct the year.
number-unreadable = “{ $value }” is not a number.
    .fix = Write digits only, with a point or a comma before the fraction and without units.
number-not-finite = “{ $value }” is not a finite number.
    .fix = Write an ordinary number. Correct the formula that gave this one.
number-negative = “{ $value }” is negative; a number from 0 is expected.
    .fix = Correct the number.
number-not-whole = “{ $value }” is not a whole number.
    .fix = Write a whole number.
number-too-large = “{ $value }” is larger than { $most }.
    .fix = Correct the number; digits of another cell may have slipped in.
occupation-unknown = “{ $value }” is no code of ISCO-08.
    .fix = Write 1 to 4 digits of the International Standard Classification of Occupations (ISCO-08), such as 2221 or 72. If the occupation is not known, leave the cell empty.
word-unknown = “{ $value }” is none of the words that may stand here.
    .fix = Write one of these: { $expected }.
education-unknown = “{ $value }” is no known level of education; it is kept as unknown.
    .fix = Write none, secondary, vocational or higher, or a level of ISCED from 0 to 8. Leave the cell empty if it is not known.
figure-unreadable = “{ $value }” is not a number, so the whole column “{ $column }” is left out.
    .fix = Write a number or leave the cell empty.
number-below-one = “{ $value }” is below 1.
    .fix = Count from 1: 1 is the first.
number-too-small = “{ $value }” is smaller than { $least }.
    .fix = Correct the number; digits of another cell may have slipped in.

# 4xx: references
id-twice = “{ $value }” stands twice{ $first_row ->
        [none] {""}
       *[other] {""}: first in row { $first_row }
    }.
    .fix = Delete the second one or give it a name of its own.
ids-alike = { $case ->
        [earlier] “{ $value }” looks like “{ $other }” of an earlier sitting and is taken for another household: they differ in capital letters, blanks, or Latin and Cyrillic letters.
       *[here] “{ $value }” looks like “{ $other }” in row { $first_row } and is taken for another household: they differ in capital letters, blanks, or Latin and Cyrillic letters.
    }
    .fix = If it is one household, delete the second row and write its key alike everywhere. If there are two, give them keys that nobody takes for each other.
region-unknown = The table of regions does not list “{ $value }”.
    .fix = { $nearest ->
        [none] Correct the key of the region or add the region to the table of regions.
       *[other] Correct the key (perhaps “{ $nearest }” is meant) or add the region to the table of regions.
    }
capacity-unknown = programme.toml names no capacity “{ $value }”.
    .fix = { $nearest ->
        [none] Correct the name or add a [[capacity]] of this name to programme.toml.
       *[other] Correct the name (perhaps “{ $nearest }” is meant) or add a [[capacity]] of this name to programme.toml.
    }
household-unknown = The table of households does not list “{ $value }”.
    .fix = { $nearest ->
        [none] Correct the key or add the household to the table of households.
       *[other] Write “{ $nearest }” if that household is meant: the two look alike and differ in capital letters, blanks, or Latin and Cyrillic letters.
    }
person-unknown = The table of people does not list “{ $value }”.
    .fix = { $nearest ->
        [none] Correct the key or add the person to the table of people.
       *[other] Write “{ $nearest }” if that person is meant: the two look alike and differ in capital letters, blanks, or Latin and Cyrillic letters.
    }
household-without-people = Nobody in the table of people belongs to the household “{ $value }”.
    .fix = Add its members to the table of people or delete the household.
person-without-household = The person “{ $person }” belongs to no household.
    .fix = Write the household's key; of merged cells only the first holds it, so write it in each row. Somebody who moves alone is a household of one: add it to the table of households.
pair-twice = “{ $pair }” stands twice: first in row { $first_row }.
    .fix = Keep one of the two rows.
region-alias = { $by ->
        [name] “{ $value }” is the name of the region { $new } and is read as { $new }.
       *[code] “{ $value }” is another code of the region { $new } and is read as { $new }.
    }
    .fix = { $by ->
        [name] Write { $new }, the region's key. Check first that figures of earlier years mean the same territory.
       *[code] Write { $new }, the code of ISO 3166-2 that is in force. Check first that figures of earlier years mean the same territory.
    }
tie-ambiguous = “{ $value }” is the key of a region and of a household.
    .fix = Give the household another key.
tie-to-itself = The household “{ $value }” is tied to itself.
    .fix = Write the other household or the region, or delete the row.
stream-uncounted = { $case ->
        [empty] Households without a stream are counted by no quota of a stream.
       *[named] No capacity counts the stream “{ $value }”, so no quota of a stream limits its households.
    }
    .fix = { $nearest ->
        [none] Correct the stream, or add a [[capacity]] with counts = {"{"} stream = "…" {"}"} to programme.toml.
       *[other] If “{ $nearest }” is meant, correct the stream. Else add a [[capacity]] that counts it to programme.toml.
    }
plan-household-missing = The plan does not mention the household “{ $value }”; it is taken as waiting.
    .fix = Add a row with its region, or with the word waiting.
region-reserved = “{ $value }” cannot be the key of a region: in plans it means that a household waits.
    .fix = Give the region another key, best its code of ISO 3166-2.
plan-unrelated = The earlier plan names none of the package's households: nothing of it can be kept.
    .fix = Give the plan of these families, with the keys that the table of households has.
territory-twice = “{ $value }” is another code of the region { $new }, which stands in row { $other_row }: one territory is listed as two regions.
    .fix = If it is one territory, keep one of the two rows and use its code everywhere. If there are two, give the other a key of its own.

# 5xx: statements that contradict each other
pin-and-forbid = { $case ->
        [two-pins] The household “{ $value }” is pinned to two regions: { $region } here and { $other_region } in row { $other_row }.
        [own] The household “{ $value }” is pinned to { $region }, but row { $other_row } forbids { $other_region } for it.
       *[forbid] The household “{ $value }” is pinned to { $region }, but row { $other_row } forbids { $other_region } for “{ $other_household }”, which must go with it.
    }
    .fix = Decide which of the two rows holds and delete the other.
pins-differ = The household “{ $value }” is pinned to { $region }, but “{ $other_household }”, with which it must stay, is pinned to { $other_region } in row { $other_row }.
    .fix = Pin both to one region, or change the must-tie between them to “prefer”.
pin-without-capacity = The household “{ $value }” is pinned to { $region }, where it and those who must go with it need { $asked } of “{ $capacity }” and the region has { $places }.
    .fix = Add places to the table of capacities or delete the pin.
pins-above-capacity = Households pinned to { $region } need { $asked } of “{ $capacity }” together, and the region has { $value }.
    .fix = Add places or delete some of the pins.
must-ties-differ = The household “{ $household }” must go to { $value }, but “{ $other_household }”, which is the same household or must stay with it, must go to { $other_region } (row { $other_row }).
    .fix = Keep one of the two ties as “must” and change the other to “prefer”.
must-tie-against-lock = { $case ->
        [pin] The household “{ $household }” must go to { $value }, but row { $other_row } of the locks pins “{ $other_household }” to { $other_region }.
       *[forbid] The household “{ $household }” must go to { $value }, but row { $other_row } of the locks forbids { $other_region } for “{ $other_household }”.
    }
    .fix = Delete the lock, or change the tie to “prefer”.
against-veto = { $case ->
        [pin] The household “{ $household }” refuses { $value }, but row { $other_row } of the locks pins “{ $other_household }” to { $other_region }.
       *[tie] The household “{ $household }” refuses { $value }, but by row { $other_row } of the ties “{ $other_household }” must go to { $other_region }.
    }
    .fix = Talk to the family. Then delete the veto, or the pin or the must-tie.
minimum-above-places = The minimum of “{ $capacity }” in { $region } is { $value }, above the { $places } places there.
    .fix = Lower the minimum or add places.
minimum-above-demand = The minimum of “{ $capacity }” in { $region } is { $value }, but all households that could go there would use { $demand }.
    .fix = Lower the minimum to { $demand } or less, or remove vetoes and locks that keep households away.
no-region-open = Rules leave the household “{ $value }” no region, so it can only wait. Regions closed: by locks { $by_locks }, by must-ties { $by_ties }, by vetoes { $by_vetoes }, by too few places { $by_places }, by missing scores { $by_scores }.
    .fix = Open at least one region to it and to those who must go with it.
pin-without-score = The household “{ $value }” is pinned to { $region }, but the scores have no row for “{ $other_household }” there, and a pair without a score is not allowed.
    .fix = Add the score or delete the pin.
exception-unsigned = The household “{ $value }” is placed in { $region } above quota, but this is not said: { $missing }. Somebody must answer for it.
    .fix = Write the reason, the author and the day (at) of the decision.
exception-without-child = The household “{ $value }” is placed in { $region } above quota, but no member under 18 is listed: this exception is for the best interest of a child.
    .fix = Use a pin within the quota, or list the child with its birth_year.
lock-unsigned = A decision binds the household “{ $value }” (region { $region }), but this is not said: { $missing }. Somebody must answer for it.
    .fix = Write the reason, the author and the day (at) of the decision, or delete the row. What a decision would cost is told by qonys what-if before anybody takes it.

# 6xx: programme.toml
programme-unreadable = { $expected ->
        [text] The value of “{ $column }” must be a text in quotation marks.
        [whole] The value of “{ $column }” must be a whole number, without quotation marks.
        [number] The value of “{ $column }” must be a number, without quotation marks.
        [truth] The value of “{ $column }” must be true or false, without quotation marks.
        [ages] The value of “{ $column }” must be a range in quotation marks: "6..17", "63.." or "..5".
        [table] “{ $column }” must be a table of keys and values.
        [list] “{ $column }” must be a list.
       *[toml] This line is not valid TOML.
    }
    .fix = { $expected ->
        [toml] Correct the line: name = "text", number = 0.5, list = [1, 2]; every key once.
       *[other] Correct the value. The package reference shows every key with an example.
    }
programme-key-unknown = Nothing reads the key “{ $column }”.
    .fix = { $nearest ->
        [none] Delete it, or check in the package reference what it should be called.
       *[other] Perhaps “{ $nearest }” is meant: rename it, else delete it.
    }
rate-impossible = { $expected ->
        [weight] The weight “{ $value }” must be a finite number from 0.
        [rising] The rates of “{ $column }” may not fall from left to right.
        [four] “{ $column }” needs four rates: for 1, 2, 3 and 4 shared digits.
       *[rate] The rate “{ $value }” must lie between 0 and 1.
    }
    .fix = { $expected ->
        [weight] Correct the number. The weight says how many people in work one kept tie or wish is worth.
       *[rate] Correct the number. A rate is a chance: 0.35 means 35 of 100.
    }
counts-impossible = { $case ->
        [column-missing] The capacity counts the column “{ $value }”, which the table of households does not have.
        [no-people] The capacity “{ $value }” counts members by age, language, needs or occupation, but the package has no people.
       *[column-and-members] A rule that counts the column “{ $value }” cannot also ask for age, language, needs or occupation.
    }
    .fix = { $case ->
        [column-missing] Add the column to the table of households or correct its name in the rule.
        [no-people] Add the table of people, or count a column of the table of households: counts = {"{"} column = "…" {"}"}.
       *[column-and-members] Keep either the column or the conditions.
    }
nothing-to-value = The package has neither people nor scores: there is nothing by which to compare regions.
    .fix = Add the table of people, or a table of scores.
programme-key-missing = The key “{ $column }” is missing.
    .fix = Add it to programme.toml; `qonys init` writes a template with every key.
group-empty = No household belongs to the group “{ $value }” of `[fairness]`; nothing is promised to it.
    .fix = Correct the conditions under `who`, or take the group out.
group-impossible = { $case ->
        [column-missing] A group of `[fairness]` goes by the column “{ $value }”, which the table of households does not have.
       *[no-people] The group “{ $value }” of `[fairness]` asks for members, but the package has no people.
    }
    .fix = { $case ->
        [column-missing] Add the column to the table of households or correct its name.
       *[no-people] Add the table of people, or name the group by a column of the table of households.
    }
groups-missing = `[fairness]` has the rule “{ $value }” but names no group.
    .fix = Name the groups: [[fairness.group]] with name and who; or take the rule out.
rules-clash = `[wishes]` has the rule “{ $value }”, and `[fairness]` makes promises to groups: both cannot be kept together.
    .fix = Choose one: delete the rule in `[wishes]` (or write `weight` or `none`), or make no promise in `[fairness]`.
veto-untrue = { $case ->
        [everyone] Under the rule “{ $value }” families are asked for vetoes when their turn comes, but not where everyone must be placed: nobody can be left to wait. So vetoes close regions before anything is solved, and one that is not meant may bring the family a better region.
        [minimum] Under the rule “{ $value }” families are asked for vetoes when their turn comes, but not where a region must reach a minimum: somebody left to wait might be missing there. So vetoes close regions before anything is solved, and one that is not meant may bring the family a better region.
       *[written] Under the rule “{ $value }” truth is a family's best answer, but not about vetoes while they are hard: one that is not meant closes a region before anything is solved, and may bring the family a better one.
    }
    .fix = { $case ->
        [everyone] Choose another rule of [inclusion], or write veto = "soft" in [wishes]: a vetoed region is then the last choice. Or leave it, and tell families and those who decide that vetoes are outside that promise.
        [minimum] Take the minimums out of the table of capacities, or write veto = "soft" in [wishes]: a vetoed region is then the last choice. Or leave it, and tell families and those who decide that vetoes are outside that promise.
       *[written] Delete veto = "hard" in [wishes]: families are then asked for vetoes when their turn comes. Or leave it, and tell families and those who decide that vetoes are outside that promise.
    }
veto-without-turns = `[wishes]` has veto = “{ $value }”, but by its rule no family has a turn: only under `priority-with-floor` can vetoes be asked when it comes.
    .fix = Write veto = "hard" or "soft", or rule = "priority-with-floor".
group-condition-unknown = A group of `[fairness]` has the condition “{ $value }”, which there is none of: without it the group would be a wider one.
    .fix = { $nearest ->
        [none] Delete it, or check in docs/policy/fairness.md what it should be called.
       *[other] Perhaps “{ $nearest }” is meant: rename it, else delete it.
    }
regional-column-missing = The table of regions has no column “{ $value }”, so every region counts with the factor 1.
    .fix = Add the column, correct its name in programme.toml, or delete the key.
programme-key-twice = “{ $column }” stands twice{ $first_row ->
        [none] {""}
       *[other] {""}: first in row { $first_row }
    }.
    .fix = Delete one of the two. Until then the first counts, and the other faults are found as if the second were not there.
synth-unreadable = { $case ->
        [toml] This line is not valid TOML.
        [missing] The key “{ $key }” is missing here.
       *[kind] A value here is of the wrong kind.
    }
    .fix = { $case ->
        [toml] Correct the line: name = "text", number = 0.5, list = [1, 2]; write each key only once.
       *[other] Correct it; examples/kazakhstan-2026/synth.toml shows every key.
    }
synth-key-unknown = Nothing reads the key “{ $column }”.
    .fix = Correct or delete it; examples/kazakhstan-2026/synth.toml shows every key.
synth-number-impossible = “{ $value }” is not possible here.
    .fix = Write a finite number that is not negative, and at least 1 where people are counted; a share in percent is at most 100.
synth-shares-not-whole = The shares of “{ $column }” sum to { $sum }, not to 100.
    .fix = Correct the shares. Each may be off by 0.05 from rounding.
synth-empty = “{ $column }” is empty, or nothing in it is above 0.
    .fix = Give at least one entry; of several weights one must be above 0.
synth-contradiction = { $reason ->
        [ages] The age groups must follow each other without a gap or an overlap.
        [education-unknown] “{ $value }” is no level of education whose share can be given.
        [dates] The last day lies before the first: { $value }.
        [pairs] More pairs of households are asked for than there are households.
        [sectors] The sectors together need more than { $value }.
        [regions] The regions together have more than { $value }.
        [figure] The figure “{ $value }” is not given, is 0, or is too large to count with.
        [occupation] “{ $value }” is no code of ISCO-08.
        [ages-and-sizes] Stream “{ $value }”: the shares of ages do not fit the sizes of families. There are too few people of working age for the children, or too many old people.
       *[education] Stream “{ $value }”: fewer people are old enough for a level of education than its share asks for.
    }
    .fix = { $reason ->
        [education-unknown] Give their percentage in education_unknown.
        [pairs] Lower prefer_household and must_household: together they can be 50 at most.
        [ages-and-sizes] Raise the share of working age, or change the sizes of families.
        [education] Lower the share of higher or vocational education.
       *[other] Correct the number or the name.
    }

# 8xx: a year in a folder
household-seated = { $case ->
        [not-named] “{ $value }” came at an earlier sitting; something is said of it here, but it is not in the table of families.
       *[named] “{ $value }” was before the commission at an earlier sitting and has a place.
    }
    .fix = { $case ->
        [not-named] A family that has a place is not changed any more. One that waits is named again among the families, with all that is said of it.
       *[named] Whoever has a place is not moved: take the family out of the table. If another family is meant, give it a key of its own.
    }
scores-not-all = { $case ->
        [new] Scores are given, but earlier families of this year were valued without.
       *[missing] No scores are given, but earlier families of this year were valued by scores.
    }
    .fix = Value all families of a year alike: by people and openings, or by scores.
change-incomplete = The change says neither where places come from nor where they go.
    .fix = Give from_region and from_capacity, to_region and to_capacity, or both. What is the same on both sides may be given once; the two sides must differ.
change-above-left = Only { $left } places of “{ $capacity }” are left in { $region }; { $value } cannot be taken away.
    .fix = Take fewer, take them from elsewhere, or from a later day. Places that families have are never taken away.
change-unlimited = “{ $value }” has no limit there, so no places of it can be moved.
    .fix = Give the region a row for it in capacities.csv when a year is opened.
change-too-early = “{ $value }” is not in the programme's year, or is before { $first }.
    .fix = Correct the date. What was decided at earlier sittings is not changed.
change-twice = The same change, of the same day and places and for the same reason, was written down before.
    .fix = Take it out of the table. If as many places are to be moved once more, give another reason.

# 9xx: the key of a quota
key-unreadable = { $case ->
        [toml] This line is not valid TOML.
        [missing] The key “{ $key }” is missing here.
       *[kind] A value here is of the wrong kind.
    }
    .fix = { $case ->
        [toml] Correct the line: name = "text", number = 0.5; write each key only once.
       *[other] Correct it; docs/policy/quota.md and schemas/quota-key.schema.json show every key.
    }
key-key-unknown = Nothing reads the key “{ $column }”.
    .fix = Correct or delete it; docs/policy/quota.md shows every key.
key-file-missing = There is no file “{ $value }”.
    .fix = Check the path. Files that a key names are looked for from the folder of the key.
key-number-impossible = “{ $value }” is not possible here.
    .fix = Write a number that is not negative, of at most 18 digits: 2, 0.5, "2/3" or "12.5%". A share is at most 1, a cap not below the floor.
key-term-shape = The formula is incomplete here, or says two things.
    .fix = Every term says one of share_of, change, equal and places; all but places have a weight, and none but these. A phase needs in_force.
key-weights-zero = All weights are 0: nothing says how places are shared.
    .fix = Give at least one term a weight above 0.
key-column-missing = { $table } has no column “{ $value }”.
    .fix = Add the column to the table or correct its name in the key.
figure-unknown = The figure is missing, and the key does not say what that means.
    .fix = Enter the figure. Or say in the term: unknown = "zero" or unknown = "mean". What is divided by cannot be 0.
figure-zero = The figure is 0, where a 0 usually hides a figure that was not entered, or would be divided by.
    .fix = Check it. If 0 is meant and nothing is divided by it, say zero = "allowed" in the term.
key-term-empty = { $within ->
        [none] The term “{ $value }” is 0 in every region.
       *[other] The term “{ $value }” is 0 in every region of { $within }.
    }
    .fix = Take other figures for the term, or take it out.
key-parent-cycle = The key “{ $value }” is above itself, or there are more levels than there can be.
    .fix = Correct parent.key: each level names the one above it, the highest names none.
key-parent-unknown = The level above has no region “{ $value }”.
    .fix = Correct the cell, or add the region to the table of the level above.
key-parent-childless = No region belongs to “{ $value }” of the level above: nobody could be given its places.
    .fix = Add the regions that belong to it, or take it out of the table of the level above.
