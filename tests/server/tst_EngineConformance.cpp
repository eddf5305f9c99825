// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every engine must get right in the same way: one awkward schema, made in each of them,
// read back through TargetDatabase alone.
#include "core/sql/Quoting.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <algorithm>
#include <map>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// One of the engines under test: how it is filled, and in which words of its own.
struct Engine
{
    QString url;
    Dialect dialect = Dialect::SQLite;
    std::function<QString(const QString &sql)> execute; ///< what went wrong, or empty
    QString bigDecimal;                                 ///< type of 38 digits; empty where there is none
    QString binaryType;
    QString binaryLiteral; ///< of the bytes 00 ff 10
    QString generated;     ///< a column of twice n
    bool hasComments = false;
    bool foldsNothing = false; ///< names that differ in case alone are two names
};

const QStringList &awkwardNames()
{
    static const QStringList names = {
        u"plain"_s, u"MixedCase"_s,  u"with space"_s, u"quo\"te"_s,   u"back`tick"_s, u"dot.ted"_s, u"semi;colon--x"_s,
        u"it's"_s,  u"ünïcode_語"_s, u"select"_s,     u"per%cent_"_s, u"brack[et]"_s, u"2026"_s};
    return names;
}

} // namespace

class TestEngineConformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        addSqlite();
        addPostgres();
        addMariaDb();
        for (const auto &[name, engine] : m_engines) {
            for (const QString &statement : statements(engine))
                QCOMPARE(QString(name + u": "_s + engine.execute(statement)), QString(name + u": "_s));
        }
    }

    void init()
    {
        QFETCH_GLOBAL(QString, engine);
        m_engine = m_engines.at(engine);
        ConnectionPolicyOptions options;
        options.open = true;
        auto target = openTarget(ConnectionUrl::parse(m_engine.url).value(), ConnectionPolicy::create(options).value(),
                                 QString());
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        m_target = *std::move(target);
        auto schema = m_target->readCatalogue({}, {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        m_schema = *std::move(schema);
        QCOMPARE(m_schema.dialect, m_engine.dialect);
    }

    void initTestCase_data()
    {
        QTest::addColumn<QString>("engine");
        for (const char *engine : {"sqlite", "postgresql", "mariadb"})
            QTest::newRow(engine) << QString::fromLatin1(engine);
    }

    void namesOfAnyCharactersAreReadAndPrinted()
    {
        for (const QString &name : awkwardNames()) {
            Table *table = find(name);
            QVERIFY2(table, qPrintable(name));
            QCOMPARE(table->columns.front().name, name);
            const QString sql =
                u"SELECT "_s + sql::printName(name, m_schema.dialect) + u" FROM "_s + sql::printTable(m_schema, *table);
            const auto rows = run(sql);
            QCOMPARE(rows.size(), size_t(1));
            QCOMPARE(rows.front().front(), Cell(name));
            std::vector<ColumnValues> values;
            const auto profiled = m_target->profile(*table, values, {}, {});
            QVERIFY2(profiled, qPrintable(name));
            QVERIFY(table->profiled);
            QCOMPARE(table->rowCount, 1);
            QCOMPARE(values.front().values.front(), name);
        }
    }

    void namesThatDifferInCaseAloneAreTwoTables()
    {
        if (!m_engine.foldsNothing) {
            QVERIFY(find(u"MixedCase"_s) && !find(u"mixedcase"_s));
            return;
        }
        QVERIFY(find(u"MixedCase"_s));
        QVERIFY(find(u"mixedcase"_s));
        QCOMPARE(run(u"SELECT * FROM "_s + sql::printTable(m_schema, *find(u"mixedcase"_s))).size(), size_t(0));
    }

    void theCatalogueListsWhatItReads()
    {
        const auto relations = m_target->listRelations({});
        QVERIFY(relations);
        QStringList listed;
        QStringList read;
        for (const RelationName &relation : *relations)
            listed << tableKey(relation.schema, relation.name);
        for (const Table &table : m_schema.tables)
            read << tableKey(table.schema, table.name);
        listed.sort();
        read.sort();
        QCOMPARE(listed, read);
    }

    void aSelectionReadsNothingElse()
    {
        const Table *one = find(u"with space"_s);
        SchemaSelection selection;
        selection.tables = {tableKey(one->schema, one->name)};
        const auto schema = m_target->readCatalogue(selection, {});
        QVERIFY(schema);
        QCOMPARE(schema->tables.size(), size_t(1));
        QCOMPARE(schema->tables.front().name, one->name);
    }

    void keysAreRead()
    {
        const Table *orders = find(u"orders"_s);
        QCOMPARE(orders->primaryKey, (std::vector<QString>{u"region"_s, u"id"_s}));
        const Table *lines = find(u"order_lines"_s);
        const auto keyTo = [](const Table &table, const QString &target) {
            return std::ranges::find(table.foreignKeys, target, &ForeignKey::referencedTable);
        };
        const auto key = keyTo(*lines, u"orders"_s);
        QVERIFY(key != lines->foreignKeys.end());
        QCOMPARE(key->columns, (std::vector<QString>{u"order_region"_s, u"order_id"_s}));
        QCOMPARE(key->referencedColumns, (std::vector<QString>{u"region"_s, u"id"_s}));
        const Table *staff = find(u"staff"_s);
        QVERIFY(keyTo(*staff, u"staff"_s) != staff->foreignKeys.end());
        QVERIFY(staff->column(u"badge")->unique);
        QVERIFY(!staff->column(u"name")->unique);
        QVERIFY(!staff->column(u"name")->nullable);
        QVERIFY(staff->column(u"boss")->nullable);
    }

    void viewsAndGeneratedColumnsAreToldApart()
    {
        QCOMPARE(find(u"few_orders"_s)->kind, TableKind::View);
        QCOMPARE(find(u"orders"_s)->kind, TableKind::Table);
        QVERIFY(find(u"numbers"_s)->column(u"twice")->generated);
        QVERIFY(!find(u"numbers"_s)->column(u"n")->generated);
    }

    void commentsAreRead()
    {
        const Table *staff = find(u"staff"_s);
        QCOMPARE(staff->comment, m_engine.hasComments ? u"who works here; it's \"all\" of them"_s : QString());
        QCOMPARE(staff->column(u"badge")->comment, m_engine.hasComments ? u"worn at the door"_s : QString());
    }

    void bigNumbersKeepEveryDigit()
    {
        const auto rows = run(u"SELECT big FROM numbers"_s);
        QCOMPARE(rows.front().front(), Cell(qint64(9007199254740993)));
        if (!m_engine.bigDecimal.isEmpty())
            QCOMPARE(run(u"SELECT exact_one FROM numbers"_s).front().front(),
                     Cell(Decimal{u"1234567890123456789012345678.0123456789"_s}));
    }

    void textsAndBytesComeBackAsTheyAre()
    {
        const auto rows = run(u"SELECT text_one, empty_one, null_one, bytes_one FROM values_one"_s);
        QCOMPARE(rows.front()[0], Cell(u"it's \"quoted\", back\\slash,\nnew line, 語, 😀"_s));
        QCOMPARE(rows.front()[1], Cell(u""_s));
        QVERIFY(isNull(rows.front()[2]));
        QCOMPARE(rows.front()[3], Cell(QByteArray("\x00\xff\x10", 3)));
    }

    void aTextLiteralStandsForItself()
    {
        const QString awkward = u"it's a back\\slash and 100 % of '' \"all\""_s;
        const auto rows = run(u"SELECT "_s + sql::quoteText(awkward, m_schema.dialect) + u" AS t FROM numbers"_s);
        QCOMPARE(rows.front().front(), Cell(awkward));
    }

    void everyWriteIsRefusedByTheEngineItself()
    {
        const auto attempts = m_target->attemptWrites();
        QVERIFY(attempts);
        QVERIFY(!attempts->empty());
        for (const WriteAttempt &attempt : *attempts) {
            QVERIFY2(attempt.refused, qPrintable(attempt.statement));
            QVERIFY2(!attempt.answer.isEmpty(), qPrintable(attempt.statement));
        }
        const auto again = m_target->readCatalogue({}, {});
        QVERIFY(again);
        QCOMPARE(again->tables.size(), m_schema.tables.size());
    }

private:
    void addSqlite()
    {
        Engine engine;
        const QString path = m_directory.filePath(u"awkward.db"_s);
        engine.url = path;
        engine.dialect = Dialect::SQLite;
        engine.execute = [path](const QString &sql) {
            sqlite3 *database = nullptr;
            sqlite3_open(path.toUtf8().constData(), &database);
            char *message = nullptr;
            sqlite3_exec(database, sql.toUtf8().constData(), nullptr, nullptr, &message);
            const QString failure = QString::fromUtf8(message);
            sqlite3_free(message);
            sqlite3_close(database);
            return failure;
        };
        engine.binaryType = u"blob"_s;
        engine.binaryLiteral = u"x'00ff10'"_s;
        engine.generated = u"twice bigint GENERATED ALWAYS AS (n * 2) VIRTUAL"_s;
        m_engines.insert_or_assign(u"sqlite"_s, engine);
    }

    void addPostgres()
    {
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
        Engine engine;
        engine.url = m_postgres->url();
        engine.dialect = Dialect::PostgreSQL;
        engine.execute = [this](const QString &sql) { return m_postgres->execute(sql); };
        engine.bigDecimal = u"numeric(38, 10)"_s;
        engine.binaryType = u"bytea"_s;
        engine.binaryLiteral = u"'\\x00ff10'"_s;
        engine.generated = u"twice bigint GENERATED ALWAYS AS (n * 2) STORED"_s;
        engine.hasComments = true;
        engine.foldsNothing = true;
        m_engines.insert_or_assign(u"postgresql"_s, engine);
    }

    void addMariaDb()
    {
        QString error;
        m_mariaDb = MariaDbServer::start(&error);
        QVERIFY2(m_mariaDb, qPrintable(error));
        QCOMPARE(m_mariaDb->execute(u"CREATE DATABASE awkward CHARACTER SET utf8mb4"_s), QString());
        Engine engine;
        engine.url = m_mariaDb->url(u"awkward"_s);
        engine.dialect = Dialect::MySQL;
        engine.execute = [this](const QString &sql) { return m_mariaDb->execute(sql, u"awkward"_s); };
        engine.bigDecimal = u"decimal(38, 10)"_s;
        engine.binaryType = u"blob"_s;
        engine.binaryLiteral = u"x'00ff10'"_s;
        engine.generated = u"twice bigint AS (n * 2) PERSISTENT"_s;
        engine.hasComments = true;
        engine.foldsNothing = true;
        m_engines.insert_or_assign(u"mariadb"_s, engine);
    }

    static QStringList statements(const Engine &engine)
    {
        const auto quoted = [&](const QString &name) { return sql::quoteName(name, engine.dialect); };
        QStringList list;
        for (const QString &name : awkwardNames()) {
            list << u"CREATE TABLE %1 (%1 varchar(40) PRIMARY KEY)"_s.replace(u"%1"_s, quoted(name));
            list << QString(u"INSERT INTO "_s + quoted(name) + u" VALUES ("_s + sql::quoteText(name, engine.dialect)
                            + u")"_s);
        }
        if (engine.foldsNothing)
            list << QString(u"CREATE TABLE "_s + quoted(u"mixedcase"_s) + u" (n integer)"_s);
        list << u"CREATE TABLE orders (id integer, region varchar(20), PRIMARY KEY (region, id))"_s
             << u"CREATE TABLE order_lines (order_region varchar(20), order_id integer, n integer, "
                "FOREIGN KEY (order_region, order_id) REFERENCES orders (region, id))"_s
             << u"CREATE VIEW few_orders AS SELECT id FROM orders WHERE id < 5"_s;
        const QString text = sql::quoteText(u"it's \"quoted\", back\\slash,\nnew line, 語, 😀"_s, engine.dialect);
        list << u"CREATE TABLE staff (id integer PRIMARY KEY, name varchar(20) NOT NULL, badge varchar(20), boss "
                u"integer, "
                "UNIQUE (badge), FOREIGN KEY (boss) REFERENCES staff (id))"_s
             << QString(u"CREATE TABLE values_one (text_one varchar(200), empty_one varchar(10), null_one varchar(10), "
                        "bytes_one "_s
                        + engine.binaryType + u")"_s)
             << QString(u"INSERT INTO values_one VALUES ("_s + text + u", '', NULL, "_s + engine.binaryLiteral
                        + u")"_s);
        const QString exact = engine.bigDecimal.isEmpty() ? QString() : QString(u", exact_one "_s + engine.bigDecimal);
        list << QString(u"CREATE TABLE numbers (n bigint, big bigint, "_s + engine.generated + exact + u")"_s)
             << QString(u"INSERT INTO numbers (n, big"_s + (exact.isEmpty() ? u""_s : u", exact_one"_s)
                        + u") VALUES (1, 9007199254740993"_s
                        + (exact.isEmpty() ? u""_s : u", 1234567890123456789012345678.0123456789"_s) + u")"_s);
        if (engine.dialect == Dialect::PostgreSQL)
            list << u"COMMENT ON TABLE staff IS 'who works here; it''s \"all\" of them'"_s
                 << u"COMMENT ON COLUMN staff.badge IS 'worn at the door'"_s;
        if (engine.dialect == Dialect::MySQL)
            list << u"ALTER TABLE staff COMMENT = 'who works here; it''s \"all\" of them'"_s
                 << u"ALTER TABLE staff MODIFY badge varchar(20) COMMENT 'worn at the door'"_s;
        return list;
    }

    Table *find(const QString &name)
    {
        const auto found = std::ranges::find(m_schema.tables, name, &Table::name);
        return found == m_schema.tables.end() ? nullptr : &*found;
    }

    std::vector<Row> run(const QString &sql)
    {
        CollectRows rows;
        const auto outcome = m_target->run(sql, StatementLimits(), rows, {});
        if (!outcome)
            qWarning().noquote() << sql << outcome.error().detail;
        return outcome ? rows.rows : std::vector<Row>();
    }

    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_postgres;
    std::unique_ptr<MariaDbServer> m_mariaDb;
    std::map<QString, Engine> m_engines;
    Engine m_engine;
    std::unique_ptr<TargetDatabase> m_target;
    Schema m_schema;
};

static const bool registered = tabletalk::test::add<TestEngineConformance>();
#include "tst_EngineConformance.moc"
