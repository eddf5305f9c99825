<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AnswerExplanation</name>
    <message>
        <source>%1 is %2</source>
        <translation>%1 が %2 である</translation>
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation>%1 が %2 でない</translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation>%1 が %2 未満</translation>
    </message>
    <message>
        <source>%1 is at most %2</source>
        <translation>%1 が %2 以下</translation>
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation>%1 が %2 より大きい</translation>
    </message>
    <message>
        <source>%1 is at least %2</source>
        <translation>%1 が %2 以上</translation>
    </message>
    <message>
        <source>%1 is one of %2</source>
        <translation>%1 が %2 のいずれか</translation>
    </message>
    <message>
        <source>%1 is none of %2</source>
        <translation>%1 が %2 のいずれでもない</translation>
    </message>
</context>
<context>
    <name>AnswerState</name>
    <message>
        <source>The server does not know this answer any more.</source>
        <translation>この回答はサーバーにもう残っていません。</translation>
    </message>
    <message>
        <source>Ask the question again.</source>
        <translation>もう一度質問してください。</translation>
    </message>
</context>
<context>
    <name>Arrangement</name>
    <message>
        <source>%1 of %2 rows, as filtered</source>
        <translation>%2 行中 %1 行（絞り込み後）</translation>
    </message>
    <message>
        <source>%1 of %2 rows, as filtered and sorted</source>
        <translation>%2 行中 %1 行（絞り込み・並べ替え後）</translation>
    </message>
    <message>
        <source>all %1 rows, as sorted</source>
        <translation>全 %1 行（並べ替え後）</translation>
    </message>
    <message>
        <source>the only row</source>
        <translation>1 行のみ</translation>
    </message>
    <message>
        <source>all %1 rows</source>
        <translation>全 %1 行</translation>
    </message>
</context>
<context>
    <name>Billing</name>
    <message>
        <source>An amount of money has more digits than can be kept.</source>
        <translation>金額の桁数が多すぎて保持できません。</translation>
    </message>
    <message>
        <source>%1 and %2 cannot be added.</source>
        <translation>%1 と %2 は合計できません。</translation>
    </message>
    <message>
        <source>An amount of money was divided by nothing.</source>
        <translation>金額を 0 で割ることはできません。</translation>
    </message>
</context>
<context>
    <name>BillingPanel</name>
    <message>
        <source>Trial</source>
        <translation>試用中</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Payment overdue</source>
        <translation>支払い遅延</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>契約</translation>
    </message>
    <message>
        <source>Trial began</source>
        <translation>試用開始</translation>
    </message>
    <message>
        <source>Trial ended</source>
        <translation>試用終了</translation>
    </message>
    <message>
        <source>Plan chosen</source>
        <translation>プラン選択</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Changed as planned</source>
        <translation>予定どおり変更</translation>
    </message>
    <message>
        <source>Larger plan taken</source>
        <translation>上位プランに変更</translation>
    </message>
    <message>
        <source>Change planned</source>
        <translation>変更を予約</translation>
    </message>
    <message>
        <source>End planned</source>
        <translation>終了を予約</translation>
    </message>
    <message>
        <source>Plan kept</source>
        <translation>プランを継続</translation>
    </message>
    <message>
        <source>Begun again</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>支払い済み</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>復旧</translation>
    </message>
</context>
<context>
    <name>CellCopy</name>
    <message>
        <source>Some of the chosen cells have not arrived yet.</source>
        <translation>選択したセルの一部がまだ届いていません。</translation>
    </message>
    <message>
        <source>Export the answer to have all of them.</source>
        <translation>すべてのセルが必要な場合は、回答をエクスポートしてください。</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>expected bar, line, area, pie, scatter, heatmap or number</source>
        <translation>bar、line、area、pie、scatter、heatmap、number のいずれかを指定してください</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>Examples: postgresql://user:password@host:5432/database, mysql://user:password@host/database, sqlite:///path/to/file.db</source>
        <translation>例: postgresql://user:password@host:5432/database、mysql://user:password@host/database、sqlite:///path/to/file.db</translation>
    </message>
    <message>
        <source>The URL names no database file.</source>
        <translation>URL にデータベースファイルが指定されていません。</translation>
    </message>
    <message>
        <source>The option &quot;%1&quot; has a value that is not supported.</source>
        <translation>オプション「%1」の値には対応していません。</translation>
    </message>
    <message>
        <source>The URL has the option &quot;%1&quot;, which is not supported.</source>
        <translation>URL のオプション「%1」には対応していません。</translation>
    </message>
    <message>
        <source>Supported options: %1</source>
        <translation>使用できるオプション: %1</translation>
    </message>
    <message>
        <source>The URL is not complete.</source>
        <translation>URL が不完全です。</translation>
    </message>
    <message>
        <source>The URL does not say clearly which server is meant.</source>
        <translation>URL からは、どのサーバーを指すのか明確にわかりません。</translation>
    </message>
    <message>
        <source>Write the characters @ / ? # : and % of the password as %40 %2F %3F %23 %3A and %25.</source>
        <translation>パスワードに含まれる @ / ? # : % の文字は、%40 %2F %3F %23 %3A %25 と書いてください。</translation>
    </message>
    <message>
        <source>%1 is not a port number.</source>
        <translation>%1 はポート番号ではありません。</translation>
    </message>
    <message>
        <source>The URL contains a control character.</source>
        <translation>URL に制御文字が含まれています。</translation>
    </message>
    <message>
        <source>The URL names no database.</source>
        <translation>URL にデータベースが指定されていません。</translation>
    </message>
    <message>
        <source>The URL names neither a driver nor a data source.</source>
        <translation>URL にドライバーもデータソースも指定されていません。</translation>
    </message>
    <message>
        <source>Examples: odbc:Driver={SQLite3};Database=/path/to/file.db, odbc:DSN=warehouse;UID=reader;PWD=password</source>
        <translation>例: odbc:Driver={SQLite3};Database=/path/to/file.db、odbc:DSN=warehouse;UID=reader;PWD=password</translation>
    </message>
    <message>
        <source>There is no such sample organisation.</source>
        <translation>そのようなサンプル組織はありません。</translation>
    </message>
    <message>
        <source>There is no driver for &quot;%1&quot; databases in this version.</source>
        <translation>このバージョンには「%1」データベース用のドライバーがありません。</translation>
    </message>
    <message>
        <source>SQLite, PostgreSQL, MySQL, MariaDB, SQL Server and ODBC sources can be connected. %1</source>
        <translation>接続できるのは SQLite、PostgreSQL、MySQL、MariaDB、SQL Server、ODBC です。%1</translation>
    </message>
    <message>
        <source>The URL is empty.</source>
        <translation>URL が空です。</translation>
    </message>
    <message>
        <source>The URL is longer than %1 characters.</source>
        <translation>URL が %1 文字を超えています。</translation>
    </message>
    <message>
        <source>The URL does not begin with the kind of database.</source>
        <translation>URL の先頭にデータベースの種類がありません。</translation>
    </message>
    <message>
        <source>An ODBC URL looks like odbc:Driver={Name};Server=host;Database=name.</source>
        <translation>ODBC の URL は odbc:Driver={Name};Server=host;Database=name のように書きます。</translation>
    </message>
    <message>
        <source>A brace of the URL is not closed.</source>
        <translation>URL の波かっこが閉じられていません。</translation>
    </message>
    <message>
        <source>The URL is no list of &quot;keyword=value&quot; with semicolons.</source>
        <translation>URL が、セミコロンで区切った「keyword=value」の並びになっていません。</translation>
    </message>
    <message>
        <source>Something stands between a closing brace and the semicolon.</source>
        <translation>閉じ波かっことセミコロンの間に余分な文字があります。</translation>
    </message>
    <message>
        <source>The URL gives &quot;%1&quot; twice.</source>
        <translation>URL に「%1」が 2 回指定されています。</translation>
    </message>
    <message>
        <source>The URL has too many attributes.</source>
        <translation>URL の属性が多すぎます。</translation>
    </message>
</context>
<context>
    <name>Crypto</name>
    <message>
        <source>A stored secret cannot be decrypted.</source>
        <translation>保存された秘密情報を復号できません。</translation>
    </message>
    <message>
        <source>Check that the server runs with the master key it was set up with.</source>
        <translation>サーバーが、設定時と同じマスターキーで動いているか確認してください。</translation>
    </message>
    <message>
        <source>The cryptographic library gives wrong answers.</source>
        <translation>暗号ライブラリが誤った結果を返しています。</translation>
    </message>
    <message>
        <source>Reinstall OpenSSL and start again.</source>
        <translation>OpenSSL を再インストールし、起動し直してください。</translation>
    </message>
    <message>
        <source>A public key is none that can be used.</source>
        <translation>使用できない公開鍵があります。</translation>
    </message>
    <message>
        <source>A certificate could not be made.</source>
        <translation>証明書を作成できませんでした。</translation>
    </message>
</context>
<context>
    <name>DatabaseState</name>
    <message>
        <source>Reachable</source>
        <translation>接続可能</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>接続不可</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation>順番待ち</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>Reading the tables</source>
        <translation>テーブルを読み込み中</translation>
    </message>
    <message>
        <source>Looking at the data</source>
        <translation>データを確認中</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>解析中</translation>
    </message>
    <message>
        <source>Trying questions</source>
        <translation>質問を試行中</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>Ready, %1</source>
        <translation>準備完了、%1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>読み込めませんでした</translation>
    </message>
    <message>
        <source>Reading was stopped</source>
        <translation>読み込みを停止しました</translation>
    </message>
    <message>
        <source>Reading is paused</source>
        <translation>読み込みを一時停止中</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>未読み込み</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1、%2 / %3</translation>
    </message>
    <message>
        <source>MySQL or MariaDB</source>
        <translation>MySQL または MariaDB</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>almost done</source>
        <translation>まもなく完了</translation>
    </message>
    <message>
        <source>about %1 seconds left</source>
        <translation>残り約 %1 秒</translation>
    </message>
    <message>
        <source>about %1 minutes left</source>
        <translation>残り約 %1 分</translation>
    </message>
    <message>
        <source>less than 1 ms</source>
        <translation>1 ms 未満</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>1 minute ago</source>
        <translation>1 分前</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>%1 分前</translation>
    </message>
    <message>
        <source>1 hour ago</source>
        <translation>1 時間前</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>%1 時間前</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 テーブル</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 テーブル</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>An organisation of no particular kind</source>
        <translation>特定の業種に当てはまらない組織</translation>
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
        <translation>別の %1</translation>
    </message>
    <message>
        <source>It has no rows.</source>
        <translation>行はありません。</translation>
    </message>
    <message>
        <source>It has one row.</source>
        <translation>1 行あります。</translation>
    </message>
    <message>
        <source>%1 rows.</source>
        <translation>%1 行あります。</translation>
    </message>
    <message>
        <source>%1 rows, all of %2.</source>
        <translation>%1 行あり、すべて %2 のものです。</translation>
    </message>
    <message>
        <source>%1 rows from %2 to %3.</source>
        <translation>%2 から %3 までの %1 行があります。</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>a date in digits</source>
        <translation>数字で表した日付</translation>
    </message>
    <message>
        <source>a date and time</source>
        <translation>日付と時刻</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>a telephone number</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>a number that tells one from another</source>
        <translation>個々を区別する番号</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>a postal code</source>
        <translation>郵便番号</translation>
    </message>
    <message>
        <source>a coordinate</source>
        <translation>座標</translation>
    </message>
    <message>
        <source>an address</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>a place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>a share, 1 being all</source>
        <translation>割合（全体を 1 とする）</translation>
    </message>
    <message>
        <source>a percentage</source>
        <translation>百分率</translation>
    </message>
    <message>
        <source>an identifier</source>
        <translation>識別子</translation>
    </message>
    <message>
        <source>what each %1 is called</source>
        <translation>各 %1 の名称</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>a number in %1</source>
        <translation>数値（単位: %1）</translation>
    </message>
    <message>
        <source>an amount of money</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>an amount of money in %1</source>
        <translation>金額（単位: %1）</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>はい・いいえ</translation>
    </message>
    <message>
        <source>a category</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>a web address</source>
        <translation>ウェブアドレス</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>binary data</source>
        <translation>バイナリデータ</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>%1 から %2 まで</translation>
    </message>
    <message>
        <source>%1 different ones</source>
        <translation>%1 種類</translation>
    </message>
    <message>
        <source>Each row relates %1.</source>
        <translation>各行は %1 を関連付けます。</translation>
    </message>
    <message>
        <source>Each row is one %1.</source>
        <translation>各行が 1 件の %1 です。</translation>
    </message>
    <message>
        <source>It refers to %1.</source>
        <translation>%1 を参照します。</translation>
    </message>
    <message>
        <source>%1: refers to %2.</source>
        <translation>%1: %2 を参照します。</translation>
    </message>
    <message>
        <source>%1: tells each %2 apart.</source>
        <translation>%1: 各 %2 を区別します。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2。</translation>
    </message>
    <message>
        <source>%1: %2, %3.</source>
        <translation>%1: %2、%3。</translation>
    </message>
</context>
<context>
    <name>Diagram</name>
    <message>
        <source>The diagram could not be written to %1: %2.</source>
        <translation>ダイアグラムを %1 に書き込めませんでした: %2。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room there.</source>
        <translation>別のフォルダーを選ぶか、そこに空きを確保してください。</translation>
    </message>
</context>
<context>
    <name>EntityName</name>
    <message>
        <source>member of %1</source>
        <translation>%1 の一員</translation>
    </message>
    <message>
        <source>%1 record</source>
        <translation>%1 の記録</translation>
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
        <translation>オブジェクトを指定してください</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>空にはできません</translation>
    </message>
    <message>
        <source>Line %1 cannot be read: %2 %3</source>
        <translation>%1 行目を読み取れません: %2 %3</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>The rows could not be written: %1</source>
        <translation>行を書き込めませんでした: %1</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>ディスクの空き容量を確認してください。</translation>
    </message>
    <message>
        <source>The file could not be packed: %1</source>
        <translation>ファイルを圧縮できませんでした: %1</translation>
    </message>
</context>
<context>
    <name>ExportChoice</name>
    <message>
        <source>Picture (PNG)</source>
        <translation>画像（PNG）</translation>
    </message>
    <message>
        <source>Document (PDF)</source>
        <translation>文書（PDF）</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Hide the password</source>
        <translation>パスワードを隠す</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>パスワードを表示</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>Help about this panel</source>
        <translation>このパネルのヘルプ</translation>
    </message>
    <message>
        <source>Help about this panel (F1)</source>
        <translation>このパネルのヘルプ（F1）</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Help about this</source>
        <translation>この項目のヘルプ</translation>
    </message>
    <message>
        <source>Help about this (F1)</source>
        <translation>この項目のヘルプ（F1）</translation>
    </message>
    <message>
        <source>Help about “%1”</source>
        <translation>「%1」のヘルプ</translation>
    </message>
</context>
<context>
    <name>ManagedPolicy</name>
    <message>
        <source>%1 cannot be looked into.</source>
        <translation>%1 の中を確認できません。</translation>
    </message>
    <message>
        <source>It is no file.</source>
        <translation>ファイルではありません。</translation>
    </message>
    <message>
        <source>%1 does not belong to the administrator.</source>
        <translation>%1 の所有者が管理者ではありません。</translation>
    </message>
    <message>
        <source>Others than the administrator may write to %1.</source>
        <translation>管理者以外も %1 に書き込めます。</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>大きすぎます。</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>読み取れません。</translation>
    </message>
    <message>
        <source>This is not known here.</source>
        <translation>認識できない項目です。</translation>
    </message>
    <message>
        <source>Expected true or false.</source>
        <translation>true または false が必要です。</translation>
    </message>
    <message>
        <source>Expected a text.</source>
        <translation>テキストが必要です。</translation>
    </message>
    <message>
        <source>Expected &quot;password&quot;, &quot;sso&quot; or &quot;any&quot;.</source>
        <translation>&quot;password&quot;、&quot;sso&quot;、&quot;any&quot; のいずれかが必要です。</translation>
    </message>
    <message>
        <source>It is no JSON: %1 at byte %2.</source>
        <translation>JSON ではありません: %1（%2 バイト目）。</translation>
    </message>
    <message>
        <source>It is no JSON object.</source>
        <translation>JSON オブジェクトではありません。</translation>
    </message>
    <message>
        <source>What your organisation set for this computer in %1 could not be read.</source>
        <translation>このコンピューターに対して組織が %1 で定めた設定を読み取れませんでした。</translation>
    </message>
    <message>
        <source>Until whoever administers this computer mends it, the strictest holds for what could not be read.</source>
        <translation>このコンピューターの管理者が修正するまで、読み取れなかった項目には最も厳しい設定が適用されます。</translation>
    </message>
    <message>
        <source>Managed settings are faulty</source>
        <translation>管理された設定に誤りがあります</translation>
    </message>
</context>
<context>
    <name>ManagedSettings</name>
    <message>
        <source>no file of certificates is named</source>
        <translation>証明書のファイルが指定されていません</translation>
    </message>
    <message>
        <source>there is no certificate in %1</source>
        <translation>%1 に証明書がありません</translation>
    </message>
    <message>
        <source>Set by your organisation in %1.</source>
        <translation>組織が %1 で設定しました。</translation>
    </message>
    <message>
        <source>Ask whoever administers this computer.</source>
        <translation>このコンピューターの管理者にお尋ねください。</translation>
    </message>
    <message>
        <source>Your organisation does not allow this</source>
        <translation>組織により許可されていません</translation>
    </message>
    <message>
        <source>The server inside this program is switched off.</source>
        <translation>このプログラム内のサーバーはオフになっています。</translation>
    </message>
    <message>
        <source>Join your organisation&apos;s server instead.</source>
        <translation>代わりに、組織のサーバーに参加してください。</translation>
    </message>
    <message>
        <source>No server may be joined, because which one cannot be read.</source>
        <translation>参加できるサーバーの指定を読み取れないため、どのサーバーにも参加できません。</translation>
    </message>
    <message>
        <source>This window may join %1 alone, not %2.</source>
        <translation>このウィンドウが参加できるのは %1 だけです。%2 には参加できません。</translation>
    </message>
    <message>
        <source>No server is trusted: %1.</source>
        <translation>信頼できるサーバーがありません: %1。</translation>
    </message>
    <message>
        <source>%1 is not reached by TLS, and only servers with a certificate of your organisation&apos;s authority are trusted.</source>
        <translation>%1 への接続は TLS ではありません。信頼されるのは、組織の認証局の証明書を持つサーバーだけです。</translation>
    </message>
    <message>
        <source>People sign in with a password here, not by single sign-on.</source>
        <translation>ここではパスワードでサインインします。シングルサインオンは使えません。</translation>
    </message>
    <message>
        <source>People sign in by single sign-on here, not with a password.</source>
        <translation>ここではシングルサインオンでサインインします。パスワードは使えません。</translation>
    </message>
    <message>
        <source>Nobody may sign in, because how cannot be read.</source>
        <translation>サインイン方法の指定を読み取れないため、誰もサインインできません。</translation>
    </message>
</context>
<context>
    <name>Model</name>
    <message>
        <source>there is no answer in it</source>
        <translation>回答が含まれていません</translation>
    </message>
    <message>
        <source>The server sent vectors that are none.</source>
        <translation>サーバーから届いたベクトルが正しくありません。</translation>
    </message>
    <message>
        <source>The model&apos;s server reported an error: %1</source>
        <translation>モデルのサーバーがエラーを報告しました: %1</translation>
    </message>
    <message>
        <source>Ask again, or choose another model.</source>
        <translation>もう一度質問するか、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>The model&apos;s server sent something that is no JSON.</source>
        <translation>モデルのサーバーから届いたデータが JSON ではありません。</translation>
    </message>
    <message>
        <source>The model&apos;s answer has no end.</source>
        <translation>モデルの回答に終わりがありません。</translation>
    </message>
    <message>
        <source>The model&apos;s answer broke off before its end.</source>
        <translation>モデルの回答が途中で途切れました。</translation>
    </message>
</context>
<context>
    <name>OrganisationKind</name>
    <message>
        <source>Tables named %1</source>
        <translation>%1 という名前のテーブル</translation>
    </message>
    <message>
        <source>%1 (%2 of %3 tables)</source>
        <translation>%1（%3 テーブル中 %2）</translation>
    </message>
    <message>
        <source>Columns named %1</source>
        <translation>%1 という名前の列</translation>
    </message>
    <message>
        <source>The names of tables and columns point to no particular kind of organisation</source>
        <translation>テーブルと列の名前からは、特定の業種の組織と判断できません</translation>
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
        <translation>全組織 運営者 売上 サーバー設定</translation>
    </message>
</context>
<context>
    <name>PlatformPages</name>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>What organisations ask of you, and what they are told.</source>
        <translation>組織からの問い合わせと、それに対する返答です。</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>What everybody on this server reads above their panels.</source>
        <translation>このサーバーの全員のパネルの上に表示されるお知らせです。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>売上</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>The request is not valid</source>
        <translation>要求が正しくありません</translation>
    </message>
    <message>
        <source>The message is not valid JSON</source>
        <translation>メッセージが有効な JSON ではありません</translation>
    </message>
    <message>
        <source>There is no such operation</source>
        <translation>そのような操作はありません</translation>
    </message>
    <message>
        <source>This path does not take that method</source>
        <translation>このパスではそのメソッドを使えません</translation>
    </message>
    <message>
        <source>That is too large</source>
        <translation>大きすぎます</translation>
    </message>
    <message>
        <source>The body must be JSON</source>
        <translation>本文は JSON でなければなりません</translation>
    </message>
    <message>
        <source>The request took too long to arrive</source>
        <translation>要求の到着に時間がかかりすぎました</translation>
    </message>
    <message>
        <source>Please sign in</source>
        <translation>サインインしてください</translation>
    </message>
    <message>
        <source>E-mail or password is wrong</source>
        <translation>メールアドレスまたはパスワードが違います</translation>
    </message>
    <message>
        <source>You are not allowed to do this</source>
        <translation>この操作を行う権限がありません</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>That conflicts with what is already there</source>
        <translation>既にあるものと競合しています</translation>
    </message>
    <message>
        <source>This server takes no registrations</source>
        <translation>このサーバーでは登録を受け付けていません</translation>
    </message>
    <message>
        <source>This organisation is not in use</source>
        <translation>この組織は現在利用できません</translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation>要求が多すぎます</translation>
    </message>
    <message>
        <source>A limit is reached</source>
        <translation>上限に達しました</translation>
    </message>
    <message>
        <source>The server is busy</source>
        <translation>サーバーが混み合っています</translation>
    </message>
    <message>
        <source>The database cannot be reached</source>
        <translation>データベースに接続できません</translation>
    </message>
    <message>
        <source>The database refused the sign-in</source>
        <translation>データベースがサインインを拒否しました</translation>
    </message>
    <message>
        <source>This file is not a database</source>
        <translation>このファイルはデータベースではありません</translation>
    </message>
    <message>
        <source>This server does not allow that connection</source>
        <translation>このサーバーではその接続は許可されていません</translation>
    </message>
    <message>
        <source>This kind of database is not supported</source>
        <translation>この種類のデータベースには対応していません</translation>
    </message>
    <message>
        <source>The database reported an error</source>
        <translation>データベースがエラーを報告しました</translation>
    </message>
    <message>
        <source>The database took too long</source>
        <translation>データベースの処理に時間がかかりすぎました</translation>
    </message>
    <message>
        <source>Only reading is allowed</source>
        <translation>読み取りのみ許可されています</translation>
    </message>
    <message>
        <source>The question was not understood</source>
        <translation>質問を理解できませんでした</translation>
    </message>
    <message>
        <source>This needs more than one database</source>
        <translation>これには複数のデータベースが必要です</translation>
    </message>
    <message>
        <source>The database has not been read yet</source>
        <translation>データベースはまだ読み込まれていません</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>The language model did not answer</source>
        <translation>言語モデルが応答しませんでした</translation>
    </message>
    <message>
        <source>The provider refused the key</source>
        <translation>プロバイダーがキーを拒否しました</translation>
    </message>
    <message>
        <source>This server may not reach that</source>
        <translation>このサーバーからそこへの接続は許可されていません</translation>
    </message>
    <message>
        <source>The server is not available right now</source>
        <translation>サーバーは現在利用できません</translation>
    </message>
    <message>
        <source>Something went wrong on the server</source>
        <translation>サーバーで問題が発生しました</translation>
    </message>
</context>
<context>
    <name>SchemaDrift</name>
    <message>
        <source>a table became a view</source>
        <translation>テーブルがビューになりました</translation>
    </message>
    <message>
        <source>a view became a table</source>
        <translation>ビューがテーブルになりました</translation>
    </message>
    <message>
        <source>its comment changed</source>
        <translation>コメントが変わりました</translation>
    </message>
    <message>
        <source>its primary key is gone</source>
        <translation>主キーがなくなりました</translation>
    </message>
    <message>
        <source>its primary key is %1 now</source>
        <translation>主キーが %1 になりました</translation>
    </message>
    <message>
        <source>its key to %1 is gone</source>
        <translation>%1 へのキーがなくなりました</translation>
    </message>
    <message>
        <source>a new key to %1</source>
        <translation>%1 への新しいキー</translation>
    </message>
    <message>
        <source>a new column, %1</source>
        <translation>新しい列、%1</translation>
    </message>
    <message>
        <source>the column is gone</source>
        <translation>列がなくなりました</translation>
    </message>
    <message>
        <source>%1 became %2</source>
        <translation>%1 が %2 になりました</translation>
    </message>
    <message>
        <source>it may be empty now</source>
        <translation>空でもよくなりました</translation>
    </message>
    <message>
        <source>it must have a value now</source>
        <translation>値が必須になりました</translation>
    </message>
    <message>
        <source>its values are unique now</source>
        <translation>値が一意になりました</translation>
    </message>
    <message>
        <source>its values may repeat now</source>
        <translation>値が重複してもよくなりました</translation>
    </message>
    <message>
        <source>it is computed by the database now</source>
        <translation>データベースが計算する列になりました</translation>
    </message>
    <message>
        <source>it is stored and no longer computed</source>
        <translation>計算ではなく保存される列になりました</translation>
    </message>
    <message>
        <source>one column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>a new view with %1</source>
        <translation>新しいビュー（%1）</translation>
    </message>
    <message>
        <source>a new table with %1</source>
        <translation>新しいテーブル（%1）</translation>
    </message>
    <message>
        <source>the view is gone</source>
        <translation>ビューがなくなりました</translation>
    </message>
    <message>
        <source>the table is gone</source>
        <translation>テーブルがなくなりました</translation>
    </message>
</context>
<context>
    <name>SignOn</name>
    <message>
        <source>The identity provider&apos;s keys cannot be read.</source>
        <translation>ID プロバイダーの鍵を読み取れません。</translation>
    </message>
</context>
<context>
    <name>Sql</name>
    <message>
        <source>&quot;%1&quot; is refused: %2.</source>
        <translation>「%1」は拒否されました: %2。</translation>
    </message>
    <message>
        <source>Write a smaller number, or leave it out.</source>
        <translation>もっと小さい数にするか、省いてください。</translation>
    </message>
    <message>
        <source>its length must be a number up to %1</source>
        <translation>長さは %1 以下の数値でなければなりません</translation>
    </message>
    <message>
        <source>its format must be a text that stands in the statement, with widths up to %1 in all</source>
        <translation>書式は SQL 文に直接書かれた文字列で、幅は合計 %1 以下でなければなりません</translation>
    </message>
    <message>
        <source>the type&apos;s length must be a number up to %1</source>
        <translation>型の長さは %1 以下の数値でなければなりません</translation>
    </message>
    <message>
        <source>replacements inside each other could make a text of any size</source>
        <translation>入れ子の置換では文字列がいくらでも長くなり得ます</translation>
    </message>
    <message>
        <source>Only a single SELECT that reads data may be run.</source>
        <translation>実行できるのは、データを読み取る単一の SELECT だけです。</translation>
    </message>
    <message>
        <source>The statement is empty.</source>
        <translation>SQL 文が空です。</translation>
    </message>
    <message>
        <source>there is more than one statement</source>
        <translation>SQL 文が複数あります</translation>
    </message>
    <message>
        <source>a statement must begin with SELECT, WITH or VALUES</source>
        <translation>SQL 文は SELECT、WITH、VALUES のいずれかで始まる必要があります</translation>
    </message>
    <message>
        <source>the statement nests too deep</source>
        <translation>SQL 文の入れ子が深すぎます</translation>
    </message>
    <message>
        <source>it closes a parenthesis that was not opened</source>
        <translation>開いていないかっこを閉じています</translation>
    </message>
    <message>
        <source>a parenthesis is not closed</source>
        <translation>かっこが閉じられていません</translation>
    </message>
    <message>
        <source>its tables name each other so often that the statement would grow beyond bounds</source>
        <translation>テーブルが互いを何度も参照し、SQL 文が際限なく大きくなります</translation>
    </message>
    <message>
        <source>the server would run what this comment holds</source>
        <translation>サーバーがこのコメントの内容を実行してしまいます</translation>
    </message>
    <message>
        <source>parameters and variables cannot be used here</source>
        <translation>ここではパラメーターと変数を使えません</translation>
    </message>
    <message>
        <source>engines read a backslash in a text differently</source>
        <translation>文字列内のバックスラッシュの解釈はエンジンによって異なります</translation>
    </message>
    <message>
        <source>a name has to stand in the quotes of names</source>
        <translation>名前には名前用の引用符を使う必要があります</translation>
    </message>
    <message>
        <source>this part of the catalogue cannot be read here</source>
        <translation>カタログのこの部分はここでは読み取れません</translation>
    </message>
    <message>
        <source>a name of four parts leads to another server</source>
        <translation>4 つの部分からなる名前は別のサーバーを指します</translation>
    </message>
    <message>
        <source>it advances a sequence</source>
        <translation>シーケンスを進めます</translation>
    </message>
    <message>
        <source>it changes data</source>
        <translation>データを変更します</translation>
    </message>
    <message>
        <source>it writes the result into a table, file or variable</source>
        <translation>結果をテーブル、ファイル、変数に書き込みます</translation>
    </message>
    <message>
        <source>it calls a procedure</source>
        <translation>プロシージャを呼び出します</translation>
    </message>
    <message>
        <source>it would start another statement; a column of this name has to be quoted</source>
        <translation>別の SQL 文が始まってしまいます。この名前の列は引用符で囲む必要があります</translation>
    </message>
    <message>
        <source>it locks rows against others</source>
        <translation>行をロックして他の利用を妨げます</translation>
    </message>
    <message>
        <source>functions of a schema cannot be called here</source>
        <translation>スキーマの関数はここでは呼び出せません</translation>
    </message>
    <message>
        <source>this function is not on the list of harmless ones</source>
        <translation>この関数は安全な関数の一覧にありません</translation>
    </message>
    <message>
        <source>The statement has %1 that does not end.</source>
        <translation>SQL 文に、閉じられていない%1があります。</translation>
    </message>
    <message>
        <source>The statement has %1, which engines read differently.</source>
        <translation>SQL 文に、エンジンによって解釈が異なる%1があります。</translation>
    </message>
    <message>
        <source>The statement is longer than %1 characters.</source>
        <translation>SQL 文が %1 文字を超えています。</translation>
    </message>
    <message>
        <source>The statement contains an invisible control character.</source>
        <translation>SQL 文に目に見えない制御文字が含まれています。</translation>
    </message>
    <message>
        <source>The statement has too many parts.</source>
        <translation>SQL 文の要素が多すぎます。</translation>
    </message>
    <message>
        <source>a text that continues E&apos;…&apos;</source>
        <translation>E&apos;…&apos; に続く文字列</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文字列</translation>
    </message>
    <message>
        <source>a quoted name</source>
        <translation>引用符付きの名前</translation>
    </message>
    <message>
        <source>a comment without a blank after the dashes</source>
        <translation>ハイフンの後に空白のないコメント</translation>
    </message>
    <message>
        <source>a line end of Unicode in a comment</source>
        <translation>コメント内の Unicode の改行文字</translation>
    </message>
    <message>
        <source>A comment in the statement ends in a carriage return alone.</source>
        <translation>SQL 文のコメントが復帰文字（CR）だけで終わっています。</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>a comment inside a comment</source>
        <translation>コメント内のコメント</translation>
    </message>
    <message>
        <source>a name with odd characters</source>
        <translation>特殊な文字を含む名前</translation>
    </message>
    <message>
        <source>The statement has a name in Unicode escapes (U&amp;&quot;…&quot;); write the characters themselves.</source>
        <translation>SQL 文に Unicode エスケープ（U&amp;&quot;…&quot;）の名前があります。文字そのものを書いてください。</translation>
    </message>
    <message>
        <source>a dollar-quoted text</source>
        <translation>ドル記号で囲まれた文字列</translation>
    </message>
    <message>
        <source>The statement contains the character U+%1 outside of quotes, which is not a letter.</source>
        <translation>SQL 文の引用符の外に、文字として使えない U+%1 が含まれています。</translation>
    </message>
    <message>
        <source>a text right behind a word</source>
        <translation>単語の直後に続く文字列</translation>
    </message>
    <message>
        <source>The statement contains the character &quot;%1&quot;, which has no meaning in SQL.</source>
        <translation>SQL 文に、SQL では意味を持たない文字「%1」が含まれています。</translation>
    </message>
</context>
<context>
    <name>UnderstandingCodec</name>
    <message>
        <source>Read the database again.</source>
        <translation>データベースをもう一度読み込んでください。</translation>
    </message>
    <message>
        <source>What was learned of this database is damaged.</source>
        <translation>このデータベースについて学習した内容が壊れています。</translation>
    </message>
    <message>
        <source>What was learned of this database was kept by another version of Tabletalk.</source>
        <translation>このデータベースについて学習した内容は、別のバージョンの Tabletalk で保存されたものです。</translation>
    </message>
