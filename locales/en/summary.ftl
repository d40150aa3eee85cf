# The summary of a run on one screen, and the figures of the first sheet of plan.xlsx.

summary-placed = Placed: { $persons } ({ $households }).
summary-waiting = Waiting: { $persons } ({ $households }).
summary-why = Why families wait: { $reasons }.
why-no-open-region = no region is open
why-priority = more urgent classes came first
why-applied-later = earlier applications came first
why-decided = decisions came first
why-places-short = places are short
why-not-worth = no worth by the scores
why-declined = only vetoed regions could be given
why-unasked = the run was stopped before their turn, and the plan had them where they had vetoed to go
summary-worth = Worth of the plan: { $value } (expected people in work one year on). No plan by the same rules can be worth more than { $bound }: gap { $gap }.
summary-worth-scores = Worth of the plan: { $value } (by the scores given). No plan by the same rules can be worth more than { $bound }: gap { $gap }.
summary-openings = Openings filled: { $filled } of { $wanted }.
summary-price = Price
summary-more = Further rows in the report: { $count }. The dearest are shown here.
summary-assumptions = Assumptions behind these figures (numbers that nobody has measured): { $count }. The report lists them.
stopped-by-user = You stopped the run before it was done. The plan keeps every rule; its gap is { $gap }, and a longer run may find a better one.
stopped-by-time-limit = The run was stopped by the time limit before it was done. The plan keeps every rule; its gap is { $gap }, and a longer run may find a better one.
stopped-by-gap = The run ended at the gap that was asked for. The plan keeps every rule; its gap is { $gap }, and a longer run may find a better one.
summary-inclusion-open = It is not proved that no other plan would let in people who come before those placed.

figure-households = Families
figure-persons = Persons
figure-placed-households = Families placed
figure-placed-persons = Persons placed
figure-waiting-households = Families waiting
figure-waiting-persons = Persons waiting
figure-value = Worth of the plan (expected people in work one year on)
figure-value-scores = Worth of the plan (by the scores given)
figure-bound = No plan by the same rules can be worth more than
figure-gap = Gap
figure-wanted = Openings wanted
figure-filled = Openings filled
