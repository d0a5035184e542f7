# Steps in a customer's life that a person takes: beginning a purchase, ending a subscription.
activate-title = Activate the purchase of { $customer }
activate-submit = Activate
activate-leave = Leave it waiting
activate-billing = Billing starts as soon as Microsoft has taken it on.
activate-trial = The free trial starts as soon as Microsoft has taken it on; billing follows by itself when it ends.
activate-ready = Activate once the customer’s account is really set up. Microsoft mostly takes minutes, in rare cases hours; only its own data counts as done.
activate-reseller = It was bought from a reseller, who bills the customer and makes every later change.
cancel-title = Cancel the subscription of { $customer }
cancel-go-on = Go on to cancel…
cancel-submit = Cancel for ever
cancel-leave = Keep it
cancel-last-word = { $customer } will have no subscription any more. Nobody can bring it back; the customer would have to buy again.
cancel-type = Type the customer’s name to confirm: { $name }
cancel-type-why = As it is written there; capital letters count.
cancel-forever = This cannot be undone. Access at Microsoft’s side ends at once; keep the customer’s data for at least 7 days.
cancel-pending = It was never activated, so nothing has been billed.
cancel-free = { $count ->
    [one] For one more hour nothing is billed: it is within 72 hours of the purchase or renewal.
   *[other] For { $count } more hours nothing is billed: it is within 72 hours of the purchase or renewal.
}
cancel-billed = The 72 hours in which nothing is billed are over: the running term is billed.
cancel-billing-unknown = When it was bought is not known, so whether the running term is billed is not known either.
cancel-year = Microsoft has been seen to refuse this for yearly terms once 72 hours have passed. Then it says so, nothing is changed, and the customer can turn off renewal instead.
cancel-years = Microsoft does not let plans of several years be cancelled while instalments are outstanding, once 72 hours have passed. Ask its support in that case.
cancel-usage = Usage that was reported already is billed all the same.
cancel-suspended = It is suspended because a payment is missing; left alone, Microsoft cancels it after 30 days.
cancel-reseller = It was bought from a reseller. Better ask the reseller to cancel, who also bills the customer.
life-test = It is a test purchase: an invoice may show it all the same, and take it back a month later.
life-opening = Reading what was bought…
visitor-none = Nobody has come to the landing page with this purchase yet, as far as we were told.
visitor-nameless = Somebody without a name
visitor-came = came on { $time }
visitor-no-contact = No address to write to. Ask for one now: there is no later chance to learn it from Microsoft.
visitor-beneficiary = Will use it
visitor-purchaser = Pays for it
visitor-colleague = Of the same organisation
visitor-stranger = Nobody Microsoft names for this purchase. Ask before you give access.
visitor-unfinished = Left before everything was answered.
life-heading = Purchase
life-cancel-heading = The end of this subscription
lookup-title = Look up a purchase link…
lookup-link = Link or token
lookup-why = Paste what the customer was sent to when they pressed Configure: the whole address, or the token alone. It is asked about once and not kept.
lookup-submit = Look it up
lookup-leave = Leave it
lookup-short = Purchase link…