</context>
<context>
    <name>WorkflowWords</name>
    <message>
        <source>Ask a database</source>
        <translation>データベースに質問</translation>
    </message>
    <message>
        <source>Asks a question of a database, or runs a fixed statement.</source>
        <translation>データベースに質問するか、決まった SQL 文を実行します。</translation>
    </message>
    <message>
        <source>Run a saved question</source>
        <translation>保存した質問を実行</translation>
    </message>
    <message>
        <source>Runs a question that was saved in this workspace.</source>
        <translation>このワークスペースに保存された質問を実行します。</translation>
    </message>
    <message>
        <source>Look into documents</source>
        <translation>文書を調べる</translation>
    </message>
    <message>
        <source>Answers from the documents of this workspace.</source>
        <translation>このワークスペースの文書をもとに答えます。</translation>
    </message>
    <message>
        <source>Search by words and meaning</source>
        <translation>語句と意味で検索</translation>
    </message>
    <message>
        <source>Finds passages by their words and by what they mean.</source>
        <translation>語句とその意味から箇所を見つけます。</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>意味で検索</translation>
    </message>
    <message>
        <source>Finds passages that mean alike.</source>
        <translation>意味の近い箇所を見つけます。</translation>
    </message>
    <message>
        <source>Follow relations</source>
        <translation>関係をたどる</translation>
    </message>
    <message>
        <source>Finds who and what is connected in the documents.</source>
        <translation>文書の中で、誰と何がつながっているかを見つけます。</translation>
    </message>
    <message>
        <source>Ask an agent</source>
        <translation>エージェントに質問</translation>
    </message>
    <message>
        <source>Puts a question to an agent of this workspace.</source>
        <translation>このワークスペースのエージェントに質問します。</translation>
    </message>
    <message>
        <source>Go on only if</source>
        <translation>条件を満たすときのみ続行</translation>
    </message>
    <message>
        <source>Ends the run where what a step gave is not so.</source>
        <translation>ステップの結果が条件を満たさない場合、実行を終了します。</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Mails, tells webhooks, or keeps a file.</source>
        <translation>メールを送る、Webhook に通知する、またはファイルを保存します。</translation>
    </message>
</context>
<context>
    <name>api</name>
    <message>
        <source>Analyst</source>
        <translation>アナリスト</translation>
    </message>
    <message>
        <source>Answers with figures from the databases and says how they were found.</source>
        <translation>データベースの数値で答え、その求め方を説明します。</translation>
    </message>
    <message>
        <source>You answer questions about the organisation&apos;s data. Prefer figures from a database to anything that a document says about them. Name the period and the unit of each figure. When a question could mean several things, say which meaning you took.</source>
        <translation>あなたは組織のデータに関する質問に答えます。数値については、文書の記述よりもデータベースの値を優先してください。それぞれの数値に期間と単位を示してください。質問が複数の意味に取れるときは、どの意味に取ったかを述べてください。</translation>
    </message>
    <message>
        <source>Document assistant</source>
        <translation>文書アシスタント</translation>
    </message>
    <message>
        <source>Finds what documents and web pages say, and cites the page.</source>
        <translation>文書やウェブページに書かれていることを見つけ、そのページを出典として示します。</translation>
    </message>
    <message>
        <source>You answer from the documents of the workspace alone. Quote the sentence that answers the question and cite it. When the documents do not say it, say so; never guess. When two documents disagree, show both.</source>
        <translation>あなたはワークスペースの文書だけをもとに答えます。質問の答えとなる文を引用し、出典を示してください。文書に書かれていないときは、そう述べてください。決して推測しないでください。2 つの文書が食い違うときは、両方を示してください。</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>Helps to answer customers, from policies, manuals and their orders.</source>
        <translation>規定、マニュアル、注文内容をもとに、顧客への回答を手伝います。</translation>
    </message>
    <message>
        <source>You help colleagues who answer customers. Begin with the answer that the customer can be given, then what it rests on: the policy, and what the database says of their order. Never promise what a policy does not say.</source>
        <translation>あなたは顧客に対応する同僚を手伝います。まず顧客に伝えられる答えを述べ、次にその根拠として、規定と、データベースにある注文の内容を示してください。規定に書かれていないことは決して約束しないでください。</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>財務</translation>
    </message>
    <message>
        <source>Answers about revenue, invoices and costs, with exact figures.</source>
        <translation>売上、請求書、費用について、正確な数値で答えます。</translation>
    </message>
    <message>
        <source>You answer questions about money. Give exact amounts with their currency, never rounded ones. Say whether open, cancelled or refunded items are part of a sum. Contracts and policies in the documents say what was agreed; the database says what happened.</source>
        <translation>あなたはお金に関する質問に答えます。金額は丸めず、通貨とともに正確に示してください。未払い、取り消し済み、返金済みの項目が合計に含まれるかどうかを述べてください。文書の中の契約と規定は合意の内容を、データベースは実際に起きたことを示します。</translation>
    </message>
    <message>
        <source>Onboarding</source>
        <translation>新人案内</translation>
    </message>
    <message>
        <source>Shows new colleagues how things are done here, and where to read on.</source>
        <translation>新しい同僚に、ここでの仕事の進め方と、次に読むべきものを案内します。</translation>
    </message>
    <message>
        <source>You help somebody who is new here. Explain in plain words, name the document to read next, and explain the words of this organisation when they come up.</source>
        <translation>あなたはここに来たばかりの人を手伝います。平易な言葉で説明し、次に読むべき文書を挙げ、この組織特有の言葉が出てきたら説明してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk</name>
    <message>
        <source>is no field of this format</source>
        <translation>この形式にない項目です</translation>
    </message>
    <message>
        <source>The file has %1 bytes; a vocabulary may have %2.</source>
        <translation>ファイルは %1 バイトです。用語集の上限は %2 バイトです。</translation>
    </message>
    <message>
        <source>expected “%1”: this is no vocabulary</source>
        <translation>「%1」が必要です。これは用語集ではありません</translation>
    </message>
    <message>
        <source>expected %1; this file was made by another version</source>
        <translation>%1 が必要です。このファイルは別のバージョンで作成されました</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel ブック</translation>
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
        <translation>INSERT 文</translation>
    </message>
</context>
<context>
    <name>tabletalk::Checker</name>
    <message>
        <source>must hold at least one letter or digit</source>
        <translation>文字または数字を 1 つ以上含めてください</translation>
    </message>
    <message>
        <source>must have at most %1 characters and %2 words</source>
        <translation>%1 文字、%2 語以内にしてください</translation>
    </message>
    <message>
        <source>“%1” stands here twice</source>
        <translation>「%1」がここに 2 回あります</translation>
    </message>
    <message>
        <source>“%1” means %2 as well: a phrase can mean one thing only</source>
        <translation>「%1」は %2 も意味しています。1 つの語句に持たせられる意味は 1 つだけです</translation>
    </message>
    <message>
        <source>must have at most %1 characters</source>
        <translation>%1 文字以内にしてください</translation>
    </message>
    <message>
        <source>%1 is hidden</source>
        <translation>%1 は非表示です</translation>
    </message>
    <message>
        <source>a value stands in a column: name it</source>
        <translation>値は列に属します。列を指定してください</translation>
    </message>
    <message>
        <source>expected plus, minus, times or dividedBy</source>
        <translation>plus、minus、times、dividedBy のいずれかを指定してください</translation>
    </message>
    <message>
        <source>%1 holds no numbers</source>
        <translation>%1 には数値がありません</translation>
    </message>
    <message>
        <source>is required</source>
        <translation>必須です</translation>
    </message>
    <message>
        <source>expected =, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, in, notIn, isNull or isNotNull</source>
        <translation>=、&lt;&gt;、&lt;、&lt;=、&gt;、&gt;=、in、notIn、isNull、isNotNull のいずれかを指定してください</translation>
    </message>
    <message>
        <source>must be empty</source>
        <translation>空でなければなりません</translation>
    </message>
    <message>
        <source>expected one value</source>
        <translation>値を 1 つ指定してください</translation>
    </message>
    <message>
        <source>expected 1 to %1 values</source>
        <translation>1 個から %1 個までの値を指定してください</translation>
    </message>
    <message>
        <source>expected sum, average, minimum, maximum, count or countDistinct</source>
        <translation>sum、average、minimum、maximum、count、countDistinct のいずれかを指定してください</translation>
    </message>
    <message>
        <source>rows are counted of a table; use countDistinct for a column</source>
        <translation>行数はテーブルに対して数えます。列には countDistinct を使ってください</translation>
    </message>
    <message>
        <source>%1 holds neither numbers nor dates</source>
        <translation>%1 には数値も日付もありません</translation>
    </message>
    <message>
        <source>counting takes no arithmetic</source>
        <translation>件数の集計では計算式を使えません</translation>
    </message>
    <message>
        <source>may have %1 terms, filters and synonyms</source>
        <translation>項、絞り込み、同義語はそれぞれ %1 個までです</translation>
    </message>
    <message>
        <source>the metric %1</source>
        <translation>指標 %1</translation>
    </message>
    <message>
        <source>%1 stands here twice</source>
        <translation>%1 がここに 2 回あります</translation>
    </message>
    <message>
        <source>expected as many columns as on the other end</source>
        <translation>もう一方と同じ数の列を指定してください</translation>
    </message>
    <message>
        <source>name the columns that are equal</source>
        <translation>等しい列を指定してください</translation>
    </message>
    <message>
        <source>joins a table with itself</source>
        <translation>テーブルをそれ自身と結合しています</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>空にはできません</translation>
    </message>
    <message>
        <source>%1 is described twice</source>
        <translation>%1 の説明が 2 回あります</translation>
    </message>
</context>
<context>
    <name>tabletalk::Entry</name>
    <message>
        <source>may hold %1 entries; these are %2</source>
        <translation>登録できるのは %1 件までですが、%2 件あります</translation>
    </message>
</context>
<context>
    <name>tabletalk::Parser</name>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>終端</translation>
    </message>
    <message>
        <source>expected %1 where %2 stands</source>
        <translation>%2 の位置には %1 が必要です</translation>
    </message>
    <message>
        <source>a column as table.column</source>
        <translation>table.column 形式の列</translation>
    </message>
    <message>
        <source>a number or a text in quotes</source>
        <translation>数値または引用符付きの文字列</translation>
    </message>
    <message>
        <source>a column of %1</source>
        <translation>%1 の列</translation>
    </message>
    <message>
        <source>=, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=, IN or IS NULL</source>
        <translation>=、&lt;&gt;、&lt;、&lt;=、&gt;、&gt;=、IN、IS NULL のいずれか</translation>
    </message>
    <message>
        <source>SUM, AVG, MIN, MAX or COUNT</source>
        <translation>SUM、AVG、MIN、MAX、COUNT のいずれか</translation>
    </message>
    <message>
        <source>WHERE or the end</source>
        <translation>WHERE または終端</translation>
    </message>
    <message>
        <source>AND or the end</source>
        <translation>AND または終端</translation>
    </message>
</context>
<context>
    <name>tabletalk::SchemaLookup</name>
    <message>
        <source>there is no table %1</source>
        <translation>テーブル %1 はありません</translation>
    </message>
    <message>
        <source>%1 tables are called %2: name the schema as well</source>
        <translation>%2 という名前のテーブルが %1 個あります。スキーマも指定してください</translation>
    </message>
    <message>
        <source>%1 has no column %2</source>
        <translation>%1 に列 %2 はありません</translation>
    </message>
</context>
<context>
    <name>tabletalk::XlsxWriter</name>
    <message>
        <source>A sheet has room for %1 columns; the result has %2.</source>
        <translation>シートには %1 列まで入りますが、結果は %2 列あります。</translation>
    </message>
    <message>
        <source>Choose another format, or ask for fewer columns.</source>
        <translation>別の形式を選ぶか、列を減らして質問してください。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>A sheet has no room for more rows, so there are %1 sheets.</source>
        <translation>1 枚のシートに行が収まらないため、シートは %1 枚になっています。</translation>
    </message>
    <message>
        <source>One text was longer than a cell may be and was cut.</source>
        <translation>1 件のテキストがセルに収まる長さを超えたため、切り詰めました。</translation>
    </message>
    <message>
        <source>%1 texts were longer than a cell may be and were cut.</source>
        <translation>%1 件のテキストがセルに収まる長さを超えたため、切り詰めました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::api</name>
    <message>
        <source>The message has %1 bytes; the limit is %2.</source>
        <translation>メッセージは %1 バイトです。上限は %2 バイトです。</translation>
    </message>
    <message>
        <source>The message nests deeper than %1 levels.</source>
        <translation>メッセージの入れ子が %1 段を超えています。</translation>
    </message>
</context>
<context>
    <name>tabletalk::api::codec</name>
    <message>
        <source>expected a UUID</source>
        <translation>UUID を指定してください</translation>
    </message>
    <message>
        <source>expected true or false</source>
        <translation>true または false を指定してください</translation>
    </message>
    <message>
        <source>expected a number</source>
        <translation>数値を指定してください</translation>
    </message>
    <message>
        <source>expected an array</source>
        <translation>配列を指定してください</translation>
    </message>
    <message>
        <source>expected an object</source>
        <translation>オブジェクトを指定してください</translation>
    </message>
    <message>
        <source>is required</source>
        <translation>必須です</translation>
    </message>
    <message>
        <source>expected a text</source>
        <translation>テキストを指定してください</translation>
    </message>
    <message>
        <source>expected a time such as 2026-01-31T09:30:00Z</source>
        <translation>2026-01-31T09:30:00Z のような日時を指定してください</translation>
    </message>
    <message>
        <source>expected a whole number</source>
        <translation>整数を指定してください</translation>
    </message>
    <message>
        <source>expected a whole number from %1 to %2</source>
        <translation>%1 から %2 までの整数を指定してください</translation>
    </message>
</context>
<context>
    <name>tabletalk::ask</name>
    <message>
        <source>A chart needs a column with figures.</source>
        <translation>グラフには数値の列が必要です。</translation>
    </message>
    <message>
        <source>A chart shows at most %1 columns of figures.</source>
        <translation>グラフに表示できる数値の列は %1 列までです。</translation>
    </message>
    <message>
        <source>Such a chart shows one column of figures.</source>
        <translation>この種類のグラフには数値の列を 1 列だけ表示できます。</translation>
    </message>
    <message>
        <source>A chart with a series for each value shows one column of figures.</source>
        <translation>値ごとに系列を分けるグラフには、数値の列を 1 列だけ表示できます。</translation>
    </message>
    <message>
        <source>The column “%1” is used twice.</source>
        <translation>列「%1」が 2 回使われています。</translation>
    </message>
    <message>
        <source>A single figure has no axis.</source>
        <translation>単一の数値には軸がありません。</translation>
    </message>
    <message>
        <source>A chart needs a column for its axis.</source>
        <translation>グラフには軸にする列が必要です。</translation>
    </message>
    <message>
        <source>A heat map needs a column for its rows, or several columns of figures.</source>
        <translation>ヒートマップには、行にする列か、複数の数値の列が必要です。</translation>
    </message>
    <message>
        <source>Only bars, lines, areas and heat maps have a series for each value of a column.</source>
        <translation>列の値ごとに系列を分けられるのは、棒、折れ線、面、ヒートマップだけです。</translation>
    </message>
    <message>
        <source>A title has at most %1 characters.</source>
        <translation>タイトルは %1 文字までです。</translation>
    </message>
    <message>
        <source>There are no rows to draw.</source>
        <translation>描画する行がありません。</translation>
    </message>
    <message>
        <source>Only bars and areas can stand on each other.</source>
        <translation>積み上げられるのは棒と面だけです。</translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation>モデルが回答を断りました。</translation>
    </message>
    <message>
        <source>Ask in other words, or without the model.</source>
        <translation>別の言葉で質問するか、モデルを使わずに質問してください。</translation>
    </message>
    <message>
        <source>The model&apos;s answer is too long.</source>
        <translation>モデルの回答が長すぎます。</translation>
    </message>
    <message>
        <source>Ask for less at a time.</source>
        <translation>一度に質問する内容を減らしてください。</translation>
    </message>
    <message>
        <source>The model gave no query.</source>
        <translation>モデルがクエリを返しませんでした。</translation>
    </message>
    <message>
        <source>Ask in other words, or choose another model.</source>
        <translation>別の言葉で質問するか、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 と %2</translation>
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation>%1 が %2 を含む</translation>
    </message>
    <message>
        <source>%1 ends with %2</source>
        <translation>%1 が %2 で終わる</translation>
    </message>
    <message>
        <source>%1 begins with %2</source>
        <translation>%1 が %2 で始まる</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 が空</translation>
    </message>
    <message>
        <source>%1 is not empty</source>
        <translation>%1 が空でない</translation>
    </message>
    <message>
        <source>%1 is from %2 to %3, both included</source>
        <translation>%1 が %2 から %3 まで（両端を含む）</translation>
    </message>
    <message>
        <source>how many rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>how many different values of %1</source>
        <translation>%1 の異なる値の数</translation>
    </message>
    <message>
        <source>how many values of %1</source>
        <translation>%1 の値の数</translation>
    </message>
    <message>
        <source>the sum of %1</source>
        <translation>%1 の合計</translation>
    </message>
    <message>
        <source>the average of %1</source>
        <translation>%1 の平均</translation>
    </message>
    <message>
        <source>the least of %1</source>
        <translation>%1 の最小値</translation>
    </message>
    <message>
        <source>the greatest of %1</source>
        <translation>%1 の最大値</translation>
    </message>
    <message>
        <source>all columns</source>
        <translation>すべての列</translation>
    </message>
    <message>
        <source>%1, called %2</source>
        <translation>%1（名前は %2）</translation>
    </message>
    <message>
        <source>Each row is combined with each of %1</source>
        <translation>各行を %1 のすべての行と組み合わせます</translation>
    </message>
    <message>
        <source>%1, where %2</source>
        <translation>%1（条件: %2）</translation>
    </message>
    <message>
        <source>%1; rows of both sides stay where nothing fits</source>
        <translation>%1。一致するものがなくても両側の行を残します</translation>
    </message>
    <message>
        <source>%1; rows to which none of it fits stay, with nothing in its place</source>
        <translation>%1。一致するものがない行も、空欄のまま残します</translation>
    </message>
    <message>
        <source>%1; its rows stay where nothing fits to them</source>
        <translation>%1。この表の行は、一致するものがなくても残します</translation>
    </message>
    <message>
        <source>The tables read are %1.</source>
        <translation>読み取るテーブルは %1 です。</translation>
    </message>
    <message>
        <source>The table read is %1.</source>
        <translation>読み取るテーブルは %1 です。</translation>
    </message>
    <message>
        <source>Steps before it: %1.</source>
        <translation>その前のステップ: %1。</translation>
    </message>
    <message>
        <source>It holds a query within the query.</source>
        <translation>クエリの中に別のクエリが 1 つあります。</translation>
    </message>
    <message>
        <source>It holds %1 queries within the query.</source>
        <translation>クエリの中に別のクエリが %1 個あります。</translation>
    </message>
    <message>
        <source>Several queries are put together; what follows is of the first.</source>
        <translation>複数のクエリをまとめています。以下は最初のクエリの説明です。</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>読み取るもの</translation>
    </message>
    <message>
        <source>To each row of %1 comes</source>
        <translation>%1 の各行に加えるもの</translation>
    </message>
    <message>
        <source>Only rows where</source>
        <translation>対象とする行の条件</translation>
    </message>
    <message>
        <source>One row for each</source>
        <translation>1 行にまとめる単位</translation>
    </message>
    <message>
        <source>And of these only where</source>
        <translation>さらに絞り込む条件</translation>
    </message>
    <message>
        <source>Shown, each combination once</source>
        <translation>表示（同じ組み合わせは 1 回）</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>by %1, the greatest first</source>
        <translation>%1 の大きい順</translation>
    </message>
    <message>
        <source>by %1, the least first</source>
        <translation>%1 の小さい順</translation>
    </message>
    <message>
        <source>the first %1 are passed over</source>
        <translation>最初の %1 行は飛ばす</translation>
    </message>
    <message>
        <source>only the first row</source>
        <translation>最初の行のみ</translation>
    </message>
    <message>
        <source>at most %1 rows</source>
        <translation>最大 %1 行</translation>
    </message>
    <message>
        <source>Order and number</source>
        <translation>順序と件数</translation>
    </message>
    <message>
        <source>Sure: of answers like this one, about %1 in 100 are right.</source>
        <translation>確実: このような回答は、100 件中約 %1 件が正解です。</translation>
    </message>
    <message>
        <source>Fairly sure: of answers like this one, about %1 in 100 are right.</source>
        <translation>ほぼ確実: このような回答は、100 件中約 %1 件が正解です。</translation>
    </message>
    <message>
        <source>Unsure: of answers like this one, only about %1 in 100 are right.</source>
        <translation>不確実: このような回答で正解するのは、100 件中約 %1 件だけです。</translation>
    </message>
    <message>
        <source>Nobody guessed here: the statement was run as it was written.</source>
        <translation>推測はしていません。SQL 文は書かれたとおりに実行されました。</translation>
    </message>
    <message>
        <source>No part of the query stands for %1.</source>
        <translation>クエリには %1 に当たる部分がありません。</translation>
    </message>
    <message>
        <source>It could also have meant: %1.</source>
        <translation>次の意味だった可能性もあります: %1。</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>確かさ</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>理解した内容</translation>
    </message>
    <message>
        <source>One row came of it.</source>
        <translation>結果は 1 行です。</translation>
    </message>
    <message>
        <source>%1 rows came of it.</source>
        <translation>結果は %1 行です。</translation>
    </message>
    <message>
        <source>The server&apos;s limit cut off the rest.</source>
        <translation>残りはサーバーの上限により省かれました。</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>得られた結果</translation>
    </message>
</context>
<context>
    <name>tabletalk::ask::Columns</name>
    <message>
        <source>The result has no column “%1”.</source>
        <translation>結果に列「%1」がありません。</translation>
    </message>
    <message>
        <source>The result has several columns called “%1”; a chart cannot tell them apart.</source>
        <translation>結果に「%1」という列が複数あり、グラフでは区別できません。</translation>
    </message>
    <message>
        <source>The column “%1” does not hold numbers.</source>
        <translation>列「%1」には数値が入っていません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ask::Say</name>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 件</translation>
    </message>
</context>
<context>
    <name>tabletalk::billing</name>
    <message>
        <source>expected at most %1</source>
        <translation>%1 件以内にしてください</translation>
    </message>
    <message>
        <source>expected a code of ISO 4217, such as EUR</source>
        <translation>EUR のような ISO 4217 のコードを指定してください</translation>
    </message>
    <message>
        <source>stands twice</source>
        <translation>2 回指定されています</translation>
    </message>
    <message>
        <source>expected 0 to %1</source>
        <translation>0 から %1 までの値を指定してください</translation>
    </message>
    <message>
        <source>expected up to 40 small letters, digits and hyphens</source>
        <translation>英小文字、数字、ハイフンで 40 文字以内にしてください</translation>
    </message>
    <message>
        <source>expected 1 to %1 characters</source>
        <translation>1 文字から %1 文字までで指定してください</translation>
    </message>
    <message>
        <source>expected at most %1 characters</source>
        <translation>%1 文字以内にしてください</translation>
    </message>
    <message>
        <source>expected 0 or more, or nothing</source>
        <translation>0 以上の値を指定するか、空にしてください</translation>
    </message>
    <message>
        <source>expected a feature, each once</source>
        <translation>機能を重複なく指定してください</translation>
    </message>
    <message>
        <source>A subscription that is %1 does not take this: %2.</source>
        <translation>状態が %1 の契約では、この操作はできません: %2。</translation>
    </message>
    <message>
        <source>Nothing is planned that could be taken back.</source>
        <translation>取り消せる予約はありません。</translation>
    </message>
    <message>
        <source>An invoice is overdue.</source>
        <translation>支払期限を過ぎた請求書があります。</translation>
    </message>
    <message>
        <source>Pay it first, then change to the larger plan.</source>
        <translation>先に支払いを済ませてから、上位プランに変更してください。</translation>
    </message>
    <message>
        <source>Pay it first, then begin again.</source>
        <translation>先に支払いを済ませてから、再開してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::desktop</name>
    <message>
        <source>Talk to your own tables: the window, with its own server in it.</source>
        <translation>手元のテーブルに言葉で質問: サーバーを内蔵したウィンドウです。</translation>
    </message>
    <message>
        <source>Keep the server&apos;s data in &lt;dir&gt;.</source>
        <translation>サーバーのデータを &lt;dir&gt; に保存します。</translation>
    </message>
    <message>
        <source>Print &quot;ready &lt;ms since start&gt;&quot; when the window is on the screen.</source>
        <translation>ウィンドウが画面に表示されたら &quot;ready &lt;ms since start&gt;&quot; と出力します。</translation>
    </message>
    <message>
        <source>Quit then.</source>
        <translation>その後、終了します。</translation>
    </message>
    <message>
        <source>Begin with the sample, as its button does.</source>
        <translation>サンプルのボタンと同じように、サンプルで始めます。</translation>
    </message>
    <message>
        <source>Start the server and show no window; starting Tabletalk again shows it.</source>
        <translation>サーバーを起動し、ウィンドウは表示しません。Tabletalk をもう一度起動すると表示されます。</translation>
    </message>
    <message>
        <source>End the Tabletalk that runs in the background.</source>
        <translation>バックグラウンドで動いている Tabletalk を終了します。</translation>
    </message>
    <message>
        <source>Print &quot;answered &lt;ms since start&gt;&quot; when the first answer is complete, and quit. Without an answer: say why, and end with 1.</source>
        <translation>最初の回答が完成したら &quot;answered &lt;ms since start&gt;&quot; と出力して終了します。回答がないときは理由を出力し、1 で終了します。</translation>
    </message>
</context>
<context>
    <name>tabletalk::desktop::AnswerWatch</name>
    <message>
        <source>The window was closed before a question was answered.</source>
        <translation>質問に回答する前にウィンドウが閉じられました。</translation>
    </message>
    <message>
        <source>Tabletalk runs already with this data folder.</source>
        <translation>このデータフォルダーで Tabletalk がすでに動いています。</translation>
    </message>
</context>
<context>
    <name>tabletalk::desktop::Autostart</name>
    <message>
        <source>Tabletalk cannot start by itself on this system.</source>
        <translation>このシステムでは Tabletalk を自動起動できません。</translation>
    </message>
    <message>
        <source>Check that the folder belongs to you.</source>
        <translation>フォルダーの所有者が自分であることを確認してください。</translation>
    </message>
    <message>
        <source>%1 could not be removed: %2.</source>
        <translation>%1 を削除できませんでした: %2。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 を書き込めませんでした: %2。</translation>
    </message>
</context>
<context>
    <name>tabletalk::evaluation</name>
    <message>
        <source>Line %1 cannot be read: %2</source>
        <translation>%1 行目を読み取れません: %2</translation>
    </message>
    <message>
        <source>Write one JSON object a line, {&quot;question&quot;: …, &quot;gold_sql&quot;: …}, or CSV whose first line is question,gold_sql.</source>
        <translation>1 行に 1 つの JSON オブジェクト {&quot;question&quot;: …, &quot;gold_sql&quot;: …} を書くか、最初の行が question,gold_sql の CSV にしてください。</translation>
    </message>
    <message>
        <source>A file may have %1 questions.</source>
        <translation>1 つのファイルに入れられる質問は %1 件までです。</translation>
    </message>
    <message>
        <source>it is no JSON object.</source>
        <translation>JSON オブジェクトではありません。</translation>
    </message>
    <message>
        <source>it lacks &quot;question&quot; or &quot;gold_sql&quot;.</source>
        <translation>&quot;question&quot; または &quot;gold_sql&quot; がありません。</translation>
    </message>
    <message>
        <source>it does not name the columns question and gold_sql.</source>
        <translation>列名 question と gold_sql がありません。</translation>
    </message>
    <message>
        <source>a quotation mark is not closed.</source>
        <translation>引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>it lacks a question or a statement.</source>
        <translation>質問または SQL 文がありません。</translation>
    </message>
    <message>
        <source>The file holds no question.</source>
        <translation>ファイルに質問がありません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::memory</name>
    <message>
        <source>must have %1 to %2 characters</source>
        <translation>%1 文字から %2 文字までにしてください</translation>
    </message>
</context>
<context>
    <name>tabletalk::model::Protocol</name>
    <message>
        <source>%1 answered with status %2.</source>
        <translation>%1 がステータス %2 を返しました。</translation>
    </message>
    <message>
        <source>%1 answered with status %2: %3</source>
        <translation>%1 がステータス %2 を返しました: %3</translation>
    </message>
    <message>
        <source>%1 refused the key (status %2).</source>
        <translation>%1 がキーを拒否しました（ステータス %2）。</translation>
    </message>
    <message>
        <source>Check the key: it may be mistyped, revoked, or of another provider.</source>
        <translation>キーを確認してください。入力ミスか、失効しているか、別のプロバイダーのキーかもしれません。</translation>
    </message>
    <message>
        <source>Check the address and the name of the model: the server does not know one of them.</source>
        <translation>アドレスとモデル名を確認してください。サーバーがどちらかを認識していません。</translation>
    </message>
    <message>
        <source>The provider takes no more for now: wait, or raise your limit there.</source>
        <translation>プロバイダーは今これ以上受け付けません。しばらく待つか、プロバイダー側で上限を引き上げてください。</translation>
    </message>
    <message>
        <source>The provider has a problem of its own. Ask again later.</source>
        <translation>プロバイダー側で問題が起きています。後でもう一度質問してください。</translation>
    </message>
    <message>
        <source>Check the address and the name of the model.</source>
        <translation>アドレスとモデル名を確認してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::schedule</name>
    <message>
        <source>below %1</source>
        <translation>%1 を下回る</translation>
    </message>
    <message>
        <source>above %1</source>
        <translation>%1 を上回る</translation>
    </message>
    <message>
        <source>equal to %1</source>
        <translation>%1 に等しい</translation>
    </message>
    <message>
        <source>%1 is %2; there is nothing to compare it with yet</source>
        <translation>%1 は %2 です。比較できるものはまだありません</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 が変わりました</translation>
    </message>
    <message>
        <source>%1 did not change</source>
        <translation>%1 は変わりませんでした</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 is %2, %3</source>
        <translation>%1 は %2 です（%3値です）</translation>
    </message>
    <message>
        <source>%1 is %2, not %3</source>
        <translation>%1 は %2 です（%3値ではありません）</translation>
    </message>
    <message>
        <source>The result has no column &quot;%1&quot;.</source>
        <translation>結果に列「%1」がありません。</translation>
    </message>
    <message>
        <source>Choose a column that the question gives.</source>
        <translation>質問の結果にある列を選んでください。</translation>
    </message>
    <message>
        <source>There is nothing to compare %1 with yet</source>
        <translation>%1 と比較できるものはまだありません</translation>
    </message>
    <message>
        <source>%1 is in no row %2</source>
        <translation>%1 が %2行はありません</translation>
    </message>
    <message>
        <source>is too long</source>
        <translation>長すぎます</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>空にはできません</translation>
    </message>
    <message>
        <source>expected a number</source>
        <translation>数値を指定してください</translation>
    </message>
    <message>
        <source>There are no rows</source>
        <translation>行がありません</translation>
    </message>
    <message>
        <source>There are %1 rows</source>
        <translation>%1 行あります</translation>
    </message>
    <message>
        <source>The number of rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>expected %1 to %2 minutes</source>
        <translation>%1 分から %2 分までを指定してください</translation>
    </message>
    <message>
        <source>expected 0 to 59</source>
        <translation>0 から 59 までを指定してください</translation>
    </message>
    <message>
        <source>expected days of the week, 1 (Monday) to 7 (Sunday)</source>
        <translation>曜日を 1（月曜日）から 7（日曜日）までで指定してください</translation>
    </message>
    <message>
        <source>expected 1 to 31</source>
        <translation>1 から 31 までを指定してください</translation>
    </message>
    <message>
        <source>expected a time of day such as 08:30</source>
        <translation>08:30 のような時刻を指定してください</translation>
    </message>
    <message>
        <source>Every %1 minutes</source>
        <translation>%1 分ごと</translation>
    </message>
    <message>
        <source>Every hour at minute %1</source>
        <translation>毎時 %1 分</translation>
    </message>
    <message>
        <source>Every day at %1</source>
        <translation>毎日 %1</translation>
    </message>
    <message>
        <source>Monday to Friday at %1</source>
        <translation>月曜日から金曜日の %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 の %2</translation>
    </message>
    <message>
        <source>On day %1 of each month at %2</source>
        <translation>毎月 %1 日の %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::signon</name>
    <message>
        <source>What the identity provider answered is not believed: %1</source>
        <translation>ID プロバイダーの応答を信頼できません: %1</translation>
    </message>
    <message>
        <source>Try again. If it stays, ask the administrator of your organisation.</source>
        <translation>もう一度お試しください。続く場合は、組織の管理者にお尋ねください。</translation>
    </message>
    <message>
        <source>it is meant for another program.</source>
        <translation>別のプログラム宛てのものです。</translation>
    </message>
    <message>
        <source>it was given to another program.</source>
        <translation>別のプログラムに発行されたものです。</translation>
    </message>
    <message>
        <source>it does not say from when to when it holds.</source>
        <translation>有効期間が示されていません。</translation>
    </message>
    <message>
        <source>it holds no longer. Is the clock right?</source>
        <translation>有効期限が切れています。時計は合っていますか。</translation>
    </message>
    <message>
        <source>it was not made just now. Is the clock right?</source>
        <translation>たった今発行されたものではありません。時計は合っていますか。</translation>
    </message>
    <message>
        <source>it does not hold yet. Is the clock right?</source>
        <translation>まだ有効になっていません。時計は合っていますか。</translation>
    </message>
    <message>
        <source>Compare the address with what the provider says of itself.</source>
        <translation>アドレスを、プロバイダーが自ら示しているものと照らし合わせてください。</translation>
    </message>
    <message>
        <source>The provider&apos;s document does not say where %1 is, or not with https.</source>
        <translation>プロバイダーの文書に、%1の場所が https で示されていません。</translation>
    </message>
    <message>
        <source>What is at that address is no document of an identity provider.</source>
        <translation>そのアドレスにあるのは ID プロバイダーの文書ではありません。</translation>
    </message>
    <message>
        <source>The document does not say whose it is.</source>
        <translation>どのプロバイダーの文書かが示されていません。</translation>
    </message>
    <message>
        <source>The provider calls itself &quot;%1&quot;. Enter exactly that.</source>
        <translation>プロバイダーは「%1」と名乗っています。そのとおりに入力してください。</translation>
    </message>
    <message>
        <source>its page for signing in</source>
        <translation>サインインページ</translation>
    </message>
    <message>
        <source>its exchange for tokens</source>
        <translation>トークンの交換先</translation>
    </message>
    <message>
        <source>its list of keys</source>
        <translation>鍵の一覧</translation>
    </message>
    <message>
        <source>The provider does not offer the authorisation code flow.</source>
        <translation>プロバイダーは認可コードフローに対応していません。</translation>
    </message>
    <message>
        <source>The provider signs in no way that is trusted; RS256, PS256 and ES256 are.</source>
        <translation>プロバイダーの署名方式はどれも信頼できません。信頼できるのは RS256、PS256、ES256 です。</translation>
    </message>
