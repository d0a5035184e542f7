# Les étapes de la vie d’un client que franchit une personne : commencer un achat, mettre fin à un abonnement.
activate-title = Activer l’achat de { $customer }
activate-submit = Activer
activate-leave = Laisser en attente
activate-billing = La facturation commence dès que Microsoft l’a pris en compte.
activate-trial = L’essai gratuit commence dès que Microsoft l’a pris en compte ; la facturation suit d’elle-même à sa fin.
activate-ready = Activez une fois le compte du client vraiment prêt. Microsoft prend le plus souvent quelques minutes, rarement des heures ; seules ses propres données font foi.
activate-reseller = Acheté chez un revendeur, qui facture le client et fait tout changement ultérieur.
cancel-title = Résilier l’abonnement de { $customer }
cancel-go-on = Continuer vers la résiliation…
cancel-submit = Résilier définitivement
cancel-leave = Le garder
cancel-last-word = { $customer } n’aura plus d’abonnement. Personne ne peut le rétablir ; le client devrait acheter de nouveau.
cancel-type = Saisissez le nom du client pour confirmer : { $name }
cancel-type-why = Tel qu’il est écrit là ; les majuscules comptent.
cancel-forever = C’est irréversible. L’accès chez Microsoft prend fin aussitôt ; gardez les données du client au moins 7 jours.
cancel-pending = Il n’a jamais été activé, rien n’a donc été facturé.
cancel-free = { $count ->
    [one] Pendant encore une heure, rien n’est facturé : moins de 72 heures depuis l’achat ou le renouvellement.
   *[other] Pendant encore { $count } heures, rien n’est facturé : moins de 72 heures depuis l’achat ou le renouvellement.
}
cancel-billed = Les 72 heures sans facturation sont passées : la période en cours est facturée.
cancel-billing-unknown = La date d’achat n’est pas connue ; on ne sait donc pas si la période en cours est facturée.
cancel-year = On a vu Microsoft le refuser pour les périodes d’un an une fois les 72 heures passées. Il le dit alors, rien ne change, et le client peut désactiver le renouvellement.
cancel-years = Microsoft ne laisse pas résilier un forfait de plusieurs années tant que des échéances restent dues, une fois les 72 heures passées. Adressez-vous alors à son assistance.
cancel-usage = La consommation déjà déclarée reste facturée.
cancel-suspended = Il est suspendu faute de paiement ; sans rien faire, Microsoft le résilie au bout de 30 jours.
cancel-reseller = Acheté chez un revendeur. Mieux vaut demander la résiliation au revendeur, qui facture aussi le client.
life-test = C’est un achat de test : une facture peut quand même le montrer, puis l’annuler un mois plus tard.
life-opening = Lecture de ce qui a été acheté…
visitor-none = Personne n’est encore venu sur la page d’accueil avec cet achat, à notre connaissance.
visitor-nameless = Une personne sans nom
visitor-came = venue le { $time }
visitor-no-contact = Aucune adresse où écrire. Demandez-en une maintenant : Microsoft ne la donnera pas plus tard.
visitor-beneficiary = L’utilisera
visitor-purchaser = Le paie
visitor-colleague = De la même organisation
visitor-stranger = Personne que Microsoft nomme pour cet achat. Renseignez-vous avant de donner accès.
visitor-unfinished = Partie avant d’avoir tout répondu.
life-heading = Achat
life-cancel-heading = La fin de cet abonnement
lookup-title = Chercher un lien d’achat…
lookup-link = Lien ou jeton
lookup-why = Collez l’adresse ouverte quand le client a appuyé sur Configurer : entière, ou le jeton seul. Elle sert une fois et n’est pas gardée.
lookup-submit = Chercher
lookup-leave = Abandonner
lookup-short = Lien d’achat…
