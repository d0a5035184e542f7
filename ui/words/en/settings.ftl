settings-look = Language and appearance
settings-lists = Lists
settings-hide-cancelled = Hide cancelled subscriptions at first
settings-hide-cancelled-why = Microsoft keeps cancelled subscriptions for ever. Each list can still show them with one click.
settings-ending = Ending subscriptions
settings-may-cancel = Allow cancelling from this console
settings-may-cancel-why = A cancellation cannot be undone. Switch it off where nobody should do it by mistake.
settings-version = Marketdesk { $version }
connection-current = in use
connection-use = Use this one
connection-renew = New credential
connection-credential = Signs in with
credential-secret = a client secret
credential-certificate = a certificate
credential-expires = { $count ->
    [0] expires today
    [one] expires { $day }, in { $count } day
   *[other] expires { $day }, in { $count } days
  }
credential-expired = expired { $day }
