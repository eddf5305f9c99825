// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelService.h"

#include "core/base/Clock.h"
#include "core/schema/Vocabulary.h"
#include "server/agents/AgentSessionStore.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ConversationStore.h"
#include "server/models/ModelCheck.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestKey = 4'096;
constexpr qsizetype longestName = 200;
constexpr size_t mostMasked = 1'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Model", text);
}

QDateTime utc(Instant now)
{
    return QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, Qt::UTC);
}

Instant monthOf(Instant now)
{
    const QDate day = utc(now).date();
    return Instant{QDateTime(QDate(day.year(), day.month(), 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()};
}

QString monthName(Instant now)
{
    return utc(now).toString(u"yyyy-MM"_s);
}

/// A key opens only for the server that it was given for: whoever changes the address cannot
/// have it sent elsewhere.
QByteArray placeOfKey(const std::optional<UserId> &owner, const QUrl &base)
{
    return "models/" + (owner ? owner->toString().toUtf8() : QByteArray("organisation")) + '/'
           + base.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toEncoded();
}

QByteArray placeOfPrompt(const QString &id)
{
    return "model_calls/" + id.toUtf8();
}

QUrl checkedAddress(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool web = url.scheme() == u"https" || url.scheme() == u"http";
    if (!url.isValid() || !web || url.host().isEmpty())
        throw Problem::invalid(u"params.baseUrl"_s, tr("expected an address such as https://api.openai.com/v1"));
    if (!url.userInfo().isEmpty() || url.hasFragment())
        throw Problem::invalid(u"params.baseUrl"_s, tr("must hold no password; the key is kept apart"));
    const QHostAddress literal(url.host());
    const bool isNear =
        url.host() == u"localhost" || (!literal.isNull() && isPrivateAddress(literal)) || !url.host().contains(u'.');
    if (url.scheme() == u"http" && !isNear)
        throw Problem::invalid(u"params.baseUrl"_s, tr("must begin with https:// beyond your own network"));
    return url;
}

QString checkedName(const QString &text, const QString &path)
{
    const QString name = text.trimmed();
    if (name.size() > longestName)
        throw Problem::invalid(path, tr("is too long"));
    return name;
}

void apply(const api::UpdateModelRequest &request, ModelChoice &choice)
{
    if (request.mode) {
        const auto mode = modelModeFromName(*request.mode);
        if (!mode)
            throw Problem::invalid(u"params.mode"_s, tr("expected off, auto or always"));
        choice.mode = *mode;
    }
    if (request.protocol) {
        const auto kind = model::protocolFromName(*request.protocol);
        if (!kind)
            throw Problem::invalid(u"params.protocol"_s, tr("expected openai, azure, anthropic, ollama or gemini"));
        choice.endpoint.kind = *kind;
    }
    if (request.baseUrl)
        choice.endpoint.base = checkedAddress(*request.baseUrl);
    if (request.apiVersion)
        choice.endpoint.apiVersion = checkedName(*request.apiVersion, u"params.apiVersion"_s);
    if (request.model)
        choice.model = checkedName(*request.model, u"params.model"_s);
    if (request.embeddingModel)
        choice.embeddingModel = checkedName(*request.embeddingModel, u"params.embeddingModel"_s);
    if (request.samples)
        choice.samples = *request.samples;
    if (request.masked) {
        if (request.masked->size() > mostMasked)
            throw Problem::invalid(u"params.masked"_s, tr("has too many entries"));
        for (const QString &place : *request.masked) {
            if (!placeFromText(place))
                throw Problem::invalid(u"params.masked"_s, tr("expected \"table\" or \"table.column\""));
        }
        choice.masked = *request.masked;
    }
    if (request.userKeys)
        choice.userKeys = *request.userKeys;
    if (request.monthlyTokens) {
        if (*request.monthlyTokens < 0)
            throw Problem::invalid(u"params.monthlyTokens"_s, tr("must not be negative"));
        choice.monthlyTokens = *request.monthlyTokens > 0 ? request.monthlyTokens : std::nullopt;
    }
    if (choice.mode != ModelMode::Off && (choice.model.isEmpty() || choice.endpoint.base.isEmpty()))
        throw Problem::invalid(u"params.model"_s, tr("say which model of which address is asked"));
}

} // namespace

ModelService::ModelService(ModelParts parts)
    : m_parts(std::move(parts))
    , m_caller(m_parts.http)
{}

Awaitable<ModelService::Known> ModelService::known(const Call &call)
{
    auto find = [scope = call.scope, user = call.caller.user, now = m_parts.clock.now()](Transaction &transaction) {
        ModelStore store(transaction, scope);
        return Known{store.choice(), store.sealedKey({}), store.sealedKey(user), store.tokensSince(monthOf(now)),
                     store.savings(monthName(now))};
    };
    co_return co_await m_parts.database.read(call.scope, std::move(find));
}

/// What was chosen, else what the operator offers.
ModelChoice ModelService::choiceOf(const Known &known) const
{
    if (known.choice)
        return *known.choice;
    ModelChoice choice;
    if (!m_parts.offered.model.isEmpty()) {
        choice.mode = ModelMode::Auto;
        choice.endpoint = m_parts.offered.endpoint;
        choice.model = m_parts.offered.model;
    }
    return choice;
}

bool ModelService::isOffered(const ModelChoice &choice) const
{
    return !m_parts.offered.model.isEmpty() && choice.endpoint.base == m_parts.offered.endpoint.base
           && choice.endpoint.kind == m_parts.offered.endpoint.kind;
}

api::ModelSettings ModelService::settingsOf(const Known &known) const
{
    const ModelChoice choice = choiceOf(known);
    api::ModelSettings settings;
    settings.mode = nameOf(choice.mode);
    settings.protocol = model::nameOf(choice.endpoint.kind);
    settings.baseUrl = choice.endpoint.base.toString(QUrl::FullyEncoded);
    settings.apiVersion = choice.endpoint.apiVersion;
    settings.model = choice.model;
    settings.embeddingModel = choice.embeddingModel;
    settings.samples = choice.samples;
    settings.masked = choice.masked;
    settings.userKeys = choice.userKeys;
    settings.monthlyTokens = choice.monthlyTokens;
    settings.tokensThisMonth = known.tokensThisMonth;
    settings.questionsSaved = known.saved;
    settings.hasKey = known.organisationKey.has_value();
    settings.hasOwnKey = known.ownKey.has_value();
    settings.airGapped = m_parts.http.isAirGapped();
    return settings;
}

Awaitable<api::ModelSettings> ModelService::read(Call call)
{
    co_return settingsOf(co_await known(call));
}

Awaitable<api::ModelSettings> ModelService::update(Call call, api::UpdateModelRequest request)
{
    Known before = co_await known(call);
    ModelChoice choice = choiceOf(before);
    apply(request, choice);
    auto save = [scope = call.scope, choice, now = m_parts.clock.now()](Transaction &transaction) {
        ModelStore(transaction, scope).save(choice, now);
    };
    co_await m_parts.database.write(call.scope, std::move(save));
    before.choice = std::move(choice);
    co_return settingsOf(before);
}

Awaitable<api::ModelSettings> ModelService::saveKey(Call call, api::ModelKeyRequest request, bool own)
{
    const Known before = co_await known(call);
    const ModelChoice choice = choiceOf(before);
    const std::optional<UserId> owner = own ? std::optional(call.caller.user) : std::nullopt;
    const QString key = request.key.value_or(QString()).trimmed();
    if (key.size() > longestKey || key.contains(u'\n'))
        throw Problem::invalid(u"params.key"_s, tr("is no key"));
    if (!key.isEmpty() && own && !choice.userKeys)
        throw Problem::of(ProblemCode::Forbidden, tr("This organization uses its own key alone."),
                          tr("Ask its administrator."));
    if (!key.isEmpty() && choice.endpoint.base.isEmpty())
        throw Problem::of(ProblemCode::Conflict, tr("No model was chosen that the key could be for."),
                          tr("Choose the address of the model first."));
    QByteArray sealed;
    if (!key.isEmpty()) {
        auto seal = [this, scope = call.scope, place = placeOfKey(owner, choice.endpoint.base), bytes = key.toUtf8()] {
            return m_parts.vault.seal(scope, place, bytes);
        };
        sealed = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(seal));
    }
    auto save = [scope = call.scope, owner, sealed, now = m_parts.clock.now()](Transaction &transaction) {
        ModelStore store(transaction, scope);
        if (sealed.isEmpty())
            store.removeKey(owner);
        else
            store.saveKey(owner, sealed, now);
    };
    co_await m_parts.database.write(call.scope, std::move(save));
    co_return settingsOf(co_await known(call));
}

