# Два плана рядом и что последовало бы из изменения.

compare-kicker = Сравнение
compare-sides = A: { $a }. B: { $b }.
compare-s-difference = Разница
compare-s-totals = В целом
compare-s-policy = Ключи программы, которые различаются
compare-s-regions = Регионы
compare-s-capacities = Места и их цены
compare-s-openings = Вакансии и их цены
compare-s-groups = Группы
compare-s-moves = Семьи, чьё место различается
compare-col-figure = показатель
compare-col-a = A
compare-col-b = B
compare-col-difference = B − A
compare-col-key = ключ
compare-col-region = регион
compare-col-capacity = вид мест
compare-col-occupation = занятие
compare-col-persons-a = человек A
compare-col-persons-b = человек B
compare-col-places-a = мест A
compare-col-places-b = мест B
compare-col-used-a = занято A
compare-col-used-b = занято B
compare-col-price-a = цена A
compare-col-price-b = цена B
compare-col-wanted-a = вакансий A
compare-col-wanted-b = вакансий B
compare-col-filled-a = закрыто A
compare-col-filled-b = закрыто B
compare-col-by = по
compare-col-group = группа
compare-col-households = семей
compare-col-households-b = семей в B
compare-col-placed-a = размещено A
compare-col-placed-b = размещено B
compare-col-mean-a = средняя ценность A
compare-col-mean-b = средняя ценность B
compare-col-household = семья
compare-col-from = в A
compare-col-to = в B
compare-col-persons = человек
compare-col-worth-a = ценность A
compare-col-worth-b = ценность B
compare-by-stream = потоку
compare-by-origin = происхождению
compare-by-priority = приоритету
compare-by-size = числу человек
compare-not-said = не указано
compare-waits = ожидает
compare-violations = Нарушено правил
compare-proof-more = Доказано: лучший план B ценнее лучшего плана A, разница от { $low } до { $high }. Сами эти планы различаются на { $difference }.
compare-proof-less = Доказано: лучший план B менее ценен, чем лучший план A, разница от { $low } до { $high }. Сами эти планы различаются на { $difference }.
compare-proof-same = Доказано: лучшие планы A и B равноценны.
compare-proof-open = Не доказано: эти планы различаются на { $difference }, а лучшие планы сторон — на величину от { $low } до { $high }. Больше или меньше ценность B, остаётся открытым.
compare-proof-not-asked = Эти планы различаются на { $difference }. Заданный план сравнивается таким, как он есть, а не с лучшим, что допускает его пакет.
compare-none-move = Ни одна семья не оказалась в другом месте.
compare-moved = В B не там, где в A: { $households } ({ $persons }).
compare-only-a = Только в A: { $count ->
    [one] { $count } семья
    [few] { $count } семьи
   *[many] { $count } семей
  }.
compare-only-b = Только в B: { $count ->
    [one] { $count } семья
    [few] { $count } семьи
   *[many] { $count } семей
  }.
compare-list-a = Только в A: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }и ещё { $more }
  }
compare-list-b = Только в B: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }и ещё { $more }
  }
