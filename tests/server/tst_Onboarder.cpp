// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "core/schema/ExampleQuestions.h"
#include "core/schema/UnderstandingCodec.h"
#include "server/connections/SqliteTarget.h"
#include "server/onboarding/Onboarder.h"
#include "server/samples/SampleDatabase.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A database that answers as it is told. Every call moves the clock on by a second.
class FakeTarget final : public TargetDatabase
{
public:
    explicit FakeTarget(int tables)
    {
        for (int i = 0; i < tables; ++i) {
            Table table;
            table.name = u"orders%1"_s.arg(i);
            table.primaryKey = {u"id"_s};
            table.columns.resize(2);
            table.columns[0].name = u"id"_s;
            table.columns[0].type = ColumnType::Integer;
            table.columns[1].name = u"status"_s;
            table.columns[1].type = ColumnType::Text;
            schema.tables.push_back(table);
        }
    }

    Dialect dialect() const override { return Dialect::SQLite; }
    Result<QString> serverVersion() override { return u"1"_s; }
    Result<GrantReport> grants() override { return GrantReport(); }
    Result<std::vector<WriteAttempt>> attemptWrites() override { return std::vector<WriteAttempt>(); }
    Result<std::vector<RelationName>> listRelations(std::stop_token) override { return std::vector<RelationName>(); }

    Result<Schema> readCatalogue(const SchemaSelection &, std::stop_token) override
    {
        pass();
        if (catalogueProblem)
            return failure(*catalogueProblem, u"as told"_s);
        return schema;
    }

    Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &,
                         std::stop_token) override
    {
        pass();
        ++profiled;
        if (profileProblem && table.name == u"orders1")
            return failure(*profileProblem, u"as told"_s);
        if (stopWhileProfiling && profiled == 2) {
            stopWhileProfiling->request_stop();
            return failure(ProblemCode::Cancelled);
        }
        table.rowCount = 100;
        table.columns[1].profile = {3, 0, {}, {}, {u"paid"_s, u"open"_s, u"late"_s}, true, true};
        values.push_back({{}, table.name, u"status"_s, {u"paid"_s, u"open"_s, u"late"_s}, true});
        return {};
    }

    Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                 std::stop_token) override
    {
        pass();
        statements << sql;
        timeLimit = limits.timeLimit;
        if (runProblem)
            return failure(*runProblem, u"as told"_s);
        sink.begin({{u"n"_s, ColumnType::Integer}});
        if (sql.contains(u"GROUP BY"))
            return StatementOutcome{};
        sink.row({sql.contains(u"orders0") ? Cell(qint64(0)) : Cell(qint64(7))});
        return StatementOutcome{1, false};
    }

    void pass() { now += 1s; }

    Schema schema;
    std::optional<ProblemCode> catalogueProblem, profileProblem, runProblem;
    std::stop_source *stopWhileProfiling = nullptr;
    std::chrono::milliseconds now{0}, timeLimit{0};
    QStringList statements;
    int profiled = 0;
};

struct Outcome
{
    Result<Understanding> understanding;
    std::vector<OnboardingStep> steps;
};

Outcome onboard(FakeTarget &target, std::stop_token stop = {}, OnboardingLimits limits = {})
{
    std::vector<OnboardingStep> steps;
    const Onboarder onboarder(limits, [&target] { return target.now; });
    Result<Understanding> understanding =
        onboarder.understand(target, [&](const OnboardingStep &step) { steps.push_back(step); }, std::move(stop));
    return {std::move(understanding), std::move(steps)};
}

struct IgnoringSink final : RowSink
{
    void begin(const std::vector<ResultColumn> &) override {}
    void row(Row &&) override {}
};

std::unique_ptr<TargetDatabase> openFile(const QString &path)
{
    ConnectionPolicyOptions options;
    options.open = true;
    const ConnectionPolicy policy = orThrow(ConnectionPolicy::create(options));
    return orThrow(SqliteTarget::open(orThrow(policy.checkFile(path))));
}

const ForeignKey *keyOf(const Schema &schema, QStringView table, QStringView column)
{
    for (const ForeignKey &key : schema.table(u"", table)->foreignKeys) {
        if (key.columns.front() == column)
            return &key;
    }
    return nullptr;
}

} // namespace

