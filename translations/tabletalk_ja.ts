<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AnswerExplanation</name>
    <message>
        <source>%1 is %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is at most %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is at least %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is one of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is none of %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>AnswerState</name>
    <message>
        <source>The server does not know this answer any more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask the question again.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Billing</name>
    <message>
        <source>An amount of money has more digits than can be kept.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 and %2 cannot be added.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An amount of money was divided by nothing.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>BillingPanel</name>
    <message>
        <source>Trial</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Payment overdue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Subscribed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trial began</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trial ended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan chosen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Renewed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Changed as planned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Larger plan taken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change planned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>End planned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begun again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Restored</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CellCopy</name>
    <message>
        <source>Some of the chosen cells have not arrived yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export the answer to have all of them.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>yes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>expected bar, line, area, pie, scatter, heatmap or number</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>Examples: postgresql://user:password@host:5432/database, mysql://user:password@host/database, sqlite:///path/to/file.db</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL names no database file.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The option "%1" has a value that is not supported.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL has the option "%1", which is not supported.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Supported options: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL is not complete.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL does not say clearly which server is meant.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write the characters @ / ? # : and % of the password as %40 %2F %3F %23 %3A and %25.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is not a port number.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL contains a control character.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL names no database.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL names neither a driver nor a data source.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Examples: odbc:Driver={SQLite3};Database=/path/to/file.db, odbc:DSN=warehouse;UID=reader;PWD=password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no such sample organisation.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no driver for "%1" databases in this version.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQLite, PostgreSQL, MySQL, MariaDB, SQL Server and ODBC sources can be connected. %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL is empty.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL is longer than %1 characters.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL does not begin with the kind of database.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An ODBC URL looks like odbc:Driver={Name};Server=host;Database=name.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A brace of the URL is not closed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL is no list of "keyword=value" with semicolons.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something stands between a closing brace and the semicolon.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL gives "%1" twice.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The URL has too many attributes.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Crypto</name>
    <message>
        <source>A stored secret cannot be decrypted.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check that the server runs with the master key it was set up with.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The cryptographic library gives wrong answers.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reinstall OpenSSL and start again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A public key is none that can be used.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>DatabaseState</name>
    <message>
        <source>Reachable</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not reachable</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not checked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading the tables</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looking at the data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Understanding</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trying questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Working</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ready, %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Could not be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading was stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading is paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not read yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation type="unfinished">%1(%3 の %2)</translation>
    </message>
    <message>
        <source>MySQL or MariaDB</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>almost done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>about %1 seconds left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>about %1 minutes left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>less than 1 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 minute ago</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 hour ago</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 tables</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 columns</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An organisation of no particular kind</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Descriptions</name>
    <message>
        <source>another %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It has no rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It has one row.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows, all of %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows from %2 to %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a year</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a date in digits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a date and time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a date</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an e-mail address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a telephone number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a number that tells one from another</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a code</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a postal code</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a coordinate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a share, 1 being all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a percentage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an identifier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>what each %1 is called</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a number in %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an amount of money</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an amount of money in %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>yes or no</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a category</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a web address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>binary data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 different ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Each row relates %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Each row is one %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It refers to %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: refers to %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: tells each %2 apart.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2, %3.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>EntityName</name>
    <message>
        <source>member of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 record</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>expected an object</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>must not be empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Line %1 cannot be read: %2 %3</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>The rows could not be written: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file could not be packed: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ExportChoice</name>
    <message>
        <source>Picture (PNG)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Document (PDF)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Hide the password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Model</name>
    <message>
        <source>there is no answer in it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server sent vectors that are none.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model's server reported an error: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask again, or choose another model.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model's server sent something that is no JSON.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model's answer has no end.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model's answer broke off before its end.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>OrganisationKind</name>
    <message>
        <source>Tables named %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2 of %3 tables)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Columns named %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The names of tables and columns point to no particular kind of organisation</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Home</source>
        <translation>ホーム</translation>
    </message>
    <message>
        <source>start sample begin welcome</source>
        <translation>開始 サンプル はじめ ようこそ</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>ask question conversation answer sql</source>
        <translation>質問 会話 回答 sql</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>assistant prompt skills</source>
        <translation>アシスタント プロンプト スキル</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>saved questions kept favourites</source>
        <translation>保存した質問 お気に入り</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>ダッシュボード</translation>
    </message>
    <message>
        <source>charts tiles pinned report</source>
        <translation>グラフ タイル ピン留め レポート</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>connections schema tables columns vocabulary metrics accuracy</source>
        <translation>接続 スキーマ テーブル 列 用語 指標 精度</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>language model key openai ollama air-gap outbound</source>
        <translation>言語モデル キー openai ollama 外部通信 遮断</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>knowledge files pdf web site upload</source>
        <translation>ナレッジ ファイル pdf ウェブサイト アップロード</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>find passages vector keyword hybrid</source>
        <translation>検索 箇所 ベクトル キーワード ハイブリッド</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>graph entities relations people places</source>
        <translation>グラフ エンティティ 関係 人物 場所</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>every day alert condition mail webhook</source>
        <translation>毎日 通知 条件 メール webhook</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>steps automation run trigger</source>
        <translation>ステップ 自動化 実行 トリガー</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>members people teams invitations branding workspace</source>
        <translation>メンバー 人 チーム 招待 ブランド ワークスペース</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>利用状況</translation>
    </message>
    <message>
        <source>statistics tokens cost limits</source>
        <translation>統計 トークン 費用 上限</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>セキュリティ</translation>
    </message>
    <message>
        <source>password sessions api keys addresses second factor</source>
        <translation>パスワード セッション APIキー アドレス 二要素</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>plan invoices payment</source>
        <translation>プラン 請求書 支払い</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>who did what history</source>
        <translation>誰が何を 履歴</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>help ticket problem</source>
        <translation>ヘルプ 問い合わせ 問題</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>appearance dark light language server data folder about</source>
        <translation>外観 ダーク ライト 言語 サーバー データフォルダー 情報</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>プラットフォーム</translation>
    </message>
    <message>
        <source>all organisations operator revenue server settings</source>
        <translation>全組織 運用者 売上 サーバー設定</translation>
    </message>
