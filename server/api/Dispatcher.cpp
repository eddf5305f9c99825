// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/Dispatcher.h"

#include "server/api/GuestRules.h"
#include "server/api/ImpersonationRules.h"
#include "server/api/ProviderRules.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcApi, "tabletalk.api")

namespace {

QString textField(const boost::json::value &json, const char *name)
{
    const auto *object = json.if_object();
    const auto *field = object ? object->if_contains(name) : nullptr;
    const auto *text = field ? field->if_string() : nullptr;
    constexpr size_t longest = 64 * 1024; // more is no statement that anybody reads
    return text ? QString::fromUtf8(text->data(), qsizetype(std::min(text->size(), longest))) : QString();
}

/// Turns whatever is being handled into a Problem. Call inside a catch.
Problem currentProblem(const Operation &operation, const Origin &origin)
{
    try {
        throw;
    } catch (const Problem &problem) {
        return problem;
    } catch (const std::exception &failure) {
        qCCritical(lcApi).noquote() << origin.requestId << operation.info.name.c_str() << "failed:" << failure.what();
    } catch (...) {
        qCCritical(lcApi).noquote() << origin.requestId << operation.info.name.c_str() << "failed";
    }
    return Problem::of(
        ProblemCode::Internal, QCoreApplication::translate("Dispatcher", "The server could not finish this request."),
        QCoreApplication::translate("Dispatcher", "Try again. If it stays, tell the operator the request's id."));
}

void requirePermission(const Grants &grants, Permission permission)
{
    const AccessDecision decision =
        decide({.grants = grants, .permission = permission, .visibility = {}, .relation = {}});
    if (decision.allowed)
        return;
    const QString why =
        decision.rule == AccessRule::DeniedToMember
            ? QCoreApplication::translate("Dispatcher", "You were denied that in this organisation (%1).")
            : QCoreApplication::translate("Dispatcher", "Your role in this organisation does not allow that (%1).");
    throw Problem::of(ProblemCode::Forbidden, why.arg(permissionName(permission)),
                      QCoreApplication::translate("Dispatcher", "Ask an owner of the organisation for another role."));
}

void requireOpen(const Identity &caller, const OperationInfo &info)
{
    if (caller.closedBecause && !info.whileClosed)
        throw Problem::of(ProblemCode::OrganizationClosed, *caller.closedBecause,
                          QCoreApplication::translate("Dispatcher",
                                                      "Switch to another organisation, or ask its owner or the "
                                                      "operator of this server to open it again."));
}

/// An API key is made for work in an organisation, also an operator's.
void requireOperator(const Identity &caller)
{
    if (!caller.isOperator || caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Dispatcher", "This is for operators of the server."));
}

AuditRecord auditRecord(const Identity &caller, const DispatchRequest &request)
{
    AuditRecord record;
    record.caller = caller;
    record.origin = request.origin;
    record.action = QString::fromStdString(request.operation->info.name);
    record.target = textField(request.params, "id");
    if (record.target.isEmpty())
        record.target = textField(request.params, "databaseId");
    if (const QString sql = textField(request.params, "sql"); !sql.isEmpty())
        record.sql = sql;
    return record;
}

} // namespace

namespace {

void requireScope(const KeyGrant &key, const Operation &operation)
{
    if (!key.covers(*operation.permission))
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Dispatcher", "The scopes of this API key do not include %1.")
                              .arg(permissionName(*operation.permission)),
                          QCoreApplication::translate("Dispatcher", "Make a key that has this scope."));
}

/// Where a request names no workspace, the key's own is meant.
void fillInWorkspace(const KeyGrant &key, const Operation &operation, boost::json::object &fields)
{
    const auto *properties = operation.requestSchema.if_contains("properties");
    if (!properties || !properties->as_object().contains("workspaceId"))
        return;
    const auto *asked = fields.if_contains("workspaceId");
    if (!asked || asked->is_null())
        fields["workspaceId"] = key.workspace.toString().toStdString();
}

/// The ids in a field, as far as they are texts; what else it holds is refused when it is read.
std::vector<QString> idsIn(const boost::json::object &fields, const ThingField &field)
{
    std::vector<QString> ids;
    const auto take = [&ids](const boost::json::value &value) {
        if (value.is_string())
            ids.push_back(QString::fromUtf8(value.get_string().data(), qsizetype(value.get_string().size())));
    };
    const auto *value = fields.if_contains(field.field);
    if (value && field.isList && value->is_array())
        std::ranges::for_each(value->get_array(), take);
    else if (value)
        take(*value);
    return ids;
}

} // namespace

