# Ешбір жоспар бірге орындай алмайтын шарттар.

conflict-minimal = Жоспар жоқ: бұл шарттарды бірге орындау мүмкін емес, олардың бірі өзгеруге тиіс. Олардың бір-біріне қайшы екені де, кез келген біреуінен басқасын орындайтын жоспар бар екені де дәлелденген.
conflict-loose = Жоспар жоқ: бұл шарттарды бірге орындау мүмкін емес. Бұл дәлелденген. Қайшылыққа олардың әрқайсысы қажет екені дәлелденбеген: азырағы да жеткілікті болуы мүмкін.
conflict-places = { $region }, { $capacity }: орын саны небәрі { $amount }
conflict-no-row = { $region }, { $capacity }: орын жоқ, өйткені оны беретін жол жоқ
conflict-minimum = { $region }, { $capacity }: кемінде { $amount } пайдаланылуға тиіс
conflict-pin = { $household }: { $region } өңіріне бекітілген{ $takes ->
    [none] { "" }
   *[other] {""}; керегі: { $takes }
  }
conflict-forbid = { $household }: { $region } өңіріне тыйым салынған
conflict-veto = { $household }: { $region } өңірінен бас тартқан
conflict-tie-region = { $household }: { $region } өңіріне міндетті түрде барады{ $takes ->
    [none] { "" }
   *[other] {""}; керегі: { $takes }
  }
conflict-tie = { $household } және { $other }: бірге болуға тиіс
conflict-no-score = { $household }: мына өңірлер үшін ұпай жоқ: { $regions }
conflict-everyone = барлығы орналастырылуға тиіс; мұнда отбасы саны { $count }, адам саны { $persons }: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }және тағы { $more }
  }
