// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gemini's generateContent, as the reference of the Gemini API describes it.
#include "core/model/JsonParts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace tabletalk::model {

namespace {

QJsonArray partsOf(const Message &message)
{
    QJsonArray parts;
    if (message.role == Role::Tool) {
        parts.append(QJsonObject{
            {u"functionResponse"_s,
             QJsonObject{{u"name"_s, message.callName}, {u"response"_s, QJsonObject{{u"result"_s, message.text}}}}}});
        return parts;
    }
    if (!message.text.isEmpty() || message.calls.empty())
        parts.append(QJsonObject{{u"text"_s, message.text}});
    for (const ToolCall &call : message.calls)
        parts.append(QJsonObject{
            {u"functionCall"_s, QJsonObject{{u"name"_s, call.name}, {u"args"_s, objectIn(call.arguments)}}}});
    return parts;
}

/// Its dialect of JSON Schema knows no additionalProperties.
QJsonValue inItsDialect(const QJsonValue &schema)
{
    if (schema.isArray()) {
        QJsonArray items;
        const QJsonArray all = schema.toArray();
        for (const QJsonValue &item : all)
            items.append(inItsDialect(item));
        return items;
    }
    if (!schema.isObject())
        return schema;
    QJsonObject result;
    const QJsonObject object = schema.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != u"additionalProperties" && it.key() != u"$schema")
            result[it.key()] = inItsDialect(it.value());
    }
    return result;
}

QJsonObject bodyOf(const ChatRequest &request)
{
    QString system;
    QJsonArray contents;
    for (const Message &message : request.messages) {
        if (message.role == Role::System) {
            system += (system.isEmpty() ? QString() : u"\n\n"_s) + message.text;
            continue;
        }
        contents.append(QJsonObject{{u"role"_s, message.role == Role::Assistant ? u"model"_s : u"user"_s},
                                    {u"parts"_s, partsOf(message)}});
    }
    QJsonObject config{{u"temperature"_s, request.temperature}, {u"maxOutputTokens"_s, request.mostTokens}};
    if (request.outputSchema) {
        config[u"responseMimeType"_s] = u"application/json"_s;
        config[u"responseSchema"_s] = inItsDialect(*request.outputSchema);
    }
    QJsonObject body{{u"contents"_s, contents}, {u"generationConfig"_s, config}};
    if (!system.isEmpty())
        body[u"systemInstruction"_s] = QJsonObject{{u"parts"_s, QJsonArray{QJsonObject{{u"text"_s, system}}}}};
    QJsonArray tools;
    for (const Tool &tool : request.tools)
        tools.append(QJsonObject{{u"name"_s, tool.name},
                                 {u"description"_s, tool.description},
                                 {u"parameters"_s, inItsDialect(tool.parameters)}});
    if (!tools.isEmpty())
        body[u"tools"_s] = QJsonArray{QJsonObject{{u"functionDeclarations"_s, tools}}};
    return body;
}

FinishReason finishOf(const QString &reason)
{
    if (reason.isEmpty())
        return FinishReason::Unknown;
    if (reason == u"STOP")
        return FinishReason::Stop;
    return reason == u"MAX_TOKENS" ? FinishReason::Length : FinishReason::Refused;
}

void takeInto(Completion &completion, const QJsonObject &message)
{
    if (const QString model = message[u"modelVersion"_s].toString(); !model.isEmpty())
        completion.model = model;
    if (const QJsonObject use = message[u"usageMetadata"_s].toObject(); !use.isEmpty())
        completion.tokens = {
            qint64(use[u"promptTokenCount"_s].toDouble()),
            qint64(use[u"candidatesTokenCount"_s].toDouble()) + qint64(use[u"thoughtsTokenCount"_s].toDouble()), false};
    if (message[u"promptFeedback"_s].toObject().contains(u"blockReason"_s))
        completion.finish = FinishReason::Refused;
    const QJsonObject candidate = message[u"candidates"_s].toArray().first().toObject();
    const QJsonArray parts = candidate[u"content"_s][u"parts"_s].toArray();
    for (const QJsonValue &part : parts) {
        if (!part[u"thought"_s].toBool())
            completion.text += part[u"text"_s].toString();
        const QJsonObject call = part[u"functionCall"_s].toObject();
        if (!call.isEmpty())
            completion.calls.push_back({u"call_%1"_s.arg(completion.calls.size()), call[u"name"_s].toString(),
                                        QString::fromUtf8(compact(call[u"args"_s].toObject()))});
    }
    if (const FinishReason finish = finishOf(candidate[u"finishReason"_s].toString()); finish != FinishReason::Unknown)
        completion.finish =
            finish == FinishReason::Stop && !completion.calls.empty() ? FinishReason::ToolCalls : finish;
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
        takeInto(m_completion, message);
        return {};
    }
};

class Gemini final : public Protocol
{
public:
    WireRequest chat(const Endpoint &endpoint, const ChatRequest &request) const override
    {
        QUrl url = address(endpoint, request.model, request.stream ? u"streamGenerateContent"_s : u"generateContent"_s);
        if (request.stream)
            url.setQuery(u"alt=sse"_s);
        return keyed(jsonRequest(url, bodyOf(request)));
    }

    std::unique_ptr<AnswerReader> reader() const override { return std::make_unique<Reader>(); }

    Result<Completion> whole(QByteArrayView body) const override
    {
        const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
        if (object.contains(u"error"_s))
            return std::unexpected(reported(object[u"error"_s]));
        Completion completion;
        takeInto(completion, object);
        if (completion.finish == FinishReason::Unknown)
            return std::unexpected(reported(QCoreApplication::translate("Model", "there is no answer in it")));
        return completion;
    }

    WireRequest models(const Endpoint &endpoint) const override
    {
        WireRequest request;
        request.method = "GET";
        request.url = joined(endpoint.base, u"v1beta/models"_s);
        return keyed(std::move(request));
    }

    std::vector<QString> modelsIn(QByteArrayView body) const override
    {
        std::vector<QString> names = namesIn(body, u"models"_s, u"name"_s);
        for (QString &name : names) {
            if (name.startsWith(u"models/"))
                name = name.sliced(7);
        }
        return names;
    }

    std::optional<WireRequest> embed(const Endpoint &endpoint, const QString &model,
                                     const std::vector<QString> &texts) const override
    {
        QJsonArray requests;
        for (const QString &text : texts)
            requests.append(
                QJsonObject{{u"model"_s, QString(u"models/" + model)},
                            {u"content"_s, QJsonObject{{u"parts"_s, QJsonArray{QJsonObject{{u"text"_s, text}}}}}}});
        return keyed(jsonRequest(address(endpoint, model, u"batchEmbedContents"_s), {{u"requests"_s, requests}}));
    }

    Result<std::vector<std::vector<float>>> vectorsIn(QByteArrayView body) const override
    {
        return vectorsUnder(body, u"embeddings"_s, u"values"_s);
    }

private:
    static QUrl address(const Endpoint &endpoint, const QString &model, const QString &verb)
    {
        const QString name = QString::fromLatin1(QUrl::toPercentEncoding(model));
        return joined(endpoint.base, u"v1beta/models/%1:%2"_s.arg(name, verb));
    }

    static WireRequest keyed(WireRequest request)
    {
        request.keyHeader = "x-goog-api-key";
        return request;
    }
};

} // namespace

const Protocol &geminiProtocol()
{
    static const Gemini protocol;
    return protocol;
}

} // namespace tabletalk::model
