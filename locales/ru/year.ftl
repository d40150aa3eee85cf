# Год в папке: `qonys year`.

year-opened = { $name }, { $year } год: открыт в { $folder }. Регионов: { $regions }.
year-pool = Прошлый { $year } год: { $households ->
    [one] { $households } семья представляет
    [few] { $households } семьи представляют
   *[many] { $households } семей представляют
  } тех, кто ещё может приехать.
year-pool-none = Прошлых лет не дано: цены выводятся из семей этого года по мере их прибытия.
year-pool-later = Прошлым годом не может быть { $year }, если этот год { $this }. Укажите пакеты этого года или более ранних.
year-pool-twice = Год { $year } дан дважды, с теми же семьями: он считался бы за два одинаковых года. Дайте каждый прошлый год один раз.
year-pool-mixed = Прошлый год { $year } и другой прошлый год не могут учить вместе: у одного только оценки, у другого только люди, а семьи этого года оцениваются одним способом. Дайте для всех прошлых лет оценки или для всех людей.
year-pool-scores = { "  " }У них есть оценки, но нет людей: у семей этого года тоже должны быть оценки, иначе по ним нечему учиться.
pool-foreign = Прошлый год { $year } не учит ценам: { $case ->
    [people] у него нет оценок, а семьи этого года оцениваются по оценкам. Дайте оценки и для него
    [scores] у него есть оценки, но нет людей, а у семей этого года есть люди, но нет оценок. Дайте людей и для него
   *[regions] ни одна его оценка не относится к региону этого года. Дайте его регионам ключи этого года
  } или не давайте этот год.
year-pool-foreign-advice = Прошлые годы дают при открытии года: откройте этот год заново в другой папке и внесите его заседания ещё раз.
year-rules-left = Программа обещает что-то группам или даёт семьям меняться или выбирать. На заседаниях этого нет: это действует, когда весь год размещается сразу.
year-count-known = Ожидается семей за весь год: { $families }.
year-count-fitted = Сколько семей приедет, оценено по итогам прошлых лет.
year-count-one-year = Сколько семей приедет, взято по одному прошлому году; принято, что годы различаются на пятую часть.
year-count-poisson = Сколько семей приедет, взято по среднему прошлых лет (распределение Пуассона).
year-count-unknown = Сколько семей приедет, неизвестно: учитывается только темп этого года.
year-families-left = В пакете есть { $families ->
    [one] { $families } семья
    [few] { $families } семьи
   *[many] { $families } семей
  }. При открытии года они не принимаются: дайте их команде `qonys year sit`.
year-faults-of = { $package }:

year-journal-missing = В { $folder } год не открыт. Его открывает `qonys year open`.
year-journal-exists = В { $folder } уже открыт год. Выберите другую папку: год никогда не перезаписывается.
year-journal-locked = В { $folder } сейчас пишет другой процесс. Ничего не изменено; повторите, когда он закончит.
year-journal-damaged = { $file } повреждён: запись { $record } не та, что была сделана. Ничего не изменено. Верните файл из копии; все записи до неё целы.
year-journal-failed = Журнал не удалось прочитать или записать. { $error }
year-record-foreign = Запись { $record } журнала непонятна. Её сделала другая версия Qonys, или её изменили вручную.

year-date-outside = { $date } не относится к году программы: { $year }.
year-day-refused = Заседание { $date } невозможно: день должен быть в { $year } году и не раньше дня последнего заседания ({ $first }). Укажите день через --date.

year-status-day-refused = Посмотреть год на { $date } нельзя: день должен быть в { $year } году и не раньше дня последнего заседания ({ $first }). Укажите его через --date или не указывайте вовсе.
year-head = Заседание { $number }, { $date }. Прошло { $elapsed } года; { $last ->
    [yes] после этого заседания никого не ждут.
   *[no] { $coming ->
      [one] ожидается ещё { $coming } семья.
      [few] ожидаются ещё { $coming } семьи.
     *[many] ожидается ещё { $coming } семей.
    }
  }
year-nobody = Никто не просит места.
year-column-household = семья
year-column-to = куда
year-column-worth = ценность
year-column-price = цена
year-column-next = следующий (ценность − цена)
year-column-after = затем
year-column-region = регион
year-column-capacity = вид
year-column-places = мест
year-column-given = отдано
year-column-left = осталось
year-column-forecast = ещё попросят
year-column-one-more = цена
year-waits = ждёт
year-beside = { $region } { $worth } { $sign } { $price }
year-why = { $household }: { $note }
year-next = { "  " }не { $region }: { $tipped ->
    [worth] там ценность меньше.
    [price] { $waits ->
        [yes] места там нужнее другим семьям и тем, кто ещё приедет.
       *[no] то, что семья заняла бы там, дороже.
      }
    [both] там ценность меньше, и то, что семья заняла бы там, дороже.
    [even] при этих ценах было бы не хуже.
    [minimum] там было бы не хуже, но в выбранном регионе нужно выполнить минимум.
    [fitting] при этих ценах было бы чуть лучше, но семьи размещаются целиком.
    [rule] правило или решение людей важнее ценности и цены.
   *[room] для всей семьи не нашлось места.
  }
