# Условия, которые ни один план не может выполнить вместе.

conflict-minimal = Плана нет: эти условия нельзя выполнить вместе, одно из них должно уступить. Доказано, что они противоречат друг другу и что план выполнил бы все, кроме любого одного.
conflict-loose = Плана нет: эти условия нельзя выполнить вместе. Это доказано. Не доказано, что для противоречия нужно каждое из них: возможно, достаточно меньшего числа.
conflict-places = { $region }, { $capacity }: всего { $amount } { $amount ->
    [one] место
    [few] места
   *[other] мест
  }
conflict-no-row = { $region }, { $capacity }: мест нет, так как ни одна строка их не даёт
conflict-minimum = { $region }, { $capacity }: должно быть использовано не менее { $amount }
conflict-pin = { $household }: закрепление за { $region }{ $takes ->
    [none] { "" }
   *[other] {""}; требуется: { $takes }
  }
conflict-forbid = { $household }: запрет на { $region }
conflict-veto = { $household }: отказ от { $region }
conflict-tie-region = { $household }: обязательная связь с { $region }{ $takes ->
    [none] { "" }
   *[other] {""}; требуется: { $takes }
  }
conflict-tie = { $household } и { $other }: должны быть вместе
conflict-no-score = { $household }: нет оценки для { $regions }
conflict-everyone = разместить нужно всех; здесь { $count ->
    [one] { $count } семья
    [few] { $count } семьи
   *[other] { $count } семей
  }, { $persons ->
    [few] { $persons } человека
   *[other] { $persons } человек
  }: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }и ещё { $more }
  }
