// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ollama's own API ("POST /api/chat"), as its documentation describes it: one JSON text a line.
#include "core/model/JsonParts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tabletalk::model {

namespace {

QJsonObject messageOf(const Message &message)
{
    static constexpr QStringView roles[] = {u"system", u"user", u"assistant", u"tool"};
    QJsonObject object{{u"role"_s, roles[size_t(message.role)].toString()}, {u"content"_s, message.text}};
    QJsonArray calls;
    for (const ToolCall &call : message.calls)
        calls.append(QJsonObject{
            {u"function"_s, QJsonObject{{u"name"_s, call.name}, {u"arguments"_s, objectIn(call.arguments)}}}});
    if (!calls.isEmpty())
        object[u"tool_calls"_s] = calls;
    if (message.role == Role::Tool)
        object[u"tool_name"_s] = message.callName;
    return object;
}

QJsonObject bodyOf(const ChatRequest &request)
{
    QJsonArray messages;
    for (const Message &message : request.messages)
        messages.append(messageOf(message));
    // Without a word about it the server keeps only the last 2,048 tokens or so of what it is told.
    constexpr qint64 shortest = 4096;
    const qint64 window = std::max(shortest, estimatedTokens(request) * 5 / 4 + request.mostTokens);
    QJsonObject body{{u"model"_s, request.model},
                     {u"messages"_s, messages},
                     {u"stream"_s, request.stream},
                     {u"options"_s, QJsonObject{{u"temperature"_s, request.temperature},
                                                {u"num_predict"_s, request.mostTokens},
                                                {u"num_ctx"_s, window}}}};
    QJsonArray tools;
    for (const Tool &tool : request.tools)
        tools.append(QJsonObject{{u"type"_s, u"function"_s},
                                 {u"function"_s, QJsonObject{{u"name"_s, tool.name},
                                                             {u"description"_s, tool.description},
                                                             {u"parameters"_s, tool.parameters}}}});
    if (!tools.isEmpty())
        body[u"tools"_s] = tools;
    if (request.outputSchema)
        body[u"format"_s] = *request.outputSchema;
    return body;
}

/// One message of a stream, or the only one. True when it is the last.
bool takeInto(Completion &completion, const QJsonObject &message)
{
    completion.model = message[u"model"_s].toString();
    completion.text += message[u"message"_s][u"content"_s].toString();
    const QJsonArray calls = message[u"message"_s][u"tool_calls"_s].toArray();
    for (const QJsonValue &call : calls) {
        const QJsonObject function = call[u"function"_s].toObject();
        completion.calls.push_back({u"call_%1"_s.arg(completion.calls.size()), function[u"name"_s].toString(),
                                    QString::fromUtf8(compact(function[u"arguments"_s].toObject()))});
    }
    if (!message[u"done"_s].toBool())
        return false;
    const QString reason = message[u"done_reason"_s].toString();
    completion.finish = reason == u"length"         ? FinishReason::Length
                        : !completion.calls.empty() ? FinishReason::ToolCalls
                                                    : FinishReason::Stop;
    completion.tokens = {qint64(message[u"prompt_eval_count"_s].toDouble()),
                         qint64(message[u"eval_count"_s].toDouble()), false};
    return true;
}

class Reader final : public AnswerReader
{
public:
    Reader()
        : AnswerReader(EventLines::Format::JsonLines)
    {}

protected:
    Result<void> take(const QJsonObject &message) override
    {
        if (message.contains(u"error"_s))
            return std::unexpected(reported(message[u"error"_s]));
        m_ended = takeInto(m_completion, message) || m_ended;
        return {};
    }
};

class Ollama final : public Protocol
{
public:
    WireRequest chat(const Endpoint &endpoint, const ChatRequest &request) const override
    {
        return keyed(jsonRequest(joined(endpoint.base, u"api/chat"_s), bodyOf(request)));
    }

    std::unique_ptr<AnswerReader> reader() const override { return std::make_unique<Reader>(); }

    Result<Completion> whole(QByteArrayView body) const override
    {
        const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
        if (object.contains(u"error"_s))
            return std::unexpected(reported(object[u"error"_s]));
        Completion completion;
        if (!takeInto(completion, object))
            return std::unexpected(reported(QCoreApplication::translate("Model", "there is no answer in it")));
        return completion;
    }

    WireRequest models(const Endpoint &endpoint) const override
    {
        WireRequest request;
        request.method = "GET";
        request.url = joined(endpoint.base, u"api/tags"_s);
        return keyed(std::move(request));
    }

    std::vector<QString> modelsIn(QByteArrayView body) const override { return namesIn(body, u"models"_s, u"name"_s); }

    std::optional<WireRequest> embed(const Endpoint &endpoint, const QString &model,
                                     const std::vector<QString> &texts) const override
    {
        QJsonArray input;
        for (const QString &text : texts)
            input.append(text);
        return keyed(jsonRequest(joined(endpoint.base, u"api/embed"_s), {{u"model"_s, model}, {u"input"_s, input}}));
    }

    Result<std::vector<std::vector<float>>> vectorsIn(QByteArrayView body) const override
    {
        return vectorsUnder(body, u"embeddings"_s, {});
    }

private:
    /// A server of one's own wants no key; one behind a gateway may.
    static WireRequest keyed(WireRequest request)
    {
        request.keyHeader = "Authorization";
        request.keyPrefix = "Bearer ";
        return request;
    }
};

} // namespace

const Protocol &ollamaProtocol()
{
    static const Ollama protocol;
    return protocol;
}

} // namespace tabletalk::model
