# Что говорит командная строка кроме предложений отчёта.

progress-reading = Чтение пакета
progress-searching = Поиск мест
progress-engine = Поиск мест: ожидается в работе { $value }, возможно не более { $bound }, разрыв { $gap } %
progress-writing = Запись
progress-stopping = Остановка: лучший найденный план будет записан. Ещё раз Ctrl-C — выход сразу, без записи

faults-counted = { $errors ->
    [0] Ошибок нет
    [one] { $errors } ошибка
    [few] { $errors } ошибки
   *[other] { $errors } ошибок
  }, { $warnings ->
    [0] предупреждений нет.
    [one] { $warnings } предупреждение.
    [few] { $warnings } предупреждения.
   *[other] { $warnings } предупреждений.
  }

place-warnings = { $count ->
    [one] Выше { $count } предупреждение о пакете; `qonys check` покажет его снова.
    [few] Выше { $count } предупреждения о пакете; `qonys check` покажет их снова.
   *[other] Выше { $count } предупреждений о пакете; `qonys check` покажет их снова.
  }
place-written = Записано в { $folder }: plan.csv, plan.xlsx, run.json, report.html ({ $seconds } с)

refused-not-found = Не найден план, в котором выполнены все минимумы и закрепления. Лучшая попытка не удалась здесь; существует ли план, неизвестно.
refused-stopped = Расчёт остановлен раньше, чем найден план. Ничего не записано. Запустите снова и дайте больше времени.
refused-capacity = { "  " }{ $region }, { $capacity }: мест { $places }, минимум { $minimum }
refused-households = { "  " }семьи: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }и ещё { $more }
  }
refused-withheld = План нарушает правила (число нарушений: { $count }) и не выдаётся. Ничего не записано. Это ошибка программы Qonys: сообщите о ней и приложите пакет без данных настоящих людей.
refused-numbers = С числами пакета нельзя вести расчёт: { $error }

check-clean = Пакет пригоден: { $households ->
    [one] { $households } семья
    [few] { $households } семьи
   *[other] { $households } семей
  }, { $persons ->
    [few] { $persons } человека
   *[other] { $persons } человек
  }.

judged-violations = { $count ->
    [0] План не нарушает правил.
    [one] План нарушает { $count } правило.
    [few] План нарушает { $count } правила.
   *[other] План нарушает { $count } правил.
  }
judged-worth = Ценность плана: ожидается в работе { $worth }.
judged-best = Ценность лучшего известного плана: { $best }; больше { $bound } не может быть ни у одного. Этот план теряет { $away }.
judged-above-best = Ценность лучшего известного плана, который соблюдает правила: { $best }. Этот план берёт на { $away } больше, чем позволяют правила.
judged-no-plan = Сравнить не с чем: неизвестен план, в котором выполнены все правила пакета.

explain-unknown-household = В пакете нет семьи { $household }. Ближайшее по написанию: { $nearest }.

init-done = Записано: { $path }. Заполните и проверьте командой `qonys check`.
init-exists = Уже существует: { $path }. Выберите новое имя или пустую папку.

synth-done = Записано в { $folder }. Синтетических семей: { $households }, человек: { $persons }. Они составлены по опубликованным итогам и не являются настоящими людьми.

write-failed = Ничего не записано. { $error }
output-lost = Результат не удалось записать туда, куда направлен вывод: возможно, диск заполнен.
