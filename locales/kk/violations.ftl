# Жоспар бұзған ережелер: qonys check --plan.

violation-missing = { $household }: отбасының қайда баратыны жоспарда айтылмаған.
violation-outside-package = Жоспардың { NUMBER($placement, useGrouping: "false") }-жазбасында пакетте жоқ нәрсе аталған.
violation-closed-capacity = { $household }: орналастырылған өңір: { $region }; онда барлық орын саны жетпейді: { $capacity }.
violation-closed-pinned = { $household }: орналастырылған өңір: { $region }; отбасы шешіммен басқа өңірге бекітілген.
violation-closed-forbidden = { $household }: орналастырылған өңір: { $region }; бұл өңірге шешіммен тыйым салынған.
violation-closed-tied = { $household }: орналастырылған өңір: { $region }; міндетті байланыс басқа өңірмен.
violation-closed-veto = { $household }: орналастырылған өңір: { $region }; бұл өңірден отбасының өзі немесе бірге көшетін отбасы бас тартқан.
violation-closed-no-score = { $household }: орналастырылған өңір: { $region }; бұл өңір үшін ұпай берілмеген.
violation-pinned-waits = { $household }: отбасы күтуде, ал шешіммен бекітілген өңір: { $region }.
violation-exception-groundless = { $household }: квотадан тыс орналасқан өңір: { $region }, бірақ себебі, авторы не 18 жасқа толмаған мүшесі жоқ.
violation-party-split = { $household } және { $other }: бірге болуға тиіс, бірақ бір жерге орналастырылмаған.
violation-capacity = { $region }, { $capacity }: берілгені { $used }, ал бар орын { $places }.
violation-minimum = { $region }, { $capacity }: берілгені { $used }, ал ең азы { $minimum } болуға тиіс.
violation-not-a-worker = { $household }: { $person } бос жұмыс орнына тағайындала алмайды: отбасы мүшесі емес, жұмыс іздеуші ретінде есептелмейді немесе екі рет тағайындалған.
violation-job-elsewhere = { $person }: бос жұмыс орны отбасы баратын өңірде емес: { $opening }.
violation-job-unfit = { $person }: кәсіп коды мен бос жұмыс орнының кодында бірде-бір ортақ таңба жоқ: { $opening }.
violation-overfilled = { $opening }: толтырылғаны { $filled }, ал керегі { $wanted }.
violation-waits-under-everyone = { $household }: отбасы күтуде, ал ереже бойынша орын барлығына берілуге тиіс.
violation-priority = { $household }: отбасы күтуде, ал басымдығы төменірек отбасылар ғана орын берсе, орын табылар еді; өңір: { $region }.
violation-order = { $household }: отбасы күтуде, ал кейін өтініш бергендер ғана орын берсе, орын табылар еді; өңір: { $region }.
