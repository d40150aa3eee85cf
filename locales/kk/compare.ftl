# Екі жоспар қатар және өзгерістен не шығар еді.

compare-kicker = Салыстыру
compare-sides = A: { $a }. B: { $b }.
compare-s-difference = Айырма
compare-s-totals = Жалпы
compare-s-policy = Бағдарламаның айырмашылығы бар кілттері
compare-s-regions = Өңірлер
compare-s-capacities = Орындар және олардың бағасы
compare-s-openings = Бос жұмыс орындары және олардың бағасы
compare-s-groups = Топтар
compare-s-moves = Орны өзгеше отбасылар
compare-col-figure = көрсеткіш
compare-col-a = A
compare-col-b = B
compare-col-difference = B − A
compare-col-key = кілт
compare-col-region = өңір
compare-col-capacity = орын түрі
compare-col-occupation = кәсіп
compare-col-persons-a = адам A
compare-col-persons-b = адам B
compare-col-places-a = орын A
compare-col-places-b = орын B
compare-col-used-a = алынған A
compare-col-used-b = алынған B
compare-col-price-a = баға A
compare-col-price-b = баға B
compare-col-wanted-a = керек A
compare-col-wanted-b = керек B
compare-col-filled-a = толған A
compare-col-filled-b = толған B
compare-col-by = белгі
compare-col-group = топ
compare-col-households = отбасы
compare-col-households-b = B-дегі отбасы
compare-col-placed-a = орналасқан A
compare-col-placed-b = орналасқан B
compare-col-mean-a = орташа құндылық A
compare-col-mean-b = орташа құндылық B
compare-col-household = отбасы
compare-col-from = A-да
compare-col-to = B-да
compare-col-persons = адам
compare-col-worth-a = құндылық A
compare-col-worth-b = құндылық B
compare-by-stream = ағын
compare-by-origin = шыққан елі
compare-by-priority = басымдық
compare-by-size = адам саны
compare-not-said = айтылмаған
compare-waits = күтеді
compare-violations = Бұзылған ережелер
compare-proof-more = Дәлелденді: B-ның ең жақсы жоспары A-ның ең жақсысынан құндырақ, айырмасы { $low } мен { $high } аралығында. Осы жоспарлардың өз айырмасы { $difference }.
compare-proof-less = Дәлелденді: B-ның ең жақсы жоспарының құндылығы A-ның ең жақсысынан кем, айырмасы { $low } мен { $high } аралығында. Осы жоспарлардың өз айырмасы { $difference }.
compare-proof-same = Дәлелденді: A мен B-ның ең жақсы жоспарлары тең.
compare-proof-open = Дәлелденбеді: осы жоспарлардың айырмасы { $difference }, ал екі жақтың ең жақсы жоспарларының айырмасы { $low } мен { $high } аралығында. B артық па, кем бе — ашық күйде қалады.
compare-proof-not-asked = Осы жоспарлардың айырмасы { $difference }. Берілген жоспар өз қалпында салыстырылады, оның дестесі мүмкін ететін ең жақсысы емес.
compare-none-move = Бірде-бір отбасының орны өзгермеді.
compare-moved = B-да A-дағыдан басқа жерде: { $households } ({ $persons }).
compare-only-a = Тек A-да: { $count } отбасы.
compare-only-b = Тек B-да: { $count } отбасы.
compare-list-a = Тек A-да: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }және тағы { $more }
  }
compare-list-b = Тек B-да: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }және тағы { $more }
  }
compare-more-rows = … және тағы { $count }; файлдарда бәрі бар.
compare-moves-how = A мен B-да қайда екеніне қарай отбасылар. Бестен азы мұнда саналмайды; compare.csv не what-if.csv әрқайсысын кілтімен атайды.
compare-read-1 = Құндылық — бір жылдан кейін жұмыста болады деп күтілетін адамдар саны, туыстық пен тілек бағдарлама салмағымен қосылады: ол жоспарларды салыстырады, адамдарды емес.
compare-read-2 = Әр жақтың өз дәлелі бар. Екі дәлел ашық қалдырғаннан кіші айырма қай жақтың жақсырақ екенін айтпайды.
compare-read-3 = Екі жоспардың құндылығы шамалас болса, көп отбасы еш пайдасыз басқа жерде тұруы мүмкін: алдымен құндылық айырмасына, содан кейін ауысуларға қараңыз.
compare-read-4 = Баға — тағы бір орын қосымша есеп бойынша қанша қосар еді; әр дестенің бағасы өзінікі.
compare-written = { $folder } қалтасына жазылды: { $files } ({ $seconds } с)
compare-programme-both = A — programme.toml: A ретінде дестені, B ретінде басқа саясатты беріңіз.

