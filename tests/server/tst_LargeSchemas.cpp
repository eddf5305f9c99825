// SPDX-License-Identifier: GPL-3.0-or-later
//
// Schemas of a thousand tables and more, and tables of a hundred million rows. The bounds are
// loose, for slow machines and builds without optimisation: they tell what grows with the square
// of the schema from what does not. tests/bench measures the programs that people run.
#include "core/ask/Translator.h"
#include "core/connect/ConnectionUrl.h"
#include "core/schema/UnderstandingCodec.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "server/onboarding/Onboarder.h"
#include "server/onboarding/SchemaBrowser.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/SyntheticSchema.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <ctime>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60'000;

/// Of this process: it does not depend on what else the machine does.
qint64 processorMs()
{
    return qint64(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

std::unique_ptr<TargetDatabase> openUrl(const QString &url)
{
    ConnectionPolicyOptions options;
    options.open = true;
    const auto policy = orThrow(ConnectionPolicy::create(options));
    return orThrow(openTarget(orThrow(ConnectionUrl::parse(url)), policy, {}));
}

/// The tables that were looked at, by the detail of the stages.
class Counting final : public OnboardingObserver
{
public:
    void progressed(const OnboardingStep &) override {}
    void stageEnded(const QString &stage, const QString &outcome) override
    {
        if (stage == u"reading")
            reading = outcome;
    }
    void compared(const ReadingDifference &what) override { difference = what; }
    void learned(const Understanding &) override { ++kept; }

    QString reading; ///< what came of reading the catalogue
    ReadingDifference difference;
    int kept = 0;
};

Understanding learn(TargetDatabase &target, std::optional<Understanding> known, Counting &notes,
                    OnboardingLimits limits = {})
{
    OnboardingTask task;
    task.known = std::move(known);
    return orThrow(Onboarder(limits).understand(target, std::move(task), notes, {}));
}

} // namespace

class TestLargeSchemas : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_postgres;

    void startPostgres()
    {
        if (m_postgres)
            return;
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
    }

private Q_SLOTS:
    void aThousandTablesAreReadOnceAndThenOnlyWhatChanged_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    void aThousandTablesAreReadOnceAndThenOnlyWhatChanged()
    {
        QFETCH(const bool, postgres);
        const SyntheticSchema schema(1000, 20, 10);
        QString url;
        QString problem;
        if (postgres) {
            startPostgres();
            QCOMPARE(m_postgres->execute(u"CREATE DATABASE large"_s), QString());
            schema.forEachPart(250, [&](const QString &part) { problem += m_postgres->execute(part, u"large"_s); });
            url = m_postgres->url(u"large"_s);
        } else {
            url = m_directory.filePath(u"large.sqlite"_s);
            problem = schema.writeSqlite(url);
        }
        QCOMPARE(problem, QString());

        const qint64 began = processorMs();
        Counting notes;
        Understanding learned = learn(*openUrl(url), {}, notes);
        const qint64 first = processorMs() - began;
        qInfo("1,000 tables x 20 columns: %lld ms of this processor", first);
        QVERIFY2(first < 20'000, "it should take a few seconds");
        QCOMPARE(learned.schema.tables.size(), size_t(1000));
        QCOMPARE(notes.reading, u"1,000 tables, 20,000 columns"_s);
        for (const Table &table : learned.schema.tables)
            QVERIFY2(table.profiled && table.rowCount == 10 && table.columns.size() == 20, qPrintable(table.name));

        Counting again;
        learned = learn(*openUrl(url), std::move(learned), again);
        const qint64 second = processorMs() - began - first;
        qInfo("the same, unchanged: %lld ms", second);
        QCOMPARE(again.difference.tablesKept, 1000);
        QCOMPARE(again.difference.tablesRead, 0);
        QVERIFY(second < first / 2 + 500);

        const QString insert = u"INSERT INTO "_s + schema.tableName(500) + u" (id) VALUES (99)"_s;
        if (postgres) {
            QCOMPARE(m_postgres->execute(insert, u"large"_s), QString());
            const QString counted = u"SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = '%1'"_s;
            QTRY_COMPARE_WITH_TIMEOUT(m_postgres->query(counted.arg(schema.tableName(500)), u"large"_s), u"11"_s,
                                      patience);
            Counting third;
            learned = learn(*openUrl(url), std::move(learned), third);
            QCOMPARE(third.difference.tablesRead, 1);
            QCOMPARE(learned.schema.table(u"public", schema.tableName(500))->rowCount, 11);
        }
    }

    void manyThousandTablesAreKeptAskedAndBrowsed()
    {
        const SyntheticSchema schema(2600, 8, 3);
        const QString path = m_directory.filePath(u"many.sqlite"_s);
        QCOMPARE(schema.writeSqlite(path), QString());
        OnboardingLimits limits;
        limits.keepInterval = 1s;
        limits.largeSchema = 2'000;
        Counting notes;
        const auto target = openUrl(path);
        auto learned = std::make_shared<const Understanding>(learn(*target, {}, notes, limits));
        QCOMPARE(learned->schema.tables.size(), size_t(2600));
        QVERIFY(notes.kept >= 1);

        const QByteArray encoded = encodeUnderstanding(*learned);
        qInfo("kept in %lld kB", qlonglong(encoded.size() / 1024));
        QVERIFY(encoded.size() < 24 * 1024 * 1024);
        const auto back = decodeUnderstanding(encoded);
        QVERIFY(back.has_value());
        QCOMPARE(back->schema.tables.size(), size_t(2600));

        api::SchemaRequest request;
        request.limit = 100;
        const api::DatabaseSchema page = schemaPage(*learned, request);
        QCOMPARE(page.tables.size(), size_t(100));
        QCOMPARE(page.tableCount, 2600);
        QVERIFY(page.nextCursor.has_value());
        QVERIFY2(!page.tables[0].columns[0].description.isEmpty(), "made when it is shown");

        const auto analyst = ask::makeAnalyst();
        const auto prepared = analyst->prepare(learned);
        ask::Question question;
        question.text = u"How many stock invoice 17 have the status \"paid\"?"_s;
        const qint64 began = processorMs();
        const auto answer = analyst->translate(question, *prepared);
        const qint64 asked = processorMs() - began;
        qInfo("asked in %lld ms", asked);
        QVERIFY(answer.has_value());
        QVERIFY2(answer->candidates.front().sql.contains(u"stock_invoice_17"),
                 qPrintable(answer->candidates.front().sql));
        QVERIFY2(asked < 5'000, "the time depends on the question and not on the schema");
    }

    void aTableWithoutEndIsSampledWithinItsBounds_data() { aThousandTablesAreReadOnceAndThenOnlyWhatChanged_data(); }

    void aTableWithoutEndIsSampledWithinItsBounds()
    {
        QFETCH(const bool, postgres);
        QString url = m_directory.filePath(u"endless.sqlite"_s);
        if (postgres) {
            startPostgres();
            QCOMPARE(m_postgres->execute(u"CREATE DATABASE endless"_s), QString());
            QCOMPARE(m_postgres->execute(u"CREATE VIEW readings AS SELECT i AS id, repeat('x', 200) || i AS note FROM "
                                         "(SELECT generate_series(1, 100000000) AS i) n"_s,
                                         u"endless"_s),
                     QString());
            url = m_postgres->url(u"endless"_s);
        } else {
            sqlite3 *database = nullptr;
            QCOMPARE(sqlite3_open(QFile::encodeName(url).constData(), &database), SQLITE_OK);
            QCOMPARE(
                sqlite3_exec(database,
                             "CREATE VIEW readings AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                             "FROM n WHERE i < 100000000) SELECT i AS id, printf('%.200c', 'x') || i AS note FROM n",
                             nullptr, nullptr, nullptr),
                SQLITE_OK);
            sqlite3_close(database);
        }
        const auto target = openUrl(url);
        Schema schema = orThrow(target->readCatalogue({}, {}));
        QCOMPARE(schema.tables.size(), size_t(1));
        Table &table = schema.tables.front();
        table.columns.front().type = ColumnType::Integer;
        std::vector<ColumnValues> values;

        ProfileLimits few;
        few.sampledRows = 1000;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(target->profile(table, values, few, {}).has_value());
        QVERIFY(timer.elapsed() < 40'000);
        QVERIFY(!table.columns[0].profile.exact);
        const qint64 rows = table.columns[0].profile.distinctCount.value_or(0);
        QVERIFY2(rows > 0 && rows <= 2 * few.sampledRows, qPrintable(QString::number(rows)));

        ProfileLimits small;
        small.maxBytes = 20'000;
        QVERIFY(target->profile(table, values, small, {}).has_value());
        const qint64 within = table.columns[0].profile.distinctCount.value_or(0);
        QVERIFY2(within > 0 && within <= 200, qPrintable(QString::number(within)));

        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(target->profile(table, values, {}, stop.get_token()).error().code, ProblemCode::Cancelled);
    }

    void aStopRequestEndsTheLookAtATableAtOnce()
    {
        startPostgres();
        QCOMPARE(m_postgres->execute(u"CREATE DATABASE stopped"_s), QString());
        QCOMPARE(m_postgres->execute(u"CREATE VIEW readings AS SELECT i AS id FROM generate_series(1, 1000000) i "
                                     "WHERE pg_sleep(1) IS NOT NULL"_s,
                                     u"stopped"_s),
                 QString());
        const auto target = openUrl(m_postgres->url(u"stopped"_s));
        Schema schema = orThrow(target->readCatalogue({}, {}));
        std::stop_source stop;
        const QString running =
            u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() "
            "AND query LIKE 'SELECT%readings%'"_s;
        std::thread watcher([&] {
            while (m_postgres->query(running, u"stopped"_s) != u"1")
                std::this_thread::yield();
            stop.request_stop();
        });
        std::vector<ColumnValues> values;
        ProfileLimits patient;
        patient.timeLimit = 60s;
        const auto profiled = target->profile(schema.tables.front(), values, patient, stop.get_token());
        watcher.join();
        QCOMPARE(profiled.error().code, ProblemCode::Cancelled);
        QCOMPARE(m_postgres->query(running, u"stopped"_s), u"0"_s);
        QVERIFY(target->isUsable());
    }
};

static const bool registered = tabletalk::test::add<TestLargeSchemas>();
#include "tst_LargeSchemas.moc"
