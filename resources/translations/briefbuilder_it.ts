<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT" sourcelanguage="en_GB">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About briefbuilder</source>
        <translation>Informazioni su briefbuilder</translation>
    </message>
    <message>
        <source>Turns articles into policy briefings. Everything stays on this computer.</source>
        <translation>Trasforma articoli in briefing. Tutto resta su questo computer.</translation>
    </message>
    <message>
        <source>Version {version}, under the MIT licence</source>
        <translation>Versione {version}, con licenza MIT</translation>
    </message>
    <message>
        <source>Components and their licences</source>
        <translation>Componenti e relative licenze</translation>
    </message>
    <message>
        <source>Dossiers have format {format}, which version {program} and later open</source>
        <translation>I dossier hanno il formato {format}, che la versione {program} e le successive aprono</translation>
    </message>
    <message>
        <source>Qt {version}: LGPL 3.0, used as separate, replaceable libraries</source>
        <translation>Qt {version}: LGPL 3.0, usato come librerie separate e sostituibili</translation>
    </message>
    <message>
        <source>see the licence text</source>
        <translation>vedere il testo della licenza</translation>
    </message>
</context>
<context>
    <name>AcceptStrongDialog</name>
    <message>
        <source>Accept strong suggestions</source>
        <translation>Accetta i suggerimenti forti</translation>
    </message>
    <message>
        <source>Each ticked topic is assigned to the section above it.</source>
        <translation>Ogni argomento spuntato viene assegnato alla sezione che lo precede.</translation>
    </message>
    <message>
        <source>Strong suggestions</source>
        <translation>Suggerimenti forti</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Scorri i suggerimenti</translation>
    </message>
    <message>
        <source>Only the &amp;current section</source>
        <translation>Solo la sezione &amp;attuale</translation>
    </message>
    <message numerus="yes">
        <source>Add %n topic(s)</source>
        <translation>
            <numerusform>Aggiungi %n argomento</numerusform>
            <numerusform>Aggiungi %n argomenti</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActionBoard</name>
    <message>
        <source>Open a dossier first</source>
        <translation>Aprire prima un dossier</translation>
    </message>
    <message>
        <source>The dossier is read-only</source>
        <translation>Il dossier è in sola lettura</translation>
    </message>
    <message>
        <source>Create a briefing first</source>
        <translation>Creare prima un briefing</translation>
    </message>
    <message>
        <source>Switch to Read first</source>
        <translation>Passare prima a «Lettura»</translation>
    </message>
    <message>
        <source>Switch to Brief first</source>
        <translation>Passare prima a «Briefing»</translation>
    </message>
    <message>
        <source>Not available here</source>
        <translation>Non disponibile qui</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Adjust tag b&amp;oundaries</source>
        <translation>Regola i li&amp;miti dell’etichetta</translation>
    </message>
    <message>
        <source>Co&amp;pies of this report</source>
        <translation>Copie di ques&amp;ta notizia</translation>
    </message>
    <message>
        <source>Email and attachme&amp;nts</source>
        <translation>Messaggio e allegat&amp;i</translation>
    </message>
    <message>
        <source>Replace with newer &amp;version …</source>
        <translation>Sostituisci con la nuova &amp;versione …</translation>
    </message>
    <message>
        <source>&amp;Unplaced tags …</source>
        <translation>Etic&amp;hette non collocate …</translation>
    </message>
    <message>
        <source>S&amp;ource page</source>
        <translation>Pagina &amp;originale</translation>
    </message>
    <message>
        <source>Save source pag&amp;e as …</source>
        <translation>Salva la pagina origi&amp;nale come …</translation>
    </message>
    <message>
        <source>Edit &amp;details of selected articles …</source>
        <translation>Modifica i &amp;dati degli articoli selezionati …</translation>
    </message>
    <message>
        <source>New briefing from t&amp;his …</source>
        <translation>Nuovo briefing da &amp;questo …</translation>
    </message>
    <message>
        <source>New &amp;text</source>
        <translation>Nuovo &amp;testo libero</translation>
    </message>
    <message>
        <source>Next s&amp;pelling error</source>
        <translation>Prossimo errore di &amp;ortografia</translation>
    </message>
    <message>
        <source>Move out one &amp;level</source>
        <translation>&amp;Un livello più su</translation>
    </message>
    <message>
        <source>M&amp;ove in one level</source>
        <translation>Un li&amp;vello più giù</translation>
    </message>
    <message>
        <source>&amp;Fix</source>
        <translation>&amp;Correggi</translation>
    </message>
    <message>
        <source>Manage saved s&amp;earches …</source>
        <translation>Gestisci ricerch&amp;e salvate …</translation>
    </message>
    <message>
        <source>Mark as &amp;unread</source>
        <translation>Segna come &amp;da leggere</translation>
    </message>
    <message>
        <source>Heading &amp;1</source>
        <translation>Titolo &amp;1</translation>
    </message>
    <message>
        <source>Heading &amp;2</source>
        <translation>Titolo &amp;2</translation>
    </message>
    <message>
        <source>Heading &amp;3</source>
        <translation>Titolo &amp;3</translation>
    </message>
    <message>
        <source>&amp;Paragraph</source>
        <translation>&amp;Paragrafo</translation>
    </message>
    <message>
        <source>&amp;Join with next paragraph</source>
        <translation>&amp;Unisci al paragrafo successivo</translation>
    </message>
    <message>
        <source>Join and remove &amp;hyphen</source>
        <translation>Unisci to&amp;gliendo il trattino</translation>
    </message>
    <message>
        <source>&amp;Split paragraph …</source>
        <translation>&amp;Dividi paragrafo …</translation>
    </message>
    <message>
        <source>E&amp;xclude</source>
        <translation>&amp;Escludi</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Ripristina</translation>
    </message>
    <message>
        <source>Show excl&amp;uded text</source>
        <translation>Mostra il testo e&amp;scluso</translation>
    </message>
    <message>
        <source>Paragraph lan&amp;guage …</source>
        <translation>&amp;Lingua del paragrafo …</translation>
    </message>
    <message>
        <source>Edit artic&amp;le details …</source>
        <translation>Modifica i dati dell’articol&amp;o …</translation>
    </message>
    <message>
        <source>&amp;Compare with imported text</source>
        <translation>Co&amp;nfronta con il testo importato</translation>
    </message>
    <message>
        <source>Re&amp;vert all corrections</source>
        <translation>Annulla tutte le correz&amp;ioni</translation>
    </message>
    <message>
        <source>Choose taxonomies for this &amp;dossier …</source>
        <translation>Scegli le tassonomie di questo &amp;dossier …</translation>
    </message>
    <message>
        <source>Tag all &amp;results …</source>
        <translation>Etichetta tutti i &amp;risultati …</translation>
    </message>
    <message>
        <source>Ta&amp;gs by topic</source>
        <translation>&amp;Etichette per argomento</translation>
    </message>
    <message>
        <source>&amp;Matrix of articles and topics</source>
        <translation>Matri&amp;ce di articoli e argomenti</translation>
    </message>
    <message>
        <source>&amp;New dossier …</source>
        <translation>&amp;Nuovo dossier …</translation>
    </message>
    <message>
        <source>&amp;Open dossier …</source>
        <translation>&amp;Apri dossier …</translation>
    </message>
    <message>
        <source>Save cop&amp;y as …</source>
        <translation>Salva co&amp;pia con nome …</translation>
    </message>
    <message>
        <source>&amp;Backups …</source>
        <translation>&amp;Backup …</translation>
    </message>
    <message>
        <source>&amp;Import articles …</source>
        <translation>&amp;Importa articoli …</translation>
    </message>
    <message>
        <source>Import &amp;folder …</source>
        <translation>Importa &amp;cartella …</translation>
    </message>
    <message>
        <source>&amp;Paste as article</source>
        <translation>Inco&amp;lla come articolo</translation>
    </message>
    <message>
        <source>Import &amp;new files</source>
        <translation>Importa file &amp;nuovi</translation>
    </message>
    <message>
        <source>&amp;Watched folders …</source>
        <translation>Cartelle sor&amp;vegliate …</translation>
    </message>
    <message>
        <source>Passwor&amp;d …</source>
        <translation>Passwor&amp;d …</translation>
    </message>
    <message>
        <source>Remove for &amp;good …</source>
        <translation>Cance&amp;lla per sempre …</translation>
    </message>
    <message>
        <source>&amp;Close dossier</source>
        <translation>C&amp;hiudi dossier</translation>
    </message>
    <message>
        <source>Add the changed quotation below as text</source>
        <translation>Aggiungi sotto la citazione modificata come testo libero</translation>
    </message>
    <message>
        <source>Enlar&amp;ge preview</source>
        <translation>In&amp;grandisci anteprima</translation>
    </message>
    <message>
        <source>Shr&amp;ink preview</source>
        <translation>Ri&amp;duci anteprima</translation>
    </message>
    <message>
        <source>Fit preview &amp;width</source>
        <translation>Adatta anteprima alla larg&amp;hezza</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Esci</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>&amp;Prova l’esempio</translation>
    </message>
    <message>
        <source>Copy for &amp;handing on …</source>
        <translation>Copia da con&amp;segnare …</translation>
    </message>
    <message>
        <source>Prin&amp;t …</source>
        <translation>S&amp;tampa …</translation>
    </message>
    <message>
        <source>Te&amp;mplate designer</source>
        <translation>Editor dei &amp;modelli</translation>
    </message>
    <message>
        <source>&amp;Settings …</source>
        <translation>Imposta&amp;zioni …</translation>
    </message>
    <message>
        <source>&amp;Verify an evidence pack …</source>
        <translation>&amp;Verifica un fascicolo di prove …</translation>
    </message>
    <message>
        <source>&amp;Share this dossier …</source>
        <translation>&amp;Condividi questo dossier …</translation>
    </message>
    <message>
        <source>&amp;Place of exchange …</source>
        <translation>&amp;Luogo di scambio …</translation>
    </message>
    <message>
        <source>E&amp;xchange now</source>
        <translation>Scam&amp;bia adesso</translation>
    </message>
    <message>
        <source>Se&amp;nd changes …</source>
        <translation>&amp;Invia modifiche …</translation>
    </message>
    <message>
        <source>&amp;Take in changes …</source>
        <translation>&amp;Acquisisci modifiche …</translation>
    </message>
    <message>
        <source>Changes of &amp;others</source>
        <translation>Modifiche degli alt&amp;ri</translation>
    </message>
    <message>
        <source>To s&amp;ettle …</source>
        <translation>Da d&amp;ecidere …</translation>
    </message>
    <message>
        <source>&amp;Desks</source>
        <translation>Po&amp;stazioni</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ripeti</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Taglia</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copia</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Incolla</translation>
    </message>
    <message>
        <source>Copy as &amp;formatted text</source>
        <translation>Copia come testo &amp;formattato</translation>
    </message>
    <message>
        <source>Find in &amp;article</source>
        <translation>Cerca nell’artico&amp;lo</translation>
    </message>
    <message>
        <source>Copy te&amp;xt of the article</source>
        <translation>Copia &amp;il testo dell’articolo</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Trova &amp;successivo</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Trova &amp;precedente</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>C&amp;erca articoli</translation>
    </message>
    <message>
        <source>C&amp;lear search and filters</source>
        <translation>Azzera ricerca e fi&amp;ltri</translation>
    </message>
    <message>
        <source>Search &amp;recent dossiers …</source>
        <translation>Cerca nei dossier &amp;recenti …</translation>
    </message>
    <message>
        <source>Search or run a co&amp;mmand …</source>
        <translation>Cerca o esegui un co&amp;mando …</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Articolo precedente</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Articolo successivo</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>Paragrafo precedente</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>Paragrafo successivo</translation>
    </message>
    <message>
        <source>Previous section</source>
        <translation>Sezione precedente</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>Sezione successiva</translation>
    </message>
    <message>
        <source>&amp;Tag …</source>
        <translation>&amp;Etichetta …</translation>
    </message>
    <message>
        <source>Tag with the &amp;last topic</source>
        <translation>Etichetta &amp;con l’ultimo argomento</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>&amp;Rimuovi etichetta</translation>
    </message>
    <message>
        <source>&amp;Accept suggestion</source>
        <translation>&amp;Accetta suggerimento</translation>
    </message>
    <message>
        <source>Re&amp;ject suggestion</source>
        <translation>Ri&amp;fiuta suggerimento</translation>
    </message>
    <message>
        <source>Accept strong su&amp;ggestions …</source>
        <translation>Accetta i suggerimenti &amp;forti …</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Aggiungi al &amp;briefing</translation>
    </message>
    <message>
        <source>Re&amp;move article</source>
        <translation>Rimuovi artico&amp;lo</translation>
    </message>
    <message>
        <source>&amp;Overview of the dossier</source>
        <translation>&amp;Panoramica del dossier</translation>
    </message>
    <message>
        <source>disagreements, contradictions, chronology, actors, coverage</source>
        <translation>divergenze, contraddizioni, disaccordi, cronologia, attori, copertura</translation>
    </message>
    <message>
        <source>Changes since the last exp&amp;ort</source>
        <translation>Modifiche dall’ultima esp&amp;ortazione</translation>
    </message>
    <message>
        <source>Re&amp;move briefing …</source>
        <translation>Rimuovi &amp;briefing …</translation>
    </message>
    <message>
        <source>Quote one &amp;more sentence</source>
        <translation>Cita una &amp;frase in più</translation>
    </message>
    <message>
        <source>Quote one senten&amp;ce less</source>
        <translation>Cita u&amp;na frase in meno</translation>
    </message>
    <message>
        <source>Insert &amp;picture …</source>
        <translation>Inserisci &amp;immagine …</translation>
    </message>
    <message>
        <source>image, photo, chart, map, figure</source>
        <translation>foto, grafico, mappa, figura, cartina</translation>
    </message>
    <message>
        <source>Next statement to check</source>
        <translation>Prossima affermazione da verificare</translation>
    </message>
    <message>
        <source>Previous statement to check</source>
        <translation>Affermazione precedente da verificare</translation>
    </message>
    <message>
        <source>Make the source a footnote</source>
        <translation>Cita la fonte in una nota</translation>
    </message>
    <message>
        <source>Ma&amp;ke picture larger or smaller</source>
        <translation>Ingrandisci o rimpicciolisci l’immagin&amp;e</translation>
    </message>
    <message>
        <source>full width of the text, size</source>
        <translation>tutta la larghezza del testo, dimensioni</translation>
    </message>
    <message>
        <source>Show the &amp;longest items</source>
        <translation>Mostra gli elementi più &amp;lunghi</translation>
    </message>
    <message>
        <source>Export &amp;again to the same place</source>
        <translation>Esporta di nuovo nello stesso p&amp;osto</translation>
    </message>
    <message>
        <source>Review corrections from &amp;Word …</source>
        <translation>Rivedi le correzioni da &amp;Word …</translation>
    </message>
    <message>
        <source>Accept change</source>
        <translation>Accetta la modifica</translation>
    </message>
    <message>
        <source>Reject change</source>
        <translation>Rifiuta la modifica</translation>
    </message>
    <message>
        <source>Next open change</source>
        <translation>Modifica aperta successiva</translation>
    </message>
    <message>
        <source>Accept all changes</source>
        <translation>Accetta tutte le modifiche</translation>
    </message>
    <message>
        <source>Reject all changes</source>
        <translation>Rifiuta tutte le modifiche</translation>
    </message>
    <message>
        <source>Use the file’s text</source>
        <translation>Usa il testo del file</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Lettura</translation>
    </message>
    <message>
        <source>&amp;Brief</source>
        <translation>&amp;Briefing</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>Riquadro &amp;successivo</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>Riquadro &amp;precedente</translation>
    </message>
    <message>
        <source>&amp;Left pane</source>
        <translation>Riquadro a &amp;sinistra</translation>
    </message>
    <message>
        <source>R&amp;ight pane</source>
        <translation>Riquadro a &amp;destra</translation>
    </message>
    <message>
        <source>Go to so&amp;urce page</source>
        <translation>Vai alla pagina &amp;originale</translation>
    </message>
    <message>
        <source>Lar&amp;ger</source>
        <translation>Più &amp;grande</translation>
    </message>
    <message>
        <source>S&amp;maller</source>
        <translation>Più pi&amp;ccolo</translation>
    </message>
    <message>
        <source>N&amp;ormal size</source>
        <translation>Dimensione &amp;normale</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Guida</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>&amp;Primi passi</translation>
    </message>
    <message>
        <source>&amp;New briefing …</source>
        <translation>&amp;Nuovo briefing …</translation>
    </message>
    <message>
        <source>&amp;Rename briefing …</source>
        <translation>&amp;Rinomina briefing …</translation>
    </message>
    <message>
        <source>&amp;Versions …</source>
        <translation>&amp;Versioni …</translation>
    </message>
    <message>
        <source>New &amp;part …</source>
        <translation>Nuova &amp;parte …</translation>
    </message>
    <message>
        <source>&amp;Gather tagged passages</source>
        <translation>&amp;Raccogli i passaggi etichettati</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Modifica</translation>
    </message>
    <message>
        <source>Insert &amp;note</source>
        <translation>Inserisci &amp;nota</translation>
    </message>
    <message>
        <source>Insert ta&amp;ble</source>
        <translation>Inserisci ta&amp;bella</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Sposta in &amp;su</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Sposta in &amp;giù</translation>
    </message>
    <message>
        <source>Remove &amp;from briefing</source>
        <translation>Rimuovi &amp;dal briefing</translation>
    </message>
    <message>
        <source>Descr&amp;ibe picture …</source>
        <translation>Descr&amp;ivi immagine …</translation>
    </message>
    <message>
        <source>&amp;Who may see this …</source>
        <translation>&amp;Chi può vederlo …</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Mostra nell’&amp;articolo</translation>
    </message>
    <message>
        <source>Open in &amp;Read</source>
        <translation>Apri in «&amp;Lettura»</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>Veri&amp;fica</translation>
    </message>
    <message>
        <source>I&amp;gnore …</source>
        <translation>&amp;Ignora …</translation>
    </message>
    <message>
        <source>Fix all &amp;duplicates …</source>
        <translation>Correggi tutti i &amp;doppioni …</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>&amp;Esporta …</translation>
    </message>
    <message>
        <source>S&amp;hared template folder …</source>
        <translation>Cartella c&amp;ondivisa dei modelli …</translation>
    </message>
    <message>
        <source>Go to a&amp;rticle text</source>
        <translation>Vai al &amp;testo dell’articolo</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Scorciatoie da tastiera</translation>
    </message>
    <message>
        <source>&amp;What is new</source>
        <translation>&amp;Novità</translation>
    </message>
    <message>
        <source>&amp;Report a problem …</source>
        <translation>Segnala un p&amp;roblema …</translation>
    </message>
    <message>
        <source>&amp;About briefbuilder</source>
        <translation>&amp;Informazioni su briefbuilder</translation>
    </message>
    <message>
        <source>List &amp;item</source>
        <translation>&amp;Voce di elenco</translation>
    </message>
    <message>
        <source>&amp;Quotation</source>
        <translation>&amp;Citazione</translation>
    </message>
    <message>
        <source>Use as &amp;title</source>
        <translation>Usa come &amp;titolo</translation>
    </message>
    <message>
        <source>Use as l&amp;ead</source>
        <translation>Usa come so&amp;mmario</translation>
    </message>
    <message>
        <source>Add as &amp;author</source>
        <translation>Aggiungi come &amp;autore</translation>
    </message>
    <message>
        <source>Use as &amp;date</source>
        <translation>Usa come data di pu&amp;bblicazione</translation>
    </message>
    <message>
        <source>&amp;Edit topics …</source>
        <translation>&amp;Modifica argomenti …</translation>
    </message>
    <message>
        <source>&amp;Import topics …</source>
        <translation>&amp;Importa argomenti …</translation>
    </message>
    <message>
        <source>E&amp;xport topics …</source>
        <translation>E&amp;sporta argomenti …</translation>
    </message>
    <message>
        <source>&amp;Filter articles</source>
        <translation>&amp;Filtra gli articoli</translation>
    </message>
    <message>
        <source>S&amp;ort articles</source>
        <translation>&amp;Ordina gli articoli</translation>
    </message>
    <message>
        <source>Sa&amp;ve search …</source>
        <translation>Sal&amp;va la ricerca …</translation>
    </message>