</context>
<context>
    <name>PlatformPages</name>
    <message>
        <source>Support</source>
        <translation type="unfinished">サポート</translation>
    </message>
    <message>
        <source>What organisations ask of you, and what they are told.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Announcements</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What everybody on this server reads above their panels.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Databases</source>
        <translation type="unfinished">データベース</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished">設定</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished">エージェント</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>The request is not valid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The message is not valid JSON</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no such operation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This path does not take that method</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>That is too large</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The body must be JSON</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The request took too long to arrive</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Please sign in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail or password is wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You are not allowed to do this</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>That conflicts with what is already there</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This server takes no registrations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This organisation is not in use</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Too many requests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A limit is reached</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server is busy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database cannot be reached</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database refused the sign-in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This file is not a database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This server does not allow that connection</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This kind of database is not supported</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database reported an error</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database took too long</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only reading is allowed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The question was not understood</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This needs more than one database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database has not been read yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The language model did not answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider refused the key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This server may not reach that</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server is not available right now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something went wrong on the server</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SchemaDrift</name>
    <message>
        <source>a table became a view</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a view became a table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its comment changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its primary key is gone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its primary key is %1 now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its key to %1 is gone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a new key to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a new column, %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the column is gone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 became %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it may be empty now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it must have a value now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its values are unique now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its values may repeat now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is computed by the database now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is stored and no longer computed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 columns</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a new view with %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a new table with %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the view is gone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the table is gone</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SignOn</name>
    <message>
        <source>The identity provider's keys cannot be read.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Sql</name>
    <message>
        <source>"%1" is refused: %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write a smaller number, or leave it out.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its length must be a number up to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its format must be a text that stands in the statement, with widths up to %1 in all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the type's length must be a number up to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>replacements inside each other could make a text of any size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only a single SELECT that reads data may be run.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement is empty.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>there is more than one statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a statement must begin with SELECT, WITH or VALUES</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the statement nests too deep</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it closes a parenthesis that was not opened</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a parenthesis is not closed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its tables name each other so often that the statement would grow beyond bounds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the server would run what this comment holds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>parameters and variables cannot be used here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>engines read a backslash in a text differently</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a name has to stand in the quotes of names</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>this part of the catalogue cannot be read here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a name of four parts leads to another server</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it advances a sequence</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it changes data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it writes the result into a table, file or variable</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it calls a procedure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it would start another statement; a column of this name has to be quoted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it locks rows against others</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>functions of a schema cannot be called here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>this function is not on the list of harmless ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement has %1 that does not end.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement has %1, which engines read differently.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement is longer than %1 characters.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement contains an invisible control character.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement has too many parts.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a text that continues E'…'</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a quoted name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a comment without a blank after the dashes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a line end of Unicode in a comment</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A comment in the statement ends in a carriage return alone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a comment</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a comment inside a comment</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a name with odd characters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement has a name in Unicode escapes (U&amp;"…"); write the characters themselves.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a dollar-quoted text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement contains the character U+%1 outside of quotes, which is not a letter.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a text right behind a word</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The statement contains the character "%1", which has no meaning in SQL.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>UnderstandingCodec</name>
    <message>
        <source>Read the database again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was learned of this database is damaged.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was learned of this database was kept by another version of Tabletalk.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>WorkflowWords</name>
    <message>
        <source>Ask a database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asks a question of a database, or runs a fixed statement.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run a saved question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs a question that was saved in this workspace.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look into documents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answers from the documents of this workspace.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search by words and meaning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finds passages by their words and by what they mean.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search by meaning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finds passages that mean alike.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Follow relations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finds who and what is connected in the documents.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask an agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Puts a question to an agent of this workspace.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on only if</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ends the run where what a step gave is not so.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mails, tells webhooks, or keeps a file.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>api</name>
    <message>
        <source>Analyst</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answers with figures from the databases and says how they were found.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You answer questions about the organisation's data. Prefer figures from a database to anything that a document says about them. Name the period and the unit of each figure. When a question could mean several things, say which meaning you took.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Document assistant</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finds what documents and web pages say, and cites the page.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You answer from the documents of the workspace alone. Quote the sentence that answers the question and cite it. When the documents do not say it, say so; never guess. When two documents disagree, show both.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Support</source>
        <translation type="unfinished">サポート</translation>
    </message>
    <message>
        <source>Helps to answer customers, from policies, manuals and their orders.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You help colleagues who answer customers. Begin with the answer that the customer can be given, then what it rests on: the policy, and what the database says of their order. Never promise what a policy does not say.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finance</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answers about revenue, invoices and costs, with exact figures.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You answer questions about money. Give exact amounts with their currency, never rounded ones. Say whether open, cancelled or refunded items are part of a sum. Contracts and policies in the documents say what was agreed; the database says what happened.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Onboarding</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shows new colleagues how things are done here, and where to read on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You help somebody who is new here. Explain in plain words, name the document to read next, and explain the words of this organisation when they come up.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk</name>
    <message>
        <source>is no field of this format</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file has %1 bytes; a vocabulary may have %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected “%1”: this is no vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected %1; this file was made by another version</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>CSV</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Excel workbook</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Markdown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>INSERT statements</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::Checker</name>
    <message>
        <source>must hold at least one letter or digit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>must have at most %1 characters and %2 words</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” stands here twice</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” means %2 as well: a phrase can mean one thing only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>must have at most %1 characters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is hidden</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a value stands in a column: name it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected plus, minus, times or dividedBy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 holds no numbers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is required</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected =, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, in, notIn, isNull or isNotNull</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>must be empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected one value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected 1 to %1 values</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected sum, average, minimum, maximum, count or countDistinct</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rows are counted of a table; use countDistinct for a column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 holds neither numbers nor dates</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>counting takes no arithmetic</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>may have %1 terms, filters and synonyms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the metric %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 stands here twice</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected as many columns as on the other end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>name the columns that are equal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>joins a table with itself</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>must not be empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is described twice</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::Entry</name>
    <message>
        <source>may hold %1 entries; these are %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::Parser</name>
    <message>
        <source>“%1”</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected %1 where %2 stands</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a column as table.column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a number or a text in quotes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a column of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>=, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, IN or IS NULL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SUM, AVG, MIN, MAX or COUNT</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>WHERE or the end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>AND or the end</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::SchemaLookup</name>
    <message>
        <source>there is no table %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 tables are called %2: name the schema as well</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 has no column %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::XlsxWriter</name>
    <message>
        <source>A sheet has room for %1 columns; the result has %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another format, or ask for fewer columns.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A sheet has no room for more rows, so there are %1 sheets.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One text was longer than a cell may be and was cut.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 texts were longer than a cell may be and were cut.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::api</name>
    <message>
        <source>The message has %1 bytes; the limit is %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The message nests deeper than %1 levels.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::api::codec</name>
    <message>
        <source>expected a UUID</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected true or false</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected an array</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected an object</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is required</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a time such as 2026-01-31T09:30:00Z</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a whole number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a whole number from %1 to %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ask</name>
    <message>
        <source>A chart needs a column with figures.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A chart shows at most %1 columns of figures.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Such a chart shows one column of figures.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A chart with a series for each value shows one column of figures.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The column “%1” is used twice.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A single figure has no axis.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A chart needs a column for its axis.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A heat map needs a column for its rows, or several columns of figures.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only bars, lines, areas and heat maps have a series for each value of a column.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A title has at most %1 characters.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are no rows to draw.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only bars and areas can stand on each other.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask in other words, or without the model.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model's answer is too long.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask for less at a time.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model gave no query.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask in other words, or choose another model.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 and %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ends with %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 begins with %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is not empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is from %2 to %3, both included</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>how many rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>how many different values of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>how many values of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the sum of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the average of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the least of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the greatest of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>all columns</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, called %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Each row is combined with each of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, where %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1; rows of both sides stay where nothing fits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1; rows to which none of it fits stay, with nothing in its place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1; its rows stay where nothing fits to them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The tables read are %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The table read is %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Steps before it: %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It holds a query within the query.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It holds %1 queries within the query.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Several queries are put together; what follows is of the first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To each row of %1 comes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only rows where</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One row for each</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>And of these only where</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shown, each combination once</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>by %1, the greatest first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>by %1, the least first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the first %1 are passed over</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>only the first row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>at most %1 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Order and number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sure: of answers like this one, about %1 in 100 are right.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fairly sure: of answers like this one, about %1 in 100 are right.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unsure: of answers like this one, only about %1 in 100 are right.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody guessed here: the statement was run as it was written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No part of the query stands for %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It could also have meant: %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How sure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was understood</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One row came of it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows came of it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server's limit cut off the rest.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What came of it</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ask::Columns</name>
    <message>
        <source>The result has no column “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The result has several columns called “%1”; a chart cannot tell them apart.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The column “%1” does not hold numbers.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ask::Say</name>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::billing</name>
    <message>
        <source>expected at most %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a code of ISO 4217, such as EUR</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>stands twice</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected 0 to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected up to 40 small letters, digits and hyphens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected 1 to %1 characters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected at most %1 characters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected 0 or more, or nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a feature, each once</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A subscription that is %1 does not take this: %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is planned that could be taken back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An invoice is overdue.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pay it first, then change to the larger plan.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pay it first, then begin again.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::desktop</name>
    <message>
        <source>Talk to your own tables: the window, with its own server in it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep the server's data in &lt;dir&gt;.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print "ready &lt;ms since start&gt;" when the window is on the screen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Quit then.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begin with the sample, as its button does.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print "answered &lt;ms since start&gt;" when the first answer is complete, and quit.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::evaluation</name>
    <message>
        <source>Line %1 cannot be read: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write one JSON object a line, {"question": …, "gold_sql": …}, or CSV whose first line is question,gold_sql.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A file may have %1 questions.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is no JSON object.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it lacks "question" or "gold_sql".</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it does not name the columns question and gold_sql.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a quotation mark is not closed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it lacks a question or a statement.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file holds no question.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::memory</name>
    <message>
        <source>must have %1 to %2 characters</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::model::Protocol</name>
    <message>
        <source>%1 answered with status %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 answered with status %2: %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 refused the key (status %2).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the key: it may be mistyped, revoked, or of another provider.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the address and the name of the model: the server does not know one of them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider takes no more for now: wait, or raise your limit there.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider has a problem of its own. Ask again later.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the address and the name of the model.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::schedule</name>
    <message>
        <source>below %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>above %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>equal to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is %2; there is nothing to compare it with yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 did not change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is %2, %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is %2, not %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The result has no column "%1".</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a column that the question gives.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is nothing to compare %1 with yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is in no row %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is too long</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>must not be empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are no rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are %1 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The number of rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected %1 to %2 minutes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected 0 to 59</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected days of the week, 1 (Monday) to 7 (Sunday)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected 1 to 31</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected a time of day such as 08:30</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every %1 minutes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every hour at minute %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every day at %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Monday to Friday at %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>On day %1 of each month at %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::signon</name>
    <message>
        <source>What the identity provider answered is not believed: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again. If it stays, ask the administrator of your organisation.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is meant for another program.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it was given to another program.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it does not say from when to when it holds.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it holds no longer. Is the clock right?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it was not made just now. Is the clock right?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it does not hold yet. Is the clock right?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare the address with what the provider says of itself.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider's document does not say where %1 is, or not with https.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is at that address is no document of an identity provider.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The document does not say whose it is.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider calls itself "%1". Enter exactly that.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its page for signing in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its exchange for tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its list of keys</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider does not offer the authorisation code flow.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider signs in no way that is trusted; RS256, PS256 and ES256 are.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::signon::IdToken</name>
    <message>
        <source>it is no signed token.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is signed in no way that is trusted; RS256, PS256 and ES256 are.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it demands what is not known here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its signature is wrong.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the key that signed it is not known.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is of another provider.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it is of another sign-in.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>it does not say who signed in.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui</name>
    <message>
        <source>right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>broken test</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished">%1%</translation>
    </message>
    <message>
        <source>%1 of %2 asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>stopped after %1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failed: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>an example</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Databases</source>
        <translation type="unfinished">データベース</translation>
    </message>
    <message>
        <source>Search by words and meaning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search by meaning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search along relations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished">文書</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Formal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Brief</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Thorough</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Neutral</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only me</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Some teams</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Some people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody, guests too</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody in the organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (statement)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, page %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 a year</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 a month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Free of charge</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>yearly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>monthly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>unlimited</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Workspaces</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions a month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens a month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>AI credits a month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Requests a minute</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kept rows of answers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>API keys</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Logo and colours of your own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Domain of your own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use by person and model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Support before others</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Single sign-on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Credit note</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Invoice</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>issued</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>settled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished">開いています</translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To be paid by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1
%2 to %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Net</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tax</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tax %1 %, which the prices hold</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tax %1 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Taken from your credit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Credited by credit notes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Settled, nothing is open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To be paid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asking %1…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Understanding the question…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is writing… %2 characters so far</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a minute ago</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>(none)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One row has no place in this chart</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows have no place in this chart</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The first %1 of %2 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 – %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 different</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sum: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Average: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Least: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Greatest: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Values: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Empty: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Different: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Different: more than 10,000</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The numbers are too long to be added exactly.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste a URL here, or fill in the fields above</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This tile could not be run.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This tile has not been run.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The first %1 of %2 rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>reading failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>reading paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>being read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>does not answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>delivered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>condition not met</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when there are rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the number of rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the first column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when in any row %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is below %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is above %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>mail to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>webhook</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Excel file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>CSV file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>page %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Words</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Words and meaning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" is not the address of a server.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write it like example.org, 192.168.1.20:8765 or wss://example.org/rpc.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Is this your server?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 shows a certificate that no authority vouches for, issued to %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Its SHA-256 fingerprint is

%1

