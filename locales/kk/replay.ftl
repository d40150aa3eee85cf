# Әртүрлі ережемен қайта ойнатылған жыл.

replay-policy-quota-only = Тек квота бойынша
replay-policy-need-key = Қажеттілік кілтімен
replay-policy-first-come = Бірінші келгенге — үздік өңір
replay-policy-prices = Бағалар
replay-policy-hindsight = Кейін білгенде

replay-refused = Жыл қайта ойнатылмады: { $error }
replay-written = { $folder } ішіне жазылды: replay.html, replay.json, replay.csv ({ $seconds } с)
replay-title = { $programme }, { $year }: қайта ойнатылған жыл
replay-who = { $households } ({ $persons }), { $sittings } отырыс, келудің { $orders } реті, өткен жылдар: { $pool }.
replay-dated = Олар өз күнінде келеді; бір күннің ішіндегі рет кездейсоқ.
replay-random = Келу реті кездейсоқ.
replay-col-policy = Ереже
replay-col-share = үздіктің %-ы
replay-col-sd = ауытқу
replay-col-work = жұмыс істейтіндер
replay-col-openings = толған бос орын
replay-col-placed = орналасқан адам, %
replay-col-waiting = күткен отбасы
replay-col-backlog = ең ұзын кезек, адам
replay-col-ms = бір отбасыға мс
replay-gap = «Кейін білгенде» дәлелденген: орындар мен бос жұмыс орындары шегінде ешбір жоспардың құны { $bound } мәнінен аспайды, бұл жоспардікі { $value } (айырма { $gap } %).
replay-loss = Бағалар кейін білгендегі үздіктен { $total } % жоғалтады: { $rule } % бағдарламаның өз ережесінен, { $sittings } % дәл болжам болса да (бүтін отбасылар қалған орындарға), { $forecast } % кім келетіні белгісіз болғандықтан.
replay-modelled = Барлық сан есептелген: бақыланған емес, бағдарлама мөлшерлемелері бойынша күтілетін нәрсе.
progress-replay = Ойнатылуда: { $policy }, { $order }-рет, барлығы { $orders }
progress-year = Ойнатылды: { $year }

eras-title = { $programme }
eras-modelled = БҰЛ — ЕСЕП, БАҚЫЛАУ ЕМЕС: бұл адамдардың ешқайсысы шын емес, ал ережелердің не істейтіні тізілген мөлшерлемелер мен ережелер бойынша есептелген. Ол дәл сол адамдарға ережелердің қалай өзгеше әсер ететінін айтады, не болғанын емес.
eras-who = { $households } ({ $persons }), { $years } жыл, жарияланған қорытындылардан.
eras-col-unevenness = біркелкі еместік, %
eras-col-work-share = келген 100 адамнан жұмыс істейтіні
eras-written = { $folder } ішіне жазылды: eras.html, eras.json, eras.csv, eras_regions.csv ({ $seconds } с)
