<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About briefbuilder</source>
        <translation>À propos de briefbuilder</translation>
    </message>
    <message>
        <source>Turns articles into policy briefings. Everything stays on this computer.</source>
        <translation>Transforme des articles en briefings. Tout reste sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Version {version}, under the MIT licence</source>
        <translation>Version {version}, sous licence MIT</translation>
    </message>
    <message>
        <source>Components and their licences</source>
        <translation>Composants et leurs licences</translation>
    </message>
    <message>
        <source>Dossiers have format {format}, which version {program} and later open</source>
        <translation>Les dossiers ont le format {format}, que la version {program} et les suivantes ouvrent</translation>
    </message>
    <message>
        <source>Qt {version}: LGPL 3.0, used as separate, replaceable libraries</source>
        <translation>Qt {version} : LGPL 3.0, utilisé comme bibliothèques séparées et remplaçables</translation>
    </message>
    <message>
        <source>see the licence text</source>
        <translation>voir le texte de la licence</translation>
    </message>
</context>
<context>
    <name>AcceptStrongDialog</name>
    <message>
        <source>Accept strong suggestions</source>
        <translation>Accepter les suggestions fortes</translation>
    </message>
    <message>
        <source>Each ticked topic is assigned to the section above it.</source>
        <translation>Chaque thème coché est attribué à la section située au-dessus.</translation>
    </message>
    <message>
        <source>Strong suggestions</source>
        <translation>Suggestions fortes</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Faire défiler les suggestions</translation>
    </message>
    <message>
        <source>Only the &amp;current section</source>
        <translation>Seulement la section &amp;actuelle</translation>
    </message>
    <message numerus="yes">
        <source>Add %n topic(s)</source>
        <translation>
            <numerusform>Ajouter %n thème</numerusform>
            <numerusform>Ajouter %n thèmes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActionBoard</name>
    <message>
        <source>Open a dossier first</source>
        <translation>Ouvrez d’abord un dossier</translation>
    </message>
    <message>
        <source>The dossier is read-only</source>
        <translation>Le dossier est en lecture seule</translation>
    </message>
    <message>
        <source>Create a briefing first</source>
        <translation>Créez d’abord un briefing</translation>
    </message>
    <message>
        <source>Switch to Read first</source>
        <translation>Passez d’abord à « Lecture »</translation>
    </message>
    <message>
        <source>Switch to Brief first</source>
        <translation>Passez d’abord à « Briefing »</translation>
    </message>
    <message>
        <source>Not available here</source>
        <translation>Non disponible ici</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Adjust tag b&amp;oundaries</source>
        <translation>Ajuster les &amp;limites de l’étiquette</translation>
    </message>
    <message>
        <source>Co&amp;pies of this report</source>
        <translation>Copies de ce&amp;tte dépêche</translation>
    </message>
    <message>
        <source>Email and attachme&amp;nts</source>
        <translation>Message et pièces &amp;jointes</translation>
    </message>
    <message>
        <source>Replace with newer &amp;version …</source>
        <translation>Remplacer par une nouvelle &amp;version …</translation>
    </message>
    <message>
        <source>&amp;Unplaced tags …</source>
        <translation>Étiquettes non &amp;placées …</translation>
    </message>
    <message>
        <source>S&amp;ource page</source>
        <translation>Page d’&amp;origine</translation>
    </message>
    <message>
        <source>Save source pag&amp;e as …</source>
        <translation>Enregistrer la page d’origi&amp;ne sous …</translation>
    </message>
    <message>
        <source>Edit &amp;details of selected articles …</source>
        <translation>Modifier les &amp;données des articles sélectionnés …</translation>
    </message>
    <message>
        <source>New briefing from t&amp;his …</source>
        <translation>Nouveau brie&amp;fing d’après celui-ci …</translation>
    </message>
    <message>
        <source>New &amp;text</source>
        <translation>Nouveau texte &amp;libre</translation>
    </message>
    <message>
        <source>Next s&amp;pelling error</source>
        <translation>Fa&amp;ute suivante</translation>
    </message>
    <message>
        <source>Move out one &amp;level</source>
        <translation>Un niveau plus &amp;haut</translation>
    </message>
    <message>
        <source>M&amp;ove in one level</source>
        <translation>Un &amp;niveau plus bas</translation>
    </message>
    <message>
        <source>&amp;Fix</source>
        <translation>&amp;Corriger</translation>
    </message>
    <message>
        <source>Manage saved s&amp;earches …</source>
        <translation>Gérer les r&amp;echerches enregistrées …</translation>
    </message>
    <message>
        <source>Mark as &amp;unread</source>
        <translation>Marquer comme non l&amp;u</translation>
    </message>
    <message>
        <source>Heading &amp;1</source>
        <translation>Intertitre &amp;1</translation>
    </message>
    <message>
        <source>Heading &amp;2</source>
        <translation>Intertitre &amp;2</translation>
    </message>
    <message>
        <source>Heading &amp;3</source>
        <translation>Intertitre &amp;3</translation>
    </message>
    <message>
        <source>&amp;Paragraph</source>
        <translation>&amp;Paragraphe</translation>
    </message>
    <message>
        <source>&amp;Join with next paragraph</source>
        <translation>&amp;Réunir avec le paragraphe suivant</translation>
    </message>
    <message>
        <source>Join and remove &amp;hyphen</source>
        <translation>Réunir &amp;sans le trait d’union</translation>
    </message>
    <message>
        <source>&amp;Split paragraph …</source>
        <translation>&amp;Diviser le paragraphe …</translation>
    </message>
    <message>
        <source>E&amp;xclude</source>
        <translation>E&amp;xclure</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>Réta&amp;blir</translation>
    </message>
    <message>
        <source>Show excl&amp;uded text</source>
        <translation>&amp;Montrer le texte exclu</translation>
    </message>
    <message>
        <source>Paragraph lan&amp;guage …</source>
        <translation>&amp;Langue du paragraphe …</translation>
    </message>
    <message>
        <source>Edit artic&amp;le details …</source>
        <translation>Modifier les d&amp;onnées de l’article …</translation>
    </message>
    <message>
        <source>&amp;Compare with imported text</source>
        <translation>Comparer a&amp;vec le texte importé</translation>
    </message>
    <message>
        <source>Re&amp;vert all corrections</source>
        <translation>A&amp;nnuler toutes les corrections</translation>
    </message>
    <message>
        <source>Choose taxonomies for this &amp;dossier …</source>
        <translation>Choisir les taxonomies de ce &amp;dossier …</translation>
    </message>
    <message>
        <source>Tag all &amp;results …</source>
        <translation>Étiqueter t&amp;ous les résultats …</translation>
    </message>
    <message>
        <source>Ta&amp;gs by topic</source>
        <translation>Éti&amp;quettes par thème</translation>
    </message>
    <message>
        <source>&amp;Matrix of articles and topics</source>
        <translation>Matri&amp;ce des articles et des thèmes</translation>
    </message>
    <message>
        <source>&amp;New dossier …</source>
        <translation>&amp;Nouveau dossier …</translation>
    </message>
    <message>
        <source>&amp;Open dossier …</source>
        <translation>&amp;Ouvrir un dossier …</translation>
    </message>
    <message>
        <source>Save cop&amp;y as …</source>
        <translation>Enregistrer une &amp;copie sous …</translation>
    </message>
    <message>
        <source>&amp;Backups …</source>
        <translation>Sauve&amp;gardes …</translation>
    </message>
    <message>
        <source>&amp;Import articles …</source>
        <translation>&amp;Importer des articles …</translation>
    </message>
    <message>
        <source>Import &amp;folder …</source>
        <translation>Importer un &amp;répertoire …</translation>
    </message>
    <message>
        <source>&amp;Paste as article</source>
        <translation>&amp;Coller comme article</translation>
    </message>
    <message>
        <source>Import &amp;new files</source>
        <translation>Importer les &amp;nouveaux fichiers</translation>
    </message>
    <message>
        <source>&amp;Watched folders …</source>
        <translation>Répertoires &amp;surveillés …</translation>
    </message>
    <message>
        <source>Passwor&amp;d …</source>
        <translation>Mot de p&amp;asse …</translation>
    </message>
    <message>
        <source>Remove for &amp;good …</source>
        <translation>Effacer &amp;définitivement …</translation>
    </message>
    <message>
        <source>&amp;Close dossier</source>
        <translation>&amp;Fermer le dossier</translation>
    </message>
    <message>
        <source>Add the changed quotation below as text</source>
        <translation>Ajouter dessous la citation modifiée comme texte libre</translation>
    </message>
    <message>
        <source>Enlar&amp;ge preview</source>
        <translation>A&amp;grandir l’aperçu</translation>
    </message>
    <message>
        <source>Shr&amp;ink preview</source>
        <translation>&amp;Réduire l’aperçu</translation>
    </message>
    <message>
        <source>Fit preview &amp;width</source>
        <translation>Ajuster l’aperçu à la &amp;largeur</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>&amp;Essayer l’exemple</translation>
    </message>
    <message>
        <source>Copy for &amp;handing on …</source>
        <translation>Copi&amp;e à transmettre …</translation>
    </message>
    <message>
        <source>Prin&amp;t …</source>
        <translation>Im&amp;primer …</translation>
    </message>
    <message>
        <source>Te&amp;mplate designer</source>
        <translation>Éditeur de &amp;modèles</translation>
    </message>
    <message>
        <source>&amp;Settings …</source>
        <translation>Rég&amp;lages …</translation>
    </message>
    <message>
        <source>&amp;Verify an evidence pack …</source>
        <translation>&amp;Vérifier un dossier de preuves …</translation>
    </message>
    <message>
        <source>&amp;Share this dossier …</source>
        <translation>&amp;Partager ce dossier …</translation>
    </message>
    <message>
        <source>&amp;Place of exchange …</source>
        <translation>&amp;Emplacement d’échange …</translation>
    </message>
    <message>
        <source>E&amp;xchange now</source>
        <translation>Échanger &amp;maintenant</translation>
    </message>
    <message>
        <source>Se&amp;nd changes …</source>
        <translation>En&amp;voyer les modifications …</translation>
    </message>
    <message>
        <source>&amp;Take in changes …</source>
        <translation>&amp;Intégrer des modifications …</translation>
    </message>
    <message>
        <source>Changes of &amp;others</source>
        <translation>Modifications des a&amp;utres</translation>
    </message>
    <message>
        <source>To s&amp;ettle …</source>
        <translation>À &amp;régler …</translation>
    </message>
    <message>
        <source>&amp;Desks</source>
        <translation>P&amp;ostes</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Co&amp;uper</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>C&amp;oller</translation>
    </message>
    <message>
        <source>Copy as &amp;formatted text</source>
        <translation>Copier comme texte mis &amp;en forme</translation>
    </message>
    <message>
        <source>Find in &amp;article</source>
        <translation>Rechercher &amp;dans l’article</translation>
    </message>
    <message>
        <source>Copy te&amp;xt of the article</source>
        <translation>Copier le te&amp;xte de l’article</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Occurrence &amp;suivante</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Occurrence &amp;précédente</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>Rechercher de&amp;s articles</translation>
    </message>
    <message>
        <source>C&amp;lear search and filters</source>
        <translation>Effacer la recherche et les f&amp;iltres</translation>
    </message>
    <message>
        <source>Search &amp;recent dossiers …</source>
        <translation>Chercher dans les dossiers &amp;récents …</translation>
    </message>
    <message>
        <source>Search or run a co&amp;mmand …</source>
        <translation>Rechercher ou exécuter une co&amp;mmande …</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Article précédent</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Article suivant</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>Paragraphe précédent</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>Paragraphe suivant</translation>
    </message>
    <message>
        <source>Previous section</source>
        <translation>Section précédente</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>Section suivante</translation>
    </message>
    <message>
        <source>&amp;Tag …</source>
        <translation>Ét&amp;iqueter …</translation>
    </message>
    <message>
        <source>Tag with the &amp;last topic</source>
        <translation>Étiqueter &amp;avec le dernier thème</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>&amp;Retirer l’étiquette</translation>
    </message>
    <message>
        <source>&amp;Accept suggestion</source>
        <translation>&amp;Accepter la suggestion</translation>
    </message>
    <message>
        <source>Re&amp;ject suggestion</source>
        <translation>Re&amp;jeter la suggestion</translation>
    </message>
    <message>
        <source>Accept strong su&amp;ggestions …</source>
        <translation>Accepter les suggestions &amp;fortes …</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Ajouter au &amp;briefing</translation>
    </message>
    <message>
        <source>Re&amp;move article</source>
        <translation>&amp;Supprimer l’article</translation>
    </message>
    <message>
        <source>&amp;Overview of the dossier</source>
        <translation>&amp;Vue d’ensemble du dossier</translation>
    </message>
    <message>
        <source>disagreements, contradictions, chronology, actors, coverage</source>
        <translation>divergences, contradictions, désaccords, chronologie, acteurs, couverture</translation>
    </message>
    <message>
        <source>Changes since the last exp&amp;ort</source>
        <translation>Modifications depuis le dernier exp&amp;ort</translation>
    </message>
    <message>
        <source>Re&amp;move briefing …</source>
        <translation>&amp;Supprimer le briefing …</translation>
    </message>
    <message>
        <source>Quote one &amp;more sentence</source>
        <translation>Cit&amp;er une phrase de plus</translation>
    </message>
    <message>
        <source>Quote one senten&amp;ce less</source>
        <translation>&amp;Citer une phrase de moins</translation>
    </message>
    <message>
        <source>Insert &amp;picture …</source>
        <translation>Insérer une &amp;image …</translation>
    </message>
    <message>
        <source>image, photo, chart, map, figure</source>
        <translation>photo, graphique, carte, figure, illustration</translation>
    </message>
    <message>
        <source>Next statement to check</source>
        <translation>Énoncé suivant à vérifier</translation>
    </message>
    <message>
        <source>Previous statement to check</source>
        <translation>Énoncé précédent à vérifier</translation>
    </message>
    <message>
        <source>Make the source a footnote</source>
        <translation>Citer la source en note</translation>
    </message>
    <message>
        <source>Ma&amp;ke picture larger or smaller</source>
        <translation>A&amp;grandir ou réduire l’image</translation>
    </message>
    <message>
        <source>full width of the text, size</source>
        <translation>toute la largeur du texte, taille</translation>
    </message>
    <message>
        <source>Show the &amp;longest items</source>
        <translation>Afficher les éléments les plus &amp;longs</translation>
    </message>
    <message>
        <source>Export &amp;again to the same place</source>
        <translation>Exporter de nouveau au même en&amp;droit</translation>
    </message>
    <message>
        <source>Review corrections from &amp;Word …</source>
        <translation>Revoir les corrections de &amp;Word …</translation>
    </message>
    <message>
        <source>Accept change</source>
        <translation>Accepter la modification</translation>
    </message>
    <message>
        <source>Reject change</source>
        <translation>Rejeter la modification</translation>
    </message>
    <message>
        <source>Next open change</source>
        <translation>Modification en attente suivante</translation>
    </message>
    <message>
        <source>Accept all changes</source>
        <translation>Accepter toutes les modifications</translation>
    </message>
    <message>
        <source>Reject all changes</source>
        <translation>Rejeter toutes les modifications</translation>
    </message>
    <message>
        <source>Use the file’s text</source>
        <translation>Utiliser le texte du fichier</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Lecture</translation>
    </message>
    <message>
        <source>&amp;Brief</source>
        <translation>&amp;Briefing</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>Volet &amp;suivant</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>Volet &amp;précédent</translation>
    </message>
    <message>
        <source>&amp;Left pane</source>
        <translation>Volet de &amp;gauche</translation>
    </message>
    <message>
        <source>R&amp;ight pane</source>
        <translation>Volet de &amp;droite</translation>
    </message>
    <message>
        <source>Go to so&amp;urce page</source>
        <translation>Aller à la page d’&amp;origine</translation>
    </message>
    <message>
        <source>Lar&amp;ger</source>
        <translation>Plus g&amp;rand</translation>
    </message>
    <message>
        <source>S&amp;maller</source>
        <translation>Plus &amp;petit</translation>
    </message>
    <message>
        <source>N&amp;ormal size</source>
        <translation>Taille &amp;normale</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Guide</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>Pre&amp;miers pas</translation>
    </message>
    <message>
        <source>&amp;New briefing …</source>
        <translation>&amp;Nouveau briefing …</translation>
    </message>
    <message>
        <source>&amp;Rename briefing …</source>
        <translation>&amp;Renommer le briefing …</translation>
    </message>
    <message>
        <source>&amp;Versions …</source>
        <translation>&amp;Versions …</translation>
    </message>
    <message>
        <source>New &amp;part …</source>
        <translation>Nouvelle &amp;partie …</translation>
    </message>
    <message>
        <source>&amp;Gather tagged passages</source>
        <translation>R&amp;assembler les passages étiquetés</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Modi&amp;fier</translation>
    </message>
    <message>
        <source>Insert &amp;note</source>
        <translation>Insérer une &amp;note</translation>
    </message>
    <message>
        <source>Insert ta&amp;ble</source>
        <translation>Insérer un ta&amp;bleau</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>&amp;Monter</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>&amp;Descendre</translation>
    </message>
    <message>
        <source>Remove &amp;from briefing</source>
        <translation>Re&amp;tirer du briefing</translation>
    </message>
    <message>
        <source>Descr&amp;ibe picture …</source>
        <translation>Décr&amp;ire l’image …</translation>
    </message>
    <message>
        <source>&amp;Who may see this …</source>
        <translation>&amp;Qui peut le voir …</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>V&amp;oir dans l’article</translation>
    </message>
    <message>
        <source>Open in &amp;Read</source>
        <translation>Ou&amp;vrir dans « Lecture »</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>Vérifie&amp;r</translation>
    </message>
    <message>
        <source>I&amp;gnore …</source>
        <translation>&amp;Ignorer …</translation>
    </message>
    <message>
        <source>Fix all &amp;duplicates …</source>
        <translation>Corriger tous les &amp;doublons …</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>&amp;Exporter …</translation>
    </message>
    <message>
        <source>S&amp;hared template folder …</source>
        <translation>Répertoire par&amp;tagé des modèles …</translation>
    </message>
    <message>
        <source>Go to a&amp;rticle text</source>
        <translation>Aller au te&amp;xte de l’article</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;What is new</source>
        <translation>&amp;Nouveautés</translation>
    </message>
    <message>
        <source>&amp;Report a problem …</source>
        <translation>&amp;Signaler un problème …</translation>
    </message>
    <message>
        <source>&amp;About briefbuilder</source>
        <translation>À &amp;propos de briefbuilder</translation>
    </message>
    <message>
        <source>List &amp;item</source>
        <translation>Élément de l&amp;iste</translation>
    </message>
    <message>
        <source>&amp;Quotation</source>
        <translation>&amp;Citation</translation>
    </message>
    <message>
        <source>Use as &amp;title</source>
        <translation>Utiliser comme &amp;titre</translation>
    </message>
    <message>
        <source>Use as l&amp;ead</source>
        <translation>&amp;Utiliser comme chapeau</translation>
    </message>
    <message>
        <source>Add as &amp;author</source>
        <translation>&amp;Ajouter comme auteur</translation>
    </message>
    <message>
        <source>Use as &amp;date</source>
        <translation>Utiliser comme dat&amp;e</translation>
    </message>
    <message>
        <source>&amp;Edit topics …</source>
        <translation>&amp;Modifier les thèmes …</translation>
    </message>
    <message>
        <source>&amp;Import topics …</source>
        <translation>&amp;Importer des thèmes …</translation>
    </message>
    <message>
        <source>E&amp;xport topics …</source>
        <translation>E&amp;xporter les thèmes …</translation>
    </message>
    <message>
        <source>&amp;Filter articles</source>
        <translation>&amp;Filtrer les articles</translation>
    </message>
    <message>
        <source>S&amp;ort articles</source>
        <translation>&amp;Trier les articles</translation>
    </message>
    <message>
        <source>Sa&amp;ve search …</source>
        <translation>Enregistrer la rec&amp;herche …</translation>
    </message>
