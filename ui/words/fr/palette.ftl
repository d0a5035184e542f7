palette-open = Commandes
palette-title = Commandes et clients, en tapant
palette = Commandes
palette-list = Commandes et clients
palette-placeholder = Tapez une commande ou le nom d’un client
palette-found = { $count ->
    [0] rien trouvé
    [one] { $count } trouvé
   *[other] { $count } trouvés
  }
palette-choose = choisir
palette-run = exécuter
palette-close = fermer
palette-group-recent = Utilisé récemment
palette-group-go = Aller à
palette-group-item = Sur cet élément : { $customer }
palette-group-customer = Sur ce client : { $customer }
palette-group-lists = Vues et filtres
palette-group-console = Console
palette-group-customers = Clients
palette-now = en usage
palette-view = À traiter : { $view }
palette-filter = Clients : { $filter }
palette-search = Chercher « { $search } » parmi tous les clients
palette-decide = { $action } : { $what }
palette-at-once = part tout de suite
palette-turned = Cela a changé depuis l’ouverture de cette liste. Fermez-la et regardez à nouveau.
palette-open-customer = Ouvrir le client
palette-open-item = Ouvrir dans « À traiter » : { $what }
palette-copy-item = Copier l’identifiant de l’élément
palette-copy-subscription = Copier l’identifiant de l’abonnement
palette-change-plan = Changer de forfait…
palette-change-plan-to = Passer au forfait { $plan }…
palette-watch = Surveiller ce client
palette-watch-end = Ne plus surveiller ce client
palette-sync = Lire la liste de Microsoft maintenant
palette-set = { $setting } : { $value }
palette-keys = Toutes les touches
palette-keys-on = Activer les touches simples
palette-keys-off = Désactiver les touches simples
palette-switch = Passer à { $publisher }, { $environment }
palette-renew = Nouvel identifiant pour cette connexion

# D’autres mots par lesquels une commande se trouve ; personne ne les lit.
palette-also-inbox = aller éléments demandes boîte
palette-also-customers = aller abonnements liste
palette-also-suspensions = aller tableau paiement impayé argent risque finance
palette-also-history = aller historique exporter CSV dossier assistance
palette-also-settings = aller préférences options paramètres
palette-also-rules = aller réponses automatiques politique forfait postes échelle essai relais
palette-also-approve = oui accepter
palette-also-decline = non rejeter
palette-also-let-pass = oui accepter approuver laisser passer
palette-also-acknowledge = vu acquitter garder
palette-also-change-back = annuler défaire
palette-also-retry = encore réessayer
palette-also-withdraw = annuler reprendre
palette-also-read-again = actualiser recharger
palette-also-check = connexion test
palette-also-snooze = plus tard remettre rappeler
palette-also-note = écrire commentaire
palette-also-assign = attribuer responsable collègue moi
palette-also-sync = synchroniser actualiser recharger
palette-also-theme = thème couleurs mode nuit jour
palette-also-density = lignes espacement taille
palette-also-language = language english anglais
palette-also-keys = clavier raccourcis aide
palette-also-renew = secret certificat vérification guidée
