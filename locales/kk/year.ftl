# Қалтадағы жыл: `qonys year`.

year-opened = { $name }, { $year } жыл: { $folder } ішінде ашылды. Өңірлер: { $regions }.
year-pool = Өткен { $year } жыл: әлі келуі мүмкін отбасылардың орнына { $households } отбасы алынады.
year-pool-none = Өткен жылдар берілмеген: бағалар осы жылғы отбасылар келген сайын солардан шығарылады.
year-pool-later = Бұл жыл { $this } болса, өткен жыл { $year } бола алмайды. Осы жылдың немесе одан бұрынғы жылдардың пакеттерін беріңіз.
year-pool-twice = { $year } жыл сол отбасылармен екі рет берілген: ол бірдей екі жыл болып саналар еді. Әр өткен жылды бір рет беріңіз.
year-rules-left = Бағдарлама топтарға бірдеңе уәде етеді немесе отбасыларға алмасуға не таңдауға мүмкіндік береді. Отырыстарда бұл болмайды: ол бүкіл жыл бірден орналастырылғанда ғана күшінде.
year-count-known = Бүкіл жылда күтілетін отбасылар: { $families }.
year-count-fitted = Қанша отбасы келетіні өткен жылдардың қорытындысы бойынша бағаланады.
year-count-one-year = Қанша отбасы келетіні бір өткен жыл бойынша алынады; жылдар бестен біріне дейін өзгереді деп есептеледі.
year-count-poisson = Қанша отбасы келетіні өткен жылдардың орташасы бойынша алынады (Пуассон үлестірімі).
year-count-unknown = Қанша отбасы келетіні белгісіз: тек осы жылдың қарқыны ескеріледі.
year-families-left = Пакетте { $families } отбасы бар. Жылды ашқанда олар қабылданбайды: оларды `qonys year sit` командасына беріңіз.
year-faults-of = { $package }:

year-journal-missing = { $folder } ішінде жыл ашылмаған. Оны `qonys year open` ашады.
year-journal-exists = { $folder } ішінде жыл ашылып қойған. Басқа қалта таңдаңыз: жыл ешқашан қайта жазылмайды.
year-journal-locked = { $folder } ішіне қазір басқа процесс жазып жатыр. Ештеңе өзгертілген жоқ; ол біткенде қайталаңыз.
year-journal-damaged = { $file } бүлінген: { $record }-жазба жазылғандай емес. Ештеңе өзгертілген жоқ. Файлды көшірмеден қайтарыңыз; оған дейінгі жазбалардың бәрі бүтін.
year-journal-failed = Журналды оқу немесе жазу мүмкін болмады. { $error }
year-record-foreign = Журналдың { $record }-жазбасы түсініксіз. Оны Qonys-тың басқа нұсқасы жазған немесе ол қолмен өзгертілген.

year-date-outside = { $date } бағдарлама жылына ({ $year }) жатпайды.
year-day-refused = { $date } күні отырыс өткізуге болмайды: күн { $year } жылы болуы және соңғы отырыс күнінен ({ $first }) ерте болмауы керек. Күнді --date арқылы беріңіз.

year-head = { $number }-отырыс, { $date }. Жылдың { $elapsed } өтті; { $last ->
    [yes] осы отырыстан кейін ешкім күтілмейді.
   *[no] тағы { $coming } отбасы күтіледі.
  }
year-nobody = Ешкім орын сұрамайды.
year-column-household = отбасы
year-column-to = қайда
year-column-worth = құндылық
year-column-price = баға
year-column-next = келесісі (құндылық − баға)
year-column-after = одан кейін
year-column-region = өңір
year-column-capacity = түрі
year-column-places = орын
year-column-given = берілді
year-column-left = қалды
year-column-forecast = әлі сұралады
year-column-one-more = баға
year-waits = күтеді
year-beside = { $region } { $worth } { $sign } { $price }
year-why = { $household }: { $note }
year-next = { "  " }{ $region } емес: { $tipped ->
    [worth] онда құндылық аз.
    [price] { $waits ->
        [yes] ондағы орындар басқаларға және әлі келетіндерге көбірек керек.
       *[no] отбасының онда алатыны қымбатырақ.
      }
    [both] онда құндылық аз, әрі отбасының онда алатыны қымбатырақ.
    [even] осы бағаларда одан кем болмас еді.
    [minimum] онда кем болмас еді, бірақ таңдалған өңірде ең аз сан орындалуы керек.
    [fitting] осы бағаларда сәл жақсырақ болар еді, бірақ отбасылар бөлінбей орналастырылады.
    [rule] ереже немесе адамдардың шешімі құндылық пен бағадан жоғары тұрады.
   *[room] бүкіл отбасыға орын болмады.
  }
