<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About briefbuilder</source>
        <translation>Über briefbuilder</translation>
    </message>
    <message>
        <source>Turns articles into policy briefings. Everything stays on this computer.</source>
        <translation>Macht aus Artikeln Briefings. Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Version {version}, under the MIT licence</source>
        <translation>Version {version}, unter der MIT-Lizenz</translation>
    </message>
    <message>
        <source>Components and their licences</source>
        <translation>Komponenten und ihre Lizenzen</translation>
    </message>
    <message>
        <source>Dossiers have format {format}, which version {program} and later open</source>
        <translation>Dossiers haben das Format {format}, das Version {program} und neuere öffnen</translation>
    </message>
    <message>
        <source>Qt {version}: LGPL 3.0, used as separate, replaceable libraries</source>
        <translation>Qt {version}: LGPL 3.0, verwendet als getrennte, ersetzbare Bibliotheken</translation>
    </message>
    <message>
        <source>see the licence text</source>
        <translation>siehe den Lizenztext</translation>
    </message>
</context>
<context>
    <name>AcceptStrongDialog</name>
    <message>
        <source>Accept strong suggestions</source>
        <translation>Starke Vorschläge annehmen</translation>
    </message>
    <message>
        <source>Each ticked topic is assigned to the section above it.</source>
        <translation>Jedes angekreuzte Thema wird dem Abschnitt darüber zugewiesen.</translation>
    </message>
    <message>
        <source>Strong suggestions</source>
        <translation>Starke Vorschläge</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Vorschläge rollen</translation>
    </message>
    <message>
        <source>Only the &amp;current section</source>
        <translation>Nur der &amp;aktuelle Abschnitt</translation>
    </message>
    <message numerus="yes">
        <source>Add %n topic(s)</source>
        <translation>
            <numerusform>%n Thema hinzufügen</numerusform>
            <numerusform>%n Themen hinzufügen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActionBoard</name>
    <message>
        <source>Open a dossier first</source>
        <translation>Öffnen Sie zuerst ein Dossier</translation>
    </message>
    <message>
        <source>The dossier is read-only</source>
        <translation>Das Dossier ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Create a briefing first</source>
        <translation>Erstellen Sie zuerst ein Briefing</translation>
    </message>
    <message>
        <source>Switch to Read first</source>
        <translation>Wechseln Sie zuerst zu „Lesen“</translation>
    </message>
    <message>
        <source>Switch to Brief first</source>
        <translation>Wechseln Sie zuerst zu „Briefing“</translation>
    </message>
    <message>
        <source>Not available here</source>
        <translation>Hier nicht verfügbar</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Previous article</source>
        <translation>Voriger Artikel</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Nächster Artikel</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>Voriger Absatz</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>Nächster Absatz</translation>
    </message>
    <message>
        <source>Previous section</source>
        <translation>Voriger Abschnitt</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>Nächster Abschnitt</translation>
    </message>
    <message>
        <source>&amp;Tag …</source>
        <translation>&amp;Verschlagworten …</translation>
    </message>
    <message>
        <source>Tag with the &amp;last topic</source>
        <translation>Mit dem &amp;letzten Thema verschlagworten</translation>
    </message>
    <message>
        <source>Adjust tag b&amp;oundaries</source>
        <translation>Grenzen des Schlagworts &amp;anpassen</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>Schlagwort &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Accept suggestion</source>
        <translation>Vorschlag a&amp;nnehmen</translation>
    </message>
    <message>
        <source>Re&amp;ject suggestion</source>
        <translation>Vorschlag a&amp;blehnen</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Zum &amp;Briefing hinzufügen</translation>
    </message>
    <message>
        <source>Co&amp;pies of this report</source>
        <translation>&amp;Kopien dieser Meldung</translation>
    </message>
    <message>
        <source>Email and attachme&amp;nts</source>
        <translation>E-&amp;Mail und Anhänge</translation>
    </message>
    <message>
        <source>Replace with newer &amp;version …</source>
        <translation>Durch neuere &amp;Version ersetzen …</translation>
    </message>
    <message>
        <source>&amp;Unplaced tags …</source>
        <translation>Schlagwörter &amp;ohne Stelle …</translation>
    </message>
    <message>
        <source>S&amp;ource page</source>
        <translation>&amp;Quellseite</translation>
    </message>
    <message>
        <source>Save source pag&amp;e as …</source>
        <translation>Quellseite s&amp;peichern unter …</translation>
    </message>
    <message>
        <source>Edit &amp;details of selected articles …</source>
        <translation>&amp;Angaben zu ausgewählten Artikeln bearbeiten …</translation>
    </message>
    <message>
        <source>&amp;New briefing …</source>
        <translation>&amp;Neues Briefing …</translation>
    </message>
    <message>
        <source>New briefing from t&amp;his …</source>
        <translation>Neues &amp;Briefing daraus …</translation>
    </message>
    <message>
        <source>&amp;Rename briefing …</source>
        <translation>Briefing &amp;umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Versions …</source>
        <translation>&amp;Versionen …</translation>
    </message>
    <message>
        <source>New &amp;part …</source>
        <translation>Neuer &amp;Teil …</translation>
    </message>
    <message>
        <source>New &amp;text</source>
        <translation>Neuer &amp;Freitext</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>&amp;Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Copy for &amp;handing on …</source>
        <translation>Kopie zum &amp;Weitergeben …</translation>
    </message>
    <message>
        <source>Prin&amp;t …</source>
        <translation>&amp;Drucken …</translation>
    </message>
    <message>
        <source>Te&amp;mplate designer</source>
        <translation>&amp;Vorlagen gestalten</translation>
    </message>
    <message>
        <source>&amp;Settings …</source>
        <translation>Einste&amp;llungen …</translation>
    </message>
    <message>
        <source>&amp;Verify an evidence pack …</source>
        <translation>Belegpaket &amp;prüfen …</translation>
    </message>
    <message>
        <source>&amp;Share this dossier …</source>
        <translation>Dieses Dossier &amp;teilen …</translation>
    </message>
    <message>
        <source>&amp;Place of exchange …</source>
        <translation>&amp;Ort des Austauschs …</translation>
    </message>
    <message>
        <source>E&amp;xchange now</source>
        <translation>&amp;Jetzt austauschen</translation>
    </message>
    <message>
        <source>Se&amp;nd changes …</source>
        <translation>Änderungen &amp;senden …</translation>
    </message>
    <message>
        <source>&amp;Take in changes …</source>
        <translation>Änderungen über&amp;nehmen …</translation>
    </message>
    <message>
        <source>Changes of &amp;others</source>
        <translation>Änderungen &amp;anderer</translation>
    </message>
    <message>
        <source>To s&amp;ettle …</source>
        <translation>&amp;Zu klären …</translation>
    </message>
    <message>
        <source>&amp;Desks</source>
        <translation>Arbeits&amp;plätze</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Copy as &amp;formatted text</source>
        <translation>Als &amp;formatierten Text kopieren</translation>
    </message>
    <message>
        <source>Find in &amp;article</source>
        <translation>&amp;Im Artikel suchen</translation>
    </message>
    <message>
        <source>Copy te&amp;xt of the article</source>
        <translation>&amp;Text des Artikels kopieren</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
    <message>
        <source>C&amp;lear search and filters</source>
        <translation>Suche und Filter &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Search &amp;recent dossiers …</source>
        <translation>&amp;Letzte Dossiers durchsuchen …</translation>
    </message>
    <message>
        <source>Search or run a co&amp;mmand …</source>
        <translation>Su&amp;chen oder Befehl ausführen …</translation>
    </message>
    <message>
        <source>Accept strong su&amp;ggestions …</source>
        <translation>Starke Vorschläge &amp;annehmen …</translation>
    </message>
    <message>
        <source>Mark as &amp;unread</source>
        <translation>Als &amp;ungelesen markieren</translation>
    </message>
    <message>
        <source>Re&amp;move article</source>
        <translation>Artikel &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Overview of the dossier</source>
        <translation>Ü&amp;berblick über das Dossier</translation>
    </message>
    <message>
        <source>disagreements, contradictions, chronology, actors, coverage</source>
        <translation>Widersprüche, Abweichungen, Unstimmigkeiten, Chronologie, Akteure, Presseecho</translation>
    </message>
    <message>
        <source>Changes since the last exp&amp;ort</source>
        <translation>Änderungen seit dem letzten E&amp;xport</translation>
    </message>
    <message>
        <source>Re&amp;move briefing …</source>
        <translation>Briefing &amp;entfernen …</translation>
    </message>
    <message>
        <source>&amp;Gather tagged passages</source>
        <translation>Passagen &amp;sammeln</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Quote one &amp;more sentence</source>
        <translation>Einen &amp;Satz mehr zitieren</translation>
    </message>
    <message>
        <source>Quote one senten&amp;ce less</source>
        <translation>Einen Satz weniger &amp;zitieren</translation>
    </message>
    <message>
        <source>Insert &amp;note</source>
        <translation>&amp;Anmerkung einfügen</translation>
    </message>
    <message>
        <source>Insert ta&amp;ble</source>
        <translation>Ta&amp;belle einfügen</translation>
    </message>
    <message>
        <source>Insert &amp;picture …</source>
        <translation>&amp;Bild einfügen …</translation>
    </message>
    <message>
        <source>image, photo, chart, map, figure</source>
        <translation>Abbildung, Foto, Diagramm, Karte, Grafik</translation>
    </message>
    <message>
        <source>Next s&amp;pelling error</source>
        <translation>Nächster &amp;Rechtschreibfehler</translation>
    </message>
    <message>
        <source>Next statement to check</source>
        <translation>Nächste zu prüfende Aussage</translation>
    </message>
    <message>
        <source>Previous statement to check</source>
        <translation>Vorige zu prüfende Aussage</translation>
    </message>
    <message>
        <source>Make the source a footnote</source>
        <translation>Quelle als Fußnote anfügen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Move out one &amp;level</source>
        <translation>&amp;Eine Ebene nach außen</translation>
    </message>
    <message>
        <source>M&amp;ove in one level</source>
        <translation>Eine Ebene nach &amp;innen</translation>
    </message>
    <message>
        <source>Remove &amp;from briefing</source>
        <translation>&amp;Aus dem Briefing entfernen</translation>
    </message>
    <message>
        <source>Descr&amp;ibe picture …</source>
        <translation>Bild bes&amp;chreiben …</translation>
    </message>
    <message>
        <source>Ma&amp;ke picture larger or smaller</source>
        <translation>Bild ver&amp;größern oder verkleinern</translation>
    </message>
    <message>
        <source>full width of the text, size</source>
        <translation>volle Breite des Textes, Größe</translation>
    </message>
    <message>
        <source>&amp;Who may see this …</source>
        <translation>&amp;Wer darf das sehen …</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Im A&amp;rtikel zeigen</translation>
    </message>
    <message>
        <source>Open in &amp;Read</source>
        <translation>In „&amp;Lesen“ öffnen</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Fix</source>
        <translation>&amp;Beheben</translation>
    </message>
    <message>
        <source>I&amp;gnore …</source>
        <translation>&amp;Ignorieren …</translation>
    </message>
    <message>
        <source>Fix all &amp;duplicates …</source>
        <translation>Alle &amp;Dubletten beheben …</translation>
    </message>
    <message>
        <source>Show the &amp;longest items</source>
        <translation>&amp;Längste Einträge zeigen</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Export &amp;again to the same place</source>
        <translation>Noch ein&amp;mal an dieselbe Stelle exportieren</translation>
    </message>
    <message>
        <source>Review corrections from &amp;Word …</source>
        <translation>Korrekturen aus &amp;Word durchsehen …</translation>
    </message>
    <message>
        <source>Accept change</source>
        <translation>Änderung annehmen</translation>
    </message>
    <message>
        <source>Reject change</source>
        <translation>Änderung ablehnen</translation>
    </message>
    <message>
        <source>Next open change</source>
        <translation>Nächste offene Änderung</translation>
    </message>
    <message>
        <source>Accept all changes</source>
        <translation>Alle Änderungen annehmen</translation>
    </message>
    <message>
        <source>Reject all changes</source>
        <translation>Alle Änderungen ablehnen</translation>
    </message>
    <message>
        <source>Use the file’s text</source>
        <translation>Text der Datei verwenden</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Lesen</translation>
    </message>
    <message>
        <source>&amp;Brief</source>
        <translation>&amp;Briefing</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>Nä&amp;chster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Left pane</source>
        <translation>Li&amp;nker Bereich</translation>
    </message>
    <message>
        <source>R&amp;ight pane</source>
        <translation>&amp;Rechter Bereich</translation>
    </message>
    <message>
        <source>Go to so&amp;urce page</source>
        <translation>Zur &amp;Quellseite</translation>
    </message>
    <message>
        <source>Lar&amp;ger</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>S&amp;maller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>N&amp;ormal size</source>
        <translation>N&amp;ormale Größe</translation>
    </message>
    <message>
        <source>&amp;Filter articles</source>
        <translation>Artikel &amp;filtern</translation>
    </message>
    <message>
        <source>S&amp;ort articles</source>
        <translation>Artikel &amp;sortieren</translation>
    </message>
    <message>
        <source>Sa&amp;ve search …</source>
        <translation>Suche s&amp;peichern …</translation>
    </message>
    <message>
        <source>Manage saved s&amp;earches …</source>
        <translation>&amp;Gespeicherte Suchen verwalten …</translation>
    </message>
    <message>
        <source>Heading &amp;1</source>
        <translation>Überschrift &amp;1</translation>
    </message>
    <message>
        <source>Heading &amp;2</source>
        <translation>Überschrift &amp;2</translation>
    </message>
    <message>
        <source>Heading &amp;3</source>
        <translation>Überschrift &amp;3</translation>
    </message>
    <message>
        <source>&amp;Paragraph</source>
        <translation>&amp;Absatz</translation>
    </message>
    <message>
        <source>List &amp;item</source>
        <translation>&amp;Listenpunkt</translation>
    </message>
    <message>
        <source>&amp;Quotation</source>
        <translation>&amp;Zitat</translation>
    </message>
    <message>
        <source>&amp;Join with next paragraph</source>
        <translation>Mit dem &amp;nächsten Absatz verbinden</translation>
    </message>
    <message>
        <source>Join and remove &amp;hyphen</source>
        <translation>Verbinden und &amp;Trennstrich entfernen</translation>
    </message>
    <message>
        <source>&amp;Split paragraph …</source>
        <translation>A&amp;bsatz teilen …</translation>
    </message>
    <message>
        <source>E&amp;xclude</source>
        <translation>Aus&amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Show excl&amp;uded text</source>
        <translation>Ausgesc&amp;hlossenen Text zeigen</translation>
    </message>
    <message>
        <source>Paragraph lan&amp;guage …</source>
        <translation>Sp&amp;rache des Absatzes …</translation>
    </message>
    <message>
        <source>Use as &amp;title</source>
        <translation>Als T&amp;itel verwenden</translation>
    </message>
    <message>
        <source>Use as l&amp;ead</source>
        <translation>Als &amp;Vorspann verwenden</translation>
    </message>
    <message>
        <source>Add as &amp;author</source>
        <translation>Als A&amp;utor hinzufügen</translation>
    </message>
    <message>
        <source>Use as &amp;date</source>
        <translation>Als &amp;Datum verwenden</translation>
    </message>
    <message>
        <source>Edit artic&amp;le details …</source>
        <translation>An&amp;gaben zum Artikel bearbeiten …</translation>
    </message>
    <message>
        <source>&amp;Compare with imported text</source>
        <translation>Mit dem i&amp;mportierten Text vergleichen</translation>
    </message>
    <message>
        <source>Re&amp;vert all corrections</source>
        <translation>Alle &amp;Korrekturen zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Edit topics …</source>
        <translation>&amp;Themen bearbeiten …</translation>
    </message>
    <message>
        <source>Choose taxonomies for this &amp;dossier …</source>
        <translation>T&amp;axonomien dieses Dossiers wählen …</translation>
    </message>
    <message>
        <source>&amp;Import topics …</source>
        <translation>Themen &amp;importieren …</translation>
    </message>
    <message>
        <source>E&amp;xport topics …</source>
        <translation>Themen e&amp;xportieren …</translation>
    </message>
    <message>
        <source>Tag all &amp;results …</source>
        <translation>Alle &amp;Ergebnisse verschlagworten …</translation>
    </message>
    <message>
        <source>Ta&amp;gs by topic</source>
        <translation>&amp;Schlagwörter nach Thema</translation>
    </message>
    <message>
        <source>&amp;Matrix of articles and topics</source>
        <translation>&amp;Matrix der Artikel und Themen</translation>
    </message>
    <message>
        <source>&amp;New dossier …</source>
        <translation>&amp;Neues Dossier …</translation>
    </message>
    <message>
        <source>&amp;Open dossier …</source>
        <translation>Dossier ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Save cop&amp;y as …</source>
        <translation>&amp;Kopie speichern unter …</translation>
    </message>
    <message>
        <source>&amp;Backups …</source>
        <translation>&amp;Sicherungen …</translation>
    </message>
    <message>
        <source>&amp;Import articles …</source>
        <translation>Artikel &amp;importieren …</translation>
    </message>
    <message>
        <source>Import &amp;folder …</source>
        <translation>&amp;Ordner importieren …</translation>
    </message>
    <message>
        <source>&amp;Paste as article</source>
        <translation>Als Artikel &amp;einfügen</translation>
    </message>
    <message>
        <source>Import &amp;new files</source>
        <translation>&amp;Neue Dateien importieren</translation>
    </message>
    <message>
        <source>&amp;Watched folders …</source>
        <translation>Überw&amp;achte Ordner …</translation>
    </message>
    <message>
        <source>Passwor&amp;d …</source>
        <translation>&amp;Passwort …</translation>
    </message>
    <message>
        <source>Remove for &amp;good …</source>
        <translation>&amp;Endgültig löschen …</translation>
    </message>
    <message>
        <source>&amp;Close dossier</source>
        <translation>Dossier s&amp;chließen</translation>
    </message>
    <message>
        <source>S&amp;hared template folder …</source>
        <translation>&amp;Gemeinsamer Vorlagenordner …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>Artikel &amp;suchen</translation>
    </message>
    <message>
        <source>Add the changed quotation below as text</source>
        <translation>Geändertes Zitat darunter als Freitext hinzufügen</translation>
    </message>
    <message>
        <source>Go to a&amp;rticle text</source>
        <translation>Zum &amp;Artikeltext</translation>
    </message>
    <message>
        <source>Enlar&amp;ge preview</source>
        <translation>Vorschau ver&amp;größern</translation>
    </message>
    <message>
        <source>Shr&amp;ink preview</source>
        <translation>Vorschau ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Fit preview &amp;width</source>
        <translation>Vorschau an &amp;Breite anpassen</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;What is new</source>
        <translation>&amp;Neuerungen</translation>
    </message>
    <message>
        <source>&amp;Report a problem …</source>
        <translation>Problem &amp;melden …</translation>
    </message>
    <message>
        <source>&amp;About briefbuilder</source>
        <translation>Über &amp;briefbuilder</translation>
    </message>
</context>
<context>
    <name>ActorsTab</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>Nennungen</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Andere Namen</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Akteure</translation>
    </message>
    <message>
        <source>Filter names</source>
        <translation>Namen filtern</translation>
    </message>
    <message>
        <source>Sho&amp;w dropped</source>
        <translation>&amp;Weggelassene zeigen</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>Artikel &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Zusammenführen</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>Weg&amp;lassen</translation>
    </message>
    <message>
        <source>Res&amp;tore</source>
        <translation>W&amp;iederherstellen</translation>
    </message>
    <message>
        <source>Reading names …</source>
        <translation>Namen werden gelesen …</translation>
    </message>
    <message>
        <source>Merge counts the mentions of the selected names for “{name}”.</source>
        <translation>„Zusammenführen“ zählt die Nennungen der ausgewählten Namen für „{name}“.</translation>
    </message>
    <message>
        <source>No names found.</source>
        <translation>Keine Namen gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s)</source>
        <translation>
            <numerusform>%n Name</numerusform>
            <numerusform>%n Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
