change = Changement
change-opening = Calcul en cours…
change-title-plan = Changement de forfait pour { $customer }
change-title-seats = Changement de postes pour { $customer }
change-caption = Avant et après
change-what = Objet
change-now = Maintenant
change-after = Après
change-difference = Différence
change-plan = Forfait
change-seats = Postes
change-month = Par mois
change-term = Par période
change-per-term = { $money } pour { $term }
change-none = aucune
change-unknown = inconnu
change-no-figure = Pas de montant : le prix d’un des deux côtés n’est pas connu, et rien n’est deviné.
change-read = Lu { $time }.
price-source-microsoft = Prix de la liste des forfaits de Microsoft.
price-source-price-list = Prix de votre propre liste de prix.
change-seats-new = Nouveau nombre de postes
seats-between = De { $min } à { $max } postes.
seats-least = { $min } postes au moins.
seats-most = { $max } postes au plus.
consent = Comment le client a donné son accord
consent-placeholder = Qui, comment et quand : Paul Garrigue, par courriel, le 17 novembre
consent-why = Microsoft veut l’accord explicite du client pour tout changement que vous lancez. Il est gardé avec le changement.
change-submit-plan = Changer le forfait
change-submit-seats = Changer les postes
change-leave = Laisser tel quel
change-to-plan = Passer à ce forfait…
change-seats-do = Changer les postes…

state-held = Pas encore envoyé
state-queued = En file d’attente
state-sending = Envoi
state-working = Microsoft y travaille
state-done = Fait
state-obsolete = Refusé ou sans objet
state-needs-you = À vous de voir
state-withdrawn = Retiré
intent-leaves-in = part dans
intent-next = Prochain essai à { $time }.
intent-asked = Demandé par { $actor }, { $time }
intent-consent = accord du client : { $consent }
pending-value = en attente

strip = En cours
strip-open = Ouvrir
watch-on = Surveiller
watch-off = Sous surveillance
watch-why = Lu toutes les quelques secondes, pour qu’une demande soit vue pendant son délai.
watch-full = { $count ->
    [one] { $count } client peut être surveillé à la fois.
   *[other] { $count } clients peuvent être surveillés à la fois.
  }
