# Rules: standing answers to customers' requests.

rules = Rules for requests
rules-link = Rules for requests
rules-link-why = What the relay answers to customers’ requests for another plan or other seats, day and night.
rules-lead = The first rule that holds answers. Where none does, silence says yes after ten seconds.
rules-draft = Draft, not in force
rules-in-force = Version { $version } in force
rules-none-in-force = No rules in force
rules-in-force-why = put in force by { $author }, { $when }
rules-discard = Discard the draft
rules-discard-ask = Discard the draft?
rules-discard-why = What is in force stays in force. What the draft changed is lost.
rules-put = Put in force…
rules-put-title = Put these rules in force
rules-put-now = Put in force
rules-put-why = From then on the relay answers by them, within seconds and without asking anybody here.
rules-reason-hint = What your colleagues will read in the history.
rules-done = Version { $version } is in force.
rules-relay-run = In the relay’s own log, { $requests ->
    [one] { $otherwise } of one request
   *[other] { $otherwise } of { $requests } requests
  } would have been answered otherwise.
rules-relay-flaws = The relay has this against the list:
rules-local-run = On this computer’s record, { $otherwise } of { $requests } requests would have been answered otherwise.
rules-no-relay = No relay is connected. Rules can be drafted and tried on past requests here; only a relay can answer by them, so nothing can be put in force.
rules-unchanged = The draft says what is in force already.
rules-nothing-yet = There is no rule yet.
rules-flawed = { $count ->
    [one] One rule has to be mended first.
   *[other] { $count } rules have to be mended first.
  }
rules-behind = Version { $version } was put in force by { $author } after this draft was begun. Read it first.
rules-behind-take = Start again from version { $version }
rules-behind-keep = Keep my draft in its place
rules-behind-first = Somebody has put another version in force meanwhile.
rules-not-kept = The draft could not be kept on this computer.

rules-count = { $count ->
    [0] No rules
    [one] { $count } rule
   *[other] { $count } rules
  }
rule-new = New rule
rule-new-name = New rule
rule-copy-name = { $name } (copy)
rule-name = Name
rule-name-placeholder = What your colleagues call it
rule-off = off
rule-enabled = This rule is looked at
rule-up = Move up: { $name }
rule-down = Move down: { $name }
rule-moved = { $name } is now at place { $place } of { $count }.
rule-removed = { $name } was removed.
rule-copy = Copy
rule-remove = Remove
rule-number = Rule { $number }
rule-nameless = without a name
rule-in-past = { $number } in 90 days
rule-has-flaws = to be mended
rule-has-notes = to know
rule-last = Changed by { $author }, { $when }: { $reason }
rule-last-bare = Changed by { $author }, { $when }
rule-yet = Not in force yet.
rules-else = All else
rules-else-why = No rule holds: silence says yes
rules-list = Rules, first to last
rules-list-keys = Move the rule
rule-keys-between = From rule to rule

# The tabs of the middle.
rules-tab-rule = This rule
rules-tab-matrix = All plan changes
rules-tab-ladder = Order of plans
rules-tab-history = Versions
rules-tabs = What to look at

# A rule in plain words.
rule-sentence = { $when }: { $answer }
rule-asks-plan = When a customer asks for another plan
rule-asks-seats = When a customer asks for more or fewer seats
rule-asks-any = When a customer asks for another plan or other seats
rule-if-offers = on offer { $any }
rule-if-from = now on { $any }
rule-if-to = wanting { $any }
rule-if-direction = going { $anyOf }
rule-if-total-least = with { $least } seats or more afterwards
rule-if-total-most = with { $most } seats or fewer afterwards
rule-if-total-between = with { $least } to { $most } seats afterwards
rule-if-total-exactly = with exactly { $exactly } seats afterwards
rule-if-change-more = { $count ->
    [one] adding a seat or more
   *[other] adding { $count } seats or more
  }
rule-if-change-fewer = { $count ->
    [one] giving up a seat or more
   *[other] giving up { $count } seats or more
  }
