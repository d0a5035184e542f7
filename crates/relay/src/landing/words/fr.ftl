# Ce qu’un acheteur lit sur la page d’accueil.

title = { $publisher } : votre achat
welcome = Bienvenue chez { $publisher }
welcome-why = Merci pour votre achat sur la place de marché de Microsoft. Quelques précisions, et nous préparons tout pour vous.
bought = Votre achat
bought-name = Nom
bought-offer = Offre
bought-plan = Formule
bought-seats = Postes
bought-unknown = Nous n’avons pas pu lire les détails de votre achat à l’instant. Votre visite est notée, et nous les chercherons.
signed-in-as = Session ouverte au nom de { $name }.
contact = Votre adresse e-mail
contact-hint = Nous y écrivons au sujet de votre achat.
optional = facultatif
choose-none = Sans réponse
send = Envoyer
wrong = Veuillez revoir ceci
wrong-contact = Saisissez une adresse e-mail, par exemple nom@example.com.
wrong-required = Répondez à « { $question } ».

thanks = Merci
thanks-contact = Nous avons ce qu’il nous faut, et nous écrirons à { $contact }.
thanks-next = Nous préparons votre compte. Vous pouvez fermer cette page.
already = Votre abonnement est actif
already-why = Il n’y a plus rien à configurer.
manage = Gérer votre abonnement
help = Besoin d’aide ? Écrivez à { $support }.

how-to-open = Rouvrez-la depuis Microsoft : dans le portail Azure sous « SaaS », ou dans le Centre d’administration Microsoft 365 sous « Vos produits », choisissez votre abonnement et appuyez sur « Configurer le compte ».
no-token = Rien à configurer ici
no-token-why = Cette page s’ouvre depuis Microsoft après un achat. L’adresse utilisée ne dit pas lequel.
spoilt = Ce lien n’est pas complet
spoilt-why = Une partie s’est perdue en chemin, peut-être dans un message copié.
expired = Ce lien ne peut plus servir
expired-why = Les liens de Microsoft sont valables un jour ; celui-ci est plus ancien, ou ne nous est pas destiné. Votre achat n’est pas perdu.
start-again = Veuillez recommencer
start-again-why = Trop de temps a passé, ou cette page a été ouverte entre-temps dans une autre fenêtre ou un autre navigateur. Rien de ce que vous avez envoyé n’est perdu.
not-signed-in = Aucune session n’est ouverte
not-signed-in-why = Nous devons savoir qui configure ceci, et Microsoft ne nous a transmis aucune connexion. Utilisez le compte avec lequel vous avez acheté.
ended = Cet abonnement est terminé
ended-why = Il a été résilié ou a expiré. Pour utiliser de nouveau le service, rachetez-le sur la place de marché de Microsoft.
not-now = Veuillez réessayer dans un instant
not-now-why = Nous ne pouvons pas prendre vos précisions à l’instant. Votre achat est en sécurité ; rechargez cette page dans une minute.
too-many = Veuillez réessayer dans une minute
too-many-why = Beaucoup de personnes sont ici en même temps.
