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
        <source>Close</source>
        <translation>Chiudi</translation>
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
    <name>Actions</name>
    <message>
        <source>Adjust tag b&amp;oundaries</source>
        <translation>Regola i li&amp;miti dell’etichetta</translation>
    </message>
    <message>
        <source>Accept all su&amp;ggestions</source>
        <translation>Accetta tutti i s&amp;uggerimenti</translation>
    </message>
    <message>
        <source>Raise the t&amp;hreshold</source>
        <translation>Al&amp;za la soglia</translation>
    </message>
    <message>
        <source>Lo&amp;wer the threshold</source>
        <translation>Abbassa la so&amp;glia</translation>
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
        <source>&amp;Source page</source>
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
        <translation>Un livello più &amp;su</translation>
    </message>
    <message>
        <source>M&amp;ove in one level</source>
        <translation>Un &amp;livello più giù</translation>
    </message>
    <message>
        <source>&amp;Fix</source>
        <translation>&amp;Correggi</translation>
    </message>
    <message>
        <source>&amp;Clear search and filters</source>
        <translation>Az&amp;zera ricerca e filtri</translation>
    </message>
    <message>
        <source>Manage saved s&amp;earches …</source>
        <translation>Gestisci ricerch&amp;e salvate …</translation>
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
        <translation>&amp;Cartelle sorvegliate …</translation>
    </message>
    <message>
        <source>Passwor&amp;d …</source>
        <translation>Passwor&amp;d …</translation>
    </message>
    <message>
        <source>Cop&amp;y for handing on …</source>
        <translation>Co&amp;pia da consegnare …</translation>
    </message>
    <message>
        <source>&amp;Remove for good …</source>
        <translation>Cancella per semp&amp;re …</translation>
    </message>
    <message>
        <source>&amp;Close dossier</source>
        <translation>C&amp;hiudi dossier</translation>
    </message>
    <message>
        <source>Go to &amp;source page</source>
        <translation>Vai alla pagina &amp;originale</translation>
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
        <source>&amp;Undo</source>
        <translation>&amp;Annulla</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ripeti</translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation>&amp;Cerca articoli</translation>
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
        <translation>Etichetta con l’u&amp;ltimo argomento</translation>
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
        <source>Add to &amp;briefing</source>
        <translation>Aggiungi al &amp;briefing</translation>
    </message>
    <message>
        <source>&amp;Copy text</source>
        <translation>&amp;Copia testo</translation>
    </message>
    <message>
        <source>Re&amp;move article …</source>
        <translation>Rimuovi artico&amp;lo …</translation>
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
        <source>Remo&amp;ve briefing …</source>
        <translation>Rimuo&amp;vi briefing …</translation>
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
        <source>&amp;Check</source>
        <translation>Veri&amp;fica</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>&amp;Esporta …</translation>
    </message>
    <message>
        <source>&amp;Template designer</source>
        <translation>Editor dei &amp;modelli</translation>
    </message>
    <message>
        <source>S&amp;hared template folder …</source>
        <translation>Cartella c&amp;ondivisa dei modelli …</translation>
    </message>
    <message>
        <source>Go to &amp;articles</source>
        <translation>Vai agli &amp;articoli</translation>
    </message>
    <message>
        <source>Go to a&amp;rticle text</source>
        <translation>Vai al &amp;testo dell’articolo</translation>
    </message>
    <message>
        <source>Go to &amp;briefing</source>
        <translation>Vai al &amp;briefing</translation>
    </message>
    <message>
        <source>Outline as &amp;cards or as a tree</source>
        <translation>Struttura a s&amp;chede o ad albero</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Scorciatoie da tastiera</translation>
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
    <name>ArticleCommands</name>
    <message>
        <source>&amp;Structure</source>
        <translation>&amp;Struttura</translation>
    </message>
