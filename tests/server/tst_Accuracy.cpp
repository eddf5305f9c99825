// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QFile>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr int patienceMs = 30'000;

} // namespace

/// Questions of a connection whose right statement is known: kept, asked, compared, and held against a schema that
/// changes.
class TestAccuracy : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_file;     ///< of the database, which is the test's own
    QString m_database; ///< of its own for each test

    QString token() const { return m_owner.accessToken; }
    QString path(const QString &rest = {}) const { return u"tenant/databases/%1/accuracy"_s.arg(m_database) + rest; }
    RestReply add(const char *question, const char *sql)
    {
        return m_server->rest("POST", path(u"/pairs"_s), token(), {{"question", question}, {"sql", sql}});
    }
    json::value state() { return m_server->rest("GET", path(), token()).body; }
    json::value report(const QString &run) { return m_server->rest("GET", path(u"/runs/"_s + run), token()).body; }

    QString startRun() { return m_server->rest("POST", path(u"/runs"_s), token()).text("id"); }
    /// One run to its end; its report.
    json::value runAll()
    {
        const QString run = startRun();
        const bool ended =
            QTest::qWaitFor([&] { return textOf(report(run).at("run").at("state")) != u"running"; }, patienceMs);
        return ended ? report(run) : json::value();
    }
    QStringList warnings()
    {
        QStringList kinds;
        const json::value now = state();
        for (const json::value &warning : now.at("warnings").as_array())
            kinds << textOf(warning.at("kind"));
        return kinds;
    }
    json::value database() { return m_server->rest("GET", u"tenant/databases/"_s + m_database, token()).body; }

    void change(const char *sql)
    {
        {
            auto connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"change"_s);
            connection.setDatabaseName(m_file);
            QVERIFY(connection.open());
            QSqlQuery query(connection);
            QVERIFY2(query.exec(QString::fromLatin1(sql)), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(u"change"_s);
    }
    void readAgain()
    {
        QCOMPARE(
            m_server->rest("POST", u"tenant/databases/%1/onboard"_s.arg(m_database), token(), {{"full", true}}).status,
            200);
        QTRY_COMPARE_WITH_TIMEOUT(textOf(database().at("onboarding").at("stage")), u"ready"_s, patienceMs);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
    }
    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        static int number = 0;
        m_file = m_server->file(u"shop-%1.sqlite"_s.arg(++number));
        QVERIFY(QFile::copy(m_server->shop(), m_file));
        m_database = m_server->connect(token(), u"Shop %1"_s.arg(number), u"sqlite://"_s + m_file);
        QVERIFY(!m_database.isEmpty());
    }

    void resultsAreComparedNotStatements()
    {
        QCOMPARE(add("How many customers are there?", "SELECT SUM(1) FROM customers").status, 201);
        QCOMPARE(
            add("How many customers are in Berlin?", "SELECT COUNT(*) FROM customers WHERE city = 'Rome' AND id > 3")
                .status,
            201);
        QCOMPARE(add("wibble wobble", "SELECT 1").status, 201);
        const json::value came = runAll();
        const json::value &run = came.at("run");
        QCOMPARE(textOf(run.at("state")), u"done"_s);
        QCOMPARE(run.at("total").as_int64(), 3);
        QCOMPARE(run.at("done").as_int64(), 3);
        QCOMPARE(run.at("right").as_int64(), 1);
        QCOMPARE(run.at("wrong").as_int64(), 1);
        QCOMPARE(run.at("failed").as_int64(), 1);
        QVERIFY(qAbs(run.at("accuracy").as_double() - 1.0 / 3) < 1e-9);
        QHash<QString, json::value> outcomes;
        for (const json::value &outcome : came.at("outcomes").as_array())
            outcomes.insert(textOf(outcome.at("verdict")), outcome);
        QCOMPARE(outcomes.size(), 3);
        QVERIFY(textOf(outcomes[u"right"_s].at("givenSql")).contains(u"COUNT"));
        QVERIFY(textOf(outcomes[u"wrong"_s].at("givenSql")).contains(u"Berlin"));
        QVERIFY(!textOf(outcomes[u"wrong"_s].at("difference")).isEmpty());
        QVERIFY(textOf(outcomes[u"failed"_s].at("givenSql")).isEmpty());
        QVERIFY(!textOf(outcomes[u"failed"_s].at("difference")).isEmpty());
    }

    void anApprovedExampleBecomesATestAndAProposedOneDoesNot()
    {
        const QString message =
            m_server
                ->rest("POST", u"chat/run"_s, token(),
                       {{"databaseId", m_database.toStdString()}, {"sql", "SELECT COUNT(*) FROM orders"}})
                .text("messageId");
        const QString example = m_server
                                    ->rest("POST", u"chat/examples"_s, token(),
                                           {{"messageId", message.toStdString()}, {"question", "Count of orders"}})
                                    .text("id");
        const RestReply made = m_server->rest("POST", path(u"/examples/"_s + example), token());
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("source"), u"example"_s);
        QCOMPARE(made.text("addedBy"), u"Owner of Owner"_s);
        QCOMPARE(m_server->rest("POST", path(u"/examples/"_s + example), token()).status, 409);

        const QString member = m_server->member(m_owner, u"m%1@example.org"_s.arg(m_database.right(6)), Role::Member);
        const QString theirs =
            m_server
                ->rest("POST", u"chat/run"_s, member, {{"databaseId", m_database.toStdString()}, {"sql", "SELECT 2"}})
                .text("messageId");
        const QString proposed =
            m_server
                ->rest("POST", u"chat/examples"_s, member, {{"messageId", theirs.toStdString()}, {"question", "Two"}})
                .text("id");
        QVERIFY(!proposed.isEmpty());
        QCOMPARE(m_server->rest("POST", path(u"/examples/"_s + proposed), token()).status, 409);
    }

    void aFileIsTakenAsAWholeOrNotAtAll()
    {
        const auto import = [this](const char *text) {
            return m_server->rest("POST", path(u"/import"_s), token(), {{"text", text}});
        };
        const RestReply refused = import("{\"question\":\"a\",\"gold_sql\":\"SELECT 1\"}\n"
                                         "{\"question\":\"b\",\"gold_sql\":\"DELETE FROM orders\"}");
        QVERIFY(refused.status >= 400 && refused.status < 500);
        QVERIFY2(refused.text("detail").contains(u"Question 2"), refused.bytes.constData());
        QCOMPARE(state().at("pairs").as_array().size(), size_t(0));

        const RestReply taken = import("question,gold_sql\nHow many orders?,SELECT COUNT(*) FROM orders\n"
                                       "how many  ORDERS?,SELECT 3\n");
        QCOMPARE(taken.status, 200);
        QCOMPARE(taken.body.at("added").as_int64(), 1);
        QCOMPARE(taken.body.at("known").as_int64(), 1);
        QCOMPARE(import("nothing of use").status, 422);
    }

    void whatWouldWriteIsRefused()
    {
        for (const char *sql : {"DELETE FROM orders", "SELECT 1; SELECT 2", "PRAGMA table_info(orders)"}) {
            const RestReply reply = add("Which?", sql);
            QVERIFY2(reply.status >= 400 && reply.status < 500, sql);
            QCOMPARE(reply.code(), u"statement_refused"_s);
        }
        QCOMPARE(add("", "SELECT 1").status, 422);
        QCOMPARE(add("Which?", " ").status, 422);
    }

    void moreThanTheBoundAreRefused()
    {
        std::string text = "question,gold_sql\n";
        for (int i = 0; i < 200; ++i)
            text += "Number " + std::to_string(i) + ",SELECT " + std::to_string(i) + "\n";
        QCOMPARE(m_server->rest("POST", path(u"/import"_s), token(), {{"text", text}}).status, 200);
        QCOMPARE(add("One more", "SELECT 1").code(), u"limit_reached"_s);
        QCOMPARE(state().at("mostPairs").as_int64(), 200);
    }

    void aSchemaThatChangesBreaksTestsAndSaysWhich()
    {
        QCOMPARE(add("Names of cities", "SELECT DISTINCT city FROM customers").status, 201);
        QCOMPARE(add("How many orders?", "SELECT COUNT(*) FROM orders").status, 201);
        QVERIFY(warnings().isEmpty());
        QVERIFY(database().at("brokenTests").is_null());

        change("ALTER TABLE customers RENAME COLUMN city TO town");
        readAgain();
        QTRY_COMPARE_WITH_TIMEOUT(warnings(), QStringList{u"broken"_s}, patienceMs);
        const json::value broken = state().at("pairs").at(0);
        QVERIFY2(textOf(broken.at("broken")).contains(u"city"), qPrintable(textOf(broken.at("broken"))));
        QVERIFY(broken.at("brokenAt").is_string());
        QVERIFY(state().at("pairs").at(1).at("broken").is_null());
        QCOMPARE(database().at("brokenTests").as_int64(), 1);
        const json::value list = m_server->rest("GET", u"tenant/databases"_s, token()).body;
        QVERIFY(std::ranges::any_of(list.at("items").as_array(), [this](const json::value &each) {
            return textOf(each.at("id")) == m_database && each.at("brokenTests") == 1;
        }));
        // A run does not count it.
        const json::value run = runAll().at("run");
        QCOMPARE(run.at("broken").as_int64(), 1);
        QCOMPARE(run.at("accuracy").as_double(), 1.0);

        const QString id = textOf(broken.at("id"));
        QCOMPARE(
            m_server->rest("PUT", path(u"/pairs/"_s + id), token(), {{"sql", "SELECT DISTINCT town FROM customers"}})
                .status,
            200);
        QVERIFY(warnings().isEmpty());
        change("ALTER TABLE customers RENAME COLUMN town TO city");
        readAgain();
        QTRY_COMPARE_WITH_TIMEOUT(warnings(), QStringList{u"broken"_s}, patienceMs);
        change("ALTER TABLE customers RENAME COLUMN city TO town");
        readAgain(); // what holds again is not warned of any more
        QTRY_VERIFY_WITH_TIMEOUT(warnings().isEmpty(), patienceMs);
    }

    void aWorseRunIsWarnedOfUntilABetterOne()
    {
        QCOMPARE(add("How many customers are there?", "SELECT COUNT(*) FROM customers").status, 201);
        const QString second = add("How many orders are there?", "SELECT COUNT(*) FROM orders").text("id");
        QCOMPARE(runAll().at("run").at("right").as_int64(), 2);
        QVERIFY(warnings().isEmpty());

        QCOMPARE(m_server->rest("PUT", path(u"/pairs/"_s + second), token(), {{"sql", "SELECT 5"}}).status, 200);
        const json::value worse = runAll();
        QCOMPARE(worse.at("run").at("accuracy").as_double(), 0.5);
        QCOMPARE(worse.at("run").at("accuracyBefore").as_double(), 1.0);
        QCOMPARE(warnings(), QStringList{u"fallen"_s});
        QVERIFY(database().at("accuracyFell") == true);
        QVERIFY(std::ranges::any_of(worse.at("outcomes").as_array(), [](const json::value &outcome) {
            return textOf(outcome.at("verdict")) == u"wrong" && textOf(outcome.at("before")) == u"right";
        }));

        QCOMPARE(m_server->rest("DELETE", path(u"/pairs/"_s + second), token()).status, 200);
        QCOMPARE(runAll().at("run").at("accuracy").as_double(), 1.0);
        QVERIFY(warnings().isEmpty());
        QVERIFY(database().at("accuracyFell").is_null());
        QCOMPARE(state().at("runs").as_array().size(), size_t(3));
    }

    void aRunGoesOnAfterTheServerStopped()
    {
        std::string text = "question,gold_sql\n";
        for (int i = 0; i < 150; ++i)
            text +=
                "How many customers have a number above " + std::to_string(i) + "?,SELECT " + std::to_string(i) + "\n";
        QCOMPARE(m_server->rest("POST", path(u"/import"_s), token(), {{"text", text}}).status, 200);
        const QString run = startRun();
        QTRY_VERIFY_WITH_TIMEOUT(report(run).at("run").at("done").as_int64() > 0, patienceMs);
        m_server->stop();
        m_server->start();
        QTRY_COMPARE_WITH_TIMEOUT(textOf(report(run).at("run").at("state")), u"done"_s, patienceMs);
        const json::value came = report(run).at("run");
        QCOMPARE(came.at("done").as_int64(), 150);
        QCOMPARE(came.at("right").as_int64() + came.at("wrong").as_int64() + came.at("failed").as_int64(), 150);
    }

    void aRunCanBeStoppedAndThereIsOneAtATime()
    {
        std::string text = "question,gold_sql\n";
        for (int i = 0; i < 150; ++i)
            text +=
                "How many orders have an amount above " + std::to_string(i) + "?,SELECT " + std::to_string(i) + "\n";
        QCOMPARE(m_server->rest("POST", path(u"/import"_s), token(), {{"text", text}}).status, 200);
        const QString run = startRun();
        QCOMPARE(startRun(), run);
        const RestReply stopped = m_server->rest("POST", path(u"/runs/%1/stop"_s.arg(run)), token());
        QCOMPARE(stopped.status, 200);
        QCOMPARE(stopped.text("state"), u"stopped"_s);
        const QString next = startRun();
        QVERIFY(next != run);
        QTRY_COMPARE_WITH_TIMEOUT(textOf(report(next).at("run").at("state")), u"done"_s, patienceMs);
        QCOMPARE(textOf(report(run).at("run").at("state")), u"stopped"_s);
        QVERIFY(report(run).at("run").at("done").as_int64() < 150);
    }

    void nothingIsRunWithoutTests()
    {
        const RestReply reply = m_server->rest("POST", path(u"/runs"_s), token());
        QCOMPARE(reply.status, 409);
        QVERIFY(!reply.text("hint").isEmpty());
    }

    void whoDoesNotManageDatabasesSeesNothingOfIt()
    {
        QCOMPARE(add("How many orders?", "SELECT COUNT(*) FROM orders").status, 201);
        const QString member = m_server->member(m_owner, u"n%1@example.org"_s.arg(m_database.right(6)), Role::Member);
        QCOMPARE(m_server->rest("GET", path(), member).status, 403);
        QCOMPARE(m_server->rest("POST", path(u"/runs"_s), member).status, 403);
    }

    void testsGoWithTheirDatabase()
    {
        QCOMPARE(add("How many orders?", "SELECT COUNT(*) FROM orders").status, 201);
        runAll();
        QCOMPARE(m_server->rest("DELETE", u"tenant/databases/"_s + m_database, token()).status, 200);
        QCOMPARE(m_server->rest("GET", path(), token()).status, 404);
    }
};

static const bool registered = tabletalk::test::add<TestAccuracy>();
#include "tst_Accuracy.moc"
