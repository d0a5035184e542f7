# The access to customers’ accounts in the publisher’s own service, and the receivers that are told of it.

account-access = Account access
access-is = Access
access-open = Open
access-suspended = Suspended
access-closed = Closed
access-unknown = Not known
access-word = your service says “{ $word }”
access-since = since { $time }
access-since-by = since { $time }, by { $actor }
access-beside = Microsoft’s state
access-why = Access is yours to give, in your own service. Microsoft’s state is Microsoft’s, and cannot be set by a publisher.
access-suspend = Suspend access…
access-reinstate = Give access back…
access-close = Close the account…
access-ask = Ask the service
access-asking = Asking…
access-asked-now = The service was asked
access-history = What is known of it
access-history-empty = Nothing has been sent or asked about this account yet.
access-hook-id = Event
access-dialog-suspend = Suspend the access of { $customer }
access-dialog-reinstate = Give access back to { $customer }
access-dialog-close = Close the account of { $customer }
access-dialog-suspend-why = Your service is told to keep the customer out. What is in the account stays. Microsoft is not told and goes on billing.
access-dialog-reinstate-why = Your service is told to let the customer in again.
access-dialog-close-why = Your service is told to close the account for good. What it then does with the customer’s data is yours to decide; Microsoft wants it kept at least 7 days after a subscription has ended.
access-reason-hint = Your service is told this too.
access-confirm-suspend = Suspend access
access-confirm-reinstate = Give access back
access-confirm-close = Close the account
access-no-account = Your service knows no such account. If it should, tell it by giving access back.
access-unreadable = Your service answered { $status }, and nothing that says an access. It should answer 200 and {"{"}"access": "open"{"}"}, or suspended, or closed.
access-not-now = Your service could not say: { $why ->
    [unreachable] nobody answers at its address.
    [timed-out] it took too long.
    [lost] the connection broke off.
   *[other] it answered { $why }.
  } Ask again in a moment.
access-step-sent = { $action ->
    [activate] Your service opened the account
    [suspend] Your service suspended access
    [reinstate] Your service gave access back
    [close] Your service closed the account
    [plan-changed] Your service was told of the plan
    [seats-changed] Your service was told of the seats
   *[other] Your service was told { $action }
  }
access-step-told = { $action ->
    [activate] The relay had the account opened
    [suspend] The relay had access suspended
    [reinstate] The relay had access given back
    [close] The relay had the account closed
    [plan-changed] The relay told of the plan
    [seats-changed] The relay told of the seats
   *[other] The relay told { $action }
  }
access-step-asked = { $access ->
    [open] Your service said: open
    [suspended] Your service said: suspended
    [closed] Your service said: closed
   *[other] Your service said: { $access }
  }
access-step-doubted = Taken back after it may have arrived; ask the service what holds
board-access = { $access ->
    [open] access open
    [suspended] access suspended
    [closed] account closed
   *[unknown] access not known
  }
board-access-waits = { $access ->
    [open] access open, a change is on its way
    [suspended] access suspended, a change is on its way
    [closed] account closed, a change is on its way
   *[unknown] access not known, a change is on its way
  }

no-access-receiver = There is nobody to tell: set up a receiver under Settings, Account access.
no-access-waiting = A change of the access is already on its way, or needs you. See to that one first.
no-access-suspended = Access is suspended already.
no-access-open = Access is open already.
no-access-closed = The account is closed.
no-access-reason = Say why first. Your service is told, and the history keeps it.

what-account-activate = open the account
what-account-suspend = suspend access
what-account-reinstate = give access back
what-account-close = close the account
what-account-plan-changed = tell the service of the plan
what-account-seats-changed = tell the service of the seats
what-access-open-though-suspended = does not pay, and still has access
what-access-shut-though-subscribed = pays, and has no access
what-access-open-though-ended = left a week ago, and still has access
why-hook = Your own service did not take it, and it is not tried again by itself. Read what it said, then send it again or take it back.
why-access-open-though-suspended = Microsoft suspended the subscription, and the customer still gets into the account. Suspend the access, or acknowledge this to leave it open.
why-access-shut-though-subscribed = The customer pays Microsoft and does not get into the account. Give access back now, or acknowledge this if there is another reason.
why-access-open-though-ended = The subscription ended more than 7 days ago, and the customer still gets into the account. Close the account, or acknowledge this to leave it open.

