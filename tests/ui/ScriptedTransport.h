// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server made of a script, in the test's own hands: what the session sends is kept, what
// it is to receive is given. Nothing happens by itself.
#pragma once

#include "ui/session/Transport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <vector>

namespace tabletalk::test {

class ScriptedTransport final : public ui::Transport
{
public:
    struct Call
    {
        qint64 id = 0;
        QString method;
        QJsonObject params;
    };

    void open(const QUrl &url) override
    {
        ++opens;
        lastUrl = url;
        isOpen = false;
    }
    void send(const QByteArray &text) override
    {
        const QJsonObject message = QJsonDocument::fromJson(text).object();
        calls.push_back({message.value(QStringLiteral("id")).toInteger(),
                         message.value(QStringLiteral("method")).toString(),
                         message.value(QStringLiteral("params")).toObject()});
    }
    void close() override { isOpen = false; }

    // --- what the script does

    void accept()
    {
        isOpen = true;
        Q_EMIT opened();
    }
    void drop()
    {
        isOpen = false;
        Q_EMIT closed(Problem::of(ProblemCode::Unavailable, QStringLiteral("gone")));
    }
    void say(const QJsonObject &message) { Q_EMIT received(QJsonDocument(message).toJson(QJsonDocument::Compact)); }
    void answer(qint64 id, const QJsonValue &result)
    {
        say({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
             {QStringLiteral("id"), id},
             {QStringLiteral("result"), result}});
    }
    void refuse(qint64 id, const QString &code, const QString &detail = {}, const QString &hint = {})
    {
        const QJsonObject data{{QStringLiteral("code"), code},
                               {QStringLiteral("title"), QStringLiteral("Refused")},
                               {QStringLiteral("detail"), detail},
                               {QStringLiteral("hint"), hint}};
        const QJsonObject error{
            {QStringLiteral("code"), -32000}, {QStringLiteral("message"), detail}, {QStringLiteral("data"), data}};
        say({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
             {QStringLiteral("id"), id},
             {QStringLiteral("error"), error}});
    }
    void event(const QString &stream, qint64 seq, const QString &type, const QJsonObject &data)
    {
        const QJsonObject params{{QStringLiteral("stream"), stream},
                                 {QStringLiteral("seq"), seq},
                                 {QStringLiteral("type"), type},
                                 {QStringLiteral("data"), data}};
        say({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
             {QStringLiteral("method"), QStringLiteral("event")},
             {QStringLiteral("params"), params}});
    }

    /// The newest call of that method; the test fails on its own when there is none (id 0).
    Call last(const QString &method) const
    {
        for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
            if (call->method == method)
                return *call;
        }
        return {};
    }
    int count(const QString &method) const
    {
        int number = 0;
        for (const Call &call : calls)
            number += call.method == method ? 1 : 0;
        return number;
    }

    std::vector<Call> calls;
    int opens = 0;
    bool isOpen = false;
    QUrl lastUrl;
};

/// The text of an id made from a number, so that scripts stay readable.
inline QString idText(int number)
{
    return QStringLiteral("00000000-0000-7000-8000-%1").arg(number, 12, 10, QLatin1Char('0'));
}

inline QJsonObject userJson()
{
    return {{QStringLiteral("id"), idText(1)},
            {QStringLiteral("email"), QStringLiteral("ada@example.org")},
            {QStringLiteral("fullName"), QStringLiteral("Ada Lovelace")}};
}

inline QJsonObject organizationJson()
{
    return {{QStringLiteral("id"), idText(2)},
            {QStringLiteral("name"), QStringLiteral("Analytical Engines")},
            {QStringLiteral("slug"), QStringLiteral("analytical-engines")},
            {QStringLiteral("role"), QStringLiteral("owner")}};
}

inline QJsonObject attachedJson()
{
    return {{QStringLiteral("user"), userJson()},
            {QStringLiteral("organization"), organizationJson()},
            {QStringLiteral("expiresAt"), QStringLiteral("2030-01-01T00:00:00Z")}};
}

inline QJsonObject signedInJson(const QString &access, const QString &refresh, int expiresIn = 900)
{
    return {{QStringLiteral("accessToken"), access},
            {QStringLiteral("refreshToken"), refresh},
            {QStringLiteral("expiresIn"), expiresIn},
            {QStringLiteral("user"), userJson()},
            {QStringLiteral("organization"), organizationJson()},
            {QStringLiteral("organizations"), QJsonArray{organizationJson()}}};
}

} // namespace tabletalk::test
