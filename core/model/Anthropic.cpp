// SPDX-License-Identifier: GPL-3.0-or-later
//
// Anthropic's Messages API, as its reference describes it.
#include "core/model/JsonParts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::model {

namespace {

/// Structured output is asked for as the call of one tool, whose arguments are the answer.
constexpr QStringView answerTool = u"answer";

QJsonArray partsOf(const Message &message)
{
    QJsonArray parts;
    if (message.role == Role::Tool) {
        parts.append(QJsonObject{
            {u"type"_s, u"tool_result"_s}, {u"tool_use_id"_s, message.callId}, {u"content"_s, message.text}});
        return parts;
    }
    if (!message.text.isEmpty())
        parts.append(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, message.text}});
    for (const ToolCall &call : message.calls)
        parts.append(QJsonObject{{u"type"_s, u"tool_use"_s},
                                 {u"id"_s, call.id},
                                 {u"name"_s, call.name},
                                 {u"input"_s, objectIn(call.arguments)}});
    return parts;
}

QJsonObject bodyOf(const ChatRequest &request)
{
    QString system;
    QJsonArray messages;
    for (const Message &message : request.messages) {
        if (message.role == Role::System) {
            system += (system.isEmpty() ? QString() : u"\n\n"_s) + message.text;
            continue;
        }
        messages.append(QJsonObject{{u"role"_s, message.role == Role::Assistant ? u"assistant"_s : u"user"_s},
                                    {u"content"_s, partsOf(message)}});
    }
    QJsonObject body{{u"model"_s, request.model},
                     {u"max_tokens"_s, request.mostTokens},
                     {u"messages"_s, messages},
                     {u"temperature"_s, request.temperature},
                     {u"stream"_s, request.stream}};
    if (!system.isEmpty())
        body[u"system"_s] = system;
    QJsonArray tools;
    for (const Tool &tool : request.tools)
        tools.append(QJsonObject{
            {u"name"_s, tool.name}, {u"description"_s, tool.description}, {u"input_schema"_s, tool.parameters}});
    if (request.outputSchema) {
        tools.append(QJsonObject{{u"name"_s, answerTool.toString()},
                                 {u"description"_s, u"Gives the answer."_s},
                                 {u"input_schema"_s, *request.outputSchema}});
        body[u"tool_choice"_s] = QJsonObject{{u"type"_s, u"tool"_s}, {u"name"_s, answerTool.toString()}};
    }
    if (!tools.isEmpty())
        body[u"tools"_s] = tools;
    return body;
}

FinishReason finishOf(const QString &reason)
{
    if (reason == u"end_turn" || reason == u"stop_sequence")
        return FinishReason::Stop;
    if (reason == u"max_tokens")
        return FinishReason::Length;
    if (reason == u"tool_use")
        return FinishReason::ToolCalls;
    return reason == u"refusal" ? FinishReason::Refused : FinishReason::Unknown;
}

/// The call that stands for a structured answer becomes its text.
void unwrapAnswer(Completion &completion)
{
    const auto answer = std::ranges::find(completion.calls, answerTool, &ToolCall::name);
    if (answer == completion.calls.end())
        return;
    completion.text = answer->arguments;
    completion.calls.erase(answer);
    if (completion.calls.empty() && completion.finish == FinishReason::ToolCalls)
        completion.finish = FinishReason::Stop;
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
        const QString type = message[u"type"_s].toString();
        if (type == u"error")
            return std::unexpected(reported(message[u"error"_s]));
        if (type == u"message_start") {
            m_completion.model = message[u"message"_s][u"model"_s].toString();
            m_completion.tokens.input = qint64(message[u"message"_s][u"usage"_s][u"input_tokens"_s].toDouble());
        } else if (type == u"content_block_start") {
            begin(message[u"content_block"_s].toObject());
        } else if (type == u"content_block_delta") {
            const QJsonValue delta = message[u"delta"_s];
            m_completion.text += delta[u"text"_s].toString();
            if (!m_completion.calls.empty() && !m_inAnswer)
                m_completion.calls.back().arguments += delta[u"partial_json"_s].toString();
            else if (m_inAnswer)
                m_completion.text += delta[u"partial_json"_s].toString();
        } else if (type == u"message_delta") {
            m_completion.finish = finishOf(message[u"delta"_s][u"stop_reason"_s].toString());
            m_completion.tokens.output = qint64(message[u"usage"_s][u"output_tokens"_s].toDouble());
            if (m_answered && m_completion.finish == FinishReason::ToolCalls)
                m_completion.finish = FinishReason::Stop;
        } else if (type == u"message_stop") {
            m_ended = true;
        }
        return {};
    }

