# Жеке тұратын сөздер; күндер.
lang-name = Қазақша
date = { NUMBER($day, minimumIntegerDigits: 2) }.{ NUMBER($month, minimumIntegerDigits: 2) }.{ NUMBER($year, useGrouping: "false") }
count-persons = { $count } адам
count-households = { $count } отбасы

# Әдеттегі орын түрлері мен ағындардың атаулары; қалғандары деректерде жазылғандай көрсетіледі.
capacity-name = { $name ->
    [kandas] Қандастар квотасы
    [resettler] Қоныс аударушылар квотасы
    [school-kk] Қазақ мектебі орындары
    [families] Отбасылар
    [persons] Адамдар
   *[other] { $name }
}
stream-name = { $name ->
    [kandas] қандастар
    [resettler] қоныс аударушылар
   *[other] { $name }
}
synthetic = Синтетикалық деректер: бұл пакеттегі адамдар нақты адамдар емес.

# Қате туралы хабардың жақтауы; хабарлардың өзі faults.ftl файлында.
severity-error = қате
severity-warning = ескерту
fault-row = { NUMBER($row, useGrouping: "false") }-жол
fault-column = баған: { $column }
errors-title = Қателер
errors-intro = Пакетте кездесуі мүмкін барлық қате, кодтары бойынша. Кодтар тұрақты: олар қайта нөмірленбейді және басқа қатеге берілмейді. Қате есептеуді тоқтатады, ештеңе жазылмайды; ескерту тоқтатпайды. `…` белгісі хабарда әр жағдайда аталатын нәрсенің орнында тұр. Барлық қате бірден хабарланады, әрқайсысының файлы, жолы, бағаны және мәні көрсетіледі. Бұл бет кодтар кестесінен және үш тілдегі хабарлардан жасалған.
errors-code = Код
errors-key = Кілт
errors-severity = Түрі

# Ешкім өлшемеген сандар.
assumption-default = { $what }: { $value } (болжам; әдепкі мән)
assumption-given = { $what }: { $value } (болжам)
assumed-base-none = Бос жұмыс орны сәйкестендірілмегенде жұмысқа тұру ықтималдығы, мектеп бітірмегендер
assumed-base-secondary = Бос жұмыс орны сәйкестендірілмегенде жұмысқа тұру ықтималдығы, орта білім
assumed-base-vocational = Бос жұмыс орны сәйкестендірілмегенде жұмысқа тұру ықтималдығы, кәсіптік білім
assumed-base-higher = Бос жұмыс орны сәйкестендірілмегенде жұмысқа тұру ықтималдығы, жоғары білім
assumed-base-unknown = Бос жұмыс орны сәйкестендірілмегенде жұмысқа тұру ықтималдығы, білімі белгісіз
assumed-matched = Кәсіп кодының 1, 2, 3, 4 таңбасы бос жұмыс орнына сәйкес келгенде жұмысқа тұру ықтималдығы
assumed-working-age = Адамдар жұмыс істейді деп күтілетін жас
assumed-regional = Жұмысқа тұру ықтималдығы көбейтілетін коэффициент тұрған өңірлер кестесінің бағаны
assumed-kin = Туыстарға жақын тұру туралы орындалған бір тілектің құндылығы
assumed-wish = Бірінші қалаған өңірдің құндылығы; тізімдегі k-шы өңірдің құндылығы k есе аз
assumed-other = Параметр { $key }

# plan.xlsx: парақтар мен бағандар.
book-summary = Қорытынды
book-waiting = Күтетіндер
book-plan = Жоспар
book-prices = Орындар мен бағалар
book-openings = Бос жұмыс орындары
book-household = Отбасы
book-households = Отбасы саны
book-members = Адам саны
book-applied = Өтініш күні
book-stream = Ағыны
book-value = Күтілетін жұмыс істейтіндер
book-matched = Сәйкестендірілген бос жұмыс орындары
book-runner-up = Келесі үздік өңір
book-note = Ескертпе
book-reason = Күту себебі
book-region = Өңір
book-region-name = Өңірдің атауы
book-capacity = Орын түрі
book-places = Орын
book-minimum = Ең азы
book-asked = Сұраныс
book-used = Берілді
book-left = Қалды
book-price = Тағы бірінің бағасы
book-occupation = Кәсіп коды
book-occupation-name = Кәсіп
book-wanted = Барлық бос жұмыс орны
book-filled = Толтырылған бос жұмыс орны
book-unlimited = шектеусіз
book-page = Бет
