<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AnswerExplanation</name>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation>%1 ist nicht %2</translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation>%1 ist kleiner als %2</translation>
    </message>
    <message>
        <source>%1 is at most %2</source>
        <translation>%1 ist höchstens %2</translation>
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation>%1 ist größer als %2</translation>
    </message>
    <message>
        <source>%1 is at least %2</source>
        <translation>%1 ist mindestens %2</translation>
    </message>
    <message>
        <source>%1 is one of %2</source>
        <translation>%1 ist eines von %2</translation>
    </message>
    <message>
        <source>%1 is none of %2</source>
        <translation>%1 ist keines von %2</translation>
    </message>
</context>
<context>
    <name>AnswerState</name>
    <message>
        <source>The server does not know this answer any more.</source>
        <translation>Der Server kennt diese Antwort nicht mehr.</translation>
    </message>
    <message>
        <source>Ask the question again.</source>
        <translation>Stellen Sie die Frage noch einmal.</translation>
    </message>
</context>
<context>
    <name>Arrangement</name>
    <message>
        <source>%1 of %2 rows, as filtered</source>
        <translation>%1 von %2 Zeilen, gefiltert</translation>
    </message>
    <message>
        <source>%1 of %2 rows, as filtered and sorted</source>
        <translation>%1 von %2 Zeilen, gefiltert und sortiert</translation>
    </message>
    <message>
        <source>all %1 rows, as sorted</source>
        <translation>alle %1 Zeilen, sortiert</translation>
    </message>
    <message>
        <source>the only row</source>
        <translation>die einzige Zeile</translation>
    </message>
    <message>
        <source>all %1 rows</source>
        <translation>alle %1 Zeilen</translation>
    </message>
</context>
<context>
    <name>Billing</name>
    <message>
        <source>An amount of money has more digits than can be kept.</source>
        <translation>Ein Geldbetrag hat mehr Stellen, als gespeichert werden können.</translation>
    </message>
    <message>
        <source>%1 and %2 cannot be added.</source>
        <translation>%1 und %2 lassen sich nicht addieren.</translation>
    </message>
    <message>
        <source>An amount of money was divided by nothing.</source>
        <translation>Ein Geldbetrag wurde durch null geteilt.</translation>
    </message>
</context>
<context>
    <name>BillingPanel</name>
    <message>
        <source>Trial</source>
        <translation>Testphase</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Payment overdue</source>
        <translation>Zahlung überfällig</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Ausgesetzt</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Abonniert</translation>
    </message>
    <message>
        <source>Trial began</source>
        <translation>Testphase begonnen</translation>
    </message>
    <message>
        <source>Trial ended</source>
        <translation>Testphase beendet</translation>
    </message>
    <message>
        <source>Plan chosen</source>
        <translation>Tarif gewählt</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>Verlängert</translation>
    </message>
    <message>
        <source>Changed as planned</source>
        <translation>Wie geplant gewechselt</translation>
    </message>
    <message>
        <source>Larger plan taken</source>
        <translation>Größerer Tarif gewählt</translation>
    </message>
    <message>
        <source>Change planned</source>
        <translation>Wechsel geplant</translation>
    </message>
    <message>
        <source>End planned</source>
        <translation>Ende geplant</translation>
    </message>
    <message>
        <source>Plan kept</source>
        <translation>Tarif beibehalten</translation>
    </message>
    <message>
        <source>Begun again</source>
        <translation>Neu begonnen</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
</context>
<context>
    <name>CellCopy</name>
    <message>
        <source>Some of the chosen cells have not arrived yet.</source>
        <translation>Einige der gewählten Zellen sind noch nicht angekommen.</translation>
    </message>
    <message>
        <source>Export the answer to have all of them.</source>
        <translation>Exportieren Sie die Antwort, um alle zu erhalten.</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>expected bar, line, area, pie, scatter, heatmap or number</source>
        <translation>erwartet wird bar, line, area, pie, scatter, heatmap oder number</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>Examples: postgresql://user:password@host:5432/database, mysql://user:password@host/database, sqlite:///path/to/file.db</source>
        <translation>Beispiele: postgresql://user:password@host:5432/database, mysql://user:password@host/database, sqlite:///path/to/file.db</translation>
    </message>
    <message>
        <source>The URL names no database file.</source>
        <translation>Die URL nennt keine Datenbankdatei.</translation>
    </message>
    <message>
        <source>The option &quot;%1&quot; has a value that is not supported.</source>
        <translation>Die Option „%1“ hat einen Wert, der nicht unterstützt wird.</translation>
    </message>
    <message>
        <source>The URL has the option &quot;%1&quot;, which is not supported.</source>
        <translation>Die URL hat die Option „%1“, die nicht unterstützt wird.</translation>
    </message>
    <message>
        <source>Supported options: %1</source>
        <translation>Unterstützte Optionen: %1</translation>
    </message>
    <message>
        <source>The URL is not complete.</source>
        <translation>Die URL ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The URL does not say clearly which server is meant.</source>
        <translation>Die URL sagt nicht eindeutig, welcher Server gemeint ist.</translation>
    </message>
    <message>
        <source>Write the characters @ / ? # : and % of the password as %40 %2F %3F %23 %3A and %25.</source>
        <translation>Schreiben Sie die Zeichen @ / ? # : und % des Passworts als %40 %2F %3F %23 %3A und %25.</translation>
    </message>
    <message>
        <source>%1 is not a port number.</source>
        <translation>%1 ist keine Portnummer.</translation>
    </message>
    <message>
        <source>The URL contains a control character.</source>
        <translation>Die URL enthält ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>The URL names no database.</source>
        <translation>Die URL nennt keine Datenbank.</translation>
    </message>
    <message>
        <source>The URL names neither a driver nor a data source.</source>
        <translation>Die URL nennt weder einen Treiber noch eine Datenquelle.</translation>
    </message>
    <message>
        <source>Examples: odbc:Driver={SQLite3};Database=/path/to/file.db, odbc:DSN=warehouse;UID=reader;PWD=password</source>
        <translation>Beispiele: odbc:Driver={SQLite3};Database=/path/to/file.db, odbc:DSN=warehouse;UID=reader;PWD=password</translation>
    </message>
    <message>
        <source>There is no such sample organisation.</source>
        <translation>Diese Beispielorganisation gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no driver for &quot;%1&quot; databases in this version.</source>
        <translation>Für „%1“-Datenbanken gibt es in dieser Version keinen Treiber.</translation>
    </message>
    <message>
        <source>SQLite, PostgreSQL, MySQL, MariaDB, SQL Server and ODBC sources can be connected. %1</source>
        <translation>Verbunden werden können SQLite, PostgreSQL, MySQL, MariaDB, SQL Server und ODBC-Quellen. %1</translation>
    </message>
    <message>
        <source>The URL is empty.</source>
        <translation>Die URL ist leer.</translation>
    </message>
    <message>
        <source>The URL is longer than %1 characters.</source>
        <translation>Die URL ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>The URL does not begin with the kind of database.</source>
        <translation>Die URL beginnt nicht mit der Art der Datenbank.</translation>
    </message>
    <message>
        <source>An ODBC URL looks like odbc:Driver={Name};Server=host;Database=name.</source>
        <translation>Eine ODBC-URL sieht so aus: odbc:Driver={Name};Server=host;Database=name.</translation>
    </message>
    <message>
        <source>A brace of the URL is not closed.</source>
        <translation>Eine geschweifte Klammer der URL ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The URL is no list of &quot;keyword=value&quot; with semicolons.</source>
        <translation>Die URL ist keine Liste aus „Schlüsselwort=Wert“ mit Semikolons.</translation>
    </message>
    <message>
        <source>Something stands between a closing brace and the semicolon.</source>
        <translation>Zwischen einer schließenden geschweiften Klammer und dem Semikolon steht etwas.</translation>
    </message>
    <message>
        <source>The URL gives &quot;%1&quot; twice.</source>
        <translation>Die URL gibt „%1“ zweimal an.</translation>
    </message>
    <message>
        <source>The URL has too many attributes.</source>
        <translation>Die URL hat zu viele Attribute.</translation>
    </message>
</context>
<context>
    <name>Crypto</name>
    <message>
        <source>A stored secret cannot be decrypted.</source>
        <translation>Ein gespeichertes Geheimnis lässt sich nicht entschlüsseln.</translation>
    </message>
    <message>
        <source>Check that the server runs with the master key it was set up with.</source>
        <translation>Prüfen Sie, ob der Server mit dem Hauptschlüssel läuft, mit dem er eingerichtet wurde.</translation>
    </message>
    <message>
        <source>The cryptographic library gives wrong answers.</source>
        <translation>Die kryptografische Bibliothek liefert falsche Ergebnisse.</translation>
    </message>
    <message>
        <source>Reinstall OpenSSL and start again.</source>
        <translation>Installieren Sie OpenSSL neu und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>A public key is none that can be used.</source>
        <translation>Ein öffentlicher Schlüssel ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>A certificate could not be made.</source>
        <translation>Es ließ sich kein Zertifikat erstellen.</translation>
    </message>
</context>
<context>
    <name>DatabaseState</name>
    <message>
        <source>Reachable</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird hergestellt</translation>
    </message>
    <message>
        <source>Reading the tables</source>
        <translation>Tabellen werden gelesen</translation>
    </message>
    <message>
        <source>Looking at the data</source>
        <translation>Daten werden untersucht</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>Inhalt wird erschlossen</translation>
    </message>
    <message>
        <source>Trying questions</source>
        <translation>Fragen werden erprobt</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Ready, %1</source>
        <translation>Bereit, %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading was stopped</source>
        <translation>Das Lesen wurde gestoppt</translation>
    </message>
    <message>
        <source>Reading is paused</source>
        <translation>Das Lesen ist angehalten</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
    <message>
        <source>MySQL or MariaDB</source>
        <translation>MySQL oder MariaDB</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>almost done</source>
        <translation>fast fertig</translation>
    </message>
    <message>
        <source>about %1 seconds left</source>
        <translation>noch etwa %1 Sekunden</translation>
    </message>
    <message>
        <source>about %1 minutes left</source>
        <translation>noch etwa %1 Minuten</translation>
    </message>
    <message>
        <source>less than 1 ms</source>
        <translation>unter 1 ms</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>1 minute ago</source>
        <translation>vor 1 Minute</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>vor %1 Minuten</translation>
    </message>
    <message>
        <source>1 hour ago</source>
        <translation>vor 1 Stunde</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>vor %1 Stunden</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 Tabelle</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 Tabellen</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 Spalte</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 Spalten</translation>
    </message>
    <message>
        <source>An organisation of no particular kind</source>
        <translation>Eine Organisation ohne bestimmte Art</translation>
    </message>
    <message>
        <source>How many rows does %1 have?</source>
        <translation>How many rows does %1 have?</translation>
    </message>
</context>
<context>
    <name>Descriptions</name>
    <message>
        <source>another %1</source>
        <translation>einen anderen Eintrag (%1)</translation>
    </message>
    <message>
        <source>It has no rows.</source>
        <translation>Sie hat keine Zeilen.</translation>
    </message>
    <message>
        <source>It has one row.</source>
        <translation>Sie hat eine Zeile.</translation>
    </message>
    <message>
        <source>%1 rows.</source>
        <translation>%1 Zeilen.</translation>
    </message>
    <message>
        <source>%1 rows, all of %2.</source>
        <translation>%1 Zeilen, alle von %2.</translation>
    </message>
    <message>
        <source>%1 rows from %2 to %3.</source>
        <translation>%1 Zeilen von %2 bis %3.</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>ein Jahr</translation>
    </message>
    <message>
        <source>a date in digits</source>
        <translation>ein Datum in Ziffern</translation>
    </message>
    <message>
        <source>a date and time</source>
        <translation>ein Datum mit Uhrzeit</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>eine Uhrzeit</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>ein Datum</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>eine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>a telephone number</source>
        <translation>eine Telefonnummer</translation>
    </message>
    <message>
        <source>a number that tells one from another</source>
        <translation>eine Nummer, die eines vom anderen unterscheidet</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>ein Code</translation>
    </message>
    <message>
        <source>a postal code</source>
        <translation>eine Postleitzahl</translation>
    </message>
    <message>
        <source>a coordinate</source>
        <translation>eine Koordinate</translation>
    </message>
    <message>
        <source>an address</source>
        <translation>eine Adresse</translation>
    </message>
    <message>
        <source>a place</source>
        <translation>ein Ort</translation>
    </message>
    <message>
        <source>a share, 1 being all</source>
        <translation>ein Anteil (1 = alles)</translation>
    </message>
    <message>
        <source>a percentage</source>
        <translation>ein Prozentsatz</translation>
    </message>
    <message>
        <source>an identifier</source>
        <translation>eine Kennung</translation>
    </message>
    <message>
        <source>what each %1 is called</source>
        <translation>die Bezeichnung jedes Eintrags (%1)</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a number in %1</source>
        <translation>eine Zahl in %1</translation>
    </message>
    <message>
        <source>an amount of money</source>
        <translation>ein Geldbetrag</translation>
    </message>
    <message>
        <source>an amount of money in %1</source>
        <translation>ein Geldbetrag in %1</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>a category</source>
        <translation>eine Kategorie</translation>
    </message>
    <message>
        <source>a web address</source>
        <translation>eine Webadresse</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>binary data</source>
        <translation>Binärdaten</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>ein Wert</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>%1 different ones</source>
        <translation>%1 verschiedene</translation>
    </message>
    <message>
        <source>Each row relates %1.</source>
        <translation>Jede Zeile verknüpft %1.</translation>
    </message>
    <message>
        <source>Each row is one %1.</source>
        <translation>Jede Zeile ist ein Eintrag: %1.</translation>
    </message>
    <message>
        <source>It refers to %1.</source>
        <translation>Sie verweist auf %1.</translation>
    </message>
    <message>
        <source>%1: refers to %2.</source>
        <translation>%1: verweist auf %2.</translation>
    </message>
    <message>
        <source>%1: tells each %2 apart.</source>
        <translation>%1: unterscheidet die einzelnen Einträge (%2).</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1: %2, %3.</source>
        <translation>%1: %2, %3.</translation>
    </message>
</context>
<context>
    <name>Diagram</name>
    <message>
        <source>The diagram could not be written to %1: %2.</source>
        <translation>Das Diagramm ließ sich nicht nach %1 schreiben: %2.</translation>
    </message>
    <message>
        <source>Choose another folder, or make room there.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie dort Platz.</translation>
    </message>
</context>
<context>
    <name>EntityName</name>
    <message>
        <source>member of %1</source>
        <translation>Mitglied von %1</translation>
    </message>
    <message>
        <source>%1 record</source>
        <translation>Datensatz aus %1</translation>
    </message>
    <message>
        <source>an %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>a %1</source>
        <translation>%1</translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>expected an object</source>
        <translation>erwartet wird ein Objekt</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>darf nicht leer sein</translation>
    </message>
    <message>
        <source>Line %1 cannot be read: %2 %3</source>
        <translation>Zeile %1 ist nicht lesbar: %2 %3</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>The rows could not be written: %1</source>
        <translation>Die Zeilen konnten nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>Ist der Datenträger voll?</translation>
    </message>
    <message>
        <source>The file could not be packed: %1</source>
        <translation>Die Datei konnte nicht gepackt werden: %1</translation>
    </message>
</context>
<context>
    <name>ExportChoice</name>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Document (PDF)</source>
        <translation>Dokument (PDF)</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort anzeigen</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>Help about this panel</source>
        <translation>Hilfe zu diesem Bereich</translation>
    </message>
    <message>
        <source>Help about this panel (F1)</source>
        <translation>Hilfe zu diesem Bereich (F1)</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help about this</source>
        <translation>Hilfe dazu</translation>
    </message>
    <message>
        <source>Help about this (F1)</source>
        <translation>Hilfe dazu (F1)</translation>
    </message>
    <message>
        <source>Help about “%1”</source>
        <translation>Hilfe zu „%1“</translation>
    </message>
</context>
<context>
    <name>ManagedPolicy</name>
    <message>
        <source>%1 cannot be looked into.</source>
        <translation>%1 ist nicht zugänglich.</translation>
    </message>
    <message>
        <source>It is no file.</source>
        <translation>Das ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 does not belong to the administrator.</source>
        <translation>%1 gehört nicht dem Administrator.</translation>
    </message>
    <message>
        <source>Others than the administrator may write to %1.</source>
        <translation>Andere als der Administrator haben Schreibrecht für %1.</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Die Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>This is not known here.</source>
        <translation>Das ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>Expected true or false.</source>
        <translation>Erwartet wird true oder false.</translation>
    </message>
    <message>
        <source>Expected a text.</source>
        <translation>Erwartet wird ein Text.</translation>
    </message>
    <message>
        <source>Expected &quot;password&quot;, &quot;sso&quot; or &quot;any&quot;.</source>
        <translation>Erwartet wird „password“, „sso“ oder „any“.</translation>
    </message>
    <message>
        <source>It is no JSON: %1 at byte %2.</source>
        <translation>Das ist kein JSON: %1 bei Byte %2.</translation>
    </message>
    <message>
        <source>It is no JSON object.</source>
        <translation>Das ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>What your organisation set for this computer in %1 could not be read.</source>
        <translation>Was Ihre Organisation für diesen Computer in %1 festgelegt hat, konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Until whoever administers this computer mends it, the strictest holds for what could not be read.</source>
        <translation>Bis der Administrator dieses Computers das behebt, gilt für alles, was nicht lesbar war, die strengste Einstellung.</translation>
    </message>
    <message>
        <source>Managed settings are faulty</source>
        <translation>Verwaltete Einstellungen sind fehlerhaft</translation>
    </message>
</context>
<context>
    <name>ManagedSettings</name>
    <message>
        <source>no file of certificates is named</source>
        <translation>es ist keine Zertifikatsdatei angegeben</translation>
    </message>
    <message>
        <source>there is no certificate in %1</source>
        <translation>%1 enthält kein Zertifikat</translation>
    </message>
    <message>
        <source>Set by your organisation in %1.</source>
        <translation>Von Ihrer Organisation in %1 festgelegt.</translation>
    </message>
    <message>
        <source>Ask whoever administers this computer.</source>
        <translation>Fragen Sie den Administrator dieses Computers.</translation>
    </message>
    <message>
        <source>Your organisation does not allow this</source>
        <translation>Ihre Organisation erlaubt das nicht</translation>
    </message>
    <message>
        <source>The server inside this program is switched off.</source>
        <translation>Der Server in diesem Programm ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>Join your organisation&apos;s server instead.</source>
        <translation>Treten Sie stattdessen dem Server Ihrer Organisation bei.</translation>
    </message>
    <message>
        <source>No server may be joined, because which one cannot be read.</source>
        <translation>Keinem Server darf beigetreten werden, weil nicht lesbar ist, welchem.</translation>
    </message>
    <message>
        <source>This window may join %1 alone, not %2.</source>
        <translation>Dieses Fenster darf nur %1 beitreten, nicht %2.</translation>
    </message>
    <message>
        <source>No server is trusted: %1.</source>
        <translation>Keinem Server wird vertraut: %1.</translation>
    </message>
    <message>
        <source>%1 is not reached by TLS, and only servers with a certificate of your organisation&apos;s authority are trusted.</source>
        <translation>%1 wird nicht über TLS erreicht, und vertraut wird nur Servern mit einem Zertifikat der Zertifizierungsstelle Ihrer Organisation.</translation>
    </message>
    <message>
        <source>People sign in with a password here, not by single sign-on.</source>
        <translation>Hier meldet man sich mit einem Passwort an, nicht per Single Sign-on.</translation>
    </message>
    <message>
        <source>People sign in by single sign-on here, not with a password.</source>
        <translation>Hier meldet man sich per Single Sign-on an, nicht mit einem Passwort.</translation>
    </message>
    <message>
        <source>Nobody may sign in, because how cannot be read.</source>
        <translation>Niemand darf sich anmelden, weil nicht lesbar ist, auf welche Weise.</translation>
    </message>
</context>
<context>
    <name>Model</name>
    <message>
        <source>there is no answer in it</source>
        <translation>darin steht keine Antwort</translation>
    </message>
    <message>
        <source>The server sent vectors that are none.</source>
        <translation>Der Server hat ungültige Vektoren gesendet.</translation>
    </message>
    <message>
        <source>The model&apos;s server reported an error: %1</source>
        <translation>Der Server des Modells hat einen Fehler gemeldet: %1</translation>
    </message>
    <message>
        <source>Ask again, or choose another model.</source>
        <translation>Fragen Sie noch einmal, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The model&apos;s server sent something that is no JSON.</source>
        <translation>Der Server des Modells hat etwas gesendet, das kein JSON ist.</translation>
    </message>
    <message>
        <source>The model&apos;s answer has no end.</source>
        <translation>Die Antwort des Modells endet nicht.</translation>
    </message>
    <message>
        <source>The model&apos;s answer broke off before its end.</source>
        <translation>Die Antwort des Modells brach vor ihrem Ende ab.</translation>
    </message>
</context>
<context>
    <name>OrganisationKind</name>
    <message>
        <source>Tables named %1</source>
        <translation>Tabellen namens %1</translation>
    </message>
    <message>
        <source>%1 (%2 of %3 tables)</source>
        <translation>%1 (%2 von %3 Tabellen)</translation>
    </message>
    <message>
        <source>Columns named %1</source>
        <translation>Spalten namens %1</translation>
    </message>
    <message>
        <source>The names of tables and columns point to no particular kind of organisation</source>
        <translation>Die Namen der Tabellen und Spalten weisen auf keine bestimmte Art von Organisation hin</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>start sample begin welcome</source>
        <translation>start beispiel anfang willkommen</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>ask question conversation answer sql</source>
        <translation>fragen frage unterhaltung antwort sql</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>assistant prompt skills</source>
        <translation>assistent anweisung fähigkeiten</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>saved questions kept favourites</source>
        <translation>gespeicherte fragen behalten favoriten</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>Dashboards</translation>
    </message>
    <message>
        <source>charts tiles pinned report</source>
        <translation>diagramme kacheln angeheftet bericht</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>connections schema tables columns vocabulary metrics accuracy</source>
        <translation>verbindungen schema tabellen spalten vokabular wortschatz kennzahlen genauigkeit</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>language model key openai ollama air-gap outbound</source>
        <translation>sprachmodell schlüssel openai ollama abschottung ausgehend</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>knowledge files pdf web site upload</source>
        <translation>wissen dateien pdf webseite hochladen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>find passages vector keyword hybrid</source>
        <translation>finden textstellen vektor stichwort hybrid</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>graph entities relations people places</source>
        <translation>graph entitäten beziehungen personen orte</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>every day alert condition mail webhook</source>
        <translation>täglich warnung bedingung mail webhook</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Abläufe</translation>
    </message>
    <message>
        <source>steps automation run trigger</source>
        <translation>schritte automatisierung ausführen auslöser</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>members people teams invitations branding workspace</source>
        <translation>mitglieder personen teams einladungen erscheinungsbild arbeitsbereich</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Nutzung</translation>
    </message>
    <message>
        <source>statistics tokens cost limits</source>
        <translation>statistik tokens kosten grenzen</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>password sessions api keys addresses second factor</source>
        <translation>passwort sitzungen api-schlüssel adressen zweiter faktor</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>Abrechnung</translation>
    </message>
    <message>
        <source>plan invoices payment</source>
        <translation>tarif rechnungen zahlung</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Audit-Protokoll</translation>
    </message>
    <message>
        <source>who did what history</source>
        <translation>wer hat was getan verlauf</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>help ticket problem</source>
        <translation>hilfe anfrage ticket problem</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>appearance dark light language server data folder about</source>
        <translation>aussehen dunkel hell sprache server datenordner über</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>all organisations operator revenue server settings</source>
        <translation>alle organisationen betreiber umsatz server-einstellungen</translation>
    </message>
</context>
<context>
    <name>PlatformPages</name>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>What organisations ask of you, and what they are told.</source>
        <translation>Was Organisationen von Ihnen möchten und was ihnen geantwortet wird.</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>What everybody on this server reads above their panels.</source>
        <translation>Was alle auf diesem Server über ihren Bereichen lesen.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisationen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>The request is not valid</source>
        <translation>Die Anfrage ist ungültig</translation>
    </message>
    <message>
        <source>The message is not valid JSON</source>
        <translation>Die Nachricht ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>There is no such operation</source>
        <translation>Diesen Vorgang gibt es nicht</translation>
    </message>
    <message>
        <source>This path does not take that method</source>
        <translation>Dieser Pfad nimmt diese Methode nicht an</translation>
    </message>
    <message>
        <source>That is too large</source>
        <translation>Das ist zu groß</translation>
    </message>
    <message>
        <source>The body must be JSON</source>
        <translation>Der Inhalt muss JSON sein</translation>
    </message>
    <message>
        <source>The request took too long to arrive</source>
        <translation>Die Anfrage ist nicht rechtzeitig angekommen</translation>
    </message>
    <message>
        <source>Please sign in</source>
        <translation>Bitte melden Sie sich an</translation>
    </message>
    <message>
        <source>E-mail or password is wrong</source>
        <translation>E-Mail oder Passwort ist falsch</translation>
    </message>
    <message>
        <source>You are not allowed to do this</source>
        <translation>Dazu haben Sie keine Rechte</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>That conflicts with what is already there</source>
        <translation>Das steht im Widerspruch zu dem, was schon da ist</translation>
    </message>
    <message>
        <source>This server takes no registrations</source>
        <translation>Dieser Server nimmt keine Registrierungen an</translation>
    </message>
    <message>
        <source>This organisation is not in use</source>
        <translation>Diese Organisation ist nicht aktiv</translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation>Zu viele Anfragen</translation>
    </message>
    <message>
        <source>A limit is reached</source>
        <translation>Eine Grenze ist erreicht</translation>
    </message>
    <message>
        <source>The server is busy</source>
        <translation>Der Server ist ausgelastet</translation>
    </message>
    <message>
        <source>The database cannot be reached</source>
        <translation>Die Datenbank ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The database refused the sign-in</source>
        <translation>Die Datenbank hat die Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>This file is not a database</source>
        <translation>Diese Datei ist keine Datenbank</translation>
    </message>
    <message>
        <source>This server does not allow that connection</source>
        <translation>Dieser Server erlaubt diese Verbindung nicht</translation>
    </message>
    <message>
        <source>This kind of database is not supported</source>
        <translation>Diese Art von Datenbank wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The database reported an error</source>
        <translation>Die Datenbank hat einen Fehler gemeldet</translation>
    </message>
    <message>
        <source>The database took too long</source>
        <translation>Die Datenbank hat zu lange gebraucht</translation>
    </message>
    <message>
        <source>Only reading is allowed</source>
        <translation>Nur Lesen ist erlaubt</translation>
    </message>
    <message>
        <source>The question was not understood</source>
        <translation>Die Frage wurde nicht verstanden</translation>
    </message>
    <message>
        <source>This needs more than one database</source>
        <translation>Dazu braucht es mehr als eine Datenbank</translation>
    </message>
    <message>
        <source>The database has not been read yet</source>
        <translation>Die Datenbank wurde noch nicht gelesen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>The language model did not answer</source>
        <translation>Das Sprachmodell hat nicht geantwortet</translation>
    </message>
    <message>
        <source>The provider refused the key</source>
        <translation>Der Anbieter hat den Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>This server may not reach that</source>
        <translation>Dieser Server darf das nicht erreichen</translation>
    </message>
    <message>
        <source>The server is not available right now</source>
        <translation>Der Server ist gerade nicht verfügbar</translation>
    </message>
    <message>
        <source>Something went wrong on the server</source>
        <translation>Auf dem Server ist etwas schiefgegangen</translation>
    </message>
</context>
<context>
    <name>SchemaDrift</name>
    <message>
        <source>a table became a view</source>
        <translation>eine Tabelle wurde zur Sicht</translation>
    </message>
    <message>
        <source>a view became a table</source>
        <translation>eine Sicht wurde zur Tabelle</translation>
    </message>
    <message>
        <source>its comment changed</source>
        <translation>der Kommentar hat sich geändert</translation>
    </message>
    <message>
        <source>its primary key is gone</source>
        <translation>der Primärschlüssel ist weg</translation>
    </message>
    <message>
        <source>its primary key is %1 now</source>
        <translation>der Primärschlüssel ist jetzt %1</translation>
    </message>
    <message>
        <source>its key to %1 is gone</source>
        <translation>der Schlüssel zu %1 ist weg</translation>
    </message>
    <message>
        <source>a new key to %1</source>
        <translation>ein neuer Schlüssel zu %1</translation>
    </message>
    <message>
        <source>a new column, %1</source>
        <translation>eine neue Spalte, %1</translation>
    </message>
    <message>
        <source>the column is gone</source>
        <translation>die Spalte ist weg</translation>
    </message>
    <message>
        <source>%1 became %2</source>
        <translation>%1 wurde zu %2</translation>
    </message>
    <message>
        <source>it may be empty now</source>
        <translation>darf jetzt leer sein</translation>
    </message>
    <message>
        <source>it must have a value now</source>
        <translation>muss jetzt einen Wert haben</translation>
    </message>
    <message>
        <source>its values are unique now</source>
        <translation>die Werte sind jetzt eindeutig</translation>
    </message>
    <message>
        <source>its values may repeat now</source>
        <translation>die Werte dürfen sich jetzt wiederholen</translation>
    </message>
    <message>
        <source>it is computed by the database now</source>
        <translation>wird jetzt von der Datenbank berechnet</translation>
    </message>
    <message>
        <source>it is stored and no longer computed</source>
        <translation>wird gespeichert und nicht mehr berechnet</translation>
    </message>
    <message>
        <source>one column</source>
        <translation>eine Spalte</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 Spalten</translation>
    </message>
    <message>
        <source>a new view with %1</source>
        <translation>eine neue Sicht mit %1</translation>
    </message>
    <message>
        <source>a new table with %1</source>
        <translation>eine neue Tabelle mit %1</translation>
    </message>
    <message>
        <source>the view is gone</source>
        <translation>die Sicht ist weg</translation>
    </message>
    <message>
        <source>the table is gone</source>
        <translation>die Tabelle ist weg</translation>
    </message>
</context>
<context>
    <name>SignOn</name>
    <message>
        <source>The identity provider&apos;s keys cannot be read.</source>
        <translation>Die Schlüssel des Identitätsanbieters sind nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>Sql</name>
    <message>
        <source>&quot;%1&quot; is refused: %2.</source>
        <translation>„%1“ wird abgelehnt: %2.</translation>
    </message>
    <message>
        <source>Write a smaller number, or leave it out.</source>
        <translation>Schreiben Sie eine kleinere Zahl, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>its length must be a number up to %1</source>
        <translation>die Länge muss eine Zahl bis %1 sein</translation>
    </message>
    <message>
        <source>its format must be a text that stands in the statement, with widths up to %1 in all</source>
        <translation>das Format muss ein Text sein, der in der Anweisung steht, mit Breiten bis insgesamt %1</translation>
    </message>
    <message>
        <source>the type&apos;s length must be a number up to %1</source>
        <translation>die Länge des Typs muss eine Zahl bis %1 sein</translation>
    </message>
    <message>
        <source>replacements inside each other could make a text of any size</source>
        <translation>ineinander verschachtelte Ersetzungen könnten einen beliebig großen Text erzeugen</translation>
    </message>
    <message>
        <source>Only a single SELECT that reads data may be run.</source>
        <translation>Nur ein einzelnes SELECT, das Daten liest, darf ausgeführt werden.</translation>
    </message>
    <message>
        <source>The statement is empty.</source>
        <translation>Die Anweisung ist leer.</translation>
    </message>
    <message>
        <source>there is more than one statement</source>
        <translation>es ist mehr als eine Anweisung</translation>
    </message>
    <message>
        <source>a statement must begin with SELECT, WITH or VALUES</source>
        <translation>eine Anweisung muss mit SELECT, WITH oder VALUES beginnen</translation>
    </message>
    <message>
        <source>the statement nests too deep</source>
        <translation>die Anweisung ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it closes a parenthesis that was not opened</source>
        <translation>es schließt eine Klammer, die nicht geöffnet wurde</translation>
    </message>
    <message>
        <source>a parenthesis is not closed</source>
        <translation>eine Klammer ist nicht geschlossen</translation>
    </message>
    <message>
        <source>its tables name each other so often that the statement would grow beyond bounds</source>
        <translation>ihre Tabellen nennen einander so oft, dass die Anweisung über alle Maße wachsen würde</translation>
    </message>
    <message>
        <source>the server would run what this comment holds</source>
        <translation>der Server würde ausführen, was in diesem Kommentar steht</translation>
    </message>
    <message>
        <source>parameters and variables cannot be used here</source>
        <translation>Parameter und Variablen sind hier nicht möglich</translation>
    </message>
    <message>
        <source>engines read a backslash in a text differently</source>
        <translation>Datenbanksysteme lesen einen Backslash im Text verschieden</translation>
    </message>
    <message>
        <source>a name has to stand in the quotes of names</source>
        <translation>ein Name muss in den Anführungszeichen für Namen stehen</translation>
    </message>
    <message>
        <source>this part of the catalogue cannot be read here</source>
        <translation>dieser Teil des Katalogs ist hier nicht lesbar</translation>
    </message>
    <message>
        <source>a name of four parts leads to another server</source>
        <translation>ein vierteiliger Name führt zu einem anderen Server</translation>
    </message>
    <message>
        <source>it advances a sequence</source>
        <translation>es zählt eine Sequenz weiter</translation>
    </message>
    <message>
        <source>it changes data</source>
        <translation>es ändert Daten</translation>
    </message>
    <message>
        <source>it writes the result into a table, file or variable</source>
        <translation>es schreibt das Ergebnis in eine Tabelle, Datei oder Variable</translation>
    </message>
    <message>
        <source>it calls a procedure</source>
        <translation>es ruft eine Prozedur auf</translation>
    </message>
    <message>
        <source>it would start another statement; a column of this name has to be quoted</source>
        <translation>es würde eine weitere Anweisung beginnen; eine Spalte dieses Namens muss in Anführungszeichen stehen</translation>
    </message>
    <message>
        <source>it locks rows against others</source>
        <translation>es sperrt Zeilen für andere</translation>
    </message>
    <message>
        <source>functions of a schema cannot be called here</source>
        <translation>Funktionen eines Schemas lassen sich hier nicht aufrufen</translation>
    </message>
    <message>
        <source>this function is not on the list of harmless ones</source>
        <translation>diese Funktion steht nicht auf der Liste der harmlosen</translation>
    </message>
    <message>
        <source>The statement has %1 that does not end.</source>
        <translation>Die Anweisung enthält %1 ohne Ende.</translation>
    </message>
    <message>
        <source>The statement has %1, which engines read differently.</source>
        <translation>Die Anweisung enthält %1; das lesen Datenbanksysteme verschieden.</translation>
    </message>
    <message>
        <source>The statement is longer than %1 characters.</source>
        <translation>Die Anweisung ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>The statement contains an invisible control character.</source>
        <translation>Die Anweisung enthält ein unsichtbares Steuerzeichen.</translation>
    </message>
    <message>
        <source>The statement has too many parts.</source>
        <translation>Die Anweisung hat zu viele Teile.</translation>
    </message>
    <message>
        <source>a text that continues E&apos;…&apos;</source>
        <translation>einen Text, der E&apos;…&apos; fortsetzt</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>einen Text</translation>
    </message>
    <message>
        <source>a quoted name</source>
        <translation>einen Namen in Anführungszeichen</translation>
    </message>
    <message>
        <source>a comment without a blank after the dashes</source>
        <translation>einen Kommentar ohne Leerzeichen nach den Strichen</translation>
    </message>
    <message>
        <source>a line end of Unicode in a comment</source>
        <translation>ein Zeilenende von Unicode in einem Kommentar</translation>
    </message>
    <message>
        <source>A comment in the statement ends in a carriage return alone.</source>
        <translation>Ein Kommentar in der Anweisung endet nur mit einem Wagenrücklauf (CR).</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>einen Kommentar</translation>
    </message>
    <message>
        <source>a comment inside a comment</source>
        <translation>einen Kommentar in einem Kommentar</translation>
    </message>
    <message>
        <source>a name with odd characters</source>
        <translation>einen Namen mit ungewöhnlichen Zeichen</translation>
    </message>
    <message>
        <source>The statement has a name in Unicode escapes (U&amp;&quot;…&quot;); write the characters themselves.</source>
        <translation>Die Anweisung enthält einen Namen in Unicode-Schreibweise (U&amp;&quot;…&quot;); schreiben Sie die Zeichen selbst.</translation>
    </message>
    <message>
        <source>a dollar-quoted text</source>
        <translation>einen Text zwischen Dollarzeichen</translation>
    </message>
    <message>
        <source>The statement contains the character U+%1 outside of quotes, which is not a letter.</source>
        <translation>Die Anweisung enthält außerhalb von Anführungszeichen das Zeichen U+%1, das kein Buchstabe ist.</translation>
    </message>
    <message>
        <source>a text right behind a word</source>
        <translation>einen Text direkt hinter einem Wort</translation>
    </message>
    <message>
        <source>The statement contains the character &quot;%1&quot;, which has no meaning in SQL.</source>
        <translation>Die Anweisung enthält das Zeichen „%1“, das in SQL keine Bedeutung hat.</translation>
    </message>
