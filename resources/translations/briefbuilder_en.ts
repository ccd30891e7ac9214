<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>AcceptStrongDialog</name>
    <message numerus="yes">
        <source>Add %n topic(s)</source>
        <translation>
            <numerusform>Add %n topic</numerusform>
            <numerusform>Add %n topics</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActorsTab</name>
    <message numerus="yes">
        <source>%n name(s)</source>
        <translation>
            <numerusform>%n name</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleCanvas</name>
    <message numerus="yes">
        <source>⋯ %n paragraph(s) excluded</source>
        <translation>
            <numerusform>⋯ %n paragraph excluded</numerusform>
            <numerusform>⋯ %n paragraphs excluded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleImporter</name>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.</source>
        <translation>
            <numerusform>The import was stopped. %n article was imported and is kept. Use Undo to remove it.</numerusform>
            <numerusform>The import was stopped. %n articles were imported and are kept. Use Undo to remove them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported</source>
        <translation>
            <numerusform>%n article imported</numerusform>
            <numerusform>%n articles imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) imported. These files were not imported:</source>
        <translation>
            <numerusform>%n article imported. These files were not imported:</numerusform>
            <numerusform>%n articles imported. These files were not imported:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticlesPane</name>
    <message numerus="yes">
        <source>Removing %n article(s) …</source>
        <translation>
            <numerusform>Removing %n article …</numerusform>
            <numerusform>Removing %n articles …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %n article(s)</source>
        <translation>
            <numerusform>Removed %n article</numerusform>
            <numerusform>Removed %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings</source>
        <translation>
            <numerusform>%n excerpt in briefings</numerusform>
            <numerusform>%n excerpts in briefings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkDetailsDialog</name>
    <message numerus="yes">
        <source>Details of %n article(s)</source>
        <translation>
            <numerusform>Details of %n article</numerusform>
            <numerusform>Details of %n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message numerus="yes">
        <source>{found} of %n found in the sources</source>
        <translation>
            <numerusform>{found} of %n found in the sources</numerusform>
            <numerusform>{found} of %n found in the sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fix %n …</source>
        <translation>
            <numerusform>Fix %n …</numerusform>
            <numerusform>Fix %n …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChronologyTab</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>%n paragraph(s) excluded</source>
        <translation>
            <numerusform>%n paragraph excluded</numerusform>
            <numerusform>%n paragraphs excluded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageTab</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DesignerWindow</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisagreementsTab</name>
    <message numerus="yes">
        <source>%n disagreement(s)</source>
        <translation>
            <numerusform>%n disagreement</numerusform>
            <numerusform>%n disagreements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DossierCommands</name>
    <message numerus="yes">
        <source>%n change(s) of others made since stay.</source>
        <translation>
            <numerusform>%n later change of others stays.</numerusform>
            <numerusform>%n later changes of others stay.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeCommands</name>
    <message numerus="yes">
        <source>%n desk(s) have not removed yet what was removed for good.</source>
        <translation>
            <numerusform>%n desk has not removed yet what was removed for good.</numerusform>
            <numerusform>%n desks have not removed yet what was removed for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) for good not confirmed</source>
        <translation>
            <numerusform>%n removal for good not confirmed</numerusform>
            <numerusform>%n removals for good not confirmed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeLine</name>
    <message numerus="yes">
        <source>%n batch(es) of {name} are missing.</source>
        <translation>
            <numerusform>%n batch of {name} is missing.</numerusform>
            <numerusform>%n batches of {name} are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) came in only in part. Update briefbuilder.</source>
        <translation>
            <numerusform>%n value came in only in part. Update briefbuilder.</numerusform>
            <numerusform>%n values came in only in part. Update briefbuilder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of {name} is %n minute(s) ahead.</source>
        <translation>
            <numerusform>The clock of {name} is %n minute ahead.</numerusform>
            <numerusform>The clock of {name} is %n minutes ahead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of {names} taken in.</source>
        <translation>
            <numerusform>%n change of {names} taken in.</numerusform>
            <numerusform>%n changes of {names} taken in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) are gone from “{briefing}”: another desk removed the article for good.</source>
        <translation>
            <numerusform>%n excerpt is gone from “{briefing}”: another desk removed the article for good.</numerusform>
            <numerusform>%n excerpts are gone from “{briefing}”: another desk removed the articles for good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n issue(s) must be fixed first.</source>
        <translation>
            <numerusform>%n issue must be fixed first.</numerusform>
            <numerusform>%n issues must be fixed first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to look at.</source>
        <translation>
            <numerusform>%n issue to look at.</numerusform>
            <numerusform>%n issues to look at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message numerus="yes">
        <source>%n passage(s) were left out for {audience}.</source>
        <translation>
            <numerusform>%n passage was left out for {audience}.</numerusform>
            <numerusform>%n passages were left out for {audience}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message numerus="yes">
        <source>Yes, all %n article(s)</source>
        <translation>
            <numerusform>Yes, %n article</numerusform>
            <numerusform>Yes, all %n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingCommands</name>
    <message numerus="yes">
        <source>%n issue(s) fixed</source>
        <translation>
            <numerusform>%n issue fixed</numerusform>
            <numerusform>%n issues fixed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s) removed</source>
        <translation>
            <numerusform>%n duplicate removed</numerusform>
            <numerusform>%n duplicates removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) ignored</source>
        <translation>
            <numerusform>%n issue ignored</numerusform>
            <numerusform>%n issues ignored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormModel</name>
    <message numerus="yes">
        <source>%n issue(s)</source>
        <translation>
            <numerusform>%n issue</numerusform>
            <numerusform>%n issues</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
    <message numerus="yes">
        <source>%n paragraph(s) are restricted.</source>
        <translation>
            <numerusform>%n paragraph is restricted.</numerusform>
            <numerusform>%n paragraphs are restricted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n paragraph</numerusform>
            <numerusform>%n paragraphs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkedArticles</name>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewBriefingForm</name>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewFilesStrip</name>
    <message numerus="yes">
        <source>%n file(s) to import</source>
        <translation>
            <numerusform>%n file to import</numerusform>
            <numerusform>%n files to import</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoveltyDialog</name>
    <message numerus="yes">
        <source>%n section(s) with something new or changed</source>
        <translation>
            <numerusform>%n section with something new or changed</numerusform>
            <numerusform>%n sections with something new or changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{new} of %n sentence(s) new or changed</source>
        <translation>
            <numerusform>{new} of %n sentence new or changed</numerusform>
            <numerusform>{new} of %n sentences new or changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutlineDelegate</name>
    <message numerus="yes">
        <source>{words} of %n word(s)</source>
        <translation>
            <numerusform>{words} of %n word</numerusform>
            <numerusform>{words} of %n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutlineEditor</name>
    <message numerus="yes">
        <source>%n item(s) removed</source>
        <translation>
            <numerusform>%n item removed</numerusform>
            <numerusform>%n items removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) removed</source>
        <translation>
            <numerusform>%n part removed</numerusform>
            <numerusform>%n parts removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part and %n item(s) removed</source>
        <translation>
            <numerusform>Part and %n item removed</numerusform>
            <numerusform>Part and %n items removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{parts} parts and %n item(s) removed</source>
        <translation>
            <numerusform>{parts} parts and %n item removed</numerusform>
            <numerusform>{parts} parts and %n items removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) and items</source>
        <translation>
            <numerusform>%n part or item</numerusform>
            <numerusform>%n parts and items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were added.</source>
        <translation>
            <numerusform>%n passage was added.</numerusform>
            <numerusform>%n passages were added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintingTexts</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer</source>
        <translation>
            <numerusform>%n page sent to the printer</numerusform>
            <numerusform>%n pages sent to the printer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReaderBar</name>
    <message numerus="yes">
        <source>Show the list of %n article(s)</source>
        <translation>
            <numerusform>Show the list of %n article</numerusform>
            <numerusform>Show the list of %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Corrected in %n place(s)</source>
        <translation>
            <numerusform>Corrected in %n place</numerusform>
            <numerusform>Corrected in %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyToAdd</name>
    <message numerus="yes">
        <source>%n tagged passage(s)</source>
        <translation>
            <numerusform>%n tagged passage</numerusform>
            <numerusform>%n tagged passages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecentSearchDialog</name>
    <message numerus="yes">
        <source>Searching %n dossier(s) …</source>
        <translation>
            <numerusform>Searching %n dossier …</numerusform>
            <numerusform>Searching %n dossiers …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message numerus="yes">
        <source>Accept all (%n)</source>
        <translation>
            <numerusform>Accept all (%n)</numerusform>
            <numerusform>Accept all (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) accepted</source>
        <translation>
            <numerusform>%n change accepted</numerusform>
            <numerusform>%n changes accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quotation(s) left to look at</source>
        <translation>
            <numerusform>%n quotation left to look at</numerusform>
            <numerusform>%n quotations left to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) left to look at</source>
        <translation>
            <numerusform>%n conflict left to look at</numerusform>
            <numerusform>%n conflicts left to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) cannot be applied</source>
        <translation>
            <numerusform>%n change cannot be applied</numerusform>
            <numerusform>%n changes cannot be applied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) rejected</source>
        <translation>
            <numerusform>%n change rejected</numerusform>
            <numerusform>%n changes rejected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message numerus="yes">
        <source>Search %n article(s)</source>
        <translation>
            <numerusform>Search %n article</numerusform>
            <numerusform>Search %n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message numerus="yes">
        <source>%n change(s) were made by several desks at the same time. Nothing was lost: choose what stands.</source>
        <translation>
            <numerusform>%n change was made by several desks at the same time. Nothing was lost: choose what stands.</numerusform>
            <numerusform>%n changes were made by several desks at the same time. Nothing was lost: choose what stands.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removal(s) of what others changed</source>
        <translation>
            <numerusform>%n removal of what others changed</numerusform>
            <numerusform>%n removals of what others changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
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
</context>
<context>
    <name>StructureCommands</name>
    <message numerus="yes">
        <source>%n tag(s) on these words were removed.</source>
        <translation>
            <numerusform>%n tag on these words was removed.</numerusform>
            <numerusform>%n tags on these words were removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings also changed.</source>
        <translation>
            <numerusform>%n excerpt in briefings also changed.</numerusform>
            <numerusform>%n excerpts in briefings also changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message numerus="yes">
        <source>Accept %n strong in the article …</source>
        <translation>
            <numerusform>Accept %n strong in the article …</numerusform>
            <numerusform>Accept %n strong in the article …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message numerus="yes">
        <source>Accepted %n of {count} times before.</source>
        <translation>
            <numerusform>Accepted %n of {count} times before.</numerusform>
            <numerusform>Accepted %n of {count} times before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagCommands</name>
    <message numerus="yes">
        <source>%n suggestion(s) accepted</source>
        <translation>
            <numerusform>%n suggestion accepted</numerusform>
            <numerusform>%n suggestions accepted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagOverviewModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TakenInDialog</name>
    <message numerus="yes">
        <source>%n change(s) of other desks were taken in.</source>
        <translation>
            <numerusform>%n change of other desks was taken in.</numerusform>
            <numerusform>%n changes of other desks were taken in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopicCommands</name>
    <message numerus="yes">
        <source>Which topic should the %n section(s) found be tagged with?</source>
        <translation>
            <numerusform>Which topic should the section found be tagged with?</numerusform>
            <numerusform>Which topic should the %n sections found be tagged with?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) exported to {file}</source>
        <translation>
            <numerusform>%n topic exported to {file}</numerusform>
            <numerusform>%n topics exported to {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file has %n more error(s).</source>
        <translation>
            <numerusform>The file has %n more error.</numerusform>
            <numerusform>The file has %n more errors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) imported</source>
        <translation>
            <numerusform>%n topic imported</numerusform>
            <numerusform>%n topics imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.</source>
        <translation>
            <numerusform>%n tag of {topics} will also be removed. To keep it, merge the topic instead. You can undo this.</numerusform>
            <numerusform>%n tags of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopicTreeModel</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnfinishedStrip</name>
    <message numerus="yes">
        <source>An import was interrupted. %n file(s) were not read:</source>
        <translation>
            <numerusform>An import was interrupted. %n file was not read:</numerusform>
            <numerusform>An import was interrupted. %n files were not read:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionCommands</name>
    <message numerus="yes">
        <source>%n copy(ies)</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unplaced tag(s)</source>
        <translation>
            <numerusform>%n unplaced tag</numerusform>
            <numerusform>%n unplaced tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_ProgressLine</name>
    <message numerus="yes">
        <source>{done} of %n check(s) are passed or settled</source>
        <translation>
            <numerusform>{done} of %n check is passed or settled</numerusform>
            <numerusform>{done} of %n checks are passed or settled</numerusform>
        </translation>
    </message>
</context>
</TS>