</context>
<context>
    <name>ActorsTab</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>Mentions</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Autres noms</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Acteurs</translation>
    </message>
    <message>
        <source>Filter names</source>
        <translation>Filtrer les noms</translation>
    </message>
    <message>
        <source>Sho&amp;w dropped</source>
        <translation>Afficher les &amp;omis</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>Rechercher de&amp;s articles</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Fusionner</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>&amp;Renommer …</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>O&amp;mettre</translation>
    </message>
    <message>
        <source>Res&amp;tore</source>
        <translation>Réta&amp;blir</translation>
    </message>
    <message>
        <source>Reading names …</source>
        <translation>Lecture des noms …</translation>
    </message>
    <message>
        <source>Merge counts the mentions of the selected names for “{name}”.</source>
        <translation>« Fusionner » compte les mentions des noms sélectionnés pour « {name} ».</translation>
    </message>
    <message>
        <source>No names found.</source>
        <translation>Aucun nom trouvé.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s)</source>
        <translation>
            <numerusform>%n nom</numerusform>
            <numerusform>%n noms</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
</context>
<context>
    <name>ArticleCanvas</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Image non incluse]</translation>
    </message>
    <message numerus="yes">
        <source>⋯ %n paragraph(s) excluded</source>
        <translation>
            <numerusform>⋯ %n paragraphe exclu</numerusform>
            <numerusform>⋯ %n paragraphes exclus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleDetails</name>
    <message>
        <source>Details</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Scroll the details</source>
        <translation>Faire défiler les données</translation>
    </message>
    <message>
        <source>Choose the language</source>
        <translation>Choisir la langue</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation>Tous droits réservés</translation>
    </message>
    <message>
        <source>Show the source page</source>
        <translation>Afficher la page d’origine</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Edit lead</source>
        <translation>Modifier le chapeau</translation>
    </message>
    <message>
        <source>Edit licence</source>
        <translation>Modifier la licence</translation>
    </message>
    <message>
        <source>Edit embargo</source>
        <translation>Modifier l’embargo</translation>
    </message>
    <message>
        <source>Restore imported details</source>
        <translation>Rétablir les données importées</translation>
    </message>
    <message>
        <source>Use another title</source>
        <translation>Utiliser un autre titre</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Publication</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>Auteurs</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Lien</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Droits</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Chapeau</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Embargo</source>
        <translation>Embargo</translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation>« {words} » n’est pas une date. Écrivez-la ainsi : 2026-04-12.</translation>
    </message>
    <message>
        <source>“{words}” is not a date and time. Write it as 2026-04-12 10:00, in your time zone.</source>
        <translation>« {words} » n’est pas une date avec heure. Écrivez-la ainsi : 2026-04-12 10:00, dans votre fuseau horaire.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Lien copié</translation>
    </message>
</context>
<context>
    <name>ArticleHeader</name>
    <message>
        <source>Pasted on {day}</source>
        <translation>Collé le {day}</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabe</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgare</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tchèque</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Danois</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Allemand</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Grec</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Anglais</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Espagnol</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estonien</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnois</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Français</translation>
    </message>
    <message>
        <source>Irish</source>
        <translation>Irlandais</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Croate</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Hongrois</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonésien</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italien</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japonais</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Coréen</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lituanien</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Letton</translation>
    </message>
    <message>
        <source>Maltese</source>
        <translation>Maltais</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Néerlandais</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polonais</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugais</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Roumain</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russe</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slovaque</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Slovène</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Suédois</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Turc</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainien</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinois</translation>
    </message>
</context>
<context>
    <name>ArticleImporter</name>
    <message>
        <source>Import articles</source>
        <translation>Importer des articles</translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation>Importer un répertoire</translation>
    </message>
    <message>
        <source>The clipboard holds no text. Copy the text of an article first.</source>
        <translation>Le presse-papiers ne contient pas de texte. Copiez d’abord le texte d’un article.</translation>
    </message>
    <message>
        <source>An import is running already.</source>
        <translation>Une importation est déjà en cours.</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Lecture …</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>The password of “{name}” is not correct. Try another one:</source>
        <translation>Le mot de passe de « {name} » est incorrect. Saisissez-en un autre :</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>« {name} » est chiffré. Mot de passe :</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lire</translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copie</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: already in the dossier as “{title}”.</source>
        <translation>{name}&#xa0;: déjà dans le dossier, sous le titre «&#xa0;{title}&#xa0;».</translation>
    </message>
    <message numerus="yes">
        <source>The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.</source>
        <translation>
            <numerusform>L’importation a été interrompue. %n article importé est conservé. Utilisez « Annuler » pour le supprimer.</numerusform>
            <numerusform>L’importation a été interrompue. %n articles importés sont conservés. Utilisez « Annuler » pour les supprimer.</numerusform>
        </translation>
    </message>
    <message>
        <source>The import was cancelled. Nothing was changed.</source>
        <translation>Importation annulée. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Reading {number} of {total}: {name}</source>
        <translation>Lecture {number} sur {total} : {name}</translation>
    </message>
    <message>
        <source>Articles ({patterns});;All files (*)</source>
        <translation>Articles ({patterns});;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>This folder holds no files that can be imported.</source>
        <translation>Ce répertoire ne contient aucun fichier importable.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Rien n’a été importé.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported</source>
        <translation>
            <numerusform>%n article importé</numerusform>
            <numerusform>%n articles importés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported. These files were not imported:</source>
        <translation>
            <numerusform>%n article importé. Ces fichiers n’ont pas été importés :</numerusform>
            <numerusform>%n articles importés. Ces fichiers n’ont pas été importés :</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported:</source>
        <translation>Rien n’a été importé :</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>Non importés</translation>
    </message>
</context>
<context>
    <name>ArticleMenu</name>
    <message>
        <source>&amp;Structure</source>
        <translation>S&amp;tructure</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>&amp;Retirer l’étiquette</translation>
    </message>
    <message>
        <source>Remove tag “{topic}”</source>
        <translation>Retirer l’étiquette « {topic} »</translation>
    </message>
</context>
<context>
    <name>ArticleModel</name>
    <message>
        <source>unread</source>
        <translation>non lu</translation>
    </message>
    <message>
        <source>in the briefing</source>
        <translation>dans le briefing</translation>
    </message>
    <message>
        <source>changed by {names}</source>
        <translation>modifié par {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n étiquette</numerusform>
            <numerusform>%n étiquettes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copie</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleOutput</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Image non incluse]</translation>
    </message>
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Article copied</source>
        <translation>Article copié</translation>
    </message>
    <message>
        <source>Open or create a dossier to see its articles here.</source>
        <translation>Ouvrez ou créez un dossier pour voir ses articles ici.</translation>
    </message>
    <message>
        <source>Drop articles here, paste them with Ctrl+V, or import them.</source>
        <translation>Déposez des articles ici, collez-les avec Ctrl+V ou importez-les.</translation>
    </message>
    <message>
        <source>Import an article to read and tag it here.</source>
        <translation>Importez un article pour le lire et l’étiqueter ici.</translation>
    </message>
    <message>
        <source>Select an article on the left to read and tag it.</source>
        <translation>Sélectionnez un article à gauche pour le lire et l’étiqueter.</translation>
    </message>
</context>
<context>
    <name>ArticleTable</name>
    <message>
        <source>List of articles</source>
        <translation>Liste des articles</translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation>Faire défiler les articles</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>Article text</source>
        <translation>Texte de l’article</translation>
    </message>
    <message>
        <source>Scroll the article</source>
        <translation>Faire défiler l’article</translation>
    </message>
</context>
<context>
    <name>ArticlesPane</name>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Edit title</source>
        <translation>Modifier le titre</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Marquer comme non lu</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Marquer comme lu</translation>
    </message>
    <message>
        <source>The first articles are being read.</source>
        <translation>Les premiers articles sont en cours de lecture.</translation>
    </message>
    <message>
        <source>Drop articles here, or paste with Ctrl+V</source>
        <translation>Déposez des articles ici ou collez-les avec Ctrl+V</translation>
    </message>
    <message>
        <source>Nothing for “{words}” with these filters</source>
        <translation>Rien pour « {words} » avec ces filtres</translation>
    </message>
    <message>
        <source>Nothing for “{words}”</source>
        <translation>Rien pour « {words} »</translation>
    </message>
    <message>
        <source>Nothing matches the filters</source>
        <translation>Rien ne correspond aux filtres</translation>
    </message>
    <message numerus="yes">
        <source>Removing %n article(s) …</source>
        <translation>
            <numerusform>Suppression de %n article …</numerusform>
            <numerusform>Suppression de %n articles …</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed “{title}”</source>
        <translation>« {title} » supprimé</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n article(s)</source>
        <translation>
            <numerusform>%n article supprimé</numerusform>
            <numerusform>%n articles supprimés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n étiquette</numerusform>
            <numerusform>%n étiquettes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings</source>
        <translation>
            <numerusform>%n extrait dans des briefings</numerusform>
            <numerusform>%n extraits dans des briefings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupCommands</name>
    <message>
        <source>Backups …</source>
        <translation>Sauvegardes …</translation>
    </message>
    <message>
        <source>Save what can be read as …</source>
        <translation>Enregistrer ce qui est lisible sous …</translation>
    </message>
    <message>
        <source>Backups of which dossier?</source>
        <translation>Sauvegardes de quel dossier ?</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>Enregistrer ce qui est lisible</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>« {name} » est chiffré. Mot de passe :</translation>
    </message>
    <message>
        <source>{name} (saved)</source>
        <translation>{name} (récupéré)</translation>
    </message>
    <message>
        <source>“{name}” is being read.</source>
        <translation>« {name} » est en cours de lecture.</translation>
    </message>
    <message>
        <source>Saved: {articles} article(s) and {briefings} briefing(s). Compare with a backup what is missing.</source>
        <translation>Enregistrés : {articles} article(s) et {briefings} briefing(s). Comparez avec une sauvegarde ce qui manque.</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>Restauration en cours …</translation>
    </message>
    <message>
        <source>The backup was restored. The file that was there is kept as “{name}”.</source>
        <translation>La sauvegarde a été restaurée. Le fichier précédent est conservé sous « {name} ».</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups of “{name}”</source>
        <translation>Sauvegardes de « {name} »</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Restaurer</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>&amp;Change …</source>
        <translation>&amp;Modifier …</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>Sauvegardes à &amp;conserver par dossier</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Répertoire</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Chargement …</translation>
    </message>
    <message>
        <source>Restoring keeps the present file next to the dossier.</source>
        <translation>La restauration conserve le fichier actuel à côté du dossier.</translation>
    </message>
    <message>
        <source>A backup is made when a dossier that has changed is opened, once a day.</source>
        <translation>Une sauvegarde est créée à l’ouverture d’un dossier modifié, une fois par jour.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Répertoire des sauvegardes</translation>
    </message>
</context>
<context>
    <name>BriefPage</name>
    <message>
        <source>Close the panel</source>
        <translation>Fermer le volet</translation>
    </message>
    <message>
        <source>“{file}” has no changes.</source>
        <translation>« {file} » n’a pas de modifications.</translation>
    </message>
</context>
<context>
    <name>BriefingHeader</name>
    <message>
        <source>Title of the briefing</source>
        <translation>Titre du briefing</translation>
    </message>
    <message>
        <source>Choose a briefing</source>
        <translation>Choisir un briefing</translation>
    </message>
    <message>
        <source>More actions for the briefing</source>
        <translation>Autres actions pour le briefing</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Mots</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Dupliquer</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sans titre</translation>
    </message>
    <message>
        <source>{value} of {limit}</source>
        <translation>{value} sur {limit}</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copie)</translation>
    </message>
    <message>
        <source>No export of this briefing is on record</source>
        <translation>Aucun export de ce briefing n’est enregistré</translation>
    </message>
    <message>
        <source>Briefing “{title}” removed; its articles are kept.</source>
        <translation>Briefing « {title} » supprimé ; ses articles restent.</translation>
    </message>
</context>
<context>
    <name>BriefingTexts</name>
    <message>
        <source>Empty: press Enter to write</source>
        <translation>Vide : appuyez sur Entrée et écrivez</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte libre</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>partly restricted</source>
        <translation>en partie réservé</translation>
    </message>
    <message>
        <source>Article not in this dossier</source>
        <translation>Article absent de ce dossier</translation>
    </message>
    <message>
        <source>Empty text</source>
        <translation>Texte vide</translation>
    </message>
    <message>
        <source>only for {audiences}</source>
        <translation>réservé à {audiences}</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>utilisable</translation>
    </message>
    <message>
        <source>not for disclosure</source>
        <translation>à ne pas divulguer</translation>
    </message>
    <message>
        <source>Part: {heading}</source>
        <translation>Partie : {heading}</translation>
    </message>
    <message>
        <source>Excerpt</source>
        <translation>Extrait</translation>
    </message>
    <message>
        <source>{kind}: {words} ({caption})</source>
        <translation>{kind} : {words} ({caption})</translation>
    </message>
</context>
<context>
    <name>BulkDetailsDialog</name>
    <message numerus="yes">
        <source>Details of %n article(s)</source>
        <translation>
            <numerusform>Données de %n article</numerusform>
            <numerusform>Données de %n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>année-mois-jour</translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation>Tous droits réservés</translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation>Non réservés</translation>
    </message>
    <message>
        <source>In the &amp;title, replace</source>
        <translation>Dans le &amp;titre, remplacer</translation>
    </message>
    <message>
        <source>Ticked fields are changed in all selected articles. Leave a field empty to clear it.</source>
        <translation>Les champs cochés sont modifiés dans tous les articles sélectionnés. Laissez un champ vide pour l’effacer.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation>« {words} » n’est pas une date. Écrivez-la ainsi : 2026-04-12.</translation>
    </message>
    <message>
        <source>with</source>
        <translation>par</translation>
    </message>
    <message>
        <source>&amp;Authors, one per line</source>
        <translation>&amp;Auteurs, un par ligne</translation>
    </message>
    <message>
        <source>&amp;Publication</source>
        <translation>&amp;Publication</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Date</translation>
    </message>
    <message>
        <source>Addr&amp;ess</source>
        <translation>Adr&amp;esse</translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation>La&amp;ngue</translation>
    </message>
    <message>
        <source>Rights n&amp;otice</source>
        <translation>N&amp;otice de droits</translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation>L&amp;icence</translation>
    </message>
    <message>
        <source>&amp;Rights</source>
        <translation>D&amp;roits</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Change: {field}</source>
        <translation>Changer : {field}</translation>
    </message>
    <message>
        <source>Replacement text</source>
        <translation>Texte de remplacement</translation>
    </message>
</context>
<context>
    <name>BusyIndicator</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>CardsView</name>
    <message>
        <source>Templates</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Ships with the program</source>
        <translation>Fourni avec le programme</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Partagé</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Personnel</translation>
    </message>
</context>
<context>
    <name>ChangeButtons</name>
    <message>
        <source>Mark as done</source>
        <translation>Marquer comme traité</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Add below as text</source>
        <translation>Ajouter dessous comme texte libre</translation>
    </message>
    <message>
        <source>Keep the source</source>
        <translation>Garder la source</translation>
    </message>
    <message>
        <source>Keep the briefing’s text</source>
        <translation>Garder le texte du briefing</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Use the file’s text</source>
        <translation>Utiliser le texte du fichier</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivante</translation>
    </message>
</context>
<context>
    <name>ChangeFiles</name>
    <message>
        <source>Send changes</source>
        <translation>Envoyer les modifications</translation>
    </message>
    <message>
        <source>You tell the recipient the password, and not in the mail that has the file.</source>
        <translation>Communiquez le mot de passe au destinataire, mais pas dans le message qui contient le fichier.</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Chiffrer</translation>
    </message>
    <message>
        <source>Changes (*.bbx);;All files (*)</source>
        <translation>Modifications (*.bbx);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Send them, too</source>
        <translation>Les envoyer aussi</translation>
    </message>
    <message>
        <source>Changes written to “{name}”. Send the file to the other desk.</source>
        <translation>Modifications écrites dans « {name} ». Envoyez le fichier à l’autre poste.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le répertoire</translation>
    </message>
    <message>
        <source>“{name}” is being written.</source>
        <translation>« {name} » est en cours d’écriture.</translation>
    </message>
    <message>
        <source>Take in changes</source>
        <translation>Intégrer des modifications</translation>
    </message>
    <message>
        <source>Unite both dossiers</source>
        <translation>Réunir les deux dossiers</translation>
    </message>
    <message>
        <source>“{name}” is being read.</source>
        <translation>« {name} » est en cours de lecture.</translation>
    </message>
    <message>
        <source>The file has no changes that are not here already.</source>
        <translation>Le fichier ne contient aucune modification qui ne soit déjà ici.</translation>
    </message>
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Text before and after the change</source>
        <translation>Texte avant et après la modification</translation>
    </message>
    <message>
        <source>Struck through: removed. Underlined: added.</source>
        <translation>Barré : supprimé. Souligné : ajouté.</translation>
    </message>
    <message>
        <source>No change is chosen</source>
        <translation>Aucune modification choisie</translation>
    </message>
    <message>
        <source>In reply to</source>
        <translation>En réponse à</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Lien</translation>
    </message>
    <message>
        <source>Highlighted words</source>
        <translation>Mots surlignés</translation>
    </message>
    <message>
        <source>On this paragraph</source>
        <translation>Sur ce paragraphe</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>As exported</source>
        <translation>Tel qu’exporté</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>Dans le fichier</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>In the briefing now</source>
        <translation>Dans le briefing maintenant</translation>
    </message>
    <message>
        <source>In the source</source>
        <translation>Dans la source</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>Checks of the briefing</source>
        <translation>Vérifications du briefing</translation>
    </message>
    <message>
        <source>Ignored by you</source>
        <translation>Ignorés par vous</translation>
    </message>
    <message>
        <source>Statements of your texts</source>
        <translation>Énoncés des textes libres</translation>
    </message>
    <message>
        <source>Ready to hand over</source>
        <translation>Prêt à être remis</translation>
    </message>
    <message>
        <source>Nothing is left to fix.</source>
        <translation>Il ne reste rien à corriger.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exporter …</translation>
    </message>
    <message numerus="yes">
        <source>{found} of %n found in the sources</source>
        <translation>
            <numerusform>dans les sources : {found} sur %n</numerusform>
            <numerusform>dans les sources : {found} sur %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>Vérifié à l’instant</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Vérification en cours …</translation>
    </message>
    <message>
        <source>The check could not be made. Your briefing is safe.</source>
        <translation>La vérification n’a pas pu être faite. Votre briefing est intact.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>En afficher %n de plus</numerusform>
            <numerusform>En afficher %n de plus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fix %n …</source>
        <translation>
            <numerusform>En corriger %n …</numerusform>
            <numerusform>En corriger %n …</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Aller à</translation>
    </message>
    <message>
        <source>&amp;Show again</source>
        <translation>&amp;Afficher de nouveau</translation>
    </message>
</context>
<context>
    <name>ChoiceInput</name>
    <message>
        <source>No selection</source>
        <translation>Aucun choix</translation>
    </message>
</context>
<context>
    <name>ChooseFilesDialog</name>
    <message>
        <source>New files</source>
        <translation>Nouveaux fichiers</translation>
    </message>
    <message>
        <source>Tick the files to import or to dismiss:</source>
        <translation>Cochez les fichiers à importer ou à ignorer :</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importer</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>I&amp;gnorer</translation>
    </message>
</context>
<context>
    <name>ChronologyTab</name>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Phrase</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Chronologie</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>&amp;Voir dans l’article</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Ajouter au &amp;briefing</translation>
    </message>
    <message>
        <source>Reading dates …</source>
        <translation>Lecture des dates …</translation>
    </message>
    <message>
        <source>No dates in tagged passages.</source>
        <translation>Aucune date dans les passages étiquetés.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n événement</numerusform>
            <numerusform>%n événements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaimChecks</name>
    <message>
        <source>{text}, “{found}”</source>
        <translation>{text}, « {found} »</translation>
    </message>
</context>
<context>
    <name>ClaimMarks</name>
    <message>
        <source>Footnote added</source>
        <translation>Note ajoutée</translation>
    </message>
    <message>
        <source>Mark s&amp;tatements that differ from the sources</source>
        <translation>Marquer les énoncés qui &amp;diffèrent des sources</translation>
    </message>
    <message>
        <source>Show the &amp;source</source>
        <translation>Afficher la &amp;source</translation>
    </message>
    <message>
        <source>Make the source a &amp;footnote</source>
        <translation>Citer la source en &amp;note</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>&amp;Laisser tel quel</translation>
    </message>
