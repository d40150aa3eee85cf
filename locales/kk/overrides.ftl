# Адамдар есептен тыс не шешті және оның құны.

overrides-unsaid = айтылмаған
overrides-pin = бекітілген
overrides-forbid = тыйым салынған
overrides-exception = квотадан тыс
overrides-note-pin = Шешіммен бекітілген өңір: { $region }. Шешім қабылдаған: { $author }, күні: { $date }. Себебі: { $reason }.
overrides-note-silent = Шешім ({ $kind }, { $region }); кім, қашан және неге қабылдағаны көрсетілмеген.
overrides-note-forbid = Шешіммен тыйым салынған өңір: { $region }. Шешім қабылдаған: { $author }, күні: { $date }. Себебі: { $reason }.
overrides-note-exception = Баланың мүддесі үшін квотадан тыс орналасқан өңір: { $region }. Шешім қабылдаған: { $author }, күні: { $date }. Себебі: { $reason }.
overrides-joint = Адамдардың { $count } шешімінің жалпы құны { $cost }: оларсыз табылған ең жақсы жоспар сонша құндырақ болар еді (дәлелденді: { $low } мен { $high } аралығында).
overrides-joint-gains = Адамдардың { $count } шешімі құндылықты бірге { $gain } өзгертеді, өйткені квотадан тыс орындар құндылық қосады: оларсыз табылған ең жақсы жоспардың құндылығы сонша кем болар еді (дәлелденді: { $low } мен { $high } аралығында).
overrides-lock-cost = { $household }, { $kind }, { $region }: құны { $cost } (дәлелденді: { $high } шамасынан аспайды); бағалар бойынша { $estimate }, бұл — жуық баға.
overrides-lock-gains = { $household }, { $kind }, { $region }: онсыз жоспар құндылығы { $cost } өзгерер еді; квотадан тыс орындар құндылық қосады.
overrides-lock-estimate = { $household }, { $kind }, { $region }: бағалар бойынша { $estimate }, бұл — жуық баға. Шын құны: qonys explain { $household }
overrides-above = { $region }, { $capacity }: баланың мүддесі үшін квотадан тыс алынған орын: { $places }, отбасылар: { $households }.
overrides-how = Сандар білмейтінді білсе, шешім өз құнына тұрады. Әр шешімнің құны тек сол шешімсіз жасалған жоспар бойынша, ал солай айтылған жерде бағалар бойынша жуық алынған; бір орынға таласатын шешімдердің жалпы құны қосындысынан көп не аз болады.
overrides-s-reasons = Адамдардың шешімдері, себептері бойынша
overrides-col-reason = себебі
overrides-col-kind = шешім
overrides-col-author = автор
overrides-col-count = саны
overrides-col-cost = құны, әрқайсысы бөлек
overrides-estimated = шамамен { $estimate }, бағалар бойынша
overrides-s-authors = Адамдардың шешімдері, авторлары бойынша
overrides-s-kinds = Адамдардың шешімдері, түрлері бойынша
overrides-authors-few = Әрқайсысы бестен аз шешім қабылдаған авторлар; олар plan.csv мен run.json файлдарында аталған
overrides-against-kept = Бұл құндар бұрынғы жоспардағы отбасылардың ең көбі { $most } көшетін жоспарлармен салыстырғанда алынған.
overrides-kept-fewest = Бұрынғы жоспар орналастырған отбасы: { $before }, олардың басқа жерде тұрғаны: { $moved }. Дәлелденді: осы ережелермен бірде-бір жоспар одан аз көшірмейді.
overrides-kept-fewest-open = Бұрынғы жоспар орналастырған отбасы: { $before }, олардың басқа жерде тұрғаны: { $moved }. Одан аз көшіретін жоспар табылмады; оның жоқтығы дәлелденбеген.
overrides-kept-within = Бұрынғы жоспар орналастырған отбасы: { $before }, олардың басқа жерде тұрғаны: { $moved }, рұқсат етілгені { $most }. Кемінде { $fewest } отбасы көшуі тиіс: дәлелденді.
overrides-kept-within-open = Бұрынғы жоспар орналастырған отбасы: { $before }, олардың басқа жерде тұрғаны: { $moved }, рұқсат етілгені { $most }. Табылған ең аз сан: { $fewest }, дәлелденбеген.
overrides-kept-cost = Жоспарды сақтаудың құны { $cost }, кез келгенді көшіре алатын ең жақсы жоспармен салыстырғанда (дәлелденді: { $low } мен { $high } аралығында). Тағы бір көшу шамамен { $price } берер еді.
overrides-kept-others = Көшкен деп саналмайды: бұрынғы жоспар орналастырмағандар ({ $new }) және енді жоқтар ({ $gone }).
overrides-kept-gone = Бұрынғы жоспарда бар, бірақ пакетте жоқ: { $households }{ $more ->
        [0] .
       *[other] {" "}және тағы { $more }.
    }
overrides-moved-lock = { $household }: { $from } → { $to }, шешім бойынша. { $decisions }
overrides-moved-closed = { $household }: { $from } → { $to }, себебі { $from } оған енді жабық.
overrides-moved-way = { $household }: { $from } → { $to }, орын берді не жоспар ұтады; отбасы үшін құндылығы { $gain }.
keep-more-must-move = Кемінде { $fewest } отбасы көшуі тиіс, ал --move-at-most { $asked } рұқсат етеді: дәлелденді. Ештеңе жазылмады.
keep-not-found = Ең көбі { $asked } отбасы көшетін жоспар табылмады; оның бар-жоғы белгісіз. Ештеңе жазылмады. Көбірек рұқсат етіңіз не --move-at-most алып тастаңыз.
page-s-overrides = Адамдардың шешімдері
keep-with-promises = --keep топтарға уәде беретін [fairness] ережесімен және [wishes] trade-up, priority-with-floor ережелерімен бірге қолданылмайды: олар бірге шешілмейді. Ештеңе жазылмады. --keep жоқ немесе ережесіз орналастырып, жоспарларды салыстырыңыз (qonys compare).
overrides-reasons-few = Әрқайсысы бойынша бестен аз шешім қабылданған себептер; олар plan.csv мен run.json файлдарында көрсетілген
