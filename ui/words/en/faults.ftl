fault-raw = What was answered, word for word
fault-open-connection = Renew the connection

fault-offline = { $host } cannot be reached. Check this computer’s network; it is tried again by itself.
fault-timeout = { $host } did not answer in time. It is tried again by itself.
fault-throttled = { $seconds ->
    [one] Microsoft asks to go slower. The next try is in { $seconds } second.
   *[other] Microsoft asks to go slower. The next try is in { $seconds } seconds.
  }
fault-server-trouble = Microsoft’s service is in trouble (it answered { $status }). It is tried again by itself; nothing is lost.
fault-not-json = Something other than Microsoft answered, perhaps a company proxy or a sign-in page of the network. Open a browser on this network, then try again.
fault-unreadable-answer = Microsoft’s answer could not be read at “{ $field }”. Send the report below to whoever looks after Marketdesk.
fault-secret-wrong = Entra did not accept the client secret: it is not one of this application’s. Paste the secret’s value again, or make a new one in Entra.
fault-secret-id-pasted = Entra did not accept the client secret: what was pasted looks like the secret’s ID. Paste its value; Entra shows it only once, right after the secret is made.
fault-secret-expired = Microsoft did not accept the client secret: it has expired. Create a new one in Entra and paste it here.
fault-secret-missing = Entra was given no secret for this application, or takes it for a public one. Paste the secret’s value.
fault-app-unknown = Entra does not know this application in this directory: one of the two IDs is wrong. Compare both with Entra, App registrations.
fault-app-disabled = This application is switched off in Entra. An administrator can switch it on under Enterprise applications.
fault-tenant-unknown = Entra does not know this directory. Compare the directory ID with Entra, Overview.
fault-tenant-malformed = The directory ID is not written as Entra writes it. Copy it from Entra, Overview.
fault-resource-missing = The marketplace is not set up in this directory: its service principal is missing. An administrator can add it once.
fault-scope-malformed = Entra did not understand what the sign-in is for. Leave the addresses under “Addresses, for test environments” empty, then check again.
fault-certificate-unknown = Entra does not know this certificate for this application. Upload its public part in Entra, or use the one that is listed there.
fault-certificate-audience = Entra refused the signed sign-in: it was made for another address. Check the sign-in address under “Addresses, for test environments”.
fault-certificate-unreadable = The certificate or its private key cannot be read. Paste both in PEM form, unencrypted, one below the other.
fault-clock-wrong = { $seconds ->
    [one] This computer’s clock is { $seconds } second off, so Microsoft refuses the sign-in. Set the clock, then try again.
   *[other] This computer’s clock is { $seconds } seconds off, so Microsoft refuses the sign-in. Set the clock, then try again.
  }
fault-policy-blocks = A conditional access policy of your directory blocks this application. An administrator can exempt it.
fault-national-cloud = This directory belongs to a national cloud, which the commercial marketplace does not serve. Use a directory of the global cloud.
fault-entra-throttled = Entra asks to go slower. It is tried again by itself in a while.
fault-entra-trouble = Entra has a passing trouble. It is tried again by itself.
fault-sign-in-other = Entra refused the sign-in for a reason not known here (number { $number }). The words of Entra are below; your administrator can look the number up.
fault-token-refused = The marketplace refused this sign-in: the offers belong to another directory or application. Compare both IDs with the offer’s Technical configuration in Partner Center.
fault-app-not-registered = The marketplace knows no offer of this application. Enter its IDs in the offer’s Technical configuration in Partner Center, and publish it.
fault-not-found = Microsoft does not know this subscription. It may belong to another publisher, or the ID may be wrong.
fault-refused = Microsoft refused the request (it answered { $status }). Its own words are below.
fault-under-way = Another change of this subscription is still under way at Microsoft. It is tried again by itself once that is done.
fault-already-so = This subscription already has that plan or number of seats, so nothing was changed. Read it again to see it as it is.
fault-too-late = The answer came too late: Microsoft had already settled this request. Read the subscription again; what is not wanted can be changed back.
fault-foreign-link = Microsoft’s list continued at an address that is not Microsoft’s, so reading stopped and nothing was sent there. Send the report to whoever looks after Marketdesk.
fault-continuation-expired = The list could not be continued, since its bookmark had expired. It is read again from the start by itself.
fault-store-corrupt = The data file on this computer is damaged. Nothing is lost at Microsoft; close Marketdesk and open it again, and the list is filled anew.
fault-store-busy = Another program holds the data file on this computer. Close other windows of Marketdesk, then try again.
fault-store-newer = The data on this computer were written by a newer Marketdesk. Install the newer version to go on.
fault-answer-cut = Microsoft’s answer broke off, or was larger than any it should send. It is tried again by itself; behind a company proxy, look there first.
fault-insecure-address = { $host } would be asked without encryption, so nothing was sent. Use an address that begins with https.
fault-store-failed = The data file on this computer could not be read or written. Check the disk, then try again.
fault-suddenly-empty = { $known ->
    [one] Microsoft’s list came back empty, though { $known } subscription was known, so it was not believed. Check that this application still belongs to your offers.
   *[other] Microsoft’s list came back empty, though { $known } subscriptions were known, so it was not believed. Check that this application still belongs to your offers.
  }
fault-superseded = The data were filled anew meanwhile, so this was left. Try again.
fault-vault-damaged = The file that holds the keys on this computer is damaged. Use the recovery code to open your data.
fault-disk-full = This computer’s disk is full. Free some space, then try again.
fault-vault-locked = This computer’s key store is locked. Unlock it, then try again.
fault-vault-missing = This computer has no key store that answers. Start one, or use a passphrase.
fault-key-lost = This computer’s key store no longer holds the key to these data. Enter the recovery code you kept when the publisher was connected.
fault-key-wrong = The key in this computer’s key store is not the key to these data. Enter the recovery code you kept when the publisher was connected.
fault-passphrase-wrong = This passphrase does not open it. Try again, or use the recovery code.
fault-recovery-code-wrong = This recovery code does not open it. Check it letter by letter against the one you kept.
fault-invalid-input = “{ $field }” cannot be used as it is. Correct it, then try again.
fault-bug = Marketdesk met a case it does not handle, and stopped there; nothing was sent. Copy the report for whoever looks after it.

token-unknown-field = “{ $field }” is not a filter. Known are status, offer, plan, channel, renew, trial, term, ends, created and seats.
token-bad-date = “{ $value }” is not a date here. Write days, as in ends<60d, or a day, as in ends<2027-01-01.
token-bad-number = “{ $value }” is not a number. Write, for example, seats>10.
token-bad-status = “{ $value }” is not a status. Use active, suspended, pending, cancelled, any, or Microsoft’s own word.
purchase-link-none = There is no purchase in that. Paste the whole address of the landing page, or the token alone.
purchase-link-spoilt = That address was cut off or changed on its way. Ask for it once more, best copied whole.
purchase-link-old = Microsoft does not take this link any more: it lasts 24 hours. Ask the customer to open the subscription at Microsoft and to press Configure, or Manage, once more.