</context>
<context>
    <name>CloseButtons</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation>Recherche ou commande</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Échap pour fermer</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>choisir</translation>
    </message>
    <message>
        <source>run</source>
        <translation>exécuter</translation>
    </message>
    <message>
        <source>commands only</source>
        <translation>commandes seulement</translation>
    </message>
    <message>
        <source>topics</source>
        <translation>thèmes</translation>
    </message>
    <message>
        <source>articles</source>
        <translation>articles</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Image non incluse]</translation>
    </message>
    <message>
        <source>Compare with imported text</source>
        <translation>Comparer avec le texte importé</translation>
    </message>
    <message>
        <source>Imported text</source>
        <translation>Texte importé</translation>
    </message>
    <message>
        <source>Corrected text</source>
        <translation>Texte corrigé</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) excluded</source>
        <translation>
            <numerusform>%n paragraphe exclu</numerusform>
            <numerusform>%n paragraphes exclus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
    </message>
</context>
<context>
    <name>ConflictTexts</name>
    <message>
        <source>{kind}: {name}</source>
        <translation>{kind} : {name}</translation>
    </message>
    <message>
        <source>At the top</source>
        <translation>Tout en haut</translation>
    </message>
    <message>
        <source>In a part that is gone</source>
        <translation>Dans une partie qui n’existe plus</translation>
    </message>
    <message>
        <source>In “{part}”</source>
        <translation>Dans « {part} »</translation>
    </message>
    <message>
        <source>Unknown author</source>
        <translation>Auteur inconnu</translation>
    </message>
    <message>
        <source>merged from both</source>
        <translation>fusion des deux</translation>
    </message>
    <message>
        <source>Removed by one, changed by another</source>
        <translation>Supprimé par l’un, modifié par l’autre</translation>
    </message>
    <message>
        <source>The same article was read twice</source>
        <translation>Le même article a été lu deux fois</translation>
    </message>
    <message>
        <source>Moved to two places</source>
        <translation>Déplacé à deux endroits</translation>
    </message>
</context>
<context>
    <name>ContentArea</name>
    <message>
        <source>Scroll the form</source>
        <translation>Faire défiler le formulaire</translation>
    </message>
</context>
<context>
    <name>ContinueCard</name>
    <message>
        <source>Continue where you left off</source>
        <translation>Reprenez là où vous vous étiez arrêté</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le répertoire</translation>
    </message>
    <message>
        <source>Continue with {name}</source>
        <translation>Continuer avec {name}</translation>
    </message>
</context>
<context>
    <name>CopiedBriefingsDialog</name>
    <message>
        <source>Copy for handing on</source>
        <translation>Copie à transmettre</translation>
    </message>
    <message>
        <source>Tick briefings to copy these alone, with the articles that they quote. Tick none to copy everything.</source>
        <translation>Cochez les briefings à copier, avec les articles qu’ils citent. Ne cochez rien pour tout copier.</translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation>Briefings</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
</context>
<context>
    <name>CopiesDialog</name>
    <message>
        <source>Copies of this report</source>
        <translation>Copies de cette dépêche</translation>
    </message>
    <message>
        <source>Differences of the copy</source>
        <translation>Différences de la copie</translation>
    </message>
    <message>
        <source>Struck through: only in the open article. Underlined: only in the copy.</source>
        <translation>Barré : seulement dans l’article ouvert. Souligné : seulement dans la copie.</translation>
    </message>
    <message>
        <source>&amp;Open copy</source>
        <translation>&amp;Ouvrir la copie</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Copies</translation>
    </message>
</context>
<context>
    <name>CoverageTab</name>
    <message>
        <source>Topic</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Couverture</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Publication</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semaine</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>Compter par</translation>
    </message>
    <message>
        <source>Nothing to count yet.</source>
        <translation>Rien à compter pour l’instant.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>An unexpected error occurred. Your work is saved. Copy this report and send it to your briefbuilder support contact.</source>
        <translation>Une erreur inattendue s’est produite. Votre travail est enregistré. Copiez ce rapport et envoyez-le à votre assistance briefbuilder.</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>Rapport d’erreur</translation>
    </message>
</context>
<context>
    <name>DateInput</name>
    <message>
        <source>No date</source>
        <translation>Pas de date</translation>
    </message>
    <message>
        <source>Choose a date</source>
        <translation>Choisir une date</translation>
    </message>
    <message>
        <source>Choose a date (Alt+Down)</source>
        <translation>Choisir une date (Alt+Bas)</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>Mois précédent</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Mois suivant</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Année</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
</context>
<context>
    <name>DesignerLauncher</name>
    <message>
        <source>Shared template folder</source>
        <translation>Répertoire partagé des modèles</translation>
    </message>
    <message>
        <source>Templates are shared from {folder}. Stop using it?</source>
        <translation>Les modèles sont partagés depuis {folder}. Cesser de l’utiliser ?</translation>
    </message>
    <message>
        <source>Stop using</source>
        <translation>Ne plus utiliser</translation>
    </message>
    <message>
        <source>{folder} cannot be reached. The last copies of its templates are used.</source>
        <translation>{folder} est inaccessible. Les dernières copies de ses modèles sont utilisées.</translation>
    </message>
</context>
<context>
    <name>DesignerToolbar</name>
    <message>
        <source>&amp;New from this template …</source>
        <translation>&amp;Nouveau d’après ce modèle …</translation>
    </message>
    <message>
        <source>New &amp;empty template …</source>
        <translation>Nouveau modèle &amp;vide …</translation>
    </message>
    <message>
        <source>&amp;Open file …</source>
        <translation>&amp;Ouvrir un fichier …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>Enregistrer &amp;sous …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>&amp;Formulaire</translation>
    </message>
    <message>
        <source>&amp;Texts</source>
        <translation>&amp;Textes</translation>
    </message>
    <message>
        <source>&amp;YAML</source>
        <translation>&amp;YAML</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>&amp;Modèles</translation>
    </message>
    <message>
        <source>Ne&amp;xt issue</source>
        <translation>Problème s&amp;uivant</translation>
    </message>
    <message>
        <source>&amp;Previous issue</source>
        <translation>Problème &amp;précédent</translation>
    </message>
    <message>
        <source>Next pan&amp;e</source>
        <translation>Zone &amp;suivante</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Guide</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulaire</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textes</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>View of the template</source>
        <translation>Vue du modèle</translation>
    </message>
    <message>
        <source>Language of the sample</source>
        <translation>Langue de l’exemple</translation>
    </message>
    <message>
        <source>Language of the sample briefing</source>
        <translation>Langue du briefing d’exemple</translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Modifications non enregistrées</translation>
    </message>
    <message>
        <source>The changes to this template are not saved. Discard changes?</source>
        <translation>Les modifications de ce modèle ne sont pas enregistrées. Les abandonner&#xa0;?</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Abandonner les modifications</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Nouveau modèle</translation>
    </message>
    <message>
        <source>Open template</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Save template</source>
        <translation>Enregistrer le modèle</translation>
    </message>
    <message>
        <source>Templates (*.yaml)</source>
        <translation>Modèles (*.yaml)</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Aucun problème trouvé.</translation>
    </message>
    <message>
        <source>New heading</source>
        <translation>Nouvel intertitre</translation>
    </message>
    <message>
        <source>New field</source>
        <translation>Nouveau champ</translation>
    </message>
    <message>
        <source>New choice</source>
        <translation>Nouveau choix</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>New column</source>
        <translation>Nouvelle colonne</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nouvelle ligne</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Images (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>This cannot be changed in the form. Change it in the YAML.</source>
        <translation>Cela ne peut pas être modifié dans le formulaire. Modifiez le YAML.</translation>
    </message>
    <message>
        <source>This template is read-only. To make your own copy, choose “New from this template” (Ctrl+N).</source>
        <translation>Ce modèle est en lecture seule. Pour en faire une copie, choisissez «&#xa0;Nouveau d’après ce modèle&#xa0;» (Ctrl+N).</translation>
    </message>
    <message>
        <source>File changed by another program</source>
        <translation>Fichier modifié par un autre programme</translation>
    </message>
    <message>
        <source>Another program has changed this template, and you have unsaved changes. Reload the file and lose your changes? If you keep them, saving overwrites the file.</source>
        <translation>Un autre programme a modifié ce modèle et vous avez des modifications non enregistrées. Recharger le fichier et perdre vos modifications&#xa0;? Si vous les gardez, l’enregistrement écrasera le fichier.</translation>
    </message>
    <message>
        <source>Reload file</source>
        <translation>Recharger le fichier</translation>
    </message>
    <message>
        <source>Another program changed the file. It was reloaded.</source>
        <translation>Un autre programme a modifié le fichier. Il a été rechargé.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Template designer</source>
        <translation>Éditeur de modèles</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n erreur</numerusform>
            <numerusform>%n erreurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n avertissement</numerusform>
            <numerusform>%n avertissements</numerusform>
        </translation>
    </message>
    <message>
        <source>Creating the sample …</source>
        <translation>Création de l’exemple …</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Nom du modèle</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Enregistré sous {name}</translation>
    </message>
    <message>
        <source>The sample shows the last version without errors.</source>
        <translation>L’exemple montre la dernière version sans erreur.</translation>
    </message>
    <message>
        <source>Fix the errors to see the sample.</source>
        <translation>Corrigez les erreurs pour voir l’exemple.</translation>
    </message>
    <message>
        <source>The sample could not be created.</source>
        <translation>L’exemple n’a pas pu être créé.</translation>
    </message>
</context>
<context>
    <name>DesksDialog</name>
    <message>
        <source>Desks</source>
        <translation>Postes</translation>
    </message>
    <message>
        <source>Desks of this dossier</source>
        <translation>Postes de ce dossier</translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Details of the briefing</source>
        <translation>Données du briefing</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>Marquage</translation>
    </message>
    <message>
        <source>Lowered from {before} to {after} on {day}: {reason}</source>
        <translation>Abaissé de {before} à {after} le {day}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Template default</source>
        <translation>Valeur par défaut du modèle</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Exige un système homologué&#xa0;: demandez à un administrateur de l’activer.</translation>
    </message>
    <message>
        <source>Lower the marking</source>
        <translation>Abaisser le marquage</translation>
    </message>
    <message>
        <source>Why may this briefing have a lower marking?</source>
        <translation>Pourquoi ce briefing peut-il avoir un marquage moins élevé&#xa0;?</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Abaisser</translation>
    </message>
</context>
<context>
    <name>DisagreementsTab</name>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Publication</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Fiabilité</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Phrase</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Divergences</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>&amp;Voir dans l’article</translation>
    </message>
    <message>
        <source>Comparing articles …</source>
        <translation>Comparaison des articles …</translation>
    </message>
    <message>
        <source>No disagreements found.</source>
        <translation>Aucune divergence trouvée.</translation>
    </message>
    <message numerus="yes">
        <source>%n disagreement(s)</source>
        <translation>
            <numerusform>%n divergence</numerusform>
            <numerusform>%n divergences</numerusform>
        </translation>
    </message>
    <message>
        <source>later figure</source>
        <translation>chiffre plus récent</translation>
    </message>
</context>
<context>
    <name>DisclosureDialog</name>
    <message>
        <source>Who may see this</source>
        <translation>Qui peut voir ce contenu</translation>
    </message>
    <message>
        <source>&amp;Everyone</source>
        <translation>&amp;Tous</translation>
    </message>
    <message>
        <source>Everyone, and it may be &amp;quoted: usable</source>
        <translation>Tous, et cela peut être &amp;cité&#xa0;: utilisable</translation>
    </message>
    <message>
        <source>Internal only: &amp;not for disclosure</source>
        <translation>Interne seulement&#xa0;: à &amp;ne pas divulguer</translation>
    </message>
    <message>
        <source>&amp;Only these recipients:</source>
        <translation>Ces &amp;destinataires seulement&#xa0;:</translation>
    </message>
    <message>
        <source>Recipients, separated by commas</source>
        <translation>Destinataires, séparés par des virgules</translation>
    </message>
    <message>
        <source>press, partners</source>
        <translation>presse, partenaires</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
</context>
<context>
    <name>DossierCommands</name>
    <message>
        <source>New dossier</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Open dossier</source>
        <translation>Ouvrir un dossier</translation>
    </message>
    <message>
        <source>“{name}” will be encrypted, with its automatic backups.</source>
        <translation>« {name} » sera chiffré, ainsi que ses sauvegardes automatiques.</translation>
    </message>
    <message>
        <source>A forgotten password cannot be recovered. Copies that you made before open as before.</source>
        <translation>Un mot de passe oublié ne peut pas être retrouvé. Les copies déjà faites s’ouvrent comme avant.</translation>
    </message>
    <message>
        <source>Undoing: {act} …</source>
        <translation>Annulation en cours : {act} …</translation>
    </message>
    <message>
        <source>Undone: {act}</source>
        <translation>Annulé : {act}</translation>
    </message>
    <message>
        <source>Redoing: {act} …</source>
        <translation>Rétablissement en cours : {act} …</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Exemple</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copie)</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>Ouvrir une copie</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>Copie de « {name} » en cours.</translation>
    </message>
    <message>
        <source>Encrypt …</source>
        <translation>Chiffrer …</translation>
    </message>
    <message>
        <source>Your administrator requires a password for dossiers. A forgotten password cannot be recovered.</source>
        <translation>Votre administrateur exige un mot de passe pour les dossiers. Un mot de passe oublié ne peut pas être récupéré.</translation>
    </message>
    <message>
        <source>Create dossier</source>
        <translation>Créer le dossier</translation>
    </message>
    <message>
        <source>“{name}” is being opened …</source>
        <translation>Ouverture de « {name} » …</translation>
    </message>
    <message>
        <source>The file of “{name}” is gone. What is open is lost when you close it, unless you save a copy before.</source>
        <translation>Le fichier de « {name} » a disparu. Ce qui est ouvert sera perdu à la fermeture, sauf si vous en enregistrez d’abord une copie.</translation>
    </message>
    <message>
        <source>Close dossier</source>
        <translation>Fermer le dossier</translation>
    </message>
    <message>
        <source>Close without copy</source>
        <translation>Fermer sans copie</translation>
    </message>
    <message>
        <source>The password is wrong, or “{name}” is damaged or not a dossier. Try another password:</source>
        <translation>Le mot de passe est incorrect, ou « {name} » est endommagé ou n’est pas un dossier. Essayez un autre mot de passe :</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>« {name} » est chiffré. Mot de passe :</translation>
    </message>
    <message>
        <source>Encrypted dossier</source>
        <translation>Dossier chiffré</translation>
    </message>
    <message>
        <source>“{name}” is encrypted.</source>
        <translation>« {name} » est chiffré.</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Changer le mot de passe</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Chiffrer</translation>
    </message>
    <message>
        <source>Remove password</source>
        <translation>Retirer le mot de passe</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>“{name}” is being decrypted …</source>
        <translation>Déchiffrement de « {name} » …</translation>
    </message>
    <message>
        <source>“{name}” is being encrypted …</source>
        <translation>Chiffrement de « {name} » …</translation>
    </message>
    <message>
        <source>The dossier is no longer encrypted.</source>
        <translation>Le dossier n’est plus chiffré.</translation>
    </message>
    <message>
        <source>The dossier is encrypted.</source>
        <translation>Le dossier est chiffré.</translation>
    </message>
    <message>
        <source>“{name}” was saved by an older version and is being updated. If its format changes, a copy of the old file is kept beside it.</source>
        <translation>« {name} » a été enregistré par une version antérieure et est mis à jour. Si son format change, une copie de l’ancien fichier reste à côté.</translation>
    </message>
    <message>
        <source>Update dossier</source>
        <translation>Mettre à jour le dossier</translation>
    </message>
    <message>
        <source>Redone: {act}</source>
        <translation>Rétabli : {act}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of others made since stay.</source>
        <translation>
            <numerusform>%n modification ultérieure d’autrui reste.</numerusform>
            <numerusform>%n modifications ultérieures d’autrui restent.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Undo: {act}</source>
        <translation>&amp;Annuler : {act}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;Redo: {act}</source>
        <translation>&amp;Rétablir : {act}</translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation>Dossiers (*.dossier);;Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>DossierOverviewDialog</name>
    <message>
        <source>Overview of the dossier</source>
        <translation>Vue d’ensemble du dossier</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Divergences</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Chronologie</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Acteurs</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Couverture</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>Fix duplicates</source>
        <translation>Corriger les doublons</translation>
    </message>
    <message>
        <source>Which part keeps the passage? The others are removed; you can undo this.</source>
        <translation>Quelle partie garde le passage ? Les autres sont retirés.</translation>
    </message>
    <message>
        <source>Remove the others</source>
        <translation>Retirer les autres</translation>
    </message>
    <message>
        <source>Part that keeps {quote}</source>
        <translation>Partie qui garde {quote}</translation>
    </message>
    <message>
        <source>{part} ({number})</source>
        <translation>{part} ({number})</translation>
    </message>
</context>
<context>
    <name>ExchangeCommands</name>
    <message>
        <source>The dossier is shared already</source>
        <translation>Le dossier est déjà partagé</translation>
    </message>
    <message>
        <source>Choose a place of exchange first</source>
        <translation>Choisissez d’abord un emplacement d’échange</translation>
    </message>
    <message>
        <source>The dossier is not shared yet</source>
        <translation>Le dossier n’est pas encore partagé</translation>
    </message>
    <message>
        <source>The dossier is shared.</source>
        <translation>Le dossier est partagé.</translation>
    </message>
    <message>
        <source>Place of exchange …</source>
        <translation>Emplacement d’échange …</translation>
    </message>
    <message>
        <source>Enter &amp;password …</source>
        <translation>Saisir le mot de &amp;passe …</translation>
    </message>
    <message>
        <source>The server of the exchange asks for your password.</source>
        <translation>Le serveur d’échange demande votre mot de passe.</translation>
    </message>
    <message>
        <source>Place of exchange</source>
        <translation>Emplacement d’échange</translation>
    </message>
    <message>
        <source>Your password at the server:</source>
        <translation>Votre mot de passe sur le serveur :</translation>
    </message>
    <message>
        <source>The file of this dossier was moved or copied. Choose its place of exchange again to go on.</source>
        <translation>Le fichier de ce dossier a été déplacé ou copié. Choisissez de nouveau son emplacement d’échange pour continuer.</translation>
    </message>
    <message>
        <source>Changes were exchanged. Nothing new came in.</source>
        <translation>Les modifications ont été échangées. Rien de nouveau n’est arrivé.</translation>
    </message>
    <message>
        <source>&amp;Unite both dossiers</source>
        <translation>Ré&amp;unir les deux dossiers</translation>
    </message>
    <message numerus="yes">
        <source>%n desk(s) have not removed yet what was removed for good.</source>
        <translation>
            <numerusform>%n poste n’a pas encore supprimé ce qui a été supprimé définitivement.</numerusform>
            <numerusform>%n postes n’ont pas encore supprimé ce qui a été supprimé définitivement.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every desk that took part in this dossier, with its last changes here.</source>
        <translation>Tous les postes qui ont participé à ce dossier, avec leurs dernières modifications ici.</translation>
    </message>
    <message>
        <source>this desk</source>
        <translation>ce poste</translation>
    </message>
    <message>
        <source>last changes {when}</source>
        <translation>dernières modifications {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) for good not confirmed</source>
        <translation>
            <numerusform>%n suppression définitive non confirmée</numerusform>
            <numerusform>%n suppressions définitives non confirmées</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left to settle.</source>
        <translation>Il ne reste rien à régler.</translation>
    </message>