</context>
<context>
    <name>ArticleCanvas</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Bild nicht enthalten]</translation>
    </message>
    <message numerus="yes">
        <source>⋯ %n paragraph(s) excluded</source>
        <translation>
            <numerusform>⋯ %n Absatz ausgeschlossen</numerusform>
            <numerusform>⋯ %n Absätze ausgeschlossen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleDetails</name>
    <message>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Scroll the details</source>
        <translation>Angaben rollen</translation>
    </message>
    <message>
        <source>Choose the language</source>
        <translation>Sprache wählen</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation>Alle Rechte vorbehalten</translation>
    </message>
    <message>
        <source>Show the source page</source>
        <translation>Quellseite zeigen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit lead</source>
        <translation>Vorspann bearbeiten</translation>
    </message>
    <message>
        <source>Edit licence</source>
        <translation>Lizenz bearbeiten</translation>
    </message>
    <message>
        <source>Edit embargo</source>
        <translation>Sperrfrist bearbeiten</translation>
    </message>
    <message>
        <source>Restore imported details</source>
        <translation>Importierte Angaben wiederherstellen</translation>
    </message>
    <message>
        <source>Use another title</source>
        <translation>Anderen Titel verwenden</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>Autoren</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Vorspann</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Embargo</source>
        <translation>Sperrfrist</translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation>„{words}“ ist kein Datum. Schreiben Sie es in der Form 2026-04-12.</translation>
    </message>
    <message>
        <source>“{words}” is not a date and time. Write it as 2026-04-12 10:00, in your time zone.</source>
        <translation>„{words}“ ist kein Datum mit Uhrzeit. Schreiben Sie es in der Form 2026-04-12 10:00, in Ihrer Zeitzone.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
</context>
<context>
    <name>ArticleHeader</name>
    <message>
        <source>Pasted on {day}</source>
        <translation>Eingefügt am {day}</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgarisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estnisch</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>Irish</source>
        <translation>Irisch</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Kroatisch</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Litauisch</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Lettisch</translation>
    </message>
    <message>
        <source>Maltese</source>
        <translation>Maltesisch</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slowakisch</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Slowenisch</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
</context>
<context>
    <name>ArticleImporter</name>
    <message>
        <source>Import articles</source>
        <translation>Artikel importieren</translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation>Ordner importieren</translation>
    </message>
    <message>
        <source>The clipboard holds no text. Copy the text of an article first.</source>
        <translation>Die Zwischenablage enthält keinen Text. Kopieren Sie zuerst den Text eines Artikels.</translation>
    </message>
    <message>
        <source>An import is running already.</source>
        <translation>Es läuft schon ein Import.</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The password of “{name}” is not correct. Try another one:</source>
        <translation>Das Passwort von „{name}“ ist nicht richtig. Versuchen Sie ein anderes:</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>„{name}“ ist verschlüsselt. Passwort:</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n Kopie</numerusform>
            <numerusform>%n Kopien</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: already in the dossier as “{title}”.</source>
        <translation>{name}: schon im Dossier, als „{title}“.</translation>
    </message>
    <message numerus="yes">
        <source>The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.</source>
        <translation>
            <numerusform>Der Import wurde angehalten. %n Artikel wurde importiert und bleibt erhalten. „Rückgängig“ entfernt ihn.</numerusform>
            <numerusform>Der Import wurde angehalten. %n Artikel wurden importiert und bleiben erhalten. „Rückgängig“ entfernt sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>The import was cancelled. Nothing was changed.</source>
        <translation>Der Import wurde abgebrochen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Reading {number} of {total}: {name}</source>
        <translation>{number} von {total} wird gelesen: {name}</translation>
    </message>
    <message>
        <source>Articles ({patterns});;All files (*)</source>
        <translation>Artikel ({patterns});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This folder holds no files that can be imported.</source>
        <translation>Dieser Ordner enthält keine Dateien, die importiert werden können.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Nichts wurde importiert.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported</source>
        <translation>
            <numerusform>%n Artikel importiert</numerusform>
            <numerusform>%n Artikel importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported. These files were not imported:</source>
        <translation>
            <numerusform>%n Artikel importiert. Diese Dateien wurden nicht importiert:</numerusform>
            <numerusform>%n Artikel importiert. Diese Dateien wurden nicht importiert:</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported:</source>
        <translation>Nichts wurde importiert:</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>Nicht importiert</translation>
    </message>
</context>
<context>
    <name>ArticleMenu</name>
    <message>
        <source>&amp;Structure</source>
        <translation>&amp;Struktur</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>Schlagwort &amp;entfernen</translation>
    </message>
    <message>
        <source>Remove tag “{topic}”</source>
        <translation>Schlagwort „{topic}“ entfernen</translation>
    </message>
</context>
<context>
    <name>ArticleModel</name>
    <message>
        <source>unread</source>
        <translation>ungelesen</translation>
    </message>
    <message>
        <source>in the briefing</source>
        <translation>im Briefing</translation>
    </message>
    <message>
        <source>changed by {names}</source>
        <translation>geändert von {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n Schlagwort</numerusform>
            <numerusform>%n Schlagwörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n Kopie</numerusform>
            <numerusform>%n Kopien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleOutput</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Bild nicht enthalten]</translation>
    </message>
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Article copied</source>
        <translation>Artikel kopiert</translation>
    </message>
    <message>
        <source>Open or create a dossier to see its articles here.</source>
        <translation>Öffnen oder erstellen Sie ein Dossier, um hier seine Artikel zu sehen.</translation>
    </message>
    <message>
        <source>Drop articles here, paste them with Ctrl+V, or import them.</source>
        <translation>Ziehen Sie Artikel hierher, fügen Sie sie mit Strg+V ein oder importieren Sie sie.</translation>
    </message>
    <message>
        <source>Import an article to read and tag it here.</source>
        <translation>Importieren Sie einen Artikel, um ihn hier zu lesen und zu verschlagworten.</translation>
    </message>
    <message>
        <source>Select an article on the left to read and tag it.</source>
        <translation>Wählen Sie links einen Artikel, um ihn zu lesen und zu verschlagworten.</translation>
    </message>
</context>
<context>
    <name>ArticleTable</name>
    <message>
        <source>List of articles</source>
        <translation>Liste der Artikel</translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation>Artikel rollen</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>Article text</source>
        <translation>Artikeltext</translation>
    </message>
    <message>
        <source>Scroll the article</source>
        <translation>Artikel rollen</translation>
    </message>
</context>
<context>
    <name>ArticlesPane</name>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Edit title</source>
        <translation>Titel bearbeiten</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>The first articles are being read.</source>
        <translation>Die ersten Artikel werden gelesen.</translation>
    </message>
    <message>
        <source>Drop articles here, or paste with Ctrl+V</source>
        <translation>Artikel hierher ziehen oder mit Strg+V einfügen</translation>
    </message>
    <message>
        <source>Nothing for “{words}” with these filters</source>
        <translation>Nichts für „{words}“ mit diesen Filtern</translation>
    </message>
    <message>
        <source>Nothing for “{words}”</source>
        <translation>Nichts zu „{words}“</translation>
    </message>
    <message>
        <source>Nothing matches the filters</source>
        <translation>Nichts passt zu den Filtern</translation>
    </message>
    <message numerus="yes">
        <source>Removing %n article(s) …</source>
        <translation>
            <numerusform>%n Artikel wird entfernt …</numerusform>
            <numerusform>%n Artikel werden entfernt …</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed “{title}”</source>
        <translation>„{title}“ entfernt</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n article(s)</source>
        <translation>
            <numerusform>%n Artikel entfernt</numerusform>
            <numerusform>%n Artikel entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n Schlagwort</numerusform>
            <numerusform>%n Schlagwörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings</source>
        <translation>
            <numerusform>%n Auszug in Briefings</numerusform>
            <numerusform>%n Auszüge in Briefings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupCommands</name>
    <message>
        <source>Backups …</source>
        <translation>Sicherungen …</translation>
    </message>
    <message>
        <source>Save what can be read as …</source>
        <translation>Lesbares speichern unter …</translation>
    </message>
    <message>
        <source>Backups of which dossier?</source>
        <translation>Sicherungen welches Dossiers?</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>Lesbares speichern</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>„{name}“ ist verschlüsselt. Passwort:</translation>
    </message>
    <message>
        <source>{name} (saved)</source>
        <translation>{name} (gerettet)</translation>
    </message>
    <message>
        <source>“{name}” is being read.</source>
        <translation>„{name}“ wird gelesen.</translation>
    </message>
    <message>
        <source>Saved: {articles} article(s) and {briefings} briefing(s). Compare with a backup what is missing.</source>
        <translation>Gespeichert: {articles} Artikel und {briefings} Briefing(s). Vergleichen Sie mit einer Sicherung, was fehlt.</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>Wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>The backup was restored. The file that was there is kept as “{name}”.</source>
        <translation>Die Sicherung wurde wiederhergestellt. Die bisherige Datei bleibt als „{name}“ erhalten.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups of “{name}”</source>
        <translation>Sicherungen von „{name}“</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&amp;Change …</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>Sicherungen je Dossier &amp;behalten</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Restoring keeps the present file next to the dossier.</source>
        <translation>Beim Wiederherstellen bleibt die jetzige Datei neben dem Dossier erhalten.</translation>
    </message>
    <message>
        <source>A backup is made when a dossier that has changed is opened, once a day.</source>
        <translation>Eine Sicherung entsteht, wenn ein geändertes Dossier geöffnet wird, einmal am Tag.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n Artikel</numerusform>
            <numerusform>%n Artikel</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Ordner für Sicherungen</translation>
    </message>
</context>
<context>
    <name>BriefPage</name>
    <message>
        <source>Close the panel</source>
        <translation>Bereich schließen</translation>
    </message>
    <message>
        <source>“{file}” has no changes.</source>
        <translation>„{file}“ hat keine Änderungen.</translation>
    </message>
</context>
<context>
    <name>BriefingHeader</name>
    <message>
        <source>Title of the briefing</source>
        <translation>Titel des Briefings</translation>
    </message>
    <message>
        <source>Choose a briefing</source>
        <translation>Briefing wählen</translation>
    </message>
    <message>
        <source>More actions for the briefing</source>
        <translation>Weitere Befehle für das Briefing</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>{value} of {limit}</source>
        <translation>{value} von {limit}</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (Kopie)</translation>
    </message>
    <message>
        <source>No export of this briefing is on record</source>
        <translation>Kein Export dieses Briefings ist verzeichnet</translation>
    </message>
    <message>
        <source>Briefing “{title}” removed; its articles are kept.</source>
        <translation>Das Briefing „{title}“ wurde entfernt; seine Artikel bleiben.</translation>
    </message>
</context>
<context>
    <name>BriefingTexts</name>
    <message>
        <source>Empty: press Enter to write</source>
        <translation>Leer: Eingabetaste drücken, um zu schreiben</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Freitext</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>partly restricted</source>
        <translation>teilweise beschränkt</translation>
    </message>
    <message>
        <source>Article not in this dossier</source>
        <translation>Artikel nicht in diesem Dossier</translation>
    </message>
    <message>
        <source>Empty text</source>
        <translation>Leerer Text</translation>
    </message>
    <message>
        <source>only for {audiences}</source>
        <translation>nur für {audiences}</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>verwendbar</translation>
    </message>
    <message>
        <source>not for disclosure</source>
        <translation>nicht zur Weitergabe</translation>
    </message>
    <message>
        <source>Part: {heading}</source>
        <translation>Teil: {heading}</translation>
    </message>
    <message>
        <source>Excerpt</source>
        <translation>Auszug</translation>
    </message>
    <message>
        <source>{kind}: {words} ({caption})</source>
        <translation>{kind}: {words} ({caption})</translation>
    </message>
</context>
<context>
    <name>BulkDetailsDialog</name>
    <message numerus="yes">
        <source>Details of %n article(s)</source>
        <translation>
            <numerusform>Angaben zu %n Artikel</numerusform>
            <numerusform>Angaben zu %n Artikeln</numerusform>
        </translation>
    </message>
    <message>
        <source>Ticked fields are changed in all selected articles. Leave a field empty to clear it.</source>
        <translation>Angekreuzte Felder werden in allen ausgewählten Artikeln geändert. Ein leeres Feld löscht die Angabe.</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>Jahr-Monat-Tag</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation>Alle Rechte vorbehalten</translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation>Nicht vorbehalten</translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation>„{words}“ ist kein Datum. Schreiben Sie es in der Form 2026-04-12.</translation>
    </message>
    <message>
        <source>In the &amp;title, replace</source>
        <translation>Im &amp;Titel ersetzen</translation>
    </message>
    <message>
        <source>with</source>
        <translation>durch</translation>
    </message>
    <message>
        <source>&amp;Authors, one per line</source>
        <translation>&amp;Autoren, einer je Zeile</translation>
    </message>
    <message>
        <source>&amp;Publication</source>
        <translation>&amp;Medium</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Datum</translation>
    </message>
    <message>
        <source>Addr&amp;ess</source>
        <translation>Adr&amp;esse</translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Rights n&amp;otice</source>
        <translation>Hinweis auf &amp;Rechte</translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation>&amp;Lizenz</translation>
    </message>
    <message>
        <source>&amp;Rights</source>
        <translation>Re&amp;chte</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Change: {field}</source>
        <translation>Ändern: {field}</translation>
    </message>
    <message>
        <source>Replacement text</source>
        <translation>Ersetzender Text</translation>
    </message>
</context>
<context>
    <name>BusyIndicator</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CardsView</name>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Ships with the program</source>
        <translation>Im Programm enthalten</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Gemeinsam</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Eigene</translation>
    </message>
</context>
<context>
    <name>ChangeButtons</name>
    <message>
        <source>Mark as done</source>
        <translation>Als erledigt markieren</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Add below as text</source>
        <translation>Darunter als Freitext hinzufügen</translation>
    </message>
    <message>
        <source>Keep the source</source>
        <translation>Quelle beibehalten</translation>
    </message>
    <message>
        <source>Keep the briefing’s text</source>
        <translation>Text des Briefings beibehalten</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Use the file’s text</source>
        <translation>Text der Datei verwenden</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>ChangeFiles</name>
    <message>
        <source>Send changes</source>
        <translation>Änderungen senden</translation>
    </message>
    <message>
        <source>You tell the recipient the password, and not in the mail that has the file.</source>
        <translation>Teilen Sie das Passwort dem Empfänger mit, aber nicht in der Mail, die die Datei enthält.</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Changes (*.bbx);;All files (*)</source>
        <translation>Änderungen (*.bbx);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Send them, too</source>
        <translation>Auch diese senden</translation>
    </message>
    <message>
        <source>Changes written to “{name}”. Send the file to the other desk.</source>
        <translation>Änderungen in „{name}“ geschrieben. Senden Sie die Datei an den anderen Arbeitsplatz.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>“{name}” is being written.</source>
        <translation>„{name}“ wird geschrieben.</translation>
    </message>
    <message>
        <source>Take in changes</source>
        <translation>Änderungen übernehmen</translation>
    </message>
    <message>
        <source>Unite both dossiers</source>
        <translation>Beide Dossiers vereinen</translation>
    </message>
    <message>
        <source>“{name}” is being read.</source>
        <translation>„{name}“ wird gelesen.</translation>
    </message>
    <message>
        <source>The file has no changes that are not here already.</source>
        <translation>Die Datei enthält keine Änderungen, die nicht schon hier sind.</translation>
    </message>
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Text before and after the change</source>
        <translation>Text vor und nach der Änderung</translation>
    </message>
    <message>
        <source>Struck through: removed. Underlined: added.</source>
        <translation>Durchgestrichen: entfernt. Unterstrichen: hinzugefügt.</translation>
    </message>
    <message>
        <source>No change is chosen</source>
        <translation>Keine Änderung ausgewählt</translation>
    </message>
    <message>
        <source>In reply to</source>
        <translation>Als Antwort auf</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Highlighted words</source>
        <translation>Hervorgehobene Wörter</translation>
    </message>
    <message>
        <source>On this paragraph</source>
        <translation>Zu diesem Absatz</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>As exported</source>
        <translation>Wie exportiert</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>In the briefing now</source>
        <translation>Jetzt im Briefing</translation>
    </message>
    <message>
        <source>In the source</source>
        <translation>In der Quelle</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>Checks of the briefing</source>
        <translation>Prüfungen des Briefings</translation>
    </message>
    <message>
        <source>Ignored by you</source>
        <translation>Von Ihnen ignoriert</translation>
    </message>
    <message>
        <source>Statements of your texts</source>
        <translation>Aussagen der Freitexte</translation>
    </message>
    <message>
        <source>Ready to hand over</source>
        <translation>Bereit zur Übergabe</translation>
    </message>
    <message>
        <source>Nothing is left to fix.</source>
        <translation>Es ist nichts mehr zu beheben.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message numerus="yes">
        <source>{found} of %n found in the sources</source>
        <translation>
            <numerusform>{found} von %n in den Quellen gefunden</numerusform>
            <numerusform>{found} von %n in den Quellen gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>Gerade geprüft</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>The check could not be made. Your briefing is safe.</source>
        <translation>Die Prüfung ist nicht gelungen. Dem Briefing ist nichts geschehen.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>%n weiteres zeigen</numerusform>
            <numerusform>%n weitere zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fix %n …</source>
        <translation>
            <numerusform>%n beheben …</numerusform>
            <numerusform>%n beheben …</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Show again</source>
        <translation>&amp;Wieder zeigen</translation>
    </message>
</context>
<context>
    <name>ChoiceInput</name>
    <message>
        <source>No selection</source>
        <translation>Keine Auswahl</translation>
    </message>
</context>
<context>
    <name>ChooseFilesDialog</name>
    <message>
        <source>New files</source>
        <translation>Neue Dateien</translation>
    </message>
    <message>
        <source>Tick the files to import or to dismiss:</source>
        <translation>Kreuzen Sie die Dateien an, die importiert oder verworfen werden sollen:</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Verwerfen</translation>
    </message>
</context>
<context>
    <name>ChronologyTab</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Chronologie</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Im A&amp;rtikel zeigen</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Zum &amp;Briefing hinzufügen</translation>
    </message>
    <message>
        <source>Reading dates …</source>
        <translation>Daten werden gelesen …</translation>
    </message>
    <message>
        <source>No dates in tagged passages.</source>
        <translation>Keine Daten in verschlagworteten Passagen.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaimChecks</name>
    <message>
        <source>{text}, “{found}”</source>
        <translation>{text}, „{found}“</translation>
    </message>
</context>
<context>
    <name>ClaimMarks</name>
    <message>
        <source>Footnote added</source>
        <translation>Fußnote angefügt</translation>
    </message>
    <message>
        <source>Mark s&amp;tatements that differ from the sources</source>
        <translation>A&amp;ussagen markieren, die von den Quellen abweichen</translation>
    </message>
    <message>
        <source>Show the &amp;source</source>
        <translation>&amp;Quelle zeigen</translation>
    </message>
    <message>
        <source>Make the source a &amp;footnote</source>
        <translation>Quelle als &amp;Fußnote anfügen</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>So &amp;lassen</translation>
    </message>
