// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ModelWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

ScriptedServer::Reply said(const QByteArray &text, int charactersAPiece)
{
    const auto chunk = [](const QJsonObject &delta, const QJsonValue &finish) -> QByteArray {
        const QJsonObject choice{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}};
        return "data: "
               + QJsonDocument(QJsonObject{{u"model"_s, u"told"_s}, {u"choices"_s, QJsonArray{choice}}})
                     .toJson(QJsonDocument::Compact)
               + "\n\n";
    };
    ScriptedServer::Reply reply;
    reply.contentType = "text/event-stream";
    const QString whole = QString::fromUtf8(text);
    for (qsizetype at = 0; at < whole.size(); at += charactersAPiece)
        reply.pieces.push_back(chunk({{u"content"_s, whole.mid(at, charactersAPiece)}}, QJsonValue()));
    reply.pieces.push_back(chunk({}, u"stop"_s));
    reply.pieces.push_back("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":30}}\n\n");
    reply.pieces.push_back("data: [DONE]\n\n");
    return reply;
}

ScriptedServer::Reply query(const QByteArray &sql, const QString &explanation)
{
    return said(
        QJsonDocument(
            QJsonObject{{u"sql"_s, QString::fromUtf8(sql)}, {u"explanation"_s, explanation}, {u"askBack"_s, QString()}})
            .toJson(QJsonDocument::Compact));
}

ScriptedServer::Reply slowQuery(const QByteArray &sql, int milliseconds)
{
    constexpr int charactersAPiece = 4;
    const QByteArray text = QJsonDocument(QJsonObject{{u"explanation"_s, u"The query counts what was asked for, and "
                                                                         "leaves out nothing that belongs to it."_s},
                                                      {u"sql"_s, QString::fromUtf8(sql)},
                                                      {u"askBack"_s, QString()}})
                                .toJson(QJsonDocument::Compact);
    ScriptedServer::Reply reply = said(text, charactersAPiece);
    reply.msBetween = std::max(1, milliseconds / int(reply.pieces.size()));
    return reply;
}

} // namespace tabletalk::test
