// SPDX-License-Identifier: GPL-3.0-or-later
//
// A database server that dies in the middle of each stage of a reading, and comes back or
// does not: a real PostgreSQL, killed at a given moment and started again while it is waited for.
#include "core/connect/ConnectionUrl.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "server/onboarding/Onboarder.h"
#include "server/onboarding/PatientTarget.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Calls of the real database, before one of which the server dies.
class MortalTarget final : public TargetDatabase
{
public:
    using Before = std::function<void(const QString &call)>;

    MortalTarget(std::unique_ptr<TargetDatabase> real, Before before)
        : m_real(std::move(real))
        , m_before(std::move(before))
    {}
    Dialect dialect() const override { return m_real->dialect(); }
    bool isUsable() const override { return m_real->isUsable(); }
    Result<QString> serverVersion() override { return m_real->serverVersion(); }
    Result<GrantReport> grants() override { return m_real->grants(); }
    Result<std::vector<WriteAttempt>> attemptWrites() override { return m_real->attemptWrites(); }
    Result<std::vector<RelationName>> listRelations(std::stop_token stop) override
    {
        return m_real->listRelations(std::move(stop));
    }
    Result<Schema> readCatalogue(const SchemaSelection &selection, std::stop_token stop) override
    {
        m_before(u"reading"_s);
        return m_real->readCatalogue(selection, std::move(stop));
    }
    Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                         std::stop_token stop) override
    {
        m_before(u"profiling "_s + table.name);
        return m_real->profile(table, values, limits, std::move(stop));
    }
    Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                 std::stop_token stop) override
    {
        m_before(u"examples"_s);
        return m_real->run(sql, limits, sink, std::move(stop));
    }

private:
    std::unique_ptr<TargetDatabase> m_real;
    Before m_before;
};

/// Keeps what an onboarding tells and hands over.
class Notes final : public OnboardingObserver
{
public:
    void progressed(const OnboardingStep &step) override
    {
        if (onStage)
            onStage(step.stage);
    }
    void stageEnded(const QString &stage, const QString &) override { ended << stage; }
    void compared(const ReadingDifference &) override {}
    void learned(const Understanding &sofar) override { kept = sofar; }

    std::function<void(const QString &)> onStage;
    QStringList ended;
    std::optional<Understanding> kept;
};

} // namespace