</context>
<context>
    <name>ActorsTab</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>Menzioni</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Altri nomi</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Attori</translation>
    </message>
    <message>
        <source>Filter names</source>
        <translation>Filtra i nomi</translation>
    </message>
    <message>
        <source>Sho&amp;w dropped</source>
        <translation>Mostra gli &amp;omessi</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>C&amp;erca articoli</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>&amp;Unisci</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>Ri&amp;nomina …</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>Ome&amp;tti</translation>
    </message>
    <message>
        <source>Res&amp;tore</source>
        <translation>&amp;Ripristina</translation>
    </message>
    <message>
        <source>Reading names …</source>
        <translation>Lettura dei nomi …</translation>
    </message>
    <message>
        <source>Merge counts the mentions of the selected names for “{name}”.</source>
        <translation>«Unisci» conta le menzioni dei nomi selezionati per «{name}».</translation>
    </message>
    <message>
        <source>No names found.</source>
        <translation>Nessun nome trovato.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s)</source>
        <translation>
            <numerusform>%n nome</numerusform>
            <numerusform>%n nomi</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rinomina</translation>
    </message>
</context>
<context>
    <name>ArticleCanvas</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Immagine non inclusa]</translation>
    </message>
    <message numerus="yes">
        <source>⋯ %n paragraph(s) excluded</source>
        <translation>
            <numerusform>⋯ %n paragrafo escluso</numerusform>
            <numerusform>⋯ %n paragrafi esclusi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleDetails</name>
    <message>
        <source>Details</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Scroll the details</source>
        <translation>Scorri i dati</translation>
    </message>
    <message>
        <source>Choose the language</source>
        <translation>Scegli la lingua</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Copia il link</translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation>Tutti i diritti riservati</translation>
    </message>
    <message>
        <source>Show the source page</source>
        <translation>Mostra la pagina originale</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Scegli …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Edit lead</source>
        <translation>Modifica il sommario</translation>
    </message>
    <message>
        <source>Edit licence</source>
        <translation>Modifica la licenza</translation>
    </message>
    <message>
        <source>Edit embargo</source>
        <translation>Modifica l’embargo</translation>
    </message>
    <message>
        <source>Restore imported details</source>
        <translation>Ripristina i dati importati</translation>
    </message>
    <message>
        <source>Use another title</source>
        <translation>Usa un altro titolo</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Testata</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>Autori</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Collegamento</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Diritti</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Sommario</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licenza</translation>
    </message>
    <message>
        <source>Embargo</source>
        <translation>Embargo</translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation>«{words}» non è una data. Scriverla così: 2026-04-12.</translation>
    </message>
    <message>
        <source>“{words}” is not a date and time. Write it as 2026-04-12 10:00, in your time zone.</source>
        <translation>«{words}» non è una data con ora. Scriverla così: 2026-04-12 10:00, nel proprio fuso orario.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>non nota</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link copiato</translation>
    </message>
</context>
<context>
    <name>ArticleHeader</name>
    <message>
        <source>Pasted on {day}</source>
        <translation>Incollato il {day}</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabo</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgaro</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Ceco</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Danese</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Tedesco</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Greco</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglese</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spagnolo</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estone</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finlandese</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Francese</translation>
    </message>
    <message>
        <source>Irish</source>
        <translation>Irlandese</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Croato</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungherese</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesiano</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italiano</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Giapponese</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Coreano</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Lituano</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Lettone</translation>
    </message>
    <message>
        <source>Maltese</source>
        <translation>Maltese</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Neerlandese</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polacco</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portoghese</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumeno</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russo</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slovacco</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Sloveno</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Svedese</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Turco</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ucraino</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Cinese</translation>
    </message>
</context>
<context>
    <name>ArticleImporter</name>
    <message>
        <source>Import articles</source>
        <translation>Importa articoli</translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation>Importa cartella</translation>
    </message>
    <message>
        <source>The clipboard holds no text. Copy the text of an article first.</source>
        <translation>Gli appunti non contengono testo. Copiare prima il testo di un articolo.</translation>
    </message>
    <message>
        <source>An import is running already.</source>
        <translation>È già in corso un’importazione.</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Lettura …</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>The password of “{name}” is not correct. Try another one:</source>
        <translation>La password di «{name}» non è corretta. Inserirne un’altra:</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>«{name}» è cifrato. Password:</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leggere</translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copia</numerusform>
            <numerusform>%n copie</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: already in the dossier as “{title}”.</source>
        <translation>{name}: già nel dossier, come «{title}».</translation>
    </message>
    <message numerus="yes">
        <source>The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.</source>
        <translation>
            <numerusform>L’importazione è stata interrotta. %n articolo è stato importato e resta. Per rimuoverlo usare «Annulla».</numerusform>
            <numerusform>L’importazione è stata interrotta. %n articoli sono stati importati e restano. Per rimuoverli usare «Annulla».</numerusform>
        </translation>
    </message>
    <message>
        <source>The import was cancelled. Nothing was changed.</source>
        <translation>Importazione annullata. Nulla è stato modificato.</translation>
    </message>
    <message>
        <source>Reading {number} of {total}: {name}</source>
        <translation>Lettura {number} di {total}: {name}</translation>
    </message>
    <message>
        <source>Articles ({patterns});;All files (*)</source>
        <translation>Articoli ({patterns});;Tutti i file (*)</translation>
    </message>
    <message>
        <source>This folder holds no files that can be imported.</source>
        <translation>Questa cartella non contiene file importabili.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Non è stato importato nulla.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported</source>
        <translation>
            <numerusform>%n articolo importato</numerusform>
            <numerusform>%n articoli importati</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported. These files were not imported:</source>
        <translation>
            <numerusform>%n articolo importato. Questi file non sono stati importati:</numerusform>
            <numerusform>%n articoli importati. Questi file non sono stati importati:</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported:</source>
        <translation>Non è stato importato nulla:</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>Non importati</translation>
    </message>
</context>
<context>
    <name>ArticleMenu</name>
    <message>
        <source>&amp;Structure</source>
        <translation>&amp;Struttura</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>&amp;Rimuovi etichetta</translation>
    </message>
    <message>
        <source>Remove tag “{topic}”</source>
        <translation>Rimuovi l’etichetta «{topic}»</translation>
    </message>
</context>
<context>
    <name>ArticleModel</name>
    <message>
        <source>unread</source>
        <translation>da leggere</translation>
    </message>
    <message>
        <source>in the briefing</source>
        <translation>nel briefing</translation>
    </message>
    <message>
        <source>changed by {names}</source>
        <translation>modificato da {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n etichetta</numerusform>
            <numerusform>%n etichette</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copia</numerusform>
            <numerusform>%n copie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleOutput</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Immagine non inclusa]</translation>
    </message>
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>Article</source>
        <translation>Articolo</translation>
    </message>
    <message>
        <source>Article copied</source>
        <translation>Articolo copiato</translation>
    </message>
    <message>
        <source>Open or create a dossier to see its articles here.</source>
        <translation>Aprire o creare un dossier per vedere qui i suoi articoli.</translation>
    </message>
    <message>
        <source>Drop articles here, paste them with Ctrl+V, or import them.</source>
        <translation>Trascinare qui gli articoli, incollarli con Ctrl+V o importarli.</translation>
    </message>
    <message>
        <source>Import an article to read and tag it here.</source>
        <translation>Importare un articolo per leggerlo ed etichettarlo qui.</translation>
    </message>
    <message>
        <source>Select an article on the left to read and tag it.</source>
        <translation>Selezionare un articolo a sinistra per leggerlo ed etichettarlo.</translation>
    </message>
</context>
<context>
    <name>ArticleTable</name>
    <message>
        <source>List of articles</source>
        <translation>Elenco degli articoli</translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation>Scorri gli articoli</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>Article text</source>
        <translation>Testo dell’articolo</translation>
    </message>
    <message>
        <source>Scroll the article</source>
        <translation>Scorri l’articolo</translation>
    </message>
</context>
<context>
    <name>ArticlesPane</name>
    <message>
        <source>Articles</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>Edit title</source>
        <translation>Modifica il titolo</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Segna come da leggere</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Segna come letto</translation>
    </message>
    <message>
        <source>The first articles are being read.</source>
        <translation>I primi articoli sono in lettura.</translation>
    </message>
    <message>
        <source>Drop articles here, or paste with Ctrl+V</source>
        <translation>Trascinare qui gli articoli o incollarli con Ctrl+V</translation>
    </message>
    <message>
        <source>Nothing for “{words}” with these filters</source>
        <translation>Nulla per «{words}» con questi filtri</translation>
    </message>
    <message>
        <source>Nothing for “{words}”</source>
        <translation>Nulla per «{words}»</translation>
    </message>
    <message>
        <source>Nothing matches the filters</source>
        <translation>Nulla corrisponde ai filtri</translation>
    </message>
    <message numerus="yes">
        <source>Removing %n article(s) …</source>
        <translation>
            <numerusform>Rimozione di %n articolo …</numerusform>
            <numerusform>Rimozione di %n articoli …</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed “{title}”</source>
        <translation>«{title}» rimosso</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n article(s)</source>
        <translation>
            <numerusform>%n articolo rimosso</numerusform>
            <numerusform>%n articoli rimossi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n etichetta</numerusform>
            <numerusform>%n etichette</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings</source>
        <translation>
            <numerusform>%n estratto nei briefing</numerusform>
            <numerusform>%n estratti nei briefing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupCommands</name>
    <message>
        <source>Backups …</source>
        <translation>Backup …</translation>
    </message>
    <message>
        <source>Save what can be read as …</source>
        <translation>Salva quanto è leggibile con nome …</translation>
    </message>
    <message>
        <source>Backups of which dossier?</source>
        <translation>Backup di quale dossier?</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>Salva quanto è leggibile</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>«{name}» è cifrato. Password:</translation>
    </message>
    <message>
        <source>{name} (saved)</source>
        <translation>{name} (recuperato)</translation>
    </message>
    <message>
        <source>“{name}” is being read.</source>
        <translation>«{name}» è in lettura.</translation>
    </message>
    <message>
        <source>Saved: {articles} article(s) and {briefings} briefing(s). Compare with a backup what is missing.</source>
        <translation>Salvati: {articles} articolo/i e {briefings} briefing. Confrontare con un backup ciò che manca.</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>Ripristino in corso …</translation>
    </message>
    <message>
        <source>The backup was restored. The file that was there is kept as “{name}”.</source>
        <translation>Il backup è stato ripristinato. Il file precedente è conservato come «{name}».</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Backup</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups of “{name}”</source>
        <translation>Backup di «{name}»</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Ripristina</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>&amp;Change …</source>
        <translation>&amp;Cambia …</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>Backup da c&amp;onservare per dossier</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Cartella</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Caricamento …</translation>
    </message>
    <message>
        <source>Restoring keeps the present file next to the dossier.</source>
        <translation>Il ripristino conserva il file attuale accanto al dossier.</translation>
    </message>
    <message>
        <source>A backup is made when a dossier that has changed is opened, once a day.</source>
        <translation>Un backup viene creato quando si apre un dossier modificato, una volta al giorno.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n articolo</numerusform>
            <numerusform>%n articoli</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Cartella per i backup</translation>
    </message>
</context>
<context>
    <name>BriefPage</name>
    <message>
        <source>Close the panel</source>
        <translation>Chiudi il riquadro</translation>
    </message>
    <message>
        <source>“{file}” has no changes.</source>
        <translation>«{file}» non ha modifiche.</translation>
    </message>
</context>
<context>
    <name>BriefingHeader</name>
    <message>
        <source>Title of the briefing</source>
        <translation>Titolo del briefing</translation>
    </message>
    <message>
        <source>Choose a briefing</source>
        <translation>Scegli un briefing</translation>
    </message>
    <message>
        <source>More actions for the briefing</source>
        <translation>Altre azioni per il briefing</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pagine</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Parole</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplicare</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Senza titolo</translation>
    </message>
    <message>
        <source>{value} of {limit}</source>
        <translation>{value} di {limit}</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copia)</translation>
    </message>
    <message>
        <source>No export of this briefing is on record</source>
        <translation>Nessuna esportazione di questo briefing è registrata</translation>
    </message>
    <message>
        <source>Briefing “{title}” removed; its articles are kept.</source>
        <translation>Briefing «{title}» rimosso; i suoi articoli restano.</translation>
    </message>
</context>
<context>
    <name>BriefingTexts</name>
    <message>
        <source>Empty: press Enter to write</source>
        <translation>Vuoto: premere Invio e scrivere</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo libero</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modificato</translation>
    </message>
    <message>
        <source>partly restricted</source>
        <translation>in parte riservato</translation>
    </message>
    <message>
        <source>Article not in this dossier</source>
        <translation>Articolo non presente in questo dossier</translation>
    </message>
    <message>
        <source>Empty text</source>
        <translation>Testo vuoto</translation>
    </message>
    <message>
        <source>only for {audiences}</source>
        <translation>solo per {audiences}</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>utilizzabile</translation>
    </message>
    <message>
        <source>not for disclosure</source>
        <translation>da non divulgare</translation>
    </message>
    <message>
        <source>Part: {heading}</source>
        <translation>Parte: {heading}</translation>
    </message>
    <message>
        <source>Excerpt</source>
        <translation>Estratto</translation>
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
            <numerusform>Dati di %n articolo</numerusform>
            <numerusform>Dati di %n articoli</numerusform>
        </translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>anno-mese-giorno</translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation>Tutti i diritti riservati</translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation>Non riservati</translation>
    </message>
    <message>
        <source>In the &amp;title, replace</source>
        <translation>Nel &amp;titolo, sostituire</translation>
    </message>
    <message>
        <source>Ticked fields are changed in all selected articles. Leave a field empty to clear it.</source>
        <translation>I campi spuntati vengono modificati in tutti gli articoli selezionati. Lasciare vuoto un campo per svuotarlo.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>non nota</translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation>«{words}» non è una data. Scriverla così: 2026-04-12.</translation>
    </message>
    <message>
        <source>with</source>
        <translation>con</translation>
    </message>
    <message>
        <source>&amp;Authors, one per line</source>
        <translation>&amp;Autori, uno per riga</translation>
    </message>
    <message>
        <source>&amp;Publication</source>
        <translation>T&amp;estata</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Data</translation>
    </message>
    <message>
        <source>Addr&amp;ess</source>
        <translation>Indiri&amp;zzo</translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation>Li&amp;ngua</translation>
    </message>
    <message>
        <source>Rights n&amp;otice</source>
        <translation>N&amp;ota sui diritti</translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation>L&amp;icenza</translation>
    </message>
    <message>
        <source>&amp;Rights</source>
        <translation>Di&amp;ritti</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>Change: {field}</source>
        <translation>Cambia: {field}</translation>
    </message>
    <message>
        <source>Replacement text</source>
        <translation>Testo sostitutivo</translation>
    </message>
</context>
<context>
    <name>BusyIndicator</name>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>CardsView</name>
    <message>
        <source>Templates</source>
        <translation>Modelli</translation>
    </message>
    <message>
        <source>Ships with the program</source>
        <translation>Fornito con il programma</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Condiviso</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Personale</translation>
    </message>
</context>
<context>
    <name>ChangeButtons</name>
    <message>
        <source>Mark as done</source>
        <translation>Segna come risolto</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accetta</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rifiuta</translation>
    </message>
    <message>
        <source>Add below as text</source>
        <translation>Aggiungi sotto come testo libero</translation>
    </message>
    <message>
        <source>Keep the source</source>
        <translation>Mantieni la fonte</translation>
    </message>
    <message>
        <source>Keep the briefing’s text</source>
        <translation>Mantieni il testo del briefing</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignora</translation>
    </message>
    <message>
        <source>Use the file’s text</source>
        <translation>Usa il testo del file</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avanti</translation>
    </message>
</context>
<context>
    <name>ChangeFiles</name>
    <message>
        <source>Send changes</source>
        <translation>Invia modifiche</translation>
    </message>
    <message>
        <source>You tell the recipient the password, and not in the mail that has the file.</source>
        <translation>La password va comunicata al destinatario, ma non nella mail che contiene il file.</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Cifra</translation>
    </message>
    <message>
        <source>Changes (*.bbx);;All files (*)</source>
        <translation>Modifiche (*.bbx);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Send them, too</source>
        <translation>Invia anche questi</translation>
    </message>
    <message>
        <source>Changes written to “{name}”. Send the file to the other desk.</source>
        <translation>Modifiche scritte in «{name}». Inviare il file all’altra postazione.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostra nella cartella</translation>
    </message>
    <message>
        <source>“{name}” is being written.</source>
        <translation>Scrittura di «{name}» in corso.</translation>
    </message>
    <message>
        <source>Take in changes</source>
        <translation>Acquisisci modifiche</translation>
    </message>
    <message>
        <source>Unite both dossiers</source>
        <translation>Unisci i due dossier</translation>
    </message>
    <message>
        <source>“{name}” is being read.</source>
        <translation>Lettura di «{name}» in corso.</translation>
    </message>
    <message>
        <source>The file has no changes that are not here already.</source>
        <translation>Il file non ha modifiche che non siano già qui.</translation>
    </message>
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Text before and after the change</source>
        <translation>Testo prima e dopo la modifica</translation>
    </message>
    <message>
        <source>Struck through: removed. Underlined: added.</source>
        <translation>Barrato: rimosso. Sottolineato: aggiunto.</translation>
    </message>
    <message>
        <source>No change is chosen</source>
        <translation>Nessuna modifica selezionata</translation>
    </message>
    <message>
        <source>In reply to</source>
        <translation>In risposta a</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commento</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Collegamento</translation>
    </message>
    <message>
        <source>Highlighted words</source>
        <translation>Parole evidenziate</translation>
    </message>
    <message>
        <source>On this paragraph</source>
        <translation>Su questo paragrafo</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>As exported</source>
        <translation>Come esportato</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>Nel file</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Che cosa è cambiato</translation>
    </message>
    <message>
        <source>In the briefing now</source>
        <translation>Ora nel briefing</translation>
    </message>
    <message>
        <source>In the source</source>
        <translation>Nella fonte</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>Checks of the briefing</source>
        <translation>Verifiche del briefing</translation>
    </message>
    <message>
        <source>Ignored by you</source>
        <translation>Ignorati da Lei</translation>
    </message>
    <message>
        <source>Statements of your texts</source>
        <translation>Affermazioni dei testi liberi</translation>
    </message>
    <message>
        <source>Ready to hand over</source>
        <translation>Pronto per la consegna</translation>
    </message>
    <message>
        <source>Nothing is left to fix.</source>
        <translation>Non resta nulla da correggere.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Esporta …</translation>
    </message>
    <message numerus="yes">
        <source>{found} of %n found in the sources</source>
        <translation>
            <numerusform>nelle fonti: {found} su %n</numerusform>
            <numerusform>nelle fonti: {found} su %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>Appena verificato</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Verifica in corso …</translation>
    </message>
    <message>
        <source>The check could not be made. Your briefing is safe.</source>
        <translation>Non è stato possibile fare la verifica. Il briefing è al sicuro.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Mostrane %n in più</numerusform>
            <numerusform>Mostrane altri %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fix %n …</source>
        <translation>
            <numerusform>Correggine %n …</numerusform>
            <numerusform>Correggine %n …</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Vai</translation>
    </message>
    <message>
        <source>&amp;Show again</source>
        <translation>Mostra di n&amp;uovo</translation>
    </message>
</context>
<context>
    <name>ChoiceInput</name>
    <message>
        <source>No selection</source>
        <translation>Nessuna scelta</translation>
    </message>
</context>
<context>
    <name>ChooseFilesDialog</name>
    <message>
        <source>New files</source>
        <translation>File nuovi</translation>
    </message>
    <message>
        <source>Tick the files to import or to dismiss:</source>
        <translation>Spuntare i file da importare o da ignorare:</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importa</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>I&amp;gnora</translation>
    </message>
</context>
<context>
    <name>ChronologyTab</name>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Frase</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Fonti</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Cronologia</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Mostra nell’&amp;articolo</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Aggiungi al &amp;briefing</translation>
    </message>
    <message>
        <source>Reading dates …</source>
        <translation>Lettura delle date …</translation>
    </message>
    <message>
        <source>No dates in tagged passages.</source>
        <translation>Nessuna data nei passaggi etichettati.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n evento</numerusform>
            <numerusform>%n eventi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaimChecks</name>
    <message>
        <source>{text}, “{found}”</source>
        <translation>{text}, «{found}»</translation>
    </message>
</context>
<context>
    <name>ClaimMarks</name>
    <message>
        <source>Footnote added</source>
        <translation>Nota aggiunta</translation>
    </message>
    <message>
        <source>Mark s&amp;tatements that differ from the sources</source>
        <translation>Segna le a&amp;ffermazioni diverse dalle fonti</translation>
    </message>
    <message>
        <source>Show the &amp;source</source>
        <translation>Mostra la f&amp;onte</translation>
    </message>
    <message>
        <source>Make the source a &amp;footnote</source>
        <translation>Cita la fonte in una &amp;nota</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>&amp;Lascia così</translation>
    </message>