</context>
<context>
    <name>ArticleDetailsDialog</name>
    <message>
        <source>year-month-day</source>
        <translation>anno-mese-giorno</translation>
    </message>
    <message>
        <source>year-month-day hour:minute</source>
        <translation>anno-mese-giorno ora:minuto</translation>
    </message>
    <message>
        <source>All rights &amp;reserved</source>
        <translation>Tutti i diritti ri&amp;servati</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titolo</translation>
    </message>
    <message>
        <source>&amp;Lead</source>
        <translation>So&amp;mmario</translation>
    </message>
    <message>
        <source>Article details</source>
        <translation>Dati dell’articolo</translation>
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
        <translation>&amp;Indirizzo</translation>
    </message>
    <message>
        <source>Rights n&amp;otice</source>
        <translation>Avvi&amp;so sui diritti</translation>
    </message>
    <message>
        <source>E&amp;mbargo until</source>
        <translation>E&amp;mbargo fino a</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>non nota</translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation>Li&amp;ngua</translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation>Licen&amp;za</translation>
    </message>
    <message>
        <source>Restore &amp;imported details</source>
        <translation>Ripristina i dati i&amp;mportati</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>ArticleHeader</name>
    <message>
        <source>From the file {name}</source>
        <translation>Dal file {name}</translation>
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
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>Article</source>
        <translation>Articolo</translation>
    </message>
    <message>
        <source>Open or create a dossier to see its articles here.</source>
        <translation>Aprire o creare un dossier per vedere qui i suoi articoli.</translation>
    </message>
    <message>
        <source>Select an article on the left to read and tag it.</source>
        <translation>Selezionare un articolo a sinistra per leggerlo ed etichettarlo.</translation>
    </message>
    <message>
        <source>Import an article to read and tag it here.</source>
        <translation>Importare un articolo per leggerlo ed etichettarlo qui.</translation>
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
    <message numerus="yes">
        <source>%n article(s) found</source>
        <translation>
            <numerusform>%n articolo trovato</numerusform>
            <numerusform>%n articoli trovati</numerusform>
        </translation>
    </message>
    <message>
        <source>{found}, still searching</source>
        <translation>{found}, ricerca in corso</translation>
    </message>
    <message>
        <source>A dossier holds articles, tags and briefings in one file.</source>
        <translation>Un dossier raccoglie articoli, etichette e briefing in un solo file.</translation>
    </message>
    <message>
        <source>Drop files here, paste a text, or import articles.</source>
        <translation>Trascinare qui dei file, incollare un testo o importare articoli.</translation>
    </message>
    <message>
        <source>No article matches the search and the filters.</source>
        <translation>Nessun articolo corrisponde alla ricerca e ai filtri.</translation>
    </message>
</context>
<context>
    <name>BackupCommands</name>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation>Dossier (*.dossier);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Backups of which dossier?</source>
        <translation>Backup di quale dossier?</translation>
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
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Change &amp;folder …</source>
        <translation>Cambia &amp;cartella …</translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation>Backup da &amp;conservare per dossier</translation>
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
    <name>BooksDialog</name>
    <message>
        <source>Import a book</source>
        <translation>Importa un libro</translation>
    </message>
    <message>
        <source>How should the book be imported?</source>
        <translation>Come importare il libro?</translation>
    </message>
    <message>
        <source>As &amp;one article with chapters as sections</source>
        <translation>Come &amp;un solo articolo, con i capitoli come sezioni</translation>
    </message>
    <message>
        <source>As one article per &amp;chapter</source>
        <translation>Come un articolo per &amp;capitolo</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importa</translation>
    </message>