rule-if-change-least = changing the seats by { $least } or more
rule-if-change-most = changing the seats by { $most } or less
rule-if-change-between = changing the seats by { $least } to { $most }
rule-if-change-exactly = changing the seats by { $exactly }
rule-if-percent-more = growing by { $count } % or more
rule-if-percent-fewer = shrinking by { $count } % or more
rule-if-percent-least = changing the seats by { $least } % or more
rule-if-percent-most = changing the seats by { $most } % or less
rule-if-percent-between = changing the seats by { $least } to { $most } %
rule-if-percent-exactly = changing the seats by { $exactly } %
rule-if-below-use = ending below the seats in use
rule-if-customers = being { $any }
rule-if-customers-many = being one of { $count } customers
rule-if-direct = bought directly
rule-if-reseller = bought through a reseller
rule-if-hours = { $anyOf } from { $from } to { $to } ({ $zone })
rule-or-hours = or { $anyOf } from { $from } to { $to } ({ $zone })
rule-if-hours-whole = { $anyOf } ({ $zone })
rule-or-hours-whole = or { $anyOf } ({ $zone })
rule-if-unknown = and “{ $all }”, which this version of Marketdesk does not know
rule-then-accept = say yes.
rule-then-refuse = refuse. Nobody needs to look.
rule-then-hold = refuse for now and keep the request for a person.
rule-then-ask-accept = show it to a person for { $seconds } seconds; where nobody answers, say yes.
rule-then-ask-refuse = show it to a person for { $seconds } seconds; where nobody answers, refuse.
rule-then-ask-hold = show it to a person for { $seconds } seconds; where nobody answers, refuse for now and keep it.
rule-then-unknown = something this version of Marketdesk does not know. The relay says yes and asks for a review if it does not know it either.
way-upgrade = up
way-downgrade = down
way-same = to an equal plan
way-unordered = between plans without an order
day-any = every day
day-working = on working days
day-monday = on Monday
day-tuesday = on Tuesday
day-wednesday = on Wednesday
day-thursday = on Thursday
day-friday = on Friday
day-saturday = on Saturday
day-sunday = on Sunday
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun

# What is wrong with a rule, and what to know.
rule-flaw-no-id = The rule has no id.
rule-flaw-same-id = Another rule has the same id. Remove one of the two.
rule-flaw-no-name = Give the rule a name, so that people can speak of it.
rule-flaw-nothing = “{ $anyOf }” names nothing. Choose something, or remove the condition.
rule-flaw-impossible = “{ $anyOf }” asks for at least more than at most, so the rule could never hold.
rule-flaw-seconds = A person can be asked for 1 to 8 seconds, not for { $given }: Microsoft waits ten.
rule-flaw-unreadable = “{ $anyOf }” cannot be read: look at the hours and the time zone.
rule-note-unknown = A newer Marketdesk wrote “{ $all }”. It is kept as it came. Until the relay knows it, what this rule would decide is accepted, for review.
rule-note-shadowed = Never reached: “{ $rule }” above holds for every request.
rule-note-refuses-all = No condition: this rule refuses every request that reaches it.
rule-note-below-use = No service of yours counts the seats in use yet. Until one does, requests that only this could decide are accepted, for review.
rule-note-set = There is no set of customers called { $all }. Requests that it could decide are accepted, for review.
rule-note-no-order = Nothing tells which plan of { $all } stands above another: give its plans an order, or import prices. Until then such requests are accepted, for review.
doubt-missing = accepted for review: nothing tells about “{ $anyOf }”
doubt-stale = accepted for review: what tells about “{ $anyOf }” is too old
doubt-unknown = accepted for review: “{ $all }” is not known to this version
doubt-outcome = accepted for review: the answer is not known to this version
doubt-no-target = accepted for review: the message does not say what is asked for

# The form of a rule.
condition-asks = Request
condition-offers = Offer
condition-from = Present plan
condition-to = Wanted plan
condition-direction = Direction
condition-seats = Seats
condition-customers = Customers
condition-channel = Bought
condition-hours = Hours
condition-other = A condition
condition-add = Add a condition
condition-remove = Remove: { $condition }
conditions-title = Holds when
conditions-none = No condition: it holds for every request.
conditions-unknown = From a newer Marketdesk, kept as it came:
asks-any = plan or seats
asks-plan = another plan
asks-seats = other seats
channel-is = The customer bought
channel-is-direct = directly
channel-is-reseller = through a reseller
offers-none = No offer is known yet. They come with the list of subscriptions.
plans-none = No plan is known yet.
plan-gone = { $plan } (not known here)
seats-total = Seats afterwards
seats-change = Seats more or fewer
seats-percent = More or fewer in percent
seats-at-least = at least
seats-at-most = at most
seats-change-hint = Fewer seats are numbers below zero: at most −1 is one seat or more given up.
seats-below-use = Fewer than are in use
customers-sets = Sets
customers-chosen = Customers
customers-find = Find a customer
customers-find-placeholder = Name, address or id
customers-drop = Remove { $customer }
customers-nobody = Nobody is found.
customers-tenants = Tenants
customers-tenants-hint = Tenant ids, one on each line. A tenant counts whether it pays or uses.
hours-days = Days
hours-days-hint = None chosen: every day.
hours-from = from
hours-to = to
hours-zone = Time zone
hours-add = Further hours
hours-remove = Remove these hours
hours-hint = An end that is not later is of the next day.
outcome-title = Answer
outcome-accept = Say yes
outcome-accept-why = At once, in the publisher’s name.
outcome-hold = Refuse for now, a person decides
outcome-hold-why = Microsoft is told no; the request waits in the inbox, and a yes sends the change afterwards.
outcome-refuse = Refuse
outcome-refuse-why = Microsoft is told no; nobody needs to look.
outcome-ask = Show it to a person first
outcome-ask-why = Only while somebody’s Marketdesk shows it; else the second answer counts at once.
outcome-seconds = Seconds
outcome-fallback = Where nobody answers
outcome-unknown = As a newer Marketdesk wrote it