</context>
<context>
    <name>UnderstandingCodec</name>
    <message>
        <source>Read the database again.</source>
        <translation>Lesen Sie die Datenbank noch einmal ein.</translation>
    </message>
    <message>
        <source>What was learned of this database is damaged.</source>
        <translation>Was über diese Datenbank gelernt wurde, ist beschädigt.</translation>
    </message>
    <message>
        <source>What was learned of this database was kept by another version of Tabletalk.</source>
        <translation>Was über diese Datenbank gelernt wurde, stammt von einer anderen Version von Tabletalk.</translation>
    </message>
</context>
<context>
    <name>WorkflowWords</name>
    <message>
        <source>Ask a database</source>
        <translation>Eine Datenbank fragen</translation>
    </message>
    <message>
        <source>Asks a question of a database, or runs a fixed statement.</source>
        <translation>Stellt einer Datenbank eine Frage oder führt eine feste Anweisung aus.</translation>
    </message>
    <message>
        <source>Run a saved question</source>
        <translation>Eine gespeicherte Frage ausführen</translation>
    </message>
    <message>
        <source>Runs a question that was saved in this workspace.</source>
        <translation>Führt eine Frage aus, die in diesem Arbeitsbereich gespeichert ist.</translation>
    </message>
    <message>
        <source>Look into documents</source>
        <translation>In Dokumenten nachsehen</translation>
    </message>
    <message>
        <source>Answers from the documents of this workspace.</source>
        <translation>Antwortet aus den Dokumenten dieses Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>Search by words and meaning</source>
        <translation>Nach Wörtern und Bedeutung suchen</translation>
    </message>
    <message>
        <source>Finds passages by their words and by what they mean.</source>
        <translation>Findet Textstellen nach ihren Wörtern und nach dem, was sie bedeuten.</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>Nach Bedeutung suchen</translation>
    </message>
    <message>
        <source>Finds passages that mean alike.</source>
        <translation>Findet Textstellen, die Ähnliches bedeuten.</translation>
    </message>
    <message>
        <source>Follow relations</source>
        <translation>Beziehungen folgen</translation>
    </message>
    <message>
        <source>Finds who and what is connected in the documents.</source>
        <translation>Findet, wer und was in den Dokumenten zusammenhängt.</translation>
    </message>
    <message>
        <source>Ask an agent</source>
        <translation>Einen Agenten fragen</translation>
    </message>
    <message>
        <source>Puts a question to an agent of this workspace.</source>
        <translation>Stellt einem Agenten dieses Arbeitsbereichs eine Frage.</translation>
    </message>
    <message>
        <source>Go on only if</source>
        <translation>Nur weiter, wenn</translation>
    </message>
    <message>
        <source>Ends the run where what a step gave is not so.</source>
        <translation>Beendet den Lauf, wenn das Ergebnis eines Schritts die Bedingung nicht erfüllt.</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Zustellen</translation>
    </message>
    <message>
        <source>Mails, tells webhooks, or keeps a file.</source>
        <translation>Sendet E-Mails, ruft Webhooks auf oder legt eine Datei ab.</translation>
    </message>
</context>
<context>
    <name>api</name>
    <message>
        <source>Analyst</source>
        <translation>Analyst</translation>
    </message>
    <message>
        <source>Answers with figures from the databases and says how they were found.</source>
        <translation>Antwortet mit Zahlen aus den Datenbanken und sagt, wie sie gefunden wurden.</translation>
    </message>
    <message>
        <source>You answer questions about the organisation&apos;s data. Prefer figures from a database to anything that a document says about them. Name the period and the unit of each figure. When a question could mean several things, say which meaning you took.</source>
        <translation>Sie beantworten Fragen zu den Daten der Organisation. Ziehen Sie Zahlen aus einer Datenbank allem vor, was ein Dokument darüber sagt. Nennen Sie zu jeder Zahl den Zeitraum und die Einheit. Wenn eine Frage Verschiedenes bedeuten kann, sagen Sie, welche Bedeutung Sie gewählt haben.</translation>
    </message>
    <message>
        <source>Document assistant</source>
        <translation>Dokumentenassistent</translation>
    </message>
    <message>
        <source>Finds what documents and web pages say, and cites the page.</source>
        <translation>Findet, was in Dokumenten und auf Webseiten steht, und nennt die Seite.</translation>
    </message>
    <message>
        <source>You answer from the documents of the workspace alone. Quote the sentence that answers the question and cite it. When the documents do not say it, say so; never guess. When two documents disagree, show both.</source>
        <translation>Sie antworten allein aus den Dokumenten des Arbeitsbereichs. Zitieren Sie den Satz, der die Frage beantwortet, und geben Sie die Fundstelle an. Wenn die Dokumente es nicht sagen, sagen Sie das; raten Sie nie. Wenn zwei Dokumente einander widersprechen, zeigen Sie beide.</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Kundendienst</translation>
    </message>
    <message>
        <source>Helps to answer customers, from policies, manuals and their orders.</source>
        <translation>Hilft, Kunden zu antworten, aus Richtlinien, Handbüchern und deren Bestellungen.</translation>
    </message>
    <message>
        <source>You help colleagues who answer customers. Begin with the answer that the customer can be given, then what it rests on: the policy, and what the database says of their order. Never promise what a policy does not say.</source>
        <translation>Sie helfen Kolleginnen und Kollegen, die Kunden antworten. Beginnen Sie mit der Antwort, die dem Kunden gegeben werden kann, und nennen Sie dann, worauf sie beruht: die Richtlinie und was die Datenbank über die Bestellung sagt. Versprechen Sie nie, was eine Richtlinie nicht sagt.</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>Finanzen</translation>
    </message>
    <message>
        <source>Answers about revenue, invoices and costs, with exact figures.</source>
        <translation>Antwortet zu Umsatz, Rechnungen und Kosten, mit genauen Zahlen.</translation>
    </message>
    <message>
        <source>You answer questions about money. Give exact amounts with their currency, never rounded ones. Say whether open, cancelled or refunded items are part of a sum. Contracts and policies in the documents say what was agreed; the database says what happened.</source>
        <translation>Sie beantworten Fragen zu Geld. Nennen Sie genaue Beträge mit ihrer Währung, nie gerundete. Sagen Sie, ob offene, stornierte oder erstattete Posten in einer Summe enthalten sind. Verträge und Richtlinien in den Dokumenten sagen, was vereinbart wurde; die Datenbank sagt, was geschehen ist.</translation>
    </message>
    <message>
        <source>Onboarding</source>
        <translation>Einarbeitung</translation>
    </message>
    <message>
        <source>Shows new colleagues how things are done here, and where to read on.</source>
        <translation>Zeigt neuen Kolleginnen und Kollegen, wie hier gearbeitet wird und wo sie weiterlesen können.</translation>
    </message>
    <message>
        <source>You help somebody who is new here. Explain in plain words, name the document to read next, and explain the words of this organisation when they come up.</source>
        <translation>Sie helfen jemandem, der neu hier ist. Erklären Sie in einfachen Worten, nennen Sie das Dokument, das als Nächstes zu lesen ist, und erklären Sie die Begriffe dieser Organisation, wenn sie vorkommen.</translation>
    </message>
</context>
<context>
    <name>tabletalk</name>
    <message>
        <source>is no field of this format</source>
        <translation>ist kein Feld dieses Formats</translation>
    </message>
    <message>
        <source>The file has %1 bytes; a vocabulary may have %2.</source>
        <translation>Die Datei hat %1 Bytes; ein Vokabular darf %2 haben.</translation>
    </message>
    <message>
        <source>expected “%1”: this is no vocabulary</source>
        <translation>erwartet wird „%1“: das ist kein Vokabular</translation>
    </message>
    <message>
        <source>expected %1; this file was made by another version</source>
        <translation>erwartet wird %1; diese Datei stammt von einer anderen Version</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>INSERT statements</source>
        <translation>INSERT-Anweisungen</translation>
    </message>
</context>
<context>
    <name>tabletalk::Checker</name>
    <message>
        <source>must hold at least one letter or digit</source>
        <translation>muss mindestens einen Buchstaben oder eine Ziffer enthalten</translation>
    </message>
    <message>
        <source>must have at most %1 characters and %2 words</source>
        <translation>darf höchstens %1 Zeichen und %2 Wörter haben</translation>
    </message>
    <message>
        <source>“%1” stands here twice</source>
        <translation>„%1“ steht hier zweimal</translation>
    </message>
    <message>
        <source>“%1” means %2 as well: a phrase can mean one thing only</source>
        <translation>„%1“ bedeutet auch %2: Ein Ausdruck kann nur eines bedeuten</translation>
    </message>
    <message>
        <source>must have at most %1 characters</source>
        <translation>darf höchstens %1 Zeichen haben</translation>
    </message>
    <message>
        <source>%1 is hidden</source>
        <translation>%1 ist ausgeblendet</translation>
    </message>
    <message>
        <source>a value stands in a column: name it</source>
        <translation>ein Wert steht in einer Spalte: nennen Sie sie</translation>
    </message>
    <message>
        <source>expected plus, minus, times or dividedBy</source>
        <translation>erwartet wird plus, minus, times oder dividedBy</translation>
    </message>
    <message>
        <source>%1 holds no numbers</source>
        <translation>%1 enthält keine Zahlen</translation>
    </message>
    <message>
        <source>is required</source>
        <translation>ist erforderlich</translation>
    </message>
    <message>
        <source>expected =, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, in, notIn, isNull or isNotNull</source>
        <translation>erwartet wird =, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, in, notIn, isNull oder isNotNull</translation>
    </message>
    <message>
        <source>must be empty</source>
        <translation>muss leer sein</translation>
    </message>
    <message>
        <source>expected one value</source>
        <translation>erwartet wird ein Wert</translation>
    </message>
    <message>
        <source>expected 1 to %1 values</source>
        <translation>erwartet werden 1 bis %1 Werte</translation>
    </message>
    <message>
        <source>expected sum, average, minimum, maximum, count or countDistinct</source>
        <translation>erwartet wird sum, average, minimum, maximum, count oder countDistinct</translation>
    </message>
    <message>
        <source>rows are counted of a table; use countDistinct for a column</source>
        <translation>Zeilen werden je Tabelle gezählt; nehmen Sie countDistinct für eine Spalte</translation>
    </message>
    <message>
        <source>%1 holds neither numbers nor dates</source>
        <translation>%1 enthält weder Zahlen noch Datumswerte</translation>
    </message>
    <message>
        <source>counting takes no arithmetic</source>
        <translation>beim Zählen ist keine Rechnung möglich</translation>
    </message>
    <message>
        <source>may have %1 terms, filters and synonyms</source>
        <translation>darf %1 Terme, Filter und Synonyme haben</translation>
    </message>
    <message>
        <source>the metric %1</source>
        <translation>die Kennzahl %1</translation>
    </message>
    <message>
        <source>%1 stands here twice</source>
        <translation>%1 steht hier zweimal</translation>
    </message>
    <message>
        <source>expected as many columns as on the other end</source>
        <translation>erwartet werden so viele Spalten wie am anderen Ende</translation>
    </message>
    <message>
        <source>name the columns that are equal</source>
        <translation>nennen Sie die Spalten, die gleich sind</translation>
    </message>
    <message>
        <source>joins a table with itself</source>
        <translation>verknüpft eine Tabelle mit sich selbst</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>darf nicht leer sein</translation>
    </message>
    <message>
        <source>%1 is described twice</source>
        <translation>%1 ist zweimal beschrieben</translation>
    </message>
</context>
<context>
    <name>tabletalk::Entry</name>
    <message>
        <source>may hold %1 entries; these are %2</source>
        <translation>darf %1 Einträge enthalten; dies sind %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::Parser</name>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>das Ende</translation>
    </message>
    <message>
        <source>expected %1 where %2 stands</source>
        <translation>erwartet wird %1, wo %2 steht</translation>
    </message>
    <message>
        <source>a column as table.column</source>
        <translation>eine Spalte als tabelle.spalte</translation>
    </message>
    <message>
        <source>a number or a text in quotes</source>
        <translation>eine Zahl oder ein Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>a column of %1</source>
        <translation>eine Spalte von %1</translation>
    </message>
    <message>
        <source>=, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, IN or IS NULL</source>
        <translation>=, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, IN oder IS NULL</translation>
    </message>
    <message>
        <source>SUM, AVG, MIN, MAX or COUNT</source>
        <translation>SUM, AVG, MIN, MAX oder COUNT</translation>
    </message>
    <message>
        <source>WHERE or the end</source>
        <translation>WHERE oder das Ende</translation>
    </message>
    <message>
        <source>AND or the end</source>
        <translation>AND oder das Ende</translation>
    </message>
</context>
<context>
    <name>tabletalk::SchemaLookup</name>
    <message>
        <source>there is no table %1</source>
        <translation>es gibt keine Tabelle %1</translation>
    </message>
    <message>
        <source>%1 tables are called %2: name the schema as well</source>
        <translation>%1 Tabellen heißen %2: nennen Sie auch das Schema</translation>
    </message>
    <message>
        <source>%1 has no column %2</source>
        <translation>%1 hat keine Spalte %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::XlsxWriter</name>
    <message>
        <source>A sheet has room for %1 columns; the result has %2.</source>
        <translation>Ein Blatt hat Platz für %1 Spalten; das Ergebnis hat %2.</translation>
    </message>
    <message>
        <source>Choose another format, or ask for fewer columns.</source>
        <translation>Wählen Sie ein anderes Format, oder fragen Sie nach weniger Spalten.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>A sheet has no room for more rows, so there are %1 sheets.</source>
        <translation>Ein Blatt hat keinen Platz für mehr Zeilen, darum sind es %1 Blätter.</translation>
    </message>
    <message>
        <source>One text was longer than a cell may be and was cut.</source>
        <translation>Ein Text war länger, als eine Zelle sein darf, und wurde gekürzt.</translation>
    </message>
    <message>
        <source>%1 texts were longer than a cell may be and were cut.</source>
        <translation>%1 Texte waren länger, als eine Zelle sein darf, und wurden gekürzt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::api</name>
    <message>
        <source>The message has %1 bytes; the limit is %2.</source>
        <translation>Die Nachricht hat %1 Bytes; die Grenze ist %2.</translation>
    </message>
    <message>
        <source>The message nests deeper than %1 levels.</source>
        <translation>Die Nachricht ist tiefer als %1 Ebenen verschachtelt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::api::codec</name>
    <message>
        <source>expected a UUID</source>
        <translation>erwartet wird eine UUID</translation>
    </message>
    <message>
        <source>expected true or false</source>
        <translation>erwartet wird true oder false</translation>
    </message>
    <message>
        <source>expected a number</source>
        <translation>erwartet wird eine Zahl</translation>
    </message>
    <message>
        <source>expected an array</source>
        <translation>erwartet wird ein Array</translation>
    </message>
    <message>
        <source>expected an object</source>
        <translation>erwartet wird ein Objekt</translation>
    </message>
    <message>
        <source>is required</source>
        <translation>ist erforderlich</translation>
    </message>
    <message>
        <source>expected a text</source>
        <translation>erwartet wird ein Text</translation>
    </message>
    <message>
        <source>expected a time such as 2026-01-31T09:30:00Z</source>
        <translation>erwartet wird ein Zeitpunkt wie 2026-01-31T09:30:00Z</translation>
    </message>
    <message>
        <source>expected a whole number</source>
        <translation>erwartet wird eine ganze Zahl</translation>
    </message>
    <message>
        <source>expected a whole number from %1 to %2</source>
        <translation>erwartet wird eine ganze Zahl von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ask</name>
    <message>
        <source>A chart needs a column with figures.</source>
        <translation>Ein Diagramm braucht eine Spalte mit Zahlen.</translation>
    </message>
    <message>
        <source>A chart shows at most %1 columns of figures.</source>
        <translation>Ein Diagramm zeigt höchstens %1 Spalten mit Zahlen.</translation>
    </message>
    <message>
        <source>Such a chart shows one column of figures.</source>
        <translation>Ein solches Diagramm zeigt eine Spalte mit Zahlen.</translation>
    </message>
    <message>
        <source>A chart with a series for each value shows one column of figures.</source>
        <translation>Ein Diagramm mit einer Reihe für jeden Wert zeigt eine Spalte mit Zahlen.</translation>
    </message>
    <message>
        <source>The column “%1” is used twice.</source>
        <translation>Die Spalte „%1“ wird zweimal verwendet.</translation>
    </message>
    <message>
        <source>A single figure has no axis.</source>
        <translation>Eine einzelne Zahl hat keine Achse.</translation>
    </message>
    <message>
        <source>A chart needs a column for its axis.</source>
        <translation>Ein Diagramm braucht eine Spalte für seine Achse.</translation>
    </message>
    <message>
        <source>A heat map needs a column for its rows, or several columns of figures.</source>
        <translation>Eine Heatmap braucht eine Spalte für ihre Zeilen oder mehrere Spalten mit Zahlen.</translation>
    </message>
    <message>
        <source>Only bars, lines, areas and heat maps have a series for each value of a column.</source>
        <translation>Nur Balken, Linien, Flächen und Heatmaps haben eine Reihe für jeden Wert einer Spalte.</translation>
    </message>
    <message>
        <source>A title has at most %1 characters.</source>
        <translation>Ein Titel hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>There are no rows to draw.</source>
        <translation>Es gibt keine Zeilen zu zeichnen.</translation>
    </message>
    <message>
        <source>Only bars and areas can stand on each other.</source>
        <translation>Nur Balken und Flächen lassen sich stapeln.</translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation>Das Modell wollte nicht antworten.</translation>
    </message>
    <message>
        <source>Ask in other words, or without the model.</source>
        <translation>Fragen Sie mit anderen Worten oder ohne das Modell.</translation>
    </message>
    <message>
        <source>The model&apos;s answer is too long.</source>
        <translation>Die Antwort des Modells ist zu lang.</translation>
    </message>
    <message>
        <source>Ask for less at a time.</source>
        <translation>Fragen Sie nach weniger auf einmal.</translation>
    </message>
    <message>
        <source>The model gave no query.</source>
        <translation>Das Modell hat keine Abfrage geliefert.</translation>
    </message>
    <message>
        <source>Ask in other words, or choose another model.</source>
        <translation>Fragen Sie mit anderen Worten, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation>%1 enthält %2</translation>
    </message>
    <message>
        <source>%1 ends with %2</source>
        <translation>%1 endet mit %2</translation>
    </message>
    <message>
        <source>%1 begins with %2</source>
        <translation>%1 beginnt mit %2</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 ist leer</translation>
    </message>
    <message>
        <source>%1 is not empty</source>
        <translation>%1 ist nicht leer</translation>
    </message>
    <message>
        <source>%1 is from %2 to %3, both included</source>
        <translation>%1 liegt zwischen %2 und %3, beide eingeschlossen</translation>
    </message>
    <message>
        <source>how many rows</source>
        <translation>wie viele Zeilen</translation>
    </message>
    <message>
        <source>how many different values of %1</source>
        <translation>wie viele verschiedene Werte von %1</translation>
    </message>
    <message>
        <source>how many values of %1</source>
        <translation>wie viele Werte von %1</translation>
    </message>
    <message>
        <source>the sum of %1</source>
        <translation>die Summe von %1</translation>
    </message>
    <message>
        <source>the average of %1</source>
        <translation>der Durchschnitt von %1</translation>
    </message>
    <message>
        <source>the least of %1</source>
        <translation>der kleinste Wert von %1</translation>
    </message>
    <message>
        <source>the greatest of %1</source>
        <translation>der größte Wert von %1</translation>
    </message>
    <message>
        <source>all columns</source>
        <translation>alle Spalten</translation>
    </message>
    <message>
        <source>%1, called %2</source>
        <translation>%1, genannt %2</translation>
    </message>
    <message>
        <source>Each row is combined with each of %1</source>
        <translation>Jede Zeile wird mit jeder von %1 kombiniert</translation>
    </message>
    <message>
        <source>%1, where %2</source>
        <translation>%1, wobei %2</translation>
    </message>
    <message>
        <source>%1; rows of both sides stay where nothing fits</source>
        <translation>%1; Zeilen beider Seiten bleiben erhalten, auch wenn nichts dazu passt</translation>
    </message>
    <message>
        <source>%1; rows to which none of it fits stay, with nothing in its place</source>
        <translation>%1; Zeilen, zu denen nichts davon passt, bleiben erhalten, mit leeren Feldern</translation>
    </message>
    <message>
        <source>%1; its rows stay where nothing fits to them</source>
        <translation>%1; deren Zeilen bleiben erhalten, auch wenn nichts dazu passt</translation>
    </message>
    <message>
        <source>The tables read are %1.</source>
        <translation>Gelesen werden die Tabellen %1.</translation>
    </message>
    <message>
        <source>The table read is %1.</source>
        <translation>Gelesen wird die Tabelle %1.</translation>
    </message>
    <message>
        <source>Steps before it: %1.</source>
        <translation>Vorherige Schritte: %1.</translation>
    </message>
    <message>
        <source>It holds a query within the query.</source>
        <translation>Sie enthält eine Abfrage in der Abfrage.</translation>
    </message>
    <message>
        <source>It holds %1 queries within the query.</source>
        <translation>Sie enthält %1 Abfragen in der Abfrage.</translation>
    </message>
    <message>
        <source>Several queries are put together; what follows is of the first.</source>
        <translation>Mehrere Abfragen werden zusammengesetzt; das Folgende gilt für die erste.</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>Was gelesen wird</translation>
    </message>
    <message>
        <source>To each row of %1 comes</source>
        <translation>Zu jeder Zeile von %1 kommt</translation>
    </message>
    <message>
        <source>Only rows where</source>
        <translation>Nur Zeilen, für die gilt</translation>
    </message>
    <message>
        <source>One row for each</source>
        <translation>Eine Zeile je</translation>
    </message>
    <message>
        <source>And of these only where</source>
        <translation>Und davon nur jene, für die gilt</translation>
    </message>
    <message>
        <source>Shown, each combination once</source>
        <translation>Gezeigt wird, jede Kombination einmal</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt wird</translation>
    </message>
    <message>
        <source>by %1, the greatest first</source>
        <translation>nach %1, größte Werte zuerst</translation>
    </message>
    <message>
        <source>by %1, the least first</source>
        <translation>nach %1, kleinste Werte zuerst</translation>
    </message>
    <message>
        <source>the first %1 are passed over</source>
        <translation>die ersten %1 werden übersprungen</translation>
    </message>
    <message>
        <source>only the first row</source>
        <translation>nur die erste Zeile</translation>
    </message>
    <message>
        <source>at most %1 rows</source>
        <translation>höchstens %1 Zeilen</translation>
    </message>
    <message>
        <source>Order and number</source>
        <translation>Reihenfolge und Anzahl</translation>
    </message>
    <message>
        <source>Sure: of answers like this one, about %1 in 100 are right.</source>
        <translation>Sicher: von Antworten wie dieser sind etwa %1 von 100 richtig.</translation>
    </message>
    <message>
        <source>Fairly sure: of answers like this one, about %1 in 100 are right.</source>
        <translation>Ziemlich sicher: von Antworten wie dieser sind etwa %1 von 100 richtig.</translation>
    </message>
    <message>
        <source>Unsure: of answers like this one, only about %1 in 100 are right.</source>
        <translation>Unsicher: von Antworten wie dieser sind nur etwa %1 von 100 richtig.</translation>
    </message>
    <message>
        <source>Nobody guessed here: the statement was run as it was written.</source>
        <translation>Hier wurde nichts geraten: Die Anweisung wurde so ausgeführt, wie sie geschrieben war.</translation>
    </message>
    <message>
        <source>No part of the query stands for %1.</source>
        <translation>Kein Teil der Abfrage steht für %1.</translation>
    </message>
    <message>
        <source>It could also have meant: %1.</source>
        <translation>Gemeint sein könnte auch: %1.</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>Was verstanden wurde</translation>
    </message>
    <message>
        <source>One row came of it.</source>
        <translation>Das Ergebnis ist eine Zeile.</translation>
    </message>
    <message>
        <source>%1 rows came of it.</source>
        <translation>Das Ergebnis sind %1 Zeilen.</translation>
    </message>
    <message>
        <source>The server&apos;s limit cut off the rest.</source>
        <translation>Die Grenze des Servers hat den Rest abgeschnitten.</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Was herauskam</translation>
    </message>
</context>
<context>
    <name>tabletalk::ask::Columns</name>
    <message>
        <source>The result has no column “%1”.</source>
        <translation>Das Ergebnis hat keine Spalte „%1“.</translation>
    </message>
    <message>
        <source>The result has several columns called “%1”; a chart cannot tell them apart.</source>
        <translation>Das Ergebnis hat mehrere Spalten namens „%1“; ein Diagramm kann sie nicht unterscheiden.</translation>
    </message>
    <message>
        <source>The column “%1” does not hold numbers.</source>
        <translation>Die Spalte „%1“ enthält keine Zahlen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ask::Say</name>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>tabletalk::billing</name>
    <message>
        <source>expected at most %1</source>
        <translation>erwartet wird höchstens %1</translation>
    </message>
    <message>
        <source>expected a code of ISO 4217, such as EUR</source>
        <translation>erwartet wird ein Code nach ISO 4217 wie EUR</translation>
    </message>
    <message>
        <source>stands twice</source>
        <translation>steht zweimal da</translation>
    </message>
    <message>
        <source>expected 0 to %1</source>
        <translation>erwartet wird 0 bis %1</translation>
    </message>
    <message>
        <source>expected up to 40 small letters, digits and hyphens</source>
        <translation>erwartet werden bis zu 40 Kleinbuchstaben, Ziffern und Bindestriche</translation>
    </message>
    <message>
        <source>expected 1 to %1 characters</source>
        <translation>erwartet werden 1 bis %1 Zeichen</translation>
    </message>
    <message>
        <source>expected at most %1 characters</source>
        <translation>erwartet werden höchstens %1 Zeichen</translation>
    </message>
    <message>
        <source>expected 0 or more, or nothing</source>
        <translation>erwartet wird 0 oder mehr, oder nichts</translation>
    </message>
    <message>
        <source>expected a feature, each once</source>
        <translation>erwartet wird eine Funktion, jede nur einmal</translation>
    </message>
    <message>
        <source>A subscription that is %1 does not take this: %2.</source>
        <translation>Ein Abonnement im Zustand %1 lässt dies nicht zu: %2.</translation>
    </message>
    <message>
        <source>Nothing is planned that could be taken back.</source>
        <translation>Es ist nichts geplant, das zurückgenommen werden könnte.</translation>
    </message>
    <message>
        <source>An invoice is overdue.</source>
        <translation>Eine Rechnung ist überfällig.</translation>
    </message>
    <message>
        <source>Pay it first, then change to the larger plan.</source>
        <translation>Bezahlen Sie sie zuerst und wechseln Sie dann in den größeren Tarif.</translation>
    </message>
    <message>
        <source>Pay it first, then begin again.</source>
        <translation>Bezahlen Sie sie zuerst und beginnen Sie dann neu.</translation>
    </message>
</context>
<context>
    <name>tabletalk::desktop</name>
    <message>
        <source>Talk to your own tables: the window, with its own server in it.</source>
        <translation>Sprechen Sie mit Ihren Tabellen: das Fenster, mit eigenem Server darin.</translation>
    </message>
    <message>
        <source>Keep the server&apos;s data in &lt;dir&gt;.</source>
        <translation>Die Daten des Servers in &lt;dir&gt; ablegen.</translation>
    </message>
    <message>
        <source>Print &quot;ready &lt;ms since start&gt;&quot; when the window is on the screen.</source>
        <translation>„ready &lt;ms since start&gt;“ ausgeben, wenn das Fenster auf dem Bildschirm ist.</translation>
    </message>
    <message>
        <source>Quit then.</source>
        <translation>Danach beenden.</translation>
    </message>
    <message>
        <source>Begin with the sample, as its button does.</source>
        <translation>Mit dem Beispiel beginnen, wie dessen Schaltfläche.</translation>
    </message>
    <message>
        <source>Start the server and show no window; starting Tabletalk again shows it.</source>
        <translation>Den Server starten und kein Fenster zeigen; ein weiterer Start von Tabletalk zeigt es.</translation>
    </message>
    <message>
        <source>End the Tabletalk that runs in the background.</source>
        <translation>Das Tabletalk beenden, das im Hintergrund läuft.</translation>
    </message>
    <message>
        <source>Print &quot;answered &lt;ms since start&gt;&quot; when the first answer is complete, and quit. Without an answer: say why, and end with 1.</source>
        <translation>„answered &lt;ms since start&gt;“ ausgeben, wenn die erste Antwort vollständig ist, und beenden. Ohne Antwort: Den Grund ausgeben und mit 1 enden.</translation>
    </message>
</context>
<context>
    <name>tabletalk::desktop::AnswerWatch</name>
    <message>
        <source>The window was closed before a question was answered.</source>
        <translation>Das Fenster wurde geschlossen, bevor eine Frage beantwortet war.</translation>
    </message>
    <message>
        <source>Tabletalk runs already with this data folder.</source>
        <translation>Tabletalk läuft bereits mit diesem Datenordner.</translation>
    </message>
</context>
<context>
    <name>tabletalk::desktop::Autostart</name>
    <message>
        <source>Tabletalk cannot start by itself on this system.</source>
        <translation>Auf diesem System kann Tabletalk nicht von selbst starten.</translation>
    </message>
    <message>
        <source>Check that the folder belongs to you.</source>
        <translation>Prüfen Sie, ob der Ordner Ihnen gehört.</translation>
    </message>
    <message>
        <source>%1 could not be removed: %2.</source>
        <translation>%1 ließ sich nicht entfernen: %2.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 ließ sich nicht schreiben: %2.</translation>
    </message>
</context>
<context>
    <name>tabletalk::evaluation</name>
    <message>
        <source>Line %1 cannot be read: %2</source>
        <translation>Zeile %1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>Write one JSON object a line, {&quot;question&quot;: …, &quot;gold_sql&quot;: …}, or CSV whose first line is question,gold_sql.</source>
        <translation>Schreiben Sie ein JSON-Objekt je Zeile, {&quot;question&quot;: …, &quot;gold_sql&quot;: …}, oder CSV mit der ersten Zeile question,gold_sql.</translation>
    </message>
    <message>
        <source>A file may have %1 questions.</source>
        <translation>Eine Datei darf %1 Fragen haben.</translation>
    </message>
    <message>
        <source>it is no JSON object.</source>
        <translation>sie ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>it lacks &quot;question&quot; or &quot;gold_sql&quot;.</source>
        <translation>ihr fehlt &quot;question&quot; oder &quot;gold_sql&quot;.</translation>
    </message>
    <message>
        <source>it does not name the columns question and gold_sql.</source>
        <translation>sie nennt die Spalten question und gold_sql nicht.</translation>
    </message>
    <message>
        <source>a quotation mark is not closed.</source>
        <translation>ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>it lacks a question or a statement.</source>
        <translation>ihr fehlt eine Frage oder eine Anweisung.</translation>
    </message>
    <message>
        <source>The file holds no question.</source>
        <translation>Die Datei enthält keine Frage.</translation>
    </message>
</context>
<context>
    <name>tabletalk::memory</name>
    <message>
        <source>must have %1 to %2 characters</source>
        <translation>muss %1 bis %2 Zeichen haben</translation>
    </message>
</context>
<context>
    <name>tabletalk::model::Protocol</name>
    <message>
        <source>%1 answered with status %2.</source>
        <translation>%1 hat mit Status %2 geantwortet.</translation>
    </message>
    <message>
        <source>%1 answered with status %2: %3</source>
        <translation>%1 hat mit Status %2 geantwortet: %3</translation>
    </message>
    <message>
        <source>%1 refused the key (status %2).</source>
        <translation>%1 hat den Schlüssel abgelehnt (Status %2).</translation>
    </message>
    <message>
        <source>Check the key: it may be mistyped, revoked, or of another provider.</source>
        <translation>Prüfen Sie den Schlüssel: Er kann falsch geschrieben oder widerrufen sein oder zu einem anderen Anbieter gehören.</translation>
    </message>
    <message>
        <source>Check the address and the name of the model: the server does not know one of them.</source>
        <translation>Prüfen Sie die Adresse und den Namen des Modells: Eines davon kennt der Server nicht.</translation>
    </message>
    <message>
        <source>The provider takes no more for now: wait, or raise your limit there.</source>
        <translation>Der Anbieter nimmt im Moment nichts mehr an: Warten Sie, oder erhöhen Sie dort Ihre Grenze.</translation>
    </message>
    <message>
        <source>The provider has a problem of its own. Ask again later.</source>
        <translation>Der Anbieter hat selbst ein Problem. Fragen Sie später noch einmal.</translation>
    </message>
    <message>
        <source>Check the address and the name of the model.</source>
        <translation>Prüfen Sie die Adresse und den Namen des Modells.</translation>
    </message>
</context>
<context>
    <name>tabletalk::schedule</name>
    <message>
        <source>below %1</source>
        <translation>unter %1</translation>
    </message>
    <message>
        <source>above %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>equal to %1</source>
        <translation>gleich %1</translation>
    </message>
    <message>
        <source>%1 is %2; there is nothing to compare it with yet</source>
        <translation>%1 ist %2; noch gibt es nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1: geändert</translation>
    </message>
    <message>
        <source>%1 did not change</source>
        <translation>%1: nicht geändert</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>%1 is %2, %3</source>
        <translation>%1 ist %2, %3</translation>
    </message>
    <message>
        <source>%1 is %2, not %3</source>
        <translation>%1 ist %2, nicht %3</translation>
    </message>
    <message>
        <source>The result has no column &quot;%1&quot;.</source>
        <translation>Das Ergebnis hat keine Spalte „%1“.</translation>
    </message>
    <message>
        <source>Choose a column that the question gives.</source>
        <translation>Wählen Sie eine Spalte, die die Frage ergibt.</translation>
    </message>
    <message>
        <source>There is nothing to compare %1 with yet</source>
        <translation>Noch gibt es nichts, womit sich %1 vergleichen lässt</translation>
    </message>
    <message>
        <source>%1 is in no row %2</source>
        <translation>%1 ist in keiner Zeile %2</translation>
    </message>
    <message>
        <source>is too long</source>
        <translation>ist zu lang</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>darf nicht leer sein</translation>
    </message>
    <message>
        <source>expected a number</source>
        <translation>erwartet wird eine Zahl</translation>
    </message>
    <message>
        <source>There are no rows</source>
        <translation>Es gibt keine Zeilen</translation>
    </message>
    <message>
        <source>There are %1 rows</source>
        <translation>Es gibt %1 Zeilen</translation>
    </message>
    <message>
        <source>The number of rows</source>
        <translation>Die Anzahl der Zeilen</translation>
    </message>
    <message>
        <source>expected %1 to %2 minutes</source>
        <translation>erwartet werden %1 bis %2 Minuten</translation>
    </message>
    <message>
        <source>expected 0 to 59</source>
        <translation>erwartet wird 0 bis 59</translation>
    </message>
    <message>
        <source>expected days of the week, 1 (Monday) to 7 (Sunday)</source>
        <translation>erwartet werden Wochentage, 1 (Montag) bis 7 (Sonntag)</translation>
    </message>
    <message>
        <source>expected 1 to 31</source>
        <translation>erwartet wird 1 bis 31</translation>
    </message>
    <message>
        <source>expected a time of day such as 08:30</source>
        <translation>erwartet wird eine Uhrzeit wie 08:30</translation>
    </message>
    <message>
        <source>Every %1 minutes</source>
        <translation>Alle %1 Minuten</translation>
    </message>
    <message>
        <source>Every hour at minute %1</source>
        <translation>Jede Stunde zur Minute %1</translation>
    </message>
    <message>
        <source>Every day at %1</source>
        <translation>Jeden Tag um %1</translation>
    </message>
    <message>
        <source>Monday to Friday at %1</source>
        <translation>Montag bis Freitag um %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>On day %1 of each month at %2</source>
        <translation>Am %1. jedes Monats um %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::signon</name>
    <message>
        <source>What the identity provider answered is not believed: %1</source>
        <translation>Die Antwort des Identitätsanbieters ist nicht vertrauenswürdig: %1</translation>
    </message>
    <message>
        <source>Try again. If it stays, ask the administrator of your organisation.</source>
        <translation>Versuchen Sie es noch einmal. Wenn das Problem bestehen bleibt, fragen Sie den Administrator Ihrer Organisation.</translation>
    </message>
    <message>
        <source>it is meant for another program.</source>
        <translation>sie ist für ein anderes Programm bestimmt.</translation>
    </message>
    <message>
        <source>it was given to another program.</source>
        <translation>sie wurde einem anderen Programm gegeben.</translation>
    </message>
    <message>
        <source>it does not say from when to when it holds.</source>
        <translation>sie sagt nicht, von wann bis wann sie gilt.</translation>
    </message>
    <message>
        <source>it holds no longer. Is the clock right?</source>
        <translation>sie gilt nicht mehr. Geht die Uhr richtig?</translation>
    </message>
    <message>
        <source>it was not made just now. Is the clock right?</source>
        <translation>sie wurde nicht gerade eben erstellt. Geht die Uhr richtig?</translation>
    </message>
    <message>
        <source>it does not hold yet. Is the clock right?</source>
        <translation>sie gilt noch nicht. Geht die Uhr richtig?</translation>
    </message>
    <message>
        <source>Compare the address with what the provider says of itself.</source>
        <translation>Vergleichen Sie die Adresse mit dem, was der Anbieter über sich selbst angibt.</translation>
    </message>
    <message>
        <source>The provider&apos;s document does not say where %1 is, or not with https.</source>
        <translation>Das Dokument des Anbieters sagt nicht, wo %1 zu finden ist, oder nicht mit https.</translation>
    </message>
    <message>
        <source>What is at that address is no document of an identity provider.</source>
        <translation>Was unter dieser Adresse liegt, ist kein Dokument eines Identitätsanbieters.</translation>
    </message>
    <message>
        <source>The document does not say whose it is.</source>
        <translation>Das Dokument sagt nicht, zu wem es gehört.</translation>
    </message>
    <message>
        <source>The provider calls itself &quot;%1&quot;. Enter exactly that.</source>
        <translation>Der Anbieter nennt sich „%1“. Geben Sie genau das ein.</translation>
    </message>
    <message>
        <source>its page for signing in</source>
        <translation>die Seite zum Anmelden</translation>
    </message>
    <message>
        <source>its exchange for tokens</source>
        <translation>der Austausch von Tokens</translation>
    </message>
    <message>
        <source>its list of keys</source>
        <translation>die Liste der Schlüssel</translation>
    </message>
    <message>
        <source>The provider does not offer the authorisation code flow.</source>
        <translation>Der Anbieter bietet den Authorization Code Flow nicht an.</translation>
    </message>
    <message>
        <source>The provider signs in no way that is trusted; RS256, PS256 and ES256 are.</source>
        <translation>Der Anbieter signiert mit keinem vertrauenswürdigen Verfahren; möglich sind RS256, PS256 und ES256.</translation>
    </message>
