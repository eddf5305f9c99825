// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LocalDatabase.h"

#include "core/base/Clock.h"
#include "core/connect/ConnectionUrl.h"
#include "core/schema/VocabularyCheck.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/ReadOnlyProver.h"
#include "server/connections/TargetFactory.h"

#include <QDir>
#include <QStandardPaths>

namespace tabletalk::cli {

namespace {

QString samplesDirectory()
{
    const QDir cache(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    cache.mkpath(QStringLiteral("samples"));
    return cache.filePath(QStringLiteral("samples"));
}

class NoObserver final : public AskObserver
{
public:
    void planned(const ask::Candidate &, const std::optional<ask::Clarification> &) override {}
};

} // namespace

Result<std::unique_ptr<LocalDatabase>> LocalDatabase::open(const QString &url)
{
    const auto parsed = ConnectionUrl::parse(url);
    if (!parsed)
        return std::unexpected(parsed.error());
    ConnectionPolicyOptions ownMachine;
    ownMachine.open = true;
    const auto policy = ConnectionPolicy::create(ownMachine);
    if (!policy)
        return std::unexpected(policy.error());
    auto target = openTarget(*parsed, *policy, samplesDirectory());
    if (!target)
        return std::unexpected(std::move(target).error());
    return std::unique_ptr<LocalDatabase>(new LocalDatabase(*std::move(target)));
}

Result<void> LocalDatabase::read(const Progress &progress)
{
    auto understood = Onboarder().understand(*m_target, progress, std::stop_token());
    if (!understood)
        return std::unexpected(std::move(understood).error());
    m_understanding = std::make_shared<const Understanding>(*std::move(understood));
    return {};
}

void LocalDatabase::prepare(const ask::Translator &translator)
{
    m_prepared = translator.prepare(m_understanding);
}

std::vector<FieldError> LocalDatabase::useVocabulary(const ask::Translator &translator, Vocabulary vocabulary)
{
    std::vector<FieldError> dropped = dropUnusable(vocabulary, m_understanding->schema);
    m_prepared = translator.prepare(m_understanding, std::make_shared<const Vocabulary>(std::move(vocabulary)));
    return dropped;
}

Result<AnswerOutline> LocalDatabase::ask(const ask::Translator &translator, const ask::Question &question,
                                         const StatementLimits &limits, RowSink &sink)
{
    NoObserver observer;
    return AskPipeline(translator).answer(question, *m_prepared, runner(limits), sink, observer);
}

Result<AnswerOutline> LocalDatabase::run(const QString &sql, const StatementLimits &limits, RowSink &sink)
{
    return AskPipeline::answerStatement(sql, runner(limits), sink);
}

Result<StatementOutcome> LocalDatabase::stream(const QString &sql, const StatementLimits &limits, RowSink &sink)
{
    return m_target->run(sql, limits, sink, std::stop_token());
}

api::ReadOnlyProof LocalDatabase::prove()
{
    return proveReadOnly(*m_target, SystemClock().now());
}

StatementRunner LocalDatabase::runner(const StatementLimits &limits)
{
    return [this, limits](const QString &sql, RowSink &sink) {
        return m_target->run(sql, limits, sink, std::stop_token());
    };
}

} // namespace tabletalk::cli
