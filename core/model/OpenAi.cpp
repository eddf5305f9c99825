// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chat completions as OpenAI documents them (API reference, "Chat completions"), and as vLLM, llama.cpp,
// LM Studio and OpenRouter speak them as well. Azure has other addresses and another header for the key.
#include "core/model/JsonParts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::model {

namespace {

QJsonArray callsOf(const Message &message)
{
    QJsonArray calls;
    for (const ToolCall &call : message.calls) {
        calls.append(
            QJsonObject{{u"id"_s, call.id},
                        {u"type"_s, u"function"_s},
                        {u"function"_s, QJsonObject{{u"name"_s, call.name}, {u"arguments"_s, call.arguments}}}});
    }
    return calls;
}

QJsonObject messageOf(const Message &message)
{
    static constexpr QStringView roles[] = {u"system", u"user", u"assistant", u"tool"};
    QJsonObject object{{u"role"_s, roles[size_t(message.role)].toString()}, {u"content"_s, message.text}};
    if (!message.calls.empty())
        object[u"tool_calls"_s] = callsOf(message);
    if (message.role == Role::Tool)
        object[u"tool_call_id"_s] = message.callId;
    return object;
}

/// OpenAI's own newer models want another word for the limit and take no temperature.
bool isOpenAiItself(const Endpoint &endpoint)
{
    return endpoint.kind == ProtocolKind::Azure || endpoint.base.host().endsWith(u"openai.com");
}

bool reasons(const QString &model)
{
    return model.startsWith(u"o1") || model.startsWith(u"o3") || model.startsWith(u"o4") || model.startsWith(u"gpt-5");
}

QJsonObject bodyOf(const Endpoint &endpoint, const ChatRequest &request)
{
    QJsonArray messages;
    for (const Message &message : request.messages)
        messages.append(messageOf(message));
    QJsonObject body{{u"model"_s, request.model}, {u"messages"_s, messages}, {u"stream"_s, request.stream}};
    body[isOpenAiItself(endpoint) ? u"max_completion_tokens"_s : u"max_tokens"_s] = request.mostTokens;
    if (!isOpenAiItself(endpoint) || !reasons(request.model))
        body[u"temperature"_s] = request.temperature;
    if (request.stream)
        body[u"stream_options"_s] = QJsonObject{{u"include_usage"_s, true}};
    QJsonArray tools;
    for (const Tool &tool : request.tools) {
        tools.append(QJsonObject{{u"type"_s, u"function"_s},
                                 {u"function"_s, QJsonObject{{u"name"_s, tool.name},
                                                             {u"description"_s, tool.description},
                                                             {u"parameters"_s, tool.parameters}}}});
    }
    if (!tools.isEmpty())
        body[u"tools"_s] = tools;
    if (request.outputSchema) {
        body[u"response_format"_s] = QJsonObject{
            {u"type"_s, u"json_schema"_s},
            {u"json_schema"_s,
             QJsonObject{{u"name"_s, u"answer"_s}, {u"schema"_s, *request.outputSchema}, {u"strict"_s, true}}}};
    }
    return body;
}

FinishReason finishOf(const QString &reason)
{
    if (reason == u"stop")
        return FinishReason::Stop;
    if (reason == u"length")
        return FinishReason::Length;
    if (reason == u"tool_calls" || reason == u"function_call")
        return FinishReason::ToolCalls;
    return reason == u"content_filter" ? FinishReason::Refused : FinishReason::Unknown;
}

void takeUse(Completion &completion, const QJsonObject &use)
{
    if (use.isEmpty())
        return;
    completion.tokens = {qint64(use[u"prompt_tokens"_s].toDouble()), qint64(use[u"completion_tokens"_s].toDouble()),
                         false};
}

class Reader final : public AnswerReader
{
public:
    Reader()
        : AnswerReader(EventLines::Format::ServerSentEvents)
    {}

protected:
    Result<void> take(const QJsonObject &message) override
    {
        if (message.contains(u"error"_s))
            return std::unexpected(reported(message[u"error"_s]));
        if (m_completion.model.isEmpty())
            m_completion.model = message[u"model"_s].toString();
        takeUse(m_completion, message[u"usage"_s].toObject());
        const QJsonObject choice = message[u"choices"_s].toArray().first().toObject();
        const QJsonObject delta = choice[u"delta"_s].toObject();
        m_completion.text += delta[u"content"_s].toString();
        const QJsonArray calls = delta[u"tool_calls"_s].toArray();
        for (const QJsonValue &part : calls) {
            ToolCall &call = callAt(size_t(std::max(0, part[u"index"_s].toInt())));
            if (const QString id = part[u"id"_s].toString(); !id.isEmpty())
                call.id = id;
            call.name += part[u"function"_s][u"name"_s].toString();
            call.arguments += part[u"function"_s][u"arguments"_s].toString();
        }
        if (const QString reason = choice[u"finish_reason"_s].toString(); !reason.isEmpty())
            m_completion.finish = finishOf(reason);
        return {};
    }
};

class OpenAi final : public Protocol
{
public:
    explicit OpenAi(bool azure)
        : m_azure(azure)
    {}