class TestDyingServer : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_postgres;
    QStringList m_profiled;
    QString m_diesAt;
    int m_pauses = 0;

    void before(const QString &call)
    {
        if (call.startsWith(u"profiling "))
            m_profiled << call.section(u' ', 1);
        if (call != m_diesAt)
            return;
        m_diesAt.clear(); // once
        m_postgres->kill();
    }

    Result<std::unique_ptr<TargetDatabase>> open()
    {
        ConnectionPolicyOptions options;
        options.open = true;
        const auto policy = orThrow(ConnectionPolicy::create(options));
        auto real = openTarget(orThrow(ConnectionUrl::parse(m_postgres->url())), policy, {});
        if (!real)
            return std::unexpected(std::move(real).error());
        return std::make_unique<MortalTarget>(*std::move(real), [this](const QString &call) { before(call); });
    }

    /// comesBack: after so many pauses; 0: never.
    Result<Understanding> read(Notes &notes, int comesBack, std::optional<Understanding> known = {})
    {
        m_pauses = 0;
        PatientTarget target([this] { return open(); }, {.attempts = 4, .firstPause = 1s, .longestPause = 4s}, {}, {},
                             [this, comesBack](std::chrono::milliseconds, const std::stop_token &) {
                                 QString error;
                                 if (++m_pauses == comesBack)
                                     QVERIFY2(m_postgres->restart(&error), qPrintable(error));
                             });
        if (auto connected = target.connect(); !connected)
            return std::unexpected(connected.error());
        OnboardingTask task;
        task.known = std::move(known);
        return Onboarder().understand(target, std::move(task), notes, {});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
        QCOMPARE(m_postgres->execute(
                     u"CREATE TABLE countries (id int PRIMARY KEY, name text);"
                     "CREATE TABLE customers (id int PRIMARY KEY, name text, country_id int REFERENCES countries);"
                     "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, amount numeric);"
                     "INSERT INTO countries SELECT g, 'Country ' || g FROM generate_series(1, 9) g;"
                     "INSERT INTO customers SELECT g, 'Customer ' || g, g % 9 + 1 FROM generate_series(1, 60) g;"
                     "INSERT INTO orders SELECT g, g % 60 + 1, g FROM generate_series(1, 300) g; ANALYZE"_s),
                 QString());
    }

    void init()
    {
        m_profiled.clear();
        m_diesAt.clear();
    }

    void aServerThatComesBackIsReadToTheEnd_data()
    {
        QTest::addColumn<QString>("dies");
        for (const QString &moment :
             {u"connecting"_s, u"reading"_s, u"profiling customers"_s, u"understanding"_s, u"examples"_s})
            QTest::newRow(qPrintable(moment)) << moment;
    }

    void aServerThatComesBackIsReadToTheEnd()
    {
        QFETCH(const QString, dies);
        Notes notes;
        if (dies == u"connecting")
            m_postgres->kill();
        else if (dies == u"understanding")
            notes.onStage = [&, done = false](const QString &stage) mutable {
                if (stage == dies && !std::exchange(done, true))
                    m_postgres->kill();
            };
        else
            m_diesAt = dies;
        const Result<Understanding> learned = read(notes, 2);
        QVERIFY2(learned.has_value(), learned ? "" : qPrintable(learned.error().detail));
        QCOMPARE(m_pauses, 2);
        QVERIFY(learned->complete);
        QCOMPARE(notes.ended, QStringList({u"reading"_s, u"profiling"_s, u"understanding"_s, u"examples"_s}));
        QCOMPARE(learned->schema.tables.size(), size_t(3));
        for (const Table &table : learned->schema.tables) {
            QVERIFY(table.profiled);
            QVERIFY(table.rowCount.value_or(0) > 0);
        }
        QVERIFY(!learned->examples.empty());
        // Only the table that was being read is read twice.
        QCOMPARE(m_profiled.size(), dies == u"profiling customers" ? 4 : 3);
    }

    void aServerThatStaysAwayLeavesWhatWasReadAndIsResumedLater()
    {
        Notes notes;
        m_diesAt = u"profiling orders"_s;
        const Result<Understanding> failed = read(notes, 0);
        QVERIFY(!failed.has_value());
        QCOMPARE(failed.error().code, ProblemCode::CannotConnect);
        QVERIFY(!failed.error().detail.isEmpty());
        QCOMPARE(m_pauses, 3);
        QVERIFY(notes.kept.has_value());
        QVERIFY(!notes.kept->complete);
        const Table *customers = notes.kept->schema.table(u"public", u"customers");
        QVERIFY(customers && customers->profiled);
        QVERIFY(!notes.kept->schema.table(u"public", u"orders")->profiled);

        QString error;
        QVERIFY2(m_postgres->restart(&error), qPrintable(error));
        m_profiled.clear();
        Notes later;
        // The counters of a server that was killed begin again: what is compared is what they would say.
        std::optional<Understanding> known = notes.kept;
        const Result<Schema> now = orThrow(open())->readCatalogue({}, {});
        for (Table &table : known->schema.tables)
            table.changeMark = now->table(table.schema, table.name)->changeMark;
        const Result<Understanding> resumed = read(later, 0, std::move(known));
        QVERIFY2(resumed.has_value(), resumed ? "" : qPrintable(resumed.error().detail));
        QVERIFY(resumed->complete);
        QCOMPARE(m_profiled, QStringList(u"orders"_s));
    }
};

static const bool registered = tabletalk::test::add<TestDyingServer>();
#include "tst_DyingServer.moc"