year-no-room = Отбасыға ашық бірде-бір өңірде бүкіл отбасыға жететін орын қалмады.
year-kin-full = Туыстары { $region } өңірінде, бірақ онда { $together ->
        [1] оған
       *[other] бірге баратын { $together } отбасының бәріне
    } орын жоқ: { $capacity }: керегі { $need }, қалғаны { $left }.
year-kin-apart = Туыстары әртүрлі өңірлерде: { $regions }. Бәрімен бірге бола алмайды; міндетті байланыстардың бірі өзгеруге тиіс.
year-minimum-unmet = { $region } өңірінің ең аз саны ({ $capacity }) орындалмады, енді ешкім күтілмейді.
year-overruled = Басқаша шешілді: { $household } — { $proposed } орнына { $region }. Қазір жоғалатын құндылық: { $worth }. Осы бағаларда жылға түсетін шығын: { $cost }.
year-proposed = Бұл — ұсыныс; ештеңе шешілген жоқ. Ол { $folder } ішінде: proposal.csv, proposal.xlsx. `--accept` оны журналға жазады.
year-accepted = { $number }-отырыс журналға жазылды. { $folder } ішінде: { $file }.csv, { $file }.xlsx, plan.csv.
year-held-without-files = { $number }-отырыс журналға жазылды және күшінде, бірақ оның кестелерін жазу мүмкін болмады. { $error }. Жоспарды `qonys year plan` қайта жазады.

year-except-refused = Бұл шешімдер ережелерді бұзады, сондықтан ештеңе жазылған жоқ:
year-except-reasons = Барлық --except үшін бір --reason немесе әрқайсысына бір-бірден беріңіз; олар бос болмасын.
year-except-author = Басқаша кім шешетінін --author арқылы көрсетіңіз; ол бос болмасын.
year-except-household = Бұл отырыста { $household } отбасы жоқ.
year-except-placed = { $household } отбасының орны бар. Орны барлар көшірілмейді.
year-except-region = { $region } өңірі жоқ. Оның кодын немесе `waiting` сөзін беріңіз.
year-except-twice = { $household } екі рет аталған.

year-limit = { $region } ({ $capacity })
year-moved = { $date } бастап: { $places } орын ауысады: { $from } → { $to }. { $reason }
year-taken = { $date } бастап: { $places } орын азаяды: { $from }. { $reason }
year-added = { $date } бастап: { $places } орын қосылады: { $to }. { $reason }

year-status = { $name }. { $date }: жылдың { $elapsed } өтті, өткен отырыстар: { $sittings }. Орналасқан отбасылар: { $placed }, күтетіндер: { $waiting }, әлі күтілетіндер: { $coming }. Осы уақытқа дейінгі жоспардың құндылығы: { $value } күтілетін жұмыс істеуші.
year-status-note = Қалды: осы күні беруге болатыны; кейінге бұйырылған қысқарту қазірден ұсталады. Әлі сұралады: күтетіндер мен әлі келетіндер осы бағаларда алатыны. Баға: тағы бір орынның жылдың қалған бөлігі үшін құны.
year-status-waiting = Күтетіндер:
year-status-would = { $household }: осы күнгі отырыс отбасыны { $region } өңіріне орналастырар еді.
year-status-sittings = Соңғы отырыстар:
year-status-sitting = { "  " }{ $number }. { $date }: орналасты { $placed }, күтеді { $waiting }
year-status-changes = Орындардың өзгеруі:
year-status-overrides = Ұсыныстан басқаша шешілгендер, себебі бойынша:
year-status-override = { "  " }{ $reason }: { $count }, жылға түсетін шығын { $cost }
year-plan-written = { $folder } ішіне жазылды: plan.csv. Орналасқан отбасылар: { $placed }, күтетіндер: { $waiting }.
year-rerun-same = Қайта есептелген отырыстар: { $sittings }, жазбалар: { $records }. Байттар бірдей.
year-rerun-differs = { $number }-отырыс ({ $date }) { $version } нұсқасы жазғандай шықпайды.

year-figure-placed = Орналасқан отбасылар
year-figure-waiting = Күтетін отбасылар
year-figure-value = Күтілетін жұмыс істеушілер
year-figure-elapsed = Жылдың өткен бөлігі
year-figure-coming = Әлі күтілетін отбасылар
