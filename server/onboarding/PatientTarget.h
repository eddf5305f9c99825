// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"
#include "server/onboarding/OnboardingOptions.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace tabletalk {

/// A target database that is opened again when its connection is lost, and the call repeated,
/// so that a reading goes on where it was after the database server restarted. For long work
/// in the background: a call may block for minutes, though a stop request ends the waiting.
class PatientTarget final : public TargetDatabase
{
public:
    using Open = std::function<Result<std::unique_ptr<TargetDatabase>>()>;
    /// Told before each pause.
    using Waiting = std::function<void(std::chrono::milliseconds pause)>;
    /// Waits; returns early when stop is requested.
    using Sleep = std::function<void(std::chrono::milliseconds, const std::stop_token &)>;

    /// Nothing is opened before it is needed or connect() is called.
    PatientTarget(Open open, Patience patience, std::stop_token stop, Waiting waiting, Sleep sleep = {});
    ~PatientTarget() override;

    /// Opens the database if it is not open, with all patience.
    Result<void> connect();

    Dialect dialect() const override { return m_dialect; }
    bool isUsable() const override { return m_target && m_target->isUsable(); }
    Result<QString> serverVersion() override;
    Result<QString> encryption() override;
    Result<GrantReport> grants() override;
    Result<std::vector<WriteAttempt>> attemptWrites() override;
    Result<QString> changeMark() override;
    void setReadingProgress(const ReadingProgress &progress) override;
    Result<std::vector<RelationName>> listRelations(std::stop_token stop) override;
    Result<Schema> readCatalogue(const SchemaSelection &selection, std::stop_token stop) override;
    Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                         std::stop_token stop) override;
    /// A result that was lost after it had begun is not repeated: DatabaseFailed, on a
    /// connection that is open again.
    Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                 std::stop_token stop) override;

private:
    template <class Call>
    auto patiently(Call call) -> decltype(call(std::declval<TargetDatabase &>()));

    Dialect m_dialect = Dialect::SQLite; ///< of the one that was opened last
    Open m_open;
    Patience m_patience;
    std::stop_token m_stop;
    Waiting m_waiting;
    Sleep m_sleep;
    ReadingProgress m_progress;
    std::unique_ptr<TargetDatabase> m_target;
};

/// Whether another attempt later may find the database answering again: it does not answer,
/// but neither its name nor the certificate nor the login is what is wrong.
bool isWorthWaitingFor(const Problem &problem);

} // namespace tabletalk