class TestOnboarder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStagesComeInOrderAndCount()
    {
        FakeTarget target(3);
        const Outcome outcome = onboard(target);
        QVERIFY(outcome.understanding.has_value());
        QStringList stages;
        for (const OnboardingStep &step : outcome.steps) {
            if (stages.isEmpty() || stages.last() != step.stage)
                stages << step.stage;
            QVERIFY(step.done <= step.total || step.total == 0);
        }
        QCOMPARE(stages, QStringList({u"reading"_s, u"profiling"_s, u"understanding"_s, u"examples"_s, u"ready"_s}));
    }

    void theTimeLeftFollowsFromTheRate()
    {
        FakeTarget target(4);
        const Outcome outcome = onboard(target);
        const auto step = std::ranges::find_if(
            outcome.steps, [](const OnboardingStep &s) { return s.stage == u"profiling" && s.done == 1; });
        QVERIFY(step != outcome.steps.end());
        QCOMPARE(step->total, 4);
        QCOMPARE(step->secondsLeft, 3); // a second a table
        QCOMPARE(step->detail, u"orders1"_s);
    }

    void onlyExamplesThatSaySomethingAreKept()
    {
        FakeTarget target(3);
        const Outcome outcome = onboard(target);
        QVERIFY(!outcome.understanding->examples.empty());
        for (const QuestionExample &example : outcome.understanding->examples) {
            QVERIFY(target.statements.contains(example.sql));
            QVERIFY2(!example.sql.contains(u"GROUP BY"), "it gave no row");
            QVERIFY2(!example.sql.contains(u"orders0"), "it gave a zero");
            QCOMPARE(example.rowCount, 1);
        }
        QVERIFY(outcome.understanding->examples.size() <= mostExampleQuestions);
    }

    void examplesThatTheAnalystAnswersComeFirst()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"sample.sqlite"_s);
        QVERIFY(writeSample(Sample::Retail, path).has_value());
        const std::unique_ptr<TargetDatabase> target = openFile(path);
        const Result<Understanding> learned = Onboarder().understand(*target, {}, {});
        QVERIFY(learned.has_value());

        const std::unique_ptr<ask::Translator> analyst = ask::makeAnalyst();
        const auto prepared = analyst->prepare(std::make_shared<const Understanding>(*learned));
        ask::Question question;
        for (size_t i = 0; i < 6; ++i) {
            question.text = learned->examples[i].question;
            const Result<ask::Translation> answer = analyst->translate(question, *prepared);
            QVERIFY2(answer.has_value(), qPrintable(question.text));
            IgnoringSink sink;
            const auto outcome = target->run(answer->candidates.front().sql, {}, sink, {});
            QVERIFY2(outcome.has_value(), qPrintable(answer->candidates.front().sql));
            QCOMPARE(outcome->rowCount, learned->examples[i].rowCount);
        }
    }

    void aTableThatCannotBeProfiledKeepsItsCatalogueFacts()
    {
        FakeTarget target(3);
        target.profileProblem = ProblemCode::DatabaseFailed;
        const Outcome outcome = onboard(target);
        QVERIFY(outcome.understanding.has_value());
        QCOMPARE(outcome.understanding->schema.tables.size(), size_t(3));
        QVERIFY(!outcome.understanding->schema.tables[1].rowCount);
        QCOMPARE(outcome.understanding->schema.tables[2].rowCount, 100);
    }

    void aLostConnectionEndsIt()
    {
        FakeTarget target(3);
        target.profileProblem = ProblemCode::CannotConnect;
        QCOMPARE(onboard(target).understanding.error().code, ProblemCode::CannotConnect);
        FakeTarget later(3);
        later.runProblem = ProblemCode::CannotConnect;
        QCOMPARE(onboard(later).understanding.error().code, ProblemCode::CannotConnect);
    }

    void failingExamplesAreDropped()
    {
        FakeTarget target(3);
        target.runProblem = ProblemCode::DatabaseTimeout;
        const Outcome outcome = onboard(target);
        QVERIFY(outcome.understanding.has_value());
        QVERIFY(outcome.understanding->examples.empty());
    }

    void aProblemOfTheCatalogueIsPassedOn()
    {
        FakeTarget target(1);
        target.catalogueProblem = ProblemCode::LoginRefused;
        QCOMPARE(onboard(target).understanding.error().code, ProblemCode::LoginRefused);
    }

    void aDatabaseWithoutTablesIsSaidToBeOne()
    {
        FakeTarget target(0);
        const Outcome outcome = onboard(target);
        QCOMPARE(outcome.understanding.error().code, ProblemCode::DatabaseFailed);
        QVERIFY(!outcome.understanding.error().hint.isEmpty());
    }

    void aStopRequestEndsItAtOnce()
    {
        FakeTarget target(5);
        std::stop_source stop;
        target.stopWhileProfiling = &stop;
        QCOMPARE(onboard(target, stop.get_token()).understanding.error().code, ProblemCode::Cancelled);
        QCOMPARE(target.profiled, 2);
        FakeTarget untouched(5);
        QCOMPARE(onboard(untouched, stop.get_token()).understanding.error().code, ProblemCode::Cancelled);
        QCOMPARE(untouched.profiled, 0);
    }

    void timeAndMemoryAreBounded()
    {
        FakeTarget target(10);
        OnboardingLimits limits;
        limits.profilingTime = 4s;
        limits.examplesTime = 2s;
        limits.exampleTime = 700ms;
        limits.mostValues = 7;
        const Outcome outcome = onboard(target, {}, limits);
        QVERIFY(outcome.understanding.has_value());
        QCOMPARE(target.profiled, 4);
        QVERIFY(target.statements.size() <= 3); // the second candidate may be asked of the analyst as well
        QCOMPARE(target.timeLimit, 700ms);
        QCOMPARE(outcome.understanding->values.size(), size_t(2));
        QCOMPARE(outcome.understanding->schema.tables.size(), size_t(10));
    }

    void aSampleOrganisationIsUnderstood_data()
    {
        QTest::addColumn<int>("sample");
        for (const SampleInfo &info : samples())
            QTest::newRow(qPrintable(info.key)) << int(info.sample);
    }

    void aSampleOrganisationIsUnderstood()
    {
        QFETCH(const int, sample);
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"sample.sqlite"_s);
        QVERIFY(writeSample(Sample(sample), path).has_value());
        const std::unique_ptr<TargetDatabase> target = openFile(path);

        QElapsedTimer timer;
        timer.start();
        const Result<Understanding> learned = Onboarder().understand(*target, {}, {});
        const qint64 ms = timer.elapsed();
        QVERIFY2(learned.has_value(), learned ? "" : qPrintable(learned.error().detail));
        qInfo("%lld ms", ms);
        QVERIFY2(ms < 10'000, "it should take a second or two");

        QCOMPARE(learned->organisation.kind, samples()[size_t(sample)].key);
        QVERIFY(learned->organisation.confidence > 0.7);
        QCOMPARE(learned->examples.size(), mostExampleQuestions);
        for (const QuestionExample &example : learned->examples)
            QVERIFY(example.rowCount > 0);
        for (const Table &table : learned->schema.tables) {
            QVERIFY(!table.description.isEmpty());
            QVERIFY2(table.rowCount.value_or(0) > 0, qPrintable(table.name));
            for (const Column &column : table.columns) {
                QVERIFY2(column.role != ColumnRole::Unknown, qPrintable(QString(table.name + u'.' + column.name)));
            }
        }
        const Result<Understanding> back = decodeUnderstanding(encodeUnderstanding(*learned));
        QVERIFY(back.has_value());
        QCOMPARE(back->values.size(), learned->values.size());
    }

    void keysThatNobodyDeclaredAreFound()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"sample.sqlite"_s);
        QVERIFY(writeSample(Sample::University, path).has_value());
        const std::unique_ptr<TargetDatabase> target = openFile(path);

        /// The real database, with its declared keys hidden.
        class Undeclared final : public TargetDatabase
        {
        public:
            explicit Undeclared(TargetDatabase &real)
                : m_real(real)
            {}
            Dialect dialect() const override { return m_real.dialect(); }
            Result<QString> serverVersion() override { return m_real.serverVersion(); }
            Result<GrantReport> grants() override { return m_real.grants(); }
            Result<std::vector<WriteAttempt>> attemptWrites() override { return m_real.attemptWrites(); }
            Result<std::vector<RelationName>> listRelations(std::stop_token stop) override
            {
                return m_real.listRelations(std::move(stop));
            }
            Result<Schema> readCatalogue(const SchemaSelection &selection, std::stop_token stop) override
            {
                Result<Schema> schema = m_real.readCatalogue(selection, std::move(stop));
                for (Table &table : schema->tables) {
                    declared += table.foreignKeys.size();
                    table.foreignKeys.clear();
                }
                return schema;
            }
            Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                 std::stop_token stop) override
            {
                return m_real.profile(table, values, limits, std::move(stop));
            }
            Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                         std::stop_token stop) override
            {
                return m_real.run(sql, limits, sink, std::move(stop));
            }
            size_t declared = 0;

        private:
            TargetDatabase &m_real;
        } undeclared(*target);

        const Result<Understanding> learned = Onboarder().understand(undeclared, {}, {});
        QVERIFY(learned.has_value());
        size_t found = 0;
        for (const Table &table : learned->schema.tables)
            found += table.foreignKeys.size();
        QCOMPARE(found, undeclared.declared);
        const ForeignKey *advisor = keyOf(learned->schema, u"students", u"advisor_id");
        QVERIFY(advisor);
        QCOMPARE(advisor->referencedTable, u"instructors"_s);
        QCOMPARE(advisor->origin, KeyOrigin::Inferred);
    }
};

static const bool registered = tabletalk::test::add<TestOnboarder>();
#include "tst_Onboarder.moc"
