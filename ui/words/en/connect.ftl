connect-title = Connect a publisher
connect-title-again = Renew how { $publisher } signs in
connect-why = You need three things from Entra: the directory, the application and its secret. They stay in this computer’s key store and go to nobody but Microsoft.
connect-why-certificate = You need three things from Entra: the directory, the application and the certificate registered with it. They stay in this computer’s key store; the private key never leaves it.
entry-publisher = Publisher name
entry-environment = Environment
entry-tenant = Directory (tenant) ID
entry-application = Application (client) ID
entry-secret = Client secret
entry-expires = Secret expires on
entry-expires-why = Entra shows it beside the secret. You are reminded in time.
entry-pem = Certificate and private key (PEM)
entry-pem-how = Both, one below the other. Two files may be chosen one after the other.
entry-authority = Sign-in address (authority)
entry-authority-default = Left empty: https://login.microsoftonline.com
entry-base = Marketplace address (base URL)
entry-base-default = Left empty: https://marketplaceapi.microsoft.com
entry-passphrase = Passphrase
entry-again = The same once more
optional = optional
advanced = Addresses, for test environments
advanced-why = Only for a simulator or an emulator. Microsoft’s own addresses need nothing here.
use-certificate = Use a certificate instead
use-secret = Use a secret instead
choose-file = Choose a file…
show-secret = Show the secret
hide-secret = Hide the secret
flaw-publisher = Give the publisher a name; you will see it at the top of the window.
flaw-tenant = Paste the directory ID from Entra, Overview.
flaw-tenant-shape = This is neither an ID like 5d2c9e14-70ab-4f38-8c61-b0e94a17d2f5 nor a domain like contoso.onmicrosoft.com.
flaw-application = Paste the application ID from Entra, App registrations.
flaw-application-shape = An application ID looks like b81f3a60-2e9d-4c57-a4d8-6f0c92e5137b.
flaw-secret = Paste the secret’s value from Entra, Certificates & secrets.
flaw-secret-id = This has the shape of a secret’s ID, not of its value.
flaw-pem = Paste the certificate and its private key, or choose the file that holds them.
flaw-pem-certificate = The certificate is missing: a part that begins with -----BEGIN CERTIFICATE-----.
flaw-pem-key = The private key is missing: a part that begins with -----BEGIN PRIVATE KEY-----.
check-run = Check
check-again = Check again
checking = Checking
check-sends-nothing = Only reads. Nothing is changed at Microsoft.
connect = Connect
connecting = Connecting

check-title = The guided check
check-not-run = Nine steps, a few seconds
check-summary = { $failed ->
    [0] { $done } of { $count } done
    [one] { $done } of { $count } done, { $failed } needs you
   *[other] { $done } of { $count } done, { $failed } need you
  }
step-details = What you entered is complete
step-reach = Microsoft can be reached
step-clock = Your clock agrees with Microsoft’s
step-directory = Entra knows this directory
step-application = Entra knows this application
step-credential-secret = Entra accepts the secret
step-credential-certificate = Entra accepts the certificate
step-resource = Entra lets it sign in to the marketplace
step-subscriptions = Your subscriptions can be read
step-not-empty = There are subscriptions to see
step-waits = waits
step-asking = asking
step-asked = asked { $time }
step-is-waiting = Waiting:
step-is-running = Running:
step-is-done = Done:
step-is-attention = Worth a look:
step-is-failed = Failed:
check-clock-apart = { $seconds } s apart
check-subscriptions-seen = { $count ->
    [one] { $count } on the first page
   *[other] { $count } on the first page
  }
check-list-empty = The list is empty. That is right for a publisher without sales; a wrong directory can look the same, so compare the directory ID with the one in Partner Center.
check-host = { $host }
check-directory-name = { $tenant }

