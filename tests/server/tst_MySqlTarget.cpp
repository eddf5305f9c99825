// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectLayer.h"
#include "server/connections/MySqlTarget.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char *shop = R"sql(
CREATE TABLE customers (id bigint unsigned PRIMARY KEY, name varchar(80) NOT NULL, born date, vip boolean COMMENT 'gets a discount',
                        mail varchar(200) UNIQUE, mood enum('calm', 'wild'), joined timestamp NULL, seen datetime(3),
                        doc json, photo blob, share float, tags set('a', 'b'), birth_year year, alarm time,
                        mask bit(12), flag bit(1), spot point, huge decimal(65,30), ref uuid) COMMENT 'people who buy';
INSERT INTO customers VALUES
  (18446744073709551615, 'Ann 🦉', '1980-02-03', 1, 'ann@x', 'calm', '2026-01-02 03:04:05', '2026-01-02 03:04:05.678',
   '{"k": 1}', x'00ff', 0.5, 'a,b', 1999, '-838:59:59', b'100000000001', b'1', POINT(1, 2),
   12345678901234567890123456789012345.123456789012345678901234567891, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
  (2, 'Ben', NULL, 0, NULL, 'wild', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE DATABASE sales;
CREATE TABLE sales.orders (id int, region varchar(20), customer_id bigint unsigned, total decimal(12,2),
                           gross decimal(14,4) AS (total * 1.19) STORED, placed datetime DEFAULT current_timestamp(),
                           PRIMARY KEY (region, id), FOREIGN KEY (customer_id) REFERENCES shop.customers (id));
CREATE TABLE sales.order_lines (order_region varchar(20), order_id int, n int,
                          FOREIGN KEY (order_region, order_id) REFERENCES sales.orders (region, id));
CREATE VIEW sales.big AS SELECT * FROM sales.orders WHERE total > 100;
CREATE SEQUENCE counter;
CREATE TABLE plain (a int, stars tinyint(1)) ENGINE=MyISAM;
INSERT INTO plain VALUES (1, 5);
INSERT INTO sales.orders (id, region, customer_id, total)
  SELECT seq, IF(seq % 2 = 0, 'north', 'south'), 2, seq * 1.25 FROM seq_1_to_500;
CREATE USER seller@'%' IDENTIFIED BY 'seller';
GRANT SELECT ON sales.orders TO seller@'%';
GRANT SELECT (id) ON shop.customers TO seller@'%';
CREATE ROLE clerk;
GRANT INSERT ON sales.* TO clerk;
CREATE USER clark@'%' IDENTIFIED BY 'clark';
GRANT SELECT ON sales.* TO clark@'%';
GRANT clerk TO clark@'%';
SET DEFAULT ROLE clerk FOR clark@'%';
ANALYZE TABLE customers, sales.orders;
)sql";

} // namespace

class TestMySqlTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = MariaDbServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE DATABASE shop"_s), QString());
        QCOMPARE(m_server->execute(QString::fromUtf8(shop), u"shop"_s), QString());
        QCOMPARE(m_server->execute(u"CREATE TABLE `Odd ``\"' .Näme` (`a b` int, `c``d.e` varchar(10))"_s, u"shop"_s),
                 QString());
        QCOMPARE(
            m_server->execute(u"DELIMITER //\nCREATE FUNCTION noting() RETURNS int MODIFIES SQL DATA BEGIN INSERT "
                              "INTO plain VALUES (1, 1); RETURN 1; END//\nDELIMITER ;\nCREATE VIEW notes AS SELECT "
                              "noting() AS n"_s,
                              u"shop"_s),
            QString());
    }

    void theCatalogueIsRead()
    {
        const auto schema = open()->readCatalogue(both(), {});
        QVERIFY2(schema, schema ? "" : qPrintable(schema.error().detail));
        QCOMPARE(schema->dialect, Dialect::MySQL);
        QCOMPARE(schema->defaultSchema, u"shop"_s);
        const Table *customers = schema->table(u"shop", u"customers");
        QVERIFY(customers);
        QCOMPARE(customers->comment, u"people who buy"_s);
        QCOMPARE(customers->rowCount, 2);
        QCOMPARE(customers->column(u"vip")->comment, u"gets a discount"_s);
        QVERIFY(customers->column(u"mail")->unique);
        QVERIFY(!customers->column(u"name")->nullable);
        QVERIFY(customers->column(u"born")->nullable);
        const Table *orders = schema->table(u"sales", u"orders");
        QVERIFY(orders);
        QCOMPARE(orders->primaryKey, (std::vector<QString>{u"region"_s, u"id"_s}));
        QVERIFY(!orders->column(u"region")->unique);
        QCOMPARE(orders->column(u"total")->databaseType, u"decimal(12,2)"_s);
        QVERIFY(orders->column(u"gross")->generated);
        QVERIFY(!orders->column(u"placed")->generated);
        QCOMPARE(orders->foreignKeys.at(0).referencedSchema, u"shop"_s);
        const ForeignKey &two = schema->table(u"sales", u"order_lines")->foreignKeys.at(0);
        QCOMPARE(two.columns, (std::vector<QString>{u"order_region"_s, u"order_id"_s}));
        QCOMPARE(two.referencedColumns, (std::vector<QString>{u"region"_s, u"id"_s}));
        QCOMPARE(schema->table(u"sales", u"big")->kind, TableKind::View);
        QCOMPARE(schema->table(u"sales", u"big")->comment, QString());
        QVERIFY(!schema->table(u"shop", u"counter"));
        QVERIFY(std::ranges::none_of(schema->tables, [](const Table &t) { return t.schema == u"mysql"; }));
    }

    void everyTypeIsRecognised_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<ColumnType>("type");
        const std::vector<std::pair<QString, ColumnType>> types = {
            {u"id"_s, ColumnType::Integer},     {u"name"_s, ColumnType::Text},
            {u"born"_s, ColumnType::Date},      {u"vip"_s, ColumnType::Boolean},
            {u"mood"_s, ColumnType::Text},      {u"joined"_s, ColumnType::Timestamp},
            {u"seen"_s, ColumnType::Timestamp}, {u"doc"_s, ColumnType::Json},
            {u"photo"_s, ColumnType::Binary},   {u"share"_s, ColumnType::Real},
            {u"tags"_s, ColumnType::Text},      {u"birth_year"_s, ColumnType::Integer},
            {u"alarm"_s, ColumnType::Time},     {u"mask"_s, ColumnType::Integer},
            {u"flag"_s, ColumnType::Boolean},   {u"spot"_s, ColumnType::Binary},
            {u"huge"_s, ColumnType::Decimal},   {u"ref"_s, ColumnType::Text}};
        for (const auto &[column, type] : types)
            QTest::newRow(qPrintable(column)) << column << type;
    }

    void everyTypeIsRecognised()
    {
        QFETCH(QString, column);
        QFETCH(ColumnType, type);
        const auto target = open();
        const auto schema = target->readCatalogue({}, {});
        QCOMPARE(schema->table(u"shop", u"customers")->column(column)->type, type);
        CollectRows sink;
        QVERIFY(target->run(u"SELECT `%1` FROM customers"_s.arg(column), {}, sink, {}));
        QCOMPARE(sink.columns.at(0), (ResultColumn{column, type}));
    }

    void namesMayHoldAnyCharacter()
    {
        const auto target = open();
        const auto schema = target->readCatalogue({}, {});
        const Table *odd = schema->table(u"shop", u"Odd `\"' .Näme");
        QVERIFY(odd);
        QVERIFY(odd->column(u"c`d.e"));
        Table copy = *odd;
        std::vector<ColumnValues> values;
        const auto done = target->profile(copy, values, {}, {});
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

    void onlyWhatTheAccountMayReadIsShown()
    {
        const auto target = openAs(u"seller"_s, u"seller"_s, u"sales"_s);
        const auto schema = target->readCatalogue(both(), {});
        QVERIFY(schema);
        QCOMPARE(schema->tables.size(), size_t(2));
        QVERIFY(schema->table(u"sales", u"orders"));
        QCOMPARE(schema->table(u"shop", u"customers")->columns.size(), size_t(1));
        QCOMPARE(target->listRelations({})->size(), size_t(1));
        CollectRows sink;
        const auto refused = target->run(u"SELECT name FROM shop.customers"_s, {}, sink, {});
        QVERIFY(!refused);
        QVERIFY2(refused.error().hint.contains(u"GRANT SELECT"_s), qPrintable(refused.error().hint));
    }

    void aReaderSeesTheKeys()
    {
        const auto schema = openReader()->readCatalogue(both(), {});
        QCOMPARE(schema->table(u"sales", u"order_lines")->foreignKeys.size(), size_t(1));
        QCOMPARE(schema->table(u"shop", u"customers")->column(u"doc")->type, ColumnType::Json);
    }

    void aSelectionIsReadAlone()
    {
        SchemaSelection selection;
        selection.schemas = {u"sales"_s};
        selection.excluded = {u"sales.order_lines"_s};
        const auto schema = open()->readCatalogue(selection, {});
        QCOMPARE(schema->tables.size(), size_t(2));
    }

    void someTablesAreReadAlone()
    {
        SchemaSelection selection;
        selection.schemas = both().schemas;
        selection.tables = {u"shop.customers"_s, u"sales.orders"_s, u"sales.customers"_s};
        const auto schema = open()->readCatalogue(selection, {});
        QCOMPARE(schema->tables.size(), size_t(2));
        QCOMPARE(schema->table(u"sales", u"orders")->foreignKeys.size(), size_t(1));
    }

    void aTableThatChangesGetsAnotherMark()
    {
        const auto target = open();
        const auto mark = [&] { return target->readCatalogue({}, {})->table(u"shop", u"plain")->changeMark; };
        // Within the seconds of a change nothing is promised.
        QTRY_VERIFY_WITH_TIMEOUT(!mark().isEmpty(), 20'000);
        const QString before = mark();
        QCOMPARE(mark(), before);
        QCOMPARE(m_server->execute(u"INSERT INTO plain VALUES (5, 5)"_s, u"shop"_s), QString());
        QCOMPARE(mark(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!mark().isEmpty(), 20'000);
        QVERIFY(mark() != before);
    }

    void otherDatabasesOfTheServerAreReadWhenTheyAreChosen()
    {
        const auto schema = open()->readCatalogue({}, {});
        QVERIFY(schema->table(u"shop", u"customers"));
        QVERIFY(std::ranges::all_of(schema->tables, [](const Table &t) { return t.schema == u"shop"; }));
    }

    void relationsAreListedWithTheirEstimates()
    {
        const auto relations = openAs(u"seller"_s, u"seller"_s, u"sales"_s)->listRelations({});
        QVERIFY(relations);
        const auto orders = std::ranges::find(*relations, u"orders"_s, &RelationName::name);
        QVERIFY(orders != relations->end());
        QCOMPARE(orders->rowEstimate, 500);
        const auto here = open()->listRelations({});
        const auto view = std::ranges::find(*here, u"notes"_s, &RelationName::name);
        QVERIFY(view != here->end());
        QCOMPARE(view->kind, TableKind::View);
        QVERIFY(!view->rowEstimate);
    }

    void theGrantProbeTellsWritersFromReaders()
    {
        QVERIFY(open()->grants()->canWrite);
        const auto reader = openReader()->grants();
        QVERIFY2(!reader->canWrite, reader->evidence.empty() ? "" : qPrintable(reader->evidence.front()));
        QVERIFY(!openAs(u"seller"_s, u"seller"_s, u"sales"_s)->grants()->canWrite);
    }

    void theGrantProbeSeesThroughRoles()
    {
        const auto clerk = openAs(u"clark"_s, u"clark"_s, u"sales"_s)->grants();
        QVERIFY(clerk->canWrite);
        QCOMPARE(clerk->evidence, (std::vector<QString>{u"INSERT on sales.*"_s}));
    }

    void columnsAreProfiled()
    {
        const auto target = open();
        auto schema = target->readCatalogue(both(), {});
        std::vector<ColumnValues> values;
        for (Table &table : schema->tables) {
            if (table.name == u"notes")
                continue;
            const auto done = target->profile(table, values, {}, {});
            QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
            QVERIFY(table.profiled);
        }
        const Table *orders = schema->table(u"sales", u"orders");
        QCOMPARE(orders->rowCount, 500);
        QCOMPARE(orders->column(u"region")->profile.samples, (std::vector<QString>{u"north"_s, u"south"_s}));
        QCOMPARE(orders->column(u"total")->profile.maximum, u"625"_s);
        QVERIFY(std::ranges::any_of(values, [](const auto &v) { return v.column == u"region" && v.complete; }));
        const Table *customers = schema->table(u"shop", u"customers");
        QCOMPARE(customers->column(u"vip")->profile.samples, (std::vector<QString>{u"0"_s, u"1"_s}));
        QCOMPARE(customers->column(u"vip")->type, ColumnType::Boolean);
        QCOMPARE(schema->table(u"shop", u"plain")->column(u"stars")->type, ColumnType::Integer);
        QCOMPARE(customers->column(u"mask")->profile.maximum, u"2049"_s);
        QCOMPARE(customers->column(u"photo")->profile.nullCount, 1);
    }

    void resultsKeepTheirTypesAndDigits()
    {
        CollectRows sink;
        const auto outcome = open()->run(u"SELECT id, name, born, vip, mood, joined, seen, doc, photo, share, tags, "
                                         "birth_year, alarm, mask, flag, huge, ref, CAST(id AS SIGNED) AS s, "
                                         "SUM(huge) OVER () AS sum_huge FROM customers ORDER BY id DESC"_s,
                                         {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        const Row &row = sink.rows.at(0);
        QCOMPARE(row[0], Cell(Decimal{u"18446744073709551615"_s}));
        QCOMPARE(row[1], Cell(u"Ann 🦉"_s));
        QCOMPARE(row[2], Cell(u"1980-02-03"_s));
        QCOMPARE(row[3], Cell(true));
        QCOMPARE(row[4], Cell(u"calm"_s));
        QCOMPARE(row[5], Cell(u"2026-01-02 03:04:05+00:00"_s));
        QCOMPARE(row[6], Cell(u"2026-01-02 03:04:05.678"_s));
        QCOMPARE(row[7], Cell(u"{\"k\": 1}"_s));
        QCOMPARE(row[8], Cell(QByteArray("\0\xff", 2)));
        QCOMPARE(row[9], Cell(0.5));
        QCOMPARE(row[10], Cell(u"a,b"_s));
        QCOMPARE(row[11], Cell(qint64(1999)));
        QCOMPARE(row[12], Cell(u"-838:59:59"_s));
        QCOMPARE(row[13], Cell(qint64(2049)));
        QCOMPARE(row[14], Cell(true));
        QCOMPARE(row[15], Cell(Decimal{u"12345678901234567890123456789012345.123456789012345678901234567891"_s}));
        QCOMPARE(row[16], Cell(u"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"_s));
        QCOMPARE(sink.rows.at(1)[0], Cell(qint64(2)));
        QCOMPARE(sink.rows.at(1)[2], Cell(std::monostate()));
    }

    void theEngineItselfRefusesToWrite_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql : {"INSERT INTO customers (id, name) VALUES (9, 'x')",
                                "DELETE FROM customers",
                                "DROP TABLE customers",
                                "CREATE TABLE x (a int)",
                                "CREATE TEMPORARY TABLE x (a int)",
                                "SELECT NEXT VALUE FOR counter",
                                "SELECT nextval(counter)",
                                "SELECT setval(counter, 7)",
                                "SELECT 1; DELETE FROM customers",
                                "SET TRANSACTION READ WRITE",
                                "TRUNCATE customers",
                                "CREATE USER x",
                                "GRANT ALL ON *.* TO seller",
                                "LOCK TABLES customers WRITE",
                                "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE customers",
                                "REPLACE INTO customers (id, name) VALUES (2, 'x')",
                                "RENAME TABLE customers TO y",
                                "INSERT INTO plain VALUES (1, 1)",
                                "SELECT noting()",
                                "SELECT * FROM notes",
                                "CALL mysql.nothing()"})
            QTest::newRow(sql) << QString::fromUtf8(sql);
    }

    void theEngineItselfRefusesToWrite()
    {
        QFETCH(QString, sql);
        const QString state = u"SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM plain), "
                              "(SELECT next_not_cached_value FROM counter), "
                              "(SELECT count(*) FROM information_schema.tables), (SELECT count(*) FROM mysql.user)"_s;
        const QString before = m_server->query(state, u"shop"_s);
        const auto target = open();
        CollectRows sink;
        const auto outcome = static_cast<MySqlTarget &>(*target).runUnchecked(sql, {}, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(m_server->query(state, u"shop"_s), before);
        QVERIFY(target->isUsable());
        QVERIFY(target->run(u"SELECT 1"_s, {}, sink, {}));
    }

    void theProofAttemptsAreAllRefused()
    {
        const auto attempts = open()->attemptWrites();
        QVERIFY(attempts);
        QCOMPARE(attempts->size(), size_t(5));
        for (const WriteAttempt &attempt : *attempts) {
            QVERIFY2(attempt.refused, qPrintable(attempt.statement));
            QVERIFY2(attempt.answer.contains(u"READ ONLY"_s), qPrintable(attempt.answer));
        }
    }

    void theTimeLimitHolds()
    {
        StatementLimits limits;
        limits.timeLimit = 100ms;
        CollectRows sink;
        const auto target = open();
        const auto outcome = static_cast<MySqlTarget &>(*target).runUnchecked(
            u"SELECT count(*) FROM sales.orders a, sales.orders b, sales.orders c, sales.orders d"_s, limits, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::DatabaseTimeout);
        QVERIFY(target->run(u"SELECT 1"_s, {}, sink, {}));
    }

    void stoppingReachesTheServer()
    {
        const QString active = u"SELECT count(*) FROM information_schema.processlist WHERE command = 'Query' AND info "
                               "LIKE '%marker_a7%' AND id <> connection_id()"_s;
        std::stop_source stop;
        Result<StatementOutcome> outcome;
        bool usable = false;
        std::jthread asking([&] {
            const auto target = open();
            CollectRows sink;
            outcome = target->run(
                u"SELECT count(*) AS marker_a7 FROM sales.orders a, sales.orders b, sales.orders c, sales.orders d"_s,
                {}, sink, stop.get_token());
            usable = target->run(u"SELECT 1"_s, {}, sink, {}).has_value();
        });
        QTRY_COMPARE_WITH_TIMEOUT(m_server->query(active), u"1"_s, 20'000);
        QElapsedTimer time;
        time.start();
        stop.request_stop();
        asking.join();
        QVERIFY2(time.elapsed() < 2'000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::Cancelled);
        QCOMPARE(m_server->query(active), u"0"_s);
        QVERIFY(usable);
    }

    void rowsAreLimitedAndTheRestIsNotFetched()
    {
        StatementLimits limits;
        limits.maxRows = 100;
        CollectRows sink;
        const auto target = open();
        const auto outcome = target->run(u"SELECT seq FROM seq_1_to_1000000000"_s, limits, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QVERIFY(outcome->truncated);
        QCOMPARE(outcome->rowCount, 100);
        QVERIFY(target->run(u"SELECT 1"_s, {}, sink, {}));
    }

    void eachLayerOfConnectingHasItsOwnProblem_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("code");
        QTest::addColumn<ConnectLayer>("layer");
        QTest::addColumn<QString>("says");
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString nobody = QString::number(closed.serverPort());
        closed.close();
        const QString here = u"127.0.0.1:"_s + QString::number(m_server->port());
        QTest::newRow("password") << QString(u"mysql://tester:secret@" + here + u"/shop") << u"login_refused"_s
                                  << ConnectLayer::Login << u"tester"_s;
        QTest::newRow("user") << QString(u"mysql://nobody:secret@" + here + u"/shop") << u"login_refused"_s
                              << ConnectLayer::Login << u"nobody"_s;
        QTest::newRow("database") << m_server->url(u"nosuch"_s) << u"cannot_connect"_s << ConnectLayer::Database
                                  << u"nosuch"_s;
        QTest::newRow("grants") << QString(u"mysql://clark:clark@" + here + u"/shop") << u"cannot_connect"_s
                                << ConnectLayer::Grants << u"shop"_s;
        QTest::newRow("port") << QString(u"mysql://a:secret@127.0.0.1:" + nobody + u"/x") << u"cannot_connect"_s
                              << ConnectLayer::Port << nobody;
        QTest::newRow("name") << u"mysql://a:secret@no-such-host.invalid/x"_s << u"cannot_connect"_s
                              << ConnectLayer::Name << u"no-such-host"_s;
        QTest::newRow("tls") << QString(m_server->url(u"shop"_s) + u"?sslmode=require") << u"cannot_connect"_s
                             << ConnectLayer::Tls << u"encrypted"_s;
    }

    void eachLayerOfConnectingHasItsOwnProblem()
    {
        QFETCH(QString, url);
        QFETCH(QString, code);
        QFETCH(ConnectLayer, layer);
        QFETCH(QString, says);
        const auto target = tryOpen(url);
        QVERIFY(!target);
        const Problem &problem = target.error();
        QCOMPARE(problem.codeName(), code);
        QVERIFY2(layerOf(problem) == layer, qPrintable(problem.detail));
        QVERIFY2(problem.detail.contains(says), qPrintable(problem.detail));
        QVERIFY(!problem.hint.isEmpty());
        QVERIFY(!QString(problem.detail + problem.hint).contains(u"secret"_s));
    }

    void aSilentHostEndsWithinTheConnectTimeout()
    {
        QTcpServer silent; // takes the connection and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QElapsedTimer time;
        time.start();
        const auto target = tryOpen(u"mysql://a:b@127.0.0.1:%1/x?connect_timeout=1"_s.arg(silent.serverPort()));
        QVERIFY(!target);
        QVERIFY(layerOf(target.error()) == ConnectLayer::Port);
        QVERIFY(time.elapsed() < 5'000);
    }

    void aServerThatDiesIsNoticed()
    {
        const auto target = open();
        m_server->kill();
        CollectRows sink;
        const auto outcome = target->run(u"SELECT 1"_s, {}, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::CannotConnect);
        QVERIFY(!target->isUsable());
        QString error;
        QVERIFY2(m_server->restart(&error), qPrintable(error));
        QVERIFY(open()->run(u"SELECT 1"_s, {}, sink, {}));
    }

    void theServerIsNamed()
    {
        const QString version = open()->serverVersion().value();
        QVERIFY2(version.startsWith(u"MariaDB 1"_s), qPrintable(version));
        QCOMPARE(open()->encryption().value(), QString());
    }

private:
    static Result<std::unique_ptr<TargetDatabase>> tryOpen(const QString &url)
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), QString());
    }
    static SchemaSelection both()
    {
        SchemaSelection selection;
        selection.schemas = {u"shop"_s, u"sales"_s};
        return selection;
    }
    static std::unique_ptr<TargetDatabase> mustOpen(const QString &url)
    {
        auto target = tryOpen(url);
        if (!target)
            qFatal("%s", qPrintable(target.error().detail));
        return *std::move(target);
    }
    std::unique_ptr<TargetDatabase> open() const { return mustOpen(m_server->url(u"shop"_s)); }
    std::unique_ptr<TargetDatabase> openReader() const
    {
        return mustOpen(m_server->url(u"shop"_s, MariaDbServer::reader()));
    }
    std::unique_ptr<TargetDatabase> openAs(const QString &user, const QString &password, const QString &database) const
    {
        return mustOpen(u"mysql://%1:%2@127.0.0.1:%3/%4"_s.arg(user, password).arg(m_server->port()).arg(database));
    }

    std::unique_ptr<MariaDbServer> m_server;
};

static const bool registered = tabletalk::test::add<TestMySqlTarget>();
#include "tst_MySqlTarget.moc"