</context>
<context>
    <name>BriefingBody</name>
    <message>
        <source>Views of the briefing</source>
        <translation>Viste del briefing</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Struttura</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Verifiche</translation>
    </message>
    <message numerus="yes">
        <source>Checks (%n)</source>
        <translation>
            <numerusform>Verifiche (%n)</numerusform>
            <numerusform>Verifiche (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>+ Text</source>
        <translation>+ Testo libero</translation>
    </message>
    <message>
        <source>+ Part</source>
        <translation>+ Parte</translation>
    </message>
    <message>
        <source>Add to the outline</source>
        <translation>Aggiungi alla struttura</translation>
    </message>
</context>
<context>
    <name>BriefingChooser</name>
    <message>
        <source>Briefing</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>More actions for the briefing</source>
        <translation>Altre azioni sul briefing</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplica</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Senza titolo</translation>
    </message>
    <message>
        <source>New briefing from this</source>
        <translation>Nuovo briefing da questo</translation>
    </message>
    <message>
        <source>Rename briefing</source>
        <translation>Rinomina briefing</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copia)</translation>
    </message>
    <message>
        <source>Remove the briefing “{title}”? The articles are kept. You can undo this.</source>
        <translation>Rimuovere il briefing «{title}»? Gli articoli restano. L’operazione si può annullare.</translation>
    </message>
    <message>
        <source>Remove briefing</source>
        <translation>Rimuovi briefing</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
</context>
<context>
    <name>BriefingPane</name>
    <message>
        <source>Creating the preview …</source>
        <translation>Creazione dell’anteprima …</translation>
    </message>
    <message>
        <source>No briefing yet. Create one from your tagged passages.</source>
        <translation>Ancora nessun briefing. Crearne uno dai passaggi etichettati.</translation>
    </message>
    <message>
        <source>Open a dossier to work on its briefings.</source>
        <translation>Aprire un dossier per lavorare ai suoi briefing.</translation>
    </message>
    <message>
        <source>The preview could not be created. The briefing is safe.</source>
        <translation>Non è stato possibile creare l’anteprima. Il briefing è al sicuro.</translation>
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
        <source>Cancel</source>
        <translation>Annulla</translation>
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
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Scroll the text</source>
        <translation>Scorri il testo</translation>
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
        <source>Scroll the text</source>
        <translation>Scorri il testo</translation>
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
    <name>CorrectedBar</name>
    <message>
        <source>Corrections of the article</source>
        <translation>Correzioni dell’articolo</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Confronta</translation>
    </message>
    <message>
        <source>Revert all</source>
        <translation>Annulla tutte</translation>
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
        <source>&amp;Close</source>
        <translation>&amp;Chiudi</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Open a template</source>
        <translation>Apri un modello</translation>
    </message>
    <message>
        <source>Language of the sample</source>
        <translation>Lingua dell’esempio</translation>
    </message>
    <message>
        <source>Language of the sample briefing</source>
        <translation>Lingua del briefing di esempio</translation>
    </message>
    <message>
        <source>ships with the program</source>
        <translation>fornito con il programma</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>condiviso</translation>
    </message>
    <message>
        <source>own</source>
        <translation>proprio</translation>
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
        <source>File name: lower-case letters, digits and hyphens</source>
        <translation>Nome del file: lettere minuscole, cifre e trattini</translation>
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
        <source>Saved: {path}</source>
        <translation>Salvato: {path}</translation>
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
        <translation>«{name}» verrà cifrato, con le sue copie di riserva automatiche.</translation>
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
        <source>“{name}” was saved by an older version and is being updated. A copy of the old file is kept beside it.</source>
        <translation>«{name}» è stato salvato da una versione precedente e viene aggiornato. Una copia del vecchio file resta accanto.</translation>
    </message>
    <message>
        <source>Update dossier</source>
        <translation>Aggiorna dossier</translation>
    </message>
    <message>
        <source>Redone: {act}</source>
        <translation>Ripetuto: {act}</translation>
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
        <source>Word document (.docx)</source>
        <translation>Documento Word (.docx)</translation>
    </message>
    <message>
        <source>PDF (.pdf)</source>
        <translation>PDF (.pdf)</translation>
    </message>
    <message>
        <source>Web page, for mail (.html)</source>
        <translation>Pagina web, per la posta (.html)</translation>
    </message>
    <message>
        <source>Markdown text (.md)</source>
        <translation>Testo Markdown (.md)</translation>
    </message>
    <message>
        <source>Protect with a &amp;password</source>
        <translation>Proteggi con una &amp;password</translation>
    </message>
    <message>
        <source>Only Word documents and PDFs can be protected. A protected PDF is not an archival PDF/A.</source>
        <translation>Solo i documenti Word e i PDF possono essere protetti. Un PDF protetto non è un PDF/A per l’archiviazione.</translation>
    </message>
    <message>
        <source>Recip&amp;ient</source>
        <translation>Des&amp;tinatario</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinatario</translation>
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
        <source>No problems found.</source>
        <translation>Nessun problema trovato.</translation>
    </message>
    <message numerus="yes">
        <source>Fix %n error(s) first. Select one to go to it.</source>
        <translation>
            <numerusform>Correggere prima %n errore. Selezionarlo per raggiungerlo.</numerusform>
            <numerusform>Correggere prima %n errori. Selezionarne uno per raggiungerlo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to review. Select one to go to it.</source>
        <translation>
            <numerusform>%n problema da esaminare. Selezionarlo per raggiungerlo.</numerusform>
            <numerusform>%n problemi da esaminare. Selezionarne uno per raggiungerlo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose location …</source>
        <translation>Scegli la posizione …</translation>
    </message>