Compare it with the one that the server's administrator gives you. If you accept it, it is remembered, and any other certificate of this server will be refused.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is the right one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>waits for an answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished">閉じています</translation>
    </message>
    <message>
        <source>● %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Administrator</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Manager</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Member</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Viewer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Guest</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions this month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens this month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>AI credits this month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished">エージェント</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished">ワークフロー</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Values to try it with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when a document was read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when a question was answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when a question could not be answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when a limit of the plan comes near</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when a database was read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>when somebody joined</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its schedule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>somebody who left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished">検索</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>as the organisation chose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no model</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AccuracyTab</name>
    <message>
        <source>The schema changed under some tests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answers became less accurate</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AddressDialog</name>
    <message>
        <source>Who sees it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody but guests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody, and guests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only you</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a web page or site</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only what the site's robots.txt allows is read. Pages behind a sign-in are not.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Follow its links, and read the pages that they lead to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Links away from the address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pages at most</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only pages below</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>/handbook/ – that of the address when empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Links away</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AddressesCard</name>
    <message>
        <source>Allowed addresses</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People and keys are let in from these only, one address or range a line. Empty: from everywhere.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You come from %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock yourself out?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save anyway</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentCard</name>
    <message>
        <source>Seen by: %1. Model: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished">質問</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation type="unfinished">%1 に質問</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentDialog</name>
    <message>
        <source>Change the agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Parts of the agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Who it is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Skills</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Tools and databases</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Make the agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begin with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it is for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;What it is for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Instructions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>T&amp;one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Personality</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Personality</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shown to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;hown to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It can be &amp;asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it knows how to do, told to a model when the question is about it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Skills</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the skill</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What to &amp;do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Always, whatever is asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New skill</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it may use</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It may ask &amp;all databases of the workspace</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Databases that it may ask</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentsPage</name>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation's</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Assistant</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>on, the default</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who made it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished">エージェント</translation>
    </message>
    <message>
        <source>The agents of all organisations, and what they may use. What they were told to be and what they are asked stays with them. Questions are counted over 30 days.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation type="unfinished">ワークスペース</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who sees the agents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seen by anybody</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 may use: %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentsWidget</name>
    <message>
        <source>Agents</source>
        <translation type="unfinished">エージェント</translation>
    </message>
    <message>
        <source>Ways to be answered from databases and documents, each with words and tools of its own.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none that you see yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Agent that is asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Second agent that is asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Beside another agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begin anew</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What does the refund policy say, and how many refunds did we make last month?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished">質問</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete the agent?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is deleted; answers that it gave stay.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Agents of this workspace</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New agent…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show this agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whoever sees it asks it, with rights of their own: it shows nobody what they may not see.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AnnouncementBar</name>
    <message>
        <source>Close</source>
        <translation type="unfinished">閉じる</translation>
    </message>
    <message>
        <source>Close "%1"</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AnnouncementDesk</name>
    <message>
        <source>Urgent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>News</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>to come</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished">タイトル</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Announcements</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was announced.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tell everybody</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Title</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is to be known</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Later, from</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begins</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ends at</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ends</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whoever has read it may close it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Announce</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>open end</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerCard</name>
    <message>
        <source>Edit this question and ask again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit this question and ask again. This conversation stays as it is.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chart</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change how this answer is drawn</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Explain</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How this answer came about</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is under Saved, to be run again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your own SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pinned to “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer to: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The connection was lost. The answer goes on as soon as it is back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading rows… %1 so far</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asking…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Running the query…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading the result…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the first %1 rows; the server's limit cut off the rest</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>sure · %1 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>fairly sure · %1 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>unsure · %1 %</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerExporter</name>
    <message>
        <source>answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your own SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export as %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The answer was written to %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows were written to %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>They are not all: the server's limit cut off the rest of the result.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerView</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading the question…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. %2: %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>   → %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>   → did not work: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Found without a model, in %1 ms.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Written by %1, in %2 ms.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished">開いています</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ApiKeyModel</name>
    <message>
        <source>all that its maker may</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>May</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ApiKeysCard</name>
    <message>
        <source>API keys</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For programs that ask on your behalf. A key never may more than you.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revoke</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the new key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name, such as: nightly report</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the new key may do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All that I may</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How long the new key works</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for 90 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for a year</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>until revoked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Make a key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the key now: it is not shown again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The new key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revoke the key?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Programs that use "%1" stop working at once.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditExport</name>
    <message>
        <source>The file cannot be written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To what</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditModel</name>
    <message>
        <source>%1, by operator %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To what</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditWidget</name>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To what</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Audit log</source>
        <translation type="unfinished">監査ログ</translation>
    </message>
    <message>
        <source>Who did what, when and from where. Records cannot be changed unnoticed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the audit log</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who: e-mail address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Any outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Succeeded</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused or failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From this day</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Up to this day</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Older records</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the records</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finds out whether every record is as it was written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save as a file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The chosen record</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a record to see all of it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All %L1 records are as they were written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The records were tampered with.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%L1 records are saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::AutomationsTab</name>
    <message>
        <source>by hand</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paused: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The last time: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It failed %1 times in a row.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In the workspace %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which are shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schedules</source>
        <translation type="unfinished">スケジュール</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished">ワークフロー</translation>
    </message>
    <message>
        <source>Failed the last time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It rests until its owner lets it go on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What runs by itself in the organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished">次へ</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>They are being listed…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Older ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>somebody who left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing runs by itself in this organisation yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none of these.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingAddressCard</name>
    <message>
        <source>Address on invoices</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It stands under the organisation's name on invoices to come; a number for tax may be one of its lines.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingHistoryCard</name>
    <message>
        <source>What happened</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What happened to the subscription</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was before</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingSettingsCard</name>
    <message>
        <source> days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Billing</source>
        <translation type="unfinished">請求</translation>
    </message>
    <message>
        <source>New organisations get a trial and are billed after it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisations that have Self-hosted keep it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Currency of new subscriptions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Currency</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan that is tried</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Trial of</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How long it is tried</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan that follows where none is chosen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Then, unless they &amp;choose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Days to pay an invoice</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Invoices are &amp;due in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Days past due before it is suspended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Suspended &amp;after another</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tax in percent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ta&amp;x</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prices include the tax</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name and address on invoices</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Se&amp;ller</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingWidget</name>
    <message>
        <source>Billing</source>
        <translation type="unfinished">請求</translation>
    </message>
    <message>
        <source>What your organisation has, what it costs, and what was invoiced.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::BrandingCard</name>
    <message>
        <source>Choose a logo</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Appearance and domain</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save colours and domain</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Logo</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a logo…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove the logo</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>#rrggbb, or nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Main colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Main colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Accent colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Accent colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Domain of your own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>data.example.org, or nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Domain</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People who open this domain find your organisation.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The domain leads nowhere until the operator of the server has confirmed it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No logo</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The picture is too large.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A logo may have %1 KB; make it smaller.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::BrowserSignIn</name>
    <message>
        <source>Nobody came back from the browser in time.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begin again, and finish on the page that opens.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This computer lets the window listen for its browser nowhere: %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sign in with a password, or look at the computer's firewall.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server named no page to sign in at.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Set a browser for this computer, or sign in with a password.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This is no sign-in of this window.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You may return to Tabletalk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Signing in did not work. The window says why.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The window signs you in. This page can be closed.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::CatalogueModel</name>
    <message>
        <source>Table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows, about</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::CellDialog</name>
    <message>
        <source>%1, row %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fetching the whole text…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whole text of the cell</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">閉じる</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ChangePreview</name>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change the plan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change to %1, paid %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From %1 on. Until then everything stays as it is, and you can take it back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At once. Nothing is charged now.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At once. This is invoiced now:</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tax</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Credit for the next invoices</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartData</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chart: %1. %2 values; the largest is %3 (%4), the smallest %5 (%6).</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartEditor</name>
    <message>
        <source>Bars</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lines</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Areas</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pie</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Heat map</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Single figure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chart</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Along</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A series for each</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished">タイトル</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stacked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As suggested</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is drawn here only: whoever asked decides for all.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is drawn here only: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ChatWidget</name>
    <message>
        <source>“%1” is archived.</source>
        <translation>「%1」をアーカイブしました。</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>データベース(&amp;D)</translation>
    </message>
    <message>
        <source>Database to ask</source>
        <translation>質問するデータベース</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>読み取り専用</translation>
    </message>
    <message>
        <source>Asks this question again in a branch; this conversation stays as it is.</source>
        <translation>この質問を分岐した会話でもう一度尋ねます。この会話はそのまま残ります。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>新しい会話(&amp;N)</translation>
    </message>
    <message>
        <source>%1 (being read)</source>
        <translation>%1(読み込み中)</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 に質問</translation>
    </message>
    <message>
        <source>Write a question in your own words.</source>
        <translation>質問をご自分の言葉で書いてください。</translation>
    </message>
    <message>
        <source>Write a question in your own words, or start with one of these.</source>
        <translation>質問をご自分の言葉で書くか、次のいずれかから始めてください。</translation>
    </message>
    <message>
        <source>Ask a question about your data</source>
        <translation>データについて質問する</translation>
    </message>
    <message>
        <source>%1 is being read</source>
        <translation>%1 を読み込んでいます</translation>
    </message>
    <message>
        <source>You can ask as soon as its tables are understood. This takes seconds.</source>
        <translation>テーブルの解析が終わるとすぐに質問できます。数秒で終わります。</translation>
    </message>
    <message>
        <source>Wait until the database has been read</source>
        <translation>データベースの読み込みが終わるまでお待ちください</translation>
    </message>
    <message>
        <source>Nothing to ask yet</source>
        <translation>まだ質問できるものがありません</translation>
    </message>
    <message>
        <source>Connect a database, or try the sample, and ask your first question.</source>
        <translation>データベースを接続するか、サンプルを試して、最初の質問をしてください。</translation>
    </message>
    <message>
        <source>Connect a database first</source>
        <translation>まずデータベースを接続してください</translation>
    </message>
    <message>
        <source>Connect my database</source>
        <translation>自分のデータベースを接続</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>サンプルを試す</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>回答なし</translation>
    </message>
    <message>
        <source>Your answer is there</source>
        <translation>回答が届きました</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ColumnModel</name>
    <message>
        <source>Identifier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Money</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Percentage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Yes or no</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 distinct</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>about %1 distinct</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 % empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leads to %1 (found in the data)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leads to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Computed by the database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hidden</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it means</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For example</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, required</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::CommandPalette</name>
    <message>
        <source>Nothing fits these words.</source>
        <translation>この語に合うものはありません。</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>すべてを検索</translation>
    </message>
    <message>
        <source>Find a panel, action, table, conversation…</source>
        <translation>パネル、操作、テーブル、会話を検索…</translation>
    </message>
    <message>
        <source>Arrow keys choose, Enter does it, Escape closes.</source>
        <translation>矢印キーで選び、Enter で実行、Esc で閉じます。</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>一致したもの</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Composer</name>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>質問</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectWizard</name>
    <message>
        <source>Connect a database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1  Where it is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>2  What is read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>3  Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Test</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose &amp;tables…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose tables</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished">次へ</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trying to connect…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectionsPage</name>
    <message>
        <source>Databases</source>
        <translation type="unfinished">データベース</translation>
    </message>
    <message>
        <source>What organisations have connected. Where a database is and what is in it stays with them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connected databases</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation type="unfinished">ワークスペース</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished">テーブル</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectionsWidget</name>
    <message>
        <source>Connect a database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Databases</source>
        <translation type="unfinished">データベース</translation>
    </message>
    <message>
        <source>No database yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connect one and it is understood within a minute, without configuration.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationModel</name>
    <message>
        <source>archived</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>branch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>shown to others</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished">新しい会話</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationReason</name>
    <message>
        <source>Conversation of yours to ask about</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Sees my conversation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose one to learn why</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 sees it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 does not see it.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationSidebar</name>
    <message>
        <source>New conversation</source>
        <translation>新しい会話</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>会話を検索</translation>
    </message>
    <message>
        <source>Search in titles, questions and answers</source>
        <translation>タイトル、質問、回答から検索</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>ピン留め</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>Show to others…</source>
        <translation>他の人に見せる…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Archived conversations</source>
        <translation>アーカイブした会話</translation>
    </message>
    <message>
        <source>Shown to you</source>
        <translation>あなたに公開された会話</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>会話を削除</translation>
    </message>
    <message>
        <source>No conversation has all these words.</source>
        <translation>これらの語をすべて含む会話はありません。</translation>
    </message>
    <message>
        <source>No conversation is archived.</source>
        <translation>アーカイブした会話はありません。</translation>
    </message>
    <message>
        <source>Nobody shows you a conversation.</source>
        <translation>あなたに公開された会話はありません。</translation>
    </message>
    <message>
        <source>Your conversations appear here.</source>
        <translation>会話はここに表示されます。</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>ピン留めを外す</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>アーカイブから戻す</translation>
    </message>
    <message>
        <source>Rename conversation</source>
        <translation>会話の名前を変更</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Delete "%1" with all its answers? This cannot be undone.</source>
        <translation>「%1」をすべての回答とともに削除しますか。この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Show this conversation</source>
        <translation>この会話を公開</translation>
    </message>
    <message>
        <source>Whoever sees it reads its questions and answers. Only you can go on with it.</source>
        <translation>公開された人は質問と回答を読めます。続けられるのはあなただけです。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CurrentPlanCard</name>
    <message>
        <source>The trial ends on %1: 1 day is left.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The trial ends on %1: %2 days are left.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It ended on %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The present period is from %1 to %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begin again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel at the period's end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begin again?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A new period begins now and is invoiced: %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not billed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your organisation is not billed on this server: nothing is limited, nothing is invoiced.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your organisation is not billed on this server.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Granted by the operators of this server: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Still to be paid: %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Credit that the next invoice takes off: %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An invoice is overdue.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pay it, or the subscription is suspended. Until then everything goes on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The subscription is suspended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The limits and features below hold meanwhile; nothing is lost. It goes on when what is open has been paid.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The subscription has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The limits and features below hold; nothing is lost. It can begin again at any time.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It ends on %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Until then everything stays as it is. You can take that back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From %1 on: %2, paid %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: not part of it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
    <message>
        <source>Cancel the subscription?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It ends on %1. Until then everything stays as it is, and you can take it back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel it</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DashboardTile</name>
    <message>
        <source>Refresh this tile</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change this tile</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show as &amp;chart</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show as &amp;number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Give it another t&amp;itle…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take &amp;off the dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A private question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ctrl and arrows move it, with Shift they change its size.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tile: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>About %1. %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DashboardsWidget</name>
    <message>
        <source>Save this dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dashboards</source>
        <translation type="unfinished">ダッシュボード</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New dashboard…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refresh while in view</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>every minute</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>every %1 minutes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>F11; Esc leads back</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PDF…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save this dashboard as PDF</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished">名前を変更…</translation>
    </message>
    <message>
        <source>Show in the workspace</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Show its questions, too</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no dashboard yet. Make one, or choose Keep under an answer in Chat.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is pinned here yet. Choose Keep under an answer in Chat, or pin a question under Saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is pinned here yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refreshed every %1 minutes.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag tiles by their heads, and by the lower right corner to size them. With the keys: Ctrl and arrows, with Shift for the size.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Made by %1. %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Some questions on it are private: others see no more than that they are there.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Title of this tile</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename this dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this dashboard?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is deleted for everybody who sees it. Its questions stay under Saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another place.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The dashboard is saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DatabaseDetails</name>
    <message>
        <source>Sides of the database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schema</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished">読み取り専用</translation>
    </message>
    <message>
        <source>the account could write</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tabletalk only reads. An account that can only read is safer still.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished">質問</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reads what changed in the database since the last time</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n accuracy test(s) broken</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>less accurate than before</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove "%1" from Tabletalk? The database itself is not touched; its conversations here are lost.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DatabaseListModel</name>
    <message>
        <source>%1, %2: %3. %4</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)