/// The caller's own key, else the organisation's, else the operator's where it is for that address.
Awaitable<ModelTarget> ModelService::targetOf(const Call &call, const Known &known)
{
    const ModelChoice choice = choiceOf(known);
    ModelTarget target{choice.endpoint, choice.model, nullptr, OnBehalfOf::Tenant};
    const auto opened = [&](std::optional<UserId> owner, QByteArray sealed) {
        auto open = [this, scope = call.scope, place = placeOfKey(owner, choice.endpoint.base),
                     sealed = std::move(sealed)] { return m_parts.vault.open(scope, place, sealed); };
        return m_parts.controlPool.run(call.scope.tenant(), std::move(open));
    };
    if (known.ownKey && choice.userKeys) {
        if (Result<QByteArray> key = co_await opened(call.caller.user, *known.ownKey)) {
            target.key = std::make_shared<const Secret>(*std::move(key));
            co_return target;
        }
    }
    if (known.organisationKey) {
        if (Result<QByteArray> key = co_await opened(std::nullopt, *known.organisationKey)) {
            target.key = std::make_shared<const Secret>(*std::move(key));
            co_return target;
        }
    }
    if (isOffered(choice)) {
        target.key = m_parts.offered.key;
        target.onBehalfOf = OnBehalfOf::Operator;
    }
    co_return target;
}

