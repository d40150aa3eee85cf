# What the command line says besides the report's own sentences.

progress-reading = Reading the package
progress-searching = Looking for places
progress-engine = Looking for places: { $value } expected in work, at most { $bound } possible, gap { $gap } %
progress-writing = Writing
progress-stopping = Stopping: the best plan so far will be written. Ctrl-C again quits at once and writes nothing

faults-counted = { $errors ->
    [0] No error
    [one] 1 error
   *[other] { $errors } errors
  }, { $warnings ->
    [0] no warning.
    [one] 1 warning.
   *[other] { $warnings } warnings.
  }

place-warnings = { $count ->
    [one] 1 warning about the package stands above; `qonys check` lists it again.
   *[other] { $count } warnings about the package stand above; `qonys check` lists them again.
  }
place-written = Written to { $folder }: plan.csv, plan.xlsx, run.json, report.html ({ $seconds } s)

refused-not-found = No plan was found that meets every minimum and every pin. The best attempt failed here; whether a plan exists is not known.
refused-stopped = The run was stopped before a plan was found. Nothing was written. Run again and give it more time.
refused-capacity = { "  " }{ $region }, { $capacity }: places { $places }, minimum { $minimum }
refused-households = { "  " }households: { $households }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
  }
refused-withheld = The engine's plan breaks { $count ->
    [one] 1 rule
   *[other] { $count } rules
  } and is withheld. Nothing was written. This is a fault of Qonys: please report it with the package, without real people's data.
refused-numbers = { $count ->
    [0] The numbers of the package cannot be computed with. Look at its weights and scores, which may be too large.
   *[other] The numbers of the package cannot be computed with: what a region is worth to { $households } is too large. Look at their scores, and at the weights in the programme.
  }

check-clean = The package can be used: { $households ->
    [one] 1 household
   *[other] { $households } households
  }, { $persons ->
    [one] 1 person
   *[other] { $persons } persons
  }.

judged-violations = { $count ->
    [0] The plan breaks no rule.
    [one] The plan breaks 1 rule.
   *[other] The plan breaks { $count } rules.
  }
judged-worth = It is worth { $worth } expected people in work.
judged-best = The best plan known is worth { $best }, and none can be worth more than { $bound }: this one gives away { $away }.
judged-above-best = The best plan known that obeys the rules is worth { $best }: this one takes { $away } more than the rules allow.
judged-no-plan = There is no plan known that meets every rule of the package to compare it with.

explain-unknown-household = There is no household { $household } in the package. Nearest: { $nearest }.

init-done = Written: { $path }. Fill it in, then run `qonys check` on it.
init-exists = { $path } is already there. Choose a new name, or an empty folder.

synth-done = Written to { $folder }: { $households } synthetic households, { $persons } persons. They are drawn from published margins and are not real people.

write-cause = { $path }: { $case ->
    [denied] you are not allowed to read or write it
    [not-found] it is not there
    [disk-full] the disk is full
    [read-only] the disk can only be read
    [file-in-the-way] a file stands where a folder is needed
   *[folder-in-the-way] a folder stands where a file is to be written
  }
write-failed = Nothing was written. { $error }
output-lost = The result could not be written to where the output goes: is the disk full?