</context>
<context>
    <name>CloseButtons</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation>Suche oder Befehl</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc zum Schließen</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>run</source>
        <translation>ausführen</translation>
    </message>
    <message>
        <source>commands only</source>
        <translation>nur Befehle</translation>
    </message>
    <message>
        <source>topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>articles</source>
        <translation>Artikel</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare with imported text</source>
        <translation>Mit dem importierten Text vergleichen</translation>
    </message>
    <message>
        <source>[Picture not included]</source>
        <translation>[Bild nicht enthalten]</translation>
    </message>
    <message>
        <source>Imported text</source>
        <translation>Importierter Text</translation>
    </message>
    <message>
        <source>Corrected text</source>
        <translation>Korrigierter Text</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) excluded</source>
        <translation>
            <numerusform>%n Absatz ausgeschlossen</numerusform>
            <numerusform>%n Absätze ausgeschlossen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>ConflictTexts</name>
    <message>
        <source>{kind}: {name}</source>
        <translation>{kind}: {name}</translation>
    </message>
    <message>
        <source>At the top</source>
        <translation>Ganz oben</translation>
    </message>
    <message>
        <source>In a part that is gone</source>
        <translation>In einem Teil, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>In “{part}”</source>
        <translation>In „{part}“</translation>
    </message>
    <message>
        <source>Unknown author</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>merged from both</source>
        <translation>aus beiden zusammengeführt</translation>
    </message>
    <message>
        <source>Removed by one, changed by another</source>
        <translation>Hier entfernt, dort geändert</translation>
    </message>
    <message>
        <source>The same article was read twice</source>
        <translation>Derselbe Artikel wurde zweimal gelesen</translation>
    </message>
    <message>
        <source>Moved to two places</source>
        <translation>An zwei Stellen verschoben</translation>
    </message>
</context>
<context>
    <name>ContentArea</name>
    <message>
        <source>Scroll the form</source>
        <translation>Formular rollen</translation>
    </message>
</context>
<context>
    <name>ContinueCard</name>
    <message>
        <source>Continue where you left off</source>
        <translation>Machen Sie weiter, wo Sie aufgehört haben</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Continue with {name}</source>
        <translation>{name} fortsetzen</translation>
    </message>
</context>
<context>
    <name>CopiedBriefingsDialog</name>
    <message>
        <source>Copy for handing on</source>
        <translation>Kopie zum Weitergeben</translation>
    </message>
    <message>
        <source>Tick briefings to copy these alone, with the articles that they quote. Tick none to copy everything.</source>
        <translation>Kreuzen Sie Briefings an, um nur diese mit den zitierten Artikeln zu kopieren. Ohne Kreuz wird alles kopiert.</translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation>Briefings</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>CopiesDialog</name>
    <message>
        <source>Copies of this report</source>
        <translation>Kopien dieser Meldung</translation>
    </message>
    <message>
        <source>Differences of the copy</source>
        <translation>Unterschiede der Kopie</translation>
    </message>
    <message>
        <source>Struck through: only in the open article. Underlined: only in the copy.</source>
        <translation>Durchgestrichen: nur im geöffneten Artikel. Unterstrichen: nur in der Kopie.</translation>
    </message>
    <message>
        <source>&amp;Open copy</source>
        <translation>&amp;Kopie öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
</context>
<context>
    <name>CoverageTab</name>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Presseecho</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>Zählen nach</translation>
    </message>
    <message>
        <source>Nothing to count yet.</source>
        <translation>Noch nichts zu zählen.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>An unexpected error occurred. Your work is saved. Copy this report and send it to your briefbuilder support contact.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten. Ihre Arbeit ist gespeichert. Kopieren Sie diesen Bericht, und senden Sie ihn an Ihren Support für briefbuilder.</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>Fehlerbericht</translation>
    </message>
</context>
<context>
    <name>DateInput</name>
    <message>
        <source>No date</source>
        <translation>Kein Datum</translation>
    </message>
    <message>
        <source>Choose a date</source>
        <translation>Datum wählen</translation>
    </message>
    <message>
        <source>Choose a date (Alt+Down)</source>
        <translation>Datum wählen (Alt+Pfeil nach unten)</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>Vorheriger Monat</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Nächster Monat</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
</context>
<context>
    <name>DesignerLauncher</name>
    <message>
        <source>Shared template folder</source>
        <translation>Gemeinsamer Vorlagenordner</translation>
    </message>
    <message>
        <source>Templates are shared from {folder}. Stop using it?</source>
        <translation>Vorlagen kommen aus {folder}. Nicht mehr verwenden?</translation>
    </message>
    <message>
        <source>Stop using</source>
        <translation>Nicht mehr verwenden</translation>
    </message>
    <message>
        <source>{folder} cannot be reached. The last copies of its templates are used.</source>
        <translation>{folder} ist nicht erreichbar. Die letzten Kopien der Vorlagen dort werden verwendet.</translation>
    </message>
</context>
<context>
    <name>DesignerToolbar</name>
    <message>
        <source>&amp;New from this template …</source>
        <translation>&amp;Neu aus dieser Vorlage …</translation>
    </message>
    <message>
        <source>New &amp;empty template …</source>
        <translation>Neue &amp;leere Vorlage …</translation>
    </message>
    <message>
        <source>&amp;Open file …</source>
        <translation>Datei ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>&amp;Formular</translation>
    </message>
    <message>
        <source>&amp;Texts</source>
        <translation>&amp;Texte</translation>
    </message>
    <message>
        <source>&amp;YAML</source>
        <translation>&amp;YAML</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>&amp;Vorlagen</translation>
    </message>
    <message>
        <source>Ne&amp;xt issue</source>
        <translation>Nä&amp;chstes Problem</translation>
    </message>
    <message>
        <source>&amp;Previous issue</source>
        <translation>&amp;Voriges Problem</translation>
    </message>
    <message>
        <source>Next pan&amp;e</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>View of the template</source>
        <translation>Ansicht der Vorlage</translation>
    </message>
    <message>
        <source>Language of the sample</source>
        <translation>Sprache des Beispiels</translation>
    </message>
    <message>
        <source>Language of the sample briefing</source>
        <translation>Sprache des Beispiel-Briefings</translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>The changes to this template are not saved. Discard changes?</source>
        <translation>Die Änderungen an dieser Vorlage sind nicht gespeichert. Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Open template</source>
        <translation>Vorlage öffnen</translation>
    </message>
    <message>
        <source>Save template</source>
        <translation>Vorlage speichern</translation>
    </message>
    <message>
        <source>Templates (*.yaml)</source>
        <translation>Vorlagen (*.yaml)</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Keine Probleme gefunden.</translation>
    </message>
    <message>
        <source>New heading</source>
        <translation>Neue Überschrift</translation>
    </message>
    <message>
        <source>New field</source>
        <translation>Neues Feld</translation>
    </message>
    <message>
        <source>New choice</source>
        <translation>Neue Auswahl</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>New column</source>
        <translation>Neue Spalte</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Bilder (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>This cannot be changed in the form. Change it in the YAML.</source>
        <translation>Das kann im Formular nicht geändert werden. Ändern Sie es im YAML.</translation>
    </message>
    <message>
        <source>Creating the sample …</source>
        <translation>Das Beispiel wird erstellt …</translation>
    </message>
    <message>
        <source>This template is read-only. To make your own copy, choose “New from this template” (Ctrl+N).</source>
        <translation>Diese Vorlage ist schreibgeschützt. Für eine eigene Kopie wählen Sie „Neu aus dieser Vorlage“ (Strg+N).</translation>
    </message>
    <message>
        <source>File changed by another program</source>
        <translation>Datei von anderem Programm geändert</translation>
    </message>
    <message>
        <source>Another program has changed this template, and you have unsaved changes. Reload the file and lose your changes? If you keep them, saving overwrites the file.</source>
        <translation>Ein anderes Programm hat diese Vorlage geändert, und Sie haben nicht gespeicherte Änderungen. Die Datei neu laden und Ihre Änderungen verlieren? Behalten Sie sie, überschreibt das Speichern die Datei.</translation>
    </message>
    <message>
        <source>Reload file</source>
        <translation>Datei neu laden</translation>
    </message>
    <message>
        <source>Another program changed the file. It was reloaded.</source>
        <translation>Ein anderes Programm hat die Datei geändert. Sie wurde neu geladen.</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Gespeichert als {name}</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Template designer</source>
        <translation>Vorlagen gestalten</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>The sample shows the last version without errors.</source>
        <translation>Das Beispiel zeigt die letzte Fassung ohne Fehler.</translation>
    </message>
    <message>
        <source>Fix the errors to see the sample.</source>
        <translation>Beheben Sie die Fehler, um das Beispiel zu sehen.</translation>
    </message>
    <message>
        <source>The sample could not be created.</source>
        <translation>Das Beispiel konnte nicht erstellt werden.</translation>
    </message>
</context>
<context>
    <name>DesksDialog</name>
    <message>
        <source>Desks</source>
        <translation>Arbeitsplätze</translation>
    </message>
    <message>
        <source>Desks of this dossier</source>
        <translation>Arbeitsplätze dieses Dossiers</translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Details of the briefing</source>
        <translation>Angaben zum Briefing</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>Kennzeichnung</translation>
    </message>
    <message>
        <source>Lowered from {before} to {after} on {day}: {reason}</source>
        <translation>Herabgesetzt von {before} auf {after} am {day}: {reason}</translation>
    </message>
    <message>
        <source>Template default</source>
        <translation>Vorgabe der Vorlage</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Erfordert ein zugelassenes System: Lassen Sie es von der Administration freigeben.</translation>
    </message>
    <message>
        <source>Lower the marking</source>
        <translation>Kennzeichnung herabsetzen</translation>
    </message>
    <message>
        <source>Why may this briefing have a lower marking?</source>
        <translation>Warum darf dieses Briefing eine niedrigere Kennzeichnung haben?</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Herabsetzen</translation>
    </message>
</context>
<context>
    <name>DisagreementsTab</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Verlässlichkeit</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Widersprüche</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Im A&amp;rtikel zeigen</translation>
    </message>
    <message>
        <source>Comparing articles …</source>
        <translation>Artikel werden verglichen …</translation>
    </message>
    <message>
        <source>No disagreements found.</source>
        <translation>Keine Widersprüche gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n disagreement(s)</source>
        <translation>
            <numerusform>%n Widerspruch</numerusform>
            <numerusform>%n Widersprüche</numerusform>
        </translation>
    </message>
    <message>
        <source>later figure</source>
        <translation>spätere Zahl</translation>
    </message>
</context>
<context>
    <name>DisclosureDialog</name>
    <message>
        <source>Who may see this</source>
        <translation>Wer darf das sehen</translation>
    </message>
    <message>
        <source>&amp;Everyone</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <source>Everyone, and it may be &amp;quoted: usable</source>
        <translation>Alle, und es darf &amp;zitiert werden: verwendbar</translation>
    </message>
    <message>
        <source>Internal only: &amp;not for disclosure</source>
        <translation>Nur intern: &amp;nicht zur Weitergabe</translation>
    </message>
    <message>
        <source>&amp;Only these recipients:</source>
        <translation>Nur &amp;diese Empfänger:</translation>
    </message>
    <message>
        <source>Recipients, separated by commas</source>
        <translation>Empfänger, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>press, partners</source>
        <translation>Presse, Partner</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
</context>
<context>
    <name>DossierCommands</name>
    <message>
        <source>New dossier</source>
        <translation>Neues Dossier</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Open dossier</source>
        <translation>Dossier öffnen</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (Kopie)</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>Kopie öffnen</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>„{name}“ wird kopiert.</translation>
    </message>
    <message>
        <source>Encrypt …</source>
        <translation>Verschlüsseln …</translation>
    </message>
    <message>
        <source>Your administrator requires a password for dossiers. A forgotten password cannot be recovered.</source>
        <translation>Ihre Administration verlangt ein Passwort für Dossiers. Ein vergessenes Passwort kann nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Create dossier</source>
        <translation>Dossier anlegen</translation>
    </message>
    <message>
        <source>“{name}” is being opened …</source>
        <translation>„{name}“ wird geöffnet …</translation>
    </message>
    <message>
        <source>The file of “{name}” is gone. What is open is lost when you close it, unless you save a copy before.</source>
        <translation>Die Datei von „{name}“ ist nicht mehr da. Was geöffnet ist, geht beim Schließen verloren, wenn Sie vorher keine Kopie speichern.</translation>
    </message>
    <message>
        <source>Close dossier</source>
        <translation>Dossier schließen</translation>
    </message>
    <message>
        <source>Close without copy</source>
        <translation>Ohne Kopie schließen</translation>
    </message>
    <message>
        <source>The password is wrong, or “{name}” is damaged or not a dossier. Try another password:</source>
        <translation>Das Passwort ist falsch, oder „{name}“ ist beschädigt oder kein Dossier. Versuchen Sie ein anderes Passwort:</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>„{name}“ ist verschlüsselt. Passwort:</translation>
    </message>
    <message>
        <source>Encrypted dossier</source>
        <translation>Verschlüsseltes Dossier</translation>
    </message>
    <message>
        <source>“{name}” is encrypted.</source>
        <translation>„{name}“ ist verschlüsselt.</translation>
    </message>
    <message>
        <source>“{name}” will be encrypted, with its automatic backups.</source>
        <translation>„{name}“ wird verschlüsselt, mit seinen automatischen Sicherungen.</translation>
    </message>
    <message>
        <source>A forgotten password cannot be recovered. Copies that you made before open as before.</source>
        <translation>Ein vergessenes Passwort kann nicht wiederhergestellt werden. Ältere Kopien öffnen sich wie zuvor.</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Remove password</source>
        <translation>Passwort entfernen</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>“{name}” is being decrypted …</source>
        <translation>„{name}“ wird entschlüsselt …</translation>
    </message>
    <message>
        <source>“{name}” is being encrypted …</source>
        <translation>„{name}“ wird verschlüsselt …</translation>
    </message>
    <message>
        <source>The dossier is no longer encrypted.</source>
        <translation>Das Dossier ist nicht mehr verschlüsselt.</translation>
    </message>
    <message>
        <source>The dossier is encrypted.</source>
        <translation>Das Dossier ist verschlüsselt.</translation>
    </message>
    <message>
        <source>“{name}” was saved by an older version and is being updated. If its format changes, a copy of the old file is kept beside it.</source>
        <translation>„{name}“ wurde mit einer älteren Version gespeichert und wird aktualisiert. Ändert sich das Format, bleibt daneben eine Kopie der alten Datei.</translation>
    </message>
    <message>
        <source>Update dossier</source>
        <translation>Dossier aktualisieren</translation>
    </message>
    <message>
        <source>Undoing: {act} …</source>
        <translation>Wird rückgängig gemacht: {act} …</translation>
    </message>
    <message>
        <source>Redoing: {act} …</source>
        <translation>Wird wiederhergestellt: {act} …</translation>
    </message>
    <message>
        <source>Undone: {act}</source>
        <translation>Rückgängig gemacht: {act}</translation>
    </message>
    <message>
        <source>Redone: {act}</source>
        <translation>Wiederhergestellt: {act}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of others made since stay.</source>
        <translation>
            <numerusform>%n spätere Änderung anderer bleibt.</numerusform>
            <numerusform>%n spätere Änderungen anderer bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: {act}</source>
        <translation>&amp;Rückgängig: {act}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Redo: {act}</source>
        <translation>&amp;Wiederherstellen: {act}</translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation>Dossiers (*.dossier);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>DossierOverviewDialog</name>
    <message>
        <source>Overview of the dossier</source>
        <translation>Überblick über das Dossier</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Widersprüche</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Chronologie</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Akteure</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Presseecho</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>Fix duplicates</source>
        <translation>Dubletten beheben</translation>
    </message>
    <message>
        <source>Which part keeps the passage? The others are removed; you can undo this.</source>
        <translation>Welcher Teil behält die Passage? Anderswo wird sie entfernt.</translation>
    </message>
    <message>
        <source>Remove the others</source>
        <translation>Die anderen entfernen</translation>
    </message>
    <message>
        <source>Part that keeps {quote}</source>
        <translation>Teil, der {quote} behält</translation>
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
        <translation>Das Dossier ist schon geteilt</translation>
    </message>
    <message>
        <source>Choose a place of exchange first</source>
        <translation>Wählen Sie zuerst einen Ort des Austauschs</translation>
    </message>
    <message>
        <source>The dossier is not shared yet</source>
        <translation>Das Dossier ist noch nicht geteilt</translation>
    </message>
    <message>
        <source>The dossier is shared.</source>
        <translation>Das Dossier ist geteilt.</translation>
    </message>
    <message>
        <source>Place of exchange …</source>
        <translation>Ort des Austauschs …</translation>
    </message>
    <message>
        <source>Enter &amp;password …</source>
        <translation>&amp;Passwort eingeben …</translation>
    </message>
    <message>
        <source>The server of the exchange asks for your password.</source>
        <translation>Der Server des Austauschs verlangt Ihr Passwort.</translation>
    </message>
    <message>
        <source>Place of exchange</source>
        <translation>Ort des Austauschs</translation>
    </message>
    <message>
        <source>Your password at the server:</source>
        <translation>Ihr Passwort auf dem Server:</translation>
    </message>
    <message>
        <source>The file of this dossier was moved or copied. Choose its place of exchange again to go on.</source>
        <translation>Die Datei dieses Dossiers wurde verschoben oder kopiert. Wählen Sie ihren Ort des Austauschs erneut, um fortzufahren.</translation>
    </message>
    <message>
        <source>Changes were exchanged. Nothing new came in.</source>
        <translation>Die Änderungen wurden ausgetauscht. Es kam nichts Neues an.</translation>
    </message>
    <message>
        <source>&amp;Unite both dossiers</source>
        <translation>&amp;Beide Dossiers vereinen</translation>
    </message>
    <message numerus="yes">
        <source>%n desk(s) have not removed yet what was removed for good.</source>
        <translation>
            <numerusform>%n Arbeitsplatz hat noch nicht entfernt, was endgültig entfernt wurde.</numerusform>
            <numerusform>%n Arbeitsplätze haben noch nicht entfernt, was endgültig entfernt wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every desk that took part in this dossier, with its last changes here.</source>
        <translation>Alle Arbeitsplätze, die an diesem Dossier teilhaben, mit ihren letzten Änderungen hier.</translation>
    </message>
    <message>
        <source>this desk</source>
        <translation>dieser Arbeitsplatz</translation>
    </message>
    <message>
        <source>last changes {when}</source>
        <translation>letzte Änderungen {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) for good not confirmed</source>
        <translation>
            <numerusform>%n endgültige Entfernung nicht bestätigt</numerusform>
            <numerusform>%n endgültige Entfernungen nicht bestätigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left to settle.</source>
        <translation>Nichts ist mehr zu klären.</translation>
    </message>
</context>
<context>
    <name>ExchangeLine</name>
    <message numerus="yes">
        <source>%n batch(es) of {name} are missing.</source>
        <translation>
            <numerusform>Von {name} fehlt noch %n Paket mit Änderungen.</numerusform>
            <numerusform>Von {name} fehlen noch %n Pakete mit Änderungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other desks have a newer version of briefbuilder. Update this one.</source>
        <translation>Andere Arbeitsplätze haben eine neuere Version von briefbuilder. Aktualisieren Sie diese.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) came in only in part. Update briefbuilder.</source>
        <translation>
            <numerusform>%n Wert kam nur zum Teil an. Aktualisieren Sie briefbuilder.</numerusform>
            <numerusform>%n Werte kamen nur zum Teil an. Aktualisieren Sie briefbuilder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of {name} is %n minute(s) ahead.</source>
        <translation>
            <numerusform>Die Uhr von {name} geht %n Minute vor.</numerusform>
            <numerusform>Die Uhr von {name} geht %n Minuten vor.</numerusform>
        </translation>
    </message>
    <message>
        <source>This dossier was copied or restored, and works on as another desk.</source>
        <translation>Dieses Dossier wurde kopiert oder wiederhergestellt und arbeitet als weiterer Arbeitsplatz.</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>A&amp;nzeigen</translation>
    </message>
    <message>
        <source>To s&amp;ettle …</source>
        <translation>&amp;Zu klären …</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of {names} taken in.</source>
        <translation>
            <numerusform>%n Änderung von {names} übernommen.</numerusform>
            <numerusform>%n Änderungen von {names} übernommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) are gone from “{briefing}”: another desk removed the article for good.</source>
        <translation>
            <numerusform>%n Auszug fehlt jetzt in „{briefing}“: Ein anderer Arbeitsplatz hat den Artikel endgültig entfernt.</numerusform>
            <numerusform>%n Auszüge fehlen jetzt in „{briefing}“: Ein anderer Arbeitsplatz hat die Artikel endgültig entfernt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export “{title}”</source>
        <translation>„{title}“ exportieren</translation>
    </message>
    <message>
        <source>Export despite the errors</source>
        <translation>Trotz der Fehler exportieren</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>On a letterhead document, the OpenDocument text has its styles, margins, headers and footers as the PDF shows them.</source>
        <translation>Mit einem Briefkopf-Dokument hat der OpenDocument-Text dessen Formatvorlagen, Ränder, Kopf- und Fußzeilen, wie das PDF sie zeigt.</translation>
    </message>
    <message>
        <source>The Word file and the PDF, the originals of the sources, and a list that leads from each statement to its place. It is not encrypted.</source>
        <translation>Die Word-Datei und das PDF, die Originale der Quellen und eine Liste, die von jeder Aussage zu ihrer Stelle führt. Es ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Protect with a &amp;password</source>
        <translation>Mit &amp;Passwort schützen</translation>
    </message>
    <message>
        <source>Web pages, Markdown and evidence packs cannot be protected. A protected PDF is not an archival PDF/A.</source>
        <translation>Webseiten, Markdown und Belegpakete lassen sich nicht schützen. Ein geschütztes PDF ist kein PDF/A für das Archiv.</translation>
    </message>
    <message>
        <source>Recip&amp;ient</source>
        <translation>Empfän&amp;ger</translation>
    </message>
    <message>
        <source>Content that the recipient may not see is left out of the files.</source>
        <translation>Was der Empfänger nicht sehen darf, wird in den Dateien ausgelassen.</translation>
    </message>
    <message>
        <source>Internal version: everything</source>
        <translation>Interne Fassung: alles</translation>
    </message>
    <message>
        <source>The public: only what everyone may see</source>
        <translation>Die Öffentlichkeit: nur, was alle sehen dürfen</translation>
    </message>
    <message>
        <source>&amp;Word document (.docx)</source>
        <translation>&amp;Word-Dokument (.docx)</translation>
    </message>
    <message>
        <source>&amp;OpenDocument text, for LibreOffice (.odt)</source>
        <translation>&amp;OpenDocument-Text, für LibreOffice (.odt)</translation>
    </message>
    <message>
        <source>P&amp;DF (.pdf)</source>
        <translation>PD&amp;F (.pdf)</translation>
    </message>
    <message>
        <source>We&amp;b page, for mail (.html)</source>
        <translation>We&amp;bseite, für E-Mail (.html)</translation>
    </message>
    <message>
        <source>&amp;Markdown text (.md)</source>
        <translation>&amp;Markdown-Text (.md)</translation>
    </message>
    <message>
        <source>&amp;Evidence pack, with the sources (.zip)</source>
        <translation>B&amp;elegpaket, mit den Quellen (.zip)</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) must be fixed first.</source>
        <translation>
            <numerusform>%n Problem muss zuerst behoben werden.</numerusform>
            <numerusform>%n Probleme müssen zuerst behoben werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to look at.</source>
        <translation>
            <numerusform>%n Problem zum Ansehen.</numerusform>
            <numerusform>%n Probleme zum Ansehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the checks</source>
        <translation>Prüfungen zeigen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Name of the files</source>
        <translation>Name der Dateien</translation>
    </message>
    <message>
        <source>&amp;Change …</source>
        <translation>Än&amp;dern …</translation>
    </message>
    <message>
        <source>Change the folder</source>
        <translation>Ordner ändern</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>The folder of the last export is gone: {folder}</source>
        <translation>Der Ordner des letzten Exports ist nicht mehr da: {folder}</translation>
    </message>
    <message>
        <source>public</source>
        <translation>öffentlich</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Checking “{title}” …</source>
        <translation>„{title}“ wird geprüft …</translation>
    </message>
    <message>
        <source>Copied “{title}” as formatted text</source>
        <translation>„{title}“ wurde als formatierter Text kopiert</translation>
    </message>
    <message>
        <source>Copying “{title}” …</source>
        <translation>„{title}“ wird kopiert …</translation>
    </message>
    <message>
        <source>The files open only with this password. A forgotten password cannot be recovered.</source>
        <translation>Die Dateien öffnen sich nur mit diesem Passwort. Ein vergessenes Passwort kann nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Password for the files</source>
        <translation>Passwort für die Dateien</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Schützen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>The export was stopped because its dossier was closed.</source>
        <translation>Der Export wurde abgebrochen, weil sein Dossier geschlossen wurde.</translation>
    </message>
    <message>
        <source>Changes since {name}</source>
        <translation>Änderungen seit {name}</translation>
    </message>
    <message>
        <source> – changes</source>
        <translation> – Änderungen</translation>
    </message>
    <message>
        <source>{names} was changed after its export. Replace it without these changes?</source>
        <translation>{names} wurde nach dem Export geändert. Ohne diese Änderungen ersetzen?</translation>
    </message>
    <message>
        <source>{names} were changed after their export. Replace them without these changes?</source>
        <translation>{names} wurden nach dem Export geändert. Ohne diese Änderungen ersetzen?</translation>
    </message>
    <message>
        <source>{names} already exists. Replace it?</source>
        <translation>{names} gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>{names} already exist. Replace them?</source>
        <translation>{names} gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Exporting “{title}” …</source>
        <translation>„{title}“ wird exportiert …</translation>
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
        <translation>Webseite</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>OpenDocument-Text</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>evidence pack</source>
        <translation>Belegpaket</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} und {last}</translation>
    </message>
    <message>
        <source>Exported “{title}” as {kinds}</source>
        <translation>„{title}“ wurde als {kinds} exportiert</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Noch einmal exportieren</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>{exported}. {left_out}</source>
        <translation>{exported}. {left_out}</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>Was ausgelassen wurde</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were left out for {audience}.</source>
        <translation>
            <numerusform>%n Passage wurde für {audience} ausgelassen.</numerusform>
            <numerusform>%n Passagen wurden für {audience} ausgelassen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Edit title</source>
        <translation>Titel bearbeiten</translation>
    </message>
    <message>
        <source>Edit authors</source>
        <translation>Autoren bearbeiten</translation>
    </message>
    <message>
        <source>Edit date</source>
        <translation>Datum bearbeiten</translation>
    </message>
    <message>
        <source>Edit publication</source>
        <translation>Medium bearbeiten</translation>
    </message>
    <message>
        <source>Detail of the article</source>
        <translation>Angabe zum Artikel</translation>
    </message>
    <message>
        <source>Enter saves, Esc cancels</source>
        <translation>Eingabetaste speichert, Esc bricht ab</translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation>Das ist kein Datum. Schreiben Sie es in der Form 2026-04-12.</translation>
    </message>
    <message>
        <source>“{words}” is not a date</source>
        <translation>„{words}“ ist kein Datum</translation>
    </message>