</context>
<context>
    <name>ExportProgressBar</name>
    <message>
        <source>Progress of the export</source>
        <translation>Avanzamento dell’esportazione</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Exported: {names} to {folder}</source>
        <translation>Esportato: {names} in {folder}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Checking “{title}” …</source>
        <translation>Verifica di «{title}» …</translation>
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
        <source>Word document (*.docx)</source>
        <translation>Documento Word (*.docx)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Pagina web (*.html)</translation>
    </message>
    <message>
        <source>Markdown text (*.md)</source>
        <translation>Testo Markdown (*.md)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>{names} already exists. Replace it?</source>
        <translation>{names} esiste già. Sostituirlo?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Sostituisci</translation>
    </message>
    <message>
        <source>Exporting “{title}” …</source>
        <translation>Esportazione di «{title}» …</translation>
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
        <source>{name} (copy)</source>
        <translation>{name} (copia)</translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation>Dossier (*.dossier);;Tutti i file (*)</translation>
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
    <name>FindingsModel</name>
    <message>
        <source>{finding} Press F8 to fix it.</source>
        <translation>{finding} Premere F8 per correggere.</translation>
    </message>
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
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Issues found by the check</source>
        <translation>Problemi trovati dalla verifica</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Nessun problema trovato.</translation>
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
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation>Dossier (*.dossier);;Tutti i file (*)</translation>
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
        <source>Removed for good. The file has {after} MB now, {before} MB before.</source>
        <translation>Cancellazione completata. Il file ha ora {after} MB, prima {before} MB.</translation>
    </message>
    <message>
        <source>Copied {articles} articles and {briefings} briefings to “{name}”.</source>
        <translation>Copiati {articles} articoli e {briefings} briefing in «{name}».</translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
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
        <source>%n of them copies</source>
        <translation>
            <numerusform>di cui %n copia</numerusform>
            <numerusform>di cui %n copie</numerusform>
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
        <source>{name}: already in the dossier.</source>
        <translation>{name}: già nel dossier.</translation>
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
    <name>ItemHeader</name>
    <message>
        <source>More tools for the item</source>
        <translation>Altri strumenti per l’elemento</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo libero</translation>
    </message>
    <message>
        <source>Reliability of the source</source>
        <translation>Attendibilità della fonte</translation>
    </message>
    <message>
        <source>Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged.</source>
        <translation>Codice Admiralty: da A a F per la fonte, da 1 a 6 per l’informazione. F6 significa che nessuna delle due è valutabile.</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Non valutata</translation>
    </message>
    <message>
        <source>Marking of the item</source>
        <translation>Classifica dell’elemento</translation>
    </message>
    <message>
        <source>Original text</source>
        <translation>Testo originale</translation>
    </message>
    <message>
        <source>Restore the original text</source>
        <translation>Ripristina il testo originale</translation>
    </message>
    <message>
        <source>Show or hide the text of the excerpt</source>
        <translation>Mostra o nascondi il testo dell’estratto</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduzione</translation>
    </message>
    <message>
        <source>Write a working translation of the excerpt</source>
        <translation>Scrivi una traduzione di lavoro dell’estratto</translation>
    </message>
    <message>
        <source>Write a working translation, shown next to the excerpt and marked as unofficial</source>
        <translation>Scrivi una traduzione di lavoro, mostrata accanto all’estratto e indicata come non ufficiale</translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation>Richiede un sistema accreditato: chiedere a un amministratore di attivarlo.</translation>
    </message>
    <message>
        <source>No separate marking</source>
        <translation>Nessuna classifica propria</translation>
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
        <translation>Traduzione di lavoro: nell’esportazione è indicata come non ufficiale.</translation>
    </message>
    <message>
        <source>This excerpt contains a picture, code or an irregular table and cannot be edited. It is exported unchanged.</source>
        <translation>Questo estratto contiene un’immagine, codice o una tabella irregolare e non si può modificare. Viene esportato invariato.</translation>
    </message>
    <message>
        <source>Edited quotation: marked in the export.</source>
        <translation>Citazione modificata: indicata nell’esportazione.</translation>
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
        <source>Paste</source>
        <translation>Incolla</translation>
    </message>
    <message>
        <source>The pasted text was too long. The rest was left out.</source>
        <translation>Il testo incollato era troppo lungo. Il resto è stato tralasciato.</translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Paragraph language</source>
        <translation>Lingua del paragrafo</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Lingua:</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>non nota</translation>
    </message>
    <message>
        <source>Same as article ({language})</source>
        <translation>Come l’articolo ({language})</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Scegli</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
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
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (sola lettura)</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n articolo</numerusform>
            <numerusform>%n articoli</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n etichetta</numerusform>
            <numerusform>%n etichette</numerusform>
        </translation>
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
        <source>Close</source>
        <translation>Chiudi</translation>
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
    <message>
        <source>Toolbar</source>
        <translation>Barra degli strumenti</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Segui il sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colori</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Lingua</translation>
    </message>
