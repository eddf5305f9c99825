// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqliteTarget.h"
#include "tests/support/CollectRows.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char *shop = R"sql(
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born DATE, vip BOOLEAN, email VARCHAR(80) UNIQUE);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INT REFERENCES customers, total DECIMAL(10,2), placed TEXT);
CREATE TABLE lines (order_id INTEGER, position INTEGER, note, PRIMARY KEY (order_id, position),
                    FOREIGN KEY (order_id) REFERENCES ORDERS (ID));
CREATE TABLE "odd "" name" ("a b" TEXT, "select" INTEGER);
CREATE VIEW recent AS SELECT * FROM orders WHERE placed > '2025-01-01';
CREATE VIEW broken AS SELECT * FROM gone;
INSERT INTO customers VALUES (1, 'Ann', '1980-02-03', 1, 'ann@x'), (2, 'Ben', '1990-05-06', 0, NULL);
INSERT INTO orders VALUES (10, 1, 12.5, '2025-03-04'), (11, 1, 20, '2025-04-04'), (12, 2, 7.25, '2024-04-04');
INSERT INTO lines VALUES (10, 1, 'a'), (10, 2, NULL);
)sql";

} // namespace

class TestSqliteTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make(u"shop.db"_s, shop); }

    void theCatalogueIsRead()
    {
        const auto schema = open(u"shop.db"_s)->readCatalogue({}, {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        QStringList names;
        for (const Table &table : schema->tables)
            names += table.name;
        QCOMPARE(names, QStringList({u"customers"_s, u"orders"_s, u"lines"_s, u"odd \" name"_s, u"recent"_s}));
        const Table &customers = schema->tables[0];
        QCOMPARE(customers.primaryKey, std::vector<QString>{u"id"_s});
        QCOMPARE(customers.column(u"born")->type, ColumnType::Date);
        QCOMPARE(customers.column(u"vip")->type, ColumnType::Boolean);
        QVERIFY(customers.column(u"email")->unique);
        QVERIFY(!customers.column(u"name")->nullable);
        const ForeignKey &implicit = schema->tables[1].foreignKeys.at(0);
        QCOMPARE(implicit.referencedTable, u"customers"_s);
        QCOMPARE(implicit.referencedColumns, std::vector<QString>{u"id"_s});
        const ForeignKey &otherCase = schema->tables[2].foreignKeys.at(0);
        QCOMPARE(otherCase.referencedTable, u"orders"_s);
        QCOMPARE(otherCase.referencedColumns, std::vector<QString>{u"id"_s});
        QCOMPARE(schema->tables[2].primaryKey, (std::vector<QString>{u"order_id"_s, u"position"_s}));
        QCOMPARE(schema->tables[4].kind, TableKind::View);
    }

    void columnsAreProfiled()
    {
        const auto target = open(u"shop.db"_s);
        auto schema = target->readCatalogue({}, {});
        std::vector<ColumnValues> values;
        for (Table &table : schema->tables)
            QVERIFY(target->profile(table, values, {}, {}));
        const Table &orders = schema->tables[1];
        QCOMPARE(orders.rowCount, 3);
        QCOMPARE(orders.column(u"placed")->type, ColumnType::Date);
        QCOMPARE(orders.column(u"placed")->profile.minimum, u"2024-04-04"_s);
        QCOMPARE(orders.column(u"total")->profile.maximum, u"20"_s);
        QCOMPARE(orders.column(u"customer_id")->profile.distinctCount, 2);
        QCOMPARE(orders.column(u"customer_id")->profile.samples.front(), u"1"_s);
        QCOMPARE(schema->tables[0].column(u"email")->profile.nullCount, 1);
        const auto names =
            std::ranges::find_if(values, [](const auto &v) { return v.table == u"customers" && v.column == u"name"; });
        QVERIFY(names != values.end());
        QCOMPARE(names->values, (std::vector<QString>{u"Ann"_s, u"Ben"_s}));
        QVERIFY(names->complete);
    }

    void resultsKeepTheirTypes()
    {
        CollectRows sink;
        const auto outcome =
            open(u"shop.db"_s)
                ->run(
                    u"SELECT id, name, born, 1.5 AS half, NULL AS absent, x'00ff' AS bytes FROM customers ORDER BY id"_s,
                    {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(QString(outcome.error().codeName() + outcome.error().detail)));
        QCOMPARE(outcome->rowCount, 2);
        QVERIFY(!outcome->truncated);
        const std::vector<ResultColumn> columns = {{u"id"_s, ColumnType::Integer},   {u"name"_s, ColumnType::Text},
                                                   {u"born"_s, ColumnType::Date},    {u"half"_s, ColumnType::Real},
                                                   {u"absent"_s, ColumnType::Other}, {u"bytes"_s, ColumnType::Binary}};
        QCOMPARE(sink.columns, columns);
        QCOMPARE(sink.rows[0],
                 (Row{qint64(1), u"Ann"_s, u"1980-02-03"_s, 1.5, std::monostate(), QByteArray("\0\xff", 2)}));
    }

    void anEmptyResultStillHasColumns()
    {
        CollectRows sink;
        QVERIFY(open(u"shop.db"_s)->run(u"SELECT id FROM customers WHERE 1 = 0"_s, {}, sink, {}));
        QCOMPARE(sink.columns, (std::vector<ResultColumn>{{u"id"_s, ColumnType::Integer}}));
        QVERIFY(sink.rows.empty());
    }

    void theEngineItselfRefusesToWrite_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql : {"INSERT INTO customers (id) VALUES (9)",
                                "UPDATE customers SET name = 'x'",
                                "DELETE FROM customers",
                                "DROP TABLE customers",
                                "CREATE TABLE x (a)",
                                "CREATE TEMP TABLE x (a)",
                                "ALTER TABLE customers ADD x",
                                "ATTACH 'other.db' AS other",
                                "VACUUM INTO 'copy.db'",
                                "VACUUM",
                                "REINDEX",
                                "ANALYZE",
                                "PRAGMA query_only = OFF",
                                "PRAGMA writable_schema = ON",
                                "PRAGMA journal_mode = DELETE",
                                "SELECT load_extension('x')",
                                "SELECT * FROM pragma_database_list",
                                "BEGIN IMMEDIATE",
                                "SELECT 1; DELETE FROM customers",
                                "SELECT zeroblob(2000000000)",
                                "SELECT writefile('x', 'y')"})
            QTest::newRow(sql) << QString::fromUtf8(sql);
    }

    void theEngineItselfRefusesToWrite()
    {
        QFETCH(QString, sql);
        const QByteArray before = contents(u"shop.db"_s);
        const auto target = open(u"shop.db"_s);
        CollectRows sink;
        QVERIFY(!static_cast<SqliteTarget &>(*target).runUnchecked(sql, {}, sink, {}));
        QCOMPARE(contents(u"shop.db"_s), before);
        QVERIFY(!QFile::exists(u"copy.db"_s) && !QFile::exists(u"other.db"_s));
    }

    void aStatementThatRunsTooLongIsEnded()
    {
        StatementLimits limits;
        limits.timeLimit = 50ms;
        CollectRows sink;
        const auto outcome = open(u"shop.db"_s)->run(endless(), limits, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::DatabaseTimeout);
    }

    void aStatementIsStoppedFromAnotherThread()
    {
        const auto target = open(u"shop.db"_s);
        std::stop_source stop;
        std::jthread other([&] { stop.request_stop(); });
        CollectRows sink;
        const auto outcome = target->run(endless(), {}, sink, stop.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::Cancelled);
        QVERIFY2(target->run(u"SELECT 1"_s, {}, sink, {}), "the connection must serve on");
    }

    void rowsAndBytesAreLimited()
    {
        const QString many = u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                             "SELECT printf('%1000d', i) FROM n"_s;
        StatementLimits rows;
        rows.maxRows = 10;
        CollectRows few;
        const auto target = open(u"shop.db"_s);
        const auto byRows = target->run(many, rows, few, {});
        QVERIFY(byRows && byRows->truncated);
        QCOMPARE(few.rows.size(), size_t(10));
        StatementLimits bytes;
        bytes.maxBytes = 5'000;
        CollectRows small;
        const auto byBytes = target->run(many, bytes, small, {});
        QVERIFY(byBytes && byBytes->truncated);
        QVERIFY(small.rows.size() <= 6);
    }

    void whatIsNoDatabaseIsToldApart()
    {
        QFile random(path(u"random.db"_s));
        QVERIFY(random.open(QIODevice::WriteOnly));
        random.write(QByteArray(5000, '\x5a'));
        random.close();
        const auto noDatabase = tryOpen(u"random.db"_s);
        QVERIFY(!noDatabase);
        QCOMPARE(noDatabase.error().code, ProblemCode::NotADatabase);

        QFile empty(path(u"empty.db"_s));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        QCOMPARE(open(u"empty.db"_s)->readCatalogue({}, {})->tables.size(), size_t(0));
    }

    void virtualTablesCanBeRead()
    {
        make(u"notes.db"_s,
             "CREATE VIRTUAL TABLE notes USING fts5(body); INSERT INTO notes VALUES ('red apples'), ('blue');");
        const auto target = open(u"notes.db"_s);
        const auto schema = target->readCatalogue({}, {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        QCOMPARE(schema->tables.size(), size_t(1));
        CollectRows sink;
        const auto found = target->run(u"SELECT body FROM notes WHERE notes MATCH 'apples'"_s, {}, sink, {});
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QCOMPARE(sink.rows, (std::vector<Row>{{u"red apples"_s}}));
        CollectRows json;
        QVERIFY(target->run(u"SELECT sum(value) FROM json_each('[1,2,3]')"_s, {}, json, {}));
        QCOMPARE(json.rows, (std::vector<Row>{{qint64(6)}}));
    }

    void whatAnotherProgramWritesIsSeenAtOnce()
    {
        make(u"wal.db"_s, "PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1);");
        const auto target = open(u"wal.db"_s);
        const auto count = [&] {
            CollectRows sink;
            return target->run(u"SELECT count(*) FROM t"_s, {}, sink, {}) ? sink.rows.at(0).at(0) : Cell(u"failed"_s);
        };
        QCOMPARE(count(), Cell(qint64(1)));
        make(u"wal.db"_s, "INSERT INTO t VALUES (2);");
        QCOMPARE(count(), Cell(qint64(2)));
    }

    void aReplacedFileMakesTheConnectionUnusable()
    {
        make(u"first.db"_s, "CREATE TABLE t (a);");
        make(u"second.db"_s, "CREATE TABLE t (a);");
        const auto target = open(u"first.db"_s);
        QVERIFY(target->isUsable());
        QVERIFY(QFile::remove(path(u"first.db"_s)) && QFile::rename(path(u"second.db"_s), path(u"first.db"_s)));
        QVERIFY(!target->isUsable());
    }

    void aLockedFileIsReportedAsSuch()
    {
        sqlite3 *other = nullptr;
        make(u"locked.db"_s, "CREATE TABLE t (a);");
        QCOMPARE(sqlite3_open(QFile::encodeName(path(u"locked.db"_s)).constData(), &other), SQLITE_OK);
        QCOMPARE(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
        const auto target = tryOpen(u"locked.db"_s);
        sqlite3_close(other);
        QVERIFY(!target);
        QVERIFY2(target.error().detail.contains(u"locked"_s), qPrintable(target.error().detail));
    }

    void bombsAreDefusedInTimeAndMemory_data()
    {
        QTest::addColumn<QString>("sql");
        const QString numbers = u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) "_s;
        QTest::newRow("recursion") << QString(numbers + u"SELECT max(i) FROM n");
        QTest::newRow("cross join") << QString(
            numbers + u", m AS (SELECT i FROM n LIMIT 1000) SELECT count(*) FROM m a, m b, m c, m d");
        QTest::newRow("wide text") << u"SELECT hex(printf('%16000000d', 1))"_s;
        QTest::newRow("grown text") << QString(numbers + u"SELECT group_concat(printf('%1000d', i)) FROM n");
        QTest::newRow("replaced text")
            << u"SELECT replace(replace(printf('%9999999d', 1), ' ', '0123456789'), '0', '0123456789')"_s;
        QTest::newRow("grown json") << QString(numbers + u"SELECT json_group_array(printf('%1000d', i)) FROM n");
        QTest::newRow("pattern") << QString(u"SELECT '"_s + QString(5'000, u'a') + u"' LIKE '" + QString(5'000, u'%')
                                            + u"b'");
        QTest::newRow("deep expression") << QString(u"SELECT 1"_s + QString(u" + 1"_s).repeated(3'000));
    }

    void bombsAreDefusedInTimeAndMemory()
    {
        QFETCH(QString, sql);
        StatementLimits limits;
        limits.timeLimit = 500ms;
        CollectRows sink;
        const auto target = open(u"shop.db"_s);
        const auto outcome = static_cast<SqliteTarget &>(*target).runUnchecked(sql, limits, sink, {});
        QVERIFY(!outcome);
        QVERIFY(outcome.error().code == ProblemCode::DatabaseTimeout
                || outcome.error().code == ProblemCode::DatabaseFailed);
    }

    void searchingAndTrimmingMeanWhatTheyDoInSqlite_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<Cell>("value");
        const auto row = [](const char *expression, Cell value) {
            QTest::newRow(expression) << QString::fromUtf8(expression) << std::move(value);
        };
        row("instr('größe', 'ß')", qint64(4));
        row("instr('abc', 'x')", qint64(0));
        row("instr('abc', '')", qint64(1));
        row("instr(x'00ff01', x'01')", qint64(3));
        row("instr(NULL, 'a')", std::monostate());
        row("instr(1234, 34)", qint64(3));
        row("replace('aXbXc', 'X', '--')", u"a--b--c"_s);
        row("replace('abc', '', 'x')", u"abc"_s);
        row("replace('abc', 'b', NULL)", std::monostate());
        row("replace(1211, 1, 9)", u"9299"_s);
        row("trim('xxayxx', 'x')", u"ay"_s);
        row("ltrim('üßaü', 'ßü')", u"aü"_s);
        row("rtrim('aüß', 'ßü')", u"a"_s);
        row("trim('xyx', 'xy')", u""_s);
        row("trim('abc', '')", u"abc"_s);
        row("trim('  a ')", u"a"_s);
    }

    void searchingAndTrimmingMeanWhatTheyDoInSqlite()
    {
        QFETCH(QString, expression);
        QFETCH(Cell, value);
        CollectRows sink;
        const auto outcome = open(u"shop.db"_s)->run(QString(u"SELECT " + expression), {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(sink.rows.at(0).at(0), value);
    }

    void aWrongStatementSaysWhy()
    {
        CollectRows sink;
        const auto outcome = open(u"shop.db"_s)->run(u"SELECT nosuch FROM customers"_s, {}, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::DatabaseFailed);
        QVERIFY(outcome.error().detail.contains(u"nosuch"_s));
    }

private:
    static QString endless()
    {
        return u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;
    }
    QString path(const QString &name) const { return m_directory.filePath(name); }

    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void make(const QString &name, const char *sql) const
    {
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(path(name)).constData(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
    }

    Result<std::unique_ptr<TargetDatabase>> tryOpen(const QString &name) const
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return SqliteTarget::open(ConnectionPolicy::create(options)->checkFile(path(name)).value());
    }
    std::unique_ptr<TargetDatabase> open(const QString &name) const { return tryOpen(name).value(); }

    QTemporaryDir m_directory;
};

static const bool registered = tabletalk::test::add<TestSqliteTarget>();
#include "tst_SqliteTarget.moc"