</context>
<context>
    <name>ExchangeLine</name>
    <message numerus="yes">
        <source>%n batch(es) of {name} are missing.</source>
        <translation>
            <numerusform>Il manque %n paquet de modifications ({name}).</numerusform>
            <numerusform>Il manque %n paquets de modifications ({name}).</numerusform>
        </translation>
    </message>
    <message>
        <source>Other desks have a newer version of briefbuilder. Update this one.</source>
        <translation>D’autres postes ont une version plus récente de briefbuilder. Mettez celle-ci à jour.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) came in only in part. Update briefbuilder.</source>
        <translation>
            <numerusform>%n valeur n’est arrivée qu’en partie. Mettez briefbuilder à jour.</numerusform>
            <numerusform>%n valeurs ne sont arrivées qu’en partie. Mettez briefbuilder à jour.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of {name} is %n minute(s) ahead.</source>
        <translation>
            <numerusform>Une horloge avance de %n minute ({name}).</numerusform>
            <numerusform>Une horloge avance de %n minutes ({name}).</numerusform>
        </translation>
    </message>
    <message>
        <source>This dossier was copied or restored, and works on as another desk.</source>
        <translation>Ce dossier a été copié ou restauré et travaille comme un autre poste.</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>A&amp;fficher</translation>
    </message>
    <message>
        <source>To s&amp;ettle …</source>
        <translation>À &amp;régler …</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of {names} taken in.</source>
        <translation>
            <numerusform>%n modification intégrée ({names}).</numerusform>
            <numerusform>%n modifications intégrées ({names}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) are gone from “{briefing}”: another desk removed the article for good.</source>
        <translation>
            <numerusform>%n extrait n’est plus dans « {briefing} » : un autre poste a supprimé définitivement l’article.</numerusform>
            <numerusform>%n extraits ne sont plus dans « {briefing} » : un autre poste a supprimé définitivement les articles.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export “{title}”</source>
        <translation>Exporter « {title} »</translation>
    </message>
    <message>
        <source>Export despite the errors</source>
        <translation>Exporter malgré les erreurs</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>On a letterhead document, the OpenDocument text has its styles, margins, headers and footers as the PDF shows them.</source>
        <translation>Avec un papier à en-tête, le texte OpenDocument en reprend les styles, les marges, les en-têtes et les pieds de page comme le PDF les montre.</translation>
    </message>
    <message>
        <source>The Word file and the PDF, the originals of the sources, and a list that leads from each statement to its place. It is not encrypted.</source>
        <translation>Le fichier Word et le PDF, les originaux des sources et une liste qui mène de chaque énoncé à l’endroit où il figure. Il n’est pas chiffré.</translation>
    </message>
    <message>
        <source>Protect with a &amp;password</source>
        <translation>Protéger par un mot de &amp;passe</translation>
    </message>
    <message>
        <source>Web pages, Markdown and evidence packs cannot be protected. A protected PDF is not an archival PDF/A.</source>
        <translation>Les pages web, Markdown et les dossiers de preuves ne peuvent pas être protégés. Un PDF protégé n’est pas un PDF/A d’archivage.</translation>
    </message>
    <message>
        <source>Recip&amp;ient</source>
        <translation>Des&amp;tinataire</translation>
    </message>
    <message>
        <source>Content that the recipient may not see is left out of the files.</source>
        <translation>Le contenu que le destinataire ne peut pas voir est exclu des fichiers.</translation>
    </message>
    <message>
        <source>Internal version: everything</source>
        <translation>Version interne&#xa0;: tout</translation>
    </message>
    <message>
        <source>The public: only what everyone may see</source>
        <translation>Le public&#xa0;: seulement ce que tous peuvent voir</translation>
    </message>
    <message>
        <source>&amp;Word document (.docx)</source>
        <translation>Document &amp;Word (.docx)</translation>
    </message>
    <message>
        <source>&amp;OpenDocument text, for LibreOffice (.odt)</source>
        <translation>Texte &amp;OpenDocument, pour LibreOffice (.odt)</translation>
    </message>
    <message>
        <source>P&amp;DF (.pdf)</source>
        <translation>PD&amp;F (.pdf)</translation>
    </message>
    <message>
        <source>We&amp;b page, for mail (.html)</source>
        <translation>Page we&amp;b, pour un courriel (.html)</translation>
    </message>
    <message>
        <source>&amp;Markdown text (.md)</source>
        <translation>Texte Mar&amp;kdown (.md)</translation>
    </message>
    <message>
        <source>&amp;Evidence pack, with the sources (.zip)</source>
        <translation>&amp;Dossier de preuves, avec les sources (.zip)</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) must be fixed first.</source>
        <translation>
            <numerusform>%n problème doit d’abord être corrigé.</numerusform>
            <numerusform>%n problèmes doivent d’abord être corrigés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to look at.</source>
        <translation>
            <numerusform>%n problème à regarder.</numerusform>
            <numerusform>%n problèmes à regarder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the checks</source>
        <translation>Afficher les vérifications</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>Name of the files</source>
        <translation>Nom des fichiers</translation>
    </message>
    <message>
        <source>&amp;Change …</source>
        <translation>&amp;Modifier …</translation>
    </message>
    <message>
        <source>Change the folder</source>
        <translation>Changer de répertoire</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Répertoire</translation>
    </message>
    <message>
        <source>The folder of the last export is gone: {folder}</source>
        <translation>Le répertoire du dernier export n’existe plus : {folder}</translation>
    </message>
    <message>
        <source>public</source>
        <translation>public</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Checking “{title}” …</source>
        <translation>Vérification de « {title} » …</translation>
    </message>
    <message>
        <source>Copied “{title}” as formatted text</source>
        <translation>« {title} » copié comme texte mis en forme</translation>
    </message>
    <message>
        <source>Copying “{title}” …</source>
        <translation>Copie de « {title} » …</translation>
    </message>
    <message>
        <source>The files open only with this password. A forgotten password cannot be recovered.</source>
        <translation>Les fichiers ne s’ouvrent qu’avec ce mot de passe. Un mot de passe oublié ne peut pas être retrouvé.</translation>
    </message>
    <message>
        <source>Password for the files</source>
        <translation>Mot de passe des fichiers</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Protéger</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>The export was stopped because its dossier was closed.</source>
        <translation>L’export a été arrêté, car son dossier a été fermé.</translation>
    </message>
    <message>
        <source>Changes since {name}</source>
        <translation>Modifications depuis {name}</translation>
    </message>
    <message>
        <source> – changes</source>
        <translation> – modifications</translation>
    </message>
    <message>
        <source>{names} was changed after its export. Replace it without these changes?</source>
        <translation>{names} a été modifié après son export. Le remplacer sans ces modifications ?</translation>
    </message>
    <message>
        <source>{names} were changed after their export. Replace them without these changes?</source>
        <translation>{names} ont été modifiés après leur export. Les remplacer sans ces modifications ?</translation>
    </message>
    <message>
        <source>{names} already exists. Replace it?</source>
        <translation>{names} existe déjà. Le remplacer ?</translation>
    </message>
    <message>
        <source>{names} already exist. Replace them?</source>
        <translation>{names} existent déjà. Les remplacer&#xa0;?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Exporting “{title}” …</source>
        <translation>Export de « {title} » …</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>web page</source>
        <translation>page web</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>texte OpenDocument</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>evidence pack</source>
        <translation>dossier de preuves</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} et {last}</translation>
    </message>
    <message>
        <source>Exported “{title}” as {kinds}</source>
        <translation>« {title} » exporté en {kinds}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le répertoire</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Exporter de nouveau</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>{exported}. {left_out}</source>
        <translation>{exported}. {left_out}</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>Ce qui a été exclu</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were left out for {audience}.</source>
        <translation>
            <numerusform>%n passage a été exclu pour {audience}.</numerusform>
            <numerusform>%n passages ont été exclus pour {audience}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Edit title</source>
        <translation>Modifier le titre</translation>
    </message>
    <message>
        <source>Edit authors</source>
        <translation>Modifier les auteurs</translation>
    </message>
    <message>
        <source>Edit date</source>
        <translation>Modifier la date</translation>
    </message>
    <message>
        <source>Edit publication</source>
        <translation>Modifier la publication</translation>
    </message>
    <message>
        <source>Detail of the article</source>
        <translation>Donnée de l’article</translation>
    </message>
    <message>
        <source>Enter saves, Esc cancels</source>
        <translation>Entrée enregistre, Échap annule</translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation>Ce n’est pas une date. Écrivez-la ainsi : 2026-04-12.</translation>
    </message>
    <message>
        <source>“{words}” is not a date</source>
        <translation>« {words} » n’est pas une date</translation>
    </message>
</context>
<context>
    <name>FigureObject</name>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Légende</translation>
    </message>
</context>
<context>
    <name>FileDropHandler</name>
    <message>
        <source>Import as article</source>
        <translation>Importer comme article</translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>Save what is open here as …</source>
        <translation>Enregistrer ce qui est ouvert sous …</translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation>Ouvrir au nouvel emplacement</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>Copie de « {name} » en cours.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copie)</translation>
    </message>
    <message>
        <source>Save copy</source>
        <translation>Enregistrer une copie</translation>
    </message>
    <message>
        <source>Copy saved: {path}</source>
        <translation>Copie enregistrée : {path}</translation>
    </message>
    <message>
        <source>Saved: {briefings} briefing(s) and the {articles} article(s) that were read last, without source pages. The others may be in a backup.</source>
        <translation>Enregistrés : {briefings} briefing(s) et les {articles} derniers articles lus, sans pages d’origine. Les autres sont peut-être dans une sauvegarde.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>Toutes les langues</translation>
    </message>
    <message>
        <source>Any publication</source>
        <translation>Toutes les publications</translation>
    </message>
    <message>
        <source>Tagged or not</source>
        <translation>Étiquetés ou non</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>Étiquetés</translation>
    </message>
    <message>
        <source>Not tagged</source>
        <translation>Sans étiquette</translation>
    </message>
    <message>
        <source>In briefings or not</source>
        <translation>Dans un briefing ou non</translation>
    </message>
    <message>
        <source>Quoted in a briefing</source>
        <translation>Cités dans un briefing</translation>
    </message>
    <message>
        <source>Not in a briefing</source>
        <translation>Dans aucun briefing</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Effacer les filtres</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>année-mois-jour</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Publication</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation>Briefings</translation>
    </message>
    <message>
        <source>Published from</source>
        <translation>Publiés à partir du</translation>
    </message>
    <message>
        <source>Published until</source>
        <translation>Publiés jusqu’au</translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation>{name} ({count})</translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation>Ce n’est pas une date. Écrivez-la ainsi : 2026-04-12.</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in article</source>
        <translation>Rechercher dans l’article</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Occurrence précédente</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Occurrence suivante</translation>
    </message>
    <message>
        <source>Close find</source>
        <translation>Fermer la recherche</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} sur {count}</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Why may this stay?</source>
        <translation>Pourquoi cela peut-il rester ?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Ignored: {reason}</source>
        <translation>Ignoré : {reason}</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Afficher de nouveau</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>Ignore …</source>
        <translation>Ignorer …</translation>
    </message>
    <message numerus="yes">
        <source>Yes, all %n article(s)</source>
        <translation>
            <numerusform>Oui, pour %n article</numerusform>
            <numerusform>Oui, pour les %n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Réglé</translation>
    </message>
</context>
<context>
    <name>FindingCommands</name>
    <message>
        <source>Choose an issue under Checks first</source>
        <translation>Choisissez d’abord un problème sous « Vérifications »</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) fixed</source>
        <translation>
            <numerusform>%n problème corrigé</numerusform>
            <numerusform>%n problèmes corrigés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s) removed</source>
        <translation>
            <numerusform>%n doublon retiré</numerusform>
            <numerusform>%n doublons retirés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n mot</numerusform>
            <numerusform>%n mots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) ignored</source>
        <translation>
            <numerusform>%n problème ignoré</numerusform>
            <numerusform>%n problèmes ignorés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingTexts</name>
    <message>
        <source>Details</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Whole briefing</source>
        <translation>Tout le briefing</translation>
    </message>
    <message>
        <source>Must fix</source>
        <translation>À corriger</translation>
    </message>
    <message>
        <source>Should look at</source>
        <translation>À regarder</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Add the passages</source>
        <translation>Ajouter les passages</translation>
    </message>
    <message>
        <source>Remove this one</source>
        <translation>Retirer celui-ci</translation>
    </message>
    <message>
        <source>Restore the original words</source>
        <translation>Rétablir les mots d’origine</translation>
    </message>
    <message>
        <source>Remove the code</source>
        <translation>Retirer le code</translation>
    </message>
    <message>
        <source>Clear the field</source>
        <translation>Vider le champ</translation>
    </message>
    <message>
        <source>Raise the marking of the briefing</source>
        <translation>Relever le marquage du briefing</translation>
    </message>
    <message>
        <source>Remove the marking</source>
        <translation>Retirer le marquage</translation>
    </message>
    <message>
        <source>Set the language</source>
        <translation>Définir la langue</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Corriger</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Rédiger</translation>
    </message>
    <message>
        <source>Describe the picture …</source>
        <translation>Décrire l’image …</translation>
    </message>
    <message>
        <source>Who may see this …</source>
        <translation>Qui peut le voir …</translation>
    </message>
    <message>
        <source>Settle …</source>
        <translation>Régler …</translation>
    </message>
    <message>
        <source>Show the longest items</source>
        <translation>Afficher les éléments les plus longs</translation>
    </message>
    <message>
        <source>Edit article details …</source>
        <translation>Modifier les données de l’article …</translation>
    </message>
    <message>
        <source>Yes, I may</source>
        <translation>Oui, c’est permis</translation>
    </message>
    <message>
        <source>It may be passed on.</source>
        <translation>Il peut être transmis.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Laisser tel quel</translation>
    </message>
    <message>
        <source>It is right as it is.</source>
        <translation>C’est exact tel quel.</translation>
    </message>
</context>
<context>
    <name>FirstBriefing</name>
    <message>
        <source>New briefing</source>
        <translation>Nouveau briefing</translation>
    </message>
    <message>
        <source>Create one from your tagged passages.</source>
        <translation>Créez-en un à partir de vos passages étiquetés.</translation>
    </message>
    <message>
        <source>The dossier is read-only: no briefing can be created in it.</source>
        <translation>Le dossier est en lecture seule : aucun briefing ne peut y être créé.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Create the briefing</source>
        <translation>Créer le briefing</translation>
    </message>
</context>
<context>
    <name>FormDelegate</name>
    <message>
        <source>(not set)</source>
        <translation>(non défini)</translation>
    </message>
    <message>
        <source>Other colour …</source>
        <translation>Autre couleur …</translation>
    </message>
    <message>
        <source>Other picture …</source>
        <translation>Autre image …</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
</context>
<context>
    <name>FormModel</name>
    <message>
        <source>Setting</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s)</source>
        <translation>
            <numerusform>%n problème</numerusform>
            <numerusform>%n problèmes</numerusform>
        </translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Ligne {number}</translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message>
        <source>Add an entry</source>
        <translation>Ajouter une entrée</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Values: {names}</source>
        <translation>Valeurs : {names}</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrée</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Settings of the template</source>
        <translation>Réglages du modèle</translation>
    </message>
</context>
<context>
    <name>GuideView</name>
    <message>
        <source>Page of the guide</source>
        <translation>Page du guide</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Rechercher dans le guide</translation>
    </message>
    <message>
        <source>This page is available in English only.</source>
        <translation>Cette page n’existe qu’en anglais.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Nouveautés</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Nothing for “{words}”. Try fewer words.</source>
        <translation>Rien pour « {words} ». Essayez avec moins de mots.</translation>
    </message>
</context>
<context>
    <name>HandingOnCommands</name>
    <message>
        <source>Remove for good</source>
        <translation>Effacer définitivement</translation>
    </message>
    <message>
        <source>What was removed is being erased from “{name}”.</source>
        <translation>Effacement de ce qui a été supprimé de « {name} ».</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copie)</translation>
    </message>
    <message>
        <source>Copy for handing on</source>
        <translation>Copie à transmettre</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>Copie de « {name} » en cours.</translation>
    </message>
    <message>
        <source>The copy has a password of its own, which you tell the recipient.</source>
        <translation>La copie a son propre mot de passe, que vous communiquez au destinataire.</translation>
    </message>
    <message>
        <source>Encrypt copy</source>
        <translation>Chiffrer la copie</translation>
    </message>
    <message>
        <source>Copy without password</source>
        <translation>Copier sans mot de passe</translation>
    </message>
    <message>
        <source>This cannot be undone. Erased are {articles} removed articles, {briefings} removed briefings and the undo history of {acts} changes. Copies and backups made before are not changed.</source>
        <translation>Opération irréversible. Seront effacés {articles} articles supprimés, {briefings} briefings supprimés et l’historique de {acts} modifications. Les copies et sauvegardes antérieures ne changent pas.</translation>
    </message>
    <message>
        <source>The removal goes to the other desks, which remove the same; a list shows which have not yet. Files that were sent stay, and so does own text that quotes it.</source>
        <translation>La suppression va aux autres postes, qui suppriment la même chose ; une liste montre lesquels ne l’ont pas encore fait. Les fichiers envoyés restent, de même que le texte libre qui le cite.</translation>
    </message>
    <message>
        <source>Removed for good. The file has {after} MB now, {before} MB before.</source>
        <translation>Effacement terminé. Le fichier fait maintenant {after} Mo, auparavant {before} Mo.</translation>
    </message>
    <message>
        <source>Not confirmed yet by: {names}.</source>
        <translation>Pas encore confirmée par : {names}.</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Postes</translation>
    </message>
    <message>
        <source>Copied {articles} articles and {briefings} briefings to “{name}”.</source>
        <translation>{articles} articles et {briefings} briefings copiés dans « {name} ».</translation>
    </message>
    <message>
        <source>Verify evidence pack</source>
        <translation>Vérification du dossier de preuves</translation>
    </message>
    <message>
        <source>Evidence pack (*.zip)</source>
        <translation>Dossier de preuves (*.zip)</translation>
    </message>
    <message>
        <source>Verifying “{name}” …</source>
        <translation>Vérification de « {name} » …</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Read</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Recherche ou commande</translation>
    </message>
    <message>
        <source>No dossier</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (lecture seule)</translation>
    </message>
    <message>
        <source>Dossier: {name}</source>
        <translation>Dossier : {name}</translation>
    </message>
    <message>
        <source>Format {format}, opened by version {program} and later</source>
        <translation>Format {format}, lisible à partir de la version {program}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>Hint</source>
        <translation>Conseil</translation>
    </message>
</context>
<context>
    <name>ItemBar</name>
    <message>
        <source>In article</source>
        <translation>Dans l’article</translation>
    </message>
    <message>
        <source>More actions for the item</source>
        <translation>Autres actions pour l’élément</translation>
    </message>
</context>
<context>
    <name>ItemFoot</name>
    <message>
        <source>Who may see the item</source>
        <translation>Qui peut voir l’élément</translation>
    </message>
    <message>
        <source>Write a working translation of the excerpt</source>
        <translation>Écrire une traduction de travail de l’extrait</translation>
    </message>
    <message>
        <source>Who may see the item: {release}</source>
        <translation>Qui peut voir l’élément : {release}</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>Add a translation</source>
        <translation>Ajouter une traduction</translation>
    </message>
    <message>
        <source>Write a working translation, shown next to the excerpt and marked as unofficial</source>
        <translation>Écrire une traduction de travail, affichée à côté de l’extrait et signalée comme non officielle</translation>
    </message>
