# Words that stand alone, dates.
lang-name = English
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { NUMBER($year, useGrouping: "false") }
count-persons = { $count ->
    [one] { $count } person
   *[other] { $count } persons
}
count-households = { $count ->
    [one] { $count } family
   *[other] { $count } families
}

# Names of usual capacities and streams; others are shown as programme.toml and households.csv write them.
capacity-name = { $name ->
    [kandas] Kandas quota
    [resettler] Resettler quota
    [school-kk] Kazakh school places
    [families] Families
    [persons] Persons
   *[other] { $name }
}
stream-name = { $name ->
    [kandas] kandas
    [resettler] resettlers
   *[other] { $name }
}
synthetic = Synthetic data: the people of this package are not real.

# Frame of a fault; its sentences are in faults.ftl.
severity-error = error
severity-warning = warning
fault-row = row { NUMBER($row, useGrouping: "false") }
fault-column = column { $column }
errors-title = Errors
errors-intro = Every fault that a package can have, by its code. Codes are stable: they are never renumbered or given to another fault. An error stops the run and nothing is written; a warning does not. `…` stands for what the message names in each case. All faults are reported at once, each with its file, row, column and value. This page is generated from the table of codes and the messages of the three languages.
errors-code = Code
errors-key = Key
errors-severity = Severity

# Numbers that nobody measured.
assumption-default = { $what }: { $value } (assumption; the default)
assumption-given = { $what }: { $value } (assumption)
assumed-base-none = Chance of work without a matched opening, no completed schooling
assumed-base-secondary = Chance of work without a matched opening, secondary education
assumed-base-vocational = Chance of work without a matched opening, vocational education
assumed-base-higher = Chance of work without a matched opening, higher education
assumed-base-unknown = Chance of work without a matched opening, education unknown
assumed-matched = Chance of work when 1, 2, 3, 4 digits of the occupation code match an opening
assumed-working-age = Ages at which people are expected to work
assumed-regional = Column of the table of regions whose factor multiplies the chance of work
assumed-kin = Worth of one kept wish to live near kin
assumed-wish = Worth of the first wished region; the k-th is worth this divided by k
assumed-other = Setting { $key }

# plan.xlsx: sheets and columns.
book-summary = Summary
book-waiting = Waiting
book-plan = Plan
book-prices = Places and prices
book-openings = Openings
book-household = Family
book-households = Families
book-members = Members
book-applied = Applied
book-stream = Stream
book-value = Expected in work
book-matched = Matched openings
book-runner-up = Next best region
book-note = Note
book-reason = Why it waits
book-region = Region
book-region-name = Name of the region
book-capacity = Kind of place
book-places = Places
book-minimum = Minimum
book-asked = Asked
book-used = Placed
book-left = Left
book-price = Price of one more
book-occupation = Occupation code
book-occupation-name = Occupation
book-wanted = Openings wanted
book-filled = Openings filled
book-unlimited = unlimited
book-page = Page