</context>
<context>
    <name>CloseButtons</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation>Cerca o esegui</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Risultati</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc per chiudere</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>scegli</translation>
    </message>
    <message>
        <source>run</source>
        <translation>esegui</translation>
    </message>
    <message>
        <source>commands only</source>
        <translation>solo comandi</translation>
    </message>
    <message>
        <source>topics</source>
        <translation>argomenti</translation>
    </message>
    <message>
        <source>articles</source>
        <translation>articoli</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>[Picture not included]</source>
        <translation>[Immagine non inclusa]</translation>
    </message>
    <message>
        <source>Compare with imported text</source>
        <translation>Confronta con il testo importato</translation>
    </message>
    <message>
        <source>Imported text</source>
        <translation>Testo importato</translation>
    </message>
    <message>
        <source>Corrected text</source>
        <translation>Testo corretto</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) excluded</source>
        <translation>
            <numerusform>%n paragrafo escluso</numerusform>
            <numerusform>%n paragrafi esclusi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>Suggerimenti</translation>
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
        <translation>In cima</translation>
    </message>
    <message>
        <source>In a part that is gone</source>
        <translation>In una parte che non c’è più</translation>
    </message>
    <message>
        <source>In “{part}”</source>
        <translation>In «{part}»</translation>
    </message>
    <message>
        <source>Unknown author</source>
        <translation>Autore sconosciuto</translation>
    </message>
    <message>
        <source>merged from both</source>
        <translation>unione delle due</translation>
    </message>
    <message>
        <source>Removed by one, changed by another</source>
        <translation>Rimosso da uno, modificato da un altro</translation>
    </message>
    <message>
        <source>The same article was read twice</source>
        <translation>Lo stesso articolo è stato letto due volte</translation>
    </message>
    <message>
        <source>Moved to two places</source>
        <translation>Spostato in due posti</translation>
    </message>
</context>
<context>
    <name>ContentArea</name>
    <message>
        <source>Scroll the form</source>
        <translation>Scorri il modulo</translation>
    </message>
</context>
<context>
    <name>ContinueCard</name>
    <message>
        <source>Continue where you left off</source>
        <translation>Continua da dove si era rimasti</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continua</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostra nella cartella</translation>
    </message>
    <message>
        <source>Continue with {name}</source>
        <translation>Continua con {name}</translation>
    </message>
</context>
<context>
    <name>CopiedBriefingsDialog</name>
    <message>
        <source>Copy for handing on</source>
        <translation>Copia da consegnare</translation>
    </message>
    <message>
        <source>Tick briefings to copy these alone, with the articles that they quote. Tick none to copy everything.</source>
        <translation>Spuntare i briefing da copiare, con gli articoli che citano. Senza spunte si copia tutto.</translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copia</translation>
    </message>
</context>
<context>
    <name>CopiesDialog</name>
    <message>
        <source>Copies of this report</source>
        <translation>Copie di questa notizia</translation>
    </message>
    <message>
        <source>Differences of the copy</source>
        <translation>Differenze della copia</translation>
    </message>
    <message>
        <source>Struck through: only in the open article. Underlined: only in the copy.</source>
        <translation>Barrato: solo nell’articolo aperto. Sottolineato: solo nella copia.</translation>
    </message>
    <message>
        <source>&amp;Open copy</source>
        <translation>&amp;Apri copia</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Copie</translation>
    </message>
</context>
<context>
    <name>CoverageTab</name>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etichette</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Copertura</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Testata</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Paese</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Settimana</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>Conta per</translation>
    </message>
    <message>
        <source>Nothing to count yet.</source>
        <translation>Ancora nulla da contare.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n riga</numerusform>
            <numerusform>%n righe</numerusform>
        </translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>An unexpected error occurred. Your work is saved. Copy this report and send it to your briefbuilder support contact.</source>
        <translation>Si è verificato un errore imprevisto. Il lavoro è salvato. Copiare questo rapporto e inviarlo a chi fornisce assistenza per briefbuilder.</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>Rapporto di errore</translation>
    </message>
</context>
<context>
    <name>DateInput</name>
    <message>
        <source>No date</source>
        <translation>Nessuna data</translation>
    </message>
    <message>
        <source>Choose a date</source>
        <translation>Scegli una data</translation>
    </message>
    <message>
        <source>Choose a date (Alt+Down)</source>
        <translation>Scegli una data (Alt+Giù)</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>Mese precedente</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Mese successivo</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Anno</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Giorni</translation>
    </message>
</context>
<context>
    <name>DesignerLauncher</name>
    <message>
        <source>Shared template folder</source>
        <translation>Cartella condivisa dei modelli</translation>
    </message>
    <message>
        <source>Templates are shared from {folder}. Stop using it?</source>
        <translation>I modelli sono condivisi da {folder}. Non usarla più?</translation>
    </message>
    <message>
        <source>Stop using</source>
        <translation>Non usare più</translation>
    </message>
    <message>
        <source>{folder} cannot be reached. The last copies of its templates are used.</source>
        <translation>{folder} non è raggiungibile. Si usano le ultime copie dei suoi modelli.</translation>
    </message>
</context>
<context>
    <name>DesignerToolbar</name>
    <message>
        <source>&amp;New from this template …</source>
        <translation>&amp;Nuovo da questo modello …</translation>
    </message>
    <message>
        <source>New &amp;empty template …</source>
        <translation>Nuovo modello &amp;vuoto …</translation>
    </message>
    <message>
        <source>&amp;Open file …</source>
        <translation>&amp;Apri file …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salva</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>Salva &amp;come …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ripeti</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>&amp;Modulo</translation>
    </message>
    <message>
        <source>&amp;Texts</source>
        <translation>&amp;Testi</translation>
    </message>
    <message>
        <source>&amp;YAML</source>
        <translation>&amp;YAML</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>&amp;Modelli</translation>
    </message>
    <message>
        <source>Ne&amp;xt issue</source>
        <translation>Problema s&amp;uccessivo</translation>
    </message>
    <message>
        <source>&amp;Previous issue</source>
        <translation>Problema &amp;precedente</translation>
    </message>
    <message>
        <source>Next pan&amp;e</source>
        <translation>&amp;Riquadro successivo</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Guida</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Modulo</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Testi</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>View of the template</source>
        <translation>Vista del modello</translation>
    </message>
    <message>
        <source>Language of the sample</source>
        <translation>Lingua dell’esempio</translation>
    </message>
    <message>
        <source>Language of the sample briefing</source>
        <translation>Lingua del briefing di esempio</translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Modifiche non salvate</translation>
    </message>
    <message>
        <source>The changes to this template are not saved. Discard changes?</source>
        <translation>Le modifiche a questo modello non sono salvate. Scartarle?</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Scarta le modifiche</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Nuovo modello</translation>
    </message>
    <message>
        <source>Open template</source>
        <translation>Apri modello</translation>
    </message>
    <message>
        <source>Save template</source>
        <translation>Salva modello</translation>
    </message>
    <message>
        <source>Templates (*.yaml)</source>
        <translation>Modelli (*.yaml)</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Nessun problema trovato.</translation>
    </message>
    <message>
        <source>New heading</source>
        <translation>Nuovo titolo</translation>
    </message>
    <message>
        <source>New field</source>
        <translation>Nuovo campo</translation>
    </message>
    <message>
        <source>New choice</source>
        <translation>Nuova scelta</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crea</translation>
    </message>
    <message>
        <source>New column</source>
        <translation>Nuova colonna</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nuova riga</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Immagini (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>This cannot be changed in the form. Change it in the YAML.</source>
        <translation>Non modificabile nel modulo. Modificare il YAML.</translation>
    </message>
    <message>
        <source>This template is read-only. To make your own copy, choose “New from this template” (Ctrl+N).</source>
        <translation>Questo modello è in sola lettura. Per farne una copia propria, scegliere «Nuovo da questo modello» (Ctrl+N).</translation>
    </message>
    <message>
        <source>File changed by another program</source>
        <translation>File modificato da un altro programma</translation>
    </message>
    <message>
        <source>Another program has changed this template, and you have unsaved changes. Reload the file and lose your changes? If you keep them, saving overwrites the file.</source>
        <translation>Un altro programma ha modificato questo modello e ci sono modifiche non salvate. Ricaricare il file e perdere le modifiche? Se si tengono, il salvataggio sovrascrive il file.</translation>
    </message>
    <message>
        <source>Reload file</source>
        <translation>Ricarica il file</translation>
    </message>
    <message>
        <source>Another program changed the file. It was reloaded.</source>
        <translation>Un altro programma ha modificato il file. È stato ricaricato.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Modelli</translation>
    </message>
    <message>
        <source>Template designer</source>
        <translation>Editor dei modelli</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n errore</numerusform>
            <numerusform>%n errori</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n avviso</numerusform>
            <numerusform>%n avvisi</numerusform>
        </translation>
    </message>
    <message>
        <source>Creating the sample …</source>
        <translation>Creazione dell’esempio …</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Nome del modello</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Salvato come {name}</translation>
    </message>
    <message>
        <source>The sample shows the last version without errors.</source>
        <translation>L’esempio mostra l’ultima versione senza errori.</translation>
    </message>
    <message>
        <source>Fix the errors to see the sample.</source>
        <translation>Correggere gli errori per vedere l’esempio.</translation>
    </message>
    <message>
        <source>The sample could not be created.</source>
        <translation>Non è stato possibile creare l’esempio.</translation>
    </message>
</context>
<context>
    <name>DesksDialog</name>
    <message>
        <source>Desks</source>
        <translation>Postazioni</translation>
    </message>
    <message>
        <source>Desks of this dossier</source>
        <translation>Postazioni di questo dossier</translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Details of the briefing</source>
        <translation>Dati del briefing</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>Classifica</translation>
    </message>
    <message>
        <source>Lowered from {before} to {after} on {day}: {reason}</source>
        <translation>Abbassata da {before} a {after} il {day}: {reason}</translation>
    </message>
    <message>
        <source>Template default</source>
        <translation>Predefinita del modello</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Richiede un sistema accreditato: chiedere a un amministratore di attivarlo.</translation>
    </message>
    <message>
        <source>Lower the marking</source>
        <translation>Abbassa la classifica</translation>
    </message>
    <message>
        <source>Why may this briefing have a lower marking?</source>
        <translation>Perché questo briefing può avere una classifica più bassa?</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Abbassa</translation>
    </message>
</context>
<context>
    <name>DisagreementsTab</name>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Testata</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Attendibilità</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Frase</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Divergenze</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Mostra nell’&amp;articolo</translation>
    </message>
    <message>
        <source>Comparing articles …</source>
        <translation>Confronto degli articoli …</translation>
    </message>
    <message>
        <source>No disagreements found.</source>
        <translation>Nessuna divergenza trovata.</translation>
    </message>
    <message numerus="yes">
        <source>%n disagreement(s)</source>
        <translation>
            <numerusform>%n divergenza</numerusform>
            <numerusform>%n divergenze</numerusform>
        </translation>
    </message>
    <message>
        <source>later figure</source>
        <translation>dato più recente</translation>
    </message>
</context>
<context>
    <name>DisclosureDialog</name>
    <message>
        <source>Who may see this</source>
        <translation>Chi può vedere questo contenuto</translation>
    </message>
    <message>
        <source>&amp;Everyone</source>
        <translation>&amp;Tutti</translation>
    </message>
    <message>
        <source>Everyone, and it may be &amp;quoted: usable</source>
        <translation>Tutti, e si può &amp;citare: utilizzabile</translation>
    </message>
    <message>
        <source>Internal only: &amp;not for disclosure</source>
        <translation>Solo uso interno: da &amp;non divulgare</translation>
    </message>
    <message>
        <source>&amp;Only these recipients:</source>
        <translation>&amp;Solo questi destinatari:</translation>
    </message>
    <message>
        <source>Recipients, separated by commas</source>
        <translation>Destinatari, separati da virgole</translation>
    </message>
    <message>
        <source>press, partners</source>
        <translation>stampa, partner</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
</context>
<context>
    <name>DossierCommands</name>
    <message>
        <source>New dossier</source>
        <translation>Nuovo dossier</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Open dossier</source>
        <translation>Apri dossier</translation>
    </message>
    <message>
        <source>“{name}” will be encrypted, with its automatic backups.</source>
        <translation>«{name}» verrà cifrato, con i suoi backup automatici.</translation>
    </message>
    <message>
        <source>A forgotten password cannot be recovered. Copies that you made before open as before.</source>
        <translation>Una password dimenticata non può essere recuperata. Le copie già fatte si aprono come prima.</translation>
    </message>
    <message>
        <source>Undoing: {act} …</source>
        <translation>Annullamento in corso: {act} …</translation>
    </message>
    <message>
        <source>Undone: {act}</source>
        <translation>Annullato: {act}</translation>
    </message>
    <message>
        <source>Redoing: {act} …</source>
        <translation>Ripetizione in corso: {act} …</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Esempio</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copia)</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>Apri una copia</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>Copia di «{name}» in corso.</translation>
    </message>
    <message>
        <source>Encrypt …</source>
        <translation>Crittografa …</translation>
    </message>
    <message>
        <source>Your administrator requires a password for dossiers. A forgotten password cannot be recovered.</source>
        <translation>L’amministratore richiede una password per i dossier. Una password dimenticata non può essere recuperata.</translation>
    </message>
    <message>
        <source>Create dossier</source>
        <translation>Crea dossier</translation>
    </message>
    <message>
        <source>“{name}” is being opened …</source>
        <translation>Apertura di «{name}» …</translation>
    </message>
    <message>
        <source>The file of “{name}” is gone. What is open is lost when you close it, unless you save a copy before.</source>
        <translation>Il file di «{name}» non c’è più. Alla chiusura ciò che è aperto va perso, se prima non se ne salva una copia.</translation>
    </message>
    <message>
        <source>Close dossier</source>
        <translation>Chiudi dossier</translation>
    </message>
    <message>
        <source>Close without copy</source>
        <translation>Chiudi senza copia</translation>
    </message>
    <message>
        <source>The password is wrong, or “{name}” is damaged or not a dossier. Try another password:</source>
        <translation>La password è errata, oppure «{name}» è danneggiato o non è un dossier. Provare un’altra password:</translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation>«{name}» è cifrato. Password:</translation>
    </message>
    <message>
        <source>Encrypted dossier</source>
        <translation>Dossier cifrato</translation>
    </message>
    <message>
        <source>“{name}” is encrypted.</source>
        <translation>«{name}» è cifrato.</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Cambia password</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Cifra</translation>
    </message>
    <message>
        <source>Remove password</source>
        <translation>Togli password</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>“{name}” is being decrypted …</source>
        <translation>Decifratura di «{name}» …</translation>
    </message>
    <message>
        <source>“{name}” is being encrypted …</source>
        <translation>Cifratura di «{name}» …</translation>
    </message>
    <message>
        <source>The dossier is no longer encrypted.</source>
        <translation>Il dossier non è più cifrato.</translation>
    </message>
    <message>
        <source>The dossier is encrypted.</source>
        <translation>Il dossier è cifrato.</translation>
    </message>
    <message>
        <source>“{name}” was saved by an older version and is being updated. If its format changes, a copy of the old file is kept beside it.</source>
        <translation>«{name}» è stato salvato da una versione precedente e viene aggiornato. Se ne cambia il formato, una copia del vecchio file resta accanto.</translation>
    </message>
    <message>
        <source>Update dossier</source>
        <translation>Aggiorna dossier</translation>
    </message>
    <message>
        <source>Redone: {act}</source>
        <translation>Ripetuto: {act}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of others made since stay.</source>
        <translation>
            <numerusform>%n modifica successiva di altri resta.</numerusform>
            <numerusform>%n modifiche successive di altri restano.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>&amp;Undo: {act}</source>
        <translation>&amp;Annulla: {act}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ripeti</translation>
    </message>
    <message>
        <source>&amp;Redo: {act}</source>
        <translation>&amp;Ripeti: {act}</translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation>Dossier (*.dossier);;Tutti i file (*)</translation>
    </message>
</context>
<context>
    <name>DossierOverviewDialog</name>
    <message>
        <source>Overview of the dossier</source>
        <translation>Panoramica del dossier</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Divergenze</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Cronologia</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Attori</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Copertura</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>Fix duplicates</source>
        <translation>Correggi i doppioni</translation>
    </message>
    <message>
        <source>Which part keeps the passage? The others are removed; you can undo this.</source>
        <translation>Quale parte conserva il passaggio? Gli altri vengono rimossi.</translation>
    </message>
    <message>
        <source>Remove the others</source>
        <translation>Rimuovi gli altri</translation>
    </message>
    <message>
        <source>Part that keeps {quote}</source>
        <translation>Parte che conserva {quote}</translation>
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
        <translation>Il dossier è già condiviso</translation>
    </message>
    <message>
        <source>Choose a place of exchange first</source>
        <translation>Scegliere prima un luogo di scambio</translation>
    </message>
    <message>
        <source>The dossier is not shared yet</source>
        <translation>Il dossier non è ancora condiviso</translation>
    </message>
    <message>
        <source>The dossier is shared.</source>
        <translation>Il dossier è condiviso.</translation>
    </message>
    <message>
        <source>Place of exchange …</source>
        <translation>Luogo di scambio …</translation>
    </message>
    <message>
        <source>Enter &amp;password …</source>
        <translation>Inserisci &amp;password …</translation>
    </message>
    <message>
        <source>The server of the exchange asks for your password.</source>
        <translation>Il server di scambio chiede la password.</translation>
    </message>
    <message>
        <source>Place of exchange</source>
        <translation>Luogo di scambio</translation>
    </message>
    <message>
        <source>Your password at the server:</source>
        <translation>La propria password sul server:</translation>
    </message>
    <message>
        <source>The file of this dossier was moved or copied. Choose its place of exchange again to go on.</source>
        <translation>Il file di questo dossier è stato spostato o copiato. Scegliere di nuovo il luogo di scambio per continuare.</translation>
    </message>
    <message>
        <source>Changes were exchanged. Nothing new came in.</source>
        <translation>Le modifiche sono state scambiate. Non è arrivato nulla di nuovo.</translation>
    </message>
    <message>
        <source>&amp;Unite both dossiers</source>
        <translation>&amp;Unisci i due dossier</translation>
    </message>
    <message numerus="yes">
        <source>%n desk(s) have not removed yet what was removed for good.</source>
        <translation>
            <numerusform>%n postazione non ha ancora rimosso ciò che è stato rimosso definitivamente.</numerusform>
            <numerusform>%n postazioni non hanno ancora rimosso ciò che è stato rimosso definitivamente.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every desk that took part in this dossier, with its last changes here.</source>
        <translation>Tutte le postazioni che hanno partecipato a questo dossier, con le loro ultime modifiche qui.</translation>
    </message>
    <message>
        <source>this desk</source>
        <translation>questa postazione</translation>
    </message>
    <message>
        <source>last changes {when}</source>
        <translation>ultime modifiche {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) for good not confirmed</source>
        <translation>
            <numerusform>%n rimozione definitiva non confermata</numerusform>
            <numerusform>%n rimozioni definitive non confermate</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left to settle.</source>
        <translation>Non resta nulla da decidere.</translation>
    </message>