# Answers in short.
answer-accept = Accept
answer-review = Accept, review
answer-ask = Ask first
answer-hold = Hold
answer-refuse = Refuse
answer-accept-count = Accepted
answer-review-count = Accepted, for review
answer-ask-count = Shown first
answer-hold-count = Held
answer-refuse-count = Refused
answer-accept-why = say yes
answer-review-why = yes, because nothing could decide; a person looks afterwards
answer-ask-why = a person first, if one is there
answer-hold-why = no for now, a person decides
answer-refuse-why = no
answer-by = rule { $number }
answer-by-none = no rule

# The matrix.
matrix-offer = Offer
matrix-channel = Bought
matrix-seats = Seats
matrix-from = From
matrix-to = To
matrix-caption = What the draft answers to each change of plan of { $offer }
matrix-why = As for a customer in no set, asking now. Numbers are requests of the last 90 days.
matrix-pair = From { $from } to { $to }:
matrix-asked = requests in 90 days,
matrix-open = Open rule { $number }
matrix-new = New rule for this change
matrix-rule-name = { $from } to { $to }
matrix-one = { $offer } has one plan that is known: there is nothing to move to.
matrix-keys = Arrows move, Enter opens the rule.

# The order of plans.
ladder-why = An order tells rules what is up and what is down. Without one, list prices do; without those, nothing does.
ladder-none = No order of its own: list prices tell, where all plans have one.
ladder-priced = All plans have a list price.
ladder-unpriced = Without a list price: { $plans }.
ladder-begin = Give these plans an order
ladder-end = Go by list prices
ladder-highest = highest
ladder-lowest = lowest
ladder-off = Without a place: neither up nor down
ladder-up = Move up: { $plan }
ladder-down = Move down: { $plan }
ladder-join = Put beside the plan below: { $plan }
ladder-take-off = Take off the ladder: { $plan }
ladder-put-on = Put on the ladder: { $plan }
ladder-customers = { $count ->
    [0] nobody
    [one] { $count } customer
   *[other] { $number } customers
  }
ladder-moved = { $plan } is now on rung { $rung } of { $count }.

# The dry run.
dry-title = Dry run
dry-span = { $since } to { $until }
dry-why = { $count ->
    [0] No change of plan or seats was seen in these 90 days.
    [one] The draft, against the one request of the last 90 days.
   *[other] The draft, against the { $number } requests of the last 90 days.
  }
dry-answer = Answer
dry-now = Today
dry-draft = Draft
dry-difference = Difference
dry-requests = Requests
dry-change = { $count ->
    [0] none changes
    [one] { $count } changes
   *[other] { $number } change
  }
dry-otherwise = Would be answered otherwise
dry-same = No request would have been answered otherwise.
dry-more = and { $count } more
dry-note = A dry run sends nothing. It reads the changes this computer has seen; what was refused left no trace here.
dry-line = { $before } before, { $after } by the draft
rule-past-plan = { $from } to { $to }
rule-past-seats = { $from } to { $to } seats

# Versions.
rules-version = Version { $version }
rules-version-now = in force
rules-version-by = { $author }, { $when }
rules-history-empty = No version yet. The first appears here when rules are put in force.
rules-added = Added: { $all }
rules-removed = Removed: { $all }
rules-changed = Changed: { $all }
rules-reordered = Order of rules changed
rules-ladders-changed = Order of plans changed
rules-unreadable = Written by a newer Marketdesk, in a form this one cannot read.
rules-roll-back = Go back to this…
rules-roll-back-title = Go back to version { $version }
rules-roll-back-why = Its rules come in force again, as a new version. Your draft stays as it is.
rules-roll-back-now = Go back

# Nothing here yet.
rules-empty-title = No rules: silence answers
rules-empty-silence = Microsoft waits ten seconds after a customer asks for another plan or other seats. Whoever says nothing has said yes: the change takes effect and is billed.
rules-empty-rules = A rule is an answer given in advance. The relay gives it in your name, day and night, before the ten seconds are over.
rules-empty-start = Begin with one of these, and change it as you like:
rules-start-down = Hold every step down to a smaller plan
rules-start-seats = Hold large jumps in seats
rules-start-seats-name = Seats up by half or more
rules-start-down-name = Steps down
rules-start-night = Hold everything outside office hours
rules-start-night-name = Outside office hours
rules-start-blank = An empty rule

# Failures.
fault-relay-silent = The relay does not answer. What is shown is what it said last; the draft stays on this computer.
fault-rules-newer = Version { $version } is in force by now: somebody was quicker. Nothing was changed; read it first.
fault-rules-version-unknown = The relay has no such version any more.
fault-rules-flawed = The list has a rule that cannot be put in force. Mend it first.
fault-rules-forbidden = This desk may read the relay’s rules, but not change them. Whoever runs the relay can allow it.
fault-rules-unreadable = The relay has rules in a form that this version of Marketdesk cannot read. They answer as before; update Marketdesk to edit them.
rules-no-reason = Say why: the history keeps it.