compare-more-rows = … и ещё { $count }; в файлах всё.
compare-moves-how = Семьи по тому, где они в A и в B. Меньше пяти здесь не считаются; compare.csv или what-if.csv называет каждую по её ключу.
compare-read-1 = Ценность — ожидаемое число работающих через год, с родством и пожеланиями по весам программы: она сравнивает планы, а не людей.
compare-read-2 = У каждой стороны своё доказательство. Разница меньше того, что оставляют открытым оба доказательства, ничего не говорит о том, какая сторона лучше.
compare-read-3 = Где два плана почти равноценны, многие семьи могут стоять в другом месте без всякой пользы: сначала смотрите на разницу ценности, потом на перемещения.
compare-read-4 = Цена — сколько добавило бы ещё одно место по двойственной задаче; цены разных пакетов у каждого свои.
compare-written = Записано в { $folder }: { $files } ({ $seconds } с)
compare-programme-both = A — это programme.toml: укажите пакет как A, а другую политику как B.
compare-other-measure = A и B измеряют ценность по-разному ({ $what }): их ценности не лежат на одной шкале, поэтому то, что одна больше другой, не говорит, что лучше, и об их разности ничего не доказано. На общей основе ниже стоят: ожидаемое число занятых, родство и пожелания по отдельности, и каждый план по мере A и по мере B.
compare-measure-scores = оценки
compare-measure-rates = шансы на работу
compare-measure-regional = шансы на работу по регионам
compare-measure-kin = вес родства
compare-measure-wishes = вес пожеланий
compare-proof-by-measures = По мере A план A стоит { $a_by_a }, план B — { $b_by_a }; по мере B план A стоит { $a_by_b }, план B — { $b_by_b }. Каждый план взят как есть.
compare-proof-other = Планы нельзя поставить на одну шкалу: семьи, региона или вакансии одного нет в другом.
compare-value = Ценность плана по частям
compare-part-work = – из неё ожидаемое число занятых
compare-part-scores = – из неё по заданным оценкам
compare-part-kin = – из неё родня вместе
compare-part-wish = – из неё исполненные пожелания
compare-by-a = Ценность по мере A
compare-by-b = Ценность по мере B
compare-s-declared = Группы, названные в политиках
compare-s-promises = Что им обещано
compare-s-wishes = Пожелания
compare-col-each-a = на семью A
compare-col-each-b = на семью B
compare-col-default-a = могли ждать A
compare-col-default-b = могли ждать B
compare-col-promised-a = обещано A
compare-col-promised-b = обещано B
compare-col-kept-a = выполнено A
compare-col-kept-b = выполнено B
compare-col-promise-price-a = цена A
compare-col-promise-price-b = цена B
compare-kept = да
compare-not-kept = нет
compare-promise-rule = Правило
compare-rule-none = нет
compare-rule-floor = нижняя граница
compare-rule-proportional = пропорционально
compare-rule-max-min = максимин
compare-promise-cost = Сколько ценности стоят обещания
compare-worse-off = Семьи, которым достаётся меньше, чем они могли ждать при обычной политике
compare-worse-off-at-most = Из них не больше
compare-wish-rule = Правило
compare-wish-none = нет
compare-wish-weight = часть ценности
compare-wish-trade-up = обмены
compare-wish-priority = выбор по очереди
compare-wish-ranking = Размещённые семьи, которые называют регион
compare-wish-first = Там, куда хотели прежде всего
compare-wish-top-three = В одном из первых трёх
compare-wish-mean = Среднее место в списке
compare-wish-better = Выиграли от правила
compare-wish-worse = Проиграли от правила
compare-wish-given-up = Сколько ценности стоит правило
compare-wish-better-in-b = Семьи, которым по их списку в B лучше, чем в A
compare-wish-worse-in-b = Семьи, которым в B хуже
whatif-other-measure = Изменение меняет саму меру ценности; цены об этом ничего не предсказывают, и граница одной меры не верна для другой.