</context>
<context>
    <name>ExchangeLine</name>
    <message numerus="yes">
        <source>%n batch(es) of {name} are missing.</source>
        <translation>
            <numerusform>Manca %n pacchetto di modifiche di {name}.</numerusform>
            <numerusform>Mancano %n pacchetti di modifiche di {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other desks have a newer version of briefbuilder. Update this one.</source>
        <translation>Altre postazioni hanno una versione più recente di briefbuilder. Aggiornare questa.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) came in only in part. Update briefbuilder.</source>
        <translation>
            <numerusform>%n valore è arrivato solo in parte. Aggiornare briefbuilder.</numerusform>
            <numerusform>%n valori sono arrivati solo in parte. Aggiornare briefbuilder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of {name} is %n minute(s) ahead.</source>
        <translation>
            <numerusform>L’orologio di {name} è avanti di %n minuto.</numerusform>
            <numerusform>L’orologio di {name} è avanti di %n minuti.</numerusform>
        </translation>
    </message>
    <message>
        <source>This dossier was copied or restored, and works on as another desk.</source>
        <translation>Questo dossier è stato copiato o ripristinato e lavora come un’altra postazione.</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>&amp;Mostra</translation>
    </message>
    <message>
        <source>To s&amp;ettle …</source>
        <translation>Da d&amp;ecidere …</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of {names} taken in.</source>
        <translation>
            <numerusform>%n modifica di {names} acquisita.</numerusform>
            <numerusform>%n modifiche di {names} acquisite.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) are gone from “{briefing}”: another desk removed the article for good.</source>
        <translation>
            <numerusform>%n estratto non è più in «{briefing}»: un’altra postazione ha rimosso definitivamente l’articolo.</numerusform>
            <numerusform>%n estratti non sono più in «{briefing}»: un’altra postazione ha rimosso definitivamente gli articoli.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export “{title}”</source>
        <translation>Esporta «{title}»</translation>
    </message>
    <message>
        <source>Export despite the errors</source>
        <translation>Esporta nonostante gli errori</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
    <message>
        <source>On a letterhead document, the OpenDocument text has its styles, margins, headers and footers as the PDF shows them.</source>
        <translation>Con una carta intestata, il testo OpenDocument ne ha stili, margini, intestazioni e piè di pagina come li mostra il PDF.</translation>
    </message>
    <message>
        <source>The Word file and the PDF, the originals of the sources, and a list that leads from each statement to its place. It is not encrypted.</source>
        <translation>Il file Word e il PDF, gli originali delle fonti e un elenco che porta da ogni affermazione al punto in cui si trova. Non è cifrato.</translation>
    </message>
    <message>
        <source>Protect with a &amp;password</source>
        <translation>Proteggi con una &amp;password</translation>
    </message>
    <message>
        <source>Web pages, Markdown and evidence packs cannot be protected. A protected PDF is not an archival PDF/A.</source>
        <translation>Le pagine web, Markdown e i fascicoli di prove non si possono proteggere. Un PDF protetto non è un PDF/A per l’archiviazione.</translation>
    </message>
    <message>
        <source>Recip&amp;ient</source>
        <translation>Des&amp;tinatario</translation>
    </message>
    <message>
        <source>Content that the recipient may not see is left out of the files.</source>
        <translation>I contenuti che il destinatario non può vedere sono esclusi dai file.</translation>
    </message>
    <message>
        <source>Internal version: everything</source>
        <translation>Versione interna: tutto</translation>
    </message>
    <message>
        <source>The public: only what everyone may see</source>
        <translation>Il pubblico: solo ciò che tutti possono vedere</translation>
    </message>
    <message>
        <source>&amp;Word document (.docx)</source>
        <translation>Documento &amp;Word (.docx)</translation>
    </message>
    <message>
        <source>&amp;OpenDocument text, for LibreOffice (.odt)</source>
        <translation>Testo &amp;OpenDocument, per LibreOffice (.odt)</translation>
    </message>
    <message>
        <source>P&amp;DF (.pdf)</source>
        <translation>P&amp;DF (.pdf)</translation>
    </message>
    <message>
        <source>We&amp;b page, for mail (.html)</source>
        <translation>Pagina we&amp;b, per l’e-mail (.html)</translation>
    </message>
    <message>
        <source>&amp;Markdown text (.md)</source>
        <translation>Testo &amp;Markdown (.md)</translation>
    </message>
    <message>
        <source>&amp;Evidence pack, with the sources (.zip)</source>
        <translation>&amp;Fascicolo di prove, con le fonti (.zip)</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) must be fixed first.</source>
        <translation>
            <numerusform>%n problema va corretto prima.</numerusform>
            <numerusform>%n problemi vanno corretti prima.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to look at.</source>
        <translation>
            <numerusform>%n problema da guardare.</numerusform>
            <numerusform>%n problemi da guardare.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the checks</source>
        <translation>Mostra le verifiche</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>Name of the files</source>
        <translation>Nome dei file</translation>
    </message>
    <message>
        <source>&amp;Change …</source>
        <translation>&amp;Cambia …</translation>
    </message>
    <message>
        <source>Change the folder</source>
        <translation>Cambia la cartella</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Cartella</translation>
    </message>
    <message>
        <source>The folder of the last export is gone: {folder}</source>
        <translation>La cartella dell’ultima esportazione non c’è più: {folder}</translation>
    </message>
    <message>
        <source>public</source>
        <translation>pubblico</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Checking “{title}” …</source>
        <translation>Verifica di «{title}» …</translation>
    </message>
    <message>
        <source>Copied “{title}” as formatted text</source>
        <translation>«{title}» copiato come testo formattato</translation>
    </message>
    <message>
        <source>Copying “{title}” …</source>
        <translation>Copia di «{title}» …</translation>
    </message>
    <message>
        <source>The files open only with this password. A forgotten password cannot be recovered.</source>
        <translation>I file si aprono solo con questa password. Una password dimenticata non può essere recuperata.</translation>
    </message>
    <message>
        <source>Password for the files</source>
        <translation>Password per i file</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Proteggi</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>The export was stopped because its dossier was closed.</source>
        <translation>L’esportazione è stata interrotta perché il suo dossier è stato chiuso.</translation>
    </message>
    <message>
        <source>Changes since {name}</source>
        <translation>Modifiche rispetto a {name}</translation>
    </message>
    <message>
        <source> – changes</source>
        <translation> – modifiche</translation>
    </message>
    <message>
        <source>{names} was changed after its export. Replace it without these changes?</source>
        <translation>{names} è stato modificato dopo l’esportazione. Sostituirlo senza queste modifiche?</translation>
    </message>
    <message>
        <source>{names} were changed after their export. Replace them without these changes?</source>
        <translation>{names} sono stati modificati dopo l’esportazione. Sostituirli senza queste modifiche?</translation>
    </message>
    <message>
        <source>{names} already exists. Replace it?</source>
        <translation>{names} esiste già. Sostituirlo?</translation>
    </message>
    <message>
        <source>{names} already exist. Replace them?</source>
        <translation>{names} esistono già. Sostituirli?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Sostituisci</translation>
    </message>
    <message>
        <source>Exporting “{title}” …</source>
        <translation>Esportazione di «{title}» …</translation>
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
        <translation>pagina web</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>Testo OpenDocument</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>evidence pack</source>
        <translation>fascicolo di prove</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} e {last}</translation>
    </message>
    <message>
        <source>Exported “{title}” as {kinds}</source>
        <translation>«{title}» esportato come {kinds}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostra nella cartella</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Esporta di nuovo</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Che cosa è cambiato</translation>
    </message>
    <message>
        <source>{exported}. {left_out}</source>
        <translation>{exported}. {left_out}</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>Che cosa è stato escluso</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were left out for {audience}.</source>
        <translation>
            <numerusform>%n passaggio è stato escluso per {audience}.</numerusform>
            <numerusform>%n passaggi sono stati esclusi per {audience}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Edit title</source>
        <translation>Modifica il titolo</translation>
    </message>
    <message>
        <source>Edit authors</source>
        <translation>Modifica gli autori</translation>
    </message>
    <message>
        <source>Edit date</source>
        <translation>Modifica la data</translation>
    </message>
    <message>
        <source>Edit publication</source>
        <translation>Modifica la testata</translation>
    </message>
    <message>
        <source>Detail of the article</source>
        <translation>Dato dell’articolo</translation>
    </message>
    <message>
        <source>Enter saves, Esc cancels</source>
        <translation>Invio salva, Esc annulla</translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation>Questa non è una data. Scriverla così: 2026-04-12.</translation>
    </message>
    <message>
        <source>“{words}” is not a date</source>
        <translation>«{words}» non è una data</translation>
    </message>
</context>
<context>
    <name>FigureObject</name>
    <message>
        <source>Picture</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Didascalia</translation>
    </message>
</context>
<context>
    <name>FileDropHandler</name>
    <message>
        <source>Import as article</source>
        <translation>Importa come articolo</translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>Save what is open here as …</source>
        <translation>Salva ciò che è aperto come …</translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation>Apri nella nuova posizione</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>Copia di «{name}» in corso.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copia)</translation>
    </message>
    <message>
        <source>Save copy</source>
        <translation>Salva copia</translation>
    </message>
    <message>
        <source>Copy saved: {path}</source>
        <translation>Copia salvata: {path}</translation>
    </message>
    <message>
        <source>Saved: {briefings} briefing(s) and the {articles} article(s) that were read last, without source pages. The others may be in a backup.</source>
        <translation>Salvati {briefings} briefing e gli ultimi {articles} articoli letti, senza pagine originali. Gli altri possono essere in un backup.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation>Filtri</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>Ogni lingua</translation>
    </message>
    <message>
        <source>Any publication</source>
        <translation>Ogni testata</translation>
    </message>
    <message>
        <source>Tagged or not</source>
        <translation>Con o senza etichette</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>Con etichette</translation>
    </message>
    <message>
        <source>Not tagged</source>
        <translation>Senza etichette</translation>
    </message>
    <message>
        <source>In briefings or not</source>
        <translation>In briefing o no</translation>
    </message>
    <message>
        <source>Quoted in a briefing</source>
        <translation>Citati in un briefing</translation>
    </message>
    <message>
        <source>Not in a briefing</source>
        <translation>In nessun briefing</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Azzera filtri</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>anno-mese-giorno</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Testata</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fino a</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etichette</translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Published from</source>
        <translation>Pubblicati da</translation>
    </message>
    <message>
        <source>Published until</source>
        <translation>Pubblicati fino a</translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation>{name} ({count})</translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation>Questa non è una data. Scriverla così: 2026-04-12.</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in article</source>
        <translation>Cerca nell’articolo</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Occorrenza precedente</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Occorrenza successiva</translation>
    </message>
    <message>
        <source>Close find</source>
        <translation>Chiudi la ricerca</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nessuna</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} di {count}</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Why may this stay?</source>
        <translation>Perché può restare?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Ignored: {reason}</source>
        <translation>Ignorato: {reason}</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Mostra di nuovo</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Vai</translation>
    </message>
    <message>
        <source>Ignore …</source>
        <translation>Ignora …</translation>
    </message>
    <message numerus="yes">
        <source>Yes, all %n article(s)</source>
        <translation>
            <numerusform>Sì, per %n articolo</numerusform>
            <numerusform>Sì, per tutti i %n articoli</numerusform>
        </translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Risolto</translation>
    </message>
</context>
<context>
    <name>FindingCommands</name>
    <message>
        <source>Choose an issue under Checks first</source>
        <translation>Scegliere prima un problema in «Verifiche»</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) fixed</source>
        <translation>
            <numerusform>%n problema corretto</numerusform>
            <numerusform>%n problemi corretti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s) removed</source>
        <translation>
            <numerusform>%n doppione rimosso</numerusform>
            <numerusform>%n doppioni rimossi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n parola</numerusform>
            <numerusform>%n parole</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) ignored</source>
        <translation>
            <numerusform>%n problema ignorato</numerusform>
            <numerusform>%n problemi ignorati</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingTexts</name>
    <message>
        <source>Details</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Whole briefing</source>
        <translation>Tutto il briefing</translation>
    </message>
    <message>
        <source>Must fix</source>
        <translation>Da correggere</translation>
    </message>
    <message>
        <source>Should look at</source>
        <translation>Da guardare</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Add the passages</source>
        <translation>Aggiungi i passaggi</translation>
    </message>
    <message>
        <source>Remove this one</source>
        <translation>Rimuovi questo</translation>
    </message>
    <message>
        <source>Restore the original words</source>
        <translation>Ripristina le parole originali</translation>
    </message>
    <message>
        <source>Remove the code</source>
        <translation>Rimuovi il codice</translation>
    </message>
    <message>
        <source>Clear the field</source>
        <translation>Svuota il campo</translation>
    </message>
    <message>
        <source>Raise the marking of the briefing</source>
        <translation>Innalza la classifica del briefing</translation>
    </message>
    <message>
        <source>Remove the marking</source>
        <translation>Rimuovi la classifica</translation>
    </message>
    <message>
        <source>Set the language</source>
        <translation>Imposta la lingua</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Correggi</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Scrivila</translation>
    </message>
    <message>
        <source>Describe the picture …</source>
        <translation>Descrivi l’immagine …</translation>
    </message>
    <message>
        <source>Who may see this …</source>
        <translation>Chi può vederlo …</translation>
    </message>
    <message>
        <source>Settle …</source>
        <translation>Decidi …</translation>
    </message>
    <message>
        <source>Show the longest items</source>
        <translation>Mostra gli elementi più lunghi</translation>
    </message>
    <message>
        <source>Edit article details …</source>
        <translation>Modifica i dati dell’articolo …</translation>
    </message>
    <message>
        <source>Yes, I may</source>
        <translation>Sì, è consentito</translation>
    </message>
    <message>
        <source>It may be passed on.</source>
        <translation>Può essere trasmesso.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lascia così</translation>
    </message>
    <message>
        <source>It is right as it is.</source>
        <translation>È giusto così.</translation>
    </message>
</context>
<context>
    <name>FirstBriefing</name>
    <message>
        <source>New briefing</source>
        <translation>Nuovo briefing</translation>
    </message>
    <message>
        <source>Create one from your tagged passages.</source>
        <translation>Crearne uno dai passaggi etichettati.</translation>
    </message>
    <message>
        <source>The dossier is read-only: no briefing can be created in it.</source>
        <translation>Il dossier è di sola lettura: non vi si può creare un briefing.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crea</translation>
    </message>
    <message>
        <source>Create the briefing</source>
        <translation>Crea il briefing</translation>
    </message>
</context>
<context>
    <name>FormDelegate</name>
    <message>
        <source>(not set)</source>
        <translation>(non impostato)</translation>
    </message>
    <message>
        <source>Other colour …</source>
        <translation>Altro colore …</translation>
    </message>
    <message>
        <source>Other picture …</source>
        <translation>Altra immagine …</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colore</translation>
    </message>
</context>
<context>
    <name>FormModel</name>
    <message>
        <source>Setting</source>
        <translation>Impostazione</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valore</translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s)</source>
        <translation>
            <numerusform>%n problema</numerusform>
            <numerusform>%n problemi</numerusform>
        </translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Riga {number}</translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message>
        <source>Add an entry</source>
        <translation>Aggiungi una voce</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Sposta in alto</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Sposta in basso</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Values: {names}</source>
        <translation>Valori: {names}</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Voce</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Settings of the template</source>
        <translation>Impostazioni del modello</translation>
    </message>
</context>
<context>
    <name>GuideView</name>
    <message>
        <source>Page of the guide</source>
        <translation>Pagina della guida</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>Guida</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Cerca nella guida</translation>
    </message>
    <message>
        <source>This page is available in English only.</source>
        <translation>Questa pagina è disponibile solo in inglese.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copia l’indirizzo</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Novità</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Avanti</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Risultati</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pagine</translation>
    </message>
    <message>
        <source>Nothing for “{words}”. Try fewer words.</source>
        <translation>Nulla per «{words}». Provare con meno parole.</translation>
    </message>
</context>
<context>
    <name>HandingOnCommands</name>
    <message>
        <source>Remove for good</source>
        <translation>Cancella per sempre</translation>
    </message>
    <message>
        <source>What was removed is being erased from “{name}”.</source>
        <translation>Cancellazione da «{name}» di ciò che è stato rimosso.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copia)</translation>
    </message>
    <message>
        <source>Copy for handing on</source>
        <translation>Copia da consegnare</translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation>Copia di «{name}» in corso.</translation>
    </message>
    <message>
        <source>The copy has a password of its own, which you tell the recipient.</source>
        <translation>La copia ha una propria password, da comunicare al destinatario.</translation>
    </message>
    <message>
        <source>Encrypt copy</source>
        <translation>Cifra la copia</translation>
    </message>
    <message>
        <source>Copy without password</source>
        <translation>Copia senza password</translation>
    </message>
    <message>
        <source>This cannot be undone. Erased are {articles} removed articles, {briefings} removed briefings and the undo history of {acts} changes. Copies and backups made before are not changed.</source>
        <translation>Operazione non annullabile. Saranno cancellati {articles} articoli rimossi, {briefings} briefing rimossi e la cronologia di {acts} modifiche. Le copie e i backup precedenti non cambiano.</translation>
    </message>
    <message>
        <source>The removal goes to the other desks, which remove the same; a list shows which have not yet. Files that were sent stay, and so does own text that quotes it.</source>
        <translation>La rimozione va alle altre postazioni, che rimuovono lo stesso; un elenco mostra quali mancano ancora. I file inviati restano, e così il testo proprio che lo cita.</translation>
    </message>
    <message>
        <source>Removed for good. The file has {after} MB now, {before} MB before.</source>
        <translation>Cancellazione completata. Il file ha ora {after} MB, prima {before} MB.</translation>
    </message>
    <message>
        <source>Not confirmed yet by: {names}.</source>
        <translation>Non ancora confermata da: {names}.</translation>
    </message>
    <message>
        <source>Desks</source>
        <translation>Postazioni</translation>
    </message>
    <message>
        <source>Copied {articles} articles and {briefings} briefings to “{name}”.</source>
        <translation>Copiati {articles} articoli e {briefings} briefing in «{name}».</translation>
    </message>
    <message>
        <source>Verify evidence pack</source>
        <translation>Verifica del fascicolo di prove</translation>
    </message>
    <message>
        <source>Evidence pack (*.zip)</source>
        <translation>Fascicolo di prove (*.zip)</translation>
    </message>
    <message>
        <source>Verifying “{name}” …</source>
        <translation>Verifica di «{name}» …</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Read</source>
        <translation>Lettura</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modalità</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Cerca o esegui</translation>
    </message>
    <message>
        <source>No dossier</source>
        <translation>Nessun dossier</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (sola lettura)</translation>
    </message>
    <message>
        <source>Dossier: {name}</source>
        <translation>Dossier: {name}</translation>
    </message>
    <message>
        <source>Format {format}, opened by version {program} and later</source>
        <translation>Formato {format}, leggibile a partire dalla versione {program}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importa</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>Hint</source>
        <translation>Suggerimento</translation>
    </message>
</context>
<context>
    <name>ItemBar</name>
    <message>
        <source>In article</source>
        <translation>Nell’articolo</translation>
    </message>
    <message>
        <source>More actions for the item</source>
        <translation>Altre azioni per l’elemento</translation>
    </message>
</context>
<context>
    <name>ItemFoot</name>
    <message>
        <source>Who may see the item</source>
        <translation>Chi può vedere l’elemento</translation>
    </message>
    <message>
        <source>Write a working translation of the excerpt</source>
        <translation>Scrivi una traduzione di lavoro dell’estratto</translation>
    </message>
    <message>
        <source>Who may see the item: {release}</source>
        <translation>Chi può vedere l’elemento: {release}</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduzione</translation>
    </message>
    <message>
        <source>Add a translation</source>
        <translation>Aggiungi una traduzione</translation>
    </message>
    <message>
        <source>Write a working translation, shown next to the excerpt and marked as unofficial</source>
        <translation>Scrivi una traduzione di lavoro, mostrata accanto all’estratto e indicata come non ufficiale</translation>
    </message>