Awaitable<std::optional<ModelTarget>> ModelService::embeddingTarget(TenantScope scope)
{
    if (m_parts.http.isAirGapped())
        co_return std::nullopt;
    auto find = [scope](Transaction &transaction) {
        ModelStore store(transaction, scope);
        Known needed;
        needed.choice = store.choice();
        needed.organisationKey = store.sealedKey({});
        return needed;
    };
    const Known now = co_await m_parts.database.read(scope, std::move(find));
    if (!now.choice || now.choice->mode == ModelMode::Off || now.choice->embeddingModel.isEmpty())
        co_return std::nullopt;
    ModelTarget target{now.choice->endpoint, now.choice->embeddingModel, nullptr, OnBehalfOf::Tenant};
    if (now.organisationKey) {
        auto open = [this, scope, place = placeOfKey(std::nullopt, now.choice->endpoint.base),
                     sealed = *now.organisationKey] { return m_parts.vault.open(scope, place, sealed); };
        if (Result<QByteArray> key = co_await m_parts.controlPool.run(scope.tenant(), std::move(open)))
            target.key = std::make_shared<const Secret>(*std::move(key));
    }
    co_return target;
}

Awaitable<std::optional<ModelPlan>> ModelService::planFor(const Call &call)
{
    if (m_parts.http.isAirGapped())
        co_return std::nullopt;
    // Every question passes here, and most organisations have no model or no limit: nothing is summed for those.
    auto find = [scope = call.scope, user = call.caller.user, now = m_parts.clock.now(),
                 mayUseOffered = !m_parts.offered.model.isEmpty()](Transaction &transaction) {
        ModelStore store(transaction, scope);
        Known needed;
        needed.choice = store.choice();
        const bool asksNone = needed.choice ? needed.choice->mode == ModelMode::Off : !mayUseOffered;
        if (asksNone)
            return needed;
        needed.organisationKey = store.sealedKey({});
        needed.ownKey = store.sealedKey(user);
        if (needed.choice && needed.choice->monthlyTokens)
            needed.tokensThisMonth = store.tokensSince(monthOf(now));
        return needed;
    };
    const Known now = co_await m_parts.database.read(call.scope, std::move(find));
    const ModelChoice choice = choiceOf(now);
    if (choice.mode == ModelMode::Off || choice.model.isEmpty())
        co_return std::nullopt;
    if (choice.monthlyTokens && now.tokensThisMonth >= *choice.monthlyTokens)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("The %1 tokens of this month are spent.").arg(*choice.monthlyTokens),
                          tr("Ask an administrator of your organization for more."));
    ModelTarget target = co_await targetOf(call, now);
    ModelPlan plan{choice, std::move(target)};
    co_return plan;
}

Awaitable<Result<ModelService::Reserved>> ModelService::reserve(TenantScope scope, const ModelTarget &target,
                                                                qint64 tokens)
{
    const qint64 credits = target.onBehalfOf == OnBehalfOf::Operator ? 1 : 0;
    auto look = [scope, credits, now = m_parts.clock.now()](Transaction &transaction) {
        const Limits limits(transaction, scope, now);
        return limits.isLimited(Metered::Tokens) || (credits > 0 && limits.isLimited(Metered::Credits));
    };
    if (!co_await m_parts.database.read(scope, std::move(look)))
        co_return Reserved();
    auto reserve = [scope, tokens, credits, now = m_parts.clock.now()](Transaction &transaction) {
        Limits limits(transaction, scope, now);
        Reserved reserved;
        reserved.tokens = limits.reserve(Metered::Tokens, tokens);
        if (credits > 0)
            reserved.credits = limits.reserve(Metered::Credits, credits);
        return reserved;
    };
    Result<Reserved> reserved = std::unexpected(Problem());
    try {
        reserved = co_await m_parts.database.write(scope, std::move(reserve));
    } catch (const Problem &problem) {
        if (problem.code != ProblemCode::LimitReached)
            throw;
        reserved = std::unexpected(problem);
    }
    co_return reserved;
}