QString ruleApplied(const Operation &operation, const Identity &caller)
{
    if (!operation.permission)
        return QStringLiteral("public");
    const QString rule = permissionName(*operation.permission) + QStringLiteral(" by ") + roleName(caller.role);
    if (caller.impersonator)
        return rule + QStringLiteral(", an operator in their name");
    if (isSignedInByProvider(caller))
        return rule + QStringLiteral(", signed in by a provider");
    return caller.apiKeyId ? QString(rule + QStringLiteral(" with a key")) : rule;
}

Dispatcher::Dispatcher(const Registry &registry, Authenticator &authenticator, WorkspaceFinder &workspaces,
                       AuditSink &audit, RateLimiter &limiter, RequestAllowance *allowance, Metrics &metrics)
    : m_registry(registry)
    , m_authenticator(authenticator)
    , m_workspaces(workspaces)
    , m_audit(audit)
    , m_limiter(limiter)
    , m_allowance(allowance)
    , m_metrics(metrics)
{}

Awaitable<boost::json::value> Dispatcher::run(DispatchRequest request)
{
    using namespace std::chrono;
    const Operation &operation = *request.operation;
    const Origin origin = request.origin;
    const bool audited = operation.info.audit == AuditRule::Always;
    std::optional<AuditRecord> record;
    if (!operation.runPublic) // of whoever acts as somebody else everything is recorded
        record = auditRecord({}, request);

    const auto begin = steady_clock::now();
    m_metrics.inFlight.fetch_add(1, std::memory_order_relaxed);
    std::optional<Identity> caller;
    std::optional<Problem> problem;
    boost::json::value result;
    try {
        result = co_await runChecked(std::move(request), caller);
    } catch (...) {
        problem = currentProblem(operation, origin);
    }
    m_metrics.inFlight.fetch_sub(1, std::memory_order_relaxed);
    const auto took = duration_cast<microseconds>(steady_clock::now() - begin);
    m_metrics.count(operation, problem ? std::optional(problem->code) : std::nullopt, took);

    if (record && caller && (audited || caller->impersonator)) {
        record->caller = *caller;
        record->rule = ruleApplied(operation, *caller);
        record->outcome = problem ? problem->codeName() : QStringLiteral("ok");
        if (const QString sql = textField(result, "sql"); !sql.isEmpty())
            record->sql = sql;
        m_audit.record(std::move(*record));
    }
    if (problem)
        throw std::move(*problem);
    co_return result;
}

/// Whoever has a key of one workspace is told of a thing in another what is told of none.
Awaitable<void> Dispatcher::keepInWorkspace(const Identity &caller, const Operation &operation,
                                            boost::json::value &params)
{
    auto *fields = params.if_object();
    if (!fields)
        co_return;
    const WorkspaceId own = caller.key->workspace;
    fillInWorkspace(*caller.key, operation, *fields);
    for (const ThingField &field : operation.things) {
        const bool isWorkspace = field.thing == "workspace";
        for (const QString &id : idsIn(*fields, field)) {
            const QUuid uuid = WorkspaceId::fromString(id).value_or(WorkspaceId()).uuid();
            if (uuid.isNull())
                continue; // refused when it is read
            const QString written = uuid.toString(QUuid::WithoutBraces);
            std::optional<WorkspaceId> place = WorkspaceId(uuid);
            if (!isWorkspace)
                place = co_await m_workspaces.workspaceOf(TenantScope::ofSignedIn(caller.tenant), field.thing, written);
            if (place != own)
                throw Problem::of(ProblemCode::NotFound);
        }
    }
}