</context>
<context>
    <name>ItemMenu</name>
    <message>
        <source>&amp;Quote the whole section</source>
        <translation>Citer toute la &amp;section</translation>
    </message>
    <message>
        <source>Add the &amp;next section</source>
        <translation>Ajouter la section s&amp;uivante</translation>
    </message>
    <message>
        <source>Restore &amp;the original text</source>
        <translation>&amp;Rétablir le texte d’origine</translation>
    </message>
    <message>
        <source>Reliability &amp;of the source</source>
        <translation>&amp;Fiabilité de la source</translation>
    </message>
    <message>
        <source>Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged.</source>
        <translation>Code de l’Amirauté : de A à F pour la source, de 1 à 6 pour l’information. F6 signifie qu’aucune des deux ne peut être jugée.</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Non évaluée</translation>
    </message>
    <message>
        <source>Mar&amp;king of the item</source>
        <translation>M&amp;arquage de l’élément</translation>
    </message>
    <message>
        <source>No separate marking</source>
        <translation>Aucun marquage propre</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Exige un système homologué&#xa0;: demandez à un administrateur de l’activer.</translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
    <message>
        <source>Text of the item</source>
        <translation>Texte de l’élément</translation>
    </message>
    <message>
        <source>Press Esc to return to the outline. In a list, Tab indents the item. In a table, Tab moves to the next cell.</source>
        <translation>Appuyez sur Échap pour revenir au plan. Dans une liste, Tab met l’élément en retrait. Dans un tableau, Tab passe à la cellule suivante.</translation>
    </message>
    <message>
        <source>Put the cursor on a statement that is in a source</source>
        <translation>Placez le curseur sur un énoncé présent dans une source</translation>
    </message>
    <message>
        <source>Choose an excerpt that was not edited</source>
        <translation>Choisissez un extrait qui n’a pas été modifié</translation>
    </message>
    <message>
        <source>Choose an item in the outline to edit it.</source>
        <translation>Choisissez un élément dans le plan pour le modifier.</translation>
    </message>
    <message>
        <source>Passages tagged “{topic}” are in other parts, or under “Ready to add”.</source>
        <translation>Les passages étiquetés « {topic} » sont dans d’autres parties ou dans « Prêts à ajouter ».</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Others changed this text, too. Both versions are merged when you leave it.</source>
        <translation>D’autres ont aussi modifié ce texte. Les deux versions sont fusionnées quand vous le quittez.</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) are restricted.</source>
        <translation>
            <numerusform>%n paragraphe est restreint.</numerusform>
            <numerusform>%n paragraphes sont restreints.</numerusform>
        </translation>
    </message>
    <message>
        <source>Working translation: marked as unofficial in the export.</source>
        <translation>Traduction de travail : signalée comme non officielle à l’exportation.</translation>
    </message>
    <message>
        <source>The article no longer contains these words. Add the excerpt again, or remove it.</source>
        <translation>L’article ne contient plus ces mots. Ajoutez de nouveau l’extrait ou supprimez-le.</translation>
    </message>
    <message>
        <source>Edited quotation: marked in the export.</source>
        <translation>Citation modifiée : signalée à l’exportation.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n mot</numerusform>
            <numerusform>%n mots</numerusform>
        </translation>
    </message>
    <message>
        <source>as in the article</source>
        <translation>comme dans l’article</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>Write the working translation here …</source>
        <translation>Écrivez ici la traduction de travail …</translation>
    </message>
    <message>
        <source>Write here …</source>
        <translation>Écrivez ici …</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n paragraphe</numerusform>
            <numerusform>%n paragraphes</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables and notes hold no pictures, and pictures are left out that are not PNG, JPEG, GIF, WebP, TIFF or BMP.</source>
        <translation>Les tableaux et les notes ne contiennent pas d’images, et les images qui ne sont pas en PNG, JPEG, GIF, WebP, TIFF ou BMP sont laissées de côté.</translation>
    </message>
    <message>
        <source>There is nothing more to quote there.</source>
        <translation>Il n’y a rien de plus à citer à cet endroit.</translation>
    </message>
    <message>
        <source>An excerpt has at least one sentence.</source>
        <translation>Un extrait a au moins une phrase.</translation>
    </message>
    <message>
        <source>This excerpt contains code or an irregular table and cannot be edited. It is exported unchanged.</source>
        <translation>Cet extrait contient du code ou un tableau irrégulier et ne peut pas être modifié. Il est exporté tel quel.</translation>
    </message>
    <message>
        <source>The pasted text was too long. The rest was left out.</source>
        <translation>Le texte collé était trop long. Le reste a été omis.</translation>
    </message>
</context>
<context>
    <name>ItemSource</name>
    <message>
        <source>Last changed by {who}</source>
        <translation>Dernière modification par {who}</translation>
    </message>
</context>
<context>
    <name>KeyHints</name>
    <message>
        <source>Keys: {keys}</source>
        <translation>Touches : {keys}</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}&#xa0;: {text}</translation>
    </message>
</context>
<context>
    <name>LabelsModel</name>
    <message>
        <source>All languages</source>
        <translation>Toutes les langues</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
</context>
<context>
    <name>LabelsView</name>
    <message>
        <source>Texts by language</source>
        <translation>Textes par langue</translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Paragraph language</source>
        <translation>Langue du paragraphe</translation>
    </message>
    <message>
        <source>Same as article · {language}</source>
        <translation>Comme l’article · {language}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
</context>
<context>
    <name>LetterheadBar</name>
    <message>
        <source>Letterhead document</source>
        <translation>Papier à en-tête</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>Choose a letterhead document</source>
        <translation>Choisir un papier à en-tête</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Remove the letterhead document</source>
        <translation>Retirer le papier à en-tête</translation>
    </message>
    <message>
        <source>none: paper and styles are those of the template</source>
        <translation>aucun : le papier et les styles sont ceux du modèle</translation>
    </message>
    <message>
        <source>Word files (*.docx *.dotx)</source>
        <translation>Fichiers Word (*.docx *.dotx)</translation>
    </message>
    <message>
        <source>There is already a file {name} beside the template. Replace it?</source>
        <translation>Il y a déjà un fichier {name} à côté du modèle. Le remplacer ?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
</context>
<context>
    <name>LinkedArticles</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n pièce jointe</numerusform>
            <numerusform>%n pièces jointes</numerusform>
        </translation>
    </message>
    <message>
        <source>From an email</source>
        <translation>Joint à un message</translation>
    </message>
    <message>
        <source>The email and its attachments</source>
        <translation>Le message et ses pièces jointes</translation>
    </message>
    <message>
        <source>Email: {title}</source>
        <translation>Message : {title}</translation>
    </message>
    <message>
        <source>Attachment: {title}</source>
        <translation>Pièce jointe : {title}</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
</context>
<context>
    <name>ListTitle</name>
    <message>
        <source>Show in the list</source>
        <translation>Afficher dans la liste</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Tous les articles</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Shown in the list: {name}, {count}</source>
        <translation>Dans la liste : {name}, {count}</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Recherches enregistrées</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>More topics</source>
        <translation>Autres thèmes</translation>
    </message>
    <message>
        <source>{topic} ({count})</source>
        <translation>{topic} ({count})</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Articles are still being imported ({status}). Those that were read are kept.</source>
        <translation>Des articles sont encore en cours d’importation ({status}). Ceux qui ont été lus sont conservés.</translation>
    </message>
    <message>
        <source>Stop import and close</source>
        <translation>Arrêter l’importation et fermer</translation>
    </message>
    <message>
        <source>An export is still being prepared. No file is written if you close now.</source>
        <translation>Un export est encore en préparation. Si vous fermez maintenant, aucun fichier n’est écrit.</translation>
    </message>
    <message>
        <source>Stop export and close</source>
        <translation>Arrêter l’export et fermer</translation>
    </message>
    <message>
        <source>Open a &amp;copy …</source>
        <translation>Ouvrir une &amp;copie …</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>“{name}” is still open elsewhere.</source>
        <translation>« {name} » est encore ouvert ailleurs.</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (lecture seule)</translation>
    </message>
</context>
<context>
    <name>MatrixDialog</name>
    <message>
        <source>Matrix of articles and topics</source>
        <translation>Matrice des articles et des thèmes</translation>
    </message>
    <message>
        <source>&amp;Only tagged articles</source>
        <translation>&amp;Seulement les articles étiquetés</translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation>Faire défiler les articles</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Faire défiler les thèmes</translation>
    </message>
    <message>
        <source>Press Enter to go to the first passage of a cell.</source>
        <translation>Appuyez sur Entrée pour aller au premier passage d’une case.</translation>
    </message>
    <message>
        <source>Nothing is tagged yet.</source>
        <translation>Il n’y a pas encore d’étiquettes.</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n étiquette</numerusform>
            <numerusform>%n étiquettes</numerusform>
        </translation>
    </message>
    <message>
        <source>{article}, {topic}: {tags}</source>
        <translation>{article}, {topic} : {tags}</translation>
    </message>
</context>
<context>
    <name>MenuBuilder</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Dossiers récen&amp;ts</translation>
    </message>
    <message>
        <source>&amp;Dossier</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <source>E&amp;xchange</source>
        <translation>Éc&amp;hange</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Édi&amp;tion</translation>
    </message>
    <message>
        <source>&amp;Article</source>
        <translation>A&amp;rticle</translation>
    </message>
    <message>
        <source>&amp;Structure</source>
        <translation>S&amp;tructure</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>T&amp;hèmes</translation>
    </message>
    <message>
        <source>&amp;Briefing</source>
        <translation>&amp;Briefing</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
</context>
<context>
    <name>NewBriefingDialog</name>
    <message>
        <source>New briefing</source>
        <translation>Nouveau briefing</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
</context>
<context>
    <name>NewBriefingForm</name>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Subject of the briefing</source>
        <translation>Objet du briefing</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
    <message>
        <source>{topic} – {passages}</source>
        <translation>{topic} – {passages}</translation>
    </message>
    <message>
        <source>T&amp;opics</source>
        <translation>&amp;Thèmes</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>No passages are tagged yet. You can add excerpts later.</source>
        <translation>Aucun passage n’est encore étiqueté. Vous pourrez ajouter des extraits plus tard.</translation>
    </message>
    <message>
        <source>Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Espace coche les thèmes sélectionnés, Ctrl+A les sélectionne tous.</translation>
    </message>
    <message>
        <source>Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Chaque thème coché devient une partie avec les passages étiquetés. Espace coche les thèmes sélectionnés, Ctrl+A les sélectionne tous.</translation>
    </message>
    <message>
        <source>It has no part that gathers tagged passages: add excerpts yourself.</source>
        <translation>Il n’a pas de partie qui rassemble les passages étiquetés : ajoutez les extraits vous-même.</translation>
    </message>
</context>
<context>
    <name>NewFilesStrip</name>
    <message>
        <source>New files in watched folders</source>
        <translation>Nouveaux fichiers dans les répertoires surveillés</translation>
    </message>
    <message>
        <source>Import all</source>
        <translation>Tout importer</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>Choose new files</source>
        <translation>Choisir les nouveaux fichiers</translation>
    </message>
    <message>
        <source>Dismiss new files</source>
        <translation>Ignorer les nouveaux fichiers</translation>
    </message>
    <message>
        <source>Watched folders not found: {names}. They are checked again later.</source>
        <translation>Répertoires surveillés introuvables : {names}. Ils seront vérifiés plus tard.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) to import</source>
        <translation>
            <numerusform>%n fichier à importer</numerusform>
            <numerusform>%n fichiers à importer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPasswordDialog</name>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Nouveau mot de passe, encore une fois</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Les deux mots de passe sont différents.</translation>
    </message>
</context>
<context>
    <name>NoticeButton</name>
    <message>
        <source>Import notes ({count})</source>
        <translation>Notes d’importation ({count})</translation>
    </message>
    <message>
        <source>What the import removed, guessed or could not read</source>
        <translation>Ce que l’importation a retiré, deviné ou n’a pas pu lire</translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation>Notes d’importation</translation>
    </message>
    <message>
        <source>The source page is kept unchanged. To show clean text, the import did the following:</source>
        <translation>La page d’origine reste inchangée. Pour afficher un texte propre, l’importation a fait ceci :</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close notice</source>
        <translation>Fermer l’avis</translation>
    </message>
</context>
<context>
    <name>NoveltyDialog</name>
    <message>
        <source>New since “{title}”</source>
        <translation>Nouveau depuis « {title} »</translation>
    </message>
    <message>
        <source>Comparing the articles imported since …</source>
        <translation>Comparaison des articles importés depuis lors …</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Avancement de la comparaison</translation>
    </message>
    <message>
        <source>&amp;Title of the next briefing</source>
        <translation>&amp;Titre du prochain briefing</translation>
    </message>
    <message>
        <source>&amp;Gather also what was already reported</source>
        <translation>&amp;Rassembler aussi ce qui a déjà été rapporté</translation>
    </message>
    <message>
        <source>&amp;Copy your own texts, to update them</source>
        <translation>&amp;Copier vos textes libres, pour les mettre à jour</translation>
    </message>
    <message>
        <source>Create briefing</source>
        <translation>Créer le briefing</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Sections imported since</source>
        <translation>Sections importées depuis lors</translation>
    </message>
    <message numerus="yes">
        <source>%n section(s) with something new or changed</source>
        <translation>
            <numerusform>%n section avec du nouveau ou des modifications</numerusform>
            <numerusform>%n sections avec du nouveau ou des modifications</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported since this briefing.</source>
        <translation>Rien n’a été importé depuis ce briefing.</translation>
    </message>
    <message>
        <source>Only copies and changed figures are recognized as reported.</source>
        <translation>Seuls les copies et les chiffres modifiés sont reconnus comme déjà rapportés.</translation>
    </message>
    <message numerus="yes">
        <source>{new} of %n sentence(s) new or changed</source>
        <translation>
            <numerusform>phrases nouvelles ou modifiées : {new} sur %n</numerusform>
            <numerusform>phrases nouvelles ou modifiées : {new} sur %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{change}: {text}</source>
        <translation>{change} : {text}</translation>
    </message>
    <message>
        <source>Reported: {text}</source>
        <translation>Déjà rapporté : {text}</translation>
    </message>
</context>
<context>
    <name>OriginalPages</name>
    <message>
        <source>Source page</source>
        <translation>Page d’origine</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Faire défiler la page d’origine</translation>
    </message>
    <message>
        <source>Scroll the source page sideways</source>
        <translation>Faire défiler la page d’origine de côté</translation>
    </message>
    <message>
        <source>The source page; nothing is shown yet.</source>
        <translation>La page d’origine ; rien n’est encore affiché.</translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the source, at {zoom} %.</source>
        <translation>Page {page} sur {pages} de la source, à {zoom} %.</translation>
    </message>
</context>
<context>
    <name>OriginalPane</name>
    <message>
        <source>Source page</source>
        <translation>Page d’origine</translation>
    </message>
    <message>
        <source>Close source page</source>
        <translation>Fermer la page d’origine</translation>
    </message>
    <message>
        <source>Select an article to see its source page here.</source>
        <translation>Sélectionnez un article pour voir sa page d’origine ici.</translation>
    </message>
    <message>
        <source>Reading the source page …</source>
        <translation>Lecture de la page d’origine …</translation>
    </message>
    <message>
        <source>The current text was not found in the source page.</source>
        <translation>Le texte en cours n’a pas été trouvé dans la page d’origine.</translation>
    </message>
    <message>
        <source>Only the beginning is shown. Save the file to see all of it.</source>
        <translation>Seul le début est affiché. Enregistrez le fichier pour le voir en entier.</translation>
    </message>
    <message>
        <source>This file contains no text to show. You can save it and open it in another program.</source>
        <translation>Ce fichier ne contient pas de texte à afficher. Vous pouvez l’enregistrer et l’ouvrir avec un autre programme.</translation>
    </message>
    <message>
        <source>The current text was not found on this page.</source>
        <translation>Le texte en cours n’a pas été trouvé sur cette page.</translation>
    </message>
    <message>
        <source>Enter password …</source>
        <translation>Saisir le mot de passe …</translation>
    </message>
    <message>
        <source>Password of “{name}”:</source>
        <translation>Mot de passe de « {name} » :</translation>
    </message>
    <message>
        <source>Encrypted file</source>
        <translation>Fichier chiffré</translation>
    </message>
</context>
<context>
    <name>OriginalTextView</name>
    <message>
        <source>Text of the source page</source>
        <translation>Texte de la page d’origine</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Faire défiler la page d’origine</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Restore in article</source>
        <translation>Rétablir dans l’article</translation>
    </message>
    <message>
        <source>Show in article</source>
        <translation>Afficher dans l’article</translation>
    </message>
    <message>
        <source>[Picture not included]</source>
        <translation>[Image non incluse]</translation>
    </message>
</context>
<context>
    <name>OriginalToggle</name>
    <message>
        <source>This kind of file (*{suffix});;</source>
        <translation>Ce type de fichier (*{suffix});;</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Save source page</source>
        <translation>Enregistrer la page d’origine</translation>
    </message>
    <message>
        <source>Source page saved: {name}</source>
        <translation>Page d’origine enregistrée : {name}</translation>
    </message>
</context>
<context>
    <name>OriginalToolbar</name>
    <message>
        <source>Zoom out (−)</source>
        <translation>Réduire (−)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Agrandir (+)</translation>
    </message>
    <message>
        <source>Fit width (0)</source>
        <translation>Ajuster à la largeur (0)</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} sur {pages}</translation>
    </message>
    <message>
        <source>{zoom} %</source>
        <translation>{zoom} %</translation>
    </message>
</context>
<context>
    <name>OutlineDelegate</name>
    <message numerus="yes">
        <source>{words} of %n word(s)</source>
        <translation>
            <numerusform>{words} sur %n mot</numerusform>
            <numerusform>{words} sur %n mots</numerusform>
        </translation>
    </message>
    <message>
        <source>Heading of the part</source>
        <translation>Titre de la partie</translation>
    </message>
    <message>
        <source>Heading from the template</source>
        <translation>Titre du modèle</translation>
    </message>
</context>
<context>
    <name>OutlineEditor</name>
    <message>
        <source>Create a briefing first, then add the passage to it.</source>
        <translation>Créez d’abord un briefing, puis ajoutez-y le passage.</translation>
    </message>
    <message>
        <source>New briefing …</source>
        <translation>Nouveau briefing …</translation>
    </message>
    <message>
        <source>Added to “{part}”</source>
        <translation>Ajouté à « {part} »</translation>
    </message>
    <message>
        <source>New part</source>
        <translation>Nouvelle partie</translation>
    </message>
    <message>
        <source>“{title}” removed</source>
        <translation>« {title} » retiré</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) removed</source>
        <translation>
            <numerusform>%n élément retiré</numerusform>
            <numerusform>%n éléments retirés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) removed</source>
        <translation>
            <numerusform>%n partie retirée</numerusform>
            <numerusform>%n parties retirées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part and %n item(s) removed</source>
        <translation>
            <numerusform>Partie et %n élément retirés</numerusform>
            <numerusform>Partie et %n éléments retirés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{parts} parts and %n item(s) removed</source>
        <translation>
            <numerusform>{parts} parties et %n élément retirés</numerusform>
            <numerusform>{parts} parties et %n éléments retirés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) and items</source>
        <translation>
            <numerusform>%n partie ou élément</numerusform>
            <numerusform>%n parties et éléments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were added.</source>
        <translation>
            <numerusform>%n passage a été ajouté.</numerusform>
            <numerusform>%n passages ont été ajoutés.</numerusform>
        </translation>
    </message>
    <message>
        <source>No passage is tagged yet. Choose one in Read and press T to tag it.</source>
        <translation>Aucun passage n’est encore étiqueté. Choisissez-en un dans « Lecture » et appuyez sur T.</translation>
    </message>
    <message>
        <source>This template has no part that gathers tagged passages.</source>
        <translation>Ce modèle n’a pas de partie qui rassemble les passages étiquetés.</translation>
    </message>
    <message>
        <source>No passage is tagged with the topics of this briefing. Choose one in Read and press T to tag it.</source>
        <translation>Aucun passage n’est étiqueté avec les thèmes de ce briefing. Choisissez-en un dans « Lecture » et appuyez sur T.</translation>
    </message>
    <message>
        <source>This briefing was created without topics. Create one with those that you have tagged.</source>
        <translation>Ce briefing a été créé sans thèmes. Créez-en un avec les thèmes de vos étiquettes.</translation>
    </message>
    <message>
        <source>The briefing already contains all passages tagged with the topics of its parts.</source>
        <translation>Le briefing contient déjà tous les passages étiquetés avec les thèmes de ses parties.</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>{row}, changed by {names}</source>
        <translation>{row}, modifié par {names}</translation>
    </message>
</context>
<context>
    <name>OutlinePane</name>
    <message>
        <source>Text</source>
        <translation>Texte libre</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>Gather</source>
        <translation>Rassembler</translation>
    </message>
</context>
<context>
    <name>OutlineView</name>
    <message>
        <source>Outline</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Parts and items of the briefing. Press Alt and an arrow key to move, Enter to edit, Delete to remove.</source>
        <translation>Parties et éléments du briefing. Appuyez sur Alt et une flèche pour déplacer, sur Entrée pour modifier, sur Suppr pour retirer.</translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message>
        <source>&amp;Copy table</source>
        <translation>&amp;Copier le tableau</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>All topics</source>
        <translation>Tous les thèmes</translation>
    </message>
    <message>
        <source>Articles not read yet: {count}.</source>
        <translation>Articles pas encore lus&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Stopped. Choose the tab again to continue.</source>
        <translation>Interrompu. Choisissez de nouveau l’onglet pour continuer.</translation>
    </message>
</context>
<context>
    <name>OverviewTable</name>
    <message>
        <source>Scroll the table</source>
        <translation>Faire défiler le tableau</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Scroll the text</source>
        <translation>Faire défiler le texte</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Search all articles for “{words}”</source>
        <translation>Rechercher « {words} » dans tous les articles</translation>
    </message>
    <message>
        <source>Briefing</source>
        <translation>Briefing</translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Aucun résultat</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>PasswordFields</name>
    <message>
        <source>&amp;Show password</source>
        <translation>&amp;Afficher le mot de passe</translation>
    </message>