</context>
<context>
    <name>tabletalk::signon::IdToken</name>
    <message>
        <source>it is no signed token.</source>
        <translation>署名付きトークンではありません。</translation>
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation>読み取れません。</translation>
    </message>
    <message>
        <source>it is signed in no way that is trusted; RS256, PS256 and ES256 are.</source>
        <translation>署名方式を信頼できません。信頼できるのは RS256、PS256、ES256 です。</translation>
    </message>
    <message>
        <source>it demands what is not known here.</source>
        <translation>ここでは認識できないものを要求しています。</translation>
    </message>
    <message>
        <source>its signature is wrong.</source>
        <translation>署名が正しくありません。</translation>
    </message>
    <message>
        <source>the key that signed it is not known.</source>
        <translation>署名した鍵が不明です。</translation>
    </message>
    <message>
        <source>it is of another provider.</source>
        <translation>別のプロバイダーのものです。</translation>
    </message>
    <message>
        <source>it is of another sign-in.</source>
        <translation>別のサインインのものです。</translation>
    </message>
    <message>
        <source>it does not say who signed in.</source>
        <translation>誰がサインインしたかが示されていません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui</name>
    <message>
        <source>right</source>
        <translation>正解</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>不正解</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>回答なし</translation>
    </message>
    <message>
        <source>broken test</source>
        <translation>実行できないテスト</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未質問</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 of %2 asked</source>
        <translation>%2 件中 %1 件を質問済み</translation>
    </message>
    <message>
        <source>stopped after %1 of %2</source>
        <translation>%2 件中 %1 件で停止</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失敗: %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>an example</source>
        <translation>例</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Search by words and meaning</source>
        <translation>語句と意味で検索</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>意味で検索</translation>
    </message>
    <message>
        <source>Search along relations</source>
        <translation>関係をたどって検索</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation>親しみやすい</translation>
    </message>
    <message>
        <source>Formal</source>
        <translation>丁寧</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>簡潔</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Only me</source>
        <translation>自分のみ</translation>
    </message>
    <message>
        <source>Some teams</source>
        <translation>一部のチーム</translation>
    </message>
    <message>
        <source>Some people</source>
        <translation>一部の人</translation>
    </message>
    <message>
        <source>Everybody, guests too</source>
        <translation>全員（ゲストを含む）</translation>
    </message>
    <message>
        <source>Everybody in the organisation</source>
        <translation>組織の全員</translation>
    </message>
    <message>
        <source>%1 (statement)</source>
        <translation>%1（SQL 文）</translation>
    </message>
    <message>
        <source>%1, page %2</source>
        <translation>%1、%2 ページ</translation>
    </message>
    <message>
        <source>%1 a year</source>
        <translation>%1 / 年</translation>
    </message>
    <message>
        <source>%1 a month</source>
        <translation>%1 / 月</translation>
    </message>
    <message>
        <source>Free of charge</source>
        <translation>無料</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>年払い</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>月払い</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Questions a month</source>
        <translation>月間の質問数</translation>
    </message>
    <message>
        <source>Tokens a month</source>
        <translation>月間のトークン数</translation>
    </message>
    <message>
        <source>AI credits a month</source>
        <translation>月間の AI クレジット</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>毎分の要求数</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Logo and colours of your own</source>
        <translation>独自のロゴと配色</translation>
    </message>
    <message>
        <source>Domain of your own</source>
        <translation>独自ドメイン</translation>
    </message>
    <message>
        <source>Use by person and model</source>
        <translation>人別・モデル別の利用状況</translation>
    </message>
    <message>
        <source>Support before others</source>
        <translation>優先サポート</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>シングルサインオン</translation>
    </message>
    <message>
        <source>Credit note</source>
        <translation>クレジットノート</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>請求書</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>発行済み</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>支払い済み</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未払い</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>To be paid by</source>
        <translation>支払期限</translation>
    </message>
    <message>
        <source>From</source>
        <translation>発行元</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>%1
%2 to %3</source>
        <translation>%1
%2 から %3</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>税抜</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Tax %1 %, which the prices hold</source>
        <translation>税 %1%（価格に含む）</translation>
    </message>
    <message>
        <source>Tax %1 %</source>
        <translation>税 %1%</translation>
    </message>
    <message>
        <source>Taken from your credit</source>
        <translation>クレジット残高から充当</translation>
    </message>
    <message>
        <source>Credited by credit notes</source>
        <translation>クレジットノートによる減額</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>支払い済み</translation>
    </message>
    <message>
        <source>Settled, nothing is open</source>
        <translation>精算済み、未払いはありません</translation>
    </message>
    <message>
        <source>To be paid</source>
        <translation>お支払い額</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 に質問しています…</translation>
    </message>
    <message>
        <source>Understanding the question…</source>
        <translation>質問を解析しています…</translation>
    </message>
    <message>
        <source>%1 is writing… %2 characters so far</source>
        <translation>%1 が回答を書いています… 現在 %2 文字</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>1 分前</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>%1 分前</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>One row has no place in this chart</source>
        <translation>このグラフに表示できない行が 1 行あります</translation>
    </message>
    <message>
        <source>%1 rows have no place in this chart</source>
        <translation>このグラフに表示できない行が %1 行あります</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows</source>
        <translation>%2 行中、最初の %1 行</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 different</source>
        <translation>%1 種類</translation>
    </message>
    <message>
        <source>Sum: %1</source>
        <translation>合計: %1</translation>
    </message>
    <message>
        <source>Average: %1</source>
        <translation>平均: %1</translation>
    </message>
    <message>
        <source>Least: %1</source>
        <translation>最小: %1</translation>
    </message>
    <message>
        <source>Greatest: %1</source>
        <translation>最大: %1</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>値の数: %1</translation>
    </message>
    <message>
        <source>Empty: %1</source>
        <translation>空: %1</translation>
    </message>
    <message>
        <source>Different: %1</source>
        <translation>異なる値: %1</translation>
    </message>
    <message>
        <source>Different: more than 10,000</source>
        <translation>異なる値: 10,000 超</translation>
    </message>
    <message>
        <source>The numbers are too long to be added exactly.</source>
        <translation>数値が長すぎるため、正確に合計できません。</translation>
    </message>
    <message>
        <source>Paste a URL here, or fill in the fields above</source>
        <translation>ここに URL を貼り付けるか、上の欄に入力してください</translation>
    </message>
    <message>
        <source>This tile could not be run.</source>
        <translation>このタイルは実行できませんでした。</translation>
    </message>
    <message>
        <source>This tile has not been run.</source>
        <translation>このタイルはまだ実行されていません。</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows.</source>
        <translation>%2 行中、最初の %1 行です。</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>ファイルを書き込めませんでした: %1</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>ディスクの空き容量を確認してください。</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>%1 / %2 ページ</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>読み込み失敗</translation>
    </message>
    <message>
        <source>reading paused</source>
        <translation>読み込み一時停止中</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>配信済み</translation>
    </message>
    <message>
        <source>condition not met</source>
        <translation>条件を満たさず</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>失敗あり</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>when there are rows</source>
        <translation>行があるとき</translation>
    </message>
    <message>
        <source>the number of rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>the first column</source>
        <translation>最初の列</translation>
    </message>
    <message>
        <source>when in any row %1</source>
        <translation>いずれかの行で %1</translation>
    </message>
    <message>
        <source>when %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 が変わったとき</translation>
    </message>
    <message>
        <source>%1 is below %2</source>
        <translation>%1 が %2 を下回るとき</translation>
    </message>
    <message>
        <source>%1 is above %2</source>
        <translation>%1 が %2 を上回るとき</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 が %2 のとき</translation>
    </message>
    <message>
        <source>mail to %1</source>
        <translation>%1 へメール</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Excel file</source>
        <translation>Excel ファイル</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV ファイル</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>%1 ページ</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>語句</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>つながり</translation>
    </message>
    <message>
        <source>Words and meaning</source>
        <translation>語句と意味</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of a server.</source>
        <translation>「%1」はサーバーのアドレスではありません。</translation>
    </message>
    <message>
        <source>Write it like example.org, 192.168.1.20:8765 or wss://example.org/rpc.</source>
        <translation>example.org、192.168.1.20:8765、wss://example.org/rpc のように書いてください。</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <translation>これはあなたのサーバーですか。</translation>
    </message>
    <message>
        <source>%1 shows a certificate that no authority vouches for, issued to %2.</source>
        <translation>%1 が提示した証明書（発行先: %2）は、どの認証局にも保証されていません。</translation>
    </message>
    <message>
        <source>Its SHA-256 fingerprint is

%1

Compare it with the one that the server&apos;s administrator gives you. If you accept it, it is remembered, and any other certificate of this server will be refused.</source>
        <translation>SHA-256 フィンガープリント:

%1

