// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/model/EventLines.h"
#include "core/model/Message.h"

#include <QUrl>

#include <memory>
#include <utility>

namespace tabletalk::model {

/// Whose words a server understands.
enum class ProtocolKind {
    OpenAi,    ///< chat completions: OpenAI, vLLM, llama.cpp, LM Studio, OpenRouter and many others
    Azure,     ///< the same under a deployment's address, with another header for the key
    Anthropic, ///< messages
    Ollama,    ///< its own API; it speaks OpenAI's as well
    Gemini,    ///< generateContent
};

/// Wire name ("openai"), and back; nothing for a name that is none.
QString nameOf(ProtocolKind kind);
std::optional<ProtocolKind> protocolFromName(QStringView name);

/// Where a model is and whose words it speaks, without its key.
struct Endpoint
{
    ProtocolKind kind = ProtocolKind::OpenAi;
    QUrl base;          ///< "https://api.openai.com/v1", "http://127.0.0.1:11434"
    QString apiVersion; ///< of Azure and Anthropic; their default when empty
};

/// An HTTP request to a model's server. The key goes into its header at the last moment.
struct WireRequest
{
    QByteArray method = "POST";
    QUrl url;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray keyHeader; ///< "Authorization"; none when empty
    QByteArray keyPrefix; ///< "Bearer "
    QByteArray body;
};

/// Puts the pieces of a streamed answer together. Made for one answer.
class AnswerReader
{
public:
    virtual ~AnswerReader() = default;

    /// Bytes as they come; the text that they add. Fails when the server reports an error
    /// within the stream, sends what is no JSON, or more than anybody could mean.
    Result<QString> feed(QByteArrayView bytes);
    /// The whole answer, after the last byte. Fails when the stream broke off before its end.
    Result<Completion> finish();

protected:
    explicit AnswerReader(EventLines::Format format)
        : m_lines(format)
    {}
    /// One message of the stream; appends to the completion.
    virtual Result<void> take(const QJsonObject &message) = 0;
    ToolCall &callAt(size_t index);

    Completion m_completion;
    bool m_ended = false; ///< the server said that this is all

private:
    Result<void> takeAll(const std::vector<QByteArray> &messages);

    EventLines m_lines;
    qsizetype m_told = 0;
};

/// How a server of one kind is asked, and how it answers.
class Protocol
{
public:
    virtual ~Protocol() = default;

    virtual WireRequest chat(const Endpoint &endpoint, const ChatRequest &request) const = 0;
    virtual std::unique_ptr<AnswerReader> reader() const = 0;
    /// An answer that was not streamed.
    virtual Result<Completion> whole(QByteArrayView body) const = 0;

    /// Which models there are.
    virtual WireRequest models(const Endpoint &endpoint) const = 0;
    virtual std::vector<QString> modelsIn(QByteArrayView body) const = 0;

    /// Vectors for texts; nothing where the provider has none.
    virtual std::optional<WireRequest> embed(const Endpoint &endpoint, const QString &model,
                                             const std::vector<QString> &texts) const = 0;
    virtual Result<std::vector<std::vector<float>>> vectorsIn(QByteArrayView body) const = 0;

    /// What a status that is no success means, and what to do. body may be anything.
    static Problem problemOf(int status, QByteArrayView body, const QString &host);
};

/// The protocol of a kind; lives for ever.
const Protocol &protocolOf(ProtocolKind kind);

} // namespace tabletalk::model