</context>
<context>
    <name>PictureCommands</name>
    <message>
        <source>This item has no picture</source>
        <translation>Cet élément ne contient pas d’image</translation>
    </message>
    <message>
        <source>Describe picture</source>
        <translation>Décrire l’image</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Image {number}</translation>
    </message>
    <message>
        <source>Description of “{picture}” for readers who cannot see it</source>
        <translation>Description de «&#xa0;{picture}&#xa0;» pour les lecteurs qui ne peuvent pas la voir</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Place of exchange</source>
        <translation>Emplacement d’échange</translation>
    </message>
    <message>
        <source>Changes are exchanged there by themselves while this dossier is open on this computer.</source>
        <translation>Les modifications y sont échangées automatiquement tant que ce dossier est ouvert sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it</source>
        <translation>Votre nom, tel que vos collègues le voient</translation>
    </message>
    <message>
        <source>&amp;Nowhere: changes are sent and taken in as files</source>
        <translation>&amp;Aucun : les modifications s’échangent par fichiers</translation>
    </message>
    <message>
        <source>In a shared &amp;folder that every desk can write to</source>
        <translation>Dans un &amp;répertoire partagé où chaque poste peut écrire</translation>
    </message>
    <message>
        <source>On a PostgreSQL &amp;server</source>
        <translation>Sur un &amp;serveur PostgreSQL</translation>
    </message>
    <message>
        <source>postgresql://name@server/database?dossier=name&amp;sslrootcert=file</source>
        <translation>postgresql://nom@serveur/base?dossier=nom&amp;sslrootcert=fichier</translation>
    </message>
    <message>
        <source>Shared folder</source>
        <translation>Répertoire partagé</translation>
    </message>
    <message>
        <source>&amp;Choose …</source>
        <translation>&amp;Choisir …</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>File with the house key</source>
        <translation>Fichier de la clé de l’organisation</translation>
    </message>
    <message>
        <source>C&amp;hoose key …</source>
        <translation>Choisir la c&amp;lé …</translation>
    </message>
    <message>
        <source>Use this place</source>
        <translation>Utiliser cet emplacement</translation>
    </message>
    <message>
        <source>House key</source>
        <translation>Clé de la maison</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>This dossier is encrypted: what is exchanged must be, too. Choose the file with the house key.</source>
        <translation>Ce dossier est chiffré : ce qui est échangé doit l’être aussi. Choisissez le fichier de la clé de l’organisation.</translation>
    </message>
</context>
<context>
    <name>Policy</name>
    <message>
        <source>Set by your administrator</source>
        <translation>Défini par votre administrateur</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Recipient of the preview and the check</source>
        <translation>Destinataire de l’aperçu et de la vérification</translation>
    </message>
    <message>
        <source>Preview and check the export for a recipient, without the content that they may not see.</source>
        <translation>Affiche et vérifie l’export pour un destinataire, sans le contenu qu’il ne peut pas voir.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinataire</translation>
    </message>
    <message>
        <source>Internal version</source>
        <translation>Version interne</translation>
    </message>
    <message>
        <source>For the public</source>
        <translation>Pour tous</translation>
    </message>
    <message>
        <source>For {name}</source>
        <translation>Pour {name}</translation>
    </message>
    <message>
        <source>{zoom} %</source>
        <translation>{zoom} %</translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>The pages of the export. There are none yet.</source>
        <translation>Les pages de l’export. Il n’y en a pas encore.</translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the export, at {zoom} %. Click an item to select it.</source>
        <translation>Page {page} sur {pages} de l’export, à {zoom} %. Cliquez sur un élément pour le sélectionner.</translation>
    </message>
</context>
<context>
    <name>PrintingTexts</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer</source>
        <translation>
            <numerusform>%n page envoyée à l’imprimante</numerusform>
            <numerusform>%n pages envoyées à l’imprimante</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Regarder dans&#xa0;:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Fichiers de &amp;type&#xa0;:</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Maj</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Page préc.</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Page suiv.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Bas</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gauche</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Droite</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Inser</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>QtPrompter</name>
    <message>
        <source>Operation failed</source>
        <translation>Échec de l’opération</translation>
    </message>
</context>
<context>
    <name>QueryCompletion</name>
    <message>
        <source>Completions</source>
        <translation>Compléments proposés</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Topics and suggestions</source>
        <translation>Thèmes et suggestions</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>Topics of</source>
        <translation>Thèmes de</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Edit details</source>
        <translation>Modifier les données</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} sur {count}</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>Aucun thème pour l’instant</translation>
    </message>
    <message>
        <source>No topic has terms in {language}. Only names that are the same in several languages are found.</source>
        <translation>Aucun thème n’a de termes pour cette langue : {language}. Seuls les noms identiques dans plusieurs langues sont trouvés.</translation>
    </message>
    <message>
        <source>The optional sentence vectors compare texts in all languages by meaning.</source>
        <translation>Les vecteurs de phrases, facultatifs, comparent les textes de toutes les langues par leur sens.</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Paragraphe</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Sélection</translation>
    </message>
    <message>
        <source>Add section to briefing</source>
        <translation>Ajouter la section au briefing</translation>
    </message>
    <message>
        <source>Add paragraph to briefing</source>
        <translation>Ajouter le paragraphe au briefing</translation>
    </message>
    <message>
        <source>Add selection to briefing</source>
        <translation>Ajouter la sélection au briefing</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Add a topic to the article</source>
        <translation>Ajouter un thème à l’article</translation>
    </message>
    <message>
        <source>Suggestions are still being looked for. Press the key again when they are listed.</source>
        <translation>Les suggestions sont encore recherchées. Appuyez de nouveau sur la touche quand elles sont dans la liste.</translation>
    </message>
    <message>
        <source>Add a topic</source>
        <translation>Ajouter un thème</translation>
    </message>
    <message>
        <source>Show in article</source>
        <translation>Afficher dans l’article</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
</context>
<context>
    <name>RailFoot</name>
    <message>
        <source>into</source>
        <translation>dans</translation>
    </message>
    <message>
        <source>Part of the briefing</source>
        <translation>Partie du briefing</translation>
    </message>
    <message>
        <source>Add section to briefing</source>
        <translation>Ajouter la section au briefing</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>a new briefing</source>
        <translation>un nouveau briefing</translation>
    </message>
</context>
<context>
    <name>ReadOnlyNotice</name>
    <message>
        <source>Save copy as …</source>
        <translation>Enregistrer une copie sous …</translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation>Ouvrir au nouvel emplacement</translation>
    </message>
</context>
<context>
    <name>ReaderBar</name>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Topics and suggestions</source>
        <translation>Thèmes et suggestions</translation>
    </message>
    <message>
        <source>More about the article</source>
        <translation>Plus sur l’article</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} sur {count}</translation>
    </message>
    <message numerus="yes">
        <source>Show the list of %n article(s)</source>
        <translation>
            <numerusform>Afficher la liste de %n article</numerusform>
            <numerusform>Afficher la liste de %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Corrected in %n place(s)</source>
        <translation>
            <numerusform>Corrigé à %n endroit</numerusform>
            <numerusform>Corrigé à %n endroits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyList</name>
    <message>
        <source>Tagged passages that can be added</source>
        <translation>Passages étiquetés qui peuvent être ajoutés</translation>
    </message>
    <message>
        <source>Press Enter to add a passage, or drag it into the outline.</source>
        <translation>Entrée ajoute un passage ; vous pouvez aussi le glisser dans le plan.</translation>
    </message>
</context>
<context>
    <name>ReadyToAdd</name>
    <message>
        <source>Ready to add</source>
        <translation>Prêts à ajouter</translation>
    </message>
    <message>
        <source>Add the selected passages</source>
        <translation>Ajouter les passages sélectionnés</translation>
    </message>
    <message numerus="yes">
        <source>%n tagged passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add to briefing</source>
        <translation>&amp;Ajouter au briefing</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>&amp;Voir dans l’article</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>&amp;Afficher dans le répertoire</translation>
    </message>
    <message>
        <source>&amp;Remove from this list</source>
        <translation>&amp;Retirer de cette liste</translation>
    </message>
    <message>
        <source>Open with {user}</source>
        <translation>Ouvert chez {user}</translation>
    </message>
</context>
<context>
    <name>RecentSearchDialog</name>
    <message>
        <source>Search recent dossiers</source>
        <translation>Chercher dans les dossiers récents</translation>
    </message>
    <message>
        <source>Type words, and press Enter to search the dossiers that you opened last. They are only read.</source>
        <translation>Saisissez des mots et appuyez sur Entrée pour chercher dans les derniers dossiers ouverts. Ils sont seulement lus.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>There are no other recent dossiers. The open one is searched in its list of articles.</source>
        <translation>Il n’y a pas d’autre dossier récent. Cherchez dans le dossier ouvert depuis sa liste d’articles.</translation>
    </message>
    <message numerus="yes">
        <source>Searching %n dossier(s) …</source>
        <translation>
            <numerusform>Recherche dans %n dossier …</numerusform>
            <numerusform>Recherche dans %n dossiers …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n résultat</numerusform>
            <numerusform>%n résultats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Signaler un problème</translation>
    </message>
    <message>
        <source>This report contains versions, settings and the last errors, but no content of a dossier and no paths. Save it and send it to your support, with what you did and what happened.</source>
        <translation>Ce rapport contient les versions, les réglages et les dernières erreurs, mais aucun contenu de dossier ni aucun chemin. Enregistrez-le et envoyez-le à votre assistance, avec ce que vous avez fait et ce qui s’est passé.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>The report is being made …</source>
        <translation>Le rapport est en préparation …</translation>
    </message>
    <message>
        <source>&amp;Save as …</source>
        <translation>&amp;Enregistrer sous …</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>Fichiers texte (*.txt)</translation>
    </message>
    <message>
        <source>The report is saved as {name}.</source>
        <translation>Le rapport est enregistré sous {name}.</translation>
    </message>
</context>
<context>
    <name>ReturnedFiles</name>
    <message>
        <source>Create a briefing first</source>
        <translation>Créez d’abord un briefing</translation>
    </message>
    <message>
        <source>Review corrections from Word</source>
        <translation>Revoir les corrections de Word</translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation>Document Word (*.docx)</translation>
    </message>
    <message>
        <source>Comparing “{file}” with the briefing …</source>
        <translation>Comparaison de « {file} » avec le briefing …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>ReviewFilters</name>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Quotations</source>
        <translation>Citations</translation>
    </message>
    <message>
        <source>Typography</source>
        <translation>Typographie</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Commentaires</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Tous</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>Changes in the file</source>
        <translation>Modifications dans le fichier</translation>
    </message>
    <message>
        <source>Press A to accept a change, R to reject it, N for the next one that is open.</source>
        <translation>Appuyez sur A pour accepter une modification, R pour la rejeter, N pour la prochaine en attente.</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>Close the review</source>
        <translation>Fermer la révision</translation>
    </message>
    <message>
        <source>No change matches the filters.</source>
        <translation>Aucune modification ne correspond aux filtres.</translation>
    </message>
    <message>
        <source>The file has no changes.</source>
        <translation>Le fichier n’a pas de modifications.</translation>
    </message>
    <message numerus="yes">
        <source>Accept all (%n)</source>
        <translation>
            <numerusform>Tout accepter (%n)</numerusform>
            <numerusform>Tout accepter (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>Tout rejeter</translation>
    </message>
    <message>
        <source>Choose a change first</source>
        <translation>Choisissez d’abord une modification</translation>
    </message>
    <message>
        <source>Review corrections from Word first</source>
        <translation>Examinez d’abord les corrections de Word</translation>
    </message>
    <message>
        <source>Comment marked as done</source>
        <translation>Commentaire marqué comme traité</translation>
    </message>
    <message>
        <source>Change accepted</source>
        <translation>Modification acceptée</translation>
    </message>
    <message>
        <source>Change rejected</source>
        <translation>Modification rejetée</translation>
    </message>
    <message>
        <source>Text of the file used</source>
        <translation>Texte du fichier utilisé</translation>
    </message>
    <message>
        <source>Added below the quotation as text</source>
        <translation>Ajouté sous la citation comme texte libre</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) accepted</source>
        <translation>
            <numerusform>%n modification acceptée</numerusform>
            <numerusform>%n modifications acceptées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quotation(s) left to look at</source>
        <translation>
            <numerusform>%n citation à examiner</numerusform>
            <numerusform>%n citations à examiner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) left to look at</source>
        <translation>
            <numerusform>%n conflit à examiner</numerusform>
            <numerusform>%n conflits à examiner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) cannot be applied</source>
        <translation>
            <numerusform>%n modification ne peut pas être appliquée</numerusform>
            <numerusform>%n modifications ne peuvent pas être appliquées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) rejected</source>
        <translation>
            <numerusform>%n modification rejetée</numerusform>
            <numerusform>%n modifications rejetées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message>
        <source>Reply</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Text changed</source>
        <translation>Texte modifié</translation>
    </message>
    <message>
        <source>Typography</source>
        <translation>Typographie</translation>
    </message>
    <message>
        <source>Paragraph added</source>
        <translation>Paragraphe ajouté</translation>
    </message>
    <message>
        <source>Paragraph removed</source>
        <translation>Paragraphe supprimé</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Déplacé</translation>
    </message>
    <message>
        <source>Paragraph split</source>
        <translation>Paragraphe divisé</translation>
    </message>
    <message>
        <source>Paragraphs joined</source>
        <translation>Paragraphes réunis</translation>
    </message>
    <message>
        <source>Style changed</source>
        <translation>Style modifié</translation>
    </message>
    <message>
        <source>Format changed</source>
        <translation>Mise en forme modifiée</translation>
    </message>
    <message>
        <source>Row added</source>
        <translation>Ligne ajoutée</translation>
    </message>
    <message>
        <source>Row removed</source>
        <translation>Ligne supprimée</translation>
    </message>
    <message>
        <source>Column added</source>
        <translation>Colonne ajoutée</translation>
    </message>
    <message>
        <source>Column removed</source>
        <translation>Colonne supprimée</translation>
    </message>
    <message>
        <source>Cell added</source>
        <translation>Cellule ajoutée</translation>
    </message>
    <message>
        <source>Cell removed</source>
        <translation>Cellule supprimée</translation>
    </message>
    <message>
        <source>Table added</source>
        <translation>Tableau ajouté</translation>
    </message>
    <message>
        <source>Table removed</source>
        <translation>Tableau supprimé</translation>
    </message>
    <message>
        <source>Table moved</source>
        <translation>Tableau déplacé</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>Note modifiée</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>Note ajoutée</translation>
    </message>
    <message>
        <source>Note removed</source>
        <translation>Note supprimée</translation>
    </message>
    <message>
        <source>Picture added</source>
        <translation>Image ajoutée</translation>
    </message>
    <message>
        <source>Picture removed</source>
        <translation>Image supprimée</translation>
    </message>
    <message>
        <source>Picture replaced</source>
        <translation>Image remplacée</translation>
    </message>
    <message>
        <source>Picture moved</source>
        <translation>Image déplacée</translation>
    </message>
    <message>
        <source>Header or footer changed</source>
        <translation>En-tête ou pied de page modifié</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Words highlighted or coloured</source>
        <translation>Mots surlignés ou colorés</translation>
    </message>
    <message>
        <source>Link changed</source>
        <translation>Lien modifié</translation>
    </message>
    <message>
        <source>quotation</source>
        <translation>citation</translation>
    </message>
    <message>
        <source>also changed here</source>
        <translation>aussi modifié ici</translation>
    </message>
    <message>
        <source>from the template</source>
        <translation>issu du modèle</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Traité</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Acceptée</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Unknown author</source>
        <translation>Auteur inconnu</translation>
    </message>
    <message>
        <source>partly made without Track Changes</source>
        <translation>en partie sans suivi des modifications</translation>
    </message>
    <message>
        <source>made without Track Changes; last saved by {name}, {when}</source>
        <translation>sans suivi des modifications&#xa0;; dernier enregistrement par {name}, {when}</translation>
    </message>
    <message>
        <source>made without Track Changes</source>
        <translation>sans suivi des modifications</translation>
    </message>
    <message>
        <source>Added: {words}</source>
        <translation>Ajouté&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Removed: {words}</source>
        <translation>Supprimé&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Moved to the beginning</source>
        <translation>Déplacé au début</translation>
    </message>
    <message>
        <source>Moved below “{words}”</source>
        <translation>Déplacé sous « {words} »</translation>
    </message>
    <message>
        <source>The file has a new picture here.</source>
        <translation>Le fichier a ici une nouvelle image.</translation>
    </message>
    <message>
        <source>The file no longer has this picture.</source>
        <translation>Le fichier n’a plus cette image.</translation>
    </message>
    <message>
        <source>The file has another picture here.</source>
        <translation>Le fichier a ici une autre image.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>space</source>
        <translation>espace</translation>
    </message>
    <message>
        <source>line break</source>
        <translation>saut de ligne</translation>
    </message>
    <message>
        <source>no-break space</source>
        <translation>espace insécable</translation>
    </message>
    <message>
        <source>narrow no-break space</source>
        <translation>espace fine insécable</translation>
    </message>
    <message>
        <source>thin space</source>
        <translation>espace fine</translation>
    </message>
    <message>
        <source>soft hyphen</source>
        <translation>tiret conditionnel</translation>
    </message>
    <message>
        <source>no-break hyphen</source>
        <translation>trait d’union insécable</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Gras</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Italique</translation>
    </message>
    <message>
        <source>Underlined</source>
        <translation>Souligné</translation>
    </message>
    <message>
        <source>Struck through</source>
        <translation>Barré</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texte simple</translation>
    </message>
    <message>
        <source>From the template</source>
        <translation>Issu du modèle</translation>
    </message>
    <message>
        <source>Title and details</source>
        <translation>Titre et données</translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>Autres endroits</translation>
    </message>
    <message>
        <source>Export of {when}</source>
        <translation>Export du {when}</translation>
    </message>
    <message>
        <source>Export of {when}, recognized by its text</source>
        <translation>Export du {when}, reconnu à son texte</translation>
    </message>
    <message>
        <source>Compared with the briefing as it is now: no export of this file is on record</source>
        <translation>Comparé avec le briefing tel qu’il est : aucun export de ce fichier n’est enregistré</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>pour {name}</translation>
    </message>
    <message>
        <source>edited by {names}</source>
        <translation>modifié par {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n modification</numerusform>
            <numerusform>%n modifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n en attente</numerusform>
            <numerusform>%n en attente</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>The export was stopped because its briefing was closed.</source>
        <translation>L’export a été arrêté, car son briefing a été fermé.</translation>
    </message>
    <message>
        <source>Creating the preview …</source>
        <translation>Création de l’aperçu …</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Vérifications</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Views of the briefing</source>
        <translation>Vues du briefing</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Waiting for the checks …</source>
        <translation>Attente des vérifications …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The preview could not be created. The briefing is safe.</source>
        <translation>L’aperçu n’a pas pu être créé. Le briefing est intact.</translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>new</source>
        <translation>nouveau</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Scroll the list</source>
        <translation>Faire défiler la liste</translation>
    </message>
</context>
<context>
    <name>SavedSearchCommands</name>
    <message>
        <source>Save search</source>
        <translation>Enregistrer la recherche</translation>
    </message>
    <message>
        <source>Name of the search:</source>
        <translation>Nom de la recherche :</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Rename search</source>
        <translation>Renommer la recherche</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
</context>
<context>
    <name>SavedSearchesDialog</name>
    <message>
        <source>Saved searches</source>
        <translation>Recherches enregistrées</translation>
    </message>
    <message>
        <source>No searches are saved. Search or filter the articles, then choose “Save search …”.</source>
        <translation>Aucune recherche n’est enregistrée. Cherchez ou filtrez des articles, puis choisissez « Enregistrer la recherche … ».</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>&amp;Renommer …</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Suppri&amp;mer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Search articles</source>
        <translation>Rechercher dans les articles</translation>
    </message>
    <message>
        <source>Search these as well</source>
        <translation>Rechercher aussi ces mots</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Les plus pertinents d’abord</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Les plus récents d’abord</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Les plus anciens d’abord</translation>
    </message>
    <message>
        <source>Last imported first</source>
        <translation>Les derniers importés d’abord</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Par titre</translation>
    </message>
    <message>
        <source>By publication</source>
        <translation>Par publication</translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation>Ordre de tri</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Lignes compactes</translation>
    </message>
    <message>
        <source>Filters ({count})</source>
        <translation>Filtres ({count})</translation>
    </message>
    <message>
        <source>{text} {count}</source>
        <translation>{text} {count}</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Non lus</translation>
    </message>
    <message>
        <source>Untagged</source>
        <translation>Sans thème</translation>
    </message>
    <message>
        <source>In briefing</source>
        <translation>Cités</translation>
    </message>
    <message>
        <source>{count} …</source>
        <translation>{count} …</translation>
    </message>
    <message numerus="yes">
        <source>Search %n article(s)</source>
        <translation>
            <numerusform>Rechercher dans %n article</numerusform>
            <numerusform>Rechercher dans %n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter by language, publication, date, tags and briefings</source>
        <translation>Filtrer par langue, publication, date, étiquettes et briefings</translation>
    </message>
</context>
<context>
    <name>SectionGrips</name>
    <message>
        <source>Sections that can be dragged to the briefing</source>
        <translation>Sections à faire glisser vers le briefing</translation>
    </message>
    <message>
        <source>Drag the section to the briefing</source>
        <translation>Faites glisser la section vers le briefing</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Send changes</source>
        <translation>Envoyer les modifications</translation>
    </message>
    <message>
        <source>The changes since the last exchange are written to a file, which you send as you like.</source>
        <translation>Les modifications depuis le dernier échange sont écrites dans un fichier, que vous envoyez comme vous voulez.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinataire</translation>
    </message>
    <message>
        <source>Nobody in particular: all changes</source>
        <translation>Personne en particulier : toutes les modifications</translation>
    </message>
    <message>
        <source>&amp;Recipient</source>
        <translation>&amp;Destinataire</translation>
    </message>
    <message>
        <source>With s&amp;ource pages</source>
        <translation>Avec les pages d’&amp;origine</translation>
    </message>
    <message>
        <source>With p&amp;ictures</source>
        <translation>Avec les &amp;images</translation>
    </message>
    <message>
        <source>Also where ri&amp;ghts are reserved or an embargo is not over</source>
        <translation>Même si des d&amp;roits sont réservés ou un embargo est en cours</translation>
    </message>
    <message>
        <source>&amp;Encrypt with a password</source>
        <translation>&amp;Chiffrer avec un mot de passe</translation>
    </message>
    <message>
        <source>Write file …</source>
        <translation>Écrire le fichier …</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>&amp;Modèles</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {folder}. They apply until you quit the program.</source>
        <translation>Les réglages ne peuvent pas être enregistrés dans {folder}. Ils s’appliquent jusqu’à ce que vous quittiez le programme.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Couleurs</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Taille du texte</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>&amp;Sauvegardes à conserver par dossier</translation>
    </message>
    <message>
        <source>&amp;Folder of backups</source>
        <translation>&amp;Répertoire des sauvegardes</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>Répertoires partagés</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Modifier …</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Suivre le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>To settle</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>What is to settle</source>
        <translation>Ce qui est à régler</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Aller à</translation>
    </message>
    <message>
        <source>Other versions</source>
        <translation>Autres versions</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Garder</translation>
    </message>
    <message>
        <source>&amp;Take the other</source>
        <translation>&amp;Prendre l’autre</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>Les &amp;deux</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were made by several desks at the same time. Nothing was lost: choose what stands.</source>
        <translation>
            <numerusform>%n modification a été faite par plusieurs postes en même temps. Rien n’est perdu : choisissez la version à retenir.</numerusform>
            <numerusform>%n modifications ont été faites par plusieurs postes en même temps. Rien n’est perdu : choisissez la version à retenir.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) of what others changed</source>
        <translation>
            <numerusform>%n suppression de ce que d’autres ont modifié</numerusform>
            <numerusform>%n suppressions de ce que d’autres ont modifié</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Both versions are merged. Where both changed one sentence, the later wording stands.</source>
        <translation>Les deux versions sont fusionnées. Là où les deux ont changé une phrase, la plus récente est retenue.</translation>
    </message>
    <message>
        <source>The stricter marking stands until you choose.</source>
        <translation>Le marquage le plus strict s’applique tant que vous n’avez pas choisi.</translation>
    </message>
    <message>
        <source>The stricter limit stands until you choose.</source>
        <translation>La limite la plus stricte s’applique tant que vous n’avez pas choisi.</translation>
    </message>
    <message>
        <source>The reading that came first stands.</source>
        <translation>La première lecture est retenue.</translation>
    </message>
    <message>
        <source>One desk removed this while another changed it. What was changed is kept.</source>
        <translation>Un poste l’a supprimé pendant qu’un autre le modifiait. Ce qui a été modifié reste.</translation>
    </message>
    <message>
        <source>The later change stands.</source>
        <translation>La modification la plus récente est retenue.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Current version</source>
        <translation>Version actuelle</translation>
    </message>
    <message>
        <source>Other version</source>
        <translation>Autre version</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>Share this dossier</source>
        <translation>Partager ce dossier</translation>
    </message>
    <message>
        <source>From now on each change is recorded so that other desks can take it in. What was done before now can no longer be undone.</source>
        <translation>Désormais, chaque modification est enregistrée pour que d’autres postes puissent l’intégrer. Ce qui a été fait auparavant ne peut plus être annulé.</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it</source>
        <translation>Votre nom, tel que vos collègues le voient</translation>
    </message>
    <message>
        <source>It stands beside your changes in the dossiers of all desks, and in no export.</source>
        <translation>Il figure à côté de vos modifications dans les dossiers de tous les postes, et dans aucun export.</translation>
    </message>
    <message>
        <source>Share dossier</source>
        <translation>Partager le dossier</translation>
    </message>
