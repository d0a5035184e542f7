# What the desk says of an item, of an intent, of what was done. Keys and arguments are the desk's.

what-plan = { $from } → { $to }
what-seats = { $from } → { $to } seats
what-activate = activate { $plan }
what-cancel = cancel the subscription
what-acknowledge = acknowledge the reinstatement
what-request-plan = asks for { $to } instead of { $from }
what-request-seats = asks for { $to } seats instead of { $from }
what-accept-plan = Yes to { $to }
what-refuse-plan = No to { $to }
what-accept-seats = Yes to { $to } seats
what-refuse-seats = No to { $to } seats
what-unseen-plan = changed from { $from } to { $to } before we saw it
what-unseen-seats = changed from { $from } to { $to } seats before we saw it
what-silent-plan = { $from } → { $to }, accepted by silence
what-silent-seats = { $from } → { $to } seats, accepted by silence
what-purchase = bought { $plan }, not activated yet
what-suspended = a payment is missing
what-reinstated = paid, active again
what-returning = paid; waits for your word
what-cancelled = cancelled or lapsed
what-renewal = ends { $end } and does not renew
what-trial = the free trial ends { $end }
what-unreadable = its record could not be read at “{ $field }”
what-unreadable-record = its record could not be read
what-missing = no longer in Microsoft’s list
what-secret-ends = the client secret ends { $end }
what-secret-ended = the client secret has ended
what-sign-in-fails = Microsoft does not accept the sign-in
what-clock = { $seconds ->
    [one] this computer’s clock is { $seconds } second off
   *[other] this computer’s clock is { $seconds } seconds off
  }

why-live = The customer asked for this in the storefront. If nobody answers before the window closes, Microsoft takes silence as yes.
why-waiting = Microsoft waits for an answer, and silence does not decide here. Until there is one, the customer stays as they are.
why-checking = The window passed. Microsoft’s data is being read to see what became of it; until then nothing is certain.
why-silent = Nobody answered in time, and Microsoft’s data says that silence accepted it. Keep it, or plan it back with the customer’s agreement.
why-unseen = Microsoft’s data shows this change, and no request was seen in time. Keep it, or plan it back with the customer’s agreement.
why-answered = It was answered, and the answer is on its way. It counts once Microsoft’s data shows it.
why-purchase = The customer is not billed until it is activated. Left alone, it lapses 30 days after the purchase.
why-suspended = Microsoft suspended it because a payment is missing. It cancels it 30 days after that; the day is our estimate, counted from when we first saw it. Only Microsoft can set or lift this; you can remind the customer.
why-suspended-told = Microsoft suspended it because a payment is missing, and cancels it 30 days after that, counted from when it told the relay. Only Microsoft can set or lift this; you can remind the customer.
why-reinstated = The payment arrived and Microsoft made it active again. If you limited the customer’s account, give it back. Whoever cannot take the customer back can only cancel.
why-returning = The payment arrived, and Microsoft waits to hear from you: until then it stays suspended. Acknowledge to take the customer back; whoever cannot can only cancel.
why-cancelled = It has ended and cannot come back; a new purchase gets a new id. Keep the customer’s data at least 7 days.
why-renewal = Automatic renewal is off, so it ends with its term. Only the customer can turn it on again, or the reseller who sold it.
why-trial = When the trial ends it becomes paid by itself. Now is the time to ask how it went.
why-intent = What you asked for stopped on its way and is not tried again by itself. Read what happened, then send it again or take it back.
why-unreadable = Microsoft sent a record that does not fit. It is kept as received and read again at every turn; what is shown of this customer is older.
why-missing = The last whole reading of Microsoft’s list went without it. Nothing was deleted here; compare with Partner Center.
why-connection = Without a working sign-in nothing can be read or sent. The guided check shows what to mend.

no-reseller = Sold by a reseller: only the reseller may change it.
no-update = Microsoft allows no change of this subscription.
no-status = { $status ->
    [suspended] Only an active subscription can be changed, and this one is suspended.
    [pending] Only an active subscription can be changed, and this one is not activated yet.
    [not-started] Only an active subscription can be changed, and this one has not started.
    [unsubscribed] Only an active subscription can be changed, and this one is cancelled.
    [unknown] Only an active subscription can be changed, and the state of this one is not known here.
   *[other] Only an active subscription can be changed, and this one is “{ $status }”.
  }
no-operation = Microsoft is still working on another change of it. Wait until that is done.
no-same-plan = This is the plan it has.
no-same-seats = This is the number of seats it has.
no-limits = The plan allows { $min } to { $max } seats.
no-flat = This plan is not sold per seat.
no-plan-unknown = Microsoft does not offer this plan to this customer.
no-window-passed = The window has passed; an answer would come too late.
no-answered = It is already answered.
no-queued = A change of it is already waiting to be sent.
no-active-already = It is active already.
no-cancelled = It is cancelled already.
no-not-pending = { $status ->
    [suspended] Only a purchase that waits can be activated, and this one is suspended.
    [not-started] Only a purchase that waits can be activated, and this one has not started.
   *[other] Only a purchase that waits can be activated, and this one is “{ $status }”.
  }
