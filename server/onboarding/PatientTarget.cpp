// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/PatientTarget.h"

#include "server/connections/ConnectLayer.h"

#include <QCoreApplication>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace tabletalk {

namespace {

/// How often one call may lose a connection that was just opened.
constexpr int mostLosses = 5;

void sleepUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

std::unexpected<Problem> stopped()
{
    return failure(ProblemCode::Cancelled);
}

/// Passes a result on and remembers whether any of it was.
class BeginningSeen final : public RowSink
{
public:
    explicit BeginningSeen(RowSink &sink)
        : m_sink(sink)
    {}
    void begin(const std::vector<ResultColumn> &columns) override
    {
        m_begun = true;
        m_sink.begin(columns);
    }
    void row(Row &&row) override { m_sink.row(std::move(row)); }
    bool hasBegun() const { return m_begun; }

private:
    RowSink &m_sink;
    bool m_begun = false;
};

} // namespace

bool isWorthWaitingFor(const Problem &problem)
{
    if (problem.code != ProblemCode::CannotConnect && problem.code != ProblemCode::Unavailable)
        return false;
    const auto layer = layerOf(problem);
    return layer != ConnectLayer::Name && layer != ConnectLayer::Tls && layer != ConnectLayer::Login;
}

PatientTarget::PatientTarget(Open open, Patience patience, std::stop_token stop, Waiting waiting, Sleep sleep)
    : m_open(std::move(open))
    , m_patience(patience)
    , m_stop(std::move(stop))
    , m_waiting(std::move(waiting))
    , m_sleep(sleep ? std::move(sleep) : Sleep(sleepUnlessStopped))
{}

PatientTarget::~PatientTarget() = default;

Result<void> PatientTarget::connect()
{
    if (isUsable())
        return {};
    m_target.reset();
    std::chrono::milliseconds pause = m_patience.firstPause;
    for (int attempt = 1;; ++attempt) {
        if (m_stop.stop_requested())
            return stopped();
        auto opened = m_open();
        if (opened) {
            m_target = *std::move(opened);
            m_dialect = m_target->dialect();
            m_target->setReadingProgress(m_progress);
            return {};
        }
        if (attempt >= m_patience.attempts || !isWorthWaitingFor(opened.error()))
            return std::unexpected(std::move(opened).error());
        if (m_waiting)
            m_waiting(pause);
        m_sleep(pause, m_stop);
        pause = std::min(pause * 2, m_patience.longestPause);
    }
}

/// Calls, and calls again on a new connection when the one before was lost.
template <class Call>
auto PatientTarget::patiently(Call call) -> decltype(call(std::declval<TargetDatabase &>()))
{
    for (int losses = 0;; ++losses) {
        if (auto connected = connect(); !connected)
            return std::unexpected(std::move(connected).error());
        auto result = call(*m_target);
        const bool lost = !result && isWorthWaitingFor(result.error()) && !m_target->isUsable();
        if (!lost || losses >= mostLosses || m_stop.stop_requested())
            return result;
    }
}

Result<QString> PatientTarget::serverVersion()
{
    return patiently([](TargetDatabase &target) { return target.serverVersion(); });
}

Result<QString> PatientTarget::encryption()
{
    return patiently([](TargetDatabase &target) { return target.encryption(); });
}

Result<GrantReport> PatientTarget::grants()
{
    return patiently([](TargetDatabase &target) { return target.grants(); });
}

Result<std::vector<WriteAttempt>> PatientTarget::attemptWrites()
{
    return patiently([](TargetDatabase &target) { return target.attemptWrites(); });
}

Result<QString> PatientTarget::changeMark()
{
    return patiently([](TargetDatabase &target) { return target.changeMark(); });
}

void PatientTarget::setReadingProgress(const ReadingProgress &progress)
{
    m_progress = progress;
    if (m_target)
        m_target->setReadingProgress(m_progress);
}

Result<std::vector<RelationName>> PatientTarget::listRelations(std::stop_token stop)
{
    return patiently([&](TargetDatabase &target) { return target.listRelations(stop); });
}

Result<Schema> PatientTarget::readCatalogue(const SchemaSelection &selection, std::stop_token stop)
{
    return patiently([&](TargetDatabase &target) { return target.readCatalogue(selection, stop); });
}

Result<void> PatientTarget::profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                    std::stop_token stop)
{
    const size_t before = values.size();
    return patiently([&](TargetDatabase &target) {
        values.resize(before);
        return target.profile(table, values, limits, stop);
    });
}

Result<StatementOutcome> PatientTarget::run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                            std::stop_token stop)
{
    BeginningSeen watched(sink);
    return patiently([&](TargetDatabase &target) -> Result<StatementOutcome> {
        if (watched.hasBegun())
            return failure(ProblemCode::DatabaseFailed,
                           QCoreApplication::translate("Onboarder", "The connection was lost while rows arrived."));
        return target.run(sql, limits, watched, stop);
    });
}

} // namespace tabletalk
