# Слова, которые стоят отдельно; даты.
lang-name = Русский
date = { NUMBER($day, minimumIntegerDigits: 2) }.{ NUMBER($month, minimumIntegerDigits: 2) }.{ NUMBER($year, useGrouping: "false") }
count-persons = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
}
count-households = { $count ->
    [one] { $count } семья
    [few] { $count } семьи
   *[many] { $count } семей
}
