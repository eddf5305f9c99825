// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Protocol.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::model {

static constexpr qsizetype mostText = 4 * 1024 * 1024; ///< characters of one answer; none that is useful has more
static constexpr size_t mostCalls = 64;
static constexpr qsizetype mostDetail = 300;

struct KindName
{
    ProtocolKind kind;
    QStringView name;
};
static constexpr KindName kindNames[] = {{ProtocolKind::OpenAi, u"openai"},
                                         {ProtocolKind::Azure, u"azure"},
                                         {ProtocolKind::Anthropic, u"anthropic"},
                                         {ProtocolKind::Ollama, u"ollama"},
                                         {ProtocolKind::Gemini, u"gemini"}};

QString nameOf(ProtocolKind kind)
{
    return std::ranges::find(kindNames, kind, &KindName::kind)->name.toString();
}

std::optional<ProtocolKind> protocolFromName(QStringView name)
{
    const auto found = std::ranges::find(kindNames, name, &KindName::name);
    return found == std::end(kindNames) ? std::nullopt : std::optional(found->kind);
}

static Problem broken(const QString &detail)
{
    return Problem::of(ProblemCode::ModelFailed, detail,
                       QCoreApplication::translate("Model", "Ask again, or choose another model."));
}

ToolCall &AnswerReader::callAt(size_t index)
{
    const size_t at = std::min(index, mostCalls - 1);
    if (m_completion.calls.size() <= at)
        m_completion.calls.resize(at + 1);
    return m_completion.calls[at];
}

Result<void> AnswerReader::takeAll(const std::vector<QByteArray> &messages)
{
    for (const QByteArray &message : messages) {
        if (message.trimmed() == "[DONE]") { // the end of OpenAI's streams
            m_ended = true;
            continue;
        }
        const QJsonDocument json = QJsonDocument::fromJson(message);
        if (!json.isObject())
            return std::unexpected(
                broken(QCoreApplication::translate("Model", "The model's server sent something that is no JSON.")));
        if (Result<void> taken = take(json.object()); !taken)
            return taken;
        if (m_completion.text.size() > mostText)
            return std::unexpected(broken(QCoreApplication::translate("Model", "The model's answer has no end.")));
    }
    return {};
}

Result<QString> AnswerReader::feed(QByteArrayView bytes)
{
    if (Result<void> taken = takeAll(m_lines.feed(bytes)); !taken)
        return std::unexpected(std::move(taken).error());
    if (m_lines.overflowed())
        return std::unexpected(broken(QCoreApplication::translate("Model", "The model's answer has no end.")));
    QString added = m_completion.text.sliced(m_told);
    m_told = m_completion.text.size();
    return added;
}

Result<Completion> AnswerReader::finish()
{
    if (Result<void> taken = takeAll(m_lines.finish()); !taken)
        return std::unexpected(std::move(taken).error());
    if (!m_ended && m_completion.finish == FinishReason::Unknown)
        return std::unexpected(
            broken(QCoreApplication::translate("Model", "The model's answer broke off before its end.")));
    return std::move(m_completion);
}

/// What a server says of an error, wherever it puts it.
static QString saidIn(QByteArrayView body)
{
    const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
    const QJsonValue error = object[u"error"_s];
    QString said = error.isObject() ? error[u"message"_s].toString() : error.toString();
    if (said.isEmpty())
        said = object[u"message"_s].toString();
    said.replace(u'\n', u' ');
    return said.size() > mostDetail ? QString(said.first(mostDetail) + u'…') : said;
}

Problem Protocol::problemOf(int status, QByteArrayView body, const QString &host)
{
    const QString said = saidIn(body);
    const auto tr = [](const char *text) { return QCoreApplication::translate("Model", text); };
    const QString detail = said.isEmpty() ? tr("%1 answered with status %2.").arg(host).arg(status)
                                          : tr("%1 answered with status %2: %3").arg(host).arg(status).arg(said);
    if (status == 401 || status == 403) // what was said may quote the key
        return Problem::of(ProblemCode::ModelKeyRefused, tr("%1 refused the key (status %2).").arg(host).arg(status),
                           tr("Check the key: it may be mistyped, revoked, or of another provider."));
    if (status == 404)
        return Problem::of(ProblemCode::ModelFailed, detail,
                           tr("Check the address and the name of the model: the server does not know one of them."));
    if (status == 429) {
        Problem problem = Problem::of(ProblemCode::ModelFailed, detail,
                                      tr("The provider takes no more for now: wait, or raise your limit there."));
        problem.retryAfterSeconds = 30;
        return problem;
    }
    if (status >= 500)
        return Problem::of(ProblemCode::ModelFailed, detail,
                           tr("The provider has a problem of its own. Ask again later."));
    return Problem::of(ProblemCode::ModelFailed, detail, tr("Check the address and the name of the model."));
}

const Protocol &openAiProtocol();
const Protocol &azureProtocol();
const Protocol &anthropicProtocol();
const Protocol &ollamaProtocol();
const Protocol &geminiProtocol();

const Protocol &protocolOf(ProtocolKind kind)
{
    switch (kind) {
    case ProtocolKind::OpenAi:
        break;
    case ProtocolKind::Azure:
        return azureProtocol();
    case ProtocolKind::Anthropic:
        return anthropicProtocol();
    case ProtocolKind::Ollama:
        return ollamaProtocol();
    case ProtocolKind::Gemini:
        return geminiProtocol();
    }
    return openAiProtocol();
}

} // namespace tabletalk::model