</context>
<context>
    <name>ItemMenu</name>
    <message>
        <source>&amp;Quote the whole section</source>
        <translation>Cita &amp;tutta la sezione</translation>
    </message>
    <message>
        <source>Add the &amp;next section</source>
        <translation>Aggiungi la sezione s&amp;uccessiva</translation>
    </message>
    <message>
        <source>Restore &amp;the original text</source>
        <translation>&amp;Ripristina il testo originale</translation>
    </message>
    <message>
        <source>Reliability &amp;of the source</source>
        <translation>&amp;Attendibilità della fonte</translation>
    </message>
    <message>
        <source>Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged.</source>
        <translation>Codice dell’Ammiragliato: da A a F per la fonte, da 1 a 6 per l’informazione. F6 significa che nessuna delle due è valutabile.</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Non valutata</translation>
    </message>
    <message>
        <source>Mar&amp;king of the item</source>
        <translation>Classifica dell’&amp;elemento</translation>
    </message>
    <message>
        <source>No separate marking</source>
        <translation>Nessuna classifica propria</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Richiede un sistema accreditato: chiedere a un amministratore di attivarlo.</translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
    <message>
        <source>Text of the item</source>
        <translation>Testo dell’elemento</translation>
    </message>
    <message>
        <source>Press Esc to return to the outline. In a list, Tab indents the item. In a table, Tab moves to the next cell.</source>
        <translation>Premere Esc per tornare alla struttura. In un elenco, Tab fa rientrare la voce. In una tabella, Tab passa alla cella successiva.</translation>
    </message>
    <message>
        <source>Put the cursor on a statement that is in a source</source>
        <translation>Posizionare il cursore su un’affermazione presente in una fonte</translation>
    </message>
    <message>
        <source>Choose an excerpt that was not edited</source>
        <translation>Scegliere un estratto non modificato</translation>
    </message>
    <message>
        <source>Choose an item in the outline to edit it.</source>
        <translation>Scegliere un elemento nella struttura per modificarlo.</translation>
    </message>
    <message>
        <source>Passages tagged “{topic}” are in other parts, or under “Ready to add”.</source>
        <translation>I passaggi con l’argomento «{topic}» sono in altre parti o in «Da aggiungere».</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Tutti</translation>
    </message>
    <message>
        <source>Others changed this text, too. Both versions are merged when you leave it.</source>
        <translation>Anche altri hanno modificato questo testo. Le due versioni vengono unite quando lo si lascia.</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) are restricted.</source>
        <translation>
            <numerusform>%n paragrafo è riservato.</numerusform>
            <numerusform>%n paragrafi sono riservati.</numerusform>
        </translation>
    </message>
    <message>
        <source>Working translation: marked as unofficial in the export.</source>
        <translation>Traduzione di lavoro: indicata come non ufficiale nell’esportazione.</translation>
    </message>
    <message>
        <source>The article no longer contains these words. Add the excerpt again, or remove it.</source>
        <translation>L’articolo non contiene più queste parole. Aggiungere di nuovo l’estratto o eliminarlo.</translation>
    </message>
    <message>
        <source>Edited quotation: marked in the export.</source>
        <translation>Citazione modificata: indicata nell’esportazione.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n parola</numerusform>
            <numerusform>%n parole</numerusform>
        </translation>
    </message>
    <message>
        <source>as in the article</source>
        <translation>come nell’articolo</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modificato</translation>
    </message>
    <message>
        <source>Write the working translation here …</source>
        <translation>Scrivere qui la traduzione di lavoro …</translation>
    </message>
    <message>
        <source>Write here …</source>
        <translation>Scrivere qui …</translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n paragrafo</numerusform>
            <numerusform>%n paragrafi</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables and notes hold no pictures, and pictures are left out that are not PNG, JPEG, GIF, WebP, TIFF or BMP.</source>
        <translation>Tabelle e note non contengono immagini, e le immagini che non sono PNG, JPEG, GIF, WebP, TIFF o BMP vengono tralasciate.</translation>
    </message>
    <message>
        <source>There is nothing more to quote there.</source>
        <translation>Lì non c’è altro da citare.</translation>
    </message>
    <message>
        <source>An excerpt has at least one sentence.</source>
        <translation>Un estratto ha almeno una frase.</translation>
    </message>
    <message>
        <source>This excerpt contains code or an irregular table and cannot be edited. It is exported unchanged.</source>
        <translation>Questo estratto contiene codice o una tabella irregolare e non si può modificare. Viene esportato invariato.</translation>
    </message>
    <message>
        <source>The pasted text was too long. The rest was left out.</source>
        <translation>Il testo incollato era troppo lungo. Il resto è stato tralasciato.</translation>
    </message>
</context>
<context>
    <name>ItemSource</name>
    <message>
        <source>Last changed by {who}</source>
        <translation>Ultima modifica di {who}</translation>
    </message>
</context>
<context>
    <name>KeyHints</name>
    <message>
        <source>Keys: {keys}</source>
        <translation>Tasti: {keys}</translation>
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
        <translation>Tutte le lingue</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo</translation>
    </message>
</context>
<context>
    <name>LabelsView</name>
    <message>
        <source>Texts by language</source>
        <translation>Testi per lingua</translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Paragraph language</source>
        <translation>Lingua del paragrafo</translation>
    </message>
    <message>
        <source>Same as article · {language}</source>
        <translation>Come l’articolo · {language}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>non nota</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Scegli</translation>
    </message>
</context>
<context>
    <name>LetterheadBar</name>
    <message>
        <source>Letterhead document</source>
        <translation>Carta intestata</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Scegli …</translation>
    </message>
    <message>
        <source>Choose a letterhead document</source>
        <translation>Scegli una carta intestata</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Remove the letterhead document</source>
        <translation>Rimuovi la carta intestata</translation>
    </message>
    <message>
        <source>none: paper and styles are those of the template</source>
        <translation>nessuna: carta e stili sono quelli del modello</translation>
    </message>
    <message>
        <source>Word files (*.docx *.dotx)</source>
        <translation>File Word (*.docx *.dotx)</translation>
    </message>
    <message>
        <source>There is already a file {name} beside the template. Replace it?</source>
        <translation>Accanto al modello c’è già un file {name}. Sostituirlo?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Sostituisci</translation>
    </message>
</context>
<context>
    <name>LinkedArticles</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n allegato</numerusform>
            <numerusform>%n allegati</numerusform>
        </translation>
    </message>
    <message>
        <source>From an email</source>
        <translation>Da un messaggio</translation>
    </message>
    <message>
        <source>The email and its attachments</source>
        <translation>Il messaggio e i suoi allegati</translation>
    </message>
    <message>
        <source>Email: {title}</source>
        <translation>Messaggio: {title}</translation>
    </message>
    <message>
        <source>Attachment: {title}</source>
        <translation>Allegato: {title}</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copia</translation>
    </message>
</context>
<context>
    <name>ListTitle</name>
    <message>
        <source>Show in the list</source>
        <translation>Mostra nell’elenco</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Tutti gli articoli</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Risultati</translation>
    </message>
    <message>
        <source>Shown in the list: {name}, {count}</source>
        <translation>Nell’elenco: {name}, {count}</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>More topics</source>
        <translation>Altri argomenti</translation>
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
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Articles are still being imported ({status}). Those that were read are kept.</source>
        <translation>L’importazione è ancora in corso ({status}). Gli articoli già letti restano.</translation>
    </message>
    <message>
        <source>Stop import and close</source>
        <translation>Interrompi l’importazione e chiudi</translation>
    </message>
    <message>
        <source>An export is still being prepared. No file is written if you close now.</source>
        <translation>Un’esportazione è ancora in preparazione. Chiudendo ora, nessun file viene scritto.</translation>
    </message>
    <message>
        <source>Stop export and close</source>
        <translation>Interrompi l’esportazione e chiudi</translation>
    </message>
    <message>
        <source>Open a &amp;copy …</source>
        <translation>Apri una &amp;copia …</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Riprova</translation>
    </message>
    <message>
        <source>“{name}” is still open elsewhere.</source>
        <translation>«{name}» è ancora aperto altrove.</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (sola lettura)</translation>
    </message>
</context>
<context>
    <name>MatrixDialog</name>
    <message>
        <source>Matrix of articles and topics</source>
        <translation>Matrice di articoli e argomenti</translation>
    </message>
    <message>
        <source>&amp;Only tagged articles</source>
        <translation>S&amp;olo gli articoli etichettati</translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation>Scorri gli articoli</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Scorri gli argomenti</translation>
    </message>
    <message>
        <source>Press Enter to go to the first passage of a cell.</source>
        <translation>Premere Invio per andare al primo passaggio di una cella.</translation>
    </message>
    <message>
        <source>Nothing is tagged yet.</source>
        <translation>Non ci sono ancora etichette.</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n etichetta</numerusform>
            <numerusform>%n etichette</numerusform>
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
        <translation>Apri &amp;recenti</translation>
    </message>
    <message>
        <source>&amp;Dossier</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <source>E&amp;xchange</source>
        <translation>Scambi&amp;o</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Modifica</translation>
    </message>
    <message>
        <source>&amp;Article</source>
        <translation>&amp;Articolo</translation>
    </message>
    <message>
        <source>&amp;Structure</source>
        <translation>&amp;Struttura</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>Argome&amp;nti</translation>
    </message>
    <message>
        <source>&amp;Briefing</source>
        <translation>&amp;Briefing</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Visualizza</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Guida</translation>
    </message>
</context>
<context>
    <name>NewBriefingDialog</name>
    <message>
        <source>New briefing</source>
        <translation>Nuovo briefing</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crea</translation>
    </message>
</context>
<context>
    <name>NewBriefingForm</name>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Subject of the briefing</source>
        <translation>Oggetto del briefing</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passaggio</numerusform>
            <numerusform>%n passaggi</numerusform>
        </translation>
    </message>
    <message>
        <source>{topic} – {passages}</source>
        <translation>{topic} – {passages}</translation>
    </message>
    <message>
        <source>T&amp;opics</source>
        <translation>&amp;Argomenti</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>No passages are tagged yet. You can add excerpts later.</source>
        <translation>Nessun passaggio è ancora etichettato. Gli estratti si possono aggiungere dopo.</translation>
    </message>
    <message>
        <source>Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Spazio spunta gli argomenti selezionati, Ctrl+A li seleziona tutti.</translation>
    </message>
    <message>
        <source>Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Ogni argomento spuntato diventa una parte con i passaggi etichettati. Spazio spunta gli argomenti selezionati, Ctrl+A li seleziona tutti.</translation>
    </message>
    <message>
        <source>It has no part that gathers tagged passages: add excerpts yourself.</source>
        <translation>Non ha parti che raccolgano i passaggi etichettati: aggiungere gli estratti a mano.</translation>
    </message>
</context>
<context>
    <name>NewFilesStrip</name>
    <message>
        <source>New files in watched folders</source>
        <translation>File nuovi nelle cartelle sorvegliate</translation>
    </message>
    <message>
        <source>Import all</source>
        <translation>Importa tutto</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Scegli …</translation>
    </message>
    <message>
        <source>Choose new files</source>
        <translation>Scegli i file nuovi</translation>
    </message>
    <message>
        <source>Dismiss new files</source>
        <translation>Ignora i file nuovi</translation>
    </message>
    <message>
        <source>Watched folders not found: {names}. They are checked again later.</source>
        <translation>Cartelle sorvegliate non trovate: {names}. Verranno controllate più tardi.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignora</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) to import</source>
        <translation>
            <numerusform>%n file da importare</numerusform>
            <numerusform>%n file da importare</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPasswordDialog</name>
    <message>
        <source>New password</source>
        <translation>Nuova password</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Ripetere la nuova password</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Le due password sono diverse.</translation>
    </message>
</context>
<context>
    <name>NoticeButton</name>
    <message>
        <source>Import notes ({count})</source>
        <translation>Note d’importazione ({count})</translation>
    </message>
    <message>
        <source>What the import removed, guessed or could not read</source>
        <translation>Che cosa l’importazione ha rimosso, dedotto o non ha potuto leggere</translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation>Note d’importazione</translation>
    </message>
    <message>
        <source>The source page is kept unchanged. To show clean text, the import did the following:</source>
        <translation>La pagina originale resta invariata. Per mostrare un testo pulito, l’importazione ha fatto quanto segue:</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close notice</source>
        <translation>Chiudi l’avviso</translation>
    </message>
</context>
<context>
    <name>NoveltyDialog</name>
    <message>
        <source>New since “{title}”</source>
        <translation>Novità dopo «{title}»</translation>
    </message>
    <message>
        <source>Comparing the articles imported since …</source>
        <translation>Confronto degli articoli importati da allora …</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Avanzamento del confronto</translation>
    </message>
    <message>
        <source>&amp;Title of the next briefing</source>
        <translation>&amp;Titolo del prossimo briefing</translation>
    </message>
    <message>
        <source>&amp;Gather also what was already reported</source>
        <translation>&amp;Raccogli anche ciò che era già riportato</translation>
    </message>
    <message>
        <source>&amp;Copy your own texts, to update them</source>
        <translation>&amp;Copia i testi liberi, per aggiornarli</translation>
    </message>
    <message>
        <source>Create briefing</source>
        <translation>Crea briefing</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Sections imported since</source>
        <translation>Sezioni importate da allora</translation>
    </message>
    <message numerus="yes">
        <source>%n section(s) with something new or changed</source>
        <translation>
            <numerusform>%n sezione con novità o modifiche</numerusform>
            <numerusform>%n sezioni con novità o modifiche</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported since this briefing.</source>
        <translation>Dopo questo briefing non è stato importato nulla.</translation>
    </message>
    <message>
        <source>Only copies and changed figures are recognized as reported.</source>
        <translation>Come già riportate si riconoscono solo le copie e le cifre modificate.</translation>
    </message>
    <message numerus="yes">
        <source>{new} of %n sentence(s) new or changed</source>
        <translation>
            <numerusform>frasi nuove o modificate: {new} su %n</numerusform>
            <numerusform>frasi nuove o modificate: {new} su %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{change}: {text}</source>
        <translation>{change}: {text}</translation>
    </message>
    <message>
        <source>Reported: {text}</source>
        <translation>Già riportato: {text}</translation>
    </message>
</context>
<context>
    <name>OriginalPages</name>
    <message>
        <source>Source page</source>
        <translation>Pagina originale</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Scorri la pagina originale</translation>
    </message>
    <message>
        <source>Scroll the source page sideways</source>
        <translation>Scorri la pagina originale di lato</translation>
    </message>
    <message>
        <source>The source page; nothing is shown yet.</source>
        <translation>La pagina originale; non è ancora mostrato nulla.</translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the source, at {zoom} %.</source>
        <translation>Pagina {page} di {pages} dell’originale, al {zoom} %.</translation>
    </message>
</context>
<context>
    <name>OriginalPane</name>
    <message>
        <source>Source page</source>
        <translation>Pagina originale</translation>
    </message>
    <message>
        <source>Close source page</source>
        <translation>Chiudi la pagina originale</translation>
    </message>
    <message>
        <source>Select an article to see its source page here.</source>
        <translation>Selezionare un articolo per vedere qui la sua pagina originale.</translation>
    </message>
    <message>
        <source>Reading the source page …</source>
        <translation>Lettura della pagina originale …</translation>
    </message>
    <message>
        <source>The current text was not found in the source page.</source>
        <translation>Il testo attuale non è stato trovato nella pagina originale.</translation>
    </message>
    <message>
        <source>Only the beginning is shown. Save the file to see all of it.</source>
        <translation>È mostrato solo l’inizio. Salvare il file per vederlo tutto.</translation>
    </message>
    <message>
        <source>This file contains no text to show. You can save it and open it in another program.</source>
        <translation>Questo file non contiene testo da mostrare. Si può salvare e aprire con un altro programma.</translation>
    </message>
    <message>
        <source>The current text was not found on this page.</source>
        <translation>Il testo attuale non è stato trovato in questa pagina.</translation>
    </message>
    <message>
        <source>Enter password …</source>
        <translation>Inserisci password …</translation>
    </message>
    <message>
        <source>Password of “{name}”:</source>
        <translation>Password di «{name}»:</translation>
    </message>
    <message>
        <source>Encrypted file</source>
        <translation>File cifrato</translation>
    </message>
</context>
<context>
    <name>OriginalTextView</name>
    <message>
        <source>Text of the source page</source>
        <translation>Testo della pagina originale</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Scorri la pagina originale</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Restore in article</source>
        <translation>Ripristina nell’articolo</translation>
    </message>
    <message>
        <source>Show in article</source>
        <translation>Mostra nell’articolo</translation>
    </message>
    <message>
        <source>[Picture not included]</source>
        <translation>[Immagine non inclusa]</translation>
    </message>
</context>
<context>
    <name>OriginalToggle</name>
    <message>
        <source>This kind of file (*{suffix});;</source>
        <translation>Questo tipo di file (*{suffix});;</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message>
        <source>Save source page</source>
        <translation>Salva pagina originale</translation>
    </message>
    <message>
        <source>Source page saved: {name}</source>
        <translation>Pagina originale salvata: {name}</translation>
    </message>
</context>
<context>
    <name>OriginalToolbar</name>
    <message>
        <source>Zoom out (−)</source>
        <translation>Riduci (−)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Ingrandisci (+)</translation>
    </message>
    <message>
        <source>Fit width (0)</source>
        <translation>Adatta alla larghezza (0)</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Pagina {page} di {pages}</translation>
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
            <numerusform>{words} di %n parola</numerusform>
            <numerusform>{words} di %n parole</numerusform>
        </translation>
    </message>
    <message>
        <source>Heading of the part</source>
        <translation>Titolo della parte</translation>
    </message>
    <message>
        <source>Heading from the template</source>
        <translation>Titolo dal modello</translation>
    </message>
</context>
<context>
    <name>OutlineEditor</name>
    <message>
        <source>Create a briefing first, then add the passage to it.</source>
        <translation>Creare prima un briefing, poi aggiungere il passaggio.</translation>
    </message>
    <message>
        <source>New briefing …</source>
        <translation>Nuovo briefing …</translation>
    </message>
    <message>
        <source>Added to “{part}”</source>
        <translation>Aggiunto a «{part}»</translation>
    </message>
    <message>
        <source>New part</source>
        <translation>Nuova parte</translation>
    </message>
    <message>
        <source>“{title}” removed</source>
        <translation>«{title}» rimosso</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) removed</source>
        <translation>
            <numerusform>%n elemento rimosso</numerusform>
            <numerusform>%n elementi rimossi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) removed</source>
        <translation>
            <numerusform>%n parte rimossa</numerusform>
            <numerusform>%n parti rimosse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part and %n item(s) removed</source>
        <translation>
            <numerusform>Parte e %n elemento rimossi</numerusform>
            <numerusform>Parte e %n elementi rimossi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{parts} parts and %n item(s) removed</source>
        <translation>
            <numerusform>{parts} parti e %n elemento rimossi</numerusform>
            <numerusform>{parts} parti e %n elementi rimossi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) and items</source>
        <translation>
            <numerusform>%n parte o elemento</numerusform>
            <numerusform>%n parti ed elementi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were added.</source>
        <translation>
            <numerusform>%n passaggio è stato aggiunto.</numerusform>
            <numerusform>%n passaggi sono stati aggiunti.</numerusform>
        </translation>
    </message>
    <message>
        <source>No passage is tagged yet. Choose one in Read and press T to tag it.</source>
        <translation>Nessun passaggio è ancora etichettato. Sceglierne uno in «Lettura» e premere T.</translation>
    </message>
    <message>
        <source>This template has no part that gathers tagged passages.</source>
        <translation>Questo modello non ha parti che raccolgano i passaggi etichettati.</translation>
    </message>
    <message>
        <source>No passage is tagged with the topics of this briefing. Choose one in Read and press T to tag it.</source>
        <translation>Nessun passaggio è etichettato con gli argomenti di questo briefing. Sceglierne uno in «Lettura» e premere T.</translation>
    </message>
    <message>
        <source>This briefing was created without topics. Create one with those that you have tagged.</source>
        <translation>Questo briefing è stato creato senza temi. Crearne uno con i temi delle etichette.</translation>
    </message>
    <message>
        <source>The briefing already contains all passages tagged with the topics of its parts.</source>
        <translation>Il briefing contiene già tutti i passaggi etichettati con gli argomenti delle sue parti.</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>{row}, changed by {names}</source>
        <translation>{row}, modificato da {names}</translation>
    </message>
</context>
<context>
    <name>OutlinePane</name>
    <message>
        <source>Text</source>
        <translation>Testo libero</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>Gather</source>
        <translation>Raccogli</translation>
    </message>
</context>
<context>
    <name>OutlineView</name>
    <message>
        <source>Outline</source>
        <translation>Struttura</translation>
    </message>
    <message>
        <source>Parts and items of the briefing. Press Alt and an arrow key to move, Enter to edit, Delete to remove.</source>
        <translation>Parti ed elementi del briefing. Premere Alt e una freccia per spostare, Invio per modificare, Canc per rimuovere.</translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message>
        <source>&amp;Copy table</source>
        <translation>&amp;Copia tabella</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>All topics</source>
        <translation>Tutti gli argomenti</translation>
    </message>
    <message>
        <source>Articles not read yet: {count}.</source>
        <translation>Articoli non ancora letti: {count}.</translation>
    </message>
    <message>
        <source>Stopped. Choose the tab again to continue.</source>
        <translation>Interrotto. Scegliere di nuovo la scheda per continuare.</translation>
    </message>
</context>
<context>
    <name>OverviewTable</name>
    <message>
        <source>Scroll the table</source>
        <translation>Scorri la tabella</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Scroll the text</source>
        <translation>Scorri il testo</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Search all articles for “{words}”</source>
        <translation>Cerca «{words}» in tutti gli articoli</translation>
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
        <translation>Comandi</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Vai</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nessun risultato</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Continue</source>
        <translation>Continua</translation>
    </message>
</context>
<context>
    <name>PasswordFields</name>
    <message>
        <source>&amp;Show password</source>
        <translation>&amp;Mostra password</translation>
    </message>
