# Many at once: selecting, looking at what it would come to, and how far it has come.
many = Many at once
many-bar = Selected customers
many-selected = { $count ->
    [one] { $number } selected
   *[other] { $number } selected
  }
many-all-selected = { $count ->
    [one] The one that matches is selected
   *[other] All { $number } that match are selected
  }
many-clear = Clear selection
many-all = Select all { $number } that match
many-range-too-long = That range is too long. Search for what they have in common, and select all that match.
key-pick = select
keys-pick = Select the row, or no longer
keys-pick-range = Select all from the row selected last
keys-pick-all = Select all that match

many-do-activate = Activate…
many-do-suspend-access = Suspend access…
many-do-assign = Assign…
many-do-note = Write a note…
many-do-export = Export…

many-name-activate = Activate purchases
many-name-suspend-access = Suspend access to accounts
many-name-assign = Assign to somebody
many-name-note = Write a note to all
many-name-export = Export these customers

many-opening = Looking at each of them…
many-touches-activate = { $count ->
    [0] Nobody would be activated
    [one] { $number } purchase will be activated
   *[other] { $number } purchases will be activated
  }
many-touches-suspend-access = { $count ->
    [0] Nobody would be kept out
    [one] { $number } customer will be kept out of the account
   *[other] { $number } customers will be kept out of their accounts
  }
many-touches-assign = { $count ->
    [0] Nothing would be assigned
    [one] The inbox items of { $number } customer will be assigned
   *[other] The inbox items of { $number } customers will be assigned
  }
many-touches-note = { $count ->
    [0] Nobody would get the note
    [one] { $number } customer will get the note
   *[other] { $number } customers will get the note
  }
many-touches-export = { $count ->
    [0] Nobody would be written to the file
    [one] { $number } customer will be written to a CSV file
   *[other] { $number } customers will be written to a CSV file
  }
many-of-selected = { $count ->
    [one] of the one selected
   *[other] of { $number } selected
  }
many-and-more = { $count ->
    [one] { $names } and { $number } more
   *[other] { $names } and { $number } more
  }
many-per-month = Billed each month from now on:
many-and-unpriced = { $count ->
    [one] and { $number } whose price is not known
   *[other] and { $number } whose price is not known
  }
many-unpriced = { $count ->
    [one] What it will pay is not known here.
   *[other] What these { $number } will pay is not known here.
  }
many-billing = { $count ->
    [one] Billing starts now for this customer.
   *[other] Billing starts now for each of these { $count } customers.
  }
many-trials = { $count ->
    [one] One begins with a free trial and is billed when that ends.
   *[other] { $count } begin with a free trial and are billed when that ends.
  }
many-pay = { $count ->
    [one] One of them pays Microsoft, and would be kept out all the same.
   *[other] { $count } of them pay Microsoft, and would be kept out all the same.
  }
many-shut-out = Your own service is told of each by itself. What is in the accounts stays. Microsoft is not told and goes on billing.
many-ready = Activate only those whose service is ready for them.

many-skipped = Left out
many-skip = { $number } left out: { $why }
many-skip-no-active-already = { $count ->
    [one] { $number } is active already
   *[other] { $number } are active already
  }
many-skip-no-cancelled = { $count ->
    [one] { $number } is cancelled
   *[other] { $number } are cancelled
  }
many-skip-no-not-pending = { $count ->
    [one] { $number } is not a purchase that waits; Microsoft has it as { $status }
   *[other] { $number } are not purchases that wait; Microsoft has them as { $status }
  }
many-skip-no-queued = { $count ->
    [one] { $number } has something waiting to be sent
   *[other] { $number } have something waiting to be sent
  }
many-skip-many-unreadable = { $count ->
    [one] { $number } cannot be read
   *[other] { $number } cannot be read
  }
many-skip-many-unknown = { $count ->
    [one] { $number } is not known here
   *[other] { $number } are not known here
  }
many-skip-many-missing = { $count ->
    [one] { $number } is no longer listed by Microsoft
   *[other] { $number } are no longer listed by Microsoft
  }
many-skip-many-no-items = { $count ->
    [one] { $number } has nothing in the inbox
   *[other] { $number } have nothing in the inbox
  }