</context>
<context>
    <name>FigureObject</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Bildunterschrift</translation>
    </message>
</context>
<context>
    <name>FileDropHandler</name>
    <message>
        <source>Import as article</source>
        <translation>Als Artikel importieren</translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>Save what is open here as …</source>
        <translation>Offenes speichern unter …</translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation>Am neuen Ort öffnen</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>„{name}“ wird kopiert.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (Kopie)</translation>
    </message>
    <message>
        <source>Save copy</source>
        <translation>Kopie speichern</translation>
    </message>
    <message>
        <source>Copy saved: {path}</source>
        <translation>Kopie gespeichert: {path}</translation>
    </message>
    <message>
        <source>Saved: {briefings} briefing(s) and the {articles} article(s) that were read last, without source pages. The others may be in a backup.</source>
        <translation>Gespeichert: {briefings} Briefings und die {articles} zuletzt gelesenen Artikel, ohne Quellseiten. Die anderen sind vielleicht in einer Sicherung.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>Jede Sprache</translation>
    </message>
    <message>
        <source>Any publication</source>
        <translation>Jedes Medium</translation>
    </message>
    <message>
        <source>Tagged or not</source>
        <translation>Verschlagwortet oder nicht</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>Verschlagwortet</translation>
    </message>
    <message>
        <source>Not tagged</source>
        <translation>Nicht verschlagwortet</translation>
    </message>
    <message>
        <source>In briefings or not</source>
        <translation>In Briefings oder nicht</translation>
    </message>
    <message>
        <source>Quoted in a briefing</source>
        <translation>In einem Briefing zitiert</translation>
    </message>
    <message>
        <source>Not in a briefing</source>
        <translation>In keinem Briefing</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>Jahr-Monat-Tag</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation>Briefings</translation>
    </message>
    <message>
        <source>Published from</source>
        <translation>Erschienen ab</translation>
    </message>
    <message>
        <source>Published until</source>
        <translation>Erschienen bis</translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation>{name} ({count})</translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation>Das ist kein Datum. Schreiben Sie es in der Form 2026-04-12.</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Close find</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Why may this stay?</source>
        <translation>Warum darf das bleiben?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Ignored: {reason}</source>
        <translation>Ignoriert: {reason}</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Ignore …</source>
        <translation>Ignorieren …</translation>
    </message>
    <message numerus="yes">
        <source>Yes, all %n article(s)</source>
        <translation>
            <numerusform>Ja, alle %n Artikel</numerusform>
            <numerusform>Ja, alle %n Artikel</numerusform>
        </translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Erledigt</translation>
    </message>
</context>
<context>
    <name>FindingCommands</name>
    <message>
        <source>Choose an issue under Checks first</source>
        <translation>Wählen Sie zuerst ein Problem unter „Prüfungen“</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) fixed</source>
        <translation>
            <numerusform>%n Problem behoben</numerusform>
            <numerusform>%n Probleme behoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s) removed</source>
        <translation>
            <numerusform>%n Dublette entfernt</numerusform>
            <numerusform>%n Dubletten entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) ignored</source>
        <translation>
            <numerusform>%n Problem ignoriert</numerusform>
            <numerusform>%n Probleme ignoriert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingTexts</name>
    <message>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Whole briefing</source>
        <translation>Ganzes Briefing</translation>
    </message>
    <message>
        <source>Must fix</source>
        <translation>Zu beheben</translation>
    </message>
    <message>
        <source>Should look at</source>
        <translation>Anzusehen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Add the passages</source>
        <translation>Passagen hinzufügen</translation>
    </message>
    <message>
        <source>Remove this one</source>
        <translation>Diese entfernen</translation>
    </message>
    <message>
        <source>Restore the original words</source>
        <translation>Ursprüngliche Wörter wiederherstellen</translation>
    </message>
    <message>
        <source>Remove the code</source>
        <translation>Angabe entfernen</translation>
    </message>
    <message>
        <source>Clear the field</source>
        <translation>Feld leeren</translation>
    </message>
    <message>
        <source>Raise the marking of the briefing</source>
        <translation>Kennzeichnung des Briefings erhöhen</translation>
    </message>
    <message>
        <source>Remove the marking</source>
        <translation>Kennzeichnung entfernen</translation>
    </message>
    <message>
        <source>Set the language</source>
        <translation>Sprache einstellen</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Describe the picture …</source>
        <translation>Bild beschreiben …</translation>
    </message>
    <message>
        <source>Who may see this …</source>
        <translation>Wer darf das sehen …</translation>
    </message>
    <message>
        <source>Settle …</source>
        <translation>Klären …</translation>
    </message>
    <message>
        <source>Show the longest items</source>
        <translation>Längste Einträge zeigen</translation>
    </message>
    <message>
        <source>Edit article details …</source>
        <translation>Angaben zum Artikel bearbeiten …</translation>
    </message>
    <message>
        <source>Yes, I may</source>
        <translation>Ja, ich darf</translation>
    </message>
    <message>
        <source>It may be passed on.</source>
        <translation>Es darf weitergegeben werden.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>It is right as it is.</source>
        <translation>Es ist so richtig.</translation>
    </message>
</context>
<context>
    <name>FirstBriefing</name>
    <message>
        <source>New briefing</source>
        <translation>Neues Briefing</translation>
    </message>
    <message>
        <source>Create one from your tagged passages.</source>
        <translation>Erstellen Sie eines aus Ihren verschlagworteten Passagen.</translation>
    </message>
    <message>
        <source>The dossier is read-only: no briefing can be created in it.</source>
        <translation>Das Dossier ist schreibgeschützt: In ihm kann kein Briefing erstellt werden.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Create the briefing</source>
        <translation>Briefing erstellen</translation>
    </message>
</context>
<context>
    <name>FormDelegate</name>
    <message>
        <source>(not set)</source>
        <translation>(nicht gesetzt)</translation>
    </message>
    <message>
        <source>Other colour …</source>
        <translation>Andere Farbe …</translation>
    </message>
    <message>
        <source>Other picture …</source>
        <translation>Anderes Bild …</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
</context>
<context>
    <name>FormModel</name>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Zeile {number}</translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message>
        <source>Add an entry</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Values: {names}</source>
        <translation>Werte: {names}</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Settings of the template</source>
        <translation>Einstellungen der Vorlage</translation>
    </message>
</context>
<context>
    <name>GuideView</name>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>This page is available in English only.</source>
        <translation>Diese Seite gibt es nur auf Englisch.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Neuerungen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Nothing for “{words}”. Try fewer words.</source>
        <translation>Nichts zu „{words}“. Versuchen Sie es mit weniger Wörtern.</translation>
    </message>
</context>
<context>
    <name>HandingOnCommands</name>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>What was removed is being erased from “{name}”.</source>
        <translation>Entferntes wird aus „{name}“ gelöscht.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (Kopie)</translation>
    </message>
    <message>
        <source>Copy for handing on</source>
        <translation>Kopie zum Weitergeben</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>„{name}“ wird kopiert.</translation>
    </message>
    <message>
        <source>The copy has a password of its own, which you tell the recipient.</source>
        <translation>Die Kopie hat ein eigenes Passwort, das Sie dem Empfänger mitteilen.</translation>
    </message>
    <message>
        <source>Encrypt copy</source>
        <translation>Kopie verschlüsseln</translation>
    </message>
    <message>
        <source>Copy without password</source>
        <translation>Kopie ohne Passwort</translation>
    </message>
    <message>
        <source>This cannot be undone. Erased are {articles} removed articles, {briefings} removed briefings and the undo history of {acts} changes. Copies and backups made before are not changed.</source>
        <translation>Das kann nicht rückgängig gemacht werden. Gelöscht werden {articles} entfernte Artikel, {briefings} entfernte Briefings und der Rückgängig-Verlauf mit {acts} Änderungen. Ältere Kopien und Sicherungen bleiben unverändert.</translation>
    </message>
    <message>
        <source>The removal goes to the other desks, which remove the same; a list shows which have not yet. Files that were sent stay, and so does own text that quotes it.</source>
        <translation>Die Entfernung geht an die anderen Arbeitsplätze, die dasselbe entfernen; eine Liste zeigt, welche noch fehlen. Gesendete Dateien bleiben, ebenso eigener Text, der es zitiert.</translation>
    </message>
    <message>
        <source>Removed for good. The file has {after} MB now, {before} MB before.</source>
        <translation>Endgültig gelöscht. Die Datei hat jetzt {after} MB, vorher {before} MB.</translation>
    </message>
    <message>
        <source>Not confirmed yet by: {names}.</source>
        <translation>Noch nicht bestätigt von: {names}.</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Arbeitsplätze</translation>
    </message>
    <message>
        <source>Copied {articles} articles and {briefings} briefings to “{name}”.</source>
        <translation>{articles} Artikel und {briefings} Briefings wurden nach „{name}“ kopiert.</translation>
    </message>
    <message>
        <source>Verify evidence pack</source>
        <translation>Belegpaket prüfen</translation>
    </message>
    <message>
        <source>Evidence pack (*.zip)</source>
        <translation>Belegpaket (*.zip)</translation>
    </message>
    <message>
        <source>Verifying “{name}” …</source>
        <translation>„{name}“ wird geprüft …</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suche oder Befehl</translation>
    </message>
    <message>
        <source>No dossier</source>
        <translation>Kein Dossier</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (schreibgeschützt)</translation>
    </message>
    <message>
        <source>Dossier: {name}</source>
        <translation>Dossier: {name}</translation>
    </message>
    <message>
        <source>Format {format}, opened by version {program} and later</source>
        <translation>Format {format}, lesbar ab Version {program}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>ItemBar</name>
    <message>
        <source>In article</source>
        <translation>Im Artikel</translation>
    </message>
    <message>
        <source>More actions for the item</source>
        <translation>Weitere Befehle für den Eintrag</translation>
    </message>
</context>
<context>
    <name>ItemFoot</name>
    <message>
        <source>Who may see the item</source>
        <translation>Wer den Eintrag sehen darf</translation>
    </message>
    <message>
        <source>Write a working translation of the excerpt</source>
        <translation>Eine Arbeitsübersetzung des Auszugs schreiben</translation>
    </message>
    <message>
        <source>Who may see the item: {release}</source>
        <translation>Wer den Eintrag sehen darf: {release}</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Add a translation</source>
        <translation>Übersetzung hinzufügen</translation>
    </message>
    <message>
        <source>Write a working translation, shown next to the excerpt and marked as unofficial</source>
        <translation>Eine Arbeitsübersetzung schreiben, die neben dem Auszug steht und als nicht amtlich gekennzeichnet ist</translation>
    </message>
