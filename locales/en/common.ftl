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
    [one] { $count } household
   *[other] { $count } households
}
