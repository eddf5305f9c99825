// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/Onboarder.h"

#include "core/schema/ColumnRoles.h"
#include "core/schema/Descriptions.h"
#include "core/schema/ExampleQuestions.h"
#include "core/schema/KeyInference.h"
#include "core/schema/OrganisationKind.h"
#include "server/onboarding/ExamplePicker.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr std::chrono::milliseconds reportInterval{100};
constexpr std::chrono::milliseconds rateNeeds{500}; ///< before that a rate says nothing
constexpr qint64 mostExampleRows = 1000;

std::unexpected<Problem> cancelled()
{
    return failure(ProblemCode::Cancelled,
                   QCoreApplication::translate("Onboarder", "Reading the database was stopped."));
}

/// Sends steps, but not more often than someone could read them.
class Reporter
{
public:
    Reporter(const Onboarder::Progress &progress, const Onboarder::MonotoneClock &clock)
        : m_progress(progress)
        , m_clock(clock)
    {}

    void begin(const QString &stage, qint64 total)
    {
        m_stage = stage;
        m_total = total;
        m_began = m_clock();
        send(0, {});
    }

    /// done of the stage's total are behind us, and detail is at hand now.
    void advance(qint64 done, const QString &detail)
    {
        if (m_clock() - m_lastSent >= reportInterval || done == m_total)
            send(done, detail);
    }

private:
    void send(qint64 done, const QString &detail)
    {
        m_lastSent = m_clock();
        if (!m_progress)
            return;
        OnboardingStep step;
        step.stage = m_stage;
        step.done = done;
        step.total = m_total;
        step.detail = detail;
        const std::chrono::milliseconds spent = m_lastSent - m_began;
        if (done > 0 && m_total > done && spent >= rateNeeds) {
            const qint64 left = spent.count() * (m_total - done) / done;
            step.secondsLeft = (left + 999) / 1000;
        }
        m_progress(step);
    }

    const Onboarder::Progress &m_progress;
    const Onboarder::MonotoneClock &m_clock;
    QString m_stage;
    qint64 m_total = 0;
    std::chrono::milliseconds m_began{0};
    std::chrono::milliseconds m_lastSent{0};
};

/// One onboarding under way.
class Run
{
public:
    Run(TargetDatabase &database, const OnboardingLimits &limits, const Onboarder::MonotoneClock &clock,
        const Onboarder::Progress &progress, std::stop_token stop)
        : m_database(database)
        , m_limits(limits)
        , m_clock(clock)
        , m_reporter(progress, clock)
        , m_stop(std::move(stop))
    {}

    Result<Understanding> understand();

private:
    Result<void> read();
    Result<void> profile();
    Result<void> findMeaning();
    Result<void> keepWorkingExamples();
    void dropValuesBeyondLimit(size_t before);

    TargetDatabase &m_database;
    const OnboardingLimits &m_limits;
    const Onboarder::MonotoneClock &m_clock;
    Reporter m_reporter;
    std::stop_token m_stop;
    std::shared_ptr<Understanding> m_result = std::make_shared<Understanding>();
    size_t m_valueCount = 0;
};

Result<void> Run::read()
{
    m_reporter.begin(u"reading"_s, 0);
    Result<Schema> schema = m_database.readCatalogue({}, m_stop);
    if (m_stop.stop_requested())
        return cancelled();
    if (!schema)
        return std::unexpected(std::move(schema).error());
    if (schema->tables.empty()) {
        return failure(ProblemCode::DatabaseFailed,
                       QCoreApplication::translate("Onboarder", "This account sees no table in the database."),
                       QCoreApplication::translate("Onboarder", "Check that the database is the right one and that the "
                                                                "account may read its tables."));
    }
    m_result->schema = *std::move(schema);
    return {};
}

/// The last table's texts are dropped when there are too many in all; its profile stays.
void Run::dropValuesBeyondLimit(size_t before)
{
    for (size_t i = before; i < m_result->values.size(); ++i)
        m_valueCount += m_result->values[i].values.size();
    if (m_valueCount <= m_limits.mostValues)
        return;
    for (size_t i = before; i < m_result->values.size(); ++i)
        m_valueCount -= m_result->values[i].values.size();
    m_result->values.resize(before);
}