intent-queued-receiver = Your own service has no receiver for it yet, or it is not reached. It leaves by itself when there is one.
intent-queued-receiver-again = { $count ->
    [one] Your own service did not take it yet ({ $count } try). It is sent again by itself, as the same event.
   *[other] Your own service did not take it yet ({ $count } tries). It is sent again by itself, as the same event.
  }
intent-sending-receiver = It is on its way to your own service.
intent-done-receiver = Your own service took it.
intent-refused-receiver = Your own service refused it: { $message }
intent-not-taken = Your own service has not taken it for days. See that it is up, test it under Settings, then send this again.
intent-withdrawn-receiver = Taken back after it was tried: your own service may have taken it all the same. Ask the service what holds.
did-sent-receiver = Sent to your own service
did-done-receiver = Your own service took it
did-lost-receiver = The program ended while it was on its way; it is sent again as the same event
did-waits-receiver = Not taken yet; sent again later
did-waits-receiver-because = Not taken yet: { $why ->
    [unreachable] nobody answers at its address
    [timed-out] it took too long
    [lost] the connection broke off
   *[other] it answered { $why }
  }

receiver-why = When a purchase is activated here, and when access is suspended, given back or closed, your own service is told by a signed event. The README shows a receiver in thirty lines.
receiver-every = For every offer
receiver-offer = For { $offer }
receiver-address = Address of the receiver
receiver-address-hint = https, or this computer itself. Events are sent there by POST.
receiver-status = Address to ask (may stay empty)
receiver-status-hint = Answers a GET with the access an account has, so that it can be read back.
receiver-keep = Keep
receiver-keeping = Keeping…
receiver-kept = The receiver is kept
receiver-add-offer = A receiver of its own for
receiver-add = Add
receiver-test = Send a test
receiver-testing = Sending…
receiver-rotate = New secret
receiver-remove = Remove
receiver-removed = The receiver is removed
receiver-name = Events name this publisher
receiver-secret = The secret of this receiver
receiver-secret-why = It is shown this once. Give it to your service; here it is kept in this computer’s vault.
receiver-secret-copy = Copy the secret
receiver-secret-seen = I have it
receiver-old-until = The secret before this one signs too, until { $time }.
receiver-address-unusable = This is not an address. It looks like https://service.example.com/hooks.
receiver-address-insecure = Over http anybody on the way could read what is sent. Use https; http is only for this computer itself.
receiver-secret-lost = The secret of this receiver is not in the vault any more, so nothing can be sent. Make a new one and give it to your service.
receiver-took = It took the test and answered { $status }. The signature was made with the secret of this receiver.
receiver-elsewhere = It answered { $status } and points to another address. Events go to the address entered and nowhere else: enter the other one.
receiver-disbelieves = It answered { $status }: it does not believe the signature. Compare the secret, and its clock with this computer’s.
receiver-nobody = It answered { $status }: nothing receives events at this address. Check the path.
receiver-no-post = It answered { $status }: it takes no POST at this address. Check the path and the method.
receiver-refuses = It answered { $status } and refuses the test. Its words are below.
receiver-unreachable = Nobody answers at this address. Check the name and the port, and that the service runs.
receiver-slow = It took longer than 20 seconds. Answer first and work afterwards.
receiver-hangs-up = The connection broke off before an answer came. Look at the service’s own log.
receiver-troubled = It answered { $status }: the service itself has trouble. Real events would be sent again by themselves.

kind-access = Access
due-of-access = to decide
action-see-access = Account access
tab-access = Account access
toast-sent-receiver = { $what } for { $customer }: sent to your own service.
call-webhook = Event
call-status = Answer