whatif-kicker = Что если
whatif-changed = { $what }: { $before } → { $after }
whatif-nothing = ничего
whatif-term = Цена { $what }: { $price } × { $change } = { $worth }
whatif-forecast = Цены предсказали { $by_prices }; эти планы различаются на { $true }.
whatif-at-most = По одним только ценам A доказано: лучший план B ценнее плана A не более чем на { $at_most }.
whatif-unpriced = Ограничений без цены в A: { $count }; прогноз о них не говорит.
whatif-by-turn = Кого разместить, решает очередь, класс или правило «все»: цены верны для размещённых и не предсказывают, что принесут вновь размещённые семьи.
whatif-further = Изменено не только число мест и вакансий; цены предсказывают лишь его.
whatif-s-curve = Кривая
whatif-curve-how = Ценность плана на каждом шаге рядом с тем, что предсказывают цены исходной точки (касательная), и с тем, больше чего по ним быть не может.
whatif-line-value = Ценность плана
whatif-line-tangent = Что предсказывают цены
whatif-line-bound = По этим ценам ни один план не ценнее
whatif-col-number = число
whatif-col-value = ценность
whatif-col-bound = доказанный предел
whatif-col-tangent = предсказано ценами
whatif-col-at-most = предел по этим ценам
whatif-col-placed = размещено человек
whatif-col-waiting = семей ожидает
whatif-col-price = цена ещё одного
whatif-col-moved = семей в другом месте
whatif-curve-other-measure = Меняется то, что само входит в ценность ({ $what }): ценности на двух шагах не лежат на одной шкале, и большая не значит лучшая. Ценность и доказанный предел каждого шага — по его собственной мере. Сравнивать можно план каждого шага по мере исходной точки; он и показан кривой.
whatif-line-by-start = Ценность по мере исходной точки
whatif-col-value-own = ценность по собственной мере
whatif-col-bound-own = доказанный предел по собственной мере
whatif-col-by-start = ценность по мере исходной точки
whatif-read-1 = Прогноз — цена × изменение. Семьи неделимы, поэтому одно место может не дать ничего, а следующее — много: прогноз верен в среднем и для малых изменений. Большая прибавка даёт меньше предсказанного, большое сокращение обходится дороже, а кто войдёт в план по очереди или классу, цены не предсказывают.
whatif-read-2 = Доказанное по одним только ценам A верно для любого изменения, сколь угодно большого: ни один план B не ценнее.
whatif-refused = С этим изменением пакет противоречит себе:
whatif-needs-change = Скажите, что изменить: --set или --sweep.

setting-no-operator = { $setting }: нет знака действия. Один из { $known } стоит между тем, что меняется, и тем, насколько.
setting-no-target = { $setting }: не сказано, что менять, или не закрыта скобка либо кавычка: { $part }
setting-no-operand = { $setting }: ничего не стоит за { $part }
setting-table-unknown = { $setting }: { $part } — не таблица, которую можно так менять. Имелось в виду: { $known }?
setting-keys-counted = { $setting }: в [{ $part }] должно быть названо: { $known }.
setting-region-unknown = { $setting }: в пакете нет региона { $part }. Имелось в виду: { $known }?
setting-capacity-unknown = { $setting }: в программе нет вида мест { $part }. Есть: { $known }
setting-occupation-unknown = { $setting }: { $part } — не код МСКО-08.
setting-household-unknown = { $setting }: в пакете нет семьи { $part }. Ближайшая: { $known }
setting-person-unknown = { $setting }: в пакете нет человека { $part }. Ближайший: { $known }
setting-column-unknown = { $setting }: { $part } — не столбец, который здесь можно менять. Имелось в виду: { $known }?
setting-key-unknown = { $setting }: в программе не бывает ключа { $part }. Имелось в виду: { $known }?
setting-key-ambiguous = { $setting }: { $part } может быть любым из { $known }. Напишите его полностью.
setting-position-unknown = { $setting }: нет позиции { $part }; длина списка: { $known }.
setting-not-a-number = { $setting }: { $part } — не число.
setting-nothing-there = { $setting }: в { $part } не стоит число, к которому можно прибавить или которое можно умножить. Задайте его знаком =.
setting-unlimited = { $setting }: места там не ограничены ({ $part }). Только = задаёт предел.
setting-below-zero = { $setting }: получилось бы { $part }, меньше нуля.
setting-lock-unknown = { $setting }: { $part } — не решение. Напишите одно из { $known }.
setting-not-a-value = { $setting }: в { $part } стоит таблица, или писать туда нельзя.
setting-no-range = { $setting }: { $part } — не ряд хотя бы из двух шагов. Пишите как { $known }.
setting-too-many-points = { $setting }: в { $part } больше { $known } шагов; каждый — отдельный план.