no-delete = Microsoft does not let the publisher cancel this one: “Delete” is not among its allowed operations.
no-cancelling = Cancelling is switched off in this console, under Settings.
no-name-typed = The name that was typed is not the customer’s.
no-consent = Say first how the customer agreed.
no-read-only = These data were written by a newer Marketdesk. Install the newer version to decide here.
no-undo-passed = It has already left and cannot be taken back.
no-offline-live = Offline: an answer could not arrive in time.
no-stop-sell = This plan is no longer sold.

intent-held = It has not left yet and can be taken back.
intent-queued = It leaves next.
intent-queued-turn = Another change of this customer goes first.
intent-queued-offline = It leaves when the connection is back, after a fresh reading.
intent-queued-sign-in = It leaves once Microsoft accepts the sign-in again.
intent-queued-locked = Microsoft is still working on another change of it; this one leaves afterwards.
intent-queued-too-late = It could not be sent, and the window closes before it can be tried again.
intent-queued-throttled = Microsoft asks to go slower; it leaves in a while.
intent-sending = It is on its way to Microsoft.
intent-doubt = The answer was lost. We are finding out whether it took effect; nothing is sent twice.
intent-working = Microsoft has taken it and is working on it.
intent-says-so = Microsoft says it is so already. Its data is being read to make sure.
intent-says-decided = Microsoft says this request is already decided. Its data is being read to see how.
intent-says-locked = Microsoft is working on a change that may be this one. Its data is being read to see.
intent-done = Microsoft’s data shows it.
intent-already = It was already so; nothing had to be sent.
intent-expired = It could not leave in time, so it was not sent.
intent-cancelled-meanwhile = The subscription was cancelled meanwhile, so it was not sent.
intent-accepted-before = It was accepted before the answer arrived.
intent-refused-before = It was refused before the answer arrived.
intent-operation-gone = Microsoft no longer has this request, so there is nothing to answer.
intent-withdrawn = Taken back before it left. Nothing was sent.
intent-world-changed = It was { $seen } when this was asked for and is { $now } now, so it stopped here. Send it again if it is still right.
intent-refused = Microsoft refused it: { $message }
intent-refused-plainly = Microsoft refused it and gave no reason. Read the customer again: it may have changed meanwhile.
intent-failed = Microsoft took it, then failed: { $message }
intent-not-honoured = We refused, yet Microsoft’s data shows it accepted.
intent-moved = The subscription became something else while we waited.
intent-no-proof = Microsoft took it, but its data does not show it yet. Look again, or ask Microsoft’s support with the ids below.
intent-ended = Microsoft took it, and the purchase has ended instead. The customer has to buy again; tell them why you write.
intent-unknown = Microsoft does not know this subscription for this publisher. Check that the right connection is open, then send it again or take it back.
intent-broken = What is written here about it cannot be read, so it is not sent. Ask for it anew.

did-asked = Asked for
did-released = The time to undo has passed
did-withdrew = Taken back
did-judged = Checked against Microsoft’s data
did-sent = Sent to Microsoft
did-accepted = Microsoft took it on
did-refused = Microsoft refused it: { $message }
did-lost = No answer came
did-looked = Looked at Microsoft’s data
did-done = Done: Microsoft’s data shows it
did-stuck = Stopped: needs a person
did-retried = Sent again by hand
did-waits = It could not leave yet; it is tried again by itself
did-obsolete = No longer needed

note-proration = Your published terms say what is credited and charged in between; Microsoft bills by them.
note-usage = “{ $plan }” also bills usage. Usage up to the change belongs to it: report what is not sent yet before the change takes effect.
note-trial-ends = The free trial ends at once: the new plan has none.
note-trial-kept = The free trial goes on; days already used count.
note-usage-unsent = Usage of this plan has not been sent yet. Send it first.
note-price-list = A price comes from your own price list. A private offer may differ.
note-no-price = Neither Microsoft nor your price list gives a price for one of the two.
note-no-price-currency = The two prices are in different currencies, so no difference is shown.
note-running = Microsoft is still working on another change of it.
note-old-contract = Microsoft waits here for an answer of yours; silence does not accept.

settled-elsewhere = It was settled elsewhere
settled-done = It is dealt with
settled-acknowledged = It was acknowledged
price-list-line = Line { $line } could not be read: { $text }

misread = “{ $field }” { $how ->
    [missing] is missing
    [not-an-object] is not an object
    [not-a-list] is not a list
    [not-words] is not a list of words
    [not-text] is not text
    [not-a-flag] is neither true nor false
    [not-a-count] is not a whole number
    [not-a-number] is not a number
    [not-a-moment] is not a time
    [not-a-day] is not a date
   *[other] could not be understood
  }.
misread-record = The record itself could not be understood.
no-suspension-over = This suspension is over; what was planned is kept.
