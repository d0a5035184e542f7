customers-grid = Subscriptions
customers-column-name = Customer
customers-column-offer = Offer
customers-column-plan = Plan
customers-column-seats = Seats
customers-column-status = Status
customers-column-term = Term
customers-column-term-end = Term ends
customers-column-renew = Renews
customers-column-channel = Channel
customers-column-buyer = Buyer
customers-column-created = Bought
customers-found = { $count ->
    [0] No subscription found
    [one] { $count } subscription found
   *[other] { $count } subscriptions found
  }
customers-foot = { $count ->
    [one] { $count } of { $everything } subscriptions
   *[other] { $count } of { $everything } subscriptions
  }
customers-counting = Counting…
customers-cancelled-hidden = Cancelled ones are hidden
grid-sort-hint = Click to sort. Shift and click to sort by a second column.
no-name = Without a name
about-us = This connection
row-missing = missing
row-missing-why = No longer in Microsoft’s list. It was there before, and is kept here.
row-trial = trial
term-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
term-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
  }
channel-direct = Direct
channel-reseller = Reseller

status-not-started = Not started
status-pending = To activate
status-subscribed = Active
status-suspended = Suspended
status-unsubscribed = Cancelled
storefront-not-started = Not started
storefront-pending = Provisioning, fulfillment pending
storefront-subscribed = Subscribed
storefront-suspended = Suspended
storefront-unsubscribed = Unsubscribed
storefront-unknown = { $raw }
status-title =
    { $ours }
    In Microsoft’s API: { $api }
    In the storefront: { $storefront }

filters = Filters
filter-pending = To activate
filter-suspended = Suspended
filter-ending = Ends within 60 days
filter-leaving = Not renewing
filter-trial = Trials
filter-reseller = Resellers
filter-words = All filters
filter-words-how = Type them into the search, mixed with a name, an address or an id. A click puts one there.
example-status = active, suspended, pending, cancelled, any, or Microsoft’s own word
example-offer = part of an offer’s id
example-plan = part of a plan’s id
example-channel = direct or reseller
example-renew = renews by itself: on or off
example-trial = on a free trial: yes or no
example-term = length of the term, as Microsoft writes it
example-ends = the term ends within so many days
example-ends-day = the term ends before a day
example-created = bought, by age in days or by day
example-seats = more, or with < fewer, seats
hide-cancelled = Hide cancelled
tokens-label = How your search was understood
token-remove = Remove { $token }

empty-filter = Nothing fits “{ $search }”
empty-all-cancelled = Every subscription here is cancelled
empty-filter-of = Looked through { $everything } subscriptions.
empty-hidden = Cancelled ones are hidden.
clear-search = Clear the search
show-cancelled = Show cancelled ones
empty-none = No subscriptions yet
empty-none-why = Microsoft’s list for this publisher is empty. The first purchase shows up here by itself.
empty-first = Reading your subscriptions for the first time
empty-first-why = { $count ->
    [one] { $count } so far. They appear here as they arrive.
   *[other] { $count } so far. They appear here as they arrive.
  }
empty-never = Nothing has been read yet
empty-never-why = The list will fill once Microsoft has answered.