</context>
<context>
    <name>tabletalk::signon::IdToken</name>
    <message>
        <source>it is no signed token.</source>
        <translation>sie ist kein signiertes Token.</translation>
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation>sie ist nicht lesbar.</translation>
    </message>
    <message>
        <source>it is signed in no way that is trusted; RS256, PS256 and ES256 are.</source>
        <translation>sie ist mit keinem vertrauenswürdigen Verfahren signiert; möglich sind RS256, PS256 und ES256.</translation>
    </message>
    <message>
        <source>it demands what is not known here.</source>
        <translation>sie verlangt etwas, das hier nicht bekannt ist.</translation>
    </message>
    <message>
        <source>its signature is wrong.</source>
        <translation>ihre Signatur ist falsch.</translation>
    </message>
    <message>
        <source>the key that signed it is not known.</source>
        <translation>der Schlüssel, der sie signiert hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>it is of another provider.</source>
        <translation>sie stammt von einem anderen Anbieter.</translation>
    </message>
    <message>
        <source>it is of another sign-in.</source>
        <translation>sie gehört zu einer anderen Anmeldung.</translation>
    </message>
    <message>
        <source>it does not say who signed in.</source>
        <translation>sie sagt nicht, wer sich angemeldet hat.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui</name>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>broken test</source>
        <translation>defekter Test</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>nicht gefragt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 of %2 asked</source>
        <translation>%1 von %2 gefragt</translation>
    </message>
    <message>
        <source>stopped after %1 of %2</source>
        <translation>nach %1 von %2 gestoppt</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>an example</source>
        <translation>ein Beispiel</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>eine Datei</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Search by words and meaning</source>
        <translation>Suche nach Wörtern und Bedeutung</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>Suche nach Bedeutung</translation>
    </message>
    <message>
        <source>Search along relations</source>
        <translation>Suche entlang von Beziehungen</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation>Freundlich</translation>
    </message>
    <message>
        <source>Formal</source>
        <translation>Förmlich</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Knapp</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Ausführlich</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Only me</source>
        <translation>Nur ich</translation>
    </message>
    <message>
        <source>Some teams</source>
        <translation>Einige Teams</translation>
    </message>
    <message>
        <source>Some people</source>
        <translation>Einige Personen</translation>
    </message>
    <message>
        <source>Everybody, guests too</source>
        <translation>Alle, auch Gäste</translation>
    </message>
    <message>
        <source>Everybody in the organisation</source>
        <translation>Alle in der Organisation</translation>
    </message>
    <message>
        <source>%1 (statement)</source>
        <translation>%1 (Anweisung)</translation>
    </message>
    <message>
        <source>%1, page %2</source>
        <translation>%1, Seite %2</translation>
    </message>
    <message>
        <source>%1 a year</source>
        <translation>%1 pro Jahr</translation>
    </message>
    <message>
        <source>%1 a month</source>
        <translation>%1 pro Monat</translation>
    </message>
    <message>
        <source>Free of charge</source>
        <translation>Kostenlos</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>jährlich</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>monatlich</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Questions a month</source>
        <translation>Fragen pro Monat</translation>
    </message>
    <message>
        <source>Tokens a month</source>
        <translation>Tokens pro Monat</translation>
    </message>
    <message>
        <source>AI credits a month</source>
        <translation>KI-Guthaben pro Monat</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Logo and colours of your own</source>
        <translation>Eigenes Logo und eigene Farben</translation>
    </message>
    <message>
        <source>Domain of your own</source>
        <translation>Eigene Domain</translation>
    </message>
    <message>
        <source>Use by person and model</source>
        <translation>Nutzung nach Person und Modell</translation>
    </message>
    <message>
        <source>Support before others</source>
        <translation>Vorrangiger Support</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>Single Sign-on</translation>
    </message>
    <message>
        <source>Credit note</source>
        <translation>Gutschrift</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>ausgestellt</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>beglichen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>To be paid by</source>
        <translation>Zahlbar bis</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>%1
%2 to %3</source>
        <translation>%1
%2 bis %3</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuer</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamtbetrag</translation>
    </message>
    <message>
        <source>Tax %1 %, which the prices hold</source>
        <translation>Steuer %1&#xa0;%, in den Preisen enthalten</translation>
    </message>
    <message>
        <source>Tax %1 %</source>
        <translation>Steuer %1&#xa0;%</translation>
    </message>
    <message>
        <source>Taken from your credit</source>
        <translation>Aus Ihrem Guthaben entnommen</translation>
    </message>
    <message>
        <source>Credited by credit notes</source>
        <translation>Durch Gutschriften ausgeglichen</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Settled, nothing is open</source>
        <translation>Beglichen, nichts ist offen</translation>
    </message>
    <message>
        <source>To be paid</source>
        <translation>Zu zahlen</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>Understanding the question…</source>
        <translation>Die Frage wird ausgewertet…</translation>
    </message>
    <message>
        <source>%1 is writing… %2 characters so far</source>
        <translation>%1 schreibt… bisher %2 Zeichen</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>vor einer Minute</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>vor %1 Minuten</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(keine)</translation>
    </message>
    <message>
        <source>One row has no place in this chart</source>
        <translation>Eine Zeile hat in diesem Diagramm keinen Platz</translation>
    </message>
    <message>
        <source>%1 rows have no place in this chart</source>
        <translation>%1 Zeilen haben in diesem Diagramm keinen Platz</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows</source>
        <translation>Die ersten %1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 different</source>
        <translation>%1 verschiedene</translation>
    </message>
    <message>
        <source>Sum: %1</source>
        <translation>Summe: %1</translation>
    </message>
    <message>
        <source>Average: %1</source>
        <translation>Durchschnitt: %1</translation>
    </message>
    <message>
        <source>Least: %1</source>
        <translation>Kleinster Wert: %1</translation>
    </message>
    <message>
        <source>Greatest: %1</source>
        <translation>Größter Wert: %1</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>Werte: %1</translation>
    </message>
    <message>
        <source>Empty: %1</source>
        <translation>Leer: %1</translation>
    </message>
    <message>
        <source>Different: %1</source>
        <translation>Verschieden: %1</translation>
    </message>
    <message>
        <source>Different: more than 10,000</source>
        <translation>Verschieden: mehr als 10.000</translation>
    </message>
    <message>
        <source>The numbers are too long to be added exactly.</source>
        <translation>Die Zahlen sind zu lang, um genau addiert zu werden.</translation>
    </message>
    <message>
        <source>Paste a URL here, or fill in the fields above</source>
        <translation>Fügen Sie hier eine URL ein, oder füllen Sie die Felder oben aus</translation>
    </message>
    <message>
        <source>This tile could not be run.</source>
        <translation>Diese Kachel konnte nicht ausgeführt werden.</translation>
    </message>
    <message>
        <source>This tile has not been run.</source>
        <translation>Diese Kachel wurde noch nicht ausgeführt.</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows.</source>
        <translation>Die ersten %1 von %2 Zeilen.</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Die Datei konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>Ist der Datenträger voll?</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>Lesen fehlgeschlagen</translation>
    </message>
    <message>
        <source>reading paused</source>
        <translation>Lesen angehalten</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>condition not met</source>
        <translation>Bedingung nicht erfüllt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>schlägt fehl</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>when there are rows</source>
        <translation>wenn es Zeilen gibt</translation>
    </message>
    <message>
        <source>the number of rows</source>
        <translation>die Anzahl der Zeilen</translation>
    </message>
    <message>
        <source>the first column</source>
        <translation>die erste Spalte</translation>
    </message>
    <message>
        <source>when in any row %1</source>
        <translation>wenn in irgendeiner Zeile %1</translation>
    </message>
    <message>
        <source>when %1</source>
        <translation>wenn %1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 sich geändert hat</translation>
    </message>
    <message>
        <source>%1 is below %2</source>
        <translation>%1 unter %2 liegt</translation>
    </message>
    <message>
        <source>%1 is above %2</source>
        <translation>%1 über %2 liegt</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 gleich %2 ist</translation>
    </message>
    <message>
        <source>mail to %1</source>
        <translation>E-Mail an %1</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Excel file</source>
        <translation>Excel-Datei</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV-Datei</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Zusammenhänge</translation>
    </message>
    <message>
        <source>Words and meaning</source>
        <translation>Wörter und Bedeutung</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of a server.</source>
        <translation>„%1“ ist keine Serveradresse.</translation>
    </message>
    <message>
        <source>Write it like example.org, 192.168.1.20:8765 or wss://example.org/rpc.</source>
        <translation>Schreiben Sie sie wie example.org, 192.168.1.20:8765 oder wss://example.org/rpc.</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <translation>Ist das Ihr Server?</translation>
    </message>
    <message>
        <source>%1 shows a certificate that no authority vouches for, issued to %2.</source>
        <translation>%1 zeigt ein Zertifikat, für das keine Zertifizierungsstelle bürgt, ausgestellt für %2.</translation>
    </message>
    <message>
        <source>Its SHA-256 fingerprint is

%1

Compare it with the one that the server&apos;s administrator gives you. If you accept it, it is remembered, and any other certificate of this server will be refused.</source>
        <translation>Der SHA-256-Fingerabdruck ist

%1

