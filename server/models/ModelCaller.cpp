// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelCaller.h"

#include <QCoreApplication>

namespace tabletalk {

using namespace std::chrono_literals;

static constexpr auto connectTime = 10s;
static constexpr auto longestSilence = 90s; ///< models that think say nothing for a while
static constexpr auto longestAnswer = 300s;
static constexpr auto shortQuestion = 20s; ///< for the names of models
static constexpr qint64 mostBytes = 16 * 1024 * 1024;

/// The key stands in nothing but the header that goes out.
static WebRequest httpOf(const ModelTarget &target, model::WireRequest &&wire)
{
    WebRequest request;
    request.method = std::move(wire.method);
    request.url = std::move(wire.url);
    request.headers = std::move(wire.headers);
    request.body = std::move(wire.body);
    request.onBehalfOf = target.onBehalfOf;
    request.connectTime = connectTime;
    request.silence = longestSilence;
    request.wholeTime = longestAnswer;
    request.mostBytes = mostBytes;
    if (target.key && !target.key->isEmpty() && !wire.keyHeader.isEmpty())
        request.headers.emplace_back(wire.keyHeader, wire.keyPrefix + target.key->reveal().toByteArray());
    return request;
}

static bool isGood(int status)
{
    return status >= 200 && status < 300;
}

Awaitable<Result<ModelAnswer>> ModelCaller::ask(ModelTarget target, model::ChatRequest request, std::stop_token stop,
                                                std::function<void(const QString &)> onText)
{
    const model::Protocol &protocol = model::protocolOf(target.endpoint.kind);
    request.model = target.model;
    WebRequest http = httpOf(target, protocol.chat(target.endpoint, request));
    const QString host = http.url.host();
    const std::unique_ptr<model::AnswerReader> reader = request.stream ? protocol.reader() : nullptr;
    std::optional<Problem> broken; // written on the client's thread, read when it is done
    if (reader)
        http.onBytes = [&](QByteArrayView bytes) {
            Result<QString> added = reader->feed(bytes);
            if (!added) {
                broken = std::move(added).error();
                return false;
            }
            if (onText && !added->isEmpty())
                onText(*added);
            return true;
        };
    Result<WebAnswer> answer = co_await m_http.send(std::move(http), std::move(stop));
    if (broken)
        co_return std::unexpected(*std::move(broken));
    if (!answer)
        co_return std::unexpected(std::move(answer).error());
    if (!isGood(answer->status))
        co_return std::unexpected(model::Protocol::problemOf(answer->status, answer->body, host));
    Result<model::Completion> completion = reader ? reader->finish() : protocol.whole(answer->body);
    if (!completion)
        co_return std::unexpected(std::move(completion).error());
    if (completion->tokens == model::TokenUse())
        completion->tokens = {model::estimatedTokens(request), model::estimatedTokens(completion->text), true};
    ModelAnswer whole;
    whole.completion = *std::move(completion);
    whole.host = host;
    whole.address = answer->address;
    whole.bytesSent = answer->bytesSent;
    whole.bytesReceived = answer->bytesReceived;
    co_return whole;
}

Awaitable<Result<WebAnswer>> ModelCaller::fetch(const ModelTarget &target, model::WireRequest wire,
                                                std::stop_token stop)
{
    WebRequest http = httpOf(target, std::move(wire));
    http.wholeTime = shortQuestion;
    const QString host = http.url.host();
    Result<WebAnswer> answer = co_await m_http.send(std::move(http), std::move(stop));
    if (answer && !isGood(answer->status))
        co_return std::unexpected(model::Protocol::problemOf(answer->status, answer->body, host));
    co_return answer;
}

Awaitable<Result<std::vector<QString>>> ModelCaller::models(ModelTarget target, std::stop_token stop)
{
    const model::Protocol &protocol = model::protocolOf(target.endpoint.kind);
    Result<WebAnswer> answer = co_await fetch(target, protocol.models(target.endpoint), std::move(stop));
    if (!answer)
        co_return std::unexpected(std::move(answer).error());
    co_return protocol.modelsIn(answer->body);
}

Awaitable<Result<ModelVectors>> ModelCaller::embed(ModelTarget target, std::vector<QString> texts, std::stop_token stop)
{
    const model::Protocol &protocol = model::protocolOf(target.endpoint.kind);
    std::optional<model::WireRequest> wire = protocol.embed(target.endpoint, target.model, texts);
    if (!wire)
        co_return failure(ProblemCode::InvalidRequest,
                          QCoreApplication::translate("Model", "This provider makes no vectors."),
                          QCoreApplication::translate("Model", "Choose another one for search."));
    Result<WebAnswer> answer = co_await fetch(target, *std::move(wire), std::move(stop));
    if (!answer)
        co_return std::unexpected(std::move(answer).error());
    Result<std::vector<std::vector<float>>> vectors = protocol.vectorsIn(answer->body);
    if (!vectors)
        co_return std::unexpected(std::move(vectors).error());
    if (vectors->size() != texts.size())
        co_return failure(
            ProblemCode::ModelFailed,
            QCoreApplication::translate("Model", "The server sent another number of vectors than asked for."));
    co_return ModelVectors{*std::move(vectors), answer->address, answer->bytesSent, answer->bytesReceived};
}

} // namespace tabletalk
