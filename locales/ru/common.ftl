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

# Названия обычных видов мест и потоков; прочие показываются так, как они записаны в данных.
capacity-name = { $name ->
    [kandas] Квота кандасов
    [resettler] Квота переселенцев
    [school-kk] Места в казахских школах
    [families] Семьи
    [persons] Люди
   *[other] { $name }
}
stream-name = { $name ->
    [kandas] кандасы
    [resettler] переселенцы
   *[other] { $name }
}
synthetic = Синтетические данные: люди в этом пакете не настоящие.

# Обрамление сообщений об ошибках; сами сообщения находятся в faults.ftl.
severity-error = ошибка
severity-warning = предупреждение
fault-row = строка { NUMBER($row, useGrouping: "false") }
fault-column = столбец { $column }
errors-title = Ошибки
errors-intro = Все ошибки, которые могут быть в пакете, по кодам. Коды постоянны: их не перенумеровывают и не отдают другим ошибкам. Ошибка останавливает расчёт, и ничего не записывается; предупреждение не останавливает. Знак `…` стоит на месте того, что сообщение называет в каждом случае. Сообщается обо всех ошибках сразу, для каждой указаны файл, строка, столбец и значение. Эта страница создана из таблицы кодов и сообщений на трёх языках.
errors-code = Код
errors-key = Ключ
errors-severity = Вид

# Числа, которых никто не измерял.
assumption-default = { $what }: { $value } (допущение; значение по умолчанию)
assumption-given = { $what }: { $value } (допущение)
assumed-base-none = Вероятность работы без подобранной вакансии, без законченного школьного образования
assumed-base-secondary = Вероятность работы без подобранной вакансии, среднее образование
assumed-base-vocational = Вероятность работы без подобранной вакансии, профессиональное образование
assumed-base-higher = Вероятность работы без подобранной вакансии, высшее образование
assumed-base-unknown = Вероятность работы без подобранной вакансии, образование неизвестно
assumed-matched = Вероятность работы, когда с вакансией совпадают 1, 2, 3, 4 знака кода занятия
assumed-working-age = Возраст, в котором от людей ожидается работа
assumed-regional = Столбец таблицы регионов с коэффициентом, на который умножается вероятность работы
assumed-kin = Ценность одного исполненного желания жить рядом с родственниками
assumed-wish = Ценность первого из желаемых регионов; k-й по счёту ценится в k раз меньше
assumed-other = Параметр { $key }

# plan.xlsx: листы и столбцы.
book-summary = Итоги
book-waiting = Ожидают
book-plan = План
book-prices = Места и цены
book-openings = Вакансии
book-household = Семья
book-households = Семей
book-members = Человек
book-applied = Заявление
book-stream = Поток
book-value = Ожидается занятых
book-matched = Подобранные вакансии
book-runner-up = Следующий лучший регион
book-note = Примечание
book-reason = Почему ожидает
book-region = Регион
book-region-name = Название региона
book-capacity = Вид мест
book-places = Мест
book-minimum = Минимум
book-asked = Спрос
book-used = Занято
book-left = Осталось
book-price = Цена ещё одного
book-occupation = Код занятия
book-occupation-name = Занятие
book-wanted = Вакансий всего
book-filled = Вакансий занято
book-unlimited = без ограничения
book-page = Страница
