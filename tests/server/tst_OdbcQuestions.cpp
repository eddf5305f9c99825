// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "server/chat/AskPipeline.h"
#include "server/connections/OdbcTarget.h"
#include "server/connections/TargetFactory.h"
#include "server/onboarding/Onboarder.h"
#include "tests/support/CollectRows.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *shop = R"sql(
CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, city VARCHAR(80));
CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (customer_id),
                     status VARCHAR(20), total DECIMAL(10, 2), placed DATE);
INSERT INTO customers VALUES (1, 'Ann Berg', 'Oslo'), (2, 'Ben Ort', 'Zürich'), (3, 'Cleo Day', 'Oslo');
INSERT INTO orders VALUES (10, 1, 'completed', 12.50, '2025-03-04'), (11, 1, 'open', 20.00, '2025-04-04'),
                          (12, 2, 'completed', 7.25, '2024-04-04'), (13, 1, 'completed', 1.00, '2025-05-05');
)sql";

class NoObserver final : public AskObserver
{
public:
    void planned(const ask::Candidate &, const std::optional<ask::Clarification> &) override {}
};

ConnectionPolicy openPolicy()
{
    ConnectionPolicyOptions options;
    options.open = true;
    return *ConnectionPolicy::create(options);
}

} // namespace

/// From a connection string to answers, with nothing in between left out.
class TestOdbcQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_file = m_directory.filePath(u"shop.db"_s);
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(m_file.toUtf8().constData(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, shop, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
        QString error;
        m_server = PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(QString::fromUtf8(shop)), QString());
    }

    void aShopIsUnderstoodAndAsked_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("known");
        QTest::newRow("SQLite") << QString(u"odbc:Driver={SQLite3};Database="_s + m_file) << true;
        const QString postgres =
            u"odbc:Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=%1;Database=postgres;UID=%2;PWD={%3}"_s.arg(
                QString::number(m_server->port()), PostgresServer::user(), PostgresServer::password());
        QTest::newRow("PostgreSQL") << postgres << true;
        QTest::newRow("an engine that is not known") << postgres << false;
    }

    void aShopIsUnderstoodAndAsked()
    {
        QFETCH(QString, url);
        QFETCH(bool, known);
        const auto source = odbcSourceOf(*ConnectionUrl::parse(url), openPolicy());
        QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
        const auto target =
            OdbcTarget::open(*source, openPolicy(), known ? std::nullopt : std::optional(OdbcEngineKind::Unknown));
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        auto understood = Onboarder().understand(**target, [](const OnboardingStep &) {}, {});
        QVERIFY2(understood, understood ? "" : qPrintable(understood.error().detail));
        const Table *orders =
            understood->schema.table(understood->schema.tables.front().schema, u"orders"); // "public" or none
        QVERIFY(orders);
        QCOMPARE(orders->rowCount, 4);
        QCOMPARE(orders->foreignKeys.size(), size_t(1)); // declared, or found by itself
        QVERIFY(!understood->examples.empty());

        const auto analyst = ask::makeAnalyst();
        const auto prepared = analyst->prepare(std::make_shared<const Understanding>(*std::move(understood)));
        const auto answer = [&](const QString &text) {
            ask::Question question;
            question.text = text;
            CollectRows sink;
            NoObserver observer;
            const StatementRunner run = [&](const QString &sql, RowSink &rows) {
                return (*target)->run(sql, StatementLimits(), rows, {});
            };
            const auto outline = AskPipeline(*analyst).answer(question, *prepared, run, sink, observer);
            if (!outline)
                qWarning("%s", qPrintable(outline.error().detail));
            return outline && !sink.rows.empty() ? sink.rows.front() : Row();
        };
        QCOMPARE(answer(u"How many orders are completed?"_s), Row{Cell(qint64(3))});
        QCOMPARE(answer(u"Which customers are from Zürich?"_s).at(0), Cell(u"Ben Ort"_s));
        QCOMPARE(toNumber(answer(u"What is the highest total of orders?"_s).back()), 20.0);
    }

private:
    QTemporaryDir m_directory;
    QString m_file;
    std::unique_ptr<PostgresServer> m_server;
};

static const bool registered = tabletalk::test::add<TestOdbcQuestions>();
#include "tst_OdbcQuestions.moc"
