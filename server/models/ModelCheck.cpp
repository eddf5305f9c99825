// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelCheck.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostModelsTold = 200;
constexpr int fewTokens = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("Model", text);
}

/// Collects the steps; the first that does not pass is the last.
class Steps
{
public:
    void pass(const char *part, const QString &detail)
    {
        check.steps.push_back({QString::fromLatin1(part), true, detail, {}});
    }

    api::ModelCheck &&fail(const char *part, const Problem &problem)
    {
        check.steps.push_back({QString::fromLatin1(part), false,
                               problem.detail.isEmpty() ? problem.title : problem.detail, problem.hint});
        return std::move(check);
    }

    api::ModelCheck check;
};

/// Which part a server that cannot be talked to fails at.
const char *partOf(const Problem &problem)
{
    switch (problem.code) {
    case ProblemCode::ModelKeyRefused:
        return "key";
    case ProblemCode::OutboundRefused:
    case ProblemCode::InvalidRequest:
        return "name";
    default:
        break;
    }
    return "connection";
}

model::ChatRequest smallRequest(bool structured)
{
    model::ChatRequest request;
    request.mostTokens = fewTokens;
    request.stream = !structured;
    request.messages = {{model::Role::User,
                         structured ? u"Answer with JSON: {\"word\": \"ok\"}"_s : u"Answer with the one word: ok"_s,
                         {},
                         {},
                         {}}};
    if (structured)
        request.outputSchema =
            QJsonObject{{u"type"_s, u"object"_s},
                        {u"properties"_s, QJsonObject{{u"word"_s, QJsonObject{{u"type"_s, u"string"_s}}}}},
                        {u"required"_s, QJsonArray{u"word"_s}},
                        {u"additionalProperties"_s, false}};
    return request;
}

} // namespace

Awaitable<api::ModelCheck> checkModel(ModelCaller &caller, ModelTarget target, QString embeddingModel, bool airGapped)
{
    Steps steps;
    if (airGapped)
        co_return steps.fail(
            "name",
            Problem::of(
                ProblemCode::OutboundRefused, tr("This server is sealed off: it sends nothing to other machines."),
                tr("An operator decides that with --air-gap, or whoever administers this computer by its policy.")));
    if (target.endpoint.base.isEmpty() || target.model.isEmpty())
        co_return steps.fail("name", Problem::of(ProblemCode::InvalidRequest, tr("No model was chosen."),
                                                 tr("Give the address of a model's server and the model's name.")));
    const Result<std::vector<QString>> models = co_await caller.models(target);
    // Some servers have no list of their models; whether they can be asked is seen below.
    const bool noList = !models && models.error().code == ProblemCode::ModelFailed;
    if (!models && !noList)
        co_return steps.fail(partOf(models.error()), models.error());
    steps.pass("name", target.endpoint.base.host());
    steps.pass("connection", target.endpoint.base.scheme() == u"https" ? tr("encrypted") : tr("not encrypted"));
    if (models) {
        steps.check.models.assign(models->begin(),
                                  models->begin() + std::ptrdiff_t(std::min(models->size(), mostModelsTold)));
        const bool known = std::ranges::any_of(
            *models, [&](const QString &name) { return name == target.model || name.startsWith(target.model + u':'); });
        if (!known && !models->empty() && target.endpoint.kind != model::ProtocolKind::Azure)
            co_return steps.fail(
                "model",
                Problem::of(ProblemCode::ModelFailed, tr("The server has no model \"%1\".").arg(target.model),
                            tr("Choose one of: %1.")
                                .arg(QStringList(models->begin(),
                                                 models->begin() + std::ptrdiff_t(std::min<size_t>(models->size(), 5)))
                                         .join(u", "_s))));
    }
    const Result<ModelAnswer> streamed = co_await caller.ask(target, smallRequest(false));
    if (!streamed)
        co_return steps.fail(streamed.error().code == ProblemCode::ModelKeyRefused ? "key" : "streaming",
                             streamed.error());
    steps.pass("key", target.key ? tr("accepted") : tr("none is wanted"));
    steps.pass("model", streamed->completion.model.isEmpty() ? target.model : streamed->completion.model);
    steps.pass("streaming", tr("%1 tokens").arg(streamed->completion.tokens.output));
    const Result<ModelAnswer> structured = co_await caller.ask(target, smallRequest(true));
    if (!structured)
        co_return steps.fail("structure", structured.error());
    if (!QJsonDocument::fromJson(structured->completion.text.toUtf8()).isObject())
        co_return steps.fail("structure", Problem::of(ProblemCode::ModelFailed,
                                                      tr("The model did not answer with JSON when told to."),
                                                      tr("It can be used, but a larger model will fail less often.")));
    steps.pass("structure", tr("answers with JSON"));
    if (!embeddingModel.isEmpty()) {
        target.model = std::move(embeddingModel);
        const std::vector<QString> sentence(1, u"How long is the vector of a sentence?"_s);
        const auto vectors = co_await caller.embed(target, sentence);
        if (!vectors)
            co_return steps.fail("embedding", vectors.error());
        steps.pass("embedding", tr("vectors of %1 numbers").arg(vectors->vectors.front().size()));
    }
    steps.check.passed = true;
    co_return std::move(steps.check);
}

Awaitable<std::vector<api::LocalModelServer>> localModelServers(ModelCaller &caller)
{
    struct Usual
    {
        const char *name;
        model::ProtocolKind kind;
        const char *base;
    };
    static constexpr Usual usual[] = {{"Ollama", model::ProtocolKind::Ollama, "http://127.0.0.1:11434"},
                                      {"LM Studio", model::ProtocolKind::OpenAi, "http://127.0.0.1:1234/v1"},
                                      {"llama.cpp", model::ProtocolKind::OpenAi, "http://127.0.0.1:8080/v1"},
                                      {"vLLM", model::ProtocolKind::OpenAi, "http://127.0.0.1:8000/v1"}};
    std::vector<api::LocalModelServer> found;
    for (const Usual &one : usual) {
        const QUrl base(QString::fromLatin1(one.base));
        ModelTarget target;
        target.endpoint.kind = one.kind;
        target.endpoint.base = base;
        const Result<std::vector<QString>> models = co_await caller.models(std::move(target));
        if (models && !models->empty())
            found.push_back({QString::fromLatin1(one.name), model::nameOf(one.kind), base.toString(), *models});
    }
    co_return found;
}

} // namespace tabletalk
