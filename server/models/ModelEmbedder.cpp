// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelEmbedder.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/model/Prices.h"
#include "server/base/ReachableHosts.h"
#include "server/models/ModelService.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("Search", text, comment, n);
}

/// What leaves, before it is known what became of it. The texts are passages that lie in the workspace, and are not
/// kept a second time.
ModelCall callTo(const ModelTarget &target, const std::vector<QString> &texts, Instant now)
{
    ModelCall call;
    call.at = now;
    call.id = makeId<MessageId>(now).toString();
    call.host = target.endpoint.base.host();
    call.model = target.model;
    for (const QString &text : texts)
        call.tokens.input += model::estimatedTokens(text);
    call.tokens.estimated = true;
    return call;
}

} // namespace

Awaitable<std::optional<QString>> ModelEmbedder::chosen(TenantScope scope)
{
    const std::optional<ModelTarget> target = co_await m_models.embeddingTarget(scope);
    if (!target)
        co_return std::nullopt;
    co_return QString(target->model + QStringLiteral(" (") + target->endpoint.base.host() + u')');
}

Awaitable<Result<std::vector<std::vector<float>>>> ModelEmbedder::embed(TenantScope scope, std::vector<QString> texts)
{
    const std::optional<ModelTarget> target = co_await m_models.embeddingTarget(scope);
    if (!target)
        co_return failure(ProblemCode::ModelFailed, tr("No model for search is chosen any more."));
    const size_t wanted = texts.size();
    ModelCall call = callTo(*target, texts, m_clock.now());
    Result<ModelService::Reserved> reserved = co_await m_models.reserve(scope, *target, call.tokens.input);
    if (!reserved)
        co_return std::unexpected(std::move(reserved).error());
    Result<ModelVectors> made = co_await m_models.caller().embed(*target, std::move(texts));
    if (made && std::ranges::any_of(made->vectors, &std::vector<float>::empty))
        made = failure(ProblemCode::ModelFailed, tr("The model for search did not give a vector for each text."),
                       tr("Check the model for search in the Models panel."));
    if (made) {
        call.address = made->address;
        call.bytesSent = made->bytesSent;
        call.bytesReceived = made->bytesReceived;
        const bool own = isPrivateAddress(QHostAddress(made->address));
        call.costMicros = own ? std::optional<qint64>(0) : model::costMicros(call.model, call.tokens);
    } else {
        call.tokens = {};
    }
    call.outcome = made ? u"answered"_s : made.error().codeName();
    const QString what = tr("%n texts to be searched for", nullptr, int(wanted));
    co_await m_models.keep(scope, std::move(call), what, *reserved);
    if (!made)
        co_return std::unexpected(std::move(made).error());
    co_return std::move(made->vectors);
}

} // namespace tabletalk
