<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About briefbuilder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns articles into policy briefings. Everything stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}, under the MIT licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Components and their licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt {version}: LGPL 3.0, used as separate, replaceable libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see the licence text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Previous article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tag …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag with the &amp;last topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adjust tag b&amp;oundaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Accept suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;ject suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all su&amp;ggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the t&amp;hreshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lo&amp;wer the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;pies of this report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Email and attachme&amp;nts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace with newer &amp;version …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unplaced tags …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save source pag&amp;e as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit &amp;details of selected articles …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move article …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New briefing …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New briefing from t&amp;his …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename briefing …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Versions …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remo&amp;ve briefing …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;part …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Gather tagged passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert &amp;note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert ta&amp;ble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next s&amp;pelling error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move out one &amp;level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;ove in one level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;from briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Descr&amp;ibe picture …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Who may see this …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show in article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ort articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear search and filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;ve search …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manage saved s&amp;earches …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading &amp;1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading &amp;2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading &amp;3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paragraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List &amp;item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Join with next paragraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join and remove &amp;hyphen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Split paragraph …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xclude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show excl&amp;uded text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paragraph lan&amp;guage …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as &amp;title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as l&amp;ead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add as &amp;author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as &amp;date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit artic&amp;le details …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare with imported text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;vert all corrections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit topics …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose taxonomies for this &amp;dossier …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import topics …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport topics …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag all &amp;results …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ta&amp;gs by topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Matrix of articles and topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New dossier …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open dossier …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save cop&amp;y as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Backups …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import articles …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import &amp;folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste as article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import &amp;new files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Watched folders …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwor&amp;d …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y for handing on …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove for good …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Template designer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;hared template folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to &amp;articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a&amp;rticle text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to &amp;briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to &amp;source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline as &amp;cards or as a tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlar&amp;ge preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shr&amp;ink preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit preview &amp;width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About briefbuilder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleCanvas</name>
    <message>
        <source>[Picture not included]</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>⋯ %n paragraph(s) excluded</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleCommands</name>
    <message>
        <source>&amp;Structure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleDetailsDialog</name>
    <message>
        <source>Article details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>year-month-day hour:minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rights &amp;reserved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{words}” is not a date and time. Write it as 2026-04-12 10:00, in your time zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Authors, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Publication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addr&amp;ess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rights n&amp;otice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;mbargo until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore &amp;imported details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleHeader</name>
    <message>
        <source>From the file {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Czech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Danish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>German</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Irish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Italian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Korean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maltese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Russian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleImporter</name>
    <message>
        <source>Import articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no text. Copy the text of an article first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An import is running already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password of “{name}” is not correct. Try another one:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The import was cancelled. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {number} of {total}: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Articles ({patterns});;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>Article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or create a dossier to see its articles here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import an article to read and tag it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an article on the left to read and tag it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleTable</name>
    <message>
        <source>List of articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>Article text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the article</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticlesPane</name>
    <message>
        <source>Articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{found}, still searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dossier holds articles, tags and briefings in one file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files here, paste a text, or import articles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article matches the search and the filters.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupCommands</name>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of which dossier?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup was restored. The file that was there is kept as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups of “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change &amp;folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups to &amp;keep of each dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring keeps the present file next to the dossier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup is made when a dossier that has changed is opened, once a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BooksDialog</name>
    <message>
        <source>Import a book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How should the book be imported?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As &amp;one article with chapters as sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As one article per &amp;chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BriefingBody</name>
    <message>
        <source>Views of the briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Checks (%n)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>+ Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the outline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BriefingChooser</name>
    <message>
        <source>Briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More actions for the briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New briefing from this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the briefing “{title}”? The articles are kept. You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BriefingPane</name>
    <message>
        <source>Creating the preview …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No briefing yet. Create one from your tagged passages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a dossier to work on its briefings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preview could not be created. The briefing is safe.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BriefingTexts</name>
    <message>
        <source>Empty: press Enter to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partly restricted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Article not in this dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only for {audiences}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not for disclosure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part: {heading}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excerpt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}: {words} ({caption})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BulkDetailsDialog</name>
    <message numerus="yes">
        <source>Details of %n article(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ticked fields are changed in all selected articles. Leave a field empty to clear it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rights reserved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{words}” is not a date. Write it as 2026-04-12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the &amp;title, replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Authors, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Publication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addr&amp;ess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La&amp;nguage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rights n&amp;otice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change: {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replacement text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceInput</name>
    <message>
        <source>No selection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChooseFilesDialog</name>
    <message>
        <source>New files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick the files to import or to dismiss:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare with imported text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[Picture not included]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) excluded</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopiedBriefingsDialog</name>
    <message>
        <source>Copy for handing on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick briefings to copy these alone, with the articles that they quote. Tick none to copy everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopiesDialog</name>
    <message>
        <source>Copies of this report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences of the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Struck through: only in the open article. Underlined: only in the copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CorrectedBar</name>
    <message>
        <source>Corrections of the article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert all</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Corrected in %n place(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>An unexpected error occurred. Your work is saved. Copy this report and send it to your briefbuilder support contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateInput</name>
    <message>
        <source>No date</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesignerLauncher</name>
    <message>
        <source>Shared template folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates are shared from {folder}. Stop using it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop using</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be reached. The last copies of its templates are used.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesignerToolbar</name>
    <message>
        <source>&amp;New from this template …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open file …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pan&amp;e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the sample briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ships with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message>
        <source>Unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes to this template are not saved. Discard changes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name: lower-case letters, digits and hyphens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates (*.yaml)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creating the sample …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This template is read-only. To make your own copy, choose “New from this template” (Ctrl+N).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File changed by another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program has changed this template, and you have unsaved changes. Reload the file and lose your changes? If you keep them, saving overwrites the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program changed the file. It was reloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template designer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The sample shows the last version without errors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix the errors to see the sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample could not be created.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Details of the briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowered from {before} to {after} on {day}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the marking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why may this briefing have a lower marking?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DisclosureDialog</name>
    <message>
        <source>Who may see this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Everyone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everyone, and it may be &amp;quoted: usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal only: &amp;not for disclosure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Only these recipients:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipients, separated by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>press, partners</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DossierCommands</name>
    <message>
        <source>New dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is wrong, or “{name}” is damaged or not a dossier. Try another password:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is encrypted. Password:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” will be encrypted, with its automatic backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A forgotten password cannot be recovered. Copies that you made before open as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is being decrypted …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is being encrypted …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dossier is no longer encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dossier is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was saved by an older version and is being updated. A copy of the old file is kept beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoing: {act} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redoing: {act} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {act}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redone: {act}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: {act}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo: {act}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export despite the errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word document (.docx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page, for mail (.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown text (.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect with a &amp;password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Word documents and PDFs can be protected. A protected PDF is not an archival PDF/A.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recip&amp;ient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content that the recipient may not see is left out of the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal version: everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The public: only what everyone may see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Fix %n error(s) first. Select one to go to it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to review. Select one to go to it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose location …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportProgressBar</name>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported: {names} to {folder}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Checking “{title}” …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files open only with this password. A forgotten password cannot be recovered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password for the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown text (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} already exists. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting “{title}” …</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were left out for {audience}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>Save what is open here as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open at new place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy saved: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: {briefings} briefing(s) and the {articles} article(s) that were read last, without source pages. The others may be in a backup.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any publication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In briefings or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quoted in a briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in a briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Briefings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a date. Write it as 2026-04-12.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>{finding} Press F8 to fix it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Issues found by the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandingOnCommands</name>
    <message>
        <source>Remove for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was removed is being erased from “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dossiers (*.dossier);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for handing on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is being copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy has a password of its own, which you tell the recipient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy without password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be undone. Erased are {articles} removed articles, {briefings} removed briefings and the undo history of {acts} changes. Copies and backups made before are not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed for good. The file has {after} MB now, {before} MB before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied {articles} articles and {briefings} briefings to “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message>
        <source>This folder holds no files that can be imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them copies</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported. These files were not imported:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: already in the dossier.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemHeader</name>
    <message>
        <source>More tools for the item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reliability of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marking of the item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the original text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the text of the excerpt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a working translation of the excerpt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a working translation, shown next to the excerpt and marked as unofficial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requires an accredited system: ask an administrator to enable it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No separate marking</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) are restricted.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Working translation: marked as unofficial in the export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This excerpt contains a picture, code or an irregular table and cannot be edited. It is exported unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited quotation: marked in the export.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
    <message>
        <source>Text of the item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Esc to return to the outline. In a list, Tab indents the item. In a table, Tab moves to the next cell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the working translation here …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write here …</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pasted text was too long. The rest was left out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Paragraph language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same as article ({language})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkedArticles</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>From an email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The email and its attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Email: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachment: {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{name} (read-only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixDialog</name>
    <message>
        <source>Matrix of articles and topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Only tagged articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Enter to go to the first passage of a cell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is tagged yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{article}, {topic}: {tags}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MenuBuilder</name>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewBriefingDialog</name>
    <message>
        <source>New briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject of the briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;opics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No passages are tagged yet. You can add excerpts later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewFilesStrip</name>
    <message>
        <source>New files in watched folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose new files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss new files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) to import</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Watched folders not found: {names}. They are checked again later.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewPasswordDialog</name>
    <message>
        <source>New password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeButton</name>
    <message>
        <source>Import notes ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the import removed, guessed or could not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source page is kept unchanged. To show clean text, the import did the following:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginalPages</name>
    <message>
        <source>Source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the source page sideways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source page; nothing is shown yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the source, at {zoom} %.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginalPane</name>
    <message>
        <source>Source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an article to see its source page here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the source page …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The current text was not found in the source page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the beginning is shown. Save the file to see all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file contains no text to show. You can save it and open it in another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The current text was not found on this page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter password …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password of “{name}”:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginalSaver</name>
    <message>
        <source>This kind of file (*{suffix});;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source page saved: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginalTextView</name>
    <message>
        <source>Text of the source page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the source page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginalToolbar</name>
    <message>
        <source>Zoom out (−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit width (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{zoom} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutlineDelegate</name>
    <message numerus="yes">
        <source>{words} of %n word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Heading of the part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading from the template</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutlineEditor</name>
    <message>
        <source>Add to briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a briefing first, then add the passage to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading of the part</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) and items</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Gather tagged passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were added.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The briefing already contains all passages tagged with the topics of its parts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutlineView</name>
    <message>
        <source>Outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts and items of the briefing. Press Alt and an arrow key to move, Enter to edit, Delete to remove.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneHeader</name>
    <message>
        <source>More tools</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordFields</name>
    <message>
        <source>&amp;Show password</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureDescriber</name>
    <message>
        <source>Describe picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This item has no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description of “{picture}” for readers who cannot see it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Recipient of the preview and the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview and check the export for a recipient, without the content that they may not see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the public</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{zoom} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{words} of %n word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pages of the export. There are none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages} of the export, at {zoom} %. Click an item to select it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QtPrompter</name>
    <message>
        <source>Operation failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Topics and suggestions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowTexts</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavedSearchCommands</name>
    <message>
        <source>Saved searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the search:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No saved searches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedSearchesDialog</name>
    <message>
        <source>Saved searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Searches of this dossier:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Filter articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last imported first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By publication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by language, publication, date, tags and briefings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SectionGrips</name>
    <message>
        <source>Sections that can be dragged to the briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the section to the briefing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SelectedArticles</name>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings will also be removed. You can undo this.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SharedFolderCheck</name>
    <message>
        <source>{fault} The last good copy is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer in the shared folder: {names}. The last copies are used.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SharedTaxonomies</name>
    <message>
        <source>{folder} cannot be reached. The last copies of its taxonomies are used.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutModel</name>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text: tag with a recent topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text: find a topic by its first letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text: select another suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text: accept the selected suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text: extend the selection to paragraph, then section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpellingMarks</name>
    <message>
        <source>Spelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spelling is not checked. Turn it on in the context menu of the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no dictionary for this language. Install a Hunspell dictionary, or choose a dictionary folder in the context menu of the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No misspelt words found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching for suggestions …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add “%1” to the &amp;dossier’s dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add “%1” to &amp;my dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ignore “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check &amp;spelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dictionary &amp;folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with Hunspell dictionaries (.aff and .dic)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StructureCommands</name>
    <message>
        <source>The hyphen was kept. If it only breaks a word, undo and use “Join and remove hyphen”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the cursor where the second part begins. Press Enter to split, Esc to cancel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the cursor on the line of the excluded text first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paragraph language: {language}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) on these words will also be removed. You can undo this.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {act}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings also changed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionBar</name>
    <message>
        <source>Suggested for this section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more suggestions for this section.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More actions for suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold for accepting suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the suggestions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Accept {topic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject {topic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested: {topic}, {percent} %, because of {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>accepted %n of {count} times</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>like sections that you tagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{word}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagBox</name>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Enter to tag, Esc to close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topics found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create topic “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Tag {topic} on {passage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{topic}: {passage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagCommands</name>
    <message>
        <source>Tagged: {topic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag moved: {topic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag removed: {topic}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagEdgeEditor</name>
    <message>
        <source>Start of tag:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End of tag:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Left or Right to move it, with Ctrl by words; Home or End to switch; Enter to save, Esc to cancel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tag must cover at least one word. It was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagMargin</name>
    <message>
        <source>Article tags</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagOverviewDialog</name>
    <message>
        <source>Tags by topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to &amp;briefing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Right to open a topic, Enter to go to a passage, Ctrl+Enter to add it to the briefing, or drag it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is tagged here yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagOverviewModel</name>
    <message>
        <source>Topic, passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags, article</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{topic}, {tags}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TargetStrip</name>
    <message>
        <source>Tag with {topic}, key {digit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Section: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paragraph: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected words: {words}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaxonomiesDialog</name>
    <message>
        <source>Taxonomies of this dossier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taxonomies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared &amp;folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;No shared folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the taxonomies for this dossier. Topics that are already used as tags are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (shared)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not found)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shared folder is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared taxonomy folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplateFindingsModel</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{severity} at {place}: {words}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplateFindingsView</name>
    <message>
        <source>Issues in the template</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextToolbar</name>
    <message>
        <source>B</source>
        <comment>bold</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I</source>
        <comment>italic</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Italic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U</source>
        <comment>underline</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Underline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <comment>button</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link to a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert a note, or switch between a note and its reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More tools for the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note at the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Insert table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row &amp;above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row &amp;below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column to the &amp;left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column to the &amp;right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove r&amp;ow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First row is a &amp;header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paragraph style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bullet list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only web and e-mail addresses can be linked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicChooser</name>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a topic …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topics found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicCommands</name>
    <message>
        <source>Rename topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which topic should replace {topics}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Which topic should the %n section(s) found be tagged with?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Tag all results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) exported to {file}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file has %n more error(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) imported</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Some of the file was not imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a broader topic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broader topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicFilter</name>
    <message>
        <source>Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article is tagged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{topic} ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topics ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter articles by topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only articles with these topics</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicForm</name>
    <message>
        <source>Edit topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that suggest the topic, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that must not suggest the topic, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Terms:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Excluded words:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Description:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Broader topic:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colour:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hoose …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose broader topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No broader topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purple</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Violet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Olive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{colour}, dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicMenu</name>
    <message>
        <source>Search for words first. Then the sections found can be tagged.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicTreeModel</name>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group: {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{topic}, {tags}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicsDialog</name>
    <message>
        <source>Topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Merge …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;store removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopicsModel</name>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{topic} – {passages}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnplacedTagsDialog</name>
    <message>
        <source>Unplaced tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newer version does not contain these words. Choose what to do with each tag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Place here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged words: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No similar words were found. Tag other words and remove this tag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Possible match ({percent} %): {words}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VersionCommands</name>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unplaced tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % in common</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer version of the article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article was replaced with the newer version.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions of “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes since the version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Struck through: removed since the version. Underlined: added since then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as version …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore &amp;this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No versions yet. Save the current state under a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the version “{version}”? You can undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Watch folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WatchedFoldersDialog</name>
    <message>
        <source>Watched folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New files in these folders and their subfolders are offered for import. Files already in them count as new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>YamlEditor</name>
    <message>
        <source>Template as YAML</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>self._marks</name>
    <message>
        <source>No suggestions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