</context>
<context>
    <name>SharedFolderCheck</name>
    <message>
        <source>{fault} The last good copy is used.</source>
        <translation>{fault} La dernière bonne copie est utilisée.</translation>
    </message>
    <message>
        <source>No longer in the shared folder: {names}. The last copies are used.</source>
        <translation>Ne sont plus dans le répertoire partagé : {names}. Les dernières copies sont utilisées.</translation>
    </message>
</context>
<context>
    <name>SharedTaxonomies</name>
    <message>
        <source>{folder} cannot be reached. The last copies of its taxonomies are used.</source>
        <translation>{folder} est injoignable. Les dernières copies de ses taxonomies sont utilisées.</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
</context>
<context>
    <name>ShortcutModel</name>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>In the text: tag with a recent topic</source>
        <translation>Dans le texte : étiqueter avec un thème récent</translation>
    </message>
    <message>
        <source>In the text: find a topic by its first letters</source>
        <translation>Dans le texte : trouver un thème par ses premières lettres</translation>
    </message>
    <message>
        <source>In the text: select another suggestion</source>
        <translation>Dans le texte : sélectionner une autre suggestion</translation>
    </message>
    <message>
        <source>In the text: accept the selected suggestion</source>
        <translation>Dans le texte : accepter la suggestion sélectionnée</translation>
    </message>
    <message>
        <source>In the text: extend the selection to paragraph, then section</source>
        <translation>Dans le texte : étendre la sélection au paragraphe, puis à la section</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Gauche, Droite</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>SourceDrawer</name>
    <message>
        <source>Choose an excerpt, or put the cursor on a statement that is in a source</source>
        <translation>Choisissez un extrait, ou placez le curseur sur un énoncé présent dans une source</translation>
    </message>
    <message>
        <source>All statements are in the sources, or were left as they are.</source>
        <translation>Tous les énoncés sont dans les sources ou ont été laissés tels quels.</translation>
    </message>
</context>
<context>
    <name>SourcePeek</name>
    <message>
        <source>Text of the article</source>
        <translation>Texte de l’article</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>Dans l’article</translation>
    </message>
    <message>
        <source>Open in Read</source>
        <translation>Ouvrir dans « Lecture »</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Extend to the whole section</source>
        <translation>Étendre à toute la section</translation>
    </message>
    <message>
        <source>Add the next section</source>
        <translation>Ajouter la section suivante</translation>
    </message>
    <message>
        <source>Make it a footnote</source>
        <translation>Citer en note</translation>
    </message>
</context>
<context>
    <name>SpellingMarks</name>
    <message>
        <source>Spelling is not checked. Turn it on in the context menu of the text.</source>
        <translation>L’orthographe n’est pas vérifiée. Activez la vérification dans le menu contextuel du texte.</translation>
    </message>
    <message>
        <source>There is no dictionary for this language. Install a Hunspell dictionary, or choose a dictionary folder in the context menu of the text.</source>
        <translation>Il n’y a pas de dictionnaire pour cette langue. Installez un dictionnaire Hunspell, ou choisissez un répertoire de dictionnaires dans le menu contextuel du texte.</translation>
    </message>
    <message>
        <source>No misspelt words found.</source>
        <translation>Aucune faute d’orthographe trouvée.</translation>
    </message>
    <message>
        <source>Searching for suggestions …</source>
        <translation>Recherche de suggestions …</translation>
    </message>
    <message>
        <source>Add “%1” to the &amp;dossier’s dictionary</source>
        <translation>Ajouter «&#xa0;%1&#xa0;» au dictionnaire du &amp;dossier</translation>
    </message>
    <message>
        <source>Add “%1” to &amp;my dictionary</source>
        <translation>Ajouter «&#xa0;%1&#xa0;» à &amp;mon dictionnaire</translation>
    </message>
    <message>
        <source>&amp;Ignore “%1”</source>
        <translation>&amp;Ignorer « %1 »</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Aucune suggestion</translation>
    </message>
    <message>
        <source>Check &amp;spelling</source>
        <translation>&amp;Vérifier l’orthographe</translation>
    </message>
    <message>
        <source>Dictionary &amp;folder …</source>
        <translation>Répertoire des di&amp;ctionnaires …</translation>
    </message>
    <message>
        <source>Folder with Hunspell dictionaries (.aff and .dic)</source>
        <translation>Répertoire de dictionnaires Hunspell (.aff et .dic)</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Today {time}</source>
        <translation>Aujourd’hui {time}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>From articles to a briefing that you can hand over. Nothing leaves this computer.</source>
        <translation>Des articles à un briefing prêt à être remis. Rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Essayer l’exemple</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Ouvrir …</translation>
    </message>
    <message>
        <source>New dossier</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Recent dossiers</source>
        <translation>Dossiers récents</translation>
    </message>
    <message>
        <source>Find a dossier</source>
        <translation>Trouver un dossier</translation>
    </message>
    <message>
        <source>No recent dossier has this name.</source>
        <translation>Aucun dossier récent ne porte ce nom.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Drop files, folders, mail or a copied page. Clean text, in sections.</source>
        <translation>Déposez des fichiers, des répertoires, des courriels ou une page copiée. Un texte propre, en sections.</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiqueter</translation>
    </message>
    <message>
        <source>Accept suggestions, which show their evidence, or type three letters.</source>
        <translation>Acceptez les suggestions, qui montrent leurs indices, ou tapez trois lettres.</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Arrange, check, export: Word and PDF after your template.</source>
        <translation>Ordonnez, vérifiez, exportez : Word et PDF d’après votre modèle.</translation>
    </message>
    <message>
        <source>Drop articles anywhere in this window to begin a new dossier with them</source>
        <translation>Déposez des articles dans cette fenêtre pour commencer un nouveau dossier</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n briefing(s)</source>
        <translation>
            <numerusform>%n briefing</numerusform>
            <numerusform>%n briefings</numerusform>
        </translation>
    </message>
    <message>
        <source>no briefing</source>
        <translation>aucun briefing</translation>
    </message>
</context>
<context>
    <name>StrongModel</name>
    <message>
        <source>Topic</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Mots</translation>
    </message>
</context>
<context>
    <name>StrongSuggestions</name>
    <message>
        <source>There are no strong suggestions for this article.</source>
        <translation>Il n’y a pas de suggestion forte pour cet article.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Topics are still being looked for. The list opens when they are found.</source>
        <translation>La recherche de thèmes est en cours. La liste s’ouvrira dès qu’ils seront trouvés.</translation>
    </message>
    <message>
        <source>There are no strong suggestions for these articles.</source>
        <translation>Il n’y a pas de suggestion forte pour ces articles.</translation>
    </message>
    <message>
        <source>The suggestions were found.</source>
        <translation>Les suggestions ont été trouvées.</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>Afficher la liste</translation>
    </message>
</context>
<context>
    <name>StructureCommands</name>
    <message>
        <source>The hyphen was kept. If it only breaks a word, undo and use “Join and remove hyphen”.</source>
        <translation>Le trait d’union a été conservé. S’il ne fait que couper un mot, annulez et utilisez « Réunir sans le trait d’union ».</translation>
    </message>
    <message>
        <source>Place the cursor where the second part begins. Press Enter to split, Esc to cancel.</source>
        <translation>Placez le curseur au début de la seconde partie. Appuyez sur Entrée pour diviser, sur Échap pour annuler.</translation>
    </message>
    <message>
        <source>Place the cursor on the line of the excluded text first.</source>
        <translation>Placez d’abord le curseur sur la ligne du texte exclu.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>Paragraph language: {language}</source>
        <translation>Langue du paragraphe : {language}</translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation>Rien à modifier.</translation>
    </message>
    <message>
        <source>Done: {act}.</source>
        <translation>Fait : {act}.</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) on these words were removed.</source>
        <translation>
            <numerusform>%n étiquette sur ces mots a été retirée.</numerusform>
            <numerusform>%n étiquettes sur ces mots ont été retirées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings also changed.</source>
        <translation>
            <numerusform>%n extrait des briefings a aussi changé.</numerusform>
            <numerusform>%n extraits des briefings ont aussi changé.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Faire défiler les suggestions</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>accepter</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>rejeter</translation>
    </message>
    <message>
        <source>last topic</source>
        <translation>dernier thème</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Fortes</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>Possibles</translation>
    </message>
    <message>
        <source>Looking for topics …</source>
        <translation>Recherche de thèmes …</translation>
    </message>
    <message>
        <source>No more suggestions</source>
        <translation>Aucune autre suggestion</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n strong in the article …</source>
        <translation>
            <numerusform>Accepter %n forte dans l’article …</numerusform>
            <numerusform>Accepter %n fortes dans l’article …</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept strong suggestions in the article …</source>
        <translation>Accepter les suggestions fortes de l’article …</translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message>
        <source>Suggested: {topic}</source>
        <translation>Suggéré : {topic}</translation>
    </message>
    <message>
        <source>Accept {topic}</source>
        <translation>Accepter {topic}</translation>
    </message>
    <message>
        <source>Reject {topic}</source>
        <translation>Rejeter {topic}</translation>
    </message>
    <message>
        <source>“{word}”</source>
        <translation>« {word} »</translation>
    </message>
    <message>
        <source>{words} and {count} more</source>
        <translation>{words} et {count} autres</translation>
    </message>
    <message numerus="yes">
        <source>Accepted %n of {count} times before.</source>
        <translation>
            <numerusform>Accepté %n fois sur {count} jusqu’ici.</numerusform>
            <numerusform>Accepté %n fois sur {count} jusqu’ici.</numerusform>
        </translation>
    </message>
    <message>
        <source>Also named in the title.</source>
        <translation>Également cité dans le titre.</translation>
    </message>
    <message>
        <source>Like sections that you tagged.</source>
        <translation>Comme des sections que vous avez étiquetées.</translation>
    </message>
</context>
<context>
    <name>TagBox</name>
    <message>
        <source>Press Enter to tag, Esc to close</source>
        <translation>Entrée pour étiqueter, Échap pour fermer</translation>
    </message>
    <message>
        <source>Create topic “{name}”</source>
        <translation>Créer le thème « {name} »</translation>
    </message>
</context>
<context>
    <name>TagCommands</name>
    <message>
        <source>Tagged: {topic}</source>
        <translation>Étiqueté : {topic}</translation>
    </message>
    <message>
        <source>Tag moved: {topic}</source>
        <translation>Étiquette déplacée : {topic}</translation>
    </message>
    <message>
        <source>Tag removed: {topic}</source>
        <translation>Étiquette retirée : {topic}</translation>
    </message>
    <message numerus="yes">
        <source>%n suggestion(s) accepted</source>
        <translation>
            <numerusform>%n suggestion acceptée</numerusform>
            <numerusform>%n suggestions acceptées</numerusform>
        </translation>
    </message>
    <message>
        <source>Added to “{part}”</source>
        <translation>Ajouté à « {part} »</translation>
    </message>
</context>
<context>
    <name>TagEdgeEditor</name>
    <message>
        <source>Start of tag:</source>
        <translation>Début de l’étiquette :</translation>
    </message>
    <message>
        <source>End of tag:</source>
        <translation>Fin de l’étiquette :</translation>
    </message>
    <message>
        <source>Press Left or Right to move it, with Ctrl by words; Home or End to switch; Enter to save, Esc to cancel.</source>
        <translation>Appuyez sur Gauche ou Droite pour le déplacer, avec Ctrl par mots ; Début ou Fin pour changer de côté ; Entrée pour enregistrer, Échap pour annuler.</translation>
    </message>
    <message>
        <source>The tag must cover at least one word. It was not changed.</source>
        <translation>L’étiquette doit couvrir au moins un mot. Elle n’a pas été modifiée.</translation>
    </message>
</context>
<context>
    <name>TagLabel</name>
    <message>
        <source>Tag {topic} on {passage}</source>
        <translation>Étiquette {topic} sur {passage}</translation>
    </message>
    <message>
        <source>{topic}: {passage}</source>
        <translation>{topic} : {passage}</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Retirer l’étiquette</translation>
    </message>
</context>
<context>
    <name>TagMargin</name>
    <message>
        <source>Article tags</source>
        <translation>Étiquettes de l’article</translation>
    </message>
</context>
<context>
    <name>TagOverviewDialog</name>
    <message>
        <source>Tags by topic</source>
        <translation>Étiquettes par thème</translation>
    </message>
    <message>
        <source>Tags in</source>
        <translation>Étiquettes dans</translation>
    </message>
    <message>
        <source>Whole dossier</source>
        <translation>Tout le dossier</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Article ouvert</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Ajouter au &amp;briefing</translation>
    </message>
    <message>
        <source>Scroll the tags</source>
        <translation>Faire défiler les étiquettes</translation>
    </message>
    <message>
        <source>Press Right to open a topic, Enter to go to a passage, Ctrl+Enter to add it to the briefing, or drag it there.</source>
        <translation>Appuyez sur Droite pour ouvrir un thème, Entrée pour aller à un passage, Ctrl+Entrée pour l’ajouter au briefing, ou faites-le glisser.</translation>
    </message>
    <message>
        <source>Nothing is tagged here yet.</source>
        <translation>Il n’y a pas encore d’étiquettes ici.</translation>
    </message>
</context>
<context>
    <name>TagOverviewModel</name>
    <message>
        <source>Topic, passages</source>
        <translation>Thème, passages</translation>
    </message>
    <message>
        <source>Tags, article</source>
        <translation>Étiquettes, article</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n étiquette</numerusform>
            <numerusform>%n étiquettes</numerusform>
        </translation>
    </message>
    <message>
        <source>{topic}, {tags}</source>
        <translation>{topic}, {tags}</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>Topic {topic}</source>
        <translation>Thème {topic}</translation>
    </message>
    <message>
        <source>Topic {topic} on {count} passages</source>
        <translation>Thème {topic} sur {count} passages</translation>
    </message>
    <message>
        <source>Remove {topic} (Del)</source>
        <translation>Retirer {topic} (Suppr)</translation>
    </message>
    <message>
        <source>Remove {topic}</source>
        <translation>Retirer {topic}</translation>
    </message>
</context>
<context>
    <name>TakenInDialog</name>
    <message>
        <source>Changes of others</source>
        <translation>Modifications des autres</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of other desks were taken in.</source>
        <translation>
            <numerusform>%n modification d’autres postes a été intégrée.</numerusform>
            <numerusform>%n modifications d’autres postes ont été intégrées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was taken in from other desks yet.</source>
        <translation>Rien n’a encore été intégré depuis d’autres postes.</translation>
    </message>
    <message>
        <source>Whose changes</source>
        <translation>Modifications de qui</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Aller à</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Tout le monde</translation>
    </message>
    <message>
        <source>Undo takes back your own changes only, also those that others have seen.</source>
        <translation>« Annuler » ne reprend que vos propres modifications, même celles que d’autres ont vues.</translation>
    </message>
    <message>
        <source>Change: {place}</source>
        <translation>Modification : {place}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modification</translation>
    </message>
