// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/limits/Limits.h"
#include "server/models/ModelCaller.h"
#include "server/models/ModelStore.h"

#include <memory>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Vault;
class WorkerPool;

/// The model that an operator offers to all organisations, with the key from the environment. The
/// key goes to that address alone.
struct OfferedModel
{
    model::Endpoint endpoint;
    QString model; ///< none is offered when empty
    std::shared_ptr<const Secret> key;
};

struct ModelParts
{
    PlatformDatabase &database;
    Vault &vault;
    WorkerPool &controlPool; ///< the vault may wait
    HttpClient &http;
    const ReachableHosts &hosts;
    const Clock &clock;
    OfferedModel offered;
};

/// A model that may be asked now.
struct ModelPlan
{
    ModelChoice choice;
    ModelTarget target;
};

/// Which model helps an organisation, with whose key, and what was sent to it.
class ModelService
{
public:
    explicit ModelService(ModelParts parts);

    Awaitable<api::ModelSettings> read(Call call);
    Awaitable<api::ModelSettings> update(Call call, api::UpdateModelRequest request);
    /// own: the caller's, else the organisation's.
    Awaitable<api::ModelSettings> saveKey(Call call, api::ModelKeyRequest request, bool own);
    /// Tries each part of the set-up, up to the first that does not work.
    Awaitable<api::ModelCheck> check(Call call);
    /// Model servers on the server's own machine, where it may reach them for a tenant.
    Awaitable<api::LocalModelServerList> findLocal(Call call);
    /// What left for the whole organisation's answers, without what was asked.
    Awaitable<api::OutboundList> listOutbound(Call call, api::ListRequest request);
    /// What left for an answer of the caller's own.
    Awaitable<api::OutboundRecordList> outboundOf(Call call, api::OutboundRequest request);

    /// Nothing when no model is to be asked: none was chosen, or nothing may leave. Throws
    /// LimitReached when the month's tokens are spent.
    Awaitable<std::optional<ModelPlan>> planFor(const Call &call);
    /// The model that makes vectors for the organisation's search, with the organisation's key. Nothing where none was
    /// chosen, or nothing may leave.
    Awaitable<std::optional<ModelTarget>> embeddingTarget(TenantScope scope);
    /// What one request may spend of the plan.
    struct Reserved
    {
        Limits::Reservation tokens;
        Limits::Reservation credits; ///< one, of the model that the server offers
    };
    /// Counts it against the plan before it is spent; nothing where that sets no limit. LimitReached.
    Awaitable<Result<Reserved>> reserve(TenantScope scope, const ModelTarget &target, qint64 tokens);
    /// Writes down what left; afterwards everybody can see it. What was reserved is settled: a request that failed
    /// costs no credit.
    Awaitable<void> keep(TenantScope scope, ModelCall call, QString prompt, Reserved reserved);
    void countSaving(const TenantScope &scope);

    ModelCaller &caller() { return m_caller; }
    const ReachableHosts &hosts() const { return m_parts.hosts; }

private:
    struct Known
    {
        std::optional<ModelChoice> choice;
        std::optional<QByteArray> organisationKey;
        std::optional<QByteArray> ownKey;
        qint64 tokensThisMonth = 0;
        qint64 saved = 0;
    };
    Awaitable<Known> known(const Call &call);
    ModelChoice choiceOf(const Known &known) const;
    bool isOffered(const ModelChoice &choice) const;
    api::ModelSettings settingsOf(const Known &known) const;
    Awaitable<ModelTarget> targetOf(const Call &call, const Known &known);

    ModelParts m_parts;
    ModelCaller m_caller;
};

} // namespace tabletalk
