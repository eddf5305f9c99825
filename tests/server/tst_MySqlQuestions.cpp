// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "server/chat/AskPipeline.h"
#include "server/connections/TargetFactory.h"
#include "server/onboarding/Onboarder.h"
#include "server/samples/SampleDatabase.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/SampleOnMariaDb.h"
#include "tests/support/TestRunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <ranges>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

class NoObserver final : public AskObserver
{
public:
    void planned(const ask::Candidate &, const std::optional<ask::Clarification> &) override {}
};

/// A database that was read and can be asked.
struct Asked
{
    std::unique_ptr<TargetDatabase> target;
    std::shared_ptr<const Understanding> understanding;
    std::shared_ptr<const ask::PreparedDatabase> prepared;
};

Result<std::unique_ptr<TargetDatabase>> openUrl(const QString &url)
{
    ConnectionPolicyOptions options;
    options.open = true;
    return openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), QString());
}

/// Numbers without the digits that an engine alone gives: 12.5000 is 12.5.
QString comparable(const Cell &cell)
{
    const auto number = toNumber(cell);
    return number ? QString::number(*number, 'g', 9) : toDisplayText(cell);
}

QStringList comparable(const std::vector<Row> &rows)
{
    QStringList lines;
    for (const Row &row : rows) {
        QStringList cells;
        for (const Cell &cell : row)
            cells += comparable(cell);
        lines += cells.join(u'|');
    }
    lines.sort();
    return lines;
}

} // namespace

/// A sample organisation on MariaDB: it is read and asked as on SQLite, with the same answers.
class TestMySqlQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = MariaDbServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        const QString path = m_directory.filePath(u"retail.sqlite"_s);
        QVERIFY(writeSample(Sample::Retail, path));
        m_sqlite = prepare(openUrl(path).value());
        QCOMPARE(copyToMariaDb(*m_sqlite.target, m_sqlite.understanding->schema, *m_server, u"shop"_s), QString());
        m_mariaDb = prepare(openUrl(m_server->url(u"shop"_s, MariaDbServer::reader())).value());
        QVERIFY(m_sqlite.prepared && m_mariaDb.prepared);
    }

    void theDatabaseIsUnderstood()
    {
        QCOMPARE(m_mariaDb.understanding->organisation.kind, u"retail"_s);
        QVERIFY(!m_mariaDb.understanding->examples.empty());
        for (const Table &table : m_mariaDb.understanding->schema.tables)
            QVERIFY2(table.profiled, qPrintable(table.name));
    }

    void questionsHaveTheSameAnswers_data()
    {
        QTest::addColumn<QString>("question");
        for (const char *question :
             {"How many customers are there?", "How many orders were placed in 2025?", "Customers without orders",
              "Which product has the highest unit price?", "Total amount of payments by month in 2025",
              "Number of customers for each country", "Average salary of employees by job title",
              "Number of orders by year", "What are the top 5 products by unit price?",
              "Which country has the most customers?", "How many orders are there for each status?",
              "How many products are discontinued?", "What is the average rating of reviews?"})
            QTest::newRow(question) << QString::fromUtf8(question);
    }

    void questionsHaveTheSameAnswers()
    {
        QFETCH(QString, question);
        CollectRows here;
        CollectRows there;
        const auto onSqlite = ask(m_sqlite, question, there);
        QVERIFY2(onSqlite, onSqlite ? "" : qPrintable(onSqlite.error().detail));
        const auto onMariaDb = ask(m_mariaDb, question, here);
        QVERIFY2(onMariaDb, onMariaDb ? "" : qPrintable(onMariaDb.error().detail));
        QVERIFY(!here.rows.empty());
        QVERIFY2(comparable(here.rows) == comparable(there.rows),
                 qPrintable(u"%1\n%2 rows by %3\n%4 rows by %5"_s.arg(question)
                                .arg(here.rows.size())
                                .arg(onMariaDb->sql)
                                .arg(there.rows.size())
                                .arg(onSqlite->sql)));
    }

    void everyCandidateIsValidSql()
    {
        const std::unique_ptr<ask::Translator> analyst = ask::makeAnalyst();
        QStringList refused;
        StatementLimits few;
        few.maxRows = 10;
        few.timeLimit = std::chrono::seconds(2);
        for (const QString &text :
             m_mariaDb.understanding->examples | std::views::transform([](const auto &e) { return e.question; })) {
            ask::Question question;
            question.text = text;
            const auto translation = analyst->translate(question, *m_mariaDb.prepared);
            if (!translation)
                continue;
            for (const ask::Candidate &candidate : translation->candidates) {
                CollectRows sink;
                const auto outcome = m_mariaDb.target->run(candidate.sql, few, sink, {});
                if (!outcome && outcome.error().code != ProblemCode::DatabaseTimeout)
                    refused += candidate.sql + u": "_s + outcome.error().detail;
            }
        }
        QVERIFY2(refused.isEmpty(), qPrintable(refused.join(u'\n')));
    }

private:
    static Asked prepare(std::unique_ptr<TargetDatabase> target)
    {
        auto learned = Onboarder().understand(*target, {}, {});
        if (!learned)
            return {};
        auto understanding = std::make_shared<const Understanding>(*std::move(learned));
        return {std::move(target), understanding, ask::makeAnalyst()->prepare(understanding)};
    }

    static Result<AnswerOutline> ask(const Asked &asked, const QString &text, RowSink &sink)
    {
        const std::unique_ptr<ask::Translator> analyst = ask::makeAnalyst();
        ask::Question question;
        question.text = text;
        NoObserver observer;
        return AskPipeline(*analyst).answer(
            question, *asked.prepared,
            [&](const QString &sql, RowSink &to) { return asked.target->run(sql, StatementLimits(), to, {}); }, sink,
            observer);
    }

    QTemporaryDir m_directory;
    std::unique_ptr<MariaDbServer> m_server;
    Asked m_sqlite;
    Asked m_mariaDb;
};

static const bool registered = tabletalk::test::add<TestMySqlQuestions>();
#include "tst_MySqlQuestions.moc"
