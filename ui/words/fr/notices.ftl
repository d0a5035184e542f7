# Avis du bureau et de la zone de notification ; ce fichier est aussi lu par le bureau.

notice-title = { $kind ->
    [request] Un client demande un changement
    [purchase] Un achat à activer
    [suspended] Un paiement manque
    [reinstated] Un client a payé
    [cancelled] Un abonnement a pris fin
    [renewal] Une période finit sans renouvellement
    [trial] Un essai gratuit prend fin
    [intent] Un changement vous attend
    [unreadable] Une fiche n’a pas pu être lue
    [missing] Un abonnement manque
    [connection] La connexion vous attend
    [access] L’accès ne va pas avec l’état de Microsoft
   *[other] Quelque chose vous attend
  }
notice-request = { $customer } demande { $to } au lieu de { $from }
notice-item = { $customer } : { $what }
notice-many = { $count ->
    [one] { $count } nouvel élément à traiter
   *[other] { $count } nouveaux éléments à traiter
  }
notice-day = { $day } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
  } { $year }
notice-settled = C’est réglé
tray-open = Ouvrir Marketdesk
tray-quit = Quitter ; la surveillance s’arrête
tray-quit-unsent = { $count ->
    [one] Quitter ; { $count } changement n’est pas encore envoyé
   *[other] Quitter ; { $count } changements ne sont pas encore envoyés
  }
tray-count = { $count ->
    [one] { $count } élément à traiter
   *[other] { $count } éléments à traiter
  }
tray-tip = { $count ->
    [0] Marketdesk : rien ne vous attend
    [one] Marketdesk : { $count } élément à traiter
   *[other] Marketdesk : { $count } éléments à traiter
  }
banner-no-notices = Cet ordinateur ne montre pas d’avis sur le bureau. Ce qui vous attend est compté ici et dans « À traiter ».
banner-understood = Compris