# What is stuck at the relay.
what-account-ruled = { $action ->
    [activate] open the account, by the relay’s rules
    [suspend] suspend access, by the relay’s rules
    [reinstate] give access back, by the relay’s rules
    [close] close the account, by the relay’s rules
    [plan-changed] tell the service of the plan, by the relay’s rules
    [seats-changed] tell the service of the seats, by the relay’s rules
   *[other] { $action }, by the relay’s rules
  }
why-stuck = { $why ->
    [refused] Your own service refused it from the relay: { $message }
    [not-taken] Your own service has not taken it from the relay for days. See that it is up.
    [unknown] Microsoft does not know this subscription any more, so the relay did not send it.
    [not-confirmed] After a day Microsoft’s own data still does not show what was announced, so the relay did not send it.
    [not-so] Your own service took it, and says that the access is “{ $message }”.
   *[no-proof] Your own service took it, and cannot say what access the account has.
  }
why-stuck-next = The relay does not try it again by itself. See to the cause, then try it again; it is sent only if Microsoft’s data still calls for it. Or drop it.
why-stuck-trying = { $who } has it tried again; the relay is at it.
no-stuck-trying = { $who } has it tried again already.
no-stuck-over = This is over already.
no-relay-offline = Only the relay can do this, and it does not answer. It is tried again by itself.
no-relay-too-old = The relay is too old for this. Ask whoever runs it to bring it up to date.
no-relay-other-version = Relay and console are of different versions. Bring the older of the two up to date.
no-drop-reason = Say why first. Every desk is told, and the history keeps it.
settled-stuck-sent = Your own service has it now
settled-stuck-superseded = Something newer took its place
settled-stuck-not-so = It is not called for any more, so it was not sent
settled-stuck-dropped = { $who } dropped it
told-hook-again = Tried again at the relay
told-hook-dropped = Dropped at the relay: { $reason }
access-stuck = Stuck at the relay
access-step-stuck = { $action ->
    [activate] The relay could not have the account opened
    [suspend] The relay could not have access suspended
    [reinstate] The relay could not have access given back
    [close] The relay could not have the account closed
    [plan-changed] The relay could not tell of the plan
    [seats-changed] The relay could not tell of the seats
   *[other] The relay could not tell { $action }
  }: { $why ->
    [refused] refused, { $message }
    [not-taken] not taken for days
    [unknown] Microsoft does not know the subscription
    [not-confirmed] Microsoft’s data does not show it
    [not-so] the service says “{ $message }”
   *[no-proof] the service cannot say
  }
access-step-again = { $action ->
    [activate] Tried again: open the account
    [suspend] Tried again: suspend access
    [reinstate] Tried again: give access back
    [close] Tried again: close the account
    [plan-changed] Tried again: tell of the plan
    [seats-changed] Tried again: tell of the seats
   *[other] Tried again: { $action }
  }
access-step-dropped = { $action ->
    [activate] Dropped: open the account
    [suspend] Dropped: suspend access
    [reinstate] Dropped: give access back
    [close] Dropped: close the account
    [plan-changed] Dropped: tell of the plan
    [seats-changed] Dropped: tell of the seats
   *[other] Dropped: { $action }
  }
access-step-not-so = { $action ->
    [activate] Not called for any more: open the account
    [suspend] Not called for any more: suspend access
    [reinstate] Not called for any more: give access back
    [close] Not called for any more: close the account
    [plan-changed] Not called for any more: tell of the plan
    [seats-changed] Not called for any more: tell of the seats
   *[other] Not called for any more: { $action }
  }
action-try-again = Try again
action-drop = Drop it…
drop-title = Drop what is stuck for { $customer }
drop-why = The relay gives it up for good: your service is not told. What is wrong with the account then is yours to put right.
drop-reason-hint = Every desk is told this too.
drop-confirm = Drop it
toast-tried-again = The relay tries it again.
toast-dropped = Dropped.