Result<void> Run::profile()
{
    std::vector<Table> &tables = m_result->schema.tables;
    m_reporter.begin(u"profiling"_s, qint64(tables.size()));
    const std::chrono::milliseconds until = m_clock() + m_limits.profilingTime;
    qint64 done = 0;
    for (Table &table : tables) {
        if (m_stop.stop_requested())
            return cancelled();
        m_reporter.advance(done, table.name);
        if (m_clock() < until) {
            const size_t before = m_result->values.size();
            const Result<void> profiled = m_database.profile(table, m_result->values, ProfileLimits(), m_stop);
            if (m_stop.stop_requested())
                return cancelled();
            if (!profiled && isConnectionLost(profiled.error().code))
                return profiled;
            dropValuesBeyondLimit(before);
        }
        ++done;
    }
    m_reporter.advance(done, {});
    return {};
}

/// Roles are found twice: keys need to know what a column is, and then say it better.
Result<void> Run::findMeaning()
{
    Schema &schema = m_result->schema;
    const std::array<std::function<void()>, 4> steps = {
        [&] { assignColumnRoles(schema); },
        [&] {
            inferForeignKeys(schema, m_result->values);
            assignColumnRoles(schema);
        },
        [&] { m_result->organisation = detectOrganisationKind(schema); },
        [&] { describeSchema(schema); },
    };
    m_reporter.begin(u"understanding"_s, qint64(steps.size()));
    qint64 done = 0;
    for (const std::function<void()> &step : steps) {
        if (m_stop.stop_requested())
            return cancelled();
        step();
        m_reporter.advance(++done, {});
    }
    return {};
}

Result<void> Run::keepWorkingExamples()
{
    std::vector<QuestionExample> candidates = exampleQuestions(m_result->schema);
    m_reporter.begin(u"examples"_s, qint64(candidates.size()));
    const std::chrono::milliseconds until = m_clock() + m_limits.examplesTime;
    StatementLimits limits;
    limits.maxRows = mostExampleRows;
    limits.timeLimit = m_limits.exampleTime;
    const qint64 total = qint64(candidates.size());
    std::vector<QuestionExample> kept;
    {
        ExamplePicker picker(m_database, m_result, limits);
        qint64 done = 0;
        for (QuestionExample &candidate : candidates) {
            if (m_stop.stop_requested())
                return cancelled();
            if (picker.isFull() || m_clock() >= until)
                break;
            m_reporter.advance(done++, candidate.question);
            const Result<void> considered = picker.consider(std::move(candidate), m_stop);
            if (m_stop.stop_requested())
                return cancelled();
            if (!considered)
                return considered;
        }
        kept = picker.take();
    }
    m_result->examples = std::move(kept);
    m_reporter.advance(total, {});
    return {};
}

Result<Understanding> Run::understand()
{
    if (m_stop.stop_requested())
        return cancelled();
    if (Result<void> done = read(); !done)
        return std::unexpected(std::move(done).error());
    if (Result<void> done = profile(); !done)
        return std::unexpected(std::move(done).error());
    if (Result<void> done = findMeaning(); !done)
        return std::unexpected(std::move(done).error());
    if (Result<void> done = keepWorkingExamples(); !done)
        return std::unexpected(std::move(done).error());
    m_reporter.begin(u"ready"_s, 0);
    return std::move(*m_result);
}

std::chrono::milliseconds steadyNow()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

Onboarder::Onboarder(OnboardingLimits limits, MonotoneClock clock)
    : m_limits(limits)
    , m_clock(clock ? std::move(clock) : MonotoneClock(steadyNow))
{}

Result<Understanding> Onboarder::understand(TargetDatabase &database, const Progress &progress,
                                            std::stop_token stop) const
{
    return Run(database, m_limits, m_clock, progress, std::move(stop)).understand();
}

} // namespace tabletalk