</context>
<context>
    <name>NewBriefingDialog</name>
    <message>
        <source>New briefing</source>
        <translation>Nuovo briefing</translation>
    </message>
    <message>
        <source>Subject of the briefing</source>
        <translation>Oggetto del briefing</translation>
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
        <source>T&amp;opics</source>
        <translation>Arg&amp;omenti</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Argomenti</translation>
    </message>
    <message>
        <source>Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Premere Spazio per spuntare gli argomenti selezionati, Ctrl+A per selezionare tutto.</translation>
    </message>
    <message>
        <source>Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation>Ogni argomento spuntato diventa una parte con i passaggi etichettati. Premere Spazio per spuntare gli argomenti selezionati, Ctrl+A per selezionare tutto.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crea</translation>
    </message>
    <message>
        <source>No passages are tagged yet. You can add excerpts later.</source>
        <translation>Nessun passaggio è ancora etichettato. Gli estratti si possono aggiungere più tardi.</translation>
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
        <source>Save as …</source>
        <translation>Salva come …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Source page</source>
        <translation>Pagina originale</translation>
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
    <name>OriginalSaver</name>
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
    <name>OriginalTextView</name>
    <message>
        <source>Text of the source page</source>
        <translation>Testo della pagina originale</translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation>Scorri la pagina originale</translation>
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
        <source>Add to briefing</source>
        <translation>Aggiungi al briefing</translation>
    </message>
    <message>
        <source>Create a briefing first, then add the passage to it.</source>
        <translation>Creare prima un briefing, poi aggiungere il passaggio.</translation>
    </message>
    <message>
        <source>New part</source>
        <translation>Nuova parte</translation>
    </message>
    <message>
        <source>Heading of the part</source>
        <translation>Titolo della parte</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) and items</source>
        <translation>
            <numerusform>%n parte o elemento</numerusform>
            <numerusform>%n parti ed elementi</numerusform>
        </translation>
    </message>
    <message>
        <source>Gather tagged passages</source>
        <translation>Raccogli i passaggi etichettati</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were added.</source>
        <translation>
            <numerusform>%n passaggio è stato aggiunto.</numerusform>
            <numerusform>%n passaggi sono stati aggiunti.</numerusform>
        </translation>
    </message>
    <message>
        <source>The briefing already contains all passages tagged with the topics of its parts.</source>
        <translation>Il briefing contiene già tutti i passaggi etichettati con gli argomenti delle sue parti.</translation>
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
    <name>PaneHeader</name>
    <message>
        <source>More tools</source>
        <translation>Altri strumenti</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
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
    <name>PictureDescriber</name>
    <message>
        <source>Describe picture</source>
        <translation>Descrivi immagine</translation>
    </message>
    <message>
        <source>This item has no picture.</source>
        <translation>Questo elemento non contiene immagini.</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Immagine {number}</translation>
    </message>
    <message>
        <source>Description of “{picture}” for readers who cannot see it</source>
        <translation>Descrizione di «{picture}» per chi non può vederla</translation>
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
        <source>Page {page} of {pages}</source>
        <translation>Pagina {page} di {pages}</translation>
    </message>
    <message>
        <source>at most {pages}</source>
        <translation>al massimo {pages}</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n parola</numerusform>
            <numerusform>%n parole</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{words} of %n word(s)</source>
        <translation>
            <numerusform>{words} di %n parola</numerusform>
            <numerusform>{words} di %n parole</numerusform>
        </translation>
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
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>Avanzamento</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
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
    <name>RowTexts</name>
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
    <name>SavedSearchCommands</name>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>Ricerche</translation>
    </message>
    <message>
        <source>Save search</source>
        <translation>Salva la ricerca</translation>
    </message>
    <message>
        <source>Name of the search:</source>
        <translation>Nome della ricerca:</translation>
    </message>
    <message>
        <source>Rename search</source>
        <translation>Rinomina la ricerca</translation>
    </message>
    <message>
        <source>No saved searches</source>
        <translation>Nessuna ricerca salvata</translation>
    </message>