private:
    void begin(const QJsonObject &block)
    {
        const bool call = block[u"type"_s].toString() == u"tool_use";
        m_inAnswer = call && block[u"name"_s].toString() == answerTool;
        m_answered = m_answered || m_inAnswer;
        if (call && !m_inAnswer) {
            ToolCall &next = callAt(m_completion.calls.size());
            next.id = block[u"id"_s].toString();
            next.name = block[u"name"_s].toString();
        }
        m_completion.text += block[u"text"_s].toString();
    }

    bool m_inAnswer = false;
    bool m_answered = false;
};

class Anthropic final : public Protocol
{
public:
    WireRequest chat(const Endpoint &endpoint, const ChatRequest &request) const override
    {
        return keyed(endpoint, jsonRequest(joined(endpoint.base, u"v1/messages"_s), bodyOf(request)));
    }

    std::unique_ptr<AnswerReader> reader() const override { return std::make_unique<Reader>(); }

    Result<Completion> whole(QByteArrayView body) const override
    {
        const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
        if (object[u"type"_s].toString() == u"error")
            return std::unexpected(reported(object[u"error"_s]));
        if (!object.contains(u"content"_s))
            return std::unexpected(reported(QCoreApplication::translate("Model", "there is no answer in it")));
        Completion completion;
        completion.model = object[u"model"_s].toString();
        const QJsonArray parts = object[u"content"_s].toArray();
        for (const QJsonValue &part : parts) {
            completion.text += part[u"text"_s].toString();
            if (part[u"type"_s].toString() == u"tool_use")
                completion.calls.push_back({part[u"id"_s].toString(), part[u"name"_s].toString(),
                                            QString::fromUtf8(compact(part[u"input"_s].toObject()))});
        }
        completion.finish = finishOf(object[u"stop_reason"_s].toString());
        completion.tokens = {qint64(object[u"usage"_s][u"input_tokens"_s].toDouble()),
                             qint64(object[u"usage"_s][u"output_tokens"_s].toDouble()), false};
        unwrapAnswer(completion);
        return completion;
    }

    WireRequest models(const Endpoint &endpoint) const override
    {
        WireRequest request;
        request.method = "GET";
        request.url = joined(endpoint.base, u"v1/models"_s);
        return keyed(endpoint, std::move(request));
    }

    std::vector<QString> modelsIn(QByteArrayView body) const override { return namesIn(body, u"data"_s, u"id"_s); }

    std::optional<WireRequest> embed(const Endpoint &, const QString &, const std::vector<QString> &) const override
    {
        return {};
    }

    Result<std::vector<std::vector<float>>> vectorsIn(QByteArrayView) const override
    {
        return std::vector<std::vector<float>>();
    }

private:
    static WireRequest keyed(const Endpoint &endpoint, WireRequest request)
    {
        request.keyHeader = "x-api-key";
        const QString version = endpoint.apiVersion.isEmpty() ? u"2023-06-01"_s : endpoint.apiVersion;
        request.headers.emplace_back("anthropic-version", version.toLatin1());
        return request;
    }
};

} // namespace

const Protocol &anthropicProtocol()
{
    static const Anthropic protocol;
    return protocol;
}

} // namespace tabletalk::model