/// Those who are turned away are counted in their organisation's audit log.
void Dispatcher::checkRate(const Operation &operation, const Identity &caller, const Origin &origin)
{
    try {
        m_limiter.check(operation.info.rate, caller);
        if (operation.info.rate == RateClass::SignIn)
            m_limiter.check(operation.info.rate, origin.address);
    } catch (const Problem &problem) {
        recordRefusal(caller, origin, problem, QStringLiteral("rate limit"));
        throw;
    }
}

/// What programs call and whoever asks counts; a window in which somebody looks around does not.
Awaitable<void> Dispatcher::checkPlan(const Operation &operation, const Identity &caller, const Origin &origin)
{
    if (!m_allowance || (!caller.apiKeyId && operation.info.rate != RateClass::Ask))
        co_return;
    const auto perMinute = co_await m_allowance->perMinute(TenantScope::ofSignedIn(caller.tenant));
    if (!perMinute)
        co_return;
    try {
        m_limiter.checkPlan(caller.tenant, *perMinute);
    } catch (const Problem &problem) {
        recordRefusal(caller, origin, problem, QStringLiteral("rate of the plan"));
        throw;
    }
}

void Dispatcher::recordRefusal(const Identity &caller, const Origin &origin, const Problem &problem,
                               const QString &rule)
{
    AuditRecord record;
    record.caller = caller;
    record.origin = origin;
    record.outcome = problem.codeName();
    record.rule = rule;
    m_audit.recordRefusal(std::move(record));
}

/// caller is told as soon as it is known, so that refusals are audited too.
Awaitable<boost::json::value> Dispatcher::runChecked(DispatchRequest request, std::optional<Identity> &caller)
{
    const Operation &operation = *request.operation;
    if (operation.runPublic) {
        m_limiter.check(operation.info.rate, request.origin.address);
        PublicCall call{std::move(request.origin)};
        co_return co_await operation.runPublic(std::move(call), std::move(request.params));
    }

    if (!request.token)
        throw Problem::of(ProblemCode::NotSignedIn,
                          QCoreApplication::translate("Dispatcher", "This needs a signed-in user."),
                          QCoreApplication::translate("Dispatcher", "Sign in and send the access token along."));
    caller = co_await m_authenticator.authenticate(*request.token, request.origin.address);
    requireOpen(*caller, operation.info);
    if (caller->impersonator && !mayWhileImpersonating(operation.info, operation.permission))
        throw notWhileImpersonating();
    if (isSignedInByProvider(*caller) && !mayWhenSignedInByProvider(operation.info, operation.permission))
        throw signon::notByProvider();
    if (operation.info.forOperators)
        requireOperator(*caller);
    else
        requirePermission(caller->grants(), *operation.permission);
    if (request.origin.isGuest && namesPlace(request.params))
        throw notForGuests();
    if (caller->key)
        requireScope(*caller->key, operation);
    checkRate(operation, *caller, request.origin);
    co_await checkPlan(operation, *caller, request.origin);
    if (caller->key)
        co_await keepInWorkspace(*caller, operation, request.params);

    Call call{.caller = *caller,
              .scope = TenantScope::ofSignedIn(caller->tenant),
              .origin = std::move(request.origin),
              .sink = std::move(request.sink),
              .rpcId = std::move(request.rpcId),
              .rule = ruleApplied(operation, *caller),
              .stream = std::move(request.stream)};
    co_return co_await operation.run(std::move(call), std::move(request.params));
}

} // namespace tabletalk
