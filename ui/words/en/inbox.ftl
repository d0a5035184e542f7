inbox = Inbox
inbox-grid = Inbox, by due time
inbox-column-due = Due
inbox-column-customer = Customer
inbox-column-effect = Effect
inbox-column-kind = Kind
inbox-column-what = What
inbox-column-owner = Owner
inbox-count = { $count ->
    [one] { $total } item
   *[other] { $total } items
  }
inbox-detail = The chosen item
inbox-search = Filter the inbox
inbox-search-placeholder = Filter: kind:request owner:me due<24h
inbox-empty = Nothing needs you
inbox-empty-why = Whatever needs a person comes here by itself.
inbox-empty-never = Items come here once Microsoft’s list has been read.
inbox-empty-filter = No item fits “{ $search }”
inbox-empty-of = { $count ->
    [0] The inbox has no other item.
    [one] Looked through { $everything } item.
   *[other] Looked through { $everything } items.
  }
key-filter = filter
key-all = all keys

kind-request = Request
kind-purchase = To activate
kind-suspended = Suspended
kind-reinstated = Reinstated
kind-cancelled = Cancelled
kind-renewal = Renewal
kind-trial = Trial
kind-intent = Needs you
kind-unreadable = Unreadable
kind-missing = Missing
kind-connection = Connection
stage-live = Live request
stage-waiting = Request
stage-checking = Request, checking
stage-silent = Accepted in silence
stage-unseen = Not seen in time
stage-answered = Answered
stage-held = Held request
stage-unconfirmed = Held, not confirmed
stage-ruled = Answered by a rule
stage-overruled = Changed though refused
stage-promised = Let pass next time

due-now = Now
due-minutes = { $count } min
due-hours-minutes = { $hours } h { $minutes }
due-hours = { $count } h
due-days = { $count } d
due-of-live = to answer
due-of-waiting = waiting
due-of-checking = since it passed
due-of-silent = to review
due-of-unseen = to review
due-of-answered = since due
due-of-held = waiting
due-of-unconfirmed = waiting
due-of-ruled = to review
due-of-overruled = to review
due-of-promised = left
due-of-purchase = to activate
due-of-suspended = left
due-of-reinstated = to look at
due-of-cancelled = data kept
due-of-renewal = to the end
due-of-trial = of trial left
due-of-intent = needs you
due-of-unreadable = to look at
due-of-missing = to look at
due-of-connection = left
due-past = overdue
due-estimate = { $what }, est.
due-snoozed = until { $time }
countdown-passed = passed
countdown-said = { $count ->
    [0] The window has passed. Microsoft’s data is being checked.
    [one] { $count } second to answer.
   *[other] { $count } seconds to answer.
  }
effect-month = { $money }/mo
owner-none = nobody’s yet

action-approve = Approve
action-decline = Decline
action-let-pass = Let the next such request pass, for 7 days
action-acknowledge = Acknowledge
action-activate = Activate…
action-cancel = Cancel…
action-change-back = Plan it back…
action-retry = Send again
action-withdraw = Withdraw
action-read-again = Read again
action-check = Guided check
action-snooze = Snooze
action-note = Note
action-assign = Assign
leaves-at-once = Leaves at once; there is no undo.
reason = Reason
reason-missing = Say why: the history keeps it.
notes = Notes
note-text = A note about this item
note-placeholder = What was said, promised or found
note-save = Keep the note
item-change = What changes
item-change-back = If it is planned back
item-intent = What was asked for
item-history = What was done
item-id = Item
fact-status = Status

snooze-title = Put it off
snooze-back = Bring it back now
snooze-hour = For an hour
snooze-evening = This evening
snooze-tomorrow = Tomorrow morning
snooze-monday = Next Monday
snooze-date = Until the morning of
assign-title = Whose it is
assign-me = Mine
assign-nobody = Nobody’s
assign-name = Somebody else
assign-save = Assign

views = Views
view-all = All
view-owner-me = Mine
view-kind-request = Requests
view-kind-suspended = Suspended
view-kind-purchase = To activate
view-is-snoozed = Snoozed
view-due-h = Due soon
view-is-unassigned = Nobody’s
view-pin = Pin
view-unpin = Unpin this view
view-name = A name for this search
view-pin-save = Pin it

toast = What was just asked for
toast-held = { $what } for { $customer }.
toast-sent = { $what } for { $customer }: sent to Microsoft.
toast-queued = { $what } for { $customer }: kept here, sent as soon as it can be.
toast-undo = Undo
toast-undo-how = Press U to undo.
toast-withdrawn = Taken back. Nothing was sent.
toast-retried = It is sent again.
toast-acknowledged = { $customer }: acknowledged.
toast-snoozed = Put off.
toast-back = Back in the inbox.
toast-assigned = Assigned.
toast-noted = Note kept.