</context>
<context>
    <name>PictureCommands</name>
    <message>
        <source>This item has no picture</source>
        <translation>Questo elemento non contiene immagini</translation>
    </message>
    <message>
        <source>Describe picture</source>
        <translation>Descrivi immagine</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Immagine {number}</translation>
    </message>
    <message>
        <source>Description of “{picture}” for readers who cannot see it</source>
        <translation>Descrizione di «{picture}» per chi non può vederla</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Place of exchange</source>
        <translation>Luogo di scambio</translation>
    </message>
    <message>
        <source>Changes are exchanged there by themselves while this dossier is open on this computer.</source>
        <translation>Le modifiche vengono scambiate lì da sole finché questo dossier è aperto su questo computer.</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it</source>
        <translation>Il proprio nome, come lo vedono i colleghi</translation>
    </message>
    <message>
        <source>&amp;Nowhere: changes are sent and taken in as files</source>
        <translation>&amp;Nessuno: le modifiche si inviano e si acquisiscono come file</translation>
    </message>
    <message>
        <source>In a shared &amp;folder that every desk can write to</source>
        <translation>In una c&amp;artella condivisa in cui ogni postazione può scrivere</translation>
    </message>
    <message>
        <source>On a PostgreSQL &amp;server</source>
        <translation>Su un &amp;server PostgreSQL</translation>
    </message>
    <message>
        <source>postgresql://name@server/database?dossier=name&amp;sslrootcert=file</source>
        <translation>postgresql://nome@server/database?dossier=nome&amp;sslrootcert=file</translation>
    </message>
    <message>
        <source>Shared folder</source>
        <translation>Cartella condivisa</translation>
    </message>
    <message>
        <source>&amp;Choose …</source>
        <translation>Sce&amp;gli …</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Indirizzo del server</translation>
    </message>
    <message>
        <source>File with the house key</source>
        <translation>File con la chiave dell’organizzazione</translation>
    </message>
    <message>
        <source>C&amp;hoose key …</source>
        <translation>Scegli c&amp;hiave …</translation>
    </message>
    <message>
        <source>Use this place</source>
        <translation>Usa questo luogo</translation>
    </message>
    <message>
        <source>House key</source>
        <translation>Chiave della casa</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message>
        <source>This dossier is encrypted: what is exchanged must be, too. Choose the file with the house key.</source>
        <translation>Questo dossier è cifrato: deve esserlo anche ciò che si scambia. Scegliere il file con la chiave dell’organizzazione.</translation>
    </message>
</context>
<context>
    <name>Policy</name>
    <message>
        <source>Set by your administrator</source>
        <translation>Impostato dall’amministratore</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Recipient of the preview and the check</source>
        <translation>Destinatario dell’anteprima e della verifica</translation>
    </message>
    <message>
        <source>Preview and check the export for a recipient, without the content that they may not see.</source>
        <translation>Mostra e verifica l’esportazione per un destinatario, senza i contenuti che non può vedere.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinatario</translation>
    </message>
    <message>
        <source>Internal version</source>
        <translation>Versione interna</translation>
    </message>
    <message>
        <source>For the public</source>
        <translation>Per tutti</translation>
    </message>
    <message>
        <source>For {name}</source>
        <translation>Per {name}</translation>
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
        <translation>Anteprima</translation>
    </message>
    <message>
        <source>The pages of the export. There are none yet.</source>
        <translation>Le pagine dell’esportazione. Ancora nessuna.</translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the export, at {zoom} %. Click an item to select it.</source>
        <translation>Pagina {page} di {pages} dell’esportazione, al {zoom} %. Fare clic su un elemento per selezionarlo.</translation>
    </message>
</context>
<context>
    <name>PrintingTexts</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer</source>
        <translation>
            <numerusform>%n pagina inviata alla stampante</numerusform>
            <numerusform>%n pagine inviate alla stampante</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Cerca in:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>&amp;Tipo di file:</translation>
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
        <translation>Maiusc</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Invio</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Pag su</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Pag giù</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Su</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Giù</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Sinistra</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Destra</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inizio</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Canc</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spazio</translation>
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
        <translation>Operazione non riuscita</translation>
    </message>
</context>
<context>
    <name>QueryCompletion</name>
    <message>
        <source>Completions</source>
        <translation>Completamenti</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Topics and suggestions</source>
        <translation>Argomenti e suggerimenti</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Topics of</source>
        <translation>Argomenti di</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggerimenti</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Edit details</source>
        <translation>Modifica i dati</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} di {count}</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>Ancora nessun argomento</translation>
    </message>
    <message>
        <source>No topic has terms in {language}. Only names that are the same in several languages are found.</source>
        <translation>Nessun tema ha termini per questa lingua: {language}. Si trovano solo i nomi uguali in più lingue.</translation>
    </message>
    <message>
        <source>The optional sentence vectors compare texts in all languages by meaning.</source>
        <translation>I vettori di frase, facoltativi, confrontano i testi di tutte le lingue per significato.</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Sezione</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Paragrafo</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Selezione</translation>
    </message>
    <message>
        <source>Add section to briefing</source>
        <translation>Aggiungi la sezione al briefing</translation>
    </message>
    <message>
        <source>Add paragraph to briefing</source>
        <translation>Aggiungi il paragrafo al briefing</translation>
    </message>
    <message>
        <source>Add selection to briefing</source>
        <translation>Aggiungi la selezione al briefing</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Articolo</translation>
    </message>
    <message>
        <source>Add a topic to the article</source>
        <translation>Aggiungi un argomento all’articolo</translation>
    </message>
    <message>
        <source>Suggestions are still being looked for. Press the key again when they are listed.</source>
        <translation>I suggerimenti sono ancora in corso di ricerca. Premere di nuovo il tasto quando sono nell’elenco.</translation>
    </message>
    <message>
        <source>Add a topic</source>
        <translation>Aggiungi un argomento</translation>
    </message>
    <message>
        <source>Show in article</source>
        <translation>Mostra nell’articolo</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accetta</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rifiuta</translation>
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
        <translation>Parte del briefing</translation>
    </message>
    <message>
        <source>Add section to briefing</source>
        <translation>Aggiungi la sezione al briefing</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Aggiungi</translation>
    </message>
    <message>
        <source>a new briefing</source>
        <translation>un nuovo briefing</translation>
    </message>
</context>
<context>
    <name>ReadOnlyNotice</name>
    <message>
        <source>Save copy as …</source>
        <translation>Salva copia con nome …</translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation>Apri nella nuova posizione</translation>
    </message>
</context>
<context>
    <name>ReaderBar</name>
    <message>
        <source>Article</source>
        <translation>Articolo</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Dimensione del testo</translation>
    </message>
    <message>
        <source>Topics and suggestions</source>
        <translation>Argomenti e suggerimenti</translation>
    </message>
    <message>
        <source>More about the article</source>
        <translation>Altro sull’articolo</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} di {count}</translation>
    </message>
    <message numerus="yes">
        <source>Show the list of %n article(s)</source>
        <translation>
            <numerusform>Mostra l’elenco di %n articolo</numerusform>
            <numerusform>Mostra l’elenco di %n articoli</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Corrected in %n place(s)</source>
        <translation>
            <numerusform>Corretto in %n punto</numerusform>
            <numerusform>Corretto in %n punti</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyList</name>
    <message>
        <source>Tagged passages that can be added</source>
        <translation>Passaggi etichettati da aggiungere</translation>
    </message>
    <message>
        <source>Press Enter to add a passage, or drag it into the outline.</source>
        <translation>Invio aggiunge un passaggio; lo si può anche trascinare nella struttura.</translation>
    </message>
</context>
<context>
    <name>ReadyToAdd</name>
    <message>
        <source>Ready to add</source>
        <translation>Da aggiungere</translation>
    </message>
    <message>
        <source>Add the selected passages</source>
        <translation>Aggiungi i passaggi selezionati</translation>
    </message>
    <message numerus="yes">
        <source>%n tagged passage(s)</source>
        <translation>
            <numerusform>%n passaggio</numerusform>
            <numerusform>%n passaggi</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add to briefing</source>
        <translation>&amp;Aggiungi al briefing</translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation>Mostra nell’&amp;articolo</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Apri</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>&amp;Mostra nella cartella</translation>
    </message>
    <message>
        <source>&amp;Remove from this list</source>
        <translation>&amp;Togli da questo elenco</translation>
    </message>
    <message>
        <source>Open with {user}</source>
        <translation>Aperto da {user}</translation>
    </message>
</context>
<context>
    <name>RecentSearchDialog</name>
    <message>
        <source>Search recent dossiers</source>
        <translation>Cerca nei dossier recenti</translation>
    </message>
    <message>
        <source>Type words, and press Enter to search the dossiers that you opened last. They are only read.</source>
        <translation>Scrivere delle parole e premere Invio per cercare nei dossier aperti per ultimi. Vengono solo letti.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Risultati</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Apri</translation>
    </message>
    <message>
        <source>There are no other recent dossiers. The open one is searched in its list of articles.</source>
        <translation>Non ci sono altri dossier recenti. In quello aperto si cerca dal suo elenco di articoli.</translation>
    </message>
    <message numerus="yes">
        <source>Searching %n dossier(s) …</source>
        <translation>
            <numerusform>Ricerca in %n dossier …</numerusform>
            <numerusform>Ricerca in %n dossier …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n risultato</numerusform>
            <numerusform>%n risultati</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Segnala un problema</translation>
    </message>
    <message>
        <source>This report contains versions, settings and the last errors, but no content of a dossier and no paths. Save it and send it to your support, with what you did and what happened.</source>
        <translation>Questo rapporto contiene versioni, impostazioni e gli ultimi errori, ma nessun contenuto di dossier e nessun percorso. Salvarlo e inviarlo all’assistenza, con ciò che si è fatto e ciò che è successo.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapporto</translation>
    </message>
    <message>
        <source>The report is being made …</source>
        <translation>Il rapporto è in preparazione …</translation>
    </message>
    <message>
        <source>&amp;Save as …</source>
        <translation>&amp;Salva con nome …</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copia</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Salva il rapporto</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>File di testo (*.txt)</translation>
    </message>
    <message>
        <source>The report is saved as {name}.</source>
        <translation>Il rapporto è salvato come {name}.</translation>
    </message>
</context>
<context>
    <name>ReturnedFiles</name>
    <message>
        <source>Create a briefing first</source>
        <translation>Creare prima un briefing</translation>
    </message>
    <message>
        <source>Review corrections from Word</source>
        <translation>Rivedi le correzioni da Word</translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation>Documento Word (*.docx)</translation>
    </message>
    <message>
        <source>Comparing “{file}” with the briefing …</source>
        <translation>Confronto di «{file}» con il briefing …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>ReviewFilters</name>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aperte</translation>
    </message>
    <message>
        <source>Quotations</source>
        <translation>Citazioni</translation>
    </message>
    <message>
        <source>Typography</source>
        <translation>Tipografia</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Commenti</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Tutti</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>Changes in the file</source>
        <translation>Modifiche nel file</translation>
    </message>
    <message>
        <source>Press A to accept a change, R to reject it, N for the next one that is open.</source>
        <translation>Premere A per accettare una modifica, R per rifiutarla, N per la prossima aperta.</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>Close the review</source>
        <translation>Chiudi la revisione</translation>
    </message>
    <message>
        <source>No change matches the filters.</source>
        <translation>Nessuna modifica corrisponde ai filtri.</translation>
    </message>
    <message>
        <source>The file has no changes.</source>
        <translation>Il file non ha modifiche.</translation>
    </message>
    <message numerus="yes">
        <source>Accept all (%n)</source>
        <translation>
            <numerusform>Accetta tutte (%n)</numerusform>
            <numerusform>Accetta tutte (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>Rifiuta tutte</translation>
    </message>
    <message>
        <source>Choose a change first</source>
        <translation>Scegliere prima una modifica</translation>
    </message>
    <message>
        <source>Review corrections from Word first</source>
        <translation>Esaminare prima le correzioni da Word</translation>
    </message>
    <message>
        <source>Comment marked as done</source>
        <translation>Commento segnato come risolto</translation>
    </message>
    <message>
        <source>Change accepted</source>
        <translation>Modifica accettata</translation>
    </message>
    <message>
        <source>Change rejected</source>
        <translation>Modifica rifiutata</translation>
    </message>
    <message>
        <source>Text of the file used</source>
        <translation>Usato il testo del file</translation>
    </message>
    <message>
        <source>Added below the quotation as text</source>
        <translation>Aggiunto sotto la citazione come testo libero</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) accepted</source>
        <translation>
            <numerusform>%n modifica accettata</numerusform>
            <numerusform>%n modifiche accettate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quotation(s) left to look at</source>
        <translation>
            <numerusform>%n citazione da esaminare</numerusform>
            <numerusform>%n citazioni da esaminare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) left to look at</source>
        <translation>
            <numerusform>%n conflitto da esaminare</numerusform>
            <numerusform>%n conflitti da esaminare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) cannot be applied</source>
        <translation>
            <numerusform>%n modifica non si può applicare</numerusform>
            <numerusform>%n modifiche non si possono applicare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) rejected</source>
        <translation>
            <numerusform>%n modifica rifiutata</numerusform>
            <numerusform>%n modifiche rifiutate</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message>
        <source>Reply</source>
        <translation>Risposta</translation>
    </message>
    <message>
        <source>Text changed</source>
        <translation>Testo modificato</translation>
    </message>
    <message>
        <source>Typography</source>
        <translation>Tipografia</translation>
    </message>
    <message>
        <source>Paragraph added</source>
        <translation>Paragrafo aggiunto</translation>
    </message>
    <message>
        <source>Paragraph removed</source>
        <translation>Paragrafo rimosso</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Spostato</translation>
    </message>
    <message>
        <source>Paragraph split</source>
        <translation>Paragrafo diviso</translation>
    </message>
    <message>
        <source>Paragraphs joined</source>
        <translation>Paragrafi uniti</translation>
    </message>
    <message>
        <source>Style changed</source>
        <translation>Stile modificato</translation>
    </message>
    <message>
        <source>Format changed</source>
        <translation>Formato modificato</translation>
    </message>
    <message>
        <source>Row added</source>
        <translation>Riga aggiunta</translation>
    </message>
    <message>
        <source>Row removed</source>
        <translation>Riga rimossa</translation>
    </message>
    <message>
        <source>Column added</source>
        <translation>Colonna aggiunta</translation>
    </message>
    <message>
        <source>Column removed</source>
        <translation>Colonna rimossa</translation>
    </message>
    <message>
        <source>Cell added</source>
        <translation>Cella aggiunta</translation>
    </message>
    <message>
        <source>Cell removed</source>
        <translation>Cella rimossa</translation>
    </message>
    <message>
        <source>Table added</source>
        <translation>Tabella aggiunta</translation>
    </message>
    <message>
        <source>Table removed</source>
        <translation>Tabella rimossa</translation>
    </message>
    <message>
        <source>Table moved</source>
        <translation>Tabella spostata</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>Nota modificata</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>Nota aggiunta</translation>
    </message>
    <message>
        <source>Note removed</source>
        <translation>Nota rimossa</translation>
    </message>
    <message>
        <source>Picture added</source>
        <translation>Immagine aggiunta</translation>
    </message>
    <message>
        <source>Picture removed</source>
        <translation>Immagine rimossa</translation>
    </message>
    <message>
        <source>Picture replaced</source>
        <translation>Immagine sostituita</translation>
    </message>
    <message>
        <source>Picture moved</source>
        <translation>Immagine spostata</translation>
    </message>
    <message>
        <source>Header or footer changed</source>
        <translation>Intestazione o piè di pagina modificati</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commento</translation>
    </message>
    <message>
        <source>Words highlighted or coloured</source>
        <translation>Parole evidenziate o colorate</translation>
    </message>
    <message>
        <source>Link changed</source>
        <translation>Collegamento modificato</translation>
    </message>
    <message>
        <source>quotation</source>
        <translation>citazione</translation>
    </message>
    <message>
        <source>also changed here</source>
        <translation>modificato anche qui</translation>
    </message>
    <message>
        <source>from the template</source>
        <translation>dal modello</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Risolto</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aperta</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Accettata</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rifiutata</translation>
    </message>
    <message>
        <source>Unknown author</source>
        <translation>Autore sconosciuto</translation>
    </message>
    <message>
        <source>partly made without Track Changes</source>
        <translation>in parte senza revisioni</translation>
    </message>
    <message>
        <source>made without Track Changes; last saved by {name}, {when}</source>
        <translation>senza revisioni rilevate; ultimo salvataggio di {name}, {when}</translation>
    </message>
    <message>
        <source>made without Track Changes</source>
        <translation>senza revisioni rilevate</translation>
    </message>
    <message>
        <source>Added: {words}</source>
        <translation>Aggiunto: {words}</translation>
    </message>
    <message>
        <source>Removed: {words}</source>
        <translation>Rimosso: {words}</translation>
    </message>
    <message>
        <source>Moved to the beginning</source>
        <translation>Spostato all’inizio</translation>
    </message>
    <message>
        <source>Moved below “{words}”</source>
        <translation>Spostato sotto «{words}»</translation>
    </message>
    <message>
        <source>The file has a new picture here.</source>
        <translation>Qui il file ha una nuova immagine.</translation>
    </message>
    <message>
        <source>The file no longer has this picture.</source>
        <translation>Il file non ha più questa immagine.</translation>
    </message>
    <message>
        <source>The file has another picture here.</source>
        <translation>Qui il file ha un’altra immagine.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>niente</translation>
    </message>
    <message>
        <source>space</source>
        <translation>spazio</translation>
    </message>
    <message>
        <source>line break</source>
        <translation>interruzione di riga</translation>
    </message>
    <message>
        <source>no-break space</source>
        <translation>spazio indivisibile</translation>
    </message>
    <message>
        <source>narrow no-break space</source>
        <translation>spazio indivisibile stretto</translation>
    </message>
    <message>
        <source>thin space</source>
        <translation>spazio sottile</translation>
    </message>
    <message>
        <source>soft hyphen</source>
        <translation>trattino facoltativo</translation>
    </message>
    <message>
        <source>no-break hyphen</source>
        <translation>trattino indivisibile</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Grassetto</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Corsivo</translation>
    </message>
    <message>
        <source>Underlined</source>
        <translation>Sottolineato</translation>
    </message>
    <message>
        <source>Struck through</source>
        <translation>Barrato</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Testo semplice</translation>
    </message>
    <message>
        <source>From the template</source>
        <translation>Dal modello</translation>
    </message>
    <message>
        <source>Title and details</source>
        <translation>Titolo e dati</translation>
    </message>
    <message>
        <source>Other places</source>
        <translation>Altre posizioni</translation>
    </message>
    <message>
        <source>Export of {when}</source>
        <translation>Esportazione del {when}</translation>
    </message>
    <message>
        <source>Export of {when}, recognized by its text</source>
        <translation>Esportazione del {when}, riconosciuta dal testo</translation>
    </message>
    <message>
        <source>Compared with the briefing as it is now: no export of this file is on record</source>
        <translation>Confrontato con il briefing com’è ora: nessuna esportazione di questo file è registrata</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>per {name}</translation>
    </message>
    <message>
        <source>edited by {names}</source>
        <translation>modificato da {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n modifica</numerusform>
            <numerusform>%n modifiche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n aperta</numerusform>
            <numerusform>%n aperte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>The export was stopped because its briefing was closed.</source>
        <translation>L’esportazione è stata interrotta perché il suo briefing è stato chiuso.</translation>
    </message>
    <message>
        <source>Creating the preview …</source>
        <translation>Creazione dell’anteprima …</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Anteprima</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Verifiche</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Views of the briefing</source>
        <translation>Viste del briefing</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Verifica di nuovo</translation>
    </message>
    <message>
        <source>Waiting for the checks …</source>
        <translation>In attesa delle verifiche …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>The preview could not be created. The briefing is safe.</source>
        <translation>Non è stato possibile creare l’anteprima. Il briefing è al sicuro.</translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>new</source>
        <translation>nuovo</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Scroll the list</source>
        <translation>Scorri l’elenco</translation>
    </message>
</context>
<context>
    <name>SavedSearchCommands</name>
    <message>
        <source>Save search</source>
        <translation>Salva la ricerca</translation>
    </message>
    <message>
        <source>Name of the search:</source>
        <translation>Nome della ricerca:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Rename search</source>
        <translation>Rinomina la ricerca</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rinomina</translation>
    </message>
</context>
<context>
    <name>SavedSearchesDialog</name>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
    <message>
        <source>No searches are saved. Search or filter the articles, then choose “Save search …”.</source>
        <translation>Nessuna ricerca è salvata. Cercare o filtrare gli articoli, poi scegliere «Salva la ricerca …».</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>Ri&amp;nomina …</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Rim&amp;uovi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Search articles</source>
        <translation>Cerca negli articoli</translation>
    </message>
    <message>
        <source>Search these as well</source>
        <translation>Cercare anche questi</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Prima i più pertinenti</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Prima i più recenti</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Prima i più vecchi</translation>
    </message>
    <message>
        <source>Last imported first</source>
        <translation>Prima gli ultimi importati</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Per titolo</translation>
    </message>
    <message>
        <source>By publication</source>
        <translation>Per testata</translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation>Ordinamento</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Righe compatte</translation>
    </message>
    <message>
        <source>Filters ({count})</source>
        <translation>Filtri ({count})</translation>
    </message>
    <message>
        <source>{text} {count}</source>
        <translation>{text} {count}</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtri</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Non letti</translation>
    </message>
    <message>
        <source>Untagged</source>
        <translation>Da etichettare</translation>
    </message>
    <message>
        <source>In briefing</source>
        <translation>Citati</translation>
    </message>
    <message>
        <source>{count} …</source>
        <translation>{count} …</translation>
    </message>
    <message numerus="yes">
        <source>Search %n article(s)</source>
        <translation>
            <numerusform>Cerca in %n articolo</numerusform>
            <numerusform>Cerca in %n articoli</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter by language, publication, date, tags and briefings</source>
        <translation>Filtra per lingua, testata, data, etichette e briefing</translation>
    </message>
</context>
<context>
    <name>SectionGrips</name>
    <message>
        <source>Sections that can be dragged to the briefing</source>
        <translation>Sezioni da trascinare nel briefing</translation>
    </message>
    <message>
        <source>Drag the section to the briefing</source>
        <translation>Trascinare la sezione nel briefing</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Send changes</source>
        <translation>Invia modifiche</translation>
    </message>
    <message>
        <source>The changes since the last exchange are written to a file, which you send as you like.</source>
        <translation>Le modifiche dall’ultimo scambio vengono scritte in un file, da inviare come si vuole.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinatario</translation>
    </message>
    <message>
        <source>Nobody in particular: all changes</source>
        <translation>Nessuno in particolare: tutte le modifiche</translation>
    </message>
    <message>
        <source>&amp;Recipient</source>
        <translation>&amp;Destinatario</translation>
    </message>
    <message>
        <source>With s&amp;ource pages</source>
        <translation>Con le pagine di &amp;origine</translation>
    </message>
    <message>
        <source>With p&amp;ictures</source>
        <translation>Con le &amp;immagini</translation>
    </message>
    <message>
        <source>Also where ri&amp;ghts are reserved or an embargo is not over</source>
        <translation>Anche con di&amp;ritti riservati o embargo in corso</translation>
    </message>
    <message>
        <source>&amp;Encrypt with a password</source>
        <translation>&amp;Cifra con una password</translation>
    </message>
    <message>
        <source>Write file …</source>
        <translation>Scrivi file …</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>&amp;Modelli</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuna</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Finestra</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {folder}. They apply until you quit the program.</source>
        <translation>Non è possibile salvare le impostazioni in {folder}. Sono valide fino alla chiusura del programma.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Lingua</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colori</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>Dimensione del &amp;testo</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>Backup da c&amp;onservare per dossier</translation>
    </message>
    <message>
        <source>&amp;Folder of backups</source>
        <translation>Cartella dei &amp;backup</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>Cartelle condivise</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Cambia …</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>To settle</source>
        <translation>Da decidere</translation>
    </message>
    <message>
        <source>What is to settle</source>
        <translation>Che cosa è da decidere</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Vai</translation>
    </message>
    <message>
        <source>Other versions</source>
        <translation>Altre versioni</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Mantieni</translation>
    </message>
    <message>
        <source>&amp;Take the other</source>
        <translation>&amp;Prendi l’altra</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>&amp;Entrambe</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were made by several desks at the same time. Nothing was lost: choose what stands.</source>
        <translation>
            <numerusform>%n modifica è stata fatta da più postazioni nello stesso momento. Nulla è perduto: scegliere che cosa vale.</numerusform>
            <numerusform>%n modifiche sono state fatte da più postazioni nello stesso momento. Nulla è perduto: scegliere che cosa vale.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) of what others changed</source>
        <translation>
            <numerusform>%n rimozione di ciò che altri hanno modificato</numerusform>
            <numerusform>%n rimozioni di ciò che altri hanno modificato</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Rimuovi</translation>
    </message>
    <message>
        <source>Both versions are merged. Where both changed one sentence, the later wording stands.</source>
        <translation>Le due versioni sono unite. Dove entrambe hanno cambiato una frase, vale la più recente.</translation>
    </message>
    <message>
        <source>The stricter marking stands until you choose.</source>
        <translation>Vale la classifica più restrittiva finché non si sceglie.</translation>
    </message>
    <message>
        <source>The stricter limit stands until you choose.</source>
        <translation>Vale il limite più restrittivo finché non si sceglie.</translation>
    </message>
    <message>
        <source>The reading that came first stands.</source>
        <translation>Vale la prima lettura.</translation>
    </message>
    <message>
        <source>One desk removed this while another changed it. What was changed is kept.</source>
        <translation>Una postazione lo ha rimosso mentre un’altra lo modificava. Ciò che è stato modificato resta.</translation>
    </message>
    <message>
        <source>The later change stands.</source>
        <translation>Vale la modifica più recente.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Rimosso</translation>
    </message>
    <message>
        <source>Current version</source>
        <translation>Versione attuale</translation>
    </message>
    <message>
        <source>Other version</source>
        <translation>Altra versione</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>Share this dossier</source>
        <translation>Condividi questo dossier</translation>
    </message>
    <message>
        <source>From now on each change is recorded so that other desks can take it in. What was done before now can no longer be undone.</source>
        <translation>D’ora in poi ogni modifica viene registrata in modo che altre postazioni possano acquisirla. Ciò che è stato fatto prima non si può più annullare.</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it</source>
        <translation>Il proprio nome, come lo vedono i colleghi</translation>
    </message>
    <message>
        <source>It stands beside your changes in the dossiers of all desks, and in no export.</source>
        <translation>Sta accanto alle proprie modifiche nei dossier di tutte le postazioni, e in nessuna esportazione.</translation>
    </message>
    <message>
        <source>Share dossier</source>
        <translation>Condividi dossier</translation>
    </message>