many-skip-many-owned-already = { $count ->
    [one] { $number } is { $owner }’s already
   *[other] { $number } are { $owner }’s already
  }
many-skip-no-access-suspended = { $count ->
    [one] { $number } is kept out already
   *[other] { $number } are kept out already
  }
many-skip-no-access-closed = { $count ->
    [one] { $number } has a closed account
   *[other] { $number } have a closed account
  }
many-skip-no-access-waiting = { $count ->
    [one] { $number } has a change of access on its way, or one that needs you
   *[other] { $number } have a change of access on its way, or one that needs you
  }
many-skip-no-access-receiver = { $count ->
    [one] { $number } is of an offer for which nobody is told: set up a receiver under Settings, Account access
   *[other] { $number } are of an offer for which nobody is told: set up a receiver under Settings, Account access
  }
many-skip-many-no-account = { $count ->
    [one] { $number } was never activated, so there is no account
   *[other] { $number } were never activated, so there is no account
  }
many-no-account = It was never activated, so there is no account to keep anybody out of.
many-unknown = This customer is not known here. Read the list again.
many-unreadable = Its last record cannot be read, so nothing was done. The inbox has it.
many-missing = Microsoft no longer lists it, so nothing was done.
many-no-items = The inbox has nothing about it.
many-owned-already = Everything the inbox has about it is { $owner }’s already.
many-nobody = Nobody is left to do this to. Select others.
many-too-many = These are too many at once. Narrow the search to { $most } customers at most.
many-changed = Something has changed since you looked, and others would be touched. Look again, then decide.
many-no-text = The note is empty. Write what everybody should read.
no-many-stop = It was stopped already.
no-many-go-on = It goes on already, or nothing is left to begin.
fault-many-gone = This is not known here any more. Look at the latest ones.

many-owner = To whom
many-owner-why = The name as your colleagues know it. Left empty, the items become nobody’s.
many-text = Note
many-text-why = It is written on the inbox item of each customer that is due first.
many-submit-activate = { $count ->
    [one] Activate { $count }
   *[other] Activate { $count }
  }
many-submit-suspend-access = { $count ->
    [one] Suspend access of { $count }
   *[other] Suspend access of { $count }
  }
many-submit-assign = Assign
many-submit-note = Write the note
many-submit-export = Write the file
many-leave = Do nothing
many-written = Written to { $path }

many-title-activate = { $count ->
    [one] Activating { $number } purchase
   *[other] Activating { $number } purchases
  }
many-title-suspend-access = { $count ->
    [one] Suspending the access of { $number } customer
   *[other] Suspending the access of { $number } customers
  }
many-title-assign = { $count ->
    [one] Assigning { $number } customer
   *[other] Assigning { $number } customers
  }
many-title-note = { $count ->
    [one] A note for { $number } customer
   *[other] A note for { $number } customers
  }
many-title-export = { $count ->
    [one] Exporting { $number } customer
   *[other] Exporting { $number } customers
  }
many-title-unknown = { $count ->
    [one] Begun by a newer program, for { $number } customer
   *[other] Begun by a newer program, for { $number } customers
  }
many-state-held = Begins in a moment
many-state-going = Going on
many-state-stopped = Stopped
many-state-over = Over
many-far = { $done } of { $total }
many-report-by = { $who }, { $when }
many-may-close = You can close this. It goes on by itself, also after a restart.
many-fates = What became of them
many-fate-stuck = Needs somebody
many-fate-refused = Refused
many-fate-working = On its way
many-fate-not-begun = Not begun
many-fate-withdrawn = Withdrawn
many-fate-already-so = So already
many-fate-effective = Done
many-rows = Customers
many-leaf = { $from }–{ $until } of { $total }
many-before = Earlier ones
many-after = Further ones
many-stop = Stop
many-stop-why = Begins no more, and takes back what has not left. What has left goes on.
many-go-on = Go on
many-stopped = Stopped. What had left goes on.
many-goes-on = Going on.
many-copy = Copy report

palette-many-do = { $count ->
    [one] { $do } ({ $number } selected)
   *[other] { $do } ({ $number } selected)
  }
palette-many-all = Select all that match
palette-many-latest = Show the latest: { $what }
palette-also-many = many bulk several batch selection
