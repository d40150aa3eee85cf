# Правила, которые нарушает план: qonys check --plan.

violation-missing = { $household }: план не говорит, куда едет семья.
violation-outside-package = Запись { NUMBER($placement, useGrouping: "false") } плана называет то, чего нет в пакете.
violation-closed-capacity = { $household }: размещена, регион: { $region }; мест там слишком мало всего: { $capacity }.
violation-closed-pinned = { $household }: размещена, регион: { $region }; решением закреплена за другим регионом.
violation-closed-forbidden = { $household }: размещена, регион: { $region }; он запрещён решением.
violation-closed-tied = { $household }: размещена, регион: { $region }; обязательная связь ведёт в другой регион.
violation-closed-veto = { $household }: размещена, регион: { $region }; от него отказалась она сама или семья, едущая вместе с ней.
violation-closed-no-score = { $household }: размещена, регион: { $region }; оценка для него не задана.
violation-pinned-waits = { $household }: ожидает, хотя закреплена решением; регион: { $region }.
violation-exception-groundless = { $household }: размещена сверх квоты, регион: { $region }, но нет причины, автора или члена семьи младше 18 лет.
violation-party-split = { $household } и { $other }: должны быть вместе, но размещены не в одном месте.
violation-capacity = { $region }, { $capacity }: занято { $used }, а мест только { $places }.
violation-minimum = { $region }, { $capacity }: занято { $used }, а должно быть не меньше { $minimum }.
violation-not-a-worker = { $household }: { $person } нельзя назначить на вакансию: не член семьи, не учитывается как ищущий работу или назначен дважды.
violation-job-elsewhere = { $person }: вакансия не там, куда едет семья: { $opening }.
violation-job-unfit = { $person }: у вакансии и занятия не совпадает ни один знак кода: { $opening }.
violation-overfilled = { $opening }: занято { $filled }, а нужно только { $wanted }.
violation-waits-under-everyone = { $household }: ожидает, хотя по правилу место должны получить все.
violation-priority = { $household }: ожидает, хотя место нашлось бы, если бы уступили только менее срочные классы; регион: { $region }.
violation-order = { $household }: ожидает, хотя место нашлось бы, если бы уступили только подавшие заявление позже; регион: { $region }.