サーバーの管理者から知らされたものと照らし合わせてください。承認すると記憶され、このサーバーの他の証明書は拒否されます。</translation>
    </message>
    <message>
        <source>It is the right one</source>
        <translation>正しいサーバーです</translation>
    </message>
    <message>
        <source>waits for an answer</source>
        <translation>返答待ち</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>返答済み</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>● %1</source>
        <translation>● %1</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>閲覧者</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>ゲスト</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Questions this month</source>
        <translation>今月の質問数</translation>
    </message>
    <message>
        <source>Tokens this month</source>
        <translation>今月のトークン数</translation>
    </message>
    <message>
        <source>AI credits this month</source>
        <translation>今月の AI クレジット</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Values to try it with</source>
        <translation>試すときに使う値</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>キャンセル済み</translation>
    </message>
    <message>
        <source>when a document was read</source>
        <translation>文書が読み込まれたとき</translation>
    </message>
    <message>
        <source>when a question was answered</source>
        <translation>質問に回答したとき</translation>
    </message>
    <message>
        <source>when a question could not be answered</source>
        <translation>質問に回答できなかったとき</translation>
    </message>
    <message>
        <source>when a limit of the plan comes near</source>
        <translation>プランの上限に近づいたとき</translation>
    </message>
    <message>
        <source>when a database was read</source>
        <translation>データベースが読み込まれたとき</translation>
    </message>
    <message>
        <source>when somebody joined</source>
        <translation>誰かが参加したとき</translation>
    </message>
    <message>
        <source>its schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>退会した人</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>関係</translation>
    </message>
    <message>
        <source>as the organisation chose</source>
        <translation>組織の設定に従う</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>Propose facts to remember, which you confirm under What agents remember</source>
        <translation>覚えておく事柄を提案（「エージェントの記憶」で確認できます）</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>記憶</translation>
    </message>
    <message>
        <source>Documents and rows of answers</source>
        <translation>文書と回答の行</translation>
    </message>
    <message>
        <source>Copy the whole link, from https:// to its end.</source>
        <translation>https:// から末尾まで、リンク全体をコピーしてください。</translation>
    </message>
    <message>
        <source>%1, of the rows that the filters leave</source>
        <translation>%1（絞り込み後の行が対象）</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AccuracyTab</name>
    <message>
        <source>The schema changed under some tests</source>
        <translation>スキーマの変更が一部のテストに影響しています</translation>
    </message>
    <message>
        <source>Answers became less accurate</source>
        <translation>回答の精度が下がりました</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AddressDialog</name>
    <message>
        <source>Who sees it</source>
        <translation>公開範囲</translation>
    </message>
    <message>
        <source>Everybody but guests</source>
        <translation>ゲスト以外の全員</translation>
    </message>
    <message>
        <source>Everybody, and guests</source>
        <translation>全員とゲスト</translation>
    </message>
    <message>
        <source>Only you</source>
        <translation>あなたのみ</translation>
    </message>
    <message>
        <source>Add a web page or site</source>
        <translation>ウェブページまたはサイトを追加</translation>
    </message>
    <message>
        <source>Only what the site&apos;s robots.txt allows is read. Pages behind a sign-in are not.</source>
        <translation>サイトの robots.txt が許可するものだけを読み込みます。サインインが必要なページは読み込みません。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Follow its links, and read the pages that they lead to</source>
        <translation>リンクをたどり、リンク先のページも読み込む</translation>
    </message>
    <message>
        <source>Links away from the address</source>
        <translation>アドレスからたどるリンクの深さ</translation>
    </message>
    <message>
        <source>Pages at most</source>
        <translation>最大ページ数</translation>
    </message>
    <message>
        <source>Only pages below</source>
        <translation>このパス以下のページのみ</translation>
    </message>
    <message>
        <source>/handbook/ – that of the address when empty</source>
        <translation>/handbook/ – 空欄の場合はアドレスのパス</translation>
    </message>
    <message>
        <source>Links away</source>
        <translation>リンクの深さ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AddressesCard</name>
    <message>
        <source>Allowed addresses</source>
        <translation>許可するアドレス</translation>
    </message>
    <message>
        <source>People and keys are let in from these only, one address or range a line. Empty: from everywhere.</source>
        <translation>人とキーは、ここにあるアドレスからのみ接続できます。1 行に 1 つのアドレスまたは範囲を書いてください。空欄の場合は、どこからでも接続できます。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>You come from %1.</source>
        <translation>現在の接続元は %1 です。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>Lock yourself out?</source>
        <translation>自分が接続できなくなりますが、よろしいですか。</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>それでも保存</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentCard</name>
    <message>
        <source>Seen by: %1. Model: %2</source>
        <translation>公開範囲: %1。モデル: %2</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 に質問</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 を変更</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>公開…</translation>
    </message>
    <message>
        <source>Share %1</source>
        <translation>%1 を公開</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 を削除</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentDialog</name>
    <message>
        <source>Change the agent</source>
        <translation>エージェントを変更</translation>
    </message>
    <message>
        <source>New agent</source>
        <translation>新しいエージェント</translation>
    </message>
    <message>
        <source>Parts of the agent</source>
        <translation>エージェントの構成</translation>
    </message>
    <message>
        <source>&amp;Who it is</source>
        <translation>人物像(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Skills</source>
        <translation>スキル(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Tools and databases</source>
        <translation>ツールとデータベース(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Make the agent</source>
        <translation>エージェントを作成</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>ひな形</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation>ひな形(&amp;B)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What it is &amp;for</source>
        <translation>用途(&amp;F)</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation>指示(&amp;I)</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>口調</translation>
    </message>
    <message>
        <source>T&amp;one</source>
        <translation>口調(&amp;O)</translation>
    </message>
    <message>
        <source>Personality</source>
        <translation>性格</translation>
    </message>
    <message>
        <source>&amp;Personality</source>
        <translation>性格(&amp;P)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>モデル(&amp;M)</translation>
    </message>
    <message>
        <source>Shown to</source>
        <translation>公開先</translation>
    </message>
    <message>
        <source>S&amp;hown to</source>
        <translation>公開先(&amp;H)</translation>
    </message>
    <message>
        <source>It can be &amp;asked</source>
        <translation>質問を受け付ける(&amp;A)</translation>
    </message>
    <message>
        <source>What it knows how to do, told to a model when the question is about it.</source>
        <translation>エージェントができること。質問がそれに関わるときにモデルに伝えます。</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>スキル</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Name of the skill</source>
        <translation>スキルの名前</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>名前(&amp;M)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>すること</translation>
    </message>
    <message>
        <source>What to &amp;do</source>
        <translation>すること(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Always, whatever is asked</source>
        <translation>質問の内容にかかわらず常に使う(&amp;A)</translation>
    </message>
    <message>
        <source>New skill</source>
        <translation>新しいスキル</translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation>使えるもの</translation>
    </message>
    <message>
        <source>It may ask &amp;all databases of the workspace</source>
        <translation>ワークスペースのすべてのデータベースに質問できる(&amp;A)</translation>
    </message>
    <message>
        <source>Databases that it may ask</source>
        <translation>質問できるデータベース</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentsPage</name>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Organisation&apos;s</source>
        <translation>組織のモデル</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>アシスタント</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>on, the default</source>
        <translation>オン（既定）</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Who made it</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>The agents of all organisations, and what they may use. What they were told to be and what they are asked stays with them. Questions are counted over 30 days.</source>
        <translation>全組織のエージェントと、それが使えるものです。エージェントへの指示と質問の内容は各組織の外に出ません。質問数は過去 30 日間の集計です。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>公開先</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>質問数</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>Who sees the agents</source>
        <translation>エージェントの公開先</translation>
    </message>
    <message>
        <source>Seen by anybody</source>
        <translation>公開先: すべて</translation>
    </message>
    <message>
        <source>%1 may use: %2</source>
        <translation>%1 が使えるもの: %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AgentsWidget</name>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Ways to be answered from databases and documents, each with words and tools of its own.</source>
        <translation>データベースと文書をもとに回答します。それぞれに独自の指示とツールがあります。</translation>
    </message>
    <message>
        <source>There is none that you see yet.</source>
        <translation>表示できるエージェントはまだありません。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Agent that is asked</source>
        <translation>質問するエージェント</translation>
    </message>
    <message>
        <source>Second agent that is asked</source>
        <translation>質問する 2 つ目のエージェント</translation>
    </message>
    <message>
        <source>&amp;Beside another agent</source>
        <translation>別のエージェントと並べる(&amp;B)</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>最初から始める</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>What does the refund policy say, and how many refunds did we make last month?</source>
        <translation>返金規定には何と書いてありますか。また、先月の返金は何件でしたか。</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Delete the agent?</source>
        <translation>エージェントを削除しますか。</translation>
    </message>
    <message>
        <source>“%1” is deleted; answers that it gave stay.</source>
        <translation>「%1」を削除します。これまでの回答は残ります。</translation>
    </message>
    <message>
        <source>Agents of this workspace</source>
        <translation>このワークスペースのエージェント</translation>
    </message>
    <message>
        <source>New agent…</source>
        <translation>新しいエージェント…</translation>
    </message>
    <message>
        <source>Show this agent</source>
        <translation>このエージェントを公開</translation>
    </message>
    <message>
        <source>Whoever sees it asks it, with rights of their own: it shows nobody what they may not see.</source>
        <translation>公開された人は、自分の権限の範囲で質問します。見る権限のないものが表示されることはありません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnnouncementBar</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Close &quot;%1&quot;</source>
        <translation>「%1」を閉じる</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnnouncementDesk</name>
    <message>
        <source>Urgent</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>News</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>予定</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>表示中</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>Nothing was announced.</source>
        <translation>お知らせはありません。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Tell everybody</source>
        <translation>全員に知らせる</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>タイトル(&amp;T)</translation>
    </message>
    <message>
        <source>What is to be known</source>
        <translation>知らせる内容</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>本文(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>種類(&amp;K)</translation>
    </message>
    <message>
        <source>Later, from</source>
        <translation>後で開始</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>終了日時</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Whoever has read it may close it</source>
        <translation>読んだ人は閉じることができる</translation>
    </message>
    <message>
        <source>Announce</source>
        <translation>知らせる</translation>
    </message>
    <message>
        <source>open end</source>
        <translation>期限なし</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerCard</name>
    <message>
        <source>Edit this question and ask again</source>
        <translation>この質問を編集してもう一度尋ねる</translation>
    </message>
    <message>
        <source>Edit this question and ask again. This conversation stays as it is.</source>
        <translation>この質問を編集してもう一度尋ねます。この会話はそのまま残ります。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>もう一度質問</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Change how this answer is drawn</source>
        <translation>この回答のグラフを変更</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>How this answer came about</source>
        <translation>この回答が得られた過程</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>「%1」として保存しました。</translation>
    </message>
    <message>
        <source>It is under Saved, to be run again.</source>
        <translation>「保存済み」からもう一度実行できます。</translation>
    </message>
    <message>
        <source>Your own SQL</source>
        <translation>自分で書いた SQL</translation>
    </message>
    <message>
        <source>Pinned to “%1”.</source>
        <translation>「%1」にピン留めしました。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>停止しました。</translation>
    </message>
    <message>
        <source>Answer to: %1</source>
        <translation>質問への回答: %1</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>The connection was lost. The answer goes on as soon as it is back.</source>
        <translation>接続が切れました。接続が戻りしだい回答を続けます。</translation>
    </message>
    <message>
        <source>Reading rows… %1 so far</source>
        <translation>行を読み込んでいます… 現在 %1 行</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>質問しています…</translation>
    </message>
    <message>
        <source>Running the query…</source>
        <translation>クエリを実行しています…</translation>
    </message>
    <message>
        <source>Reading the result…</source>
        <translation>結果を読み込んでいます…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the first %1 rows; the server&apos;s limit cut off the rest</source>
        <translation>最初の %1 行（残りはサーバーの上限により省略）</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>sure · %1 %</source>
        <translation>確か · %1%</translation>
    </message>
    <message>
        <source>fairly sure · %1 %</source>
        <translation>ほぼ確か · %1%</translation>
    </message>
    <message>
        <source>unsure · %1 %</source>
        <translation>不確か · %1%</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>行を絞り込む</translation>
    </message>
    <message>
        <source>Filter rows. A click on a heading sorts them.</source>
        <translation>行を絞り込みます。見出しをクリックすると並べ替えます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerExporter</name>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Your own SQL</source>
        <translation>自分で書いた SQL</translation>
    </message>
    <message>
        <source>Export as %1</source>
        <translation>%1 としてエクスポート</translation>
    </message>
    <message>
        <source>The answer was written to %1.</source>
        <translation>回答を %1 にエクスポートしました。</translation>
    </message>
    <message>
        <source>%1 rows were written to %2.</source>
        <translation>%1 行を %2 にエクスポートしました。</translation>
    </message>
    <message>
        <source>They are not all: the server&apos;s limit cut off the rest of the result.</source>
        <translation>これがすべてではありません。結果の残りはサーバーの上限により省略されました。</translation>
    </message>
    <message>
        <source>The table holds %1.</source>
        <translation>表の内容: %1。</translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>%2 行中、最初の %1 行</translation>
    </message>
    <message>
        <source>the first %1 of these: %2</source>
        <translation>次のうち最初の %1 行: %2</translation>
    </message>
    <message>
        <source>Export as %1: %2</source>
        <translation>%1 としてエクスポート: %2</translation>
    </message>
    <message>
        <source>They are %1.</source>
        <translation>内容: %1。</translation>
    </message>
    <message>
        <source>The export was not finished</source>
        <translation>エクスポートは完了しませんでした</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AnswerView</name>
    <message>
        <source>Steps</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Reading the question…</source>
        <translation>質問を読んでいます…</translation>
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
        <translation>   → 失敗しました: %1</translation>
    </message>
    <message>
        <source>Found without a model, in %1 ms.</source>
        <translation>モデルを使わずに %1 ms で見つけました。</translation>
    </message>
    <message>
        <source>Written by %1, in %2 ms.</source>
        <translation>%1 が %2 ms で作成しました。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ApiKeyModel</name>
    <message>
        <source>all that its maker may</source>
        <translation>作成者の権限すべて</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>May</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最終使用</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ApiKeysCard</name>
    <message>
        <source>API keys</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>For programs that ask on your behalf. A key never may more than you.</source>
        <translation>あなたの代わりに質問するプログラム用です。キーの権限があなたの権限を超えることはありません。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Name of the new key</source>
        <translation>新しいキーの名前</translation>
    </message>
    <message>
        <source>Name, such as: nightly report</source>
        <translation>名前（例: 夜間レポート）</translation>
    </message>
    <message>
        <source>What the new key may do</source>
        <translation>新しいキーの権限</translation>
    </message>
    <message>
        <source>Ask questions</source>
        <translation>質問する</translation>
    </message>
    <message>
        <source>All that I may</source>
        <translation>自分の権限すべて</translation>
    </message>
    <message>
        <source>How long the new key works</source>
        <translation>新しいキーの有効期間</translation>
    </message>
    <message>
        <source>for 30 days</source>
        <translation>30 日間</translation>
    </message>
    <message>
        <source>for 90 days</source>
        <translation>90 日間</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>1 年間</translation>
    </message>
    <message>
        <source>until revoked</source>
        <translation>取り消すまで</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>キーを作成</translation>
    </message>
    <message>
        <source>Copy the key now: it is not shown again.</source>
        <translation>今すぐキーをコピーしてください。再び表示されることはありません。</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>新しいキー</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Revoke the key?</source>
        <translation>キーを取り消しますか。</translation>
    </message>
    <message>
        <source>Programs that use &quot;%1&quot; stop working at once.</source>
        <translation>「%1」を使っているプログラムはすぐに動かなくなります。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditExport</name>
    <message>
        <source>The file cannot be written.</source>
        <translation>ファイルに書き込めません。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>実行者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>From</source>
        <translation>接続元</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>SQL 文</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>ハッシュ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditModel</name>
    <message>
        <source>%1, by operator %2</source>
        <translation>%1（運営者 %2 による）</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>実行者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>From</source>
        <translation>接続元</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AuditWidget</name>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>実行者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>From</source>
        <translation>接続元</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>SQL 文</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>ハッシュ</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>Who did what, when and from where. Records cannot be changed unnoticed.</source>
        <translation>誰が、何を、いつ、どこから行ったかの記録です。記録を気づかれずに変更することはできません。</translation>
    </message>
    <message>
        <source>Save the audit log</source>
        <translation>監査ログを保存</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation>CSV (*.csv);;JSON lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Who: e-mail address</source>
        <translation>実行者: メールアドレス</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>行われた操作</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべての操作</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>すべての結果</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Refused or failed</source>
        <translation>拒否または失敗</translation>
    </message>
    <message>
        <source>From this day</source>
        <translation>この日から</translation>
    </message>
    <message>
        <source>Up to this day</source>
        <translation>この日まで</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Older records</source>
        <translation>以前の記録</translation>
    </message>
    <message>
        <source>Check the records</source>
        <translation>記録を検証</translation>
    </message>
    <message>
        <source>Finds out whether every record is as it was written.</source>
        <translation>すべての記録が書き込まれたときのままかどうかを調べます。</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>ファイルに保存</translation>
    </message>
    <message>
        <source>The chosen record</source>
        <translation>選択した記録</translation>
    </message>
    <message>
        <source>Choose a record to see all of it.</source>
        <translation>記録を選ぶと全体が表示されます。</translation>
    </message>
    <message>
        <source>All %L1 records are as they were written.</source>
        <translation>%L1 件の記録はすべて書き込まれたときのままです。</translation>
    </message>
    <message>
        <source>The records were tampered with.</source>
        <translation>記録が改ざんされています。</translation>
    </message>
    <message>
        <source>%L1 records are saved.</source>
        <translation>%L1 件の記録を保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::AutomationsTab</name>
    <message>
        <source>by hand</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>一時停止中: %1</translation>
    </message>
    <message>
        <source>The last time: %1</source>
        <translation>前回: %1</translation>
    </message>
    <message>
        <source>It failed %1 times in a row.</source>
        <translation>%1 回続けて失敗しました。</translation>
    </message>
    <message>
        <source>In the workspace %1.</source>
        <translation>ワークスペース: %1。</translation>
    </message>
    <message>
        <source>Which are shown</source>
        <translation>表示するもの</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>Failed the last time</source>
        <translation>前回失敗</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>It rests until its owner lets it go on.</source>
        <translation>所有者が再開するまで停止します。</translation>
    </message>
    <message>
        <source>What runs by itself in the organisation</source>
        <translation>組織で自動的に動くもの</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次回</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>前回</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>They are being listed…</source>
        <translation>一覧を取得しています…</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>以前のもの</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>退会した人</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Nothing runs by itself in this organisation yet.</source>
        <translation>この組織で自動的に動くものはまだありません。</translation>
    </message>
    <message>
        <source>There is none of these.</source>
        <translation>該当するものはありません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingAddressCard</name>
    <message>
        <source>Address on invoices</source>
        <translation>請求書の住所</translation>
    </message>
    <message>
        <source>It stands under the organisation&apos;s name on invoices to come; a number for tax may be one of its lines.</source>
        <translation>今後の請求書で組織名の下に記載されます。税務用の番号を 1 行として含めることもできます。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingHistoryCard</name>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>プラン</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>支払い周期</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>What happened to the subscription</source>
        <translation>サブスクリプションの履歴</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>履歴はまだありません。</translation>
    </message>
    <message>
        <source>What was before</source>
        <translation>以前の履歴</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingSettingsCard</name>
    <message>
        <source> days</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>New organisations get a trial and are billed after it</source>
        <translation>新しい組織に試用期間を設け、その後に請求する</translation>
    </message>
    <message>
        <source>Organisations that have Self-hosted keep it.</source>
        <translation>Self-hosted プランの組織はそのまま継続します。</translation>
    </message>
    <message>
        <source>Currency of new subscriptions</source>
        <translation>新しいサブスクリプションの通貨</translation>
    </message>
    <message>
        <source>&amp;Currency</source>
        <translation>通貨(&amp;C)</translation>
    </message>
    <message>
        <source>Plan that is tried</source>
        <translation>試用するプラン</translation>
    </message>
    <message>
        <source>&amp;Trial of</source>
        <translation>試用するプラン(&amp;T)</translation>
    </message>
    <message>
        <source>How long it is tried</source>
        <translation>試用期間の長さ</translation>
    </message>
    <message>
        <source>For</source>
        <translation>試用期間</translation>
    </message>
    <message>
        <source>Plan that follows where none is chosen</source>
        <translation>選択がない場合に適用するプラン</translation>
    </message>
    <message>
        <source>Then, unless they c&amp;hoose</source>
        <translation>選択がない場合の次のプラン(&amp;H)</translation>
    </message>
    <message>
        <source>Days to pay an invoice</source>
        <translation>請求書の支払期限までの日数</translation>
    </message>
    <message>
        <source>Invoices are &amp;due in</source>
        <translation>請求書の支払期限(&amp;D)</translation>
    </message>
    <message>
        <source>Days past due before it is suspended</source>
        <translation>支払期限の超過から停止までの日数</translation>
    </message>
    <message>
        <source>Suspended &amp;after another</source>
        <translation>超過から停止まで(&amp;A)</translation>
    </message>
    <message>
        <source>Tax in percent</source>
        <translation>税率（パーセント）</translation>
    </message>
    <message>
        <source>Ta&amp;x</source>
        <translation>税(&amp;X)</translation>
    </message>
    <message>
        <source>Prices include the tax</source>
        <translation>税込み価格</translation>
    </message>
    <message>
        <source>Name and address on invoices</source>
        <translation>請求書の名称と住所</translation>
    </message>
    <message>
        <source>Se&amp;ller</source>
        <translation>販売者(&amp;L)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BillingWidget</name>
    <message>
        <source>Billing</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>What your organisation has, what it costs, and what was invoiced.</source>
        <translation>組織の契約内容、費用、これまでの請求です。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BrandingCard</name>
    <message>
        <source>Choose a logo</source>
        <translation>ロゴを選択</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>画像 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Appearance and domain</source>
        <translation>外観とドメイン</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save colours and domain</source>
        <translation>色とドメインを保存</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>ロゴ</translation>
    </message>
    <message>
        <source>Choose a logo…</source>
        <translation>ロゴを選択…</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>ロゴを削除</translation>
    </message>
    <message>
        <source>#rrggbb, or nothing</source>
        <translation>#rrggbb または空欄</translation>
    </message>
    <message>
        <source>&amp;Main colour</source>
        <translation>メインカラー(&amp;M)</translation>
    </message>
    <message>
        <source>Main colour</source>
        <translation>メインカラー</translation>
    </message>
    <message>
        <source>&amp;Accent colour</source>
        <translation>アクセントカラー(&amp;A)</translation>
    </message>
    <message>
        <source>Accent colour</source>
        <translation>アクセントカラー</translation>
    </message>
    <message>
        <source>Domain of your own</source>
        <translation>独自ドメイン</translation>
    </message>
    <message>
        <source>data.example.org, or nothing</source>
        <translation>data.example.org または空欄</translation>
    </message>
    <message>
        <source>&amp;Domain</source>
        <translation>ドメイン(&amp;D)</translation>
    </message>
    <message>
        <source>People who open this domain find your organisation.</source>
        <translation>このドメインを開いた人に組織が表示されます。</translation>
    </message>
    <message>
        <source>The domain leads nowhere until the operator of the server has confirmed it.</source>
        <translation>サーバーの運営者が確認するまで、このドメインは使えません。</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>ロゴなし</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>画像を読み込めません。</translation>
    </message>
    <message>
        <source>The picture is too large.</source>
        <translation>画像が大きすぎます。</translation>
    </message>
    <message>
        <source>A logo may have %1 KB; make it smaller.</source>
        <translation>ロゴは %1 KB までです。小さくしてください。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::BrowserSignIn</name>
    <message>
        <source>Nobody came back from the browser in time.</source>
        <translation>時間内にブラウザーから応答がありませんでした。</translation>
    </message>
    <message>
        <source>Begin again, and finish on the page that opens.</source>
        <translation>もう一度始めて、開いたページで手続きを終えてください。</translation>
    </message>
    <message>
        <source>This computer lets the window listen for its browser nowhere: %1.</source>
        <translation>このコンピューターでは、ウィンドウがブラウザーからの応答を待ち受けられません: %1。</translation>
    </message>
    <message>
        <source>Sign in with a password, or look at the computer&apos;s firewall.</source>
        <translation>パスワードでサインインするか、コンピューターのファイアウォールを確認してください。</translation>
    </message>
    <message>
        <source>The server named no page to sign in at.</source>
        <translation>サーバーがサインイン用のページを示しませんでした。</translation>
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation>ブラウザーを開けませんでした。</translation>
    </message>
    <message>
        <source>Set a browser for this computer, or sign in with a password.</source>
        <translation>このコンピューターのブラウザーを設定するか、パスワードでサインインしてください。</translation>
    </message>
    <message>
        <source>Nothing is here</source>
        <translation>ここには何もありません</translation>
    </message>
    <message>
        <source>This is no sign-in of this window.</source>
        <translation>これはこのウィンドウのサインインではありません。</translation>
    </message>
    <message>
        <source>You may return to Tabletalk</source>
        <translation>Tabletalk に戻ってください</translation>
    </message>
    <message>
        <source>Signing in did not work. The window says why.</source>
        <translation>サインインできませんでした。理由はウィンドウに表示されます。</translation>
    </message>
    <message>
        <source>The window signs you in. This page can be closed.</source>
        <translation>ウィンドウでサインインします。このページは閉じてかまいません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CatalogueModel</name>
    <message>
        <source>Table</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Rows, about</source>
        <translation>行数（概数）</translation>
    </message>
    <message>
        <source>View</source>
        <translation>ビュー</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::CellDialog</name>
    <message>
        <source>%1, row %2</source>
        <translation>%1、%2 行目</translation>
    </message>
    <message>
        <source>Fetching the whole text…</source>
        <translation>全文を取得しています…</translation>
    </message>
    <message>
        <source>Whole text of the cell</source>
        <translation>セルの全文</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 文字</translation>
    </message>
    <message>
        <source>The first %1 of %2 characters; Copy takes all of them</source>
        <translation>全 %2 文字のうち最初の %1 文字を表示しています。「コピー」では全文がコピーされます</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChangePreview</name>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 〜 %3）</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>プランを変更</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>後で</translation>
    </message>
    <message>
        <source>Change to %1, paid %2</source>
        <translation>%1 に変更、支払い: %2</translation>
    </message>
    <message>
        <source>From %1 on. Until then everything stays as it is, and you can take it back.</source>
        <translation>%1 から適用されます。それまではすべてそのままで、変更を取り消せます。</translation>
    </message>
    <message>
        <source>At once. Nothing is charged now.</source>
        <translation>すぐに適用されます。今回の請求はありません。</translation>
    </message>
    <message>
        <source>At once. This is invoiced now:</source>
        <translation>すぐに適用されます。次の内容を今回請求します:</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税</translation>
    </message>
    <message>
        <source>Credit for the next invoices</source>
        <translation>次回以降の請求書への充当額</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
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
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Chart: %1. %2 values; the largest is %3 (%4), the smallest %5 (%6).</source>
        <translation>グラフ: %1。値は %2 個。最大は %3（%4）、最小は %5（%6）。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartEditor</name>
    <message>
        <source>Bars</source>
        <translation>棒</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>折れ線</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>面</translation>
    </message>
    <message>
        <source>Pie</source>
        <translation>円</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>ヒートマップ</translation>
    </message>
    <message>
        <source>Single figure</source>
        <translation>単一の数値</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Along</source>
        <translation>横軸</translation>
    </message>
    <message>
        <source>A series for each</source>
        <translation>系列の分け方</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>積み上げ</translation>
    </message>
    <message>
        <source>As suggested</source>
        <translation>提案どおり</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>It is drawn here only: whoever asked decides for all.</source>
        <translation>この変更はここだけの表示です。全員への表示は質問した人が決めます。</translation>
    </message>
    <message>
        <source>It is drawn here only: %1</source>
        <translation>この変更はここだけの表示です: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ChartWidget</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
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
        <translation>%1（読み込み中）</translation>
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
        <translation>識別子</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>はい/いいえ</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>%1 distinct</source>
        <translation>%1 種類</translation>
    </message>
    <message>
        <source>about %1 distinct</source>
        <translation>約 %1 種類</translation>
    </message>
    <message>
        <source>%1 % empty</source>
        <translation>空 %1%</translation>
    </message>
    <message>
        <source>%1 empty</source>
        <translation>空 %1 件</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Leads to %1 (found in the data)</source>
        <translation>%1 を参照（データから検出）</translation>
    </message>
    <message>
        <source>Leads to %1</source>
        <translation>%1 を参照</translation>
    </message>
    <message>
        <source>Computed by the database</source>
        <translation>データベースによる計算値</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>例</translation>
    </message>
    <message>
        <source>%1, required</source>
        <translation>%1、必須</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1（単位: %2）</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 〜 %2</translation>
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
        <translation>データベースを接続</translation>
    </message>
    <message>
        <source>1  Where it is</source>
        <translation>1  接続先</translation>
    </message>
    <message>
        <source>2  What is read</source>
        <translation>2  読み込み範囲</translation>
    </message>
    <message>
        <source>3  Name</source>
        <translation>3  名前</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>テスト(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>次へ(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>接続(&amp;C)</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>現在のステップ</translation>
    </message>
    <message>
        <source>Choose tab&amp;les…</source>
        <translation>テーブルを選択(&amp;L)…</translation>
    </message>
    <message>
        <source>Choose tables</source>
        <translation>テーブルを選択</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>お待ちください…</translation>
    </message>
    <message>
        <source>Trying to connect…</source>
        <translation>接続を試しています…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>接続しています…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectionsPage</name>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>What organisations have connected. Where a database is and what is in it stays with them.</source>
        <translation>各組織が接続したデータベースです。その場所と内容は各組織の外に出ません。</translation>
    </message>
    <message>
        <source>Connected databases</source>
        <translation>接続したデータベース</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続日時</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConnectionsWidget</name>
    <message>
        <source>Connect a database</source>
        <translation>データベースを接続</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>No database yet</source>
        <translation>データベースはまだありません</translation>
    </message>
    <message>
        <source>Connect one and it is understood within a minute, without configuration.</source>
        <translation>接続すると、設定なしで 1 分以内に解析されます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationModel</name>
    <message>
        <source>archived</source>
        <translation>アーカイブ済み</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分岐</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>ピン留め済み</translation>
    </message>
    <message>
        <source>shown to others</source>
        <translation>公開中</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新しい会話</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ConversationReason</name>
    <message>
        <source>Conversation of yours to ask about</source>
        <translation>確認する自分の会話</translation>
    </message>
    <message>
        <source>&amp;Sees my conversation</source>
        <translation>自分の会話を見られるか(&amp;S)</translation>
    </message>
    <message>
        <source>Choose one to learn why</source>
        <translation>選ぶと理由を表示</translation>
    </message>
    <message>
        <source>%1 sees it.</source>
        <translation>%1 さんは見られます。</translation>
    </message>
    <message>
        <source>%1 does not see it.</source>
        <translation>%1 さんは見られません。</translation>
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
        <translation>他の人に公開…</translation>
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
        <source>Delete &quot;%1&quot; with all its answers? This cannot be undone.</source>
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
        <translation>試用期間は %1 に終了します。残り 1 日です。</translation>
    </message>
    <message>
        <source>The trial ends on %1: %2 days are left.</source>
        <translation>試用期間は %1 に終了します。残り %2 日です。</translation>
    </message>
    <message>
        <source>It ended on %1.</source>
        <translation>%1 に終了しました。</translation>
    </message>
    <message>
        <source>The present period is from %1 to %2.</source>
        <translation>現在の期間は %1 から %2 までです。</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>このまま継続</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Cancel at the period&apos;s end</source>
        <translation>期間の終わりに解約</translation>
    </message>
    <message>
        <source>Begin again?</source>
        <translation>再開しますか。</translation>
    </message>
    <message>
        <source>A new period begins now and is invoiced: %1.</source>
        <translation>新しい期間が今から始まり、請求が発生します: %1。</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>請求なし</translation>
    </message>
    <message>
        <source>Your organisation is not billed on this server: nothing is limited, nothing is invoiced.</source>
        <translation>このサーバーでは組織への請求はありません。上限も請求書もありません。</translation>
    </message>
    <message>
        <source>Your organisation is not billed on this server.</source>
        <translation>このサーバーでは組織への請求はありません。</translation>
    </message>
    <message>
        <source>Granted by the operators of this server: %1</source>
        <translation>このサーバーの運営者による付与: %1</translation>
    </message>
    <message>
        <source>Still to be paid: %1.</source>
        <translation>未払い額: %1。</translation>
    </message>
    <message>
        <source>Credit that the next invoice takes off: %1.</source>
        <translation>次回の請求書から差し引かれる額: %1。</translation>
    </message>
    <message>
        <source>An invoice is overdue.</source>
        <translation>支払期限を過ぎた請求書があります。</translation>
    </message>
    <message>
        <source>Pay it, or the subscription is suspended. Until then everything goes on.</source>
        <translation>支払いがない場合、サブスクリプションは停止されます。それまではすべて使えます。</translation>
    </message>
    <message>
        <source>The subscription is suspended.</source>
        <translation>サブスクリプションは停止中です。</translation>
    </message>
    <message>
        <source>The limits and features below hold meanwhile; nothing is lost. It goes on when what is open has been paid.</source>
        <translation>その間は下記の上限と機能が適用されます。失われるものはありません。未払い分が支払われると再開します。</translation>
    </message>
    <message>
        <source>The subscription has ended.</source>
        <translation>サブスクリプションは終了しました。</translation>
    </message>
    <message>
        <source>The limits and features below hold; nothing is lost. It can begin again at any time.</source>
        <translation>下記の上限と機能が適用されます。失われるものはありません。いつでも再開できます。</translation>
    </message>
    <message>
        <source>It ends on %1.</source>
        <translation>%1 に終了します。</translation>
    </message>
    <message>
        <source>Until then everything stays as it is. You can take that back.</source>
        <translation>それまではすべてそのままです。取り消すこともできます。</translation>
    </message>
    <message>
        <source>From %1 on: %2, paid %3.</source>
        <translation>%1 から: %2、支払い: %3。</translation>
    </message>
    <message>
        <source>%1: not part of it</source>
        <translation>%1: 対象外</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Cancel the subscription?</source>
        <translation>サブスクリプションを解約しますか。</translation>
    </message>
    <message>
        <source>It ends on %1. Until then everything stays as it is, and you can take it back.</source>
        <translation>%1 に終了します。それまではすべてそのままで、解約を取り消せます。</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>解約</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DashboardTile</name>
    <message>
        <source>Refresh this tile</source>
        <translation>このタイルを更新</translation>
    </message>
    <message>
        <source>Change this tile</source>
        <translation>このタイルを変更</translation>
    </message>
    <message>
        <source>Show as &amp;chart</source>
        <translation>グラフで表示(&amp;C)</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>表で表示(&amp;T)</translation>
    </message>
    <message>
        <source>Show as &amp;number</source>
        <translation>数値で表示(&amp;N)</translation>
    </message>
    <message>
        <source>Give it another t&amp;itle…</source>
        <translation>タイトルを変更(&amp;I)…</translation>
    </message>
    <message>
        <source>Take &amp;off the dashboard</source>
        <translation>ダッシュボードから外す(&amp;O)</translation>
    </message>
    <message>
        <source>A private question</source>
        <translation>非公開の質問</translation>
    </message>
    <message>
        <source>Ctrl and arrows move it, with Shift they change its size.</source>
        <translation>Ctrl と矢印キーで移動、Shift も押すと大きさを変更します。</translation>
    </message>
    <message>
        <source>Tile: %1</source>
        <translation>タイル: %1</translation>
    </message>
    <message>
        <source>About %1. %2</source>
        <translation>対象: %1。%2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DashboardsWidget</name>
    <message>
        <source>Save this dashboard</source>
        <translation>このダッシュボードを保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation>ダッシュボード</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>ダッシュボード</translation>
    </message>
    <message>
        <source>New dashboard…</source>
        <translation>新しいダッシュボード…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Refresh while in view</source>
        <translation>表示中の更新</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>every minute</source>
        <translation>1 分ごと</translation>
    </message>
    <message>
        <source>every %1 minutes</source>
        <translation>%1 分ごと</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全画面表示</translation>
    </message>
    <message>
        <source>F11; Esc leads back</source>
        <translation>F11。Esc で戻ります</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Save this dashboard as PDF</source>
        <translation>このダッシュボードを PDF で保存</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Show in the workspace</source>
        <translation>ワークスペースに公開</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Show its questions, too</source>
        <translation>質問も公開</translation>
    </message>
    <message>
        <source>There is no dashboard yet. Make one, or choose Keep under an answer in Chat.</source>
        <translation>ダッシュボードはまだありません。作成するか、チャットの回答の下にある「保存」を選んでください。</translation>
    </message>
    <message>
        <source>Nothing is pinned here yet. Choose Keep under an answer in Chat, or pin a question under Saved.</source>
        <translation>まだ何もピン留めされていません。チャットの回答の下にある「保存」を選ぶか、「保存済み」の質問をピン留めしてください。</translation>
    </message>
    <message>
        <source>Nothing is pinned here yet.</source>
        <translation>まだ何もピン留めされていません。</translation>
    </message>
    <message>
        <source>Refreshed every %1 minutes.</source>
        <translation>%1 分ごとに更新されます。</translation>
    </message>
    <message>
        <source>Drag tiles by their heads, and by the lower right corner to size them. With the keys: Ctrl and arrows, with Shift for the size.</source>
        <translation>タイルは上部をドラッグすると移動し、右下の角をドラッグすると大きさが変わります。キー操作では Ctrl と矢印キーで移動、Shift も押すと大きさを変更します。</translation>
    </message>
    <message>
        <source>Made by %1. %2</source>
        <translation>作成者: %1。%2</translation>
    </message>
    <message>
        <source>Some questions on it are private: others see no more than that they are there.</source>
        <translation>一部の質問は非公開です。他の人には、質問があることだけが表示されます。</translation>
    </message>
    <message>
        <source>Title of this tile</source>
        <translation>このタイルのタイトル</translation>
    </message>
    <message>
        <source>New dashboard</source>
        <translation>新しいダッシュボード</translation>
    </message>
    <message>
        <source>Rename this dashboard</source>
        <translation>このダッシュボードの名前を変更</translation>
    </message>
    <message>
        <source>Delete this dashboard?</source>
        <translation>このダッシュボードを削除しますか。</translation>
    </message>
    <message>
        <source>“%1” is deleted for everybody who sees it. Its questions stay under Saved.</source>
        <translation>「%1」は、見ることのできる全員から削除されます。質問は「保存済み」に残ります。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>別の場所を選んでください。</translation>
    </message>
    <message>
        <source>The dashboard is saved.</source>
        <translation>ダッシュボードを保存しました。</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>回答を並べて表示</translation>
    </message>
    <message>
        <source>This dashboard is empty</source>
        <translation>このダッシュボードは空です</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DatabaseDetails</name>
    <message>
        <source>Sides of the database</source>
        <translation>データベースの各画面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>スキーマ</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>読み込み</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>読み取り専用</translation>
    </message>
    <message>
        <source>the account could write</source>
        <translation>書き込み可能なアカウント</translation>
    </message>
    <message>
        <source>Tabletalk only reads. An account that can only read is safer still.</source>
        <translation>Tabletalk は読み取るだけです。読み取り専用のアカウントならさらに安全です。</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>再読み込み</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Reads what changed in the database since the last time</source>
        <translation>前回以降にデータベースで変わった部分を読み込みます</translation>
    </message>
    <message numerus="yes">
        <source>accuracy tests broken: %n</source>
        <translation>
            <numerusform>%n 件の精度テストが実行できません</numerusform>
        </translation>
    </message>
    <message>
        <source>less accurate than before</source>
        <translation>以前より精度が低下</translation>
    </message>
    <message>
        <source>Remove database</source>
        <translation>データベースを削除</translation>
    </message>
    <message>
        <source>Remove &quot;%1&quot; from Tabletalk? The database itself is not touched; its conversations here are lost.</source>
        <translation>「%1」を Tabletalk から削除しますか。データベース自体は変更されませんが、ここでの会話は失われます。</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>ダイアグラム</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DatabaseListModel</name>
    <message>
        <source>%1, %2: %3. %4</source>
        <translation>%1、%2: %3。%4</translation>
    </message>
    <message>
        <source>%1 (%2)
%3
%4</source>
        <translation>%1（%2）
%3
%4</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DescriptionForm</name>
    <message>
        <source>&amp;Table or column</source>
        <translation>テーブルまたは列(&amp;T)</translation>
    </message>
    <message>
        <source>customers, or customers.segment</source>
        <translation>customers または customers.segment</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>What it holds, in the words that people use</source>
        <translation>内容を普段使う言葉で書いてください</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>説明(&amp;D)</translation>
    </message>
    <message>
        <source>Write what it holds.</source>
        <translation>内容を書いてください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramMap</name>
    <message>
        <source>The whole diagram in small</source>
        <translation>ダイアグラム全体の縮小表示</translation>
    </message>
    <message>
        <source>Click to go there</source>
        <translation>クリックするとそこへ移動します</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramModel</name>
    <message>
        <source>view</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>1 join</source>
        <translation>結合 1 件</translation>
    </message>
    <message>
        <source>%1 joins</source>
        <translation>結合 %1 件</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>joined with no other table</source>
        <translation>他のテーブルとの結合なし</translation>
    </message>
    <message>
        <source>joined with %1 and more</source>
        <translation>%1 などと結合</translation>
    </message>
    <message>
        <source>joined with %1</source>
        <translation>%1 と結合</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1、%2、%3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramTab</name>
    <message>
        <source>Save the diagram</source>
        <translation>ダイアグラムを保存</translation>
    </message>
    <message>
        <source>Find a table in the diagram</source>
        <translation>ダイアグラム内のテーブルを検索</translation>
    </message>
    <message>
        <source>Find a table</source>
        <translation>テーブルを検索</translation>
    </message>
    <message>
        <source>Tables of the diagram</source>
        <translation>ダイアグラムのテーブル</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全体表示</translation>
    </message>
    <message>
        <source>Shows all of the diagram (0)</source>
        <translation>ダイアグラムの全体を表示します（0）</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>縮小（−）</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>拡大（+）</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>隣接</translation>
    </message>
    <message>
        <source>Shows the chosen table and what it is joined with, and nothing else</source>
        <translation>選択したテーブルと、それと結合しているものだけを表示します</translation>
    </message>
    <message>
        <source>How many joins away</source>
        <translation>何段階先の結合まで表示するか</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>すべての列</translation>
    </message>
    <message>
        <source>Shows all columns, and not those of keys alone</source>
        <translation>キーの列だけでなく、すべての列を表示します</translation>
    </message>
    <message>
        <source>Arrange again</source>
        <translation>再配置</translation>
    </message>
    <message>
        <source>Forgets where boxes were put by hand</source>
        <translation>手動で動かしたボックスの位置を破棄します</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>形式を選んで保存</translation>
    </message>
    <message>
        <source>Saves the diagram as a picture or a page</source>
        <translation>ダイアグラムを画像またはページとして保存します</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>お待ちください…</translation>
    </message>
    <message>
        <source>No table has been read yet.</source>
        <translation>読み込まれたテーブルはまだありません。</translation>
    </message>
    <message>
        <source>No table has this in its name.</source>
        <translation>名前にこの語を含むテーブルはありません。</translation>
    </message>
    <message>
        <source>The diagram appears here as soon as the tables are known.</source>
        <translation>テーブルがわかりしだい、ここにダイアグラムが表示されます。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The %1 tables with the most joins are shown, of %2.</source>
        <translation>%2 個のテーブルのうち、結合の最も多い %1 個を表示しています。</translation>
    </message>
    <message>
        <source>Type part of a name at the left to see the tables that have it instead.</source>
        <translation>左に名前の一部を入力すると、代わりにその語を含むテーブルが表示されます。</translation>
    </message>
    <message>
        <source>Some tables are still being read.</source>
        <translation>一部のテーブルはまだ読み込み中です。</translation>
    </message>
    <message>
        <source>Open the diagram again later to see all of them.</source>
        <translation>すべてを見るには、後でもう一度ダイアグラムを開いてください。</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>ダイアグラム</translation>
    </message>
    <message>
        <source>Diagram saved</source>
        <translation>ダイアグラムを保存しました</translation>
    </message>
    <message>
        <source>The diagram was saved to %1.</source>
        <translation>ダイアグラムを %1 に保存しました。</translation>
    </message>
    <message>
        <source>&amp;Show in the schema</source>
        <translation>スキーマで表示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Ask about this table</source>
        <translation>このテーブルについて質問(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Neighbours alone, or all again</source>
        <translation>隣接のみ／すべてに戻す(&amp;N)</translation>
    </message>
    <message>
        <source>%1 is not in the diagram.</source>
        <translation>%1 はダイアグラムにありません。</translation>
    </message>
    <message>
        <source>It has not been read yet, or it is left out of what is read.</source>
        <translation>まだ読み込まれていないか、読み込みの対象外です。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DiagramView</name>
    <message>
        <source>Picture of the tables and their joins</source>
        <translation>テーブルとその結合の図</translation>
    </message>
    <message>
        <source>The arrow keys go from table to table, Enter opens one. The list beside the picture says the same in words.</source>
        <translation>矢印キーでテーブルの間を移動し、Enter で開きます。図の横の一覧では、同じ内容を文字で確認できます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DocumentModel</name>
    <message>
        <source>Only who added it</source>
        <translation>追加した本人のみ</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>チーム</translation>
    </message>
    <message>
        <source>Some people</source>
        <translation>一部の人</translation>
    </message>
    <message>
        <source>Everybody, and guests</source>
        <translation>全員とゲスト</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Waits for another attempt</source>
        <translation>再試行待ち</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Being read, %1 %</source>
        <translation>読み込み中（%1%）</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>読み込み失敗</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Read in part</source>
        <translation>一部のみ読み込み済み</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>one page</source>
        <translation>1 ページ</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 ページ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>箇所</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>公開先</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DocumentPane</name>
    <message>
        <source>Name of the document</source>
        <translation>文書の名前</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>Its passages are not found any more, until it is activated again.</source>
        <translation>もう一度有効にするまで、この文書の箇所は検索されません。</translation>
    </message>
    <message>
        <source>Edit text…</source>
        <translation>テキストを編集…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>再読み込み</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Passages of the document</source>
        <translation>文書の箇所</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>one page</source>
        <translation>1 ページ</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 ページ</translation>
    </message>
    <message>
        <source>you</source>
        <translation>あなた</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>退会した人</translation>
    </message>
    <message>
        <source>added by %1, %2</source>
        <translation>追加: %1、%2</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>有効にする</translation>
    </message>
    <message>
        <source>One passage</source>
        <translation>1 箇所</translation>
    </message>
    <message>
        <source>%1 passages</source>
        <translation>%1 箇所</translation>
    </message>
    <message>
        <source>Delete this document?</source>
        <translation>この文書を削除しますか。</translation>
    </message>
    <message>
        <source>“%1” and its passages are deleted for everybody. This cannot be taken back.</source>
        <translation>「%1」とその箇所を全員から削除します。この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>公開…</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>公開先</translation>
    </message>
    <message>
        <source>Language of the document</source>
        <translation>文書の言語</translation>
    </message>
    <message>
        <source>Words are found in all their forms, by the rules of this language.</source>
        <translation>この言語の規則に従って、語のあらゆる語形を検索できます。</translation>
    </message>
    <message>
        <source>As it is found</source>
        <translation>自動判別</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>Show earlier</source>
        <translation>前を表示</translation>
    </message>
    <message>
        <source>Show this document</source>
        <translation>この文書を公開</translation>
    </message>
    <message>
        <source>Whoever sees it finds its passages, reads them, and is answered from them.</source>
        <translation>公開された人は、この文書の箇所を検索して読むことができ、回答にも使われます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DriftModel</name>
    <message>
        <source>Added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更の種類</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>the table itself</source>
        <translation>テーブル自体</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::DriftView</name>
    <message>
        <source>Read what changed</source>
        <translation>変更分を読み込む</translation>
    </message>
    <message>
        <source>Read everything again</source>
        <translation>すべて再読み込み</translation>
    </message>
    <message>
        <source>Looks at every table&apos;s shape, and at the rows of those that changed</source>
        <translation>全テーブルの構造と、変わったテーブルの行を調べます</translation>
    </message>
    <message>
        <source>Looks at the rows of every table again; takes as long as the first time</source>
        <translation>全テーブルの行を調べ直します。初回と同じだけ時間がかかります</translation>
    </message>
    <message>
        <source>Changes of the schema</source>
        <translation>スキーマの変更</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更内容</translation>
    </message>
    <message>
        <source>Read once so far</source>
        <translation>読み込みはまだ 1 回です</translation>
    </message>
    <message>
        <source>After the next reading you see here what became different in the database.</source>
        <translation>次の読み込みの後、データベースで変わった点がここに表示されます。</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 件の変更</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 件の変更</translation>
    </message>
    <message>
        <source>Found by the reading of %1: %2 looked at again, %3 as before.</source>
        <translation>%1 の読み込みで検出。再確認: %2、変化なし: %3。</translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>最初の %1 件を表示しています。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EndingCard</name>
    <message>
        <source>Save everything of the organisation</source>
        <translation>組織のすべてを保存</translation>
    </message>
    <message>
        <source>Take along, close, delete</source>
        <translation>持ち出し、閉鎖、削除</translation>
    </message>
    <message>
        <source>Save everything…</source>
        <translation>すべてを保存…</translation>
    </message>
    <message>
        <source>All that belongs to the organisation, as one archive. Passwords and keys are not in it.</source>
        <translation>組織に属するすべてを 1 つのアーカイブにします。パスワードとキーは含まれません。</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>閉鎖…</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>完全に削除…</translation>
    </message>
    <message>
        <source>The organisation is closed: nobody works in it, and nothing of it is lost.</source>
        <translation>組織は閉鎖中です。誰も作業できませんが、失われるものはありません。</translation>
    </message>
    <message>
        <source>A closed organisation can be opened again; a deleted one is gone.</source>
        <translation>閉鎖した組織は再開できますが、削除した組織は元に戻せません。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written.</source>
        <translation>「%1」に書き込めませんでした。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>別のフォルダーを選ぶか、ディスクの空き容量を増やしてください。</translation>
    </message>
    <message>
        <source>Everything is saved as %1.</source>
        <translation>すべてを %1 として保存しました。</translation>
    </message>
    <message>
        <source>The organisation is closed.</source>
        <translation>組織を閉鎖しました。</translation>
    </message>
    <message>
        <source>The organisation is open.</source>
        <translation>組織を再開しました。</translation>
    </message>
    <message>
        <source>Close the organisation?</source>
        <translation>組織を閉鎖しますか。</translation>
    </message>
    <message>
        <source>Nobody works in &quot;%1&quot; until an owner opens it again. Nothing is deleted.</source>
        <translation>所有者が再開するまで、「%1」では誰も作業できません。何も削除されません。</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>閉鎖</translation>
    </message>
    <message>
        <source>closed by its owner</source>
        <translation>所有者による閉鎖</translation>
    </message>
    <message>
        <source>Delete the organisation for good</source>
        <translation>組織を完全に削除</translation>
    </message>
    <message>
        <source>Everything of &quot;%1&quot; is deleted: databases, conversations, people&apos;s access. This cannot be undone.
Write %2 to go on.</source>
        <translation>「%1」のデータベース、会話、メンバーのアクセス権など、すべてを削除します。この操作は元に戻せません。
続けるには %2 と入力してください。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>完全に削除</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntityView</name>
    <message>
        <source>named together with</source>
        <translation>共に登場:</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>%1 ページ</translation>
    </message>
    <message>
        <source>open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>%1 · named %2 in %3</source>
        <translation>%1 · %3に %2登場</translation>
    </message>
    <message>
        <source>once</source>
        <translation>1 回</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1 回</translation>
    </message>
    <message>
        <source>one document</source>
        <translation>1 件の文書</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 件の文書</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>関係</translation>
    </message>
    <message>
        <source>Named in</source>
        <translation>登場する文書</translation>
    </message>
    <message>
        <source>The way from %1 to %2</source>
        <translation>%1 から %2 までの経路</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryDialog</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryForm</name>
    <message>
        <source>Name a table, or a column as table.column.</source>
        <translation>テーブル、または「テーブル.列」の形で列を指定してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntryModel</name>
    <message>
        <source>value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>table</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>%1 = “%2”</source>
        <translation>%1 = 「%2」</translation>
    </message>
    <message>
        <source>%1, also %2</source>
        <translation>%1、別名: %2</translation>
    </message>
    <message>
        <source>is not named, shown or answered</source>
        <translation>質問、表示、回答に使わない</translation>
    </message>
    <message>
        <source>is not named, joined, shown or answered</source>
        <translation>質問、結合、表示、回答に使わない</translation>
    </message>
    <message>
        <source>avoid</source>
        <translation>避ける</translation>
    </message>
    <message>
        <source>prefer</source>
        <translation>優先</translation>
    </message>
    <message>
        <source>Word or phrase</source>
        <translation>語句</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Computed as</source>
        <translation>計算方法</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Table or column</source>
        <translation>テーブルまたは列</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>効果</translation>
    </message>
    <message>
        <source>From</source>
        <translation>結合元</translation>
    </message>
    <message>
        <source>To</source>
        <translation>結合先</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::EntrySection</name>
    <message>
        <source>Add a word</source>
        <translation>用語を追加</translation>
    </message>
    <message>
        <source>Add a metric</source>
        <translation>指標を追加</translation>
    </message>
    <message>
        <source>Hide something</source>
        <translation>非表示を追加</translation>
    </message>
    <message>
        <source>Add a join</source>
        <translation>結合を追加</translation>
    </message>
    <message>
        <source>Add a description</source>
        <translation>説明を追加</translation>
    </message>
    <message>
        <source>What your people call a table, a column or a value. A “client” may be a row of customers.</source>
        <translation>テーブル、列、値を社内で何と呼ぶかを登録します。たとえば「クライアント」は customers の行を指すことがあります。</translation>
    </message>
    <message>
        <source>Figures with a name, such as revenue: the sum of all paid invoices. People then ask for “revenue by month”.</source>
        <translation>名前のある数値です。たとえば「売上」は支払い済みの請求書の合計です。登録すると「月別の売上」のように質問できます。</translation>
    </message>
    <message>
        <source>Tables and columns that questions do not find and answers do not show, such as technical ones.</source>
        <translation>技術的なものなど、質問の対象にせず、回答にも表示しないテーブルと列です。</translation>
    </message>
    <message>
        <source>Which columns tell that rows of two tables belong together, and which only look as if they did.</source>
        <translation>2 つのテーブルの行の対応を示す列と、そう見えるだけの列を登録します。</translation>
    </message>
    <message>
        <source>What tables and columns hold, in your words. They are shown to everybody and help to understand questions.</source>
        <translation>テーブルと列の内容をご自分の言葉で説明します。説明は全員に表示され、質問の理解に役立ちます。</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>この一覧を検索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
    <message>
        <source>One entry does not fit this database and is not used.</source>
        <translation>1 件の項目がこのデータベースに合わないため、使われません。</translation>
    </message>
    <message>
        <source>%1 entries do not fit this database and are not used.</source>
        <translation>%1 件の項目がこのデータベースに合わないため、使われません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExamplesTab</name>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>Questions that are put like one of these are answered like it.</source>
        <translation>例に似た質問には、その例と同じように回答します。</translation>
    </message>
    <message>
        <source>There is none yet. Say below an answer that it is good, and make it one.</source>
        <translation>例はまだありません。回答を「良い」と評価し、「例として使う」を選んでください。</translation>
    </message>
    <message>
        <source>Examples of this database</source>
        <translation>このデータベースの例</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Test by it</source>
        <translation>テストに使う</translation>
    </message>
    <message>
        <source>Makes it one of the accuracy tests of this database</source>
        <translation>このデータベースの精度テストに加えます</translation>
    </message>
    <message>
        <source>What people said of answers</source>
        <translation>回答への評価</translation>
    </message>
    <message>
        <source>Statement of the chosen example</source>
        <translation>選択した例の SQL 文</translation>
    </message>
    <message>
        <source>It is one of the accuracy tests now.</source>
        <translation>精度テストに加えました。</translation>
    </message>
    <message>
        <source>Remove example</source>
        <translation>例を削除</translation>
    </message>
    <message>
        <source>Remove the example &quot;%1&quot;? Questions are then answered as before it was made.</source>
        <translation>例「%1」を削除しますか。質問への回答は、例を作成する前の状態に戻ります。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExplanationBox</name>
    <message>
        <source>Explanation of this answer</source>
        <translation>この回答の説明</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ExportButton</name>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Export this answer</source>
        <translation>この回答をエクスポート</translation>
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
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>%1 にエクスポートしています…</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>エクスポートの進行状況</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>%1 of %2 rows are written</source>
        <translation>%2 行のうち %1 行をエクスポートしました</translation>
    </message>
    <message>
        <source>Finishing the file…</source>
        <translation>ファイルを仕上げています…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FeedbackBar</name>
    <message>
        <source>This answer is good</source>
        <translation>この回答は良い</translation>
    </message>
    <message>
        <source>This answer is wrong</source>
        <translation>この回答は間違い</translation>
    </message>
    <message>
        <source>The question that this answers, in words that stand alone</source>
        <translation>この回答に対応する質問（それだけで意味が通る文で）</translation>
    </message>
    <message>
        <source>Use as an example</source>
        <translation>例として使う</translation>
    </message>
    <message>
        <source>Questions put alike are then answered like this, for everybody who asks this database. Somebody who manages databases approves it first.</source>
        <translation>以後、このデータベースに質問する全員に対して、似た質問には同じように回答します。まずデータベースを管理する人が承認します。</translation>
    </message>
    <message>
        <source>What is wrong? Those who manage databases will read it</source>
        <translation>どこが間違っていますか。データベースを管理する人が読みます</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>You said: %1</source>
        <translation>あなたの評価: %1</translation>
    </message>
    <message>
        <source>Proposed as an example. It counts once somebody who manages databases approves it.</source>
        <translation>例として提案しました。データベースを管理する人が承認すると有効になります。</translation>
    </message>
    <message>
        <source>An example of this database.</source>
        <translation>このデータベースの例です。</translation>
    </message>
    <message>
        <source>An example of this database, approved by %1.</source>
        <translation>このデータベースの例です（承認: %1）。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FeedbackModel</name>
    <message>
        <source>good</source>
        <translation>良い</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>間違い</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>By</source>
        <translation>評価者</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FileFields</name>
    <message>
        <source>Database file</source>
        <translation>データベースファイル</translation>
    </message>
    <message>
        <source>/path/to/database.sqlite</source>
        <translation>/path/to/database.sqlite</translation>
    </message>
    <message>
        <source>Path on the server&apos;s machine</source>
        <translation>サーバーのマシン上のパス</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Choose a SQLite database</source>
        <translation>SQLite データベースを選択</translation>
    </message>
    <message>
        <source>SQLite databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)</source>
        <translation>SQLite データベース (*.sqlite *.sqlite3 *.db *.db3);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::FrozenColumns</name>
    <message>
        <source>Frozen columns</source>
        <translation>固定した列</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphModel</name>
    <message>
        <source>Person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Number or code</source>
        <translation>番号またはコード</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>用語</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>その他の名称</translation>
    </message>
    <message>
        <source>one document</source>
        <translation>1 件の文書</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 件の文書</translation>
    </message>
    <message>
        <source>its neighbours are not in view</source>
        <translation>隣接する名称は表示されていません</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphView</name>
    <message>
        <source>Picture of names and their relations</source>
        <translation>名称とその関係の図</translation>
    </message>
    <message>
        <source>The arrow keys go from name to name, Enter brings the neighbours of one.</source>
        <translation>矢印キーで名称の間を移動し、Enter で隣接する名称を表示します。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::GraphWidget</name>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Search names in documents</source>
        <translation>文書内の名称を検索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Kind of name</source>
        <translation>名称の種類</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Names that were found</source>
        <translation>見つかった名称</translation>
    </message>
    <message>
        <source>No name has these words.</source>
        <translation>これらの語を含む名称はありません。</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>図の中</translation>
    </message>
    <message>
        <source>Names in the picture</source>
        <translation>図の中の名称</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>隣接</translation>
    </message>
    <message>
        <source>Brings what the chosen name is related to (Enter)</source>
        <translation>選択した名称と関係のあるものを表示します（Enter）</translation>
    </message>
    <message>
        <source>Way to…</source>
        <translation>経路…</translation>
    </message>
    <message>
        <source>Then choose another name to see how the two are connected</source>
        <translation>続けて別の名称を選ぶと、二つのつながりが表示されます</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全体表示</translation>
    </message>
    <message>
        <source>Shows all of the picture (F); + and − change its size</source>
        <translation>図の全体を表示します（F）。+ と − で大きさを変えます</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Choose a name to read what the documents say of it.</source>
        <translation>名称を選ぶと、文書に書かれている内容を読めます。</translation>
    </message>
    <message>
        <source>Choose the name at the other end, here or in the list.</source>
        <translation>もう一方の名称を、ここまたは一覧で選んでください。</translation>
    </message>
    <message>
        <source>No document names anybody yet.</source>
        <translation>名称が出てくる文書はまだありません。</translation>
    </message>
    <message>
        <source>People, companies, places and products that your documents name appear here, with what the documents say of them.

Add files in the panel Documents.</source>
        <translation>文書に出てくる人物、会社、場所、製品が、文書に書かれている内容とともにここに表示されます。

「文書」パネルでファイルを追加してください。</translation>
    </message>
    <message>
        <source>Choose a name on the left to see what it is related to.</source>
        <translation>左で名称を選ぶと、関係のあるものが表示されます。</translation>
    </message>
    <message>
        <source>Only the strongest relations are shown.</source>
        <translation>関係の強いものだけを表示しています。</translation>
    </message>
    <message>
        <source>Who and what your documents name</source>
        <translation>文書に出てくる人や物</translation>
    </message>
    <message>
        <source>No name is chosen</source>
        <translation>名称が選択されていません</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HelpPane</name>
    <message>
        <source>Search the guides</source>
        <translation>ガイドを検索</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>ガイド</translation>
    </message>
    <message>
        <source>Contents of the guides</source>
        <translation>ガイドの目次</translation>
    </message>
    <message>
        <source>Close the help (Esc)</source>
        <translation>ヘルプを閉じる（Esc）</translation>
    </message>
    <message>
        <source>The guides are in English.</source>
        <translation>ガイドは英語です。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>About this guide</source>
        <translation>このガイドについて</translation>
    </message>
    <message>
        <source>Nothing in the guides has all these words. Fewer or other words may find it.</source>
        <translation>これらの語をすべて含む箇所はガイドにありません。語を減らすか、別の語で試してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HiddenForm</name>
    <message>
        <source>&amp;Table or column</source>
        <translation>テーブルまたは列(&amp;T)</translation>
    </message>
    <message>
        <source>salaries, or customers.tax_number</source>
        <translation>salaries、または customers.tax_number</translation>
    </message>
    <message>
        <source>Questions will not find it, and answers will not show it. Whoever may write SQL can still name it.</source>
        <translation>質問では見つからず、回答にも表示されません。SQL を書ける人は、引き続き名前を指定できます。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>非表示</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HistoryModel</name>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存日時</translation>
    </message>
    <message>
        <source>By</source>
        <translation>保存者</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更内容</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HistorySection</name>
    <message>
        <source>Every save, with who made it. Bringing one back makes it the newest; nothing is lost.</source>
        <translation>すべての保存とその保存者です。以前のリビジョンを復元すると、それが最新になります。何も失われません。</translation>
    </message>
    <message>
        <source>Bring this one back</source>
        <translation>このリビジョンを復元</translation>
    </message>
    <message>
        <source>Revisions, newest first</source>
        <translation>リビジョン（新しい順）</translation>
    </message>
    <message>
        <source>Show earlier ones</source>
        <translation>以前のリビジョンを表示</translation>
    </message>
    <message>
        <source>Save or discard your changes first.</source>
        <translation>先に変更を保存するか破棄してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::HitCard</name>
    <message>
        <source>Hit %1: %2</source>
        <translation>検索結果 %1: %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Matched words</source>
        <translation>一致した語</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>この文書のみ</translation>
    </message>
    <message>
        <source>Only in this document</source>
        <translation>この文書内だけを検索</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>検索した語</translation>
    </message>
    <message>
        <source>Found as</source>
        <translation>見つかった語</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>Adds</source>
        <translation>加点</translation>
    </message>
    <message>
        <source>Open %1 at this passage</source>
        <translation>%1 をこの箇所で開く</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ImpersonationBanner</name>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Somebody else&apos;s account</source>
        <translation>他の人のアカウント</translation>
    </message>
    <message>
        <source>Go back to your own account.</source>
        <translation>自分のアカウントに戻ります。</translation>
    </message>
    <message>
        <source>%1 works as %2 of %3: %4. %5 left; everything is recorded for the organisation.</source>
        <translation>%1 が %3 の %2 として作業しています: %4。残り %5。すべて組織のために記録されます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InputRows</name>
    <message>
        <source>Add an input</source>
        <translation>入力を追加</translation>
    </message>
    <message>
        <source>Name of the input</source>
        <translation>入力の名前</translation>
    </message>
    <message>
        <source>What people are asked for</source>
        <translation>尋ねる内容</translation>
    </message>
    <message>
        <source>Value when nothing is said</source>
        <translation>指定がないときの値</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InvitationLink</name>
    <message>
        <source>This is no link to join a server.</source>
        <translation>サーバーに参加するためのリンクではありません。</translation>
    </message>
    <message>
        <source>The end of the link is missing.</source>
        <translation>リンクの末尾が欠けています。</translation>
    </message>
    <message>
        <source>The link names a certificate, and an address without encryption.</source>
        <translation>リンクに証明書の指定がありますが、アドレスは暗号化なしのものです。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InvitationsCard</name>
    <message>
        <source>For</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>招待</translation>
    </message>
    <message>
        <source>E-mail of the person invited</source>
        <translation>招待する人のメールアドレス</translation>
    </message>
    <message>
        <source>Anybody who has the link</source>
        <translation>リンクを持っている人は誰でも</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>メールアドレス(&amp;E)</translation>
    </message>
    <message>
        <source>R&amp;ole</source>
        <translation>役割(&amp;O)</translation>
    </message>
    <message>
        <source>Make a link</source>
        <translation>リンクを作成</translation>
    </message>
    <message>
        <source>Link of the invitation</source>
        <translation>招待のリンク</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Invitations that can still be accepted</source>
        <translation>まだ承諾できる招待</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>anybody with the link</source>
        <translation>リンクを持っている人は誰でも</translation>
    </message>
    <message>
        <source>The link is on its way to %1; you may pass it on as well.</source>
        <translation>リンクを %1 に送信しています。ご自分で渡すこともできます。</translation>
    </message>
    <message>
        <source>Pass this link on.</source>
        <translation>このリンクを渡してください。</translation>
    </message>
    <message>
        <source>It works once, until %1, and is shown only now.</source>
        <translation>%1 まで 1 回だけ使えます。表示されるのは今だけです。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::InvoicesCard</name>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>To be paid by</source>
        <translation>支払期限</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未払い</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>書類を保存</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文書 (*.pdf)</translation>
    </message>
    <message>
        <source>Invoices and credit notes</source>
        <translation>請求書とクレジットノート</translation>
    </message>
    <message>
        <source>There is no invoice yet.</source>
        <translation>請求書はまだありません。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>PDF として保存</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>以前のもの</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written.</source>
        <translation>「%1」に書き込めませんでした。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>別のフォルダーを選ぶか、ディスクの空きを増やしてください。</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 として保存しました。</translation>
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
        <source>Your browser opens the page of your organisation&apos;s identity provider. Finish there, and come back to this window.</source>
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
    <message>
        <source>Its administrator can tell you the address, or send you a link. The server on this computer stays, and you can come back to it at any time.</source>
        <translation>アドレスはサーバーの管理者に尋ねるか、リンクを送ってもらってください。このコンピューターのサーバーはそのまま残り、いつでも戻れます。</translation>
    </message>
    <message>
        <source>&amp;Address or link</source>
        <translation>アドレスまたはリンク(&amp;A)</translation>
    </message>
    <message>
        <source>example.org, 192.168.1.20:8765, https://…/join#…</source>
        <translation>example.org、192.168.1.20:8765、https://…/join#…</translation>
    </message>
    <message>
        <source>Accept the invitation</source>
        <translation>招待を承諾</translation>
    </message>
    <message>
        <source>Not needed where you have an account there</source>
        <translation>そのサーバーにアカウントがあれば不要です</translation>
    </message>
    <message>
        <source>A new one, or your account&apos;s</source>
        <translation>新しいパスワード、またはアカウントのパスワード</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>You are invited to %1.</source>
        <translation>%1 に招待されています。</translation>
    </message>
    <message>
        <source>You are invited to %1. Its certificate is the one that the link names.</source>
        <translation>%1 に招待されています。証明書はリンクが示すものと一致しています。</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>参加しています…</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>&amp;Link of an invitation</source>
        <translation>招待のリンク(&amp;L)</translation>
    </message>
    <message>
        <source>The link leads to %1. Ask whoever invited you for one to your organisation&apos;s server.</source>
        <translation>このリンクの接続先は %1 です。招待した人に、組織のサーバーへのリンクを依頼してください。</translation>
    </message>
    <message>
        <source>An invitation is accepted with a password. Leave the link out and sign in by single sign-on.</source>
        <translation>招待の承諾にはパスワードが必要です。リンクを空欄にして、シングルサインオンでサインインしてください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::JoinForm</name>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Prefer this join</source>
        <translation>この結合を優先</translation>
    </message>
    <message>
        <source>Avoid this join</source>
        <translation>この結合を避ける</translation>
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation>規則(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>結合元(&amp;F)</translation>
    </message>
    <message>
        <source>orders.customer_id</source>
        <translation>orders.customer_id</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>結合先(&amp;T)</translation>
    </message>
    <message>
        <source>customers.id</source>
        <translation>customers.id</translation>
    </message>
    <message>
        <source>Several columns are separated by commas. To avoid every join of two tables, name only the tables.</source>
        <translation>複数の列はカンマ（,）で区切ります。二つのテーブルの結合をすべて避けるには、テーブル名だけを書いてください。</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>結合</translation>
    </message>
    <message>
        <source>Name a column on both ends, as table.column.</source>
        <translation>両側の列を table.column の形で指定してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::KeepButton</name>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>この回答を保存</translation>
    </message>
    <message>
        <source>Save the question to run it again, or pin it to a dashboard</source>
        <translation>質問を保存してまた実行するか、ダッシュボードにピン留めします</translation>
    </message>
    <message>
        <source>&amp;Save question…</source>
        <translation>質問を保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Pin to a dashboard…</source>
        <translation>ダッシュボードにピン留め(&amp;P)…</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::KnowledgeWidget</name>
    <message>
        <source>less than a minute left</source>
        <translation>残り 1 分未満</translation>
    </message>
    <message>
        <source>about a minute left</source>
        <translation>残り約 1 分</translation>
    </message>
    <message>
        <source>about %1 minutes left</source>
        <translation>残り約 %1 分</translation>
    </message>
    <message>
        <source>about %1 hours left</source>
        <translation>残り約 %1 時間</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>ファイルを追加…</translation>
    </message>
    <message>
        <source>Add a web site…</source>
        <translation>ウェブサイトを追加…</translation>
    </message>
    <message>
        <source>Add a text…</source>
        <translation>テキストを追加…</translation>
    </message>
    <message>
        <source>Search documents by name</source>
        <translation>文書を名前で検索</translation>
    </message>
    <message>
        <source>Search by name or address</source>
        <translation>名前またはアドレスで検索</translation>
    </message>
    <message>
        <source>Show documents in this state</source>
        <translation>この状態の文書を表示</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>読み込み失敗</translation>
    </message>
    <message>
        <source>Progress of all documents that wait</source>
        <translation>待機中の全文書の進み具合</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>One document could not be read; the list says why.</source>
        <translation>1 件の文書を読み込めませんでした。理由は一覧にあります。</translation>
    </message>
    <message>
        <source>%1 documents could not be read; the list says why.</source>
        <translation>%1 件の文書を読み込めませんでした。理由は一覧にあります。</translation>
    </message>
    <message>
        <source>One document is ready.</source>
        <translation>1 件の文書の準備ができました。</translation>
    </message>
    <message>
        <source>%1 documents are ready.</source>
        <translation>%1 件の文書の準備ができました。</translation>
    </message>
    <message>
        <source>one file is being sent</source>
        <translation>1 個のファイルを送信中</translation>
    </message>
    <message>
        <source>%1 files are being sent</source>
        <translation>%1 個のファイルを送信中</translation>
    </message>
    <message>
        <source>one document waits to be read</source>
        <translation>1 件の文書が読み込み待ち</translation>
    </message>
    <message>
        <source>%1 documents wait to be read</source>
        <translation>%1 件の文書が読み込み待ち</translation>
    </message>
    <message>
        <source>one document</source>
        <translation>文書 1 件</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>文書 %1 件</translation>
    </message>
    <message>
        <source>one passage</source>
        <translation>1 箇所</translation>
    </message>
    <message>
        <source>%1 passages</source>
        <translation>%1 箇所</translation>
    </message>
    <message>
        <source>No document fits</source>
        <translation>該当する文書がありません</translation>
    </message>
    <message>
        <source>Search for other words, or show all states.</source>
        <translation>別の語で検索するか、すべての状態を表示してください。</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>ここにファイルをドロップ</translation>
    </message>
    <message>
        <source>PDF, Word, web pages, Markdown, CSV and text are cut into passages that answers can cite.
A web site is read by its address, as far as you say. Everything stays in this workspace.</source>
        <translation>PDF、Word、ウェブページ、Markdown、CSV、テキストを、回答の出典にできる箇所に分けます。
ウェブサイトはアドレスから、指定した範囲まで読み込みます。すべてこのワークスペースの中に留まります。</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>ファイルを追加</translation>
    </message>
    <message>
        <source>Documents (*.pdf *.docx *.md *.markdown *.txt *.html *.htm *.csv);;All files (*)</source>
        <translation>文書 (*.pdf *.docx *.md *.markdown *.txt *.html *.htm *.csv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Drop the files to add them. Everybody in the organisation but guests will find them.</source>
        <translation>ファイルをドロップすると追加されます。ゲストを除く組織の全員が検索できます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Back to the site</source>
        <translation>サイトに戻る</translation>
    </message>
    <message>
        <source>Back to Search</source>
        <translation>検索に戻る</translation>
    </message>
    <message>
        <source>Back to Names</source>
        <translation>名称に戻る</translation>
    </message>
    <message>
        <source>Back to Agents</source>
        <translation>エージェントに戻る</translation>
    </message>
    <message>
        <source>Back to Workflows</source>
        <translation>ワークフローに戻る</translation>
    </message>
    <message>
        <source>The documents could not be listed</source>
        <translation>文書の一覧を取得できませんでした</translation>
    </message>
    <message>
        <source>The documents are being listed…</source>
        <translation>文書の一覧を取得しています…</translation>
    </message>
    <message>
        <source>Documents were read</source>
        <translation>文書を読み込みました</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop sending files</source>
        <translation>ファイルの送信を停止</translation>
    </message>
    <message>
        <source>files are being looked for</source>
        <translation>ファイルを探しています</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::KnownAnswerModel</name>
    <message>
        <source>approved by %1</source>
        <translation>承認: %1</translation>
    </message>
    <message>
        <source>proposed by %1</source>
        <translation>提案: %1</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::LimitNotices</name>
    <message>
        <source>%1: used up</source>
        <translation>%1: 使い切りました</translation>
    </message>
    <message>
        <source>%1: %2 % are used</source>
        <translation>%1: %2% を使用しました</translation>
    </message>
    <message>
        <source>%1 of %2.</source>
        <translation>%2 のうち %1 を使用しています。</translation>
    </message>
    <message>
        <source>A larger plan begins at once; the next month begins on %1.</source>
        <translation>上位のプランはすぐに始まります。次の月は %1 に始まります。</translation>
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
        <translation>配色: ハイコントラスト（ライト）</translation>
    </message>
    <message>
        <source>Colours: high contrast, dark</source>
        <translation>配色: ハイコントラスト（ダーク）</translation>
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
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Not added: %1. Drop SQLite databases, PDF, Word, text, Markdown, HTML or CSV files.</source>
        <translation>追加されませんでした: %1。SQLite データベース、PDF、Word、テキスト、Markdown、HTML、CSV のファイルをドロップしてください。</translation>
    </message>
    <message>
        <source>&amp;Help about this panel</source>
        <translation>このパネルのヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Contents of the guides</source>
        <translation>ガイドの目次(&amp;C)</translation>
    </message>
    <message>
        <source>%1: another version</source>
        <translation>%1: 別のバージョン</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ManagedCard</name>
    <message>
        <source>As people like</source>
        <translation>各自が選択</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>シングルサインオン</translation>
    </message>
    <message>
        <source>None, because it cannot be read</source>
        <translation>なし（読み取れないため）</translation>
    </message>
    <message>
        <source>Set by your organisation</source>
        <translation>組織による設定</translation>
    </message>
    <message>
        <source>Whoever administers this computer set this in %1. It cannot be changed here.</source>
        <translation>このコンピューターの管理者が %1 で設定しました。ここでは変更できません。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Server on this computer</source>
        <translation>このコンピューターのサーバー</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>不許可</translation>
    </message>
    <message>
        <source>Trusted authorities</source>
        <translation>信頼する認証局</translation>
    </message>
    <message>
        <source>Other certificates</source>
        <translation>その他の証明書</translation>
    </message>
    <message>
        <source>People may accept them</source>
        <translation>各自で承認可能</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Air gap</source>
        <translation>エアギャップ</translation>
    </message>
    <message>
        <source>On: nothing is sent to other machines</source>
        <translation>オン: 他のマシンには何も送信されません</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Looking for updates</source>
        <translation>更新の確認</translation>
    </message>
    <message>
        <source>Never, whatever is set: this program does not do it</source>
        <translation>設定にかかわらず行いません: このプログラムにその機能はありません</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1、ロック済み</translation>
    </message>
    <message>
        <source>It is what is begun with.</source>
        <translation>これは初期値です。</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック済み</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MemberModel</name>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>参加日</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最終利用</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MembersCard</name>
    <message>
        <source>Permission</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>May</source>
        <translation>可否</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>役割(&amp;R)</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>&amp;Department</source>
        <translation>部署(&amp;D)</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>役職</translation>
    </message>
    <message>
        <source>&amp;Position</source>
        <translation>役職(&amp;P)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Remove from the organisation</source>
        <translation>組織から外す</translation>
    </message>
    <message>
        <source>What this member may do</source>
        <translation>このメンバーの権限</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>As the role says</source>
        <translation>役割に従う</translation>
    </message>
    <message>
        <source>What %1 may do</source>
        <translation>%1 の権限</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>可</translation>
    </message>
    <message>
        <source>no</source>
        <translation>不可</translation>
    </message>
    <message>
        <source>Saved. It holds from now on.</source>
        <translation>保存しました。今から有効です。</translation>
    </message>
    <message>
        <source>Select a permission first.</source>
        <translation>先に権限を選んでください。</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 を外しますか。</translation>
    </message>
    <message>
        <source>Their sign-ins and API keys here end at once. What they made stays.</source>
        <translation>この組織でのサインインと API キーは直ちに無効になります。作成したものは残ります。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>外す</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::MemoryTab</name>
    <message>
        <source>everybody here</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>you</source>
        <translation>あなた</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>退会した人</translation>
    </message>
    <message>
        <source>Questions with &quot;%1&quot; are asked with &quot;%2&quot;.</source>
        <translation>「%1」を含む質問は「%2」に置き換えて尋ねます。</translation>
    </message>
    <message>
        <source>Said by %1 on %2.</source>
        <translation>%2 に %1 が伝えました。</translation>
    </message>
    <message>
        <source>In: %1</source>
        <translation>質問: %1</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>覚えること</translation>
    </message>
    <message>
        <source>Known to</source>
        <translation>共有範囲</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Agents remember nothing yet. Say &quot;remember that we call refunds &apos;returns&apos;&quot; in a question, or write it here; nothing is kept unless somebody says so.</source>
        <translation>エージェントはまだ何も記憶していません。質問に &quot;remember that we call refunds &apos;returns&apos;&quot; のように書くか、ここに入力してください。誰かが指示しない限り、何も保存されません。</translation>
    </message>
    <message>
        <source>What agents remember</source>
        <translation>エージェントの記憶</translation>
    </message>
    <message>
        <source>Something to remember</source>
        <translation>記憶する内容</translation>
    </message>
    <message>
        <source>My region is Kansai</source>
        <translation>My region is Kansai</translation>
    </message>
    <message>
        <source>Who it is for</source>
        <translation>対象者</translation>
    </message>
    <message>
        <source>For me</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>For everybody here</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>for good</source>
        <translation>無期限</translation>
    </message>
    <message>
        <source>for a week</source>
        <translation>1 週間</translation>
    </message>
    <message>
        <source>for a month</source>
        <translation>1 か月</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>記憶させる</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘れさせる</translation>
    </message>
    <message>
        <source>Forget all of mine</source>
        <translation>自分の記憶をすべて消す</translation>
    </message>
    <message>
        <source>Forget all of everybody&apos;s</source>
        <translation>全員の記憶をすべて消す</translation>
    </message>
    <message>
        <source>Change what is remembered</source>
        <translation>記憶の内容を変更</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Everything that agents remember of you here is gone for good.</source>
        <translation>ここであなたについてエージェントが記憶していることが、すべて完全に消えます。</translation>
    </message>
    <message>
        <source>Everything that agents know of this workspace is gone for good.</source>
        <translation>このワークスペースについてエージェントが記憶していることが、すべて完全に消えます。</translation>
    </message>
    <message>
        <source>Forget everything</source>
        <translation>すべて消す</translation>
    </message>
    <message>
        <source>nobody yet: confirm it</source>
        <translation>なし（確認が必要）</translation>
    </message>
    <message>
        <source>A model proposed it while it answered %1 on %2. It counts for nothing until it is confirmed.</source>
        <translation>%2、%1 への回答中にモデルが提案しました。確認されるまでは何にも使われません。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>確認</translation>
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
    <name>tabletalk::ui::MessageList</name>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Message %1 of %2</source>
        <translation>メッセージ %2 件中 %1 件目</translation>
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
        <translation>合計</translation>
    </message>
    <message>
        <source>Average of</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最小値</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最大値</translation>
    </message>
    <message>
        <source>Number of rows of</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Number of different</source>
        <translation>異なる値の数</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>revenue</source>
        <translation>売上</translation>
    </message>
    <message>
        <source>&amp;Also called</source>
        <translation>別名(&amp;A)</translation>
    </message>
    <message>
        <source>turnover, sales</source>
        <translation>売上高, 販売額</translation>
    </message>
    <message>
        <source>What is computed</source>
        <translation>計算の内容</translation>
    </message>
    <message>
        <source>&amp;Computes</source>
        <translation>計算(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Of</source>
        <translation>対象(&amp;O)</translation>
    </message>
    <message>
        <source>invoices.total</source>
        <translation>invoices.total</translation>
    </message>
    <message>
        <source>A column as table.column; sums may use + - * / with columns of the same table.</source>
        <translation>列は table.column の形で書きます。合計では、同じテーブルの列に + - * / を使えます。</translation>
    </message>
    <message>
        <source>Only &amp;where</source>
        <translation>条件(&amp;W)</translation>
    </message>
    <message>
        <source>invoices.status = &apos;paid&apos; AND invoices.total &gt; 0</source>
        <translation>invoices.status = &apos;paid&apos; AND invoices.total &gt; 0</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>単位(&amp;U)</translation>
    </message>
    <message>
        <source>EUR</source>
        <translation>EUR</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>説明(&amp;D)</translation>
    </message>
    <message>
        <source>What it stands for, in your words</source>
        <translation>何を表すかを、ご自分の言葉で</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>名前を付けてください。</translation>
    </message>
    <message>
        <source>Say what it is computed of.</source>
        <translation>何から計算するかを指定してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelCard</name>
    <message>
        <source>OpenAI, or whatever speaks like it</source>
        <translation>OpenAI または互換サーバー</translation>
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
        <translation>使わない: 内蔵アナリストだけが回答</translation>
    </message>
    <message>
        <source>Where the built-in analyst is unsure</source>
        <translation>内蔵アナリストに確信がないとき</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常に</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>言語モデル</translation>
    </message>
    <message>
        <source>Without a model everything works on this server alone. A model is told the question and the names of tables and columns; values of your data only if you allow it. What left for an answer can be read beside that answer.</source>
        <translation>モデルがなくても、すべてこのサーバーだけで動きます。モデルに伝わるのは質問とテーブル名、列名で、データの値は許可した場合だけです。回答のために送信された内容は、その回答の横で確認できます。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the model&apos;s settings</source>
        <translation>モデルの設定を保存</translation>
    </message>
    <message>
        <source>When the model is asked</source>
        <translation>モデルを使うとき</translation>
    </message>
    <message>
        <source>As&amp;k it</source>
        <translation>使うとき(&amp;K)</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>&amp;Provider</source>
        <translation>プロバイダー(&amp;P)</translation>
    </message>
    <message>
        <source>Address of the model&apos;s server</source>
        <translation>モデルのサーバーのアドレス</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>モデルの名前</translation>
    </message>
    <message>
        <source>as the provider calls it</source>
        <translation>プロバイダーでの呼び名</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>モデル(&amp;M)</translation>
    </message>
    <message>
        <source>Name of the model that makes vectors for search</source>
        <translation>検索用のベクトルを作るモデルの名前</translation>
    </message>
    <message>
        <source>none: the built-in one</source>
        <translation>なし: 内蔵のもの</translation>
    </message>
    <message>
        <source>Model for &amp;search</source>
        <translation>検索用モデル(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Values of the data may be sent as examples</source>
        <translation>データの値を例として送信してよい(&amp;V)</translation>
    </message>
    <message>
        <source>People ma&amp;y use keys of their own</source>
        <translation>各自のキーの使用を許可(&amp;Y)</translation>
    </message>
    <message>
        <source>Columns and tables whose values are never sent</source>
        <translation>値を決して送信しない列とテーブル</translation>
    </message>
    <message>
        <source>patients.name, salaries</source>
        <translation>patients.name, salaries</translation>
    </message>
    <message>
        <source>&amp;Never from</source>
        <translation>送信しない対象(&amp;N)</translation>
    </message>
    <message>
        <source>Most tokens in a month, in millions</source>
        <translation>1 か月の最大トークン数（百万単位）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>上限なし</translation>
    </message>
    <message>
        <source> million tokens</source>
        <translation> 百万トークン</translation>
    </message>
    <message>
        <source>&amp;Limit a month</source>
        <translation>月間の上限(&amp;L)</translation>
    </message>
    <message>
        <source>Key of the provider</source>
        <translation>プロバイダーのキー</translation>
    </message>
    <message>
        <source>a new key</source>
        <translation>新しいキー</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>キーを保存</translation>
    </message>
    <message>
        <source>Take the key away</source>
        <translation>キーを削除</translation>
    </message>
    <message>
        <source>This month: %1 tokens; %2 questions needed no model.</source>
        <translation>今月: %1 トークン。モデルなしで回答した質問 %2 件。</translation>
    </message>
    <message>
        <source>This server is sealed off from other machines, so that no model is asked.</source>
        <translation>このサーバーは他のマシンから遮断されているため、モデルは使われません。</translation>
    </message>
    <message>
        <source>Your organisation&apos;s key is kept, and never shown again. It is sent to this address alone.</source>
        <translation>組織のキーは保存されており、二度と表示されません。このアドレスにだけ送信されます。</translation>
    </message>
    <message>
        <source>No key is kept. Servers of your own mostly want none.</source>
        <translation>キーは保存されていません。自前のサーバーでは、たいてい不要です。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>The key is gone.</source>
        <translation>キーを削除しました。</translation>
    </message>
    <message>
        <source>The key is kept.</source>
        <translation>キーを保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelCheckCard</name>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>ストリーミング</translation>
    </message>
    <message>
        <source>Structured answers</source>
        <translation>構造化された回答</translation>
    </message>
    <message>
        <source>Vectors for search</source>
        <translation>検索用ベクトル</translation>
    </message>
    <message>
        <source>Check the set-up</source>
        <translation>設定の確認</translation>
    </message>
    <message>
        <source>Tries the saved settings part by part, with a question of a few words.</source>
        <translation>保存した設定を、数語の質問で項目ごとに試します。</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>今すぐ確認</translation>
    </message>
    <message>
        <source>Look for models on the server&apos;s machine</source>
        <translation>サーバーのマシンでモデルを探す</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Everything works (%1 ms).</source>
        <translation>すべて正常です（%1 ms）。</translation>
    </message>
    <message>
        <source>No model server was found on the server&apos;s machine.</source>
        <translation>サーバーのマシンにモデルサーバーは見つかりませんでした。</translation>
    </message>
    <message>
        <source>Use %1 with %2</source>
        <translation>%1 を %2 で使う</translation>
    </message>
    <message>
        <source>its model</source>
        <translation>そのモデル</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ModelsWidget</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>A language model that helps where the built-in analyst is unsure.</source>
        <translation>内蔵アナリストに確信がないときに助ける言語モデルです。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::NamePage</name>
    <message>
        <source>Not encrypted</source>
        <translation>暗号化なし</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>暗号化あり</translation>
    </message>
    <message>
        <source>Encrypted, with a certificate that is checked</source>
        <translation>暗号化あり、証明書を検証</translation>
    </message>
    <message>
        <source>Encrypted, with a certificate and name that are checked</source>
        <translation>暗号化あり、証明書と名前を検証</translation>
    </message>
    <message>
        <source>Encrypted when the server offers it</source>
        <translation>サーバーが対応していれば暗号化</translation>
    </message>
    <message>
        <source>Name for the database</source>
        <translation>データベースの名前</translation>
    </message>
    <message>
        <source>How you and your colleagues call it</source>
        <translation>あなたや同僚が使う呼び名</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>The password is kept encrypted and never shown again. The database is only ever read: statements that could change anything are refused here and by the database.</source>
        <translation>パスワードは暗号化して保存され、二度と表示されません。データベースは読み取るだけです。変更につながる SQL 文は、ここでもデータベースでも拒否されます。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>読み込み</translation>
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
        <translation>折りたたむ</translation>
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
        <translation>名前を表示（Ctrl+B）</translation>
    </message>
    <message>
        <source>Show pictures alone (Ctrl+B)</source>
        <translation>アイコンのみ表示（Ctrl+B）</translation>
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
        <translation>問い合わせの件名</translation>
    </message>
    <message>
        <source>Ask something new</source>
        <translation>新しい問い合わせ</translation>
    </message>
    <message>
        <source>S&amp;ubject</source>
        <translation>件名(&amp;U)</translation>
    </message>
    <message>
        <source>What you want to know, or what does not work</source>
        <translation>知りたいこと、またはうまく動かないこと</translation>
    </message>
    <message>
        <source>What you want to know, or what you did, what happened, and what you expected</source>
        <translation>知りたいこと、または行った操作、起きたこと、期待した結果</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>メッセージ(&amp;M)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OdbcFields</name>
    <message>
        <source>Add a row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Name a driver, or a data source with DSN, and what else the driver wants to know. Rows without a value are left out.</source>
        <translation>ドライバー、または DSN でデータソースを指定し、ドライバーに必要なその他の項目を入力してください。値のない行は無視されます。</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>キーワード</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>この行を削除</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation>%1 の値</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OfflineBar</name>
    <message>
        <source>&amp;Try now</source>
        <translation>今すぐ再試行(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Work on this computer</source>
        <translation>このコンピューターで作業(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Compare certificates…</source>
        <translation>証明書を比較(&amp;C)…</translation>
    </message>
    <message numerus="yes">
        <source>Offline: trying %1 again in %n s.</source>
        <translation>
            <numerusform>オフライン: %n 秒後に %1 への接続を再試行します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline: trying %1…</source>
        <translation>オフライン: %1 に接続しています…</translation>
    </message>
    <message>
        <source>What you see stays, and so does what you typed.</source>
        <translation>表示中の内容も、入力した内容もそのまま残ります。</translation>
    </message>
    <message>
        <source>%1 What you see stays, and so does what you typed.</source>
        <translation>%1 表示中の内容も、入力した内容もそのまま残ります。</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed, and was refused.</source>
        <translation>%1 の証明書が変わったため、拒否しました。</translation>
    </message>
    <message>
        <source>Accepted before:
%1
Shown now:
%2
Somebody may be listening in between. Ask the server&apos;s administrator, by another way than this network, whether it was renewed.</source>
        <translation>以前に承認したもの:
%1
今回提示されたもの:
%2
途中で盗聴されているおそれがあります。証明書が更新されたかどうかを、このネットワーク以外の手段でサーバーの管理者に確認してください。</translation>
    </message>
    <message>
        <source>Accept only if the administrator of %1 told you this very fingerprint:

%2

Until now it was:

%3</source>
        <translation>%1 の管理者から次のフィンガープリントそのものを知らされた場合にだけ承認してください:

%2

これまでのもの:

%3</translation>
    </message>
    <message>
        <source>Another certificate</source>
        <translation>別の証明書</translation>
    </message>
    <message>
        <source>It was renewed: accept</source>
        <translation>更新されたので承認</translation>
    </message>
    <message>
        <source>Not while there is no connection to %1.</source>
        <translation>%1 に接続していない間は使えません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationCard</name>
    <message>
        <source>suspended</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>閉鎖</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Reason of what you do to the organisation</source>
        <translation>組織に対する操作の理由</translation>
    </message>
    <message>
        <source>Reason, which its people can read</source>
        <translation>理由（組織の人が読めます）</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Nobody works in it until it is opened again; nothing of it is lost.</source>
        <translation>再開されるまで誰もこの組織で作業できません。何も失われません。</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Plan whose limits and features are to hold</source>
        <translation>上限と機能を適用するプラン</translation>
    </message>
    <message>
        <source>Grant this plan</source>
        <translation>このプランを付与</translation>
    </message>
    <message>
        <source>Its limits and features hold; what is paid stays as it is.</source>
        <translation>プランの上限と機能が適用されます。支払いは変わりません。</translation>
    </message>
    <message>
        <source>End what was granted</source>
        <translation>付与を終了</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Signed in last</source>
        <translation>最終サインイン</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Work as this person</source>
        <translation>この人として作業</translation>
    </message>
    <message>
        <source>For half an hour, with the reason above. The organisation sees it in its audit log.</source>
        <translation>上記の理由で 30 分間作業します。組織の監査ログに記録されます。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · since %2 · %3 · time zone %4</source>
        <translation>%1 · %2 から · %3 · タイムゾーン %4</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>請求なし</translation>
    </message>
    <message>
        <source>Plan: %1, %2; granted: %3</source>
        <translation>プラン: %1、%2。付与: %3</translation>
    </message>
    <message>
        <source>Plan: %1, %2</source>
        <translation>プラン: %1、%2</translation>
    </message>
    <message>
        <source>%1 (operator)</source>
        <translation>%1（運営者）</translation>
    </message>
    <message>
        <source>put away</source>
        <translation>アーカイブ済み</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Work as %1?</source>
        <translation>%1 として作業しますか。</translation>
    </message>
    <message>
        <source>You see what %1 sees and do what they may, for half an hour at most. Everything is recorded under your name, and the organisation reads your reason: %2</source>
        <translation>最長 30 分間、%1 に見えるものが見え、同じ操作ができます。すべてあなたの名前で記録され、組織は次の理由を読めます: %2</translation>
    </message>
    <message>
        <source>Suspend this organisation?</source>
        <translation>この組織を停止しますか。</translation>
    </message>
    <message>
        <source>Nobody works in %1 until you open it again. Its people are told: %2</source>
        <translation>再開するまで、誰も %1 で作業できません。組織の人には次のように伝えられます: %2</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>公開範囲</translation>
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation>30 日間の質問</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Last 30 days: %1 questions, %2 not answered, %3 tokens, cost %4; %5 of rows kept; agents: %6</source>
        <translation>過去 30 日: 質問 %1 件、未回答 %2 件、%3 トークン、費用 %4。保存された行 %5。エージェント: %6</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationsCard</name>
    <message>
        <source>Your organisations</source>
        <translation>所属する組織</translation>
    </message>
    <message>
        <source>Organisation to work in</source>
        <translation>作業する組織</translation>
    </message>
    <message>
        <source>&amp;Work in</source>
        <translation>作業する組織(&amp;W)</translation>
    </message>
    <message>
        <source>Change over</source>
        <translation>切り替え</translation>
    </message>
    <message>
        <source>My personal organisation</source>
        <translation>個人の組織</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OrganizationsPage</name>
    <message>
        <source>Organisations</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Everybody who works on this server, each for themselves.</source>
        <translation>このサーバーで作業するすべての組織です。それぞれ独立しています。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>短縮名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>State of the organisations</source>
        <translation>組織の状態</translation>
    </message>
    <message>
        <source>In any state</source>
        <translation>すべての状態</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OutboundCard</name>
    <message>
        <source>Model %1 at %2 (%3).</source>
        <translation>モデル %1、送信先 %2（%3）。</translation>
    </message>
    <message>
        <source>Tables told: %1, with %2 columns.</source>
        <translation>伝えたテーブル: %1、列 %2 個。</translation>
    </message>
    <message>
        <source>No value of the data left.</source>
        <translation>データの値は送信されていません。</translation>
    </message>
    <message>
        <source>%1 values left, of %2.</source>
        <translation>%2 の値が %1 個送信されました。</translation>
    </message>
    <message>
        <source>%1 bytes out, %2 back; cost %3.</source>
        <translation>送信 %1 バイト、受信 %2 バイト。費用 %3。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>For</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>送信先</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト数</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>What left this server</source>
        <translation>このサーバーから送信された内容</translation>
    </message>
    <message>
        <source>One line for each request to a model. The words that were sent are read beside the answer, by those who see it.</source>
        <translation>モデルへのリクエストごとに 1 行です。送信された文面は、回答を見られる人がその回答の横で読めます。</translation>
    </message>
    <message>
        <source>Nothing has left.</source>
        <translation>何も送信されていません。</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>以前のもの</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>回答あり</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失敗: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OutboundNote</name>
    <message>
        <source>To %1 (%2), model %3: %4 bytes sent, %5 received; %6 and %7 tokens.</source>
        <translation>送信先 %1（%2）、モデル %3: 送信 %4 バイト、受信 %5 バイト。入力 %6 トークン、出力 %7 トークン。</translation>
    </message>
    <message>
        <source>Cost: about %1 US dollars.</source>
        <translation>費用: 約 %1 米ドル。</translation>
    </message>
    <message>
        <source>Tables told: %1 (%2 columns).</source>
        <translation>伝えたテーブル: %1（列 %2 個）。</translation>
    </message>
    <message>
        <source>No values of your data were sent.</source>
        <translation>データの値は送信されていません。</translation>
    </message>
    <message>
        <source>%1 values were sent, of %2.</source>
        <translation>%2 の値が %1 個送信されました。</translation>
    </message>
    <message>
        <source>Show what was sent…</source>
        <translation>送信された内容を表示…</translation>
    </message>
    <message>
        <source>Nothing left the server for this answer.</source>
        <translation>この回答のためにサーバーから送信されたものはありません。</translation>
    </message>
    <message>
        <source>The question and names of tables and columns were sent to %1 (%2), and no values of your data.</source>
        <translation>質問とテーブル名、列名が %1（%2）に送信されました。データの値は送信されていません。</translation>
    </message>
    <message>
        <source>The question, names of tables and columns and %1 values of your data were sent to %2 (%3).</source>
        <translation>質問、テーブル名、列名と、データの値 %1 個が %2（%3）に送信されました。</translation>
    </message>
    <message>
        <source>What left the server</source>
        <translation>サーバーから送信された内容</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OverviewPage</name>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 日 %2 時間</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>プラットフォーム</translation>
    </message>
    <message>
        <source>The whole server: all organisations together. Days are those of UTC.</source>
        <translation>サーバー全体、すべての組織の合計です。日付は UTC です。</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Questions today</source>
        <translation>今日の質問</translation>
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation>30 日間の質問</translation>
    </message>
    <message>
        <source>Tokens in 30 days</source>
        <translation>30 日間のトークン</translation>
    </message>
    <message>
        <source>Questions a day</source>
        <translation>1 日あたりの質問</translation>
    </message>
    <message>
        <source>No question has been asked in the last 30 days.</source>
        <translation>過去 30 日間に質問はありません。</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>稼働状態</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Runs for</source>
        <translation>稼働時間</translation>
    </message>
    <message>
        <source>Platform database</source>
        <translation>プラットフォームのデータベース</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>サーバー群</translation>
    </message>
    <message>
        <source>Failed jobs in 30 days</source>
        <translation>30 日間に失敗したジョブ</translation>
    </message>
    <message>
        <source>Last 30 days by organisation</source>
        <translation>組織別の過去 30 日間</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>未回答</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>費用</translation>
    </message>
    <message>
        <source>Kept rows</source>
        <translation>保存された行</translation>
    </message>
    <message>
        <source>Use by organisation</source>
        <translation>組織別の利用状況</translation>
    </message>
    <message>
        <source>Nothing was used in the last 30 days.</source>
        <translation>過去 30 日間の利用はありません。</translation>
    </message>
    <message>
        <source>%1 suspended, %2 closed</source>
        <translation>停止中 %1、閉鎖 %2</translation>
    </message>
    <message>
        <source>%1 asked in 30 days, %2 operate</source>
        <translation>30 日間の質問者 %1 人、運営者 %2 人</translation>
    </message>
    <message>
        <source>%1 do not answer or failed</source>
        <translation>応答なしまたは失敗 %1 件</translation>
    </message>
    <message>
        <source>%1 answered, %2 not</source>
        <translation>回答済み %1 件、未回答 %2 件</translation>
    </message>
    <message>
        <source>%1 not answered, typically %2 ms</source>
        <translation>未回答 %1 件、通常 %2 ms</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回答済み</translation>
    </message>
    <message>
        <source>Tabletalk %1</source>
        <translation>Tabletalk %1</translation>
    </message>
    <message>
        <source>%1; takes writes, the last in %2 ms</source>
        <translation>%1。書き込み可能、前回は %2 ms</translation>
    </message>
    <message>
        <source>%1; takes no writes. Look at its disk and its log.</source>
        <translation>%1。書き込みできません。ディスクとログを確認してください。</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%2 のうち %1 の空き</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1: make room soon</source>
        <translation>%1: まもなく空きが必要です</translation>
    </message>
    <message>
        <source>%1 of %2 alive</source>
        <translation>%2 台のうち %1 台が稼働中</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>%1 switched off</source>
        <translation>無効 %1 件</translation>
    </message>
    <message>
        <source>Cost in 30 days</source>
        <translation>30 日間の費用</translation>
    </message>
    <message>
        <source>%1 read by models, %2 written</source>
        <translation>モデルの入力 %1、出力 %2</translation>
    </message>
    <message>
        <source>%1 today</source>
        <translation>今日 %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OverviewTab</name>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>選択: %1</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>%1 を除く</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>今すぐ確認</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>安全性</translation>
    </message>
    <message>
        <source>Only ever read</source>
        <translation>読み取りのみ</translation>
    </message>
    <message>
        <source>Every statement is checked, and the database itself is opened for reading only.</source>
        <translation>すべての SQL 文を検査し、データベース自体も読み取り専用で開きます。</translation>
    </message>
    <message>
        <source>The account could write. One that can only read is safer still; an administrator of the database makes it so:</source>
        <translation>このアカウントは書き込みもできます。読み取りしかできないアカウントのほうがさらに安全です。データベースの管理者は次のように作成できます:</translation>
    </message>
    <message>
        <source>Statements that make an account which can only read</source>
        <translation>読み取り専用アカウントを作成する SQL 文</translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation>検証する</translation>
    </message>
    <message>
        <source>It looks like</source>
        <translation>推定される業種</translation>
    </message>
    <message>
        <source>You can ask, for example</source>
        <translation>質問の例</translation>
    </message>
    <message>
        <source>Nothing was asked of it yet.</source>
        <translation>まだ質問されていません。</translation>
    </message>
    <message>
        <source>Checked %1, answered in %2.</source>
        <translation>確認: %1、応答時間: %2。</translation>
    </message>
    <message>
        <source>%1 (checked %2)</source>
        <translation>%1（確認: %2）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>読み込む範囲</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>最終読み込み</translation>
    </message>
    <message>
        <source>Connected since</source>
        <translation>接続開始</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::OwnKeyCard</name>
    <message>
        <source>Your own key for the language model</source>
        <translation>言語モデル用の自分のキー</translation>
    </message>
    <message>
        <source>a new key</source>
        <translation>新しいキー</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>キーを保存</translation>
    </message>
    <message>
        <source>Take the key away</source>
        <translation>キーを削除</translation>
    </message>
    <message>
        <source>Your key is kept, and goes before your organisation&apos;s. It is sent to %1 alone.</source>
        <translation>あなたのキーは保存されており、組織のキーより優先されます。%1 にだけ送信されます。</translation>
    </message>
    <message>
        <source>Without one your organisation&apos;s key is used. Yours would be sent to %1 alone.</source>
        <translation>自分のキーがなければ組織のキーが使われます。あなたのキーは %1 にだけ送信されます。</translation>
    </message>
    <message>
        <source>The key is gone.</source>
        <translation>キーを削除しました。</translation>
    </message>
    <message>
        <source>The key is kept.</source>
        <translation>キーを保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PagedTable</name>
    <message>
        <source>Search: %1</source>
        <translation>検索: %1</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>見つかりません。</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PairsCard</name>
    <message>
        <source>does not run any more</source>
        <translation>実行できなくなりました</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>From</source>
        <translation>追加元</translation>
    </message>
    <message>
        <source>Added by</source>
        <translation>追加者</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Import questions</source>
        <translation>質問をインポート</translation>
    </message>
    <message>
        <source>Questions (*.jsonl *.json *.csv);;All files (*)</source>
        <translation>質問 (*.jsonl *.json *.csv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Questions whose answer is known</source>
        <translation>答えがわかっている質問</translation>
    </message>
    <message>
        <source>A run asks each question as people would, and compares what comes with the result of your statement. Statements only read.</source>
        <translation>テストを実行すると、各質問を利用者と同じように尋ね、得られた結果をあなたの SQL 文の結果と比べます。SQL 文は読み取りだけを行います。</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>まだありません。</translation>
    </message>
    <message>
        <source>Statement of the chosen question</source>
        <translation>選択した質問の SQL 文</translation>
    </message>
    <message>
        <source>Choose a question to see its statement.</source>
        <translation>質問を選ぶと、その SQL 文が表示されます。</translation>
    </message>
    <message>
        <source>Add a question</source>
        <translation>質問を追加</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>インポート…</translation>
    </message>
    <message>
        <source>JSON lines with &quot;question&quot; and &quot;gold_sql&quot;, or CSV with columns of these names</source>
        <translation>「question」と「gold_sql」を持つ JSON Lines、または同名の列を持つ CSV</translation>
    </message>
    <message>
        <source>How many customers are in Berlin?</source>
        <translation>ベルリンの顧客は何人ですか。</translation>
    </message>
    <message>
        <source>Statement that answers the question</source>
        <translation>質問に答える SQL 文</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Does not run any more: %1</source>
        <translation>実行できなくなりました: %1</translation>
    </message>
    <message>
        <source>Remove this question?</source>
        <translation>この質問を削除しますか。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not tested any more.</source>
        <translation>「%1」はテストされなくなります。</translation>
    </message>
    <message>
        <source>This file cannot be imported</source>
        <translation>このファイルはインポートできません</translation>
    </message>
    <message>
        <source>It is larger than 2 MB.</source>
        <translation>2 MB を超えています。</translation>
    </message>
    <message>
        <source>%1 questions were added; %2 were there already.</source>
        <translation>%1 件の質問を追加しました。%2 件はすでにありました。</translation>
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
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PaletteSearch</name>
    <message>
        <source>Change to this workspace</source>
        <translation>このワークスペースに切り替え</translation>
    </message>
    <message>
        <source>Diagram of %1</source>
        <translation>%1 のダイアグラム</translation>
    </message>
    <message>
        <source>Its tables and joins as a picture</source>
        <translation>テーブルと結合を図で表示</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>ヘルプ: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PassageText</name>
    <message>
        <source>Passage %1</source>
        <translation>箇所 %1</translation>
    </message>
    <message>
        <source> · page %1</source>
        <translation> · %1 ページ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PasswordCard</name>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>&amp;Present one</source>
        <translation>現在のパスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>現在のパスワード</translation>
    </message>
    <message>
        <source>&amp;New one</source>
        <translation>新しいパスワード(&amp;N)</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>New one a&amp;gain</source>
        <translation>もう一度入力(&amp;G)</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>新しいパスワード（確認）</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>パスワードを変更</translation>
    </message>
    <message>
        <source>Signs you out everywhere but here.</source>
        <translation>ここ以外のすべての場所からサインアウトします。</translation>
    </message>
    <message>
        <source>The new password was not written the same way twice.</source>
        <translation>2 回入力した新しいパスワードが一致しません。</translation>
    </message>
    <message>
        <source>The password is changed. All other sign-ins have ended.</source>
        <translation>パスワードを変更しました。他のサインインはすべて終了しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PeoplePage</name>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1、ほか %2 件</translation>
    </message>
    <message>
        <source>%1 (operator)</source>
        <translation>%1（運営者）</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Everybody who has an account on this server.</source>
        <translation>このサーバーにアカウントを持つすべての人です。</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Signed in last</source>
        <translation>最終サインイン</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>登録日</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PinDialog</name>
    <message>
        <source>Pin to a dashboard</source>
        <translation>ダッシュボードにピン留め</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>ダッシュボード</translation>
    </message>
    <message>
        <source>&amp;Dashboard</source>
        <translation>ダッシュボード(&amp;D)</translation>
    </message>
    <message>
        <source>Name of the new dashboard</source>
        <translation>新しいダッシュボードの名前</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>表示形式</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>&amp;Shown as</source>
        <translation>表示形式(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>ピン留め</translation>
    </message>
    <message>
        <source>A new dashboard</source>
        <translation>新しいダッシュボード</translation>
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
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>server · workspace</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%1; answers finished on other servers: %n</source>
        <translation>
            <numerusform>%1。他のサーバーで %n 件の回答が完了</numerusform>
        </translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
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
            <numerusform>%1、完了 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlaceCompleter</name>
    <message>
        <source>Names that fit</source>
        <translation>一致する名前</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlansCard</name>
    <message>
        <source>Plans</source>
        <translation>プラン</translation>
    </message>
    <message>
        <source>How often is paid</source>
        <translation>支払い間隔</translation>
    </message>
    <message>
        <source>Paid monthly</source>
        <translation>月払い</translation>
    </message>
    <message>
        <source>Paid yearly</source>
        <translation>年払い</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>not sold in %1</source>
        <translation>%1 では販売していません</translation>
    </message>
    <message>
        <source>has it</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>does not have it</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Your plan</source>
        <translation>現在のプラン</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 を選択</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::PlatformWidget</name>
    <message>
        <source>Pages of the platform</source>
        <translation>プラットフォームのページ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ProofDialog</name>
    <message>
        <source>Statements are checked here</source>
        <translation>ここで SQL 文を検査</translation>
    </message>
    <message>
        <source>The database is opened for reading only</source>
        <translation>データベースを読み取り専用で開く</translation>
    </message>
    <message>
        <source>What the account may do</source>
        <translation>アカウントの権限</translation>
    </message>
    <message>
        <source>Writing was tried</source>
        <translation>書き込みの試行</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Prove it again</source>
        <translation>もう一度検証</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>読み取り専用</translation>
    </message>
    <message>
        <source>%1 is only read</source>
        <translation>%1 は読み取られるだけです</translation>
    </message>
    <message>
        <source>Four layers keep it so, each without trusting the others. This is what they answered when writing was tried a moment ago.</source>
        <translation>四つの層がそれぞれ他に頼らずに保護しています。以下は、たった今書き込みを試したときの各層の応答です。</translation>
    </message>
    <message>
        <source>Trying to write…</source>
        <translation>書き込みを試しています…</translation>
    </message>
    <message>
        <source>The layers and what they answered</source>
        <translation>各層とその応答</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Proved in %1: nothing could be written.</source>
        <translation>%1 で検証しました: 何も書き込めませんでした。</translation>
    </message>
    <message>
        <source>Not proved: a layer that must hold does not.</source>
        <translation>検証できませんでした: 有効であるべき層が無効です。</translation>
    </message>
    <message>
        <source>Look below at the layer that does not hold, and at what it answered.</source>
        <translation>以下で、無効な層とその応答を確認してください。</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2。%3</translation>
    </message>
    <message>
        <source>Refused: “%1”</source>
        <translation>拒否されました: 「%1」</translation>
    </message>
    <message>
        <source>Not refused: “%1”</source>
        <translation>拒否されませんでした: 「%1」</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ReadingTab</name>
    <message>
        <source>Ask now</source>
        <translation>今すぐ質問</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>読み込みを停止</translation>
    </message>
    <message>
        <source>Read what changed</source>
        <translation>変更分を読み込む</translation>
    </message>
    <message>
        <source>Read everything again</source>
        <translation>すべて再読み込み</translation>
    </message>
    <message>
        <source>Choose tables…</source>
        <translation>テーブルを選択…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>%1 read and understood</source>
        <translation>%1 の読み込みと解析が完了</translation>
    </message>
    <message>
        <source>Read and understood</source>
        <translation>読み込みと解析が完了</translation>
    </message>
    <message>
        <source>How far it came</source>
        <translation>どこまで進んだか</translation>
    </message>
    <message>
        <source>It goes on when you close the window, and after a restart.</source>
        <translation>ウィンドウを閉じても、再起動しても続きます。</translation>
    </message>
    <message>
        <source>What was read so far is kept. Nothing is asked of the database meanwhile.</source>
        <translation>これまでに読み込んだ内容は保存されています。その間、データベースには何も問い合わせません。</translation>
    </message>
    <message>
        <source>Finished %1.</source>
        <translation>完了: %1。</translation>
    </message>
    <message>
        <source>When the cause is mended, press &quot;Try again&quot;. What was read before is kept.</source>
        <translation>原因を解消したら「再試行」を押してください。以前に読み込んだ内容は保存されています。</translation>
    </message>
    <message>
        <source>The database could not be read</source>
        <translation>データベースを読み込めませんでした</translation>
    </message>
    <message>
        <source>Reading was stopped.</source>
        <translation>読み込みを停止しました。</translation>
    </message>
    <message>
        <source>Press &quot;Try again&quot; to go on; what was read is kept.</source>
        <translation>「再試行」を押すと続行します。読み込んだ内容は保存されています。</translation>
    </message>
    <message>
        <source>You can ask already, of what has been read before.</source>
        <translation>以前に読み込んだ内容について、もう質問できます。</translation>
    </message>
    <message>
        <source>You can ask already: the tables are known by their names and types.</source>
        <translation>もう質問できます。テーブルの名前と型がわかっています。</translation>
    </message>
    <message>
        <source>You can ask already: %1 of %2 tables are known.</source>
        <translation>もう質問できます。%2 個のテーブルのうち %1 個がわかっています。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ReportWriter</name>
    <message>
        <source>It shows the first %1 rows; a workbook or CSV holds all of them.</source>
        <translation>最初の %1 行を表示しています。すべての行はブックまたは CSV に含まれます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultColumn</name>
    <message>
        <source>1 hit</source>
        <translation>1 件ヒット</translation>
    </message>
    <message>
        <source>%1 hits</source>
        <translation>%1 件ヒット</translation>
    </message>
    <message>
        <source>%1 passages searched</source>
        <translation>%1 箇所を検索</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>built-in embedder</source>
        <translation>内蔵の埋め込みモデル</translation>
    </message>
    <message>
        <source>embedder %1</source>
        <translation>埋め込みモデル %1</translation>
    </message>
    <message>
        <source>There is nothing to search yet. Add files in the panel Documents.</source>
        <translation>検索できるものがまだありません。「文書」パネルでファイルを追加してください。</translation>
    </message>
    <message>
        <source>No passage goes with it. Try other words, or another way of searching.</source>
        <translation>該当する箇所がありません。別の語や別の検索方法を試してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultExport</name>
    <message>
        <source>The server does not keep the rows of this answer any more.</source>
        <translation>この回答の行は、サーバーにもう保存されていません。</translation>
    </message>
    <message>
        <source>Ask the question again and export it then.</source>
        <translation>もう一度質問してからエクスポートしてください。</translation>
    </message>
    <message>
        <source>The server stopped after %1 of %2 rows.</source>
        <translation>サーバーは %2 行のうち %1 行で停止しました。</translation>
    </message>
    <message>
        <source>%1 was not written, because the window lost the server or left it.</source>
        <translation>サーバーとの接続が切れたか、別のサーバーに移ったため、%1 は書き込まれませんでした。</translation>
    </message>
    <message>
        <source>Export the answer again.</source>
        <translation>回答をもう一度エクスポートしてください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultModel</name>
    <message>
        <source>%1
(%2 characters; double-click to see all)</source>
        <translation>%1
（%2 文字。ダブルクリックで全体を表示）</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>値なし</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultTools</name>
    <message>
        <source>Show rows that contain</source>
        <translation>次を含む行を表示</translation>
    </message>
    <message>
        <source>Show rows that contain…</source>
        <translation>次を含む行を表示…</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>元の状態</translation>
    </message>
    <message>
        <source>All rows in the order in which they came</source>
        <translation>すべての行を取得時の順に表示します</translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation>この列で並べ替え</translation>
    </message>
    <message>
        <source>Sort by this column, the greatest first</source>
        <translation>この列で並べ替え（大きい順）</translation>
    </message>
    <message>
        <source>Only rows with this value</source>
        <translation>この値の行のみ</translation>
    </message>
    <message>
        <source>Without this value</source>
        <translation>この値を除く</translation>
    </message>
    <message>
        <source>From this value on</source>
        <translation>この値以上</translation>
    </message>
    <message>
        <source>Up to this value</source>
        <translation>この値以下</translation>
    </message>
    <message>
        <source>Filter rows…</source>
        <translation>行を絞り込む…</translation>
    </message>
    <message>
        <source>All rows as they came</source>
        <translation>すべての行を元の順に表示</translation>
    </message>
    <message>
        <source>Freeze columns up to here</source>
        <translation>ここまでの列を固定</translation>
    </message>
    <message>
        <source>Unfreeze columns</source>
        <translation>列の固定を解除</translation>
    </message>
    <message>
        <source>Statistics of this column…</source>
        <translation>この列の統計…</translation>
    </message>
    <message>
        <source>Arranging…</source>
        <translation>行を整理しています…</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 が %2 である</translation>
    </message>
    <message>
        <source>%1 is not %2</source>
        <translation>%1 が %2 でない</translation>
    </message>
    <message>
        <source>%1 from %2 on</source>
        <translation>%1 が %2 以上</translation>
    </message>
    <message>
        <source>%1 up to %2</source>
        <translation>%1 が %2 以下</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 が空</translation>
    </message>
    <message>
        <source>%1 is not empty</source>
        <translation>%1 が空でない</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中 %1 行</translation>
    </message>
    <message>
        <source>Take away the filter: %1</source>
        <translation>絞り込みを解除: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultTotals</name>
    <message>
        <source>Totals of the whole result</source>
        <translation>結果全体の合計</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Totals of the rows that the filters leave</source>
        <translation>絞り込み後の行の合計</translation>
    </message>
    <message>
        <source>The totals of the rows that the filters leave are on their way.</source>
        <translation>絞り込み後の行の合計を計算しています。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ResultView</name>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>&amp;Copy	Ctrl+C</source>
        <translation>コピー(&amp;C)	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy as %1</source>
        <translation>%1 としてコピー</translation>
    </message>
    <message>
        <source>%1 cells are too many to be copied; %2 can be at once.</source>
        <translation>%1 個のセルは多すぎてコピーできません。一度にコピーできるのは %2 個までです。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RevenuePage</name>
    <message>
        <source>on trial</source>
        <translation>試用中</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>past due</source>
        <translation>支払い遅延</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>解約済み</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>売上</translation>
    </message>
    <message>
        <source>What subscriptions bring each month, and how that moved.</source>
        <translation>サブスクリプションの毎月の売上とその推移です。</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>通貨</translation>
    </message>
    <message>
        <source>Recurring each month</source>
        <translation>毎月の経常売上</translation>
    </message>
    <message>
        <source>Invoiced and not paid</source>
        <translation>請求済み・未払い</translation>
    </message>
    <message>
        <source>Churn of this month</source>
        <translation>今月の解約率</translation>
    </message>
    <message>
        <source>No organisation has been billed yet. Settings say whether new ones are.</source>
        <translation>請求された組織はまだありません。新しい組織に請求するかどうかは、設定で決まります。</translation>
    </message>
    <message>
        <source>Recurring revenue by month</source>
        <translation>月別の経常売上</translation>
    </message>
    <message>
        <source>New, grown, shrunk and lost</source>
        <translation>新規・増加・減少・解約</translation>
    </message>
    <message>
        <source>Subscriptions by plan and state</source>
        <translation>プラン別・状態別のサブスクリプション</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>プラン</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Organisations that are not billed are not among them.</source>
        <translation>請求対象でない組織は含まれません。</translation>
    </message>
    <message>
        <source>At the end of the month</source>
        <translation>月末時点</translation>
    </message>
    <message>
        <source>New and back again</source>
        <translation>新規・復帰</translation>
    </message>
    <message>
        <source>Grown</source>
        <translation>増加</translation>
    </message>
    <message>
        <source>Shrunk</source>
        <translation>減少</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>解約</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RowFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 に書き込めません: %2</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>別のフォルダーを選んでください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::RunView</name>
    <message>
        <source>Running…</source>
        <translation>実行しています…</translation>
    </message>
    <message>
        <source>There are no rows.</source>
        <translation>行がありません。</translation>
    </message>
    <message>
        <source>the first %1 rows</source>
        <translation>最初の %1 行</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
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
        <translation>状態</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>By</source>
        <translation>実行者</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正解</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>不正解</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>回答なし</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前回</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差異</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>The tests have not been run yet.</source>
        <translation>テストはまだ実行されていません。</translation>
    </message>
    <message>
        <source>Runs of the accuracy tests</source>
        <translation>精度テストの実行履歴</translation>
    </message>
    <message>
        <source>Run the tests</source>
        <translation>テストを実行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Questions asked so far</source>
        <translation>これまでに尋ねた質問</translation>
    </message>
    <message>
        <source>What came of each question</source>
        <translation>各質問の結果</translation>
    </message>
    <message>
        <source>Statements of the chosen question</source>
        <translation>選択した質問の SQL 文</translation>
    </message>
    <message>
        <source>Choose a question to see its statements.</source>
        <translation>質問を選ぶと、その SQL 文が表示されます。</translation>
    </message>
    <message>
        <source>Expected: %1
Given: %2</source>
        <translation>期待: %1
実際: %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SampleFlow</name>
    <message>
        <source>Sample shop</source>
        <translation>サンプルショップ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SaveDialog</name>
    <message>
        <source>Save this question</source>
        <translation>この質問を保存</translation>
    </message>
    <message>
        <source>It keeps its SQL and chart, and runs again under Saved with the data of that day.</source>
        <translation>SQL とグラフを保持し、「保存済み」でその日のデータを使ってまた実行できます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Show it to &amp;everybody in the workspace but guests</source>
        <translation>ゲストを除くワークスペースの全員に公開(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SavedQuestionModel</name>
    <message>
        <source>somebody who left</source>
        <translation>退会した人</translation>
    </message>
    <message>
        <source>%1, about %2, %3</source>
        <translation>%1、%2 について、%3</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>自分の質問</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>%1 の質問</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SavedWidget</name>
    <message>
        <source>Saved questions</source>
        <translation>保存した質問</translation>
    </message>
    <message>
        <source>Search saved questions</source>
        <translation>保存した質問を検索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Name of this question</source>
        <translation>この質問の名前</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Pin to a dashboard…</source>
        <translation>ダッシュボードにピン留め…</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>スケジュール…</translation>
    </message>
    <message>
        <source>Show in the workspace</source>
        <translation>ワークスペースに公開</translation>
    </message>
    <message>
        <source>Everybody in the workspace but guests may run it. Only you can change it.</source>
        <translation>ゲストを除くワークスペースの全員が実行できます。変更できるのはあなただけです。</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>No saved question has these words.</source>
        <translation>これらの語を含む保存した質問はありません。</translation>
    </message>
    <message>
        <source>you</source>
        <translation>あなた</translation>
    </message>
    <message>
        <source>somebody who left</source>
        <translation>退会した人</translation>
    </message>
    <message>
        <source>About %1 · saved by %2</source>
        <translation>%1 について · 保存者: %2</translation>
    </message>
    <message>
        <source>Pinned to “%1”.</source>
        <translation>「%1」にピン留めしました。</translation>
    </message>
    <message>
        <source>It runs by itself now. Schedules lists when.</source>
        <translation>これからは自動で実行されます。日時は「スケジュール」に表示されます。</translation>
    </message>
    <message>
        <source>Delete this question?</source>
        <translation>この質問を削除しますか。</translation>
    </message>
    <message>
        <source>“%1” and its tiles on dashboards are deleted for everybody. This cannot be taken back.</source>
        <translation>「%1」とダッシュボード上のそのタイルが、全員に対して削除されます。この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>質問する</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>まだ何も保存されていません</translation>
    </message>
    <message>
        <source>Ask a question in Chat, and choose Keep under its answer. It can then be run again, stand on a dashboard, or come by itself.</source>
        <translation>チャットで質問し、回答の下にある「保存」を選んでください。その後は、もう一度実行したり、ダッシュボードに載せたり、自動で受け取ったりできます。</translation>
    </message>
    <message>
        <source>No question is chosen</source>
        <translation>質問が選択されていません</translation>
    </message>
    <message>
        <source>Choose one in the list to see it and to run it.</source>
        <translation>一覧で質問を選ぶと、内容を確認して実行できます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ScheduleDialog</name>
    <message>
        <source>Schedule a question</source>
        <translation>質問をスケジュール</translation>
    </message>
    <message>
        <source>Change the schedule</source>
        <translation>スケジュールを変更</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>質問(&amp;Q)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Deliver when</source>
        <translation>配信の条件</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常に</translation>
    </message>
    <message>
        <source>When there are rows</source>
        <translation>行があるとき</translation>
    </message>
    <message>
        <source>When a value in the first row …</source>
        <translation>最初の行の値が…</translation>
    </message>
    <message>
        <source>When a value in any row …</source>
        <translation>いずれかの行の値が…</translation>
    </message>
    <message>
        <source>When the number of rows …</source>
        <translation>行数が…</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>最初の列</translation>
    </message>
    <message>
        <source>How it is compared</source>
        <translation>比較方法</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>次より小さい</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>次より大きい</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>次と等しい</translation>
    </message>
    <message>
        <source>changed since the last run</source>
        <translation>前回の実行から変わった</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>De&amp;liver</source>
        <translation>配信(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>比較(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>値(&amp;V)</translation>
    </message>
    <message>
        <source>Mail to members</source>
        <translation>メンバーへのメール</translation>
    </message>
    <message>
        <source>addresses of members, separated by commas</source>
        <translation>メンバーのアドレス（カンマ区切り）</translation>
    </message>
    <message>
        <source>Tell webhooks (schedule.fired)</source>
        <translation>Webhook に通知（schedule.fired）</translation>
    </message>
    <message>
        <source>File to download</source>
        <translation>ダウンロード用ファイル</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV ファイル</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel ブック</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>ファイルなし</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Mail t&amp;o</source>
        <translation>メールの宛先(&amp;O)</translation>
    </message>
    <message>
        <source>There is no saved question yet</source>
        <translation>保存した質問がまだありません</translation>
    </message>
    <message>
        <source>Save an answer in the chat first, then schedule it.</source>
        <translation>まずチャットで回答を保存し、それからスケジュールを設定してください。</translation>
    </message>
    <message>
        <source>%1 (%2). Next: %3</source>
        <translation>%1（%2）。次回: %3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchedulesWidget</name>
    <message>
        <source>Paused: %1</source>
        <translation>一時停止中: %1</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>次回の実行</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>前回</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>結果の内容</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>ファイルを保存</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Saved questions that run by themselves, with your rights, and tell what came.</source>
        <translation>保存した質問をあなたの権限で自動的に実行し、結果を知らせます。</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>新しいスケジュール</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>今すぐ実行</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行履歴</translation>
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation>まだ実行されていません。</translation>
    </message>
    <message>
        <source>Runs of the chosen schedule</source>
        <translation>選択したスケジュールの実行履歴</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Files of the chosen schedule</source>
        <translation>選択したスケジュールのファイル</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Times are those of %1.</source>
        <translation>時刻は %1 のものです。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>%1, by hand</source>
        <translation>%1、手動</translation>
    </message>
    <message>
        <source>It runs now</source>
        <translation>実行しています</translation>
    </message>
    <message>
        <source>What came of it stands below in a moment.</source>
        <translation>結果はまもなく下に表示されます。</translation>
    </message>
    <message>
        <source>Delete this schedule?</source>
        <translation>このスケジュールを削除しますか。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not run by itself any more, and the files that it made are lost.</source>
        <translation>「%1」は自動実行されなくなり、作成したファイルは失われます。</translation>
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation>ファイルを保存できませんでした</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>%1 として保存しました</translation>
    </message>
    <message>
        <source>They are being listed…</source>
        <translation>一覧を読み込んでいます…</translation>
    </message>
    <message>
        <source>It made no file yet.</source>
        <translation>ファイルはまだ作成されていません。</translation>
    </message>
    <message>
        <source>Save an answer in the chat, then add a schedule for it: it runs by itself and tells what came.</source>
        <translation>チャットで回答を保存し、そのスケジュールを追加してください。自動的に実行され、結果が通知されます。</translation>
    </message>
    <message>
        <source>No schedule yet</source>
        <translation>スケジュールはまだありません</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaChoiceModel</name>
    <message>
        <source>All schemas (%1)</source>
        <translation>すべてのスキーマ（%1）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>without a schema</source>
        <translation>スキーマなし</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaExplorer</name>
    <message>
        <source>What changed (%1)</source>
        <translation>変更点（%1）</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>The table before</source>
        <translation>前のテーブル</translation>
    </message>
    <message>
        <source>Find a table or column</source>
        <translation>テーブルや列を検索</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>スキーマ</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>お待ちください…</translation>
    </message>
    <message>
        <source>All schemas</source>
        <translation>すべてのスキーマ</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No table or column has this in its name or description.</source>
        <translation>名前や説明にこの語を含むテーブルや列はありません。</translation>
    </message>
    <message>
        <source>No table has been read yet.</source>
        <translation>読み込まれたテーブルはまだありません。</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 が見つかりました</translation>
    </message>
    <message>
        <source>(some are still being read)</source>
        <translation>（一部はまだ読み込み中です）</translation>
    </message>
    <message>
        <source>Choose a table at the left.</source>
        <translation>左側でテーブルを選んでください。</translation>
    </message>
    <message>
        <source>The tables appear here as soon as they are known.</source>
        <translation>テーブルは判明しだいここに表示されます。</translation>
    </message>
    <message>
        <source>Show in the &amp;diagram</source>
        <translation>ダイアグラムで表示(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Ask about this table</source>
        <translation>このテーブルについて質問(&amp;A)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SchemaModel</name>
    <message>
        <source>view</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>未解析</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SearchWidget</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Try how passages of your documents are found, and see why.</source>
        <translation>文書の箇所がどのように見つかるかを試し、その理由を確認できます。</translation>
    </message>
    <message>
        <source>Words finds passages that have the words of your query, in any form. Meaning finds those that are about the same in other words. Put a phrase in quotation marks to have it as it is.</source>
        <translation>「語句」は、検索語を語形の違いを問わず含む箇所を見つけます。「意味」は、別の言い方でほぼ同じ内容を述べた箇所を見つけます。語句をそのままの形で探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>What to search for</source>
        <translation>検索する内容</translation>
    </message>
    <message>
        <source>What does the refund policy say about opened goods?</source>
        <translation>開封済みの商品について、返金規定には何と書かれていますか。</translation>
    </message>
    <message>
        <source>Way of searching</source>
        <translation>検索方法</translation>
    </message>
    <message>
        <source>&amp;Compare ways side by side</source>
        <translation>検索方法を並べて比較(&amp;C)</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>すべての文書</translation>
    </message>
    <message>
        <source>&amp;Hits</source>
        <translation>件数(&amp;H)</translation>
    </message>
    <message>
        <source>How many hits</source>
        <translation>表示する件数</translation>
    </message>
    <message>
        <source>Only in %1</source>
        <translation>%1 内のみ</translation>
    </message>
    <message>
        <source>Search in all documents again, not only in %1</source>
        <translation>%1 だけでなく、すべての文書を再び検索</translation>
    </message>
    <message>
        <source>Find the very passage</source>
        <translation>目当ての箇所を見つける</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SecretStore</name>
    <message>
        <source>The keychain did not keep the sign-in: %1</source>
        <translation>キーチェーンがサインイン情報を保存しませんでした: %1</translation>
    </message>
    <message>
        <source>You will be asked to sign in again next time.</source>
        <translation>次回はもう一度サインインが必要です。</translation>
    </message>
    <message>
        <source>The sign-in could not be kept in %1: %2</source>
        <translation>サインイン情報を %1 に保存できませんでした: %2</translation>
    </message>
    <message>
        <source>The system did not seal the sign-in for its user.</source>
        <translation>システムがサインイン情報をユーザー用に暗号化しませんでした。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SecurityWidget</name>
    <message>
        <source>Security</source>
        <translation>セキュリティ</translation>
    </message>
    <message>
        <source>Who gets in, from where, and with which keys.</source>
        <translation>誰が、どこから、どのキーで入れるかを管理します。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SelectionDialog</name>
    <message>
        <source>Choose tables</source>
        <translation>テーブルを選択</translation>
    </message>
    <message>
        <source>What is read of %1</source>
        <translation>%1 から読み込む範囲</translation>
    </message>
    <message>
        <source>What is not ticked is not read, and questions know nothing of it.</source>
        <translation>チェックしていないものは読み込まれず、質問にも使われません。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Read these</source>
        <translation>これらを読み込む(&amp;R)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ServerFields</name>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>ホスト(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>データベース(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>ユーザー(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>ポート(&amp;O)</translation>
    </message>
    <message>
        <source>Also in the URL: %1</source>
        <translation>URL に含まれるその他の項目: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ServerSettingsCard</name>
    <message>
        <source> days</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Name of the server</source>
        <translation>サーバーの名前</translation>
    </message>
    <message>
        <source>None: people see its address</source>
        <translation>なし: アドレスが表示されます</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Where people ask for help</source>
        <translation>サポートの問い合わせ先</translation>
    </message>
    <message>
        <source>&amp;Support</source>
        <translation>サポート(&amp;S)</translation>
    </message>
    <message>
        <source>Who may make an account</source>
        <translation>アカウントを作成できる人</translation>
    </message>
    <message>
        <source>&amp;Registration</source>
        <translation>登録(&amp;R)</translation>
    </message>
    <message>
        <source>Plan of new organisations</source>
        <translation>新しい組織のプラン</translation>
    </message>
    <message>
        <source>Holds for organisations that are made from now on, while billing is off.</source>
        <translation>請求機能がオフの間、今後作成される組織に適用されます。</translation>
    </message>
    <message>
        <source>Self-hosted: no limits</source>
        <translation>Self-hosted: 上限なし</translation>
    </message>
    <message>
        <source>New &amp;organisations</source>
        <translation>新しい組織(&amp;O)</translation>
    </message>
    <message>
        <source>How long attempts to sign in are kept</source>
        <translation>サインイン試行の記録の保持期間</translation>
    </message>
    <message>
        <source>Keep sign-in &amp;history</source>
        <translation>サインイン履歴の保持(&amp;H)</translation>
    </message>
    <message>
        <source>How long audit records are kept</source>
        <translation>監査記録の保持期間</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>無期限</translation>
    </message>
    <message>
        <source>Keep &amp;audit records</source>
        <translation>監査記録の保持(&amp;A)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>As the server was started</source>
        <translation>サーバー起動時の設定どおり</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Who is invited</source>
        <translation>招待された人</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>The server was started without registration.</source>
        <translation>サーバーは登録を受け付けない設定で起動されました。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Servers</name>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>offline, next try in %1 s</source>
        <translation>オフライン、%1 秒後に再試行</translation>
    </message>
    <message>
        <source>offline since %1, next try in %2 s</source>
        <translation>%1 からオフライン、%2 秒後に再試行</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>接続しています…</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>サインアウト済み</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>接続済み</translation>
    </message>
    <message>
        <source>another version</source>
        <translation>別のバージョン</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ServersCard</name>
    <message>
        <source>the server inside this program</source>
        <translation>このプログラム内のサーバー</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>The window works with one of them at a time. You stay signed in at the others, up to %1 of them, and are told when an answer finishes there.</source>
        <translation>ウィンドウで一度に使うサーバーは 1 つです。他のサーバーにも %1 個までサインインしたままで、そこで回答が完了すると通知されます。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>まだありません。</translation>
    </message>
    <message>
        <source>&amp;Join a server…</source>
        <translation>サーバーに参加(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Work with it</source>
        <translation>このサーバーで作業(&amp;W)</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>名前を変更(&amp;N)…</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>削除(&amp;M)…</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n finished</source>
        <comment>%1: how it stands</comment>
        <translation>
            <numerusform>%1、完了 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation>%1（現在）</translation>
    </message>
    <message>
        <source>Rename the server</source>
        <translation>サーバーの名前を変更</translation>
    </message>
    <message>
        <source>Name of %1; empty: its address</source>
        <translation>%1 の名前（空欄の場合はアドレス）</translation>
    </message>
    <message>
        <source>You are signed out there, and its certificate is forgotten. What is stored on the server stays.</source>
        <translation>このサーバーからサインアウトし、証明書の記憶を消します。サーバーに保存されたものはそのまま残ります。</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 を一覧から削除しますか。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::Session</name>
    <message>
        <source>The connection was lost before the answer came.</source>
        <translation>回答が届く前に接続が切れました。</translation>
    </message>
    <message>
        <source>Try again once the window is connected.</source>
        <translation>ウィンドウが接続されてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The window left the server.</source>
        <translation>ウィンドウがサーバーから離れました。</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>サーバーが時間内に応答しませんでした。</translation>
    </message>
    <message>
        <source>Try again. If it stays silent, look at the server&apos;s log.</source>
        <translation>もう一度試してください。応答がない状態が続く場合は、サーバーのログを確認してください。</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>サインインしていません。</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>もう一度サインインしてください。</translation>
    </message>
    <message>
        <source>Too many requests wait for the server.</source>
        <translation>サーバーの応答を待つ要求が多すぎます。</translation>
    </message>
    <message>
        <source>The server&apos;s answer has neither result nor error.</source>
        <translation>サーバーの応答に結果もエラーも含まれていません。</translation>
    </message>
    <message>
        <source>This server (version %1) is too old for this window (version %2).</source>
        <translation>このサーバー（バージョン %1）は、このウィンドウ（バージョン %2）には古すぎます。</translation>
    </message>
    <message>
        <source>Ask its administrator to update it, or work with it from an older Tabletalk.</source>
        <translation>サーバーの管理者に更新を依頼するか、古いバージョンの Tabletalk で使ってください。</translation>
    </message>
    <message>
        <source>This server (version %1) is too new for this window (version %2).</source>
        <translation>このサーバー（バージョン %1）は、このウィンドウ（バージョン %2）には新しすぎます。</translation>
    </message>
    <message>
        <source>Update Tabletalk on this computer.</source>
        <translation>このコンピューターの Tabletalk を更新してください。</translation>
    </message>
    <message>
        <source>This server is older than this window and does not know this yet: %1.</source>
        <translation>このサーバーはこのウィンドウより古く、次の操作にまだ対応していません: %1。</translation>
    </message>
    <message>
        <source>This server (version %1) does not know this yet: %2.</source>
        <translation>このサーバー（バージョン %1）は、次の操作にまだ対応していません: %2。</translation>
    </message>
    <message>
        <source>Ask its administrator to update it; everything else goes on.</source>
        <translation>サーバーの管理者に更新を依頼してください。その他の操作はそのまま続けられます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SessionModel</name>
    <message>
        <source>This window</source>
        <translation>このウィンドウ</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>サインイン日時</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最終アクセス</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SessionsCard</name>
    <message>
        <source>Where you are signed in</source>
        <translation>サインイン中の場所</translation>
    </message>
    <message>
        <source>Sign out there</source>
        <translation>その場所からサインアウト</translation>
    </message>
    <message>
        <source>Ends the chosen sign-in at once.</source>
        <translation>選択したサインインをすぐに終了します。</translation>
    </message>
    <message>
        <source>Signed out there.</source>
        <translation>その場所からサインアウトしました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>They hold at once, without a restart.</source>
        <translation>再起動なしで、すぐに反映されます。</translation>
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
        <translation>ハイコントラスト（ライト）</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>ハイコントラスト（ダーク）</translation>
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
        <translation>%1（未完成）</translation>
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
        <translation>このソフトウェアについて</translation>
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
        <translation>このコンピューター（このプログラム内のサーバー）</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1（%3 の %2）</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>the system&apos;s keychain, if it answers (not needed so far)</source>
        <translation>システムのキーチェーン（応答があれば。まだ使っていません）</translation>
    </message>
    <message>
        <source>the system&apos;s keychain</source>
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
    <message>
        <source>This program never looks for updates by itself.</source>
        <translation>このプログラムが自動的に更新を確認することはありません。</translation>
    </message>
    <message>
        <source>Current server</source>
        <translation>現在のサーバー</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ShareBar</name>
    <message>
        <source>%1 %2, place %3</source>
        <translation>%1 %2、%3 位</translation>
    </message>
    <message>
        <source>%1, place %2</source>
        <translation>%1、%2 位</translation>
    </message>
    <message>
        <source>Shares of the score: %1</source>
        <translation>スコアの内訳: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::ShareDialog</name>
    <message>
        <source>Only &amp;me</source>
        <translation>自分のみ(&amp;M)</translation>
    </message>
    <message>
        <source>These &amp;teams</source>
        <translation>次のチーム(&amp;T)</translation>
    </message>
    <message>
        <source>Teams that see it</source>
        <translation>公開先のチーム</translation>
    </message>
    <message>
        <source>These &amp;people</source>
        <translation>次の人(&amp;P)</translation>
    </message>
    <message>
        <source>People who see it</source>
        <translation>公開先の人</translation>
    </message>
    <message>
        <source>&amp;Everybody in the organisation but guests</source>
        <translation>ゲストを除く組織の全員(&amp;E)</translation>
    </message>
    <message>
        <source>Everybody, &amp;guests too</source>
        <translation>ゲストを含む全員(&amp;G)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SharingCard</name>
    <message>
        <source>a program with an API key (%1)</source>
        <translation>API キーを使うプログラム（%1）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Share on the network</source>
        <translation>ネットワークで共有</translation>
    </message>
    <message>
        <source>Others in your network work with your databases, documents and agents, each with an account that you invite them to. They connect nothing of their own to this computer.</source>
        <translation>ネットワーク内の他の人が、あなたの招待によるそれぞれのアカウントで、あなたのデータベース、文書、エージェントを使えます。その人たちが自分のデータベースなどをこのコンピューターに接続することはできません。</translation>
    </message>
    <message>
        <source>&amp;Let other computers in</source>
        <translation>他のコンピューターからの接続を許可する(&amp;L)</translation>
    </message>
    <message>
        <source>Let other computers in</source>
        <translation>他のコンピューターからの接続を許可する</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>ネットワーク(&amp;N)</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>ポート(&amp;P)</translation>
    </message>
    <message>
        <source>Keep ser&amp;ving when the window is closed</source>
        <translation>ウィンドウを閉じてもサーバーを動かし続ける(&amp;V)</translation>
    </message>
    <message>
        <source>Keep serving when the window is closed</source>
        <translation>ウィンドウを閉じてもサーバーを動かし続ける</translation>
    </message>
    <message>
        <source>Start the server when I &amp;sign in to this computer</source>
        <translation>このコンピューターへのサインイン時にサーバーを起動する(&amp;S)</translation>
    </message>
    <message>
        <source>Start the server when I sign in to this computer</source>
        <translation>このコンピューターへのサインイン時にサーバーを起動する</translation>
    </message>
    <message>
        <source>&amp;Address to type</source>
        <translation>入力するアドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Address to type</source>
        <translation>入力するアドレス</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>フィンガープリント</translation>
    </message>
    <message>
        <source>Connected now</source>
        <translation>現在の接続</translation>
    </message>
    <message>
        <source>Make an &amp;invitation link</source>
        <translation>招待のリンクを作成(&amp;I)</translation>
    </message>
    <message>
        <source>Lin&amp;k</source>
        <translation>リンク(&amp;K)</translation>
    </message>
    <message>
        <source>Link of the invitation</source>
        <translation>招待のリンク</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>コピー: %1</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>This computer is on no network now.</source>
        <translation>このコンピューターは現在、ネットワークに接続されていません。</translation>
    </message>
    <message>
        <source>Others can come in as soon as it is.</source>
        <translation>ネットワークに接続されしだい、他の人が接続できます。</translation>
    </message>
    <message>
        <source>All networks of this computer</source>
        <translation>このコンピューターのすべてのネットワーク</translation>
    </message>
    <message>
        <source>%1 (not there now)</source>
        <translation>%1（現在なし）</translation>
    </message>
    <message>
        <source>Or: %1</source>
        <translation>または: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Return to this computer to invite people to it.</source>
        <translation>招待するには、このコンピューターに戻ってください。</translation>
    </message>
    <message>
        <source>QR code of the invitation</source>
        <translation>招待の QR コード</translation>
    </message>
    <message>
        <source>QR code of the address</source>
        <translation>アドレスの QR コード</translation>
    </message>
    <message>
        <source>The invitation</source>
        <translation>招待</translation>
    </message>
    <message>
        <source>Address and fingerprint</source>
        <translation>アドレスとフィンガープリント</translation>
    </message>
    <message>
        <source>Works once, for one person, until %1. They paste it in Tabletalk under “Join a server”. It is shown only now.</source>
        <translation>%1 まで、1 人が 1 回だけ使えます。招待された人は、Tabletalk の「サーバーに参加」に貼り付けます。表示されるのは今だけです。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SignInHistoryCard</name>
    <message>
        <source>signed in</source>
        <translation>サインイン成功</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>パスワードの誤り</translation>
    </message>
    <message>
        <source>refused: locked</source>
        <translation>拒否: ロック中</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒否: %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Attempts to sign in</source>
        <translation>サインインの試行</translation>
    </message>
    <message>
        <source>If you see one that was not you, change the password above.</source>
        <translation>心当たりのないものがあれば、上でパスワードを変更してください。</translation>
    </message>
    <message>
        <source>Attempts to sign in to your account</source>
        <translation>あなたのアカウントへのサインインの試行</translation>
    </message>
    <message>
        <source>Earlier ones</source>
        <translation>以前のもの</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SignOnCard</name>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>on, instead of passwords</source>
        <translation>オン（パスワードの代わり）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Single sign-on</source>
        <translation>シングルサインオン</translation>
    </message>
    <message>
        <source>Identity providers that sign your people in, by OpenID Connect: Keycloak, Entra ID, Google and others. What a provider vouches for is good in this organisation only.</source>
        <translation>OpenID Connect で組織の人をサインインさせる ID プロバイダーです（Keycloak、Entra ID、Google など）。プロバイダーの認証はこの組織内でのみ有効です。</translation>
    </message>
    <message>
        <source>Single sign-on is not part of your plan.</source>
        <translation>シングルサインオンはご利用のプランに含まれていません。</translation>
    </message>
    <message>
        <source>Identity providers</source>
        <translation>ID プロバイダー</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>オンにする</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Name of the new provider, as people read it</source>
        <translation>新しいプロバイダーの表示名</translation>
    </message>
    <message>
        <source>Name, such as Example Login</source>
        <translation>名前（例: Example Login）</translation>
    </message>
    <message>
        <source>Issuer of the new provider</source>
        <translation>新しいプロバイダーの発行者</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>are made at the first sign-in</source>
        <translation>初回サインイン時に作成</translation>
    </message>
    <message>
        <source>of members only</source>
        <translation>メンバーのみ</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>オフにする</translation>
    </message>
    <message>
        <source>Switch %1 off?</source>
        <translation>%1 をオフにしますか。</translation>
    </message>
    <message>
        <source>Whoever it signed in is signed out. Passwords count again.</source>
        <translation>このプロバイダーでサインインした人はサインアウトされます。パスワードが再び有効になります。</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 を削除しますか。</translation>
    </message>
    <message>
        <source>Whoever it signed in is signed out, and has to be linked anew if the provider comes back.</source>
        <translation>このプロバイダーでサインインした人はサインアウトされます。プロバイダーを再び追加した場合は、改めて連携が必要です。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SignOnDialog</name>
    <message>
        <source>Set up %1</source>
        <translation>%1 の設定</translation>
    </message>
    <message>
        <source>The provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>The people</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Asks the provider for what it says of itself.</source>
        <translation>プロバイダーが公開している情報を問い合わせます。</translation>
    </message>
    <message>
        <source>&amp;Issuer</source>
        <translation>発行者(&amp;I)</translation>
    </message>
    <message>
        <source>Redirect address, to be registered there</source>
        <translation>プロバイダーに登録するリダイレクトアドレス</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>&amp;Redirect address</source>
        <translation>リダイレクトアドレス(&amp;R)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>クライアント ID</translation>
    </message>
    <message>
        <source>&amp;Client id</source>
        <translation>クライアント ID(&amp;C)</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>クライアントシークレット</translation>
    </message>
    <message>
        <source>Client &amp;secret</source>
        <translation>クライアントシークレット(&amp;S)</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>Sc&amp;opes</source>
        <translation>スコープ(&amp;O)</translation>
    </message>
    <message>
        <source>Domains of e-mail addresses</source>
        <translation>メールアドレスのドメイン</translation>
    </message>
    <message>
        <source>example.org; empty: any</source>
        <translation>example.org（空欄: 制限なし）</translation>
    </message>
    <message>
        <source>E-mail &amp;domains</source>
        <translation>メールのドメイン(&amp;D)</translation>
    </message>
    <message>
        <source>Claim with groups</source>
        <translation>グループのクレーム</translation>
    </message>
    <message>
        <source>groups; empty: roles are given here</source>
        <translation>groups（空欄: 役割はここで付与）</translation>
    </message>
    <message>
        <source>Claim with &amp;groups</source>
        <translation>グループのクレーム(&amp;G)</translation>
    </message>
    <message>
        <source>Roles of groups</source>
        <translation>グループの役割</translation>
    </message>
    <message>
        <source>Ro&amp;les of groups</source>
        <translation>グループの役割(&amp;L)</translation>
    </message>
    <message>
        <source>Role of everybody else</source>
        <translation>その他の全員の役割</translation>
    </message>
    <message>
        <source>&amp;Everybody else</source>
        <translation>その他の全員(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Make an account for whoever signs in first and is no member yet</source>
        <translation>まだメンバーでない人の初回サインイン時にアカウントを作成する(&amp;M)</translation>
    </message>
    <message>
        <source>Members may sign in with their &amp;passwords, too (owners always may)</source>
        <translation>メンバーはパスワードでもサインインできる（所有者は常に可能）(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;witched on</source>
        <translation>オン(&amp;W)</translation>
    </message>
    <message>
        <source>Kept; enter another to replace it</source>
        <translation>保存済み。置き換えるには新しいものを入力</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>Roles of groups are written as &quot;group = role&quot;, one a line.</source>
        <translation>グループの役割は「グループ = 役割」の形で、1 行に 1 つずつ書きます。</translation>
    </message>
    <message>
        <source>Roles are admin, manager, member, viewer and guest.</source>
        <translation>役割は admin、manager、member、viewer、guest です。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SitePages</name>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Show pages in this state</source>
        <translation>表示するページの状態</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>すべてのページ</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>読み込めなかったもの</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Pages of the site</source>
        <translation>サイトのページ</translation>
    </message>
    <message>
        <source>Show the page&apos;s passages</source>
        <translation>ページの箇所を表示</translation>
    </message>
    <message>
        <source>Its pages are being looked for…</source>
        <translation>ページを探しています…</translation>
    </message>
    <message>
        <source>No page is in this state.</source>
        <translation>この状態のページはありません。</translation>
    </message>
    <message>
        <source>No page of it was read yet.</source>
        <translation>読み込まれたページはまだありません。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SourceView</name>
    <message>
        <source>Statement</source>
        <translation>SQL 文</translation>
    </message>
    <message>
        <source>Open in Documents</source>
        <translation>「文書」で開く</translation>
    </message>
    <message>
        <source>Ask it in Chat</source>
        <translation>チャットで質問</translation>
    </message>
    <message>
        <source>The same question to this database, with its whole result and charts</source>
        <translation>このデータベースに同じ質問をし、すべての結果とグラフを表示します</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Rows of the statement</source>
        <translation>SQL 文の行</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SqlBox</name>
    <message>
        <source>Copy SQL</source>
        <translation>SQL をコピー</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>SQL statement</source>
        <translation>SQL 文</translation>
    </message>
    <message>
        <source>Run this statement (Ctrl+Enter)</source>
        <translation>この SQL 文を実行（Ctrl+Enter）</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SqlEditor</name>
    <message>
        <source>SQL statement</source>
        <translation>SQL 文</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StageList</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Progress of: %1</source>
        <translation>進行状況: %1</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2。%3</translation>
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
        <translation>手元のテーブルに、言葉で質問</translation>
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
    <name>tabletalk::ui::StatisticsDialog</name>
    <message>
        <source>Statistics of %1</source>
        <translation>%1 の統計</translation>
    </message>
    <message>
        <source>Looking at all rows…</source>
        <translation>すべての行を調べています…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Over all %1 rows</source>
        <translation>全 %1 行が対象</translation>
    </message>
    <message>
        <source>Over the %1 rows that the filter leaves, of %2</source>
        <translation>絞り込み後の %1 行が対象（全 %2 行中）</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>値の数</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>%1 超</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中央値</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Most frequent values</source>
        <translation>最も多い値</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StepCard</name>
    <message>
        <source>Try</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Do this step once, now; a delivery only shows what it would send</source>
        <translation>このステップを今すぐ 1 回実行します。配信の場合は送信内容を表示するだけです</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上へ移動（Alt+Up）</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下へ移動（Alt+Down）</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>タイトル(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Called</source>
        <translation>参照名(&amp;C)</translation>
    </message>
    <message>
        <source>How later steps refer to this one: {{steps.%1.text}}</source>
        <translation>後のステップからの参照方法: {{steps.%1.text}}</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>データベース(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;How</source>
        <translation>方法(&amp;H)</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>質問する</translation>
    </message>
    <message>
        <source>Run a fixed statement</source>
        <translation>決まった SQL 文を実行</translation>
    </message>
    <message>
        <source>&amp;Statement</source>
        <translation>SQL 文(&amp;S)</translation>
    </message>
    <message>
        <source>Saved &amp;question</source>
        <translation>保存した質問(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Agent</source>
        <translation>エージェント(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>質問(&amp;Q)</translation>
    </message>
    <message>
        <source>{{input.name}} and {{steps.name.text}} put values in</source>
        <translation>{{input.name}} や {{steps.name.text}} で値を埋め込めます</translation>
    </message>
    <message>
        <source>What &amp;step</source>
        <translation>対象のステップ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>続行条件(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>最初の列</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>比較方法(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>値(&amp;V)</translation>
    </message>
    <message>
        <source>if there are rows</source>
        <translation>行がある場合</translation>
    </message>
    <message>
        <source>if a value in the first row …</source>
        <translation>最初の行の値が…</translation>
    </message>
    <message>
        <source>if a value in any row …</source>
        <translation>いずれかの行の値が…</translation>
    </message>
    <message>
        <source>if the number of rows …</source>
        <translation>行数が…</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>次より小さい</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>次より大きい</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>次と等しい</translation>
    </message>
    <message>
        <source>changed since the last run</source>
        <translation>前回の実行から変わった</translation>
    </message>
    <message>
        <source>Result of &amp;step</source>
        <translation>結果を使うステップ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mail to</source>
        <translation>メールの宛先(&amp;M)</translation>
    </message>
    <message>
        <source>addresses of members, separated by commas</source>
        <translation>メンバーのアドレス（カンマ区切り）</translation>
    </message>
    <message>
        <source>Su&amp;bject</source>
        <translation>件名(&amp;B)</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>本文(&amp;X)</translation>
    </message>
    <message>
        <source>What the step found is sent where this is empty</source>
        <translation>空欄の場合はステップの結果が送信されます</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>ファイルなし</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV ファイル</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel ブック</translation>
    </message>
    <message>
        <source>Tell webhooks (workflow.delivered)</source>
        <translation>Webhook に通知（workflow.delivered）</translation>
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
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::StepResultView</name>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Save %1…</source>
        <translation>%1 を保存…</translation>
    </message>
    <message>
        <source>Rows of %1</source>
        <translation>%1 の行</translation>
    </message>
    <message>
        <source>The first %1 of more rows.</source>
        <translation>最初の %1 行のみ表示しています。</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>%1, page %2</source>
        <translation>%1、%2 ページ</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SuggestionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>%1, suggestion %2 of %3</source>
        <translation>%1、候補 %3 件中 %2 件目</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::SupportWidget</name>
    <message>
        <source>Subject</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>問い合わせた人</translation>
    </message>
    <message>
        <source>Last written</source>
        <translation>最終更新</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>Ask those who operate this server. They read what you write here.</source>
        <translation>このサーバーの運営者に問い合わせます。ここに書いた内容は運営者が読みます。</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>問い合わせ一覧</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>問い合わせはまだありません。</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>以前のもの</translation>
    </message>
    <message>
        <source>1 unread</source>
        <translation>未読 1 件</translation>
    </message>
    <message>
        <source>%1 unread</source>
        <translation>未読 %1 件</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TableView</name>
    <message>
        <source>declared by the database</source>
        <translation>データベースでの宣言による</translation>
    </message>
    <message>
        <source>found in the data, %1 % sure</source>
        <translation>データから推定、確度 %1%</translation>
    </message>
    <message>
        <source>Leads to, and is led to by</source>
        <translation>参照先と参照元</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>テーブルの列</translation>
    </message>
    <message>
        <source>view</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>table</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>looked at</source>
        <translation>解析済み</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>未解析</translation>
    </message>
    <message>
        <source>The database says: %1</source>
        <translation>データベースでの説明: %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 件</translation>
    </message>
    <message>
        <source>%1 leads to %2</source>
        <translation>%1 は %2 を参照</translation>
    </message>
    <message>
        <source>%1 leads here by %2</source>
        <translation>%1 が %2 でここを参照</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 を表示</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TablesPage</name>
    <message>
        <source>Looking what there is to read…</source>
        <translation>読み込めるものを調べています…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Find a table</source>
        <translation>テーブルを検索</translation>
    </message>
    <message>
        <source>Tick these</source>
        <translation>これらをチェック</translation>
    </message>
    <message>
        <source>Untick these</source>
        <translation>これらのチェックを外す</translation>
    </message>
    <message>
        <source>Schemas</source>
        <translation>スキーマ</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>Everything is read: 1 table</source>
        <translation>すべて読み込みます: 1 テーブル</translation>
    </message>
    <message>
        <source>Everything is read: %1</source>
        <translation>すべて読み込みます: %1</translation>
    </message>
    <message>
        <source>%1 of %2 are read</source>
        <translation>%2 のうち %1 を読み込みます</translation>
    </message>
    <message>
        <source>No table has this in its name.</source>
        <translation>名前にこの語を含むテーブルはありません。</translation>
    </message>
    <message>
        <source>There are no tables here.</source>
        <translation>ここにはテーブルがありません。</translation>
    </message>
    <message>
        <source>The first %1 of %2 are listed; search to find others.</source>
        <translation>%2 件のうち最初の %1 件を表示しています。ほかは検索してください。</translation>
    </message>
    <message>
        <source>%1 listed</source>
        <translation>%1 を表示</translation>
    </message>
    <message>
        <source>Nothing is ticked: tick what is to be read.</source>
        <translation>何もチェックされていません。読み込むものをチェックしてください。</translation>
    </message>
    <message>
        <source>The schema &quot;%1&quot; has too many tables for single ones of it to be read together with other whole schemas.</source>
        <translation>スキーマ「%1」はテーブルが多すぎるため、その一部のテーブルだけを、ほかのスキーマ全体と一緒に読み込むことはできません。</translation>
    </message>
    <message>
        <source>Tick it as a whole, or only single tables everywhere.</source>
        <translation>スキーマ全体をチェックするか、すべてのスキーマで個々のテーブルだけをチェックしてください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TeamsCard</name>
    <message>
        <source>Team</source>
        <translation>チーム</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>チーム</translation>
    </message>
    <message>
        <source>Name of the team</source>
        <translation>チームの名前</translation>
    </message>
    <message>
        <source>Make a team</source>
        <translation>チームを作成</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>People of the team</source>
        <translation>チームの人</translation>
    </message>
    <message>
        <source>Member to put into the team</source>
        <translation>チームに加えるメンバー</translation>
    </message>
    <message>
        <source>Put into the team</source>
        <translation>チームに加える</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>チームから外す</translation>
    </message>
    <message>
        <source>Delete this team?</source>
        <translation>このチームを削除しますか。</translation>
    </message>
    <message>
        <source>Its people stay in the organisation. What was shown to the team alone is shown to nobody any more.</source>
        <translation>チームの人は組織に残ります。このチームだけに公開されていたものは、誰にも公開されなくなります。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TenantWidget</name>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Who you are on this server, and who works here with you.</source>
        <translation>このサーバーでのあなたの情報と、一緒に作業する人です。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロフィール</translation>
    </message>
    <message>
        <source>Name of the organisation</source>
        <translation>組織の名前</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>&amp;Time zone</source>
        <translation>タイムゾーン(&amp;T)</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>短縮名</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TestSteps</name>
    <message>
        <source>Find the file</source>
        <translation>ファイルを探す</translation>
    </message>
    <message>
        <source>Find the server</source>
        <translation>サーバーを探す</translation>
    </message>
    <message>
        <source>Reach its port</source>
        <translation>ポートに接続</translation>
    </message>
    <message>
        <source>Encrypt the way</source>
        <translation>通信経路を暗号化</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Open the database</source>
        <translation>データベースを開く</translation>
    </message>
    <message>
        <source>See what the account may do</source>
        <translation>アカウントの権限を確認</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未実施</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>待機中…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2。%3</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TextDialog</name>
    <message>
        <source>Change a text</source>
        <translation>テキストを変更</translation>
    </message>
    <message>
        <source>Add a text</source>
        <translation>テキストを追加</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Refund policy</source>
        <translation>返金規定</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Lines that begin with # are headings, as in Markdown.</source>
        <translation>Markdown と同様に、# で始まる行は見出しになります。</translation>
    </message>
    <message>
        <source>Who sees it</source>
        <translation>公開先</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TicketDesk</name>
    <message>
        <source>Subject</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>問い合わせた人</translation>
    </message>
    <message>
        <source>Last written</source>
        <translation>最終更新</translation>
    </message>
    <message>
        <source>Which tickets</source>
        <translation>表示する問い合わせ</translation>
    </message>
    <message>
        <source>Waiting for an answer</source>
        <translation>返答待ち</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>返答済み</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Tickets of all organisations</source>
        <translation>全組織の問い合わせ</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>ありません。</translation>
    </message>
    <message>
        <source>More</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>Nobody waits for an answer.</source>
        <translation>返答待ちの問い合わせはありません。</translation>
    </message>
    <message>
        <source>1 waits for an answer.</source>
        <translation>1 件が返答待ちです。</translation>
    </message>
    <message>
        <source>%1 wait for an answer.</source>
        <translation>%1 件が返答待ちです。</translation>
    </message>
    <message>
        <source>first</source>
        <translation>優先</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TicketThread</name>
    <message>
        <source>Priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Write more</source>
        <translation>続けて書く</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>終了する</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TimesRows</name>
    <message>
        <source>How often</source>
        <translation>頻度</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>月曜日から金曜日</translation>
    </message>
    <message>
        <source>On days of the week</source>
        <translation>曜日を指定</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>毎月</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>毎時</translation>
    </message>
    <message>
        <source>Every few minutes</source>
        <translation>数分ごと</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Minutes between two runs</source>
        <translation>実行間隔（分）</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分</translation>
    </message>
    <message>
        <source>Minute of the hour</source>
        <translation>毎時の何分か</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>毎月の何日か</translation>
    </message>
    <message>
        <source>&amp;How often</source>
        <translation>頻度(&amp;H)</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>曜日</translation>
    </message>
    <message>
        <source>&amp;Day of the month</source>
        <translation>日(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Minute</source>
        <translation>分(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>間隔(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;At</source>
        <translation>時刻(&amp;A)</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::TlsFields</name>
    <message>
        <source>Everything travels readable, the password too. Only for this computer or a network that you trust.</source>
        <translation>パスワードを含め、すべてが読み取れる状態で送信されます。このコンピューター内か、信頼できるネットワークでのみ使ってください。</translation>
    </message>
    <message>
        <source>Nobody can listen in. Who the server is is not checked: somebody in between could pretend to be it.</source>
        <translation>盗聴はできません。サーバーの身元は確認しないため、途中にいる誰かがサーバーになりすますことはできます。</translation>
    </message>
    <message>
        <source>Nobody can listen in, and the server must have a certificate of an authority that you trust, whatever its name.</source>
        <translation>盗聴はできません。サーバーには、信頼する認証局の証明書が必要です。証明書の名前は問いません。</translation>
    </message>
    <message>
        <source>Nobody can listen in or pretend to be the server: its certificate must be trusted and carry its name. The safest.</source>
        <translation>盗聴もサーバーへのなりすましもできません。証明書は信頼されたもので、サーバーの名前を含む必要があります。最も安全です。</translation>
    </message>
    <message>
        <source>Encrypted if the server can. Somebody in between could switch it off without being noticed.</source>
        <translation>サーバーが対応していれば暗号化します。途中にいる誰かが気付かれずに暗号化を無効にするおそれがあります。</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>When the server offers it</source>
        <translation>サーバーが対応していれば</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常に</translation>
    </message>
    <message>
        <source>Always, check who issued the certificate</source>
        <translation>常に、証明書の発行元を確認</translation>
    </message>
    <message>
        <source>Always, check certificate and name</source>
        <translation>常に、証明書と名前を確認</translation>
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation>暗号化(&amp;E)</translation>
    </message>
    <message>
        <source>C&amp;A certificate</source>
        <translation>CA 証明書(&amp;A)</translation>
    </message>
    <message>
        <source>File of the authority&apos;s certificate</source>
        <translation>認証局の証明書のファイル</translation>
    </message>
    <message>
        <source>Client cert&amp;ificate</source>
        <translation>クライアント証明書(&amp;I)</translation>
    </message>
    <message>
        <source>File of the client&apos;s certificate</source>
        <translation>クライアント証明書のファイル</translation>
    </message>
    <message>
        <source>Client &amp;key</source>
        <translation>クライアントキー(&amp;K)</translation>
    </message>
    <message>
        <source>File of the client&apos;s key</source>
        <translation>クライアントキーのファイル</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Path on the server&apos;s machine</source>
        <translation>サーバーのマシン上のパス</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>選択: %1</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>証明書とキー (*.pem *.crt *.cer *.key);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>When the server offers it (%1)</source>
        <translation>サーバーが対応していれば（%1）</translation>
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
    <message>
        <source>Schedules go on and other people stay connected. Start Tabletalk again to come back here.</source>
        <translation>スケジュールは続き、他の人の接続も保たれます。Tabletalk をもう一度起動すると、ここに戻れます。</translation>
    </message>
    <message>
        <source>An answer is ready</source>
        <translation>回答が届きました</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>サーバー: %1</translation>
    </message>
    <message>
        <source>%1: another version</source>
        <translation>%1: 別のバージョン</translation>
    </message>
    <message>
        <source>Tabletalk goes on</source>
        <translation>Tabletalk は動き続けます</translation>
    </message>
    <message>
        <source>The server keeps running. The tray icon leads back to the window.</source>
        <translation>サーバーは動き続けます。トレイのアイコンからウィンドウに戻れます。</translation>
    </message>
    <message>
        <source>The server keeps running. Start Tabletalk again to see the window.</source>
        <translation>サーバーは動き続けます。Tabletalk をもう一度起動すると、ウィンドウが表示されます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UploadQueue</name>
    <message>
        <source>The file is empty, or cannot be read.</source>
        <translation>ファイルが空か、読み取れません。</translation>
    </message>
    <message>
        <source>Look whether it is there and whether you may read it.</source>
        <translation>ファイルがあるか、読み取る権限があるかを確認してください。</translation>
    </message>
    <message>
        <source>One file was added.</source>
        <translation>1 個のファイルを追加しました。</translation>
    </message>
    <message>
        <source>%1 files were added.</source>
        <translation>%1 個のファイルを追加しました。</translation>
    </message>
    <message>
        <source>One file was there already.</source>
        <translation>1 個のファイルはすでにありました。</translation>
    </message>
    <message>
        <source>%1 files were there already.</source>
        <translation>%1 個のファイルはすでにありました。</translation>
    </message>
    <message>
        <source>One file was not sent, because the window went elsewhere.</source>
        <translation>ウィンドウが別の場所に移ったため、1 個のファイルは送信されませんでした。</translation>
    </message>
    <message>
        <source>%1 files were not sent, because the window went elsewhere.</source>
        <translation>ウィンドウが別の場所に移ったため、%1 個のファイルは送信されませんでした。</translation>
    </message>
    <message>
        <source>Go back and add them again; what is there already is not added twice.</source>
        <translation>元の場所に戻って、もう一度追加してください。すでにあるものは二重に追加されません。</translation>
    </message>
    <message>
        <source>Not all files were added</source>
        <translation>一部のファイルは追加されませんでした</translation>
    </message>
    <message>
        <source>One file was not sent.</source>
        <translation>1 個のファイルは送信されませんでした。</translation>
    </message>
    <message>
        <source>%1 files were not sent.</source>
        <translation>%1 個のファイルは送信されませんでした。</translation>
    </message>
    <message>
        <source>What was added had not been looked through to its end; more may be missing.</source>
        <translation>追加されたものを最後まで調べ終えていませんでした。ほかにも不足があるかもしれません。</translation>
    </message>
    <message>
        <source>One more file could not be added.</source>
        <translation>ほかに 1 個のファイルを追加できませんでした。</translation>
    </message>
    <message>
        <source>%1 more files could not be added.</source>
        <translation>ほかに %1 個のファイルを追加できませんでした。</translation>
    </message>
    <message>
        <source>One file was left out, because at most %2 are added together.</source>
        <translation>一度に追加できるのは %2 個までのため、1 個のファイルは除外されました。</translation>
    </message>
    <message>
        <source>%1 files were left out, because at most %2 are added together.</source>
        <translation>一度に追加できるのは %2 個までのため、%1 個のファイルは除外されました。</translation>
    </message>
    <message>
        <source>Add the rest once these are there.</source>
        <translation>これらの追加が終わってから、残りを追加してください。</translation>
    </message>
    <message>
        <source>Sending was stopped.</source>
        <translation>送信を停止しました。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UrlLine</name>
    <message>
        <source>URL of the database; paste one here</source>
        <translation>データベースの URL（ここに貼り付け）</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>パスワードを隠す</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>パスワードを表示</translation>
    </message>
    <message>
        <source>Paste a URL, or fill in the fields above.</source>
        <translation>URL を貼り付けるか、上の欄に入力してください。</translation>
    </message>
    <message>
        <source>Understood. The fields above were filled in.</source>
        <translation>URL を読み取り、上の欄に入力しました。</translation>
    </message>
    <message>
        <source>Made from the fields. You can also paste a URL.</source>
        <translation>上の欄から作成しました。URL を貼り付けることもできます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageLimitsCard</name>
    <message>
        <source>Your plan&apos;s limits</source>
        <translation>プランの上限</translation>
    </message>
    <message>
        <source>The next month begins on %1.</source>
        <translation>次の月は %1 に始まります。</translation>
    </message>
    <message>
        <source>%1: %2 % are used.</source>
        <translation>%1: %2% を使用しました。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageSharesCard</name>
    <message>
        <source>gone</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>Who or what</source>
        <translation>人または対象</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回答済み</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>費用</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最終利用</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>表を保存</translation>
    </message>
    <message>
        <source>Last 30 days by</source>
        <translation>過去 30 日間の内訳</translation>
    </message>
    <message>
        <source>What the use is told by</source>
        <translation>利用状況の分類</translation>
    </message>
    <message>
        <source>People</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>CSV として保存</translation>
    </message>
    <message>
        <source>Nothing was used in the last 30 days.</source>
        <translation>過去 30 日間の利用はありません。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>入力トークン</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>出力トークン</translation>
    </message>
    <message>
        <source>Cost in millionths of a dollar</source>
        <translation>費用（100 万分の 1 ドル）</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written.</source>
        <translation>「%1」に書き込めませんでした。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>別のフォルダーを選ぶか、ディスクの空き容量を増やしてください。</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 として保存しました。</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Use by person, model, workspace, key or agent</source>
        <translation>人、モデル、ワークスペース、キー、エージェント別の利用状況</translation>
    </message>
    <message>
        <source>Documents and rows of answers: %1</source>
        <translation>文書と回答の行: %1</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::UsageWidget</name>
    <message>
        <source>Usage</source>
        <translation>利用状況</translation>
    </message>
    <message>
        <source>What your organisation asks, today and over the last 30 days.</source>
        <translation>今日と過去 30 日間に組織で行われた質問です。</translation>
    </message>
    <message>
        <source>Questions today</source>
        <translation>今日の質問</translation>
    </message>
    <message>
        <source>Questions in 30 days</source>
        <translation>30 日間の質問</translation>
    </message>
    <message>
        <source>Typical answer</source>
        <translation>通常の回答時間</translation>
    </message>
    <message>
        <source>Active members</source>
        <translation>アクティブなメンバー</translation>
    </message>
    <message>
        <source>Tokens in 30 days</source>
        <translation>30 日間のトークン</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>日別</translation>
    </message>
    <message>
        <source>No question has been asked in the last 30 days.</source>
        <translation>過去 30 日間に質問はありません。</translation>
    </message>
    <message>
        <source>%1 answered, %2 not</source>
        <translation>回答あり %1、回答なし %2</translation>
    </message>
    <message>
        <source>%1 rows returned</source>
        <translation>%1 行を返しました</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>average of 30 days</source>
        <translation>30 日間の平均</translation>
    </message>
    <message>
        <source>asked something in 30 days</source>
        <translation>30 日間に質問した人</translation>
    </message>
    <message>
        <source>no model was asked</source>
        <translation>モデルの利用なし</translation>
    </message>
    <message>
        <source>cost %1</source>
        <translation>費用 %1</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回答あり</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>回答なし</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::VocabularyDraft</name>
    <message>
        <source>Saved. The next question is read with these words.</source>
        <translation>保存しました。次の質問からこれらの用語が使われます。</translation>
    </message>
    <message>
        <source>Revision %1 is in use again.</source>
        <translation>リビジョン %1 を再び使用しています。</translation>
    </message>
    <message>
        <source>The file has %1 bytes; the window sends at most %2.</source>
        <translation>ファイルは %1 バイトです。ウィンドウから送れるのは %2 バイトまでです。</translation>
    </message>
    <message>
        <source>Import it over REST, or in two files.</source>
        <translation>REST でインポートするか、2 つのファイルに分けてください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::VocabularyWidget</name>
    <message>
        <source>Words</source>
        <translation>用語</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Joins</source>
        <translation>結合</translation>
    </message>
    <message>
        <source>Descriptions</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Import a vocabulary</source>
        <translation>用語集をインポート</translation>
    </message>
    <message>
        <source>Vocabularies (*.json);;All files (*)</source>
        <translation>用語集 (*.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Export the vocabulary</source>
        <translation>用語集をエクスポート</translation>
    </message>
    <message>
        <source>Vocabularies (*.json)</source>
        <translation>用語集 (*.json)</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>インポート…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>Load it and add my changes</source>
        <translation>読み込んで自分の変更を加える</translation>
    </message>
    <message>
        <source>Load it and drop my changes</source>
        <translation>読み込んで自分の変更を破棄</translation>
    </message>
    <message>
        <source>Lists of the vocabulary</source>
        <translation>用語集の一覧</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Note for the history</source>
        <translation>履歴用のメモ</translation>
    </message>
    <message>
        <source>Why? A note for the history (optional)</source>
        <translation>変更の理由など、履歴用のメモ（任意）</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Somebody else saved this vocabulary</source>
        <translation>ほかの人がこの用語集を保存しました</translation>
    </message>
    <message>
        <source>Discard your changes?</source>
        <translation>変更を破棄しますか。</translation>
    </message>
    <message>
        <source>The vocabulary of the other database was changed and not saved.</source>
        <translation>もう一方のデータベースの用語集に、保存していない変更があります。</translation>
    </message>
    <message>
        <source>Nothing was saved yet.</source>
        <translation>まだ何も保存されていません。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込んでいます…</translation>
    </message>
    <message>
        <source>Revision %1, saved by %2 on %3</source>
        <translation>リビジョン %1、%3 に %2 が保存</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Save or discard your changes first.</source>
        <translation>先に変更を保存するか破棄してください。</translation>
    </message>
    <message>
        <source>Mend or remove the entries that do not fit.</source>
        <translation>合わない項目を修正するか取り除いてください。</translation>
    </message>
    <message>
        <source>Something does not fit yet</source>
        <translation>まだ合わない項目があります</translation>
    </message>
    <message>
        <source>The vocabulary goes back to its newest revision.</source>
        <translation>用語集は最新のリビジョンに戻ります。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 を読み取れません: %2</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 に書き込めません: %2</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>%1 にエクスポートしました。</translation>
    </message>
    <message>
        <source>Imported and in use.</source>
        <translation>インポートし、使用を開始しました。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 件</translation>
    </message>
    <message>
        <source>Imported, but for one entry that this database does not fit</source>
        <translation>このデータベースに合わない 1 件を除いてインポートしました</translation>
    </message>
    <message>
        <source>Imported, but for %1 entries that this database does not fit</source>
        <translation>このデータベースに合わない %1 件を除いてインポートしました</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WebSocketTransport</name>
    <message>
        <source>If its administrator renewed the certificate, forget the old one in Settings and join again. If not, somebody may be listening in between.</source>
        <translation>管理者が証明書を更新した場合は、設定で古い証明書の記憶を消してから、もう一度参加してください。そうでない場合は、途中で盗聴されているおそれがあります。</translation>
    </message>
    <message>
        <source>The certificate of %1 was not accepted.</source>
        <translation>%1 の証明書は承認されませんでした。</translation>
    </message>
    <message>
        <source>Compare its fingerprint with the one its administrator gives you, then join again.</source>
        <translation>証明書のフィンガープリントを管理者から知らされたものと比べてから、もう一度参加してください。</translation>
    </message>
    <message>
        <source>The sign-in has expired.</source>
        <translation>サインインの有効期限が切れました。</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>もう一度サインインしてください。</translation>
    </message>
    <message>
        <source>%1 does not answer: %2.</source>
        <translation>%1 が応答しません: %2。</translation>
    </message>
    <message>
        <source>Check the address, and that the server is running and reachable from here.</source>
        <translation>アドレスと、サーバーが動いていてここから到達できることを確認してください。</translation>
    </message>
    <message>
        <source>The connection to %1 ended.</source>
        <translation>%1 との接続が終了しました。</translation>
    </message>
    <message>
        <source>The window connects again by itself as soon as the server answers.</source>
        <translation>サーバーが応答し次第、ウィンドウは自動的に再接続します。</translation>
    </message>
    <message>
        <source>Somebody may be in between, or the link is an old one. Do not enter a password; ask whoever invited you for a new link by another way than this network.</source>
        <translation>途中に誰かがいるか、リンクが古い可能性があります。パスワードは入力せず、このネットワーク以外の手段で、招待した人に新しいリンクを依頼してください。</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1, and your organisation lets nobody accept others.</source>
        <translation>%1 の証明書は、ここで信頼されるどの認証局にも保証されていません。組織の設定により、他の証明書は誰も承認できません。</translation>
    </message>
    <message>
        <source>Ask whoever administers this computer.</source>
        <translation>このコンピューターの管理者にお尋ねください。</translation>
    </message>
    <message>
        <source>%1 is not shared on the network any more.</source>
        <translation>%1 はネットワークで共有されなくなりました。</translation>
    </message>
    <message>
        <source>Ask whose computer it is to share it again; the window then connects by itself.</source>
        <translation>もう一度共有するよう、そのコンピューターの持ち主に依頼してください。共有されると、ウィンドウは自動的に接続します。</translation>
    </message>
    <message>
        <source>This is not the server of the invitation</source>
        <translation>招待元のサーバーではありません</translation>
    </message>
    <message>
        <source>%1 should show the certificate
%2
and shows
%3</source>
        <translation>%1 の証明書は次のとおりであるはずですが、
%2
実際は次のとおりです。
%3</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted</source>
        <translation>サーバーの証明書は信頼されていません</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has changed</source>
        <translation>サーバーの証明書が変わりました</translation>
    </message>
    <message>
        <source>The certificate of %1 was
%2
and now is
%3</source>
        <translation>%1 の証明書は以前
%2
でしたが、現在は次のとおりです。
%3</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>サーバーに接続できません</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WebhooksCard</name>
    <message>
        <source>taken</source>
        <translation>受信済み</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>送信断念</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>will be tried again</source>
        <translation>再試行予定</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>送信断念</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>問題の内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>試行回数</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Programs of yours that are told of events. Messages are signed and tell figures, never what was asked.</source>
        <translation>イベントの通知を受け取る、お使いのプログラムです。メッセージは署名され、数値だけを伝えます。質問の内容は伝えません。</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>テストを送信</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>新しいシークレット</translation>
    </message>
    <message>
        <source>Messages are signed with the old one, too, for a day.</source>
        <translation>メッセージは 1 日間、古いシークレットでも署名されます。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Messages to this address</source>
        <translation>このアドレスへのメッセージ</translation>
    </message>
    <message>
        <source>Send once more</source>
        <translation>もう一度送信</translation>
    </message>
    <message>
        <source>Address of the new webhook</source>
        <translation>新しい Webhook のアドレス</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Copy the secret now: it is not shown again.</source>
        <translation>シークレットを今コピーしてください。再び表示されることはありません。</translation>
    </message>
    <message>
        <source>Secret that messages are signed with</source>
        <translation>メッセージの署名に使うシークレット</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Delete this webhook?</source>
        <translation>この Webhook を削除しますか。</translation>
    </message>
    <message>
        <source>%1 is told nothing more.</source>
        <translation>%1 には今後何も通知されません。</translation>
    </message>
    <message>
        <source>It is on its way.</source>
        <translation>送信しています。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WherePage</name>
    <message>
        <source>U&amp;RL</source>
        <translation>URL(&amp;R)</translation>
    </message>
    <message>
        <source>SQLite file</source>
        <translation>SQLite ファイル</translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation>PostgreSQL</translation>
    </message>
    <message>
        <source>MySQL, MariaDB</source>
        <translation>MySQL、MariaDB</translation>
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
        <translation>%1（%2）、応答時間は %3 です。</translation>
    </message>
    <message>
        <source>It works, but this account may write.</source>
        <translation>接続できますが、このアカウントは書き込みができます。</translation>
    </message>
    <message>
        <source>Tabletalk only reads; an account that can only read is safer still.</source>
        <translation>Tabletalk は読み取るだけですが、読み取り専用のアカウントのほうがさらに安全です。</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>接続できます。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WordForm</name>
    <message>
        <source>&amp;Word or phrase</source>
        <translation>語または語句(&amp;W)</translation>
    </message>
    <message>
        <source>client</source>
        <translation>得意先</translation>
    </message>
    <message>
        <source>&amp;Means</source>
        <translation>意味(&amp;M)</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>customers</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>値(&amp;V)</translation>
    </message>
    <message>
        <source>only if it stands for one value of the column</source>
        <translation>列の 1 つの値を表す場合のみ</translation>
    </message>
    <message>
        <source>A table, or a column as table.column. With a value, the word picks the rows that have it.</source>
        <translation>テーブル、または「テーブル.列」の形で列を指定します。値を指定すると、この語はその値を持つ行を選びます。</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>語</translation>
    </message>
    <message>
        <source>Type the word.</source>
        <translation>語を入力してください。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowEditor</name>
    <message>
        <source>Change the workflow</source>
        <translation>ワークフローを変更</translation>
    </message>
    <message>
        <source>New workflow</source>
        <translation>新しいワークフロー</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;What it is for</source>
        <translation>目的(&amp;W)</translation>
    </message>
    <message>
        <source>How it starts</source>
        <translation>開始方法</translation>
    </message>
    <message>
        <source>What starts it</source>
        <translation>開始のきっかけ</translation>
    </message>
    <message>
        <source>Only people</source>
        <translation>人のみ</translation>
    </message>
    <message>
        <source>A schedule, and people</source>
        <translation>スケジュールと人</translation>
    </message>
    <message>
        <source>An event, and people</source>
        <translation>イベントと人</translation>
    </message>
    <message>
        <source>&amp;Started by</source>
        <translation>開始のきっかけ(&amp;S)</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Only when</source>
        <translation>実行条件</translation>
    </message>
    <message>
        <source>How it is compared</source>
        <translation>比較方法</translation>
    </message>
    <message>
        <source>is above</source>
        <translation>次より大きい</translation>
    </message>
    <message>
        <source>is below</source>
        <translation>次より小さい</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>次と等しい</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>E&amp;vent</source>
        <translation>イベント(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Only when</source>
        <translation>実行条件(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Compared</source>
        <translation>比較方法(&amp;C)</translation>
    </message>
    <message>
        <source>Va&amp;lue</source>
        <translation>値(&amp;L)</translation>
    </message>
    <message>
        <source>What it asks for at the start; steps refer to it as {{input.name}}</source>
        <translation>開始時に尋ねる内容です。ステップからは {{input.name}} として参照します</translation>
    </message>
    <message>
        <source>always</source>
        <translation>常に</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>There is no step yet. Choose what the first one does: each step sees what those before it found.</source>
        <translation>ステップがまだありません。最初のステップで行うことを選んでください。各ステップは、それより前のステップの結果を利用できます。</translation>
    </message>
    <message>
        <source>What the new step does</source>
        <translation>新しいステップで行うこと</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>ステップを追加</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowRunView</name>
    <message>
        <source>Cancel the run</source>
        <translation>実行をキャンセル</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>ファイルを保存</translation>
    </message>
    <message>
        <source>Run of %1</source>
        <translation>%1 の実行</translation>
    </message>
    <message>
        <source>Started by %1</source>
        <translation>開始者: %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 を保存しました</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>ファイルを保存できませんでした。</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowsTab</name>
    <message>
        <source>Paused: %1</source>
        <translation>一時停止中: %1</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>次回: %1</translation>
    </message>
    <message>
        <source>It runs with your rights; whoever you show it to sees what it finds.</source>
        <translation>あなたの権限で実行されます。公開された人は結果を見られます。</translation>
    </message>
    <message>
        <source>It runs with the rights of %1.</source>
        <translation>%1 の権限で実行されます。</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>開始方法</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>前回の実行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始日時</translation>
    </message>
    <message>
        <source>By</source>
        <translation>開始者</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>結果の内容</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>New workflow</source>
        <translation>新しいワークフロー</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>実行履歴</translation>
    </message>
    <message>
        <source>It has not run yet.</source>
        <translation>まだ実行されていません。</translation>
    </message>
    <message>
        <source>Runs of the chosen workflow</source>
        <translation>選択したワークフローの実行履歴</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 を実行</translation>
    </message>
    <message>
        <source>Delete the workflow</source>
        <translation>ワークフローを削除</translation>
    </message>
    <message>
        <source>&quot;%1&quot; and the history of its runs are gone for good.</source>
        <translation>「%1」とその実行履歴は完全に削除されます。</translation>
    </message>
    <message>
        <source>They are being listed…</source>
        <translation>一覧を読み込んでいます…</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>公開…</translation>
    </message>
    <message>
        <source>Show this workflow</source>
        <translation>このワークフローを公開</translation>
    </message>
    <message>
        <source>Whoever sees it starts it and reads what it finds. It runs with your rights, whoever starts it.</source>
        <translation>公開された人はこれを開始し、結果を読めます。誰が開始しても、あなたの権限で実行されます。</translation>
    </message>
    <message>
        <source>A workflow does a few steps one after the other: asks a database, looks into documents, goes on only if something is so, and delivers what it found.</source>
        <translation>ワークフローは、データベースに質問する、文書を調べる、条件を満たすときだけ続行する、結果を配信するなど、いくつかのステップを順に実行します。</translation>
    </message>
    <message>
        <source>No workflow yet</source>
        <translation>ワークフローはまだありません</translation>
    </message>
</context>
<context>
    <name>tabletalk::ui::WorkflowsWidget</name>
    <message>
        <source>Workflows</source>
        <translation>ワークフロー</translation>
    </message>
    <message>
        <source>Steps that run one after the other and deliver what they found, and what agents remember.</source>
        <translation>順に実行され結果を配信するステップと、エージェントが記憶していることです。</translation>
    </message>
    <message>
        <source>Workflows and memory</source>
        <translation>ワークフローと記憶</translation>
    </message>
    <message>
        <source>What agents remember</source>
        <translation>エージェントの記憶</translation>
    </message>
    <message>
        <source>In the whole organisation</source>
        <translation>組織全体</translation>
    </message>
</context>
<context>
    <name>tabletalk::workflow</name>
    <message>
        <source>may have %1 characters</source>
        <translation>%1 文字までです</translation>
    </message>
    <message>
        <source>a workflow may have %1 inputs</source>
        <translation>ワークフローの入力は %1 個までです</translation>
    </message>
    <message>
        <source>expected letters, digits and _, beginning with a letter</source>
        <translation>英字で始まり、英字、数字、_ だけを使ってください</translation>
    </message>
    <message>
        <source>another input has that name</source>
        <translation>同じ名前の入力がほかにあります</translation>
    </message>
    <message>
        <source>choose a database</source>
        <translation>データベースを選んでください</translation>
    </message>
    <message>
        <source>give a question, or a statement</source>
        <translation>質問または SQL 文を指定してください</translation>
    </message>
    <message>
        <source>a statement is fixed: references are for questions, where they are data</source>
        <translation>SQL 文は固定です。参照は質問でのみデータとして使えます</translation>
    </message>
    <message>
        <source>choose a mail, a webhook or a file</source>
        <translation>メール、Webhook、ファイルのいずれかを選んでください</translation>
    </message>
    <message>
        <source>may have %1 addresses</source>
        <translation>アドレスは %1 個までです</translation>
    </message>
    <message>
        <source>expected csv or xlsx</source>
        <translation>csv または xlsx を指定してください</translation>
    </message>
    <message>
        <source>choose the step whose rows the file holds</source>
        <translation>ファイルに入れる行のステップを選んでください</translation>
    </message>
    <message>
        <source>write a text, or choose a step</source>
        <translation>本文を書くか、ステップを選んでください</translation>
    </message>
    <message>
        <source>expected one of %1</source>
        <translation>次のいずれかを指定してください: %1</translation>
    </message>
    <message>
        <source>choose a saved question</source>
        <translation>保存した質問を選んでください</translation>
    </message>
    <message>
        <source>choose an agent</source>
        <translation>エージェントを選んでください</translation>
    </message>
    <message>
        <source>say what must be so</source>
        <translation>条件を指定してください</translation>
    </message>
    <message>
        <source>write what is asked</source>
        <translation>質問の内容を書いてください</translation>
    </message>
    <message>
        <source>a workflow has 1 to %1 steps</source>
        <translation>ワークフローのステップは 1 個から %1 個までです</translation>
    </message>
    <message>
        <source>another step has that name</source>
        <translation>同じ名前のステップがほかにあります</translation>
    </message>
    <message>
        <source>choose the step that is looked at</source>
        <translation>対象のステップを選んでください</translation>
    </message>
    <message>
        <source>say when it runs</source>
        <translation>実行する日時を指定してください</translation>
    </message>
    <message>
        <source>expected always or firstRow</source>
        <translation>always または firstRow を指定してください</translation>
    </message>
    <message>
        <source>the event tells %1</source>
        <translation>このイベントが伝えるのは %1 です</translation>
    </message>
    <message>
        <source>expected hand, schedule or event</source>
        <translation>hand、schedule、event のいずれかを指定してください</translation>
    </message>
    <message>
        <source>nobody is there to say it when the workflow starts by itself: give it a value</source>
        <translation>ワークフローが自動的に開始するときは入力する人がいません。値を指定してください</translation>
    </message>
    <message>
        <source>the workflow has no such input</source>
        <translation>ワークフローにこの入力はありません</translation>
    </message>
    <message>
        <source>say a value</source>
        <translation>値を指定してください</translation>
    </message>
    <message>
        <source>%1 is no reference; write {{input.name}} or {{steps.key.text}}</source>
        <translation>%1 は参照ではありません。{{input.name}} または {{steps.key.text}} と書いてください</translation>
    </message>
    <message>
        <source>%1: of a run there is {{run.date}} alone</source>
        <translation>%1: 実行について参照できるのは {{run.date}} だけです</translation>
    </message>
    <message>
        <source>%1: a step gives text, rows, value or table</source>
        <translation>%1: ステップが返すのは text、rows、value、table です</translation>
    </message>
</context>
<context>
    <name>tabletalk::workflow::ReferenceCheck</name>
    <message>
        <source>the step &quot;%1&quot; does not come before this one</source>
        <translation>ステップ「%1」はこのステップより前にありません</translation>
    </message>
    <message>
        <source>the step &quot;%1&quot; gives no result</source>
        <translation>ステップ「%1」は結果を返しません</translation>
    </message>
    <message>
        <source>there is no step &quot;%1&quot; before this one</source>
        <translation>このステップより前にステップ「%1」はありません</translation>
    </message>
    <message>
        <source>there is no input &quot;%1&quot;</source>
        <translation>入力「%1」はありません</translation>
    </message>
    <message>
        <source>no event starts this workflow</source>
        <translation>このワークフローを開始するイベントはありません</translation>
    </message>
    <message>
        <source>the event tells %1</source>
        <translation>このイベントが伝えるのは %1 です</translation>
    </message>
</context>
<context>
    <name>tabletalk::workflow::Template</name>
    <message>
        <source>&quot;{{&quot; has no &quot;}}&quot;: %1</source>
        <translation>「{{」に対応する「}}」がありません: %1</translation>
    </message>
    <message>
        <source>may have %1 references</source>
        <translation>参照は %1 個までです</translation>
    </message>
</context>
</TS>