</context>
<context>
    <name>ItemMenu</name>
    <message>
        <source>&amp;Quote the whole section</source>
        <translation>&amp;Den ganzen Abschnitt zitieren</translation>
    </message>
    <message>
        <source>Add the &amp;next section</source>
        <translation>Den &amp;nächsten Abschnitt hinzufügen</translation>
    </message>
    <message>
        <source>Restore &amp;the original text</source>
        <translation>Ursprünglichen &amp;Text wiederherstellen</translation>
    </message>
    <message>
        <source>Reliability &amp;of the source</source>
        <translation>&amp;Verlässlichkeit der Quelle</translation>
    </message>
    <message>
        <source>Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged.</source>
        <translation>Admiralitätscode: A bis F für die Quelle, 1 bis 6 für die Information. F6 heißt, dass beides nicht zu beurteilen ist.</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Mar&amp;king of the item</source>
        <translation>&amp;Kennzeichnung des Eintrags</translation>
    </message>
    <message>
        <source>No separate marking</source>
        <translation>Keine eigene Kennzeichnung</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Erfordert ein zugelassenes System: Lassen Sie es von der Administration freigeben.</translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
    <message>
        <source>Text of the item</source>
        <translation>Text des Eintrags</translation>
    </message>
    <message>
        <source>Press Esc to return to the outline. In a list, Tab indents the item. In a table, Tab moves to the next cell.</source>
        <translation>Esc führt zur Gliederung zurück. In einer Liste rückt der Tabulator den Punkt ein. In einer Tabelle geht er zur nächsten Zelle.</translation>
    </message>
    <message>
        <source>Put the cursor on a statement that is in a source</source>
        <translation>Setzen Sie die Einfügemarke auf eine Aussage, die in einer Quelle steht</translation>
    </message>
    <message>
        <source>Choose an excerpt that was not edited</source>
        <translation>Wählen Sie einen Auszug, der nicht bearbeitet wurde</translation>
    </message>
    <message>
        <source>Choose an item in the outline to edit it.</source>
        <translation>Wählen Sie in der Gliederung einen Eintrag, um ihn zu bearbeiten.</translation>
    </message>
    <message>
        <source>Passages tagged “{topic}” are in other parts, or under “Ready to add”.</source>
        <translation>Passagen zu „{topic}“ stehen in anderen Teilen oder unter „Verfügbar“.</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Others changed this text, too. Both versions are merged when you leave it.</source>
        <translation>Auch andere haben diesen Text geändert. Beide Fassungen werden zusammengeführt, wenn Sie ihn verlassen.</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) are restricted.</source>
        <translation>
            <numerusform>%n Absatz ist beschränkt.</numerusform>
            <numerusform>%n Absätze sind beschränkt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Working translation: marked as unofficial in the export.</source>
        <translation>Arbeitsübersetzung: im Export als nicht amtlich gekennzeichnet.</translation>
    </message>
    <message>
        <source>The article no longer contains these words. Add the excerpt again, or remove it.</source>
        <translation>Der Artikel enthält diese Wörter nicht mehr. Fügen Sie den Auszug noch einmal hinzu, oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>Edited quotation: marked in the export.</source>
        <translation>Bearbeitetes Zitat: im Export gekennzeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>as in the article</source>
        <translation>wie im Artikel</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>Write the working translation here …</source>
        <translation>Schreiben Sie hier die Arbeitsübersetzung …</translation>
    </message>
    <message>
        <source>Write here …</source>
        <translation>Schreiben Sie hier …</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n Absatz</numerusform>
            <numerusform>%n Absätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables and notes hold no pictures, and pictures are left out that are not PNG, JPEG, GIF, WebP, TIFF or BMP.</source>
        <translation>Tabellen und Anmerkungen enthalten keine Bilder; Bilder, die nicht PNG, JPEG, GIF, WebP, TIFF oder BMP sind, entfallen.</translation>
    </message>
    <message>
        <source>There is nothing more to quote there.</source>
        <translation>Dort gibt es nichts mehr zu zitieren.</translation>
    </message>
    <message>
        <source>An excerpt has at least one sentence.</source>
        <translation>Ein Auszug hat mindestens einen Satz.</translation>
    </message>
    <message>
        <source>This excerpt contains code or an irregular table and cannot be edited. It is exported unchanged.</source>
        <translation>Dieser Auszug enthält Code oder eine unregelmäßige Tabelle und kann nicht bearbeitet werden. Er wird unverändert exportiert.</translation>
    </message>
    <message>
        <source>The pasted text was too long. The rest was left out.</source>
        <translation>Der eingefügte Text war zu lang. Der Rest wurde ausgelassen.</translation>
    </message>
</context>
<context>
    <name>ItemSource</name>
    <message>
        <source>Last changed by {who}</source>
        <translation>Zuletzt geändert von {who}</translation>
    </message>
</context>
<context>
    <name>KeyHints</name>
    <message>
        <source>Keys: {keys}</source>
        <translation>Tasten: {keys}</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}: {text}</translation>
    </message>
</context>
<context>
    <name>LabelsModel</name>
    <message>
        <source>All languages</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>LabelsView</name>
    <message>
        <source>Texts by language</source>
        <translation>Texte nach Sprache</translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Paragraph language</source>
        <translation>Sprache des Absatzes</translation>
    </message>
    <message>
        <source>Same as article · {language}</source>
        <translation>Wie der Artikel · {language}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
</context>
<context>
    <name>LetterheadBar</name>
    <message>
        <source>Letterhead document</source>
        <translation>Briefkopf-Dokument</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose a letterhead document</source>
        <translation>Briefkopf-Dokument wählen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the letterhead document</source>
        <translation>Briefkopf-Dokument entfernen</translation>
    </message>
    <message>
        <source>none: paper and styles are those of the template</source>
        <translation>keines: Papier und Formate kommen aus der Vorlage</translation>
    </message>
    <message>
        <source>Word files (*.docx *.dotx)</source>
        <translation>Word-Dateien (*.docx *.dotx)</translation>
    </message>
    <message>
        <source>There is already a file {name} beside the template. Replace it?</source>
        <translation>Neben der Vorlage gibt es schon eine Datei {name}. Ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>LinkedArticles</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n Anhang</numerusform>
            <numerusform>%n Anhänge</numerusform>
        </translation>
    </message>
    <message>
        <source>From an email</source>
        <translation>Aus einer E-Mail</translation>
    </message>
    <message>
        <source>The email and its attachments</source>
        <translation>Die E-Mail und ihre Anhänge</translation>
    </message>
    <message>
        <source>Email: {title}</source>
        <translation>E-Mail: {title}</translation>
    </message>
    <message>
        <source>Attachment: {title}</source>
        <translation>Anhang: {title}</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>ListTitle</name>
    <message>
        <source>Show in the list</source>
        <translation>In der Liste zeigen</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Shown in the list: {name}, {count}</source>
        <translation>In der Liste: {name}, {count}</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>More topics</source>
        <translation>Weitere Themen</translation>
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
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Articles are still being imported ({status}). Those that were read are kept.</source>
        <translation>Es werden noch Artikel importiert ({status}). Die schon gelesenen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Stop import and close</source>
        <translation>Import anhalten und schließen</translation>
    </message>
    <message>
        <source>An export is still being prepared. No file is written if you close now.</source>
        <translation>Ein Export wird noch vorbereitet. Wenn Sie jetzt schließen, wird keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Stop export and close</source>
        <translation>Export anhalten und schließen</translation>
    </message>
    <message>
        <source>Open a &amp;copy …</source>
        <translation>&amp;Kopie öffnen …</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal versuchen</translation>
    </message>
    <message>
        <source>“{name}” is still open elsewhere.</source>
        <translation>„{name}“ ist noch anderswo geöffnet.</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (schreibgeschützt)</translation>
    </message>
</context>
<context>
    <name>MatrixDialog</name>
    <message>
        <source>Matrix of articles and topics</source>
        <translation>Matrix der Artikel und Themen</translation>
    </message>
    <message>
        <source>&amp;Only tagged articles</source>
        <translation>&amp;Nur verschlagwortete Artikel</translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation>Artikel rollen</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Themen rollen</translation>
    </message>
    <message>
        <source>Press Enter to go to the first passage of a cell.</source>
        <translation>Die Eingabetaste führt zur ersten Passage einer Zelle.</translation>
    </message>
    <message>
        <source>Nothing is tagged yet.</source>
        <translation>Noch ist nichts verschlagwortet.</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n Schlagwort</numerusform>
            <numerusform>%n Schlagwörter</numerusform>
        </translation>
    </message>
    <message>
        <source>{article}, {topic}: {tags}</source>
        <translation>{article}, {topic}: {tags}</translation>
    </message>
</context>
<context>
    <name>MenuBuilder</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Dossier</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <source>E&amp;xchange</source>
        <translation>A&amp;ustausch</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Article</source>
        <translation>&amp;Artikel</translation>
    </message>
    <message>
        <source>&amp;Structure</source>
        <translation>&amp;Struktur</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>&amp;Themen</translation>
    </message>
    <message>
        <source>&amp;Briefing</source>
        <translation>B&amp;riefing</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>NewBriefingDialog</name>
    <message>
        <source>New briefing</source>
        <translation>Neues Briefing</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
</context>
<context>
    <name>NewBriefingForm</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Subject of the briefing</source>
        <translation>Gegenstand des Briefings</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n Passage</numerusform>
            <numerusform>%n Passagen</numerusform>
        </translation>
    </message>
    <message>
        <source>{topic} – {passages}</source>
        <translation>{topic} – {passages}</translation>
    </message>
    <message>
        <source>T&amp;opics</source>
        <translation>&amp;Themen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>No passages are tagged yet. You can add excerpts later.</source>
        <translation>Noch sind keine Passagen verschlagwortet. Auszüge können Sie später hinzufügen.</translation>
    </message>
    <message>
        <source>Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Die Leertaste kreuzt die ausgewählten Themen an, Strg+A wählt alle aus.</translation>
    </message>
    <message>
        <source>Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Jedes angekreuzte Thema wird ein Teil mit den Passagen dazu. Die Leertaste kreuzt die ausgewählten Themen an, Strg+A wählt alle aus.</translation>
    </message>
    <message>
        <source>It has no part that gathers tagged passages: add excerpts yourself.</source>
        <translation>Sie hat keinen Teil, der verschlagwortete Passagen sammelt: Fügen Sie Auszüge selbst hinzu.</translation>
    </message>
</context>
<context>
    <name>NewFilesStrip</name>
    <message>
        <source>New files in watched folders</source>
        <translation>Neue Dateien in überwachten Ordnern</translation>
    </message>
    <message>
        <source>Import all</source>
        <translation>Alle importieren</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose new files</source>
        <translation>Neue Dateien auswählen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dismiss new files</source>
        <translation>Neue Dateien verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) to import</source>
        <translation>
            <numerusform>%n Datei zu importieren</numerusform>
            <numerusform>%n Dateien zu importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Watched folders not found: {names}. They are checked again later.</source>
        <translation>Überwachte Ordner nicht gefunden: {names}. Sie werden später wieder geprüft.</translation>
    </message>
</context>
<context>
    <name>NewPasswordDialog</name>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Neues Passwort noch einmal</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Die beiden Passwörter sind verschieden.</translation>
    </message>
</context>
<context>
    <name>NoticeButton</name>
    <message>
        <source>Import notes ({count})</source>
        <translation>Import-Hinweise ({count})</translation>
    </message>
    <message>
        <source>What the import removed, guessed or could not read</source>
        <translation>Was der Import entfernt, geschätzt oder nicht gelesen hat</translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation>Import-Hinweise</translation>
    </message>
    <message>
        <source>The source page is kept unchanged. To show clean text, the import did the following:</source>
        <translation>Die Quellseite bleibt unverändert. Für einen klaren Text hat der Import Folgendes getan:</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close notice</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>NoveltyDialog</name>
    <message>
        <source>New since “{title}”</source>
        <translation>Neu seit „{title}“</translation>
    </message>
    <message>
        <source>Comparing the articles imported since …</source>
        <translation>Seitdem importierte Artikel werden verglichen …</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>&amp;Title of the next briefing</source>
        <translation>&amp;Titel des nächsten Briefings</translation>
    </message>
    <message>
        <source>&amp;Gather also what was already reported</source>
        <translation>&amp;Auch sammeln, was schon berichtet wurde</translation>
    </message>
    <message>
        <source>&amp;Copy your own texts, to update them</source>
        <translation>&amp;Eigene Texte kopieren, um sie zu aktualisieren</translation>
    </message>
    <message>
        <source>Create briefing</source>
        <translation>Briefing erstellen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Sections imported since</source>
        <translation>Seitdem importierte Abschnitte</translation>
    </message>
    <message numerus="yes">
        <source>%n section(s) with something new or changed</source>
        <translation>
            <numerusform>%n Abschnitt mit Neuem oder Geändertem</numerusform>
            <numerusform>%n Abschnitte mit Neuem oder Geändertem</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported since this briefing.</source>
        <translation>Seit diesem Briefing wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Only copies and changed figures are recognized as reported.</source>
        <translation>Als bereits berichtet werden nur Kopien und geänderte Zahlen erkannt.</translation>
    </message>
    <message numerus="yes">
        <source>{new} of %n sentence(s) new or changed</source>
        <translation>
            <numerusform>{new} von %n Satz neu oder geändert</numerusform>
            <numerusform>{new} von %n Sätzen neu oder geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>{change}: {text}</source>
        <translation>{change}: {text}</translation>
    </message>
    <message>
        <source>Reported: {text}</source>
        <translation>Bereits berichtet: {text}</translation>
    </message>
</context>
<context>
    <name>OriginalPages</name>
    <message>
        <source>Source page</source>
        <translation>Quellseite</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Quellseite rollen</translation>
    </message>
    <message>
        <source>Scroll the source page sideways</source>
        <translation>Quellseite seitwärts rollen</translation>
    </message>
    <message>
        <source>The source page; nothing is shown yet.</source>
        <translation>Die Quellseite; noch wird nichts gezeigt.</translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the source, at {zoom} %.</source>
        <translation>Seite {page} von {pages} der Quelle, bei {zoom} %.</translation>
    </message>
</context>
<context>
    <name>OriginalPane</name>
    <message>
        <source>Source page</source>
        <translation>Quellseite</translation>
    </message>
    <message>
        <source>Close source page</source>
        <translation>Quellseite schließen</translation>
    </message>
    <message>
        <source>Select an article to see its source page here.</source>
        <translation>Wählen Sie einen Artikel, um hier seine Quellseite zu sehen.</translation>
    </message>
    <message>
        <source>Reading the source page …</source>
        <translation>Die Quellseite wird gelesen …</translation>
    </message>
    <message>
        <source>The current text was not found in the source page.</source>
        <translation>Der aktuelle Text wurde in der Quellseite nicht gefunden.</translation>
    </message>
    <message>
        <source>Only the beginning is shown. Save the file to see all of it.</source>
        <translation>Nur der Anfang wird gezeigt. Speichern Sie die Datei, um alles zu sehen.</translation>
    </message>
    <message>
        <source>This file contains no text to show. You can save it and open it in another program.</source>
        <translation>Diese Datei enthält keinen Text zum Zeigen. Sie können sie speichern und in einem anderen Programm öffnen.</translation>
    </message>
    <message>
        <source>The current text was not found on this page.</source>
        <translation>Der aktuelle Text wurde auf dieser Seite nicht gefunden.</translation>
    </message>
    <message>
        <source>Enter password …</source>
        <translation>Passwort eingeben …</translation>
    </message>
    <message>
        <source>Password of “{name}”:</source>
        <translation>Passwort von „{name}“:</translation>
    </message>
    <message>
        <source>Encrypted file</source>
        <translation>Verschlüsselte Datei</translation>
    </message>
</context>
<context>
    <name>OriginalTextView</name>
    <message>
        <source>Text of the source page</source>
        <translation>Text der Quellseite</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Quellseite rollen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Restore in article</source>
        <translation>Im Artikel wiederherstellen</translation>
    </message>
    <message>
        <source>Show in article</source>
        <translation>Im Artikel zeigen</translation>
    </message>
    <message>
        <source>[Picture not included]</source>
        <translation>[Bild nicht enthalten]</translation>
    </message>
</context>
<context>
    <name>OriginalToggle</name>
    <message>
        <source>This kind of file (*{suffix});;</source>
        <translation>Diese Art von Datei (*{suffix});;</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save source page</source>
        <translation>Quellseite speichern</translation>
    </message>
    <message>
        <source>Source page saved: {name}</source>
        <translation>Quellseite gespeichert: {name}</translation>
    </message>
</context>
<context>
    <name>OriginalToolbar</name>
    <message>
        <source>Zoom out (−)</source>
        <translation>Verkleinern (−)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Fit width (0)</source>
        <translation>An Breite anpassen (0)</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Seite {page} von {pages}</translation>
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
            <numerusform>{words} von %n Wort</numerusform>
            <numerusform>{words} von %n Wörtern</numerusform>
        </translation>
    </message>
    <message>
        <source>Heading of the part</source>
        <translation>Überschrift des Teils</translation>
    </message>
    <message>
        <source>Heading from the template</source>
        <translation>Überschrift aus der Vorlage</translation>
    </message>
</context>
<context>
    <name>OutlineEditor</name>
    <message>
        <source>Create a briefing first, then add the passage to it.</source>
        <translation>Erstellen Sie zuerst ein Briefing, und fügen Sie dann die Passage hinzu.</translation>
    </message>
    <message>
        <source>New briefing …</source>
        <translation>Neues Briefing …</translation>
    </message>
    <message>
        <source>Added to “{part}”</source>
        <translation>Hinzugefügt zu „{part}“</translation>
    </message>
    <message>
        <source>New part</source>
        <translation>Neuer Teil</translation>
    </message>
    <message>
        <source>“{title}” removed</source>
        <translation>„{title}“ entfernt</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) removed</source>
        <translation>
            <numerusform>%n Eintrag entfernt</numerusform>
            <numerusform>%n Einträge entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) removed</source>
        <translation>
            <numerusform>%n Teil entfernt</numerusform>
            <numerusform>%n Teile entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part and %n item(s) removed</source>
        <translation>
            <numerusform>Teil und %n Eintrag entfernt</numerusform>
            <numerusform>Teil und %n Einträge entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{parts} parts and %n item(s) removed</source>
        <translation>
            <numerusform>{parts} Teile und %n Eintrag entfernt</numerusform>
            <numerusform>{parts} Teile und %n Einträge entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) and items</source>
        <translation>
            <numerusform>%n Teil mit Einträgen</numerusform>
            <numerusform>%n Teile und Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were added.</source>
        <translation>
            <numerusform>%n Passage wurde hinzugefügt.</numerusform>
            <numerusform>%n Passagen wurden hinzugefügt.</numerusform>
        </translation>
    </message>
    <message>
        <source>No passage is tagged yet. Choose one in Read and press T to tag it.</source>
        <translation>Noch ist keine Passage verschlagwortet. Wählen Sie eine unter „Lesen“ und drücken Sie T.</translation>
    </message>
    <message>
        <source>This template has no part that gathers tagged passages.</source>
        <translation>Diese Vorlage hat keinen Teil, der verschlagwortete Passagen sammelt.</translation>
    </message>
    <message>
        <source>No passage is tagged with the topics of this briefing. Choose one in Read and press T to tag it.</source>
        <translation>Keine Passage hat ein Thema dieses Briefings. Wählen Sie eine unter „Lesen“ und drücken Sie T.</translation>
    </message>
    <message>
        <source>This briefing was created without topics. Create one with those that you have tagged.</source>
        <translation>Dieses Briefing wurde ohne Themen erstellt. Erstellen Sie eines mit den Themen, mit denen Sie verschlagwortet haben.</translation>
    </message>
    <message>
        <source>The briefing already contains all passages tagged with the topics of its parts.</source>
        <translation>Das Briefing enthält schon alle Passagen zu den Themen seiner Teile.</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>{row}, changed by {names}</source>
        <translation>{row}, geändert von {names}</translation>
    </message>
</context>
<context>
    <name>OutlinePane</name>
    <message>
        <source>Text</source>
        <translation>Freitext</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Gather</source>
        <translation>Sammeln</translation>
    </message>
</context>
<context>
    <name>OutlineView</name>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Parts and items of the briefing. Press Alt and an arrow key to move, Enter to edit, Delete to remove.</source>
        <translation>Teile und Einträge des Briefings. Alt und eine Pfeiltaste verschieben, die Eingabetaste bearbeitet, Entf entfernt.</translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message>
        <source>&amp;Copy table</source>
        <translation>&amp;Tabelle kopieren</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>All topics</source>
        <translation>Alle Themen</translation>
    </message>
    <message>
        <source>Articles not read yet: {count}.</source>
        <translation>Noch nicht gelesene Artikel: {count}.</translation>
    </message>
    <message>
        <source>Stopped. Choose the tab again to continue.</source>
        <translation>Angehalten. Wählen Sie den Reiter noch einmal, um fortzufahren.</translation>
    </message>
</context>
<context>
    <name>OverviewTable</name>
    <message>
        <source>Scroll the table</source>
        <translation>Tabelle rollen</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Scroll the text</source>
        <translation>Text verschieben</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Search all articles for “{words}”</source>
        <translation>Alle Artikel nach „{words}“ durchsuchen</translation>
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
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>PasswordFields</name>
    <message>
        <source>&amp;Show password</source>
        <translation>Passwort &amp;zeigen</translation>
    </message>