</context>
<context>
    <name>SavedSearchesDialog</name>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
    <message>
        <source>&amp;Searches of this dossier:</source>
        <translation>&amp;Ricerche di questo dossier:</translation>
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
        <translation>Eli&amp;mina</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Filter articles</source>
        <translation>Filtra gli articoli</translation>
    </message>
    <message>
        <source>Search articles</source>
        <translation>Cerca negli articoli</translation>
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
        <source>Filters ({count})</source>
        <translation>Filtri ({count})</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtri</translation>
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
    <name>SelectedArticles</name>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings will also be removed. You can undo this.</source>
        <translation>
            <numerusform>Verrà rimosso anche %n estratto nei briefing. L’operazione si può annullare.</numerusform>
            <numerusform>Verranno rimossi anche %n estratti nei briefing. L’operazione si può annullare.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove article</source>
        <translation>Rimuovi articolo</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
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
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>ShortcutModel</name>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Azione</translation>
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
        <source>Enter</source>
        <translation>Invio</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SpellingMarks</name>
    <message>
        <source>Spelling</source>
        <translation>Ortografia</translation>
    </message>
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
    <message numerus="yes">
        <source>%n tag(s) on these words will also be removed. You can undo this.</source>
        <translation>
            <numerusform>Verrà rimossa anche %n etichetta su queste parole. L’operazione si può annullare.</numerusform>
            <numerusform>Verranno rimosse anche %n etichette su queste parole. L’operazione si può annullare.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove tags</source>
        <translation>Rimuovi etichette</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continua</translation>
    </message>
    <message>
        <source>Done: {act}.</source>
        <translation>Fatto: {act}.</translation>
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
    <name>SuggestionBar</name>
    <message>
        <source>Suggested for this section</source>
        <translation>Suggerimenti per questa sezione</translation>
    </message>
    <message>
        <source>No more suggestions for this section.</source>
        <translation>Nessun altro suggerimento per questa sezione.</translation>
    </message>
    <message>
        <source>More actions for suggestions</source>
        <translation>Altre azioni sui suggerimenti</translation>
    </message>
    <message>
        <source>from </source>
        <translation>da </translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Threshold for accepting suggestions</source>
        <translation>Soglia per accettare i suggerimenti</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggerimenti</translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation>Scorri i suggerimenti</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Accept {topic}</source>
        <translation>Accetta {topic}</translation>
    </message>
    <message>
        <source>Reject {topic}</source>
        <translation>Rifiuta {topic}</translation>
    </message>
    <message>
        <source>Suggested: {topic}, {percent} %, because of {words}</source>
        <translation>Suggerito: {topic}, {percent} %, per via di {words}</translation>
    </message>
    <message numerus="yes">
        <source>accepted %n of {count} times</source>
        <translation>
            <numerusform>accettato %n volta su {count}</numerusform>
            <numerusform>accettato %n volte su {count}</numerusform>
        </translation>
    </message>
    <message>
        <source>like sections that you tagged</source>
        <translation>simile a sezioni già etichettate</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>“{word}”</source>
        <translation>«{word}»</translation>
    </message>
    <message>
        <source>{words} and {count} more</source>
        <translation>{words} e altre {count}</translation>
    </message>
