# Год, проигранный заново при разных правилах.

replay-policy-quota-only = Только по квоте
replay-policy-need-key = По ключу потребности
replay-policy-first-come = Кто первый — лучший регион
replay-policy-prices = Цены
replay-policy-hindsight = Задним числом

replay-refused = Год не проигран заново: { $error }
replay-written = Записано в { $folder }: replay.html, replay.json, replay.csv ({ $seconds } с)
replay-title = { $programme }, { $year }: год, проигранный заново
replay-who = { $households } ({ $persons }), { $sittings ->
    [one] { $sittings } заседание
    [few] { $sittings } заседания
   *[many] { $sittings } заседаний
  }, { $orders ->
    [one] { $orders } порядок прибытия
    [few] { $orders } порядка прибытия
   *[many] { $orders } порядков прибытия
  }, прошлые годы: { $pool }.
replay-dated = Они прибывают в свои дни; внутри дня порядок случаен.
replay-random = Порядок прибытия случаен.
replay-col-policy = Правило
replay-col-share = % от лучшего
replay-col-sd = откл.
replay-col-work = будут работать
replay-col-openings = вакансий занято
replay-col-placed = % людей размещено
replay-col-waiting = семей ждут
replay-col-backlog = очередь, человек
replay-col-ms = мс на семью
replay-gap = «Задним числом» доказано: ни один план в пределах мест и вакансий не стоит больше { $bound }, этот стоит { $value } (разрыв { $gap } %).
replay-loss = Цены теряют { $total } % против лучшего задним числом: { $rule } % из-за правила самой программы, { $sittings } % даже при верном прогнозе (целые семьи в остаток мест), { $forecast } % из-за того, что неизвестно, кто придёт.
replay-modelled = Все числа расчётные: чего ждать по ставкам программы, а не что наблюдалось.
progress-replay = Проигрывается: { $policy }, порядок { $order } из { $orders }
progress-year = Проигран: { $year }

eras-title = { $programme }
eras-modelled = РАСЧЁТ, А НЕ НАБЛЮДЕНИЕ: никого из этих людей нет на самом деле, а что сделали бы правила, вычислено по перечисленным ставкам и правилам. Это говорит, чем правила отличаются на одних и тех же людях, а не что было.
eras-who = { $households } ({ $persons }), лет: { $years }, по опубликованным итогам.
eras-col-unevenness = неравномерность, %
eras-col-work-share = будут работать из 100 прибывших
eras-written = Записано в { $folder }: eras.html, eras.json, eras.csv, eras_regions.csv ({ $seconds } с)