</context>
<context>
    <name>PictureCommands</name>
    <message>
        <source>This item has no picture</source>
        <translation>Dieser Eintrag hat kein Bild</translation>
    </message>
    <message>
        <source>Describe picture</source>
        <translation>Bild beschreiben</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <source>Description of “{picture}” for readers who cannot see it</source>
        <translation>Beschreibung von „{picture}“ für Leser, die es nicht sehen können</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Place of exchange</source>
        <translation>Ort des Austauschs</translation>
    </message>
    <message>
        <source>Changes are exchanged there by themselves while this dossier is open on this computer.</source>
        <translation>Änderungen werden dort automatisch ausgetauscht, solange dieses Dossier auf diesem Computer offen ist.</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it</source>
        <translation>Ihr Name, wie Kolleginnen und Kollegen ihn sehen</translation>
    </message>
    <message>
        <source>&amp;Nowhere: changes are sent and taken in as files</source>
        <translation>&amp;Nirgends: Änderungen werden als Dateien gesendet und übernommen</translation>
    </message>
    <message>
        <source>In a shared &amp;folder that every desk can write to</source>
        <translation>In einem gemeinsamen &amp;Ordner, in den jeder Arbeitsplatz schreiben kann</translation>
    </message>
    <message>
        <source>On a PostgreSQL &amp;server</source>
        <translation>Auf einem PostgreSQL-&amp;Server</translation>
    </message>
    <message>
        <source>postgresql://name@server/database?dossier=name&amp;sslrootcert=file</source>
        <translation>postgresql://name@server/datenbank?dossier=name&amp;sslrootcert=datei</translation>
    </message>
    <message>
        <source>Shared folder</source>
        <translation>Gemeinsamer Ordner</translation>
    </message>
    <message>
        <source>&amp;Choose …</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>File with the house key</source>
        <translation>Datei mit dem Organisationsschlüssel</translation>
    </message>
    <message>
        <source>C&amp;hoose key …</source>
        <translation>S&amp;chlüssel wählen …</translation>
    </message>
    <message>
        <source>Use this place</source>
        <translation>Diesen Ort verwenden</translation>
    </message>
    <message>
        <source>House key</source>
        <translation>Organisationsschlüssel</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This dossier is encrypted: what is exchanged must be, too. Choose the file with the house key.</source>
        <translation>Dieses Dossier ist verschlüsselt, also muss es auch der Austausch sein. Wählen Sie die Datei mit dem Organisationsschlüssel.</translation>
    </message>
</context>
<context>
    <name>Policy</name>
    <message>
        <source>Set by your administrator</source>
        <translation>Von Ihrer Administration festgelegt</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Recipient of the preview and the check</source>
        <translation>Empfänger der Vorschau und der Prüfung</translation>
    </message>
    <message>
        <source>Preview and check the export for a recipient, without the content that they may not see.</source>
        <translation>Den Export für einen Empfänger zeigen und prüfen, ohne das, was er nicht sehen darf.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Internal version</source>
        <translation>Interne Fassung</translation>
    </message>
    <message>
        <source>For the public</source>
        <translation>Für die Öffentlichkeit</translation>
    </message>
    <message>
        <source>For {name}</source>
        <translation>Für {name}</translation>
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
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>The pages of the export. There are none yet.</source>
        <translation>Die Seiten des Exports. Noch gibt es keine.</translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the export, at {zoom} %. Click an item to select it.</source>
        <translation>Seite {page} von {pages} des Exports, bei {zoom} %. Ein Klick wählt den Eintrag aus.</translation>
    </message>
</context>
<context>
    <name>PrintingTexts</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer</source>
        <translation>
            <numerusform>%n Seite an den Drucker gesendet</numerusform>
            <numerusform>%n Seiten an den Drucker gesendet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Suchen in:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Dateien des &amp;Typs:</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>QtPrompter</name>
    <message>
        <source>Operation failed</source>
        <translation>Vorgang fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>QueryCompletion</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Topics and suggestions</source>
        <translation>Themen und Vorschläge</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Topics of</source>
        <translation>Themen von</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Edit details</source>
        <translation>Angaben bearbeiten</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>Noch keine Themen</translation>
    </message>
    <message>
        <source>No topic has terms in {language}. Only names that are the same in several languages are found.</source>
        <translation>Kein Thema hat Begriffe auf {language}. Nur Namen, die in mehreren Sprachen gleich sind, werden gefunden.</translation>
    </message>
    <message>
        <source>The optional sentence vectors compare texts in all languages by meaning.</source>
        <translation>Die optionalen Satzvektoren vergleichen Texte in allen Sprachen nach ihrer Bedeutung.</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Absatz</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Add section to briefing</source>
        <translation>Abschnitt hinzufügen</translation>
    </message>
    <message>
        <source>Add paragraph to briefing</source>
        <translation>Absatz hinzufügen</translation>
    </message>
    <message>
        <source>Add selection to briefing</source>
        <translation>Auswahl hinzufügen</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Add a topic to the article</source>
        <translation>Dem Artikel ein Thema hinzufügen</translation>
    </message>
    <message>
        <source>Suggestions are still being looked for. Press the key again when they are listed.</source>
        <translation>Vorschläge werden noch gesucht. Drücken Sie die Taste noch einmal, wenn sie in der Liste stehen.</translation>
    </message>
    <message>
        <source>Add a topic</source>
        <translation>Thema hinzufügen</translation>
    </message>
    <message>
        <source>Show in article</source>
        <translation>Im Artikel zeigen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>RailFoot</name>
    <message>
        <source>into</source>
        <translation>in</translation>
    </message>
    <message>
        <source>Part of the briefing</source>
        <translation>Teil des Briefings</translation>
    </message>
    <message>
        <source>Add section to briefing</source>
        <translation>Abschnitt hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>a new briefing</source>
        <translation>ein neues Briefing</translation>
    </message>
</context>
<context>
    <name>ReadOnlyNotice</name>
    <message>
        <source>Save copy as …</source>
        <translation>Kopie speichern unter …</translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation>Am neuen Ort öffnen</translation>
    </message>
</context>
<context>
    <name>ReaderBar</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Topics and suggestions</source>
        <translation>Themen und Vorschläge</translation>
    </message>
    <message>
        <source>More about the article</source>
        <translation>Mehr zum Artikel</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message numerus="yes">
        <source>Show the list of %n article(s)</source>
        <translation>
            <numerusform>Die Liste mit %n Artikel zeigen</numerusform>
            <numerusform>Die Liste mit %n Artikeln zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Corrected in %n place(s)</source>
        <translation>
            <numerusform>An %n Stelle korrigiert</numerusform>
            <numerusform>An %n Stellen korrigiert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyList</name>
    <message>
        <source>Tagged passages that can be added</source>
        <translation>Verschlagwortete Passagen, die hinzugefügt werden können</translation>
    </message>
    <message>
        <source>Press Enter to add a passage, or drag it into the outline.</source>
        <translation>Die Eingabetaste fügt eine Passage hinzu; Sie können sie auch in die Gliederung ziehen.</translation>
    </message>
</context>
<context>
    <name>ReadyToAdd</name>
    <message>
        <source>Ready to add</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Add the selected passages</source>
        <translation>Ausgewählte Passagen hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>%n tagged passage(s)</source>
        <translation>
            <numerusform>%n Passage</numerusform>
            <numerusform>%n Passagen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add to briefing</source>
        <translation>&amp;Zum Briefing hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Im A&amp;rtikel zeigen</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Remove from this list</source>
        <translation>Aus dieser &amp;Liste entfernen</translation>
    </message>
    <message>
        <source>Open with {user}</source>
        <translation>Geöffnet bei {user}</translation>
    </message>
</context>
<context>
    <name>RecentSearchDialog</name>
    <message>
        <source>Search recent dossiers</source>
        <translation>Letzte Dossiers durchsuchen</translation>
    </message>
    <message>
        <source>Type words, and press Enter to search the dossiers that you opened last. They are only read.</source>
        <translation>Geben Sie Wörter ein, und drücken Sie die Eingabetaste: Die zuletzt geöffneten Dossiers werden durchsucht und nur gelesen.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>There are no other recent dossiers. The open one is searched in its list of articles.</source>
        <translation>Es gibt keine anderen zuletzt geöffneten Dossiers. Das geöffnete durchsuchen Sie in seiner Artikelliste.</translation>
    </message>
    <message numerus="yes">
        <source>Searching %n dossier(s) …</source>
        <translation>
            <numerusform>%n Dossier wird durchsucht …</numerusform>
            <numerusform>%n Dossiers werden durchsucht …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n Ergebnis</numerusform>
            <numerusform>%n Ergebnisse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>This report contains versions, settings and the last errors, but no content of a dossier and no paths. Save it and send it to your support, with what you did and what happened.</source>
        <translation>Dieser Bericht enthält Versionen, Einstellungen und die letzten Fehler, aber keinen Inhalt eines Dossiers und keine Pfade. Speichern Sie ihn, und senden Sie ihn an Ihren Support, mit dem, was Sie getan haben und was geschehen ist.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>The report is being made …</source>
        <translation>Der Bericht wird erstellt …</translation>
    </message>
    <message>
        <source>&amp;Save as …</source>
        <translation>&amp;Speichern unter …</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>Textdateien (*.txt)</translation>
    </message>
    <message>
        <source>The report is saved as {name}.</source>
        <translation>Der Bericht ist als {name} gespeichert.</translation>
    </message>
</context>
<context>
    <name>ReturnedFiles</name>
    <message>
        <source>Create a briefing first</source>
        <translation>Erstellen Sie zuerst ein Briefing</translation>
    </message>
    <message>
        <source>Review corrections from Word</source>
        <translation>Korrekturen aus Word durchsehen</translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation>Word-Dokument (*.docx)</translation>
    </message>
    <message>
        <source>Comparing “{file}” with the briefing …</source>
        <translation>„{file}“ wird mit dem Briefing verglichen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ReviewFilters</name>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Quotations</source>
        <translation>Zitate</translation>
    </message>
    <message>
        <source>Typography</source>
        <translation>Typografie</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>Changes in the file</source>
        <translation>Änderungen in der Datei</translation>
    </message>
    <message>
        <source>Press A to accept a change, R to reject it, N for the next one that is open.</source>
        <translation>Mit A nehmen Sie eine Änderung an, mit R lehnen Sie sie ab, mit N gehen Sie zur nächsten offenen.</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>Close the review</source>
        <translation>Durchsicht schließen</translation>
    </message>
    <message>
        <source>No change matches the filters.</source>
        <translation>Keine Änderung passt zu den Filtern.</translation>
    </message>
    <message>
        <source>The file has no changes.</source>
        <translation>Die Datei hat keine Änderungen.</translation>
    </message>
    <message numerus="yes">
        <source>Accept all (%n)</source>
        <translation>
            <numerusform>Alle annehmen (%n)</numerusform>
            <numerusform>Alle annehmen (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>Alle ablehnen</translation>
    </message>
    <message>
        <source>Choose a change first</source>
        <translation>Wählen Sie zuerst eine Änderung</translation>
    </message>
    <message>
        <source>Review corrections from Word first</source>
        <translation>Prüfen Sie zuerst Korrekturen aus Word</translation>
    </message>
    <message>
        <source>Comment marked as done</source>
        <translation>Kommentar als erledigt markiert</translation>
    </message>
    <message>
        <source>Change accepted</source>
        <translation>Änderung angenommen</translation>
    </message>
    <message>
        <source>Change rejected</source>
        <translation>Änderung abgelehnt</translation>
    </message>
    <message>
        <source>Text of the file used</source>
        <translation>Text der Datei verwendet</translation>
    </message>
    <message>
        <source>Added below the quotation as text</source>
        <translation>Unter dem Zitat als Freitext hinzugefügt</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) accepted</source>
        <translation>
            <numerusform>%n Änderung angenommen</numerusform>
            <numerusform>%n Änderungen angenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quotation(s) left to look at</source>
        <translation>
            <numerusform>%n Zitat noch anzusehen</numerusform>
            <numerusform>%n Zitate noch anzusehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) left to look at</source>
        <translation>
            <numerusform>%n Konflikt noch anzusehen</numerusform>
            <numerusform>%n Konflikte noch anzusehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) cannot be applied</source>
        <translation>
            <numerusform>%n Änderung lässt sich nicht anwenden</numerusform>
            <numerusform>%n Änderungen lassen sich nicht anwenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) rejected</source>
        <translation>
            <numerusform>%n Änderung abgelehnt</numerusform>
            <numerusform>%n Änderungen abgelehnt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Text changed</source>
        <translation>Text geändert</translation>
    </message>
    <message>
        <source>Typography</source>
        <translation>Typografie</translation>
    </message>
    <message>
        <source>Paragraph added</source>
        <translation>Absatz hinzugefügt</translation>
    </message>
    <message>
        <source>Paragraph removed</source>
        <translation>Absatz entfernt</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Paragraph split</source>
        <translation>Absatz geteilt</translation>
    </message>
    <message>
        <source>Paragraphs joined</source>
        <translation>Absätze verbunden</translation>
    </message>
    <message>
        <source>Style changed</source>
        <translation>Formatvorlage geändert</translation>
    </message>
    <message>
        <source>Format changed</source>
        <translation>Formatierung geändert</translation>
    </message>
    <message>
        <source>Row added</source>
        <translation>Zeile hinzugefügt</translation>
    </message>
    <message>
        <source>Row removed</source>
        <translation>Zeile entfernt</translation>
    </message>
    <message>
        <source>Column added</source>
        <translation>Spalte hinzugefügt</translation>
    </message>
    <message>
        <source>Column removed</source>
        <translation>Spalte entfernt</translation>
    </message>
    <message>
        <source>Cell added</source>
        <translation>Zelle hinzugefügt</translation>
    </message>
    <message>
        <source>Cell removed</source>
        <translation>Zelle entfernt</translation>
    </message>
    <message>
        <source>Table added</source>
        <translation>Tabelle hinzugefügt</translation>
    </message>
    <message>
        <source>Table removed</source>
        <translation>Tabelle entfernt</translation>
    </message>
    <message>
        <source>Table moved</source>
        <translation>Tabelle verschoben</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>Anmerkung geändert</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>Anmerkung hinzugefügt</translation>
    </message>
    <message>
        <source>Note removed</source>
        <translation>Anmerkung entfernt</translation>
    </message>
    <message>
        <source>Picture added</source>
        <translation>Bild eingefügt</translation>
    </message>
    <message>
        <source>Picture removed</source>
        <translation>Bild entfernt</translation>
    </message>
    <message>
        <source>Picture replaced</source>
        <translation>Bild ersetzt</translation>
    </message>
    <message>
        <source>Picture moved</source>
        <translation>Bild verschoben</translation>
    </message>
    <message>
        <source>Header or footer changed</source>
        <translation>Kopf- oder Fußzeile geändert</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Words highlighted or coloured</source>
        <translation>Wörter hervorgehoben oder gefärbt</translation>
    </message>
    <message>
        <source>Link changed</source>
        <translation>Link geändert</translation>
    </message>
    <message>
        <source>quotation</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>also changed here</source>
        <translation>auch hier geändert</translation>
    </message>
    <message>
        <source>from the template</source>
        <translation>aus der Vorlage</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Unknown author</source>
        <translation>Unbekannter Autor</translation>
    </message>
    <message>
        <source>partly made without Track Changes</source>
        <translation>teilweise ohne Änderungsverfolgung</translation>
    </message>
    <message>
        <source>made without Track Changes; last saved by {name}, {when}</source>
        <translation>ohne Änderungsverfolgung; zuletzt gespeichert von {name}, {when}</translation>
    </message>
    <message>
        <source>made without Track Changes</source>
        <translation>ohne Änderungsverfolgung</translation>
    </message>
    <message>
        <source>Added: {words}</source>
        <translation>Hinzugefügt: {words}</translation>
    </message>
    <message>
        <source>Removed: {words}</source>
        <translation>Entfernt: {words}</translation>
    </message>
    <message>
        <source>Moved to the beginning</source>
        <translation>An den Anfang verschoben</translation>
    </message>
    <message>
        <source>Moved below “{words}”</source>
        <translation>Verschoben unter „{words}“</translation>
    </message>
    <message>
        <source>The file has a new picture here.</source>
        <translation>Die Datei hat hier ein neues Bild.</translation>
    </message>
    <message>
        <source>The file no longer has this picture.</source>
        <translation>Die Datei hat dieses Bild nicht mehr.</translation>
    </message>
    <message>
        <source>The file has another picture here.</source>
        <translation>Die Datei hat hier ein anderes Bild.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>space</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>line break</source>
        <translation>Zeilenumbruch</translation>
    </message>
    <message>
        <source>no-break space</source>
        <translation>geschütztes Leerzeichen</translation>
    </message>
    <message>
        <source>narrow no-break space</source>
        <translation>schmales geschütztes Leerzeichen</translation>
    </message>
    <message>
        <source>thin space</source>
        <translation>schmales Leerzeichen</translation>
    </message>
    <message>
        <source>soft hyphen</source>
        <translation>bedingter Trennstrich</translation>
    </message>
    <message>
        <source>no-break hyphen</source>
        <translation>geschützter Bindestrich</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Underlined</source>
        <translation>Unterstrichen</translation>
    </message>
    <message>
        <source>Struck through</source>
        <translation>Durchgestrichen</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Ohne Auszeichnung</translation>
    </message>
    <message>
        <source>From the template</source>
        <translation>Aus der Vorlage</translation>
    </message>
    <message>
        <source>Title and details</source>
        <translation>Titel und Angaben</translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>Andere Stellen</translation>
    </message>
    <message>
        <source>Export of {when}</source>
        <translation>Export vom {when}</translation>
    </message>
    <message>
        <source>Export of {when}, recognized by its text</source>
        <translation>Export vom {when}, am Text erkannt</translation>
    </message>
    <message>
        <source>Compared with the briefing as it is now: no export of this file is on record</source>
        <translation>Mit dem jetzigen Briefing verglichen: Kein Export dieser Datei ist verzeichnet</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>für {name}</translation>
    </message>
    <message>
        <source>edited by {names}</source>
        <translation>bearbeitet von {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>The export was stopped because its briefing was closed.</source>
        <translation>Der Export wurde abgebrochen, weil sein Briefing geschlossen wurde.</translation>
    </message>
    <message>
        <source>Creating the preview …</source>
        <translation>Die Vorschau wird erstellt …</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Views of the briefing</source>
        <translation>Ansichten des Briefings</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Waiting for the checks …</source>
        <translation>Warten auf die Prüfungen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The preview could not be created. The briefing is safe.</source>
        <translation>Die Vorschau konnte nicht erstellt werden. Dem Briefing ist nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Scroll the list</source>
        <translation>Liste verschieben</translation>
    </message>
</context>
<context>
    <name>SavedSearchCommands</name>
    <message>
        <source>Save search</source>
        <translation>Suche speichern</translation>
    </message>
    <message>
        <source>Name of the search:</source>
        <translation>Name der Suche:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Rename search</source>
        <translation>Suche umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
</context>
<context>
    <name>SavedSearchesDialog</name>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>No searches are saved. Search or filter the articles, then choose “Save search …”.</source>
        <translation>Es sind keine Suchen gespeichert. Suchen oder filtern Sie Artikel, und wählen Sie dann „Suche speichern …“.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Search articles</source>
        <translation>Artikel suchen</translation>
    </message>
    <message>
        <source>Search these as well</source>
        <translation>Auch danach suchen</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Beste Treffer zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Last imported first</source>
        <translation>Zuletzt importierte zuerst</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Nach Titel</translation>
    </message>
    <message>
        <source>By publication</source>
        <translation>Nach Medium</translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Kompakte Zeilen</translation>
    </message>
    <message>
        <source>Filters ({count})</source>
        <translation>Filter ({count})</translation>
    </message>
    <message>
        <source>{text} {count}</source>
        <translation>{text} {count}</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Untagged</source>
        <translation>Ohne Thema</translation>
    </message>
    <message>
        <source>In briefing</source>
        <translation>Zitiert</translation>
    </message>
    <message>
        <source>{count} …</source>
        <translation>{count} …</translation>
    </message>
    <message numerus="yes">
        <source>Search %n article(s)</source>
        <translation>
            <numerusform>%n Artikel durchsuchen</numerusform>
            <numerusform>%n Artikel durchsuchen</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter by language, publication, date, tags and briefings</source>
        <translation>Nach Sprache, Medium, Datum, Schlagwörtern und Briefings filtern</translation>
    </message>
</context>
<context>
    <name>SectionGrips</name>
    <message>
        <source>Sections that can be dragged to the briefing</source>
        <translation>Abschnitte, die in das Briefing gezogen werden können</translation>
    </message>
    <message>
        <source>Drag the section to the briefing</source>
        <translation>Den Abschnitt in das Briefing ziehen</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Send changes</source>
        <translation>Änderungen senden</translation>
    </message>
    <message>
        <source>The changes since the last exchange are written to a file, which you send as you like.</source>
        <translation>Die Änderungen seit dem letzten Austausch werden in eine Datei geschrieben, die Sie auf beliebigem Weg senden.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Nobody in particular: all changes</source>
        <translation>Niemand Bestimmtes: alle Änderungen</translation>
    </message>
    <message>
        <source>&amp;Recipient</source>
        <translation>&amp;Empfänger</translation>
    </message>
    <message>
        <source>With s&amp;ource pages</source>
        <translation>Mit &amp;Quellseiten</translation>
    </message>
    <message>
        <source>With p&amp;ictures</source>
        <translation>Mit &amp;Bildern</translation>
    </message>
    <message>
        <source>Also where ri&amp;ghts are reserved or an embargo is not over</source>
        <translation>Auch bei &amp;vorbehaltenen Rechten oder laufender Sperrfrist</translation>
    </message>
    <message>
        <source>&amp;Encrypt with a password</source>
        <translation>Mit einem &amp;Passwort verschlüsseln</translation>
    </message>
    <message>
        <source>Write file …</source>
        <translation>Datei schreiben …</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>&amp;Vorlagen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {folder}. They apply until you quit the program.</source>
        <translation>Die Einstellungen können in {folder} nicht gespeichert werden. Sie gelten, bis Sie das Programm beenden.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Textgröße</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>Sicherungen je Dossier &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Folder of backups</source>
        <translation>&amp;Ordner der Sicherungen</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>Gemeinsame Ordner</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>To settle</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>What is to settle</source>
        <translation>Was zu klären ist</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>Other versions</source>
        <translation>Andere Fassungen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>&amp;Take the other</source>
        <translation>&amp;Die andere nehmen</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>B&amp;eide</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were made by several desks at the same time. Nothing was lost: choose what stands.</source>
        <translation>
            <numerusform>Mehrere Arbeitsplätze haben gleichzeitig %n Stelle geändert. Nichts ging verloren: Wählen Sie, was gilt.</numerusform>
            <numerusform>Mehrere Arbeitsplätze haben gleichzeitig %n Stellen geändert. Nichts ging verloren: Wählen Sie, was gilt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) of what others changed</source>
        <translation>
            <numerusform>%n Entfernung von etwas, das andere geändert haben</numerusform>
            <numerusform>%n Entfernungen von etwas, das andere geändert haben</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Both versions are merged. Where both changed one sentence, the later wording stands.</source>
        <translation>Beide Fassungen sind zusammengeführt. Wo beide einen Satz geändert haben, gilt der spätere Wortlaut.</translation>
    </message>
    <message>
        <source>The stricter marking stands until you choose.</source>
        <translation>Die strengere Kennzeichnung gilt, bis Sie wählen.</translation>
    </message>
    <message>
        <source>The stricter limit stands until you choose.</source>
        <translation>Die strengere Grenze gilt, bis Sie wählen.</translation>
    </message>
    <message>
        <source>The reading that came first stands.</source>
        <translation>Es gilt, was zuerst gelesen wurde.</translation>
    </message>
    <message>
        <source>One desk removed this while another changed it. What was changed is kept.</source>
        <translation>Ein Arbeitsplatz hat dies entfernt, während ein anderer es änderte. Das Geänderte bleibt.</translation>
    </message>
    <message>
        <source>The later change stands.</source>
        <translation>Es gilt die spätere Änderung.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Current version</source>
        <translation>Aktuelle Fassung</translation>
    </message>
    <message>
        <source>Other version</source>
        <translation>Andere Fassung</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>Share this dossier</source>
        <translation>Dieses Dossier teilen</translation>
    </message>
    <message>
        <source>From now on each change is recorded so that other desks can take it in. What was done before now can no longer be undone.</source>
        <translation>Von jetzt an wird jede Änderung so aufgezeichnet, dass andere Arbeitsplätze sie übernehmen können. Was vorher getan wurde, kann nicht mehr rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it</source>
        <translation>Ihr Name, wie Kolleginnen und Kollegen ihn sehen</translation>
    </message>
    <message>
        <source>It stands beside your changes in the dossiers of all desks, and in no export.</source>
        <translation>Er steht bei Ihren Änderungen in den Dossiers aller Arbeitsplätze und in keinem Export.</translation>
    </message>
    <message>
        <source>Share dossier</source>
        <translation>Dossier teilen</translation>
    </message>