</context>
<context>
    <name>TagBox</name>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation>Scrivere un argomento …</translation>
    </message>
    <message>
        <source>Press Enter to tag, Esc to close</source>
        <translation>Premere Invio per etichettare, Esc per chiudere</translation>
    </message>
    <message>
        <source>Topics found</source>
        <translation>Argomenti trovati</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Scorri gli argomenti</translation>
    </message>
    <message>
        <source>Create topic “{name}”</source>
        <translation>Crea l’argomento «{name}»</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
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
        <translation>Rimuovi etichetta</translation>
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
        <source>Close</source>
        <translation>Chiudi</translation>
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
    <name>TargetStrip</name>
    <message>
        <source>Tag with {topic}, key {digit}</source>
        <translation>Etichetta con {topic}, tasto {digit}</translation>
    </message>
    <message>
        <source>Section: {words}</source>
        <translation>Sezione: {words}</translation>
    </message>
    <message>
        <source>Paragraph: {words}</source>
        <translation>Paragrafo: {words}</translation>
    </message>
    <message>
        <source>Selected words: {words}</source>
        <translation>Parole selezionate: {words}</translation>
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
        <source>Shared taxonomy folder</source>
        <translation>Cartella condivisa delle tassonomie</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
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
    <name>TextToolbar</name>
    <message>
        <source>B</source>
        <comment>bold</comment>
        <translation>G</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Grassetto</translation>
    </message>
    <message>
        <source>I</source>
        <comment>italic</comment>
        <translation>C</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Corsivo</translation>
    </message>
    <message>
        <source>U</source>
        <comment>underline</comment>
        <translation>S</translation>
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
        <source>Link</source>
        <comment>button</comment>
        <translation>Link</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Insert a note, or switch between a note and its reference</source>
        <translation>Inserisci una nota, o passa dalla nota al suo richiamo</translation>
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
        <source>Link</source>
        <translation>Collegamento</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Indirizzo della pagina</translation>
    </message>
    <message>
        <source>Only web and e-mail addresses can be linked.</source>
        <translation>Si possono collegare solo indirizzi web ed e-mail.</translation>
    </message>
