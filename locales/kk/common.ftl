# Жеке тұратын сөздер; күндер.
lang-name = Қазақша
date = { NUMBER($day, minimumIntegerDigits: 2) }.{ NUMBER($month, minimumIntegerDigits: 2) }.{ NUMBER($year, useGrouping: "false") }
count-persons = { $count } адам
count-households = { $count } отбасы