</context>
<context>
    <name>SharedFolderCheck</name>
    <message>
        <source>{fault} The last good copy is used.</source>
        <translation>{fault} Die letzte gute Kopie wird verwendet.</translation>
    </message>
    <message>
        <source>No longer in the shared folder: {names}. The last copies are used.</source>
        <translation>Nicht mehr im gemeinsamen Ordner: {names}. Die letzten Kopien werden verwendet.</translation>
    </message>
</context>
<context>
    <name>SharedTaxonomies</name>
    <message>
        <source>{folder} cannot be reached. The last copies of its taxonomies are used.</source>
        <translation>{folder} ist nicht erreichbar. Die letzten Kopien der Taxonomien dort werden verwendet.</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>ShortcutModel</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>In the text: tag with a recent topic</source>
        <translation>Im Text: mit einem der letzten Themen verschlagworten</translation>
    </message>
    <message>
        <source>In the text: find a topic by its first letters</source>
        <translation>Im Text: ein Thema an den ersten Buchstaben finden</translation>
    </message>
    <message>
        <source>In the text: select another suggestion</source>
        <translation>Im Text: einen anderen Vorschlag wählen</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>In the text: accept the selected suggestion</source>
        <translation>Im Text: den gewählten Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>In the text: extend the selection to paragraph, then section</source>
        <translation>Im Text: die Auswahl auf Absatz, dann Abschnitt erweitern</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SourceDrawer</name>
    <message>
        <source>Choose an excerpt, or put the cursor on a statement that is in a source</source>
        <translation>Wählen Sie einen Auszug, oder setzen Sie die Einfügemarke auf eine Aussage, die in einer Quelle steht</translation>
    </message>
    <message>
        <source>All statements are in the sources, or were left as they are.</source>
        <translation>Alle Aussagen stehen in den Quellen oder wurden so gelassen.</translation>
    </message>
</context>
<context>
    <name>SourcePeek</name>
    <message>
        <source>Text of the article</source>
        <translation>Text des Artikels</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>Im Artikel</translation>
    </message>
    <message>
        <source>Open in Read</source>
        <translation>In „Lesen“ öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Extend to the whole section</source>
        <translation>Auf ganzen Abschnitt erweitern</translation>
    </message>
    <message>
        <source>Add the next section</source>
        <translation>Nächsten Abschnitt hinzufügen</translation>
    </message>
    <message>
        <source>Make it a footnote</source>
        <translation>Als Fußnote anfügen</translation>
    </message>
</context>
<context>
    <name>SpellingMarks</name>
    <message>
        <source>Spelling is not checked. Turn it on in the context menu of the text.</source>
        <translation>Die Rechtschreibung wird nicht geprüft. Schalten Sie die Prüfung im Kontextmenü des Textes ein.</translation>
    </message>
    <message>
        <source>There is no dictionary for this language. Install a Hunspell dictionary, or choose a dictionary folder in the context menu of the text.</source>
        <translation>Für diese Sprache gibt es kein Wörterbuch. Installieren Sie ein Hunspell-Wörterbuch, oder wählen Sie im Kontextmenü des Textes einen Ordner mit Wörterbüchern.</translation>
    </message>
    <message>
        <source>No misspelt words found.</source>
        <translation>Keine falsch geschriebenen Wörter gefunden.</translation>
    </message>
    <message>
        <source>Searching for suggestions …</source>
        <translation>Vorschläge werden gesucht …</translation>
    </message>
    <message>
        <source>Add “%1” to the &amp;dossier’s dictionary</source>
        <translation>„%1“ in das &amp;Dossier-Wörterbuch aufnehmen</translation>
    </message>
    <message>
        <source>Add “%1” to &amp;my dictionary</source>
        <translation>„%1“ in &amp;mein Wörterbuch aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Ignore “%1”</source>
        <translation>„%1“ &amp;ignorieren</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
    <message>
        <source>Check &amp;spelling</source>
        <translation>&amp;Rechtschreibung prüfen</translation>
    </message>
    <message>
        <source>Dictionary &amp;folder …</source>
        <translation>&amp;Ordner mit Wörterbüchern …</translation>
    </message>
    <message>
        <source>Folder with Hunspell dictionaries (.aff and .dic)</source>
        <translation>Ordner mit Hunspell-Wörterbüchern (.aff und .dic)</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Today {time}</source>
        <translation>Heute {time}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>From articles to a briefing that you can hand over. Nothing leaves this computer.</source>
        <translation>Von Artikeln zu einem Briefing, das Sie übergeben können. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>New dossier</source>
        <translation>Neues Dossier</translation>
    </message>
    <message>
        <source>Recent dossiers</source>
        <translation>Zuletzt geöffnete Dossiers</translation>
    </message>
    <message>
        <source>Find a dossier</source>
        <translation>Dossier finden</translation>
    </message>
    <message>
        <source>No recent dossier has this name.</source>
        <translation>Kein zuletzt geöffnetes Dossier hat diesen Namen.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Drop files, folders, mail or a copied page. Clean text, in sections.</source>
        <translation>Dateien, Ordner, E-Mail oder eine kopierte Seite hierher ziehen. Klarer Text, in Abschnitten.</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Verschlagworten</translation>
    </message>
    <message>
        <source>Accept suggestions, which show their evidence, or type three letters.</source>
        <translation>Vorschläge annehmen, die zeigen, was für sie spricht, oder drei Buchstaben tippen.</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Arrange, check, export: Word and PDF after your template.</source>
        <translation>Ordnen, prüfen, exportieren: Word und PDF nach Ihrer Vorlage.</translation>
    </message>
    <message>
        <source>Drop articles anywhere in this window to begin a new dossier with them</source>
        <translation>Ziehen Sie Artikel in dieses Fenster, um mit ihnen ein neues Dossier zu beginnen</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n Artikel</numerusform>
            <numerusform>%n Artikel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n briefing(s)</source>
        <translation>
            <numerusform>%n Briefing</numerusform>
            <numerusform>%n Briefings</numerusform>
        </translation>
    </message>
    <message>
        <source>no briefing</source>
        <translation>kein Briefing</translation>
    </message>
</context>
<context>
    <name>StrongModel</name>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
</context>
<context>
    <name>StrongSuggestions</name>
    <message>
        <source>There are no strong suggestions for this article.</source>
        <translation>Zu diesem Artikel gibt es keine starken Vorschläge.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Topics are still being looked for. The list opens when they are found.</source>
        <translation>Es wird noch nach Themen gesucht. Die Liste öffnet sich, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>There are no strong suggestions for these articles.</source>
        <translation>Zu diesen Artikeln gibt es keine starken Vorschläge.</translation>
    </message>
    <message>
        <source>The suggestions were found.</source>
        <translation>Die Vorschläge wurden gefunden.</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>Liste anzeigen</translation>
    </message>
</context>
<context>
    <name>StructureCommands</name>
    <message>
        <source>The hyphen was kept. If it only breaks a word, undo and use “Join and remove hyphen”.</source>
        <translation>Der Bindestrich blieb erhalten. Trennt er nur ein Wort, machen Sie es rückgängig und verwenden „Verbinden und Trennstrich entfernen“.</translation>
    </message>
    <message>
        <source>Place the cursor where the second part begins. Press Enter to split, Esc to cancel.</source>
        <translation>Setzen Sie die Einfügemarke an den Anfang des zweiten Teils. Die Eingabetaste teilt, Esc bricht ab.</translation>
    </message>
    <message>
        <source>Place the cursor on the line of the excluded text first.</source>
        <translation>Setzen Sie die Einfügemarke zuerst auf die Zeile des ausgeschlossenen Textes.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Paragraph language: {language}</source>
        <translation>Sprache des Absatzes: {language}</translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation>Nichts zu ändern.</translation>
    </message>
    <message>
        <source>Done: {act}.</source>
        <translation>Fertig: {act}.</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) on these words were removed.</source>
        <translation>
            <numerusform>%n Schlagwort auf diesen Wörtern wurde entfernt.</numerusform>
            <numerusform>%n Schlagwörter auf diesen Wörtern wurden entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings also changed.</source>
        <translation>
            <numerusform>%n Auszug in Briefings hat sich auch geändert.</numerusform>
            <numerusform>%n Auszüge in Briefings haben sich auch geändert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Vorschläge rollen</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>annehmen</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>last topic</source>
        <translation>letztes Thema</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>Möglich</translation>
    </message>
    <message>
        <source>Looking for topics …</source>
        <translation>Themen werden gesucht …</translation>
    </message>
    <message>
        <source>No more suggestions</source>
        <translation>Keine weiteren Vorschläge</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n strong in the article …</source>
        <translation>
            <numerusform>%n starken im Artikel annehmen …</numerusform>
            <numerusform>%n starke im Artikel annehmen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept strong suggestions in the article …</source>
        <translation>Starke Vorschläge im Artikel annehmen …</translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message>
        <source>Suggested: {topic}</source>
        <translation>Vorgeschlagen: {topic}</translation>
    </message>
    <message>
        <source>Accept {topic}</source>
        <translation>{topic} annehmen</translation>
    </message>
    <message>
        <source>Reject {topic}</source>
        <translation>{topic} ablehnen</translation>
    </message>
    <message>
        <source>“{word}”</source>
        <translation>„{word}“</translation>
    </message>
    <message>
        <source>{words} and {count} more</source>
        <translation>{words} und {count} weitere</translation>
    </message>
    <message numerus="yes">
        <source>Accepted %n of {count} times before.</source>
        <translation>
            <numerusform>Bisher %n von {count} Malen angenommen.</numerusform>
            <numerusform>Bisher %n von {count} Malen angenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Also named in the title.</source>
        <translation>Auch im Titel genannt.</translation>
    </message>
    <message>
        <source>Like sections that you tagged.</source>
        <translation>Wie Abschnitte, die Sie verschlagwortet haben.</translation>
    </message>
</context>
<context>
    <name>TagBox</name>
    <message>
        <source>Press Enter to tag, Esc to close</source>
        <translation>Eingabetaste verschlagwortet, Esc schließt</translation>
    </message>
    <message>
        <source>Create topic “{name}”</source>
        <translation>Thema „{name}“ anlegen</translation>
    </message>
</context>
<context>
    <name>TagCommands</name>
    <message>
        <source>Tagged: {topic}</source>
        <translation>Verschlagwortet: {topic}</translation>
    </message>
    <message>
        <source>Tag moved: {topic}</source>
        <translation>Schlagwort verschoben: {topic}</translation>
    </message>
    <message>
        <source>Tag removed: {topic}</source>
        <translation>Schlagwort entfernt: {topic}</translation>
    </message>
    <message numerus="yes">
        <source>%n suggestion(s) accepted</source>
        <translation>
            <numerusform>%n Vorschlag angenommen</numerusform>
            <numerusform>%n Vorschläge angenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Added to “{part}”</source>
        <translation>Hinzugefügt zu „{part}“</translation>
    </message>
</context>
<context>
    <name>TagEdgeEditor</name>
    <message>
        <source>Start of tag:</source>
        <translation>Anfang des Schlagworts:</translation>
    </message>
    <message>
        <source>End of tag:</source>
        <translation>Ende des Schlagworts:</translation>
    </message>
    <message>
        <source>Press Left or Right to move it, with Ctrl by words; Home or End to switch; Enter to save, Esc to cancel.</source>
        <translation>Links oder Rechts verschiebt die Grenze, mit Strg um Wörter; Pos1 oder Ende wechselt; die Eingabetaste speichert, Esc bricht ab.</translation>
    </message>
    <message>
        <source>The tag must cover at least one word. It was not changed.</source>
        <translation>Das Schlagwort muss mindestens ein Wort umfassen. Es wurde nicht geändert.</translation>
    </message>
</context>
<context>
    <name>TagLabel</name>
    <message>
        <source>Tag {topic} on {passage}</source>
        <translation>Schlagwort {topic} auf {passage}</translation>
    </message>
    <message>
        <source>{topic}: {passage}</source>
        <translation>{topic}: {passage}</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Schlagwort entfernen</translation>
    </message>
</context>
<context>
    <name>TagMargin</name>
    <message>
        <source>Article tags</source>
        <translation>Schlagwörter des Artikels</translation>
    </message>
</context>
<context>
    <name>TagOverviewDialog</name>
    <message>
        <source>Tags by topic</source>
        <translation>Schlagwörter nach Thema</translation>
    </message>
    <message>
        <source>Tags in</source>
        <translation>Schlagwörter in</translation>
    </message>
    <message>
        <source>Whole dossier</source>
        <translation>Ganzes Dossier</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Geöffneter Artikel</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Zum &amp;Briefing hinzufügen</translation>
    </message>
    <message>
        <source>Scroll the tags</source>
        <translation>Schlagwörter rollen</translation>
    </message>
    <message>
        <source>Press Right to open a topic, Enter to go to a passage, Ctrl+Enter to add it to the briefing, or drag it there.</source>
        <translation>Die Pfeiltaste nach rechts öffnet ein Thema, die Eingabetaste führt zu einer Passage, Strg+Eingabe fügt sie zum Briefing hinzu. Sie können sie auch dorthin ziehen.</translation>
    </message>
    <message>
        <source>Nothing is tagged here yet.</source>
        <translation>Hier ist noch nichts verschlagwortet.</translation>
    </message>
</context>
<context>
    <name>TagOverviewModel</name>
    <message>
        <source>Topic, passages</source>
        <translation>Thema, Passagen</translation>
    </message>
    <message>
        <source>Tags, article</source>
        <translation>Schlagwörter, Artikel</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n Schlagwort</numerusform>
            <numerusform>%n Schlagwörter</numerusform>
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
        <translation>Thema {topic}</translation>
    </message>
    <message>
        <source>Topic {topic} on {count} passages</source>
        <translation>Thema {topic} auf {count} Passagen</translation>
    </message>
    <message>
        <source>Remove {topic} (Del)</source>
        <translation>{topic} entfernen (Entf)</translation>
    </message>
    <message>
        <source>Remove {topic}</source>
        <translation>{topic} entfernen</translation>
    </message>