</context>
<context>
    <name>TopicChooser</name>
    <message>
        <source>Topic</source>
        <translation>Argomento</translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation>Scrivere un argomento …</translation>
    </message>
    <message>
        <source>Topics found</source>
        <translation>Argomenti trovati</translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation>Scorri gli argomenti</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Scegli</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
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
        <source>Rename group</source>
        <translation>Rinomina gruppo</translation>
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
        <source>Which topic should replace {topics}?</source>
        <translation>Quale argomento sostituisce {topics}?</translation>
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
        <source>&amp;Language:</source>
        <translation>&amp;Lingua:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nome:</translation>
    </message>
    <message>
        <source>&amp;Terms:</source>
        <translation>&amp;Termini:</translation>
    </message>
    <message>
        <source>&amp;Description:</source>
        <translation>&amp;Descrizione:</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>&amp;Gruppo:</translation>
    </message>
    <message>
        <source>&amp;Colour:</source>
        <translation>&amp;Colore:</translation>
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
    <message>
        <source>&amp;Excluded words:</source>
        <translation>Parole &amp;escluse:</translation>
    </message>
    <message>
        <source>&amp;Broader topic:</source>
        <translation>Argomento più &amp;ampio:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
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
        <source>Re&amp;name …</source>
        <translation>&amp;Rinomina …</translation>
    </message>
    <message>
        <source>&amp;Merge …</source>
        <translation>&amp;Unisci …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Ri&amp;muovi</translation>
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
        <translation>E&amp;sporta …</translation>
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
    <name>TopicsModel</name>
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
</context>
<context>
    <name>UnplacedTagsDialog</name>
    <message>
        <source>Unplaced tags</source>
        <translation>Etichette non collocate</translation>
    </message>
    <message>
        <source>The newer version does not contain these words. Choose what to do with each tag.</source>
        <translation>La nuova versione non contiene queste parole. Scegliere che cosa fare di ogni etichetta.</translation>
    </message>
    <message>
        <source>Scroll the tags</source>
        <translation>Scorri le etichette</translation>
    </message>
    <message>
        <source>&amp;Place here</source>
        <translation>&amp;Colloca qui</translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation>&amp;Rimuovi etichetta</translation>
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
        <source>No similar words were found. Tag other words and remove this tag.</source>
        <translation>Non sono state trovate parole simili. Etichettare altre parole e rimuovere questa etichetta.</translation>
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
        <source>Versions</source>
        <translation>Versioni</translation>
    </message>
    <message>
        <source>Changes since the version</source>
        <translation>Modifiche successive alla versione</translation>
    </message>
    <message>
        <source>Struck through: removed since the version. Underlined: added since then.</source>
        <translation>Barrato: rimosso dopo la versione. Sottolineato: aggiunto da allora.</translation>
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
        <source>&amp;Remove …</source>
        <translation>&amp;Rimuovi …</translation>
    </message>
    <message>
        <source>No versions yet. Save the current state under a name.</source>
        <translation>Ancora nessuna versione. Salvare lo stato attuale con un nome.</translation>
    </message>
    <message>
        <source>Save as version</source>
        <translation>Salva come versione</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>Nome della versione</translation>
    </message>
    <message>
        <source>Remove the version “{version}”? You can undo this.</source>
        <translation>Rimuovere la versione «{version}»? L’operazione si può annullare.</translation>
    </message>
    <message>
        <source>Remove version</source>
        <translation>Rimuovi versione</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
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
        <source>&amp;Add folder …</source>
        <translation>&amp;Aggiungi cartella …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Rimuovi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
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
    <name>YamlEditor</name>
    <message>
        <source>Template as YAML</source>
        <translation>Modello in YAML</translation>
    </message>
</context>
<context>
    <name>self._marks</name>
    <message>
        <source>No suggestions</source>
        <translation>Nessun suggerimento</translation>
    </message>
</context>
</TS>