</context>
<context>
    <name>SharedFolderCheck</name>
    <message>
        <source>{fault} The last good copy is used.</source>
        <translation>{fault} Si usa l’ultima copia valida.</translation>
    </message>
    <message>
        <source>No longer in the shared folder: {names}. The last copies are used.</source>
        <translation>Non più nella cartella condivisa: {names}. Si usano le ultime copie.</translation>
    </message>
</context>
<context>
    <name>SharedTaxonomies</name>
    <message>
        <source>{folder} cannot be reached. The last copies of its taxonomies are used.</source>
        <translation>{folder} non è raggiungibile. Si usano le ultime copie delle sue tassonomie.</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Scorciatoie da tastiera</translation>
    </message>
</context>
<context>
    <name>ShortcutModel</name>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>In the text: tag with a recent topic</source>
        <translation>Nel testo: etichetta con un argomento recente</translation>
    </message>
    <message>
        <source>In the text: find a topic by its first letters</source>
        <translation>Nel testo: trova un argomento dalle prime lettere</translation>
    </message>
    <message>
        <source>In the text: select another suggestion</source>
        <translation>Nel testo: seleziona un altro suggerimento</translation>
    </message>
    <message>
        <source>In the text: accept the selected suggestion</source>
        <translation>Nel testo: accetta il suggerimento selezionato</translation>
    </message>
    <message>
        <source>In the text: extend the selection to paragraph, then section</source>
        <translation>Nel testo: estendi la selezione al paragrafo, poi alla sezione</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Sinistra, Destra</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Invio</translation>
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
        <translation>Scegliere un estratto o posizionare il cursore su un’affermazione presente in una fonte</translation>
    </message>
    <message>
        <source>All statements are in the sources, or were left as they are.</source>
        <translation>Tutte le affermazioni sono nelle fonti o sono state lasciate così.</translation>
    </message>
</context>
<context>
    <name>SourcePeek</name>
    <message>
        <source>Text of the article</source>
        <translation>Testo dell’articolo</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>Nell’articolo</translation>
    </message>
    <message>
        <source>Open in Read</source>
        <translation>Apri in «Lettura»</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Extend to the whole section</source>
        <translation>Estendi a tutta la sezione</translation>
    </message>
    <message>
        <source>Add the next section</source>
        <translation>Aggiungi la sezione successiva</translation>
    </message>
    <message>
        <source>Make it a footnote</source>
        <translation>Cita in una nota</translation>
    </message>
</context>
<context>
    <name>SpellingMarks</name>
    <message>
        <source>Spelling is not checked. Turn it on in the context menu of the text.</source>
        <translation>L’ortografia non è verificata. Attivare la verifica nel menu contestuale del testo.</translation>
    </message>
    <message>
        <source>There is no dictionary for this language. Install a Hunspell dictionary, or choose a dictionary folder in the context menu of the text.</source>
        <translation>Non c’è un dizionario per questa lingua. Installare un dizionario Hunspell, o scegliere una cartella di dizionari nel menu contestuale del testo.</translation>
    </message>
    <message>
        <source>No misspelt words found.</source>
        <translation>Nessuna parola errata trovata.</translation>
    </message>
    <message>
        <source>Searching for suggestions …</source>
        <translation>Ricerca di suggerimenti …</translation>
    </message>
    <message>
        <source>Add “%1” to the &amp;dossier’s dictionary</source>
        <translation>Aggiungi «%1» al dizionario del &amp;dossier</translation>
    </message>
    <message>
        <source>Add “%1” to &amp;my dictionary</source>
        <translation>Aggiungi «%1» al &amp;mio dizionario</translation>
    </message>
    <message>
        <source>&amp;Ignore “%1”</source>
        <translation>&amp;Ignora «%1»</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Nessun suggerimento</translation>
    </message>
    <message>
        <source>Check &amp;spelling</source>
        <translation>&amp;Verifica ortografia</translation>
    </message>
    <message>
        <source>Dictionary &amp;folder …</source>
        <translation>&amp;Cartella dei dizionari …</translation>
    </message>
    <message>
        <source>Folder with Hunspell dictionaries (.aff and .dic)</source>
        <translation>Cartella con dizionari Hunspell (.aff e .dic)</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Today {time}</source>
        <translation>Oggi {time}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ieri</translation>
    </message>
    <message>
        <source>From articles to a briefing that you can hand over. Nothing leaves this computer.</source>
        <translation>Dagli articoli a un briefing da consegnare. Nulla lascia questo computer.</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Prova l’esempio</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Apri …</translation>
    </message>
    <message>
        <source>New dossier</source>
        <translation>Nuovo dossier</translation>
    </message>
    <message>
        <source>Recent dossiers</source>
        <translation>Dossier recenti</translation>
    </message>
    <message>
        <source>Find a dossier</source>
        <translation>Trova un dossier</translation>
    </message>
    <message>
        <source>No recent dossier has this name.</source>
        <translation>Nessun dossier recente ha questo nome.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importa</translation>
    </message>
    <message>
        <source>Drop files, folders, mail or a copied page. Clean text, in sections.</source>
        <translation>Trascinare file, cartelle, e-mail o una pagina copiata. Testo pulito, in sezioni.</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Accept suggestions, which show their evidence, or type three letters.</source>
        <translation>Accettare i suggerimenti, che mostrano gli indizi, o digitare tre lettere.</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>Arrange, check, export: Word and PDF after your template.</source>
        <translation>Ordinare, verificare, esportare: Word e PDF secondo il modello.</translation>
    </message>
    <message>
        <source>Drop articles anywhere in this window to begin a new dossier with them</source>
        <translation>Trascinare articoli in questa finestra per iniziare con essi un nuovo dossier</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n articolo</numerusform>
            <numerusform>%n articoli</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n briefing(s)</source>
        <translation>
            <numerusform>%n briefing</numerusform>
            <numerusform>%n briefing</numerusform>
        </translation>
    </message>
    <message>
        <source>no briefing</source>
        <translation>nessun briefing</translation>
    </message>
</context>
<context>
    <name>StrongModel</name>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Parole</translation>
    </message>
</context>
<context>
    <name>StrongSuggestions</name>
    <message>
        <source>There are no strong suggestions for this article.</source>
        <translation>Per questo articolo non ci sono suggerimenti forti.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Topics are still being looked for. The list opens when they are found.</source>
        <translation>La ricerca degli argomenti è ancora in corso. L’elenco si apre quando sono stati trovati.</translation>
    </message>
    <message>
        <source>There are no strong suggestions for these articles.</source>
        <translation>Non ci sono suggerimenti forti per questi articoli.</translation>
    </message>
    <message>
        <source>The suggestions were found.</source>
        <translation>I suggerimenti sono stati trovati.</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>Mostra l’elenco</translation>
    </message>
</context>
<context>
    <name>StructureCommands</name>
    <message>
        <source>The hyphen was kept. If it only breaks a word, undo and use “Join and remove hyphen”.</source>
        <translation>Il trattino è rimasto. Se spezza solo una parola, annullare e usare «Unisci togliendo il trattino».</translation>
    </message>
    <message>
        <source>Place the cursor where the second part begins. Press Enter to split, Esc to cancel.</source>
        <translation>Posizionare il cursore dove inizia la seconda parte. Premere Invio per dividere, Esc per annullare.</translation>
    </message>
    <message>
        <source>Place the cursor on the line of the excluded text first.</source>
        <translation>Posizionare prima il cursore sulla riga del testo escluso.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>non nota</translation>
    </message>
    <message>
        <source>Paragraph language: {language}</source>
        <translation>Lingua del paragrafo: {language}</translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation>Nulla da modificare.</translation>
    </message>
    <message>
        <source>Done: {act}.</source>
        <translation>Fatto: {act}.</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) on these words were removed.</source>
        <translation>
            <numerusform>%n etichetta su queste parole è stata rimossa.</numerusform>
            <numerusform>%n etichette su queste parole sono state rimosse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings also changed.</source>
        <translation>
            <numerusform>È cambiato anche %n estratto nei briefing.</numerusform>
            <numerusform>Sono cambiati anche %n estratti nei briefing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>Suggerimenti</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Scorri i suggerimenti</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>accetta</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>rifiuta</translation>
    </message>
    <message>
        <source>last topic</source>
        <translation>ultimo argomento</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Forti</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>Possibili</translation>
    </message>
    <message>
        <source>Looking for topics …</source>
        <translation>Ricerca di argomenti …</translation>
    </message>
    <message>
        <source>No more suggestions</source>
        <translation>Nessun altro suggerimento</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n strong in the article …</source>
        <translation>
            <numerusform>Accetta %n forte nell’articolo …</numerusform>
            <numerusform>Accetta %n forti nell’articolo …</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept strong suggestions in the article …</source>
        <translation>Accetta i suggerimenti forti dell’articolo …</translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message>
        <source>Suggested: {topic}</source>
        <translation>Suggerito: {topic}</translation>
    </message>
    <message>
        <source>Accept {topic}</source>
        <translation>Accetta {topic}</translation>
    </message>
    <message>
        <source>Reject {topic}</source>
        <translation>Rifiuta {topic}</translation>
    </message>
    <message>
        <source>“{word}”</source>
        <translation>«{word}»</translation>
    </message>
    <message>
        <source>{words} and {count} more</source>
        <translation>{words} e altri {count}</translation>
    </message>
    <message numerus="yes">
        <source>Accepted %n of {count} times before.</source>
        <translation>
            <numerusform>Finora accettato %n volta su {count}.</numerusform>
            <numerusform>Finora accettato %n volte su {count}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Also named in the title.</source>
        <translation>Citato anche nel titolo.</translation>
    </message>
    <message>
        <source>Like sections that you tagged.</source>
        <translation>Come sezioni già etichettate.</translation>
    </message>
</context>
<context>
    <name>TagBox</name>
    <message>
        <source>Press Enter to tag, Esc to close</source>
        <translation>Invio etichetta, Esc chiude</translation>
    </message>
    <message>
        <source>Create topic “{name}”</source>
        <translation>Crea l’argomento «{name}»</translation>
    </message>
</context>
<context>
    <name>TagCommands</name>
    <message>
        <source>Tagged: {topic}</source>
        <translation>Etichettato: {topic}</translation>
    </message>
    <message>
        <source>Tag moved: {topic}</source>
        <translation>Etichetta spostata: {topic}</translation>
    </message>
    <message>
        <source>Tag removed: {topic}</source>
        <translation>Etichetta rimossa: {topic}</translation>
    </message>
    <message numerus="yes">
        <source>%n suggestion(s) accepted</source>
        <translation>
            <numerusform>%n suggerimento accettato</numerusform>
            <numerusform>%n suggerimenti accettati</numerusform>
        </translation>
    </message>
    <message>
        <source>Added to “{part}”</source>
        <translation>Aggiunto a «{part}»</translation>
    </message>
</context>
<context>
    <name>TagEdgeEditor</name>
    <message>
        <source>Start of tag:</source>
        <translation>Inizio dell’etichetta:</translation>
    </message>
    <message>
        <source>End of tag:</source>
        <translation>Fine dell’etichetta:</translation>
    </message>
    <message>
        <source>Press Left or Right to move it, with Ctrl by words; Home or End to switch; Enter to save, Esc to cancel.</source>
        <translation>Premere Sinistra o Destra per spostarlo, con Ctrl di una parola; Inizio o Fine per cambiare lato; Invio per salvare, Esc per annullare.</translation>
    </message>
    <message>
        <source>The tag must cover at least one word. It was not changed.</source>
        <translation>L’etichetta deve coprire almeno una parola. Non è stata modificata.</translation>
    </message>
</context>
<context>
    <name>TagLabel</name>
    <message>
        <source>Tag {topic} on {passage}</source>
        <translation>Etichetta {topic} su {passage}</translation>
    </message>
    <message>
        <source>{topic}: {passage}</source>
        <translation>{topic}: {passage}</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Rimuovi l’etichetta</translation>
    </message>
</context>
<context>
    <name>TagMargin</name>
    <message>
        <source>Article tags</source>
        <translation>Etichette dell’articolo</translation>
    </message>
</context>
<context>
    <name>TagOverviewDialog</name>
    <message>
        <source>Tags by topic</source>
        <translation>Etichette per argomento</translation>
    </message>
    <message>
        <source>Tags in</source>
        <translation>Etichette in</translation>
    </message>
    <message>
        <source>Whole dossier</source>
        <translation>Tutto il dossier</translation>
    </message>
    <message>
        <source>Open article</source>
        <translation>Articolo aperto</translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation>Aggiungi al &amp;briefing</translation>
    </message>
    <message>
        <source>Scroll the tags</source>
        <translation>Scorri le etichette</translation>
    </message>
    <message>
        <source>Press Right to open a topic, Enter to go to a passage, Ctrl+Enter to add it to the briefing, or drag it there.</source>
        <translation>Premere Destra per aprire un argomento, Invio per andare a un passaggio, Ctrl+Invio per aggiungerlo al briefing, oppure trascinarlo.</translation>
    </message>
    <message>
        <source>Nothing is tagged here yet.</source>
        <translation>Qui non ci sono ancora etichette.</translation>
    </message>
</context>
<context>
    <name>TagOverviewModel</name>
    <message>
        <source>Topic, passages</source>
        <translation>Argomento, passaggi</translation>
    </message>
    <message>
        <source>Tags, article</source>
        <translation>Etichette, articolo</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n etichetta</numerusform>
            <numerusform>%n etichette</numerusform>
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
        <translation>Argomento {topic}</translation>
    </message>
    <message>
        <source>Topic {topic} on {count} passages</source>
        <translation>Argomento {topic} su {count} passaggi</translation>
    </message>
    <message>
        <source>Remove {topic} (Del)</source>
        <translation>Rimuovi {topic} (Canc)</translation>
    </message>
    <message>
        <source>Remove {topic}</source>
        <translation>Rimuovi {topic}</translation>
    </message>
</context>
<context>
    <name>TakenInDialog</name>
    <message>
        <source>Changes of others</source>
        <translation>Modifiche degli altri</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of other desks were taken in.</source>
        <translation>
            <numerusform>%n modifica di altre postazioni è stata acquisita.</numerusform>
            <numerusform>%n modifiche di altre postazioni sono state acquisite.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was taken in from other desks yet.</source>
        <translation>Non è stato ancora acquisito nulla da altre postazioni.</translation>
    </message>
    <message>
        <source>Whose changes</source>
        <translation>Di chi sono le modifiche</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Vai</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Tutti</translation>
    </message>
    <message>
        <source>Undo takes back your own changes only, also those that others have seen.</source>
        <translation>«Annulla» ritira solo le proprie modifiche, anche quelle già viste da altri.</translation>
    </message>
    <message>
        <source>Change: {place}</source>
        <translation>Modifica: {place}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifica</translation>
    </message>
</context>
<context>
    <name>TaxonomiesDialog</name>
    <message>
        <source>Taxonomies of this dossier</source>
        <translation>Tassonomie di questo dossier</translation>
    </message>
    <message>
        <source>Taxonomies</source>
        <translation>Tassonomie</translation>
    </message>
    <message>
        <source>Shared &amp;folder …</source>
        <translation>Cartella &amp;condivisa …</translation>
    </message>
    <message>
        <source>&amp;No shared folder</source>
        <translation>&amp;Nessuna cartella condivisa</translation>
    </message>
    <message>
        <source>Select the taxonomies for this dossier. Topics that are already used as tags are kept.</source>
        <translation>Selezionare le tassonomie di questo dossier. Gli argomenti già usati come etichette restano.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>{name} (shared)</source>
        <translation>{name} (condivisa)</translation>
    </message>
    <message>
        <source>{name} (not found)</source>
        <translation>{name} (non trovata)</translation>
    </message>
    <message>
        <source>No shared folder is set.</source>
        <translation>Nessuna cartella condivisa impostata.</translation>
    </message>
    <message>
        <source>Diplomacy</source>
        <translation>Diplomazia</translation>
    </message>
    <message>
        <source>Economic security</source>
        <translation>Sicurezza economica</translation>
    </message>
    <message>
        <source>Shared taxonomy folder</source>
        <translation>Cartella condivisa delle tassonomie</translation>
    </message>
