<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
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
        <source>The import was stopped. %n article(s) were imported and are kept. Use Undo to remove them.</source>
        <translation>
            <numerusform>The import was stopped. %n article was imported and is kept. Use Undo to remove it.</numerusform>
            <numerusform>The import was stopped. %n articles were imported and are kept. Use Undo to remove them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticlesPane</name>
    <message numerus="yes">
        <source>%n article(s) found</source>
        <translation>
            <numerusform>%n article found</numerusform>
            <numerusform>%n articles found</numerusform>
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
    <name>BriefingBody</name>
    <message numerus="yes">
        <source>Checks (%n)</source>
        <translation>
            <numerusform>Checks (%n)</numerusform>
            <numerusform>Checks (%n)</numerusform>
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
    <name>CorrectedBar</name>
    <message numerus="yes">
        <source>Corrected in %n place(s)</source>
        <translation>
            <numerusform>Corrected in %n place</numerusform>
            <numerusform>Corrected in %n places</numerusform>
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
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Fix %n error(s) first. Select one to go to it.</source>
        <translation>
            <numerusform>Fix %n error first. Select it to go to it.</numerusform>
            <numerusform>Fix %n errors first. Select one to go to it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n issue(s) to review. Select one to go to it.</source>
        <translation>
            <numerusform>%n issue to review. Select it to go to it.</numerusform>
            <numerusform>%n issues to review. Select one to go to it.</numerusform>
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
    <name>ImportSummary</name>
    <message numerus="yes">
        <source>%n article(s) imported</source>
        <translation>
            <numerusform>%n article imported</numerusform>
            <numerusform>%n articles imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them copies</source>
        <translation>
            <numerusform>%n of them a copy</numerusform>
            <numerusform>%n of them copies</numerusform>
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
    <name>ItemHeader</name>
    <message numerus="yes">
        <source>%n paragraph(s) are restricted.</source>
        <translation>
            <numerusform>%n paragraph is restricted.</numerusform>
            <numerusform>%n paragraphs are restricted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
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
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
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
    <name>PreviewPane</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{words} of %n word(s)</source>
        <translation>
            <numerusform>{words} of %n word</numerusform>
            <numerusform>{words} of %n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowTexts</name>
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
    <name>SelectedArticles</name>
    <message numerus="yes">
        <source>%n excerpt(s) in briefings will also be removed. You can undo this.</source>
        <translation>
            <numerusform>%n excerpt in briefings will also be removed. You can undo this.</numerusform>
            <numerusform>%n excerpts in briefings will also be removed. You can undo this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StructureCommands</name>
    <message numerus="yes">
        <source>%n tag(s) on these words will also be removed. You can undo this.</source>
        <translation>
            <numerusform>%n tag on these words will also be removed. You can undo this.</numerusform>
            <numerusform>%n tags on these words will also be removed. You can undo this.</numerusform>
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
    <name>SuggestionCard</name>
    <message numerus="yes">
        <source>accepted %n of {count} times</source>
        <translation>
            <numerusform>accepted %n of {count} times</numerusform>
            <numerusform>accepted %n of {count} times</numerusform>
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
    <name>TopicsModel</name>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
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
</TS>
