change = Change
change-opening = Working it out…
change-title-plan = Change of plan for { $customer }
change-title-seats = Change of seats for { $customer }
change-caption = Now and after
change-what = What
change-now = Now
change-after = After
change-difference = Difference
change-plan = Plan
change-seats = Seats
change-month = Per month
change-term = Per term
change-per-term = { $money } for { $term }
change-none = none
change-unknown = not known
change-no-figure = No figure: the price of one side is not known, and none is guessed.
change-read = Read { $time }.
price-source-microsoft = Prices from Microsoft’s list of plans.
price-source-price-list = Prices from your own price list.
change-seats-new = New number of seats
seats-between = From { $min } to { $max } seats.
seats-least = At least { $min } seats.
seats-most = At most { $max } seats.
consent = How the customer agreed
consent-placeholder = Who, how and when: Paul Garrigue, by e-mail, 17 November
consent-why = Microsoft wants the customer’s explicit agreement to every change that you start. It is kept with the change.
change-submit-plan = Change the plan
change-submit-seats = Change the seats
change-leave = Leave it as it is
change-to-plan = Change to this plan…
change-seats-do = Change seats…

state-held = Not sent yet
state-queued = Queued
state-sending = Sending
state-working = Microsoft is working on it
state-done = Done
state-obsolete = Refused or obsolete
state-needs-you = Needs you
state-withdrawn = Withdrawn
intent-leaves-in = leaves in
intent-next = Next try at { $time }.
intent-asked = Asked by { $actor }, { $time }
intent-consent = customer’s agreement: { $consent }
pending-value = waiting

strip = What is going on
strip-open = Open in the inbox
watch-on = Watch
watch-off = Watching
watch-why = Read every few seconds, so that a request is found while its window runs.
watch-full = { $count ->
    [one] { $count } customer can be watched at a time.
   *[other] { $count } customers can be watched at a time.
  }
