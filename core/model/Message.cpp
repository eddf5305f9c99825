// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Message.h"

#include <QJsonDocument>

#include <cmath>

namespace tabletalk::model {

static constexpr qint64 tokensOfFrame = 4; ///< that each message costs besides its text

/// Letters of Latin scripts come about four to a token, digits and signs two, and those of
/// scripts without spaces one.
qint64 estimatedTokens(QStringView text)
{
    double tokens = 0;
    for (const QChar letter : text) {
        if (letter.unicode() >= 0x2e80)
            tokens += 1;
        else if (letter.isLetter() || letter.isSpace())
            tokens += 0.25;
        else
            tokens += 0.5;
    }
    return qint64(std::ceil(tokens));
}

qint64 estimatedTokens(const ChatRequest &request)
{
    qint64 tokens = 0;
    for (const Message &message : request.messages) {
        tokens += tokensOfFrame + estimatedTokens(message.text);
        for (const ToolCall &call : message.calls)
            tokens += estimatedTokens(call.name) + estimatedTokens(call.arguments);
    }
    for (const Tool &tool : request.tools)
        tokens += tokensOfFrame + estimatedTokens(tool.description)
                  + estimatedTokens(QString::fromUtf8(QJsonDocument(tool.parameters).toJson(QJsonDocument::Compact)));
    return tokens;
}

} // namespace tabletalk::model