    WireRequest chat(const Endpoint &endpoint, const ChatRequest &request) const override
    {
        return keyed(jsonRequest(address(endpoint, request.model, u"chat/completions"_s), bodyOf(endpoint, request)));
    }

    std::unique_ptr<AnswerReader> reader() const override { return std::make_unique<Reader>(); }

    Result<Completion> whole(QByteArrayView body) const override
    {
        const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
        if (object.contains(u"error"_s))
            return std::unexpected(reported(object[u"error"_s]));
        const QJsonObject choice = object[u"choices"_s].toArray().first().toObject();
        if (choice.isEmpty())
            return std::unexpected(reported(QCoreApplication::translate("Model", "there is no answer in it")));
        Completion completion;
        completion.model = object[u"model"_s].toString();
        const QJsonObject message = choice[u"message"_s].toObject();
        completion.text = message[u"content"_s].toString();
        const QJsonArray calls = message[u"tool_calls"_s].toArray();
        for (const QJsonValue &call : calls)
            completion.calls.push_back({call[u"id"_s].toString(), call[u"function"_s][u"name"_s].toString(),
                                        call[u"function"_s][u"arguments"_s].toString()});
        completion.finish = finishOf(choice[u"finish_reason"_s].toString());
        takeUse(completion, object[u"usage"_s].toObject());
        return completion;
    }

    WireRequest models(const Endpoint &endpoint) const override
    {
        WireRequest request;
        request.method = "GET";
        request.url = m_azure ? withVersion(endpoint, joined(endpoint.base, u"openai/models"_s))
                              : joined(endpoint.base, u"models"_s);
        return keyed(std::move(request));
    }

    std::vector<QString> modelsIn(QByteArrayView body) const override { return namesIn(body, u"data"_s, u"id"_s); }

    std::optional<WireRequest> embed(const Endpoint &endpoint, const QString &model,
                                     const std::vector<QString> &texts) const override
    {
        QJsonArray input;
        for (const QString &text : texts)
            input.append(text);
        return keyed(
            jsonRequest(address(endpoint, model, u"embeddings"_s), {{u"model"_s, model}, {u"input"_s, input}}));
    }

    Result<std::vector<std::vector<float>>> vectorsIn(QByteArrayView body) const override
    {
        return vectorsUnder(body, u"data"_s, u"embedding"_s);
    }

private:
    static QUrl withVersion(const Endpoint &endpoint, QUrl url)
    {
        QUrlQuery query(url);
        query.addQueryItem(u"api-version"_s, endpoint.apiVersion.isEmpty() ? u"2024-10-21"_s : endpoint.apiVersion);
        url.setQuery(query);
        return url;
    }

    QUrl address(const Endpoint &endpoint, const QString &model, const QString &path) const
    {
        if (!m_azure)
            return joined(endpoint.base, path);
        const QString deployment = QString::fromLatin1(QUrl::toPercentEncoding(model));
        return withVersion(endpoint, joined(endpoint.base, u"openai/deployments/%1/%2"_s.arg(deployment, path)));
    }

    WireRequest keyed(WireRequest request) const
    {
        request.keyHeader = m_azure ? "api-key" : "Authorization";
        request.keyPrefix = m_azure ? "" : "Bearer ";
        return request;
    }

    bool m_azure;
};

} // namespace

const Protocol &openAiProtocol()
{
    static const OpenAi protocol(false);
    return protocol;
}

const Protocol &azureProtocol()
{
    static const OpenAi protocol(true);
    return protocol;
}

} // namespace tabletalk::model
