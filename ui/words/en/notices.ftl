# Notices of the desktop and the tray; the desk reads this file too.

notice-title = { $kind ->
    [request] A customer asks for a change
    [purchase] A purchase to activate
    [suspended] A payment is missing
    [reinstated] A customer has paid
    [cancelled] A subscription has ended
    [renewal] A term ends without renewal
    [trial] A free trial ends
    [intent] A change needs you
    [unreadable] A record could not be read
    [missing] A subscription is missing
    [connection] The connection needs you
    [access] Access does not fit Microsoft’s state
   *[other] Something needs you
  }
notice-request = { $customer } asks for { $to } instead of { $from }
notice-item = { $customer }: { $what }
notice-many = { $count ->
    [one] { $count } new item in the inbox
   *[other] { $count } new items in the inbox
  }
notice-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
notice-settled = It is settled
tray-open = Open Marketdesk
tray-quit = Quit; watching stops
tray-quit-unsent = { $count ->
    [one] Quit; { $count } change waits unsent
   *[other] Quit; { $count } changes wait unsent
  }
tray-count = { $count ->
    [one] { $count } item in the inbox
   *[other] { $count } items in the inbox
  }
tray-tip = { $count ->
    [0] Marketdesk: nothing needs you
    [one] Marketdesk: { $count } item in the inbox
   *[other] Marketdesk: { $count } items in the inbox
  }
banner-no-notices = This computer shows no desktop notices. What needs you is counted here and in the inbox instead.
banner-understood = Understood