admin-copy = Copy a request for your administrator
admin-request = To connect Marketdesk to the commercial marketplace, something has to be mended in Entra.
admin-ids = Directory: { $tenant }, application: { $application }
entra-table = Where to find the value in Entra
entra-description = Description
entra-expires = Expires
entra-date = in 24 months
entra-value = Value
entra-id = Secret ID
entra-copy-this = Copy the value, not the ID

fix-fault-secret-id-pasted =
    In Entra, open App registrations, your application, Certificates & secrets.
    Choose New client secret. Copy the Value before leaving the page: it is shown only once.
    Paste it at the left and check again.
fix-fault-secret-wrong =
    See that the secret was copied whole, without a blank at its end.
    If its value is no longer known, make a new one: Entra, App registrations, your application, Certificates & secrets.
    Paste it at the left and check again.
fix-fault-secret-expired =
    In Entra, open App registrations, your application, Certificates & secrets.
    Choose New client secret and copy its Value.
    Paste it at the left, with its new date, and check again.
fix-fault-secret-missing =
    In Entra, open App registrations, your application, Authentication.
    See that “Allow public client flows” is off, then paste the secret at the left.
fix-fault-app-unknown =
    In Entra, open App registrations, and compare the Application (client) ID.
    See on the same page that the Directory (tenant) ID is the one you entered.
fix-fault-app-disabled =
    In Entra, open Enterprise applications, your application, Properties.
    Set “Enabled for users to sign in” to Yes.
fix-fault-tenant-unknown =
    In Entra, open Overview, and copy the Tenant ID.
    Use the directory in which the application is registered, not a customer’s.
fix-fault-tenant-malformed =
    In Entra, open Overview, and copy the Tenant ID as it is.
fix-fault-resource-missing =
    An administrator creates the marketplace’s service principal once, for application 20e940b3-4c77-4b0b-9a53-9e16a1b010a7.
    Then check again.
fix-fault-certificate-unknown =
    In Entra, open App registrations, your application, Certificates & secrets, Certificates.
    Upload the public part of the certificate you use here, or choose the one already listed.
fix-fault-policy-blocks =
    An administrator opens Entra, Protection, Conditional Access.
    Exempt this application from the policy that blocks workload identities, or allow this place.
fix-fault-token-refused =
    In Partner Center, open the offer, Technical configuration.
    See that its directory and application IDs are the ones entered here, and publish the offer.
fix-fault-app-not-registered =
    In Partner Center, open the offer, Technical configuration.
    Enter this directory and application ID, and publish the offer, at least as a preview.
fix-fault-clock-wrong =
    Set this computer’s clock to the network’s time, then check again.
fix-fault-offline =
    See whether other pages open in a browser on this computer.
    Behind a company proxy, this address must be allowed.

recovery-connected = { $publisher } is connected
recovery-title = Keep this recovery code
recovery-why = Everything kept here is sealed with a key in this computer’s key store. If that key is ever lost, <b>only this code</b> opens it again.
recovery-once = It is shown now, and never again.
recovery-where = Keep it where you keep passwords, not on this computer alone.
recovery-copy = Copy the recovery code
recovery-kept = I have kept it
recovery-done = Go to the customers

locked-title-unlock = Marketdesk is locked
locked-title-choose = Choose a passphrase
locked-title-recover = Open with the recovery code
locked-why-unlock = What is kept here is sealed. Your passphrase opens it.
locked-why-choose = This computer has no key store. A passphrase seals what is kept here; you are asked for it at each start.
locked-why-recover = The code you kept when this publisher was connected.
locked-why-vault = This computer’s key store no longer has the key. The code you kept when this publisher was connected opens it again.
locked-do-unlock = Unlock
locked-do-choose = Go on
locked-do-recover = Open
locked-working = Opening
locked-use-code = Use the recovery code
locked-use-passphrase = Use the passphrase
locked-connection = Connection
locked-code = Recovery code
passphrase-hint = At least { $count } characters. A few words are better than one.
flaw-passphrase-short = Too short: use at least { $count } characters.
flaw-passphrase-differs = The two are not the same.
