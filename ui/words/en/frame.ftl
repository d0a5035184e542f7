app = Marketdesk
opening = Opening…
nav-main = Main
customers = Customers
settings = Settings
environment-production = Production
environment-test = Test
environment-long-production = Production
environment-long-test = Test, no real money
environment-means-production = Real customers, real money
environment-means-test = Previews, simulator
connections = Connections
connection-switch = Switch connection
connection-add = Connect another publisher
search-placeholder = Find a customer, offer, plan or id
search-label = Search customers
display = Language and appearance
language = Language
language-system = As this computer
language-en = English
language-fr = Français
theme = Appearance
theme-system = As this computer
theme-light = Light
theme-dark = Dark
density = Density
density-comfortable = Comfortable
density-compact = Compact
on = on
off = off
never = never
close = Close
copied = Copied
copy = Copy
copy-report = Copy this report
try-again = Try again
try-now = Try now
read-now = Read now
and-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
  }
day-and-time = { $day }, { $time }
right-as-of = This was right at { $time }.

sync-label = Synchronisation
sync-idle = Synced { $time }
sync-sweeping = Reading Microsoft’s list
sync-first = Reading everything for the first time
sync-offline = Offline since { $time }
sync-data-of = Data of { $time }
sync-failing = Not synced since { $time }
sync-failing-never = Not synced yet
sync-progress = How much of the list is read
sync-progress-read = { $count ->
    [one] page { $pages }, { $count } subscription
   *[other] page { $pages }, { $count } subscriptions
  }
sync-rate = { $rate } a second
sync-left = about { $time } left
sync-unsent = { $count ->
    [one] { $count } decision waiting to be sent
   *[other] { $count } decisions waiting to be sent
  }
sync-subscriptions = { $count ->
    [one] { $count } subscription
   *[other] { $count } subscriptions
  }
sync-quarantined = { $count ->
    [one] { $count } record set aside
   *[other] { $count } records set aside
  }
sync-missing = { $count ->
    [one] { $count } missing
   *[other] { $count } missing
  }
sync-skew = Clock { $time } off
sync-next-try = Next try in { $time }
sync-trying = Trying now
sync-asked = Asking Microsoft
sync-details = Synchronisation in detail
sync-title-idle = Everything is read
sync-title-sweeping = Reading Microsoft’s list
sync-title-offline = Microsoft cannot be reached
sync-title-failing = Microsoft answers, but not with data
sync-means-idle = At { $time } the whole list of Microsoft was read. What changed since then shows after the next reading.
sync-means-sweeping = The list is being read page by page. You can go on working; rows change as they arrive.
sync-means-sweeping-first = Everything is read once, page by page. You can already work with what has arrived.
sync-means-offline = You see what was read at { $time }. Everything can be searched and opened; it is tried again by itself.
sync-means-failing = You see what was read at { $time }. Reading goes on once the cause below is removed.
sync-last = Last whole reading
sync-count = Subscriptions here
sync-clock = This computer’s clock
sync-clock-apart = { $time } from Microsoft’s
sync-own-pace = It reads by itself every few minutes.
sync-missing-title = { $count ->
    [one] { $count } subscription is missing from Microsoft’s list
   *[other] { $count } subscriptions are missing from Microsoft’s list
  }
sync-missing-why = They were there before. Nothing was deleted here; compare with Partner Center.
sync-quarantined-title = { $count ->
    [one] { $count } record could not be read
   *[other] { $count } records could not be read
  }
sync-quarantined-why = They are kept as received and read again at each turn. The rest of the list is complete.
sync-no-id = without an id
banner-offline = Offline since <b>{ $since }</b>.
banner-data-of = You see the data of <b>{ $time }</b>.
banner-no-data = Nothing has been read yet.

keys = Keys
keys-title = Keys
keys-anywhere = Anywhere
keys-inbox = In the inbox
keys-list = In a list
keys-customer = On a customer
keys-connect = Connecting a publisher
keys-then = then
keys-palette = Commands
keys-go-inbox = To the inbox
keys-go-customers = To the customers
keys-go-suspensions = To the suspensions
keys-go-history = To the history
keys-go-settings = To the settings
keys-go-rules = To the rules
keys-rules = Rules
keys-rule-up = Move the rule up
keys-rule-down = Move the rule down
keys-rules-put = Put the draft in force
keys-suspensions = On the suspensions
keys-suspension-stage = Next or previous stage
keys-suspension-move = Move the card to another stage
keys-suspension-promise = Note a promise
keys-undo = Take back what was just asked for
keys-filter = Filter the inbox
keys-keep-note = Keep the note
keys-search = Search
keys-sheet = This sheet
keys-back = Close, or go back
keys-next = Next row
keys-previous = Previous row
keys-screenful = A screenful down or up
keys-ends = First or last row
keys-open = Open the row
keys-second-sort = With a click on a heading: sort by a second column
keys-tabs = Next or previous tab
keys-read-again = Read again from Microsoft
keys-to-list = Back to the list
keys-check = Run the check
keys-typing = Letters are keys only while you are not typing.
key-move = move
key-open = open
key-search = search