%3
%4</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DescriptionForm</name>
    <message>
        <source>&amp;Table or column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>customers, or customers.segment</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it holds, in the words that people use</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Description</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write what it holds.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DocumentModel</name>
    <message>
        <source>Only who added it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Teams</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Some people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody, and guests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>–</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waits for another attempt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Being read, %1 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Being read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Could not be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Deactivated</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read in part</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Passages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished">言語</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DocumentPane</name>
    <message>
        <source>Name of the document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Deactivate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Its passages are not found any more, until it is activated again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit text…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Passages of the document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>somebody who left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>added by %1, %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Activate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One passage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 passages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this document?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” and its passages are deleted for everybody. This cannot be taken back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">戻る</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seen by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Language of the document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Words are found in all their forms, by the rules of this language.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As it is found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished">言語(&amp;L)</translation>
    </message>
    <message>
        <source>Show earlier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show this document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whoever sees it finds its passages, reads them, and is answered from them.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DriftModel</name>
    <message>
        <source>Added</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the table itself</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::DriftView</name>
    <message>
        <source>Read what changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read everything again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looks at every table's shape, and at the rows of those that changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looks at the rows of every table again; takes as long as the first time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Changes of the schema</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read once so far</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>After the next reading you see here what became different in the database.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 changes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Found by the reading of %1: %2 looked at again, %3 as before.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::EndingCard</name>
    <message>
        <source>Save everything of the organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take along, close, delete</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save everything…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All that belongs to the organisation, as one archive. Passwords and keys are not in it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete for good…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The organisation is closed: nobody works in it, and nothing of it is lost.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A closed organisation can be opened again; a deleted one is gone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" could not be written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything is saved as %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The organisation is closed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The organisation is open.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close the organisation?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody works in "%1" until an owner opens it again. Nothing is deleted.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>closed by its owner</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete the organisation for good</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything of "%1" is deleted: databases, conversations, people's access. This cannot be undone.
Write %2 to go on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete for good</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::EntityView</name>
    <message>
        <source>named together with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>page %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished">開いています</translation>
    </message>
    <message>
        <source>%1 · named %2 in %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>once</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 times</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 documents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Relations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Named in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The way from %1 to %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryForm</name>
    <message>
        <source>Name a table, or a column as table.column.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryModel</name>
    <message>
        <source>value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 = “%2”</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, also %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is not named, shown or answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is not named, joined, shown or answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>avoid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>prefer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Word or phrase</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Means</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Computed as</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Table or column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Effect</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::EntrySection</name>
    <message>
        <source>Add a word</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a metric</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hide something</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a join</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a description</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What your people call a table, a column or a value. A “client” may be a row of customers.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Figures with a name, such as revenue: the sum of all paid invoices. People then ask for “revenue by month”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables and columns that questions do not find and answers do not show, such as technical ones.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which columns tell that rows of two tables belong together, and which only look as if they did.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What tables and columns hold, in your words. They are shown to everybody and help to understand questions.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search this list</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished">検索</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One entry does not fit this database and is not used.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 entries do not fit this database and are not used.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ExamplesTab</name>
    <message>
        <source>Examples</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions that are put like one of these are answered like it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none yet. Say below an answer that it is good, and make it one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Examples of this database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Test by it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Makes it one of the accuracy tests of this database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What people said of answers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statement of the chosen example</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is one of the accuracy tests now.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove example</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove the example "%1"? Questions are then answered as before it was made.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ExplanationBox</name>
    <message>
        <source>Explanation of this answer</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ExportButton</name>
    <message>
        <source>Export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export this answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ExportProgress</name>
    <message>
        <source>Export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Writing %1…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>%1 of %2 rows are written</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::FeedbackBar</name>
    <message>
        <source>This answer is good</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This answer is wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The question that this answers, in words that stand alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use as an example</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions put alike are then answered like this, for everybody who asks this database. Somebody who manages databases approves it first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is wrong? Those who manage databases will read it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You said: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Proposed as an example. It counts once somebody who manages databases approves it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An example of this database.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An example of this database, approved by %1.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::FeedbackModel</name>
    <message>
        <source>good</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::FileFields</name>
    <message>
        <source>Database file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>/path/to/database.sqlite</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Path on the server's machine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished">ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Choose a SQLite database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQLite databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphModel</name>
    <message>
        <source>Person</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number or code</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Term</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Other name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 documents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its neighbours are not in view</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphView</name>
    <message>
        <source>Picture of names and their relations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The arrow keys go from name to name, Enter brings the neighbours of one.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphWidget</name>
    <message>
        <source>Names</source>
        <translation type="unfinished">名称</translation>
    </message>
    <message>
        <source>Search names in documents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished">検索</translation>
    </message>
    <message>
        <source>Kind of name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All kinds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Names that were found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No name has these words.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In the picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Names in the picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Neighbours</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Brings what the chosen name is related to (Enter)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Way to…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Then choose another name to see how the two are connected</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shows all of the picture (F); + and − change its size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a name to read what the documents say of it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose the name at the other end, here or in the list.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No document names anybody yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People, companies, places and products that your documents name appear here, with what the documents say of them.