Vergleichen Sie ihn mit dem, den Ihnen der Administrator des Servers nennt. Wenn Sie das Zertifikat annehmen, merkt sich Tabletalk dieses Zertifikat und lehnt jedes andere dieses Servers ab.</translation>
    </message>
    <message>
        <source>It is the right one</source>
        <translation>Es ist das richtige</translation>
    </message>
    <message>
        <source>waits for an answer</source>
        <translation>wartet auf Antwort</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>● %1</source>
        <translation>● %1</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Questions this month</source>
        <translation>Fragen in diesem Monat</translation>
    </message>
    <message>
        <source>Tokens this month</source>
        <translation>Tokens in diesem Monat</translation>
    </message>
    <message>
        <source>AI credits this month</source>
        <translation>KI-Guthaben in diesem Monat</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Abläufe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Values to try it with</source>
        <translation>Werte zum Ausprobieren</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>when a document was read</source>
        <translation>wenn ein Dokument gelesen wurde</translation>
    </message>
    <message>
        <source>when a question was answered</source>
        <translation>wenn eine Frage beantwortet wurde</translation>
    </message>
    <message>
        <source>when a question could not be answered</source>
        <translation>wenn eine Frage nicht beantwortet werden konnte</translation>
    </message>
    <message>
        <source>when a limit of the plan comes near</source>
        <translation>wenn eine Grenze des Tarifs fast erreicht ist</translation>
    </message>
    <message>
        <source>when a database was read</source>
        <translation>wenn eine Datenbank gelesen wurde</translation>
    </message>
    <message>
        <source>when somebody joined</source>
        <translation>wenn jemand beigetreten ist</translation>
    </message>
    <message>
        <source>its schedule</source>
        <translation>sein Zeitplan</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>ein früheres Mitglied</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>Beziehungen</translation>
    </message>
    <message>
        <source>as the organisation chose</source>
        <translation>wie von der Organisation gewählt</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>Propose facts to remember, which you confirm under What agents remember</source>
        <translation>Vorschlagen, was gemerkt werden soll; Sie bestätigen es unter „Was Agenten sich merken“</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Gedächtnis</translation>
    </message>
    <message>
        <source>Documents and rows of answers</source>
        <translation>Dokumente und Zeilen von Antworten</translation>
    </message>
    <message>
        <source>Copy the whole link, from https:// to its end.</source>
        <translation>Kopieren Sie den ganzen Link, von https:// bis zum Ende.</translation>
    </message>
    <message>
        <source>%1, of the rows that the filters leave</source>
        <translation>%1, über die gefilterten Zeilen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AccuracyTab</name>
    <message>
        <source>The schema changed under some tests</source>
        <translation>Änderungen des Schemas betreffen einige Tests</translation>
    </message>
    <message>
        <source>Answers became less accurate</source>
        <translation>Antworten sind ungenauer geworden</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AddressDialog</name>
    <message>
        <source>Who sees it</source>
        <translation>Wer es sieht</translation>
    </message>
    <message>
        <source>Everybody but guests</source>
        <translation>Alle außer Gästen</translation>
    </message>
    <message>
        <source>Everybody, and guests</source>
        <translation>Alle, auch Gäste</translation>
    </message>
    <message>
        <source>Only you</source>
        <translation>Nur Sie</translation>
    </message>
    <message>
        <source>Add a web page or site</source>
        <translation>Eine Webseite oder Website hinzufügen</translation>
    </message>
    <message>
        <source>Only what the site&apos;s robots.txt allows is read. Pages behind a sign-in are not.</source>
        <translation>Gelesen wird nur, was die robots.txt der Website erlaubt. Seiten hinter einer Anmeldung nicht.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Follow its links, and read the pages that they lead to</source>
        <translation>Den Links folgen und die verlinkten Seiten lesen</translation>
    </message>
    <message>
        <source>Links away from the address</source>
        <translation>Linktiefe ab der Adresse</translation>
    </message>
    <message>
        <source>Pages at most</source>
        <translation>Höchstzahl der Seiten</translation>
    </message>
    <message>
        <source>Only pages below</source>
        <translation>Nur Seiten unter</translation>
    </message>
    <message>
        <source>/handbook/ – that of the address when empty</source>
        <translation>/handbuch/ – wenn leer, der Pfad der Adresse</translation>
    </message>
    <message>
        <source>Links away</source>
        <translation>Linktiefe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AddressesCard</name>
    <message>
        <source>Allowed addresses</source>
        <translation>Erlaubte Adressen</translation>
    </message>
    <message>
        <source>People and keys are let in from these only, one address or range a line. Empty: from everywhere.</source>
        <translation>Zugang für Personen und Schlüssel nur von diesen aus, eine Adresse oder ein Adressbereich je Zeile. Leer: von überall.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>You come from %1.</source>
        <translation>Ihre Adresse ist %1.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Lock yourself out?</source>
        <translation>Sich selbst aussperren?</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Trotzdem speichern</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentCard</name>
    <message>
        <source>Seen by: %1. Model: %2</source>
        <translation>Sichtbar für: %1. Modell: %2</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 fragen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>Teilen…</translation>
    </message>
    <message>
        <source>Share %1</source>
        <translation>%1 teilen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentDialog</name>
    <message>
        <source>Change the agent</source>
        <translation>Den Agenten ändern</translation>
    </message>
    <message>
        <source>New agent</source>
        <translation>Neuer Agent</translation>
    </message>
    <message>
        <source>Parts of the agent</source>
        <translation>Teile des Agenten</translation>
    </message>
    <message>
        <source>&amp;Who it is</source>
        <translation>&amp;Wer er ist</translation>
    </message>
    <message>
        <source>&amp;Skills</source>
        <translation>&amp;Fähigkeiten</translation>
    </message>
    <message>
        <source>&amp;Tools and databases</source>
        <translation>Werk&amp;zeuge und Datenbanken</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Make the agent</source>
        <translation>Agenten erstellen</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation>&amp;Beginnen mit</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wofür er da ist</translation>
    </message>
    <message>
        <source>What it is &amp;for</source>
        <translation>Wofür er &amp;da ist</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation>&amp;Anweisungen</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>T&amp;one</source>
        <translation>T&amp;on</translation>
    </message>
    <message>
        <source>Personality</source>
        <translation>Persönlichkeit</translation>
    </message>
    <message>
        <source>&amp;Personality</source>
        <translation>&amp;Persönlichkeit</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Shown to</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>S&amp;hown to</source>
        <translation>Sic&amp;htbar für</translation>
    </message>
    <message>
        <source>It can be &amp;asked</source>
        <translation>Er &amp;kann gefragt werden</translation>
    </message>
    <message>
        <source>What it knows how to do, told to a model when the question is about it.</source>
        <translation>Was er kann; ein Modell erfährt es, wenn die Frage davon handelt.</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Name of the skill</source>
        <translation>Name der Fähigkeit</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>What to &amp;do</source>
        <translation>Was zu t&amp;un ist</translation>
    </message>
    <message>
        <source>&amp;Always, whatever is asked</source>
        <translation>&amp;Immer, gleich was gefragt wird</translation>
    </message>
    <message>
        <source>New skill</source>
        <translation>Neue Fähigkeit</translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation>Was er benutzen darf</translation>
    </message>
    <message>
        <source>It may ask &amp;all databases of the workspace</source>
        <translation>Er darf &amp;alle Datenbanken des Arbeitsbereichs fragen</translation>
    </message>
    <message>
        <source>Databases that it may ask</source>
        <translation>Datenbanken, die er fragen darf</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentsPage</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Organisation&apos;s</source>
        <translation>Das der Organisation</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on, the default</source>
        <translation>an, Standard</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Who made it</source>
        <translation>Wer ihn erstellt hat</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>The agents of all organisations, and what they may use. What they were told to be and what they are asked stays with them. Questions are counted over 30 days.</source>
        <translation>Die Agenten aller Organisationen, und was sie benutzen dürfen. Ihre Anweisungen und die Fragen an sie bleiben bei den Organisationen. Fragen werden über 30 Tage gezählt.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Who sees the agents</source>
        <translation>Wer die Agenten sieht</translation>
    </message>
    <message>
        <source>Seen by anybody</source>
        <translation>Beliebige Sichtbarkeit</translation>
    </message>
    <message>
        <source>%1 may use: %2</source>
        <translation>%1 darf benutzen: %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentsWidget</name>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Ways to be answered from databases and documents, each with words and tools of its own.</source>
        <translation>Sie antworten aus Datenbanken und Dokumenten, jeder mit eigenen Anweisungen und Werkzeugen.</translation>
    </message>
    <message>
        <source>There is none that you see yet.</source>
        <translation>Sie sehen noch keinen Agenten.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Agent that is asked</source>
        <translation>Agent, der gefragt wird</translation>
    </message>
    <message>
        <source>Second agent that is asked</source>
        <translation>Zweiter Agent, der gefragt wird</translation>
    </message>
    <message>
        <source>&amp;Beside another agent</source>
        <translation>&amp;Neben einem anderen Agenten</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>What does the refund policy say, and how many refunds did we make last month?</source>
        <translation>Was steht in den Erstattungsregeln, und wie viele Erstattungen hatten wir letzten Monat?</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Delete the agent?</source>
        <translation>Den Agenten löschen?</translation>
    </message>
    <message>
        <source>“%1” is deleted; answers that it gave stay.</source>
        <translation>„%1“ wird gelöscht; seine bisherigen Antworten bleiben.</translation>
    </message>
    <message>
        <source>Agents of this workspace</source>
        <translation>Agenten dieses Arbeitsbereichs</translation>
    </message>
    <message>
        <source>New agent…</source>
        <translation>Neuer Agent…</translation>
    </message>
    <message>
        <source>Show this agent</source>
        <translation>Diesen Agenten teilen</translation>
    </message>
    <message>
        <source>Whoever sees it asks it, with rights of their own: it shows nobody what they may not see.</source>
        <translation>Wer ihn sieht, fragt ihn mit den eigenen Rechten: Er zeigt niemandem, was er oder sie nicht sehen darf.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnnouncementBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close &quot;%1&quot;</source>
        <translation>„%1“ schließen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnnouncementDesk</name>
    <message>
        <source>Urgent</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>News</source>
        <translation>Neuigkeit</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>wird gezeigt</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
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
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>Nothing was announced.</source>
        <translation>Es gibt noch keine Mitteilungen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Tell everybody</source>
        <translation>Allen mitteilen</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>What is to be known</source>
        <translation>Was alle wissen sollen</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>Te&amp;xt</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>Later, from</source>
        <translation>Später, ab</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Endet am</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Whoever has read it may close it</source>
        <translation>Wer sie gelesen hat, darf sie schließen</translation>
    </message>
    <message>
        <source>Announce</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>open end</source>
        <translation>ohne Ende</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerCard</name>
    <message>
        <source>Edit this question and ask again</source>
        <translation>Diese Frage bearbeiten und noch einmal stellen</translation>
    </message>
    <message>
        <source>Edit this question and ask again. This conversation stays as it is.</source>
        <translation>Diese Frage bearbeiten und noch einmal stellen. Diese Unterhaltung bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Change how this answer is drawn</source>
        <translation>Ändern, wie diese Antwort gezeichnet wird</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>How this answer came about</source>
        <translation>Wie diese Antwort zustande kam</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>It is under Saved, to be run again.</source>
        <translation>Sie liegt unter „Gespeichert“ und lässt sich dort wieder ausführen.</translation>
    </message>
    <message>
        <source>Your own SQL</source>
        <translation>Ihr eigenes SQL</translation>
    </message>
    <message>
        <source>Pinned to “%1”.</source>
        <translation>An „%1“ angeheftet.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>Answer to: %1</source>
        <translation>Antwort auf: %1</translation>
    </message>
    <message>
        <source>The connection was lost. The answer goes on as soon as it is back.</source>
        <translation>Die Verbindung ist abgebrochen. Die Antwort wird fortgesetzt, sobald sie wieder besteht.</translation>
    </message>
    <message>
        <source>Reading rows… %1 so far</source>
        <translation>Zeilen werden gelesen… bisher %1</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Frage läuft…</translation>
    </message>
    <message>
        <source>Running the query…</source>
        <translation>Die Abfrage läuft…</translation>
    </message>
    <message>
        <source>Reading the result…</source>
        <translation>Das Ergebnis wird gelesen…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the first %1 rows; the server&apos;s limit cut off the rest</source>
        <translation>die ersten %1 Zeilen; die Grenze des Servers hat den Rest abgeschnitten</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>sure · %1 %</source>
        <translation>sicher · %1&#xa0;%</translation>
    </message>
    <message>
        <source>fairly sure · %1 %</source>
        <translation>ziemlich sicher · %1&#xa0;%</translation>
    </message>
    <message>
        <source>unsure · %1 %</source>
        <translation>unsicher · %1&#xa0;%</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>Zeilen filtern</translation>
    </message>
    <message>
        <source>Filter rows. A click on a heading sorts them.</source>
        <translation>Zeilen filtern. Ein Klick auf eine Überschrift sortiert sie.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerExporter</name>
    <message>
        <source>answer</source>
        <translation>antwort</translation>
    </message>
    <message>
        <source>Your own SQL</source>
        <translation>Ihr eigenes SQL</translation>
    </message>
    <message>
        <source>Export as %1</source>
        <translation>Als %1 exportieren</translation>
    </message>
    <message>
        <source>The answer was written to %1.</source>
        <translation>Die Antwort wurde in %1 geschrieben.</translation>
    </message>
    <message>
        <source>%1 rows were written to %2.</source>
        <translation>%1 Zeilen wurden in %2 geschrieben.</translation>
    </message>
    <message>
        <source>They are not all: the server&apos;s limit cut off the rest of the result.</source>
        <translation>Es sind nicht alle: Die Grenze des Servers hat den Rest des Ergebnisses abgeschnitten.</translation>
    </message>
    <message>
        <source>The table holds %1.</source>
        <translation>Die Tabelle enthält %1.</translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>die ersten %1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>the first %1 of these: %2</source>
        <translation>die ersten %1 von diesen: %2</translation>
    </message>
    <message>
        <source>Export as %1: %2</source>
        <translation>Als %1 exportieren: %2</translation>
    </message>
    <message>
        <source>They are %1.</source>
        <translation>Es sind %1.</translation>
    </message>
    <message>
        <source>The export was not finished</source>
        <translation>Der Export wurde nicht fertig</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerView</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Reading the question…</source>
        <translation>Die Frage wird gelesen…</translation>
    </message>
    <message>
        <source>%1. %2: %3</source>
        <translation>%1. %2: %3</translation>
    </message>
    <message>
        <source>   → %1</source>
        <translation>   → %1</translation>
    </message>
    <message>
        <source>   → did not work: %1</source>
        <translation>   → fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Found without a model, in %1 ms.</source>
        <translation>Ohne Modell gefunden, in %1 ms.</translation>
    </message>
    <message>
        <source>Written by %1, in %2 ms.</source>
        <translation>Von %1 geschrieben, in %2 ms.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ApiKeyModel</name>
    <message>
        <source>all that its maker may</source>
        <translation>alles, was sein Ersteller darf</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ApiKeysCard</name>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>For programs that ask on your behalf. A key never may more than you.</source>
        <translation>Für Programme, die in Ihrem Namen fragen. Ein Schlüssel darf nie mehr als Sie.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Name of the new key</source>
        <translation>Name des neuen Schlüssels</translation>
    </message>
    <message>
        <source>Name, such as: nightly report</source>
        <translation>Name, etwa: nächtlicher Bericht</translation>
    </message>
    <message>
        <source>What the new key may do</source>
        <translation>Was der neue Schlüssel darf</translation>
    </message>
    <message>
        <source>Ask questions</source>
        <translation>Fragen stellen</translation>
    </message>
    <message>
        <source>All that I may</source>
        <translation>Alles, was ich darf</translation>
    </message>
    <message>
        <source>How long the new key works</source>
        <translation>Wie lange der neue Schlüssel gilt</translation>
    </message>
    <message>
        <source>for 30 days</source>
        <translation>für 30 Tage</translation>
    </message>
    <message>
        <source>for 90 days</source>
        <translation>für 90 Tage</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>für ein Jahr</translation>
    </message>
    <message>
        <source>until revoked</source>
        <translation>bis zum Widerruf</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Schlüssel erstellen</translation>
    </message>
    <message>
        <source>Copy the key now: it is not shown again.</source>
        <translation>Kopieren Sie den Schlüssel jetzt: Er wird nicht noch einmal gezeigt.</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>Der neue Schlüssel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Revoke the key?</source>
        <translation>Den Schlüssel widerrufen?</translation>
    </message>
    <message>
        <source>Programs that use &quot;%1&quot; stop working at once.</source>
        <translation>Programme, die „%1“ benutzen, funktionieren sofort nicht mehr.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditExport</name>
    <message>
        <source>The file cannot be written.</source>
        <translation>Die Datei lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>Woran</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von wo</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>SQL-Anweisung</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditModel</name>
    <message>
        <source>%1, by operator %2</source>
        <translation>%1, durch Betreiber %2</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>Woran</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von wo</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditWidget</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>Woran</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von wo</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>SQL-Anweisung</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Audit-Protokoll</translation>
    </message>
    <message>
        <source>Who did what, when and from where. Records cannot be changed unnoticed.</source>
        <translation>Wer was getan hat, wann und von wo. Einträge lassen sich nicht unbemerkt ändern.</translation>
    </message>
    <message>
        <source>Save the audit log</source>
        <translation>Das Audit-Protokoll speichern</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation>CSV (*.csv);;JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Who: e-mail address</source>
        <translation>Wer: E-Mail-Adresse</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Jedes Ergebnis</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Gelungen</translation>
    </message>
    <message>
        <source>Refused or failed</source>
        <translation>Abgelehnt oder fehlgeschlagen</translation>
    </message>
    <message>
        <source>From this day</source>
        <translation>Ab diesem Tag</translation>
    </message>
    <message>
        <source>Up to this day</source>
        <translation>Bis zu diesem Tag</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Older records</source>
        <translation>Ältere Einträge</translation>
    </message>
    <message>
        <source>Check the records</source>
        <translation>Einträge prüfen</translation>
    </message>
    <message>
        <source>Finds out whether every record is as it was written.</source>
        <translation>Stellt fest, ob jeder Eintrag so ist, wie er geschrieben wurde.</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Als Datei speichern</translation>
    </message>
    <message>
        <source>The chosen record</source>
        <translation>Der gewählte Eintrag</translation>
    </message>
    <message>
        <source>Choose a record to see all of it.</source>
        <translation>Wählen Sie einen Eintrag, um ihn ganz zu sehen.</translation>
    </message>
    <message>
        <source>All %L1 records are as they were written.</source>
        <translation>Alle %L1 Einträge sind so, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>The records were tampered with.</source>
        <translation>Die Einträge wurden manipuliert.</translation>
    </message>
    <message>
        <source>%L1 records are saved.</source>
        <translation>%L1 Einträge sind gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AutomationsTab</name>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>The last time: %1</source>
        <translation>Beim letzten Mal: %1</translation>
    </message>
    <message>
        <source>It failed %1 times in a row.</source>
        <translation>Es schlug %1-mal hintereinander fehl.</translation>
    </message>
    <message>
        <source>In the workspace %1.</source>
        <translation>Im Arbeitsbereich %1.</translation>
    </message>
    <message>
        <source>Which are shown</source>
        <translation>Welche gezeigt werden</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Abläufe</translation>
    </message>
    <message>
        <source>Failed the last time</source>
        <translation>Zuletzt fehlgeschlagen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>It rests until its owner lets it go on.</source>
        <translation>Es ruht, bis der Eigentümer es weiterlaufen lässt.</translation>
    </message>
    <message>
        <source>What runs by itself in the organisation</source>
        <translation>Was in der Organisation von selbst läuft</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächstes Mal</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>Letztes Mal</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>They are being listed…</source>
        <translation>Sie werden aufgelistet…</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>Ältere</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>ein früheres Mitglied</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>Nothing runs by itself in this organisation yet.</source>
        <translation>In dieser Organisation läuft noch nichts von selbst.</translation>
    </message>
    <message>
        <source>There is none of these.</source>
        <translation>Davon gibt es nichts.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingAddressCard</name>
    <message>
        <source>Address on invoices</source>
        <translation>Adresse auf Rechnungen</translation>
    </message>
    <message>
        <source>It stands under the organisation&apos;s name on invoices to come; a number for tax may be one of its lines.</source>
        <translation>Sie steht auf künftigen Rechnungen unter dem Namen der Organisation; eine Steuernummer kann eine ihrer Zeilen sein.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingHistoryCard</name>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Zahlweise</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What happened to the subscription</source>
        <translation>Was mit dem Abonnement geschah</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>What was before</source>
        <translation>Was davor war</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingSettingsCard</name>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>Abrechnung</translation>
    </message>
    <message>
        <source>New organisations get a trial and are billed after it</source>
        <translation>Neue Organisationen erhalten eine Testphase und zahlen danach</translation>
    </message>
    <message>
        <source>Organisations that have Self-hosted keep it.</source>
        <translation>Organisationen mit dem Tarif „Self-hosted“ behalten ihn.</translation>
    </message>
    <message>
        <source>Currency of new subscriptions</source>
        <translation>Währung neuer Abonnements</translation>
    </message>
    <message>
        <source>&amp;Currency</source>
        <translation>&amp;Währung</translation>
    </message>
    <message>
        <source>Plan that is tried</source>
        <translation>Tarif, der ausprobiert wird</translation>
    </message>
    <message>
        <source>&amp;Trial of</source>
        <translation>&amp;Testphase mit</translation>
    </message>
    <message>
        <source>How long it is tried</source>
        <translation>Wie lange er ausprobiert wird</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Plan that follows where none is chosen</source>
        <translation>Tarif, der folgt, wenn keiner gewählt wird</translation>
    </message>
    <message>
        <source>Then, unless they c&amp;hoose</source>
        <translation>Danach, ohne eigene Wa&amp;hl</translation>
    </message>
    <message>
        <source>Days to pay an invoice</source>
        <translation>Tage bis zur Zahlung einer Rechnung</translation>
    </message>
    <message>
        <source>Invoices are &amp;due in</source>
        <translation>Rechnungen sind &amp;fällig nach</translation>
    </message>
    <message>
        <source>Days past due before it is suspended</source>
        <translation>Tage im Verzug, bis das Abonnement ausgesetzt wird</translation>
    </message>
    <message>
        <source>Suspended &amp;after another</source>
        <translation>&amp;Ausgesetzt nach weiteren</translation>
    </message>
    <message>
        <source>Tax in percent</source>
        <translation>Steuer in Prozent</translation>
    </message>
    <message>
        <source>Ta&amp;x</source>
        <translation>Ste&amp;uer</translation>
    </message>
    <message>
        <source>Prices include the tax</source>
        <translation>Die Preise enthalten die Steuer</translation>
    </message>
    <message>
        <source>Name and address on invoices</source>
        <translation>Name und Adresse auf Rechnungen</translation>
    </message>
    <message>
        <source>Se&amp;ller</source>
        <translation>Ver&amp;käufer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingWidget</name>
    <message>
        <source>Billing</source>
        <translation>Abrechnung</translation>
    </message>
    <message>
        <source>What your organisation has, what it costs, and what was invoiced.</source>
        <translation>Was Ihre Organisation hat, was es kostet und was berechnet wurde.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BrandingCard</name>
    <message>
        <source>Choose a logo</source>
        <translation>Ein Logo wählen</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Bilder (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Appearance and domain</source>
        <translation>Erscheinungsbild und Domain</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save colours and domain</source>
        <translation>Farben und Domain speichern</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Choose a logo…</source>
        <translation>Logo wählen…</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>Das Logo entfernen</translation>
    </message>
    <message>
        <source>#rrggbb, or nothing</source>
        <translation>#rrggbb oder nichts</translation>
    </message>
    <message>
        <source>&amp;Main colour</source>
        <translation>&amp;Hauptfarbe</translation>
    </message>
    <message>
        <source>Main colour</source>
        <translation>Hauptfarbe</translation>
    </message>
    <message>
        <source>&amp;Accent colour</source>
        <translation>&amp;Akzentfarbe</translation>
    </message>
    <message>
        <source>Accent colour</source>
        <translation>Akzentfarbe</translation>
    </message>
    <message>
        <source>Domain of your own</source>
        <translation>Eigene Domain</translation>
    </message>
    <message>
        <source>data.example.org, or nothing</source>
        <translation>data.example.org oder nichts</translation>
    </message>
    <message>
        <source>&amp;Domain</source>
        <translation>&amp;Domain</translation>
    </message>
    <message>
        <source>People who open this domain find your organisation.</source>
        <translation>Wer diese Domain öffnet, findet Ihre Organisation.</translation>
    </message>
    <message>
        <source>The domain leads nowhere until the operator of the server has confirmed it.</source>
        <translation>Die Domain ist erst erreichbar, wenn der Betreiber des Servers sie bestätigt hat.</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>Kein Logo</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The picture is too large.</source>
        <translation>Das Bild ist zu groß.</translation>
    </message>
    <message>
        <source>A logo may have %1 KB; make it smaller.</source>
        <translation>Ein Logo darf %1 KB haben; verkleinern Sie es.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BrowserSignIn</name>
    <message>
        <source>Nobody came back from the browser in time.</source>
        <translation>Aus dem Browser kam nicht rechtzeitig eine Antwort.</translation>
    </message>
    <message>
        <source>Begin again, and finish on the page that opens.</source>
        <translation>Beginnen Sie noch einmal und melden Sie sich auf der Seite an, die sich öffnet.</translation>
    </message>
    <message>
        <source>This computer lets the window listen for its browser nowhere: %1.</source>
        <translation>Auf diesem Computer kann das Fenster keine Antwort des Browsers empfangen: %1.</translation>
    </message>
    <message>
        <source>Sign in with a password, or look at the computer&apos;s firewall.</source>
        <translation>Melden Sie sich mit einem Passwort an, oder prüfen Sie die Firewall des Computers.</translation>
    </message>
    <message>
        <source>The server named no page to sign in at.</source>
        <translation>Der Server nannte keine Seite zum Anmelden.</translation>
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation>Es ließ sich kein Browser öffnen.</translation>
    </message>
    <message>
        <source>Set a browser for this computer, or sign in with a password.</source>
        <translation>Legen Sie für diesen Computer einen Browser fest, oder melden Sie sich mit einem Passwort an.</translation>
    </message>
    <message>
        <source>Nothing is here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>This is no sign-in of this window.</source>
        <translation>Das ist keine Anmeldung dieses Fensters.</translation>
    </message>
    <message>
        <source>You may return to Tabletalk</source>
        <translation>Sie können zu Tabletalk zurückkehren</translation>
    </message>
    <message>
        <source>Signing in did not work. The window says why.</source>
        <translation>Die Anmeldung ist fehlgeschlagen. Das Fenster nennt den Grund.</translation>
    </message>
    <message>
        <source>The window signs you in. This page can be closed.</source>
        <translation>Das Fenster meldet Sie an. Diese Seite kann geschlossen werden.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CatalogueModel</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Rows, about</source>
        <translation>Zeilen, etwa</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Sicht</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CellDialog</name>
    <message>
        <source>%1, row %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>Fetching the whole text…</source>
        <translation>Der ganze Text wird geholt…</translation>
    </message>
    <message>
        <source>Whole text of the cell</source>
        <translation>Ganzer Text der Zelle</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 Zeichen</translation>
    </message>
    <message>
        <source>The first %1 of %2 characters; Copy takes all of them</source>
        <translation>Die ersten %1 von %2 Zeichen; „Kopieren“ nimmt alle</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChangePreview</name>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>Den Tarif wechseln</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Change to %1, paid %2</source>
        <translation>Wechsel zu %1, Zahlung %2</translation>
    </message>
    <message>
        <source>From %1 on. Until then everything stays as it is, and you can take it back.</source>
        <translation>Ab %1. Bis dahin bleibt alles, wie es ist, und Sie können es zurücknehmen.</translation>
    </message>
    <message>
        <source>At once. Nothing is charged now.</source>
        <translation>Sofort. Jetzt wird nichts berechnet.</translation>
    </message>
    <message>
        <source>At once. This is invoiced now:</source>
        <translation>Sofort. Das wird jetzt berechnet:</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>Steuer</translation>
    </message>
    <message>
        <source>Credit for the next invoices</source>
        <translation>Guthaben für die nächsten Rechnungen</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartData</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Chart: %1. %2 values; the largest is %3 (%4), the smallest %5 (%6).</source>
        <translation>Diagramm: %1. %2 Werte; der größte ist %3 (%4), der kleinste %5 (%6).</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartEditor</name>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Flächen</translation>
    </message>
    <message>
        <source>Pie</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Single figure</source>
        <translation>Einzelne Zahl</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Along</source>
        <translation>Achse</translation>
    </message>
    <message>
        <source>A series for each</source>
        <translation>Eine Reihe je</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>Gestapelt</translation>
    </message>
    <message>
        <source>As suggested</source>
        <translation>Wie vorgeschlagen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>It is drawn here only: whoever asked decides for all.</source>
        <translation>Das gilt nur hier: Für alle entscheidet, wer gefragt hat.</translation>
    </message>
    <message>
        <source>It is drawn here only: %1</source>
        <translation>Das gilt nur hier: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartWidget</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n andere</numerusform>
            <numerusform>%n andere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChatWidget</name>
    <message>
        <source>“%1” is archived.</source>
        <translation>„%1“ ist archiviert.</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>Database to ask</source>
        <translation>Datenbank, die gefragt wird</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesend</translation>
    </message>
    <message>
        <source>Asks this question again in a branch; this conversation stays as it is.</source>
        <translation>Stellt diese Frage noch einmal in einem Zweig; diese Unterhaltung bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>&amp;Neue Unterhaltung</translation>
    </message>
    <message>
        <source>%1 (being read)</source>
        <translation>%1 (wird gelesen)</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 fragen</translation>
    </message>
    <message>
        <source>Write a question in your own words.</source>
        <translation>Schreiben Sie eine Frage in Ihren eigenen Worten.</translation>
    </message>
    <message>
        <source>Write a question in your own words, or start with one of these.</source>
        <translation>Schreiben Sie eine Frage in Ihren eigenen Worten, oder beginnen Sie mit einer von diesen.</translation>
    </message>
    <message>
        <source>Ask a question about your data</source>
        <translation>Stellen Sie eine Frage zu Ihren Daten</translation>
    </message>
    <message>
        <source>%1 is being read</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>You can ask as soon as its tables are understood. This takes seconds.</source>
        <translation>Sie können fragen, sobald die Tabellen verstanden sind. Das dauert nur Sekunden.</translation>
    </message>
    <message>
        <source>Wait until the database has been read</source>
        <translation>Warten Sie, bis die Datenbank gelesen ist</translation>
    </message>
    <message>
        <source>Nothing to ask yet</source>
        <translation>Noch nichts zu fragen</translation>
    </message>
    <message>
        <source>Connect a database, or try the sample, and ask your first question.</source>
        <translation>Verbinden Sie eine Datenbank, oder probieren Sie das Beispiel aus, und stellen Sie Ihre erste Frage.</translation>
    </message>
    <message>
        <source>Connect a database first</source>
        <translation>Verbinden Sie zuerst eine Datenbank</translation>
    </message>
    <message>
        <source>Connect my database</source>
        <translation>Meine Datenbank verbinden</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Das Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Your answer is there</source>
        <translation>Ihre Antwort ist da</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ColumnModel</name>
    <message>
        <source>Identifier</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messwert</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>Prozentsatz</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Ja oder nein</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>%1 distinct</source>
        <translation>%1 verschiedene</translation>
    </message>
    <message>
        <source>about %1 distinct</source>
        <translation>etwa %1 verschiedene</translation>
    </message>
    <message>
        <source>%1 % empty</source>
        <translation>%1&#xa0;% leer</translation>
    </message>
    <message>
        <source>%1 empty</source>
        <translation>%1 leer</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Leads to %1 (found in the data)</source>
        <translation>Führt zu %1 (in den Daten gefunden)</translation>
    </message>
    <message>
        <source>Leads to %1</source>
        <translation>Führt zu %1</translation>
    </message>
    <message>
        <source>Computed by the database</source>
        <translation>Von der Datenbank berechnet</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was sie bedeutet</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Spanne</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>%1, required</source>
        <translation>%1, erforderlich</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CommandPalette</name>
    <message>
        <source>Nothing fits these words.</source>
        <translation>Nichts passt zu diesen Worten.</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>Find a panel, action, table, conversation…</source>
        <translation>Bereich, Aktion, Tabelle, Unterhaltung finden…</translation>
    </message>
    <message>
        <source>Arrow keys choose, Enter does it, Escape closes.</source>
        <translation>Pfeiltasten wählen, die Eingabetaste führt aus, Esc schließt.</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Was passt</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Composer</name>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Ihre Frage</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectWizard</name>
    <message>
        <source>Connect a database</source>
        <translation>Eine Datenbank verbinden</translation>
    </message>
    <message>
        <source>1  Where it is</source>
        <translation>1  Wo sie ist</translation>
    </message>
    <message>
        <source>2  What is read</source>
        <translation>2  Was gelesen wird</translation>
    </message>
    <message>
        <source>3  Name</source>
        <translation>3  Name</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>Dieser Schritt</translation>
    </message>
    <message>
        <source>Choose tab&amp;les…</source>
        <translation>Tabellen auswähl&amp;en…</translation>
    </message>
    <message>
        <source>Choose tables</source>
        <translation>Tabellen auswählen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>Trying to connect…</source>
        <translation>Verbindungsversuch läuft…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectionsPage</name>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>What organisations have connected. Where a database is and what is in it stays with them.</source>
        <translation>Was Organisationen verbunden haben. Wo eine Datenbank ist und was darin steht, bleibt bei ihnen.</translation>
    </message>
    <message>
        <source>Connected databases</source>
        <translation>Verbundene Datenbanken</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectionsWidget</name>
    <message>
        <source>Connect a database</source>
        <translation>Datenbank verbinden</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>No database yet</source>
        <translation>Noch keine Datenbank</translation>
    </message>
    <message>
        <source>Connect one and it is understood within a minute, without configuration.</source>
        <translation>Verbinden Sie eine; Tabletalk versteht sie in einer Minute, ohne Konfiguration.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationModel</name>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>shown to others</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationReason</name>
    <message>
        <source>Conversation of yours to ask about</source>
        <translation>Ihre Unterhaltung, um die es geht</translation>
    </message>
    <message>
        <source>&amp;Sees my conversation</source>
        <translation>&amp;Sieht meine Unterhaltung</translation>
    </message>
    <message>
        <source>Choose one to learn why</source>
        <translation>Wählen Sie eine, um den Grund zu erfahren</translation>
    </message>
    <message>
        <source>%1 sees it.</source>
        <translation>%1 sieht sie.</translation>
    </message>
    <message>
        <source>%1 does not see it.</source>
        <translation>%1 sieht sie nicht.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationSidebar</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Search in titles, questions and answers</source>
        <translation>In Titeln, Fragen und Antworten suchen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Show to others…</source>
        <translation>Mit anderen teilen…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Archived conversations</source>
        <translation>Archivierte Unterhaltungen</translation>
    </message>
    <message>
        <source>Shown to you</source>
        <translation>Mit Ihnen geteilt</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Unterhaltung löschen</translation>
    </message>
    <message>
        <source>No conversation has all these words.</source>
        <translation>Keine Unterhaltung enthält all diese Wörter.</translation>
    </message>
    <message>
        <source>No conversation is archived.</source>
        <translation>Keine Unterhaltung ist archiviert.</translation>
    </message>
    <message>
        <source>Nobody shows you a conversation.</source>
        <translation>Niemand hat eine Unterhaltung mit Ihnen geteilt.</translation>
    </message>
    <message>
        <source>Your conversations appear here.</source>
        <translation>Hier erscheinen Ihre Unterhaltungen.</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Rename conversation</source>
        <translation>Unterhaltung umbenennen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Delete &quot;%1&quot; with all its answers? This cannot be undone.</source>
        <translation>„%1“ mit allen Antworten löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Show this conversation</source>
        <translation>Diese Unterhaltung teilen</translation>
    </message>
    <message>
        <source>Whoever sees it reads its questions and answers. Only you can go on with it.</source>
        <translation>Wer sie sieht, liest Fragen und Antworten. Fortführen können nur Sie sie.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CurrentPlanCard</name>
    <message>
        <source>The trial ends on %1: 1 day is left.</source>
        <translation>Die Testphase endet am %1: Es bleibt 1 Tag.</translation>
    </message>
    <message>
        <source>The trial ends on %1: %2 days are left.</source>
        <translation>Die Testphase endet am %1: Es bleiben %2 Tage.</translation>
    </message>
    <message>
        <source>It ended on %1.</source>
        <translation>Es endete am %1.</translation>
    </message>
    <message>
        <source>The present period is from %1 to %2.</source>
        <translation>Der laufende Zeitraum geht vom %1 bis zum %2.</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Cancel at the period&apos;s end</source>
        <translation>Zum Ende des Zeitraums kündigen</translation>
    </message>
    <message>
        <source>Begin again?</source>
        <translation>Neu beginnen?</translation>
    </message>
    <message>
        <source>A new period begins now and is invoiced: %1.</source>
        <translation>Ein neuer Zeitraum beginnt jetzt und wird berechnet: %1.</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>ohne Abrechnung</translation>
    </message>
    <message>
        <source>Your organisation is not billed on this server: nothing is limited, nothing is invoiced.</source>
        <translation>Ihre Organisation zahlt auf diesem Server nichts: Nichts ist begrenzt, nichts wird berechnet.</translation>
    </message>
    <message>
        <source>Your organisation is not billed on this server.</source>
        <translation>Ihre Organisation zahlt auf diesem Server nichts.</translation>
    </message>
    <message>
        <source>Granted by the operators of this server: %1</source>
        <translation>Von den Betreibern dieses Servers gewährt: %1</translation>
    </message>
    <message>
        <source>Still to be paid: %1.</source>
        <translation>Noch zu zahlen: %1.</translation>
    </message>
    <message>
        <source>Credit that the next invoice takes off: %1.</source>
        <translation>Guthaben, das die nächste Rechnung mindert: %1.</translation>
    </message>
    <message>
        <source>An invoice is overdue.</source>
        <translation>Eine Rechnung ist überfällig.</translation>
    </message>
    <message>
        <source>Pay it, or the subscription is suspended. Until then everything goes on.</source>
        <translation>Zahlen Sie sie, sonst wird das Abonnement ausgesetzt. Bis dahin läuft alles weiter.</translation>
    </message>
    <message>
        <source>The subscription is suspended.</source>
        <translation>Das Abonnement ist ausgesetzt.</translation>
    </message>
    <message>
        <source>The limits and features below hold meanwhile; nothing is lost. It goes on when what is open has been paid.</source>
        <translation>Solange gelten die Grenzen und Funktionen unten; nichts geht verloren. Es läuft weiter, wenn alle offenen Beträge bezahlt sind.</translation>
    </message>
    <message>
        <source>The subscription has ended.</source>
        <translation>Das Abonnement ist beendet.</translation>
    </message>
    <message>
        <source>The limits and features below hold; nothing is lost. It can begin again at any time.</source>
        <translation>Es gelten die Grenzen und Funktionen unten; nichts geht verloren. Es kann jederzeit neu beginnen.</translation>
    </message>
    <message>
        <source>It ends on %1.</source>
        <translation>Es endet am %1.</translation>
    </message>
    <message>
        <source>Until then everything stays as it is. You can take that back.</source>
        <translation>Bis dahin bleibt alles, wie es ist. Sie können das zurücknehmen.</translation>
    </message>
    <message>
        <source>From %1 on: %2, paid %3.</source>
        <translation>Ab %1: %2, Zahlung %3.</translation>
    </message>
    <message>
        <source>%1: not part of it</source>
        <translation>%1: nicht enthalten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Cancel the subscription?</source>
        <translation>Das Abonnement kündigen?</translation>
    </message>
    <message>
        <source>It ends on %1. Until then everything stays as it is, and you can take it back.</source>
        <translation>Es endet am %1. Bis dahin bleibt alles, wie es ist, und Sie können es zurücknehmen.</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Kündigen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DashboardTile</name>
    <message>
        <source>Refresh this tile</source>
        <translation>Diese Kachel aktualisieren</translation>
    </message>
    <message>
        <source>Change this tile</source>
        <translation>Diese Kachel ändern</translation>
    </message>
    <message>
        <source>Show as &amp;chart</source>
        <translation>Als &amp;Diagramm anzeigen</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>Als &amp;Tabelle anzeigen</translation>
    </message>
    <message>
        <source>Show as &amp;number</source>
        <translation>Als &amp;Zahl anzeigen</translation>
    </message>
    <message>
        <source>Give it another t&amp;itle…</source>
        <translation>Anderen T&amp;itel geben…</translation>
    </message>
    <message>
        <source>Take &amp;off the dashboard</source>
        <translation>V&amp;om Dashboard nehmen</translation>
    </message>
    <message>
        <source>A private question</source>
        <translation>Eine private Frage</translation>
    </message>
    <message>
        <source>Ctrl and arrows move it, with Shift they change its size.</source>
        <translation>Strg und Pfeiltasten verschieben sie, mit Umschalt ändern sie ihre Größe.</translation>
    </message>
    <message>
        <source>Tile: %1</source>
        <translation>Kachel: %1</translation>
    </message>
    <message>
        <source>About %1. %2</source>
        <translation>Zu %1. %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DashboardsWidget</name>
    <message>
        <source>Save this dashboard</source>
        <translation>Dieses Dashboard speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>Dashboards</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>New dashboard…</source>
        <translation>Neues Dashboard…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Refresh while in view</source>
        <translation>Aktualisieren, solange es zu sehen ist</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>every minute</source>
        <translation>jede Minute</translation>
    </message>
    <message>
        <source>every %1 minutes</source>
        <translation>alle %1 Minuten</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>F11; Esc leads back</source>
        <translation>F11; Esc führt zurück</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Save this dashboard as PDF</source>
        <translation>Dieses Dashboard als PDF speichern</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Show in the workspace</source>
        <translation>Im Arbeitsbereich teilen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Show its questions, too</source>
        <translation>Auch die Fragen darauf teilen</translation>
    </message>
    <message>
        <source>There is no dashboard yet. Make one, or choose Keep under an answer in Chat.</source>
        <translation>Es gibt noch kein Dashboard. Erstellen Sie eines, oder wählen Sie „Behalten“ unter einer Antwort im Chat.</translation>
    </message>
    <message>
        <source>Nothing is pinned here yet. Choose Keep under an answer in Chat, or pin a question under Saved.</source>
        <translation>Hier ist noch nichts angeheftet. Wählen Sie „Behalten“ unter einer Antwort im Chat, oder heften Sie eine Frage unter „Gespeichert“ an.</translation>
    </message>
    <message>
        <source>Nothing is pinned here yet.</source>
        <translation>Hier ist noch nichts angeheftet.</translation>
    </message>
    <message>
        <source>Refreshed every %1 minutes.</source>
        <translation>Alle %1 Minuten aktualisiert.</translation>
    </message>
    <message>
        <source>Drag tiles by their heads, and by the lower right corner to size them. With the keys: Ctrl and arrows, with Shift for the size.</source>
        <translation>Ziehen Sie Kacheln an ihrem Kopf, und an der Ecke unten rechts für die Größe. Mit der Tastatur: Strg und Pfeiltasten, mit Umschalt für die Größe.</translation>
    </message>
    <message>
        <source>Made by %1. %2</source>
        <translation>Von %1 erstellt. %2</translation>
    </message>
    <message>
        <source>Some questions on it are private: others see no more than that they are there.</source>
        <translation>Einige Fragen darauf sind privat: Andere sehen nur, dass es sie gibt.</translation>
    </message>
    <message>
        <source>Title of this tile</source>
        <translation>Titel dieser Kachel</translation>
    </message>
    <message>
        <source>New dashboard</source>
        <translation>Neues Dashboard</translation>
    </message>
    <message>
        <source>Rename this dashboard</source>
        <translation>Dieses Dashboard umbenennen</translation>
    </message>
    <message>
        <source>Delete this dashboard?</source>
        <translation>Dieses Dashboard löschen?</translation>
    </message>
    <message>
        <source>“%1” is deleted for everybody who sees it. Its questions stay under Saved.</source>
        <translation>„%1“ wird für alle gelöscht, die es sehen. Die Fragen darauf bleiben unter „Gespeichert“.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The dashboard is saved.</source>
        <translation>Das Dashboard ist gespeichert.</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>Antworten nebeneinander</translation>
    </message>
    <message>
        <source>This dashboard is empty</source>
        <translation>Dieses Dashboard ist leer</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DatabaseDetails</name>
    <message>
        <source>Sides of the database</source>
        <translation>Ansichten der Datenbank</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesend</translation>
    </message>
    <message>
        <source>the account could write</source>
        <translation>das Konto könnte schreiben</translation>
    </message>
    <message>
        <source>Tabletalk only reads. An account that can only read is safer still.</source>
        <translation>Tabletalk liest nur. Ein Konto, das nur lesen kann, ist noch sicherer.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Reads what changed in the database since the last time</source>
        <translation>Liest, was sich in der Datenbank seit dem letzten Mal geändert hat</translation>
    </message>
    <message numerus="yes">
        <source>accuracy tests broken: %n</source>
        <translation>
            <numerusform>%n Genauigkeitstest defekt</numerusform>
            <numerusform>%n Genauigkeitstests defekt</numerusform>
        </translation>
    </message>
    <message>
        <source>less accurate than before</source>
        <translation>weniger genau als zuvor</translation>
    </message>
    <message>
        <source>Remove database</source>
        <translation>Datenbank entfernen</translation>
    </message>
    <message>
        <source>Remove &quot;%1&quot; from Tabletalk? The database itself is not touched; its conversations here are lost.</source>
        <translation>„%1“ aus Tabletalk entfernen? Die Datenbank selbst bleibt unberührt; ihre Unterhaltungen hier gehen verloren.</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DatabaseListModel</name>
    <message>
        <source>%1, %2: %3. %4</source>
        <translation>%1, %2: %3. %4</translation>
    </message>
    <message>
        <source>%1 (%2)
%3
%4</source>
        <translation>%1 (%2)
%3
%4</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DescriptionForm</name>
    <message>
        <source>&amp;Table or column</source>
        <translation>&amp;Tabelle oder Spalte</translation>
    </message>
    <message>
        <source>customers, or customers.segment</source>
        <translation>customers oder customers.segment</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What it holds, in the words that people use</source>
        <translation>Was sie enthält, in den Worten Ihrer Leute</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>Write what it holds.</source>
        <translation>Schreiben Sie, was sie enthält.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramMap</name>
    <message>
        <source>The whole diagram in small</source>
        <translation>Das ganze Diagramm im Kleinen</translation>
    </message>
    <message>
        <source>Click to go there</source>
        <translation>Ein Klick führt dorthin</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramModel</name>
    <message>
        <source>view</source>
        <translation>Sicht</translation>
    </message>
    <message>
        <source>1 join</source>
        <translation>1 Verknüpfung</translation>
    </message>
    <message>
        <source>%1 joins</source>
        <translation>%1 Verknüpfungen</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>joined with no other table</source>
        <translation>mit keiner anderen Tabelle verknüpft</translation>
    </message>
    <message>
        <source>joined with %1 and more</source>
        <translation>verknüpft mit %1 und weiteren</translation>
    </message>
    <message>
        <source>joined with %1</source>
        <translation>verknüpft mit %1</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramTab</name>
    <message>
        <source>Save the diagram</source>
        <translation>Das Diagramm speichern</translation>
    </message>
    <message>
        <source>Find a table in the diagram</source>
        <translation>Eine Tabelle im Diagramm finden</translation>
    </message>
    <message>
        <source>Find a table</source>
        <translation>Tabelle finden</translation>
    </message>
    <message>
        <source>Tables of the diagram</source>
        <translation>Tabellen des Diagramms</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Shows all of the diagram (0)</source>
        <translation>Zeigt das ganze Diagramm (0)</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>Kleiner (−)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Shows the chosen table and what it is joined with, and nothing else</source>
        <translation>Zeigt nur die gewählte Tabelle und womit sie verknüpft ist</translation>
    </message>
    <message>
        <source>How many joins away</source>
        <translation>Wie viele Verknüpfungen entfernt</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Alle Spalten</translation>
    </message>
    <message>
        <source>Shows all columns, and not those of keys alone</source>
        <translation>Zeigt alle Spalten, nicht nur die der Schlüssel</translation>
    </message>
    <message>
        <source>Arrange again</source>
        <translation>Neu anordnen</translation>
    </message>
    <message>
        <source>Forgets where boxes were put by hand</source>
        <translation>Vergisst, wohin Kästen von Hand geschoben wurden</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern als</translation>
    </message>
    <message>
        <source>Saves the diagram as a picture or a page</source>
        <translation>Speichert das Diagramm als Bild oder als Seite</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>No table has been read yet.</source>
        <translation>Es wurde noch keine Tabelle gelesen.</translation>
    </message>
    <message>
        <source>No table has this in its name.</source>
        <translation>Keine Tabelle hat das im Namen.</translation>
    </message>
    <message>
        <source>The diagram appears here as soon as the tables are known.</source>
        <translation>Das Diagramm erscheint hier, sobald die Tabellen bekannt sind.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>The %1 tables with the most joins are shown, of %2.</source>
        <translation>Gezeigt werden die %1 Tabellen mit den meisten Verknüpfungen, von %2.</translation>
    </message>
    <message>
        <source>Type part of a name at the left to see the tables that have it instead.</source>
        <translation>Geben Sie links einen Teil eines Namens ein, um stattdessen die Tabellen zu sehen, die ihn enthalten.</translation>
    </message>
    <message>
        <source>Some tables are still being read.</source>
        <translation>Einige Tabellen werden noch gelesen.</translation>
    </message>
    <message>
        <source>Open the diagram again later to see all of them.</source>
        <translation>Öffnen Sie das Diagramm später noch einmal, um alle zu sehen.</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Diagram saved</source>
        <translation>Diagramm gespeichert</translation>
    </message>
    <message>
        <source>The diagram was saved to %1.</source>
        <translation>Das Diagramm wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Show in the schema</source>
        <translation>Im &amp;Schema anzeigen</translation>
    </message>
    <message>
        <source>&amp;Ask about this table</source>
        <translation>Zu dieser Tabelle &amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Neighbours alone, or all again</source>
        <translation>Nur &amp;Nachbarn oder wieder alle</translation>
    </message>
    <message>
        <source>%1 is not in the diagram.</source>
        <translation>%1 ist nicht im Diagramm.</translation>
    </message>
    <message>
        <source>It has not been read yet, or it is left out of what is read.</source>
        <translation>Die Tabelle ist noch nicht gelesen oder vom Lesen ausgenommen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramView</name>
    <message>
        <source>Picture of the tables and their joins</source>
        <translation>Bild der Tabellen und ihrer Verknüpfungen</translation>
    </message>
    <message>
        <source>The arrow keys go from table to table, Enter opens one. The list beside the picture says the same in words.</source>
        <translation>Die Pfeiltasten gehen von Tabelle zu Tabelle, die Eingabetaste öffnet eine. Die Liste neben dem Bild sagt dasselbe in Worten.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DocumentModel</name>
    <message>
        <source>Only who added it</source>
        <translation>Nur wer es hinzugefügt hat</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>Some people</source>
        <translation>Einige Personen</translation>
    </message>
    <message>
        <source>Everybody, and guests</source>
        <translation>Alle, auch Gäste</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Waits for another attempt</source>
        <translation>Wartet auf einen neuen Versuch</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Being read, %1 %</source>
        <translation>Wird gelesen, %1&#xa0;%</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Read in part</source>
        <translation>Teilweise gelesen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>one page</source>
        <translation>eine Seite</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Textstellen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Sichtbar für</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DocumentPane</name>
    <message>
        <source>Name of the document</source>
        <translation>Name des Dokuments</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Its passages are not found any more, until it is activated again.</source>
        <translation>Die Textstellen werden nicht mehr gefunden, bis es wieder aktiviert wird.</translation>
    </message>
    <message>
        <source>Edit text…</source>
        <translation>Text bearbeiten…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Passages of the document</source>
        <translation>Textstellen des Dokuments</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>one page</source>
        <translation>eine Seite</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Ihnen</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>einem früheren Mitglied</translation>
    </message>
    <message>
        <source>added by %1, %2</source>
        <translation>hinzugefügt von %1, %2</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>One passage</source>
        <translation>Eine Textstelle</translation>
    </message>
    <message>
        <source>%1 passages</source>
        <translation>%1 Textstellen</translation>
    </message>
    <message>
        <source>Delete this document?</source>
        <translation>Dieses Dokument löschen?</translation>
    </message>
    <message>
        <source>“%1” and its passages are deleted for everybody. This cannot be taken back.</source>
        <translation>„%1“ und seine Textstellen werden für alle gelöscht. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>Teilen…</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>Language of the document</source>
        <translation>Sprache des Dokuments</translation>
    </message>
    <message>
        <source>Words are found in all their forms, by the rules of this language.</source>
        <translation>Wörter werden in allen Formen gefunden, nach den Regeln dieser Sprache.</translation>
    </message>
    <message>
        <source>As it is found</source>
        <translation>Wie erkannt</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Show earlier</source>
        <translation>Frühere anzeigen</translation>
    </message>
    <message>
        <source>Show this document</source>
        <translation>Dieses Dokument teilen</translation>
    </message>
    <message>
        <source>Whoever sees it finds its passages, reads them, and is answered from them.</source>
        <translation>Wer es sieht, findet seine Textstellen, liest sie und erhält Antworten daraus.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DriftModel</name>
    <message>
        <source>Added</source>
        <translation>Hinzugekommen</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>the table itself</source>
        <translation>die Tabelle selbst</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DriftView</name>
    <message>
        <source>Read what changed</source>
        <translation>Änderungen lesen</translation>
    </message>
    <message>
        <source>Read everything again</source>
        <translation>Alles neu lesen</translation>
    </message>
    <message>
        <source>Looks at every table&apos;s shape, and at the rows of those that changed</source>
        <translation>Prüft den Aufbau jeder Tabelle und die Zeilen der geänderten</translation>
    </message>
    <message>
        <source>Looks at the rows of every table again; takes as long as the first time</source>
        <translation>Liest die Zeilen jeder Tabelle neu; dauert so lange wie beim ersten Mal</translation>
    </message>
    <message>
        <source>Changes of the schema</source>
        <translation>Änderungen des Schemas</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Read once so far</source>
        <translation>Bisher einmal gelesen</translation>
    </message>
    <message>
        <source>After the next reading you see here what became different in the database.</source>
        <translation>Nach dem nächsten Lesen sehen Sie hier, was in der Datenbank anders geworden ist.</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>Nichts hat sich geändert</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 Änderungen</translation>
    </message>
    <message>
        <source>Found by the reading of %1: %2 looked at again, %3 as before.</source>
        <translation>Gefunden beim Lesen (%1): %2 neu betrachtet, %3 wie zuvor.</translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>Die ersten %1 sind aufgelistet.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EndingCard</name>
    <message>
        <source>Save everything of the organisation</source>
        <translation>Alles von der Organisation speichern</translation>
    </message>
    <message>
        <source>Take along, close, delete</source>
        <translation>Mitnehmen, schließen, löschen</translation>
    </message>
    <message>
        <source>Save everything…</source>
        <translation>Alles speichern…</translation>
    </message>
    <message>
        <source>All that belongs to the organisation, as one archive. Passwords and keys are not in it.</source>
        <translation>Alles, was der Organisation gehört, als ein Archiv. Passwörter und Schlüssel sind nicht darin.</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Schließen…</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>The organisation is closed: nobody works in it, and nothing of it is lost.</source>
        <translation>Die Organisation ist geschlossen: Niemand arbeitet darin, und nichts davon ist verloren.</translation>
    </message>
    <message>
        <source>A closed organisation can be opened again; a deleted one is gone.</source>
        <translation>Eine geschlossene Organisation lässt sich wieder öffnen; eine gelöschte ist endgültig weg.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written.</source>
        <translation>„%1“ ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Everything is saved as %1.</source>
        <translation>Alles ist als %1 gespeichert.</translation>
    </message>
    <message>
        <source>The organisation is closed.</source>
        <translation>Die Organisation ist geschlossen.</translation>
    </message>
    <message>
        <source>The organisation is open.</source>
        <translation>Die Organisation ist offen.</translation>
    </message>
    <message>
        <source>Close the organisation?</source>
        <translation>Die Organisation schließen?</translation>
    </message>
    <message>
        <source>Nobody works in &quot;%1&quot; until an owner opens it again. Nothing is deleted.</source>
        <translation>Niemand arbeitet in „%1“, bis ein Eigentümer sie wieder öffnet. Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>closed by its owner</source>
        <translation>vom Eigentümer geschlossen</translation>
    </message>
    <message>
        <source>Delete the organisation for good</source>
        <translation>Die Organisation endgültig löschen</translation>
    </message>
    <message>
        <source>Everything of &quot;%1&quot; is deleted: databases, conversations, people&apos;s access. This cannot be undone.
Write %2 to go on.</source>
        <translation>Alles von „%1“ wird gelöscht: Datenbanken, Unterhaltungen, der Zugang der Mitglieder. Das lässt sich nicht rückgängig machen.
Schreiben Sie %2, um fortzufahren.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntityView</name>
    <message>
        <source>named together with</source>
        <translation>zusammen genannt mit</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>%1 · named %2 in %3</source>
        <translation>%1 · %2 genannt in %3</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
    <message>
        <source>one document</source>
        <translation>einem Dokument</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 Dokumenten</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>Beziehungen</translation>
    </message>
    <message>
        <source>Named in</source>
        <translation>Genannt in</translation>
    </message>
    <message>
        <source>The way from %1 to %2</source>
        <translation>Der Weg von %1 zu %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryForm</name>
    <message>
        <source>Name a table, or a column as table.column.</source>
        <translation>Nennen Sie eine Tabelle, oder eine Spalte als tabelle.spalte.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryModel</name>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>%1 = “%2”</source>
        <translation>%1 = „%2“</translation>
    </message>
    <message>
        <source>%1, also %2</source>
        <translation>%1, auch %2</translation>
    </message>
    <message>
        <source>is not named, shown or answered</source>
        <translation>wird nicht genannt, gezeigt oder beantwortet</translation>
    </message>
    <message>
        <source>is not named, joined, shown or answered</source>
        <translation>wird nicht genannt, verknüpft, gezeigt oder beantwortet</translation>
    </message>
    <message>
        <source>avoid</source>
        <translation>vermeiden</translation>
    </message>
    <message>
        <source>prefer</source>
        <translation>bevorzugen</translation>
    </message>
    <message>
        <source>Word or phrase</source>
        <translation>Wort oder Wendung</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Bedeutet</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Computed as</source>
        <translation>Berechnet als</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Table or column</source>
        <translation>Tabelle oder Spalte</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntrySection</name>
    <message>
        <source>Add a word</source>
        <translation>Wort hinzufügen</translation>
    </message>
    <message>
        <source>Add a metric</source>
        <translation>Kennzahl hinzufügen</translation>
    </message>
    <message>
        <source>Hide something</source>
        <translation>Etwas ausblenden</translation>
    </message>
    <message>
        <source>Add a join</source>
        <translation>Verknüpfung hinzufügen</translation>
    </message>
    <message>
        <source>Add a description</source>
        <translation>Beschreibung hinzufügen</translation>
    </message>
    <message>
        <source>What your people call a table, a column or a value. A “client” may be a row of customers.</source>
        <translation>Wie Ihre Leute eine Tabelle, eine Spalte oder einen Wert nennen. Ein „Klient“ kann eine Zeile von customers sein.</translation>
    </message>
    <message>
        <source>Figures with a name, such as revenue: the sum of all paid invoices. People then ask for “revenue by month”.</source>
        <translation>Zahlen mit einem Namen, etwa Umsatz: die Summe aller bezahlten Rechnungen. Dann kann man nach „Umsatz pro Monat“ fragen.</translation>
    </message>
    <message>
        <source>Tables and columns that questions do not find and answers do not show, such as technical ones.</source>
        <translation>Tabellen und Spalten, die Fragen nicht finden und Antworten nicht zeigen, etwa technische.</translation>
    </message>
    <message>
        <source>Which columns tell that rows of two tables belong together, and which only look as if they did.</source>
        <translation>Welche Spalten sagen, dass Zeilen zweier Tabellen zusammengehören, und welche nur so aussehen.</translation>
    </message>
    <message>
        <source>What tables and columns hold, in your words. They are shown to everybody and help to understand questions.</source>
        <translation>Was Tabellen und Spalten enthalten, in Ihren Worten. Alle sehen es, und es hilft, Fragen zu verstehen.</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>Diese Liste durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Hier ist noch nichts</translation>
    </message>
    <message>
        <source>One entry does not fit this database and is not used.</source>
        <translation>Ein Eintrag passt nicht zu dieser Datenbank und wird nicht benutzt.</translation>
    </message>
    <message>
        <source>%1 entries do not fit this database and are not used.</source>
        <translation>%1 Einträge passen nicht zu dieser Datenbank und werden nicht benutzt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExamplesTab</name>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Questions that are put like one of these are answered like it.</source>
        <translation>Fragen, die wie eine von diesen gestellt sind, werden ebenso beantwortet.</translation>
    </message>
    <message>
        <source>There is none yet. Say below an answer that it is good, and make it one.</source>
        <translation>Es gibt noch keine. Bewerten Sie eine Antwort als gut, und wählen Sie „Als Beispiel nehmen“.</translation>
    </message>
    <message>
        <source>Examples of this database</source>
        <translation>Beispiele dieser Datenbank</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Test by it</source>
        <translation>Damit testen</translation>
    </message>
    <message>
        <source>Makes it one of the accuracy tests of this database</source>
        <translation>Macht es zu einem der Genauigkeitstests dieser Datenbank</translation>
    </message>
    <message>
        <source>What people said of answers</source>
        <translation>Was zu Antworten gesagt wurde</translation>
    </message>
    <message>
        <source>Statement of the chosen example</source>
        <translation>SQL-Anweisung des gewählten Beispiels</translation>
    </message>
    <message>
        <source>It is one of the accuracy tests now.</source>
        <translation>Es ist jetzt einer der Genauigkeitstests.</translation>
    </message>
    <message>
        <source>Remove example</source>
        <translation>Beispiel entfernen</translation>
    </message>
    <message>
        <source>Remove the example &quot;%1&quot;? Questions are then answered as before it was made.</source>
        <translation>Das Beispiel „%1“ entfernen? Fragen werden dann so beantwortet wie vor diesem Beispiel.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExplanationBox</name>
    <message>
        <source>Explanation of this answer</source>
        <translation>Erklärung dieser Antwort</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExportButton</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export this answer</source>
        <translation>Diese Antwort exportieren</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExportProgress</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>%1 wird geschrieben…</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 of %2 rows are written</source>
        <translation>%1 von %2 Zeilen sind geschrieben</translation>
    </message>
    <message>
        <source>Finishing the file…</source>
        <translation>Die Datei wird abgeschlossen…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FeedbackBar</name>
    <message>
        <source>This answer is good</source>
        <translation>Diese Antwort ist gut</translation>
    </message>
    <message>
        <source>This answer is wrong</source>
        <translation>Diese Antwort ist falsch</translation>
    </message>
    <message>
        <source>The question that this answers, in words that stand alone</source>
        <translation>Die Frage, die damit beantwortet ist, in Worten, die für sich stehen</translation>
    </message>
    <message>
        <source>Use as an example</source>
        <translation>Als Beispiel nehmen</translation>
    </message>
    <message>
        <source>Questions put alike are then answered like this, for everybody who asks this database. Somebody who manages databases approves it first.</source>
        <translation>Ähnlich gestellte Fragen werden dann ebenso beantwortet, für alle, die diese Datenbank fragen. Zuvor gibt es jemand frei, der Datenbanken verwaltet.</translation>
    </message>
    <message>
        <source>What is wrong? Those who manage databases will read it</source>
        <translation>Was ist falsch? Wer Datenbanken verwaltet, wird es lesen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>You said: %1</source>
        <translation>Ihre Rückmeldung: %1</translation>
    </message>
    <message>
        <source>Proposed as an example. It counts once somebody who manages databases approves it.</source>
        <translation>Als Beispiel vorgeschlagen. Es zählt, sobald es jemand freigibt, der Datenbanken verwaltet.</translation>
    </message>
    <message>
        <source>An example of this database.</source>
        <translation>Ein Beispiel dieser Datenbank.</translation>
    </message>
    <message>
        <source>An example of this database, approved by %1.</source>
        <translation>Ein Beispiel dieser Datenbank, freigegeben von %1.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FeedbackModel</name>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FileFields</name>
    <message>
        <source>Database file</source>
        <translation>Datenbankdatei</translation>
    </message>
    <message>
        <source>/path/to/database.sqlite</source>
        <translation>/pfad/zur/datenbank.sqlite</translation>
    </message>
    <message>
        <source>Path on the server&apos;s machine</source>
        <translation>Pfad auf dem Server</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Choose a SQLite database</source>
        <translation>Eine SQLite-Datenbank wählen</translation>
    </message>
    <message>
        <source>SQLite databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)</source>
        <translation>SQLite-Datenbanken (*.sqlite *.sqlite3 *.db *.db3);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FrozenColumns</name>
    <message>
        <source>Frozen columns</source>
        <translation>Fixierte Spalten</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphModel</name>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Number or code</source>
        <translation>Nummer oder Code</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Begriff</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>Sonstiger Name</translation>
    </message>
    <message>
        <source>one document</source>
        <translation>ein Dokument</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 Dokumente</translation>
    </message>
    <message>
        <source>its neighbours are not in view</source>
        <translation>die Nachbarn sind nicht im Bild</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphView</name>
    <message>
        <source>Picture of names and their relations</source>
        <translation>Bild der Namen und ihrer Beziehungen</translation>
    </message>
    <message>
        <source>The arrow keys go from name to name, Enter brings the neighbours of one.</source>
        <translation>Die Pfeiltasten gehen von Name zu Name, die Eingabetaste holt die Nachbarn eines Namens.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphWidget</name>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Search names in documents</source>
        <translation>Namen in Dokumenten suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Kind of name</source>
        <translation>Art des Namens</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Names that were found</source>
        <translation>Namen, die gefunden wurden</translation>
    </message>
    <message>
        <source>No name has these words.</source>
        <translation>Kein Name enthält diese Wörter.</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>Im Bild</translation>
    </message>
    <message>
        <source>Names in the picture</source>
        <translation>Namen im Bild</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Brings what the chosen name is related to (Enter)</source>
        <translation>Holt dazu, womit der gewählte Name in Beziehung steht (Eingabetaste)</translation>
    </message>
    <message>
        <source>Way to…</source>
        <translation>Weg zu…</translation>
    </message>
    <message>
        <source>Then choose another name to see how the two are connected</source>
        <translation>Wählen Sie danach einen zweiten Namen, um zu sehen, wie die beiden verbunden sind</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Shows all of the picture (F); + and − change its size</source>
        <translation>Zeigt das ganze Bild (F); + und − ändern seine Größe</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Choose a name to read what the documents say of it.</source>
        <translation>Wählen Sie einen Namen, um zu lesen, was die Dokumente über ihn sagen.</translation>
    </message>
    <message>
        <source>Choose the name at the other end, here or in the list.</source>
        <translation>Wählen Sie den Namen am anderen Ende, hier oder in der Liste.</translation>
    </message>
    <message>
        <source>No document names anybody yet.</source>
        <translation>Noch nennt kein Dokument einen Namen.</translation>
    </message>
    <message>
        <source>People, companies, places and products that your documents name appear here, with what the documents say of them.