</context>
<context>
    <name>TaxonomiesDialog</name>
    <message>
        <source>Taxonomies of this dossier</source>
        <translation>Taxonomies de ce dossier</translation>
    </message>
    <message>
        <source>Taxonomies</source>
        <translation>Taxonomies</translation>
    </message>
    <message>
        <source>Shared &amp;folder …</source>
        <translation>Répertoire &amp;partagé …</translation>
    </message>
    <message>
        <source>&amp;No shared folder</source>
        <translation>A&amp;ucun répertoire partagé</translation>
    </message>
    <message>
        <source>Select the taxonomies for this dossier. Topics that are already used as tags are kept.</source>
        <translation>Sélectionnez les taxonomies de ce dossier. Les thèmes déjà utilisés comme étiquettes sont conservés.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>{name} (shared)</source>
        <translation>{name} (partagée)</translation>
    </message>
    <message>
        <source>{name} (not found)</source>
        <translation>{name} (introuvable)</translation>
    </message>
    <message>
        <source>No shared folder is set.</source>
        <translation>Aucun répertoire partagé n’est défini.</translation>
    </message>
    <message>
        <source>Diplomacy</source>
        <translation>Diplomatie</translation>
    </message>
    <message>
        <source>Economic security</source>
        <translation>Sécurité économique</translation>
    </message>
    <message>
        <source>Shared taxonomy folder</source>
        <translation>Répertoire partagé des taxonomies</translation>
    </message>
</context>
<context>
    <name>TemplateCards</name>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
</context>
<context>
    <name>TemplateFindingsModel</name>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Conseil</translation>
    </message>
    <message>
        <source>{severity} at {place}: {words}</source>
        <translation>{severity} à {place} : {words}</translation>
    </message>
</context>
<context>
    <name>TemplateFindingsView</name>
    <message>
        <source>Issues in the template</source>
        <translation>Problèmes du modèle</translation>
    </message>
</context>
<context>
    <name>TextPictures</name>
    <message>
        <source>Insert picture</source>
        <translation>Insérer une image</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Images ({endings})</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Image collée</translation>
    </message>
</context>
<context>
    <name>TextSizeCommands</name>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Font with &amp;serifs</source>
        <translation>Police à &amp;empattements</translation>
    </message>
</context>
<context>
    <name>TextToolbar</name>
    <message>
        <source>Bold</source>
        <translation>Gras</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Italique</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>Souligné</translation>
    </message>
    <message>
        <source>Link to a web page</source>
        <translation>Lien vers une page web</translation>
    </message>
    <message>
        <source>Insert a note, or switch between a note and its reference</source>
        <translation>Insérer une note, ou passer de la note à son appel</translation>
    </message>
    <message>
        <source>Insert a picture</source>
        <translation>Insérer une image</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
    <message>
        <source>More tools for the text</source>
        <translation>Autres outils pour le texte</translation>
    </message>
    <message>
        <source>Note at the cursor</source>
        <translation>Note au curseur</translation>
    </message>
    <message>
        <source>&amp;Insert table</source>
        <translation>&amp;Insérer un tableau</translation>
    </message>
    <message>
        <source>Row &amp;above</source>
        <translation>Ligne au-&amp;dessus</translation>
    </message>
    <message>
        <source>Row &amp;below</source>
        <translation>Ligne au-d&amp;essous</translation>
    </message>
    <message>
        <source>Column to the &amp;left</source>
        <translation>Colonne à &amp;gauche</translation>
    </message>
    <message>
        <source>Column to the &amp;right</source>
        <translation>Colonne à d&amp;roite</translation>
    </message>
    <message>
        <source>Remove r&amp;ow</source>
        <translation>Supprimer la &amp;ligne</translation>
    </message>
    <message>
        <source>Remove &amp;column</source>
        <translation>Supprimer la &amp;colonne</translation>
    </message>
    <message>
        <source>Remove &amp;table</source>
        <translation>Supprimer le &amp;tableau</translation>
    </message>
    <message>
        <source>First row is a &amp;header</source>
        <translation>La &amp;première ligne est un en-tête</translation>
    </message>
    <message>
        <source>Paragraph style</source>
        <translation>Style du paragraphe</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Paragraphe</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>Titre 1</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>Titre 2</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>Titre 3</translation>
    </message>
    <message>
        <source>Bullet list</source>
        <translation>Liste à puces</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Liste numérotée</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>Citation</translation>
    </message>
    <message>
        <source>Go to the &amp;reference</source>
        <translation>Aller à l’&amp;appel</translation>
    </message>
    <message>
        <source>Go to the &amp;note</source>
        <translation>Aller à la &amp;note</translation>
    </message>
    <message>
        <source>Remove the n&amp;ote</source>
        <translation>Retirer la n&amp;ote</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tableau</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Lien</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adresse de la page</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Insérer</translation>
    </message>
    <message>
        <source>Only web and e-mail addresses can be linked.</source>
        <translation>Seules les adresses web et de courriel peuvent être liées.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close message</source>
        <translation>Fermer le message</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>TopicChoiceList</name>
    <message>
        <source>Topics found</source>
        <translation>Thèmes trouvés</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation>Saisissez un thème …</translation>
    </message>
</context>
<context>
    <name>TopicChooser</name>
    <message>
        <source>Group</source>
        <translation>Groupe</translation>
    </message>
    <message>
        <source>Type a group …</source>
        <translation>Saisissez un groupe …</translation>
    </message>
    <message>
        <source>Groups found</source>
        <translation>Groupes trouvés</translation>
    </message>
</context>
<context>
    <name>TopicCommands</name>
    <message>
        <source>Rename topic</source>
        <translation>Renommer le thème</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nom :</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation>Renommer le groupe</translation>
    </message>
    <message>
        <source>Merge {topics} into which topic?</source>
        <translation>Dans quel thème fusionner {topics}&#xa0;?</translation>
    </message>
    <message>
        <source>Merge topics</source>
        <translation>Fusionner des thèmes</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <source>Put {topics} into which group?</source>
        <translation>Dans quel groupe placer {topics} ?</translation>
    </message>
    <message>
        <source>Choose group</source>
        <translation>Choisir un groupe</translation>
    </message>
    <message numerus="yes">
        <source>Which topic should the %n section(s) found be tagged with?</source>
        <translation>
            <numerusform>Avec quel thème étiqueter la section trouvée ?</numerusform>
            <numerusform>Avec quel thème étiqueter les %n sections trouvées ?</numerusform>
        </translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiqueter</translation>
    </message>
    <message>
        <source>Tag all results</source>
        <translation>Étiqueter tous les résultats</translation>
    </message>
    <message>
        <source>Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)</source>
        <translation>Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Import topics</source>
        <translation>Importer des thèmes</translation>
    </message>
    <message>
        <source>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</source>
        <translation>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</translation>
    </message>
    <message>
        <source>Export topics</source>
        <translation>Exporter les thèmes</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) exported to {file}</source>
        <translation>
            <numerusform>%n thème exporté dans {file}</numerusform>
            <numerusform>%n thèmes exportés dans {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file has %n more error(s).</source>
        <translation>
            <numerusform>Le fichier a encore %n erreur.</numerusform>
            <numerusform>Le fichier a encore %n erreurs.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of the file was not imported.</source>
        <translation>Une partie du fichier n’a pas été importée.</translation>
    </message>
    <message>
        <source>Choose a broader topic.</source>
        <translation>Choisissez un thème plus large.</translation>
    </message>
    <message>
        <source>Broader topic</source>
        <translation>Thème plus large</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.</source>
        <translation>
            <numerusform>%n étiquette sera aussi supprimée ({topics}). Pour la garder, fusionnez plutôt le thème. Vous pourrez l’annuler.</numerusform>
            <numerusform>%n étiquettes seront aussi supprimées ({topics}). Pour les garder, fusionnez plutôt le thème. Vous pourrez l’annuler.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) imported</source>
        <translation>
            <numerusform>%n thème importé</numerusform>
            <numerusform>%n thèmes importés</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Remove topics</source>
        <translation>Supprimer des thèmes</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>TopicFilter</name>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>No article is tagged yet</source>
        <translation>Aucun article n’est encore étiqueté</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Tous les articles</translation>
    </message>
    <message>
        <source>{topic} ({count})</source>
        <translation>{topic} ({count})</translation>
    </message>
    <message>
        <source>Topics ({count})</source>
        <translation>Thèmes ({count})</translation>
    </message>
    <message>
        <source>Any topic</source>
        <translation>Tous les thèmes</translation>
    </message>
    <message>
        <source>Filter articles by topic</source>
        <translation>Filtrer les articles par thème</translation>
    </message>
    <message>
        <source>Show only articles with these topics</source>
        <translation>N’afficher que les articles avec ces thèmes</translation>
    </message>
</context>
<context>
    <name>TopicForm</name>
    <message>
        <source>Edit topic</source>
        <translation>Modifier le thème</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Nouveau thème</translation>
    </message>
    <message>
        <source>The changes of this topic are not saved.</source>
        <translation>Les modifications de ce thème ne sont pas enregistrées.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Abandonner les modifications</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Terms</source>
        <translation>&amp;Termes</translation>
    </message>
    <message>
        <source>&amp;Excluded words</source>
        <translation>Mots &amp;exclus</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Description</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Groupe</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>&amp;Broader topic</source>
        <translation>Thème &amp;plus large</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Couleur</translation>
    </message>
    <message>
        <source>{countries} (with {others})</source>
        <translation>{countries} (avec {others})</translation>
    </message>
    <message>
        <source>C&amp;hoose …</source>
        <translation>C&amp;hoisir …</translation>
    </message>
    <message>
        <source>Choose broader topic</source>
        <translation>Choisir un thème plus large</translation>
    </message>
    <message>
        <source>N&amp;one</source>
        <translation>Auc&amp;un</translation>
    </message>
    <message>
        <source>No broader topic</source>
        <translation>Aucun thème plus large</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>Vermillon</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Pourpre</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocre</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>Lie de vin</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Sarcelle</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Olive</translation>
    </message>
    <message>
        <source>{colour}, dark</source>
        <translation>{colour} foncé</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Words that suggest the topic, one per line</source>
        <translation>Mots qui suggèrent le thème, un par ligne</translation>
    </message>
    <message>
        <source>Words that must not suggest the topic, one per line</source>
        <translation>Mots qui ne doivent pas suggérer le thème, un par ligne</translation>
    </message>
</context>
<context>
    <name>TopicList</name>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Faire défiler les thèmes</translation>
    </message>
</context>
<context>
    <name>TopicMenu</name>
    <message>
        <source>Search for words first. Then the sections found can be tagged.</source>
        <translation>Cherchez d’abord des mots. Les sections trouvées pourront ensuite être étiquetées.</translation>
    </message>
</context>
<context>
    <name>TopicTreeModel</name>
    <message>
        <source>Topic</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Group: {group}</source>
        <translation>Groupe : {group}</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n étiquette</numerusform>
            <numerusform>%n étiquettes</numerusform>
        </translation>
    </message>
    <message>
        <source>{topic}, {tags}</source>
        <translation>{topic}, {tags}</translation>
    </message>
</context>
<context>
    <name>TopicsDialog</name>
    <message>
        <source>Topics</source>
        <translation>Thèmes</translation>
    </message>
    <message>
        <source>Find a topic</source>
        <translation>Trouver un thème</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Faire défiler les thèmes</translation>
    </message>
    <message>
        <source>&amp;New …</source>
        <translation>&amp;Nouveau …</translation>
    </message>
    <message>
        <source>&amp;Edit …</source>
        <translation>&amp;Modifier …</translation>
    </message>
    <message>
        <source>Ren&amp;ame …</source>
        <translation>&amp;Renommer …</translation>
    </message>
    <message>
        <source>&amp;Group …</source>
        <translation>&amp;Groupe …</translation>
    </message>
    <message>
        <source>&amp;Merge …</source>
        <translation>&amp;Fusionner …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Re&amp;store removed</source>
        <translation>Ré&amp;tablir les supprimés</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importer …</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>E&amp;xporter …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>Réta&amp;blir</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Lecture du fichier …</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>A dossier holds the articles that you import: files, mail, saved pages, or text that you paste. The arrow keys choose one; a dot marks what is unread.</source>
        <translation>Un dossier contient les articles que vous importez : fichiers, courriels, pages enregistrées ou texte collé. Les flèches en choisissent un ; un point signale ce qui n’est pas lu.</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>Le texte</translation>
    </message>
    <message>
        <source>Articles are read in sections. Click into a section, or press Ctrl and an arrow key: what you do next holds for the marked one, or for words that you select.</source>
        <translation>Les articles se lisent par sections. Cliquez dans une section, ou appuyez sur Ctrl et une flèche : ce que vous faites ensuite vaut pour la section marquée, ou pour les mots sélectionnés.</translation>
    </message>
    <message>
        <source>Topics and suggestions</source>
        <translation>Thèmes et suggestions</translation>
    </message>
    <message>
        <source>Topics that fit the section are suggested with their evidence. Press + to accept and − to reject, or T and a few letters for any other topic.</source>
        <translation>Les thèmes qui conviennent sont suggérés avec leurs indices. + accepte, − rejette ; T et quelques lettres trouvent tout autre thème.</translation>
    </message>
    <message>
        <source>Read and Brief</source>
        <translation>Lecture et Briefing</translation>
    </message>
    <message>
        <source>Ctrl and Enter adds the section to a briefing. Ctrl+1 and Ctrl+2 switch between reading and writing. Nothing needs to be saved, and Ctrl+Z undoes every step.</source>
        <translation>Ctrl et Entrée ajoutent la section à un briefing. Ctrl+1 et Ctrl+2 passent de la lecture à l’écriture. Rien n’est à enregistrer, et Ctrl+Z annule chaque étape.</translation>
    </message>
    <message>
        <source>The outline</source>
        <translation>Le plan</translation>
    </message>
    <message>
        <source>A briefing has parts with items: passages of articles and your own texts. Gather collects all that is tagged. Alt and the arrow keys move an item.</source>
        <translation>Un briefing a des parties avec des éléments : passages d’articles et textes libres. « Rassembler » réunit tout ce qui est étiqueté. Alt et les flèches déplacent un élément.</translation>
    </message>
    <message>
        <source>The text of an item</source>
        <translation>Le texte d’un élément</translation>
    </message>
    <message>
        <source>Write your own texts here, and shorten passages. What differs from the source is marked in the export; the source stays one key away.</source>
        <translation>Écrivez ici vos textes libres et raccourcissez les passages. Ce qui diffère de la source est signalé à l’exportation ; la source reste à une touche.</translation>
    </message>
    <message>
        <source>Preview, checks, details</source>
        <translation>Aperçu, vérifications, données</translation>
    </message>
    <message>
        <source>The pages follow while you write. F7 lists what must be fixed before you hand the briefing over; F8 fixes what can be fixed safely.</source>
        <translation>Les pages suivent pendant que vous écrivez. F7 liste ce qui doit être corrigé avant la remise ; F8 corrige ce qui peut l’être sans risque.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Ctrl+E writes Word and PDF by the template of your house. F1 opens the guide about the place where you are.</source>
        <translation>Ctrl+E écrit Word et PDF d’après le modèle de votre maison. F1 ouvre le guide sur l’endroit où vous êtes.</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} sur {count}</translation>
    </message>
    <message>
        <source>End the first steps</source>
        <translation>Terminer les premiers pas</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
</context>
<context>
    <name>UnfinishedStrip</name>
    <message>
        <source>Interrupted import</source>
        <translation>Importation interrompue</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Go on with the import</source>
        <translation>Continuer l’importation</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Dismiss the interrupted import</source>
        <translation>Ignorer l’importation interrompue</translation>
    </message>
    <message numerus="yes">
        <source>An import was interrupted. %n file(s) were not read:</source>
        <translation>
            <numerusform>Une importation a été interrompue. %n fichier n’a pas été lu :</numerusform>
            <numerusform>Une importation a été interrompue. %n fichiers n’ont pas été lus :</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnplacedTagsDialog</name>
    <message>
        <source>Unplaced tags</source>
        <translation>Étiquettes non placées</translation>
    </message>
    <message>
        <source>&amp;Place here</source>
        <translation>&amp;Placer ici</translation>
    </message>
    <message>
        <source>The newer version does not contain these words. Choose what to do with the tags of each passage.</source>
        <translation>La nouvelle version ne contient pas ces mots. Choisissez que faire des étiquettes de chaque passage.</translation>
    </message>
    <message>
        <source>&amp;Remove tags</source>
        <translation>&amp;Retirer les étiquettes</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Décider plus tard</translation>
    </message>
    <message>
        <source>Tagged words: {words}</source>
        <translation>Mots étiquetés : {words}</translation>
    </message>
    <message>
        <source>No similar words were found. Tag other words and remove these tags.</source>
        <translation>Aucun mot semblable n’a été trouvé. Étiquetez d’autres mots et retirez ces étiquettes.</translation>
    </message>
    <message>
        <source>Possible match ({percent} %): {words}</source>
        <translation>Correspondance possible ({percent} %) : {words}</translation>
    </message>
</context>
<context>
    <name>VersionCommands</name>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copie</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unplaced tag(s)</source>
        <translation>
            <numerusform>%n étiquette non placée</numerusform>
            <numerusform>%n étiquettes non placées</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % in common</source>
        <translation>{percent} % en commun</translation>
    </message>
    <message>
        <source>Newer version of the article</source>
        <translation>Nouvelle version de l’article</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>The article was replaced with the newer version.</source>
        <translation>L’article a été remplacé par la nouvelle version.</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions of “{title}”</source>
        <translation>Versions de « {title} »</translation>
    </message>
    <message>
        <source>&amp;Save as version …</source>
        <translation>&amp;Enregistrer comme version …</translation>
    </message>
    <message>
        <source>Restore &amp;this version</source>
        <translation>&amp;Rétablir cette version</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>&amp;Export changes for Word …</source>
        <translation>E&amp;xporter les modifications suivies …</translation>
    </message>
    <message>
        <source>Changes since then</source>
        <translation>Modifications depuis lors</translation>
    </message>
    <message>
        <source>Export {file}</source>
        <translation>Export {file}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Version “{version}” removed</source>
        <translation>Version « {version} » supprimée</translation>
    </message>
    <message>
        <source>No versions yet. Save the current state under a name.</source>
        <translation>Pas encore de version. Enregistrez l’état actuel sous un nom.</translation>
    </message>
    <message>
        <source>Versions and exports</source>
        <translation>Versions et exports</translation>
    </message>
    <message>
        <source>Writes a Word document with what is new and what was removed as tracked changes. An export must have had a Word document.</source>
        <translation>Écrit un document Word où les ajouts et les suppressions sont des modifications suivies. Un export doit avoir compris un document Word.</translation>
    </message>
    <message>
        <source>Struck through: removed since the version. Underlined: added since then.</source>
        <translation>Barré&#xa0;: supprimé depuis la version. Souligné&#xa0;: ajouté depuis.</translation>
    </message>
    <message>
        <source>Struck through: removed since the export. Underlined: added since then.</source>
        <translation>Barré&#xa0;: supprimé depuis l’exportation. Souligné&#xa0;: ajouté depuis.</translation>
    </message>
    <message>
        <source>Save as version</source>
        <translation>Enregistrer comme version</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>Nom de la version</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>The other version</source>
        <translation>L’autre version</translation>
    </message>
    <message>
        <source>The current version</source>
        <translation>La version actuelle</translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Watch folder</source>
        <translation>Surveiller un répertoire</translation>
    </message>
</context>
<context>
    <name>WatchedFoldersDialog</name>
    <message>
        <source>Watched folders</source>
        <translation>Répertoires surveillés</translation>
    </message>
    <message>
        <source>New files in these folders and their subfolders are offered for import. Files already in them count as new.</source>
        <translation>Les nouveaux fichiers de ces répertoires et de leurs sous-répertoires sont proposés à l’importation. Ceux qui s’y trouvent déjà comptent comme nouveaux.</translation>
    </message>
    <message>
        <source>No folders are watched yet.</source>
        <translation>Aucun répertoire n’est encore surveillé.</translation>
    </message>
    <message>
        <source>&amp;Add folder …</source>
        <translation>&amp;Ajouter un répertoire …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
</context>
<context>
    <name>WrittenText</name>
    <message>
        <source>Unknown author</source>
        <translation>Auteur inconnu</translation>
    </message>
</context>
<context>
    <name>YamlEditor</name>
    <message>
        <source>Template as YAML</source>
        <translation>Modèle en YAML</translation>
    </message>
</context>
<context>
    <name>_ProgressLine</name>
    <message numerus="yes">
        <source>{done} of %n check(s) are passed or settled</source>
        <translation>
            <numerusform>{done} vérification sur %n réussie ou réglée</numerusform>
            <numerusform>{done} vérifications sur %n réussies ou réglées</numerusform>
        </translation>
    </message>
</context>
</TS>