Add documents under Knowledge.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a name on the left to see what it is related to.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only the strongest relations are shown.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::HiddenForm</name>
    <message>
        <source>&amp;Table or column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>salaries, or customers.tax_number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions will not find it, and answers will not show it. Whoever may write SQL can still name it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::HistoryModel</name>
    <message>
        <source>Revision</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished">保存済み</translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::HistorySection</name>
    <message>
        <source>Every save, with who made it. Bringing one back makes it the newest; nothing is lost.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bring this one back</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revisions, newest first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show earlier ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save or discard your changes first.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::HitCard</name>
    <message>
        <source>Hit %1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Matched words</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only in this document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asked for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Found as</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open %1 at this passage</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ImpersonationBanner</name>
    <message>
        <source>End</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Somebody else's account</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go back to your own account.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 works as %2 of %3: %4. %5 left; everything is recorded for the organisation.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::InputRows</name>
    <message>
        <source>Add an input</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the input</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What people are asked for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value when nothing is said</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>needed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::InvitationsCard</name>
    <message>
        <source>For</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Good until</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Invitations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail of the person invited</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Anybody who has the link</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation type="unfinished">メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>R&amp;ole</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Make a link</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Link of the invitation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Invitations that can still be accepted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revoke</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>anybody with the link</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The link is on its way to %1; you may pass it on as well.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pass this link on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It works once, until %1, and is shown only now.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::InvoicesCard</name>
    <message>
        <source>Number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To be paid by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Invoices and credit notes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no invoice yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save as PDF</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Older ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" could not be written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::JoinDialog</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>サーバーに参加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Its administrator can tell you the address. The server on this computer stays, and you can come back to it in Settings.</source>
        <translation>アドレスは管理者にお尋ねください。このコンピューターのサーバーはそのまま残り、設定から戻れます。</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>example.org, 192.168.1.20:8765, wss://…</source>
        <translation>example.org、192.168.1.20:8765、wss://…</translation>
    </message>
    <message>
        <source>Sign in or register</source>
        <translation>サインインまたは登録</translation>
    </message>
    <message>
        <source>I have an account</source>
        <translation>アカウントを持っています</translation>
    </message>
    <message>
        <source>New organisation</source>
        <translation>新しい組織</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Organisation</source>
        <translation>組織(&amp;O)</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>お名前(&amp;N)</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>Looking for the server…</source>
        <translation>サーバーを探しています…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>サインインしています…</translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation>登録しています…</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>シングルサインオン</translation>
    </message>
    <message>
        <source>Its short name, or your e-mail address</source>
        <translation>組織の短縮名またはメールアドレス</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>サインイン方法</translation>
    </message>
    <message>
        <source>Sign in &amp;with</source>
        <translation>サインイン方法(&amp;W)</translation>
    </message>
    <message>
        <source>Your browser opens the page of your organisation's identity provider. Finish there, and come back to this window.</source>
        <translation>ブラウザーで組織の ID プロバイダーのページが開きます。そこで手続きを終えてから、このウィンドウに戻ってください。</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>もう一度開く</translation>
    </message>
    <message>
        <source>Sign in with %1</source>
        <translation>%1 でサインイン</translation>
    </message>
    <message>
        <source>Looking for the organisation…</source>
        <translation>組織を探しています…</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>ブラウザーを待っています…</translation>
    </message>
    <message>
        <source>Opening your browser…</source>
        <translation>ブラウザーを開いています…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::JoinForm</name>
    <message>
        <source>Rule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prefer this join</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Avoid this join</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>orders.customer_id</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;To</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>customers.id</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Several columns are separated by commas. To avoid every join of two tables, name only the tables.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Join</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name a column on both ends, as table.column.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::KeepButton</name>
    <message>
        <source>Keep</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep this answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the question to run it again, or pin it to a dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Save question…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Pin to a dashboard…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::KnowledgeWidget</name>
    <message>
        <source>less than a minute left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>about a minute left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>about %1 minutes left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>about %1 hours left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Knowledge</source>
        <translation type="unfinished">ナレッジ</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a web site…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a text…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search documents by name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search by name or address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show documents in this state</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All states</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Being read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Could not be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of all documents that wait</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished">文書</translation>
    </message>
    <message>
        <source>One file was added.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 files were added.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One file was there already.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 files were there already.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One document could not be read; the list says why.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 documents could not be read; the list says why.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One document is ready.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 documents are ready.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one file is being sent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 files are being sent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one document waits to be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 documents wait to be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one document</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 documents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>one passage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 passages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No document fits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search for other words, or show all states.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drop files here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PDF, Word, web pages, Markdown, CSV and text are cut into passages that answers can cite.