Add files in the panel Documents.</source>
        <translation>Personen, Firmen, Orte und Produkte, die Ihre Dokumente nennen, erscheinen hier, mit dem, was die Dokumente über sie sagen.

Fügen Sie im Bereich „Dokumente“ Dateien hinzu.</translation>
    </message>
    <message>
        <source>Choose a name on the left to see what it is related to.</source>
        <translation>Wählen Sie links einen Namen, um zu sehen, womit er in Beziehung steht.</translation>
    </message>
    <message>
        <source>Only the strongest relations are shown.</source>
        <translation>Nur die stärksten Beziehungen werden gezeigt.</translation>
    </message>
    <message>
        <source>Who and what your documents name</source>
        <translation>Wen und was Ihre Dokumente nennen</translation>
    </message>
    <message>
        <source>No name is chosen</source>
        <translation>Kein Name ist gewählt</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HelpPane</name>
    <message>
        <source>Search the guides</source>
        <translation>Handbücher durchsuchen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Contents of the guides</source>
        <translation>Inhalt der Handbücher</translation>
    </message>
    <message>
        <source>Close the help (Esc)</source>
        <translation>Hilfe schließen (Esc)</translation>
    </message>
    <message>
        <source>The guides are in English.</source>
        <translation>Die Handbücher sind auf Englisch.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>About this guide</source>
        <translation>Über dieses Handbuch</translation>
    </message>
    <message>
        <source>Nothing in the guides has all these words. Fewer or other words may find it.</source>
        <translation>Nichts in den Handbüchern enthält alle diese Wörter. Mit weniger oder anderen Wörtern findet es sich vielleicht.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HiddenForm</name>
    <message>
        <source>&amp;Table or column</source>
        <translation>&amp;Tabelle oder Spalte</translation>
    </message>
    <message>
        <source>salaries, or customers.tax_number</source>
        <translation>gehaelter oder kunden.steuernummer</translation>
    </message>
    <message>
        <source>Questions will not find it, and answers will not show it. Whoever may write SQL can still name it.</source>
        <translation>Fragen finden sie nicht, und Antworten zeigen sie nicht. Wer SQL schreiben darf, kann sie weiterhin nennen.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HistoryModel</name>
    <message>
        <source>Revision</source>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HistorySection</name>
    <message>
        <source>Every save, with who made it. Bringing one back makes it the newest; nothing is lost.</source>
        <translation>Jedes Speichern, und von wem. Eine zurückgeholte Fassung wird zur neuesten; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Bring this one back</source>
        <translation>Diese Fassung zurückholen</translation>
    </message>
    <message>
        <source>Revisions, newest first</source>
        <translation>Fassungen, neueste zuerst</translation>
    </message>
    <message>
        <source>Show earlier ones</source>
        <translation>Frühere anzeigen</translation>
    </message>
    <message>
        <source>Save or discard your changes first.</source>
        <translation>Speichern oder verwerfen Sie zuerst Ihre Änderungen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HitCard</name>
    <message>
        <source>Hit %1: %2</source>
        <translation>Treffer %1: %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Matched words</source>
        <translation>Gefundene Wörter</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>Nur hier</translation>
    </message>
    <message>
        <source>Only in this document</source>
        <translation>Nur in diesem Dokument</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Gesucht</translation>
    </message>
    <message>
        <source>Found as</source>
        <translation>Gefunden als</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Adds</source>
        <translation>Beitrag</translation>
    </message>
    <message>
        <source>Open %1 at this passage</source>
        <translation>%1 an dieser Textstelle öffnen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ImpersonationBanner</name>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Somebody else&apos;s account</source>
        <translation>Konto einer anderen Person</translation>
    </message>
    <message>
        <source>Go back to your own account.</source>
        <translation>Kehren Sie zu Ihrem eigenen Konto zurück.</translation>
    </message>
    <message>
        <source>%1 works as %2 of %3: %4. %5 left; everything is recorded for the organisation.</source>
        <translation>%1 arbeitet als %2 von %3: %4. Noch %5; alles wird für die Organisation aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InputRows</name>
    <message>
        <source>Add an input</source>
        <translation>Eingabe hinzufügen</translation>
    </message>
    <message>
        <source>Name of the input</source>
        <translation>Name der Eingabe</translation>
    </message>
    <message>
        <source>What people are asked for</source>
        <translation>Wonach gefragt wird</translation>
    </message>
    <message>
        <source>Value when nothing is said</source>
        <translation>Wert, wenn nichts angegeben ist</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InvitationLink</name>
    <message>
        <source>This is no link to join a server.</source>
        <translation>Das ist kein Link, um einem Server beizutreten.</translation>
    </message>
    <message>
        <source>The end of the link is missing.</source>
        <translation>Das Ende des Links fehlt.</translation>
    </message>
    <message>
        <source>The link names a certificate, and an address without encryption.</source>
        <translation>Der Link nennt ein Zertifikat, aber eine Adresse ohne Verschlüsselung.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InvitationsCard</name>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Einladungen</translation>
    </message>
    <message>
        <source>E-mail of the person invited</source>
        <translation>E-Mail der eingeladenen Person</translation>
    </message>
    <message>
        <source>Anybody who has the link</source>
        <translation>Alle, die den Link haben</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>R&amp;ole</source>
        <translation>R&amp;olle</translation>
    </message>
    <message>
        <source>Make a link</source>
        <translation>Link erstellen</translation>
    </message>
    <message>
        <source>Link of the invitation</source>
        <translation>Link der Einladung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Invitations that can still be accepted</source>
        <translation>Einladungen, die noch angenommen werden können</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>anybody with the link</source>
        <translation>alle mit dem Link</translation>
    </message>
    <message>
        <source>The link is on its way to %1; you may pass it on as well.</source>
        <translation>Der Link ist unterwegs zu %1; Sie können ihn auch selbst weitergeben.</translation>
    </message>
    <message>
        <source>Pass this link on.</source>
        <translation>Geben Sie diesen Link weiter.</translation>
    </message>
    <message>
        <source>It works once, until %1, and is shown only now.</source>
        <translation>Er gilt einmal, bis %1, und wird nur jetzt gezeigt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InvoicesCard</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>To be paid by</source>
        <translation>Zahlbar bis</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Dokument speichern</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Invoices and credit notes</source>
        <translation>Rechnungen und Gutschriften</translation>
    </message>
    <message>
        <source>There is no invoice yet.</source>
        <translation>Es gibt noch keine Rechnung.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>Ältere</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written.</source>
        <translation>„%1“ konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Als %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::JoinDialog</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>Einem Server beitreten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sign in or register</source>
        <translation>Anmelden oder registrieren</translation>
    </message>
    <message>
        <source>I have an account</source>
        <translation>Ich habe ein Konto</translation>
    </message>
    <message>
        <source>New organisation</source>
        <translation>Neue Organisation</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Organisation</source>
        <translation>&amp;Organisation</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Ihr &amp;Name</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>Looking for the server…</source>
        <translation>Der Server wird gesucht…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation>Registrierung läuft…</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>Single Sign-on</translation>
    </message>
    <message>
        <source>Its short name, or your e-mail address</source>
        <translation>Ihr Kurzname oder Ihre E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>Anmelden mit</translation>
    </message>
    <message>
        <source>Sign in &amp;with</source>
        <translation>Anmelden &amp;mit</translation>
    </message>
    <message>
        <source>Your browser opens the page of your organisation&apos;s identity provider. Finish there, and come back to this window.</source>
        <translation>Ihr Browser öffnet die Seite des Identitätsanbieters Ihrer Organisation. Melden Sie sich dort an und kehren Sie zu diesem Fenster zurück.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Noch einmal öffnen</translation>
    </message>
    <message>
        <source>Sign in with %1</source>
        <translation>Mit %1 anmelden</translation>
    </message>
    <message>
        <source>Looking for the organisation…</source>
        <translation>Die Organisation wird gesucht…</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>Warten auf Ihren Browser…</translation>
    </message>
    <message>
        <source>Opening your browser…</source>
        <translation>Ihr Browser wird geöffnet…</translation>
    </message>
    <message>
        <source>Its administrator can tell you the address, or send you a link. The server on this computer stays, and you can come back to it at any time.</source>
        <translation>Der Administrator des Servers kann Ihnen die Adresse nennen oder einen Link senden. Der Server auf diesem Computer bleibt, und Sie können jederzeit zu ihm zurückkehren.</translation>
    </message>
    <message>
        <source>&amp;Address or link</source>
        <translation>&amp;Adresse oder Link</translation>
    </message>
    <message>
        <source>example.org, 192.168.1.20:8765, https://…/join#…</source>
        <translation>example.org, 192.168.1.20:8765, https://…/join#…</translation>
    </message>
    <message>
        <source>Accept the invitation</source>
        <translation>Einladung annehmen</translation>
    </message>
    <message>
        <source>Not needed where you have an account there</source>
        <translation>Nicht nötig, wenn Sie dort ein Konto haben</translation>
    </message>
    <message>
        <source>A new one, or your account&apos;s</source>
        <translation>Ein neues oder das Ihres Kontos</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>You are invited to %1.</source>
        <translation>Sie sind zu %1 eingeladen.</translation>
    </message>
    <message>
        <source>You are invited to %1. Its certificate is the one that the link names.</source>
        <translation>Sie sind zu %1 eingeladen. Das Zertifikat ist das, das der Link nennt.</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>Beitritt läuft…</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>&amp;Link of an invitation</source>
        <translation>Einladungs&amp;link</translation>
    </message>
    <message>
        <source>The link leads to %1. Ask whoever invited you for one to your organisation&apos;s server.</source>
        <translation>Der Link führt zu %1. Bitten Sie die Person, die Sie eingeladen hat, um einen Link zum Server Ihrer Organisation.</translation>
    </message>
    <message>
        <source>An invitation is accepted with a password. Leave the link out and sign in by single sign-on.</source>
        <translation>Eine Einladung wird mit einem Passwort angenommen. Lassen Sie den Link weg und melden Sie sich per Single Sign-on an.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::JoinForm</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Prefer this join</source>
        <translation>Diese Verknüpfung bevorzugen</translation>
    </message>
    <message>
        <source>Avoid this join</source>
        <translation>Diese Verknüpfung meiden</translation>
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation>&amp;Regel</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>orders.customer_id</source>
        <translation>bestellungen.kunden_id</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Nach</translation>
    </message>
    <message>
        <source>customers.id</source>
        <translation>kunden.id</translation>
    </message>
    <message>
        <source>Several columns are separated by commas. To avoid every join of two tables, name only the tables.</source>
        <translation>Mehrere Spalten werden durch Kommas getrennt. Um jede Verknüpfung zweier Tabellen zu meiden, nennen Sie nur die Tabellen.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Name a column on both ends, as table.column.</source>
        <translation>Nennen Sie an beiden Enden eine Spalte, als tabelle.spalte.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::KeepButton</name>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>Diese Antwort behalten</translation>
    </message>
    <message>
        <source>Save the question to run it again, or pin it to a dashboard</source>
        <translation>Die Frage speichern, um sie wieder auszuführen, oder an ein Dashboard anheften</translation>
    </message>
    <message>
        <source>&amp;Save question…</source>
        <translation>Frage &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Pin to a dashboard…</source>
        <translation>An ein Dashboard &amp;anheften…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::KnowledgeWidget</name>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>about a minute left</source>
        <translation>noch etwa eine Minute</translation>
    </message>
    <message>
        <source>about %1 minutes left</source>
        <translation>noch etwa %1 Minuten</translation>
    </message>
    <message>
        <source>about %1 hours left</source>
        <translation>noch etwa %1 Stunden</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Add a web site…</source>
        <translation>Website hinzufügen…</translation>
    </message>
    <message>
        <source>Add a text…</source>
        <translation>Text hinzufügen…</translation>
    </message>
    <message>
        <source>Search documents by name</source>
        <translation>Dokumente nach Namen durchsuchen</translation>
    </message>
    <message>
        <source>Search by name or address</source>
        <translation>Nach Name oder Adresse suchen</translation>
    </message>
    <message>
        <source>Show documents in this state</source>
        <translation>Dokumente in diesem Zustand anzeigen</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Progress of all documents that wait</source>
        <translation>Fortschritt aller wartenden Dokumente</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>One document could not be read; the list says why.</source>
        <translation>Ein Dokument konnte nicht gelesen werden; die Liste nennt den Grund.</translation>
    </message>
    <message>
        <source>%1 documents could not be read; the list says why.</source>
        <translation>%1 Dokumente konnten nicht gelesen werden; die Liste nennt die Gründe.</translation>
    </message>
    <message>
        <source>One document is ready.</source>
        <translation>Ein Dokument ist bereit.</translation>
    </message>
    <message>
        <source>%1 documents are ready.</source>
        <translation>%1 Dokumente sind bereit.</translation>
    </message>
    <message>
        <source>one file is being sent</source>
        <translation>eine Datei wird gesendet</translation>
    </message>
    <message>
        <source>%1 files are being sent</source>
        <translation>%1 Dateien werden gesendet</translation>
    </message>
    <message>
        <source>one document waits to be read</source>
        <translation>ein Dokument wartet darauf, gelesen zu werden</translation>
    </message>
    <message>
        <source>%1 documents wait to be read</source>
        <translation>%1 Dokumente warten darauf, gelesen zu werden</translation>
    </message>
    <message>
        <source>one document</source>
        <translation>ein Dokument</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 Dokumente</translation>
    </message>
    <message>
        <source>one passage</source>
        <translation>eine Textstelle</translation>
    </message>
    <message>
        <source>%1 passages</source>
        <translation>%1 Textstellen</translation>
    </message>
    <message>
        <source>No document fits</source>
        <translation>Kein Dokument passt</translation>
    </message>
    <message>
        <source>Search for other words, or show all states.</source>
        <translation>Suchen Sie nach anderen Wörtern, oder zeigen Sie alle Zustände.</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>Legen Sie hier Dateien ab</translation>
    </message>
    <message>
        <source>PDF, Word, web pages, Markdown, CSV and text are cut into passages that answers can cite.
A web site is read by its address, as far as you say. Everything stays in this workspace.</source>
        <translation>PDF, Word, Webseiten, Markdown, CSV und Text werden in Textstellen zerlegt, auf die Antworten verweisen können.
