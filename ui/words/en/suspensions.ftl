suspensions = Suspensions
suspension-stage-suspended = Suspended
suspension-stage-contacted = Contacted
suspension-stage-promised = Promised
suspension-stage-reinstated = Reinstated
suspension-stage-lost = Lost
suspension-is-suspended = Suspended
suspension-is-contacted = Contacted
suspension-is-promised = Promised
suspension-is-reinstated = Reinstated
suspension-is-lost = Lost
suspension-hint-suspended = write to the buyer
suspension-hint-contacted = wait, then call
suspension-hint-promised = watch for the payment
suspension-hint-reinstated = came back in the last 30 days
suspension-hint-lost = in the last 30 days

suspension-next-to-go = Next to go:
suspension-next-when = , about { $day }. If nobody pays, Microsoft cancels it.
suspension-next-overdue = . Its 30 days are over; Microsoft’s data does not say yet what became of it.
suspension-at-risk = At risk per month
suspension-and-unpriced = + { $total } without a known price
suspension-only-unpriced = { $count ->
    [one] no price is known
   *[other] no prices are known
  }
suspension-export-why = The whole board as a CSV file
suspension-reading = Reading…
suspension-estimates = “est.”: counted from when we first saw it. Microsoft does not say when the 30 days began.
suspension-key-stage = stage
suspension-key-move = move
suspension-key-promise = note a promise
suspension-empty = Nobody is suspended
suspension-empty-why = Customers whose payment is missing arrive here by themselves, and stay for 30 days after they paid or left.
suspension-empty-never = Suspended customers will arrive once Microsoft’s list has been read.

suspension-left = { $count ->
    [0] last day
   *[other] { $days } d left
  }
suspension-overdue = 30 days are over
suspension-ended = { $count ->
   *[other] { $day }, day { $days }
  }
suspension-estimate = est.
suspension-unpriced = no known price
suspension-unpriced-why = Not known: neither Microsoft nor your price list tells it in one currency.
suspension-own-price = by your own price list
suspension-next = Next: { $step }
suspension-said = Said: { $step }
suspension-next-none = Nobody has written yet
suspension-next-nothing = Nothing is planned next
suspension-seen = First seen on { $day }, nobody has written yet
suspension-told = Told on { $day }, nobody has written yet
suspension-after = After: { $step }
suspension-after-nothing = Nothing was planned
suspension-reminder-due = reminder due

suspension-year = Recovered and lost, last 12 months
suspension-recovered-count = { $count ->
   *[other] { $total } came back
  }
suspension-lost-count = { $count ->
   *[other] { $total } lost
  }
suspension-month = Month
suspension-recovered = Came back
suspension-month-unknown = nobody kept watch
suspension-observed-count = { $count ->
    [one] { $count } only seen between two readings
   *[other] { $count } only seen between two readings
  }
suspension-observed = Some of these were only seen between two readings; the month is that of the reading.

suspension-how-far = How far we are
suspension-what-next = What comes next
suspension-what-said = What they said
suspension-remind = Remind me on the morning of
suspension-remind-on = reminder { $day }
suspension-remind-why = Until then the inbox does not show it; then it is there again.
suspension-owner = Whose it is
suspension-save = Keep
suspension-planned = { $customer }: kept.
suspension-steps = What was planned
suspension-open-customer = Open the customer
suspension-open-item = Show in the inbox
suspension-fact-plan = Plan
suspension-fact-since = Suspended
suspension-fact-ends = Cancelled
suspension-fact-money = Per month
suspension-about = about { $day }
suspension-by-sight = when we first saw it
suspension-by-microsoft = as Microsoft told it
