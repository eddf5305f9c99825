// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Quoting.h"
#include "core/sql/Tokenizer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::sql;
using namespace Qt::StringLiterals;

namespace {

/// The tokens in one line: words as they are, names in <>, texts in '', the rest by kind.
QString written(const Result<std::vector<Token>> &tokens)
{
    if (!tokens)
        return u"refused"_s;
    QStringList parts;
    for (const Token &token : *tokens) {
        switch (token.kind) {
        case TokenKind::QuotedName:
            parts += QString(u'<' + token.text + u'>');
            break;
        case TokenKind::String:
            parts += QString(u'\'' + token.text + u'\'');
            break;
        case TokenKind::Comment:
            parts += u"#"_s;
            break;
        case TokenKind::ExecutableComment:
            parts += u"#!"_s;
            break;
        default:
            parts += token.text;
        }
    }
    return parts.join(u' ');
}

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachDialectIsReadByItsOwnRules_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("tokens");
        const auto row = [](const char *name, Dialect dialect, const char *sql, const char *tokens) {
            QTest::newRow(name) << static_cast<int>(dialect) << QString::fromUtf8(sql) << QString::fromUtf8(tokens);
        };
        using enum Dialect;
        row("plain", SQLite, "SELECT a.b,1 FROM t;", "SELECT a . b , 1 FROM t ;");
        row("doubled quote", SQLite, "SELECT 'it''s'", "SELECT 'it's'");
        row("sqlite has no backslash", SQLite, "SELECT 'a\\', 'b'", "SELECT 'a\\' , 'b'");
        row("mysql has backslash", MySQL, "SELECT 'a\\', 'b'", "refused");
        row("mysql double quotes are text", MySQL, "SELECT \"a\"", "SELECT 'a'");
        row("names in quotes", SQLite, "SELECT \"a\"\"b\", `c`, [d e]", "SELECT <a\"b> , <c> , <d e>");
        row("brackets are arrays in postgresql", PostgreSQL, "SELECT a[1]", "SELECT a [ 1 ]");
        row("escape strings", PostgreSQL, "SELECT E'a\\'b', 'c\\'", "SELECT 'a\\'b' , 'c\\'");
        row("dollar quotes", PostgreSQL, "SELECT $$a;b$$, $x$c$$d$x$, $1", "SELECT 'a;b' , 'c$$d' , $1");
        row("dollar quote without end", PostgreSQL, "SELECT $x$ a $y$", "refused");
        row("nested comments", PostgreSQL, "SELECT /* a /* b */ c */ 1", "SELECT # 1");
        row("comments that do not nest", SQLite, "SELECT /* a /* b */ c", "SELECT # c");
        row("comment without end", SQLite, "SELECT 1 /* a", "refused");
        row("line comments", SQLite, "SELECT 1 -- a ' b\n, 2", "SELECT 1 # , 2");
        row("comment ending in a lone return", SQLite, "SELECT 1 -- a\r, 2", "refused");
        row("mysql wants a space", MySQL, "SELECT 1--1", "SELECT 1 - - 1");
        row("mysql hash comment", MySQL, "SELECT 1 # a", "SELECT 1 #");
        row("mysql version comment", MySQL, "SELECT 1 /*!50000 , 2 */", "SELECT 1 #!");
        row("mariadb version comment", MySQL, "SELECT 1 /*M! , 2 */", "SELECT 1 #!");
        row("numbers", SQLite, "1 .5 1.5e-3 0x1F 12e", "1 .5 1.5e-3 0x1F 12 e");
        row("casts", PostgreSQL, "a::int", "a :: int");
        row("json operators", PostgreSQL, "a->>'b' ? 'c'", "a ->> 'b' ? 'c'");
        row("text without end", SQLite, "SELECT 'a", "refused");
        row("name without end", SQLite, "SELECT \"a", "refused");
        row("other alphabets", PostgreSQL, "SELECT größe FROM 表", "SELECT größe FROM 表");
        row("unknown character", SQLite, "SELECT \\ 1", "refused");
    }

    void eachDialectIsReadByItsOwnRules()
    {
        QFETCH(int, dialect);
        QFETCH(QString, sql);
        QFETCH(QString, tokens);
        QCOMPARE(written(tokenize(sql, static_cast<Dialect>(dialect))), tokens);
    }

    void offsetsPointIntoTheStatement()
    {
        const QString sql = u"SELECT 'x' AS \"y z\""_s;
        const auto tokens = tokenize(sql, Dialect::SQLite);
        QVERIFY(tokens);
        QStringList seen;
        for (const Token &token : *tokens)
            seen += sql.mid(token.offset, token.length);
        QCOMPARE(seen, QStringList({u"SELECT"_s, u"'x'"_s, u"AS"_s, u"\"y z\""_s}));
    }

    void controlCharactersAndGiantsAreRefused()
    {
        QVERIFY(!tokenize(QString(u"SELECT 1" + QString(QChar(u'\0')) + u"; DROP"), Dialect::SQLite));
        QVERIFY(!tokenize(QString(maxStatementLength + 1, u' '), Dialect::SQLite));
        QVERIFY(!tokenize(QString(50'000, u'('), Dialect::SQLite));
    }

    void namesAreQuotedOnlyWhenTheyMustBe()
    {
        QCOMPARE(printName(u"customers", Dialect::PostgreSQL), u"customers"_s);
        QCOMPARE(printName(u"Customers", Dialect::PostgreSQL), u"\"Customers\""_s);
        QCOMPARE(printName(u"Customers", Dialect::SQLite), u"Customers"_s);
        QCOMPARE(printName(u"order", Dialect::SQLite), u"\"order\""_s);
        QCOMPARE(printName(u"a b", Dialect::MySQL), u"`a b`"_s);
        QCOMPARE(quoteName(u"a\"b", Dialect::SQLite), u"\"a\"\"b\""_s);
        QCOMPARE(quoteName(u"a]b", Dialect::SqlServer), u"[a]]b]"_s);
    }

    void textsReadBackAsTheSameCharacters()
    {
        for (const QString &text : {u"it's"_s, u"back\\slash"_s, u"'; DROP TABLE x; --"_s}) {
            for (const Dialect dialect : {Dialect::SQLite, Dialect::PostgreSQL}) {
                const auto tokens = tokenize(quoteText(text, dialect), dialect);
                QVERIFY(tokens);
                QCOMPARE(tokens->size(), size_t(1));
                QCOMPARE(tokens->front().text, text);
            }
        }
    }
};

static const bool registered = tabletalk::test::add<TestTokenizer>();
#include "tst_Tokenizer.moc"
