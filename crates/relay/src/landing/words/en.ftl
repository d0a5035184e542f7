# What a buyer reads at the landing page.

title = { $publisher }: your purchase
welcome = Welcome to { $publisher }
welcome-why = Thank you for your purchase on Microsoft’s marketplace. A few details, and we will set it up for you.
bought = What you bought
bought-name = Name
bought-offer = Offer
bought-plan = Plan
bought-seats = Seats
bought-unknown = We could not read the details of your purchase just now. We have noted that you came, and will look them up.
signed-in-as = You are signed in as { $name }.
contact = Your e-mail address
contact-hint = We write to it about your purchase.
optional = optional
choose-none = No answer
send = Send
wrong = Please look at these again
wrong-contact = Enter an e-mail address, such as name@example.com.
wrong-required = “{ $question }” needs an answer.

thanks = Thank you
thanks-contact = We have what we need, and will write to { $contact }.
thanks-next = We are setting up your account. You can close this page.
already = Your subscription is active
already-why = There is nothing to set up any more.
manage = Manage your subscription
help = Need help? Write to { $support }.

how-to-open = Open it again from Microsoft: in the Azure portal under “SaaS”, or in the Microsoft 365 admin centre under “Your products”, choose your subscription and press “Configure account”.
no-token = Nothing to set up here
no-token-why = This page is opened from Microsoft after a purchase. The address you used does not say which.
spoilt = This link is not whole
spoilt-why = A part of it was lost on the way, perhaps in a copied message.
expired = This link cannot be used any more
expired-why = Microsoft’s links are good for a day, and this one is older, or not meant for us. Your purchase is not lost.
start-again = Please begin once more
start-again-why = Too much time has passed, or this page was opened in another window or browser meanwhile. Nothing you sent before is lost.
not-signed-in = You are not signed in
not-signed-in-why = We need to know who set this up, and got no sign-in from Microsoft. Use the account you bought with.
ended = This subscription has ended
ended-why = It was cancelled or has lapsed. To use the service again, buy it again on Microsoft’s marketplace.
not-now = Please try again in a moment
not-now-why = We cannot take your details just now. Your purchase is safe; load this page again in a minute.
too-many = Please try again in a minute
too-many-why = Many people are here at the same time.