</context>
<context>
    <name>TakenInDialog</name>
    <message>
        <source>Changes of others</source>
        <translation>Änderungen anderer</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of other desks were taken in.</source>
        <translation>
            <numerusform>%n Änderung anderer Arbeitsplätze wurde übernommen.</numerusform>
            <numerusform>%n Änderungen anderer Arbeitsplätze wurden übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was taken in from other desks yet.</source>
        <translation>Von anderen Arbeitsplätzen wurde noch nichts übernommen.</translation>
    </message>
    <message>
        <source>Whose changes</source>
        <translation>Wessen Änderungen</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Undo takes back your own changes only, also those that others have seen.</source>
        <translation>„Rückgängig“ nimmt nur Ihre eigenen Änderungen zurück, auch solche, die andere gesehen haben.</translation>
    </message>
    <message>
        <source>Change: {place}</source>
        <translation>Änderung: {place}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>TaxonomiesDialog</name>
    <message>
        <source>Taxonomies of this dossier</source>
        <translation>Taxonomien dieses Dossiers</translation>
    </message>
    <message>
        <source>Taxonomies</source>
        <translation>Taxonomien</translation>
    </message>
    <message>
        <source>Shared &amp;folder …</source>
        <translation>Gemeinsamer &amp;Ordner …</translation>
    </message>
    <message>
        <source>&amp;No shared folder</source>
        <translation>&amp;Kein gemeinsamer Ordner</translation>
    </message>
    <message>
        <source>Select the taxonomies for this dossier. Topics that are already used as tags are kept.</source>
        <translation>Wählen Sie die Taxonomien für dieses Dossier. Schon verwendete Themen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>{name} (shared)</source>
        <translation>{name} (gemeinsam)</translation>
    </message>
    <message>
        <source>{name} (not found)</source>
        <translation>{name} (nicht gefunden)</translation>
    </message>
    <message>
        <source>No shared folder is set.</source>
        <translation>Es ist kein gemeinsamer Ordner eingestellt.</translation>
    </message>
    <message>
        <source>Diplomacy</source>
        <translation>Diplomatie</translation>
    </message>
    <message>
        <source>Economic security</source>
        <translation>Wirtschaftssicherheit</translation>
    </message>
    <message>
        <source>Shared taxonomy folder</source>
        <translation>Gemeinsamer Taxonomieordner</translation>
    </message>
</context>
<context>
    <name>TemplateCards</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
</context>
<context>
    <name>TemplateFindingsModel</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>{severity} at {place}: {words}</source>
        <translation>{severity} an {place}: {words}</translation>
    </message>
</context>
<context>
    <name>TemplateFindingsView</name>
    <message>
        <source>Issues in the template</source>
        <translation>Probleme in der Vorlage</translation>
    </message>
</context>
<context>
    <name>TextPictures</name>
    <message>
        <source>Insert picture</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Bilder ({endings})</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
</context>
<context>
    <name>TextSizeCommands</name>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Font with &amp;serifs</source>
        <translation>Schrift mit &amp;Serifen</translation>
    </message>
</context>
<context>
    <name>TextToolbar</name>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>Unterstrichen</translation>
    </message>
    <message>
        <source>Link to a web page</source>
        <translation>Link zu einer Webseite</translation>
    </message>
    <message>
        <source>Insert a note, or switch between a note and its reference</source>
        <translation>Eine Anmerkung einfügen, oder zwischen Anmerkung und Verweis wechseln</translation>
    </message>
    <message>
        <source>Insert a picture</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>More tools for the text</source>
        <translation>Weitere Werkzeuge für den Text</translation>
    </message>
    <message>
        <source>Note at the cursor</source>
        <translation>Anmerkung an der Einfügemarke</translation>
    </message>
    <message>
        <source>&amp;Insert table</source>
        <translation>Tabelle &amp;einfügen</translation>
    </message>
    <message>
        <source>Row &amp;above</source>
        <translation>Zeile &amp;darüber</translation>
    </message>
    <message>
        <source>Row &amp;below</source>
        <translation>Zeile dar&amp;unter</translation>
    </message>
    <message>
        <source>Column to the &amp;left</source>
        <translation>Spalte &amp;links</translation>
    </message>
    <message>
        <source>Column to the &amp;right</source>
        <translation>Spalte &amp;rechts</translation>
    </message>
    <message>
        <source>Remove r&amp;ow</source>
        <translation>&amp;Zeile entfernen</translation>
    </message>
    <message>
        <source>Remove &amp;column</source>
        <translation>&amp;Spalte entfernen</translation>
    </message>
    <message>
        <source>Remove &amp;table</source>
        <translation>&amp;Tabelle entfernen</translation>
    </message>
    <message>
        <source>First row is a &amp;header</source>
        <translation>Erste Zeile ist &amp;Kopfzeile</translation>
    </message>
    <message>
        <source>Paragraph style</source>
        <translation>Absatzformat</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Absatz</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>Überschrift 1</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>Überschrift 2</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>Überschrift 3</translation>
    </message>
    <message>
        <source>Bullet list</source>
        <translation>Aufzählung</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Nummerierte Liste</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>Go to the &amp;reference</source>
        <translation>Zum &amp;Verweis</translation>
    </message>
    <message>
        <source>Go to the &amp;note</source>
        <translation>Zur &amp;Anmerkung</translation>
    </message>
    <message>
        <source>Remove the n&amp;ote</source>
        <translation>Anmerkung &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adresse der Seite</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Only web and e-mail addresses can be linked.</source>
        <translation>Nur Web- und E-Mail-Adressen können verlinkt werden.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>TopicChoiceList</name>
    <message>
        <source>Topics found</source>
        <translation>Gefundene Themen</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation>Thema eingeben …</translation>
    </message>
</context>
<context>
    <name>TopicChooser</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Type a group …</source>
        <translation>Gruppe eingeben …</translation>
    </message>
    <message>
        <source>Groups found</source>
        <translation>Gefundene Gruppen</translation>
    </message>
</context>
<context>
    <name>TopicCommands</name>
    <message>
        <source>Rename topic</source>
        <translation>Thema umbenennen</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation>Gruppe umbenennen</translation>
    </message>
    <message>
        <source>Merge {topics} into which topic?</source>
        <translation>In welches Thema wollen Sie {topics} zusammenführen?</translation>
    </message>
    <message>
        <source>Merge topics</source>
        <translation>Themen zusammenführen</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Put {topics} into which group?</source>
        <translation>In welche Gruppe sollen {topics}?</translation>
    </message>
    <message>
        <source>Choose group</source>
        <translation>Gruppe wählen</translation>
    </message>
    <message numerus="yes">
        <source>Which topic should the %n section(s) found be tagged with?</source>
        <translation>
            <numerusform>Mit welchem Thema soll der gefundene Abschnitt verschlagwortet werden?</numerusform>
            <numerusform>Mit welchem Thema sollen die %n gefundenen Abschnitte verschlagwortet werden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Tag all results</source>
        <translation>Alle Ergebnisse verschlagworten</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Verschlagworten</translation>
    </message>
    <message>
        <source>Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)</source>
        <translation>Taxonomien (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import topics</source>
        <translation>Themen importieren</translation>
    </message>
    <message>
        <source>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</source>
        <translation>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</translation>
    </message>
    <message>
        <source>Export topics</source>
        <translation>Themen exportieren</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) exported to {file}</source>
        <translation>
            <numerusform>%n Thema nach {file} exportiert</numerusform>
            <numerusform>%n Themen nach {file} exportiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file has %n more error(s).</source>
        <translation>
            <numerusform>Die Datei hat %n weiteren Fehler.</numerusform>
            <numerusform>Die Datei hat %n weitere Fehler.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) imported</source>
        <translation>
            <numerusform>%n Thema importiert</numerusform>
            <numerusform>%n Themen importiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of the file was not imported.</source>
        <translation>Ein Teil der Datei wurde nicht importiert.</translation>
    </message>
    <message>
        <source>Choose a broader topic.</source>
        <translation>Wählen Sie ein Oberthema.</translation>
    </message>
    <message>
        <source>Broader topic</source>
        <translation>Oberthema</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.</source>
        <translation>
            <numerusform>%n Schlagwort zu {topics} wird auch entfernt. Um es zu behalten, führen Sie stattdessen das Thema zusammen. Sie können das rückgängig machen.</numerusform>
            <numerusform>%n Schlagwörter zu {topics} werden auch entfernt. Um sie zu behalten, führen Sie stattdessen das Thema zusammen. Sie können das rückgängig machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove topics</source>
        <translation>Themen entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>TopicFilter</name>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>No article is tagged yet</source>
        <translation>Noch ist kein Artikel verschlagwortet</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>{topic} ({count})</source>
        <translation>{topic} ({count})</translation>
    </message>
    <message>
        <source>Topics ({count})</source>
        <translation>Themen ({count})</translation>
    </message>
    <message>
        <source>Any topic</source>
        <translation>Jedes Thema</translation>
    </message>
    <message>
        <source>Filter articles by topic</source>
        <translation>Artikel nach Thema filtern</translation>
    </message>
    <message>
        <source>Show only articles with these topics</source>
        <translation>Nur Artikel mit diesen Themen zeigen</translation>
    </message>
</context>
<context>
    <name>TopicForm</name>
    <message>
        <source>Edit topic</source>
        <translation>Thema bearbeiten</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Neues Thema</translation>
    </message>
    <message>
        <source>The changes of this topic are not saved.</source>
        <translation>Die Änderungen an diesem Thema sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Words that suggest the topic, one per line</source>
        <translation>Wörter, die das Thema vorschlagen, eines je Zeile</translation>
    </message>
    <message>
        <source>Words that must not suggest the topic, one per line</source>
        <translation>Wörter, die das Thema nicht vorschlagen dürfen, eines je Zeile</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Terms</source>
        <translation>&amp;Begriffe</translation>
    </message>
    <message>
        <source>&amp;Excluded words</source>
        <translation>&amp;Ausgeschlossene Wörter</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>B&amp;eschreibung</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Länder</translation>
    </message>
    <message>
        <source>&amp;Broader topic</source>
        <translation>&amp;Oberthema</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>{countries} (with {others})</source>
        <translation>{countries} (mit {others})</translation>
    </message>
    <message>
        <source>C&amp;hoose …</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Choose broader topic</source>
        <translation>Oberthema wählen</translation>
    </message>
    <message>
        <source>N&amp;one</source>
        <translation>&amp;Keines</translation>
    </message>
    <message>
        <source>No broader topic</source>
        <translation>Kein Oberthema</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>Zinnober</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Purpur</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocker</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>Weinrot</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliv</translation>
    </message>
    <message>
        <source>{colour}, dark</source>
        <translation>{colour}, dunkel</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
</context>
<context>
    <name>TopicList</name>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Themen rollen</translation>
    </message>
</context>
<context>
    <name>TopicMenu</name>
    <message>
        <source>Search for words first. Then the sections found can be tagged.</source>
        <translation>Suchen Sie zuerst nach Wörtern. Dann können die gefundenen Abschnitte verschlagwortet werden.</translation>
    </message>
</context>
<context>
    <name>TopicTreeModel</name>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Group: {group}</source>
        <translation>Gruppe: {group}</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n Schlagwort</numerusform>
            <numerusform>%n Schlagwörter</numerusform>
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
        <translation>Themen</translation>
    </message>
    <message>
        <source>Find a topic</source>
        <translation>Thema finden</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Themen rollen</translation>
    </message>
    <message>
        <source>&amp;New …</source>
        <translation>&amp;Neu …</translation>
    </message>
    <message>
        <source>&amp;Edit …</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>Ren&amp;ame …</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Group …</source>
        <translation>&amp;Gruppe …</translation>
    </message>
    <message>
        <source>&amp;Merge …</source>
        <translation>&amp;Zusammenführen …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Re&amp;store removed</source>
        <translation>Entfernte wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Die Datei wird gelesen …</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>A dossier holds the articles that you import: files, mail, saved pages, or text that you paste. The arrow keys choose one; a dot marks what is unread.</source>
        <translation>Ein Dossier enthält die Artikel, die Sie importieren: Dateien, E-Mail, gespeicherte Seiten oder eingefügten Text. Die Pfeiltasten wählen einen aus; ein Punkt zeigt, was ungelesen ist.</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>Der Text</translation>
    </message>
    <message>
        <source>Articles are read in sections. Click into a section, or press Ctrl and an arrow key: what you do next holds for the marked one, or for words that you select.</source>
        <translation>Artikel werden in Abschnitten gelesen. Klicken Sie in einen Abschnitt, oder drücken Sie Strg und eine Pfeiltaste: Was Sie dann tun, gilt für den markierten Abschnitt oder für ausgewählte Wörter.</translation>
    </message>
    <message>
        <source>Topics and suggestions</source>
        <translation>Themen und Vorschläge</translation>
    </message>
    <message>
        <source>Topics that fit the section are suggested with their evidence. Press + to accept and − to reject, or T and a few letters for any other topic.</source>
        <translation>Passende Themen werden vorgeschlagen, mit dem, was dafür spricht. + nimmt an, − lehnt ab; T und einige Buchstaben finden jedes andere Thema.</translation>
    </message>
    <message>
        <source>Read and Brief</source>
        <translation>Lesen und Briefing</translation>
    </message>
    <message>
        <source>Ctrl and Enter adds the section to a briefing. Ctrl+1 and Ctrl+2 switch between reading and writing. Nothing needs to be saved, and Ctrl+Z undoes every step.</source>
        <translation>Strg und Eingabe fügt den Abschnitt zu einem Briefing hinzu. Strg+1 und Strg+2 wechseln zwischen Lesen und Schreiben. Nichts muss gespeichert werden, und Strg+Z macht jeden Schritt rückgängig.</translation>
    </message>
    <message>
        <source>The outline</source>
        <translation>Die Gliederung</translation>
    </message>
    <message>
        <source>A briefing has parts with items: passages of articles and your own texts. Gather collects all that is tagged. Alt and the arrow keys move an item.</source>
        <translation>Ein Briefing hat Teile mit Einträgen: Passagen aus Artikeln und eigene Freitexte. „Sammeln“ holt alles Verschlagwortete. Alt und die Pfeiltasten verschieben einen Eintrag.</translation>
    </message>
    <message>
        <source>The text of an item</source>
        <translation>Der Text eines Eintrags</translation>
    </message>
    <message>
        <source>Write your own texts here, and shorten passages. What differs from the source is marked in the export; the source stays one key away.</source>
        <translation>Schreiben Sie hier eigene Texte, und kürzen Sie Passagen. Was von der Quelle abweicht, wird im Export gekennzeichnet; die Quelle ist einen Tastendruck entfernt.</translation>
    </message>
    <message>
        <source>Preview, checks, details</source>
        <translation>Vorschau, Prüfungen, Angaben</translation>
    </message>
    <message>
        <source>The pages follow while you write. F7 lists what must be fixed before you hand the briefing over; F8 fixes what can be fixed safely.</source>
        <translation>Die Seiten folgen, während Sie schreiben. F7 zeigt, was vor der Übergabe zu beheben ist; F8 behebt, was sich sicher beheben lässt.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Ctrl+E writes Word and PDF by the template of your house. F1 opens the guide about the place where you are.</source>
        <translation>Strg+E schreibt Word und PDF nach der Vorlage Ihres Hauses. F1 öffnet das Handbuch an der passenden Stelle.</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>End the first steps</source>
        <translation>Erste Schritte beenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>UnfinishedStrip</name>
    <message>
        <source>Interrupted import</source>
        <translation>Unterbrochener Import</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the import</source>
        <translation>Import fortsetzen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dismiss the interrupted import</source>
        <translation>Unterbrochenen Import verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>An import was interrupted. %n file(s) were not read:</source>
        <translation>
            <numerusform>Ein Import wurde unterbrochen. %n Datei wurde nicht gelesen:</numerusform>
            <numerusform>Ein Import wurde unterbrochen. %n Dateien wurden nicht gelesen:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnplacedTagsDialog</name>
    <message>
        <source>Unplaced tags</source>
        <translation>Schlagwörter ohne Stelle</translation>
    </message>
    <message>
        <source>&amp;Place here</source>
        <translation>&amp;Hierher setzen</translation>
    </message>
    <message>
        <source>The newer version does not contain these words. Choose what to do with the tags of each passage.</source>
        <translation>Die neuere Fassung enthält diese Wörter nicht. Wählen Sie, was mit den Schlagwörtern jeder Passage geschehen soll.</translation>
    </message>
    <message>
        <source>&amp;Remove tags</source>
        <translation>Schlagwörter &amp;entfernen</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Tagged words: {words}</source>
        <translation>Verschlagwortete Wörter: {words}</translation>
    </message>
    <message>
        <source>No similar words were found. Tag other words and remove these tags.</source>
        <translation>Keine ähnlichen Wörter gefunden. Verschlagworten Sie andere Wörter und entfernen Sie diese Schlagwörter.</translation>
    </message>
    <message>
        <source>Possible match ({percent} %): {words}</source>
        <translation>Mögliche Stelle ({percent} %): {words}</translation>
    </message>
</context>
<context>
    <name>VersionCommands</name>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n Kopie</numerusform>
            <numerusform>%n Kopien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unplaced tag(s)</source>
        <translation>
            <numerusform>%n Schlagwort ohne Stelle</numerusform>
            <numerusform>%n Schlagwörter ohne Stelle</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % in common</source>
        <translation>{percent} % gemeinsam</translation>
    </message>
    <message>
        <source>Newer version of the article</source>
        <translation>Neuere Version des Artikels</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The article was replaced with the newer version.</source>
        <translation>Der Artikel wurde durch die neuere Version ersetzt.</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions of “{title}”</source>
        <translation>Versionen von „{title}“</translation>
    </message>
    <message>
        <source>&amp;Save as version …</source>
        <translation>Als Version &amp;speichern …</translation>
    </message>
    <message>
        <source>Restore &amp;this version</source>
        <translation>&amp;Diese Version wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Export changes for Word …</source>
        <translation>Änderungen für Word e&amp;xportieren …</translation>
    </message>
    <message>
        <source>Changes since then</source>
        <translation>Änderungen seither</translation>
    </message>
    <message>
        <source>Export {file}</source>
        <translation>Export {file}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Version “{version}” removed</source>
        <translation>Version „{version}“ entfernt</translation>
    </message>
    <message>
        <source>No versions yet. Save the current state under a name.</source>
        <translation>Noch keine Versionen. Speichern Sie den jetzigen Stand unter einem Namen.</translation>
    </message>
    <message>
        <source>Versions and exports</source>
        <translation>Versionen und Exporte</translation>
    </message>
    <message>
        <source>Writes a Word document with what is new and what was removed as tracked changes. An export must have had a Word document.</source>
        <translation>Schreibt ein Word-Dokument, in dem Neues und Entferntes als nachverfolgte Änderungen stehen. Ein Export muss ein Word-Dokument gehabt haben.</translation>
    </message>
    <message>
        <source>Struck through: removed since the version. Underlined: added since then.</source>
        <translation>Durchgestrichen: seit der Version entfernt. Unterstrichen: seitdem hinzugefügt.</translation>
    </message>
    <message>
        <source>Struck through: removed since the export. Underlined: added since then.</source>
        <translation>Durchgestrichen: seit dem Export entfernt. Unterstrichen: seitdem hinzugefügt.</translation>
    </message>
    <message>
        <source>Save as version</source>
        <translation>Als Version speichern</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>Name der Version</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>The other version</source>
        <translation>Die andere Fassung</translation>
    </message>
    <message>
        <source>The current version</source>
        <translation>Die aktuelle Fassung</translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Watch folder</source>
        <translation>Ordner überwachen</translation>
    </message>
</context>
<context>
    <name>WatchedFoldersDialog</name>
    <message>
        <source>Watched folders</source>
        <translation>Überwachte Ordner</translation>
    </message>
    <message>
        <source>New files in these folders and their subfolders are offered for import. Files already in them count as new.</source>
        <translation>Neue Dateien in diesen Ordnern und ihren Unterordnern werden zum Import angeboten. Dateien, die schon darin sind, gelten als neu.</translation>
    </message>
    <message>
        <source>No folders are watched yet.</source>
        <translation>Noch wird kein Ordner überwacht.</translation>
    </message>
    <message>
        <source>&amp;Add folder …</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>WrittenText</name>
    <message>
        <source>Unknown author</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>YamlEditor</name>
    <message>
        <source>Template as YAML</source>
        <translation>Vorlage als YAML</translation>
    </message>
</context>
<context>
    <name>_ProgressLine</name>
    <message numerus="yes">
        <source>{done} of %n check(s) are passed or settled</source>
        <translation>
            <numerusform>{done} von %n Prüfung ist bestanden oder erledigt</numerusform>
            <numerusform>{done} von %n Prüfungen sind bestanden oder erledigt</numerusform>
        </translation>
    </message>
</context>
</TS>