Awaitable<void> ModelService::keep(TenantScope scope, ModelCall call, QString prompt, Reserved reserved)
{
    auto seal = [this, scope, place = placeOfPrompt(call.id), bytes = prompt.toUtf8()] {
        return m_parts.vault.seal(scope, place, bytes);
    };
    call.sealedPrompt = co_await m_parts.controlPool.run(scope.tenant(), std::move(seal));
    auto insert = [scope, call, reserved](Transaction &transaction) {
        ModelStore(transaction, scope).insert(call);
        Limits::settle(transaction, scope, Metered::Tokens, reserved.tokens, call.tokens.input + call.tokens.output);
        Limits::settle(transaction, scope, Metered::Credits, reserved.credits, call.outcome == u"answered"_s ? 1 : 0);
    };
    co_await m_parts.database.write(scope, std::move(insert));
}

void ModelService::countSaving(const TenantScope &scope)
{
    m_parts.database.writeLater(
        scope,
        [scope, month = monthName(m_parts.clock.now())](Transaction &transaction) {
            ModelStore(transaction, scope).countSaving(month);
        },
        [](const std::exception_ptr &) { /* a count that nobody waits for */ });
}

Awaitable<api::OutboundRecordList> ModelService::outboundOf(Call call, api::OutboundRequest request)
{
    auto find = [scope = call.scope, viewer = Viewer::of(call.caller),
                 message = request.messageId](Transaction &transaction) {
        const bool sees = ConversationStore(transaction, scope).seesMessage(message, viewer)
                          || AgentSessionStore(transaction, scope).ownsMessage(message, viewer.user);
        if (!sees)
            throw Problem::of(ProblemCode::NotFound);
        return ModelStore(transaction, scope).callsOf(message);
    };
    const std::vector<ModelCall> calls = co_await m_parts.database.read(call.scope, std::move(find));
    auto open = [this, scope = call.scope, &calls] {
        std::vector<QString> prompts;
        for (const ModelCall &kept : calls) {
            const Result<QByteArray> prompt = m_parts.vault.open(scope, placeOfPrompt(kept.id), kept.sealedPrompt);
            prompts.push_back(prompt ? QString::fromUtf8(*prompt) : QString());
        }
        return prompts;
    };
    const std::vector<QString> prompts = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(open));
    api::OutboundRecordList list;
    for (size_t i = 0; i < calls.size(); ++i) {
        const ModelCall &kept = calls[i];
        list.items.push_back({kept.at, kept.host, kept.address, kept.model, prompts[i], kept.disclosed.tables,
                              kept.disclosed.columns, kept.disclosed.sampledColumns, kept.disclosed.sampledValues,
                              kept.bytesSent, kept.bytesReceived, kept.tokens.input, kept.tokens.output,
                              kept.costMicros, kept.outcome});
    }
    co_return list;
}

Awaitable<api::OutboundList> ModelService::listOutbound(Call call, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    Instant before = m_parts.clock.now() + std::chrono::milliseconds(1);
    QString beforeId;
    if (request.cursor) {
        const QStringList parts = decodeCursor(*request.cursor, 2);
        before = Instant{parts[0].toLongLong()};
        beforeId = parts[1];
    }
    auto find = [scope = call.scope, before, beforeId, limit](Transaction &transaction) {
        return ModelStore(transaction, scope).allCalls(before, beforeId, limit + 1);
    };
    std::vector<ModelStore::Left> found = co_await m_parts.database.read(call.scope, std::move(find));
    api::OutboundList list;
    if (found.size() > size_t(limit)) {
        found.pop_back();
        const ModelCall &last = found.back().call;
        list.nextCursor = encodeCursor({QString::number(last.at.msSinceEpoch), last.id});
    }
    for (ModelStore::Left &left : found) {
        const ModelCall &kept = left.call;
        list.items.push_back({kept.at, left.person, kept.host, kept.address, kept.model, kept.disclosed.tables,
                              kept.disclosed.columns, kept.disclosed.sampledColumns, kept.disclosed.sampledValues,
                              kept.bytesSent, kept.bytesReceived, kept.tokens.input, kept.tokens.output,
                              kept.costMicros, kept.outcome});
    }
    co_return list;
}

Awaitable<api::ModelCheck> ModelService::check(Call call)
{
    const Known now = co_await known(call);
    ModelTarget target = co_await targetOf(call, now);
    const Instant begun = m_parts.clock.now();
    api::ModelCheck check =
        co_await checkModel(m_caller, std::move(target), choiceOf(now).embeddingModel, m_parts.http.isAirGapped());
    check.ms = (m_parts.clock.now() - begun).count();
    co_return check;
}

Awaitable<api::LocalModelServerList> ModelService::findLocal(Call)
{
    api::LocalModelServerList list;
    if (!m_parts.http.isAirGapped() && m_parts.hosts.allows(QHostAddress(QHostAddress::LocalHost)))
        list.items = co_await localModelServers(m_caller);
    co_return list;
}

} // namespace tabletalk