</context>
<context>
    <name>TemplateCards</name>
    <message>
        <source>Template</source>
        <translation>Modello</translation>
    </message>
</context>
<context>
    <name>TemplateFindingsModel</name>
    <message>
        <source>Error</source>
        <translation>Errore</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avviso</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Suggerimento</translation>
    </message>
    <message>
        <source>{severity} at {place}: {words}</source>
        <translation>{severity} a {place}: {words}</translation>
    </message>
</context>
<context>
    <name>TemplateFindingsView</name>
    <message>
        <source>Issues in the template</source>
        <translation>Problemi del modello</translation>
    </message>
</context>
<context>
    <name>TextPictures</name>
    <message>
        <source>Insert picture</source>
        <translation>Inserisci immagine</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Immagini ({endings})</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Immagine incollata</translation>
    </message>
</context>
<context>
    <name>TextSizeCommands</name>
    <message>
        <source>Text size</source>
        <translation>Dimensione del testo</translation>
    </message>
    <message>
        <source>Font with &amp;serifs</source>
        <translation>C&amp;aratteri con grazie</translation>
    </message>
</context>
<context>
    <name>TextToolbar</name>
    <message>
        <source>Bold</source>
        <translation>Grassetto</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Corsivo</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>Sottolineato</translation>
    </message>
    <message>
        <source>Link to a web page</source>
        <translation>Collegamento a una pagina web</translation>
    </message>
    <message>
        <source>Insert a note, or switch between a note and its reference</source>
        <translation>Inserisci una nota, o passa dalla nota al suo richiamo</translation>
    </message>
    <message>
        <source>Insert a picture</source>
        <translation>Inserisci un’immagine</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>More tools for the text</source>
        <translation>Altri strumenti per il testo</translation>
    </message>
    <message>
        <source>Note at the cursor</source>
        <translation>Nota accanto al cursore</translation>
    </message>
    <message>
        <source>&amp;Insert table</source>
        <translation>&amp;Inserisci tabella</translation>
    </message>
    <message>
        <source>Row &amp;above</source>
        <translation>Riga s&amp;opra</translation>
    </message>
    <message>
        <source>Row &amp;below</source>
        <translation>Riga so&amp;tto</translation>
    </message>
    <message>
        <source>Column to the &amp;left</source>
        <translation>Colonna a &amp;sinistra</translation>
    </message>
    <message>
        <source>Column to the &amp;right</source>
        <translation>Colonna a &amp;destra</translation>
    </message>
    <message>
        <source>Remove r&amp;ow</source>
        <translation>Elimina &amp;riga</translation>
    </message>
    <message>
        <source>Remove &amp;column</source>
        <translation>Elimina &amp;colonna</translation>
    </message>
    <message>
        <source>Remove &amp;table</source>
        <translation>Elimina ta&amp;bella</translation>
    </message>
    <message>
        <source>First row is a &amp;header</source>
        <translation>La prima riga è un’i&amp;ntestazione</translation>
    </message>
    <message>
        <source>Paragraph style</source>
        <translation>Stile del paragrafo</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Paragrafo</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>Titolo 1</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>Titolo 2</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>Titolo 3</translation>
    </message>
    <message>
        <source>Bullet list</source>
        <translation>Elenco puntato</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Elenco numerato</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>Citazione</translation>
    </message>
    <message>
        <source>Go to the &amp;reference</source>
        <translation>Vai al &amp;rimando</translation>
    </message>
    <message>
        <source>Go to the &amp;note</source>
        <translation>Vai alla &amp;nota</translation>
    </message>
    <message>
        <source>Remove the n&amp;ote</source>
        <translation>Rimuovi la n&amp;ota</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabella</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Collegamento</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Indirizzo della pagina</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Inserisci</translation>
    </message>
    <message>
        <source>Only web and e-mail addresses can be linked.</source>
        <translation>Si possono collegare solo indirizzi web ed e-mail.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close message</source>
        <translation>Chiudi il messaggio</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>TopicChoiceList</name>
    <message>
        <source>Topics found</source>
        <translation>Argomenti trovati</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation>Scrivere un argomento …</translation>
    </message>
</context>
<context>
    <name>TopicChooser</name>
    <message>
        <source>Group</source>
        <translation>Gruppo</translation>
    </message>
    <message>
        <source>Type a group …</source>
        <translation>Scrivere un gruppo …</translation>
    </message>
    <message>
        <source>Groups found</source>
        <translation>Gruppi trovati</translation>
    </message>
</context>
<context>
    <name>TopicCommands</name>
    <message>
        <source>Rename topic</source>
        <translation>Rinomina argomento</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nome:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rinomina</translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation>Rinomina gruppo</translation>
    </message>
    <message>
        <source>Merge {topics} into which topic?</source>
        <translation>In quale argomento unire {topics}?</translation>
    </message>
    <message>
        <source>Merge topics</source>
        <translation>Unisci argomenti</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Unisci</translation>
    </message>
    <message>
        <source>Put {topics} into which group?</source>
        <translation>In quale gruppo mettere {topics}?</translation>
    </message>
    <message>
        <source>Choose group</source>
        <translation>Scegliere un gruppo</translation>
    </message>
    <message numerus="yes">
        <source>Which topic should the %n section(s) found be tagged with?</source>
        <translation>
            <numerusform>Con quale argomento etichettare la sezione trovata?</numerusform>
            <numerusform>Con quale argomento etichettare le %n sezioni trovate?</numerusform>
        </translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Tag all results</source>
        <translation>Etichetta tutti i risultati</translation>
    </message>
    <message>
        <source>Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)</source>
        <translation>Tassonomie (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Import topics</source>
        <translation>Importa argomenti</translation>
    </message>
    <message>
        <source>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</source>
        <translation>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</translation>
    </message>
    <message>
        <source>Export topics</source>
        <translation>Esporta argomenti</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) exported to {file}</source>
        <translation>
            <numerusform>%n argomento esportato in {file}</numerusform>
            <numerusform>%n argomenti esportati in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file has %n more error(s).</source>
        <translation>
            <numerusform>Il file ha un altro errore.</numerusform>
            <numerusform>Il file ha altri %n errori.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of the file was not imported.</source>
        <translation>Una parte del file non è stata importata.</translation>
    </message>
    <message>
        <source>Choose a broader topic.</source>
        <translation>Scegliere un argomento più ampio.</translation>
    </message>
    <message>
        <source>Broader topic</source>
        <translation>Argomento più ampio</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.</source>
        <translation>
            <numerusform>Verrà rimossa anche %n etichetta di {topics}. Per conservarla, unire invece l’argomento a un altro. L’operazione si può annullare.</numerusform>
            <numerusform>Verranno rimosse anche %n etichette di {topics}. Per conservarle, unire invece l’argomento a un altro. L’operazione si può annullare.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) imported</source>
        <translation>
            <numerusform>%n argomento importato</numerusform>
            <numerusform>%n argomenti importati</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Scegli</translation>
    </message>
    <message>
        <source>Remove topics</source>
        <translation>Rimuovi argomenti</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
</context>
<context>
    <name>TopicFilter</name>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>No article is tagged yet</source>
        <translation>Nessun articolo è ancora etichettato</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Tutti gli articoli</translation>
    </message>
    <message>
        <source>{topic} ({count})</source>
        <translation>{topic} ({count})</translation>
    </message>
    <message>
        <source>Topics ({count})</source>
        <translation>Argomenti ({count})</translation>
    </message>
    <message>
        <source>Any topic</source>
        <translation>Qualsiasi argomento</translation>
    </message>
    <message>
        <source>Filter articles by topic</source>
        <translation>Filtra gli articoli per argomento</translation>
    </message>
    <message>
        <source>Show only articles with these topics</source>
        <translation>Mostra solo gli articoli con questi argomenti</translation>
    </message>
</context>
<context>
    <name>TopicForm</name>
    <message>
        <source>Edit topic</source>
        <translation>Modifica argomento</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Nuovo argomento</translation>
    </message>
    <message>
        <source>The changes of this topic are not saved.</source>
        <translation>Le modifiche a questo argomento non sono salvate.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Scarta le modifiche</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Lingua</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Terms</source>
        <translation>&amp;Termini</translation>
    </message>
    <message>
        <source>&amp;Excluded words</source>
        <translation>Parole &amp;escluse</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Descrizione</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppo</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Paesi</translation>
    </message>
    <message>
        <source>&amp;Broader topic</source>
        <translation>Argomento più &amp;ampio</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Colore</translation>
    </message>
    <message>
        <source>{countries} (with {others})</source>
        <translation>{countries} (con {others})</translation>
    </message>
    <message>
        <source>C&amp;hoose …</source>
        <translation>Scegl&amp;i …</translation>
    </message>
    <message>
        <source>Choose broader topic</source>
        <translation>Scegli argomento più ampio</translation>
    </message>
    <message>
        <source>N&amp;one</source>
        <translation>Ness&amp;uno</translation>
    </message>
    <message>
        <source>No broader topic</source>
        <translation>Nessun argomento più ampio</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colore</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blu</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>Vermiglio</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Porpora</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocra</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indaco</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>Vinaccia</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Ottanio</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Viola</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliva</translation>
    </message>
    <message>
        <source>{colour}, dark</source>
        <translation>{colour} scuro</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Words that suggest the topic, one per line</source>
        <translation>Parole che suggeriscono l’argomento, una per riga</translation>
    </message>
    <message>
        <source>Words that must not suggest the topic, one per line</source>
        <translation>Parole che non devono suggerire l’argomento, una per riga</translation>
    </message>
</context>
<context>
    <name>TopicList</name>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Scorri gli argomenti</translation>
    </message>
</context>
<context>
    <name>TopicMenu</name>
    <message>
        <source>Search for words first. Then the sections found can be tagged.</source>
        <translation>Cercare prima delle parole. Poi si possono etichettare le sezioni trovate.</translation>
    </message>
</context>
<context>
    <name>TopicTreeModel</name>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etichette</translation>
    </message>
    <message>
        <source>Group: {group}</source>
        <translation>Gruppo: {group}</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n etichetta</numerusform>
            <numerusform>%n etichette</numerusform>
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
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Find a topic</source>
        <translation>Trova un argomento</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Scorri gli argomenti</translation>
    </message>
    <message>
        <source>&amp;New …</source>
        <translation>&amp;Nuovo …</translation>
    </message>
    <message>
        <source>&amp;Edit …</source>
        <translation>&amp;Modifica …</translation>
    </message>
    <message>
        <source>Ren&amp;ame …</source>
        <translation>&amp;Rinomina …</translation>
    </message>
    <message>
        <source>&amp;Group …</source>
        <translation>&amp;Gruppo …</translation>
    </message>
    <message>
        <source>&amp;Merge …</source>
        <translation>&amp;Unisci …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Rimu&amp;ovi</translation>
    </message>
    <message>
        <source>Re&amp;store removed</source>
        <translation>Ripri&amp;stina rimossi</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importa …</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>Es&amp;porta …</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>Ripe&amp;ti</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Lettura del file …</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Articles</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>A dossier holds the articles that you import: files, mail, saved pages, or text that you paste. The arrow keys choose one; a dot marks what is unread.</source>
        <translation>Un dossier contiene gli articoli importati: file, e-mail, pagine salvate o testo incollato. Le frecce ne scelgono uno; un punto indica ciò che è da leggere.</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>Il testo</translation>
    </message>
    <message>
        <source>Articles are read in sections. Click into a section, or press Ctrl and an arrow key: what you do next holds for the marked one, or for words that you select.</source>
        <translation>Gli articoli si leggono per sezioni. Fare clic in una sezione, o premere Ctrl e una freccia: ciò che segue vale per quella evidenziata, o per le parole selezionate.</translation>
    </message>
    <message>
        <source>Topics and suggestions</source>
        <translation>Argomenti e suggerimenti</translation>
    </message>
    <message>
        <source>Topics that fit the section are suggested with their evidence. Press + to accept and − to reject, or T and a few letters for any other topic.</source>
        <translation>Gli argomenti adatti sono suggeriti con gli indizi. + accetta, − rifiuta; T e qualche lettera trovano qualsiasi altro argomento.</translation>
    </message>
    <message>
        <source>Read and Brief</source>
        <translation>Lettura e Briefing</translation>
    </message>
    <message>
        <source>Ctrl and Enter adds the section to a briefing. Ctrl+1 and Ctrl+2 switch between reading and writing. Nothing needs to be saved, and Ctrl+Z undoes every step.</source>
        <translation>Ctrl e Invio aggiungono la sezione a un briefing. Ctrl+1 e Ctrl+2 passano dalla lettura alla scrittura. Non occorre salvare nulla, e Ctrl+Z annulla ogni passo.</translation>
    </message>
    <message>
        <source>The outline</source>
        <translation>La struttura</translation>
    </message>
    <message>
        <source>A briefing has parts with items: passages of articles and your own texts. Gather collects all that is tagged. Alt and the arrow keys move an item.</source>
        <translation>Un briefing ha parti con elementi: passaggi di articoli e testi liberi. «Raccogliere» prende tutto ciò che è etichettato. Alt e le frecce spostano un elemento.</translation>
    </message>
    <message>
        <source>The text of an item</source>
        <translation>Il testo di un elemento</translation>
    </message>
    <message>
        <source>Write your own texts here, and shorten passages. What differs from the source is marked in the export; the source stays one key away.</source>
        <translation>Qui si scrivono i testi liberi e si accorciano i passaggi. Ciò che differisce dalla fonte è indicato nell’esportazione; la fonte resta a un tasto di distanza.</translation>
    </message>
    <message>
        <source>Preview, checks, details</source>
        <translation>Anteprima, verifiche, dati</translation>
    </message>
    <message>
        <source>The pages follow while you write. F7 lists what must be fixed before you hand the briefing over; F8 fixes what can be fixed safely.</source>
        <translation>Le pagine si aggiornano mentre si scrive. F7 elenca ciò che va corretto prima della consegna; F8 corregge ciò che si può correggere con certezza.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Ctrl+E writes Word and PDF by the template of your house. F1 opens the guide about the place where you are.</source>
        <translation>Ctrl+E scrive Word e PDF secondo il modello della casa. F1 apre la guida sul punto in cui ci si trova.</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} di {count}</translation>
    </message>
    <message>
        <source>End the first steps</source>
        <translation>Termina i primi passi</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avanti</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fine</translation>
    </message>
</context>
<context>
    <name>UnfinishedStrip</name>
    <message>
        <source>Interrupted import</source>
        <translation>Importazione interrotta</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continua</translation>
    </message>
    <message>
        <source>Go on with the import</source>
        <translation>Continua l’importazione</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ignora</translation>
    </message>
    <message>
        <source>Dismiss the interrupted import</source>
        <translation>Ignora l’importazione interrotta</translation>
    </message>
    <message numerus="yes">
        <source>An import was interrupted. %n file(s) were not read:</source>
        <translation>
            <numerusform>Un’importazione è stata interrotta. %n file non è stato letto:</numerusform>
            <numerusform>Un’importazione è stata interrotta. %n file non sono stati letti:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnplacedTagsDialog</name>
    <message>
        <source>Unplaced tags</source>
        <translation>Etichette non collocate</translation>
    </message>
    <message>
        <source>&amp;Place here</source>
        <translation>&amp;Colloca qui</translation>
    </message>
    <message>
        <source>The newer version does not contain these words. Choose what to do with the tags of each passage.</source>
        <translation>La nuova versione non contiene queste parole. Scegliere che cosa fare delle etichette di ogni passaggio.</translation>
    </message>
    <message>
        <source>&amp;Remove tags</source>
        <translation>&amp;Rimuovi etichette</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Decidi più tardi</translation>
    </message>
    <message>
        <source>Tagged words: {words}</source>
        <translation>Parole etichettate: {words}</translation>
    </message>
    <message>
        <source>No similar words were found. Tag other words and remove these tags.</source>
        <translation>Nessuna parola simile trovata. Etichettare altre parole e rimuovere queste etichette.</translation>
    </message>
    <message>
        <source>Possible match ({percent} %): {words}</source>
        <translation>Possibile corrispondenza ({percent} %): {words}</translation>
    </message>
</context>
<context>
    <name>VersionCommands</name>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copia</numerusform>
            <numerusform>%n copie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unplaced tag(s)</source>
        <translation>
            <numerusform>%n etichetta non collocata</numerusform>
            <numerusform>%n etichette non collocate</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % in common</source>
        <translation>{percent} % in comune</translation>
    </message>
    <message>
        <source>Newer version of the article</source>
        <translation>Nuova versione dell’articolo</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message>
        <source>The article was replaced with the newer version.</source>
        <translation>L’articolo è stato sostituito con la nuova versione.</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions of “{title}”</source>
        <translation>Versioni di «{title}»</translation>
    </message>
    <message>
        <source>&amp;Save as version …</source>
        <translation>&amp;Salva come versione …</translation>
    </message>
    <message>
        <source>Restore &amp;this version</source>
        <translation>Ripristina &amp;questa versione</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Ri&amp;muovi</translation>
    </message>
    <message>
        <source>&amp;Export changes for Word …</source>
        <translation>&amp;Esporta modifiche per Word …</translation>
    </message>
    <message>
        <source>Changes since then</source>
        <translation>Modifiche da allora</translation>
    </message>
    <message>
        <source>Export {file}</source>
        <translation>Esportazione {file}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Version “{version}” removed</source>
        <translation>Versione «{version}» rimossa</translation>
    </message>
    <message>
        <source>No versions yet. Save the current state under a name.</source>
        <translation>Ancora nessuna versione. Salvare lo stato attuale con un nome.</translation>
    </message>
    <message>
        <source>Versions and exports</source>
        <translation>Versioni ed esportazioni</translation>
    </message>
    <message>
        <source>Writes a Word document with what is new and what was removed as tracked changes. An export must have had a Word document.</source>
        <translation>Scrive un documento Word in cui aggiunte ed eliminazioni sono revisioni. Un’esportazione deve aver compreso un documento Word.</translation>
    </message>
    <message>
        <source>Struck through: removed since the version. Underlined: added since then.</source>
        <translation>Barrato: rimosso dopo la versione. Sottolineato: aggiunto da allora.</translation>
    </message>
    <message>
        <source>Struck through: removed since the export. Underlined: added since then.</source>
        <translation>Barrato: rimosso dopo l’esportazione. Sottolineato: aggiunto da allora.</translation>
    </message>
    <message>
        <source>Save as version</source>
        <translation>Salva come versione</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>Nome della versione</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>The other version</source>
        <translation>L’altra versione</translation>
    </message>
    <message>
        <source>The current version</source>
        <translation>La versione attuale</translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Watch folder</source>
        <translation>Sorveglia cartella</translation>
    </message>
</context>
<context>
    <name>WatchedFoldersDialog</name>
    <message>
        <source>Watched folders</source>
        <translation>Cartelle sorvegliate</translation>
    </message>
    <message>
        <source>New files in these folders and their subfolders are offered for import. Files already in them count as new.</source>
        <translation>I file nuovi in queste cartelle e nelle sottocartelle vengono proposti per l’importazione. Anche quelli già presenti contano come nuovi.</translation>
    </message>
    <message>
        <source>No folders are watched yet.</source>
        <translation>Nessuna cartella è ancora sorvegliata.</translation>
    </message>
    <message>
        <source>&amp;Add folder …</source>
        <translation>&amp;Aggiungi cartella …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Rimuovi</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>Progress</source>
        <translation>Avanzamento</translation>
    </message>
</context>
<context>
    <name>WrittenText</name>
    <message>
        <source>Unknown author</source>
        <translation>Autore sconosciuto</translation>
    </message>
</context>
<context>
    <name>YamlEditor</name>
    <message>
        <source>Template as YAML</source>
        <translation>Modello in YAML</translation>
    </message>
</context>
<context>
    <name>_ProgressLine</name>
    <message numerus="yes">
        <source>{done} of %n check(s) are passed or settled</source>
        <translation>
            <numerusform>{done} verifica di %n superata o risolta</numerusform>
            <numerusform>{done} verifiche di %n superate o risolte</numerusform>
        </translation>
    </message>
</context>
</TS>
