# Что люди решили поверх расчёта и чего это стоит.

overrides-unsaid = не указано
overrides-pin = закреплено
overrides-forbid = запрещено
overrides-exception = сверх квоты
overrides-note-pin = Закреплено решением, регион: { $region }, автор: { $author }, дата: { $date }. Причина: { $reason }.
overrides-note-silent = Решение ({ $kind }, { $region }); кто, когда и почему его принял, не указано.
overrides-note-forbid = Запрещено решением, регион: { $region }, автор: { $author }, дата: { $date }. Причина: { $reason }.
overrides-note-exception = Размещение сверх квоты в наилучших интересах ребёнка, регион: { $region }, автор: { $author }, дата: { $date }. Причина: { $reason }.
overrides-joint = { $count ->
    [one] { $count } решение людей стоит
    [few] { $count } решения людей стоят
   *[many] { $count } решений людей стоят
  } вместе { $cost }: настолько ценнее был бы лучший найденный план без них (доказано: от { $low } до { $high }).
overrides-joint-gains = { $count ->
    [one] { $count } решение людей меняет
    [few] { $count } решения людей меняют
   *[many] { $count } решений людей меняют
  } ценность вместе на { $gain }, потому что места сверх квоты её добавляют: настолько менее ценным был бы лучший найденный план без них (доказано: от { $low } до { $high }).
overrides-lock-cost = { $household }, { $kind }, { $region }: стоит { $cost } (доказано: не больше { $high }); по ценам { $estimate }, это оценка.
overrides-lock-gains = { $household }, { $kind }, { $region }: без этого ценность плана изменилась бы на { $cost }; места сверх квоты добавляют ценность.
overrides-lock-estimate = { $household }, { $kind }, { $region }: по ценам { $estimate }, это оценка. Настоящая стоимость: qonys explain { $household }
overrides-above = { $region }, { $capacity }: сверх квоты занято { $places }, семьи: { $households }, в наилучших интересах ребёнка.
overrides-how = Решение стоит своей цены, если знает то, чего не знают числа. Стоимость каждого — по плану без него одного или, где так сказано, оценка по ценам; решения, которые спорят за одни и те же места, вместе стоят больше или меньше суммы.
overrides-s-reasons = Решения людей по причинам
overrides-col-reason = причина
overrides-col-kind = решение
overrides-col-author = автор
overrides-col-count = число
overrides-col-cost = стоимость, каждого отдельно
overrides-estimated = около { $estimate }, по ценам
overrides-s-authors = Решения людей по авторам
overrides-s-kinds = Решения людей по видам
overrides-authors-few = Авторы, у каждого из которых меньше пяти решений; они названы в plan.csv и run.json
overrides-against-kept = Эта стоимость — против планов, которые перемещают из семей прежнего плана не больше { $most }.
overrides-kept-fewest = Семей, размещённых прежним планом: { $before }; из них в другом месте: { $moved }. Доказано: ни один план по этим правилам не перемещает меньше.
overrides-kept-fewest-open = Семей, размещённых прежним планом: { $before }; из них в другом месте: { $moved }. Плана, который перемещает меньше, не найдено; что его нет, не доказано.
overrides-kept-within = Семей, размещённых прежним планом: { $before }; из них в другом месте: { $moved }, допускалось { $most }. Не меньше { $fewest } переместить придётся: доказано.
overrides-kept-within-open = Семей, размещённых прежним планом: { $before }; из них в другом месте: { $moved }, допускалось { $most }. Наименьшее найденное число: { $fewest }, не доказано.
overrides-kept-cost = Сохранение плана стоит { $cost } против лучшего плана, который может переместить любого (доказано: от { $low } до { $high }). Ещё одно перемещение дало бы около { $price }.
overrides-kept-others = Не считаются перемещёнными: те, кого прежний план не размещал ({ $new }), и те, кого больше нет ({ $gone }).
overrides-kept-gone = Есть в прежнем плане, но нет в пакете: { $households }{ $more ->
        [0] .
       *[other] {" "}и ещё { $more }.
    }
overrides-moved-lock = { $household }: { $from } → { $to }, по решению. { $decisions }
overrides-moved-closed = { $household }: { $from } → { $to }, потому что { $from } для неё теперь закрыт.
overrides-moved-way = { $household }: { $from } → { $to }, уступила место, или план выигрывает; ценность для семьи { $gain }.
keep-more-must-move = Переместить придётся не меньше { $fewest } семей, а --move-at-most допускает { $asked }: доказано. Ничего не записано.
keep-not-found = Плана, который перемещает не больше { $asked } семей, не найдено; есть ли он, неизвестно. Ничего не записано. Допустите больше или уберите --move-at-most.
page-s-overrides = Решения людей
keep-with-promises = --keep не сочетается с правилом [fairness], которое обещает что-то группам, и с правилами [wishes] trade-up и priority-with-floor: вместе они не решаются. Ничего не записано. Разместите без --keep или без правила и сравните планы (qonys compare).
overrides-reasons-few = Причины, по каждой из которых принято меньше пяти решений; они указаны в plan.csv и run.json