Eine Website wird über ihre Adresse gelesen, so weit Sie es angeben. Alles bleibt in diesem Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Documents (*.pdf *.docx *.md *.markdown *.txt *.html *.htm *.csv);;All files (*)</source>
        <translation>Dokumente (*.pdf *.docx *.md *.markdown *.txt *.html *.htm *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop the files to add them. Everybody in the organisation but guests will find them.</source>
        <translation>Legen Sie die Dateien ab, um sie hinzuzufügen. Alle in der Organisation außer Gästen werden sie finden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Back to the site</source>
        <translation>Zurück zur Website</translation>
    </message>
    <message>
        <source>Back to Search</source>
        <translation>Zurück zur Suche</translation>
    </message>
    <message>
        <source>Back to Names</source>
        <translation>Zurück zu den Namen</translation>
    </message>
    <message>
        <source>Back to Agents</source>
        <translation>Zurück zu den Agenten</translation>
    </message>
    <message>
        <source>Back to Workflows</source>
        <translation>Zurück zu den Abläufen</translation>
    </message>
    <message>
        <source>The documents could not be listed</source>
        <translation>Die Dokumente konnten nicht aufgelistet werden</translation>
    </message>
    <message>
        <source>The documents are being listed…</source>
        <translation>Die Dokumente werden aufgelistet…</translation>
    </message>
    <message>
        <source>Documents were read</source>
        <translation>Dokumente wurden gelesen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop sending files</source>
        <translation>Senden der Dateien stoppen</translation>
    </message>
    <message>
        <source>files are being looked for</source>
        <translation>Dateien werden gesucht</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::KnownAnswerModel</name>
    <message>
        <source>approved by %1</source>
        <translation>freigegeben von %1</translation>
    </message>
    <message>
        <source>proposed by %1</source>
        <translation>vorgeschlagen von %1</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::LimitNotices</name>
    <message>
        <source>%1: used up</source>
        <translation>%1: ausgeschöpft</translation>
    </message>
    <message>
        <source>%1: %2 % are used</source>
        <translation>%1: zu %2&#xa0;% genutzt</translation>
    </message>
    <message>
        <source>%1 of %2.</source>
        <translation>%1 von %2.</translation>
    </message>
    <message>
        <source>A larger plan begins at once; the next month begins on %1.</source>
        <translation>Ein größerer Tarif gilt sofort; der nächste Monat beginnt am %1.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MainWindow</name>
    <message>
        <source>&amp;Connect a database…</source>
        <translation>Datenbank &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Join a server…</source>
        <translation>Einem &amp;Server beitreten…</translation>
    </message>
    <message>
        <source>Ask for &amp;support…</source>
        <translation>&amp;Support anfragen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Find anything…</source>
        <translation>Alles &amp;finden…</translation>
    </message>
    <message>
        <source>Colours: as the system</source>
        <translation>Farben: wie das System</translation>
    </message>
    <message>
        <source>Colours: light</source>
        <translation>Farben: hell</translation>
    </message>
    <message>
        <source>Colours: dark</source>
        <translation>Farben: dunkel</translation>
    </message>
    <message>
        <source>Colours: high contrast, light</source>
        <translation>Farben: hoher Kontrast, hell</translation>
    </message>
    <message>
        <source>Colours: high contrast, dark</source>
        <translation>Farben: hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>theme appearance mode</source>
        <translation>design aussehen modus</translation>
    </message>
    <message>
        <source>&amp;Names of the panels</source>
        <translation>&amp;Namen der Bereiche</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1…</translation>
    </message>
    <message>
        <source>No connection to %1; trying again</source>
        <translation>Keine Verbindung zu %1; neuer Versuch</translation>
    </message>
    <message>
        <source>%1: signed out</source>
        <translation>%1: abgemeldet</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Not added: %1. Drop SQLite databases, PDF, Word, text, Markdown, HTML or CSV files.</source>
        <translation>Nicht hinzugefügt: %1. Legen Sie SQLite-Datenbanken, PDF-, Word-, Text-, Markdown-, HTML- oder CSV-Dateien ab.</translation>
    </message>
    <message>
        <source>&amp;Help about this panel</source>
        <translation>Hilfe zu diesem &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Contents of the guides</source>
        <translation>&amp;Inhalt der Handbücher</translation>
    </message>
    <message>
        <source>%1: another version</source>
        <translation>%1: andere Version</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ManagedCard</name>
    <message>
        <source>As people like</source>
        <translation>Frei wählbar</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>Single Sign-on</translation>
    </message>
    <message>
        <source>None, because it cannot be read</source>
        <translation>Nichts, weil nicht lesbar</translation>
    </message>
    <message>
        <source>Set by your organisation</source>
        <translation>Von Ihrer Organisation festgelegt</translation>
    </message>
    <message>
        <source>Whoever administers this computer set this in %1. It cannot be changed here.</source>
        <translation>Der Administrator dieses Computers hat dies in %1 festgelegt. Hier lässt es sich nicht ändern.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Server on this computer</source>
        <translation>Server auf diesem Computer</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Trusted authorities</source>
        <translation>Vertrauenswürdige Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>Other certificates</source>
        <translation>Andere Zertifikate</translation>
    </message>
    <message>
        <source>People may accept them</source>
        <translation>Dürfen angenommen werden</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Werden abgelehnt</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Air gap</source>
        <translation>Abschottung</translation>
    </message>
    <message>
        <source>On: nothing is sent to other machines</source>
        <translation>An: Nichts wird an andere Computer gesendet</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Looking for updates</source>
        <translation>Suche nach Updates</translation>
    </message>
    <message>
        <source>Never, whatever is set: this program does not do it</source>
        <translation>Nie, was auch festgelegt ist: Dieses Programm sucht nicht danach</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1, gesperrt</translation>
    </message>
    <message>
        <source>It is what is begun with.</source>
        <translation>Das ist die Voreinstellung.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MemberModel</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>Mitglied seit</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MembersCard</name>
    <message>
        <source>Permission</source>
        <translation>Recht</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rolle</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>&amp;Department</source>
        <translation>&amp;Abteilung</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>&amp;Position</source>
        <translation>&amp;Position</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Remove from the organisation</source>
        <translation>Aus der Organisation entfernen</translation>
    </message>
    <message>
        <source>What this member may do</source>
        <translation>Was dieses Mitglied darf</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Verbieten</translation>
    </message>
    <message>
        <source>As the role says</source>
        <translation>Wie die Rolle es sagt</translation>
    </message>
    <message>
        <source>What %1 may do</source>
        <translation>Was %1 darf</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Saved. It holds from now on.</source>
        <translation>Gespeichert. Es gilt ab sofort.</translation>
    </message>
    <message>
        <source>Select a permission first.</source>
        <translation>Wählen Sie zuerst ein Recht aus.</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>Their sign-ins and API keys here end at once. What they made stays.</source>
        <translation>Alle Anmeldungen und API-Schlüssel dieser Person enden hier sofort. Was sie erstellt hat, bleibt.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MemoryTab</name>
    <message>
        <source>everybody here</source>
        <translation>alle hier</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>ein früheres Mitglied</translation>
    </message>
    <message>
        <source>Questions with &quot;%1&quot; are asked with &quot;%2&quot;.</source>
        <translation>Fragen mit „%1“ werden mit „%2“ gestellt.</translation>
    </message>
    <message>
        <source>Said by %1 on %2.</source>
        <translation>Gesagt von: %1, am %2.</translation>
    </message>
    <message>
        <source>In: %1</source>
        <translation>In: %1</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Tatsache</translation>
    </message>
    <message>
        <source>Known to</source>
        <translation>Wer es weiß</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Agents remember nothing yet. Say &quot;remember that we call refunds &apos;returns&apos;&quot; in a question, or write it here; nothing is kept unless somebody says so.</source>
        <translation>Agenten merken sich noch nichts. Schreiben Sie in einer Frage (auf Englisch) „remember that we call refunds &apos;returns&apos;“, oder tragen Sie es hier ein; nichts wird behalten, wenn es niemand sagt.</translation>
    </message>
    <message>
        <source>What agents remember</source>
        <translation>Was Agenten sich merken</translation>
    </message>
    <message>
        <source>Something to remember</source>
        <translation>Was gemerkt werden soll</translation>
    </message>
    <message>
        <source>My region is Kansai</source>
        <translation>My region is Kansai</translation>
    </message>
    <message>
        <source>Who it is for</source>
        <translation>Für wen es ist</translation>
    </message>
    <message>
        <source>For me</source>
        <translation>Für mich</translation>
    </message>
    <message>
        <source>For everybody here</source>
        <translation>Für alle hier</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Für wie lange</translation>
    </message>
    <message>
        <source>for good</source>
        <translation>auf Dauer</translation>
    </message>
    <message>
        <source>for a week</source>
        <translation>für eine Woche</translation>
    </message>
    <message>
        <source>for a month</source>
        <translation>für einen Monat</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>für ein Jahr</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget all of mine</source>
        <translation>Alles von mir vergessen</translation>
    </message>
    <message>
        <source>Forget all of everybody&apos;s</source>
        <translation>Alles Gemeinsame vergessen</translation>
    </message>
    <message>
        <source>Change what is remembered</source>
        <translation>Gemerktes ändern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Everything that agents remember of you here is gone for good.</source>
        <translation>Alles, was Agenten sich hier über Sie gemerkt haben, ist dann endgültig weg.</translation>
    </message>
    <message>
        <source>Everything that agents know of this workspace is gone for good.</source>
        <translation>Alles, was Agenten über diesen Arbeitsbereich wissen, ist dann endgültig weg.</translation>
    </message>
    <message>
        <source>Forget everything</source>
        <translation>Alles vergessen</translation>
    </message>
    <message>
        <source>nobody yet: confirm it</source>
        <translation>noch niemand: Bestätigen Sie es</translation>
    </message>
    <message>
        <source>A model proposed it while it answered %1 on %2. It counts for nothing until it is confirmed.</source>
        <translation>Ein Modell hat es bei einer Antwort vorgeschlagen (gefragt von: %1, am %2). Es zählt erst, wenn es bestätigt ist.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MessageBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 Undo is offered.</source>
        <translation>%1 Das lässt sich rückgängig machen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MessageList</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Message %1 of %2</source>
        <translation>Nachricht %1 von %2</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MetricForm</name>
    <message>
        <source>Sum of</source>
        <translation>Summe von</translation>
    </message>
    <message>
        <source>Average of</source>
        <translation>Durchschnitt von</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Niedrigster Wert</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Höchster Wert</translation>
    </message>
    <message>
        <source>Number of rows of</source>
        <translation>Anzahl der Zeilen von</translation>
    </message>
    <message>
        <source>Number of different</source>
        <translation>Anzahl verschiedener Werte</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>revenue</source>
        <translation>umsatz</translation>
    </message>
    <message>
        <source>&amp;Also called</source>
        <translation>&amp;Auch genannt</translation>
    </message>
    <message>
        <source>turnover, sales</source>
        <translation>erlös, verkäufe</translation>
    </message>
    <message>
        <source>What is computed</source>
        <translation>Was berechnet wird</translation>
    </message>
    <message>
        <source>&amp;Computes</source>
        <translation>&amp;Berechnet</translation>
    </message>
    <message>
        <source>&amp;Of</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>invoices.total</source>
        <translation>rechnungen.summe</translation>
    </message>
    <message>
        <source>A column as table.column; sums may use + - * / with columns of the same table.</source>
        <translation>Eine Spalte als tabelle.spalte; Summen dürfen + - * / mit Spalten derselben Tabelle verwenden.</translation>
    </message>
    <message>
        <source>Only &amp;where</source>
        <translation>Nur &amp;wenn</translation>
    </message>
    <message>
        <source>invoices.status = &apos;paid&apos; AND invoices.total &gt; 0</source>
        <translation>rechnungen.status = &apos;bezahlt&apos; AND rechnungen.summe &gt; 0</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>&amp;Einheit</translation>
    </message>
    <message>
        <source>EUR</source>
        <translation>EUR</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>Be&amp;schreibung</translation>
    </message>
    <message>
        <source>What it stands for, in your words</source>
        <translation>Wofür sie steht, in Ihren Worten</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Geben Sie ihr einen Namen.</translation>
    </message>
    <message>
        <source>Say what it is computed of.</source>
        <translation>Geben Sie an, wovon sie berechnet wird.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelCard</name>
    <message>
        <source>OpenAI, or whatever speaks like it</source>
        <translation>OpenAI oder ein kompatibler Dienst</translation>
    </message>
    <message>
        <source>Azure OpenAI</source>
        <translation>Azure OpenAI</translation>
    </message>
    <message>
        <source>Anthropic</source>
        <translation>Anthropic</translation>
    </message>
    <message>
        <source>Ollama</source>
        <translation>Ollama</translation>
    </message>
    <message>
        <source>Google Gemini</source>
        <translation>Google Gemini</translation>
    </message>
    <message>
        <source>Never: the built-in analyst answers alone</source>
        <translation>Nie: Der eingebaute Analyst antwortet allein</translation>
    </message>
    <message>
        <source>Where the built-in analyst is unsure</source>
        <translation>Wo der eingebaute Analyst unsicher ist</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Sprachmodell</translation>
    </message>
    <message>
        <source>Without a model everything works on this server alone. A model is told the question and the names of tables and columns; values of your data only if you allow it. What left for an answer can be read beside that answer.</source>
        <translation>Ohne Modell läuft alles auf diesem Server allein. Ein Modell erfährt die Frage und die Namen von Tabellen und Spalten; Werte Ihrer Daten nur, wenn Sie es erlauben. Was für eine Antwort hinausging, lässt sich neben dieser Antwort nachlesen.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the model&apos;s settings</source>
        <translation>Einstellungen des Modells speichern</translation>
    </message>
    <message>
        <source>When the model is asked</source>
        <translation>Wann das Modell gefragt wird</translation>
    </message>
    <message>
        <source>As&amp;k it</source>
        <translation>&amp;Fragen</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>&amp;Provider</source>
        <translation>&amp;Anbieter</translation>
    </message>
    <message>
        <source>Address of the model&apos;s server</source>
        <translation>Adresse des Modellservers</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Name des Modells</translation>
    </message>
    <message>
        <source>as the provider calls it</source>
        <translation>wie der Anbieter es nennt</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Name of the model that makes vectors for search</source>
        <translation>Name des Modells, das Vektoren für die Suche erzeugt</translation>
    </message>
    <message>
        <source>none: the built-in one</source>
        <translation>keines: das eingebaute</translation>
    </message>
    <message>
        <source>Model for &amp;search</source>
        <translation>Modell für die &amp;Suche</translation>
    </message>
    <message>
        <source>&amp;Values of the data may be sent as examples</source>
        <translation>&amp;Werte der Daten dürfen als Beispiele gesendet werden</translation>
    </message>
    <message>
        <source>People ma&amp;y use keys of their own</source>
        <translation>Personen dürfen &amp;eigene Schlüssel verwenden</translation>
    </message>
    <message>
        <source>Columns and tables whose values are never sent</source>
        <translation>Spalten und Tabellen, deren Werte nie gesendet werden</translation>
    </message>
    <message>
        <source>patients.name, salaries</source>
        <translation>patienten.name, gehaelter</translation>
    </message>
    <message>
        <source>&amp;Never from</source>
        <translation>&amp;Nie aus</translation>
    </message>
    <message>
        <source>Most tokens in a month, in millions</source>
        <translation>Höchstzahl der Tokens in einem Monat, in Millionen</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source> million tokens</source>
        <translation> Millionen Tokens</translation>
    </message>
    <message>
        <source>&amp;Limit a month</source>
        <translation>&amp;Grenze je Monat</translation>
    </message>
    <message>
        <source>Key of the provider</source>
        <translation>Schlüssel des Anbieters</translation>
    </message>
    <message>
        <source>a new key</source>
        <translation>ein neuer Schlüssel</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>Schlüssel hinterlegen</translation>
    </message>
    <message>
        <source>Take the key away</source>
        <translation>Schlüssel entfernen</translation>
    </message>
    <message>
        <source>This month: %1 tokens; %2 questions needed no model.</source>
        <translation>In diesem Monat: %1 Tokens; %2 Fragen brauchten kein Modell.</translation>
    </message>
    <message>
        <source>This server is sealed off from other machines, so that no model is asked.</source>
        <translation>Dieser Server ist von anderen Computern abgeschottet; deshalb wird kein Modell gefragt.</translation>
    </message>
    <message>
        <source>Your organisation&apos;s key is kept, and never shown again. It is sent to this address alone.</source>
        <translation>Der Schlüssel Ihrer Organisation ist hinterlegt und wird nie wieder gezeigt. Er wird nur an diese Adresse gesendet.</translation>
    </message>
    <message>
        <source>No key is kept. Servers of your own mostly want none.</source>
        <translation>Kein Schlüssel ist hinterlegt. Eigene Server verlangen meist keinen.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>The key is gone.</source>
        <translation>Der Schlüssel ist entfernt.</translation>
    </message>
    <message>
        <source>The key is kept.</source>
        <translation>Der Schlüssel ist hinterlegt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelCheckCard</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>Streaming</translation>
    </message>
    <message>
        <source>Structured answers</source>
        <translation>Strukturierte Antworten</translation>
    </message>
    <message>
        <source>Vectors for search</source>
        <translation>Vektoren für die Suche</translation>
    </message>
    <message>
        <source>Check the set-up</source>
        <translation>Einrichtung prüfen</translation>
    </message>
    <message>
        <source>Tries the saved settings part by part, with a question of a few words.</source>
        <translation>Probiert die gespeicherten Einstellungen Teil für Teil aus, mit einer Frage aus wenigen Wörtern.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Look for models on the server&apos;s machine</source>
        <translation>Auf dem Computer des Servers nach Modellen suchen</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>works</source>
        <translation>funktioniert</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>schlägt fehl</translation>
    </message>
    <message>
        <source>Everything works (%1 ms).</source>
        <translation>Alles funktioniert (%1 ms).</translation>
    </message>
    <message>
        <source>No model server was found on the server&apos;s machine.</source>
        <translation>Auf dem Computer des Servers wurde kein Modellserver gefunden.</translation>
    </message>
    <message>
        <source>Use %1 with %2</source>
        <translation>%1 mit %2 verwenden</translation>
    </message>
    <message>
        <source>its model</source>
        <translation>seinem Modell</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelsWidget</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>A language model that helps where the built-in analyst is unsure.</source>
        <translation>Ein Sprachmodell, das hilft, wo der eingebaute Analyst unsicher ist.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::NamePage</name>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Encrypted, with a certificate that is checked</source>
        <translation>Verschlüsselt, das Zertifikat wird geprüft</translation>
    </message>
    <message>
        <source>Encrypted, with a certificate and name that are checked</source>
        <translation>Verschlüsselt, Zertifikat und Name werden geprüft</translation>
    </message>
    <message>
        <source>Encrypted when the server offers it</source>
        <translation>Verschlüsselt, wenn der Server es anbietet</translation>
    </message>
    <message>
        <source>Name for the database</source>
        <translation>Name für die Datenbank</translation>
    </message>
    <message>
        <source>How you and your colleagues call it</source>
        <translation>Wie Sie und Ihre Kollegen sie nennen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>The password is kept encrypted and never shown again. The database is only ever read: statements that could change anything are refused here and by the database.</source>
        <translation>Das Passwort wird verschlüsselt aufbewahrt und nie wieder gezeigt. Die Datenbank wird nur gelesen: Anweisungen, die etwas ändern könnten, werden hier und von der Datenbank abgelehnt.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Gelesen wird</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::NavigationRail</name>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatisierung</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>Show names (Ctrl+B)</source>
        <translation>Namen anzeigen (Strg+B)</translation>
    </message>
    <message>
        <source>Show pictures alone (Ctrl+B)</source>
        <translation>Nur Symbole anzeigen (Strg+B)</translation>
    </message>
    <message>
        <source>Show the names of the panels</source>
        <translation>Die Namen der Bereiche anzeigen</translation>
    </message>
    <message>
        <source>Show the panels as pictures alone</source>
        <translation>Die Bereiche nur als Symbole anzeigen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::NewTicketCard</name>
    <message>
        <source>What it is about</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>Ask something new</source>
        <translation>Neue Anfrage stellen</translation>
    </message>
    <message>
        <source>S&amp;ubject</source>
        <translation>&amp;Betreff</translation>
    </message>
    <message>
        <source>What you want to know, or what does not work</source>
        <translation>Was Sie wissen möchten oder was nicht funktioniert</translation>
    </message>
    <message>
        <source>What you want to know, or what you did, what happened, and what you expected</source>
        <translation>Was Sie wissen möchten, oder was Sie getan haben, was geschah und was Sie erwartet haben</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OdbcFields</name>
    <message>
        <source>Add a row</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>Name a driver, or a data source with DSN, and what else the driver wants to know. Rows without a value are left out.</source>
        <translation>Nennen Sie einen Treiber oder mit DSN eine Datenquelle, und was der Treiber sonst wissen will. Zeilen ohne Wert werden ausgelassen.</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Schlüsselwort</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Diese Zeile entfernen</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation>Wert von %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OfflineBar</name>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Jetzt versuchen</translation>
    </message>
    <message>
        <source>&amp;Work on this computer</source>
        <translation>Auf diesem &amp;Computer arbeiten</translation>
    </message>
    <message>
        <source>&amp;Compare certificates…</source>
        <translation>&amp;Zertifikate vergleichen…</translation>
    </message>
    <message numerus="yes">
        <source>Offline: trying %1 again in %n s.</source>
        <translation>
            <numerusform>Offline: neuer Versuch mit %1 in %n s.</numerusform>
            <numerusform>Offline: neuer Versuch mit %1 in %n s.</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline: trying %1…</source>
        <translation>Offline: Verbindungsversuch zu %1…</translation>
    </message>
    <message>
        <source>What you see stays, and so does what you typed.</source>
        <translation>Was Sie sehen, bleibt, und auch, was Sie eingegeben haben.</translation>
    </message>
    <message>
        <source>%1 What you see stays, and so does what you typed.</source>
        <translation>%1 Was Sie sehen, bleibt, und auch, was Sie eingegeben haben.</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed, and was refused.</source>
        <translation>Das Zertifikat von %1 hat sich geändert und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Accepted before:
%1
Shown now:
%2
Somebody may be listening in between. Ask the server&apos;s administrator, by another way than this network, whether it was renewed.</source>
        <translation>Früher angenommen:
%1
Jetzt gezeigt:
%2
Vielleicht liest jemand dazwischen mit. Fragen Sie den Administrator des Servers auf einem anderen Weg als über dieses Netzwerk, ob es erneuert wurde.</translation>
    </message>
    <message>
        <source>Accept only if the administrator of %1 told you this very fingerprint:

%2

Until now it was:

%3</source>
        <translation>Nehmen Sie es nur an, wenn Ihnen der Administrator von %1 genau diesen Fingerabdruck genannt hat:

%2

Bisher war es:

%3</translation>
    </message>
    <message>
        <source>Another certificate</source>
        <translation>Ein anderes Zertifikat</translation>
    </message>
    <message>
        <source>It was renewed: accept</source>
        <translation>Es wurde erneuert: Annehmen</translation>
    </message>
    <message>
        <source>Not while there is no connection to %1.</source>
        <translation>Nicht möglich, solange keine Verbindung zu %1 besteht.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationCard</name>
    <message>
        <source>suspended</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>Reason of what you do to the organisation</source>
        <translation>Grund für das, was Sie an der Organisation tun</translation>
    </message>
    <message>
        <source>Reason, which its people can read</source>
        <translation>Grund, den die Mitglieder lesen können</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Nobody works in it until it is opened again; nothing of it is lost.</source>
        <translation>Niemand arbeitet darin, bis sie wieder geöffnet wird; nichts davon geht verloren.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Plan whose limits and features are to hold</source>
        <translation>Tarif, dessen Grenzen und Funktionen gelten sollen</translation>
    </message>
    <message>
        <source>Grant this plan</source>
        <translation>Diesen Tarif gewähren</translation>
    </message>
    <message>
        <source>Its limits and features hold; what is paid stays as it is.</source>
        <translation>Seine Grenzen und Funktionen gelten; was bezahlt wird, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>End what was granted</source>
        <translation>Gewährtes beenden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Signed in last</source>
        <translation>Zuletzt angemeldet</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Work as this person</source>
        <translation>Als diese Person arbeiten</translation>
    </message>
    <message>
        <source>For half an hour, with the reason above. The organisation sees it in its audit log.</source>
        <translation>Für eine halbe Stunde, mit dem Grund von oben. Die Organisation sieht es in ihrem Audit-Protokoll.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · since %2 · %3 · time zone %4</source>
        <translation>%1 · seit %2 · %3 · Zeitzone %4</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>ohne Abrechnung</translation>
    </message>
    <message>
        <source>Plan: %1, %2; granted: %3</source>
        <translation>Tarif: %1, %2; gewährt: %3</translation>
    </message>
    <message>
        <source>Plan: %1, %2</source>
        <translation>Tarif: %1, %2</translation>
    </message>
    <message>
        <source>%1 (operator)</source>
        <translation>%1 (Betreiber)</translation>
    </message>
    <message>
        <source>put away</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>Work as %1?</source>
        <translation>Als %1 arbeiten?</translation>
    </message>
    <message>
        <source>You see what %1 sees and do what they may, for half an hour at most. Everything is recorded under your name, and the organisation reads your reason: %2</source>
        <translation>Sie sehen, was %1 sieht, und können, was diese Person darf, höchstens eine halbe Stunde lang. Alles wird unter Ihrem Namen aufgezeichnet, und die Organisation liest Ihren Grund: %2</translation>
    </message>
    <message>
        <source>Suspend this organisation?</source>
        <translation>Diese Organisation sperren?</translation>
    </message>
    <message>
        <source>Nobody works in %1 until you open it again. Its people are told: %2</source>
        <translation>Niemand arbeitet in %1, bis Sie sie wieder öffnen. Die Mitglieder erfahren: %2</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Sichtbar für</translation>
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation>Fragen in 30 Tagen</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Last 30 days: %1 questions, %2 not answered, %3 tokens, cost %4; %5 of rows kept; agents: %6</source>
        <translation>Letzte 30 Tage: %1 Fragen, %2 nicht beantwortet, %3 Tokens, Kosten %4; %5 aufbewahrte Zeilen; Agenten: %6</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationsCard</name>
    <message>
        <source>Your organisations</source>
        <translation>Ihre Organisationen</translation>
    </message>
    <message>
        <source>Organisation to work in</source>
        <translation>Organisation, in der Sie arbeiten</translation>
    </message>
    <message>
        <source>&amp;Work in</source>
        <translation>&amp;Arbeiten in</translation>
    </message>
    <message>
        <source>Change over</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>My personal organisation</source>
        <translation>Meine persönliche Organisation</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationsPage</name>
    <message>
        <source>Organisations</source>
        <translation>Organisationen</translation>
    </message>
    <message>
        <source>Everybody who works on this server, each for themselves.</source>
        <translation>Alle, die auf diesem Server arbeiten, jede Organisation für sich.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>State of the organisations</source>
        <translation>Zustand der Organisationen</translation>
    </message>
    <message>
        <source>In any state</source>
        <translation>In jedem Zustand</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OutboundCard</name>
    <message>
        <source>Model %1 at %2 (%3).</source>
        <translation>Modell %1 auf %2 (%3).</translation>
    </message>
    <message>
        <source>Tables told: %1, with %2 columns.</source>
        <translation>Genannte Tabellen: %1, mit %2 Spalten.</translation>
    </message>
    <message>
        <source>No value of the data left.</source>
        <translation>Kein Wert der Daten ging hinaus.</translation>
    </message>
    <message>
        <source>%1 values left, of %2.</source>
        <translation>%1 Werte gingen hinaus, aus %2.</translation>
    </message>
    <message>
        <source>%1 bytes out, %2 back; cost %3.</source>
        <translation>%1 Bytes hinaus, %2 zurück; Kosten %3.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What left this server</source>
        <translation>Was diesen Server verließ</translation>
    </message>
    <message>
        <source>One line for each request to a model. The words that were sent are read beside the answer, by those who see it.</source>
        <translation>Eine Zeile für jede Anfrage an ein Modell. Den gesendeten Wortlaut lesen neben der Antwort alle, die sie sehen.</translation>
    </message>
    <message>
        <source>Nothing has left.</source>
        <translation>Nichts ging hinaus.</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>Frühere</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OutboundNote</name>
    <message>
        <source>To %1 (%2), model %3: %4 bytes sent, %5 received; %6 and %7 tokens.</source>
        <translation>An %1 (%2), Modell %3: %4 Bytes gesendet, %5 empfangen; %6 und %7 Tokens.</translation>
    </message>
    <message>
        <source>Cost: about %1 US dollars.</source>
        <translation>Kosten: etwa %1 US-Dollar.</translation>
    </message>
    <message>
        <source>Tables told: %1 (%2 columns).</source>
        <translation>Genannte Tabellen: %1 (%2 Spalten).</translation>
    </message>
    <message>
        <source>No values of your data were sent.</source>
        <translation>Keine Werte Ihrer Daten wurden gesendet.</translation>
    </message>
    <message>
        <source>%1 values were sent, of %2.</source>
        <translation>%1 Werte wurden gesendet, aus %2.</translation>
    </message>
    <message>
        <source>Show what was sent…</source>
        <translation>Gesendetes anzeigen…</translation>
    </message>
    <message>
        <source>Nothing left the server for this answer.</source>
        <translation>Für diese Antwort verließ nichts den Server.</translation>
    </message>
    <message>
        <source>The question and names of tables and columns were sent to %1 (%2), and no values of your data.</source>
        <translation>Die Frage und Namen von Tabellen und Spalten wurden an %1 (%2) gesendet, aber keine Werte Ihrer Daten.</translation>
    </message>
    <message>
        <source>The question, names of tables and columns and %1 values of your data were sent to %2 (%3).</source>
        <translation>Die Frage, Namen von Tabellen und Spalten und %1 Werte Ihrer Daten wurden an %2 (%3) gesendet.</translation>
    </message>
    <message>
        <source>What left the server</source>
        <translation>Was den Server verließ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OverviewPage</name>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 Tg. %2 Std.</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 Min.</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 Min.</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>The whole server: all organisations together. Days are those of UTC.</source>
        <translation>Der ganze Server: alle Organisationen zusammen. Tage nach UTC.</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisationen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Questions today</source>
        <translation>Fragen heute</translation>
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation>Fragen in 30 Tagen</translation>
    </message>
    <message>
        <source>Tokens in 30 days</source>
        <translation>Tokens in 30 Tagen</translation>
    </message>
    <message>
        <source>Questions a day</source>
        <translation>Fragen je Tag</translation>
    </message>
    <message>
        <source>No question has been asked in the last 30 days.</source>
        <translation>In den letzten 30 Tagen wurde keine Frage gestellt.</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Systemzustand</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Runs for</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Platform database</source>
        <translation>Plattform-Datenbank</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Failed jobs in 30 days</source>
        <translation>Fehlgeschlagene Aufgaben in 30 Tagen</translation>
    </message>
    <message>
        <source>Last 30 days by organisation</source>
        <translation>Letzte 30 Tage nach Organisation</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Nicht beantwortet</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Kept rows</source>
        <translation>Aufbewahrte Zeilen</translation>
    </message>
    <message>
        <source>Use by organisation</source>
        <translation>Nutzung nach Organisation</translation>
    </message>
    <message>
        <source>Nothing was used in the last 30 days.</source>
        <translation>In den letzten 30 Tagen wurde nichts genutzt.</translation>
    </message>
    <message>
        <source>%1 suspended, %2 closed</source>
        <translation>%1 gesperrt, %2 geschlossen</translation>
    </message>
    <message>
        <source>%1 asked in 30 days, %2 operate</source>
        <translation>%1 haben in 30 Tagen gefragt, %2 sind Betreiber</translation>
    </message>
    <message>
        <source>%1 do not answer or failed</source>
        <translation>%1 antworten nicht oder sind fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 answered, %2 not</source>
        <translation>%1 beantwortet, %2 nicht</translation>
    </message>
    <message>
        <source>%1 not answered, typically %2 ms</source>
        <translation>%1 nicht beantwortet, typisch %2 ms</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Tabletalk %1</source>
        <translation>Tabletalk %1</translation>
    </message>
    <message>
        <source>%1; takes writes, the last in %2 ms</source>
        <translation>%1; nimmt Schreibvorgänge an, zuletzt in %2 ms</translation>
    </message>
    <message>
        <source>%1; takes no writes. Look at its disk and its log.</source>
        <translation>%1; nimmt keine Schreibvorgänge an. Prüfen Sie Datenträger und Logdatei.</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 von %2 frei</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1: make room soon</source>
        <translation>%1: schaffen Sie bald Platz</translation>
    </message>
    <message>
        <source>%1 of %2 alive</source>
        <translation>%1 von %2 in Betrieb</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>%1 switched off</source>
        <translation>%1 ausgeschaltet</translation>
    </message>
    <message>
        <source>Cost in 30 days</source>
        <translation>Kosten in 30 Tagen</translation>
    </message>
    <message>
        <source>%1 read by models, %2 written</source>
        <translation>%1 von Modellen gelesen, %2 geschrieben</translation>
    </message>
    <message>
        <source>%1 today</source>
        <translation>%1 heute</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OverviewTab</name>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Only ever read</source>
        <translation>Wird nur gelesen</translation>
    </message>
    <message>
        <source>Every statement is checked, and the database itself is opened for reading only.</source>
        <translation>Jede Anweisung wird geprüft, und die Datenbank selbst wird nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>The account could write. One that can only read is safer still; an administrator of the database makes it so:</source>
        <translation>Das Konto könnte schreiben. Eines, das nur lesen kann, ist noch sicherer; ein Administrator der Datenbank richtet es so ein:</translation>
    </message>
    <message>
        <source>Statements that make an account which can only read</source>
        <translation>Anweisungen für ein Konto, das nur lesen kann</translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation>Nachweisen</translation>
    </message>
    <message>
        <source>It looks like</source>
        <translation>Sieht aus wie</translation>
    </message>
    <message>
        <source>You can ask, for example</source>
        <translation>Sie können zum Beispiel fragen</translation>
    </message>
    <message>
        <source>Nothing was asked of it yet.</source>
        <translation>Ihr wurde noch keine Frage gestellt.</translation>
    </message>
    <message>
        <source>Checked %1, answered in %2.</source>
        <translation>Geprüft %1, Antwort nach %2.</translation>
    </message>
    <message>
        <source>%1 (checked %2)</source>
        <translation>%1 (geprüft %2)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>Was gelesen wird</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>Zuletzt gelesen</translation>
    </message>
    <message>
        <source>Connected since</source>
        <translation>Verbunden seit</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OwnKeyCard</name>
    <message>
        <source>Your own key for the language model</source>
        <translation>Ihr eigener Schlüssel für das Sprachmodell</translation>
    </message>
    <message>
        <source>a new key</source>
        <translation>ein neuer Schlüssel</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>Schlüssel hinterlegen</translation>
    </message>
    <message>
        <source>Take the key away</source>
        <translation>Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Your key is kept, and goes before your organisation&apos;s. It is sent to %1 alone.</source>
        <translation>Ihr Schlüssel ist hinterlegt und geht dem Ihrer Organisation vor. Er wird nur an %1 gesendet.</translation>
    </message>
    <message>
        <source>Without one your organisation&apos;s key is used. Yours would be sent to %1 alone.</source>
        <translation>Ohne eigenen wird der Schlüssel Ihrer Organisation verwendet. Ihrer würde nur an %1 gesendet.</translation>
    </message>
    <message>
        <source>The key is gone.</source>
        <translation>Der Schlüssel ist entfernt.</translation>
    </message>
    <message>
        <source>The key is kept.</source>
        <translation>Der Schlüssel ist hinterlegt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PagedTable</name>
    <message>
        <source>Search: %1</source>
        <translation>Suche: %1</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PairsCard</name>
    <message>
        <source>does not run any more</source>
        <translation>läuft nicht mehr</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Added by</source>
        <translation>Hinzugefügt von</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Import questions</source>
        <translation>Fragen importieren</translation>
    </message>
    <message>
        <source>Questions (*.jsonl *.json *.csv);;All files (*)</source>
        <translation>Fragen (*.jsonl *.json *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Questions whose answer is known</source>
        <translation>Fragen, deren Antwort bekannt ist</translation>
    </message>
    <message>
        <source>A run asks each question as people would, and compares what comes with the result of your statement. Statements only read.</source>
        <translation>Ein Lauf stellt jede Frage, wie Menschen es täten, und vergleicht das Ergebnis mit dem Ihrer Anweisung. Anweisungen lesen nur.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>Statement of the chosen question</source>
        <translation>Anweisung zur gewählten Frage</translation>
    </message>
    <message>
        <source>Choose a question to see its statement.</source>
        <translation>Wählen Sie eine Frage, um ihre Anweisung zu sehen.</translation>
    </message>
    <message>
        <source>Add a question</source>
        <translation>Frage hinzufügen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>JSON lines with &quot;question&quot; and &quot;gold_sql&quot;, or CSV with columns of these names</source>
        <translation>JSON-Zeilen mit &quot;question&quot; und &quot;gold_sql&quot; oder CSV mit Spalten dieser Namen</translation>
    </message>
    <message>
        <source>How many customers are in Berlin?</source>
        <translation>Wie viele Kunden gibt es in Berlin?</translation>
    </message>
    <message>
        <source>Statement that answers the question</source>
        <translation>Anweisung, die die Frage beantwortet</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Does not run any more: %1</source>
        <translation>Läuft nicht mehr: %1</translation>
    </message>
    <message>
        <source>Remove this question?</source>
        <translation>Diese Frage entfernen?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not tested any more.</source>
        <translation>„%1“ wird dann nicht mehr getestet.</translation>
    </message>
    <message>
        <source>This file cannot be imported</source>
        <translation>Diese Datei lässt sich nicht importieren</translation>
    </message>
    <message>
        <source>It is larger than 2 MB.</source>
        <translation>Sie ist größer als 2 MB.</translation>
    </message>
    <message>
        <source>%1 questions were added; %2 were there already.</source>
        <translation>%1 Fragen wurden hinzugefügt; %2 waren schon da.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PaletteModel</name>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Organisations and workspaces</source>
        <translation>Organisationen und Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Saved questions</source>
        <translation>Gespeicherte Fragen</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>Dashboards</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PaletteSearch</name>
    <message>
        <source>Change to this workspace</source>
        <translation>In diesen Arbeitsbereich wechseln</translation>
    </message>
    <message>
        <source>Diagram of %1</source>
        <translation>Diagramm von %1</translation>
    </message>
    <message>
        <source>Its tables and joins as a picture</source>
        <translation>Tabellen und Verknüpfungen als Bild</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PassageText</name>
    <message>
        <source>Passage %1</source>
        <translation>Textstelle %1</translation>
    </message>
    <message>
        <source> · page %1</source>
        <translation> · Seite %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PasswordCard</name>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Present one</source>
        <translation>&amp;Aktuelles</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Aktuelles Passwort</translation>
    </message>
    <message>
        <source>&amp;New one</source>
        <translation>&amp;Neues</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New one a&amp;gain</source>
        <translation>Neues &amp;wiederholen</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Neues Passwort noch einmal</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Signs you out everywhere but here.</source>
        <translation>Meldet Sie überall außer hier ab.</translation>
    </message>
    <message>
        <source>The new password was not written the same way twice.</source>
        <translation>Die beiden Eingaben des neuen Passworts stimmen nicht überein.</translation>
    </message>
    <message>
        <source>The password is changed. All other sign-ins have ended.</source>
        <translation>Das Passwort ist geändert. Alle anderen Anmeldungen sind beendet.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PeoplePage</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 (operator)</source>
        <translation>%1 (Betreiber)</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Everybody who has an account on this server.</source>
        <translation>Alle, die auf diesem Server ein Konto haben.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisationen</translation>
    </message>
    <message>
        <source>Signed in last</source>
        <translation>Zuletzt angemeldet</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PinDialog</name>
    <message>
        <source>Pin to a dashboard</source>
        <translation>An ein Dashboard anheften</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>&amp;Dashboard</source>
        <translation>&amp;Dashboard</translation>
    </message>
    <message>
        <source>Name of the new dashboard</source>
        <translation>Name des neuen Dashboards</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Gezeigt als</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>&amp;Shown as</source>
        <translation>&amp;Gezeigt als</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>A new dashboard</source>
        <translation>Ein neues Dashboard</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlaceButton</name>
    <message>
        <source>Organisations and workspaces</source>
        <translation>Organisationen und Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Organisation %1, workspace %2</source>
        <translation>Organisation %1, Arbeitsbereich %2</translation>
    </message>
    <message>
        <source>Organisation %1</source>
        <translation>Organisation %1</translation>
    </message>
    <message>
        <source>Join a server…</source>
        <translation>Einem Server beitreten…</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>server · workspace</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%1; answers finished on other servers: %n</source>
        <translation>
            <numerusform>%1; %n Antwort auf anderen Servern fertig</numerusform>
            <numerusform>%1; %n Antworten auf anderen Servern fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>server – how it stands</comment>
        <translation>%1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n finished</source>
        <comment>%1: server and how it stands</comment>
        <translation>
            <numerusform>%1, %n fertig</numerusform>
            <numerusform>%1, %n fertig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlaceCompleter</name>
    <message>
        <source>Names that fit</source>
        <translation>Passende Namen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlansCard</name>
    <message>
        <source>Plans</source>
        <translation>Tarife</translation>
    </message>
    <message>
        <source>How often is paid</source>
        <translation>Wie oft gezahlt wird</translation>
    </message>
    <message>
        <source>Paid monthly</source>
        <translation>Monatliche Zahlung</translation>
    </message>
    <message>
        <source>Paid yearly</source>
        <translation>Jährliche Zahlung</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>not sold in %1</source>
        <translation>nicht in %1 erhältlich</translation>
    </message>
    <message>
        <source>has it</source>
        <translation>enthalten</translation>
    </message>
    <message>
        <source>does not have it</source>
        <translation>nicht enthalten</translation>
    </message>
    <message>
        <source>Your plan</source>
        <translation>Ihr Tarif</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 wählen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlatformWidget</name>
    <message>
        <source>Pages of the platform</source>
        <translation>Seiten der Plattform</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ProofDialog</name>
    <message>
        <source>Statements are checked here</source>
        <translation>Anweisungen werden hier geprüft</translation>
    </message>
    <message>
        <source>The database is opened for reading only</source>
        <translation>Die Datenbank wird nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>What the account may do</source>
        <translation>Was das Konto darf</translation>
    </message>
    <message>
        <source>Writing was tried</source>
        <translation>Schreiben wurde versucht</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>hält</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>hält nicht</translation>
    </message>
    <message>
        <source>Prove it again</source>
        <translation>Noch einmal nachweisen</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesend</translation>
    </message>
    <message>
        <source>%1 is only read</source>
        <translation>%1 wird nur gelesen</translation>
    </message>
    <message>
        <source>Four layers keep it so, each without trusting the others. This is what they answered when writing was tried a moment ago.</source>
        <translation>Vier Schichten sorgen dafür, ohne dass eine der anderen vertraut. Das haben sie geantwortet, als eben versucht wurde zu schreiben.</translation>
    </message>
    <message>
        <source>Trying to write…</source>
        <translation>Schreiben wird versucht…</translation>
    </message>
    <message>
        <source>The layers and what they answered</source>
        <translation>Die Schichten und ihre Antworten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Proved in %1: nothing could be written.</source>
        <translation>Nachgewiesen in %1: Es konnte nichts geschrieben werden.</translation>
    </message>
    <message>
        <source>Not proved: a layer that must hold does not.</source>
        <translation>Nicht nachgewiesen: Eine Schicht, die halten muss, hält nicht.</translation>
    </message>
    <message>
        <source>Look below at the layer that does not hold, and at what it answered.</source>
        <translation>Sehen Sie sich unten die Schicht an, die nicht hält, und ihre Antwort.</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>Refused: “%1”</source>
        <translation>Abgelehnt: „%1“</translation>
    </message>
    <message>
        <source>Not refused: “%1”</source>
        <translation>Nicht abgelehnt: „%1“</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ReadingTab</name>
    <message>
        <source>Ask now</source>
        <translation>Jetzt fragen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Lesen stoppen</translation>
    </message>
    <message>
        <source>Read what changed</source>
        <translation>Änderungen lesen</translation>
    </message>
    <message>
        <source>Read everything again</source>
        <translation>Alles neu lesen</translation>
    </message>
    <message>
        <source>Choose tables…</source>
        <translation>Tabellen auswählen…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>%1 read and understood</source>
        <translation>%1 gelesen und verstanden</translation>
    </message>
    <message>
        <source>Read and understood</source>
        <translation>Gelesen und verstanden</translation>
    </message>
    <message>
        <source>How far it came</source>
        <translation>Wie weit es kam</translation>
    </message>
    <message>
        <source>It goes on when you close the window, and after a restart.</source>
        <translation>Es geht weiter, wenn Sie das Fenster schließen, und auch nach einem Neustart.</translation>
    </message>
    <message>
        <source>What was read so far is kept. Nothing is asked of the database meanwhile.</source>
        <translation>Was bisher gelesen wurde, bleibt. Die Datenbank wird solange nichts gefragt.</translation>
    </message>
    <message>
        <source>Finished %1.</source>
        <translation>Fertig seit %1.</translation>
    </message>
    <message>
        <source>When the cause is mended, press &quot;Try again&quot;. What was read before is kept.</source>
        <translation>Wenn die Ursache behoben ist, wählen Sie „Noch einmal versuchen“. Was vorher gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>The database could not be read</source>
        <translation>Die Datenbank konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading was stopped.</source>
        <translation>Das Lesen wurde gestoppt.</translation>
    </message>
    <message>
        <source>Press &quot;Try again&quot; to go on; what was read is kept.</source>
        <translation>Wählen Sie „Noch einmal versuchen“, um fortzufahren; was gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>You can ask already, of what has been read before.</source>
        <translation>Sie können schon fragen, nach dem, was früher gelesen wurde.</translation>
    </message>
    <message>
        <source>You can ask already: the tables are known by their names and types.</source>
        <translation>Sie können schon fragen: Die Tabellen sind mit Namen und Typen bekannt.</translation>
    </message>
    <message>
        <source>You can ask already: %1 of %2 tables are known.</source>
        <translation>Sie können schon fragen: %1 von %2 Tabellen sind bekannt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ReportWriter</name>
    <message>
        <source>It shows the first %1 rows; a workbook or CSV holds all of them.</source>
        <translation>Es zeigt die ersten %1 Zeilen; eine Arbeitsmappe oder CSV enthält alle.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultColumn</name>
    <message>
        <source>1 hit</source>
        <translation>1 Treffer</translation>
    </message>
    <message>
        <source>%1 hits</source>
        <translation>%1 Treffer</translation>
    </message>
    <message>
        <source>%1 passages searched</source>
        <translation>%1 Textstellen durchsucht</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>built-in embedder</source>
        <translation>eingebautes Vektormodell</translation>
    </message>
    <message>
        <source>embedder %1</source>
        <translation>Vektormodell %1</translation>
    </message>
    <message>
        <source>There is nothing to search yet. Add files in the panel Documents.</source>
        <translation>Es gibt noch nichts zu durchsuchen. Fügen Sie im Bereich „Dokumente“ Dateien hinzu.</translation>
    </message>
    <message>
        <source>No passage goes with it. Try other words, or another way of searching.</source>
        <translation>Keine Textstelle passt dazu. Versuchen Sie andere Wörter oder eine andere Art der Suche.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultExport</name>
    <message>
        <source>The server does not keep the rows of this answer any more.</source>
        <translation>Der Server bewahrt die Zeilen dieser Antwort nicht mehr auf.</translation>
    </message>
    <message>
        <source>Ask the question again and export it then.</source>
        <translation>Stellen Sie die Frage noch einmal, und exportieren Sie dann.</translation>
    </message>
    <message>
        <source>The server stopped after %1 of %2 rows.</source>
        <translation>Der Server hörte nach %1 von %2 Zeilen auf.</translation>
    </message>
    <message>
        <source>%1 was not written, because the window lost the server or left it.</source>
        <translation>%1 wurde nicht geschrieben, weil das Fenster den Server verloren oder verlassen hat.</translation>
    </message>
    <message>
        <source>Export the answer again.</source>
        <translation>Exportieren Sie die Antwort noch einmal.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultModel</name>
    <message>
        <source>%1
(%2 characters; double-click to see all)</source>
        <translation>%1
(%2 Zeichen; Doppelklick zeigt alles)</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultTools</name>
    <message>
        <source>Show rows that contain</source>
        <translation>Zeilen anzeigen, die dies enthalten</translation>
    </message>
    <message>
        <source>Show rows that contain…</source>
        <translation>Zeilen anzeigen, die dies enthalten…</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>Wie erhalten</translation>
    </message>
    <message>
        <source>All rows in the order in which they came</source>
        <translation>Alle Zeilen in der Reihenfolge, in der sie kamen</translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation>Nach dieser Spalte sortieren</translation>
    </message>
    <message>
        <source>Sort by this column, the greatest first</source>
        <translation>Nach dieser Spalte sortieren, größte Werte zuerst</translation>
    </message>
    <message>
        <source>Only rows with this value</source>
        <translation>Nur Zeilen mit diesem Wert</translation>
    </message>
    <message>
        <source>Without this value</source>
        <translation>Ohne diesen Wert</translation>
    </message>
    <message>
        <source>From this value on</source>
        <translation>Ab diesem Wert</translation>
    </message>
    <message>
        <source>Up to this value</source>
        <translation>Bis zu diesem Wert</translation>
    </message>
    <message>
        <source>Filter rows…</source>
        <translation>Zeilen filtern…</translation>
    </message>
    <message>
        <source>All rows as they came</source>
        <translation>Alle Zeilen wie erhalten</translation>
    </message>
    <message>
        <source>Freeze columns up to here</source>
        <translation>Spalten bis hier fixieren</translation>
    </message>
    <message>
        <source>Unfreeze columns</source>
        <translation>Fixierung der Spalten aufheben</translation>
    </message>
    <message>
        <source>Statistics of this column…</source>
        <translation>Statistik dieser Spalte…</translation>
    </message>
    <message>
        <source>Arranging…</source>
        <translation>Wird geordnet…</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation>%1 ist nicht %2</translation>
    </message>
    <message>
        <source>%1 from %2 on</source>
        <translation>%1 ab %2</translation>
    </message>
    <message>
        <source>%1 up to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 ist leer</translation>
    </message>
    <message>
        <source>%1 is not empty</source>
        <translation>%1 ist nicht leer</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>Take away the filter: %1</source>
        <translation>Filter entfernen: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultTotals</name>
    <message>
        <source>Totals of the whole result</source>
        <translation>Summen des ganzen Ergebnisses</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Totals of the rows that the filters leave</source>
        <translation>Summen der gefilterten Zeilen</translation>
    </message>
    <message>
        <source>The totals of the rows that the filters leave are on their way.</source>
        <translation>Die Summen der gefilterten Zeilen werden berechnet.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultView</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Copy	Ctrl+C</source>
        <translation>&amp;Kopieren	Strg+C</translation>
    </message>
    <message>
        <source>Copy as %1</source>
        <translation>Als %1 kopieren</translation>
    </message>
    <message>
        <source>%1 cells are too many to be copied; %2 can be at once.</source>
        <translation>%1 Zellen sind zu viele zum Kopieren; auf einmal lassen sich höchstens %2 kopieren.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RevenuePage</name>
    <message>
        <source>on trial</source>
        <translation>in der Testphase</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>past due</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>ausgesetzt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>gekündigt</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>What subscriptions bring each month, and how that moved.</source>
        <translation>Was Abonnements jeden Monat einbringen, und wie sich das verändert hat.</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Recurring each month</source>
        <translation>Wiederkehrend je Monat</translation>
    </message>
    <message>
        <source>Invoiced and not paid</source>
        <translation>Berechnet und nicht bezahlt</translation>
    </message>
    <message>
        <source>Churn of this month</source>
        <translation>Abwanderung in diesem Monat</translation>
    </message>
    <message>
        <source>No organisation has been billed yet. Settings say whether new ones are.</source>
        <translation>Noch wurde keine Organisation abgerechnet. Die Einstellungen bestimmen, ob neue es werden.</translation>
    </message>
    <message>
        <source>Recurring revenue by month</source>
        <translation>Wiederkehrender Umsatz nach Monat</translation>
    </message>
    <message>
        <source>New, grown, shrunk and lost</source>
        <translation>Neu, gewachsen, geschrumpft und verloren</translation>
    </message>
    <message>
        <source>Subscriptions by plan and state</source>
        <translation>Abonnements nach Tarif und Zustand</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisationen</translation>
    </message>
    <message>
        <source>Organisations that are not billed are not among them.</source>
        <translation>Organisationen ohne Abrechnung sind nicht darunter.</translation>
    </message>
    <message>
        <source>At the end of the month</source>
        <translation>Am Ende des Monats</translation>
    </message>
    <message>
        <source>New and back again</source>
        <translation>Neu und zurückgekehrt</translation>
    </message>
    <message>
        <source>Grown</source>
        <translation>Gewachsen</translation>
    </message>
    <message>
        <source>Shrunk</source>
        <translation>Geschrumpft</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RowFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RunView</name>
    <message>
        <source>Running…</source>
        <translation>Wird ausgeführt…</translation>
    </message>
    <message>
        <source>There are no rows.</source>
        <translation>Es gibt keine Zeilen.</translation>
    </message>
    <message>
        <source>the first %1 rows</source>
        <translation>die ersten %1 Zeilen</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RunsCard</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>The tests have not been run yet.</source>
        <translation>Die Tests sind noch nicht gelaufen.</translation>
    </message>
    <message>
        <source>Runs of the accuracy tests</source>
        <translation>Läufe der Genauigkeitstests</translation>
    </message>
    <message>
        <source>Run the tests</source>
        <translation>Tests starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Questions asked so far</source>
        <translation>Bisher gestellte Fragen</translation>
    </message>
    <message>
        <source>What came of each question</source>
        <translation>Was aus jeder Frage wurde</translation>
    </message>
    <message>
        <source>Statements of the chosen question</source>
        <translation>Anweisungen zur gewählten Frage</translation>
    </message>
    <message>
        <source>Choose a question to see its statements.</source>
        <translation>Wählen Sie eine Frage, um ihre Anweisungen zu sehen.</translation>
    </message>
    <message>
        <source>Expected: %1
Given: %2</source>
        <translation>Erwartet: %1
Erhalten: %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SampleFlow</name>
    <message>
        <source>Sample shop</source>
        <translation>Beispielladen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SaveDialog</name>
    <message>
        <source>Save this question</source>
        <translation>Diese Frage speichern</translation>
    </message>
    <message>
        <source>It keeps its SQL and chart, and runs again under Saved with the data of that day.</source>
        <translation>Sie behält ihr SQL und ihr Diagramm und läuft unter „Gespeichert“ wieder, mit den Daten des jeweiligen Tages.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Show it to &amp;everybody in the workspace but guests</source>
        <translation>Mit &amp;allen im Arbeitsbereich außer Gästen teilen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SavedQuestionModel</name>
    <message>
        <source>somebody who left</source>
        <translation>ein früheres Mitglied</translation>
    </message>
    <message>
        <source>%1, about %2, %3</source>
        <translation>%1, zu %2, %3</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>Ihre eigene</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SavedWidget</name>
    <message>
        <source>Saved questions</source>
        <translation>Gespeicherte Fragen</translation>
    </message>
    <message>
        <source>Search saved questions</source>
        <translation>Gespeicherte Fragen durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Name of this question</source>
        <translation>Name dieser Frage</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Pin to a dashboard…</source>
        <translation>An ein Dashboard anheften…</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Zeitplan…</translation>
    </message>
    <message>
        <source>Show in the workspace</source>
        <translation>Im Arbeitsbereich teilen</translation>
    </message>
    <message>
        <source>Everybody in the workspace but guests may run it. Only you can change it.</source>
        <translation>Alle im Arbeitsbereich außer Gästen können sie ausführen. Ändern können nur Sie sie.</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>No saved question has these words.</source>
        <translation>Keine gespeicherte Frage enthält diese Wörter.</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Ihnen</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>einem früheren Mitglied</translation>
    </message>
    <message>
        <source>About %1 · saved by %2</source>
        <translation>Zu %1 · gespeichert von %2</translation>
    </message>
    <message>
        <source>Pinned to “%1”.</source>
        <translation>An „%1“ angeheftet.</translation>
    </message>
    <message>
        <source>It runs by itself now. Schedules lists when.</source>
        <translation>Sie läuft jetzt von selbst. Wann, steht unter „Zeitpläne“.</translation>
    </message>
    <message>
        <source>Delete this question?</source>
        <translation>Diese Frage löschen?</translation>
    </message>
    <message>
        <source>“%1” and its tiles on dashboards are deleted for everybody. This cannot be taken back.</source>
        <translation>„%1“ und die Kacheln dazu auf Dashboards werden für alle gelöscht. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>Eine Frage stellen</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>Noch ist nichts gespeichert</translation>
    </message>
    <message>
        <source>Ask a question in Chat, and choose Keep under its answer. It can then be run again, stand on a dashboard, or come by itself.</source>
        <translation>Stellen Sie im Chat eine Frage, und wählen Sie „Behalten“ unter der Antwort. Sie lässt sich dann wieder ausführen, auf ein Dashboard setzen oder von selbst zustellen.</translation>
    </message>
    <message>
        <source>No question is chosen</source>
        <translation>Keine Frage ist gewählt</translation>
    </message>
    <message>
        <source>Choose one in the list to see it and to run it.</source>
        <translation>Wählen Sie eine in der Liste, um sie zu sehen und auszuführen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ScheduleDialog</name>
    <message>
        <source>Schedule a question</source>
        <translation>Zeitplan für eine Frage</translation>
    </message>
    <message>
        <source>Change the schedule</source>
        <translation>Zeitplan ändern</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>&amp;Frage</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Deliver when</source>
        <translation>Wann zugestellt wird</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>When there are rows</source>
        <translation>Wenn es Zeilen gibt</translation>
    </message>
    <message>
        <source>When a value in the first row …</source>
        <translation>Wenn ein Wert in der ersten Zeile …</translation>
    </message>
    <message>
        <source>When a value in any row …</source>
        <translation>Wenn ein Wert in irgendeiner Zeile …</translation>
    </message>
    <message>
        <source>When the number of rows …</source>
        <translation>Wenn die Anzahl der Zeilen …</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>die erste</translation>
    </message>
    <message>
        <source>How it is compared</source>
        <translation>Wie verglichen wird</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>kleiner ist als</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>größer ist als</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>gleich ist</translation>
    </message>
    <message>
        <source>changed since the last run</source>
        <translation>sich seit dem letzten Lauf geändert hat</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>De&amp;liver</source>
        <translation>&amp;Zustellen</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>&amp;Spalte</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>Ver&amp;gleich</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>&amp;Wert</translation>
    </message>
    <message>
        <source>Mail to members</source>
        <translation>E-Mail an Mitglieder</translation>
    </message>
    <message>
        <source>addresses of members, separated by commas</source>
        <translation>Adressen von Mitgliedern, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Tell webhooks (schedule.fired)</source>
        <translation>Webhooks benachrichtigen (schedule.fired)</translation>
    </message>
    <message>
        <source>File to download</source>
        <translation>Datei zum Herunterladen</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV-Datei</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>Keine Datei</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Mail t&amp;o</source>
        <translation>E-&amp;Mail an</translation>
    </message>
    <message>
        <source>There is no saved question yet</source>
        <translation>Es gibt noch keine gespeicherte Frage</translation>
    </message>
    <message>
        <source>Save an answer in the chat first, then schedule it.</source>
        <translation>Speichern Sie zuerst eine Antwort im Chat, und legen Sie dann einen Zeitplan dafür an.</translation>
    </message>
    <message>
        <source>%1 (%2). Next: %3</source>
        <translation>%1 (%2). Als Nächstes: %3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchedulesWidget</name>
    <message>
        <source>Paused: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>Letztes Mal</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Was herauskam</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Saved questions that run by themselves, with your rights, and tell what came.</source>
        <translation>Gespeicherte Fragen, die von selbst mit Ihren Rechten laufen und melden, was herauskam.</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>Neuer Zeitplan</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation>Er ist noch nicht gelaufen.</translation>
    </message>
    <message>
        <source>Runs of the chosen schedule</source>
        <translation>Läufe des gewählten Zeitplans</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Files of the chosen schedule</source>
        <translation>Dateien des gewählten Zeitplans</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Times are those of %1.</source>
        <translation>Uhrzeiten gelten in der Zeitzone %1.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>%1, by hand</source>
        <translation>%1, von Hand</translation>
    </message>
    <message>
        <source>It runs now</source>
        <translation>Er läuft jetzt</translation>
    </message>
    <message>
        <source>What came of it stands below in a moment.</source>
        <translation>Was herauskam, steht gleich unten.</translation>
    </message>
    <message>
        <source>Delete this schedule?</source>
        <translation>Diesen Zeitplan löschen?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not run by itself any more, and the files that it made are lost.</source>
        <translation>„%1“ läuft nicht mehr von selbst, und die Dateien, die dabei entstanden sind, gehen verloren.</translation>
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation>Die Datei ließ sich nicht speichern</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>They are being listed…</source>
        <translation>Sie werden aufgelistet…</translation>
    </message>
    <message>
        <source>It made no file yet.</source>
        <translation>Er hat noch keine Datei erstellt.</translation>
    </message>
    <message>
        <source>Save an answer in the chat, then add a schedule for it: it runs by itself and tells what came.</source>
        <translation>Speichern Sie im Chat eine Antwort, und fügen Sie dann einen Zeitplan für sie hinzu: Sie läuft von selbst und meldet, was herauskam.</translation>
    </message>
    <message>
        <source>No schedule yet</source>
        <translation>Noch kein Zeitplan</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaChoiceModel</name>
    <message>
        <source>All schemas (%1)</source>
        <translation>Alle Schemas (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>without a schema</source>
        <translation>ohne Schema</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaExplorer</name>
    <message>
        <source>What changed (%1)</source>
        <translation>Was sich geändert hat (%1)</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The table before</source>
        <translation>Die vorherige Tabelle</translation>
    </message>
    <message>
        <source>Find a table or column</source>
        <translation>Tabelle oder Spalte finden</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>All schemas</source>
        <translation>Alle Schemas</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No table or column has this in its name or description.</source>
        <translation>Keine Tabelle oder Spalte hat das im Namen oder in der Beschreibung.</translation>
    </message>
    <message>
        <source>No table has been read yet.</source>
        <translation>Es wurde noch keine Tabelle gelesen.</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>(some are still being read)</source>
        <translation>(einige werden noch gelesen)</translation>
    </message>
    <message>
        <source>Choose a table at the left.</source>
        <translation>Wählen Sie links eine Tabelle.</translation>
    </message>
    <message>
        <source>The tables appear here as soon as they are known.</source>
        <translation>Die Tabellen erscheinen hier, sobald sie bekannt sind.</translation>
    </message>
    <message>
        <source>Show in the &amp;diagram</source>
        <translation>Im &amp;Diagramm anzeigen</translation>
    </message>
    <message>
        <source>&amp;Ask about this table</source>
        <translation>Zu dieser Tabelle &amp;fragen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaModel</name>
    <message>
        <source>view</source>
        <translation>Sicht</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>noch nicht untersucht</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SearchWidget</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Try how passages of your documents are found, and see why.</source>
        <translation>Probieren Sie aus, wie Textstellen Ihrer Dokumente gefunden werden, und sehen Sie, warum.</translation>
    </message>
    <message>
        <source>Words finds passages that have the words of your query, in any form. Meaning finds those that are about the same in other words. Put a phrase in quotation marks to have it as it is.</source>
        <translation>„Wörter“ findet Textstellen, die die Wörter Ihrer Anfrage in beliebiger Form enthalten. „Bedeutung“ findet solche, die mit anderen Worten vom Selben handeln. Setzen Sie eine Wendung in Anführungszeichen, um sie genau so zu suchen.</translation>
    </message>
    <message>
        <source>What to search for</source>
        <translation>Wonach gesucht wird</translation>
    </message>
    <message>
        <source>What does the refund policy say about opened goods?</source>
        <translation>Was steht in den Erstattungsregeln zu geöffneter Ware?</translation>
    </message>
    <message>
        <source>Way of searching</source>
        <translation>Suchweise</translation>
    </message>
    <message>
        <source>&amp;Compare ways side by side</source>
        <translation>Suchweisen nebeneinander &amp;vergleichen</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>&amp;Hits</source>
        <translation>&amp;Treffer</translation>
    </message>
    <message>
        <source>How many hits</source>
        <translation>Anzahl der Treffer</translation>
    </message>
    <message>
        <source>Only in %1</source>
        <translation>Nur in %1</translation>
    </message>
    <message>
        <source>Search in all documents again, not only in %1</source>
        <translation>Wieder in allen Dokumenten suchen, nicht nur in %1</translation>
    </message>
    <message>
        <source>Find the very passage</source>
        <translation>Genau die richtige Textstelle finden</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SecretStore</name>
    <message>
        <source>The keychain did not keep the sign-in: %1</source>
        <translation>Der Schlüsselbund hat die Anmeldung nicht aufbewahrt: %1</translation>
    </message>
    <message>
        <source>You will be asked to sign in again next time.</source>
        <translation>Beim nächsten Mal werden Sie wieder nach der Anmeldung gefragt.</translation>
    </message>
    <message>
        <source>The sign-in could not be kept in %1: %2</source>
        <translation>Die Anmeldung ließ sich nicht in %1 aufbewahren: %2</translation>
    </message>
    <message>
        <source>The system did not seal the sign-in for its user.</source>
        <translation>Das System hat die Anmeldung nicht für seinen Benutzer versiegelt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SecurityWidget</name>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Who gets in, from where, and with which keys.</source>
        <translation>Wer Zugang hat, von wo und mit welchen Schlüsseln.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SelectionDialog</name>
    <message>
        <source>Choose tables</source>
        <translation>Tabellen auswählen</translation>
    </message>
    <message>
        <source>What is read of %1</source>
        <translation>Was von %1 gelesen wird</translation>
    </message>
    <message>
        <source>What is not ticked is not read, and questions know nothing of it.</source>
        <translation>Was nicht ausgewählt ist, wird nicht gelesen, und Fragen wissen nichts davon.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Read these</source>
        <translation>Diese &amp;lesen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ServerFields</name>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>Also in the URL: %1</source>
        <translation>Auch in der URL: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ServerSettingsCard</name>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Name of the server</source>
        <translation>Name des Servers</translation>
    </message>
    <message>
        <source>None: people see its address</source>
        <translation>Keiner: Angezeigt wird seine Adresse</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Where people ask for help</source>
        <translation>Wo man Support bekommt</translation>
    </message>
    <message>
        <source>&amp;Support</source>
        <translation>&amp;Support</translation>
    </message>
    <message>
        <source>Who may make an account</source>
        <translation>Wer ein Konto anlegen darf</translation>
    </message>
    <message>
        <source>&amp;Registration</source>
        <translation>&amp;Registrierung</translation>
    </message>
    <message>
        <source>Plan of new organisations</source>
        <translation>Tarif neuer Organisationen</translation>
    </message>
    <message>
        <source>Holds for organisations that are made from now on, while billing is off.</source>
        <translation>Gilt für Organisationen, die ab jetzt angelegt werden, solange die Abrechnung ausgeschaltet ist.</translation>
    </message>
    <message>
        <source>Self-hosted: no limits</source>
        <translation>Self-hosted: ohne Grenzen</translation>
    </message>
    <message>
        <source>New &amp;organisations</source>
        <translation>Neue &amp;Organisationen</translation>
    </message>
    <message>
        <source>How long attempts to sign in are kept</source>
        <translation>Wie lange Anmeldeversuche aufbewahrt werden</translation>
    </message>
    <message>
        <source>Keep sign-in &amp;history</source>
        <translation>&amp;Anmeldeversuche aufbewahren</translation>
    </message>
    <message>
        <source>How long audit records are kept</source>
        <translation>Wie lange Einträge des Audit-Protokolls aufbewahrt werden</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>Keep &amp;audit records</source>
        <translation>Audit-&amp;Protokoll aufbewahren</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>As the server was started</source>
        <translation>Wie beim Start des Servers festgelegt</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Who is invited</source>
        <translation>Wer eingeladen ist</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>The server was started without registration.</source>
        <translation>Der Server wurde ohne Registrierung gestartet.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Servers</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>offline, next try in %1 s</source>
        <translation>offline, nächster Versuch in %1 s</translation>
    </message>
    <message>
        <source>offline since %1, next try in %2 s</source>
        <translation>offline seit %1, nächster Versuch in %2 s</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>Verbindung wird hergestellt…</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>another version</source>
        <translation>andere Version</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ServersCard</name>
    <message>
        <source>the server inside this program</source>
        <translation>der Server in diesem Programm</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>The window works with one of them at a time. You stay signed in at the others, up to %1 of them, and are told when an answer finishes there.</source>
        <translation>Das Fenster arbeitet jeweils mit einem davon. Bei den anderen bleiben Sie angemeldet, bei bis zu %1, und erfahren, wenn dort eine Antwort fertig wird.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keiner.</translation>
    </message>
    <message>
        <source>&amp;Join a server…</source>
        <translation>Einem Server &amp;beitreten…</translation>
    </message>
    <message>
        <source>&amp;Work with it</source>
        <translation>Damit a&amp;rbeiten</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Entf&amp;ernen…</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n finished</source>
        <comment>%1: how it stands</comment>
        <translation>
            <numerusform>%1, %n fertig</numerusform>
            <numerusform>%1, %n fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message>
        <source>Rename the server</source>
        <translation>Server umbenennen</translation>
    </message>
    <message>
        <source>Name of %1; empty: its address</source>
        <translation>Name von %1; leer: die Adresse</translation>
    </message>
    <message>
        <source>You are signed out there, and its certificate is forgotten. What is stored on the server stays.</source>
        <translation>Sie werden dort abgemeldet, und das Zertifikat wird vergessen. Was auf dem Server gespeichert ist, bleibt.</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Session</name>
    <message>
        <source>The connection was lost before the answer came.</source>
        <translation>Die Verbindung brach ab, bevor die Antwort kam.</translation>
    </message>
    <message>
        <source>Try again once the window is connected.</source>
        <translation>Versuchen Sie es noch einmal, sobald das Fenster verbunden ist.</translation>
    </message>
    <message>
        <source>The window left the server.</source>
        <translation>Das Fenster hat den Server verlassen.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Try again. If it stays silent, look at the server&apos;s log.</source>
        <translation>Versuchen Sie es noch einmal. Antwortet er weiterhin nicht, prüfen Sie die Logdatei des Servers.</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>Sie sind nicht angemeldet.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Too many requests wait for the server.</source>
        <translation>Zu viele Anfragen warten auf den Server.</translation>
    </message>
    <message>
        <source>The server&apos;s answer has neither result nor error.</source>
        <translation>Die Antwort des Servers enthält weder ein Ergebnis noch einen Fehler.</translation>
    </message>
    <message>
        <source>This server (version %1) is too old for this window (version %2).</source>
        <translation>Dieser Server (Version %1) ist zu alt für dieses Fenster (Version %2).</translation>
    </message>
    <message>
        <source>Ask its administrator to update it, or work with it from an older Tabletalk.</source>
        <translation>Bitten Sie den Administrator des Servers, ihn zu aktualisieren, oder nutzen Sie ihn mit einem älteren Tabletalk.</translation>
    </message>
    <message>
        <source>This server (version %1) is too new for this window (version %2).</source>
        <translation>Dieser Server (Version %1) ist zu neu für dieses Fenster (Version %2).</translation>
    </message>
    <message>
        <source>Update Tabletalk on this computer.</source>
        <translation>Aktualisieren Sie Tabletalk auf diesem Computer.</translation>
    </message>
    <message>
        <source>This server is older than this window and does not know this yet: %1.</source>
        <translation>Dieser Server ist älter als dieses Fenster und kennt das noch nicht: %1.</translation>
    </message>
    <message>
        <source>This server (version %1) does not know this yet: %2.</source>
        <translation>Dieser Server (Version %1) kennt das noch nicht: %2.</translation>
    </message>
    <message>
        <source>Ask its administrator to update it; everything else goes on.</source>
        <translation>Bitten Sie den Administrator des Servers, ihn zu aktualisieren; alles andere läuft weiter.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SessionModel</name>
    <message>
        <source>This window</source>
        <translation>Dieses Fenster</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SessionsCard</name>
    <message>
        <source>Where you are signed in</source>
        <translation>Wo Sie angemeldet sind</translation>
    </message>
    <message>
        <source>Sign out there</source>
        <translation>Dort abmelden</translation>
    </message>
    <message>
        <source>Ends the chosen sign-in at once.</source>
        <translation>Beendet die gewählte Anmeldung sofort.</translation>
    </message>
    <message>
        <source>Signed out there.</source>
        <translation>Dort abgemeldet.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>They hold at once, without a restart.</source>
        <translation>Sie gelten sofort, ohne Neustart.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SettingsWidget</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
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
    <message>
        <source>High contrast, light</source>
        <translation>Hoher Kontrast, hell</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Größe von Text und Bedienelementen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>The size changes when Tabletalk is started again.</source>
        <translation>Die Größe ändert sich, wenn Tabletalk neu gestartet wird.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>The language changes when Tabletalk is started again.</source>
        <translation>Die Sprache ändert sich, wenn Tabletalk neu gestartet wird.</translation>
    </message>
    <message>
        <source>Works with</source>
        <translation>Arbeitet mit</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>Angemeldet als</translation>
    </message>
    <message>
        <source>Return to this computer</source>
        <translation>Zu diesem Computer zurück</translation>
    </message>
    <message>
        <source>Join a server…</source>
        <translation>Einem Server beitreten…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Forget its certificate</source>
        <translation>Sein Zertifikat vergessen</translation>
    </message>
    <message>
        <source>The certificate was forgotten. You will be asked about it at the next connection.</source>
        <translation>Das Zertifikat wurde vergessen. Bei der nächsten Verbindung werden Sie danach gefragt.</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherort</translation>
    </message>
    <message>
        <source>Sign-ins are kept in</source>
        <translation>Anmeldungen liegen in</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Den Datenordner öffnen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Tabletalk %1</source>
        <translation>Tabletalk %1</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. Built with Qt %1.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Erstellt mit Qt %1.</translation>
    </message>
    <message>
        <source>This computer (the server inside this program)</source>
        <translation>Dieser Computer (der Server in diesem Programm)</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>the system&apos;s keychain, if it answers (not needed so far)</source>
        <translation>dem Schlüsselbund des Systems, falls er antwortet (bisher nicht nötig)</translation>
    </message>
    <message>
        <source>the system&apos;s keychain</source>
        <translation>dem Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>a file that only you can read, because no keychain answered: %1</source>
        <translation>einer Datei, die nur Sie lesen können, weil kein Schlüsselbund antwortete: %1</translation>
    </message>
    <message>
        <source>none: this window runs without a server of its own</source>
        <translation>keiner: Dieses Fenster läuft ohne eigenen Server</translation>
    </message>
    <message>
        <source>%1 (unfinished)</source>
        <translation>%1 (unvollständig)</translation>
    </message>
    <message>
        <source>This program never looks for updates by itself.</source>
        <translation>Dieses Programm sucht nie von selbst nach Updates.</translation>
    </message>
    <message>
        <source>Current server</source>
        <translation>Aktueller Server</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ShareBar</name>
    <message>
        <source>%1 %2, place %3</source>
        <translation>%1 %2, Platz %3</translation>
    </message>
    <message>
        <source>%1, place %2</source>
        <translation>%1, Platz %2</translation>
    </message>
    <message>
        <source>Shares of the score: %1</source>
        <translation>Anteile an der Bewertung: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ShareDialog</name>
    <message>
        <source>Only &amp;me</source>
        <translation>Nur &amp;ich</translation>
    </message>
    <message>
        <source>These &amp;teams</source>
        <translation>Diese &amp;Teams</translation>
    </message>
    <message>
        <source>Teams that see it</source>
        <translation>Teams, die es sehen</translation>
    </message>
    <message>
        <source>These &amp;people</source>
        <translation>Diese &amp;Personen</translation>
    </message>
    <message>
        <source>People who see it</source>
        <translation>Personen, die es sehen</translation>
    </message>
    <message>
        <source>&amp;Everybody in the organisation but guests</source>
        <translation>&amp;Alle in der Organisation außer Gästen</translation>
    </message>
    <message>
        <source>Everybody, &amp;guests too</source>
        <translation>Alle, auch &amp;Gäste</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SharingCard</name>
    <message>
        <source>a program with an API key (%1)</source>
        <translation>ein Programm mit einem API-Schlüssel (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Share on the network</source>
        <translation>Im Netzwerk freigeben</translation>
    </message>
    <message>
        <source>Others in your network work with your databases, documents and agents, each with an account that you invite them to. They connect nothing of their own to this computer.</source>
        <translation>Andere in Ihrem Netzwerk arbeiten mit Ihren Datenbanken, Dokumenten und Agenten, jeder mit einem Konto, zu dem Sie einladen. Eigenes verbinden sie mit diesem Computer nicht.</translation>
    </message>
    <message>
        <source>&amp;Let other computers in</source>
        <translation>Andere &amp;Computer zulassen</translation>
    </message>
    <message>
        <source>Let other computers in</source>
        <translation>Andere Computer zulassen</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Netzwerk</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>Keep ser&amp;ving when the window is closed</source>
        <translation>&amp;Weiterlaufen, wenn das Fenster geschlossen ist</translation>
    </message>
    <message>
        <source>Keep serving when the window is closed</source>
        <translation>Weiterlaufen, wenn das Fenster geschlossen ist</translation>
    </message>
    <message>
        <source>Start the server when I &amp;sign in to this computer</source>
        <translation>Den Server starten, wenn ich mich an diesem Computer an&amp;melde</translation>
    </message>
    <message>
        <source>Start the server when I sign in to this computer</source>
        <translation>Den Server starten, wenn ich mich an diesem Computer anmelde</translation>
    </message>
    <message>
        <source>&amp;Address to type</source>
        <translation>Adresse zum Ein&amp;tippen</translation>
    </message>
    <message>
        <source>Address to type</source>
        <translation>Adresse zum Eintippen</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Connected now</source>
        <translation>Jetzt verbunden</translation>
    </message>
    <message>
        <source>Make an &amp;invitation link</source>
        <translation>E&amp;inladungslink erstellen</translation>
    </message>
    <message>
        <source>Lin&amp;k</source>
        <translation>Lin&amp;k</translation>
    </message>
    <message>
        <source>Link of the invitation</source>
        <translation>Link der Einladung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>This computer is on no network now.</source>
        <translation>Dieser Computer ist zurzeit in keinem Netzwerk.</translation>
    </message>
    <message>
        <source>Others can come in as soon as it is.</source>
        <translation>Andere können sich verbinden, sobald er in einem ist.</translation>
    </message>
    <message>
        <source>All networks of this computer</source>
        <translation>Alle Netzwerke dieses Computers</translation>
    </message>
    <message>
        <source>%1 (not there now)</source>
        <translation>%1 (zurzeit nicht da)</translation>
    </message>
    <message>
        <source>Or: %1</source>
        <translation>Oder: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Return to this computer to invite people to it.</source>
        <translation>Kehren Sie zu diesem Computer zurück, um zu ihm einzuladen.</translation>
    </message>
    <message>
        <source>QR code of the invitation</source>
        <translation>QR-Code der Einladung</translation>
    </message>
    <message>
        <source>QR code of the address</source>
        <translation>QR-Code der Adresse</translation>
    </message>
    <message>
        <source>The invitation</source>
        <translation>Die Einladung</translation>
    </message>
    <message>
        <source>Address and fingerprint</source>
        <translation>Adresse und Fingerabdruck</translation>
    </message>
    <message>
        <source>Works once, for one person, until %1. They paste it in Tabletalk under “Join a server”. It is shown only now.</source>
        <translation>Gilt einmal, für eine Person, bis %1. Die Person fügt ihn in Tabletalk unter „Einem Server beitreten“ ein. Er wird nur jetzt gezeigt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SignInHistoryCard</name>
    <message>
        <source>signed in</source>
        <translation>angemeldet</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>falsches Passwort</translation>
    </message>
    <message>
        <source>refused: locked</source>
        <translation>abgewiesen: gesperrt</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgewiesen: %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Attempts to sign in</source>
        <translation>Anmeldeversuche</translation>
    </message>
    <message>
        <source>If you see one that was not you, change the password above.</source>
        <translation>Wenn Sie einen sehen, der nicht von Ihnen war, ändern Sie oben das Passwort.</translation>
    </message>
    <message>
        <source>Attempts to sign in to your account</source>
        <translation>Anmeldeversuche bei Ihrem Konto</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>Frühere</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SignOnCard</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>on, instead of passwords</source>
        <translation>an, anstelle von Passwörtern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>Single Sign-on</translation>
    </message>
    <message>
        <source>Identity providers that sign your people in, by OpenID Connect: Keycloak, Entra ID, Google and others. What a provider vouches for is good in this organisation only.</source>
        <translation>Identitätsanbieter, die Ihre Leute über OpenID Connect anmelden: Keycloak, Entra ID, Google und andere. Was ein Anbieter bestätigt, gilt nur in dieser Organisation.</translation>
    </message>
    <message>
        <source>Single sign-on is not part of your plan.</source>
        <translation>Single Sign-on gehört nicht zu Ihrem Tarif.</translation>
    </message>
    <message>
        <source>Identity providers</source>
        <translation>Identitätsanbieter</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Name of the new provider, as people read it</source>
        <translation>Name des neuen Anbieters, wie er angezeigt wird</translation>
    </message>
    <message>
        <source>Name, such as Example Login</source>
        <translation>Name, etwa Beispiel-Login</translation>
    </message>
    <message>
        <source>Issuer of the new provider</source>
        <translation>Aussteller des neuen Anbieters</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>are made at the first sign-in</source>
        <translation>werden bei der ersten Anmeldung angelegt</translation>
    </message>
    <message>
        <source>of members only</source>
        <translation>nur von Mitgliedern</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Switch %1 off?</source>
        <translation>%1 ausschalten?</translation>
    </message>
    <message>
        <source>Whoever it signed in is signed out. Passwords count again.</source>
        <translation>Wer darüber angemeldet ist, wird abgemeldet. Passwörter gelten wieder.</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>Whoever it signed in is signed out, and has to be linked anew if the provider comes back.</source>
        <translation>Wer darüber angemeldet ist, wird abgemeldet und muss neu verknüpft werden, falls der Anbieter zurückkommt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SignOnDialog</name>
    <message>
        <source>Set up %1</source>
        <translation>%1 einrichten</translation>
    </message>
    <message>
        <source>The provider</source>
        <translation>Der Anbieter</translation>
    </message>
    <message>
        <source>The people</source>
        <translation>Die Personen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Asks the provider for what it says of itself.</source>
        <translation>Fragt den Anbieter, was er über sich selbst angibt.</translation>
    </message>
    <message>
        <source>&amp;Issuer</source>
        <translation>Auss&amp;teller</translation>
    </message>
    <message>
        <source>Redirect address, to be registered there</source>
        <translation>Weiterleitungsadresse, die dort einzutragen ist</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>&amp;Redirect address</source>
        <translation>&amp;Weiterleitungsadresse</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>&amp;Client id</source>
        <translation>&amp;Client-ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>Client &amp;secret</source>
        <translation>Client-&amp;Geheimnis</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>Sc&amp;opes</source>
        <translation>Sc&amp;opes</translation>
    </message>
    <message>
        <source>Domains of e-mail addresses</source>
        <translation>Domains der E-Mail-Adressen</translation>
    </message>
    <message>
        <source>example.org; empty: any</source>
        <translation>example.org; leer: alle</translation>
    </message>
    <message>
        <source>E-mail &amp;domains</source>
        <translation>E-Mail-&amp;Domains</translation>
    </message>
    <message>
        <source>Claim with groups</source>
        <translation>Claim mit Gruppen</translation>
    </message>
    <message>
        <source>groups; empty: roles are given here</source>
        <translation>groups; leer: Rollen werden hier vergeben</translation>
    </message>
    <message>
        <source>Claim with &amp;groups</source>
        <translation>Claim mit G&amp;ruppen</translation>
    </message>
    <message>
        <source>Roles of groups</source>
        <translation>Rollen der Gruppen</translation>
    </message>
    <message>
        <source>Ro&amp;les of groups</source>
        <translation>Ro&amp;llen der Gruppen</translation>
    </message>
    <message>
        <source>Role of everybody else</source>
        <translation>Rolle aller anderen</translation>
    </message>
    <message>
        <source>&amp;Everybody else</source>
        <translation>&amp;Alle anderen</translation>
    </message>
    <message>
        <source>&amp;Make an account for whoever signs in first and is no member yet</source>
        <translation>Ein &amp;Konto anlegen für alle, die sich zum ersten Mal anmelden und noch kein Mitglied sind</translation>
    </message>
    <message>
        <source>Members may sign in with their &amp;passwords, too (owners always may)</source>
        <translation>Mitglieder dürfen sich auch mit ihrem &amp;Passwort anmelden (Eigentümer immer)</translation>
    </message>
    <message>
        <source>S&amp;witched on</source>
        <translation>&amp;Eingeschaltet</translation>
    </message>
    <message>
        <source>Kept; enter another to replace it</source>
        <translation>Aufbewahrt; geben Sie ein anderes ein, um es zu ersetzen</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keines</translation>
    </message>
    <message>
        <source>Roles of groups are written as &quot;group = role&quot;, one a line.</source>
        <translation>Rollen der Gruppen schreiben Sie als „Gruppe = Rolle“, eine je Zeile.</translation>
    </message>
    <message>
        <source>Roles are admin, manager, member, viewer and guest.</source>
        <translation>Die Rollen sind admin, manager, member, viewer und guest.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SitePages</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Show pages in this state</source>
        <translation>Seiten in diesem Zustand anzeigen</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>Alle Seiten</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Pages of the site</source>
        <translation>Seiten der Website</translation>
    </message>
    <message>
        <source>Show the page&apos;s passages</source>
        <translation>Die Textstellen der Seite anzeigen</translation>
    </message>
    <message>
        <source>Its pages are being looked for…</source>
        <translation>Die Seiten werden gesucht…</translation>
    </message>
    <message>
        <source>No page is in this state.</source>
        <translation>Keine Seite ist in diesem Zustand.</translation>
    </message>
    <message>
        <source>No page of it was read yet.</source>
        <translation>Es wurde noch keine Seite davon gelesen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SourceView</name>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Open in Documents</source>
        <translation>Unter „Dokumente“ öffnen</translation>
    </message>
    <message>
        <source>Ask it in Chat</source>
        <translation>Im Chat fragen</translation>
    </message>
    <message>
        <source>The same question to this database, with its whole result and charts</source>
        <translation>Dieselbe Frage an diese Datenbank, mit dem ganzen Ergebnis und Diagrammen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Rows of the statement</source>
        <translation>Zeilen der Anweisung</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SqlBox</name>
    <message>
        <source>Copy SQL</source>
        <translation>SQL kopieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>SQL statement</source>
        <translation>SQL-Anweisung</translation>
    </message>
    <message>
        <source>Run this statement (Ctrl+Enter)</source>
        <translation>Diese Anweisung ausführen (Strg+Eingabetaste)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SqlEditor</name>
    <message>
        <source>SQL statement</source>
        <translation>SQL-Anweisung</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StageList</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Progress of: %1</source>
        <translation>Fortschritt von: %1</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StartWidget</name>
    <message>
        <source>Try the sample</source>
        <translation>Das Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>A shop with its customers, products and orders. One click to a first answer; no account and no network.</source>
        <translation>Ein Laden mit Kunden, Produkten und Bestellungen. Ein Klick bis zur ersten Antwort; ohne Konto und ohne Netzwerk.</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt beginnen</translation>
    </message>
    <message>
        <source>Connect my database</source>
        <translation>Meine Datenbank verbinden</translation>
    </message>
    <message>
        <source>SQLite, PostgreSQL, MySQL, SQL Server or ODBC. It is read and never written; nothing leaves this computer.</source>
        <translation>SQLite, PostgreSQL, MySQL, SQL Server oder ODBC. Sie wird gelesen und nie beschrieben; nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>Einem Server beitreten</translation>
    </message>
    <message>
        <source>Your organisation runs Tabletalk on another machine? Work there with the same window.</source>
        <translation>Ihre Organisation betreibt Tabletalk auf einem anderen Computer? Arbeiten Sie dort mit demselben Fenster.</translation>
    </message>
    <message>
        <source>Join…</source>
        <translation>Beitreten…</translation>
    </message>
    <message>
        <source>Talk to your own tables</source>
        <translation>Sprechen Sie mit Ihren Tabellen</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>Willkommen zurück</translation>
    </message>
    <message>
        <source>Ask in your own words. Get a table, a chart and a sentence, with the SQL in view.</source>
        <translation>Fragen Sie in eigenen Worten. Sie erhalten eine Tabelle, ein Diagramm und einen Satz, und sehen das SQL dazu.</translation>
    </message>
    <message>
        <source>Your databases are waiting in the chat. You can also begin something new.</source>
        <translation>Ihre Datenbanken warten im Chat. Sie können auch etwas Neues beginnen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StatisticsDialog</name>
    <message>
        <source>Statistics of %1</source>
        <translation>Statistik von %1</translation>
    </message>
    <message>
        <source>Looking at all rows…</source>
        <translation>Alle Zeilen werden durchgesehen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Over all %1 rows</source>
        <translation>Über alle %1 Zeilen</translation>
    </message>
    <message>
        <source>Over the %1 rows that the filter leaves, of %2</source>
        <translation>Über die %1 Zeilen, die der Filter übrig lässt, von %2</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Verschieden</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Kleinster Wert</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Größter Wert</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Most frequent values</source>
        <translation>Häufigste Werte</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StepCard</name>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Do this step once, now; a delivery only shows what it would send</source>
        <translation>Diesen Schritt jetzt einmal ausführen; eine Zustellung zeigt nur, was sie senden würde</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Nach oben verschieben (Alt+Aufwärts)</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Nach unten verschieben (Alt+Abwärts)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>&amp;Called</source>
        <translation>Be&amp;zeichner</translation>
    </message>
    <message>
        <source>How later steps refer to this one: {{steps.%1.text}}</source>
        <translation>So beziehen sich spätere Schritte auf diesen: {{steps.%1.text}}</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>&amp;How</source>
        <translation>&amp;Wie</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>Eine Frage stellen</translation>
    </message>
    <message>
        <source>Run a fixed statement</source>
        <translation>Eine feste Anweisung ausführen</translation>
    </message>
    <message>
        <source>&amp;Statement</source>
        <translation>&amp;Anweisung</translation>
    </message>
    <message>
        <source>Saved &amp;question</source>
        <translation>Gespeicherte &amp;Frage</translation>
    </message>
    <message>
        <source>&amp;Agent</source>
        <translation>A&amp;gent</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>&amp;Frage</translation>
    </message>
    <message>
        <source>{{input.name}} and {{steps.name.text}} put values in</source>
        <translation>{{input.name}} und {{steps.name.text}} setzen Werte ein</translation>
    </message>
    <message>
        <source>What &amp;step</source>
        <translation>Welcher &amp;Schritt</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>W&amp;eiter</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>S&amp;palte</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>die erste</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>&amp;Wert</translation>
    </message>
    <message>
        <source>if there are rows</source>
        <translation>wenn es Zeilen gibt</translation>
    </message>
    <message>
        <source>if a value in the first row …</source>
        <translation>wenn ein Wert in der ersten Zeile …</translation>
    </message>
    <message>
        <source>if a value in any row …</source>
        <translation>wenn ein Wert in irgendeiner Zeile …</translation>
    </message>
    <message>
        <source>if the number of rows …</source>
        <translation>wenn die Anzahl der Zeilen …</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>kleiner ist als</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>größer ist als</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>gleich ist</translation>
    </message>
    <message>
        <source>changed since the last run</source>
        <translation>sich seit dem letzten Lauf geändert hat</translation>
    </message>
    <message>
        <source>Result of &amp;step</source>
        <translation>Ergebnis von &amp;Schritt</translation>
    </message>
    <message>
        <source>&amp;Mail to</source>
        <translation>E-&amp;Mail an</translation>
    </message>
    <message>
        <source>addresses of members, separated by commas</source>
        <translation>Adressen von Mitgliedern, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Su&amp;bject</source>
        <translation>&amp;Betreff</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>Te&amp;xt</translation>
    </message>
    <message>
        <source>What the step found is sent where this is empty</source>
        <translation>Ist dies leer, wird gesendet, was der Schritt gefunden hat</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>Keine Datei</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV-Datei</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>Tell webhooks (workflow.delivered)</source>
        <translation>Webhooks benachrichtigen (workflow.delivered)</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StepResultView</name>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Save %1…</source>
        <translation>%1 speichern…</translation>
    </message>
    <message>
        <source>Rows of %1</source>
        <translation>Zeilen von %1</translation>
    </message>
    <message>
        <source>The first %1 of more rows.</source>
        <translation>Nur die ersten %1 Zeilen.</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>%1, page %2</source>
        <translation>%1, Seite %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SuggestionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>%1, suggestion %2 of %3</source>
        <translation>%1, Vorschlag %2 von %3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SupportWidget</name>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Gefragt von</translation>
    </message>
    <message>
        <source>Last written</source>
        <translation>Zuletzt geschrieben</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>Ask those who operate this server. They read what you write here.</source>
        <translation>Fragen Sie die Betreiber dieses Servers. Sie lesen, was Sie hier schreiben.</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>Es gibt noch keine Anfragen.</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>Ältere</translation>
    </message>
    <message>
        <source>1 unread</source>
        <translation>1 ungelesen</translation>
    </message>
    <message>
        <source>%1 unread</source>
        <translation>%1 ungelesen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TableView</name>
    <message>
        <source>declared by the database</source>
        <translation>von der Datenbank angegeben</translation>
    </message>
    <message>
        <source>found in the data, %1 % sure</source>
        <translation>in den Daten gefunden, zu %1&#xa0;% sicher</translation>
    </message>
    <message>
        <source>Leads to, and is led to by</source>
        <translation>Verweise von hier und hierher</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>Spalten der Tabelle</translation>
    </message>
    <message>
        <source>view</source>
        <translation>Sicht</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>looked at</source>
        <translation>untersucht</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>noch nicht untersucht</translation>
    </message>
    <message>
        <source>The database says: %1</source>
        <translation>Die Datenbank sagt: %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 leads to %2</source>
        <translation>%1 verweist auf %2</translation>
    </message>
    <message>
        <source>%1 leads here by %2</source>
        <translation>%1 verweist über %2 hierher</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TablesPage</name>
    <message>
        <source>Looking what there is to read…</source>
        <translation>Es wird geprüft, was zu lesen ist…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Find a table</source>
        <translation>Tabelle finden</translation>
    </message>
    <message>
        <source>Tick these</source>
        <translation>Diese auswählen</translation>
    </message>
    <message>
        <source>Untick these</source>
        <translation>Diese abwählen</translation>
    </message>
    <message>
        <source>Schemas</source>
        <translation>Schemas</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Everything is read: 1 table</source>
        <translation>Alles wird gelesen: 1 Tabelle</translation>
    </message>
    <message>
        <source>Everything is read: %1</source>
        <translation>Alles wird gelesen: %1</translation>
    </message>
    <message>
        <source>%1 of %2 are read</source>
        <translation>%1 von %2 werden gelesen</translation>
    </message>
    <message>
        <source>No table has this in its name.</source>
        <translation>Keine Tabelle hat das im Namen.</translation>
    </message>
    <message>
        <source>There are no tables here.</source>
        <translation>Hier gibt es keine Tabellen.</translation>
    </message>
    <message>
        <source>The first %1 of %2 are listed; search to find others.</source>
        <translation>Die ersten %1 von %2 sind aufgelistet; suchen Sie, um andere zu finden.</translation>
    </message>
    <message>
        <source>%1 listed</source>
        <translation>%1 aufgelistet</translation>
    </message>
    <message>
        <source>Nothing is ticked: tick what is to be read.</source>
        <translation>Nichts ist ausgewählt: Wählen Sie aus, was gelesen werden soll.</translation>
    </message>
    <message>
        <source>The schema &quot;%1&quot; has too many tables for single ones of it to be read together with other whole schemas.</source>
        <translation>Das Schema „%1“ hat zu viele Tabellen, um einzelne davon zusammen mit anderen ganzen Schemas zu lesen.</translation>
    </message>
    <message>
        <source>Tick it as a whole, or only single tables everywhere.</source>
        <translation>Wählen Sie es als Ganzes aus, oder überall nur einzelne Tabellen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TeamsCard</name>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>Name of the team</source>
        <translation>Name des Teams</translation>
    </message>
    <message>
        <source>Make a team</source>
        <translation>Team anlegen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>People of the team</source>
        <translation>Personen des Teams</translation>
    </message>
    <message>
        <source>Member to put into the team</source>
        <translation>Mitglied, das ins Team kommt</translation>
    </message>
    <message>
        <source>Put into the team</source>
        <translation>Ins Team aufnehmen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Delete this team?</source>
        <translation>Dieses Team löschen?</translation>
    </message>
    <message>
        <source>Its people stay in the organisation. What was shown to the team alone is shown to nobody any more.</source>
        <translation>Die Personen bleiben in der Organisation. Was nur mit dem Team geteilt war, sieht niemand mehr.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TenantWidget</name>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Who you are on this server, and who works here with you.</source>
        <translation>Wer Sie auf diesem Server sind und wer hier mit Ihnen arbeitet.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Name of the organisation</source>
        <translation>Name der Organisation</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>&amp;Time zone</source>
        <translation>&amp;Zeitzone</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TestSteps</name>
    <message>
        <source>Find the file</source>
        <translation>Datei finden</translation>
    </message>
    <message>
        <source>Find the server</source>
        <translation>Server finden</translation>
    </message>
    <message>
        <source>Reach its port</source>
        <translation>Port erreichen</translation>
    </message>
    <message>
        <source>Encrypt the way</source>
        <translation>Verbindung verschlüsseln</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Open the database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <source>See what the account may do</source>
        <translation>Nachsehen, was das Konto darf</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Nicht nötig</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TextDialog</name>
    <message>
        <source>Change a text</source>
        <translation>Text ändern</translation>
    </message>
    <message>
        <source>Add a text</source>
        <translation>Text hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Refund policy</source>
        <translation>Erstattungsregeln</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Lines that begin with # are headings, as in Markdown.</source>
        <translation>Zeilen, die mit # beginnen, sind Überschriften wie in Markdown.</translation>
    </message>
    <message>
        <source>Who sees it</source>
        <translation>Wer ihn sieht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TicketDesk</name>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Gefragt von</translation>
    </message>
    <message>
        <source>Last written</source>
        <translation>Zuletzt geschrieben</translation>
    </message>
    <message>
        <source>Which tickets</source>
        <translation>Welche Anfragen</translation>
    </message>
    <message>
        <source>Waiting for an answer</source>
        <translation>Warten auf Antwort</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Tickets of all organisations</source>
        <translation>Anfragen aller Organisationen</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>Es gibt keine.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Nobody waits for an answer.</source>
        <translation>Niemand wartet auf eine Antwort.</translation>
    </message>
    <message>
        <source>1 waits for an answer.</source>
        <translation>1 wartet auf eine Antwort.</translation>
    </message>
    <message>
        <source>%1 wait for an answer.</source>
        <translation>%1 warten auf eine Antwort.</translation>
    </message>
    <message>
        <source>first</source>
        <translation>zuerst</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TicketThread</name>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Ihre Nachricht</translation>
    </message>
    <message>
        <source>Write more</source>
        <translation>Mehr schreiben</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Anfrage schließen</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TimesRows</name>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>Montag bis Freitag</translation>
    </message>
    <message>
        <source>On days of the week</source>
        <translation>An bestimmten Wochentagen</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Jeden Monat</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Jede Stunde</translation>
    </message>
    <message>
        <source>Every few minutes</source>
        <translation>Alle paar Minuten</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Minutes between two runs</source>
        <translation>Minuten zwischen zwei Läufen</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> Minuten</translation>
    </message>
    <message>
        <source>Minute of the hour</source>
        <translation>Minute der Stunde</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>Tag des Monats</translation>
    </message>
    <message>
        <source>&amp;How often</source>
        <translation>Wie &amp;oft</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>&amp;Day of the month</source>
        <translation>&amp;Tag des Monats</translation>
    </message>
    <message>
        <source>&amp;Minute</source>
        <translation>&amp;Minute</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <source>&amp;At</source>
        <translation>&amp;Um</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TlsFields</name>
    <message>
        <source>Everything travels readable, the password too. Only for this computer or a network that you trust.</source>
        <translation>Alles wird lesbar übertragen, auch das Passwort. Nur für diesen Computer oder ein Netzwerk, dem Sie vertrauen.</translation>
    </message>
    <message>
        <source>Nobody can listen in. Who the server is is not checked: somebody in between could pretend to be it.</source>
        <translation>Niemand kann mitlesen. Wer der Server ist, wird nicht geprüft: Jemand dazwischen könnte sich für ihn ausgeben.</translation>
    </message>
    <message>
        <source>Nobody can listen in, and the server must have a certificate of an authority that you trust, whatever its name.</source>
        <translation>Niemand kann mitlesen, und der Server muss ein Zertifikat einer Stelle haben, der Sie vertrauen, gleich auf welchen Namen.</translation>
    </message>
    <message>
        <source>Nobody can listen in or pretend to be the server: its certificate must be trusted and carry its name. The safest.</source>
        <translation>Niemand kann mitlesen oder sich für den Server ausgeben: Sein Zertifikat muss vertrauenswürdig sein und seinen Namen tragen. Am sichersten.</translation>
    </message>
    <message>
        <source>Encrypted if the server can. Somebody in between could switch it off without being noticed.</source>
        <translation>Verschlüsselt, wenn der Server es kann. Jemand dazwischen könnte das unbemerkt abschalten.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>When the server offers it</source>
        <translation>Wenn der Server sie anbietet</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Always, check who issued the certificate</source>
        <translation>Immer, Aussteller des Zertifikats prüfen</translation>
    </message>
    <message>
        <source>Always, check certificate and name</source>
        <translation>Immer, Zertifikat und Namen prüfen</translation>
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation>Verschlüsse&amp;lung</translation>
    </message>
    <message>
        <source>C&amp;A certificate</source>
        <translation>C&amp;A-Zertifikat</translation>
    </message>
    <message>
        <source>File of the authority&apos;s certificate</source>
        <translation>Datei mit dem Zertifikat der Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Client cert&amp;ificate</source>
        <translation>Client-Zertif&amp;ikat</translation>
    </message>
    <message>
        <source>File of the client&apos;s certificate</source>
        <translation>Datei mit dem Zertifikat des Clients</translation>
    </message>
    <message>
        <source>Client &amp;key</source>
        <translation>Client-&amp;Schlüssel</translation>
    </message>
    <message>
        <source>File of the client&apos;s key</source>
        <translation>Datei mit dem Schlüssel des Clients</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Path on the server&apos;s machine</source>
        <translation>Pfad auf dem Server</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Zertifikate und Schlüssel (*.pem *.crt *.cer *.key);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>When the server offers it (%1)</source>
        <translation>Wenn der Server sie anbietet (%1)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Tray</name>
    <message>
        <source>Close Tabletalk</source>
        <translation>Tabletalk schließen</translation>
    </message>
    <message>
        <source>Keep the server of this program running?</source>
        <translation>Den Server dieses Programms weiterlaufen lassen?</translation>
    </message>
    <message>
        <source>Schedules go on and other people stay connected. The tray icon leads back here.</source>
        <translation>Zeitpläne laufen weiter, und andere bleiben verbunden. Das Symbol im Infobereich führt hierher zurück.</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Do not &amp;ask again</source>
        <translation>Nicht wieder f&amp;ragen</translation>
    </message>
    <message>
        <source>&amp;Open Tabletalk</source>
        <translation>Tabletalk ö&amp;ffnen</translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation>%1: verbunden</translation>
    </message>
    <message>
        <source>%1: signed out</source>
        <translation>%1: abgemeldet</translation>
    </message>
    <message>
        <source>%1: no connection</source>
        <translation>%1: keine Verbindung</translation>
    </message>
    <message>
        <source>%1: starting</source>
        <translation>%1: startet</translation>
    </message>
    <message>
        <source>Schedules go on and other people stay connected. Start Tabletalk again to come back here.</source>
        <translation>Zeitpläne laufen weiter, und andere bleiben verbunden. Starten Sie Tabletalk noch einmal, um hierher zurückzukehren.</translation>
    </message>
    <message>
        <source>An answer is ready</source>
        <translation>Eine Antwort ist fertig</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Auf %1</translation>
    </message>
    <message>
        <source>%1: another version</source>
        <translation>%1: andere Version</translation>
    </message>
    <message>
        <source>Tabletalk goes on</source>
        <translation>Tabletalk läuft weiter</translation>
    </message>
    <message>
        <source>The server keeps running. The tray icon leads back to the window.</source>
        <translation>Der Server läuft weiter. Das Symbol im Infobereich führt zum Fenster zurück.</translation>
    </message>
    <message>
        <source>The server keeps running. Start Tabletalk again to see the window.</source>
        <translation>Der Server läuft weiter. Starten Sie Tabletalk noch einmal, um das Fenster zu sehen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UploadQueue</name>
    <message>
        <source>The file is empty, or cannot be read.</source>
        <translation>Die Datei ist leer oder nicht lesbar.</translation>
    </message>
    <message>
        <source>Look whether it is there and whether you may read it.</source>
        <translation>Prüfen Sie, ob sie vorhanden ist und ob Sie sie lesen dürfen.</translation>
    </message>
    <message>
        <source>One file was added.</source>
        <translation>Eine Datei wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>%1 files were added.</source>
        <translation>%1 Dateien wurden hinzugefügt.</translation>
    </message>
    <message>
        <source>One file was there already.</source>
        <translation>Eine Datei war schon da.</translation>
    </message>
    <message>
        <source>%1 files were there already.</source>
        <translation>%1 Dateien waren schon da.</translation>
    </message>
    <message>
        <source>One file was not sent, because the window went elsewhere.</source>
        <translation>Eine Datei wurde nicht gesendet, weil das Fenster woandershin gewechselt ist.</translation>
    </message>
    <message>
        <source>%1 files were not sent, because the window went elsewhere.</source>
        <translation>%1 Dateien wurden nicht gesendet, weil das Fenster woandershin gewechselt ist.</translation>
    </message>
    <message>
        <source>Go back and add them again; what is there already is not added twice.</source>
        <translation>Wechseln Sie zurück und fügen Sie sie erneut hinzu; was schon da ist, wird nicht doppelt hinzugefügt.</translation>
    </message>
    <message>
        <source>Not all files were added</source>
        <translation>Nicht alle Dateien wurden hinzugefügt</translation>
    </message>
    <message>
        <source>One file was not sent.</source>
        <translation>Eine Datei wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>%1 files were not sent.</source>
        <translation>%1 Dateien wurden nicht gesendet.</translation>
    </message>
    <message>
        <source>What was added had not been looked through to its end; more may be missing.</source>
        <translation>Das Hinzugefügte war noch nicht bis zum Ende durchgesehen; es kann mehr fehlen.</translation>
    </message>
    <message>
        <source>One more file could not be added.</source>
        <translation>Eine weitere Datei konnte nicht hinzugefügt werden.</translation>
    </message>
    <message>
        <source>%1 more files could not be added.</source>
        <translation>%1 weitere Dateien konnten nicht hinzugefügt werden.</translation>
    </message>
    <message>
        <source>One file was left out, because at most %2 are added together.</source>
        <translation>Eine Datei wurde ausgelassen, weil höchstens %2 zusammen hinzugefügt werden.</translation>
    </message>
    <message>
        <source>%1 files were left out, because at most %2 are added together.</source>
        <translation>%1 Dateien wurden ausgelassen, weil höchstens %2 zusammen hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Add the rest once these are there.</source>
        <translation>Fügen Sie den Rest hinzu, sobald diese da sind.</translation>
    </message>
    <message>
        <source>Sending was stopped.</source>
        <translation>Das Senden wurde gestoppt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UrlLine</name>
    <message>
        <source>URL of the database; paste one here</source>
        <translation>URL der Datenbank; fügen Sie hier eine ein</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort anzeigen</translation>
    </message>
    <message>
        <source>Paste a URL, or fill in the fields above.</source>
        <translation>Fügen Sie eine URL ein, oder füllen Sie die Felder oben aus.</translation>
    </message>
    <message>
        <source>Understood. The fields above were filled in.</source>
        <translation>Verstanden. Die Felder oben wurden ausgefüllt.</translation>
    </message>
    <message>
        <source>Made from the fields. You can also paste a URL.</source>
        <translation>Aus den Feldern gebildet. Sie können auch eine URL einfügen.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageLimitsCard</name>
    <message>
        <source>Your plan&apos;s limits</source>
        <translation>Grenzen Ihres Tarifs</translation>
    </message>
    <message>
        <source>The next month begins on %1.</source>
        <translation>Der nächste Monat beginnt am %1.</translation>
    </message>
    <message>
        <source>%1: %2 % are used.</source>
        <translation>%1: %2&#xa0;% sind verbraucht.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageSharesCard</name>
    <message>
        <source>gone</source>
        <translation>nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>Who or what</source>
        <translation>Wer oder was</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Last 30 days by</source>
        <translation>Letzte 30 Tage nach</translation>
    </message>
    <message>
        <source>What the use is told by</source>
        <translation>Wonach die Nutzung aufgeteilt ist</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modellen</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereichen</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüsseln</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Nothing was used in the last 30 days.</source>
        <translation>In den letzten 30 Tagen wurde nichts genutzt.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>Eingabe-Tokens</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>Ausgabe-Tokens</translation>
    </message>
    <message>
        <source>Cost in millionths of a dollar</source>
        <translation>Kosten in Millionstel Dollar</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written.</source>
        <translation>„%1“ ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Use by person, model, workspace, key or agent</source>
        <translation>Nutzung nach Person, Modell, Arbeitsbereich, Schlüssel oder Agent</translation>
    </message>
    <message>
        <source>Documents and rows of answers: %1</source>
        <translation>Dokumente und Zeilen von Antworten: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageWidget</name>
    <message>
        <source>Usage</source>
        <translation>Nutzung</translation>
    </message>
    <message>
        <source>What your organisation asks, today and over the last 30 days.</source>
        <translation>Was Ihre Organisation fragt, heute und in den letzten 30 Tagen.</translation>
    </message>
    <message>
        <source>Questions today</source>
        <translation>Fragen heute</translation>
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation>Fragen in 30 Tagen</translation>
    </message>
    <message>
        <source>Typical answer</source>
        <translation>Typische Antwort</translation>
    </message>
    <message>
        <source>Active members</source>
        <translation>Aktive Mitglieder</translation>
    </message>
    <message>
        <source>Tokens in 30 days</source>
        <translation>Tokens in 30 Tagen</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>Tag für Tag</translation>
    </message>
    <message>
        <source>No question has been asked in the last 30 days.</source>
        <translation>In den letzten 30 Tagen wurde keine Frage gestellt.</translation>
    </message>
    <message>
        <source>%1 answered, %2 not</source>
        <translation>%1 beantwortet, %2 nicht</translation>
    </message>
    <message>
        <source>%1 rows returned</source>
        <translation>%1 Zeilen geliefert</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>average of 30 days</source>
        <translation>Durchschnitt aus 30 Tagen</translation>
    </message>
    <message>
        <source>asked something in 30 days</source>
        <translation>haben in 30 Tagen etwas gefragt</translation>
    </message>
    <message>
        <source>no model was asked</source>
        <translation>kein Modell wurde gefragt</translation>
    </message>
    <message>
        <source>cost %1</source>
        <translation>Kosten %1</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Nicht beantwortet</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::VocabularyDraft</name>
    <message>
        <source>Saved. The next question is read with these words.</source>
        <translation>Gespeichert. Die nächste Frage wird mit diesen Wörtern gelesen.</translation>
    </message>
    <message>
        <source>Revision %1 is in use again.</source>
        <translation>Fassung %1 gilt wieder.</translation>
    </message>
    <message>
        <source>The file has %1 bytes; the window sends at most %2.</source>
        <translation>Die Datei hat %1 Bytes; das Fenster sendet höchstens %2.</translation>
    </message>
    <message>
        <source>Import it over REST, or in two files.</source>
        <translation>Importieren Sie es über die REST-Schnittstelle oder auf zwei Dateien verteilt.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::VocabularyWidget</name>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Joins</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Descriptions</source>
        <translation>Beschreibungen</translation>
    </message>
    <message>
        <source>Import a vocabulary</source>
        <translation>Vokabular importieren</translation>
    </message>
    <message>
        <source>Vocabularies (*.json);;All files (*)</source>
        <translation>Vokabulare (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export the vocabulary</source>
        <translation>Vokabular exportieren</translation>
    </message>
    <message>
        <source>Vocabularies (*.json)</source>
        <translation>Vokabulare (*.json)</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Load it and add my changes</source>
        <translation>Laden und meine Änderungen hinzufügen</translation>
    </message>
    <message>
        <source>Load it and drop my changes</source>
        <translation>Laden und meine Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Lists of the vocabulary</source>
        <translation>Listen des Vokabulars</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Note for the history</source>
        <translation>Notiz für den Verlauf</translation>
    </message>
    <message>
        <source>Why? A note for the history (optional)</source>
        <translation>Warum? Eine Notiz für den Verlauf (optional)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Somebody else saved this vocabulary</source>
        <translation>Jemand anderes hat dieses Vokabular gespeichert</translation>
    </message>
    <message>
        <source>Discard your changes?</source>
        <translation>Ihre Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>The vocabulary of the other database was changed and not saved.</source>
        <translation>Das Vokabular der anderen Datenbank wurde geändert und nicht gespeichert.</translation>
    </message>
    <message>
        <source>Nothing was saved yet.</source>
        <translation>Es wurde noch nichts gespeichert.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Revision %1, saved by %2 on %3</source>
        <translation>Fassung %1, gespeichert von %2 am %3</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Save or discard your changes first.</source>
        <translation>Speichern oder verwerfen Sie zuerst Ihre Änderungen.</translation>
    </message>
    <message>
        <source>Mend or remove the entries that do not fit.</source>
        <translation>Berichtigen oder entfernen Sie die Einträge, die nicht passen.</translation>
    </message>
    <message>
        <source>Something does not fit yet</source>
        <translation>Etwas passt noch nicht</translation>
    </message>
    <message>
        <source>The vocabulary goes back to its newest revision.</source>
        <translation>Das Vokabular kehrt zu seiner neuesten Fassung zurück.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Exportiert nach %1.</translation>
    </message>
    <message>
        <source>Imported and in use.</source>
        <translation>Importiert und ab sofort gültig.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Imported, but for one entry that this database does not fit</source>
        <translation>Importiert, bis auf einen Eintrag, der nicht zu dieser Datenbank passt</translation>
    </message>
    <message>
        <source>Imported, but for %1 entries that this database does not fit</source>
        <translation>Importiert, bis auf %1 Einträge, die nicht zu dieser Datenbank passen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WebSocketTransport</name>
    <message>
        <source>If its administrator renewed the certificate, forget the old one in Settings and join again. If not, somebody may be listening in between.</source>
        <translation>Wenn der Administrator des Servers das Zertifikat erneuert hat, vergessen Sie das alte in den Einstellungen und treten Sie neu bei. Wenn nicht, liest vielleicht jemand dazwischen mit.</translation>
    </message>
    <message>
        <source>The certificate of %1 was not accepted.</source>
        <translation>Das Zertifikat von %1 wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>Compare its fingerprint with the one its administrator gives you, then join again.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem, den Ihnen der Administrator des Servers nennt, und treten Sie dann neu bei.</translation>
    </message>
    <message>
        <source>The sign-in has expired.</source>
        <translation>Die Anmeldung ist abgelaufen.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>%1 does not answer: %2.</source>
        <translation>%1 antwortet nicht: %2.</translation>
    </message>
    <message>
        <source>Check the address, and that the server is running and reachable from here.</source>
        <translation>Prüfen Sie die Adresse und ob der Server läuft und von hier aus erreichbar ist.</translation>
    </message>
    <message>
        <source>The connection to %1 ended.</source>
        <translation>Die Verbindung zu %1 ist beendet.</translation>
    </message>
    <message>
        <source>The window connects again by itself as soon as the server answers.</source>
        <translation>Das Fenster verbindet sich von selbst wieder, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>Somebody may be in between, or the link is an old one. Do not enter a password; ask whoever invited you for a new link by another way than this network.</source>
        <translation>Vielleicht ist jemand dazwischen, oder der Link ist veraltet. Geben Sie kein Passwort ein; bitten Sie die Person, die Sie eingeladen hat, auf einem anderen Weg als über dieses Netzwerk um einen neuen Link.</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1, and your organisation lets nobody accept others.</source>
        <translation>Keine Zertifizierungsstelle, der hier vertraut wird, bürgt für das Zertifikat von %1, und Ihre Organisation erlaubt niemandem, andere anzunehmen.</translation>
    </message>
    <message>
        <source>Ask whoever administers this computer.</source>
        <translation>Fragen Sie den Administrator dieses Computers.</translation>
    </message>
    <message>
        <source>%1 is not shared on the network any more.</source>
        <translation>%1 ist nicht mehr im Netzwerk freigegeben.</translation>
    </message>
    <message>
        <source>Ask whose computer it is to share it again; the window then connects by itself.</source>
        <translation>Bitten Sie die Person, der der Computer gehört, ihn wieder freizugeben; das Fenster verbindet sich dann von selbst.</translation>
    </message>
    <message>
        <source>This is not the server of the invitation</source>
        <translation>Das ist nicht der Server der Einladung</translation>
    </message>
    <message>
        <source>%1 should show the certificate
%2
and shows
%3</source>
        <translation>%1 sollte dieses Zertifikat zeigen:
%2
und zeigt dieses:
%3</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has changed</source>
        <translation>Das Zertifikat des Servers hat sich geändert</translation>
    </message>
    <message>
        <source>The certificate of %1 was
%2
and now is
%3</source>
        <translation>Das Zertifikat von %1 war
%2
und ist jetzt
%3</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>Der Server ist nicht erreichbar</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WebhooksCard</name>
    <message>
        <source>taken</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>will be tried again</source>
        <translation>wird noch einmal versucht</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Programs of yours that are told of events. Messages are signed and tell figures, never what was asked.</source>
        <translation>Ihre Programme, denen Ereignisse gemeldet werden. Nachrichten sind signiert und nennen Zahlen, nie, was gefragt wurde.</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>Neues Geheimnis</translation>
    </message>
    <message>
        <source>Messages are signed with the old one, too, for a day.</source>
        <translation>Nachrichten werden einen Tag lang auch mit dem alten signiert.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Messages to this address</source>
        <translation>Nachrichten an diese Adresse</translation>
    </message>
    <message>
        <source>Send once more</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Address of the new webhook</source>
        <translation>Adresse des neuen Webhooks</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Copy the secret now: it is not shown again.</source>
        <translation>Kopieren Sie das Geheimnis jetzt: Es wird nicht noch einmal gezeigt.</translation>
    </message>
    <message>
        <source>Secret that messages are signed with</source>
        <translation>Geheimnis, mit dem Nachrichten signiert werden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Delete this webhook?</source>
        <translation>Diesen Webhook löschen?</translation>
    </message>
    <message>
        <source>%1 is told nothing more.</source>
        <translation>%1 wird nichts mehr gemeldet.</translation>
    </message>
    <message>
        <source>It is on its way.</source>
        <translation>Die Nachricht ist unterwegs.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WherePage</name>
    <message>
        <source>U&amp;RL</source>
        <translation>U&amp;RL</translation>
    </message>
    <message>
        <source>SQLite file</source>
        <translation>SQLite-Datei</translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation>PostgreSQL</translation>
    </message>
    <message>
        <source>MySQL, MariaDB</source>
        <translation>MySQL, MariaDB</translation>
    </message>
    <message>
        <source>SQL Server</source>
        <translation>SQL Server</translation>
    </message>
    <message>
        <source>ODBC</source>
        <translation>ODBC</translation>
    </message>
    <message>
        <source>%1 with %2, answered in %3.</source>
        <translation>%1 mit %2, Antwort in %3.</translation>
    </message>
    <message>
        <source>It works, but this account may write.</source>
        <translation>Es funktioniert, aber dieses Konto darf schreiben.</translation>
    </message>
    <message>
        <source>Tabletalk only reads; an account that can only read is safer still.</source>
        <translation>Tabletalk liest nur; noch sicherer ist ein Konto, das nur lesen kann.</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Es funktioniert.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WordForm</name>
    <message>
        <source>&amp;Word or phrase</source>
        <translation>Wort &amp;oder Wendung</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>&amp;Means</source>
        <translation>&amp;Bedeutet</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>customers</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>&amp;Wert</translation>
    </message>
    <message>
        <source>only if it stands for one value of the column</source>
        <translation>nur wenn es für einen Wert der Spalte steht</translation>
    </message>
    <message>
        <source>A table, or a column as table.column. With a value, the word picks the rows that have it.</source>
        <translation>Eine Tabelle, oder eine Spalte als tabelle.spalte. Mit einem Wert wählt das Wort die Zeilen, die ihn haben.</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Type the word.</source>
        <translation>Geben Sie das Wort ein.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowEditor</name>
    <message>
        <source>Change the workflow</source>
        <translation>Ablauf ändern</translation>
    </message>
    <message>
        <source>New workflow</source>
        <translation>Neuer Ablauf</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wofür er da ist</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;What it is for</source>
        <translation>Wo&amp;für er da ist</translation>
    </message>
    <message>
        <source>How it starts</source>
        <translation>Wie er startet</translation>
    </message>
    <message>
        <source>What starts it</source>
        <translation>Was ihn startet</translation>
    </message>
    <message>
        <source>Only people</source>
        <translation>Nur Personen</translation>
    </message>
    <message>
        <source>A schedule, and people</source>
        <translation>Ein Zeitplan und Personen</translation>
    </message>
    <message>
        <source>An event, and people</source>
        <translation>Ein Ereignis und Personen</translation>
    </message>
    <message>
        <source>&amp;Started by</source>
        <translation>&amp;Gestartet durch</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Only when</source>
        <translation>Nur wenn</translation>
    </message>
    <message>
        <source>How it is compared</source>
        <translation>Wie verglichen wird</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>größer ist als</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>kleiner ist als</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>gleich ist</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>E&amp;vent</source>
        <translation>&amp;Ereignis</translation>
    </message>
    <message>
        <source>&amp;Only when</source>
        <translation>N&amp;ur wenn</translation>
    </message>
    <message>
        <source>&amp;Compared</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>Va&amp;lue</source>
        <translation>&amp;Wert</translation>
    </message>
    <message>
        <source>What it asks for at the start; steps refer to it as {{input.name}}</source>
        <translation>Wonach er beim Start fragt; Schritte beziehen sich darauf mit {{input.name}}</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>There is no step yet. Choose what the first one does: each step sees what those before it found.</source>
        <translation>Es gibt noch keinen Schritt. Wählen Sie, was der erste tut: Jeder Schritt sieht, was die vorigen gefunden haben.</translation>
    </message>
    <message>
        <source>What the new step does</source>
        <translation>Was der neue Schritt tut</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Schritt hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowRunView</name>
    <message>
        <source>Cancel the run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <source>Run of %1</source>
        <translation>Lauf vom %1</translation>
    </message>
    <message>
        <source>Started by %1</source>
        <translation>Gestartet durch: %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Die Datei ließ sich nicht speichern.</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowsTab</name>
    <message>
        <source>Paused: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Als Nächstes: %1</translation>
    </message>
    <message>
        <source>It runs with your rights; whoever you show it to sees what it finds.</source>
        <translation>Er läuft mit Ihren Rechten; mit wem Sie ihn teilen, der sieht, was er findet.</translation>
    </message>
    <message>
        <source>It runs with the rights of %1.</source>
        <translation>Er läuft mit den Rechten von %1.</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Was herauskam</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Abläufe</translation>
    </message>
    <message>
        <source>New workflow</source>
        <translation>Neuer Ablauf</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation>Er ist noch nicht gelaufen.</translation>
    </message>
    <message>
        <source>Runs of the chosen workflow</source>
        <translation>Läufe des gewählten Ablaufs</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message>
        <source>Delete the workflow</source>
        <translation>Ablauf löschen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; and the history of its runs are gone for good.</source>
        <translation>„%1“ und der Verlauf der Läufe sind dann endgültig weg.</translation>
    </message>
    <message>
        <source>They are being listed…</source>
        <translation>Sie werden aufgelistet…</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>Teilen…</translation>
    </message>
    <message>
        <source>Show this workflow</source>
        <translation>Diesen Ablauf teilen</translation>
    </message>
    <message>
        <source>Whoever sees it starts it and reads what it finds. It runs with your rights, whoever starts it.</source>
        <translation>Wer ihn sieht, kann ihn starten und liest, was er findet. Er läuft mit Ihren Rechten, gleich wer ihn startet.</translation>
    </message>
    <message>
        <source>A workflow does a few steps one after the other: asks a database, looks into documents, goes on only if something is so, and delivers what it found.</source>
        <translation>Ein Ablauf führt einige Schritte nacheinander aus: Er fragt eine Datenbank, sieht in Dokumenten nach, geht nur weiter, wenn eine Bedingung erfüllt ist, und stellt zu, was er gefunden hat.</translation>
    </message>
    <message>
        <source>No workflow yet</source>
        <translation>Noch kein Ablauf</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowsWidget</name>
    <message>
        <source>Workflows</source>
        <translation>Abläufe</translation>
    </message>
    <message>
        <source>Steps that run one after the other and deliver what they found, and what agents remember.</source>
        <translation>Schritte, die nacheinander laufen und zustellen, was sie gefunden haben, und was Agenten sich merken.</translation>
    </message>
    <message>
        <source>Workflows and memory</source>
        <translation>Abläufe und Gedächtnis</translation>
    </message>
    <message>
        <source>What agents remember</source>
        <translation>Was Agenten sich merken</translation>
    </message>
    <message>
        <source>In the whole organisation</source>
        <translation>In der ganzen Organisation</translation>
    </message>
</context>
<context>
    <name>tabletalk::workflow</name>
    <message>
        <source>may have %1 characters</source>
        <translation>darf höchstens %1 Zeichen haben</translation>
    </message>
    <message>
        <source>a workflow may have %1 inputs</source>
        <translation>ein Ablauf darf höchstens %1 Eingaben haben</translation>
    </message>
    <message>
        <source>expected letters, digits and _, beginning with a letter</source>
        <translation>erwartet werden Buchstaben, Ziffern und _, mit einem Buchstaben am Anfang</translation>
    </message>
    <message>
        <source>another input has that name</source>
        <translation>eine andere Eingabe heißt schon so</translation>
    </message>
    <message>
        <source>choose a database</source>
        <translation>wählen Sie eine Datenbank</translation>
    </message>
    <message>
        <source>give a question, or a statement</source>
        <translation>geben Sie eine Frage oder eine Anweisung an</translation>
    </message>
    <message>
        <source>a statement is fixed: references are for questions, where they are data</source>
        <translation>eine Anweisung ist fest: Verweise sind für Fragen da, wo sie Daten sind</translation>
    </message>
    <message>
        <source>choose a mail, a webhook or a file</source>
        <translation>wählen Sie eine E-Mail, einen Webhook oder eine Datei</translation>
    </message>
    <message>
        <source>may have %1 addresses</source>
        <translation>darf höchstens %1 Adressen haben</translation>
    </message>
    <message>
        <source>expected csv or xlsx</source>
        <translation>erwartet wird csv oder xlsx</translation>
    </message>
    <message>
        <source>choose the step whose rows the file holds</source>
        <translation>wählen Sie den Schritt, dessen Zeilen die Datei enthält</translation>
    </message>
    <message>
        <source>write a text, or choose a step</source>
        <translation>schreiben Sie einen Text, oder wählen Sie einen Schritt</translation>
    </message>
    <message>
        <source>expected one of %1</source>
        <translation>erwartet wird eines von %1</translation>
    </message>
    <message>
        <source>choose a saved question</source>
        <translation>wählen Sie eine gespeicherte Frage</translation>
    </message>
    <message>
        <source>choose an agent</source>
        <translation>wählen Sie einen Agenten</translation>
    </message>
    <message>
        <source>say what must be so</source>
        <translation>geben Sie an, was gelten muss</translation>
    </message>
    <message>
        <source>write what is asked</source>
        <translation>schreiben Sie, was gefragt wird</translation>
    </message>
    <message>
        <source>a workflow has 1 to %1 steps</source>
        <translation>ein Ablauf hat 1 bis %1 Schritte</translation>
    </message>
    <message>
        <source>another step has that name</source>
        <translation>ein anderer Schritt heißt schon so</translation>
    </message>
    <message>
        <source>choose the step that is looked at</source>
        <translation>wählen Sie den Schritt, der geprüft wird</translation>
    </message>
    <message>
        <source>say when it runs</source>
        <translation>geben Sie an, wann er läuft</translation>
    </message>
    <message>
        <source>expected always or firstRow</source>
        <translation>erwartet wird always oder firstRow</translation>
    </message>
    <message>
        <source>the event tells %1</source>
        <translation>das Ereignis nennt %1</translation>
    </message>
    <message>
        <source>expected hand, schedule or event</source>
        <translation>erwartet wird hand, schedule oder event</translation>
    </message>
    <message>
        <source>nobody is there to say it when the workflow starts by itself: give it a value</source>
        <translation>niemand ist da, um es anzugeben, wenn der Ablauf von selbst startet: Geben Sie einen Wert vor</translation>
    </message>
    <message>
        <source>the workflow has no such input</source>
        <translation>der Ablauf hat keine solche Eingabe</translation>
    </message>
    <message>
        <source>say a value</source>
        <translation>geben Sie einen Wert an</translation>
    </message>
    <message>
        <source>%1 is no reference; write {{input.name}} or {{steps.key.text}}</source>
        <translation>%1 ist kein Verweis; schreiben Sie {{input.name}} oder {{steps.key.text}}</translation>
    </message>
    <message>
        <source>%1: of a run there is {{run.date}} alone</source>
        <translation>%1: von einem Lauf gibt es nur {{run.date}}</translation>
    </message>
    <message>
        <source>%1: a step gives text, rows, value or table</source>
        <translation>%1: ein Schritt liefert text, rows, value oder table</translation>
    </message>
</context>
<context>
    <name>tabletalk::workflow::ReferenceCheck</name>
    <message>
        <source>the step &quot;%1&quot; does not come before this one</source>
        <translation>der Schritt „%1“ kommt nicht vor diesem</translation>
    </message>
    <message>
        <source>the step &quot;%1&quot; gives no result</source>
        <translation>der Schritt „%1“ liefert kein Ergebnis</translation>
    </message>
    <message>
        <source>there is no step &quot;%1&quot; before this one</source>
        <translation>vor diesem gibt es keinen Schritt „%1“</translation>
    </message>
    <message>
        <source>there is no input &quot;%1&quot;</source>
        <translation>es gibt keine Eingabe „%1“</translation>
    </message>
    <message>
        <source>no event starts this workflow</source>
        <translation>kein Ereignis startet diesen Ablauf</translation>
    </message>
    <message>
        <source>the event tells %1</source>
        <translation>das Ereignis nennt %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::workflow::Template</name>
    <message>
        <source>&quot;{{&quot; has no &quot;}}&quot;: %1</source>
        <translation>zu „{{“ fehlt „}}“: %1</translation>
    </message>
    <message>
        <source>may have %1 references</source>
        <translation>darf höchstens %1 Verweise haben</translation>
    </message>
</context>
</TS>