year-no-room = Ни в одном открытом для неё регионе не осталось места для всей семьи.
year-kin-full = Её родные в регионе { $region }, но там нет места { $together ->
        [1] для неё
       *[other] для всех, кто едет вместе (семей: { $together })
    }: { $capacity }: нужно { $need }, осталось { $left }.
year-kin-apart = Её родные живут в разных регионах: { $regions }. Со всеми вместе она быть не может; одна из обязательных связей должна уступить.
year-minimum-unmet = Минимум в регионе { $region } ({ $capacity }) не выполнен, и больше никого не ждут.
year-overruled = Решено иначе: { $household } — { $region } вместо { $proposed }. Потеря ценности сейчас: { $worth }. Цена для года при этих ценах: { $cost }.
year-together = У семей, которые едут вместе, при каждой стоят ценность и цена всех вместе.
year-backlog-charged = В ценах учтена плата регионов, которые приняли больше, чем при ровном темпе ([arrivals] backlog).
year-proposed = Это предложение; ничего не решено. Оно лежит в { $folder }: proposal.csv, proposal.xlsx. `--accept` вносит его в журнал.
year-accepted = Заседание { $number } внесено в журнал. В { $folder }: { $file }.csv, { $file }.xlsx, plan.csv.
year-held-without-files = Заседание { $number } внесено в журнал и действует, но его таблицы не удалось записать. { $error }. Заново их пишет `qonys year plan --sitting { $number }`.

year-except-refused = Эти решения нарушают правила, поэтому ничего не записано:
year-except-reasons = Дайте одну причину --reason на все --except или по одной на каждое, и не пустую.
year-except-author = Укажите в --author, кто решает иначе; значение не может быть пустым.
year-except-household = На этом заседании нет семьи { $household }.
year-except-placed = У семьи { $household } место уже есть. Тех, у кого есть место, не переселяют.
year-except-region = Нет региона { $region }. Укажите его код или `waiting`.
year-except-same = В предложении { $household } уже стоит в регионе { $region }: ничего не решается иначе, уберите это.
year-except-waits = В предложении { $household } и так ждёт: ничего не решается иначе, уберите это.
year-except-places = Места считаются те, что оставались до этого заседания.
year-except-twice = Семья { $household } названа дважды.

year-limit = { $region } ({ $capacity })
year-moved = С { $date }: { $places ->
    [one] { $places } место переходит
    [few] { $places } места переходят
   *[many] { $places } мест переходят
  }: { $from } → { $to }. { $reason }
year-taken = С { $date }: { $places ->
    [one] на { $places } место меньше
    [few] на { $places } места меньше
   *[many] на { $places } мест меньше
  }: { $from }. { $reason }
year-added = С { $date }: { $places ->
    [one] на { $places } место больше
    [few] на { $places } места больше
   *[many] на { $places } мест больше
  }: { $to }. { $reason }

year-status = { $name }. { $date }: прошло { $elapsed } года, заседаний: { $sittings }. Семей размещено: { $placed }, ждут: { $waiting }, ещё ожидается: { $coming }. Ценность плана до сих пор: { $value } ожидаемых работающих.
year-status-note = Осталось: сколько можно отдать в этот день; места, которые приказано убрать позже, уже удержаны. Ещё попросят: сколько при этих ценах займут те, кто ждёт, и те, кого ещё ожидают. Цена: чего стоит ещё одно место для остатка года.
year-status-waiting = Ждут:
year-status-would = { $household }: заседание в этот день разместило бы семью в регионе { $region }.
year-status-sittings = Последние заседания:
year-status-sitting = { "  " }{ $number }. { $date }: размещено { $placed }, ждут { $waiting }
year-status-changes = Изменения мест:
year-status-overrides = Решено иначе, чем предложено, по причинам:
year-status-override = { "  " }{ $reason }: { $count }, цена для года { $cost }
year-plan-written = Записано в { $folder }: { $files }. Семей размещено: { $placed }, ждут: { $waiting }.
year-sitting-missing = Заседания { $number } нет: проведено заседаний: { $held }.
year-rerun-same = Заново вычислено заседаний: { $sittings }, записей: { $records }. Байты те же.
year-rerun-differs = Заседание { $number } ({ $date }) выходит не таким, каким его записала версия { $version }.

year-figure-placed = Семей размещено
year-figure-waiting = Семей ждёт
year-figure-value = Ожидаемых работающих
year-figure-elapsed = Какая часть года прошла
year-figure-coming = Семей ещё ожидается