whatif-kicker = Егер болса
whatif-changed = { $what }: { $before } → { $after }
whatif-nothing = ештеңе
whatif-term = { $what } бағасы: { $price } × { $change } = { $worth }
whatif-forecast = Бағалар { $by_prices } болжады; осы жоспарлардың айырмасы { $true }.
whatif-at-most = Тек A бағалары бойынша дәлелденді: B-ның ең жақсы жоспары A жоспарынан ең көбі { $at_most } артық.
whatif-unpriced = A-да бағасы жоқ шектеулер: { $count }; болжам олар туралы айтпайды.
whatif-by-turn = Кімнің орналасатынын кезек, класс не «бәрі» ережесі шешеді: бағалар орналасқандарға дұрыс, жаңадан орналасатын отбасылар не беретінін болжамайды.
whatif-further = Орындар мен бос жұмыс санынан басқа да нәрсе өзгерді; бағалар тек соларды болжайды.
whatif-s-curve = Қисық
whatif-curve-how = Әр қадамдағы жоспар құндылығы, қасында бастапқы нүкте бағаларының болжамы (жанама) және солар бойынша асып кетпейтін шек.
whatif-line-value = Жоспар құндылығы
whatif-line-tangent = Бағалардың болжамы
whatif-line-bound = Осы бағалар бойынша бұдан құнды жоспар жоқ
whatif-col-number = сан
whatif-col-value = құндылық
whatif-col-bound = дәлелденген шек
whatif-col-tangent = бағалар болжамы
whatif-col-at-most = осы бағалар бойынша шек
whatif-col-placed = орналасқан адам
whatif-col-waiting = күтетін отбасы
whatif-col-price = тағы біреуінің бағасы
whatif-col-moved = басқа жердегі отбасы
whatif-read-1 = Болжам — баға × өзгеріс. Отбасылар бөлінбейді, сондықтан бір орын ештеңе бермеуі, келесісі көп беруі мүмкін: болжам орта есеппен және шағын өзгерістерге дұрыс. Үлкен өсім болжанғаннан аз береді, үлкен қысқарту қымбатқа түседі, ал кезек не класс бойынша кім кіретінін бағалар болжамайды.
whatif-read-2 = Тек A бағалары бойынша дәлелденген нәрсе кез келген өзгеріске, қанша үлкен болса да, дұрыс: B-ның бірде-бір жоспары бұдан құнды емес.
whatif-refused = Бұл өзгеріспен десте өзіне өзі қайшы келеді:
whatif-needs-change = Нені өзгерту керегін айтыңыз: --set не --sweep.

setting-no-operator = { $setting }: амал белгісі жоқ. Өзгеретін нәрсе мен мөлшердің арасында { $known } белгілерінің бірі тұрады.
setting-no-target = { $setting }: нені өзгерту айтылмаған, не жақша не тырнақша жабылмаған: { $part }
setting-no-operand = { $setting }: { $part } соңында ештеңе жоқ
setting-table-unknown = { $setting }: { $part } — бұлай өзгертуге болатын кесте емес. Мүмкін: { $known }?
setting-keys-counted = { $setting }: [{ $part }] ішінде мыналар аталуы керек: { $known }.
setting-region-unknown = { $setting }: дестеде { $part } өңірі жоқ. Мүмкін: { $known }?
setting-capacity-unknown = { $setting }: бағдарламада { $part } орын түрі жоқ. Бары: { $known }
setting-occupation-unknown = { $setting }: { $part } — ISCO-08 коды емес.
setting-household-unknown = { $setting }: дестеде { $part } отбасы жоқ. Ең жақыны: { $known }
setting-person-unknown = { $setting }: дестеде { $part } адамы жоқ. Ең жақыны: { $known }
setting-column-unknown = { $setting }: { $part } — мұнда өзгертуге болатын баған емес. Мүмкін: { $known }?
setting-key-unknown = { $setting }: бағдарламада { $part } кілті болмайды. Мүмкін: { $known }?
setting-key-ambiguous = { $setting }: { $part } мыналардың кез келгені болуы мүмкін: { $known }. Толық жазыңыз.
setting-position-unknown = { $setting }: { $part } орны жоқ; тізім ұзындығы: { $known }.
setting-not-a-number = { $setting }: { $part } — сан емес.
setting-nothing-there = { $setting }: { $part } ішінде қосуға не көбейтуге болатын сан жоқ. Оны = арқылы беріңіз.
setting-unlimited = { $setting }: онда орындар шектелмеген ({ $part }). Шекті тек = береді.
setting-below-zero = { $setting }: { $part } болып шығар еді, нөлден аз.
setting-lock-unknown = { $setting }: { $part } — шешім емес. Мыналардың бірін жазыңыз: { $known }.
setting-not-a-value = { $setting }: { $part } ішінде кесте тұр, не оған жазуға болмайды.
setting-no-range = { $setting }: { $part } — кемінде екі қадамды қатар емес. Былай жазыңыз: { $known }.
setting-too-many-points = { $setting }: { $part } ішінде { $known } қадамнан көп; әрқайсысы бөлек жоспар.
