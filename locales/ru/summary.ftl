# Итоги расчёта на одном экране и показатели первого листа plan.xlsx.

summary-placed = Размещено: { $persons } ({ $households }).
summary-waiting = Ожидают: { $persons } ({ $households }).
summary-why = Почему семьи ожидают: { $reasons }.
why-no-open-region = нет открытого региона
why-priority = впереди более срочные классы
why-applied-later = впереди более ранние заявления
why-places-short = не хватает мест
why-not-worth = нет пользы по оценкам
summary-worth = Ценность плана: { $value } (ожидаемое число занятых через год). Ценность любого плана по тем же правилам не выше { $bound }: разрыв { $gap }.
summary-worth-scores = Ценность плана: { $value } (по заданным оценкам). Ценность любого плана по тем же правилам не выше { $bound }: разрыв { $gap }.
summary-openings = Занято вакансий: { $filled } из { $wanted }.
summary-price = Цена
summary-more = Остальные строки в отчёте: { $count }. Здесь показаны самые дорогие места.
summary-assumptions = Допущений (чисел, которых никто не измерял) в основе расчётов: { $count }. Они перечислены в отчёте.
summary-stopped = Расчёт остановлен до завершения. План соблюдает все правила; более долгий расчёт может найти лучший.
summary-inclusion-open = Не доказано, что никакой другой план не дал бы места людям, которые стоят впереди размещённых.

figure-households = Семей
figure-persons = Человек
figure-placed-households = Размещено семей
figure-placed-persons = Размещено человек
figure-waiting-households = Ожидает семей
figure-waiting-persons = Ожидает человек
figure-value = Ценность плана (ожидаемое число занятых через год)
figure-value-scores = Ценность плана (по заданным оценкам)
figure-bound = Ценность любого плана по тем же правилам не выше
figure-gap = Разрыв
figure-wanted = Вакансий всего
figure-filled = Вакансий занято
