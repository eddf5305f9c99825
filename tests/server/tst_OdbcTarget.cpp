// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcTarget.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char *postgresShop = R"sql(
CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, born date, vip boolean, mail text UNIQUE, mood mood,
                        joined timestamptz, seen timestamp(3), tags text[], doc jsonb, photo bytea, ref uuid, share real,
                        wakes time, note varchar(20));
COMMENT ON TABLE customers IS 'people who buy';
COMMENT ON COLUMN customers.vip IS 'gets a discount';
CREATE SCHEMA sales;
CREATE TABLE sales.orders (id int, region text, customer_id bigint REFERENCES customers, total numeric(12,2),
                           twice numeric GENERATED ALWAYS AS (total * 2) STORED, PRIMARY KEY (region, id));
CREATE TABLE sales.lines (order_region text, order_id int, n int,
                          FOREIGN KEY (order_region, order_id) REFERENCES sales.orders (region, id));
CREATE VIEW sales.big AS SELECT * FROM sales.orders WHERE total > 100;
CREATE SEQUENCE counter;
CREATE TABLE "Odd "" Name ü 🙂" ("a b%1" int);
INSERT INTO customers VALUES (9007199254740993, 'Ann 🙂 Ünï', '1980-02-03', true, 'ann@x', 'calm',
                              '2026-01-02 03:04:05+00', '2026-01-02 03:04:05.125', '{a,b}', '{"k": 1}', '\x00ff',
                              'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 0.5, '07:30:00', ''),
                             (2, 'Ben', NULL, false, NULL, 'wild', NULL, NULL, NULL, NULL, NULL, NULL, 'NaN', NULL, NULL);
INSERT INTO sales.orders SELECT g, CASE WHEN g % 2 = 0 THEN 'north' ELSE 'south' END, 2, g * 1.25 FROM generate_series(1, 500) g;
CREATE ROLE reader LOGIN PASSWORD 'reader';
GRANT USAGE ON SCHEMA sales TO reader;
GRANT SELECT ON sales.orders TO reader;
ANALYZE;
)sql";

constexpr const char *sqliteShop = R"sql(
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born DATE, vip BOOLEAN, mail TEXT UNIQUE,
                        photo BLOB, share REAL, balance DECIMAL(12,2), anything);
CREATE TABLE orders (id INTEGER, region TEXT, customer INTEGER REFERENCES Customers, total NUMERIC, placed TIMESTAMP,
                     doubled GENERATED ALWAYS AS (total * 2) VIRTUAL, PRIMARY KEY (region, id));
CREATE TABLE lines (r TEXT, o INTEGER, n INTEGER, FOREIGN KEY (r, o) REFERENCES orders (region, ID));
CREATE VIEW big AS SELECT * FROM orders WHERE total > 100;
CREATE VIEW broken AS SELECT * FROM gone;
CREATE TABLE "odd "" name ü 🙂" ("a b%1" INTEGER);
INSERT INTO customers VALUES (9007199254740993, 'Ann 🙂 Ünï', '1980-02-03', 1, 'ann@x', x'00ff', 0.1, '10.50', 'text'),
                             (2, '', NULL, 0, NULL, NULL, NULL, NULL, 12);
WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 500)
INSERT INTO orders (id, region, customer, total, placed)
SELECT n, CASE WHEN n % 2 = 0 THEN 'north' ELSE 'south' END, 2, n * 1.25, '2026-01-02 03:04:05' FROM g;
)sql";

QString escaped(QString text)
{
    return u'{' + text.replace(u'}', u"}}"_s) + u'}';
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr qint64 page = 4096;
    return file.readAll().split(' ').value(1).toLongLong() * page;
}

ConnectionPolicy openPolicy()
{
    ConnectionPolicyOptions options;
    options.open = true;
    return *ConnectionPolicy::create(options);
}

} // namespace

class TestOdbcTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE DATABASE shop"_s), QString());
        QCOMPARE(m_server->execute(QString::fromUtf8(postgresShop), u"shop"_s), QString());
        m_file = m_directory.filePath(u"shöp.db"_s);
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(m_file.toUtf8().constData(), &database), SQLITE_OK);
        char *message = nullptr;
        const int code = sqlite3_exec(database, sqliteShop, nullptr, nullptr, &message);
        QVERIFY2(code == SQLITE_OK, message);
        sqlite3_close(database);
    }

    void thePostgresCatalogueIsRead()
    {
        const auto target = openPostgres();
        QVERIFY(target);
        QCOMPARE(target->dialect(), Dialect::PostgreSQL);
        const auto schema = target->readCatalogue({}, {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        QCOMPARE(schema->defaultSchema, u"public"_s);
        const Table *customers = schema->table(u"public", u"customers");
        QVERIFY(customers);
        QCOMPARE(customers->comment, u"people who buy"_s);
        QCOMPARE(customers->column(u"vip")->comment, u"gets a discount"_s);
        QCOMPARE(customers->column(u"vip")->type, ColumnType::Boolean);
        QCOMPARE(customers->column(u"mood")->type, ColumnType::Text);
        QCOMPARE(customers->column(u"joined")->type, ColumnType::Timestamp);
        QCOMPARE(customers->column(u"doc")->type, ColumnType::Json);
        QVERIFY(customers->column(u"mail")->unique);
        QVERIFY(!customers->column(u"name")->nullable);
        const Table *orders = schema->table(u"sales", u"orders");
        QCOMPARE(orders->primaryKey, (std::vector<QString>{u"region"_s, u"id"_s}));
        QCOMPARE(orders->column(u"total")->databaseType, u"numeric(12,2)"_s);
        QVERIFY(orders->column(u"twice")->generated);
        const ForeignKey &two = schema->table(u"sales", u"lines")->foreignKeys.at(0);
        QCOMPARE(two.columns, (std::vector<QString>{u"order_region"_s, u"order_id"_s}));
        QCOMPARE(two.referencedColumns, (std::vector<QString>{u"region"_s, u"id"_s}));
        QCOMPARE(schema->table(u"sales", u"big")->kind, TableKind::View);
        QVERIFY(schema->table(u"public", u"Odd \" Name ü 🙂"));
    }

    void theSqliteCatalogueIsRead()
    {
        const auto target = openSqlite();
        QVERIFY(target);
        QCOMPARE(target->dialect(), Dialect::SQLite);
        const auto schema = target->readCatalogue({}, {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        const Table *customers = schema->table(u"", u"customers");
        QVERIFY(customers);
        QCOMPARE(customers->primaryKey, std::vector<QString>{u"id"_s});
        QVERIFY(customers->column(u"id")->unique);
        QVERIFY(customers->column(u"mail")->unique);
        QCOMPARE(customers->column(u"born")->type, ColumnType::Date);
        QCOMPARE(customers->column(u"balance")->type, ColumnType::Decimal);
        const Table *orders = schema->table(u"", u"orders");
        QCOMPARE(orders->primaryKey, (std::vector<QString>{u"region"_s, u"id"_s}));
        QVERIFY(orders->column(u"doubled")->generated);
        QCOMPARE(orders->foreignKeys.at(0).referencedTable, u"customers"_s);
        QCOMPARE(orders->foreignKeys.at(0).referencedColumns, std::vector<QString>{u"id"_s});
        const ForeignKey &two = schema->table(u"", u"lines")->foreignKeys.at(0);
        QCOMPARE(two.columns, (std::vector<QString>{u"r"_s, u"o"_s}));
        QCOMPARE(two.referencedColumns, (std::vector<QString>{u"region"_s, u"id"_s}));
        QCOMPARE(schema->table(u"", u"big")->kind, TableKind::View);
        QVERIFY(!schema->table(u"", u"broken"));
        QVERIFY(schema->table(u"", u"odd \" name ü 🙂"));
    }

    void postgresResultsKeepTheirTypesAndDigits()
    {
        CollectRows sink;
        const auto outcome = openPostgres()->run(
            u"SELECT id, name, born, vip, mood, joined, seen, tags, doc, photo, ref, share, wakes, note, "
            u"12345678901234567890.123456789::numeric AS big, '🙂' AS \"ü🙂\", 3::smallint AS few, "
            "1e300::float8 AS far FROM customers ORDER BY id DESC"_s,
            {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(outcome->rowCount, 2);
        const Row &row = sink.rows.at(0);
        QCOMPARE(row[0], Cell(qint64(9007199254740993)));
        QCOMPARE(row[1], Cell(u"Ann 🙂 Ünï"_s));
        QCOMPARE(row[2], Cell(u"1980-02-03"_s));
        QCOMPARE(row[3], Cell(true));
        QCOMPARE(row[4], Cell(u"calm"_s));
        QCOMPARE(row[6], Cell(u"2026-01-02 03:04:05.125"_s));
        QCOMPARE(row[7], Cell(u"{a,b}"_s));
        QCOMPARE(row[8], Cell(u"{\"k\": 1}"_s));
        QCOMPARE(row[9], Cell(QByteArray("\0\xff", 2)));
        QCOMPARE(toDisplayText(row[10]), u"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"_s);
        QCOMPARE(row[10], Cell(u"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"_s));
        QCOMPARE(row[11], Cell(0.5));
        QCOMPARE(row[12], Cell(u"07:30:00"_s));
        QCOMPARE(row[13], Cell(u""_s));
        QCOMPARE(row[14], Cell(Decimal{u"12345678901234567890.123456789"_s}));
        QCOMPARE(sink.columns[15].name, u"ü🙂"_s);
        QCOMPARE(row[16], Cell(qint64(3)));
        QCOMPARE(row[17], Cell(1e300));
        QVERIFY(std::get<QString>(row[5]).startsWith(u"2026-01-0"_s));
        QCOMPARE(sink.columns[5].type, ColumnType::Timestamp);
        QCOMPARE(sink.rows.at(1)[2], Cell(std::monostate()));
        QCOMPARE(sink.rows.at(1)[13], Cell(std::monostate()));
    }

    void sqliteResultsKeepTheirTypesAndDigits()
    {
        CollectRows sink;
        const auto outcome =
            openSqlite()->run(u"SELECT id, name, born, vip, mail, photo, share, balance, anything, 0.1 + 0.2 AS sum, "
                              "(SELECT count(*) FROM orders) AS n, '🙂' AS \"ü🙂\", 7 AS seven, '007' AS agent, '1.50' "
                              "AS price, -2.5e-10 AS "
                              "tiny FROM customers ORDER BY id DESC"_s,
                              {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        const Row &row = sink.rows.at(0);
        QCOMPARE(row[0], Cell(qint64(9007199254740993)));
        QCOMPARE(row[1], Cell(u"Ann 🙂 Ünï"_s));
        QCOMPARE(row[2], Cell(u"1980-02-03"_s));
        QCOMPARE(row[4], Cell(u"ann@x"_s));
        QCOMPARE(row[5], Cell(QByteArray("\0\xff", 2)));
        QCOMPARE(row[6], Cell(0.1));
        QCOMPARE(toNumber(row[7]), 10.5);
        QCOMPARE(row[8], Cell(u"text"_s));
        QCOMPARE(toNumber(row[9]), 0.3); // the driver passes on fifteen digits
        QCOMPARE(row[10], Cell(qint64(500)));
        QCOMPARE(sink.columns[10].type, ColumnType::Integer);
        QCOMPARE(sink.columns[11].name, u"ü🙂"_s);
        QCOMPARE(row[11], Cell(u"🙂"_s));
        QCOMPARE(row[12], Cell(qint64(7)));
        QCOMPARE(row[13], Cell(u"007"_s));
        QCOMPARE(row[14], Cell(u"1.50"_s));
        QCOMPARE(row[15], Cell(-2.5e-10));
        QCOMPARE(sink.rows.at(1)[1], Cell(u""_s));
        QCOMPARE(sink.rows.at(1)[2], Cell(std::monostate()));
        QCOMPARE(sink.rows.at(1)[5], Cell(std::monostate()));
    }

    void longTextsComeWhole_data() { bothEngines(); }
    void longTextsComeWhole()
    {
        QFETCH(bool, postgres);
        CollectRows sink;
        const QString sql = postgres
                                ? u"SELECT string_agg('añ🙂', '') AS t, 'end' AS e FROM generate_series(1, 50000)"_s
                                : u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
                                  "SELECT group_concat('añ🙂', '') AS t, 'end' AS e FROM n"_s;
        const auto outcome = open(postgres)->run(sql, {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(std::get<QString>(sink.rows.at(0)[0]), u"añ🙂"_s.repeated(50'000));
        QCOMPARE(sink.rows.at(0)[1], Cell(u"end"_s));
        QVERIFY(!outcome->truncated);
    }

    void columnsAreProfiled_data() { bothEngines(); }
    void columnsAreProfiled()
    {
        QFETCH(bool, postgres);
        const auto target = open(postgres);
        auto schema = target->readCatalogue({}, {});
        std::vector<ColumnValues> values;
        for (Table &table : schema->tables) {
            const auto done = target->profile(table, values, {}, {});
            QVERIFY2(done, done ? "" : qPrintable(table.name + u": "_s + done.error().detail));
            QVERIFY(table.profiled);
        }
        const Table *orders = schema->table(postgres ? u"sales" : u"", u"orders");
        QCOMPARE(orders->rowCount, 500);
        QCOMPARE(orders->column(u"region")->profile.samples, (std::vector<QString>{u"north"_s, u"south"_s}));
        QCOMPARE(orders->column(u"total")->profile.maximum, u"625"_s);
        QCOMPARE(orders->column(u"id")->profile.distinctCount, 500);
        QVERIFY(std::ranges::any_of(values, [](const auto &v) { return v.column == u"region" && v.complete; }));
    }

    void profilingReadsNoMoreThanItsLimits_data() { bothEngines(); }
    void profilingReadsNoMoreThanItsLimits()
    {
        QFETCH(bool, postgres);
        const auto target = open(postgres);
        auto schema = target->readCatalogue({}, {});
        auto found = std::ranges::find(schema->tables, u"orders"_s, &Table::name);
        std::vector<ColumnValues> values;
        ProfileLimits limits;
        limits.wholeRows = 10;
        limits.sampledRows = 20;
        QVERIFY(target->profile(*found, values, limits, {}));
        QVERIFY(found->column(u"id")->profile.distinctCount.value_or(0) <= 20);
        QVERIFY(!found->column(u"id")->profile.exact);
    }

    void writingIsRefused_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::addColumn<QString>("sql");
        for (const char *sql :
             {"INSERT INTO customers (id, name) VALUES (9, 'x')", "DELETE FROM customers", "DROP TABLE customers",
              "WITH x AS (DELETE FROM customers RETURNING 1) SELECT * FROM x", "SELECT * INTO copy FROM customers",
              "CREATE TABLE x (a int)", "SELECT nextval('counter')", "SELECT setval('counter', 7)",
              "SELECT * FROM customers FOR UPDATE", "SELECT 1; DELETE FROM customers", "COMMIT",
              "SET default_transaction_read_only = off", "COPY customers TO '/tmp/tabletalk_odbc_copy'", "VACUUM"})
            QTest::newRow(sql) << true << QString::fromUtf8(sql);
        for (const char *sql :
             {"INSERT INTO customers (id, name) VALUES (9, 'y')", "DELETE FROM orders", "DROP VIEW big",
              "CREATE TEMP TABLE x (a)", "ATTACH ':memory:' AS other", "PRAGMA user_version = 3",
              "PRAGMA query_only = 0", "SELECT load_extension('x')", "VACUUM INTO '/tmp/tabletalk_odbc_vacuum'",
              "SELECT 1; DELETE FROM orders", "PRAGMA writable_schema = 1", "REINDEX",
              "SELECT * FROM pragma_user_version", "BEGIN IMMEDIATE"})
            QTest::newRow(sql) << false << QString::fromUtf8(sql);
    }

    void writingIsRefused()
    {
        QFETCH(bool, postgres);
        QFETCH(QString, sql);
        const auto target = open(postgres);
        CollectRows sink;
        QVERIFY(!target->run(sql, {}, sink, {})); // by the guard
        const QString before = state(postgres);
        const auto outcome = static_cast<OdbcTarget &>(*target).runUnchecked(sql, {}, sink, {});
        QVERIFY2(!outcome, qPrintable(sql));
        QVERIFY(!outcome.error().detail.isEmpty());
        QCOMPARE(state(postgres), before);
        QVERIFY(target->run(u"SELECT 1 AS one"_s, {}, sink, {}));
    }

    void theProofNamesWhatTheEngineAnswered_data() { bothEngines(); }
    void theProofNamesWhatTheEngineAnswered()
    {
        QFETCH(bool, postgres);
        const QString before = state(postgres);
        const auto attempts = open(postgres)->attemptWrites();
        QVERIFY2(attempts, attempts ? "" : qPrintable(attempts.error().detail));
        QVERIFY(attempts->size() >= 3);
        for (const WriteAttempt &attempt : *attempts) {
            QVERIFY2(attempt.refused, qPrintable(attempt.statement));
            QVERIFY2(!attempt.answer.isEmpty(), qPrintable(attempt.statement));
        }
        QCOMPARE(state(postgres), before);
    }

    void theGrantProbeTellsWritersFromReaders()
    {
        QVERIFY(openPostgres()->grants()->canWrite);
        const auto reader = openPostgresAs(u"reader"_s, u"reader"_s);
        QVERIFY(reader);
        const auto grants = (*reader)->grants();
        QVERIFY2(grants, grants ? "" : qPrintable(grants.error().detail));
        QVERIFY(!grants->canWrite);
        const auto schema = (*reader)->readCatalogue({}, {});
        QCOMPARE(schema->tables.size(), size_t(1));
        QVERIFY(openSqlite()->grants()->canWrite);
    }

    void theTimeLimitHolds_data() { bothEngines(); }
    void theTimeLimitHolds()
    {
        QFETCH(bool, postgres);
        StatementLimits limits;
        limits.timeLimit = 100ms;
        CollectRows sink;
        const auto target = open(postgres);
        QElapsedTimer timer;
        timer.start();
        const QString endless = u"WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g) "
                                "SELECT count(*) AS all_of_them FROM g"_s;
        const auto outcome = target->run(endless, limits, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::DatabaseTimeout);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
        const auto again = target->run(u"SELECT 1 AS one"_s, {}, sink, {});
        QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
    }

    void stoppingReachesPostgres()
    {
        const QString active = u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE "
                               "'%marker_a7%' AND pid <> pg_backend_pid()"_s;
        std::stop_source stop;
        Result<StatementOutcome> outcome;
        std::jthread asking([&] {
            const auto target = openPostgres();
            CollectRows sink;
            outcome = target->run(
                u"SELECT count(*) AS marker_a7 FROM sales.orders a, sales.orders b, sales.orders c, sales.orders d"_s,
                {}, sink, stop.get_token());
        });
        QTRY_COMPARE_WITH_TIMEOUT(m_server->query(active), u"1"_s, 20'000);
        stop.request_stop();
        asking.join();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::Cancelled);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->query(active), u"0"_s, 5'000);
    }

    void aResultIsStoppedWhileItArrives_data() { bothEngines(); }
    void aResultIsStoppedWhileItArrives()
    {
        QFETCH(bool, postgres);
        std::stop_source stop;
        CollectRows sink;
        sink.onRow = [&] {
            if (sink.rows.size() == 1'000)
                stop.request_stop();
        };
        const auto target = open(postgres);
        const auto outcome = target->run(manyRows(postgres), {}, sink, stop.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::Cancelled);
        QCOMPARE(sink.rows.size(), size_t(1'000));
        QVERIFY(target->run(u"SELECT 1 AS one"_s, {}, sink, {}));
    }

    void rowsAreLimitedAndTheRestIsNotFetched_data() { bothEngines(); }
    void rowsAreLimitedAndTheRestIsNotFetched()
    {
        QFETCH(bool, postgres);
        StatementLimits limits;
        limits.maxRows = 100;
        CollectRows sink;
        const auto target = open(postgres);
        QElapsedTimer timer;
        timer.start();
        const auto outcome = target->run(manyRows(postgres), limits, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QVERIFY(outcome->truncated);
        QCOMPARE(outcome->rowCount, 100);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(target->run(u"SELECT 1 AS one"_s, {}, sink, {}));
    }

    void aLargeResultNeedsLittleMemory_data() { bothEngines(); }
    void aLargeResultNeedsLittleMemory()
    {
        QFETCH(bool, postgres);
        struct Counting final : RowSink
        {
            void begin(const std::vector<ResultColumn> &) override {}
            void row(Row &&) override
            {
                if (++rows % 10'000 == 0)
                    most = std::max(most, residentBytes());
            }
            qint64 rows = 0;
            qint64 most = 0;
        } sink;
        const auto target = open(postgres);
        CollectRows warm;
        QVERIFY(target->run(u"SELECT 1 AS one"_s, {}, warm, {}));
        StatementLimits limits;
        limits.maxRows = 40'000;
        limits.maxBytes = std::numeric_limits<qint64>::max();
        limits.timeLimit = 120s;
        const qint64 before = residentBytes();
        const QString sql = postgres ? u"SELECT generate_series(1, 1000000) AS n, lpad('x', 200, 'y') AS t"_s
                                     : u"WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g) "
                                       "SELECT n, printf('%.200c', 'y') AS t FROM g"_s;
        QElapsedTimer timer;
        timer.start();
        const auto outcome = target->run(sql, limits, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(sink.rows, 40'000); // 16 MB as texts in memory
        qInfo("%lld ms, %lld KiB more", timer.elapsed(), (sink.most - before) / 1024);
        QVERIFY2(sink.most - before < 8LL * 1024 * 1024, qPrintable(QString::number(sink.most - before)));
    }

    void aStatementThatFailsSaysWhy_data() { bothEngines(); }
    void aStatementThatFailsSaysWhy()
    {
        QFETCH(bool, postgres);
        CollectRows sink;
        const auto target = open(postgres);
        const auto outcome = target->run(u"SELECT nosuchcolumn FROM customers"_s, {}, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::DatabaseFailed);
        QVERIFY2(outcome.error().detail.contains(u"nosuchcolumn"_s), qPrintable(outcome.error().detail));
        QVERIFY(target->run(u"SELECT 1 AS one"_s, {}, sink, {}));
    }

    void anEngineThatIsNotKnownIsReadByOdbcsOwnLists()
    {
        const auto source =
            odbcSourceOf(*ConnectionUrl::parse(postgresUrl(u"tester"_s, PostgresServer::password())), openPolicy());
        QVERIFY(source);
        const auto opened = OdbcTarget::open(*source, openPolicy(), OdbcEngineKind::Unknown);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        TargetDatabase &target = **opened;
        QCOMPARE(target.dialect(), Dialect::Odbc);
        auto schema = target.readCatalogue({}, {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        auto orders = std::ranges::find(schema->tables, u"orders"_s, &Table::name);
        QVERIFY(orders != schema->tables.end());
        QCOMPARE(orders->schema, u"sales"_s);
        QCOMPARE(orders->column(u"total")->type, ColumnType::Decimal);
        QVERIFY(!schema->table(u"pg_catalog", u"pg_class"));
        std::vector<ColumnValues> values;
        const auto done = target.profile(*orders, values, {}, {});
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(orders->rowCount, 500);
        // What it may do cannot be asked, so it counts as one that can write.
        QVERIFY(target.grants()->canWrite);
        CollectRows sink;
        QVERIFY(target.run(u"SELECT \"total\" FROM \"sales\".\"orders\""_s, {}, sink, {}));
        QCOMPARE(sink.rows.size(), size_t(500));
    }

    void aServerThatSaysNothingIsNotWaitedForLong_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("PostgreSQL")
            << u"odbc:Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=%1;UID=a;PWD=b;Database=x"_s;
        QTest::newRow("SQL Server") << u"odbc:Driver={FreeTDS};Server=127.0.0.1;Port=%1;UID=a;PWD=b;Database=x"_s;
    }

    void aServerThatSaysNothingIsNotWaitedForLong()
    {
        QFETCH(QString, url);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        auto source = odbcSourceOf(*ConnectionUrl::parse(url.arg(silent.serverPort())), openPolicy());
        QVERIFY(source);
        source->connectSeconds = 2;
        QElapsedTimer timer;
        timer.start();
        const auto target = OdbcTarget::open(*source, openPolicy());
        QVERIFY(!target);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY2(target.error().errors.at(0).path == u"connection.port", qPrintable(target.error().detail));
    }

    void aLostConnectionIsSeen()
    {
        QString error;
        auto server = PostgresServer::start(&error);
        QVERIFY2(server, qPrintable(error));
        const auto target =
            tryOpen(postgresUrl(u"tester"_s, PostgresServer::password(), u"postgres"_s, server->port()));
        QVERIFY(target);
        CollectRows sink;
        QVERIFY((*target)->run(u"SELECT 1 AS one"_s, {}, sink, {}));
        server->kill();
        const auto outcome = (*target)->run(u"SELECT 1 AS one"_s, {}, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::CannotConnect);
        QVERIFY(!(*target)->isUsable());
    }

    void eachLayerOfConnectingHasItsOwnProblem_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("layer");
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 nobody = closed.serverPort();
        closed.close();
        QTest::newRow("password") << postgresUrl(u"tester"_s, u"secret"_s) << u"login_refused"_s
                                  << u"connection.login"_s;
        QTest::newRow("user") << postgresUrl(u"nobody"_s, u"secret"_s) << u"login_refused"_s << u"connection.login"_s;
        QTest::newRow("database") << postgresUrl(u"tester"_s, PostgresServer::password(), u"nosuch"_s)
                                  << u"cannot_connect"_s << u"connection.database"_s;
        QTest::newRow("port") << postgresUrl(u"tester"_s, u"secret"_s, u"shop"_s, nobody) << u"cannot_connect"_s
                              << u"connection.port"_s;
        QTest::newRow("name")
            << u"odbc:Driver={PostgreSQL Unicode};Server=no-such-host.invalid;UID=a;PWD=secret;Database=x"_s
            << u"cannot_connect"_s << u"connection.name"_s;
        QTest::newRow("tls") << QString(postgresUrl(u"tester"_s, u"secret"_s) + u";SSLmode=require")
                             << u"cannot_connect"_s << u"connection.tls"_s;
        QTest::newRow("driver") << u"odbc:Driver={No such driver};Database=x;PWD=secret"_s << u"unsupported_database"_s
                                << QString();
        QTest::newRow("source") << u"odbc:DSN=no-such-source;PWD=secret"_s << u"cannot_connect"_s
                                << u"connection.database"_s;
        QTest::newRow("sqlserver") << QString(u"sqlserver://sa:secret@127.0.0.1:"_s + QString::number(nobody) + u"/x")
                                   << u"cannot_connect"_s << u"connection.port"_s;
    }

    void eachLayerOfConnectingHasItsOwnProblem()
    {
        QFETCH(QString, url);
        QFETCH(QString, code);
        QFETCH(QString, layer);
        const auto target = tryOpen(url);
        QVERIFY(!target);
        const Problem &problem = target.error();
        QVERIFY2(problem.codeName() == code, qPrintable(problem.codeName() + u' ' + problem.detail));
        QCOMPARE(problem.errors.empty() ? QString() : problem.errors.front().path, layer);
        QVERIFY(!problem.hint.isEmpty());
        QVERIFY(!QString(problem.detail + problem.hint).contains(u"secret"_s));
    }

    void theVersionNamesTheEngine()
    {
        QVERIFY(openPostgres()->serverVersion()->startsWith(u"PostgreSQL "_s));
        QVERIFY(openSqlite()->serverVersion()->startsWith(u"SQLite"_s));
    }

private:
    static void bothEngines()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("PostgreSQL") << true;
        QTest::newRow("SQLite") << false;
    }

    static QString manyRows(bool postgres)
    {
        return postgres ? u"SELECT generate_series(1, 100000000) AS n"_s
                        : u"WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g) SELECT n FROM g"_s;
    }

    /// What must not change, as the engine tells it outside of ODBC.
    QString state(bool postgres) const
    {
        if (postgres)
            return m_server->query(u"SELECT (SELECT count(*) FROM customers), (SELECT last_value FROM counter), "
                                   "(SELECT count(*) FROM pg_class), (SELECT count(*) FROM sales.orders)"_s,
                                   u"shop"_s);
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().toHex()) : QString();
    }

    QString postgresUrl(const QString &user, const QString &password, const QString &database = u"shop"_s,
                        quint16 port = 0) const
    {
        return u"odbc:Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=%1;Database=%2;UID=%3;PWD=%4"_s.arg(
            QString::number(port ? port : m_server->port()), database, user, escaped(password));
    }

    static Result<std::unique_ptr<TargetDatabase>> tryOpen(const QString &url)
    {
        const auto parsed = ConnectionUrl::parse(url);
        if (!parsed)
            return std::unexpected(parsed.error());
        return openTarget(*parsed, openPolicy(), {});
    }

    Result<std::unique_ptr<TargetDatabase>> openPostgresAs(const QString &user, const QString &password) const
    {
        return tryOpen(postgresUrl(user, password));
    }

    static std::unique_ptr<TargetDatabase> opened(Result<std::unique_ptr<TargetDatabase>> target)
    {
        if (!target)
            qWarning("%s %s", qPrintable(target.error().detail), qPrintable(target.error().hint));
        return target ? *std::move(target) : nullptr;
    }

    std::unique_ptr<TargetDatabase> openPostgres() const
    {
        return opened(openPostgresAs(PostgresServer::user(), PostgresServer::password()));
    }
    std::unique_ptr<TargetDatabase> openSqlite() const
    {
        return opened(tryOpen(u"odbc:Driver={SQLite3};Database="_s + m_file));
    }
    std::unique_ptr<TargetDatabase> open(bool postgres) const { return postgres ? openPostgres() : openSqlite(); }

    std::unique_ptr<PostgresServer> m_server;
    QTemporaryDir m_directory;
    QString m_file;
};

static const bool registered = tabletalk::test::add<TestOdbcTarget>();
#include "tst_OdbcTarget.moc"
