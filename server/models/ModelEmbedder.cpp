// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelEmbedder.h"

#include "server/models/ModelService.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Search", text);
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
    auto made = co_await m_models.caller().embed(*target, std::move(texts));
    if (made && (made->size() != wanted || std::ranges::any_of(*made, &std::vector<float>::empty)))
        co_return failure(ProblemCode::ModelFailed, tr("The model for search did not give a vector for each text."),
                          tr("Check the model for search in the Models panel."));
    co_return made;
}

} // namespace tabletalk