A web site is read by its address, as far as you say. Everything stays in this workspace.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add files</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Documents (*.pdf *.docx *.md *.markdown *.txt *.html *.htm *.csv);;All files (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drop the files to add them. Everybody in the organisation but guests will find them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to the site</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to Search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to Names</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to Agents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to Workflows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The documents could not be listed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The documents are being listed…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::KnownAnswerModel</name>
    <message>
        <source>approved by %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>proposed by %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::LimitNotices</name>
    <message>
        <source>%1: used up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2 % are used</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A larger plan begins at once; the next month begins on %1.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::MainWindow</name>
    <message>
        <source>&amp;Connect a database…</source>
        <translation>データベースを接続(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Join a server…</source>
        <translation>サーバーに参加(&amp;J)…</translation>
    </message>
    <message>
        <source>Ask for &amp;support…</source>
        <translation>サポートに問い合わせ(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Find anything…</source>
        <translation>すべてを検索(&amp;F)…</translation>
    </message>
    <message>
        <source>Colours: as the system</source>
        <translation>配色: システムに合わせる</translation>
    </message>
    <message>
        <source>Colours: light</source>
        <translation>配色: ライト</translation>
    </message>
    <message>
        <source>Colours: dark</source>
        <translation>配色: ダーク</translation>
    </message>
    <message>
        <source>Colours: high contrast, light</source>
        <translation>配色: ハイコントラスト(ライト)</translation>
    </message>
    <message>
        <source>Colours: high contrast, dark</source>
        <translation>配色: ハイコントラスト(ダーク)</translation>
    </message>
    <message>
        <source>theme appearance mode</source>
        <translation>テーマ 外観 モード</translation>
    </message>
    <message>
        <source>&amp;Names of the panels</source>
        <translation>パネル名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>起動しています…</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>%1 に接続しています…</translation>
    </message>
    <message>
        <source>No connection to %1; trying again</source>
        <translation>%1 に接続できません。再試行しています</translation>
    </message>
    <message>
        <source>%1: signed out</source>
        <translation>%1: サインアウト済み</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Not added: %1. Drop SQLite databases, PDF, Word, text, Markdown, HTML or CSV files.</source>
        <translation>追加されませんでした: %1。SQLite データベース、PDF、Word、テキスト、Markdown、HTML、CSV のファイルをドロップしてください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MemberModel</name>
    <message>
        <source>never</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Member since</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::MembersCard</name>
    <message>
        <source>Permission</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>May</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Members</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Role</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Department</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Position</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove from the organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What this member may do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Allow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Deny</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As the role says</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What %1 may do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved. It holds from now on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a permission first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove %1?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Their sign-ins and API keys here end at once. What they made stays.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::MemoryTab</name>
    <message>
        <source>everybody here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>somebody who left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions with "%1" are asked with "%2".</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A model kept it while it answered %1 on %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Said by %1 on %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fact</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Known to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Agents remember nothing yet. Say "remember that we call refunds 'returns'" in a question, or write it here; nothing is kept unless somebody says so.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What agents remember</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something to remember</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>My region is Kansai</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who it is for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For me</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For everybody here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For how long</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for good</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for a week</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for a month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for a year</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remember</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forget all of mine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forget all of everybody's</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change what is remembered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything that agents remember of you here is gone for good.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything that agents know of this workspace is gone for good.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forget everything</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::MessageBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1 Undo is offered.</source>
        <translation>%1 元に戻せます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MetricForm</name>
    <message>
        <source>Sum of</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Average of</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lowest</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Highest</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number of rows of</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number of different</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>revenue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Also called</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>turnover, sales</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is computed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Computes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Of</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>invoices.total</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A column as table.column; sums may use + - * / with columns of the same table.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only &amp;where</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>invoices.status = 'paid' AND invoices.total &gt; 0</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>EUR</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Description</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it stands for, in your words</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Give it a name.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Say what it is computed of.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelCard</name>
    <message>
        <source>OpenAI, or whatever speaks like it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Azure OpenAI</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Anthropic</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ollama</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Google Gemini</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Never: the built-in analyst answers alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where the built-in analyst is unsure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Always</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Language model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Without a model everything works on this server alone. A model is told the question and the names of tables and columns; values of your data only if you allow it. What left for an answer can be read beside that answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the model's settings</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When the model is asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As&amp;k it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Provider</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Address of the model's server</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Address</source>
        <translation type="unfinished">アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>as the provider calls it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the model that makes vectors for search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none: the built-in one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model for &amp;search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Values of the data may be sent as examples</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People may use &amp;keys of their own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Columns and tables whose values are never sent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>patients.name, salaries</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Never from</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Most tokens in a month, in millions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> million tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Limit a month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Key of the provider</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a new key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep the key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take the key away</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This month: %1 tokens; %2 questions needed no model.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This server is sealed off from other machines, so that no model is asked.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your organisation's key is kept, and never shown again. It is sent to this address alone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No key is kept. Servers of your own mostly want none.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The key is gone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The key is kept.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelCheckCard</name>
    <message>
        <source>Address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Streaming</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Structured answers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vectors for search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the set-up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tries the saved settings part by part, with a question of a few words.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look for models on the server's machine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>works</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>fails</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything works (%1 ms).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No model server was found on the server's machine.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use %1 with %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>its model</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelsWidget</name>
    <message>
        <source>Models</source>
        <translation type="unfinished">モデル</translation>
    </message>
    <message>
        <source>A language model that helps where the built-in analyst is unsure.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::NamePage</name>
    <message>
        <source>Not encrypted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encrypted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encrypted, with a certificate that is checked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encrypted, with a certificate and name that are checked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encrypted when the server offers it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name for the database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How you and your colleagues call it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The password is kept encrypted and never shown again. The database is only ever read: statements that could change anything are refused here and by the database.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>URL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::NavigationRail</name>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>ナレッジ</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>自動化</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>プラットフォーム</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>パネル</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>小さくする</translation>
    </message>
    <message>
        <source>open</source>
        <translation>開いています</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>閉じています</translation>
    </message>
    <message>
        <source>Show names (Ctrl+B)</source>
        <translation>名前を表示 (Ctrl+B)</translation>
    </message>
    <message>
        <source>Show pictures alone (Ctrl+B)</source>
        <translation>アイコンのみ表示 (Ctrl+B)</translation>
    </message>
    <message>
        <source>Show the names of the panels</source>
        <translation>パネルの名前を表示</translation>
    </message>
    <message>
        <source>Show the panels as pictures alone</source>
        <translation>パネルをアイコンのみで表示</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::NewTicketCard</name>
    <message>
        <source>What it is about</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask something new</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;ubject</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What you want to know, or what does not work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What you want to know, or what you did, what happened, and what you expected</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Message</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OdbcFields</name>
    <message>
        <source>Add a row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name a driver, or a data source with DSN, and what else the driver wants to know. Rows without a value are left out.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keyword</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove this row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value of %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationCard</name>
    <message>
        <source>suspended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished">閉じています</translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason of what you do to the organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason, which its people can read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Suspend</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody works in it until it is opened again; nothing of it is lost.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan whose limits and features are to hold</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Grant this plan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Its limits and features hold; what is paid stays as it is.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>End what was granted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Signed in last</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Work as this person</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For half an hour, with the reason above. The organisation sees it in its audit log.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Databases</source>
        <translation type="unfinished">データベース</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Workspace</source>
        <translation type="unfinished">ワークスペース</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished">テーブル</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 · since %2 · %3 · time zone %4</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not billed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan: %1, %2; granted: %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan: %1, %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (operator)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>put away</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Work as %1?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You see what %1 sees and do what they may, for half an hour at most. Everything is recorded under your name, and the organisation reads your reason: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Suspend this organisation?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody works in %1 until you open it again. Its people are told: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seen by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished">エージェント</translation>
    </message>
    <message>
        <source>Last 30 days: %1 questions, %2 not answered, %3 tokens, cost %4; %5 of rows kept; agents: %6</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationsCard</name>
    <message>
        <source>Your organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation to work in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Work in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change over</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>My personal organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationsPage</name>
    <message>
        <source>Organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody who works on this server, each for themselves.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Short name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State of the organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In any state</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OutboundCard</name>
    <message>
        <source>Model %1 at %2 (%3).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables told: %1, with %2 columns.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No value of the data left.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 values left, of %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 bytes out, %2 back; cost %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished">テーブル</translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What left this server</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One line for each request to a model. The words that were sent are read beside the answer, by those who see it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing has left.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Earlier ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failed: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OutboundNote</name>
    <message>
        <source>To %1 (%2), model %3: %4 bytes sent, %5 received; %6 and %7 tokens.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cost: about %1 US dollars.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables told: %1 (%2 columns).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No values of your data were sent.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 values were sent, of %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show what was sent…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing left the server for this answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The question and names of tables and columns were sent to %1 (%2), and no values of your data.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The question, names of tables and columns and %1 values of your data were sent to %2 (%3).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What left the server</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OverviewPage</name>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Platform</source>
        <translation type="unfinished">プラットフォーム</translation>
    </message>
    <message>
        <source>The whole server: all organisations together. Days are those of UTC.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Databases</source>
        <translation type="unfinished">データベース</translation>
    </message>
    <message>
        <source>Questions today</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions a day</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No question has been asked in the last 30 days.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished">サーバー</translation>
    </message>
    <message>
        <source>Runs for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Platform database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Servers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Failed jobs in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last 30 days by organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kept rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use by organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was used in the last 30 days.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 suspended, %2 closed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 asked in 30 days, %2 operate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 do not answer or failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 answered, %2 not</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 not answered, typically %2 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cost %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tabletalk %1</source>
        <translation type="unfinished">Tabletalk %1</translation>
    </message>
    <message>
        <source>%1; takes writes, the last in %2 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1; takes no writes. Look at its disk and its log.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: make room soon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 alive</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished">エージェント</translation>
    </message>
    <message>
        <source>%1 switched off</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OverviewTab</name>
    <message>
        <source>Everything</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>without %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Safety</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only ever read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every statement is checked, and the database itself is opened for reading only.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The account could write. One that can only read is safer still; an administrator of the database makes it so:</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statements that make an account which can only read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prove it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It looks like</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You can ask, for example</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was asked of it yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checked %1, answered in %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (checked %2)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>URL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Connected since</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::OwnKeyCard</name>
    <message>
        <source>Your own key for the language model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a new key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep the key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take the key away</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your key is kept, and goes before your organisation's. It is sent to %1 alone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Without one your organisation's key is used. Yours would be sent to %1 alone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The key is gone.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The key is kept.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PagedTable</name>
    <message>
        <source>Search: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished">検索</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PairsCard</name>
    <message>
        <source>does not run any more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>holds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Added by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Import questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions (*.jsonl *.json *.csv);;All files (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions whose answer is known</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A run asks each question as people would, and compares what comes with the result of your statement. Statements only read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statement of the chosen question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a question to see its statement.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>JSON lines with "question" and "gold_sql", or CSV with columns of these names</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many customers are in Berlin?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statement that answers the question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Does not run any more: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove this question?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" is not tested any more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This file cannot be imported</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is larger than 2 MB.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 questions were added; %2 were there already.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PaletteModel</name>
    <message>
        <source>Panels</source>
        <translation>パネル</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Organisations and workspaces</source>
        <translation>組織とワークスペース</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Saved questions</source>
        <translation>保存した質問</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>ダッシュボード</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PaletteSearch</name>
    <message>
        <source>Change to this workspace</source>
        <translation>このワークスペースに切り替え</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PassageText</name>
    <message>
        <source>Passage %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> · page %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PasswordCard</name>
    <message>
        <source>Password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Present one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Present password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;New one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New one a&amp;gain</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New password once more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change the password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Signs you out everywhere but here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The new password was not written the same way twice.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The password is changed. All other sign-ins have ended.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PeoplePage</name>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (operator)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody who has an account on this server.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Signed in last</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PinDialog</name>
    <message>
        <source>Pin to a dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the new dashboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shown as</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chart</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Shown as</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished">ピン留め</translation>
    </message>
    <message>
        <source>A new dashboard</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PlaceButton</name>
    <message>
        <source>Organisations and workspaces</source>
        <translation>組織とワークスペース</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>サインインしていません</translation>
    </message>
    <message>
        <source>Organisation %1, workspace %2</source>
        <translation>組織 %1、ワークスペース %2</translation>
    </message>
    <message>
        <source>Organisation %1</source>
        <translation>組織 %1</translation>
    </message>
    <message>
        <source>Join a server…</source>
        <translation>サーバーに参加…</translation>
    </message>
    <message>
        <source>Return to this computer</source>
        <translation>このコンピューターに戻る</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlaceCompleter</name>
    <message>
        <source>Names that fit</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PlansCard</name>
    <message>
        <source>Plans</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often is paid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid monthly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paid yearly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
    <message>
        <source>not sold in %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>has it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>does not have it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your plan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::PlatformWidget</name>
    <message>
        <source>Pages of the platform</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ProofDialog</name>
    <message>
        <source>Statements are checked here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database is opened for reading only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the account may do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Writing was tried</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>holds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>does not hold</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prove it again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is only read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Four layers keep it so, each without trusting the others. This is what they answered when writing was tried a moment ago.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trying to write…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The layers and what they answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">閉じる</translation>
    </message>
    <message>
        <source>Proved in %1: nothing could be written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not proved: a layer that must hold does not.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look below at the layer that does not hold, and at what it answered.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused: “%1”</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not refused: “%1”</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ReadingTab</name>
    <message>
        <source>Ask now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop reading</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read what changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read everything again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose tables…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 read and understood</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read and understood</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How far it came</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It goes on when you close the window, and after a restart.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was read so far is kept. Nothing is asked of the database meanwhile.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finished %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When the cause is mended, press "Try again". What was read before is kept.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database could not be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading was stopped.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Press "Try again" to go on; what was read is kept.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You can ask already, of what has been read before.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You can ask already: the tables are known by their names and types.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You can ask already: %1 of %2 tables are known.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ReportWriter</name>
    <message>
        <source>It shows the first %1 rows; a workbook or CSV holds all of them.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultColumn</name>
    <message>
        <source>1 hit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 hits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 passages searched</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>built-in embedder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>embedder %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is nothing to search yet. Add documents in the Knowledge panel.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No passage goes with it. Try other words, or another way of searching.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultExport</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server does not keep the rows of this answer any more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask the question again and export it then.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server stopped after %1 of %2 rows.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultModel</name>
    <message>
        <source>%1
(%2 characters; double-click to see all)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultTotals</name>
    <message>
        <source>Totals of the whole result</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultView</name>
    <message>
        <source>Result</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Copy	Ctrl+C</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy as %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::RevenuePage</name>
    <message>
        <source>on trial</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>past due</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>suspended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What subscriptions bring each month, and how that moved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recurring each month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Invoiced and not paid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Churn of this month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No organisation has been billed yet. Settings say whether new ones are.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recurring revenue by month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New, grown, shrunk and lost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Subscriptions by plan and state</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisations that are not billed are not among them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At the end of the month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New and back again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Grown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shrunk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::RunView</name>
    <message>
        <source>Running…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are no rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the first %1 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::RunsCard</name>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished">回答なし</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The tests have not been run yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs of the accuracy tests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run the tests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions asked so far</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What came of each question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Statements of the chosen question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a question to see its statements.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Expected: %1
Given: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SampleFlow</name>
    <message>
        <source>Sample shop</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SaveDialog</name>
    <message>
        <source>Save this question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It keeps its SQL and chart, and runs again under Saved with the data of that day.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show it to &amp;everybody in the workspace but guests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SavedQuestionModel</name>
    <message>
        <source>somebody who left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, about %2, %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>your own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SavedWidget</name>
    <message>
        <source>Saved questions</source>
        <translation type="unfinished">保存した質問</translation>
    </message>
    <message>
        <source>Search saved questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished">検索</translation>
    </message>
    <message>
        <source>Choose a question to see it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of this question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pin to a dashboard…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schedule…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show in the workspace</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody in the workspace but guests may run it. Only you can change it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>No saved question has these words.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is saved yet. Ask a question in Chat, and choose Keep under its answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>somebody who left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>About %1 · saved by %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pinned to “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It runs by itself now. Schedules lists when.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this question?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” and its tiles on dashboards are deleted for everybody. This cannot be taken back.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ScheduleDialog</name>
    <message>
        <source>Schedule a question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change the schedule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Deliver when</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Always</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When there are rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When a value in the first row …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When a value in any row …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When the number of rows …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How it is compared</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is below</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is above</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>equals</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>changed since the last run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De&amp;liver</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Test</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mail to members</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>addresses of members, separated by commas</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tell webhooks (schedule.fired)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File to download</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>CSV file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Excel workbook</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished">ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Mail t&amp;o</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no saved question yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save an answer in the chat first, then schedule it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2). Next: %3</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SchedulesWidget</name>
    <message>
        <source>Paused: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What came of it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schedules</source>
        <translation type="unfinished">スケジュール</translation>
    </message>
    <message>
        <source>Saved questions that run by themselves, with your rights, and tell what came.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none yet. Save an answer in the chat, then add a schedule for it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New schedule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs of the chosen schedule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Files of the chosen schedule</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Times are those of %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, by hand</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It runs now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What came of it stands below in a moment.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this schedule?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" does not run by itself any more, and the files that it made are lost.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved as %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>They are being listed…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It made no file yet.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaChoiceModel</name>
    <message>
        <source>All schemas (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
    <message>
        <source>without a schema</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaExplorer</name>
    <message>
        <source>What changed (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What changed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished">テーブル</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">戻る</translation>
    </message>
    <message>
        <source>The table before</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Find a table or column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schema</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All schemas</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
    <message>
        <source>No table or column has this in its name or description.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No table has been read yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>(some are still being read)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a table at the left.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The tables appear here as soon as they are known.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaModel</name>
    <message>
        <source>view</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not looked at yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SearchWidget</name>
    <message>
        <source>Search</source>
        <translation type="unfinished">検索</translation>
    </message>
    <message>
        <source>Try how passages of your documents are found, and see why.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Words finds passages that have the words of your query, in any form. Meaning finds those that are about the same in other words. Put a phrase in quotation marks to have it as it is.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What to search for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What does the refund policy say about opened goods?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Way of searching</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Compare ways side by side</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Hits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many hits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only in %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search in all documents again, not only in %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SecretStore</name>
    <message>
        <source>The keychain did not keep the sign-in: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You will be asked to sign in again next time.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The sign-in could not be kept in %1: %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SecurityWidget</name>
    <message>
        <source>Security</source>
        <translation type="unfinished">セキュリティ</translation>
    </message>
    <message>
        <source>Who gets in, from where, and with which keys.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SelectionDialog</name>
    <message>
        <source>Choose tables</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is read of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is not ticked is not read, and questions know nothing of it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>&amp;Read these</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ServerFields</name>
    <message>
        <source>Host</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Host</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Database</source>
        <translation type="unfinished">データベース(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Password</source>
        <translation type="unfinished">パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Also in the URL: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ServerSettingsCard</name>
    <message>
        <source> days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished">サーバー</translation>
    </message>
    <message>
        <source>Name of the server</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None: people see its address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where people ask for help</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Support</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who may make an account</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Registration</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plan of new organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Holds for organisations that are made from now on, while billing is off.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Self-hosted: no limits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New &amp;organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How long attempts to sign in are kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep sign-in &amp;history</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How long audit records are kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>for ever</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep &amp;audit records</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As the server was started</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who is invited</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server was started without registration.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::Servers</name>
    <message>
        <source>This computer</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::Session</name>
    <message>
        <source>The connection was lost before the answer came.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again once the window is connected.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The window left the server.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again. If it stays silent, look at the server's log.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sign in again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Too many requests wait for the server.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The server's answer has neither result nor error.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SessionModel</name>
    <message>
        <source>This window</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SessionsCard</name>
    <message>
        <source>Where you are signed in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sign out there</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ends the chosen sign-in at once.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Signed out there.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished">設定</translation>
    </message>
    <message>
        <source>They hold at once, without a restart.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SettingsWidget</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>ハイコントラスト(ライト)</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>ハイコントラスト(ダーク)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>文字と部品の大きさ</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>大きさ(&amp;Z)</translation>
    </message>
    <message>
        <source>The size changes when Tabletalk is started again.</source>
        <translation>大きさは Tabletalk を再起動すると変わります。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>%1 (unfinished)</source>
        <translation>%1(未完成)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>The language changes when Tabletalk is started again.</source>
        <translation>言語は Tabletalk を再起動すると変わります。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Works with</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>サインイン中</translation>
    </message>
    <message>
        <source>Return to this computer</source>
        <translation>このコンピューターに戻る</translation>
    </message>
    <message>
        <source>Join a server…</source>
        <translation>サーバーに参加…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Forget its certificate</source>
        <translation>証明書の記憶を消す</translation>
    </message>
    <message>
        <source>The certificate was forgotten. You will be asked about it at the next connection.</source>
        <translation>証明書の記憶を消しました。次に接続するときに確認します。</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>保存場所</translation>
    </message>
    <message>
        <source>Sign-ins are kept in</source>
        <translation>サインイン情報の保存先</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>データフォルダー</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>データフォルダーを開く</translation>
    </message>
    <message>
        <source>About</source>
        <translation>このソフトについて</translation>
    </message>
    <message>
        <source>Tabletalk %1</source>
        <translation>Tabletalk %1</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. Built with Qt %1.</source>
        <translation>GNU General Public License バージョン 3 以降によるフリーソフトウェアです。Qt %1 を使用しています。</translation>
    </message>
    <message>
        <source>This computer (the server inside this program)</source>
        <translation>このコンピューター(このプログラム内のサーバー)</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1(%3 の %2)</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>the system's keychain, if it answers (not needed so far)</source>
        <translation>システムのキーチェーン(応答があれば。まだ使っていません)</translation>
    </message>
    <message>
        <source>the system's keychain</source>
        <translation>システムのキーチェーン</translation>
    </message>
    <message>
        <source>a file that only you can read, because no keychain answered: %1</source>
        <translation>キーチェーンの応答がないため、あなただけが読めるファイル: %1</translation>
    </message>
    <message>
        <source>none: this window runs without a server of its own</source>
        <translation>なし: このウィンドウは自前のサーバーなしで動いています</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ShareBar</name>
    <message>
        <source>%1 %2, place %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, place %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shares of the score: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::ShareDialog</name>
    <message>
        <source>Only &amp;me</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>These &amp;teams</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Teams that see it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>These &amp;people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People who see it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Everybody in the organisation but guests</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everybody, &amp;guests too</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SignInHistoryCard</name>
    <message>
        <source>signed in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>wrong password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>refused: locked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>refused: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Attempts to sign in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>If you see one that was not you, change the password above.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Attempts to sign in to your account</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Earlier ones</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SignOnCard</name>
    <message>
        <source>off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>on, instead of passwords</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Issuer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Single sign-on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Identity providers that sign your people in, by OpenID Connect: Keycloak, Entra ID, Google and others. What a provider vouches for is good in this organisation only.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Single sign-on is not part of your plan.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Identity providers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Set up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Switch on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Name of the new provider, as people read it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name, such as Example Login</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Issuer of the new provider</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>are made at the first sign-in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>of members only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Switch off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Switch %1 off?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whoever it signed in is signed out. Passwords count again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete %1?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whoever it signed in is signed out, and has to be linked anew if the provider comes back.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SignOnDialog</name>
    <message>
        <source>Set up %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The provider</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Issuer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asks the provider for what it says of itself.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Issuer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Redirect address, to be registered there</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Redirect address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Client id</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Client id</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Client secret</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Client &amp;secret</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Scopes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sc&amp;opes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Domains of e-mail addresses</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>example.org; empty: any</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail &amp;domains</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Claim with groups</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>groups; empty: roles are given here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Claim with &amp;groups</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Roles of groups</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>R&amp;oles of groups</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role of everybody else</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Everybody else</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Make an account for whoever signs in first and is no member yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Members may sign in with their &amp;passwords, too (owners always may)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;witched on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kept; enter another to replace it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Roles of groups are written as "group = role", one a line.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Roles are admin, manager, member, viewer and guest.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SitePages</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show pages in this state</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Could not be read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pages of the site</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show the page's passages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Its pages are being looked for…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No page is in this state.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No page of it was read yet.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SourceView</name>
    <message>
        <source>Statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open in Knowledge</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask it in Chat</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same question to this database, with its whole result and charts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows of the statement</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SqlBox</name>
    <message>
        <source>Copy SQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>SQL statement</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::StageList</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::StartWidget</name>
    <message>
        <source>Try the sample</source>
        <translation>サンプルを試す</translation>
    </message>
    <message>
        <source>A shop with its customers, products and orders. One click to a first answer; no account and no network.</source>
        <translation>顧客、商品、注文のある店です。ワンクリックで最初の回答が得られます。アカウントもネットワークも不要です。</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>今すぐ始める</translation>
    </message>
    <message>
        <source>Connect my database</source>
        <translation>自分のデータベースを接続</translation>
    </message>
    <message>
        <source>SQLite, PostgreSQL, MySQL, SQL Server or ODBC. It is read and never written; nothing leaves this computer.</source>
        <translation>SQLite、PostgreSQL、MySQL、SQL Server、ODBC。読み取るだけで書き込みはせず、データはこのコンピューターの外に出ません。</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>接続…</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>サーバーに参加</translation>
    </message>
    <message>
        <source>Your organisation runs Tabletalk on another machine? Work there with the same window.</source>
        <translation>組織が別のマシンで Tabletalk を動かしていますか。同じウィンドウでそこに接続して作業できます。</translation>
    </message>
    <message>
        <source>Join…</source>
        <translation>参加…</translation>
    </message>
    <message>
        <source>Talk to your own tables</source>
        <translation>自分のテーブルと話そう</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>おかえりなさい</translation>
    </message>
    <message>
        <source>Ask in your own words. Get a table, a chart and a sentence, with the SQL in view.</source>
        <translation>ご自分の言葉で質問してください。表、グラフ、文章が SQL とともに返ります。</translation>
    </message>
    <message>
        <source>Your databases are waiting in the chat. You can also begin something new.</source>
        <translation>データベースはチャットで使えます。新しく始めることもできます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StepCard</name>
    <message>
        <source>Try</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Do this step once, now; a delivery only shows what it would send</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Title</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Called</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How later steps refer to this one: {{steps.%1.text}}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Database</source>
        <translation type="unfinished">データベース(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;How</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask a question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run a fixed statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved &amp;question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{{input.name}} and {{steps.name.text}} put values in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What &amp;step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>T&amp;est</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>if there are rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>if a value in the first row …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>if a value in any row …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>if the number of rows …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is below</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is above</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>equals</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>changed since the last run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Result of &amp;step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Mail to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>addresses of members, separated by commas</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Su&amp;bject</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the step found is sent where this is empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished">ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>No file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>CSV file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Excel workbook</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tell webhooks (workflow.delivered)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::StepResultView</name>
    <message>
        <source>Save…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save %1…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The first %1 of more rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, page %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::SupportWidget</name>
    <message>
        <source>Subject</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asked by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last written</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Support</source>
        <translation type="unfinished">サポート</translation>
    </message>
    <message>
        <source>Ask those who operate this server. They read what you write here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Older ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 unread</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 unread</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TableView</name>
    <message>
        <source>declared by the database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>found in the data, %1 % sure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leads to, and is led to by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Columns of the table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>view</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>looked at</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not looked at yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The database says: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 leads to %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 leads here by %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TablesPage</name>
    <message>
        <source>Looking what there is to read…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Find a table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tick these</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Untick these</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Schemas</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished">テーブル</translation>
    </message>
    <message>
        <source>Everything is read: 1 table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything is read: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 are read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No table has this in its name.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are no tables here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The first %1 of %2 are listed; search to find others.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 listed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is ticked: tick what is to be read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The schema "%1" has too many tables for single ones of it to be read together with other whole schemas.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tick it as a whole, or only single tables everywhere.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TeamsCard</name>
    <message>
        <source>Team</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Teams</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the team</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Make a team</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>People of the team</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Member to put into the team</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put into the team</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this team?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Its people stay in the organisation. What was shown to the team alone is shown to nobody any more.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TenantWidget</name>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Who you are on this server, and who works here with you.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the organisation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Time zone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Short name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TestSteps</name>
    <message>
        <source>Find the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Find the server</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reach its port</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encrypt the way</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished">サインイン</translation>
    </message>
    <message>
        <source>Open the database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>See what the account may do</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Passed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not needed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not reached</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished">%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TextDialog</name>
    <message>
        <source>Change a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refund policy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lines that begin with # are headings, as in Markdown.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who sees it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TicketDesk</name>
    <message>
        <source>Subject</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished">組織</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Asked by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last written</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which tickets</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting for an answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tickets of all organisations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody waits for an answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>1 waits for an answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 wait for an answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TicketThread</name>
    <message>
        <source>Priority</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your message</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Support</source>
        <translation type="unfinished">サポート</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TimesRows</name>
    <message>
        <source>How often</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every day</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>On days of the week</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every hour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every few minutes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Time of day</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Minutes between two runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> minutes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Minute of the hour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Day of the month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;How often</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Day of the month</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Minute</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Every</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;At</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::TlsFields</name>
    <message>
        <source>Everything travels readable, the password too. Only for this computer or a network that you trust.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody can listen in. Who the server is is not checked: somebody in between could pretend to be it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody can listen in, and the server must have a certificate of an authority that you trust, whatever its name.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nobody can listen in or pretend to be the server: its certificate must be trusted and carry its name. The safest.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encrypted if the server can. Somebody in between could switch it off without being noticed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When the server offers it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Always</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Always, check who issued the certificate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Always, check certificate and name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>C&amp;A certificate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File of the authority's certificate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Client &amp;certificate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File of the client's certificate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Client &amp;key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File of the client's key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Path on the server's machine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When the server offers it (%1)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::Tray</name>
    <message>
        <source>Close Tabletalk</source>
        <translation>Tabletalk を閉じる</translation>
    </message>
    <message>
        <source>Keep the server of this program running?</source>
        <translation>このプログラムのサーバーを動かし続けますか。</translation>
    </message>
    <message>
        <source>Schedules go on and other people stay connected. The tray icon leads back here.</source>
        <translation>スケジュールは続き、他の人の接続も保たれます。トレイのアイコンからここに戻れます。</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>動かし続ける(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Do not &amp;ask again</source>
        <translation>今後は尋ねない(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open Tabletalk</source>
        <translation>Tabletalk を開く(&amp;O)</translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation>%1: 接続済み</translation>
    </message>
    <message>
        <source>%1: signed out</source>
        <translation>%1: サインアウト済み</translation>
    </message>
    <message>
        <source>%1: no connection</source>
        <translation>%1: 接続なし</translation>
    </message>
    <message>
        <source>%1: starting</source>
        <translation>%1: 起動中</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UploadQueue</name>
    <message>
        <source>The file is empty, or cannot be read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look whether it is there and whether you may read it.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::UrlLine</name>
    <message>
        <source>URL of the database; paste one here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hide the password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste a URL, or fill in the fields above.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Understood. The fields above were filled in.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Made from the fields. You can also paste a URL.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageLimitsCard</name>
    <message>
        <source>Your plan's limits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The next month begins on %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2 % are used.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageSharesCard</name>
    <message>
        <source>gone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who or what</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the table</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last 30 days by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the use is told by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished">モデル</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>API keys</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save as CSV</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Use by person, model, workspace or key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was used in the last 30 days.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kept rows of answers: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Input tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Output tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cost in millionths of a dollar</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" could not be written.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageWidget</name>
    <message>
        <source>Usage</source>
        <translation type="unfinished">利用状況</translation>
    </message>
    <message>
        <source>What your organisation asks, today and over the last 30 days.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions today</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Typical answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Active members</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Day by day</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No question has been asked in the last 30 days.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 answered, %2 not</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows returned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>average of 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>asked something in 30 days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no model was asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cost %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not answered</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::VocabularyDraft</name>
    <message>
        <source>Saved. The next question is read with these words.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revision %1 is in use again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file has %1 bytes; the window sends at most %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Import it over REST, or in two files.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::VocabularyWidget</name>
    <message>
        <source>Words</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hidden</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Joins</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Descriptions</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Import a vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vocabularies (*.json);;All files (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export the vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vocabularies (*.json)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Load it and add my changes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Load it and drop my changes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lists of the vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Note for the history</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Why? A note for the history (optional)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Somebody else saved this vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Discard your changes?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The vocabulary of the other database was changed and not saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing was saved yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Revision %1, saved by %2 on %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1(%2)</translation>
    </message>
    <message>
        <source>Save or discard your changes first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mend or remove the entries that do not fit.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Something does not fit yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The vocabulary goes back to its newest revision.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Imported and in use.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Imported, but for one entry that this database does not fit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Imported, but for %1 entries that this database does not fit</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WebSocketTransport</name>
    <message>
        <source>The certificate of %1 has changed. Accepted before: %2. Shown now: %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>If its administrator renewed the certificate, forget the old one in Settings and join again. If not, somebody may be listening in between.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The certificate of %1 was not accepted.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare its fingerprint with the one its administrator gives you, then join again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The sign-in has expired.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sign in again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 does not answer: %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Check the address, and that the server is running and reachable from here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The connection to %1 ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The window connects again by itself as soon as the server answers.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WebhooksCard</name>
    <message>
        <source>taken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>given up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>on its way</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>will be tried again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Given up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What went wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Webhooks</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Programs of yours that are told of events. Messages are signed and tell figures, never what was asked.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send a test</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New secret</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Messages are signed with the old one, too, for a day.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Messages to this address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send once more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Address of the new webhook</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the secret now: it is not shown again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Secret that messages are signed with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this webhook?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is told nothing more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is on its way.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WherePage</name>
    <message>
        <source>U&amp;RL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQLite file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>MySQL, MariaDB</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SQL Server</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>ODBC</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 with %2, answered in %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It works, but this account may write.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tabletalk only reads; an account that can only read is safer still.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It works.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WordForm</name>
    <message>
        <source>&amp;Word or phrase</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Means</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>customers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>only if it stands for one value of the column</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A table, or a column as table.column. With a value, the word picks the rows that have it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Word</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Type the word.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowEditor</name>
    <message>
        <source>Change the workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it is for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;What it is for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How it starts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What starts it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A schedule, and people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An event, and people</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Started by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only when</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How it is compared</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is above</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>is below</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>equals</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E&amp;vent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Only when</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Compared</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Va&amp;lue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What it asks for at the start; steps refer to it as {{input.name}}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no step yet. Choose what the first one does: each step sees what those before it found.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the new step does</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowRunView</name>
    <message>
        <source>Cancel the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Started by %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowsTab</name>
    <message>
        <source>Paused: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It runs with your rights; whoever you show it to sees what it finds.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It runs with the rights of %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Starts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What came of it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is none yet. A workflow does a few steps one after the other: asks a database, looks into documents, goes on only if something is so, and delivers what it found.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished">ワークフロー</translation>
    </message>
    <message>
        <source>New workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished">削除</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs of the chosen workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete the workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" and the history of its runs are gone for good.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>They are being listed…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show this workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whoever sees it starts it and reads what it finds. It runs with your rights, whoever starts it.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowsWidget</name>
    <message>
        <source>Workflows</source>
        <translation type="unfinished">ワークフロー</translation>
    </message>
    <message>
        <source>Steps that run one after the other and deliver what they found, and what agents remember.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Workflows and memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What agents remember</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In the whole organisation</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::workflow</name>
    <message>
        <source>may have %1 characters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a workflow may have %1 inputs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected letters, digits and _, beginning with a letter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>another input has that name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>choose a database</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>give a question, or a statement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a statement is fixed: references are for questions, where they are data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>choose a mail, a webhook or a file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>may have %1 addresses</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected csv or xlsx</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>choose the step whose rows the file holds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>write a text, or choose a step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected one of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>choose a saved question</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>choose an agent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>say what must be so</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>write what is asked</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>a workflow has 1 to %1 steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>another step has that name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>choose the step that is looked at</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>say when it runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected always or firstRow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the event tells %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>expected hand, schedule or event</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nobody is there to say it when the workflow starts by itself: give it a value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the workflow has no such input</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>say a value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is no reference; write {{input.name}} or {{steps.key.text}}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: of a run there is {{run.date}} alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: a step gives text, rows, value or table</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::workflow::ReferenceCheck</name>
    <message>
        <source>the step "%1" does not come before this one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the step "%1" gives no result</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>there is no step "%1" before this one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>there is no input "%1"</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no event starts this workflow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>the event tells %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>tabletalk::workflow::Template</name>
    <message>
        <source>"{{" has no "}}": %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>may have %1 references</source>
        <translation type="unfinished" />
    </message>
</context>
</TS>